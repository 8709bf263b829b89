"""`diplograph.open`: the same questions at hand and at an endpoint."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import diplograph
from diplograph.base.errors import QueryError
from diplograph.base.messages import Message
from diplograph.questions.graph import Graph, NameTaken
from diplograph.sources.project import Project
from servers import oxigraph


@pytest.fixture(scope="module", params=["local", "endpoint"])
def graph(
    request: pytest.FixtureRequest, built: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Graph]:
    if request.param == "local":
        yield diplograph.open(built)
        return
    with oxigraph(tmp_path_factory.mktemp("server"), built.graph_file) as server:
        yield diplograph.open(built, endpoint=server.query)


def test_rows_are_typed(graph: Graph) -> None:
    visits = graph.query("visits-between", a="Egypt", b="كازاخستان")
    assert len(visits) == 16
    assert next(iter(visits)).date == "1993"
    row = next(iter(graph.query("figures-compared", earlier=2005, later=2007)))
    assert (row.beforeValue, row.difference) == (8100000, 67900000)
    [bounds] = graph.sparql(
        "SELECT ?from { <https://w3id.org/diplograph/id/visit/nazarbayev-to-egypt-1993> dg:earliest ?from }"
    )
    assert bounds[0] == datetime.date(1993, 1, 1)
    [tenth] = graph.sparql("SELECT (0.10 AS ?n) {}")
    assert tenth.n == Decimal("0.1")


def test_relative_iris_are_those_of_the_project(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text("SELECT ?alpha3 { <id/record/iso-3166-1-egypt> dg:isoAlpha3 ?alpha3 }", encoding="utf-8")
    assert graph.select(str(file), "alpha3") == [("EGY",)]
    assert not graph.sparql("BASE <http://example.org/> ASK { <id/record/iso-3166-1-egypt> ?p ?o }")


def test_what_a_name_was_taken_for_is_a_warning(built: Project) -> None:
    graph = diplograph.open(built, language="ar")
    with pytest.warns(NameTaken, match="فُهم «Zakzouk» على أنه «حمدي زقزوق» .*leader/hamdi-zakzouk") as caught:
        assert graph.query("did-visit", person="Zakzouk")
    assert len(caught) == 1
    told: list[Message] = []
    quiet = Graph(built, tell=told.append)
    assert quiet.node("Baikonur").value.endswith("/place/baikonur")
    assert [message.values["text"] for message in told] == ["Baikonur"]


def test_days_and_reserved_names(graph: Graph) -> None:
    day = datetime.date(2006, 11, 7)
    found = graph.query("visits-in-period", from_=day, to=day)
    assert {row.certainty for row in found} == {"certainly", "possibly"}


def test_frames_networks_and_rdflib(graph: Graph) -> None:
    counted = graph.query("who-visits-whom")
    assert counted.to_pandas()["visits"].sum() == 16
    assert counted.to_networkx()["Egypt"]["Kazakhstan"][0]["visits"] == 11
    assert len(graph.query("network").to_rdflib()) == len(graph.query("network"))
    assert graph.query("did-visit", person="Mubarak", state="Kazakhstan")


def test_programs_read_what_people_are_not_shown(graph: Graph) -> None:
    state = "https://w3id.org/diplograph/id/state/"
    assert graph.select("who-visits-whom", "to", "visits", "visiting") == [
        (f"{state}kazakhstan", 11, "Egypt"),
        (f"{state}egypt", 5, "Kazakhstan"),
    ]
    assert ("Egypt", f"{state}egypt", "EGY") in graph.select("states", "state", "node", "alpha3")
    assert graph.query("who-visits-whom").columns == ("visiting", "host", "visits")
    with pytest.raises(QueryError, match=r"the query has no column \?code, which is needed here"):
        graph.select("states", "node", "code")
    with pytest.raises(QueryError, match=r"the query has no column \?node"):
        graph.select("did-visit", "node")


def test_evidence_is_the_same(graph: Graph) -> None:
    [gone] = [row for row in graph.query("visits", evidence=True) if row.date == "2006-11-07/2006-11-08"]
    assert "egypt-kazakhstan-relations#char=1210,1278" in gone.evidence.split()


def test_unknown_names(graph: Graph) -> None:
    with pytest.raises(QueryError, match="no query is named 'visit'; did you mean visits"):
        graph.query("visit")
    with pytest.raises(QueryError, match=r"nothing \(dg:State\) is called 'Freedonia'"):
        graph.query("visits", host="Freedonia")
    with pytest.raises(QueryError, match="has no parameter"):
        graph.query("visits", hots="Egypt")


def test_rules_and_names_are_looked_up_at_hand_only(built: Project) -> None:
    away = diplograph.open(built, endpoint="http://127.0.0.1:1/")
    with pytest.raises(QueryError, match="only a local graph"):
        away.explain("leader/mubarak")
    with pytest.raises(QueryError, match="only a local graph"):
        away.search("Mubarak")


def test_search_and_explain(built: Project) -> None:
    graph = diplograph.open(built, language="ar")
    assert graph.search("الماتي", types=["dg:Place"])[0].label == "ألماتي"
    [why] = graph.explain("مبارك", "dg:visited", "كازاخستان")
    assert why.rule == "visited"
    assert graph.questions["visits"].theme == "visits"
    with pytest.raises(QueryError, match="does not say so"):
        graph.explain("مبارك", "dg:visited", "مصر")


def test_folder_of_a_project(tmp_path: Path) -> None:
    with pytest.raises(diplograph.DiplographError):
        diplograph.open(tmp_path / "none")


@pytest.mark.slow
def test_entities_are_found_though_nothing_was_asked_before(built: Project, tmp_path: Path) -> None:
    """The query that looks for a node need not mention a term of the vocabulary."""
    with oxigraph(tmp_path / "server", built.graph_file) as server:
        for node in ("state/egypt", "Egypt"):
            graph = diplograph.open(built, endpoint=server.query)
            assert len(graph.query("about", node=node)) > 50
