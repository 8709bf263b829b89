"""Running the SHACL shapes with pySHACL.

Shapes in ``ontology/shapes/`` look at the whole graph. Those in ``ontology/shapes/asserted/`` look at
what was written by hand alone, for in the whole graph a shortcut that a rule inferred cannot be told
from one that somebody wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from diplograph.errors import ProjectError, SourceError
from diplograph.files import read_text
from diplograph.validation.findings import Finding, Severity

if TYPE_CHECKING:
    from rdflib import Graph

_SH: Final = "http://www.w3.org/ns/shacl#"
_SEVERITIES: Final = {
    _SH + "Violation": Severity.VIOLATION,
    _SH + "Warning": Severity.WARNING,
    _SH + "Info": Severity.INFO,
}


def load_shapes(folder: Path) -> tuple[Graph, Graph]:
    """Read the shapes for the whole graph, and those for what was written by hand.

    Args:
        folder: ``ontology/shapes``; its ``prefixes.ttl`` serves both.

    Raises:
        ProjectError: The folder is missing.
        SourceError: A file cannot be read or is not Turtle.
    """
    if not folder.is_dir():
        raise ProjectError("the folder of shapes is missing", path=folder)
    prefixes = folder / "prefixes.ttl"
    return (
        _parse_shapes(folder.glob("*.ttl")),
        _parse_shapes([prefixes, *(folder / "asserted").glob("*.ttl")]),
    )


def run_shapes(quads: Iterable[ox.Quad], shapes: Graph) -> list[Finding]:
    """Validate the union of quads against shapes.

    Returns:
        The findings, without their place in the source, in no particular order.
    """
    import pyshacl

    data = to_rdflib(quads)
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False, meta_shacl=False)
    return _read_results(results, shapes)


def to_rdflib(quads: Iterable[ox.Quad]) -> Graph:
    """Give the union of quads as an rdflib graph, with every literal as it is written."""
    import rdflib

    from diplograph.validation.prepared import PreparedGraph

    terms: dict[Any, Any] = {}

    def convert(term: Any) -> Any:
        if term in terms:
            return terms[term]
        if isinstance(term, ox.NamedNode):
            new: Any = rdflib.URIRef(term.value)
        elif isinstance(term, ox.BlankNode):
            new = rdflib.BNode(term.value)
        elif term.language:
            new = rdflib.Literal(term.value, lang=term.language)
        else:
            string = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
            datatype = None if string else rdflib.URIRef(term.datatype.value)
            new = rdflib.Literal(term.value, datatype=datatype, normalize=False)
        terms[term] = new
        return new

    graph = PreparedGraph()
    for quad in quads:
        graph.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return graph


def _parse_shapes(paths: Iterable[Path]) -> Graph:
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(paths):
        text = read_text(path)
        try:
            for _ in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE):  # it tells the line of an error
                pass
            graph.parse(data=text, format="turtle")
        except SyntaxError as error:
            raise SourceError(f"not Turtle: {error.msg}", path=path, line=error.lineno) from error
    return graph


def _read_results(results: Graph, shapes: Graph) -> list[Finding]:
    from rdflib import URIRef
    from rdflib.namespace import RDF, SH

    findings = []
    details = set(results.objects(None, SH.detail))  # why a nested shape failed: the outer result says it
    for result in results.subjects(RDF.type, SH.ValidationResult):
        if result in details:
            continue
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        constraint = results.value(result, SH.sourceConstraint)
        sources = (results.value(result, SH.sourceShape), constraint)
        if constraint is None:
            messages = _texts(results, result, SH.resultMessage)
        else:  # from the constraint itself: pySHACL drops the languages of its messages
            messages = _texts(shapes, constraint, SH.message)
        shown = "" if value is None else str(value)
        findings.append(
            Finding(
                severity=_SEVERITIES.get(str(results.value(result, SH.resultSeverity)), Severity.VIOLATION),
                messages={tag: text.replace("{?value}", shown) for tag, text in messages.items()},
                focus=str(results.value(result, SH.focusNode)),
                path=str(path) if isinstance(path, URIRef) else None,
                value=None if value is None else value.n3(),
                component=str(results.value(result, SH.sourceConstraintComponent)),
                shapes=frozenset(str(source) for source in sources if isinstance(source, URIRef)),
            )
        )
    return findings


def _texts(graph: Graph, node: Any, predicate: Any) -> dict[str, str]:
    """Give the texts of a node by language; those without one count as English."""
    return {getattr(text, "language", None) or "en": str(text) for text in graph.objects(node, predicate)}
