"""Parts for bulk loaders: bounded, whole, and loaded by the stores that are at hand."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.cli.main import main
from diplograph.exporting.bulk import STORES, write_bulk
from diplograph.project import Project
from diplograph.querying.remote import Endpoint
from servers import virtuoso


def manifest(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return told


def contents(folder: Path) -> list[bytes]:
    return [line for path in sorted(folder.glob("*.gz")) for line in gzip.open(path)]


@pytest.mark.parametrize("store", STORES)
def test_manifest_counts_what_is_there(store: str, world: Project, tmp_path: Path) -> None:
    commands = write_bulk(world, tmp_path, store, size=100_000)
    told = manifest(tmp_path)
    assert told["commands"] == commands
    lines = world.graph_file.read_bytes().splitlines(keepends=True)
    assert told["statements"] == len(lines)
    assert sum(told["graphs"].values()) == len(lines)  # type: ignore[attr-defined]
    for part in told["parts"]:  # type: ignore[attr-defined]
        data = (tmp_path / part["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (part["bytes"], part["sha256"])
    if store != "neo4j":
        assert sorted(contents(tmp_path)) == sorted(lines)
        assert sum(part["statements"] for part in told["parts"]) == len(lines)  # type: ignore[attr-defined]
    described = list(
        ox.parse(path=str(tmp_path / "dataset.ttl"), format=ox.RdfFormat.TURTLE, base_iri="http://x/")
    )
    assert any(quad.predicate.value == "http://rdfs.org/ns/void#triples" for quad in described)


def test_parts_are_bounded_and_blank_nodes_together(world: Project, tmp_path: Path) -> None:
    write_bulk(world, tmp_path, "oxigraph", size=50_000)
    parts = {path.name: gzip.decompress(path.read_bytes()) for path in sorted(tmp_path.glob("*.gz"))}
    assert len(parts) > 2
    for name, data in parts.items():
        has_blank = b"\n_:" in b"\n" + data or any(
            b" _:" in line.split(b'"')[0] for line in data.splitlines()
        )
        assert has_blank == (name == "part-00000.nq.gz")
        assert has_blank or len(data) <= 50_000 or data.count(b"\n") == 1


def test_same_graph_gives_the_same_bytes(built: Project, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_bulk(built, tmp_path / name, "qlever", size=100_000)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_oxigraph_loads_the_parts_by_the_command(built: Project, tmp_path: Path) -> None:
    if not (Path(sys.executable).parent / "oxigraph").exists():
        pytest.skip("no Oxigraph server: pip install oxigraph")
    (command,) = write_bulk(built, tmp_path, "oxigraph", size=200_000)
    command = command.replace("oxigraph load", f"{Path(sys.executable).parent}/oxigraph load")
    subprocess.run(command, shell=True, cwd=tmp_path, check=True, capture_output=True)
    store = ox.Store.read_only(str(tmp_path / "STORE"))
    assert len(store) == len(built.graph_file.read_bytes().splitlines())


@pytest.mark.slow
def test_virtuoso_loads_the_parts_by_the_commands(built: Project, tmp_path: Path) -> None:
    (tmp_path / "bulk").mkdir()
    commands = write_bulk(built, tmp_path / "bulk", "virtuoso", size=500_000)
    with virtuoso(tmp_path / "server") as server:
        folder = tmp_path / "server"
        for path in (tmp_path / "bulk").glob("*.gz"):
            shutil.copy(path, folder)
        port = next(
            line.rpartition(":")[2].strip()
            for line in (folder / "virtuoso.ini").read_text(encoding="utf-8").splitlines()
            if line.startswith("ServerPort")
        )
        for command in commands:
            filled = (
                command.replace("1111", port).replace("PASSWORD", server.password).replace("'DIR'", "'.'")
            )
            subprocess.run(filled, shell=True, cwd=folder, check=True, capture_output=True)
        answer = Endpoint(server.query, base=built.base).ask(
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s dg:hostState ?o } }"
        )
    lines = built.graph_file.read_bytes().splitlines()
    assert int(answer.rows[0][0].value) == sum(b"#hostState>" in line.split(b" ")[1] for line in lines)  # type: ignore[union-attr]


def test_command_prints_how_to_load(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                    capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setattr("diplograph.cli.bulk.open_project", lambda _: built)
    assert main(["--lang", "ar", "bulk", str(tmp_path / "out"), "--for", "fuseki"]) == 0
    assert "tdb2.xloader --loc DATABASE part-*.nq.gz" in capsys.readouterr().out
    assert (tmp_path / "out" / "manifest.json").is_file()
