"""The triple patterns of a query, and the triples that they become with a solution in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.sparql.answers import Term
from diplograph.sparql.reading import Triple, read_query, unescape

Pattern: TypeAlias = tuple[Any, Any, Any]
"""Three terms; a variable or blank node is its name, and a property path None."""

_LITERAL: Final = re.compile(r'"(.*)"(?:@([\w-]+)|\^\^<(.*)>)?', re.DOTALL)


def read_patterns(query: str) -> Iterator[Pattern]:
    """Return the triple patterns of a query, those of its subqueries and optional parts included.

    Raises:
        QueryError: The query cannot be read.

    Example:
        >>> list(read_patterns("SELECT * { ?s <http://example.org/p> ?o }"))
        [('s', <NamedNode value=http://example.org/p>, 'o')]
    """
    return map(to_pattern, read_query(query).where.matched())


def to_pattern(triple: Triple) -> Pattern:
    """Return a triple pattern as terms of the store."""
    (verb, *_) = triple.predicates or ("",)
    return _term(triple.subject), None if triple.is_path else _term(verb), _term(triple.object)


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


def _term(text: str) -> str | ox.NamedNode | ox.Literal:
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    if (match := _LITERAL.fullmatch(text)) is None:
        return text.removeprefix("?")
    value, language, datatype = unescape(match[1]), match[2], match[3]
    if language:
        return ox.Literal(value, language=language)
    return ox.Literal(value, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value)
