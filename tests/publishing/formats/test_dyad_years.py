"""The dyad-year table, worked out by hand from the facts."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from diplograph.publishing.formats.dyad_years import write_dyad_years
from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from helpers import make_project

FACTS = """
<id/state/a> a dg:State ; rdfs:label "A"@en , "أ"@ar .
<id/state/b> a dg:State ; rdfs:label "B"@en , "ب"@ar .
<id/state/c> a dg:State ; rdfs:label "C"@en , "ج"@ar .
<id/office/minister-of-b> a dg:Office ; dg:ofState <id/state/b> .

<id/visit/1> a dg:Visit ; dg:visitingState <id/state/a> ; dg:hostState <id/state/b> ; dg:visitKind dg:presidentialVisit ,
    dg:officialVisit ; dg:date "1999-12-30/2000-01-02"^^edtf:EDTF ; dg:evidence <document/d#char=90,95> , <document/d#char=100,110> .
<id/visit/2> a dg:Visit ; dg:visitingState <id/state/b> ; dg:hostState <id/state/a> ; dg:date "1999"^^edtf:EDTF ;
    dg:collective true ; dg:evidence <document/d#char=5,9> .
<id/visit/3> a dg:Visit ; dg:visitingState <id/state/b> ; dg:hostState <id/state/a> ; dg:date "199X"^^edtf:EDTF .
<id/visit/4> a dg:Visit ; dg:visitingState <id/state/c> ; dg:hostState <id/state/c> ; dg:date "1999"^^edtf:EDTF .
<id/visit/5> a dg:Visit ; dg:hostState <id/state/c> ; dg:date "1999"^^edtf:EDTF .
<id/claim/1> a dg:Claim ; rdf:subject <id/visit/2> ; rdf:predicate dg:date ; rdf:object "1999"^^edtf:EDTF ;
    dg:evidence <document/e#char=1,2> .
<id/claim/2> a dg:Claim ; rdf:subject <id/visit/2> ; rdf:predicate dg:date ; rdf:object "1998"^^edtf:EDTF ;
    dg:rank dg:deprecated ; dg:evidence <document/f#char=1,2> .

<id/treaty/1> a dg:Treaty ; dg:action <id/action/1> , <id/action/2> , <id/action/3> .
<id/action/1> a dg:TreatyAction ; dg:actionKind dg:signature ; dg:party <id/state/a> ; dg:date "1999-05"^^edtf:EDTF .
<id/action/2> a dg:TreatyAction ; dg:actionKind dg:signature ; dg:party <id/office/minister-of-b> ; dg:date "2001"^^edtf:EDTF .
<id/action/3> a dg:TreatyAction ; dg:actionKind dg:ratification ; dg:party <id/state/c> ; dg:date "2001"^^edtf:EDTF .

<id/relation/1> a dg:Relation ; dg:relationKind dg:bilateralRelations ; dg:party <id/state/a> , <id/state/b> ;
    dg:start "1998"^^edtf:EDTF ; dg:end "2000"^^edtf:EDTF .

<id/observation/1> a dg:Observation ; dg:indicator dg:bilateralTrade ; dg:party <id/state/a> , <id/state/c> ;
    dg:value 1.50 ; dg:hedge dg:approximately ; dg:period "2001"^^edtf:EDTF .
<id/observation/2> a dg:Observation ; dg:indicator dg:bilateralTrade ; dg:party <id/state/a> , <id/state/c> ;
    dg:value 9 ; dg:hedge dg:atMost ; dg:period "2002"^^edtf:EDTF .
<id/observation/4> a dg:Observation ; dg:indicator dg:bilateralTrade ; dg:party <id/state/a> , <id/state/c> ;
    dg:value 20 ; dg:hedge dg:nearly ; dg:period "2003"^^edtf:EDTF .
<id/observation/3> a dg:Observation ; dg:indicator dg:area ; dg:party <id/state/a> , <id/state/c> ; dg:value 9 .
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], dict[str, str]]:
    project = make_project(tmp_path_factory.mktemp("dyads") / "project", facts=FACTS)
    build(project)
    return read(project)


def read(project: Project) -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the rows by the English labels and the year, without what is empty or none."""
    write_dyad_years(project, out := io.BytesIO())
    rows = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    return {
        (row["state_a_en"], row["state_b_en"], row["year"]): {
            name: value
            for name, value in row.items()
            if value not in ("", "0") and name[:5] not in ("state", "year")
        }
        for row in rows
    }


def test_every_row(rows: dict[tuple[str, str, str], dict[str, str]]) -> None:
    assert rows == {
        ("A", "B", "1998"): {"relations": "bilateralRelations"},
        ("A", "B", "1999"): {
            "visits_a_to_b": "1",
            "visits_a_to_b_presidential": "1",
            "visits_a_to_b_official": "1",
            "visits_b_to_a": "1",
            "visits_collective": "1",
            "relations": "bilateralRelations",
            "citations": "d#char=5,9 d#char=90,95 d#char=100,110 e#char=1,2",
        },
        ("A", "B", "2001"): {"treaties_signed": "1"},
        ("A", "B", ""): {"visits_b_to_a": "1"},
        ("A", "C", "2001"): {"trade_value": "1.50", "trade_hedge": "approximately"},
        ("A", "C", "2002"): {"trade_value": "9", "trade_hedge": "atMost", "trade_high": "9"},
        ("A", "C", "2003"): {"trade_value": "20", "trade_hedge": "nearly", "trade_high": "20"},
    }


def test_the_shipped_visits_are_all_there(built: Project) -> None:
    rows = read(built)
    ways = [sum(int(row.get(way, 0)) for row in rows.values()) for way in ("visits_a_to_b", "visits_b_to_a")]
    assert ways == [11, 5]  # as `diplograph query visits-between` has them


def test_trade_of_the_shipped_states(built: Project) -> None:
    rows = read(built)
    assert {
        year: (row.get("trade_low"), row.get("trade_high"))
        for (a, b, year), row in rows.items()
        if "trade_value" in row
    } == {
        "2005": ("8100000", "8100000"),
        "2007": ("76000000", "76000000"),
        "2008": ("250000000", None),
        "2009": (None, "50000000"),
    }


def test_order_and_headings(built: Project, tmp_path: Path) -> None:
    write_dyad_years(built, out := io.BytesIO())
    [head, *lines] = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
    assert head[:9] == [
        "state_a",
        "state_a_en",
        "state_a_ar",
        "state_b",
        "state_b_en",
        "state_b_ar",
        "year",
        "visits_a_to_b",
        "visits_a_to_b_academic",
    ]
    assert head[-1] == "citations"
    keys = [(line[0], line[3], int(line[6] or 9999)) for line in lines]
    assert keys == sorted(set(keys))
