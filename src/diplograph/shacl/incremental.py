"""Validating after a change: only the focus nodes that it can touch are checked again.

A row of a query can come or go only if a triple that changed matches one of its patterns, and such a triple
is joined to the focus node by a chain of the query's patterns. So a query none of whose patterns a change
matches keeps its rows; for any other, the focus nodes are found by following the query's properties from the
changed triples, in the graph before and after, for as many steps as it has patterns. Where that cannot be
told, as in a query whose patterns are not all joined to ``$this``, the query is asked anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.names import RDF
from diplograph.shacl.data import DataGraph, terms_of
from diplograph.shacl.engine import Outcome
from diplograph.shacl.evaluation import Evaluation, Hit, Subclasses, to_result
from diplograph.shacl.failures import sparql
from diplograph.shacl.graph import Term
from diplograph.shacl.plan import Check, Planner, Step
from diplograph.shacl.shapes import Shape
from diplograph.sparql.patterns import Chain, read_chains

_IRI: Final = re.compile(r"<([^<>\s]*)>")
_LONG_PATH: Final = re.compile(r"\(+\^?\(*<")  # a path of more than one property is in parentheses
_MOST: Final = 2_000  # focus nodes; for more, a query is asked anew as a whole

Row: TypeAlias = tuple[int, Term, Term | None, ox.NamedNode | None, dict[str, Term]]
"""A hit: which check of the step, focus node, value, path, variables."""


@dataclass(slots=True)
class Memory:
    """What a validation found, by the key of each step; and what was read of queries, which takes longest.

    Attributes:
        rows: The hits of each step.
        chains: The patterns of queries; None of those that cannot be read.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    chains: dict[str, tuple[Chain, ...] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """The triples that came and those that went."""

    added: frozenset[ox.Triple]
    removed: frozenset[ox.Triple]

    def all(self) -> Iterator[ox.Triple]:
        """Give both."""
        yield from self.added
        yield from self.removed


NO_CHANGES: Final = Changes(frozenset(), frozenset())


def validate_again(
    data: DataGraph, shapes: list[Shape], memory: Memory | None, changes: Changes
) -> tuple[Iterator[Outcome], Memory]:
    """Validate a graph that was validated before.

    Args:
        data: The graph as it is now.
        shapes: The same shapes as before.
        memory: What was found before; None checks everything.
        changes: What changed since.

    Returns:
        The outcome of each step, as it is done, and a memory that is whole when all are.
    """
    planner = Planner(Subclasses(data), has_written=data.has_written)
    again = _Again(data, planner, memory, changes)
    return again.outcomes(planner.plan(shapes)), again.found


class _Again:
    def __init__(self, data: DataGraph, planner: Planner, memory: Memory | None, changes: Changes) -> None:
        self._data = data
        self._planner = planner
        self._memory = memory
        self._changes = changes
        self._evaluation = Evaluation(data, planner)
        self.found = Memory(chains={} if memory is None else dict(memory.chains))

    def outcomes(self, steps: list[Step]) -> Iterator[Outcome]:
        for number, step in enumerate(steps, start=1):
            key = _key(step)
            known = None if self._memory is None else self._memory.rows.get(key)
            rows = self._rows(step, known)
            self.found.rows[key] = rows
            hits = (Hit(step.checks[bit], focus, value, path, row) for bit, focus, value, path, row in rows)
            results = [to_result(hit) for hit in self._evaluation.once(hits)]
            yield Outcome(number, len(steps), step.checks, results)

    def _rows(self, step: Step, known: list[Row] | None) -> list[Row]:
        touched = None if known is None else self._touched(step)
        if known is None or touched is None:
            return self._ask(step, step)
        if not touched:
            return known
        focused = [
            Check(check.focus.among(sorted(touched, key=str)), check.shape, check.constraint, check.route)
            for check in step.checks
        ]
        kept = [row for row in known if row[1] not in touched]
        for part in self._planner.steps(focused):
            kept += self._ask(part, step)
        return kept

    def _ask(self, asked: Step, step: Step) -> list[Row]:
        """Ask a step, or a part of one, and tell the rows by the checks of the whole."""
        places = {id(check.constraint): bit for bit, check in enumerate(step.checks)}
        return [
            (places[id(hit.check.constraint)], hit.focus, hit.value, hit.path, hit.row)
            for hit in self._evaluation.hits(asked)
        ]

    def _touched(self, step: Step) -> set[Term] | None:
        """Give the focus nodes that the changes can touch; None where that cannot be told."""
        changes = list(self._changes.all())
        if not changes:
            return set()
        if step.query is None or step.is_per_focus:
            return None
        is_core = all(check.constraint.validator is None for check in step.checks)
        if is_core and not _LONG_PATH.search(step.query):
            return self._touched_in_core(step, step.query, changes)
        chains = self._chains(step.query)
        if chains is None:
            return None
        changed = [triple for triple in changes if any(chain.matches(triple) for chain in chains)]
        if not changed:
            return set()
        if not _is_connected(chains):
            return None
        predicates: set[str] | None = set()
        for chain in chains:
            predicates = (
                None if predicates is None or chain.predicates is None else predicates | chain.predicates
            )
        return self._reach(changed, predicates, sum(chain.length for chain in chains))

    def _chains(self, query: str) -> tuple[Chain, ...] | None:
        """Give the patterns of a query, None where they cannot be told; each is read once for all times."""
        known = self.found.chains
        if query not in known:
            try:
                known[query] = read_chains(query)
            except QueryError:
                known[query] = None
        return known[query]

    def _touched_in_core(self, step: Step, query: str, changes: list[ox.Triple]) -> set[Term] | None:
        """Do the same for a query compiled from SHACL Core, without reading it.

        All its patterns are joined to the focus node, each is of one triple, and but for those of closed
        shapes their properties and classes are named.
        """
        if any(check.constraint.kind == "Closed" for check in step.checks):
            return self._reach(changes, None, query.count(" .") - 1)
        named = set(_IRI.findall(query))
        changed = [
            triple
            for triple in changes
            if triple.predicate.value in named
            and (triple.predicate.value != RDF + "type" or str(triple.object)[1:-1] in named)
        ]
        return self._reach(changed, named, query.count(" .") + query.count("EXISTS")) if changed else set()

    def _reach(self, changed: list[ox.Triple], predicates: set[str] | None, steps: int) -> set[Term] | None:
        """Follow properties, or any if there are none, from changed triples for some steps."""
        nodes: set[Any] = {term for triple in changed for term in (triple.subject, triple.object)}
        frontier = set(nodes)
        while frontier and steps > 0:
            if len(nodes) > _MOST or any(isinstance(node, ox.BlankNode) for node in nodes):
                return None
            frontier = self._neighbours(frontier, predicates) - nodes
            nodes |= frontier
            steps -= 1
        return None if any(isinstance(node, ox.BlankNode) for node in nodes) or len(nodes) > _MOST else nodes

    def _neighbours(self, nodes: set[Any], predicates: set[str] | None) -> set[Any]:
        # From a class to all its instances leads no chain that a change could come by.
        followed = None if predicates is None else predicates - {RDF + "type"}
        found = {
            other
            for triple in self._changes.removed
            if followed is None or triple.predicate.value in followed
            for one, other in ((triple.subject, triple.object), (triple.object, triple.subject))
            if one in nodes
        }
        if followed == set():
            return found
        listed = " ".join(sparql(node) for node in nodes)
        names = None if followed is None else ", ".join(f"<{iri}>" for iri in sorted(followed))
        only = "" if names is None else f"FILTER ( ?p IN ( {names} ) )"
        query = (
            f"SELECT DISTINCT ?n WHERE {{ VALUES ?x {{ {listed} }} "
            f"{{ ?x ?p ?n {only} }} UNION {{ ?n ?p ?x {only} }} }} LIMIT {_MOST + 1}"
        )
        return found | {row[0] for row in terms_of(self._data.ask(query))}


def _key(step: Step) -> str:
    if step.query is not None:
        return step.query
    (check,) = step.checks
    return f"{check.shape.node} {check.constraint.component} {check.focus.pattern}"


def _is_connected(chains: Iterable[Chain]) -> bool:
    """Tell whether every pattern of a query is joined to ``?this`` by shared variables."""
    joined, rest = {"this"}, list(chains)
    while rest:
        near = [chain for chain in rest if not joined.isdisjoint(chain.variables)]
        if not near:
            return False
        for chain in near:
            joined |= chain.variables
            rest.remove(chain)
    return True
