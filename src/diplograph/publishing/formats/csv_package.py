"""CSV, a file for each class, with a descriptor of what each column is.

The descriptor is a tabular data package (https://specs.frictionlessdata.io/tabular-data-package/). Values are
as written; a list is a JSON array; what is missing is an empty cell.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import itertools
import json
import re
from pathlib import Path
from typing import Any, Final

from diplograph import __version__
from diplograph.base.spreadsheets import disarmed
from diplograph.publishing.formats.statements import Tell
from diplograph.publishing.formats.tables import Column, Table, Tables, read_tables
from diplograph.sources.project import Project

_TYPES: Final = {"iri": "string"}
_DISARMED: Final = (
    "For spreadsheets: a cell that would be a formula, or begins with an apostrophe, has one more apostrophe "
    "before it."
)
_NO_NAME: Final = re.compile(r"[^-a-z0-9._]+")
"""What the name of a resource cannot hold."""


def write_csv(project: Project, out: Path, *, spreadsheet: bool = False, tell: Tell | None = None) -> None:
    """Write a CSV file for each class, and ``datapackage.json``; for a spreadsheet, without formulas."""
    tables = read_tables(project, tell)
    with contextlib.ExitStack() as stack:
        writers = {}
        for table in tables.tables.values():
            path = out / f"{table.name}.csv"
            stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(stream)
            writers[table.name].writerow([column.name for column in table.columns.values()])
        for table, values in tables.rows():
            cells = map(_cell, values)
            writers[table.name].writerow(map(disarmed, cells) if spreadsheet else cells)
    descriptor = json.dumps(_descriptor(tables, out, project, spreadsheet), ensure_ascii=False, indent=2)
    (out / "datapackage.json").write_text(descriptor + "\n", encoding="utf-8")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _descriptor(tables: Tables, folder: Path, project: Project, spreadsheet: bool) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "diplograph",
        **({"description": _DISARMED} if spreadsheet else {}),
        "homepage": project.base,
        "created_by": f"diplograph {__version__}",
        "resources": [
            _resource(table, name, tables, folder)
            for name, table in zip(_names(tables), tables.tables.values(), strict=True)
        ],
    }


def _names(tables: Tables) -> list[str]:
    """Return a name for each table of the letters that the specification allows, and that no other has."""
    names: list[str] = []
    for table in tables.tables.values():
        name = _NO_NAME.sub("-", table.name.lower())
        others = (f"{name}-{number}" for number in itertools.count(2))
        names.append(next(one for one in itertools.chain([name], others) if one not in names))
    return names


def _resource(table: Table, name: str, tables: Tables, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.csv"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path.name,
        **_titles(table.iri, tables),
        "rdfType": table.iri,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": table.rows,
        "schema": {
            "fields": [_field(column, tables) for column in table.columns.values()],
            "primaryKey": "id",
            "missingValues": [""],
        },
    }


def _field(column: Column, tables: Tables) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, **_titles(column.iri, tables)}
    described["type"] = "array" if column.many else _TYPES.get(column.kind, column.kind)
    if column.kind == "iri" and not column.many:
        described["format"] = "uri"
    if column.iri:
        described["rdfType"] = column.iri
    if column.datatype:
        described["datatype"] = column.datatype
    if column.language:
        described["language"] = column.language
    return described


def _titles(iri: str, tables: Tables) -> dict[str, str]:
    """Return the labels of a term, where the vocabulary has them."""
    labels = tables.labels.get(iri, {})
    return {key: labels[tag] for key, tag in (("title", "en"), ("title_ar", "ar")) if tag in labels}
