r"""Property graphs as CSV: for the import of Neo4j, and for openCypher on Neptune.

A node has its IRI, its classes as labels, and its literals as properties, those with several values as lists;
what it says of other nodes becomes relationships, named after the property. The members of a list are parted
by U+001F for Neo4j, to be imported with ``--array-delimiter=U+001F``, and by semicolons for Neptune, which
reads ``\;`` as one within a member.

Sources: https://neo4j.com/docs/operations-manual/current/import/ ("Full import", CSV header format);
https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-opencypher.html.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from diplograph.base.names import local_name
from diplograph.publishing.formats.statements import Tell
from diplograph.publishing.formats.tables import Column, Table, Tables, read_tables
from diplograph.sources.project import Project


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How a loader wants its CSV: first columns, types, columns of a relationship, members of a list."""

    first: tuple[str, ...]
    types: dict[str, str]
    ends: tuple[str, ...]
    listed: Callable[[list[str]], str]


def _neo4j_list(members: list[str]) -> str:
    return "\x1f".join(member.replace("\x1f", "\ufffd") for member in members)


def _neptune_list(members: list[str]) -> str:
    return ";".join(member.replace(";", "\\;") for member in members)


_NEO4J: Final = _Dialect(
    first=("iri:ID", ":LABEL"),
    types={
        "string": "string",
        "integer": "long",
        "number": "double",
        "boolean": "boolean",
        "date": "date",
    },
    ends=(":START_ID", ":END_ID", ":TYPE"),
    listed=_neo4j_list,
)
_NEPTUNE: Final = _Dialect(
    first=(":ID", ":LABEL"),
    types={
        "string": "String",
        "integer": "Long",
        "number": "Double",
        "boolean": "Bool",
        "date": "Date",
    },
    ends=(":ID", ":START_ID", ":END_ID", ":TYPE"),
    listed=_neptune_list,
)


def write_neo4j(project: Project, out: Path, *, tell: Tell | None = None) -> None:
    """Write a CSV file of nodes for each class, and ``relationships.csv``, for ``neo4j-admin import``."""
    _write(read_tables(project, tell), out, _NEO4J)


def write_neptune(project: Project, out: Path, *, tell: Tell | None = None) -> None:
    """Write the same for Neptune's bulk loader, in its openCypher format."""
    _write(read_tables(project, tell), out, _NEPTUNE)


def _write(tables: Tables, out: Path, dialect: _Dialect) -> None:
    known: set[str] = set()
    for table in tables.tables.values():
        with (out / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(
                [*dialect.first, *(_header(column, dialect.types) for column in _literals(table))]
            )
    files: dict[str, Any] = {}
    try:
        for labels, table, values in _nodes(tables):
            if table.name not in files:
                files[table.name] = (out / f"{table.name}.csv").open("a", encoding="utf-8", newline="")
            row = dict(zip((column.name for column in table.columns.values()), values, strict=True))
            known.add(row["id"])
            cells = [_cell(row[column.name], dialect.listed) for column in _literals(table)]
            csv.writer(files[table.name]).writerow([row["id"], labels, *cells])
    finally:
        for stream in files.values():
            stream.close()
    _write_relationships(tables, out, known, dialect)


def _nodes(tables: Tables) -> Iterator[tuple[str, Table, list[Any]]]:
    """Yield each node once, with its labels and the first of its tables, which has all that is said of it."""
    for _, rows in groupby(tables.rows(), key=lambda row: row[1][0]):
        found = list(rows)
        yield ";".join(table.name for table, _ in found), *found[0]


def _write_relationships(tables: Tables, out: Path, known: set[str], dialect: _Dialect) -> None:
    with (out / "relationships.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(dialect.ends)
        number = 0
        for _, table, values in _nodes(tables):
            columns = list(table.columns.values())
            for column, value in zip(columns[1:], values[1:], strict=True):
                if column.kind != "iri" or value is None:
                    continue
                for target in value if isinstance(value, list) else [value]:
                    if target in known:
                        row = [values[0], target, _relation(column)]
                        writer.writerow([f"r{number}", *row] if dialect.ends[0] == ":ID" else row)
                        number += 1


def _header(column: Column, types: dict[str, str]) -> str:
    return f"{column.name}:{types.get(column.kind, types['string'])}{'[]' if column.many else ''}"


def _literals(table: Table) -> list[Column]:
    return [column for column in list(table.columns.values())[1:] if column.kind != "iri"]


def _relation(column: Column) -> str:
    """Name a relationship as Cypher does: in capitals, with underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", local_name(column.iri)).upper()


def _cell(value: Any, listed: Callable[[list[str]], str]) -> str:
    if value is None:
        return ""
    return listed(value) if isinstance(value, list) else str(value)
