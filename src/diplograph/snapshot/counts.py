"""Counting what a graph holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from diplograph.base.names import DG, RDF
from diplograph.sources.project import Project

_TYPE: Final = RDF + "type"
_KINDS: Final = {
    "states": "State",
    "leaders": "Leader",
    "offices": "Office",
    "institutions": "Institution",
    "visits": "Visit",
    "treaties": "Treaty",
    "events": "Event",
    "observations": "Observation",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes of each kind, and how many triples in each graph.

    Attributes:
        nodes: By kind: states, leaders, offices, institutions, visits, treaties (with agreements),
            other_events (all events but visits), observations.
        triples: By the name of the graph below ``…/graph/``.
    """

    nodes: dict[str, int]
    triples: dict[str, int]

    @property
    def total(self) -> int:
        """The number of triples in all graphs."""
        return sum(self.triples.values())

    def as_json(self) -> dict[str, Any]:
        """Give the counts as they stand in ``build/report.json``."""
        return {"nodes": self.nodes, "triples": self.triples, "total": self.total}


def count(quads: Iterable[ox.Quad], project: Project) -> Counts:
    """Count the nodes by kind and the triples by graph."""
    members: dict[str, set[Any]] = {kind: set() for kind in _KINDS}
    kinds = {DG + name: kind for kind, name in _KINDS.items()}
    triples: Counter[str] = Counter()
    prefix = project.graph("")
    for quad in quads:
        triples[str(quad.graph_name.value).removeprefix(prefix)] += 1  # type: ignore[union-attr]
        if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
            kind = kinds.get(quad.object.value)
            if kind is not None:
                members[kind].add(quad.subject)
    nodes = {kind: len(found) for kind, found in members.items()}
    nodes["other_events"] = len(members["events"] - members["visits"])
    del nodes["events"]
    return Counts(nodes, dict(sorted(triples.items())))
