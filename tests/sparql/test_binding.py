"""Parameters become RDF terms in the query, whatever they hold."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.sparql.binding import bind, variables

XSD_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?_x_string }", 'SELECT * { ?s ?p "v" }'),
        ("SELECT * { ?s ?p $_x_string }", 'SELECT * { ?s ?p "v" }'),
        ("FILTER(?a<?_x_string)", 'FILTER(?a<"v")'),
        ("?_x_strings ?_x_string_2 ?_x", "?_x_strings ?_x_string_2 ?_x"),  # other variables
        ("# ?_x_string\n?_x_string", '# ?_x_string\n"v"'),
        (
            "<http://a.example/?_x_string#?_x_string> ?_x_string",
            '<http://a.example/?_x_string#?_x_string> "v"',
        ),
        ('"?_x_string" ?_x_string', '"?_x_string" "v"'),
        ("'it\\'s ?_x_string' ?_x_string", "'it\\'s ?_x_string' \"v\""),
        ('"""two " quotes "" ?_x_string""" ?_x_string', '"""two " quotes "" ?_x_string""" "v"'),
        ("'''?_x_string''' ?_x_string", "'''?_x_string''' \"v\""),
        ("FILTER(!BOUND(?_x_string) || bound( $_x_string ))", "FILTER(!true || true)"),
        ("FILTER(BOUND(?_y_string))", "FILTER(BOUND(?_y_string))"),
        ("FILTER(BOUND # (\n (?_x_string))", "FILTER(true)"),
        ("BOUND ( ?_x_string", 'BOUND ( "v"'),
    ],
)
def test_variables_are_replaced_and_nothing_else(query: str, expected: str) -> None:
    assert bind(query, {"_x_string": ox.Literal("v")}) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_value_never_leaves_its_term(text: str) -> None:
    """What comes back is the very value, even if it looks like SPARQL."""
    query = bind("SELECT ?found { BIND( ?_x_string AS ?found ) }", {"_x_string": ox.Literal(text)})
    rows = ox.Store().query(query)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["found"] for row in rows] == [ox.Literal(text)]


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("https://w3id.org/diplograph/id/state/مصر"),
        ox.Literal("2008-05-01", datatype=XSD_DATE),
        ox.Literal("مصر", language="ar"),
        ox.Literal('"} DROP ALL ; #'),
    ],
)
def test_terms_of_each_kind_come_back(term: ox.NamedNode | ox.Literal) -> None:
    rows = ox.Store().query(bind("SELECT ?found { BIND( ?_t_x AS ?found ) }", {"_t_x": term}))
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["found"] for row in rows] == [term]


def test_parameters_reach_unions_and_subqueries() -> None:
    query = """SELECT ?n { { SELECT ?n { VALUES ?n { 1 2 3 } FILTER ( ?n = ?_n_integer ) } }
               UNION { VALUES ?n { 2 4 } FILTER ( ?n = ?_n_integer ) } }"""
    two = ox.Literal(2)
    rows = ox.Store().query(bind(query, {"_n_integer": two}))
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["n"] for row in rows] == [two, two]


def test_names_of_variables() -> None:
    assert list(variables("SELECT ?a { ?a $b '?c' # ?d\n FILTER BOUND(?e) }")) == ["a", "a", "b", "e"]
