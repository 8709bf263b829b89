"""Where names occur in a text as whole words, after folding.

Arabic writes conjunctions, prepositions and the article onto a word: «وللأزهر» holds «الأزهر». Adjectives
made from a name, such as «مصرية» from «مصر», are other words and do not match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.tokens import attached

_WORD = re.compile(r"\w+")
_ARTICLE = "ال"
_ACRONYM = 4


class _Name(NamedTuple):
    """A name made ready to be looked for.

    Attributes:
        forms: What its first word looks like with particles written onto it, and which they are.
        later: What stands before each of its other words, and the word.
    """

    forms: dict[str, str]
    later: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def _read_name(name: str, *, arabic: bool) -> _Name | None:
    """Fold a name; None where it has no word."""
    text = fold(name).text
    matches = list(_WORD.finditer(text))
    if not matches:
        return None
    first = matches[0][0]
    gaps = [_plain_gap(text[one.end() : other.start()]) for one, other in pairwise(matches)]
    return _Name(
        dict(attached(first)) if arabic else {first: ""},
        tuple((gap, match[0]) for gap, match in zip(gaps, matches[1:], strict=True)),
    )


def _plain_gap(gap: str) -> str:
    """Make one space of spaces within a paragraph, and of a hyphen, which many write for a space."""
    if gap.strip(" ") == "-" or (gap.isspace() and gap.count("\n") < 2):
        return " "
    return gap


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
    """Finds names in one text, whose words are indexed once.

    Example:
        >>> finder = NameFinder("قمة بين مصر وفرنسا", "ar")
        >>> finder.find("فرنسا"), finder.find("فرن")
        ([(13, 18)], [])
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._arabic = language == "ar"
        self._folded = fold(text)

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        """Where each word of the folded text starts."""
        words: dict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(self._folded.text):
            words[match[0]].append(match.start())
        return words

    def find(self, name: str) -> list[tuple[int, int]]:
        """Find all places of a name, as `find_name`.

        A name in capitals of up to four letters, such as US, must stand in capitals. A hyphen is the same
        as a space. A later word of an Arabic name may have the article where the name has none.
        """
        wanted = _read_name(name, arabic=self._arabic)
        if wanted is None or not all(self._has(word) for _, word in wanted.later):
            return []
        found = []
        for form, particles in wanted.forms.items():
            for place in self._words.get(form, ()):
                end = self._end(wanted, place + len(form))
                if end is not None:
                    found.append(self._folded.span(place + len(particles), end))
        if name.isupper() and len(name) <= _ACRONYM:
            found = [(start, end) for start, end in found if self._text[start:end].isupper()]
        return sorted(found)

    def _has(self, word: str) -> bool:
        return word in self._words or (self._arabic and _ARTICLE + word in self._words)

    def _end(self, name: _Name, end: int) -> int | None:
        """Return where a name ends whose first word ends at a place; None if the others do not follow."""
        text = self._folded.text
        for gap, wanted in name.later:
            match = _WORD.search(text, end)
            if match is None or _plain_gap(text[end : match.start()]) != gap:
                return None
            if match[0] != wanted and not (self._arabic and match[0] == _ARTICLE + wanted):
                return None
            end = match.end()
        return end
