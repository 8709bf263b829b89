"""Where a passage states a date, a figure or a name, whatever they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG, EDTF, XSD
from diplograph.checks.evidence.copies import Copy, Span
from diplograph.checks.evidence.facts import HEDGES, FactNode, Facts, Value
from diplograph.checks.wording import in_languages
from diplograph.sources.passages import Passage
from diplograph.text.dates import Relation

_FIGURE_HEDGES: Final = {"approximately", "nearly", "moreThan", "lessThan", "atLeast", "atMost"}
_SIDE_OF_SPAN: Final = {DG + "start": 0, DG + "independentSince": 0, DG + "end": 1}
"""Which date of “from 1920 to 1923” or “since 1991” each one is."""
_OF_SIDE: Final = ("since", "until")
"""What says that an open interval starts or ends there: not “after 1991”, nor “by 1991”."""
_NUMBERS: Final = {XSD + "integer", XSD + "decimal"}


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a passage states a value.

    Attributes:
        places: Where it does; empty where it does not.
        alike: Where its sentence states any value of that type, with the value as text.
        reason: Why there is no place, by language.
        since: Whether something is said to have held since the value, which leaves open what happened then.
    """

    places: tuple[Span, ...]
    alike: Mapping[Span, str] = field(default_factory=dict)
    reason: Mapping[str, str] = field(default_factory=dict)
    since: bool = False


def is_date(value: Value) -> bool:
    """Return whether a value is a date."""
    return isinstance(value.object, ox.Literal) and value.object.datatype.value == EDTF


def is_figure(value: Value) -> bool:
    """Return whether a value is a number, other than an ordinal."""
    term = value.object
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS and not is_ordinal(value)


def is_ordinal(value: Value) -> bool:
    """Return whether a value is an ordinal."""
    return value.predicate == DG + "ordinal"


def as_number(written: str) -> Decimal | None:
    """Return what a number is that a fact has; None if it is not one."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def is_worded(value: Value) -> bool:
    """Return whether a value is a date, a number or a hedge, whose words differ from language to language."""
    is_name = isinstance(value.object, ox.NamedNode) or bool(value.object.language)
    return not is_name or value.predicate == DG + "hedge"


def find_value(
    facts: Facts, copy: Copy, node: FactNode, passage: Passage, value: Value, *, understood: bool = False
) -> Stated:
    """Find where a passage states a value of a fact.

    Args:
        facts: What is asserted.
        copy: The document of the passage.
        node: The fact.
        passage: The passage.
        value: The value.
        understood: Whether it is drawn from the passage: "the same year" can be that of a day.
    """
    finder = _Finder(facts, copy, node, passage)
    if is_date(value):
        return finder.date(value, understood=understood)
    if is_ordinal(value):
        return finder.ordinal(value)
    if is_figure(value):
        return finder.number(value)
    places = copy.within(value.object, passage.start, passage.end)
    reason = {} if places else in_languages("gate.no-name", names=facts.labels(value.object))
    return Stated(tuple(places), reason=reason)


class _Finder:
    def __init__(self, facts: Facts, copy: Copy, node: FactNode, passage: Passage) -> None:
        self._facts = facts
        self._node = node
        self._passage = passage
        self._sentences = copy.sentences(passage.start, passage.end)

    def _holds(self, start: int, end: int) -> bool:
        return self._passage.start <= start and end <= self._passage.end

    def date(self, value: Value, *, understood: bool) -> Stated:
        edtf = value.object.value
        stated = [one for each in self._sentences for one in each.dates]
        here = [one for one in stated if self._holds(one.start, one.end)]
        places = [
            (one.start, one.end)
            for one in here
            if is_date_of(value, one.edtf, one.relation) or (understood and one.edtf.startswith(f"{edtf}-"))
        ]
        alike = {(one.start, one.end): one.edtf for one in stated}
        if places:
            return Stated(tuple(dict.fromkeys(places)), alike)
        is_open = any(one.relation == "since" and one.edtf == f"{edtf}/.." for one in here)
        since = is_open and value.predicate not in _SIDE_OF_SPAN
        key = "gate.since" if since else "gate.no-date"
        return Stated((), alike, in_languages(key, value=edtf, stated={one.edtf for one in here}), since)

    def ordinal(self, value: Value) -> Stated:
        stated = [one for each in self._sentences for one in each.ordinals]
        here = [one for one in stated if self._holds(one.start, one.end)]
        places = tuple((one.start, one.end) for one in here if str(one.value) == value.shown)
        alike = {(one.start, one.end): str(one.value) for one in stated}
        if places:
            return Stated(places, alike)
        reason = in_languages("gate.no-ordinal", value=value.shown, stated={one.value for one in here})
        return Stated((), alike, reason)

    def number(self, value: Value) -> Stated:
        wanted = as_number(value.shown)
        if wanted is None:
            return Stated((), reason=in_languages("gate.not-a-number", value=value.shown))
        stated = [one for each in self._sentences for one in each.numbers]
        here = [one for one in stated if self._holds(one.start, one.end)]
        found = [one for one in here if one.value == wanted]
        asserted = self._node.hedges & _FIGURE_HEDGES
        places = tuple(
            (one.start, one.end)
            for one in found
            if (asserted and asserted <= one.hedges) or (not asserted and not one.hedges)
        )
        figures = [one for each in self._sentences for one in each.figures]
        alike = {(one.start, one.end): str(one.value) for one in figures}
        if places:
            return Stated(places, alike)
        if found:
            named, own = self._hedges(found[0].hedges), self._hedges(asserted)
            reason = in_languages("gate.other-hedge", value=value.shown, stated=named, asserted=own)
        else:
            reason = in_languages("gate.no-number", value=value.shown, stated={one.value for one in here})
        return Stated((), alike, reason)

    def _hedges(self, hedges: frozenset[str] | set[str]) -> dict[str, list[str]]:
        """Return hedges as each reader knows them: by their names in English, by their labels in Arabic."""
        labels = (self._facts.labels(ox.NamedNode(DG + hedge), "ar")[:1] for hedge in sorted(hedges))
        return {"en": sorted(hedges), "ar": [label for found in labels for label in found]}


def is_date_of(value: Value, edtf: str, relation: Relation) -> bool:
    """Return whether a date is that of a fact, or has it as the side of a span that the fact says.

    Args:
        value: The date of the fact.
        edtf: The other date.
        relation: How something lies to it, as `diplograph.text.dates.DateMention.relation`.
    """
    if edtf == value.object.value:
        return True
    side = _SIDE_OF_SPAN.get(value.predicate)
    if side is None or "/" not in edtf or relation not in ("", _OF_SIDE[side]):
        return False
    return edtf.split("/")[side] == value.object.value


def is_hedge_of_figure(node: FactNode, value: Value) -> bool:
    """Return whether a value is a hedge that is looked at together with the number that it qualifies."""
    return node.has_number and value.predicate in HEDGES


def dates_of(values: Sequence[Value]) -> set[str]:
    """Return the dates among some values."""
    return {value.object.value for value in values if is_date(value)}
