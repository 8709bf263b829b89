"""What can be told of a SPARQL query from its words, without an engine: its form, its prefixes, its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from diplograph.base.names import PREFIXES
from diplograph.sparql.lexing import TOKEN, word_of

_FORMS: Final = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES: Final = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}

_SCHEME: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


def form_of_query(query: str) -> str | None:
    r"""Return the form of a query; None where it is an update, or none at all.

    Example:
        >>> form_of_query("# SELECT\nPREFIX ask: <http://example.org/> CONSTRUCT WHERE { ?s ?p ?o }")
        'CONSTRUCT'
        >>> form_of_query("DELETE WHERE { ?s ?p ?o }")
    """
    for match in TOKEN.finditer(query):
        word = word_of(match)
        if word in _UPDATES or match["sign"]:
            return None
        if word in _FORMS:
            return word
    return None


def with_prefixes(query: str) -> str:
    """Declare the prefixes of the project that a query uses without declaring them.

    They go onto the first line, so that the lines keep their numbers.

    Example:
        >>> with_prefixes("ASK { ?visit a dg:Visit }")
        'PREFIX dg: <https://w3id.org/diplograph/ontology#> ASK { ?visit a dg:Visit }'
    """
    missing = sorted(PREFIXES.keys() & undeclared_prefixes(query).keys())
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + query


def with_base(query: str, base: str) -> str:
    """Declare the base of a query that has relative IRIs and declares none, on its first line.

    Source: SPARQL 1.1 Query Language, section 4.1.1.2.

    Example:
        >>> with_base("ASK { <id/state/egypt> ?p ?o }", "https://example.org/")
        'BASE <https://example.org/> ASK { <id/state/egypt> ?p ?o }'
        >>> with_base("ASK { <urn:x> ?p ?o }", "https://example.org/")
        'ASK { <urn:x> ?p ?o }'
    """
    tokens = list(TOKEN.finditer(query))
    is_relative = any(token["iri"] and not _SCHEME.match(token[0]) for token in tokens)
    if not is_relative or any(word_of(token) == "BASE" for token in tokens):
        return query
    return f"BASE <{base}> {query}"


def undeclared_prefixes(query: str) -> dict[str, int]:
    r"""Return the prefixes that a query uses without declaring them, each with the line where it first does.

    Example:
        >>> undeclared_prefixes("PREFIX a: <urn:x:> ASK {\n?x a:p _:b ; b:p ?y }")
        {'b': 2}
    """
    used: dict[str, int] = {}
    declared = {"_"}  # of blank nodes
    after_prefix = False
    for match in TOKEN.finditer(query):
        if match["name"]:
            prefix = match["name"].partition(":")[0]
            if after_prefix:
                declared.add(prefix)
            else:
                used.setdefault(prefix, query.count("\n", 0, match.start()) + 1)
        after_prefix = word_of(match) == "PREFIX"
    return {prefix: line for prefix, line in used.items() if prefix not in declared}


def is_ordered(query: str) -> bool:
    """Return whether a query orders its rows, outside its groups and subqueries.

    Example:
        >>> is_ordered("SELECT * { { SELECT * { ?s ?p ?o } ORDER BY ?s } }")
        False
    """
    words = [word for word, depth in _depths(query) if depth == 0]
    return ("ORDER", "BY") in pairwise(words)


def has_limit(query: str) -> bool:
    """Return whether a query limits its rows, outside its groups and subqueries.

    Example:
        >>> has_limit("SELECT * { ?s ?p ?o } LIMIT 1")
        True
    """
    return any(word in ("LIMIT", "OFFSET") for word, depth in _depths(query) if depth == 0)


def paged(query: str, size: int, start: int) -> str:
    r"""Ask for some of the rows of a query; one that has a limit of its own keeps it.

    Args:
        query: An ordered SELECT query.
        size: How many rows.
        start: How many rows before them.

    Example:
        >>> paged("SELECT * { ?s ?p ?o } ORDER BY ?s", 100, 200)
        'SELECT * { ?s ?p ?o } ORDER BY ?s\nLIMIT 100 OFFSET 200'
    """
    if not any(word in ("LIMIT", "OFFSET", "VALUES") for word, depth in _depths(query) if depth == 0):
        return f"{query}\nLIMIT {size} OFFSET {start}"
    prologue, rest = _parts(query)
    return f"{prologue}SELECT * {{ {{ {rest}\n}} }} LIMIT {size} OFFSET {start}"


def _depths(query: str) -> Iterator[tuple[str, int]]:
    """Yield each bare word of a query in capitals, with the number of braces around it."""
    depth = 0
    for match in TOKEN.finditer(query):
        depth += (match["sign"] == "{") - (match["sign"] == "}")
        if word := word_of(match):
            yield word, depth


def _parts(query: str) -> tuple[str, str]:
    """Part a query into its prologue and what follows."""
    for match in TOKEN.finditer(query):
        if word_of(match) in _FORMS:
            return query[: match.start()], query[match.start() :]
    return "", query
