"""Where a document states a value, whatever it belongs to: read once, looked up for each fact."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cached_property

from diplograph.checks.evidence.copies import Copy, Span
from diplograph.checks.evidence.facts import Value
from diplograph.checks.evidence.values import as_number, is_date, is_figure, is_ordinal


class Mentions:
    """The dates, figures and names of a document.

    Args:
        copy: The document.
    """

    def __init__(self, copy: Copy) -> None:
        self._copy = copy

    def places(self, value: Value) -> list[Span]:
        """Return where a value is stated, in order; a year also where a day of it is."""
        if is_date(value):
            return self._dates.get(value.shown, [])
        if is_figure(value):
            number = as_number(value.shown)
            return [] if number is None else self._figures.get(number, [])
        if is_ordinal(value):
            return self._ordinals.get(value.shown, [])
        return self._copy.places(value.object)

    @cached_property
    def _sentences(self) -> list[int]:
        return [start for start, _ in self._copy.reading.spans]

    @cached_property
    def _dates(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = defaultdict(list)
        for start in self._sentences:
            for one in self._copy.sentence(start).dates:
                parts = one.edtf.split("-")
                for length in range(1, len(parts) + 1):
                    found["-".join(parts[:length])].append((one.start, one.end))
        return found

    @cached_property
    def _figures(self) -> dict[Decimal, list[Span]]:
        found: dict[Decimal, list[Span]] = defaultdict(list)
        for start in self._sentences:
            for one in self._copy.sentence(start).numbers:
                found[one.value].append((one.start, one.end))
        return found

    @cached_property
    def _ordinals(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = defaultdict(list)
        for start in self._sentences:
            for one in self._copy.sentence(start).ordinals:
                found[str(one.value)].append((one.start, one.end))
        return found
