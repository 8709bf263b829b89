"""What was sent against what was read back, triple by triple."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass

import pyoxigraph as ox

from diplograph.publishing.diff.values import meaning


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the triples of a graph in a store differ from those that it should hold.

    Attributes:
        rewritten: Triples whose value is there, written otherwise: as they should be, and as they are.
        altered: Triples in whose place one of another value stands: as they should be, and as they are.
        lost: Triples that are not there, nor any in their place.
        unexpected: Triples that should not be there.
    """

    rewritten: tuple[tuple[ox.Triple, ox.Triple], ...] = ()
    altered: tuple[tuple[ox.Triple, ox.Triple], ...] = ()
    lost: tuple[ox.Triple, ...] = ()
    unexpected: tuple[ox.Triple, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every triple is there by value, and no other."""
        return not (self.altered or self.lost or self.unexpected)

    @property
    def exact(self) -> bool:
        """Whether every triple is there as it was written, and no other."""
        return self.same and not self.rewritten


def compare(wanted: Set[ox.Triple], found: Set[ox.Triple]) -> Comparison:
    """Compare the triples that a graph should hold with those that it holds.

    Example:
        >>> node, decimal = ox.NamedNode("http://e.org/x"), ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
        >>> def triple(text: str) -> ox.Triple:
        ...     return ox.Triple(node, node, ox.Literal(text, datatype=decimal))
        >>> compare({triple("1.50")}, {triple("1.5")}).same
        True
        >>> len(compare({triple("1.50")}, {triple("1.4")}).altered)
        1
        >>> compare({triple("1.50")}, set()).lost == (triple("1.50"),)
        True
    """
    missing, extra = wanted - found, found - wanted
    if not missing and not extra:
        return Comparison()
    subjects = {(triple.subject, triple.predicate) for triple in missing | extra}
    found_by_meaning = {meaning(t): t for t in found if (t.subject, t.predicate) in subjects}
    wanted_meanings = {meaning(t) for t in wanted if (t.subject, t.predicate) in subjects}
    rewritten = [(t, found_by_meaning[meaning(t)]) for t in missing if meaning(t) in found_by_meaning]
    lost = [triple for triple in missing if meaning(triple) not in found_by_meaning]
    unexpected = [triple for triple in extra if meaning(triple) not in wanted_meanings]
    altered, lost, unexpected = _pairs(lost, unexpected)
    return Comparison(
        tuple(sorted(rewritten, key=str)),
        tuple(sorted(altered, key=str)),
        tuple(sorted(lost, key=str)),
        tuple(sorted(unexpected, key=str)),
    )


def _pairs(
    lost: list[ox.Triple], unexpected: list[ox.Triple]
) -> tuple[list[tuple[ox.Triple, ox.Triple]], list[ox.Triple], list[ox.Triple]]:
    """Put each lost literal together with an unexpected one of the same subject and property."""
    places: dict[object, list[ox.Triple]] = defaultdict(list)
    for triple in sorted(unexpected, key=str, reverse=True):
        if isinstance(triple.object, ox.Literal):
            places[triple.subject, triple.predicate].append(triple)
    altered, still_lost, taken = [], [], set()
    for triple in sorted(lost, key=str):
        place = places[triple.subject, triple.predicate] if isinstance(triple.object, ox.Literal) else []
        if place:
            taken.add(place[-1])
            altered.append((triple, place.pop()))
        else:
            still_lost.append(triple)
    return altered, still_lost, [triple for triple in unexpected if triple not in taken]
