"""Entities by what people call them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE, DG
from diplograph.questions.naming import Resolver
from diplograph.questions.parameters import Parameter
from diplograph.questions.searching.index import make_index
from diplograph.questions.searching.search import Hit, search
from diplograph.sparql.engine import ask
from helpers import quads

WORLD = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; skos:altLabel "Fredonia"@en ; skos:hiddenLabel "Freedom"@en .
<id/place/f> a dg:Place ; rdfs:label "Freedonia"@en .
<id/place/old> a dg:Place ; rdfs:label "Old town"@en ; skos:altLabel "Fredonia"@en .
<id/leader/a> a dg:Person ; rdfs:label "Ahmad"@en , "أحمد"@ar .
dg:royalVisit a skos:Concept ; skos:inScheme dg:visitKinds ; rdfs:label "royal visit"@en .
"""
NAMES = """
<id/state/k> a dg:State , dg:Entity ; rdfs:label "Kazakhstan"@en , "كازاخستان"@ar .
<id/state/i> a dg:State , dg:Entity ; rdfs:label "Ireland"@en , "أيرلندا"@ar .
<id/state/n> a dg:State , dg:Entity ; rdfs:label "Nigeria"@en .
<id/state/a> a dg:State , dg:Entity ; rdfs:label "Australia"@en .
<id/state/b> a dg:State , dg:Entity ; rdfs:label "Albania"@en , "ألبانيا"@ar .
<id/state/v> a dg:State , dg:Entity ; rdfs:label "North Vinland"@en .
<id/state/w> a dg:State , dg:Entity ; rdfs:label "Vinland of the West"@en .
<id/leader/n> a dg:Person , dg:Entity ; rdfs:label "Nursultan Nazarbayev"@en .
<id/leader/z> a dg:Person , dg:Entity ; rdfs:label "Hamdi Zakzouk"@en , "حمدي زقزوق"@ar .
<id/leader/p> a dg:Person , dg:Entity ; rdfs:label "Jan Petrowski"@en .
<id/leader/q> a dg:Person , dg:Entity ; rdfs:label "Jan Petrovsky"@en .
<id/group/k> a dg:Group , dg:Entity ; rdfs:label "People of Kazakhstan"@en .
<id/visit/z> a dg:Visit , dg:Fact ; rdfs:label "Zakzouk in Kazakhstan"@en .
<id/place/b> a dg:Place , dg:Entity ; rdfs:label "Baikonur launch site"@en .
<id/event/b> a dg:Event , dg:Fact ; rdfs:label "Launch from Baikonur"@en .
<id/event/s> a dg:Event , dg:Fact ; rdfs:label "Lusania breaks with Vardia"@en ; dg:eventKind dg:severance .
<id/event/t> a dg:Event , dg:Fact ; rdfs:label "Lusania opens a bank"@en ; dg:eventKind dg:opening .
<id/event/u> a dg:Event , dg:Fact ; rdfs:label "Lusania opens a school"@en ; dg:eventKind dg:opening .
dg:severance a skos:Concept ; rdfs:label "severance of relations"@en , "قطع العلاقات"@ar .
dg:opening a skos:Concept ; rdfs:label "opening"@en .
dg:visited a rdf:Property ; rdfs:label "visited"@en .
dg:royalVisit a skos:Concept ; skos:inScheme dg:visitKinds ; rdfs:label "royal visit"@en .
dg:visitKinds a skos:ConceptScheme ; rdfs:label "kinds of visits"@en .
"""
STATE = Parameter("host", "iri", None, {}, of="dg:State")
ANY = Parameter("node", "iri", None, {})
EVENT = Parameter("a", "iri", None, {}, of="dg:Event")
KIND = Parameter("kind", "iri", None, {}, of="dg:visitKinds")


PERSON = Parameter("person", "iri", None, {}, of="dg:Person")


class Asked:
    """A graph, and what was reported of the names that were taken."""

    def __init__(self, turtle: str, folder: Path | None = None) -> None:
        self.said: list[str] = []
        self._store = ox.Store()
        self._store.extend(quads(turtle))
        finder = None
        if folder is not None:
            self._index = folder / "search.db"
            graph = folder / "graph.nq"
            self._store.dump(str(graph), ox.RdfFormat.N_QUADS)
            make_index(graph, self._index)
            finder = self._search
        tell = lambda taken: self.said.append(taken.text("en"))  # noqa: E731
        self.resolve = Resolver(lambda query: ask(self._store, query), BASE, finder, tell)

    def _search(self, text: str, types: Sequence[str]) -> list[Hit]:
        return search(self._index, text, types=types)


@pytest.fixture(scope="module")
def world() -> Asked:
    return Asked(WORLD)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(NAMES, tmp_path_factory.mktemp("names"))


def found(graph: Asked, parameter: Parameter, text: str) -> str:
    graph.said.clear()
    return graph.resolve(parameter, text).value.removeprefix(BASE + "id/").removeprefix(DG)


@pytest.mark.parametrize(
    ("parameter", "text", "node"),
    [
        (STATE, "Freedonia", "state/f"),
        (STATE, "فريدونيا", "state/f"),
        (STATE, "Fredonia", "state/f"),
        (STATE, "Freedom", "state/f"),
        (STATE, "state/f", "state/f"),
        (STATE, BASE + "id/state/f", "state/f"),
        (KIND, "royal visit", "royalVisit"),
        (KIND, "dg:royalVisit", "royalVisit"),
        (ANY, "https://example.org/elsewhere", "https://example.org/elsewhere"),
    ],
)
def test_found(parameter: Parameter, text: str, node: str, world: Asked) -> None:
    assert found(world, parameter, text) == node
    assert world.said == []


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
def test_not_found_or_ambiguous(parameter: Parameter, text: str, message: str, world: Asked) -> None:
    with pytest.raises(QueryError, match=message):
        found(world, parameter, text)


def test_without_an_index_only_the_spelling_itself_is_found(world: Asked) -> None:
    with pytest.raises(QueryError, match="is called 'احمد'; 'diplograph search' may find it"):
        found(world, ANY, "احمد")


@pytest.mark.parametrize(
    ("parameter", "text", "node"),
    [
        (STATE, "KAZAKHSTAN", "state/k"),
        (STATE, "كَازَاخِسْتَان", "state/k"),
        (STATE, "Kazakstan", "state/k"),
        (STATE, "Qazaqstan", "state/k"),
        (STATE, "وكازاخستان", "state/k"),
        (STATE, "the West Vinland", "state/w"),
        (PERSON, "Nur Sultan Nazarbayev", "leader/n"),
        (PERSON, "Nazarbaev", "leader/n"),
        (PERSON, "President Nazarbayev", "leader/n"),
        (PERSON, "د. حمدي زقزوق", "leader/z"),
        (PERSON, "الدكتور زقزوق", "leader/z"),
        (ANY, "Zakzouk", "leader/z"),  # not the visit, whose label speaks of him
        (ANY, "Baikonur", "place/b"),
        (ANY, "Baykonur", "place/b"),
        (ANY, "Kazakstan", "state/k"),  # not the people, whose name is longer
        (KIND, "Royal Visit", "royalVisit"),
        (EVENT, "severance", "event/s"),  # the only one of the kind
        (EVENT, "قطع العلاقات", "event/s"),
    ],
)
def test_a_clear_match_is_taken_and_reported(
    parameter: Parameter, text: str, node: str, names: Asked
) -> None:
    assert found(names, parameter, text) == node
    [said] = names.said
    assert said.startswith(f"{parameter.name}: took “")
    assert said.endswith(f" for “{text}”")


@pytest.mark.parametrize(
    ("parameter", "text", "message"),
    [
        (EVENT, "opening", "'opening' may be event/t, event/u: say which"),
        (STATE, "severance", "is called 'severance'"),
        (STATE, "Vinland", "'Vinland' may be state/v, state/w: say which"),
        (STATE, "Iceland", "is called 'Iceland'; nearest: state/i"),
        (STATE, "آيسلندا", "is called"),
        (STATE, "Niger", "is called 'Niger'; nearest: state/n"),
        (STATE, "Austria", "is called 'Austria'"),
        (STATE, "إسبانيا", "is called"),
        (STATE, "Zakzouk", "is called 'Zakzouk'; 'diplograph search' may find it"),
        (STATE, "Visited", "is called 'Visited'"),
        (PERSON, "Jan Petrovski", "nearest: leader/p, leader/q"),
        (PERSON, "President of Kazakhstan", "is called 'President of Kazakhstan'"),
        (KIND, "Kazakhstan", "is called 'Kazakhstan'"),
        (ANY, "Dr", "is called 'Dr'"),
        (ANY, "of the", "is called 'of the'"),
        (ANY, "…", "is called '…'"),
        (ANY, "word " * 30, "is called"),
    ],
)
def test_what_is_merely_near_is_not_taken(
    parameter: Parameter, text: str, message: str, names: Asked
) -> None:
    with pytest.raises(QueryError, match=message):
        found(names, parameter, text)
    assert names.said == []


def test_where_only_the_name_itself_will_do(names: Asked) -> None:
    assert names.resolve(ANY, "visited", exactly=True).value == DG + "visited"
    with pytest.raises(QueryError, match="is called 'Visited'"):
        names.resolve(ANY, "Visited", exactly=True)
