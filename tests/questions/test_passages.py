"""Passages in place of the nodes that a row rests on."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError
from diplograph.questions.passages import passages_of, without_nodes
from diplograph.sparql.answers import Result, Rows
from diplograph.sparql.engine import ask
from helpers import quads

WORLD = """
<id/visit/a> dg:evidence <document/d#char=7,9> , <document/d#char=1,5> .
<id/visit/b> dg:evidence <document/e#char=1,5> .
<id/omission/o> dg:aboutPassage <document/d#char=20,30> .
"""
ID = "https://w3id.org/diplograph/id/"
A, B, NONE = (ox.NamedNode(f"{ID}visit/{name}") for name in ("a", "b", "none"))


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(quads(WORLD))
    return store


def shown(store: ox.Store, rows: Rows, *, hidden: str = "", cited: str = "") -> Rows:
    return without_nodes(rows, hidden.split(), cited.split(), lambda query: ask(store, query))


def test_passages_stand_where_the_nodes_stood(store: ox.Store) -> None:
    name = ox.Literal("Name")
    rows = Rows(("node", "name", "with"), ((A, name, B), (B, name, B), (NONE, name, None)))
    found = shown(store, rows, cited="node with")
    assert found.variables == ("passage", "name")
    assert [row[0].value for row in found.rows if row[0]] == [
        "d#char=1,5 d#char=7,9 e#char=1,5",
        "e#char=1,5",
        "",
    ]


def test_several_nodes_of_a_cell(store: ox.Store) -> None:
    together = ox.Literal(f"{B.value} {A.value}")
    (row,) = shown(store, Rows(("nodes",), ((together,),)), cited="nodes").rows
    assert row == (ox.Literal("d#char=1,5 d#char=7,9 e#char=1,5"),)


def test_columns_for_programs_are_left_out(store: ox.Store) -> None:
    rows = Rows(("from", "name"), ((A, ox.Literal("Name")),))
    assert shown(store, rows, hidden="from") == Rows(("name",), ((ox.Literal("Name"),),))


def test_nodes_that_are_about_a_passage(store: ox.Store) -> None:
    found = passages_of([f"{ID}omission/o"], lambda query: ask(store, query))
    assert found == {f"{ID}omission/o": {"d#char=20,30"}}


def test_nodes_are_asked_for_in_batches(store: ox.Store) -> None:
    asked: list[str] = []

    def counted(query: str) -> Result:
        asked.append(query)
        return ask(store, query)

    nodes = [f"{ID}visit/{number}" for number in range(900)]
    assert passages_of([*nodes, A.value], counted) == {A.value: {"d#char=1,5", "d#char=7,9"}}
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("cell", "message"),
    [("Visit of 1996", "must hold nodes, not '1996'"), ("urn:x> } #", "must hold nodes")],
)
def test_text_is_no_node(cell: str, message: str, store: ox.Store) -> None:
    with pytest.raises(QueryError, match=message):
        shown(store, Rows(("nodes",), ((ox.Literal(cell),),)), cited="nodes")


def test_named_column_must_be_there(store: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"no column \?visit"):
        shown(store, Rows(("node",), ()), cited="visit")
