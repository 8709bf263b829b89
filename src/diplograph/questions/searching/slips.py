"""Slips of the pen: words that differ by a letter or two.

A word with a letter too many, too few, wrong, or changed with its neighbour shares with the right one what
is left of both when letters are deleted. So an index of deletions finds the candidates by looking up, not
by comparing with every word (Garbe 2012, SymSpell), and what is found is measured afterwards.
Measuring every word instead, with rapidfuzz, takes 60 ms a word in an index of a million names.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

_PREFIX: Final = 7
"""Letters at the start of a word among which deletions are made; longer words share theirs."""


def allowed(word: str) -> int:
    """Return how many slips a word that is searched for may have; two letters of eight make another word.

    Args:
        word: The word, without the article.

    Example:
        >>> [allowed(word) for word in ("iran", "kairo", "egyptsat", "nazarbajev")]
        [0, 1, 1, 2]
    """
    length = len(word)
    return 0 if length < 5 else 1 if length < 9 else 2


def deletions(word: str, most: int) -> set[str]:
    """Return what is left of the start of a word when up to a number of letters are deleted.

    Example:
        >>> sorted(deletions("nur", 1))
        ['nr', 'nu', 'nur', 'ur']
    """
    start = word[:_PREFIX]
    return {
        "".join(kept)
        for size in range(max(len(start) - most, 1), len(start) + 1)
        for kept in combinations(start, size)
    }


def filed(word: str) -> set[str]:
    """Return the deletions that a known word is filed under, enough for any search that may find it.

    Example:
        >>> sorted(filed("nil"))
        ['il', 'ni', 'nil', 'nl']
    """
    # A search of 8 letters with 2 slips may mean a word of 6; one of 4 letters with 1 slip, a word of 3.
    length = len(word)
    return set() if length < 3 else deletions(word, 1 if length < 6 else 2)
