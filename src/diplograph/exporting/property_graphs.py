"""Property graphs as CSV: for the import of Neo4j, and for openCypher on Neptune.

A node has its IRI, its class as label, and its literals as properties, those with several values as lists;
what it says of other nodes becomes relationships, named after the property.

Sources: https://neo4j.com/docs/operations-manual/current/import/ ("Full import", CSV header format);
https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-opencypher.html.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any, Final

from diplograph.exporting.statements import Tell
from diplograph.exporting.tables import Column, Table, Tables, read_tables
from diplograph.names import short
from diplograph.project import Project

_NEO4J: Final = {
    "string": "string",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
}
_NEPTUNE: Final = {
    "string": "String",
    "integer": "Long",
    "number": "Double",
    "boolean": "Bool",
    "date": "Date",
}


def write_neo4j(project: Project, out: Path, *, tell: Tell | None = None) -> None:
    """Write a CSV file of nodes for each class, and ``relationships.csv``, for ``neo4j-admin import``.

    Args:
        project: A project whose graph is built.
        out: An empty folder.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        SourceError: The graph cannot be read.
    """
    ends = [":START_ID", ":END_ID", ":TYPE"]
    _write(read_tables(project, tell), out, ["iri:ID", ":LABEL"], _NEO4J, ends)


def write_neptune(project: Project, out: Path, *, tell: Tell | None = None) -> None:
    """Write the same for Neptune's bulk loader, in its openCypher format.

    Args:
        project: A project whose graph is built.
        out: An empty folder.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        SourceError: The graph cannot be read.
    """
    ends = [":ID", ":START_ID", ":END_ID", ":TYPE"]
    _write(read_tables(project, tell), out, [":ID", ":LABEL"], _NEPTUNE, ends)


def _write(tables: Tables, out: Path, first: list[str], types: dict[str, str], ends: list[str]) -> None:
    known: set[str] = set()
    for table in tables.tables.values():
        with (out / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow([*first, *(_header(column, types) for column in _literals(table))])
    files: dict[str, Any] = {}
    try:
        for table, values in tables.rows():
            if table.name not in files:
                files[table.name] = (out / f"{table.name}.csv").open("a", encoding="utf-8", newline="")
            row = dict(zip((column.name for column in table.columns.values()), values, strict=True))
            known.add(row["id"])
            cells = [_cell(row[column.name]) for column in _literals(table)]
            csv.writer(files[table.name]).writerow([row["id"], table.name, *cells])
    finally:
        for stream in files.values():
            stream.close()
    _write_relationships(tables, out, known, ends)


def _write_relationships(tables: Tables, out: Path, known: set[str], ends: list[str]) -> None:
    with (out / "relationships.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(ends)
        number = 0
        for table, values in tables.rows():
            columns = list(table.columns.values())
            for column, value in zip(columns[1:], values[1:], strict=True):
                if column.kind != "iri" or value is None:
                    continue
                for target in value if isinstance(value, list) else [value]:
                    if target in known:
                        row = [values[0], target, _relation(column)]
                        writer.writerow([f"r{number}", *row] if len(ends) == 4 else row)
                        number += 1


def _header(column: Column, types: dict[str, str]) -> str:
    return f"{column.name}:{types.get(column.kind, types['string'])}{'[]' if column.many else ''}"


def _literals(table: Table) -> list[Column]:
    return [column for column in list(table.columns.values())[1:] if column.kind != "iri"]


def _relation(column: Column) -> str:
    """Name a relationship as Cypher does: in capitals, with underscores."""
    name = short(column.iri, "").rpartition(":")[2].rpartition("/")[2]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):  # a semicolon parts the members of a list
        return ";".join(item.replace(";", ",") for item in value)
    return str(value)
