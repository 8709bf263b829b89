"""The dyad-year table, worked out by hand from the facts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.publishing.formats.dyad_years import write_directed_dyad_years, write_dyad_years
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
<id/visit/6> a dg:Visit ; dg:visitingState <id/state/a> ; dg:hostState <id/state/c> ; dg:date "2001?"^^edtf:EDTF .
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


def table(project: Project, write: Callable[..., None] = write_dyad_years) -> list[dict[str, str]]:
    """Return the rows as they stand in the file."""
    write(project, out := io.BytesIO())
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def read(
    project: Project, write: Callable[..., None] = write_dyad_years
) -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the rows by the English labels and the year, without what is empty, none or not known."""
    return {
        (row["state_a_en"], row["state_b_en"], row["year"]): {
            name: value
            for name, value in row.items()
            if value not in ("", "0", "unknown") and name[:5] not in ("state", "year")
        }
        for row in table(project, write)
    }


def test_every_row(rows: dict[tuple[str, str, str], dict[str, str]]) -> None:
    assert rows == {
        ("A", "B", "1998"): {"relations": "bilateralRelations"},
        ("A", "B", "1999"): {
            "visits_a_to_b": "1",
            "visits_a_to_b_presidential": "1",
            "visits_a_to_b_official": "1",
            "journeys_a_to_b": "1",
            "visits_b_to_a": "1",
            "visits_b_to_a_collective": "1",
            "journeys_b_to_a": "1",
            "covered_by": "d e",
            "relations": "bilateralRelations",
            "citations": "d#char=5,9 d#char=90,95 d#char=100,110 e#char=1,2",
        },
        ("A", "B", "2000"): {"relations": "bilateralRelations"},
        ("A", "B", "2001"): {"treaties_signed": "1"},
        ("A", "B", ""): {"visits_b_to_a": "1", "journeys_b_to_a": "1"},
        ("A", "C", ""): {"visits_a_to_b": "1", "journeys_a_to_b": "1"},
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
    assert head[:17] == [
        *("state_a", "state_a_en", "state_a_ar", "state_a_cow", "state_a_gw"),
        *("state_b", "state_b_en", "state_b_ar", "state_b_cow", "state_b_gw"),
        *("year", "covered_by", "diplomatic_relations", "diplomatic_relations_at_end"),
        *("visits_a_to_b", "journeys_a_to_b", "visits_a_to_b_academic"),
    ]
    assert head[-1] == "citations"
    keys = [(line[0], line[5], int(line[10] or 9999)) for line in lines]
    assert keys == sorted(set(keys))


# The lists have A as of 1901, with a gap in one of them, and B from 1900 to 1911. One document covers the pair
# from 1902 to 1906, another 1910.
OVER_TIME = """
<id/state/a> a dg:State ; rdfs:label "A"@en .
<id/state/b> a dg:State ; rdfs:label "B"@en .
<id/state/c> a dg:State ; rdfs:label "C"@en .
<id/state/d> a dg:State ; rdfs:label "D"@en .
<id/record/1> a dg:ReferenceRecord ; dg:about <id/state/a> ; dg:cowCode 1 ; dcterms:valid "1901-07-01/1903-02-01"^^edtf:EDTF .
<id/record/2> a dg:ReferenceRecord ; dg:about <id/state/a> ; dg:cowCode 1 ; dcterms:valid "1906-01-01/.."^^edtf:EDTF .
<id/record/3> a dg:ReferenceRecord ; dg:about <id/state/a> ; dg:gwCode 10 ; dcterms:valid "1901-12-31/.."^^edtf:EDTF .
<id/record/4> a dg:ReferenceRecord ; dg:about <id/state/b> ; dg:cowCode 2 ; dcterms:valid "1900-01-01/.."^^edtf:EDTF .
<id/record/5> a dg:ReferenceRecord ; dg:about <id/state/b> ; dg:isoAlpha4 "BBBB" ; dcterms:valid "/1911-05-01"^^edtf:EDTF .

<id/event/1> a dg:Event ; dg:eventKind dg:openingOfDiplomaticRelations ; dg:party <id/state/a> , <id/state/b> ;
    dg:date "1902-03-01"^^edtf:EDTF ; dg:evidence <document/d#char=0,9> .
<id/event/2> a dg:Event ; dg:eventKind dg:severanceOfDiplomaticRelations ; dg:party <id/state/a> , <id/state/b> ;
    dg:date "1904-12-31"^^edtf:EDTF ; dg:evidence <document/d#char=10,19> .
<id/visit/1> a dg:Visit ; dg:visitingState <id/state/a> ; dg:hostState <id/state/b> ; dg:jointWith <id/visit/2> ;
    dg:date "1906"^^edtf:EDTF ; dg:evidence <document/d#char=20,29> .
<id/visit/2> a dg:Visit ; dg:visitingState <id/state/a> ; dg:hostState <id/state/b> ; dg:jointWith <id/visit/1> ;
    dg:date "1906"^^edtf:EDTF ; dg:evidence <document/d#char=20,29> .
<id/relation/1> a dg:Relation ; dg:relationKind dg:support ; dg:from <id/state/b> ; dg:to <id/state/a> ;
    dg:start "1910"^^edtf:EDTF ; dg:statusAtWriting dg:former ; dg:evidence <document/e#char=0,9> .
<id/event/3> a dg:Event ; dg:eventKind dg:war ; dg:party <id/state/a> , <id/state/b> ; dg:date "1911"^^edtf:EDTF ;
    dg:evidence <document/e#char=10,19> .
<id/event/4> a dg:Event ; dg:eventKind dg:war ; dg:party <id/state/b> , <id/state/c> ; dg:date "1895"^^edtf:EDTF ;
    dg:evidence <document/e#char=10,19> .
<id/event/6> a dg:Event ; dg:eventKind dg:war ; dg:party <id/state/c> , <id/state/d> ; dg:date "1913"^^edtf:EDTF ;
    dg:evidence <document/e#char=10,19> .
<id/event/5> a dg:Event ; dg:eventKind dg:war ; dg:party <id/state/a> , <id/state/c> ; dg:evidence <document/e#char=10,19> .
"""


@pytest.fixture(scope="module")
def over_time(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("dyads") / "project", facts=OVER_TIME)
    build(project)
    return project


def column(project: Project, *names: str) -> dict[str, tuple[str, ...]]:
    """Return some columns of A and B by year."""
    rows = [row for row in table(project) if (row["state_a_en"], row["state_b_en"]) == ("A", "B")]
    return {row["year"]: tuple(row[name] for name in names) for row in rows}


def test_a_year_in_which_both_states_exist_has_a_row_with_the_codes_of_its_time(over_time: Project) -> None:
    assert column(over_time, "state_a_cow", "state_a_gw", "state_b_cow", "state_b_gw") == {
        **dict.fromkeys(("1901", "1902", "1903"), ("1", "10", "2", "")),
        **dict.fromkeys(("1904", "1905"), ("", "10", "2", "")),
        **dict.fromkeys(map(str, range(1906, 1912)), ("1", "10", "2", "")),
    }  # none of 1895, before either was a member, and none of 1912, when B had ended


def test_a_year_that_no_source_covers_is_missing_and_not_zero(over_time: Project) -> None:
    found = column(over_time, "covered_by", "visits_a_to_b", "treaties_signed", "diplomatic_relations")
    assert {year for year, (covered, *_) in found.items() if not covered} == {"1901", "1907", "1908", "1909"}
    assert {rest for covered, *rest in map(tuple, found.values()) for rest in rest if not covered} == {""}
    assert {counts[1:3] for counts in found.values() if counts[0]} == {("0", "0"), ("2", "0")}
    assert {year: covered for year, (covered, *_) in found.items() if covered == "e"} == {
        "1910": "e",
        "1911": "e",
    }


def test_how_diplomatic_relations_stood(over_time: Project) -> None:
    found = column(over_time, "diplomatic_relations", "diplomatic_relations_at_end")
    assert found == {
        "1901": ("", ""),
        "1902": ("changed", "established"),
        "1903": ("established", "established"),
        "1904": ("changed", "broken"),
        "1905": ("broken", "broken"),
        "1906": ("broken", "broken"),
        **dict.fromkeys(("1907", "1908", "1909"), ("", "")),
        "1910": ("broken", "broken"),
        "1911": ("broken", "broken"),
    }


def test_a_relation_that_ended_on_an_unknown_day_is_possible_after_its_first_year(over_time: Project) -> None:
    found = column(
        over_time, "relations_b_to_a", "relations_possible_b_to_a", "relations", "relations_a_to_b"
    )
    assert found["1910"] == ("support", "", "", "")
    assert found["1911"] == ("", "support", "", "")
    assert found["1906"] == ("", "", "", "")


def test_an_uncertain_act_does_not_tell_how_relations_stood(tmp_path: Path) -> None:
    facts = OVER_TIME.replace('"1904-12-31"', '"1904-12-31?"').replace(
        '; dcterms:valid "1900-01-01/.."^^edtf:EDTF', ""
    )
    project = make_project(tmp_path / "project", facts=facts)
    build(project)
    found = column(project, "diplomatic_relations", "diplomatic_relations_at_end", "state_b_cow")
    assert found["1902"] == ("changed", "established", "2")  # the code, of a record without dates, is for all
    assert found["1904"] == ("unknown", "unknown", "2")
    assert found["1906"] == ("unknown", "unknown", "2")


def test_visits_paid_together_are_one_journey(over_time: Project) -> None:
    assert column(over_time, "visits_a_to_b", "journeys_a_to_b")["1906"] == ("2", "1")


def test_states_that_no_dated_fact_joins_have_no_years(over_time: Project) -> None:
    pairs = {(row["state_a_en"], row["state_b_en"], row["year"]) for row in table(over_time)}
    assert {pair for pair in pairs if "C" in pair} == {
        *(("B", "C", "1895"), ("C", "D", "1913")),
        ("A", "C", ""),
    }


def test_directed_rows_are_the_undirected_ones_seen_from_both_sides(over_time: Project) -> None:
    rows = read(over_time, write_directed_dyad_years)
    assert len(rows) == 2 * len(table(over_time))
    assert (rows["A", "B", "1906"].get("visits"), rows["B", "A", "1906"].get("visits")) == ("2", None)
    assert (rows["A", "B", "1906"].get("journeys"), rows["B", "A", "1906"].get("journeys")) == ("1", None)
    assert rows["B", "A", "1910"]["relations_to_b"] == "support"
    assert "relations_to_b" not in rows["A", "B", "1910"]
    directed = table(over_time, write_directed_dyad_years)
    [back] = [
        row
        for row in directed
        if (row["state_a_en"], row["year"]) == ("B", "1906") and row["state_b_en"] == "A"
    ]
    assert (back["state_a_cow"], back["state_a_gw"], back["state_b_cow"], back["state_b_gw"]) == (
        "2",
        "",
        "1",
        "10",
    )
    keys = [(row["state_a"], row["state_b"], int(row["year"] or 9999)) for row in directed]
    assert keys == sorted(keys)
