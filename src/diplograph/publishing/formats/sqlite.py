"""SQLite, a table for each class: lists are JSON, for ``json_each``; dates are text that sorts."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from diplograph.base.errors import OutputError
from diplograph.base.messages import message
from diplograph.publishing.formats.statements import Tell
from diplograph.publishing.formats.tables import Column, Table, read_tables
from diplograph.sources.project import Project

_TYPES: Final = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_BATCH: Final = 2_000


def write_sqlite(project: Project, out: Path, *, tell: Tell | None = None) -> None:
    """Write a SQLite database."""
    tables = read_tables(project, tell)
    waiting: dict[str, list[list[Any]]] = defaultdict(list)
    inserts: dict[str, str] = {}
    try:
        with closing(sqlite3.connect(out)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")  # nobody reads it before it is renamed
            for table in tables.tables.values():
                database.execute(_create(table))
                marks = ", ".join("?" * len(table.columns))
                inserts[table.name] = f"INSERT INTO {_quoted(table.name)} VALUES ({marks})"
            for table, values in tables.rows():
                rows = waiting[table.name]
                columns = table.columns.values()
                rows.append([_value(*pair) for pair in zip(columns, values, strict=True)])
                if len(rows) >= _BATCH:
                    database.executemany(inserts[table.name], rows)
                    rows.clear()
            for name, rows in waiting.items():
                database.executemany(inserts[name], rows)
            database.commit()
    except sqlite3.Error as error:
        raise OutputError(message("error.unwritable", reason=error), path=out) from error


def _create(table: Table) -> str:
    columns = [
        f"{_quoted(column.name)} {'TEXT' if column.many else _TYPES.get(column.kind, 'TEXT')}"
        + (" PRIMARY KEY" if column.name == "id" else "")
        for column in table.columns.values()
    ]
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.many:
        return json.dumps(value, ensure_ascii=False)
    if column.kind == "boolean":
        return int(value == "true")
    if column.kind == "integer":
        return int(value)
    return float(value) if column.kind == "number" else value
