"""One catalogue of the texts of the interface: a file for each language, with a text for each key.

A key is ``SECTION.NAME``, as in the table ``[SECTION]`` of ``en.toml``. To add a language, translate that
file and name the language in `LANGUAGES`; a test checks that each has every key with the same values.

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

LANGUAGES: Final = ("en", "ar")
"""The languages of the interface, the default first."""

_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


def say(key: str, language: str, **values: object) -> str:
    """Return a text in a language, with its values filled in; in English where there is no such language.

    Raises:
        KeyError: There is no such text, or it needs another value.

    Example:
        >>> say("build.done", "en", file="build/graph.nq")
        'Built build/graph.nq'
        >>> say("build.states", "ar"), say("build.states", "fr")
        ('الدول', 'states')
    """
    section, _, name = key.partition(".")
    return texts(section, language)[name].format(**values)


def texts(section: str, language: str) -> Mapping[str, str]:
    """Return all texts of a section, by name, without values filled in."""
    return _catalogue(language if language in LANGUAGES else LANGUAGES[0])[section]


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
        values = {
            name: value.text(language) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return say(self.key, language, **values)


def message(key: str, **values: object) -> Message:
    """Return a message of the catalogue.

    Example:
        >>> message("error.unreadable", reason="disk full").text("en")
        'cannot be read: disk full'
    """
    return Message(key, values)


def is_right_to_left(language: str) -> bool:
    """Return whether a language is written from right to left.

    Example:
        >>> is_right_to_left("ar-EG"), is_right_to_left("en")
        (True, False)
    """
    return language.partition("-")[0].lower() in _RIGHT_TO_LEFT


@cache
def _catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
