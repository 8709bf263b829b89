"""The passages behind each row of an answer.

A row of a SELECT query rests on the triples that its patterns match. They are found by asking the query
for all its variables (`diplograph.sparql.unfolding`) and putting each solution into the patterns. A
triple rests on the passages of the claims on it, or else on those that its subject cites; an inferred one
on those of its premises, where they can be told. Patterns that only fetch names and types count where
there are no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.names import DG, PREFIXES, RDF, RDFS, short_passage
from diplograph.questions.citations import Citations
from diplograph.questions.passages import nodes_in
from diplograph.sparql.answers import Result, Rows, Term
from diplograph.sparql.forms import with_prefixes
from diplograph.sparql.patterns import Pattern, put_in, read_patterns
from diplograph.sparql.unfolding import unfold

COLUMN: Final = "evidence"
"""The column that is added."""

Triple: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
Ask: TypeAlias = Callable[[str], Result]
Premises: TypeAlias = Callable[[Collection[Triple]], Mapping[Triple, Collection[str]]]
"""Returns the IRIs of the passages behind those of some triples that are inferred."""

_NAMING: Final = {RDF + "type", RDFS + "label", RDFS + "subClassOf"} | {
    PREFIXES["skos"] + name for name in ("altLabel", "hiddenLabel", "prefLabel", "inScheme", "definition")
}
_EVIDENCE: Final = ox.NamedNode(DG + "evidence")


def with_passages(
    rows: Rows, query: str, ask: Ask, *, premises: Premises | None = None, cited: Collection[str] = ()
) -> Rows:
    """Add a column with the passages behind each row.

    Args:
        rows: The answer.
        query: The SELECT query that was answered, its parameters bound.
        ask: Runs a query where that one was run.
        premises: What tells the passages behind an inferred triple.
        cited: The columns with nodes whose own passages are always among them.

    Returns:
        The rows with a column more: passages as ``SLUG#char=START,END``, in order, with spaces between.

    Raises:
        QueryError: The query is none that can be asked for all its variables.
    """
    if COLUMN in rows.variables:
        raise QueryError(f"the query has a column ?{COLUMN} of its own")
    unfolded = unfold(with_prefixes(query))
    solutions = ask(unfolded.text)
    assert isinstance(solutions, Rows)
    patterns = list(read_patterns(unfolded.text))
    shared = tuple(name for name in unfolded.keys if name in rows.variables)
    triples_of = _triples_by_row(solutions, patterns, shared)
    places = [rows.variables.index(name) for name in cited]
    own = [
        {(ox.NamedNode(iri), _EVIDENCE, None) for at in places for iri in nodes_in(row[at])}
        for row in rows.rows
    ]
    keys = [rows.variables.index(name) for name in shared]
    behind = [
        nodes | triples_of.get(tuple(row[at] for at in keys), set())
        for row, nodes in zip(rows.rows, own, strict=True)
    ]
    passages = _Passages(ask, premises)
    telling = [{triple for triple in triples if not _is_naming(triple)} for triples in behind]
    passages.load(set().union(*telling))
    found = [passages.of(triples) for triples in telling]
    passages.load({triple for at, triples in enumerate(behind) if not found[at] for triple in triples})
    added = [(*row, ox.Literal(found[at] or passages.of(behind[at]))) for at, row in enumerate(rows.rows)]
    return Rows((*rows.variables, COLUMN), tuple(added))


def _triples_by_row(
    solutions: Rows, patterns: list[Pattern], keys: tuple[str, ...]
) -> dict[tuple[Term | None, ...], set[tuple[Any, ...]]]:
    """Give the triples that each row rests on, by the values that its solutions share with it."""
    places = {name: at for at, name in enumerate(solutions.variables)}
    triples_of: dict[tuple[Term | None, ...], set[tuple[Any, ...]]] = defaultdict(set)
    for solution in solutions.rows:
        key = tuple(solution[places[name]] for name in keys)
        triples_of[key].update(put_in(patterns, solution, places))
    return triples_of


def _is_naming(triple: tuple[Any, ...]) -> bool:
    return isinstance(triple[1], ox.NamedNode) and triple[1].value in _NAMING


class _Passages:
    """The passages that triples rest on, looked up together."""

    def __init__(self, ask: Ask, premises: Premises | None) -> None:
        self._citations = Citations(ask)
        self._premises = premises
        self._inferred: dict[Triple, Collection[str]] = {}

    def load(self, triples: Collection[tuple[Any, ...]]) -> None:
        """Look up what some triples rest on."""
        self._citations.load(triple[0] for triple in triples)
        if self._premises is not None:
            self._inferred |= self._premises([triple for triple in triples if None not in triple])

    def of(self, triples: Iterable[tuple[Any, ...]]) -> str:
        """Return the passages behind some triples, in order."""
        found = {passage for triple in triples for passage in self._behind(triple)}
        return " ".join(sorted(map(short_passage, found), key=_place))

    def _behind(self, triple: tuple[Any, ...]) -> Collection[str]:
        return (
            self._citations.of_claims(triple) or self._inferred.get(triple, ()) or self._citations.of(triple)
        )


def _place(passage: str) -> tuple[str, int, int]:
    """Sort passages by their place in the document."""
    document, _, place = passage.partition("#char=")
    start, _, end = place.partition(",")
    return (document, int(start), int(end)) if start.isdigit() and end.isdigit() else (passage, 0, 0)
