"""Which wording of a sentence a date, figure or place in it belongs to.

A value belongs to the nearest wording of its clause. A date at the head of a sentence is that of its first
clause and of those later clauses that have no date of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diplograph.text.wordings.reading import Sentence, Trigger

_HEAD: Final = 6
"""How many tokens may stand before a date at the head of a sentence."""

_GOVERNS: Final = 24
"""How many code points may stand between a wording and another that it governs: *the signing of a treaty*."""

Span = tuple[int, int]


def owners(sentence: Sentence, value: Span, alike: Sequence[Span] = ()) -> list[Trigger]:
    """Return the wordings that a value may belong to; empty where the sentence has none that could own it.

    Args:
        sentence: The sentence.
        value: Where the value stands.
        alike: Where all values of its type stand in the sentence.
    """
    owning = [one for one in sentence.triggers if one.wording.owns]
    if not owning:
        return []
    clause = sentence.clause(value[0])
    here = [one for one in owning if one.clause == clause]
    if here:
        found = _nearest(here, value)
        if _heads(sentence, value):
            found += [one for one in owning if one.clause != clause and not _has(sentence, one.clause, alike)]
        return found
    if _heads(sentence, value):
        first = min(one.clause for one in owning)
        return [one for one in owning if one.clause == first or not _has(sentence, one.clause, alike)]
    related = [one for one in owning if _are_related(sentence, one.clause, clause)]
    return _nearest(related or owning, value)


def _nearest(triggers: Sequence[Trigger], value: Span) -> list[Trigger]:
    """Return the wording nearest to a value, those at the same words, and those that govern it."""
    nearest = min(triggers, key=lambda one: (one.distance(*value), -len(one.wording.kinds)))
    return [
        one
        for one in triggers
        if one is nearest
        or any(start < nearest.end and nearest.start < end for start, end in one.words)
        or (0 <= nearest.start - one.end <= _GOVERNS and value[0] >= nearest.end)
    ]


def _heads(sentence: Sentence, value: Span) -> bool:
    """Return whether a value stands at the head of a sentence, before any wording of it."""
    before = sum(token.start < value[0] for token in sentence.tokens[: _HEAD + 1])
    return before <= _HEAD and all(one.start >= value[1] for one in sentence.triggers if one.wording.owns)


def _has(sentence: Sentence, clause: int, alike: Sequence[Span]) -> bool:
    return any(sentence.clause(start) == clause for start, _ in alike)


def _are_related(sentence: Sentence, one: int, other: int) -> bool:
    """Return whether one of two clauses goes on from the other."""
    clauses = sentence.clauses
    return clauses[one].parent == other or clauses[other].parent == one


def pairs(numbers: Sequence[Span], dates: Sequence[Span]) -> dict[Span, Span]:
    """Return the date that belongs to each figure, where a sentence has several of both: the nearest.

    Example:
        >>> pairs([(5, 14), (26, 37)], [(18, 22), (41, 45)])
        {(5, 14): (18, 22), (26, 37): (41, 45)}
    """
    free_numbers, free_dates = set(numbers), set(dates)
    found: dict[Span, Span] = {}
    gaps = sorted(
        (max(date[0] - number[1], number[0] - date[1], 0), date[0] < number[0], number, date)
        for number in numbers
        for date in dates
    )
    for _, _, number, date in gaps:
        if number in free_numbers and date in free_dates:
            found[number] = date
            free_numbers.remove(number)
            free_dates.remove(date)
    return dict(sorted(found.items()))
