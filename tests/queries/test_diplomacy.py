"""Questions of diplomacy on an invented world: kinds of a project's own, holders unnamed, events that were not held."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.snapshot.build import assemble
from diplograph.snapshot.inference import load_rules
from diplograph.sources.listing import find_sources
from helpers import make_project
from queries.asking import columns

WORLD = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en .
<id/state/r> a dg:State ; rdfs:label "Ruritania"@en .

<kind/trade-commissioner> a skos:Concept ; skos:inScheme dg:officeKinds ; skos:broader dg:envoyOrConsul ; rdfs:label "trade commissioner"@en .
<kind/junior-commissioner> a skos:Concept ; skos:inScheme dg:officeKinds ; skos:broader <kind/trade-commissioner> ; rdfs:label "junior commissioner"@en .
<kind/condominium> a skos:Concept ; skos:inScheme dg:relationKinds ; skos:broader dg:partOrDependency ; rdfs:label "condominium"@en .
<id/office/commissioner> a dg:Office ; rdfs:label "Commissioner"@en ; dg:officeKind <kind/junior-commissioner> ; dg:ofState <id/state/r> .
<id/person/sapt> a dg:Person ; rdfs:label "Sapt"@en .
<id/tenure/sapt> a dg:Tenure ; rdfs:label "Sapt as commissioner"@en ; dg:holder <id/person/sapt> ; dg:office <id/office/commissioner> ;
    dg:evidence <document/d#char=1,5> .
<id/office/harbour-master> a dg:Office ; rdfs:label "Harbour master"@en ; dg:officeKind dg:otherPublicOffice ; dg:ofState <id/state/r> .
<id/tenure/sapt-in-the-harbour> a dg:Tenure ; rdfs:label "Sapt as harbour master"@en ; dg:holder <id/person/sapt> ;
    dg:office <id/office/harbour-master> ; dg:evidence <document/d#char=1,5> .
<id/relation/condominium> a dg:Relation ; rdfs:label "Freedonia under Ruritania and others"@en ; dg:relationKind <kind/condominium> ;
    dg:from <id/state/r> ; dg:to <id/state/f> ; dg:evidence <document/d#char=1,5> .
<id/relation/friendship> a dg:Relation ; rdfs:label "Friendship"@en ; dg:relationKind dg:bilateralRelations ;
    dg:party <id/state/r> , <id/state/f> ; dg:evidence <document/d#char=1,5> .
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    project = make_project(tmp_path_factory.mktemp("world") / "p", world=WORLD)
    graph = assemble(project, find_sources(project), load_rules(project.ontology / "rules"))
    store = ox.Store()
    store.extend(graph.quads)
    return store


def test_envoys_are_found_by_what_is_broader_than_their_rank(world: ox.Store) -> None:
    """A project's own rank counts as soon as a kind above it is that of envoys; another office does not."""
    assert columns(world, "envoys", "what") == [["Sapt as commissioner"]]


def test_state_through_time_has_dependencies_of_a_kind_of_the_project(world: ox.Store) -> None:
    assert columns(world, "state-through-time", "what", state="state/f") == [
        ["Freedonia under Ruritania and others"]
    ]
