"""Every date, number and name of the first document stands on the node that it belongs to.

The tables beside this file were made by reading the document, not by looking at the graph. Where a copy
of the document is available, the tables themselves are checked against it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.names import BASE, DG, RDF
from diplograph.sources.passages import parse_passage

HERE = Path(__file__).parent
DOCUMENT = f"{BASE}document/egypt-kazakhstan-relations"
LABELS = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    *(f"http://www.w3.org/2004/02/skos/core#{n}" for n in ("altLabel", "hiddenLabel")),
)


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NUMBERS = table("egypt-kazakhstan-numbers.csv")
WORDS = table("egypt-kazakhstan-words.csv")
NAMES = table("egypt-kazakhstan-names.csv")


def node_of(row: dict[str, str]) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/{row['node']}")


def passages(store: ox.Store, node: ox.NamedNode) -> list[tuple[int, int]]:
    found = []
    for quad in store.quads_for_pattern(node, ox.NamedNode(DG + "evidence"), None):
        assert isinstance(quad.object, ox.NamedNode)
        passage = parse_passage(quad.object.value)
        assert passage is not None
        found.append((passage.start, passage.end))
    return found


def is_letter(character: str) -> bool:
    """Return whether a character is part of a word: a letter, a digit, or an Arabic vowel sign."""
    return bool(character) and (character.isalnum() or "\u064b" <= character <= "\u0652")


@pytest.mark.parametrize("row", NUMBERS + WORDS, ids=lambda row: f"{row['position']}-{row['node']}")
def test_value_stands_on_its_node_with_a_passage_that_covers_it(
    row: dict[str, str], built_store: ox.Store
) -> None:
    node = node_of(row)
    predicate = ox.NamedNode((RDF if row["property"] == "object" else DG) + row["property"])
    values = {quad.object.value for quad in built_store.quads_for_pattern(node, predicate, None)}
    assert values == {row["value"]}
    position = int(row["position"])
    assert any(start <= position < end for start, end in passages(built_store, node))


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["node"])
def test_name_is_a_label_of_its_node(row: dict[str, str], built_store: ox.Store) -> None:
    labels = {
        quad.object.value
        for predicate in LABELS
        for quad in built_store.quads_for_pattern(node_of(row), ox.NamedNode(predicate), None)
    }
    assert row["name"] in {
        form for label in labels for form in (label, label.removeprefix("قاعدة ").removeprefix("ال"))
    }


def test_tables_name_every_number_of_the_document(document_text: str) -> None:
    numbers = [(str(m.start()), m[0]) for m in re.finditer(r"[0-9]+(?:\.[0-9]+)?", document_text)]
    assert numbers == [(row["position"], row["token"]) for row in NUMBERS]
    for row in WORDS:
        assert row["word"].removeprefix("ب") in document_text[int(row["position"]) : int(row["position"]) + 8]


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["name"])
def test_every_mention_of_a_name_is_cited_by_what_involves_it(
    row: dict[str, str], built_store: ox.Store, document_text: str
) -> None:
    """Wherever the document writes the name, a fact or claim on the entity, or its own node, cites the place."""
    node = node_of(row)
    cited = passages(built_store, node)
    for quad in built_store.quads_for_pattern(None, None, node):
        if isinstance(quad.subject, ox.NamedNode):
            cited += passages(built_store, quad.subject)
    before = (
        "" if row["name"].startswith("جامعة") else "(?<!نور )"
    )  # Mubarak's name is part of the university's
    mentions = [m.start() for m in re.finditer(before + re.escape(row["name"]), document_text)]
    assert mentions
    missing = [start for start in mentions if not any(a <= start < b for a, b in cited)]
    assert missing == []


def test_every_passage_lies_in_the_text_and_on_words(built_store: ox.Store, document_text: str) -> None:
    for quad in built_store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(DG + "Passage")):
        assert isinstance(quad.subject, ox.NamedNode)
        passage = parse_passage(quad.subject.value)
        assert passage is not None
        if passage.document != DOCUMENT:
            continue
        assert 0 <= passage.start < passage.end <= len(document_text)
        for edge in (passage.start, passage.end):
            assert not (
                is_letter(document_text[edge - 1 : edge]) and is_letter(document_text[edge : edge + 1])
            ), quad.subject
        assert is_letter(document_text[passage.start]), quad.subject


def test_no_sentence_of_the_document_stands_in_the_graph(
    built: object, built_store: ox.Store, document_text: str
) -> None:
    words = re.findall(r"\w+", document_text)
    runs = {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
    copied = defaultdict(list)
    for quad in built_store:
        if isinstance(quad.object, ox.Literal):
            said = re.findall(r"\w+", quad.object.value)
            if any(tuple(said[i : i + 8]) in runs for i in range(len(said) - 7)):
                copied[str(quad.subject)].append(quad.object.value)
    assert copied == {}


def test_registered_length_and_hash_are_those_of_the_document(
    built_store: ox.Store, document_text: str
) -> None:
    import hashlib

    document = ox.NamedNode(DOCUMENT)
    said = {
        quad.predicate.value.removeprefix(DG): quad.object.value
        for quad in built_store.quads_for_pattern(document, None, None)
        if isinstance(quad.object, ox.Literal)
    }
    assert said["length"] == str(len(document_text))
    assert said["sha256"] == hashlib.sha256(document_text.encode()).hexdigest()
