"""Graphs that are hard to export."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyoxigraph as ox

from diplograph.rdf.canonical import canonical_lines
from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from helpers import make_project

HARD = """
<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar , "Ruritanie"@fr-CA ;
    skos:altLabel "\\u200Fدولة\\u200E (R)\\u202Bx\\u202C"@ar-SA , "plain" , ""@en , "" ;
    skos:note "a \\"quoted\\" 'note'" , "two\\nlines\\r\\n\\tand a tab\\\\" , "<graph/facts/x> ." , "_:b0 . <x" ,
        "]]> & <b>" , "٢٠٠٦" , "e\\u0301" , "é" , "𝔘\\u00A0\\uFEFF" ;
    dg:value 1.50 , 007 , 123456789012345678901234567890 , -0.0 , +5 , 1e0 , 1.0E5 , .5 , "1"^^xsd:boolean , true ,
        "-0044"^^xsd:gYear , "1993-05"^^xsd:gYearMonth , "P12M"^^xsd:duration , "abc"^^xsd:integer , 42 , 0 , -7 ;
    dg:date "2006-11-07/2006-11-08"^^edtf:EDTF , "199X"^^edtf:EDTF , "1993~"^^edtf:EDTF , "2020-01-01Z"^^xsd:date ;
    dg:party <id/دولة/روريتانيا> , <id/a%20b> , <id/state/freedonia> , <mailto:x@example.org> , <.> , <../up> ,
        <id/../state> , <id//x> , <https://w3id.org/diplograph> , <?q> , <#f> , <id/x?a=b&c=d#e> , dg: , dg:a.b , dg:1x ;
    <http://example.org/صفة> "value" ; <http://example.org/p%20x> 1 .
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; skos:note "LONG" .
""".replace("LONG", "نص طويل " * 2500)

KNOTS = """
<id/x> dg:party ( 1 "two" ( <id/y> [ dg:value 3 ] ) () ) , [ ] , [ dg:value [ dg:value _:shared ] ] , _:shared , _:loop .
_:loop dg:party _:a . _:a dg:party _:b . _:b dg:party _:a .
_:c dg:party _:d . _:d dg:party _:c .
_:self dg:party _:self .
[] dg:value 1 .
_:l rdf:first 1 , 2 ; rdf:rest () . <id/x> dg:value _:l .
<id/z> dg:party [ rdf:first 1 ; rdf:rest [ rdf:first 2 ; rdf:rest () ; dg:value 9 ] ] .
"""


def hard_project(root: Path) -> Project:
    """Build a project with literals, IRIs and blank nodes that are easily damaged."""
    project = make_project(root, hard=HARD)
    build(project)
    facts = project.graph_file.read_bytes().splitlines(keepends=True)
    knots = f"@base <{project.base}> . @prefix dg: <{project.base}ontology#> .\n"
    knots += "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n" + KNOTS
    graphs = [ox.NamedNode(project.graph(name)) for name in ("facts/knots", "facts/knots-again")]
    quads = list(ox.parse(b"".join(facts), format=ox.RdfFormat.N_QUADS, rename_blank_nodes=True))
    for triple in ox.parse(knots.encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
        quads.append(ox.Quad(triple.subject, triple.predicate, triple.object, graphs[0]))
        if triple.predicate.value.endswith("#value"):  # what two graphs share
            quads.append(ox.Quad(triple.subject, triple.predicate, triple.object, graphs[1]))
    quads.append(ox.Quad(ox.NamedNode("http://a"), ox.NamedNode("http://p"), ox.Literal("no graph <x")))
    project.graph_file.write_bytes(b"".join(canonical_lines(quads)))
    report = json.loads(project.report_file.read_bytes())  # the graph is not stale
    report["graph"] = hashlib.sha256(project.graph_file.read_bytes()).hexdigest()
    project.report_file.write_text(json.dumps(report), encoding="utf-8")
    return project


def union(lines: bytes) -> list[bytes]:
    """Return the canonical triples of N-Quads, without their graphs."""
    quads = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    return canonical_lines(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
