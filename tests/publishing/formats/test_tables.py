"""CSV, Parquet and SQLite: the same rows, values as they are in the graph."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from diplograph.base.errors import MissingExtraError
from diplograph.base.names import DG
from diplograph.publishing.formats.csv_package import write_csv
from diplograph.publishing.formats.parquet import write_parquet
from diplograph.publishing.formats.sqlite import write_sqlite
from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from helpers import make_project

RURITANIA = "https://w3id.org/diplograph/id/state/ruritania"
VISIT = "https://w3id.org/diplograph/id/visit/mubarak-to-kazakhstan-2006-11"

csv.field_size_limit(1 << 24)


def from_csv(project: Project, folder: Path) -> dict[str, list[dict[str, Any]]]:
    (out := folder / "csv").mkdir()
    write_csv(project, out)
    tables = {}
    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            tables[path.stem] = list(csv.DictReader(stream))
    return tables


def from_parquet(project: Project, folder: Path) -> dict[str, list[dict[str, Any]]]:
    (out := folder / "parquet").mkdir()
    write_parquet(project, out)
    return {path.stem: pq.read_table(path).to_pylist() for path in out.glob("*.parquet")}


def from_sqlite(project: Project, folder: Path) -> dict[str, list[dict[str, Any]]]:
    write_sqlite(project, folder / "graph.db")
    with closing(sqlite3.connect(folder / "graph.db")) as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')] for name in names}


def test_the_same_counts_as_the_graph(world: Project, tmp_path: Path) -> None:
    counts: dict[str, int] = {}
    stated: dict[str, set[str]] = {}
    for quad in ox.parse(path=str(world.graph_file), format=ox.RdfFormat.N_QUADS):
        graph = getattr(quad.graph_name, "value", "")
        if quad.predicate.value.endswith("#type") and "/graph/facts/" in graph:
            stated.setdefault(quad.object.value.removeprefix(DG), set()).add(quad.subject.value)
    for tables in (from_csv(world, tmp_path), from_parquet(world, tmp_path), from_sqlite(world, tmp_path)):
        found = {name: len(rows) for name, rows in tables.items()}
        counts = counts or found
        assert found == counts
        assert {name: found[name] for name in stated} == {name: len(nodes) for name, nodes in stated.items()}
        assert all(row["id"] for rows in tables.values() for row in rows)


def test_hard_values_in_csv(hard: Project, tmp_path: Path) -> None:
    [row] = [row for row in from_csv(hard, tmp_path)["State"] if row["id"] == RURITANIA]
    assert row["label_ar"] == "روريتانيا"
    assert row["altLabel_ar_sa"] == "\u200fدولة\u200e (R)\u202bx\u202c"
    notes = json.loads(row["note"])
    assert {"two\nlines\r\n\tand a tab\\", "a \"quoted\" 'note'", "e\u0301", "é", "𝔘\u00a0\ufeff"} <= set(
        notes
    )
    values = json.loads(row["value"])
    assert {"1.50", "007", "123456789012345678901234567890", "-0.0", "+5", "-0044", "P12M"} <= set(values)
    assert "199X" in json.loads(row["date"])
    assert "https://w3id.org/diplograph/id/دولة/روريتانيا" in json.loads(row["party"])


def test_hard_values_are_the_same_everywhere(hard: Project, tmp_path: Path) -> None:
    [one] = [row for row in from_csv(hard, tmp_path)["State"] if row["id"] == RURITANIA]
    [two] = [row for row in from_parquet(hard, tmp_path)["State"] if row["id"] == RURITANIA]
    [three] = [row for row in from_sqlite(hard, tmp_path)["State"] if row["id"] == RURITANIA]
    for name in ("note", "value", "date", "party"):
        assert json.loads(one[name]) == two[name] == json.loads(three[name])
    assert one["label_en"] == two["label_en"] == three["label_en"] == "Ruritania"


def test_a_long_text(hard: Project, tmp_path: Path) -> None:
    [row] = [row for row in from_csv(hard, tmp_path)["State"] if row["id"].endswith("freedonia")]
    [note] = json.loads(row["note"])
    assert note == "نص طويل " * 2500


def test_dates_keep_their_precision(built: Project, tmp_path: Path) -> None:
    [row] = [row for row in from_csv(built, tmp_path)["Visit"] if row["id"] == VISIT]
    columns = list(row)
    at = columns.index("date")
    assert columns[at : at + 3] == ["date", "earliest", "latest"]
    assert [row[name] for name in columns[at : at + 3]] == [
        "2006-11-07/2006-11-08",
        "2006-11-07",
        "2006-11-08",
    ]
    [row] = [row for row in from_parquet(built, tmp_path)["Visit"] if row["id"] == VISIT]
    assert (row["date"], row["earliest"], row["latest"]) == (
        "2006-11-07/2006-11-08",
        date(2006, 11, 7),
        date(2006, 11, 8),
    )


def test_numbers_are_numbers_where_that_is_safe(built: Project, tmp_path: Path) -> None:
    [row] = [row for row in from_sqlite(built, tmp_path)["Observation"] if row["id"].endswith("/trade-2005")]
    assert row["value"] == 8100000
    assert row["period"] == "2005"


def test_the_descriptor_says_what_is_there(built: Project, tmp_path: Path) -> None:
    tables = from_csv(built, tmp_path)
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {f"{name}.csv" for name in tables}
    for resource in package["resources"]:
        data = (tmp_path / "csv" / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["bytes"] == len(data)
        rows = tables[resource["path"].removesuffix(".csv")]
        assert resource["rows"] == len(rows)
        assert [field["name"] for field in resource["schema"]["fields"]] == list(rows[0])
    [visit] = [resource for resource in package["resources"] if resource["path"] == "Visit.csv"]
    fields = {field["name"]: field for field in visit["schema"]["fields"]}
    assert fields["hostState"] == {
        "name": "hostState",
        "title": "host state",
        "title_ar": "الدولة المضيفة",
        "type": "string",
        "format": "uri",
        "rdfType": DG + "hostState",
    }
    assert (fields["earliest"]["type"], fields["evidence"]["type"], fields["ordinal"]["type"]) == (
        "date",
        "array",
        "integer",
    )


ODD = """
<id/دولة/روريتانيا> a dg:State ; rdfs:label "=1+1"@en , "ر"@ar ; dg:party <mailto:x@y.z> ; <urn:p> "2023-02-30"^^xsd:date ;
    <urn:q> 1e400 ; <urn:b> true ; dg:hostState <id/دولة/روريتانيا> .
<id/state/b> a dg:State ; rdfs:label "b"@en ; <urn:p> "2023-02-03"^^xsd:date ; <urn:b> "1"^^xsd:boolean ;
    dg:hostState <urn:x:y> ; <urn:z> "NaN"^^xsd:decimal , "INF"^^xsd:double .
<id/state/c> a <urn:صنف> , <urn:صفة> , <urn:x#A%20B> , <urn:x#!> ; rdfs:label "c\\nd,\\"e\\"\\u0000\\u0007\\uFFFF"@en ;
    <urn:time> "12:00:00"^^xsd:time ; <urn:i> 1234567890123456789012 ; <urn:n> 1.5 ; <urn:k> "" ; <urn:l> "[1" .
<id/state/d> a <urn:صنف> ; <urn:n> -0 ; <urn:k> "null" ; <urn:l> "x" , "y" .
"""
"""Names and values that the specification of data packages, or a type, does not allow as they are."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("odd") / "project", odd=ODD)
    build(project)
    return project


def test_day_that_is_in_no_calendar_is_text(odd: Project, tmp_path: Path) -> None:
    for read in (from_csv, from_parquet, from_sqlite):
        days = {row["urn_p"] for row in read(odd, tmp_path)["State"]}
        assert days == {"2023-02-30", "2023-02-03"}


def test_resources_have_names_of_the_letters_that_are_allowed(odd: Project, tmp_path: Path) -> None:
    """Data Package, "name": lower-case letters, digits, and ``.``, ``_``, ``-``; each once."""
    from_csv(odd, tmp_path)
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    names = [resource["name"] for resource in package["resources"]]
    assert all(re.fullmatch(r"[-a-z0-9._]+", name) for name in names)
    assert len(set(names)) == len(names) >= 6


@pytest.mark.slow
@pytest.mark.parametrize("of", ["built", "hard", "odd"])
def test_frictionless_finds_nothing_wrong(of: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    tables = from_csv(request.getfixturevalue(of), tmp_path)
    report = frictionless.validate(str(tmp_path / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    package = frictionless.Package(str(tmp_path / "csv" / "datapackage.json"))
    for resource in package.resources:
        assert len(resource.read_rows()) == len(tables[resource.path.removesuffix(".csv")])


def test_without_pyarrow(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        MissingExtraError, match=r"pyarrow is not installed: pip install 'diplograph\[parquet\]'"
    ):
        write_parquet(built, tmp_path)
