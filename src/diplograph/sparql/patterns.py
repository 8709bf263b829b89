"""The triple patterns of a query, and the triples that they become with a solution in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
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


@dataclass(frozen=True, slots=True)
class Chain:
    """A triple pattern as a step between two terms, perhaps by a property path.

    Attributes:
        subject: A term, or the name of a variable.
        predicates: The IRIs of the properties that it may follow; None for any.
        object: A term, or the name of a variable.
        length: Over how many triples it may lead.
    """

    subject: Any
    predicates: frozenset[str] | None
    object: Any
    length: int

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables at its ends."""
        return frozenset(part for part in (self.subject, self.object) if isinstance(part, str))

    def matches(self, triple: ox.Triple) -> bool:
        """Tell whether a triple can be part of what the pattern matches."""
        if self.predicates is not None and triple.predicate.value not in self.predicates:
            return False
        if self.length > 1:
            return True
        ends = ((self.subject, triple.subject), (self.object, triple.object))
        return all(isinstance(part, str) or part == term for part, term in ends)


@lru_cache(maxsize=1024)
def read_chains(query: str) -> tuple[Chain, ...]:
    """Give the triple patterns of a query as steps, in whatever part of it they stand.

    Raises:
        QueryError: rdflib cannot read the query, or a path in it has no greatest length.

    Example:
        >>> read_chains("SELECT * { ?s <urn:x:p>/<urn:x:q> ?o }")[0].length
        2
    """
    from rdflib.plugins.sparql.algebra import translatePath, translatePName, translatePrologue, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        prologue, tree = parseQuery(query)  # not the algebra: rdflib drops filters within EXISTS from it
        names = partial(translatePName, prologue=translatePrologue(prologue, None))
        tree = traverse(traverse(tree, visitPost=names), visitPost=translatePath)
    except Exception as error:
        raise QueryError(f"the patterns of the query cannot be read: {error}") from error
    found = []
    for subject, predicate, term in _blocks(tree):
        predicates, length = _path(predicate)
        found.append(Chain(_read(subject), predicates, _read(term), length))
    return tuple(found)


def _blocks(part: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Give the triples of all blocks in a part of the parsed query: nine terms in a row are three triples."""
    if isinstance(part, Mapping):
        if getattr(part, "name", "") == "TriplesBlock":
            for terms in part["triples"]:
                yield from zip(terms[::3], terms[1::3], terms[2::3], strict=True)
        for value in part.values():
            yield from _blocks(value)
    elif isinstance(part, Iterable) and not isinstance(part, str):  # a list, or the parser's own kind of it
        for value in part:
            yield from _blocks(value)


def _path(node: Any) -> tuple[frozenset[str] | None, int]:
    """Give the properties that a predicate may follow, and over how many triples it may lead."""
    from rdflib import URIRef, Variable
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(node, URIRef):
        return frozenset([str(node)]), 1
    if isinstance(node, InvPath):
        return _path(node.arg)
    if isinstance(node, MulPath) and not node.more:
        return _path(node.path)
    if isinstance(node, SequencePath | AlternativePath):
        parts = [_path(part) for part in node.args]
        known = [predicates for predicates, _ in parts if predicates is not None]
        lengths = [length for _, length in parts]
        together = sum(lengths) if isinstance(node, SequencePath) else max(lengths)
        return (frozenset().union(*known) if len(known) == len(parts) else None), together
    if isinstance(node, Variable):
        return None, 1
    raise QueryError("a path has no greatest length")
