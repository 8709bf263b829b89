"""The catalogue is whole: every key in every language, with the same values, and in use."""

from __future__ import annotations

import ast
import re
import string
import tomllib
import unicodedata
from functools import cache
from typing import Any

import pytest

from diplograph.base.errors import SourceError
from diplograph.base.messages import LANGUAGES, counted, is_right_to_left, message, say, texts
from helpers import ROOT

SOURCE = ROOT / "src" / "diplograph"


@cache
def sections(language: str) -> dict[str, dict[str, Any]]:
    file = SOURCE / "base" / "messages" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return every text by its key, those of counted nouns with the plural category as part of it."""
    texts = {}
    for section, named in sections(language).items():
        for name, text in named.items():
            forms = {"": text} if isinstance(text, str) else {f".{form}": text[form] for form in text}
            texts |= {f"{section}.{name}{form}": forms[form] for form in forms}
    return texts


def keys(language: str) -> set[str]:
    return {key for key in catalogue(language) if not key.startswith("count.")} | {
        f"count.{noun}" for noun in sections(language)["count"]
    }


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key_with_the_same_values(language: str) -> None:
    english, other = catalogue("en"), catalogue(language)
    assert keys(language) == keys("en")
    same = other.keys() & english.keys()
    assert {key: values(other[key]) for key in same} == {key: values(english[key]) for key in same}


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert {file.stem for file in (SOURCE / "base" / "messages").glob("*.toml")} == set(LANGUAGES)


def test_texts_are_in_their_language() -> None:
    def scripts(text: str) -> set[str]:
        plain = re.sub(r"\{.+?\}", "", text)
        return {unicodedata.name(character).split()[0] for character in plain if character.isalpha()}

    assert [key for key, text in catalogue("en").items() if "ARABIC" in scripts(text)] == []
    assert [key for key, text in catalogue("ar").items() if scripts(text) == {"LATIN"}] == []


def test_texts_are_clean() -> None:
    for language in LANGUAGES:
        for key, text in catalogue(language).items():
            assert text == text.strip(), key
            assert "\n" not in text, key
            assert "  " not in text, key
            assert unicodedata.is_normalized("NFC", text), key


def test_every_key_is_used() -> None:
    literals, prefixes, sections = set(), set(), set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                prefixes.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", None) == "texts":
                sections.add(getattr(node.args[0], "value", None))
    prefixes = {prefix for prefix in prefixes if re.fullmatch(r"[a-z]+\.[a-z-]*", prefix)}
    unused = [
        key
        for key in keys("en")
        if key not in literals and key.split(".")[0] not in sections and not key.startswith(tuple(prefixes))
    ]
    assert unused == []


def test_every_text_that_is_asked_for_exists() -> None:
    asked = {
        node.args[0].value
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", None) in ("say", "message")
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(asked) > 10
    assert asked - keys("en") == set()


def test_every_noun_that_is_counted_exists() -> None:
    nouns = {
        node.args[0].value
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "counted"
        if isinstance(node.args[0], ast.Constant)
    }
    assert nouns == sections("en")["count"].keys()


@pytest.mark.parametrize(("noun", "forms"), sections("ar")["count"].items())
def test_an_arabic_noun_agrees_with_every_number(noun: str, forms: dict[str, str]) -> None:
    def beside(number: int) -> str:
        return counted(noun, number).text("ar").removeprefix(f"{number:,}").strip()

    singular, plural = beside(100), beside(3)
    assert plural != singular
    assert forms.keys() - {"zero"} == {"one", "two", "few", "many", "other"}
    for number in range(3, 2_000):
        match number % 100:
            case 0 | 1 | 2:
                assert beside(number) == singular
            case last if last <= 10:
                assert beside(number) == plural
            case _:  # accusative, which is written where the noun does not end in a letter that hides it
                shown = " و" not in singular and singular[-1] not in "ةى"
                assert beside(number) == (f"{singular}اً" if shown else singular)


def test_values_are_filled_in_as_they_are() -> None:
    assert say("output.written", "en", file="{odd} %s") == "Wrote {odd} %s"
    assert say("output.written", "ar", file="a.ttl") == "كُتب a.ttl"


def test_a_language_without_a_file_falls_back_to_english() -> None:
    assert texts("build", "kk") == texts("build", "en")
    assert say("build.states", "kk") == "states"


def test_what_is_missing_is_a_failure() -> None:
    for key in ("build.none", "none.build", "build"):
        with pytest.raises(KeyError):
            say(key, "en")
    with pytest.raises(KeyError):
        say("output.written", "en")


def test_direction() -> None:
    assert [language for language in ("ar", "he-IL", "FA", "en", "kk") if is_right_to_left(language)] == [
        "ar",
        "he-IL",
        "FA",
    ]


def test_a_message_is_in_the_language_of_its_reader_with_those_inside_it() -> None:
    one = message("error.no-query", name="vists", hint=message("error.near", name="visits"))
    assert one.text("en") == "no query is named 'vists'; did you mean visits?"
    assert one.text("ar") == "لا سؤال اسمه 'vists'؛ هل تقصد visits؟"


def test_a_failure_is_in_the_language_of_its_reader() -> None:
    failure = SourceError(
        message("error.not-rdf", format="Turtle", reason="a dot"), path="data/visits.ttl", line=41
    )
    assert str(failure) == failure.text("en") == "data/visits.ttl:41: not Turtle: a dot"
    assert failure.message == "not Turtle: a dot"
    assert failure.text("ar") == "data/visits.ttl:41: ليس بصيغة Turtle: a dot"
    assert SourceError("odd\n text").text("ar") == "odd text"
