"""What words of standing make of the wordings beside them: *did not recognise*, *plans to visit*."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from diplograph.text.clauses import Clause
from diplograph.text.wordings.lexicon import AFTER, LONGEST, Found, StandingWording, Wording
from diplograph.text.wordings.patterns import Match

_GOVERNED: Final = frozenset({"complement", "quoted"})
"""The clauses that words of standing in the clause before them bear on: *denied that it had sold guns*."""

_GOES_ON: Final = frozenset({"resumed", "relative"})
"""The clauses whose words of standing bear on what stands before them: *a visit that was called off*."""

_NOT_REACH: Final = 2
"""How many tokens may stand between a *not* and the words that it surely negates."""
_STANDING_REACH: Final = 7
"""How many tokens may stand between words of standing and what they go with."""

Standing = tuple[str, bool]
"""What words make of a wording, such as ``negated``, and whether that is in doubt."""


def find_standings(
    standings: Sequence[Found[StandingWording]],
    found: Sequence[Found[Wording]],
    clauses: Sequence[Clause],
    places: Sequence[int],
) -> dict[int, Standing]:
    """Return the standing of the wordings of a sentence that have one, by their index.

    Args:
        standings: The words of standing in the sentence.
        found: The wordings in it, in the order of their places.
        clauses: Its clauses.
        places: The index of the clause of each token.
    """
    sentence = _Sentence(found, clauses, places)
    bound: dict[int, Standing] = {}
    for words in standings:
        here = places[words.match.start]
        for number in sentence.bound(words):
            match = found[number].match
            opened = clauses[places[match.start]]
            is_bound = here == places[match.start] or (
                opened.parent == here and opened.opener == "complement"
            )
            gap = match.start - words.match.end
            is_certain = is_bound and (words.wording.standing != "negated" or gap <= _NOT_REACH)
            bound.setdefault(number, (words.wording.standing, not is_certain))
    return bound


class _Sentence:
    def __init__(
        self, found: Sequence[Found[Wording]], clauses: Sequence[Clause], places: Sequence[int]
    ) -> None:
        self._found = found
        self._clauses = clauses
        self._places = places

    def bound(self, words: Found[StandingWording]) -> list[int]:
        """Return the indices of the wordings that words of standing go with: the nearest on their side.

        Wordings that have these words themselves, as *refused to recognise* has, are passed over, and those
        that only say of what sort something is, but for one right beside them: *proposed a treaty*. What a
        wording goes with goes with it: *treaty* in *sign a treaty*.
        """
        found, here = self._found, words.match
        first = bisect_left(found, here.start - LONGEST, key=_first_token)
        last = bisect_right(found, here.end + _STANDING_REACH, key=_first_token)
        ranks: dict[int, tuple[int, bool]] = {}
        beside: dict[int, int] = {}
        near: list[int] = []
        for number in range(first, last):
            wording, match = found[number]
            if _overlaps(here, match) or not self._bears_on(here, match):
                continue
            inside = match.start < here.start and here.end < match.end
            gap = here.start - match.end if words.wording.reach == AFTER else match.start - here.end
            if inside or 0 <= gap <= _STANDING_REACH:
                near.append(number)
                if wording.owns:
                    ranks[number] = (0 if inside else gap, not wording.kinds)
                elif gap in (0, 1):
                    beside[number] = gap
        best = min(ranks, key=lambda number: ranks[number], default=None)
        if beside and (best is None or (ranks[best] > (0, True) and not found[best].wording.kinds)):
            best = min(beside, key=lambda number: beside[number])
        if best is None:
            return []
        nearest = found[best].match
        end = max(found[number].match.end for number in near if _overlaps(nearest, found[number].match))
        return [
            number
            for number in near
            if found[number].match.start < end
            and nearest.start < found[number].match.end
            and (found[number].wording.owns or number == best or _overlaps(nearest, found[number].match))
        ]

    def _bears_on(self, standing: Match, match: Match) -> bool:
        """Return whether words of standing are in the clause of a wording, or in one that is bound to it."""
        here, there = (self._places[one.start] for one in (standing, match))
        if here == there:
            return True
        if here < there:
            return self._clauses[there].opener in _GOVERNED
        return self._clauses[here].parent == there and self._clauses[here].opener in _GOES_ON


def _first_token(found: Found[Wording]) -> int:
    return found.match.start


def _overlaps(one: Match, other: Match) -> bool:
    return any(start < last and first < end for start, end in one.words for first, last in other.words)
