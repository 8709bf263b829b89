"""The triple patterns of a query, and the triples that they become with a solution in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.sparql.answers import Term

if TYPE_CHECKING:
    from rdflib.paths import Path
    from rdflib.term import Node

Pattern: TypeAlias = tuple[Any, Any, Any]
"""Three terms; a variable is its name, and a property path None."""


def read_patterns(query: str) -> Iterator[Pattern]:
    """Give the triple patterns of a query, those of its subqueries and optional parts included.

    Raises:
        QueryError: rdflib cannot read the query.

    Example:
        >>> list(read_patterns("SELECT * { ?s <http://example.org/p> ?o }"))
        [('s', <NamedNode value=http://example.org/p>, 'o')]
    """
    from rdflib.plugins.sparql import prepareQuery  # loaded here: it takes 110 ms

    try:
        algebra = prepareQuery(query).algebra
    except Exception as error:  # rdflib raises bare exceptions on what it cannot translate
        raise QueryError(f"the patterns of the query cannot be read: {error}") from error
    for subject, predicate, term in _triples(algebra):
        yield _read(subject), _read(predicate), _read(term)


def put_in(
    patterns: Iterable[Pattern], solution: tuple[Term | None, ...], places: Mapping[str, int]
) -> Iterator[tuple[Any, Any, Any]]:
    """Put a solution into patterns; one with an unbound variable is of a part that did not match.

    Args:
        patterns: The patterns.
        solution: A term a variable.
        places: Where each variable stands in the solution.
    """
    for pattern in patterns:
        triple = []
        for part in pattern:
            value = solution[places[part]] if isinstance(part, str) and part in places else part
            if (value is None and part is not None) or isinstance(value, str):
                break
            triple.append(value)
        else:
            if isinstance(triple[0], ox.NamedNode):
                yield triple[0], triple[1], triple[2]


def _read(node: Node | Path) -> Any:
    from rdflib import Literal, URIRef, Variable
    from rdflib.paths import Path

    if isinstance(node, Variable):
        return str(node)
    if isinstance(node, URIRef):
        return ox.NamedNode(node)
    if isinstance(node, Path):
        return None
    if isinstance(node, Literal) and node.language:
        return ox.Literal(str(node), language=node.language)
    datatype = node.datatype if isinstance(node, Literal) else None
    return ox.Literal(str(node), datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(str(node))


def _triples(part: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Give the triples of all basic graph patterns in a part of the algebra."""
    if isinstance(part, Mapping):
        if getattr(part, "name", "") == "BGP":
            yield from part["triples"]
        for value in part.values():
            yield from _triples(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _triples(value)
