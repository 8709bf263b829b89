"""Parquet, a file for each class, with true types: days, numbers, lists."""

from __future__ import annotations

import contextlib
import datetime
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from diplograph.base.extras import extra
from diplograph.publishing.formats.statements import Tell
from diplograph.publishing.formats.tables import Column, Table, read_tables
from diplograph.sources.project import Project

_BATCH: Final = 10_000


def write_parquet(project: Project, out: Path, *, tell: Tell | None = None) -> None:
    """Write a Parquet file for each class."""
    with extra("parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq
    types = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    tables = read_tables(project, tell)
    waiting: dict[str, list[list[Any]]] = defaultdict(list)

    def schema(table: Table) -> Any:
        fields = []
        for column in table.columns.values():
            type = types.get(column.kind, pa.string())
            metadata = {"iri": column.iri, "datatype": column.datatype, "language": column.language}
            fields.append(pa.field(column.name, pa.list_(type) if column.many else type, metadata=metadata))
        return pa.schema(fields, metadata={"iri": table.iri})

    schemas = {table.name: schema(table) for table in tables.tables.values()}
    with contextlib.ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(out / f"{name}.parquet", schema))
            for name, schema in schemas.items()
        }

        def flush(table: Table) -> None:
            rows, made = waiting[table.name], schemas[table.name]
            columns = zip(*rows, strict=True)
            arrays = [
                pa.array([_value(column, value) for value in values], type=made.field(column.name).type)
                for column, values in zip(table.columns.values(), columns, strict=True)
            ]
            writers[table.name].write_table(pa.Table.from_arrays(arrays, schema=made))
            rows.clear()

        for table, values in tables.rows():
            waiting[table.name].append(values)
            if len(waiting[table.name]) >= _BATCH:
                flush(table)
        for table in tables.tables.values():
            if waiting[table.name]:
                flush(table)


def _value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, list):
        return [_single(column, item) for item in value]
    return _single(column, value)


def _single(column: Column, value: str) -> Any:
    match column.kind:
        case "integer":
            return int(value)
        case "number":
            return float(value)
        case "boolean":
            return value == "true"
        case "date":
            return datetime.date.fromisoformat(value)
    return value
