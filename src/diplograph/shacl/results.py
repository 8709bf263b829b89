"""Validation results.

Source: SHACL, section 3.6 (https://www.w3.org/TR/shacl/#validation-report).
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from diplograph.shacl.graph import Node, Term
from diplograph.shacl.paths import Path
from diplograph.shacl.shapes import Constraint, Shape


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
