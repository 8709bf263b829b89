"""The store on disk: the same answers as in memory, never those of another graph, and none that is half made."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.snapshot import store as stores
from diplograph.snapshot.build import build
from diplograph.snapshot.snapshot import Snapshot
from diplograph.snapshot.store import open_store
from diplograph.sources.project import Project
from diplograph.sparql.engine import load_store
from helpers import make_project

COUNTED = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
MEMBERS = (
    "SELECT (COUNT(*) AS ?n) { ?c <http://www.w3.org/2002/07/owl#members>/<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>*"
    "/<http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ?m }"
)
VISIT = '<id/visit/{}> a dg:Visit ; dg:date "1996"^^edtf:EDTF ; rdfs:label "_:visit"@en .'


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a built project that counts as large, and is read in many slices."""
    monkeypatch.setattr(stores, "LARGE", 1)
    monkeypatch.setattr(stores, "_SLICE", 50_000)
    project = make_project(tmp_path / "project", visits=VISIT.format("one"))
    build(project)
    return project


def opened(project: Project) -> ox.Store:
    with project.graph_file.open("rb") as graph:
        return open_store(project, graph)


def answers(store: ox.Store) -> list[list[str]]:
    found = []
    for query in (COUNTED, MEMBERS):
        rows = store.query(query, use_default_graph_as_union=True)
        found.append([str(row) for row in rows])  # type: ignore[union-attr]
    return found


def made(project: Project) -> list[str]:
    """List the stores that are on disk, hidden ones too."""
    folder = project.build / "store"
    return sorted(os.listdir(folder)) if folder.exists() else []


@pytest.mark.slow
def test_store_on_disk_gives_the_same_answers_as_one_in_memory(large: Project) -> None:
    """The ontology has lists of blank nodes, which lie in several slices."""
    expected = answers(load_store(large.graph_file))
    assert answers(opened(large)) == expected
    assert answers(opened(large)) == expected
    assert len(made(large)) == 1


def test_store_is_made_once(large: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(large)
    monkeypatch.setattr(stores, "_make", lambda *_: pytest.fail("made again"))
    opened(large)


def test_small_graph_is_loaded_into_memory(large: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "LARGE", large.graph_file.stat().st_size + 1)
    assert answers(opened(large)) == answers(load_store(large.graph_file))
    assert made(large) == []


@pytest.mark.slow
def test_changed_graph_gets_a_store_of_its_own_and_the_old_one_goes(large: Project) -> None:
    opened(large)
    (before,) = made(large)
    (large.data / "test" / "more.ttl").write_text("<http://a.example/s> a <http://a.example/C> .", "utf-8")
    build(large)
    assert opened(large).query("ASK { GRAPH ?g { ?s a <http://a.example/C> } }")
    assert len(made(large)) == 1
    assert made(large) != [before]


@pytest.mark.slow
def test_open_graph_is_asked_though_another_took_its_place(large: Project) -> None:
    with large.graph_file.open("rb") as graph:
        expected = answers(load_store(large.graph_file))
        (large.data / "test" / "more.ttl").write_text(
            "<http://a.example/s> a <http://a.example/C> .", "utf-8"
        )
        build(large)
        opened(large)
        assert answers(open_store(large, graph)) == expected


def test_open_store_answers_after_its_folder_is_gone(large: Project) -> None:
    store = opened(large)
    expected = answers(load_store(large.graph_file))
    shutil.rmtree(large.build / "store")
    assert answers(store) == expected


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut off", "file missing", "list missing", "empty folder"])
def test_damaged_store_is_made_again(damage: str, large: Project) -> None:
    expected = answers(opened(large))
    (folder,) = (large.build / "store").iterdir()
    tables = sorted((folder / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
    if damage == "cut off":
        os.truncate(tables[-1], tables[-1].stat().st_size // 2)
    elif damage == "file missing":
        tables[-1].unlink()
    elif damage == "list missing":
        (folder / "files.json").unlink()
    else:
        shutil.rmtree(folder)
        folder.mkdir()
    assert answers(opened(large)) == expected
    assert (folder / "files.json").exists()


def test_damage_that_keeps_the_size_is_never_an_answer(large: Project) -> None:
    expected = answers(opened(large))
    (folder,) = (large.build / "store").iterdir()
    for table in (folder / "store").glob("*.sst"):
        data = bytearray(table.read_bytes())
        data[100:200] = bytes(100)
        table.write_bytes(data)
    try:
        found = answers(opened(large))
    except (OSError, RuntimeError, ValueError):
        return
    assert found == expected


def test_store_that_cannot_be_made_is_loaded_into_memory(large: Project) -> None:
    (large.build / "store").write_text("in the way", encoding="utf-8")
    assert answers(opened(large)) == answers(load_store(large.graph_file))


def test_store_that_another_process_makes_is_not_waited_for(large: Project) -> None:
    (large.build / "store").mkdir()
    with stores.locked(large.build / "store") as is_ours:
        assert is_ours
        assert answers(opened(large)) == answers(load_store(large.graph_file))
    assert made(large) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from diplograph.snapshot import store
from diplograph.sources.project import load
store.LARGE, store._SLICE = 1, 50_000
project, when, seen = load(Path(sys.argv[1])), int(sys.argv[2]), 0
def count(event, arguments):
    global seen
    if event in ("os.rename", "os.mkdir", "open", "os.listdir", "os.rmdir", "os.remove"):
        seen += 1
        if seen == when:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
with project.graph_file.open("rb") as graph:
    store.open_store(project, graph)
print(seen)
"""


@pytest.mark.slow
def test_kill_at_any_step_leaves_no_half_store(large: Project) -> None:
    def run(when: int) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(large.build / "store", ignore_errors=True)
        command = [sys.executable, "-c", KILLED, str(large.root), str(when)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    expected = answers(load_store(large.graph_file))
    steps = int(run(0).stdout)
    assert steps > 5
    for when in range(1, steps + 1):
        assert run(when).returncode == -signal.SIGKILL
        assert answers(opened(large)) == expected
        assert len([name for name in made(large) if not name.startswith(".")]) == 1
    (large.data / "test" / "more.ttl").write_text("<http://a.example/s> a <http://a.example/C> .", "utf-8")
    build(large)
    opened(large)
    assert len(made(large)) == 1  # what the last kill left is gone with the old store


def test_snapshot_asks_the_store_on_disk(large: Project) -> None:
    snapshot = Snapshot.open(large)
    assert snapshot.ask("ASK { ?visit a dg:Visit }") is True
    assert len(made(large)) == 1
