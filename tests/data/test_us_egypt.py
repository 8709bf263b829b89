"""The second document: its dates stand where it gives them and nowhere else, and its relations have a state on each day.

The table beside this file was made by reading the document, not by looking at the graph.
"""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.names import BASE, DG
from queries.asking import columns, rows

DATES = list(
    csv.DictReader((Path(__file__).parent / "us-egypt.csv").read_text(encoding="utf-8").splitlines())
)
EGYPT_AND_US = {"a": "state/egypt", "b": "state/united-states"}


@pytest.mark.parametrize("row", DATES, ids=lambda row: f"{row['node']}-{row['property']}")
def test_date_is_that_of_the_document(row: dict[str, str], built_store: ox.Store) -> None:
    node, predicate = ox.NamedNode(f"{BASE}id/{row['node']}"), ox.NamedNode(DG + row["property"])
    assert list(built_store.quads_for_pattern(node, None, None))
    found = {quad.object.value for quad in built_store.quads_for_pattern(node, predicate, None)}
    assert found == ({row["value"]} if row["value"] else set())


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("1922-04-25", ["not yet", "not yet", "not yet"]),
        ("1930-01-01", ["certainly", "not yet", "not yet"]),
        ("1967-06-06", ["possibly", "certainly", "not yet"]),
        ("1970-01-01", ["no longer", "certainly", "not yet"]),
        ("1974-03-01", ["no longer", "no longer", "certainly"]),
    ],
)
def test_relations_have_a_state_on_each_day(day: str, standing: list[str], built_store: ox.Store) -> None:
    """Opened on 26 April 1922, severed on 6 June 1967, resumed on 28 February 1974."""
    found = [row for row in rows(built_store, "relation-on-day", day=day, **EGYPT_AND_US) if row["state"]]
    assert [row["state"] for row in found] == [
        "diplomatic relations", "no diplomatic relations", "diplomatic relations",
    ]  # fmt: skip
    assert [row["standing"] for row in found] == standing


def test_the_united_arab_republic_of_1967_is_in_the_story_of_egypt(built_store: ox.Store) -> None:
    told = rows(built_store, "timeline-of-entity", entity="state/egypt")
    assert {row["part"] for row in told if row["date"] == "1967-06-06"} == {"party", "carried out by"}


def test_states_that_one_fact_only_speaks_of_are_not_tied(built_store: ox.Store) -> None:
    """Spain houses a section of the United States; Kazakhstan left the Soviet Union."""
    related = columns(built_store, "dyads", "one other")
    assert ["Egypt", "United States"] in related
    assert ["Spain", "United States"] not in related
    assert ["Kazakhstan", "Soviet Union"] not in related


def test_every_year_of_the_document_is_in_the_table(second_text: str) -> None:
    years = set(re.findall(r"\b1[89][0-9]{2}\b", second_text))
    assert years == {row["value"][:4] for row in DATES if row["value"]}


def test_registered_hash_is_that_of_the_document(built_store: ox.Store, second_text: str) -> None:
    document, predicate = ox.NamedNode(f"{BASE}document/us-egypt"), ox.NamedNode(DG + "sha256")
    [quad] = built_store.quads_for_pattern(document, predicate, None)
    assert quad.object.value == hashlib.sha256(second_text.encode()).hexdigest()
