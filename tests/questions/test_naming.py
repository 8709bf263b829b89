"""Entities by what people call them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE, DG
from diplograph.questions.naming import resolver
from diplograph.questions.parameters import Parameter
from diplograph.sparql.engine import ask
from diplograph.text.arabic import fold
from helpers import quads

WORLD = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; skos:altLabel "Fredonia"@en ; skos:hiddenLabel "Freedom"@en .
<id/place/f> a dg:Place ; rdfs:label "Freedonia"@en .
<id/place/old> a dg:Place ; rdfs:label "Old town"@en ; skos:altLabel "Fredonia"@en .
<id/leader/a> a dg:Person ; rdfs:label "Ahmad"@en , "أحمد"@ar .
dg:royalVisit skos:inScheme dg:visitKinds ; rdfs:label "royal visit"@en .
"""
STATE = Parameter("host", "iri", None, {}, of="dg:State")
ANY = Parameter("node", "iri", None, {})
KIND = Parameter("kind", "iri", None, {}, of="dg:visitKinds")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(quads(WORLD))
    return store


def found(store: ox.Store, parameter: Parameter, text: str, *, folded: bool = True) -> str:
    resolve = resolver(
        lambda query: ask(store, query), base=BASE, fold=(lambda t: fold(t).text) if folded else None
    )
    return resolve(parameter, text).value.removeprefix(BASE + "id/").removeprefix(DG)


@pytest.mark.parametrize(
    ("parameter", "text", "node"),
    [
        (STATE, "Freedonia", "state/f"),
        (STATE, "فريدونيا", "state/f"),
        (STATE, "Fredonia", "state/f"),
        (STATE, "Freedom", "state/f"),
        (STATE, "state/f", "state/f"),
        (STATE, BASE + "id/state/f", "state/f"),
        (STATE, "freedonia", "state/f"),
        (ANY, "احمد", "leader/a"),
        (KIND, "royal visit", "royalVisit"),
        (KIND, "dg:royalVisit", "royalVisit"),
        (ANY, "https://example.org/elsewhere", "https://example.org/elsewhere"),
    ],
)
def test_found(parameter: Parameter, text: str, node: str, store: ox.Store) -> None:
    assert found(store, parameter, text) == node


@pytest.mark.parametrize(
    ("parameter", "text", "message"),
    [
        (ANY, "Freedonia", "'Freedonia' may be place/f, state/f: say which"),
        (ANY, "Fredonia", "may be place/old, state/f"),
        (STATE, "Old town", r"nothing \(dg:State\) is called 'Old town'"),
        (STATE, "state/g", "the graph has no state/g"),
        (STATE, "state/ff", "has no state/ff; did you mean state/f"),
        (STATE, "place/f", "host: place/f is not a dg:State"),
        (KIND, "dg:loyalVisit", "the graph has no dg:loyalVisit"),
        (STATE, "", "is called ''"),
    ],
)
def test_not_found_or_ambiguous(parameter: Parameter, text: str, message: str, store: ox.Store) -> None:
    with pytest.raises(QueryError, match=message):
        found(store, parameter, text)


def test_without_folding_only_the_spelling_itself_is_found(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="is called 'احمد'"):
        found(store, ANY, "احمد", folded=False)
