"""Property paths: read from a shapes graph, written as SPARQL and as RDF.

Source: SHACL, section 2.3.1 (https://www.w3.org/TR/shacl/#property-paths).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from diplograph.base.messages import message
from diplograph.base.names import RDF, SH
from diplograph.shacl.graph import MOST_NESTED, Node, ShapesGraph, Term

MOST_PARTS: Final = 200
"""How many parts a sequence or an alternative may have: an engine takes minutes to plan a thousand."""

_UNARY: Final = {
    SH + "inversePath": "^",
    SH + "zeroOrMorePath": "*",
    SH + "oneOrMorePath": "+",
    SH + "zeroOrOnePath": "?",
}
_ALTERNATIVE: Final = SH + "alternativePath"


@dataclass(frozen=True, slots=True)
class Path:
    """A property path.

    Attributes:
        predicate: The IRI of the property, if the path is just one.
        operator: Otherwise one of ``/ | ^ * + ?``, as in SPARQL.
        parts: The paths that the operator is applied to.
    """

    predicate: str | None
    operator: str = ""
    parts: tuple[Path, ...] = ()

    @property
    def text(self) -> str:
        """The path in SPARQL, in parentheses where it is not one property or its inverse."""
        texts = [part.text for part in self.parts]
        if not self.parts:
            return f"<{self.predicate}>"
        if self.operator == "^":
            return f"^({texts[0]})" if texts[0].startswith("^") else f"^{texts[0]}"
        return f"({self.operator.join(texts)})" if self.operator in "/|" else f"({texts[0]}{self.operator})"

    @property
    def predicates(self) -> frozenset[str]:
        """The IRIs of the properties in it."""
        own = frozenset() if self.predicate is None else frozenset([self.predicate])
        return own.union(*(part.predicates for part in self.parts))

    @property
    def simple(self) -> bool:
        """Whether it is one property, or the inverse of one: a single triple pattern."""
        return not self.parts or (self.operator == "^" and self.parts[0].simple)

    @property
    def nullable(self) -> bool:
        """Whether it holds between any node and itself."""
        if not self.parts or self.operator in "*?":
            return bool(self.parts)
        return (any if self.operator == "|" else all)(part.nullable for part in self.parts)

    def pattern(self, start: str, end: str) -> str:
        """Write the triple pattern that joins two terms or variables by the path.

        Example:
            >>> Path("urn:x:p").pattern("?this", "?value")
            '?this <urn:x:p> ?value .'
        """
        return f"{start} {self.text} {end} ."

    def described(self) -> tuple[Node, list[ox.Triple]]:
        """Return the path as RDF, as ``sh:path`` and ``sh:resultPath`` have it.

        Returns:
            The node that stands for the path, and the triples that describe it with blank nodes of its own;
            none for one property.

        Example:
            >>> node, triples = Path(None, "^", (Path("urn:x:p"),)).described()
            >>> [(triple.predicate.value, triple.object.value) for triple in triples]
            [('http://www.w3.org/ns/shacl#inversePath', 'urn:x:p')]
        """
        if self.predicate is not None:
            return ox.NamedNode(self.predicate), []
        nodes: list[Node] = []
        triples: list[ox.Triple] = []
        for part in self.parts:
            node, own = part.described()
            nodes.append(node)
            triples += own
        for name, operator in _UNARY.items():
            if operator == self.operator:
                return _joined(triples, (name, nodes[0]))
        head: Node = ox.NamedNode(RDF + "nil")
        for node in reversed(nodes):
            head, triples = _joined(triples, (RDF + "first", node), (RDF + "rest", head))
        return (head, triples) if self.operator == "/" else _joined(triples, (_ALTERNATIVE, head))


def _joined(triples: list[ox.Triple], *about: tuple[str, Node]) -> tuple[Node, list[ox.Triple]]:
    """Return a new blank node, and the triples with those about it added."""
    node = ox.BlankNode()
    return node, [*triples, *(ox.Triple(node, ox.NamedNode(name), value) for name, value in about)]


def read_path(graph: ShapesGraph, node: Term, shape: Node) -> Path:
    """Read a path.

    Args:
        graph: The shapes graph.
        node: The value of ``sh:path``.
        shape: Whose path it is, for messages.

    Raises:
        ShapesError: It is not a well-formed path, or is within itself.
    """
    return _read(graph, node, shape, frozenset())


def _read(graph: ShapesGraph, node: Term, shape: Node, above: frozenset[Term]) -> Path:
    if isinstance(node, ox.NamedNode) and node.value != RDF + "nil":
        return Path(node.value)
    wrong = graph.error(message("error.shape-path"), shape, SH + "path")
    if isinstance(node, ox.Literal) or node in above:
        raise wrong
    if len(above) == MOST_NESTED:
        raise graph.error(message("error.shape-path-deep", most=MOST_NESTED), shape, SH + "path")

    def read(part: Term) -> Path:
        return _read(graph, part, shape, above | {node})

    is_sequence = bool(graph.objects(node, RDF + "first"))
    if (head := node if is_sequence else graph.value(node, _ALTERNATIVE)) is not None:
        members = graph.members(head, shape, SH + "path")
        if len(members) > MOST_PARTS:
            raise graph.error(message("error.shape-path-long", number=MOST_PARTS), shape, SH + "path")
        parts = tuple(map(read, members))
        if len(parts) < 2:
            raise wrong
        return Path(None, "/" if is_sequence else "|", parts)
    for name, operator in _UNARY.items():
        if (inner := graph.value(node, name)) is not None:
            return Path(None, operator, (read(inner),))
    raise wrong
