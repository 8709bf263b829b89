"""Evidence as reifiers says what it said before."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from diplograph.base.names import DG, RDF
from diplograph.publishing.formats.catalogue import find_format, write
from diplograph.rdf.canonical import canonical_lines
from diplograph.sources.project import Project

PARTS = [ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object")]
REIFIES, EVIDENCE = ox.NamedNode(RDF + "reifies"), ox.NamedNode(DG + "evidence")


def undone(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Say with RDF 1.1 what reifiers say."""
    back = []
    for quad in quads:
        reifier = quad.subject.value.endswith("#statements")
        if reifier and quad.predicate == EVIDENCE:
            node = ox.NamedNode(quad.subject.value.removesuffix("#statements"))
            back.append(ox.Quad(node, EVIDENCE, quad.object, quad.graph_name))
        elif quad.predicate == REIFIES and not reifier:
            parts = (quad.object.subject, quad.object.predicate, quad.object.object)
            back += [
                ox.Quad(quad.subject, by, part, quad.graph_name)
                for by, part in zip(PARTS, parts, strict=True)
            ]
        elif not reifier:
            back.append(quad)
    return back


@pytest.mark.parametrize(("name", "format"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)])
def test_nothing_is_lost(built: Project, name: str, format: ox.RdfFormat) -> None:
    write(find_format(name), built, out := io.BytesIO(), evidence="rdf12")
    quads = list(ox.parse(out.getvalue(), format=format))
    assert canonical_lines(undone(quads)) == built.graph_file.read_bytes().splitlines(keepends=True)


def test_statements_of_a_visit_are_reified(built: Project) -> None:
    write(find_format("turtle"), built, out := io.BytesIO(), evidence="rdf12")
    store = ox.Store()
    store.extend(ox.parse(out.getvalue(), format=ox.RdfFormat.TURTLE))
    query = """PREFIX dg: <https://w3id.org/diplograph/ontology#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?reifier ?passage { ?reifier rdf:reifies <<( <%s> dg:hostState <%s> )>> ; dg:evidence ?passage }"""
    base = built.base + "id/"
    rows = store.query(query % (base + "visit/mubarak-to-kazakhstan-2006-11", base + "state/kazakhstan"))
    found = {
        (row["reifier"].value.removeprefix(base), row["passage"].value.partition("#")[2]) for row in rows
    }
    assert found == {
        ("claim/mubarak-host", "char=1117,1230"),
        ("claim/mubarak-host", "char=1284,1348"),
        ("visit/mubarak-to-kazakhstan-2006-11#statements", "char=1210,1278"),
        ("visit/mubarak-to-kazakhstan-2006-11#statements", "char=1284,1412"),
    }


def test_labels_are_our_own_words(built: Project) -> None:
    write(find_format("ntriples"), built, out := io.BytesIO(), evidence="rdf12")
    reified = [line for line in out.getvalue().splitlines() if b"reifies> <<(" in line]
    assert reified
    assert not [line for line in reified if b"#label> " in line]
