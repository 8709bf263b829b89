"""Folders for bulk loaders: parts, manifest, description; and the commands, run against real stores."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from diplograph.base.errors import OutputError
from diplograph.interfaces.cli.main import main
from diplograph.publishing.bulk.export import MANIFEST, write_bulk
from diplograph.publishing.bulk.loaders import TARGETS
from diplograph.publishing.diff.values import with_blank_nodes
from diplograph.publishing.formats.tables import read_tables
from diplograph.rdf.canonical import canonical_lines
from diplograph.sources.project import Project
from helpers import make_project
from servers import Server, oxigraph, virtuoso

BOUND = 50_000


def statements(folder: Path) -> bytes:
    return b"".join(gzip.decompress(part.read_bytes()) for part in sorted(folder.glob("part-*.nq.gz")))


@pytest.mark.parametrize("target", ["rdf", "oxigraph", "virtuoso"])
def test_parts_hold_the_graph(target: str, world: Project, tmp_path: Path) -> None:
    """Every statement is in one part, blank nodes as IRIs that can be made blank nodes again."""
    write_bulk(world, tmp_path, target, size=BOUND)
    quads = list(ox.parse(statements(tmp_path), format=ox.RdfFormat.N_QUADS))
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    lines = canonical_lines(with_blank_nodes(quad, world.base) for quad in quads)
    assert b"".join(lines) == world.graph_file.read_bytes()


def test_parts_are_bounded(world: Project, tmp_path: Path) -> None:
    bulk = write_bulk(world, tmp_path, "oxigraph", size=BOUND)
    longest = max(map(len, world.graph_file.read_bytes().splitlines(keepends=True)))
    assert len(bulk.parts) > 1
    assert all(part.size <= max(BOUND, longest) for part in bulk.parts)
    assert sum(part.lines for part in bulk.parts) == bulk.statements


@pytest.mark.slow
def test_a_statement_longer_than_a_part(hard: Project, tmp_path: Path) -> None:
    bulk = write_bulk(hard, tmp_path, "oxigraph", size=10)
    assert {part.lines for part in bulk.parts} == {1}
    assert len(bulk.parts) == len(hard.graph_file.read_bytes().splitlines())


def test_manifest_tells_counts_and_hashes(world: Project, tmp_path: Path) -> None:
    write_bulk(world, tmp_path, "virtuoso", size=BOUND)
    manifest = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    listed = {entry["file"]: entry for entry in manifest["parts"] + manifest["files"]}
    assert listed.keys() | {MANIFEST} == {path.name for path in tmp_path.iterdir()}
    for name, entry in listed.items():
        content = (tmp_path / name).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    for entry in manifest["parts"]:
        content = gzip.decompress((tmp_path / entry["file"]).read_bytes())
        assert (entry["statements"], entry["uncompressedBytes"]) == (content.count(b"\n"), len(content))
    quads = list(ox.parse(world.graph_file.read_bytes(), format=ox.RdfFormat.N_QUADS))
    graphs = Counter(getattr(quad.graph_name, "value", "") for quad in quads)
    assert manifest["graphs"] == dict(graphs)
    assert manifest["statements"] == len(quads)
    assert manifest["triples"] == len({(q.subject, q.predicate, q.object) for q in quads})


def test_same_bytes_whatever_the_workers(built: Project, tmp_path: Path) -> None:
    contents = []
    for workers in (1, 3):
        folder = tmp_path / str(workers)
        folder.mkdir()
        write_bulk(built, folder, "rdf", size=BOUND, workers=workers)
        contents.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert contents[0] == contents[1]


VOID = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#> "


def test_description_says_what_the_graph_says(built: Project, built_store: ox.Store, tmp_path: Path) -> None:
    bulk = write_bulk(built, tmp_path, "rdf", size=BOUND, licence="http://example.org/by")
    described = ox.Store()
    described.load(path=str(tmp_path / "dataset.ttl"), base_iri="http://example.org/dump/")

    def rows(store: ox.Store, query: str) -> set[tuple[str, ...]]:
        answer: Any = store.query(VOID + query, use_default_graph_as_union=store is built_store)
        return {tuple(str(term.value) for term in row) for row in answer}

    [found] = rows(
        described,
        "SELECT ?triples ?subjects ?entities ?l { <https://w3id.org/diplograph/dataset> void:triples ?triples ; "
        "void:distinctSubjects ?subjects ; void:entities ?entities ; <http://purl.org/dc/terms/license> ?l }",
    )
    [triples] = rows(built_store, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
    [subjects] = rows(built_store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
    [entities] = rows(
        built_store,
        'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER STRSTARTS(STR(?s), "https://w3id.org/diplograph/id/") }',
    )
    assert found == (*triples, *subjects, *entities, "http://example.org/by")
    assert rows(
        described, "SELECT ?c ?n { ?d void:classPartition [ void:class ?c ; void:entities ?n ] }"
    ) == rows(built_store, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert rows(
        described, "SELECT ?p ?n { ?d void:propertyPartition [ void:property ?p ; void:triples ?n ] }"
    ) == rows(built_store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
    assert rows(described, "SELECT ?g ?n { ?d void:subset ?g . ?g void:triples ?n }") == rows(
        built_store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    )
    assert rows(
        described,
        "SELECT ?part ?size ?sum { ?d dcat:distribution ?part ; void:dataDump ?part . "
        "?part dcat:byteSize ?size ; spdx:checksum [ spdx:checksumValue ?sum ] }",
    ) == {(f"http://example.org/dump/{part.name}", str(part.size), part.sha256) for part in bulk.parts}


def test_neo4j_parts_hold_the_property_graph(world: Project, tmp_path: Path) -> None:
    """Header, then parts, whatever line breaks stand in values: as the loader reads them."""
    write_bulk(world, tmp_path, "neo4j", size=2_000)
    options = (tmp_path / "neo4j.args").read_text(encoding="utf-8").splitlines()
    tables = {table.name: table.rows for table in read_tables(world).tables.values()}
    found: dict[str, int] = {}
    assert options[:3] == ["--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true"]
    for option in options[3:]:
        assert option.startswith(("--nodes=", "--relationships="))
        header, *parts = option.partition("=")[2].split(",")
        text = (tmp_path / header).read_bytes()
        for part in parts:
            content = gzip.decompress((tmp_path / part).read_bytes())
            rows = len(list(csv.reader(content.decode().splitlines(keepends=True))))
            assert len(content) <= 2_000 or rows == 1
            text += content
        rows = list(csv.reader(text.decode().splitlines(keepends=True)))
        assert {len(row) for row in rows} == {len(rows[0])}
        found[header.removeprefix("nodes-").removesuffix("-header.csv")] = len(rows) - 1
    found.pop("relationships", None)
    assert found == tables


@pytest.mark.parametrize("target", TARGETS)
def test_script_is_shell_and_names_what_is_missing(target: str, built: Project, tmp_path: Path) -> None:
    bulk = write_bulk(built, tmp_path, target)
    assert bulk.is_scripted == (tmp_path / "load.sh").exists() == (target in ("oxigraph", "virtuoso"))
    if not bulk.is_scripted:
        return
    assert subprocess.run(["sh", "-n", tmp_path / "load.sh"], check=False).returncode == 0
    ran = subprocess.run(
        ["sh", tmp_path / "load.sh"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert f"{target.upper()}_" in ran.stderr


def counts(server: Server) -> dict[str, int]:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    request = urllib.request.Request(
        server.query,
        urllib.parse.urlencode({"query": query}).encode(),
        {"Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        rows = json.load(answer)["results"]["bindings"]
    return {row["g"]["value"]: int(row["n"]["value"]) for row in rows}


def loaded(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", folder / "load.sh"],
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def named(folder: Path) -> dict[str, int]:
    graphs: dict[str, int] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["graphs"]
    return {name: number for name, number in graphs.items() if name}


@pytest.mark.slow
def test_oxigraph_loads_the_parts(built: Project, tmp_path: Path) -> None:
    folder = tmp_path / "bulk"
    folder.mkdir()
    write_bulk(built, folder, "oxigraph", size=BOUND)
    ran = loaded(folder, OXIGRAPH_LOCATION=str(tmp_path / "server" / "store"))
    assert ran.returncode == 0, ran.stderr
    with oxigraph(tmp_path / "server") as server:
        assert counts(server) == named(folder)


@pytest.mark.slow
def test_oxigraph_makes_one_of_equal_values_and_the_script_says_so(hard: Project, tmp_path: Path) -> None:
    """``"1"^^xsd:boolean`` and ``true`` of one node: the one loss among the hard literals."""
    folder = tmp_path / "bulk"
    folder.mkdir()
    write_bulk(hard, folder, "oxigraph", size=BOUND)
    ran = loaded(folder, OXIGRAPH_LOCATION=str(tmp_path / "server" / "store"))
    graph, n = hard.graph("facts/test"), named(folder)[hard.graph("facts/test")]
    assert ran.returncode == 3
    assert ran.stderr.splitlines()[-1] == f"{graph} holds {n - 1} statements, not {n}"
    with oxigraph(tmp_path / "server") as server:
        assert counts(server) == named(folder) | {graph: n - 1}


def test_virtuoso_password_is_no_argument(built: Project, tmp_path: Path) -> None:
    """All users of a machine can read the arguments of a process."""
    folder, recorder = tmp_path / "bulk", tmp_path / "isql"
    folder.mkdir()
    write_bulk(built, folder, "virtuoso")
    recorder.write_text(
        '#!/bin/sh\necho "$@" >> "$(dirname "$0")/arguments"\ncat >> "$(dirname "$0")/input"\n'
    )
    recorder.chmod(0o755)
    ran = loaded(folder, VIRTUOSO_PASSWORD="s3cret", VIRTUOSO_ISQL=str(recorder))
    assert ran.returncode == 3  # the recorder loads nothing
    assert "s3cret" in (tmp_path / "input").read_text()
    assert "rdf_loader_run" in (tmp_path / "arguments").read_text()
    assert "s3cret" not in (tmp_path / "arguments").read_text() + ran.stdout + ran.stderr


@pytest.mark.slow
def test_virtuoso_loads_the_parts(built: Project, tmp_path: Path) -> None:
    with virtuoso(tmp_path / "server") as server:
        before = counts(server)
        folder = tmp_path / "server" / "bulk"  # below what DirsAllowed names
        folder.mkdir()
        write_bulk(built, folder, "virtuoso", size=BOUND)
        environment = {
            "VIRTUOSO_SERVER": server.sql,
            "VIRTUOSO_PASSWORD": server.password,
            "VIRTUOSO_FOLDER": "bulk",
        }
        # A part with a broken line is refused by its hash, and, where that is of the broken part, by Virtuoso.
        first, sums = min(folder.glob("part-*")), folder / "SHA256SUMS"
        whole, true_sums = first.read_bytes(), sums.read_text(encoding="utf-8")
        first.write_bytes(gzip.compress(gzip.decompress(whole).replace(b"> .\n", b"> oops .\n", 1)))
        ran = loaded(folder, **environment)
        assert ran.returncode == 1
        assert f"{first.name}: FAILED" in ran.stderr
        assert {name: n for name, n in counts(server).items() if name not in before} == {}
        digest = hashlib.sha256(whole).hexdigest(), hashlib.sha256(first.read_bytes()).hexdigest()
        sums.write_text(true_sums.replace(*digest), encoding="utf-8")
        ran = loaded(folder, **environment)
        assert ran.returncode == 3
        assert f"bulk/{first.name}" in ran.stderr
        # The second run loads again, though Virtuoso's list knows the files.
        first.write_bytes(whole)
        sums.write_text(true_sums, encoding="utf-8")
        ran = loaded(folder, **environment)
        assert ran.returncode == 0, ran.stderr
        assert {name: n for name, n in counts(server).items() if name not in before} == named(folder)
        # What the load list does not tell of: the counts do.
        graph = min(named(folder))
        extra = f"SPARQL INSERT DATA {{ GRAPH <{graph}> {{ <http://e/s> <http://e/p> <http://e/o> }} }};"
        subprocess.run(
            ["isql-vt", server.sql, "dba", server.password, f"exec={extra}"], check=True, timeout=60
        )
        ran = loaded(folder, **environment)
        assert ran.returncode == 3
        n = named(folder)[graph]
        assert ran.stderr == f"{graph} holds {n + 1} statements, not {n}\n"
        ran = loaded(folder, **environment | {"VIRTUOSO_PASSWORD": "wrong"})
        assert ran.returncode == 3
        assert "wrong password? after four failures" in ran.stderr


CLIENT = """
import sys
from diplograph.interfaces.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""


def many(root: Path, names: int) -> Project:
    """Make a project whose graph takes a while to compress."""
    hashes = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(names))
    labels = " , ".join(f'"{name}"@en' for name in hashes)
    state = f'<id/state/ruritania> a dg:State ; rdfs:label "R"@en , "ر"@ar ; skos:altLabel {labels} .\n'
    project = make_project(root, states=state)
    assert main(["build", "-q", "--project", str(project.root)]) == 0
    return project


@pytest.mark.slow
def test_a_kill_leaves_no_half_folder(tmp_path: Path) -> None:
    project = many(tmp_path / "project", 400_000)
    target = tmp_path / "out" / "bulk"
    command = [sys.executable, "-c", CLIENT, "bulk", str(target), "--for", "virtuoso", "--part-size", "5"]
    process = subprocess.Popen([*command, "--project", str(project.root)])
    try:
        end = time.monotonic() + 60
        while not list((tmp_path / "out").glob(".bulk.*/new/part-00002.nq.gz")):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
    finally:
        process.kill()
        process.wait()
    assert not target.exists()
    assert main(["bulk", str(target), "--for", "virtuoso", "-q", "--project", str(project.root)]) == 0
    assert len(statements(target).splitlines()) == len(project.graph_file.read_bytes().splitlines())


@pytest.mark.slow
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No file may grow beyond a bound, as on a full disk: the earlier folder stays, whole."""
    project = many(tmp_path / "project", 100_000)
    target = tmp_path / "bulk"
    assert main(["bulk", str(target), "--for", "virtuoso", "-q", "--project", str(project.root)]) == 0
    before = {path.name: path.read_bytes() for path in target.iterdir()}

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    command = [sys.executable, "-c", CLIENT, "bulk", str(target), "--for", "oxigraph", "--part-size", "5"]
    ran = subprocess.run(
        [*command, "--project", str(project.root)],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "cannot be written: File too large" in ran.stderr
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".bulk")] == []


def test_unknown_target_is_refused(built: Project, tmp_path: Path) -> None:
    with pytest.raises(
        OutputError, match="no parts are made for 'excel', but for rdf, oxigraph, virtuoso, neo4j"
    ):
        write_bulk(built, tmp_path, "excel")


@pytest.mark.parametrize(("language", "words"), [("en", "statements: "), ("ar", "العبارات: ")])
def test_command(language: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(
        tmp_path / "project", states='<id/state/r> a dg:State ; rdfs:label "R"@en , "ر"@ar .\n'
    )
    target = tmp_path / "bulk"
    arguments = ["bulk", str(target), "--project", str(project.root), "--lang", language, "--for"]
    assert main([*arguments, "neo4j"]) == 0
    assert words in capsys.readouterr().out
    assert main([*arguments, "oxigraph"]) == 0  # what an earlier bulk wrote may go
    assert not list(target.glob("*.csv*"))
    shutil.copy(target / "load.sh", target / "mine.txt")
    assert main([*arguments, "oxigraph"]) == 2  # the reader's own may not
    assert "mine.txt" in capsys.readouterr().err
    assert (target / "mine.txt").exists()
