"""Every question of the library: described in both languages, standard SPARQL, and rightly answered.

The rows in ``expected/`` were read against the document. Entities are written ``visit/…``, terms ``dg:…``,
passages ``SLUG#char=START,END``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from diplograph.building.build import assemble
from diplograph.building.inference import load_rules
from diplograph.building.sources import find_sources
from diplograph.names import BASE, DG, PREFIXES, RDF
from diplograph.project import Project, load
from diplograph.querying.answers import Result, Rows
from diplograph.querying.engine import ask
from diplograph.querying.library import load_library
from helpers import ROOT, make_project

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.yaml"))
LIBRARY = load_library(load(ROOT))
SAMPLES = {
    "iri": "state/egypt",
    "string": "en",
    "integer": "7",
    "decimal": "1.5",
    "boolean": "true",
    "date": "2008-05-10",
}


def answer(store: ox.Store, name: str, language: str = "en", **settings: str) -> Result:
    settings = {key.rstrip("_"): value for key, value in settings.items()}
    return ask(store, LIBRARY[name].bind(settings, language=language, base=BASE), name=name)


def in_short(term: Any) -> str:
    if term is None:
        return ""
    for start, shown in ((BASE + "id/", ""), (BASE + "document/", ""), (DG, "dg:"), (RDF, "rdf:")):
        if term.value.startswith(start):
            return shown + str(term.value).removeprefix(start)
    return str(term.value)


def rows(store: ox.Store, name: str, language: str = "en", **settings: str) -> list[list[str]]:
    result = answer(store, name, language, **settings)
    assert isinstance(result, Rows)
    return [[in_short(term) for term in row] for row in result.rows]


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case.stem)
def test_expected_rows(case: Path, built_store: ox.Store) -> None:
    expected = yaml.safe_load(case.read_text(encoding="utf-8"))
    result = answer(built_store, expected["query"], expected["language"], **expected.get("settings", {}))
    assert isinstance(result, Rows)
    assert list(result.variables) == expected["columns"]
    assert [[in_short(term) for term in row] for row in result.rows] == expected["rows"]


def test_every_question_with_rows_has_expected_ones() -> None:
    asked = {yaml.safe_load(case.read_text(encoding="utf-8"))["query"] for case in EXPECTED}
    assert LIBRARY.keys() - asked == {"did-visit", "network", "subgraph-of"}  # these have tests of their own


@pytest.mark.parametrize("name", LIBRARY)
def test_described_in_both_languages(name: str) -> None:
    query = LIBRARY[name]
    texts = [query.summary, query.description, *(parameter.description for parameter in query.parameters)]
    for text in texts:
        assert text["en"]
        assert re.search("[\u0621-\u064a]", text["ar"]), text
    assert query.tags
    assert not query.summary["en"].endswith(".")


@pytest.mark.parametrize("name", LIBRARY)
def test_standard_sparql_with_a_heading_for_every_column(name: str) -> None:
    from rdflib.plugins.sparql import prepareQuery

    query = LIBRARY[name]
    given = {p.name: SAMPLES[p.type] for p in query.parameters}
    for settings in ({}, given):
        text = query.bind(settings, language="en", base=BASE)
        prepared = prepareQuery(text)  # rdflib reads SPARQL 1.1 and knows no prefix that is not declared
        result = ox.Store().query(text)
    assert "function#" not in query.text
    if isinstance(result, ox.QuerySolutions):
        projected = {variable.value for variable in result.variables}
        assert {str(variable) for variable in prepared.algebra.PV} == projected
        for language in ("en", "ar"):
            assert query.columns[language].keys() == projected


@pytest.mark.parametrize("name", LIBRARY)
def test_same_rows_each_time(name: str, built: Project, built_store: ox.Store) -> None:
    """The order is told by the query, not by the order in which the store happened to load."""
    lines = built.graph_file.read_bytes().splitlines(keepends=True)
    reversed_store = ox.Store()
    reversed_store.load(b"".join(reversed(lines)), format=ox.RdfFormat.N_QUADS)
    first, second = answer(built_store, name), answer(reversed_store, name)
    if isinstance(first, tuple) and isinstance(second, tuple):
        assert set(first) == set(second)
    else:
        assert first == second


class TestWhatMustNotBeAnswered:
    """Soundness: the graph says no more than the document."""

    def test_month_of_the_forum_is_not_the_date_of_the_visit(self, built_store: ox.Store) -> None:
        (visit,) = [row for row in rows(built_store, "visits") if row[0] == "Nazarbayev in Egypt, 2008"]
        assert visit[3] == "2008"

    def test_election_has_no_date(self, built_store: ox.Store) -> None:
        election = "Nursultan Nazarbayev is elected first President of Kazakhstan"
        assert election in [row[0] for row in rows(built_store, "undated-events")]
        assert election not in [row[1] for row in rows(built_store, "timeline")]

    def test_nobody_is_filled_in_for_the_unnamed_minister(self, built_store: ox.Store) -> None:
        visits = rows(built_store, "visits-by-person", person="leader/hamdi-zakzouk")
        assert {row[4] for row in visits} == {"2006"}

    def test_egypt_is_not_said_to_own_the_delegation_of_the_joint_council(
        self, built_store: ox.Store
    ) -> None:
        visits = rows(built_store, "visits", visiting="state/egypt")
        assert not [row for row in visits if "Business Council" in row[0]]

    def test_idea_is_no_founding(self, built_store: ox.Store) -> None:
        kinds = {
            q.object.value for q in built_store.quads_for_pattern(None, ox.NamedNode(DG + "eventKind"), None)
        }
        assert not [kind for kind in kinds if "ounding" in kind]

    def test_possibly_is_not_certainly(self, built_store: ox.Store) -> None:
        found = rows(built_store, "visits-in-period", from_="2008-05-01", to="2008-05-31")
        assert {row[2] for row in found} == {"possibly"}

    def test_dollar_is_of_no_country(self, built_store: ox.Store) -> None:
        assert {row[3] for row in rows(built_store, "trade")} == {"dollar, country not stated"}

    def test_former_president_was_president_on_his_visit(self, built_store: ox.Store) -> None:
        (visit,) = rows(built_store, "visits-by-person", person="leader/mubarak")
        assert visit[2] == "President of Egypt"

    def test_state_without_figures_has_no_trade(self, built_store: ox.Store) -> None:
        assert rows(built_store, "trade", state="state/soviet-union") == []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"person": "leader/mubarak", "state": "state/kazakhstan"}, True),
        ({"person": "leader/mubarak", "state": "state/egypt"}, False),
        ({"person": "leader/fayza-abul-naga"}, False),
        ({"state": "state/egypt"}, True),
    ],
)
def test_did_visit(settings: dict[str, str], expected: bool, built_store: ox.Store) -> None:
    assert answer(built_store, "did-visit", **settings) is expected


def test_network_joins_states_and_people(built_store: ox.Store) -> None:
    triples = answer(built_store, "network")
    assert isinstance(triples, tuple)
    joined = {(in_short(t.subject), in_short(t.predicate), in_short(t.object)) for t in triples}
    assert ("leader/mubarak", "dg:visited", "state/kazakhstan") in joined
    assert ("state/kazakhstan", "dg:sentVisitTo", "state/egypt") in joined
    assert ("state/egypt", "dg:signed", "treaty/running-of-nur-mubarak-university") in joined
    assert not [t for t in joined if t[:2] == ("leader/fayza-abul-naga", "dg:visited")]


def test_subgraph_holds_what_is_said_and_what_is_inferred(built_store: ox.Store) -> None:
    triples = answer(built_store, "subgraph-of", node="award/collar-of-the-nile-to-nazarbayev")
    assert isinstance(triples, tuple)
    said = {(in_short(t.predicate), in_short(t.object)) for t in triples}
    assert ("dg:awarder", "leader/mubarak") in said
    assert ("dg:latest", "2008-12-31") in said
    assert answer(built_store, "subgraph-of") == ()


WORLD = """
<id/state/r> a dg:State ; rdfs:label "Ruritania"@en .
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en .
<id/leader/rudolf> a dg:Leader ; rdfs:label "Rudolf"@en .
<id/office/king> a dg:Office ; rdfs:label "King"@en ; dg:ofState <id/state/r> .
<id/tenure/t> a dg:Tenure ; dg:holder <id/leader/rudolf> ; dg:office <id/office/king> ;
    dg:start "1994"^^edtf:EDTF ; dg:end "1998-03"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/open> a dg:Visit ; rdfs:label "Open"@en ; dg:visitor <id/leader/rudolf> ; dg:hostState <id/state/f> ;
    dg:date "1997/.."^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/exact> a dg:Visit ; rdfs:label "Exact"@en ; dg:hostState <id/state/f> ; dg:visitingState <id/state/r> ;
    dg:date "1996-05-03"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/winter> a dg:Visit ; rdfs:label "Winter"@en ; dg:hostState <id/state/r> ; dg:visitingState <id/state/f> ;
    dg:date "1996-24"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/undated> a dg:Visit ; rdfs:label "Undated"@en ; dg:hostState <id/state/f> ; dg:evidence <document/d#char=1,5> .
<id/treaty/x> a dg:Treaty ; rdfs:label "Treaty"@en ; dg:party <id/state/r> , <id/state/f> ; dg:action <id/a/1> , <id/a/2> .
<id/a/1> a dg:TreatyAction ; dg:actionKind dg:signature ; dg:party <id/state/r> ; dg:date "1996"^^edtf:EDTF ;
    dg:evidence <document/d#char=1,5> .
<id/a/2> a dg:TreatyAction ; dg:actionKind dg:ratification ; dg:party <id/state/f> ; dg:evidence <document/d#char=1,5> .
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    project = make_project(tmp_path_factory.mktemp("world") / "p", world=WORLD)
    graph = assemble(project, find_sources(project), load_rules(project.ontology / "rules"))
    store = ox.Store()
    store.extend(graph.quads)
    return store


class TestInventedWorld:
    """The general questions on what the first document lacks."""

    @pytest.mark.parametrize(
        ("day", "certainty"),
        [
            ("1993-12-31", None),
            ("1994-06-01", "possibly"),
            ("1994-12-31", "certainly"),
            ("1998-03-01", "certainly"),
            ("1998-03-31", "possibly"),
            ("1998-04-01", None),
        ],
    )
    def test_office_at_date(self, day: str, certainty: str | None, world: ox.Store) -> None:
        found = rows(world, "office-at-date", person="leader/rudolf", day=day)
        assert [row[2] for row in found] == ([certainty] if certainty else [])

    @pytest.mark.parametrize(
        ("settings", "expected"),
        [
            ({"from_": "1996-01-01", "to": "1996-12-31"}, {"Exact": "certainly", "Winter": "possibly"}),
            ({"from_": "1997-01-01", "to": "1997-12-31"}, {"Winter": "possibly", "Open": "possibly"}),
            ({"from_": "1997-01-01"}, {"Winter": "possibly", "Open": "certainly"}),
            ({"to": "1996-05-03"}, {"Exact": "certainly"}),
            ({}, {"Exact": "certainly", "Winter": "certainly", "Open": "certainly"}),
            ({"from_": "2050-01-01", "to": "2050-12-31"}, {"Open": "possibly"}),
        ],
    )
    def test_visits_in_period(
        self, settings: dict[str, str], expected: dict[str, str], world: ox.Store
    ) -> None:
        assert {row[0]: row[2] for row in rows(world, "visits-in-period", **settings)} == expected

    def test_visit_over_new_year_counts_in_no_year(self, world: ox.Store) -> None:
        assert rows(world, "visits-by-year") == [["1996", "Ruritania", "Freedonia", "1"]]
        assert rows(world, "dyad-year") == [["Freedonia", "Ruritania", "1996", "0", "1"]]

    def test_each_action_on_a_treaty_is_a_row(self, world: ox.Store) -> None:
        assert [row[1:4] for row in rows(world, "treaties")] == [
            ["ratification", "Freedonia", ""],
            ["signature", "Ruritania", "1996"],
        ]
        assert rows(world, "signatures") == [["Ruritania", "Treaty"]]  # Freedonia ratified and did not sign

    def test_what_happened_on_a_day(self, world: ox.Store) -> None:
        assert [row[::2] for row in rows(world, "what-happened-on", day="1996-05-03")] == [
            ["Exact", "certainly"]
        ]


def test_prefixes_of_the_library_are_those_of_the_project() -> None:
    for query in LIBRARY.values():
        for prefix, iri in re.findall(r"^PREFIX (\w+): +<([^>]+)>$", query.text, re.MULTILINE):
            assert PREFIXES[prefix] == iri
