"""One catalogue of the texts of the interface: a file for each language, with a text for each key.

A key is ``SECTION.NAME``, as in the table ``[SECTION]`` of ``en.toml``. To add a language, translate that
file, name the language in `LANGUAGES` and add its plural rule to `plurals`; a test checks that each has every
key with the same values. Texts of the section ``count`` have a form for each plural category.

Labels of classes, properties, concepts and questions are not here: they are data, in ``ontology/`` and
``queries/``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from diplograph.base.messages.plurals import form_for

LANGUAGES: Final = ("en", "ar")
"""The languages of the interface, the default first."""

_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


def say(key: str, language: str, /, **values: object) -> str:
    """Return a text in a language, with its values filled in; in English where there is no such language.

    Raises:
        KeyError: There is no such text, or it needs another value.

    Example:
        >>> say("build.done", "en", file="build/graph.nq")
        'Built build/graph.nq'
        >>> say("build.states", "ar"), say("build.states", "fr")
        ('الدول', 'states')
    """
    language = language if language in LANGUAGES else LANGUAGES[0]
    section, _, name = key.partition(".")
    text = _catalogue(language)[section][name]
    if not isinstance(text, str):
        text = form_for(float(str(values["number"])), text, language)
    filled = {name: v.text(language) if isinstance(v, Message) else v for name, v in values.items()}
    return text.format_map(filled)


def texts(section: str, language: str) -> Mapping[str, str]:
    """Return all texts of a section without plural forms, by name, without values filled in."""
    section_texts = _catalogue(language if language in LANGUAGES else LANGUAGES[0])[section]
    return {name: text for name, text in section_texts.items() if isinstance(text, str)}


@dataclass(frozen=True, slots=True)
class Message:
    """A text that is asked for in a language later, such as that of a failure.

    Attributes:
        key: Its key in the catalogue.
        values: What is filled in; messages among them are in the same language.
    """

    key: str
    values: Mapping[str, object]

    def text(self, language: str) -> str:
        """Return the text in a language."""
        return say(self.key, language, **self.values)


def message(key: str, /, **values: object) -> Message:
    """Return a message of the catalogue; of an error among its values, the text is kept.

    Example:
        >>> message("error.unreadable", reason="disk full").text("en")
        'cannot be read: disk full'
    """
    kept = {name: str(v) if isinstance(v, BaseException) else v for name, v in values.items()}
    return Message(key, kept)


def counted(noun: str, number: float) -> Message:
    """Return a number with what it counts, in the form that the noun takes beside it.

    Args:
        noun: The name of a text in the section ``count``.
        number: How many there are.

    Example:
        >>> [counted("rows", number).text("ar") for number in (0, 1, 2, 3, 11, 1100, 1103)]
        ['لا نتائج', 'نتيجة واحدة', 'نتيجتان', '3 نتائج', '11 نتيجة', '1,100 نتيجة', '1,103 نتائج']
        >>> [counted("rows", number).text("en") for number in (0, 1, 2, 1103)]
        ['no rows', '1 row', '2 rows', '1,103 rows']
    """
    return Message(f"count.{noun}", {"number": number})


def is_right_to_left(language: str) -> bool:
    """Return whether a language is written from right to left.

    Example:
        >>> is_right_to_left("ar-EG"), is_right_to_left("en")
        (True, False)
    """
    return language.partition("-")[0].lower() in _RIGHT_TO_LEFT


@cache
def _catalogue(language: str) -> Mapping[str, Mapping[str, str | Mapping[str, str]]]:
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
