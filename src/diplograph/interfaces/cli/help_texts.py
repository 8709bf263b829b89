"""The texts of the parsers in the reader's language: help by its key, and what argparse itself writes.

argparse has its own words in English and hands them out filled in. They are translated by their templates, as
gettext does: those of the section ``arguments`` of the catalogue are argparse's own in English.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from functools import cache

from diplograph.base.messages import is_right_to_left, say, texts


class HelpFormatter(argparse.HelpFormatter):
    """Formats help whose texts are keys of the catalogue, or argparse's own.

    Args:
        prog: The name of the program.
        language: The language of the reader.
    """

    def __init__(self, prog: str, *, language: str) -> None:
        super().__init__(prog)
        self._language = language

    def start_section(self, heading: str | None) -> None:
        """Start a section, its heading in the reader's language."""
        super().start_section(heading and translated(heading, self._language))

    def add_text(self, text: str | None) -> None:
        """Add a paragraph; one of ours, given by its key, in the reader's language and as a sentence."""
        is_ours = text is not None and text.startswith("help.")
        super().add_text(sentence(translated(str(text), self._language)) if is_ours else text)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and translated(action.help, self._language)

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        if prefix is not None:
            return super()._format_usage(usage, actions, groups, prefix)
        word = say("arguments.usage", self._language)
        if not is_right_to_left(self._language):
            return super()._format_usage(usage, actions, groups, f"{word}: ")
        # On a line of its own, since it would turn the brackets of the others round.
        return f"{word}:\n" + super()._format_usage(usage, actions, groups, "")


def translated(text: str, language: str) -> str:
    """Return a text of a parser in a language: one of ours by its key, or one of argparse's by its words.

    Example:
        >>> translated("help.query-query", "en")
        'a question of the library, a file, or standard input'
        >>> translated("argument --limit: expected one argument", "ar")
        'المعامل --limit: المتوقع قيمة واحدة'
    """
    if text.startswith("help."):
        return say(text, language)
    for name, pattern in _patterns():
        if match := pattern.fullmatch(text):
            values = match.groupdict()
            if "reason" in values:
                values["reason"] = translated(values["reason"], language)
            return say(f"arguments.{name}", language, **values)
    return text


def sentence(text: str) -> str:
    """Return a text as a sentence.

    Example:
        >>> sentence("list the questions")
        'List the questions.'
    """
    return f"{text[0].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return what finds each text of argparse, and its values."""
    return [
        (name, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*?)", re.escape(text)), re.DOTALL))
        for name, text in texts("arguments", "en").items()
    ]
