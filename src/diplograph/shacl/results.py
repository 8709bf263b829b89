"""Validation results and the validation report.

Source: SHACL, section 3.6 (https://www.w3.org/TR/shacl/#validation-report).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from diplograph.base.names import RDF, SH, XSD
from diplograph.shacl.graph import Node, Term
from diplograph.shacl.paths import Path
from diplograph.shacl.shapes import Constraint, Shape

_LITERAL_TRUE = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
_LITERAL_FALSE = ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean"))


@dataclass(frozen=True, slots=True)
class Result:
    """A validation result.

    Attributes:
        focus: The focus node.
        path: The path from the focus node to the values, if there is one.
        value: The value node that fails, if the result is about one.
        component: The IRI of the constraint component.
        shape: The shape that has the constraint, as a node of the shapes graph.
        constraint: The SPARQL-based constraint, if it is one.
        severity: The IRI of the severity.
        messages: What is wrong, in each language that there is a message in.
        check: The shape and the constraint, as they were read.
    """

    focus: Term
    path: Path | None
    value: Term | None
    component: str
    shape: Node
    constraint: Node | None
    severity: str
    messages: tuple[ox.Literal, ...]
    check: tuple[Shape, Constraint]


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
    yield _triple(node, SH + "conforms", _LITERAL_TRUE if conforms else _LITERAL_FALSE)


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
