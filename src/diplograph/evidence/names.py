"""Where names occur in a text as whole words, after folding.

Arabic writes conjunctions, prepositions and the article onto a word: «وللأزهر» holds «الأزهر». Adjectives
made from a name, such as «مصرية» from «مصر», are other words and do not match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from diplograph.evidence.arabic import fold
from diplograph.evidence.tokens import attached

_WORD = re.compile(r"\w+")
_ARTICLE = "ال"
_ACRONYM = 4


class _Word(NamedTuple):
    """A word of a text with what stands between it and the word before."""

    text: str
    start: int
    end: int
    gap: str


def _words(text: str) -> list[_Word]:
    """Split a folded text into words."""
    words = []
    last = 0
    for match in _WORD.finditer(text):
        gap = text[last : match.start()]
        spaces = gap.isspace() and gap.count("\n") < 2
        words.append(_Word(match[0], match.start(), match.end(), " " if spaces else gap))
        last = match.end()
    return words


@lru_cache(maxsize=4096)
def _read_name(name: str) -> tuple[list[_Word], dict[str, str]]:
    """Fold a name into its words, with the forms its first word takes under particles; read once."""
    words = _words(fold(name).text)
    return words, dict(attached(words[0].text)) if words else {}


def find_name(text: str, name: str, language: str) -> list[tuple[int, int]]:
    """Find all places where a name occurs in a text as whole words.

    For many names of one text, make a `NameFinder`.

    Args:
        text: The text, in Unicode NFC.
        name: The name, in Unicode NFC.
        language: ``ar`` or ``en``: whether particles may be written onto the name.

    Returns:
        First code point and the one after the last, of each place, without the particles.

    Example:
        >>> find_name("وصل إلى القاهرة ثم غادر القاهره", "القاهرة", "ar")
        [(8, 15), (24, 31)]
        >>> find_name("Egypt's and Egyptian", "Egypt", "en")
        [(0, 5)]
    """
    return NameFinder(text, language).find(name)


class NameFinder:
    """Finds names in one text, which is folded and indexed once.

    Example:
        >>> finder = NameFinder("قمة بين مصر وفرنسا", "ar")
        >>> finder.find("فرنسا"), finder.find("فرن")
        ([(13, 18)], [])
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._arabic = language == "ar"
        self._folded = fold(text)
        self._words = _words(self._folded.text)
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word.text, []).append(place)

    def find(self, name: str) -> list[tuple[int, int]]:
        """Find all places of a name, as `find_name`.

        A name in capitals of up to four letters, such as US, must stand in capitals. A hyphen is the same
        as a space. A later word of an Arabic name may have the article where the name has none.
        """
        words, arabic_forms = _read_name(name)
        if not words:
            return []
        forms = arabic_forms if self._arabic else {words[0].text: ""}
        found = set()
        for form, particles in forms.items():
            for place in self._places.get(form, ()):
                end = self._end(words, place)
                if end is not None:
                    start = self._words[place].start + len(particles)
                    found.add(self._folded.span(start, self._words[end].end))
        if name.isupper() and len(name) <= _ACRONYM:
            found = {(start, end) for start, end in found if self._text[start:end].isupper()}
        return sorted(found)

    def _end(self, words: list[_Word], place: int) -> int | None:
        """Give the last word of a name whose first word stands at a place; None if others follow it."""
        for step, wanted in enumerate(words[1:], 1):
            if place + step >= len(self._words):
                return None
            word = self._words[place + step]
            article = self._arabic and word.text == _ARTICLE + wanted.text
            if not (word.text == wanted.text or article) or not _same_gap(word.gap, wanted.gap):
                return None
        return place + len(words) - 1


def _same_gap(one: str, other: str) -> bool:
    """Say whether the same stands between two words, a hyphen being a space."""
    return one == other or {one, other} <= {" ", "-", " - ", " -", "- "}
