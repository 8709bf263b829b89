"""The limits of a query: nothing that would crash the engine reaches it, nor what reaches out."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError, RuleError, ShapesError
from diplograph.shacl.data import LocalData
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.reading import read_shapes
from diplograph.snapshot.inference import Rule, infer
from diplograph.sparql.answers import Rows
from diplograph.sparql.endpoint import Endpoint
from diplograph.sparql.engine import ask
from diplograph.sparql.limits import check_limits
from diplograph.sparql.reading import read_query

N = 20_000
BOMBS = {
    "brackets": "BIND(" + "(" * N + "1" + ")" * N + " AS ?x)",
    "braces": "{" * N + "}" * N,
    "blank nodes": "?s ?p " + "[ <urn:p> " * N + "1" + "]" * N,
    "collections": "?s ?p " + "(" * N + "1" + ")" * N,
    "unions": "{}" + " UNION {}" * N,
    "nots": "FILTER(" + "!" * N + "true)",
    "path nots": "?s " + "!" * N + "<urn:p> ?o",
    "sequence": "?s <urn:p>" + "/<urn:p>" * N + " ?o",
    "alternatives": "?s <urn:p>" + "|<urn:p>" * N + " ?o",
    "path brackets": "?s " + "(" * N + "<urn:p>" + ")*" * N + " ?o",
    "subselects": "{ SELECT * WHERE " * N + "{}" + "}" * N,
    "sum": "BIND(1" + "+1" * N + " AS ?x)",
    "or": "FILTER(?a" + "||?a" * N + ")",
    "a sum in a list": "FILTER(1 IN (1" + "+1" * N + "))",
    "optionals": "OPTIONAL { ?s ?p ?o }" * N,
    "exists": "FILTER " + "EXISTS { FILTER " * N + "(true)" + "}" * N,
    "functions": "BIND(" + "IF(1,1," * N + "1" + ")" * N + " AS ?x)",
    "binds": " ".join(f"BIND(1 AS ?x{number})" for number in range(N)),
    "patterns": "?s ?p ?o ." * N,
    "objects": "?s ?p 1" + ",1" * N,
    "triple terms": "?s ?p " + "<<( <urn:a> <urn:a> " * N + "1" + ")>>" * N,
    "values": "VALUES ?x {" + " 1" * 1_000_000 + "}",
    "literal": "BIND('" + "a" * 17_000_000 + "' AS ?x)",
}
bombs = pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS.keys())


@bombs
def test_a_query_that_an_engine_cannot_take_is_refused(body: str) -> None:
    query = f"SELECT *\n{{ {body} }}"
    for door in (
        lambda: ask(ox.Store(), query, path=Path("q.rq")),
        lambda: Endpoint("http://localhost:1/", base="urn:x:").ask(query, path=Path("q.rq")),
    ):
        with pytest.raises(QueryError, match=r"^q.rq(:2)?: the query (is nested|has) more than") as caught:
            door()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["braces", "path nots", "sum", "subselects"])
def test_the_reader_refuses_the_same(name: str) -> None:
    with pytest.raises(QueryError):
        read_query(f"SELECT * {{ {BOMBS[name]} }}")


@pytest.mark.parametrize("name", ["braces", "path nots", "sum", "subselects"])
def test_a_rule_is_refused_with_its_file_and_line(name: str) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE\n{{ {BOMBS[name]} }}"
    with pytest.raises(RuleError, match=r"^rules/r.rq:2: the query"):
        infer([], [Rule("r", Path("rules/r.rq"), query, 1)])


@pytest.mark.parametrize("name", ["braces", "path nots", "sum", "subselects"])
def test_the_query_of_a_shape_is_refused_with_its_line(name: str) -> None:
    text = f"""PREFIX sh: <http://www.w3.org/ns/shacl#>
<urn:x:S> sh:targetNode <urn:x:a> ; sh:sparql [
    sh:select "SELECT $this {{ {BOMBS[name]} }}" ] ."""
    with pytest.raises(ShapesError, match=r"^shapes:3: the query"):
        read_shapes(ShapesGraph.from_text(text))


@pytest.mark.parametrize("name", ["braces", "binds", "sum"])
def test_what_shapes_are_compiled_to_has_limits(name: str) -> None:
    with pytest.raises(ShapesError, match="too large to be checked"):
        LocalData([]).ask(f"SELECT * WHERE {{ {BOMBS[name]} }}")


def test_what_people_write_is_not_refused() -> None:
    rows = " ".join(f"( {number} 'x'@en )" for number in range(20_000))
    check_limits(f"SELECT * {{ VALUES (?x ?y) {{ {rows} }} FILTER(?x IN ({', '.join(['1'] * 20_000)})) }}")
    check_limits(f"SELECT * {{ {'OPTIONAL { ?s ?p ?o } ' * 400} }}")


def test_lists_of_values_end_where_they_end() -> None:
    with pytest.raises(SyntaxError, match="5,000 words"):
        check_limits("SELECT * { VALUES ?x { 1 } FILTER(?x IN (1, 2)) " + "?s ?p ?o . " * 2000 + "}")


def test_service_is_refused_where_it_is_not_allowed() -> None:
    query = "SELECT * {\n SERVICE <http://localhost:1/> { ?s ?p ?o } }"
    with pytest.raises(QueryError, match=r"^q.rq:2: SERVICE would ask another host"):
        ask(ox.Store(), query, path=Path("q.rq"))
    with pytest.raises(QueryError, match="cannot be run"):  # it is tried
        ask(ox.Store(), query, allow_service=True)
    with pytest.raises(RuleError, match=r"^r.rq:2: SERVICE"):
        infer([], [Rule("r", Path("r.rq"), query.replace("SELECT *", "CONSTRUCT WHERE"), 1)])
    assert ask(ox.Store(), "SELECT ('SERVICE' AS ?service) {} # SERVICE") == Rows(
        ("service",), ((ox.Literal("SERVICE"),),)
    )


def test_from_chooses_the_graphs_that_a_query_reads() -> None:
    one, two = (ox.NamedNode(f"urn:x:{name}") for name in ("one", "two"))
    store = ox.Store()
    store.extend(ox.Quad(graph, graph, graph, graph) for graph in (one, two))

    def found(query: str) -> list[str]:
        rows = ask(store, query)
        assert isinstance(rows, Rows)
        return sorted(term.value for (term,) in rows.rows if isinstance(term, ox.NamedNode))

    assert found("SELECT ?s { ?s ?p ?o }") == ["urn:x:one", "urn:x:two"]
    assert found("SELECT ?s FROM <urn:x:one> { ?s ?p ?o }") == ["urn:x:one"]
    assert found("SELECT ?s FROM <urn:x:one> FROM <urn:x:two> { ?s ?p ?o }") == ["urn:x:one", "urn:x:two"]
    assert found("SELECT ?s FROM NAMED <urn:x:two> { GRAPH ?g { ?s ?p ?o } }") == ["urn:x:two"]
    assert found("SELECT ?s FROM NAMED <urn:x:two> { ?s ?p ?o }") == []
    with pytest.raises(RuleError, match="FROM is not allowed"):
        infer([], [Rule("r", Path("r.rq"), "CONSTRUCT { ?s ?p ?o } FROM <urn:x:a> { ?s ?p ?o }", 1)])


@pytest.mark.parametrize("update", ["LOAD <http://localhost:1/>", "INSERT DATA { <urn:a> <urn:a> <urn:a> }"])
def test_an_update_is_refused(update: str) -> None:
    with pytest.raises(QueryError, match="is not SPARQL"):
        ask(ox.Store(), update)
