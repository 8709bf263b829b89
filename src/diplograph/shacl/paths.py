"""Property paths: read from a shapes graph, written as SPARQL.

Source: SHACL, section 2.3.1 (https://www.w3.org/TR/shacl/#property-paths).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import RDF, SH
from diplograph.shacl.graph import Node, ShapesGraph, Term

_REPEATED: Final = {
    SH + "zeroOrMorePath": "*",
    SH + "oneOrMorePath": "+",
    SH + "zeroOrOnePath": "?",
}


@dataclass(frozen=True, slots=True)
class Path:
    """A property path.

    Attributes:
        text: The path in SPARQL, in parentheses where it is not one property.
        node: The node of the shapes graph that says it, for validation reports.
        predicates: The IRIs of the properties in it.
        simple: Whether it is one property, or the inverse of one: a single triple pattern.
        nullable: Whether it holds between any node and itself.
    """

    text: str
    node: Term
    predicates: frozenset[str]
    simple: bool
    nullable: bool = False

    @property
    def predicate(self) -> str | None:
        """The IRI of the property, if the path is just one."""
        return self.node.value if isinstance(self.node, ox.NamedNode) else None

    def pattern(self, start: str, end: str) -> str:
        """Write the triple pattern that joins two terms or variables by the path.

        Example:
            >>> one_property("urn:x:p").pattern("?this", "?value")
            '?this <urn:x:p> ?value .'
        """
        return f"{start} {self.text} {end} ."


def one_property(iri: str) -> Path:
    """Give the path of a single property."""
    return Path(f"<{iri}>", ox.NamedNode(iri), frozenset([iri]), simple=True)


def read_path(graph: ShapesGraph, node: Term, shape: Node) -> Path:
    """Read a path.

    Args:
        graph: The shapes graph.
        node: The value of ``sh:path``.
        shape: Whose path it is, for messages.

    Raises:
        ShapesError: It is no well-formed path, or is within itself.
    """
    return _read(graph, node, shape, frozenset())


def _read(graph: ShapesGraph, node: Term, shape: Node, above: frozenset[Term]) -> Path:
    if isinstance(node, ox.NamedNode) and node.value != RDF + "nil":
        return one_property(node.value)
    wrong = graph.error("its sh:path is no property path", shape, SH + "path")
    if isinstance(node, ox.Literal) or node in above:
        raise wrong
    above |= {node}
    about = graph.predicates(node)
    if RDF + "first" in about:
        parts = [_read(graph, part, shape, above) for part in graph.members(node, shape, SH + "path")]
        if len(parts) < 2:
            raise wrong
        return _joined("/", parts, node, nullable=all(part.nullable for part in parts))
    if SH + "alternativePath" in about:
        head = about[SH + "alternativePath"][0]
        parts = [_read(graph, part, shape, above) for part in graph.members(head, shape, SH + "path")]
        if len(parts) < 2:
            raise wrong
        return _joined("|", parts, node, nullable=any(part.nullable for part in parts))
    if SH + "inversePath" in about:
        inner = _read(graph, about[SH + "inversePath"][0], shape, above)
        text = f"({inner.text})" if inner.text.startswith("^") else inner.text
        return Path(f"^{text}", node, inner.predicates, inner.simple, inner.nullable)
    for predicate, sign in _REPEATED.items():
        if predicate in about:
            inner = _read(graph, about[predicate][0], shape, above)
            return Path(f"({inner.text}{sign})", node, inner.predicates, False, sign != "+" or inner.nullable)
    raise wrong


def _joined(sign: str, parts: list[Path], node: Term, *, nullable: bool) -> Path:
    text = f"({sign.join(part.text for part in parts)})"
    return Path(text, node, frozenset().union(*(part.predicates for part in parts)), False, nullable)
