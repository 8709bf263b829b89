"""The triple patterns of a query, and the triples that they become with a solution in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def putting_in(
    patterns: Iterable[Pattern], variables: Sequence[str]
) -> Callable[[tuple[Term | None, ...]], list[tuple[Any, Any, Any]]]:
    """Return what puts a solution into patterns; patterns with an unbound variable are left out.

    Args:
        patterns: The patterns.
        variables: The variable of each term of a solution.
    """
    places = {name: at for at, name in enumerate(variables)}
    constants: list[Any] = []
    slots: list[tuple[int, int, int]] = []
    for pattern in patterns:
        if all(part in places for part in pattern if isinstance(part, str)):
            numbers = []
            for part in pattern:
                if isinstance(part, str):
                    numbers.append(places[part])
                else:
                    numbers.append(len(places) + len(constants))
                    constants.append(part)
            slots.append((numbers[0], numbers[1], numbers[2]))
    constant, width = tuple(constants), len(places)

    def put_in(solution: tuple[Term | None, ...]) -> list[tuple[Any, Any, Any]]:
        terms = solution + constant
        return [
            (terms[subject], terms[verb], terms[term])
            for subject, verb, term in slots
            if isinstance(terms[subject], ox.NamedNode)
            and terms[term] is not None
            and (verb >= width or terms[verb] is not None)  # a path is a constant None
        ]

    return put_in


def _term(text: str) -> str | ox.NamedNode | ox.Literal:
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    if (match := _LITERAL.fullmatch(text)) is None:
        return text.removeprefix("?")
    value, language, datatype = unescape(match[1]), match[2], match[3]
    if language:
        return ox.Literal(value, language=language)
    return ox.Literal(value, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value)
