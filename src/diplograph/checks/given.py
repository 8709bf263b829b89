"""Any data with any shapes: files that belong to no project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.checks.families import Shapes
from diplograph.checks.shapes import Batch, Locator, Progress, findings_of, order, run_shapes
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import has_focus_nodes, validate_in_steps
from diplograph.shacl.peers import PEERS

_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_MOST_TO_LOCATE: Final = 50_000_000  # bytes: a longer file is not read again for the lines of its triples


def validate_given(
    files: Sequence[Path], shapes: Sequence[Path], engine: str = "compiled", progress: Progress | None = None
) -> Iterator[Batch]:
    """Validate files of RDF with files or folders of shapes.

    Raises:
        SourceError: A file cannot be read, is not RDF, or holds no triple; or no shape looks at any node.
        ShapesError: A shape is malformed, or there is none.
    """
    if not files:
        raise SourceError("--shapes needs the FILE to check")
    read = Shapes.read(shapes_files(shapes))
    data = _load(files)
    if not has_focus_nodes(data, read.shapes):
        raise SourceError(_why_nothing(data), path=files[0])
    locate = _locator(files)
    if engine in PEERS:
        triples = [triple for file in files for triple in _triples(file)]
        yield sorted(map(locate, run_shapes(triples, read, engine=engine)), key=order), []
        return
    for found in findings_of(read, validate_in_steps(data, read.shapes), base="", progress=progress):
        yield sorted(map(locate, found), key=order), []


def shapes_files(paths: Sequence[Path]) -> list[Path]:
    """Give the Turtle files of some files and folders.

    Raises:
        SourceError: A folder has none, or a path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        files = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
        if not files:
            raise SourceError("no Turtle file is in it", path=path)
        found += files
    return found


def _load(files: Sequence[Path]) -> LocalData:
    if len(files) == 1:
        return LocalData.from_file(files[0], _format(files[0]), base=files[0].absolute().as_uri())
    return LocalData(triple for file in files for triple in _triples(file))


def _triples(file: Path) -> Iterator[ox.Triple]:
    is_empty = True
    try:
        parsed = ox.parse(
            path=str(file),
            format=_format(file),
            base_iri=file.absolute().as_uri(),
            rename_blank_nodes=True,
        )
        for quad in parsed:
            is_empty = False
            yield ox.Triple(quad.subject, quad.predicate, quad.object)
    except SyntaxError as error:
        raise SourceError(f"not RDF: {error.msg}", path=file, line=error.lineno) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=file) from error
    if is_empty:
        raise SourceError("there is no triple in it", path=file)


def _format(file: Path) -> ox.RdfFormat:
    format = _FORMATS.get(file.suffix.lower())
    if format is None:
        raise SourceError(f"not a file of RDF by its ending: one of {' '.join(_FORMATS)} is known", path=file)
    return format


def _why_nothing(data: LocalData) -> str:
    shapes = "SELECT ?s { ?s a ?kind FILTER ( ?kind IN ( sh:NodeShape, sh:PropertyShape ) ) } LIMIT 1"
    if data.ask(f"PREFIX sh: <http://www.w3.org/ns/shacl#> {shapes}").rows:
        return "no shape finds a node to look at, and this file holds shapes itself: are the files swapped?"
    return "no shape finds a node to look at: nothing was checked"


def _locator(files: Sequence[Path]) -> Locator:
    return Locator(
        (file, file, file.absolute().as_uri())
        for file in files
        if file.suffix == ".ttl" and file.stat().st_size <= _MOST_TO_LOCATE
    )
