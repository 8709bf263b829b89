"""Every question of the library: described in both languages, standard SPARQL, and rightly answered.

The rows in ``expected/`` were read against the document. Entities are written ``visit/…``, terms ``dg:…``,
passages ``SLUG#char=START,END``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE, PREFIXES
from diplograph.questions.headings import load_headings
from diplograph.questions.library import load_query
from diplograph.sources.project import Project
from diplograph.sparql.answers import Rows
from diplograph.sparql.binding import variables
from helpers import ROOT
from queries.asking import LIBRARY, answer, in_short

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.yaml"))
SAMPLES = {
    "people": "false",
    "about": "state/kazakhstan",
    "a": "event/transfer-of-the-capital",
    "b": "event/adoption-of-the-constitution",
    "earlier": "2005",
    "indicator": "dg:bilateralTrade",
    "later": "2007",
    "visit": "visit/nazarbayev-to-egypt-1993",
    "day": "2006-11-08",
    "document": "document/egypt-kazakhstan-relations",
    "end": "1700",
    "entity": "institution/nur-mubarak-university",
    "from": "2006-06-01",
    "host": "state/kazakhstan",
    "institution": "institution/nur-mubarak-university",
    "kind": "dg:ministerialVisit",
    "lang": "ar",
    "node": "visit/tantawi-2006-congress",
    "office": "office/minister-of-awqaf-of-egypt",
    "other": "state/kazakhstan",
    "period": "2006-11",
    "person": "leader/hamdi-zakzouk",
    "place": "place/almaty",
    "start": "1600",
    "state": "state/egypt",
    "to": "2007-03-12",
    "visiting": "state/egypt",
}
ANSWERED_IN_TRIPLES_OR_BY_YES = {"did-visit", "network", "subgraph-of"}  # each has a test of its own
SLOW_OR_NOT_STANDARD = r"\bEXISTS\b|\bMINUS\b|\bSERVICE\b|function#"


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case.stem)
def test_expected_rows(case: Path, built_store: ox.Store) -> None:
    expected = yaml.safe_load(case.read_text(encoding="utf-8"))
    assert case.stem.split(".")[0] == expected["query"]
    result = answer(built_store, expected["query"], expected["language"], **expected.get("settings", {}))
    assert isinstance(result, Rows)
    assert list(result.variables) == expected["columns"]
    assert [[in_short(term) for term in row] for row in result.rows] == expected["rows"]


def test_every_question_with_rows_has_expected_ones() -> None:
    asked = {yaml.safe_load(case.read_text(encoding="utf-8"))["query"] for case in EXPECTED}
    assert LIBRARY.keys() - asked == ANSWERED_IN_TRIPLES_OR_BY_YES


@pytest.mark.parametrize("name", LIBRARY)
def test_described_in_both_languages(name: str) -> None:
    query = LIBRARY[name]
    texts = [query.summary, query.description, *(parameter.description for parameter in query.parameters)]
    for text in texts:
        assert text["en"]
        assert not re.search("[\u0621-\u064a]", text["en"]), text
        assert re.search("[\u0621-\u064a]", text["ar"]), text
    assert query.tags
    assert not query.summary["en"].endswith(".")


@pytest.mark.parametrize("name", LIBRARY)
def test_labels_come_in_the_language_of_the_reader(name: str) -> None:
    query = LIBRARY[name]
    as_it_stands = {"subgraph-of", "missing-labels"}  # a node with the labels that it has
    if "rdfs:label" in query.text and name not in as_it_stands:
        lang = query.parameters[-1]
        assert lang.name == "lang"
        assert (lang.type, lang.default) == ("string", "en")


@pytest.mark.parametrize("name", LIBRARY)
def test_standard_sparql_with_a_heading_for_every_column(name: str, built_store: ox.Store) -> None:
    from rdflib.plugins.sparql import prepareQuery

    query = LIBRARY[name]
    given = {parameter.name: SAMPLES[parameter.name] for parameter in query.parameters}
    text = query.bind(given, language="en", base=BASE)
    prepared = prepareQuery(text)  # rdflib reads SPARQL 1.1 and knows no prefix that is not declared
    result = built_store.query(text, use_default_graph_as_union=True)
    if isinstance(result, ox.QuerySolutions):
        list(result)  # an error would show here
        projected = {variable.value for variable in result.variables}
        assert {str(variable) for variable in prepared.algebra.PV} == projected
        programs = {*query.passages, *query.nodes}  # whose columns people do not see
        assert programs <= projected
        for language in ("en", "ar"):
            assert query.columns[language].keys() >= projected - programs | {"passage"}
        assert "ORDER BY" in text
    assert not re.search(SLOW_OR_NOT_STANDARD, query.text)


@pytest.fixture(scope="module")
def reversed_store(built: Project) -> ox.Store:
    """Return the built graph, loaded from its last line to its first."""
    lines = built.graph_file.read_bytes().splitlines(keepends=True)
    store = ox.Store()
    store.load(b"".join(reversed(lines)), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("name", LIBRARY)
def test_same_rows_each_time(name: str, built_store: ox.Store, reversed_store: ox.Store) -> None:
    """The order is told by the query, not by the order in which the store happened to load."""
    required = {p.name: SAMPLES[p.name] for p in LIBRARY[name].parameters if p.required}
    first, second = (answer(store, name, **required) for store in (built_store, reversed_store))
    if isinstance(first, tuple) and isinstance(second, tuple):
        assert set(first) == set(second)
    else:
        assert first == second


@pytest.mark.parametrize(
    "path", sorted((ROOT / "queries" / "programs").iterdir()), ids=lambda path: path.stem
)
def test_query_for_programs_runs_anywhere(path: Path, built_store: ox.Store) -> None:
    """It is standard SPARQL that declares its prefixes, has an order, and is described in both languages."""
    from rdflib.plugins.sparql import prepareQuery

    query = load_query(path)
    given = {"state": "state/egypt", "other": "state/kazakhstan"}
    names = {parameter.name for parameter in query.parameters}
    text = query.bind({k: v for k, v in given.items() if k in names}, language="ar", base=BASE)
    prepareQuery(text)
    assert list(built_store.query(text, use_default_graph_as_union=True))
    assert "ORDER BY" in text
    assert query.summary["ar"] != query.summary["en"]


def test_headings_are_those_of_columns_and_parameters_in_use() -> None:
    """What `headings.yaml` names is used by some query; what a query says itself differs from it."""
    shared = load_headings(ROOT / "queries")
    columns, parameters = {"passage", "evidence"}, set()
    for query in LIBRARY.values():
        columns |= set(variables(query.text))
        parameters |= {parameter.name for parameter in query.parameters}
        own = yaml.safe_load("\n".join(re.findall(r"^#\+ ?(.*)$", query.text, re.MULTILINE)))
        for words in own.get("columns", {}).values():
            for name, word in words.items():
                others = {tag: own["columns"][tag].get(name) for tag in ("en", "ar")}
                assert others != shared.columns.get(name), f"{query.name}: {name} is {word} anyway"
        for parameter in own.get("params", []):
            known = shared.params.get(parameter["name"], {})
            assert all(known.get(key) != value for key, value in parameter.items() if key != "name"), (
                query.name
            )
    assert shared.columns.keys() <= columns
    assert shared.params.keys() <= parameters


def test_prefixes_of_the_library_are_those_of_the_project() -> None:
    for query in LIBRARY.values():
        for prefix, iri in re.findall(r"^PREFIX (\w+): +<([^>]+)>$", query.text, re.MULTILINE):
            assert PREFIXES[prefix] == iri
            assert len(re.findall(rf"(?<![\w?]){prefix}:", query.text)) > 1, (
                f"{query.name} declares {prefix} idly"
            )


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"person": "leader/mubarak", "state": "state/kazakhstan"}, True),
        ({"person": "leader/mubarak", "state": "state/egypt"}, False),
        ({"person": "leader/fayza-abul-naga"}, False),
        ({"state": "state/egypt"}, True),
        ({"state": "state/soviet-union"}, False),
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
    with pytest.raises(QueryError, match="node"):
        answer(built_store, "subgraph-of")  # Virtuoso would answer with the whole graph
