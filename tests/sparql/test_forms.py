"""What is told of a query from its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.base.names import PREFIXES
from diplograph.sparql.forms import form_of_query, is_ordered, paged, with_base, with_prefixes


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("select * { ?s ?p ?o }", "SELECT"),
        ("# DELETE\nBASE <http://e/#x> PREFIX select: <http://e/> ASK { }", "ASK"),
        ("#+ summary: LOAD and CREATE\nSELECT ?x { ?x a select:y }", "SELECT"),
        ("DESCRIBE <http://e/>", "DESCRIBE"),
        ("PREFIX a: <http://e/> INSERT { ?s a a:b } WHERE { SELECT ?s { ?s ?p ?o } }", None),
        ("WITH <http://e/> DELETE { } WHERE { }", None),
        ("{ SELECT * { } }", None),
        ("?select", None),
        ('"SELECT"', None),
        ("", None),
    ],
)
def test_form(query: str, form: str | None) -> None:
    assert form_of_query(query) == form


@pytest.mark.parametrize(
    ("query", "declared"),
    [
        ("ASK { <id/a> ?p ?o }", True),
        ("ASK { ?s ?p <#a> }", True),
        ("PREFIX e: <id/> ASK { e:a ?p ?o }", True),
        ("# <id/a>\nASK { <urn:x> ?p '<id/a>' FILTER(?a < 3 && 4 > ?b) }", False),
        ("PREFIX base: <urn:b> ASK { <id/a> base:p ?base }", True),
        ("base <urn:b> ASK { <id/a> ?p ?o }", False),
    ],
)
def test_the_base_of_relative_iris(query: str, declared: bool) -> None:
    assert with_base(query, "http://e/") == ("BASE <http://e/> " if declared else "") + query


def test_prefixes_that_are_used_and_not_declared() -> None:
    query = (
        'PREFIX rdfs: <http://e/>\nSELECT * { ?s a dg:Visit ; rdfs:label "skos:x" . # owl:y\n ?s <xsd:z> ?o }'
    )
    assert with_prefixes(query) == f"PREFIX dg: <{PREFIXES['dg']}> {query}"
    assert with_prefixes(with_prefixes(query)) == with_prefixes(query)
    assert with_prefixes("ASK { ?s ?p ?o }") == "ASK { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("query", "ordered"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT * { ?s ?p ?o } order\nby ?s LIMIT 3", True),
        ("SELECT * { { SELECT * { ?s ?p ?o } ORDER BY ?s } }", False),
        ('SELECT * { ?s ?p "ORDER BY" } # ORDER BY', False),
        ("SELECT ?order { ?order ?by ?o }", False),
    ],
)
def test_order(query: str, ordered: bool) -> None:
    assert is_ordered(query) is ordered


def test_limit_of_the_query_is_kept() -> None:
    query = "PREFIX a: <http://e/> SELECT ?s { ?s a a:b } ORDER BY ?s LIMIT 7"
    assert paged(query, 5, 5) == (
        "PREFIX a: <http://e/> SELECT * { { SELECT ?s { ?s a a:b } ORDER BY ?s LIMIT 7\n} } LIMIT 5 OFFSET 5"
    )


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    form_of_query(text)
    is_ordered(text)
    assert with_prefixes(text).endswith(text)
