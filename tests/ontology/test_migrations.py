"""Each migration on facts written with the earlier terms, and on what it has to leave alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from helpers import ROOT, quads

MIGRATIONS = ROOT / "ontology" / "migrations"
GRAPH = ox.NamedNode("https://w3id.org/diplograph/graph/facts/x")
CASES = {
    "0001-persons": (
        '<id/leader/r> a dg:Leader ; rdfs:label "R"@en . <id/state/s> a dg:State .',
        '<id/leader/r> a dg:Person ; rdfs:label "R"@en . <id/state/s> a dg:State .',
    ),
    "0002-participations": (
        """<id/meeting/m> dg:participant <id/p> ; dg:participantOffice <id/o> ; rdfs:label "M"@en ; dg:evidence <d#char=0,9> .
           <id/meeting/two> dg:participant <id/p> ; dg:participantOffice <id/o> , <id/q> ; rdfs:label "T"@en ; dg:evidence <d#char=0,9> .""",
        """<id/meeting/m> dg:participation <id/participation/meeting/m-participant> ; rdfs:label "M"@en ; dg:evidence <d#char=0,9> .
           <id/participation/meeting/m-participant> a dg:Participation ; dg:participant <id/p> ; dg:participantOffice <id/o> ;
               rdfs:label "M"@en ; dg:evidence <d#char=0,9> .
           <id/meeting/two> dg:participant <id/p> ; dg:participantOffice <id/o> , <id/q> ; rdfs:label "T"@en ; dg:evidence <d#char=0,9> .""",
    ),
    "0003-topics": (
        """<id/topic/wheat> a dg:Topic . <id/topic/old-norse> a dg:Topic . <id/topic/peace> a dg:Topic .
           <id/o> dg:indicator dg:exports ; dg:topic <id/topic/wheat> . <id/n> dg:wordLanguage <id/topic/old-norse> .
           <id/p> dg:indicator dg:teachingStaff ; dg:topic <id/topic/peace> .""",
        """<id/topic/wheat> a dg:Commodity . <id/topic/old-norse> a dg:Language . <id/topic/peace> a dg:Topic .
           <id/o> dg:indicator dg:exports ; dg:topic <id/topic/wheat> . <id/n> dg:wordLanguage <id/topic/old-norse> .
           <id/p> dg:indicator dg:teachingStaff ; dg:topic <id/topic/peace> .""",
    ),
    "0004-part-of": (
        """<id/place/p> dg:inState <id/state/s> ; dg:within <id/place/q> . <id/office/o> dg:ofMission <id/mission/m> .
           <id/claim/c> rdf:subject <id/place/p> ; rdf:predicate dg:inState ; rdf:object <id/state/s> .
           <id/not-stated/n> dg:openProperty dg:ofMission .""",
        """<id/place/p> dg:within <id/state/s> , <id/place/q> . <id/office/o> dg:ofInstitution <id/mission/m> .
           <id/claim/c> rdf:subject <id/place/p> ; rdf:predicate dg:within ; rdf:object <id/state/s> .
           <id/not-stated/n> dg:openProperty dg:ofInstitution .""",
    ),
    "0005-parts-of-figures": (
        """<id/o> a dg:Observation ; rdfs:label "O"@en ; dg:indicator dg:exports ; dg:from <id/s> ; dg:value 5 ;
               dg:period "1996"^^edtf:EDTF ; dg:mostlyOf <id/topic/wheat> ; dg:evidence <d#char=0,9> .""",
        """<id/o> a dg:Observation ; rdfs:label "O"@en ; dg:indicator dg:exports ; dg:from <id/s> ; dg:value 5 ;
               dg:period "1996"^^edtf:EDTF ; dg:evidence <d#char=0,9> .
           <id/o-wheat> a dg:Observation ; rdfs:label "O"@en ; dg:indicator dg:exports ; dg:from <id/s> ; dg:hedge dg:mainly ;
               dg:partOfFigure <id/o> ; dg:topic <id/topic/wheat> ; dg:period "1996"^^edtf:EDTF ; dg:evidence <d#char=0,9> .""",
    ),
}


def test_every_migration_has_a_case() -> None:
    assert sorted(path.stem for path in MIGRATIONS.glob("*.ru")) == sorted(CASES)


@pytest.mark.parametrize("name", CASES)
def test_migration(name: str) -> None:
    before, after = CASES[name]
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object, GRAPH) for q in quads(before))
    for _ in range(2):  # the second time nothing is left to change
        store.update((MIGRATIONS / f"{name}.ru").read_text(encoding="utf-8"))
        assert {str(quad.triple) for quad in store} == {str(quad.triple) for quad in quads(after)}
