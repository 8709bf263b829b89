"""Every failure takes its text from the catalogue, so that it is reported in the reader's language."""

from __future__ import annotations

import ast
import errno
import os
import pickle

import diplograph.base.errors
from diplograph.base.errors import DateError, DiplographError, SourceError, reason_of_system
from diplograph.base.messages import message, texts
from helpers import ROOT

SOURCE = ROOT / "src" / "diplograph"
FAILURES = {
    *(name for name in vars(diplograph.base.errors) if name.endswith("Error")),
    *("PatternError", "RefusedQuery", "TooManyAlikeError", "Unsupported", "XmlError", "_UnreadableError"),
}


def written_texts() -> list[str]:
    """Return the places where a failure is made with a text written there."""
    found = []
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant() | ast.JoinedStr(), *_]):
                    if name in FAILURES:
                        found.append(f"{file.relative_to(SOURCE)}:{node.lineno}")
    return found


def test_no_failure_is_written_in_english_where_it_is_raised() -> None:
    assert len(FAILURES) > 15
    assert written_texts() == []


def test_a_failure_keeps_its_reason_for_what_wraps_it() -> None:
    inner = SourceError(message("error.empty"), path="a.ttl")
    outer = DiplographError(message("error.unreadable", reason=inner.reason), path="b.ttl")
    assert (str(outer), outer.text("ar")) == (
        "b.ttl: cannot be read: the file is empty",
        "b.ttl: تتعذر قراءته: الملف فارغ",
    )
    assert DiplographError("as others write it").text("ar") == "as others write it"


def test_a_date_that_is_none_says_why_in_each_language() -> None:
    error = DateError(message("edtf.space"), reasons={"en": "a", "ar": "b"})
    assert error.reasons == {"en": "a", "ar": "b"}
    assert "مسافات" in error.text("ar")


def test_reasons_of_the_system_are_its_own_in_english_and_translated() -> None:
    for name, text in texts("system", "en").items():
        number = getattr(errno, name)
        reason = reason_of_system(OSError(number, os.strerror(number)))
        assert str(SourceError(reason)) == text
        assert SourceError(reason).text("ar") == texts("system", "ar")[name] != text
    assert reason_of_system(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason_of_system(OSError("odd")) == "odd"
    assert reason_of_system(OSError()) == "OSError"


def test_a_failure_passes_from_one_process_to_another() -> None:
    class Own(Exception):
        """One that cannot be pickled, as some of libraries."""

    failure = SourceError(message("error.unreadable", reason=Own("why")), path="a.ttl", line=2)
    assert pickle.loads(pickle.dumps(failure)).text("ar") == "a.ttl:2: تتعذر قراءته: why"
