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
