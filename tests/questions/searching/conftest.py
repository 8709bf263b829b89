"""A small graph of names, and a way to make an index of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.names import BASE
from diplograph.questions.searching.index import make_index
from helpers import quads

NAMES = """
<id/place/almaty> a dg:Place ; skos:altLabel "ألمآطى"@ar .
<id/place/astana> a dg:Place , dg:Entity ; rdfs:label "Astana"@en , "أستانا"@ar ; skos:hiddenLabel "آستاناا"@ar .
<id/leader/n> a dg:Person ; rdfs:label "نور سلطان نزارباييف"@ar .
<id/leader/m> a dg:Person ; rdfs:label "Mubarak"@en , "مبارك"@ar .
<id/state/k> a dg:State ; rdfs:label "Kazakhstan"@en , "كازاخستان"@ar .
<id/institution/a> a dg:Institution ; rdfs:label "al-Azhar"@en , "الأزهر"@ar .
<id/visit/v> a dg:Visit ; rdfs:label "Visit of Mubarak to Kazakhstan, 2006"@en , "زيارة مبارك لكازاخستان، 2006"@ar .
<id/observation/p> a dg:Observation ; rdfs:label "16 Egyptian professors"@en .
<id/leader/z> a dg:Person ; rdfs:label "Hamdi Zakzouk"@en , "حمدي زقزوق"@ar .
<id/record/iso> a dg:ReferenceRecord ; rdfs:label "Entry in ISO 3166"@en ; dg:about <id/state/k> ; dg:isoAlpha3 "KAZ" .
<id/event/s> a dg:Event ; rdfs:label "Graustark breaks with Lindau"@en ; dg:eventKind dg:severance .
dg:severance a skos:Concept ; rdfs:label "severance of relations"@en , "قطع العلاقات"@ar .
dg:Event rdfs:label "event"@en , "حدث"@ar .
dg:Place rdfs:subClassOf dg:Entity ; rdfs:label "place"@en , "مكان"@ar .
dg:Person rdfs:label "person"@en , "شخص"@ar .
"""


def write_graph(path: Path) -> Path:
    """Write the small graph as N-Quads, all of it in one graph of facts."""
    graph = f"<{BASE}graph/facts/test>"
    path.write_text("".join(f"{quad.triple} {graph} .\n" for quad in quads(NAMES)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the index of the small graph."""
    folder = tmp_path_factory.mktemp("index")
    make_index(write_graph(folder / "graph.nq"), folder / "search.db")
    return folder / "search.db"


@pytest.fixture
def graph_file(tmp_path: Path) -> Path:
    """Return the small graph."""
    return write_graph(tmp_path / "graph.nq")


@pytest.fixture
def index_file(tmp_path: Path) -> Path:
    """Return a place for an index."""
    return tmp_path / "search.db"
