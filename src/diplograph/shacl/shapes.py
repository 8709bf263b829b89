"""Shapes as they are compiled from: targets, paths, constraints.

Source: SHACL, sections 2 to 6 (https://www.w3.org/TR/shacl/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import SH
from diplograph.shacl.graph import Node, Term
from diplograph.shacl.paths import Path

_COMPARING: Final = frozenset(("Equals", "Disjoint", "LessThan", "LessThanOrEquals"))


class Selector(Enum):
    """How a target selects its focus nodes; implicit class targets are by class.

    Source: SHACL, section 2.1.3; for queries, SHACL Advanced Features, section 3.1
    (https://www.w3.org/TR/shacl-af/#SPARQLTarget).
    """

    CLASS = "targetClass"
    NODE = "targetNode"
    SUBJECTS = "targetSubjectsOf"
    OBJECTS = "targetObjectsOf"
    QUERY = "target"


@dataclass(frozen=True, slots=True)
class Target:
    """A target.

    Attributes:
        selector: How it selects.
        term: The class, node or property that it is about; the node of the shapes graph that has a query.
        query: A SELECT query that binds ``?this`` to each focus node, without prefixes.
    """

    selector: Selector
    term: Term
    query: str = ""


@dataclass(frozen=True, slots=True)
class Validator:
    """A SPARQL query that decides, in a SPARQL-based constraint or component (SHACL, sections 5 and 6).

    Attributes:
        query: Its text, without prefixes.
        prefixes: The prefixes that it uses, as a line of SPARQL.
        asks: Whether it is an ASK query for each value node, and not a SELECT query for violations.
        node: The node of the shapes graph that says it.
        bindings: The parameters of a component that are bound, by variable name.
        messages: Its own messages.
    """

    query: str
    prefixes: str
    asks: bool
    node: Node
    bindings: tuple[tuple[str, Term], ...] = ()
    messages: tuple[ox.Literal, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Constraint:
    """A constraint: a component with its parameters.

    Attributes:
        component: The IRI of the constraint component.
        terms: The values of its parameter; for ``sh:pattern`` the pattern and the flags, for ``sh:closed``
            the properties that are allowed.
        shapes: The shapes that it refers to; for qualified value shapes the shape, then its siblings.
        count: The bound of a count.
        validator: The query of a SPARQL-based constraint.
        messages: What its component says of it, where the shape has no message of its own.
    """

    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Shape, ...] = ()
    count: int = 0
    validator: Validator | None = None
    messages: tuple[ox.Literal, ...] = ()

    @property
    def kind(self) -> str:
        """The component in short, such as ``MinCount``; the whole IRI for one that is not of SHACL."""
        return self.component.removeprefix(SH).removesuffix("ConstraintComponent")


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """A node shape, or a property shape if it has a path.

    Attributes:
        node: The node of the shapes graph.
        path: The path of a property shape.
        targets: What it looks at; none for a shape that only others refer to.
        constraints: Its constraints, but for ``sh:property``.
        properties: The property shapes of its ``sh:property``.
        severity: The IRI of the severity of its results.
        messages: The texts of ``sh:message``.
    """

    node: Node
    path: Path | None = None
    targets: tuple[Target, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Shape, ...] = ()
    severity: str = SH + "Violation"
    messages: tuple[ox.Literal, ...] = field(default=())

    def walk(self) -> Iterator[Shape]:
        """Yield the shape and those it refers to, at any depth; one that is referred to twice comes twice."""
        yield self
        for shape in (*self.properties, *(one for c in self.constraints for one in c.shapes)):
            yield from shape.walk()

    def predicates(self) -> frozenset[str]:
        """Return the IRIs of the properties that it and the shapes it refers to follow or compare with."""
        found: set[str] = set()
        for shape in self.walk():
            found |= shape.path.predicates if shape.path else frozenset()
            for constraint in shape.constraints:
                if constraint.kind in _COMPARING:
                    found |= {str(term.value) for term in constraint.terms}
        return frozenset(found)
