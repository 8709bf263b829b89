"""Any data with any shapes: files that belong to no project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.files import read_text
from diplograph.base.finding import find_files
from diplograph.base.messages import Message, message
from diplograph.checks.families import Shapes
from diplograph.checks.report import DEFAULT, Report, Run
from diplograph.checks.shapes import run_shapes
from diplograph.rdf.files import OTHER_SUFFIXES, format_of, read_rdf
from diplograph.rdf.positions import SourceMap
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import has_focus_nodes

_MOST_TO_LOCATE: Final = 50_000_000  # bytes: a longer file is not read again for the lines of its triples


def validate_given(
    files: Sequence[Path], shapes: Sequence[Path], run: Run = DEFAULT, *, ignores_unknown: bool = False
) -> Report:
    """Check files of RDF by files or folders of shapes.

    Args:
        files: The files.
        shapes: The files of shapes, or folders of them.
        run: How the checks are run.
        ignores_unknown: Whether what is not known of SHACL in the shapes is a note rather than refused.

    Raises:
        SourceError: A file cannot be read, is not RDF, or holds no triple; or no shape looks at any node.
        ShapesError: A shape is malformed, or there is none.
    """
    if not files:
        raise SourceError(message("error.shapes-need-file"))
    read = Shapes.read(shapes_files(shapes), ignores_unknown=ignores_unknown)
    data = _load(files)
    if not has_focus_nodes(data, read.shapes):
        raise SourceError(_why_nothing(data), path=files[0])

    @cache
    def places() -> SourceMap:
        short = [file for file in files if file.suffix == ".ttl" and file.stat().st_size <= _MOST_TO_LOCATE]
        return SourceMap((file, read_text(file), file.absolute().as_uri()) for file in short)

    batches = run_shapes(data, read, run=run)
    found = run.collect([read.ignored_findings()])
    found += run.collect([f.located(places()) for f in batch] for batch in batches)
    root = Path(os.path.commonpath([Path.cwd(), *(file.resolve().parent for file in files)]))
    return Report.of(found, fail_on=run.fail_on, root=root, folder=files[0])


def shapes_files(paths: Sequence[Path]) -> list[Path]:
    """Return the Turtle files of some files and folders.

    Raises:
        SourceError: A folder has none, or a folder cannot be read.
    """
    found: list[Path] = []
    for path in paths:
        files = find_files(path, ".ttl", mistaken=OTHER_SUFFIXES) if os.path.isdir(path) else [path]
        if not files:
            raise SourceError(message("error.no-turtle"), path=path)
        found += files
    return found


def _load(files: Sequence[Path]) -> LocalData:
    if len(files) == 1:
        return LocalData.from_file(files[0], format_of(files[0]), base=files[0].absolute().as_uri())
    return LocalData(quad for file in files for quad in _quads(file))


def _quads(file: Path) -> Iterator[ox.Quad]:
    quad = None
    for quad in read_rdf(file, renames=True):
        yield quad
    if quad is None:
        raise SourceError(message("error.no-triple"), path=file)


def _why_nothing(data: LocalData) -> Message:
    shapes = "SELECT ?s { ?s a ?kind FILTER ( ?kind IN ( sh:NodeShape, sh:PropertyShape ) ) } LIMIT 1"
    if data.ask(f"PREFIX sh: <http://www.w3.org/ns/shacl#> {shapes}").rows:
        return message("error.files-swapped")
    return message("error.no-focus-node")
