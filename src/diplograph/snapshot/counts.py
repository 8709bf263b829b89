"""Counting what a graph holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from diplograph.base.names import DG, RDF

_TYPE: Final = f"<{RDF}type>".encode()
_KINDS: Final = {
    "states": "State",
    "persons": "Person",
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
        nodes: By kind: states, persons (leaders among them), leaders, offices, institutions, visits, treaties
            (with agreements),
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
        """Return the counts as they stand in ``build/report.json``."""
        return {"nodes": self.nodes, "triples": self.triples, "total": self.total}


def count_nodes(lines: Iterable[bytes]) -> dict[str, int]:
    """Count the nodes of each kind.

    Args:
        lines: N-Triples or N-Quads as pyoxigraph writes them.
    """
    members: dict[str, set[bytes]] = {kind: set() for kind in _KINDS}
    kinds = {f"<{DG}{name}>".encode(): kind for kind, name in _KINDS.items()}
    for line in lines:
        if _TYPE in line:
            subject, predicate, value, *_ = line.split(b" ", 3)
            if predicate == _TYPE and value in kinds:  # and not within a text
                members[kinds[value]].add(subject)
    nodes = {kind: len(found) for kind, found in members.items()}
    nodes["other_events"] = len(members["events"] - members["visits"])
    del nodes["events"]
    return nodes
