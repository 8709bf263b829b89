"""The passages behind the rows of an answer."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE
from diplograph.questions.graph import Graph
from diplograph.questions.provenance import with_passages
from diplograph.sources.project import Project
from diplograph.sparql.answers import Rows
from diplograph.sparql.engine import ask
from helpers import quads

WORLD = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en ; dg:capital <id/place/c> ; dg:evidence <document/d#char=0,9> .
<id/claim/c> rdf:subject <id/state/f> ; rdf:predicate dg:capital ; rdf:object <id/place/c> ; dg:evidence <document/d#char=90,95> .
<id/claim/old> rdf:subject <id/state/f> ; rdf:predicate dg:capital ; rdf:object <id/place/c> ; dg:rank dg:deprecated ;
    dg:evidence <document/d#char=70,75> .
<id/visit/a> a dg:Visit ; dg:hostState <id/state/f> ; dg:date "1996" ; dg:evidence <document/d#char=10,20> , <document/d#char=7,9> .
<id/visit/b> a dg:Visit ; dg:hostState <id/state/f> ; dg:evidence <document/d#char=30,40> .
"""


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.extend(quads(WORLD))
    return store


def passages(store: ox.Store, query: str) -> list[str]:
    rows = ask(store, query)
    assert isinstance(rows, Rows)
    added = with_passages(rows, query, lambda text: ask(store, text))
    assert added.variables == (*rows.variables, "evidence")
    assert [row[:-1] for row in added.rows] == list(rows.rows)
    return [row[-1].value for row in added.rows]  # type: ignore[union-attr]


def test_each_row_has_the_passages_of_its_own_facts(store: ox.Store) -> None:
    assert passages(store, "SELECT ?v { ?v a dg:Visit ; dg:hostState ?s } ORDER BY ?v") == [
        "d#char=7,9 d#char=10,20",
        "d#char=30,40",
    ]


def test_counted_row_has_the_passages_of_all_that_is_counted(store: ox.Store) -> None:
    query = "SELECT ?s (COUNT(?v) AS ?n) { ?v dg:hostState ?s } GROUP BY ?s"
    assert passages(store, query) == ["d#char=7,9 d#char=10,20 d#char=30,40"]


def test_claim_goes_before_what_its_subject_cites_and_deprecated_ones_are_left_out(store: ox.Store) -> None:
    assert passages(store, "SELECT ?c { ?s dg:capital ?c }") == ["d#char=90,95"]


def test_part_that_did_not_match_adds_nothing(store: ox.Store) -> None:
    query = "SELECT ?v { ?v dg:hostState ?s OPTIONAL { ?v dg:date ?d . ?s dg:capital ?c } } ORDER BY ?v"
    assert passages(store, query) == ["d#char=7,9 d#char=10,20 d#char=90,95", "d#char=30,40"]


def test_names_alone_rest_on_what_names_them(store: ox.Store) -> None:
    assert passages(store, "SELECT ?l { ?s a dg:State ; rdfs:label ?l }") == ["d#char=0,9"]


def test_query_with_such_a_column_is_refused(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="a column"):
        passages(store, "SELECT ?evidence { ?s dg:evidence ?evidence }")


@pytest.mark.parametrize(
    "name", ["visits", "trade", "treaties", "recognitions", "source-issues", "omissions", "timeline"]
)
def test_passages_that_a_question_gives_itself_are_among_them(name: str, built: Project) -> None:
    answer = Graph(built).query(name, evidence=True)
    assert len(answer) > 0
    for row in answer:
        assert row.passage.split()
        assert set(row.passage.split()) <= set(row.evidence.split())


def test_base_is_left_out(store: ox.Store) -> None:
    assert not any(BASE in shown for shown in passages(store, "SELECT ?v { ?v dg:hostState ?s }"))


def test_variable_that_is_not_projected_is_no_key(store: ox.Store) -> None:
    query = "SELECT * { ?s dg:capital ?c FILTER NOT EXISTS { ?s dg:follows ?other } }"
    assert passages(store, query) == ["d#char=90,95"]


def test_blank_node_of_a_query_stands_for_what_it_matches(store: ox.Store) -> None:
    query = "SELECT ?d { [ dg:date ?d ; dg:hostState [ dg:capital ?c ] ] } # }"
    assert passages(store, query) == ["d#char=7,9 d#char=10,20 d#char=90,95"]


def test_query_nested_too_deep_is_one_error(store: ox.Store) -> None:
    query = f"SELECT ?s {{ {'{' * 20_000} ?s ?p ?o {'}' * 20_000} }}"
    with pytest.raises(QueryError, match="deep"):
        with_passages(Rows(("s",), ()), query, lambda text: ask(store, text))
