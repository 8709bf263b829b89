"""Words, runs of digits and signs of a folded text, and the particles that Arabic writes onto a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from diplograph.text.arabic import Folded

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\n[^\S\n]*\n|\S")
_FULL_STOPS = frozenset(".!?؟؛;:\n")


class Token(NamedTuple):
    """A run of digits, a run of letters, one other sign, or an empty line.

    Attributes:
        text: The characters, folded.
        start: The first place in the folded text.
        end: The place after the last.
    """

    text: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Whether the token is a run of the digits 0 to 9."""
        return "0" <= self.text[0] <= "9"

    @property
    def is_word(self) -> bool:
        """Whether the token is a run of letters."""
        return self.text[0].isalpha()

    @property
    def breaks(self) -> bool:
        """Whether what stands before the token and what stands after belong to different clauses."""
        return self.text[0] in _FULL_STOPS


def tokenize(folded: Folded) -> tuple[Token, ...]:
    """Split a folded text; only spaces are left out.

    Example:
        >>> from diplograph.text.arabic import fold
        >>> [token.text for token in tokenize(fold("٨٫١ مليون"))]
        ['8', '٫', '1', 'مليون']
    """
    return _split(folded.text)


@lru_cache(maxsize=16)  # dates, numbers and ordinals of one passage read the same tokens
def _split(text: str) -> tuple[Token, ...]:
    return tuple([Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)])


_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ك", "ل")


def attached(word: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a folded Arabic word with particles and article written onto it.

    Args:
        word: The word alone, folded, with or without its own article.

    Yields:
        Each form, and the particles in it; the bare word first, with no particles.

    Example:
        >>> forms = dict(attached("عام"))
        >>> forms["وبالعام"], forms["للعام"]
        ('وبال', 'لل')
        >>> dict(attached("الازهر"))["للازهر"]
        'ل'
    """
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            particles = conjunction + preposition
            if preposition == "ل" and word.startswith("ال"):
                yield particles + word[1:], particles
            yield particles + word, particles
            if not word.startswith("ال"):
                article = conjunction + ("لل" if preposition == "ل" else preposition + "ال")
                yield article + word, article


_WHOLE = frozenset(
    (
        "وزاره",
        "وزارات",
        "وفد",
        "وفود",
        "وكاله",
        "وكيل",
        "وحده",
        "وادي",
        "واحد",
        "واحه",
        "والي",
        "وسام",
        "ورد",
        "وقت",
        "فرق",
        "فتح",
        "فقد",
    )
)
"""Words whose first letter is their own, where what is left would be another word: «وزارة» is not «زاره»."""


@lru_cache(maxsize=65536)
def detached(word: str) -> frozenset[str]:
    """Return what a folded Arabic word may be without particles and article written onto it, itself too.

    It is the inverse of `attached` for bare words; what remains has two letters at least.

    Example:
        >>> sorted(detached("وبالعام"))
        ['العام', 'بالعام', 'عام', 'وبالعام']
    """
    found = {word}
    for conjunction in _CONJUNCTIONS if word not in _WHOLE else ("",):
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        found.add(rest)
        found.add(rest.removeprefix("ال"))
        for preposition in _PREPOSITIONS[1:]:
            if rest.startswith(preposition):
                bare = rest[1:]
                found.update((bare, bare.removeprefix("ال")))
                if preposition == "ل" and bare.startswith("ل"):
                    found.add(bare[1:])
    return frozenset(form for form in found if form == word or len(form) > 1)


_V = TypeVar("_V")


def with_particles(table: Mapping[str, _V]) -> dict[str, _V]:
    """Spread a table of bare folded words over their forms with particles; a bare word wins."""
    spread: dict[str, _V] = {}
    for word, value in table.items():
        for form, _ in attached(word):
            spread.setdefault(form, value)
    return {**spread, **table}


PARTICLES = frozenset(particles for _, particles in attached("عام") if particles)
"""All that Arabic writes onto the start of a word or figure."""
