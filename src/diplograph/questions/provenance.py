"""The passages behind each row of an answer.

A row of a SELECT query rests on the triples that its patterns match. They are found by asking the query
for all its variables (`diplograph.sparql.unfolding`) and putting each solution into the patterns. What a
triple rests on, `diplograph.questions.citations` says; an inferred one rests on the passages of its premises,
where they are known. Patterns that only fetch names and types count where
there are no others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.base.names import DG, PREFIXES, RDF, RDFS, short_passage
from diplograph.questions.citations import Citations
from diplograph.questions.passages import nodes_in
from diplograph.sparql.answers import Result, Rows, Term
from diplograph.sparql.forms import with_prefixes
from diplograph.sparql.patterns import Pattern, putting_in, read_patterns
from diplograph.sparql.unfolding import unfold

if TYPE_CHECKING:
    from diplograph.questions.explanation import Explainer

COLUMN: Final = "evidence"
"""The column that is added."""

Triple: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
Ask: TypeAlias = Callable[[str], Result]

_NAMING: Final = {RDF + "type", RDFS + "label", RDFS + "subClassOf"} | {
    PREFIXES["skos"] + name for name in ("altLabel", "hiddenLabel", "prefLabel", "inScheme", "definition")
}
_PLACE: Final = re.compile("([0-9]{1,18}),([0-9]{1,18})")
_EVIDENCE: Final = ox.NamedNode(DG + "evidence")


def with_passages(
    rows: Rows, query: str, ask: Ask, *, explainer: Explainer | None = None, cited: Collection[str] = ()
) -> Rows:
    """Add a column with the passages behind each row.

    Args:
        rows: The answer.
        query: The SELECT query that was answered, its parameters bound.
        ask: Runs a query where that one was run.
        explainer: What explains the inferred triples of a local graph.
        cited: The columns with nodes whose own passages are always among them.

    Returns:
        The rows with a column more: passages as ``SLUG#char=START,END``, in order, with spaces between.

    Raises:
        QueryError: The query is none that can be asked for all its variables.
    """
    if COLUMN in rows.variables:
        raise QueryError(message("error.own-column", column=COLUMN))
    unfolded = unfold(with_prefixes(query))
    solutions = ask(unfolded.text)
    assert isinstance(solutions, Rows)
    shared = tuple(name for name in unfolded.keys if name in rows.variables)
    patterns = set(read_patterns(unfolded.text))
    naming = {pattern for pattern in patterns if _is_naming(pattern)}
    telling = _triples_by_row(solutions, patterns - naming, shared)
    places = [rows.variables.index(name) for name in cited]
    own = [
        {(ox.NamedNode(iri), _EVIDENCE, None) for at in places for iri in nodes_in(row[at])}
        for row in rows.rows
    ]
    places = [rows.variables.index(name) for name in shared]
    keys = [tuple(row[at] for at in places) for row in rows.rows]
    passages = _Passages(ask, explainer)
    behind = [
        nodes | {triple for triple in telling.get(key, ()) if not _is_naming(triple)}
        for nodes, key in zip(own, keys, strict=True)
    ]
    passages.load(set().union(*behind))
    found = [passages.of(triples) for triples in behind]
    if not all(found):
        names = _triples_by_row(solutions, patterns, shared)
        rest = {at: names.get(keys[at], set()) for at, shown in enumerate(found) if not shown}
        passages.load(set().union(*rest.values()))
        found = [shown or passages.of(rest[at]) for at, shown in enumerate(found)]
    added = [(*row, ox.Literal(shown)) for row, shown in zip(rows.rows, found, strict=True)]
    return Rows((*rows.variables, COLUMN), tuple(added))


def _triples_by_row(
    solutions: Rows, patterns: Iterable[Pattern], keys: tuple[str, ...]
) -> dict[tuple[Term | None, ...], set[tuple[Any, ...]]]:
    """Return the triples that each row rests on, by the values that its solutions share with it."""
    places = [solutions.variables.index(name) for name in keys]
    put_in = putting_in(patterns, solutions.variables)
    triples_of: dict[tuple[Term | None, ...], set[tuple[Any, ...]]] = defaultdict(set)
    for solution in solutions.rows:
        triples_of[tuple(solution[at] for at in places)].update(put_in(solution))
    return triples_of


def _is_naming(triple: tuple[Any, ...]) -> bool:
    return isinstance(triple[1], ox.NamedNode) and triple[1].value in _NAMING


class _Passages:
    """The passages that triples rest on, looked up together."""

    def __init__(self, ask: Ask, explainer: Explainer | None) -> None:
        self._citations = explainer.citations if explainer else Citations(ask)
        self._explainer = explainer
        self._inferred: dict[Triple, Collection[str]] = {}

    def load(self, triples: Collection[tuple[Any, ...]]) -> None:
        """Look up what some triples rest on."""
        self._citations.load(triple[0] for triple in triples)
        if self._explainer is not None:
            self._inferred |= self._explainer.passages([triple for triple in triples if None not in triple])

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
    found = _PLACE.fullmatch(place)
    return (document, int(found[1]), int(found[2])) if found else (passage, 0, 0)
