"""Which labels a query shows where the data are not in the language of the reader."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.names import DG
from diplograph.sparql.binding import bind
from diplograph.sparql.label_languages import ask_for_labels

DATA = f"""
@prefix dg: <{DG}> . @prefix l: <urn:l:> .
<urn:egypt> l:label "Égypte"@fr , "Egypt"@en ; l:kind dg:state ; l:host <urn:oman> .
<urn:oman> l:label "Oman"@fr .
<urn:own> l:label "propre"@fr .
dg:state l:label "state"@en , "دولة"@ar .
"""
PREFIXES = f"PREFIX dg: <{DG}> PREFIX l: <urn:l:> "


def answer(query: str, reader: str, **values: ox.NamedNode | ox.Literal) -> list[str]:
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    asked = ask_for_labels(PREFIXES + query, "lang", reader=reader, labels="fr")
    found = store.query(bind(asked, {"lang": ox.Literal(reader), **values}))
    return [term.value for row in found for term in row if term is not None]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT ?n ?k { ?s l:kind ?kind ; l:label ?n FILTER ( lang( ?n ) = ?lang ) "
            "?kind l:label ?k . FILTER ( LANG(?k) = $lang ) }",
            ["Égypte", "دولة"],
        ),
        ("SELECT ?n { <urn:egypt> l:label ?n FILTER ( LANG(?n) = ?lang ) }", ["Égypte"]),
        ("SELECT ?n { dg:state l:label ?n FILTER ( LANG(?n) = ?lang ) }", ["دولة"]),
        ("SELECT ?n { ?node l:label ?n FILTER ( LANG(?n) = ?lang && ?n != '' ) }", ["Égypte"]),
        (
            "SELECT ?n { { <urn:egypt> l:kind ?a . ?a l:label ?n } UNION { <urn:egypt> l:host ?b . ?b l:label ?n } "
            "FILTER ( LANG(?n) = ?lang ) } ORDER BY ?n",
            ["Oman", "دولة"],
        ),
        (  # what a term that is written out is called in one branch says nothing of another
            "SELECT ?n { { ?s l:host ?y ; l:label ?n FILTER ( LANG(?n) = ?lang ) } UNION "
            "{ dg:state l:label ?n FILTER ( LANG(?n) = ?lang ) } } ORDER BY ?n",
            ["Égypte", "دولة"],
        ),
        (
            "SELECT ?n { { SELECT ?n { ?x l:host ?y . ?y l:label ?n FILTER ( LANG(?n) = ?lang ) } } }",
            ["Oman"],
        ),
        ("SELECT ?n { [] l:host/l:label ?n FILTER ( LANG(?n) = ?lang ) } # LANG(?n) = ?lang", ["Oman"]),
    ],
)
def test_terms_are_shown_in_the_readers_language_and_data_in_their_own(
    query: str, expected: list[str]
) -> None:
    assert answer(query, "ar", node=ox.NamedNode("urn:egypt")) == expected


def test_other_comparisons_stay_as_they_are() -> None:
    query = 'SELECT * { ?s ?p ?n FILTER ( LANG(?n) = "en" || LANG(?n) != ?lang || STR(?n) = ?lang ) }'
    assert ask_for_labels(query, "lang", reader="ar", labels="fr") == query
