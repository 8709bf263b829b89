"""Turtle as it is read: order, prefixes, nesting."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.publishing.formats.pretty import write_trig, write_turtle
from diplograph.rdf.canonical import canonical_lines
from diplograph.sources.project import Project, load
from helpers import quads

FACTS = """
<id/b> a dg:Visit , dg:Event ; dg:hostState <id/a> ; skos:altLabel "B"@en ; rdfs:label "ب"@ar , "b"@en ;
    dg:value 1.50 , 007 ; dg:date "1993"^^edtf:EDTF ; dg:party ( dg:x [ dg:value 1 ] ) , [ dg:kind [] ] .
[] a owl:AllDisjointClasses .
"""

TURTLE = """
<id/b> a dg:Event ,
        dg:Visit ;
    rdfs:label "b"@en ,
        "ب"@ar ;
    skos:altLabel "B"@en ;
    dg:date "1993"^^edtf:EDTF ;
    dg:hostState <id/a> ;
    dg:party ( dg:x [
            dg:value 1
        ] ) ,
        [
            dg:kind []
        ] ;
    dg:value 007 ,
        1.50 .

[] a owl:AllDisjointClasses .
"""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    (tmp_path / "diplograph.toml").write_text("")
    project = load(tmp_path)
    project.build.mkdir()
    graph = ox.NamedNode(project.graph("facts/x"))
    lines = canonical_lines(ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads(FACTS))
    project.graph_file.write_bytes(b"".join(lines))
    return project


def body(out: io.BytesIO) -> str:
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("@"))


def test_turtle(small: Project) -> None:
    write_turtle(small, out := io.BytesIO())
    assert body(out) == TURTLE


def test_trig(small: Project) -> None:
    write_trig(small, out := io.BytesIO())
    assert body(out).startswith("\n<graph/facts/x> {\n    <id/b> a dg:Event ,\n            dg:Visit ;\n")
    assert body(out).endswith("    [] a owl:AllDisjointClasses .\n}\n")
