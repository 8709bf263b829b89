"""What shapes say in the words of SHACL that this package does not know: misspelt, or of an extension.

Source: SHACL (https://www.w3.org/TR/shacl/) and SHACL Advanced Features (https://www.w3.org/TR/shacl-af/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import ShapesError
from diplograph.base.messages import Message, message
from diplograph.base.names import RDF, SH
from diplograph.shacl.graph import Node, ShapesGraph, Term

_KNOWN: Final = frozenset((
    "name", "description", "order", "group", "defaultValue", "message", "labelTemplate",
    "declare", "prefix", "namespace", "prefixes", "select", "ask",
    "parameter", "optional", "validator", "nodeValidator", "propertyValidator", "returnType",
    "inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath",
    "shapesGraph", "suggestedShapesGraph", "shapesGraphWellFormed",
    "conforms", "result", "focusNode", "value", "detail", "resultPath", "resultMessage", "resultSeverity",
    "sourceShape", "sourceConstraint", "sourceConstraintComponent",
))  # fmt: skip
"""What SHACL Core and SHACL-SPARQL define beside the parameters of constraints; and ``sh:returnType``, since
functions count only if called."""

_ADVANCED: Final = frozenset((
    "rule", "condition", "construct", "update", "subject", "predicate", "object", "expression",
    "values", "filterShape", "nodes", "union", "intersection", "if", "then", "else", "count", "distinct",
    "limit", "offset", "orderBy", "resultAnnotation", "annotationProperty", "annotationVarName",
    "annotationValue",
))  # fmt: skip


class Why(Enum):
    """Why something is not known: the name of a text in the section ``shacl`` of the catalogue."""

    ENTAILMENT = "entailment"
    ADVANCED = "advanced"
    TARGET_TYPE = "target-type"
    JAVASCRIPT = "javascript"
    UNDEFINED = "undefined"
    UNDESCRIBED = "undescribed"

    @property
    def reason(self) -> Message:
        """The text itself."""
        return message(f"shacl.{self.value}")

    @property
    def is_failure(self) -> bool:
        """Whether SHACL asks for a failure, so that it cannot be ignored (section 1.5)."""
        return self is Why.ENTAILMENT


@dataclass(frozen=True, slots=True)
class Unknown:
    """A property that a shape has and this package does not know, or a reference that leads nowhere.

    Attributes:
        node: The node of the shapes graph that has it.
        predicate: The IRI of the property.
        why: Why it is not known.
        value: The value that is not known; None where the property is not, whatever its values are.
    """

    node: Node
    predicate: str
    why: Why
    value: Term | None = None

    @property
    def what(self) -> str:
        """The property as people write it, with the value if that has a name."""
        name = f"sh:{self.predicate.removeprefix(SH)}"
        return f"{name} {self.value}" if isinstance(self.value, ox.NamedNode) else name

    def refused(self, graph: ShapesGraph) -> ShapesError:
        """Make the error that names it, with its file and line."""
        reason = message("shacl.has", what=self.what, why=self.why.reason)
        return graph.error(reason, self.node, self.predicate, self.value)


def unknown_terms(graph: ShapesGraph, parameters: frozenset[str]) -> Iterator[Unknown]:
    """Yield what asks for more than SHACL Core and SHACL-SPARQL, and what is misspelt.

    Only on a node with something that SHACL defines is a property that it does not define taken for misspelt.

    Args:
        graph: The shapes graph.
        parameters: The local names of the parameters of constraints, and of what else shapes have.
    """
    known = _KNOWN | parameters
    for node in graph.subjects():
        about = graph.predicates(node)
        names = [predicate.removeprefix(SH) for predicate in about if predicate.startswith(SH)]
        for name in names:
            if name == "entailment":
                yield Unknown(node, SH + name, Why.ENTAILMENT)
            elif name in _ADVANCED:
                yield Unknown(node, SH + name, Why.ADVANCED)
            elif name.startswith("js"):
                yield Unknown(node, SH + name, Why.JAVASCRIPT)
            elif name not in known and (not known.isdisjoint(names) or _is_of_shacl(graph, node)):
                yield Unknown(node, SH + name, Why.UNDEFINED)
            elif name == "target":
                others = [term for term in about[SH + name] if not has_query(graph, term)]
                yield from (Unknown(node, SH + name, Why.TARGET_TYPE, term) for term in others)


def has_query(graph: ShapesGraph, node: Term) -> bool:
    """Return whether a target or a validator has a query in SPARQL."""
    return not isinstance(node, ox.Literal) and any(
        graph.objects(node, SH + form) for form in ("select", "ask")
    )


def _is_of_shacl(graph: ShapesGraph, node: Node) -> bool:
    return any(str(kind.value).startswith(SH) for kind in graph.objects(node, RDF + "type"))
