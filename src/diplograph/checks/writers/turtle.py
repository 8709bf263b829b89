"""A report as a ``sh:ValidationReport`` in Turtle.

Source: SHACL, section 3.6 (https://www.w3.org/TR/shacl/#validation-report). There ``sh:conforms`` is true
only where there is no result at all; here a warning does not count, which the report says in the words of
SHACL 1.2: ``sh:conformanceDisallows`` lists the severities that count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from diplograph.base.characters import encodable
from diplograph.base.names import DG, PREFIXES, RDF, RDFS, SH, XSD
from diplograph.checks.findings import Finding, Severity
from diplograph.checks.report import Report
from diplograph.shacl.graph import Node, Term, read_term

_PREFIXES: Final = {name: PREFIXES[name] for name in ("sh", "dg", "rdf", "rdfs", "xsd")}


def to_turtle(report: Report) -> str:
    """Write a report in Turtle.

    A result of the evidence gate has a component of ours, and its passages as ``dg:evidence``. One that is
    accepted has the exemption as ``rdfs:seeAlso``. Shapes without a name are described by the triples
    that lead to them.
    """
    node = ox.BlankNode()
    findings = (*report.findings, *report.accepted)
    triples = [
        _triple(node, RDF + "type", ox.NamedNode(SH + "ValidationReport")),
        _triple(node, SH + "conforms", _boolean(report.conforms)),
    ]
    disallowed = {f.severity for f in findings if f.level is Severity.VIOLATION} | {Severity.VIOLATION.iri}
    triples += [_triple(node, SH + "conformanceDisallows", ox.NamedNode(iri)) for iri in sorted(disallowed)]
    for finding in findings:
        result = ox.BlankNode()
        triples += [_triple(node, SH + "result", result), *_described(result, finding)]
    routes = dict.fromkeys(triple for finding in findings for triple in finding.route)
    written = ox.serialize([*triples, *routes], format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
    return (written or b"").decode()


def _described(node: ox.BlankNode, finding: Finding) -> Iterator[ox.Triple]:
    """Yield what a report says of a result (SHACL, section 3.6.2)."""
    yield _triple(node, RDF + "type", ox.NamedNode(SH + "ValidationResult"))
    is_iri = not finding.focus.startswith(("_:", '"', "<<"))
    yield _triple(node, SH + "focusNode", read_term(f"<{finding.focus}>" if is_iri else finding.focus))
    yield _triple(node, SH + "resultSeverity", ox.NamedNode(finding.severity))
    yield _triple(node, SH + "sourceConstraintComponent", ox.NamedNode(finding.component))
    if finding.path is not None:
        path, triples = finding.path.described()
        yield _triple(node, SH + "resultPath", path)
        yield from triples
    if finding.value is not None:
        yield _triple(node, SH + "value", read_term(finding.value))
    if finding.source is not None:
        yield _triple(node, SH + "sourceShape", finding.source)
    if finding.constraint is not None:
        yield _triple(node, SH + "sourceConstraint", finding.constraint)
    for language, text in sorted(finding.messages.items()):
        yield _triple(node, SH + "resultMessage", ox.Literal(encodable(text), language=language))
    for passage in finding.passages:
        yield _triple(node, DG + "evidence", ox.NamedNode(passage))
    if finding.exemption is not None:
        yield _triple(node, RDFS + "seeAlso", ox.NamedNode(finding.exemption))


def _boolean(value: bool) -> ox.Literal:
    return ox.Literal(str(value).lower(), datatype=ox.NamedNode(XSD + "boolean"))


def _triple(subject: Node, predicate: str, value: Term) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
