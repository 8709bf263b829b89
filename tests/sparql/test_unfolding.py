"""Queries asked for all their variables."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE
from diplograph.sparql.answers import Rows
from diplograph.sparql.engine import ask
from diplograph.sparql.forms import form_of_query
from diplograph.sparql.unfolding import unfold
from queries.asking import LIBRARY
from queries.test_queries import SAMPLES


@pytest.mark.parametrize(
    ("query", "text", "keys"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }", ("s", "p", "o")),
        (
            "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?o LIMIT 3",
            "SELECT DISTINCT ?s ?o ?p WHERE { ?s ?p ?o }",
            ("s",),
        ),
        (
            "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (?n > 1)",
            "SELECT DISTINCT ?s ?o ?p { ?s ?p ?o }",
            ("s",),
        ),
        (  # the hidden variable of a subquery is another than that of the same name outside
            "SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?o } ?s ?p 1 }",
            "SELECT DISTINCT ?s ?o_0 ?p ?p_0 { { SELECT ?s  ?p_0 ?o_0 { ?s ?p_0 ?o_0 } ORDER BY ?o_0 } ?s ?p 1 }",
            ("s",),
        ),
        (  # a subquery within a subquery
            "SELECT ?s { { SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?o } ?s ?q ?z } ORDER BY ?z } ?s ?z 1 }",
            "SELECT DISTINCT ?s ?o_0_1 ?p_0_1 ?q_1 ?z ?z_1 { { SELECT ?s ?p_0_1 ?o_0_1 ?q_1 ?z_1 "
            "{ { SELECT ?s ?p_0_1 ?o_0_1 { ?s ?p_0_1 ?o_0_1 } ORDER BY ?o_0_1 } ?s ?q_1 ?z_1 } ORDER BY ?z_1 } "
            "?s ?z 1 }",
            ("s",),
        ),
        (  # a subquery that groups stays as it is
            "SELECT ?s { { SELECT ?s (MAX(?o) AS ?m) { ?s ?p ?o } GROUP BY ?s } }",
            "SELECT DISTINCT ?s ?m ?o ?p { { SELECT ?s (MAX(?o) AS ?m) { ?s ?p ?o } GROUP BY ?s } }",
            ("s",),
        ),
        (  # what an expression of a subquery reads is its own variable too
            "SELECT ?x { { SELECT (STR(?o) AS ?x) { ?s ?p ?o } } ?o ?p 1 }",
            "SELECT DISTINCT ?x ?o ?o_0 ?p ?p_0 ?s_0 "
            "{ { SELECT (STR(?o_0) AS ?x) ?s_0 ?p_0 ?o_0 { ?s_0 ?p_0 ?o_0 } } ?o ?p 1 }",
            ("x",),
        ),
        (
            "SELECT ?s { ?s ?p [ ?q _:b ] . _:b a ( 1 ) }",
            "SELECT DISTINCT ?s ?blank_0 ?blank_1 ?blank_2 ?p ?q { ?blank_0 ?q ?blank_1 . ?s ?p ?blank_0 . "
            "?blank_2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "
            '"1"^^<http://www.w3.org/2001/XMLSchema#integer> . '
            "?blank_2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> "
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> . ?blank_1 a ?blank_2 }",
            ("s",),
        ),
        (  # the pattern of a rule
            "CONSTRUCT { ?s ?p ?n } WHERE { SELECT ?s (MAX(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s } # }",
            "SELECT DISTINCT ?s ?o ?p { ?s ?p ?o }",
            ("s",),
        ),
        (
            "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3 VALUES ?s { 1 }",
            "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } VALUES ?s { 1 }",
            ("s", "p", "o"),
        ),
    ],
)
def test_unfolded(query: str, text: str, keys: tuple[str, ...]) -> None:
    unfolded = unfold(query)
    assert unfolded.text.split() == text.split()
    assert unfolded.keys == keys


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "SELECT ?s", "SELECT ?s { ?s ?p ?o", ""])
def test_what_cannot_be_unfolded(query: str) -> None:
    with pytest.raises(QueryError):
        unfold(query)


@pytest.mark.parametrize(
    "name", [name for name, query in LIBRARY.items() if form_of_query(query.text) == "SELECT"]
)
def test_each_row_of_a_question_is_among_the_unfolded(name: str, built_store: ox.Store) -> None:
    required = {p.name: SAMPLES[p.name] for p in LIBRARY[name].parameters if p.required}
    text = LIBRARY[name].bind(required, language="en", base=BASE)
    folded, unfolded = ask(built_store, text), unfold(text)
    more = ask(built_store, unfolded.text)
    assert isinstance(folded, Rows)
    assert isinstance(more, Rows)

    def keys(rows: Rows) -> set[tuple[object, ...]]:
        places = [rows.variables.index(key) for key in unfolded.keys]
        return {tuple(row[place] for place in places) for row in rows.rows}

    assert keys(folded) <= keys(more)
