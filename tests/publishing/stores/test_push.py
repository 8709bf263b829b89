"""Pushing to real stores: what they keep, what they write otherwise, what they alter; what is sent again."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError, SourceError
from diplograph.base.names import BASE, EDTF, XSD
from diplograph.publishing.stores.presets import PRESETS, Services
from diplograph.publishing.stores.pull import pull
from diplograph.publishing.stores.push import Options, Outcome, Report, push, read_graphs
from diplograph.publishing.stores.store import Store
from diplograph.rdf.canonical import canonical_lines
from diplograph.sources.project import Project
from publishing.stores.worlds import FACTS, OTHER, P, facts, hold, project_of, store_at, triples
from servers import Server, oxigraph, virtuoso

GEO = "http://www.opengis.net/ont/geosparql#wktLiteral"
TEXTS = {
    "Arabic": ox.Literal("العلاقات المصرية الكازاخية: زيارةٌ، ومعاهدةٌ؛ أهي الأولى؟", language="ar"),
    "direction marks": ox.Literal("\u200fأ\u200e(b)\u202bج\u202c \u2067د\u2069\u061c\u200d"),
    "quotes": ox.Literal("'one' \"two\" '''three''' \"\"\"four\"\"\" \\ \\n \\u0041"),
    "newlines": ox.Literal("line\nline\r\nline\r\ttab\u2028\u0085 end "),
    "controls": ox.Literal("\u0001\u0007\u001f\u007f"),
    "NUL": ox.Literal("a\u0000b"),
    "long": ox.Literal("سلام " * 4_000, language="ar"),
    "empty": ox.Literal(""),
    "beyond the plane": ox.Literal("𐤀𐤁 😀 e\u0301"),
    "like SPARQL": ox.Literal("} ; DROP ALL ; INSERT DATA { <a> %41 # "),
    "region": ox.Literal("مصر", language="ar-EG"),
}
TYPED = {
    "EDTF": ("2006-11-07/2006-11-08", EDTF),
    "EDTF open": ("1991-12/..", EDTF),
    "gYear": ("1993", XSD + "gYear"),
    "gYear BCE": ("-0044", XSD + "gYear"),
    "gYearMonth": ("1993-05", XSD + "gYearMonth"),
    "date": ("1993-05-07", XSD + "date"),
    "date with offset": ("1993-05-07Z", XSD + "date"),
    "dateTime": ("1993-05-07T10:00:00.50Z", XSD + "dateTime"),
    "no such date": ("1999-13-45", XSD + "date"),
    "decimal": ("1.5", XSD + "decimal"),
    "decimal 0s": ("10.500", XSD + "decimal"),
    "decimal small": ("0.0000000001", XSD + "decimal"),
    "integer": ("8100000", XSD + "integer"),
    "integer 0s": ("0042", XSD + "integer"),
    "30 digits": ("123456789012345678901234567890", XSD + "integer"),
    "minus 30 digits": ("-123456789012345678901234567890", XSD + "integer"),
    "int": ("42", XSD + "int"),
    "nonNegativeInteger": ("42", XSD + "nonNegativeInteger"),
    "double": ("1e0", XSD + "double"),
    "boolean": ("true", XSD + "boolean"),
    "boolean 1": ("1", XSD + "boolean"),
    "duration": ("P12M", XSD + "duration"),
    "anyURI": ("http://example.org/a b", XSD + "anyURI"),
    "own type": ("007", "http://example.org/رقم"),
    "point": ("POINT(71.44598 51.1801)", GEO),
}
TERMS = {
    **TEXTS,
    **{name: ox.Literal(text, datatype=ox.NamedNode(type_)) for name, (text, type_) in TYPED.items()},
    "Arabic IRI": ox.NamedNode("http://example.org/دولة/مصر?س=1&b=%20#char=1,2"),
    "escaped IRI": ox.NamedNode("http://example.org/%D9%85%D8%B5%D8%B1"),
    "blank node": ox.BlankNode("c14n0"),
}
HARD = [
    ox.Quad(ox.NamedNode(f"http://example.org/{i:02}"), P, term, ox.NamedNode(FACTS))
    for i, term in enumerate(TERMS.values())
] + [
    ox.Quad(
        ox.NamedNode("http://example.org/كيان"),
        ox.NamedNode("http://example.org/خاصية"),
        P,
        ox.NamedNode(FACTS),
    ),
    ox.Quad(ox.BlankNode("c14n0"), P, ox.Literal("said of a blank node"), ox.NamedNode(FACTS)),
]

REWRITTEN = {
    "oxigraph": {
        "dateTime": '"1993-05-07T10:00:00.5Z"^^<xsd:dateTime>',
        "decimal 0s": '"10.5"^^<xsd:decimal>',
        "integer 0s": '"42"^^<xsd:integer>',
        "int": '"42"^^<xsd:integer>',
        "nonNegativeInteger": '"42"^^<xsd:integer>',
        "double": '"1"^^<xsd:double>',
        "boolean 1": '"true"^^<xsd:boolean>',
        "duration": '"P1Y"^^<xsd:duration>',
    },
    "virtuoso": {
        "dateTime": '"1993-05-07T10:00:00.500Z"^^<xsd:dateTime>',
        "decimal 0s": '"10.5"^^<xsd:decimal>',
        "integer 0s": '"42"^^<xsd:integer>',
        "30 digits": '"123456789012345678901234567890"^^<xsd:decimal>',
        "minus 30 digits": '"-123456789012345678901234567890"^^<xsd:decimal>',
        "double": '"1.0"^^<xsd:double>',
        "boolean": '"1"^^<xsd:boolean>',
    },
}
"""What each store writes otherwise, the value being the same: the name of the term above, and what comes back."""

ALTERED: dict[str, dict[str, str]] = {
    "oxigraph": {},
    "virtuoso": {
        "gYear BCE": '"-044"^^<xsd:gYear>',
        "duration": '"12"^^<xsd:duration>',
        "point": '"POINT(71.445976257324 51.180099487305)"^^<http://www.openlinksw.com/schemas/virtrdf#Geometry>',
    },
}
"""What each store makes another value of: Virtuoso keeps a point in 32 bits, and counts a duration in months."""


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def store(server: Server, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a store with nothing in it."""
    hold(monkeypatch, server)
    store = store_at(server)
    for graph in store.graphs("http"):
        if "openlinksw" not in graph and "w3.org" not in graph and "localhost" not in graph:
            store.drop(graph)
    return store


def outcomes(report: Report) -> dict[str, tuple[Outcome, int]]:
    return {
        pushed.graph.removeprefix(f"{BASE}graph/"): (pushed.outcome, pushed.sent) for pushed in report.graphs
    }


def test_what_each_store_makes_of_hard_literals(server: Server, store: Store, tmp_path: Path) -> None:
    project = project_of(tmp_path, HARD)
    [pushed] = push(project, store, Options(accept_altered=True)).graphs
    names = {f"http://example.org/{i:02}": name for i, name in enumerate(TERMS)}
    found = {
        kind: {
            names[a.subject.value]: str(b.object).replace(XSD, "xsd:")
            for a, b in getattr(pushed.comparison, kind)
        }
        for kind in ("rewritten", "altered")
    }
    assert found == {"rewritten": REWRITTEN[server.name], "altered": ALTERED[server.name]}
    assert pushed.comparison.lost == ()
    assert pushed.comparison.unexpected == ()
    assert pushed.outcome is Outcome.NEW


def test_altered_literals_are_not_put_in_place_unasked(server: Server, store: Store, tmp_path: Path) -> None:
    assert push(project_of(tmp_path / "old", facts("old", 10)), store).succeeded
    report = push(project_of(tmp_path / "new", HARD), store)
    if not ALTERED[server.name]:
        assert report.succeeded
        return
    assert outcomes(report)["facts/test"][0] is Outcome.REFUSED
    assert len(report.graphs[0].comparison.altered) == len(ALTERED[server.name])
    assert not report.succeeded
    assert store.read(FACTS) == triples(facts("old", 10))
    assert store.graphs(f"{BASE}staging/") == []


def test_second_push_sends_nothing(store: Store, tmp_path: Path) -> None:
    """Not even of literals that the store writes otherwise, or alters: it would make the same of them again."""
    project = project_of(tmp_path, HARD)
    options = Options(accept_altered=True)
    assert push(project, store, options).succeeded
    again = push(project, store, options)
    assert again.succeeded
    assert outcomes(again) == {"facts/test": (Outcome.UNCHANGED, 0)}
    assert store.graphs(f"{BASE}staging/") == []


def test_value_that_another_client_wrote_otherwise(server: Server, store: Store, tmp_path: Path) -> None:
    """Oxigraph would make an integer of an xsd:int again, so nothing is sent.

    Virtuoso would keep it, so it is sent; but its MOVE takes 42 for 42 and leaves the integer. That is told.
    """

    def quad(type_: str) -> ox.Quad:
        return ox.Quad(P, P, ox.Literal("42", datatype=ox.NamedNode(XSD + type_)), ox.NamedNode(FACTS))

    store.add(FACTS, [quad("integer").triple])
    report = push(project_of(tmp_path, [quad("int")]), store)
    assert report.succeeded
    sent = (Outcome.REPLACED, 1) if server.name == "virtuoso" else (Outcome.UNCHANGED, 0)
    assert outcomes(report) == {"facts/test": sent}
    assert store.read(FACTS) == {quad("integer").triple}
    assert report.graphs[0].comparison.rewritten == ((quad("int").triple, quad("integer").triple),)


def test_what_a_broken_off_push_has_left_is_cleared_away(store: Store, tmp_path: Path) -> None:
    """Also where the project has gone back to what the store holds."""
    project = project_of(tmp_path, facts("one", 5))
    assert push(project, store).succeeded
    abandoned = f"{BASE}staging/facts/test/-/0123456789abcdef"
    of_another_graph = f"{BASE}staging/facts/other/-/0123456789abcdef"
    for graph in (abandoned, of_another_graph):
        store.add(graph, [ox.Triple(P, P, P)])
    assert push(project, store, Options(dry_run=True)).succeeded
    assert store.graphs(f"{BASE}staging/") == [of_another_graph, abandoned]
    assert outcomes(push(project, store)) == {"facts/test": (Outcome.UNCHANGED, 0)}
    assert store.graphs(f"{BASE}staging/") == [of_another_graph]


def test_only_what_changed_is_sent_and_nothing_else_is_touched(store: Store, tmp_path: Path) -> None:
    other_graph = ox.NamedNode(f"{BASE}graph/facts/other")
    stable = [ox.Quad(P, P, ox.Literal("stable"), other_graph)]
    store.add(OTHER, [ox.Triple(P, P, ox.Literal("theirs"))])
    store.add(f"{BASE}graphs-of-others", [ox.Triple(P, P, P)])
    assert push(project_of(tmp_path / "1", [*facts("one"), *stable]), store).succeeded
    report = push(project_of(tmp_path / "2", [*facts("two"), *stable]), store)
    assert outcomes(report) == {
        "facts/other": (Outcome.UNCHANGED, 0),
        "facts/test": (Outcome.REPLACED, 1_000),
    }
    assert store.read(FACTS) == triples(facts("two"))
    assert store.read(OTHER) == {ox.Triple(P, P, ox.Literal("theirs"))}
    assert store.read(f"{BASE}graphs-of-others") == {ox.Triple(P, P, P)}


def test_dry_run_shows_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    assert push(project_of(tmp_path / "1", facts("one", 20)), store).succeeded
    before = store.graphs("http")
    report = push(project_of(tmp_path / "2", facts("two", 21)), store, Options(dry_run=True))
    [pushed] = report.graphs
    assert pushed.outcome is Outcome.REPLACED
    assert [str(new.object) for new, _ in pushed.comparison.altered] == ['"two 0"@ar', '"two 10"@ar']
    assert [str(triple.object) for triple in pushed.comparison.lost] == ['"two 20"@ar']
    assert store.read(FACTS) == triples(facts("one", 20))
    assert store.graphs("http") == before


def test_graphs_that_the_project_no_longer_has(store: Store, tmp_path: Path) -> None:
    old = f"{BASE}graph/facts/old"
    store.add(old, [ox.Triple(P, P, P)])
    project = project_of(tmp_path, facts("one", 5))
    left = push(project, store)
    assert left.succeeded
    assert outcomes(left)["facts/old"] == (Outcome.LEFT_OVER, 0)
    assert store.read(old) == {ox.Triple(P, P, P)}
    assert outcomes(push(project, store, Options(prune=True)))["facts/old"] == (Outcome.DROPPED, 0)
    assert store.graphs(f"{BASE}graph/") == [FACTS]


def test_one_graph_alone(store: Store, tmp_path: Path) -> None:
    reference = f"{BASE}graph/reference"
    project = project_of(tmp_path, [*facts("one", 5), ox.Quad(P, P, P, ox.NamedNode(reference))])
    assert outcomes(push(project, store, Options(graphs=[reference]))) == {"reference": (Outcome.NEW, 1)}
    assert store.graphs(f"{BASE}graph/") == [reference]
    with pytest.raises(QueryError, match="has no graph"):
        push(project, store, Options(graphs=[f"{BASE}graph/none"]))


def test_reader_sees_the_old_graph_or_the_new(server: Server, store: Store, tmp_path: Path) -> None:
    """Readers ask all the time while one graph takes the place of another of 500 triples."""
    assert push(project_of(tmp_path / "1", facts("one", 500)), store).succeeded
    seen, stop = [], threading.Event()
    versions = {frozenset(triples(facts("one", 500))): "old", frozenset(triples(facts("two"))): "new"}
    reader = store_at(server)

    def read() -> None:
        while not stop.is_set():
            query = f"SELECT ?s ?p ?o {{ GRAPH <{FACTS}> {{ ?s ?p ?o }} }}"
            rows = reader._rows(query)
            seen.append(versions.get(frozenset(ox.Triple(*row) for row in rows), f"{len(rows)} triples"))  # type: ignore[arg-type]

    thread = threading.Thread(target=read)
    thread.start()
    try:
        assert push(project_of(tmp_path / "2", facts("two")), store).succeeded
    finally:
        stop.set()
        thread.join()
    assert seen[0] == "old"
    # Virtuoso commits a MOVE in pieces: who asks in that very moment can be given a part of the new graph.
    assert set(seen) <= {"old", "new"} or server.name == "virtuoso"
    assert all(one in ("old", "new") or int(one.split()[0]) <= 1000 for one in seen)
    rows = reader._rows(f"SELECT ?s ?p ?o {{ GRAPH <{FACTS}> {{ ?s ?p ?o }} }}")
    assert len(rows) == 1000


@pytest.mark.slow
def test_pull_gives_what_was_built(server: Server, store: Store, built: Project) -> None:
    """Byte for byte, the blank nodes of the vocabulary too; but for what Virtuoso writes otherwise or alters."""
    assert push(built, store, Options(accept_altered=True)).succeeded
    wanted = built.graph_file.read_bytes().splitlines(keepends=True)
    pulled = pull(store, BASE)
    assert b"_:c14n" in b"".join(pulled)
    if server.name == "oxigraph":
        assert pulled == wanted
        return
    assert len(pulled) == len(wanted)
    other = set(pulled) - set(wanted)
    assert all(b'"1"^^<http://www.w3.org/2001/XMLSchema#boolean>' in t or b'"POINT(' in t for t in other)
    altered = [
        t for t in wanted if b'"true"^^<http://www.w3.org/2001/XMLSchema#boolean>' in t or b'"POINT(' in t
    ]
    assert len(other) == len(altered) > 0


@pytest.mark.parametrize("most_rows", [300])
@pytest.mark.slow
def test_store_that_cuts_its_answers_is_read_in_pages(
    most_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with virtuoso(tmp_path / "server", most_rows=most_rows) as server:
        hold(monkeypatch, server)
        store = store_at(server)
        assert push(project_of(tmp_path / "1", facts("one")), store).succeeded
        assert store.read(FACTS) == triples(facts("one"))


def test_by_update_where_there_is_no_graph_store_protocol(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with oxigraph(tmp_path / "server") as server:
        hold(monkeypatch, server)
        generic = dataclasses.replace(PRESETS["sparql"], triples=150)
        store = Store(generic, Services(server.query, server.update, None), base=BASE)
        assert push(project_of(tmp_path / "1", [*facts("one"), *HARD]), store).succeeded
        assert len(store.read(FACTS)) == 1_000 + len(HARD)
        by_protocol = store_at(server)
        assert outcomes(push(project_of(tmp_path / "1", [*facts("one"), *HARD]), by_protocol)) == {
            "facts/test": (Outcome.UNCHANGED, 0)
        }


def test_built_graph_with_a_triple_in_no_graph(tmp_path: Path) -> None:
    project = project_of(tmp_path, [])
    project.graph_file.write_bytes(b"".join(canonical_lines([ox.Quad(P, P, P)])))
    with pytest.raises(SourceError, match="in no named graph"):
        read_graphs(project.graph_file, BASE)
