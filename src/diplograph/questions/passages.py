"""The passages that nodes cite, as the column ``passage`` of an answer shows them.

A question says which of its columns hold the nodes that a row rests on; what these cite is asked for in
batches, of a local graph as of an endpoint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.questions.citations import Ask, cited_by
from diplograph.sparql.answers import Rows, Term

COLUMN: Final = "passage"
"""The column that is added."""


def without_nodes(rows: Rows, hidden: Collection[str], cited: Sequence[str], ask: Ask) -> Rows:
    """Return an answer as people read it: with passages in place of the nodes that rows rest on.

    Args:
        rows: The answer.
        hidden: The columns that only programs need.
        cited: The columns with nodes, or with IRIs of several between spaces, whose passages are wanted.
        ask: Runs a query where the answer comes from.

    Returns:
        The rows without those columns; where `cited` names any, with a column `COLUMN` in place of the first:
        passages as ``SLUG#char=START,END``, in order, with spaces between.

    Raises:
        QueryError: There is no such column, or one of `cited` holds something other than nodes.
    """
    if missing := sorted({*hidden, *cited}.difference(rows.variables)):
        raise QueryError(message("error.no-named-column", column=missing[0]))
    places = [at for at, name in enumerate(rows.variables) if name in cited]
    kept = [at for at, name in enumerate(rows.variables) if name not in cited and name not in hidden]
    before = sum(at < places[0] for at in kept) if places else len(kept)
    variables = [rows.variables[at] for at in kept]
    variables[before:before] = [COLUMN] if places else []
    nodes_of = [[node for at in places for node in nodes_in(row[at])] for row in rows.rows]
    passages = passages_of({node for nodes in nodes_of for node in nodes}, ask)
    found = []
    for row, nodes in zip(rows.rows, nodes_of, strict=True):
        cells = [row[at] for at in kept]
        if places:
            cells.insert(before, ox.Literal(" ".join(sorted({p for node in nodes for p in passages[node]}))))
        found.append(tuple(cells))
    return Rows(tuple(variables), tuple(found))


def passages_of(nodes: Iterable[str], ask: Ask) -> dict[str, set[str]]:
    """Return the passages that nodes cite, by the IRI of the node, as ``SLUG#char=START,END``."""
    passages: dict[str, set[str]] = defaultdict(set)
    for node, passage in cited_by([_node(iri) for iri in sorted(nodes)], ask):
        passages[node.value].add(passage.partition("/document/")[2])
    return passages


def nodes_in(term: Term | None) -> list[str]:
    """Return the IRIs that a cell holds: a node, or the IRIs of several with spaces between.

    Example:
        >>> nodes_in(ox.Literal("https://example.org/a https://example.org/b"))
        ['https://example.org/a', 'https://example.org/b']
    """
    return term.value.split() if isinstance(term, ox.NamedNode | ox.Literal) else []


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise QueryError(message("error.passages-no-node", value=iri)) from None
