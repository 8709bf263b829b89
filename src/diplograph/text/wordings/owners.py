"""Which wording of a sentence a date, figure or place in it belongs to.

A value belongs to the nearest wording of its clause. A date at the head of a sentence is that of its first
clause and of those later clauses that have no date of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from diplograph.text.wordings.reading import Sentence, Trigger

_HEAD: Final = 6
"""How many tokens may stand before a date at the head of a sentence."""

_GOVERNS: Final = 24
"""How many code points may stand between a wording and another that it governs: *the signing of a treaty*."""

_AFTER: Final = 30
"""How many code points nearer a wording has to be that follows a value: most values follow their verb."""

_WHEN: Final = re.compile(
    r"when\b|whereupon\b|thereby\b|\w+ing\b(?<!\bhaving)|(?:حين|حينما|عندما|لما)\b", re.I
)
"""How a clause opens that tells what happened on the date before it: *on 3 May, when the envoy came*."""

_AND: Final = re.compile(r"\b(?:and|but)\b|(?<!\w)و", re.I)
_OF_PEOPLE_OR_PLACES: Final = re.compile(r"(?:who|whom|whose|where)\b", re.I)

Span = tuple[int, int]


def owners(sentence: Sentence, value: Span, alike: Sequence[Span] = ()) -> list[Trigger]:
    """Return the wordings that a value may belong to; empty where the sentence has none that could own it.

    Args:
        sentence: The sentence.
        value: Where the value stands.
        alike: Where all values of its type stand in the sentence.
    """
    owning = sentence.owning
    if not owning:
        return []
    clause = sentence.clause(value[0])
    here = sentence.owning_in(clause)
    if _heads(sentence, value):
        first = clause if here else owning[0].clause
        dated = Counter(sentence.clause(start) for start, _ in alike)
        found = [one for one in owning if one.clause == first or one.clause not in dated]
        return _nearest(sentence, here, value) if here and dated[first] > 1 else found
    if here:
        return [
            *_nearest(sentence, here, value),
            *_antecedents(sentence, clause, alike),
            *_subjects(sentence, clause, here),
            *_at_that_time(sentence, clause, value, alike),
        ]
    related = [one for one in owning if _are_related(sentence, one.clause, clause)]
    return [*_nearest(sentence, related or owning, value), *_at_that_time(sentence, clause, value, alike)]


def _nearest(sentence: Sentence, triggers: Sequence[Trigger], value: Span) -> list[Trigger]:
    """Return the wording nearest to a value, with those at the same words and those that it depends on."""
    nearest = min(triggers, key=lambda one: (_distance(one, value), -len(one.wording.kinds)))
    before = [one for one in triggers if one.end <= nearest.start and value[0] >= nearest.end]
    found = [
        one
        for one in triggers
        if one is nearest or any(start < nearest.end and nearest.start < end for start, end in one.words)
    ]
    found += [one for one in before if _governs(sentence, one, nearest)]
    verbs = [one for one in before if not one.is_noun]
    if nearest.is_noun and verbs:
        found += [one for one in before if one.end >= verbs[-1].start]  # the verb that the noun goes with
    if not nearest.wording.kinds and before:
        found += [one for one in before if one.end >= before[-1].start and one.is_subject]
    return found


def _governs(sentence: Sentence, one: Trigger, other: Trigger) -> bool:
    """Return whether a wording governs another after it; two verbs that «and» joins stand side by side."""
    if other.start - one.end > _GOVERNS:
        return False
    between = sentence.words[one.end - sentence.start : other.start - sentence.start]
    return one.is_noun or other.is_noun or _AND.search(between) is None


def _distance(trigger: Trigger, value: Span) -> int:
    """Return how far a value is from a wording; what follows the value is farther, as a rule."""
    return trigger.distance(*value) + (_AFTER if trigger.start >= value[1] else 0)


def _antecedents(sentence: Sentence, clause: int, alike: Sequence[Span]) -> list[Trigger]:
    """Return the wordings that a relative clause goes on from: *the congress that met in May*.

    What is of somebody or of a place is not of the wording before it, and one with a value of its own needs
    none: *visited Brod in 1901, where Roe died in 1905*.
    """
    opened = sentence.clauses[clause]
    if opened.opener not in ("relative", "participle") or opened.parent is None:
        return []
    if _OF_PEOPLE_OR_PLACES.match(sentence.words, opened.start - sentence.start):
        return []
    before = [
        one
        for one in sentence.owning_in(opened.parent)
        if one.clause == opened.parent and one.end <= opened.start
    ]
    if not before:
        return []
    last = max(before, key=lambda one: one.end)
    if opened.start - last.end > _GOVERNS or any(last.end <= start < opened.start for start, _ in alike):
        return []
    return [one for one in before if one.end > last.start]


def _subjects(sentence: Sentence, clause: int, here: Sequence[Trigger]) -> list[Trigger]:
    """Return the nouns of wordings that the verb of a resumed clause, which is of no kind, is said of."""
    if any(one.wording.kinds for one in here):
        return []
    return [
        one
        for part in sentence.chain(clause) - {clause}
        for one in sentence.owning_in(part)
        if one.is_subject or one.is_noun
    ]


def _at_that_time(sentence: Sentence, clause: int, value: Span, alike: Sequence[Span]) -> Sequence[Trigger]:
    """Return the wordings of a clause right after a value that tells what happened then."""
    following = clause + 1
    if following >= len(sentence.clauses):
        return []
    opened = sentence.clauses[following]
    between = sentence.words[value[1] - sentence.start : opened.start - sentence.start]
    if opened.opener not in ("adverbial", "participle") or any(map(str.isalnum, between)):
        return []
    if not _WHEN.match(sentence.words, opened.start - sentence.start):
        return []
    lasting = {
        (one.start, one.end) for one in sentence.dates if one.relation
    }  # *the mission there since 1951*
    if any(sentence.clause(span[0]) == following for span in alike if span not in lasting):
        return []
    pieces = [
        at
        for at in range(following + 1, len(sentence.clauses))
        if sentence.clauses[at].opener == "resumed" and sentence.clauses[at].parent == following
    ]
    return [one for at in (following, *pieces) for one in sentence.owning_in(at)]


def _heads(sentence: Sentence, value: Span) -> bool:
    """Return whether a value stands at the head of a sentence, before any wording of it."""
    before = sum(token.start < value[0] for token in sentence.tokens[: _HEAD + 1])
    return before <= _HEAD and sentence.owning[0].start >= value[1]


def _are_related(sentence: Sentence, one: int, other: int) -> bool:
    """Return whether one of two clauses goes on from the other."""
    clauses = sentence.clauses
    return clauses[one].parent == other or clauses[other].parent == one


def pairs(numbers: Sequence[Span], dates: Sequence[Span]) -> dict[Span, Span]:
    """Return the date that belongs to each figure, where a sentence has several of both.

    Where they take turns, each figure goes with the date after it or, if a date comes first, with the one
    before; else the nearest are paired first.

    Example:
        >>> pairs([(5, 14), (26, 37)], [(18, 22), (41, 45)])
        {(5, 14): (18, 22), (26, 37): (41, 45)}
    """
    turns = sorted([*((span, "figure") for span in numbers), *((span, "date") for span in dates)])
    kinds = [kind for _, kind in turns]
    if len(kinds) % 2 == 0 and all(one != other for one, other in pairwise(kinds)):
        couples = [(turns[at][0], turns[at + 1][0]) for at in range(0, len(turns), 2)]
        return dict(couples) if kinds[0] == "figure" else {figure: date for date, figure in couples}
    return _nearest_pairs(numbers, dates)


def _nearest_pairs(numbers: Sequence[Span], dates: Sequence[Span]) -> dict[Span, Span]:
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
    return found
