"""The validation report, beside the one that pySHACL writes of the same data and shapes."""

from __future__ import annotations

import pyoxigraph as ox
import pyshacl
import pytest

from diplograph.base.names import SH
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.peers import from_graph, to_rdflib
from diplograph.shacl.reading import read_shapes
from shacl.engines import triples_of
from shacl.generated import PREFIXES
from shacl.reports import described, index, report

HEAD = PREFIXES + "@prefix e: <urn:x:> .\n"
DATA = (
    HEAD + "e:a a e:A ; e:p e:b , e:c ; e:q 1 . e:b e:p e:c ; e:q 'x'@en , 'y'@en . e:c e:q 2 . e:d e:p e:a ."
)
PATHS = {
    "property": "e:p",
    "inverse": "[ sh:inversePath e:p ]",
    "inverse-of-inverse": "[ sh:inversePath [ sh:inversePath e:p ] ]",
    "sequence": "( e:p e:q )",
    "sequence-with-inverse": "( [ sh:inversePath e:p ] e:p e:q )",
    "alternative": "[ sh:alternativePath ( e:p e:q ) ]",
    "zero-or-more": "[ sh:zeroOrMorePath e:p ]",
    "one-or-more": "[ sh:oneOrMorePath [ sh:alternativePath ( e:p [ sh:inversePath e:p ] ) ] ]",
    "zero-or-one": "[ sh:zeroOrOnePath e:p ]",
    "nested": "( [ sh:zeroOrMorePath [ sh:inversePath e:p ] ] [ sh:alternativePath ( e:q ( e:p e:q ) ) ] )",
}


def reports(shapes: str) -> tuple[list[str], list[str]]:
    """Return the results of our report and those of pySHACL's, in words."""
    graph = ShapesGraph.from_text(HEAD + shapes)
    triples = triples_of(DATA)
    _, theirs, _ = pyshacl.validate(to_rdflib(triples), shacl_graph=to_rdflib(graph.triples()))
    ours = report(validate(LocalData(triples), read_shapes(graph)))
    return described(index(ours)), described(index(from_graph(theirs)))


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("constraint", ["sh:minCount 9", "sh:nodeKind sh:BlankNode", "sh:in ( e:c )"])
def test_paths_are_described(path: str, constraint: str) -> None:
    ours, theirs = reports(
        f"e:S sh:targetClass e:A ; sh:property [ sh:path {path} ; {constraint} ; sh:severity e:Grave ] ."
    )
    assert ours == theirs
    assert ours
    assert all("resultSeverity=<urn:x:Grave>" in result and "sourceShape=[]" in result for result in ours)


@pytest.mark.parametrize(
    "shape",
    [
        "sh:closed true ; sh:property e:T . e:T sh:path e:q ; sh:severity sh:Info ; sh:datatype xsd:string .",
        "sh:not [ sh:path e:p ; sh:minCount 1 ] ; sh:severity sh:Warning .",
        "sh:property [ sh:path e:p ; sh:node [ sh:property [ sh:path e:q ; sh:uniqueLang true ] ] ] .",
        "sh:property [ sh:path ( e:p e:p ) ; sh:property [ sh:path e:q ; sh:datatype xsd:date ] ] .",
        "sh:property [ sh:path [ sh:oneOrMorePath e:p ] ; sh:qualifiedValueShape [ sh:property "
        "[ sh:path e:q ; sh:datatype xsd:integer ] ] ; sh:qualifiedMinCount 3 ] .",
    ],
)
def test_results_are_as_rich(shape: str) -> None:
    ours, theirs = reports(f"e:S sh:targetNode e:a ; {shape}")
    assert ours == theirs
    assert ours


def test_the_source_shape_is_the_property_shape_though_it_has_no_name() -> None:
    graph = ShapesGraph.from_text(
        HEAD
        + "e:S sh:targetNode e:a ; sh:or ( [ sh:class e:B ] ) ; sh:property [ sh:path e:r ; sh:minCount 1 ] ."
    )
    first, second = sorted(
        validate(LocalData(triples_of(DATA)), read_shapes(graph)), key=lambda result: result.component
    )
    subject = ox.NamedNode("urn:x:S")
    (node,) = graph.objects(subject, SH + "property")
    assert first.shape == node
    assert second.shape == subject
    assert graph.route(node) == [ox.Triple(subject, ox.NamedNode(SH + "property"), node)]  # type: ignore[arg-type]
    assert graph.route(subject) == []
