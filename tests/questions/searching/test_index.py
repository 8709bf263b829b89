"""The index: made when it is missing, of another graph or damaged; whole or not there."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import IO

import pytest

from diplograph.base.errors import OutputError, SourceError
from diplograph.questions.searching import index as module
from diplograph.questions.searching.index import connect, ensure_index, is_current, make_index
from diplograph.questions.searching.search import search

OTHER = '<https://w3id.org/diplograph/id/place/c> <http://www.w3.org/2000/01/rdf-schema#label> "Cairo"@en .\n'


def test_an_index_that_is_current_is_left_alone(graph_file: Path, index_file: Path) -> None:
    ensure_index(graph_file, index_file)
    before = index_file.stat()
    ensure_index(graph_file, index_file)
    assert index_file.stat() == before


def test_an_index_of_another_graph_is_made_again(graph_file: Path, index_file: Path) -> None:
    ensure_index(graph_file, index_file)
    assert not search(index_file, "Cairo")
    with graph_file.open("a") as stream:
        stream.write(OTHER)
    assert not is_current(graph_file, index_file)
    ensure_index(graph_file, index_file)
    assert [hit.label for hit in search(index_file, "Cairo")] == ["Cairo"]


def test_a_graph_written_again_with_the_same_bytes_needs_no_new_index(
    graph_file: Path, index_file: Path
) -> None:
    ensure_index(graph_file, index_file)
    os.utime(graph_file, (1, 1))
    assert is_current(graph_file, index_file)


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + bytes(4080)])
def test_a_damaged_index_is_made_again(graph_file: Path, index_file: Path, damage: bytes) -> None:
    index_file.write_bytes(damage)
    ensure_index(graph_file, index_file)
    assert search(index_file, "Astana")


def test_an_index_of_another_format_is_made_again(
    graph_file: Path, index_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_index(graph_file, index_file)
    monkeypatch.setattr(module, "_FORMAT", "0")
    assert not is_current(graph_file, index_file)


def test_the_same_graph_gives_the_same_names_in_the_same_order(graph_file: Path, tmp_path: Path) -> None:
    dumps = []
    for name in ("one.db", "two.db"):
        make_index(graph_file, tmp_path / name)
        index = connect(tmp_path / name)
        dumps.append(index.execute("SELECT * FROM name ORDER BY id").fetchall())
        index.close()
    assert dumps[0] == dumps[1]
    assert dumps[0]


FILES = ["graph.nq", "hashes.json", "search.db"]


def test_nothing_is_left_behind(graph_file: Path, index_file: Path) -> None:
    ensure_index(graph_file, index_file)
    assert sorted(path.name for path in index_file.parent.iterdir()) == FILES


def test_a_failure_leaves_the_old_index(graph_file: Path, index_file: Path) -> None:
    ensure_index(graph_file, index_file)
    before = index_file.read_bytes()
    graph_file.write_text("this is not N-Quads\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"graph\.nq:1: not N-Quads"):
        ensure_index(graph_file, index_file)
    assert index_file.read_bytes() == before
    assert sorted(path.name for path in index_file.parent.iterdir()) == FILES


def test_a_missing_graph_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        ensure_index(tmp_path / "none.nq", tmp_path / "search.db")


def test_a_folder_that_cannot_be_written_is_one_clear_line(graph_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(OutputError, match=r"search\.db: cannot be written: ") as caught:
        ensure_index(graph_file, folder / "search.db")
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_clear_line(graph_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o500)
    with pytest.raises(OutputError, match=r"search\.db: cannot be written: Permission denied"):
        ensure_index(graph_file, folder / "search.db")


def test_an_sqlite_without_fts5_is_one_clear_line(
    graph_file: Path, index_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(index: sqlite3.Connection, graph_file: Path, graph: IO[bytes]) -> None:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(module, "_fill", fill)
    with pytest.raises(OutputError, match="this SQLite has no full-text engine"):
        ensure_index(graph_file, index_file)
    assert not index_file.exists()
