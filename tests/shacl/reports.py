"""Validation reports as SHACL has them (section 3.6), and what two of them must have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from diplograph.base.names import RDF, SH, XSD
from diplograph.shacl.graph import Node, Term
from diplograph.shacl.results import Result

COMPARED = ("focusNode", "resultPath", "resultSeverity", "sourceConstraint", "sourceConstraintComponent",
            "sourceShape", "value")  # fmt: skip
Index = dict[Term, dict[str, list[Term]]]


def index(triples: Iterable[ox.Triple]) -> Index:
    about: Index = {}
    for triple in triples:
        about.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return about


def described(about: Index) -> list[str]:
    """Return the results of a report, in words that do not depend on the names of blank nodes."""

    def path(term: Term) -> str:
        if not isinstance(term, ox.BlankNode):
            return str(term)
        parts = sorted(f"{p} {path(o)}" for p, values in about.get(term, {}).items() for o in values)
        return f"[{' '.join(parts)}]"

    def value(name: str, term: Term) -> str:
        return path(term) if name == "resultPath" else "[]" if isinstance(term, ox.BlankNode) else str(term)

    results = []
    for told in about.values():
        if ox.NamedNode(SH + "ValidationReport") in told.get(RDF + "type", []):
            for node in told.get(SH + "result", []):
                own = about[node]
                results.append(" ".join(f"{n}={value(n, t)}" for n in COMPARED for t in own.get(SH + n, [])))
    return sorted(results)


def report(results: Iterable[Result]) -> Iterator[ox.Triple]:
    """Write results as a ``sh:ValidationReport``.

    Whether the graph conforms comes last, so that the results can be written as they come.
    """
    node = ox.BlankNode()
    yield _triple(node, RDF + "type", ox.NamedNode(SH + "ValidationReport"))
    conforms = True
    for result in results:
        conforms = False
        own = ox.BlankNode()
        yield _triple(node, SH + "result", own)
        yield from describe(own, result)
    yield _triple(
        node, SH + "conforms", ox.Literal(str(conforms).lower(), datatype=ox.NamedNode(XSD + "boolean"))
    )


def describe(node: ox.BlankNode, result: Result) -> Iterator[ox.Triple]:
    """Write what a report says of a result, whose node is given (SHACL, section 3.6.2)."""
    yield _triple(node, RDF + "type", ox.NamedNode(SH + "ValidationResult"))
    yield _triple(node, SH + "focusNode", result.focus)
    yield _triple(node, SH + "resultSeverity", ox.NamedNode(result.severity))
    yield _triple(node, SH + "sourceConstraintComponent", ox.NamedNode(result.component))
    yield _triple(node, SH + "sourceShape", result.shape)
    if result.path is not None:
        path, triples = result.path.described()
        yield _triple(node, SH + "resultPath", path)
        yield from triples
    if result.value is not None:
        yield _triple(node, SH + "value", result.value)
    if result.constraint is not None:
        yield _triple(node, SH + "sourceConstraint", result.constraint)
    for message in result.messages:
        yield _triple(node, SH + "resultMessage", message)


def _triple(subject: Node, predicate: str, value: Term) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
