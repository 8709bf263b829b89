"""What a validation found, for programs and for forges: Turtle, JSON, JUnit XML, SARIF."""

from __future__ import annotations

from typing import Any, Final

import pyoxigraph as ox

from diplograph.base.names import PREFIXES, RDF, SH, XSD
from diplograph.checks import forges
from diplograph.checks.findings import Finding, Severity, Validation, in_language
from diplograph.checks.forges import Case, Remark, json_text
from diplograph.shacl.graph import read_term

_LEVELS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SEVERITIES: Final = {Severity.VIOLATION: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}


def to_json(outcome: Validation) -> str:
    """Write the findings and their counts as JSON, texts by language."""
    return json_text(
        {
            "conforms": outcome.conforms,
            "counts": {
                "violations": outcome.count(Severity.VIOLATION),
                "warnings": outcome.count(Severity.WARNING),
                "notes": outcome.count(Severity.INFO),
                "accepted": len(outcome.accepted),
            },
            "findings": [_json(finding) for finding in outcome.findings],
            "accepted": [_json(finding) for finding in outcome.accepted],
        }
    )


def to_junit(outcome: Validation, language: str) -> str:
    """Write a failed test case for each finding, by shape, and a passed one for each accepted finding."""
    cases = [
        Case(f.shape or f.component, _about(f), f.message(language), f.file, f.line) for f in outcome.findings
    ]
    cases += [Case(f.shape or f.component, _about(f), None, f.file, f.line) for f in outcome.accepted]
    return forges.to_junit("validation", cases)


def to_sarif(outcome: Validation, language: str) -> str:
    """Write the findings as SARIF; the shapes are its rules."""
    rules = {
        finding.shape or finding.component: in_language(finding.rationale, language) or finding.shape
        for finding in outcome.findings
    }
    return forges.to_sarif(
        rules,
        (
            Remark(f.shape or f.component, _LEVELS[f.severity], f.message(language), f.file, f.line)
            for f in outcome.findings
        ),
    )


def to_turtle(outcome: Validation) -> str:
    """Write the findings that stand as a ``sh:ValidationReport`` (SHACL, section 3.6)."""
    report = ox.BlankNode()
    triples = [_triple(report, RDF + "type", ox.NamedNode(SH + "ValidationReport"))]
    truth = "false" if outcome.findings else "true"
    triples.append(
        _triple(report, SH + "conforms", ox.Literal(truth, datatype=ox.NamedNode(XSD + "boolean")))
    )
    for finding in outcome.findings:
        node = ox.BlankNode()
        triples += [_triple(report, SH + "result", node), *_describe(node, finding)]
    prefixes = {name: iri for name, iri in PREFIXES.items() if name in ("sh", "dg", "rdfs", "xsd")}
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (written or b"").decode()


def _describe(node: ox.BlankNode, finding: Finding) -> list[ox.Triple]:
    def named(name: str, iri: str) -> ox.Triple:
        return _triple(node, SH + name, ox.NamedNode(iri))

    triples = [
        _triple(node, RDF + "type", ox.NamedNode(SH + "ValidationResult")),
        named("resultSeverity", SH + _SEVERITIES[finding.severity]),
        named("sourceConstraintComponent", finding.component),
    ]
    focus = finding.focus if finding.focus.startswith(("_:", '"')) else f"<{finding.focus}>"
    triples.append(_triple(node, SH + "focusNode", read_term(focus)))
    if finding.path is not None:
        triples.append(named("resultPath", finding.path))
    if finding.value is not None:
        triples.append(_triple(node, SH + "value", read_term(finding.value)))
    if finding.shape:
        triples.append(named("sourceShape", finding.shape))
    for language, text in sorted(finding.messages.items()):
        triples.append(_triple(node, SH + "resultMessage", ox.Literal(text, language=language)))
    return triples


def _json(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.name.lower(),
        "message": dict(finding.messages),
        "expected": dict(finding.expected),
        "node": finding.focus,
        "property": finding.path,
        "value": finding.value,
        "component": finding.component,
        "shape": finding.shape or None,
        "rationale": dict(finding.rationale),
        "file": None if finding.file is None else finding.file.as_posix(),
        "line": finding.line,
        "acceptedBecause": None if finding.accepted is None else dict(finding.accepted),
    }


def _about(finding: Finding) -> str:
    return " ".join(part for part in (finding.focus, finding.path, finding.value) if part)


def _triple(subject: ox.BlankNode, predicate: str, value: Any) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
