"""Stretches of a text that are asked whether another overlaps them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

Span = tuple[int, int]


class Spans:
    """Stretches of a text, from a first code point up to the one after the last.

    Args:
        spans: The stretches, in any order.

    Example:
        >>> dates = Spans([(12, 16), (3, 8)])
        >>> dates.overlap(7, 10), dates.overlap(8, 12)
        (True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Return whether one of them has a code point of another stretch; in logarithmic time."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
