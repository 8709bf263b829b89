"""The failures that a user can act on, each with the exit code of the command line.

Every error reports in one line what is wrong and where, in the reader's language if its message is in the
catalogue. Code that calls the library catches
`DiplographError`; the command line prints ``error.text(language)`` and exits with ``error.exit_code``.

Exit codes: 0 done and conforming, 1 checks failed, 2 unusable input or arguments,
3 a remote side failed.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from diplograph.base.messages import Message, message, texts

_PLACE: Final = re.compile(r"(?:Parser )?error (?:at|between) (?:[0-9:]+|(?:line |column)[a-z0-9 ]*): ")


class DiplographError(Exception):
    """Base of all failures that diplograph raises on purpose.

    Attributes:
        message: What is wrong, in one line of English.
        reason: The same as a message of the catalogue, or as what others write.
        path: The file it concerns, if there is one.
        line: The line of that file, counted from 1, if it is known.
        status: The HTTP status that a remote side gave, if it is about one.

    Example:
        >>> str(DiplographError("a dot is expected", path=Path("data/x/visits.ttl"), line=41))
        'data/x/visits.ttl:41: a dot is expected'
    """

    exit_code = 2

    def __init__(
        self,
        message: str | Message,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        status: int | None = None,
    ) -> None:
        self.reason = message
        self.message = self._line("en")
        super().__init__(self.message)
        self.status = status
        self.path = Path(path) if path is not None else None
        self.line = line

    def __str__(self) -> str:
        """Return the failure as ``file:line: message`` in English, leaving out what is not known."""
        return self.text("en")

    def text(self, language: str) -> str:
        """Return the same in a language, as far as the catalogue has the message."""
        if self.path is None:
            return self._line(language)
        place = f"{self.path}:{self.line}" if self.line is not None else str(self.path)
        return f"{place}: {self._line(language)}"

    def _line(self, language: str) -> str:
        text = self.reason.text(language) if isinstance(self.reason, Message) else self.reason
        return " ".join(text.split())


class ReasonedError(Exception):
    """Something is refused within a part of the program; whoever asked for it says where it stands.

    Attributes:
        reason: Why, in the reader's language.
    """

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text("en"))
        self.reason = reason


def reason_of(error: SyntaxError) -> str:
    """Return why a parser of pyoxigraph refuses a text, without the place, which the error has beside it.

    Example:
        >>> reason_of(SyntaxError("error at 3:1: a dot is expected"))
        'a dot is expected'
        >>> reason_of(SyntaxError("Invalid element: http://example.org/ns#p"))
        'Invalid element: http://example.org/ns#p'
    """
    return _PLACE.sub("", str(error.msg if error.msg is not None else error))


def reason_of_system(error: OSError) -> Message | str:
    """Return why the system refuses something, in the reader's language for the reasons that are usual.

    Example:
        >>> reason = reason_of_system(FileNotFoundError(errno.ENOENT, "No such file or directory"))
        >>> str(SourceError(reason)), SourceError(reason).text("ar")
        ('No such file or directory', 'لا ملف ولا مجلد بهذا الاسم')
    """
    name = errno.errorcode.get(error.errno or 0, "")
    if name in texts("system", "en"):
        return message(f"system.{name}")
    return error.strerror or str(error) or type(error).__name__


class ProjectError(DiplographError):
    """A graph project is missing, or its ``diplograph.toml`` or folders cannot be used."""


class SourceError(DiplographError):
    """A file of the project cannot be read: not there, empty, not UTF-8, or not well-formed."""


class RuleError(DiplographError):
    """An inference rule is not a usable SPARQL CONSTRUCT query."""


class ShapesError(DiplographError):
    """A shape is malformed, or cannot be compiled."""


class QueryError(DiplographError):
    """A query is unknown or malformed, or its parameters do not fit."""


class OutputError(DiplographError):
    """A result could not be written; what stood there before is untouched."""


class TimeLimitError(DiplographError):
    """A command took longer than its time limit, and was ended."""


class MissingExtraError(DiplographError):
    """A library is not installed that an extra of the package brings."""


class DateError(DiplographError, ValueError):
    """A text is not a date in the profile of EDTF that diplograph reads.

    Attributes:
        reasons: Why, by language, without the text.
    """

    def __init__(self, message: str | Message, *, reasons: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.reasons = dict(reasons or {})


class DocumentError(DiplographError):
    """A document cannot be read or registered, or a copy is not the registered text."""


class RemoteError(DiplographError):
    """A remote side failed: it is down, too slow, refuses the credentials, or answers what it should not."""

    exit_code = 3
