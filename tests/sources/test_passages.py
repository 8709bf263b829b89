"""Passage IRIs and what they are expanded into."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.sources.passages import Passage, expand_passages, parse_passage
from helpers import quads

BASE = "https://w3id.org/diplograph/document/year-book"
GRAPH = ox.NamedNode("https://example.org/g")


@given(start=st.integers(0, 10**7), end=st.integers(0, 10**7))
def test_every_range_reads_back(start: int, end: int) -> None:
    assert parse_passage(f"{BASE}#char={start},{end}") == Passage(BASE, start, end)


@pytest.mark.parametrize(
    "iri",
    [
        BASE,
        f"{BASE}#char=",
        f"{BASE}#char=1",
        f"{BASE}#char=1,2,3",
        f"{BASE}#char=-1,2",
        f"{BASE}#char=1,2;length=9",
        f"{BASE}#line=1,2",
        "https://w3id.org/diplograph/id/year-book#char=1,2",
        f"{BASE}#char=١,٢",
    ],
)
def test_other_iris_are_no_passages(iri: str) -> None:
    assert parse_passage(iri) is None


def test_each_passage_is_described_once() -> None:
    said = quads(
        """<id/a> dg:evidence <document/d#char=1,5> , <document/d#char=7,9> .
           <id/b> dg:aboutPassage <document/d#char=1,5> ; dg:evidence <document/d#char=x> ."""
    )
    expanded = [str(quad.triple) for quad in expand_passages(said, GRAPH)]
    expected = quads(
        """<document/d#char=1,5> a dg:Passage , oa:SpecificResource ; dg:inDocument <document/d> ; oa:hasSource <document/d> ;
               dg:passageStart 1 ; dg:passageEnd 5 ; oa:hasSelector <document/d#char=1,5&selector=position> .
           <document/d#char=1,5&selector=position> a oa:TextPositionSelector ; oa:start 1 ; oa:end 5 .
           <document/d#char=7,9> a dg:Passage , oa:SpecificResource ; dg:inDocument <document/d> ; oa:hasSource <document/d> ;
               dg:passageStart 7 ; dg:passageEnd 9 ; oa:hasSelector <document/d#char=7,9&selector=position> .
           <document/d#char=7,9&selector=position> a oa:TextPositionSelector ; oa:start 7 ; oa:end 9 ."""
    )
    assert sorted(expanded) == sorted(str(quad.triple) for quad in expected)


def test_passages_are_quoted_where_the_text_is_at_hand() -> None:
    said = quads("<id/a> dg:evidence <document/d#char=4,9> , <document/d#char=40,90> .")
    document = "https://w3id.org/diplograph/document/d"
    expanded = list(expand_passages(said, GRAPH, {document: "The king went to Zenda."}))
    quotes = {
        quad.predicate.value.rpartition("#")[2]: quad.object.value
        for quad in expanded
        if quad.subject == ox.NamedNode(f"{document}#char=4,9&selector=quote")
        and isinstance(quad.object, ox.Literal)
    }
    assert quotes == {"exact": "king ", "prefix": "The ", "suffix": "went to Zenda."}
    assert not [quad for quad in expanded if "char=40,90&selector=quote" in str(quad.subject)]
