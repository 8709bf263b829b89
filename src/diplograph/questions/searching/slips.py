"""Slips of the pen: words that differ by a letter or two.

A word with a letter too many, too few, wrong, or changed with its neighbour shares with the right one what
is left of both when letters are deleted. So an index of deletions finds the candidates by looking up, not
by comparing with every word (Garbe 2012, SymSpell), and what is found is measured afterwards.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

_PREFIX: Final = 7
"""Letters at the start of a word among which deletions are made; longer words share theirs."""


def allowed(word: str) -> int:
    """Give how many slips a word that is searched for may have.

    Example:
        >>> [allowed(word) for word in ("nur", "kairo", "astana", "nazarbajev")]
        [0, 1, 1, 2]
    """
    length = len(word)
    return 0 if length < 4 else 1 if length < 8 else 2


def deletions(word: str, most: int) -> set[str]:
    """Give what is left of the start of a word when up to so many letters are deleted.

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
    """Give the deletions that a known word is filed under, enough for any search that may find it.

    Example:
        >>> sorted(filed("nil"))
        ['il', 'ni', 'nil', 'nl']
    """
    # A search of 8 letters with 2 slips may mean a word of 6; one of 4 letters with 1 slip, a word of 3.
    length = len(word)
    return set() if length < 3 else deletions(word, 1 if length < 6 else 2)


def distance(first: str, second: str, most: int) -> int:
    """Count the slips between two words: letters added, left out, changed, or swapped with the next.

    Args:
        first: A word.
        second: Another.
        most: The count above which it does not matter.

    Returns:
        The optimal string alignment distance (Damerau and Levenshtein, no part edited twice), or
        ``most + 1`` where it is larger.

    Example:
        >>> distance("mubarak", "mubarek", 2), distance("caior", "cairo", 2), distance("nile", "volga", 2)
        (1, 1, 3)
    """
    # What both begin and end with costs nothing, and candidates have most letters in common.
    start = 0
    for letter, other in zip(first, second, strict=False):
        if letter != other:
            break
        start += 1
    end = 0
    for letter, other in zip(reversed(first[start:]), reversed(second[start:]), strict=False):
        if letter != other:
            break
        end += 1
    first, second = first[start : len(first) - end], second[start : len(second) - end]
    if abs(len(first) - len(second)) > most:
        return most + 1
    if not first or not second:
        return len(first) + len(second)
    return min(_aligned(first, second, most), most + 1)


def _aligned(first: str, second: str, most: int) -> int:
    """Fill the table of distances row by row, as far from its diagonal as it may matter."""
    beyond = most + 1
    width = len(second) + 1
    before: list[int] = []
    row = list(range(width))
    for i, letter in enumerate(first, 1):
        last, row = row, [beyond] * width
        if i <= most:
            row[0] = i
        for j in range(max(1, i - most), min(width, i + beyond)):
            other = second[j - 1]
            cost = last[j - 1] if letter == other else 1 + min(last[j - 1], last[j], row[j - 1])
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > most and min(last) > most:
            return beyond
        before = last
    return row[-1]
