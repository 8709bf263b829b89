"""Binding parameters into a SPARQL query as RDF terms.

A parameter is a variable that is replaced, token by token, by an RDF term in its exact SPARQL form.
That is what the substitution of a query's syntax tree does (Jena's ``QueryTransformOps``, SPARQL-dev
SEP-0007), and it gives the same query to an engine at hand and to a remote one. A value cannot leave
its token: it is written by the RDF library, never pasted as text.

`VALUES` at the start of the query would not do: a variable bound there is not in scope in the branches
of a UNION or in a subquery (SPARQL 1.1 Query Language, section 18.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from diplograph.sparql.lexing import OPAQUE

_TOKEN: Final = re.compile(
    rf"""
      (?: {OPAQUE} )
    | (?P<bound>  \bBOUND\s*\(\s*[?$](?P<tested>\w+)\s*\) )
    | (?P<variable> [?$](?P<name>\w+) )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def bind(query: str, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    r"""Replace variables of a query by terms.

    ``BOUND(?name)`` becomes ``true`` for a variable that has a value, so that a query can ask whether
    an optional parameter was given.

    Args:
        query: A SPARQL query or update.
        values: Terms by the name of the variable, without the question mark.

    Example:
        >>> bind("SELECT * { ?s ?p ?_name_string } # ?_name_string", {"_name_string": ox.Literal('a"b')})
        'SELECT * { ?s ?p "a\\"b" } # ?_name_string'
    """

    def replace(match: re.Match[str]) -> str:
        if match["bound"] is not None and match["tested"] in values:
            return "true"
        if match["variable"] is not None and match["name"] in values:
            return str(values[match["name"]])
        return match[0]

    return _TOKEN.sub(replace, query)


def variables(query: str) -> Iterator[str]:
    """Give the name of each variable where it occurs in a query, comments and strings left out."""
    for match in _TOKEN.finditer(query):
        if name := match["tested"] or match["name"]:
            yield name
