"""The CSV of a property graph in compressed parts of bounded size, the headers in files of their own."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from diplograph.publishing.bulk.compressed import Part, compress_parts
from diplograph.publishing.formats.property_graphs import write_neo4j
from diplograph.sources.project import Project


def write_property_parts(
    project: Project, out: Path, part_bytes: int, workers: int | None = None
) -> tuple[list[Part], tuple[str, ...]]:
    """Write a property graph for Neo4j in parts.

    Args:
        project: A project whose graph is built.
        out: An empty folder; the whole CSV stands in it for a while.
        part_bytes: How many bytes of CSV a part holds at most; a row that is longer is a part.
        workers: How many parts are compressed at a time.

    Returns:
        The parts by name, their lines counted as rows, and the groups of files as options of
        ``neo4j-admin database import``.

    Raises:
        SourceError: The graph cannot be read.
        OSError: A part cannot be written.
    """
    parts: list[Part] = []
    groups: list[str] = []
    with tempfile.TemporaryDirectory(prefix=".csv-", dir=out) as folder:
        write_neo4j(project, Path(folder))
        for source in sorted(Path(folder).iterdir()):
            name = "relationships" if source.stem == "relationships" else f"nodes-{source.stem}"
            start = _head(source, out / f"{name}-header.csv")
            spans = cut_rows(source, part_bytes, start)
            targets = [out / f"{name}-{number:05}.csv.gz" for number in range(1, len(spans) + 1)]
            rows = {target.name: span[2] for target, span in zip(targets, spans, strict=True)}
            made = compress_parts(source, [span[:2] for span in spans], targets, workers=workers)
            parts.extend(dataclasses.replace(part, lines=rows[part.name]) for part in made)
            if targets:
                files = ",".join([f"{name}-header.csv", *(target.name for target in targets)])
                groups.append(f"--{name.partition('-')[0]}={files}")
            else:
                (out / f"{name}-header.csv").unlink()
            source.unlink()
    return sorted(parts, key=lambda part: part.name), tuple(groups)


def cut_rows(path: Path, bound: int, start: int = 0) -> list[tuple[int, int, int]]:
    r"""Cut CSV between rows into spans of at most a number of bytes; a line break in quotes ends no row.

    Args:
        path: The file; quotes in its values are doubled.
        bound: How many bytes a span may have; a row that is longer is a span by itself.
        start: Where the first row begins.

    Returns:
        Where each span begins, where it ends, and how many rows it has.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "rows.csv"
        >>> _ = path.write_bytes(b'a,b\n1,"x\ny"\n2,z\n')
        >>> cut_rows(path, 8, 4)
        [(4, 12, 1), (12, 16, 1)]
    """
    spans: list[tuple[int, int, int]] = []
    begin = row = end = start
    rows = 0
    quoted = False
    with path.open("rb") as stream:
        stream.seek(start)
        for line in stream:
            end += len(line)
            quoted ^= bool(line.count(b'"') % 2)
            if quoted:
                continue
            if end - begin > bound and row > begin:
                spans.append((begin, row, rows))
                begin, rows = row, 0
            row = end
            rows += 1
    if end > begin:
        spans.append((begin, end, rows))
    return spans


def _head(source: Path, target: Path) -> int:
    """Write the header of CSV, which has no quotes, into a file of its own; give where the rows begin."""
    with source.open("rb") as stream:
        line = stream.readline()
    target.write_bytes(line)
    return len(line)
