"""Binding parameters into a SPARQL query as RDF terms.

A parameter is a variable that is replaced, token by token, by an RDF term in its exact SPARQL form.
That is what the substitution of a query's syntax tree does (Jena's ``QueryTransformOps``, SPARQL-dev
SEP-0007), and it gives the same query to a local engine and to a remote one. A value cannot leave
its token: it is written by the RDF library, never pasted as text.

`VALUES` at the start of the query would not do: a variable bound there is not in scope in the branches
of a UNION or in a subquery (SPARQL 1.1 Query Language, section 18.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from diplograph.sparql.lexing import tokens_of, word_of


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
    tokens = tokens_of(query)
    pieces, end = [], 0
    for at, token in enumerate(tokens):
        if not token["variable"] or token["variable"][1:] not in values:
            continue
        start, term = at, str(values[token["variable"][1:]])
        around = [word_of(one) or one[0] for one in (*tokens[max(at - 2, 0) : at], *tokens[at + 1 : at + 2])]
        if around == ["BOUND", "(", ")"]:
            start, at, term = at - 2, at + 1, "true"
        pieces += [query[end : tokens[start].start()], term]
        end = tokens[at].end()
    return "".join([*pieces, query[end:]])


def variables(query: str) -> Iterator[str]:
    """Return the name of each variable where it occurs in a query, comments and strings left out."""
    return (token["variable"][1:] for token in tokens_of(query) if token["variable"])
