"""What a triple rests on: the passages of the claims on it, or else those that its subject cites.

Deprecated claims do not count. Many triples are looked up with a few queries, in a local graph as at an
endpoint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.names import DG, RDF
from diplograph.sparql.answers import Result, Rows

Ask: TypeAlias = Callable[[str], Result]

_CITES: Final = f"<{DG}evidence>|<{DG}aboutPassage>"
_CLAIM: Final = (
    f"?claim <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o ; {_CITES} ?at . "
    f"FILTER NOT EXISTS {{ ?claim <{DG}rank> <{DG}deprecated> }}"
)
_BATCH: Final = 400  # subjects a query


class Citations:
    """The passages that triples rest on, by the IRI of the passage.

    Args:
        ask: Runs a query where the triples are.

    Example:
        >>> citations = Citations(ask)  # doctest: +SKIP
        >>> citations.load([visit])  # doctest: +SKIP
        >>> citations.of((visit, host_state, egypt))  # doctest: +SKIP
        frozenset({'https://w3id.org/diplograph/document/year-book#char=10,20'})
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._loaded: set[ox.NamedNode] = set()
        self._cited: dict[Any, set[str]] = defaultdict(set)
        self._claimed: dict[tuple[Any, ...], set[str]] = defaultdict(set)

    def load(self, subjects: Iterable[ox.NamedNode]) -> None:
        """Look up what some subjects cite, and the claims on their triples."""
        new = sorted(set(subjects) - self._loaded, key=str)
        self._loaded.update(new)
        for node, passage in cited_by(new, self._ask):
            self._cited[node].add(passage)
        for start in range(0, len(new), _BATCH):
            values = f"VALUES ?s {{ {' '.join(map(str, new[start : start + _BATCH]))} }}"
            for *triple, passage in _rows(self._ask, f"SELECT ?s ?p ?o ?at {{ {values} {_CLAIM} }}"):
                if isinstance(passage, ox.NamedNode):
                    self._claimed[tuple(triple)].add(passage.value)

    def of(self, triple: tuple[Any, ...]) -> frozenset[str]:
        """Return the passages that a triple rests on; its subject must be loaded."""
        return self.of_claims(triple) or frozenset(self._cited.get(triple[0], ()))

    def of_claims(self, triple: tuple[Any, ...]) -> frozenset[str]:
        """Return the passages of the claims on a triple."""
        return frozenset(self._claimed.get(triple, ()))


def cited_by(nodes: Sequence[ox.NamedNode], ask: Ask) -> Iterator[tuple[Any, str]]:
    """Yield nodes, each with the IRI of a passage that it cites; asked for in batches."""
    for start in range(0, len(nodes), _BATCH):
        values = " ".join(map(str, nodes[start : start + _BATCH]))
        for node, passage in _rows(ask, f"SELECT ?s ?at {{ VALUES ?s {{ {values} }} ?s {_CITES} ?at }}"):
            if isinstance(passage, ox.NamedNode):
                yield node, passage.value


def _rows(ask: Ask, query: str) -> tuple[tuple[Any, ...], ...]:
    result = ask(query)
    assert isinstance(result, Rows)
    return result.rows
