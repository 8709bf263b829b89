"""The built graph as a store to ask: in memory where it is small, on disk beside it where it is large.

``build/store/KEY/`` holds a store of Oxigraph for the graph whose hash is in KEY. The graph is read into it
in slices when it is first asked, and the folder gets its name when all is in it: what has the name is whole.
Each graph has a folder of its own, so that a store is never taken for that of another graph; who has one open
keeps it when the folder goes.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from diplograph.base.errors import OutputError
from diplograph.base.files import replacing_folder
from diplograph.base.hashes import FileHashes
from diplograph.base.locks import Lock, locked
from diplograph.base.temporary import sweep
from diplograph.snapshot.build import HASHES
from diplograph.sources.project import Project
from diplograph.sparql.engine import load_store

LARGE: Final = 64_000_000
"""From which size of the graph in bytes its store lies on disk: some 300,000 statements. Fewer are loaded
into memory within a second, and to make their store takes longer than to load them twice."""

_SLICE: Final = 20_000_000  # 100,000 statements: the memory of a load grows with what it is given
_FILES: Final = "files.json"
_STORE: Final = "store"


def open_store(project: Project, graph: IO[bytes]) -> ox.Store:
    """Open a built graph as a store to ask, which is not to be written to.

    Args:
        project: The project.
        graph: Its graph, as it was opened; another build may have put another in its place.

    Raises:
        SourceError: The graph is not N-Quads.
    """
    store = None
    if os.fstat(graph.fileno()).st_size >= LARGE:
        with contextlib.suppress(OSError, OutputError, SyntaxError):
            folder = project.build / _STORE / _key(project, graph)
            sweep(folder.parent)
            store = _open(folder)
            if store is None:
                store = _make(folder, graph)
    if store is None:
        graph.seek(0)
        store = load_store(project.graph_file, graph)
    return store


def _key(project: Project, graph: IO[bytes]) -> str:
    """Return the name of a graph's store, which other versions of Oxigraph may not be able to read."""
    hashes = FileHashes(project.build / HASHES)
    digest = hashes.hash_of_open(project.graph_file.name, graph)
    hashes.save()
    return f"{digest[:32]}-{ox.__version__}"


def _open(folder: Path) -> ox.Store | None:
    """Open a store; None where there is none, or a file of it is missing or was cut off.

    Oxigraph checks what it reads of the files against sums in them: other damage fails where it is met.
    """
    with contextlib.suppress(OSError, ValueError):
        if json.loads((folder / _FILES).read_bytes()) == _sizes(folder / _STORE):
            return ox.Store.read_only(str(folder / _STORE))
    return None


def _sizes(store: Path) -> dict[str, int]:
    """Return the size of each file of a store; opening it to read changes none."""
    return {path.name: path.stat().st_size for path in sorted(store.iterdir())}


def _make(folder: Path, graph: IO[bytes]) -> ox.Store | None:
    """Make the store of a graph, and remove those of others.

    Returns:
        None where another process is making one.

    Raises:
        OSError: It cannot be written.
        OutputError: It cannot be written.
        SyntaxError: The graph is not N-Quads.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent) as lock:
        if lock is Lock.THEIRS:
            return None
        for other in folder.parent.iterdir():  # nobody makes one now: what has no name was left by a kill
            shutil.rmtree(other, ignore_errors=True)
        with replacing_folder(folder) as new:
            _fill(new / _STORE, graph)
            (new / _FILES).write_text(json.dumps(_sizes(new / _STORE)), encoding="utf-8")
    return _open(folder)


def _fill(path: Path, graph: IO[bytes]) -> None:
    """Load a graph into a store on disk; the store is closed afterwards."""
    store = ox.Store(str(path))
    with_blank_nodes = []
    for piece in _slices(graph):
        if b"_:" in piece:
            lines = piece.split(b"\n")
            with_blank_nodes += [line for line in lines if b"_:" in line]
            piece = b"\n".join(line for line in lines if b"_:" not in line)
        store.bulk_load(piece, format=ox.RdfFormat.N_QUADS, lenient=True)
    # in one load, since each gives blank nodes names of its own
    store.bulk_load(b"\n".join(with_blank_nodes), format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()


def _slices(graph: IO[bytes]) -> Iterator[bytes]:
    graph.seek(0)
    while piece := graph.read(_SLICE):
        yield piece + graph.readline()
