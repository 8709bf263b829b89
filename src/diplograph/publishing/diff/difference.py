"""`diff`: what was added, removed and changed between two graphs, entity by entity.

Blank nodes have no name to be known by, so they are named after what they say, and what they say is told
under the entity that points to them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import RDFS
from diplograph.publishing.diff.values import Term, value

_LABEL: Final = ox.NamedNode(RDFS + "label")

Pair = tuple[ox.Quad, ox.Quad]


class Kind(Enum):
    """What became of an entity."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one entity.

    Attributes:
        entity: The entity.
        kind: Whether it was added, removed, or changed.
        added: Statements about it that only the second graph has.
        removed: Statements about it that only the first graph has.
        changed: A statement of the first graph, and the one in its place: of the same property and graph.
        rewritten: The same, where both have the same value.
    """

    entity: ox.NamedNode | ox.BlankNode
    kind: Kind
    added: tuple[ox.Quad, ...]
    removed: tuple[ox.Quad, ...]
    changed: tuple[Pair, ...]
    rewritten: tuple[Pair, ...]


def differences(
    before: Iterable[ox.Quad], after: Iterable[ox.Quad], *, by_value: bool = False
) -> list[Change]:
    """Say how the second graph differs from the first.

    Where one of the two has no named graphs, triples are compared and not the graphs that they are in.

    Args:
        before: The first graph.
        after: The second graph.
        by_value: Whether statements of the same value, written otherwise, are no difference.

    Returns:
        The entities that differ, in the order of their IRIs. What two blank nodes say alike counts once.

    Example:
        >>> node = ox.NamedNode("http://example.org/x")
        >>> one, two = (ox.Quad(node, node, ox.Literal(text)) for text in "12")
        >>> [change] = differences([one], [two])
        >>> change.kind, len(change.changed)
        (<Kind.CHANGED: 'changed'>, 1)
    """
    first, second = _named_by_content(before), _named_by_content(after)
    if not (_has_graphs(first.quads) and _has_graphs(second.quads)):
        first, second = first.without_graphs(), second.without_graphs()
    gone, come = first.quads - second.quads, second.quads - first.quads
    removed, added = _by_entity(gone, first.owner), _by_entity(come, second.owner)
    known_before = {first.owner(quad.subject) for quad in first.quads}
    known_after = {second.owner(quad.subject) for quad in second.quads}
    changes = []
    for entity in sorted({*removed, *added}, key=lambda node: node.value):
        kind = Kind.CHANGED
        if entity not in known_before:
            kind = Kind.ADDED
        elif entity not in known_after:
            kind = Kind.REMOVED
        change = _change(entity, kind, removed.get(entity, []), added.get(entity, []))
        if not by_value or change.added or change.removed or change.changed:
            changes.append(change)
    return changes


def patch(changes: Iterable[Change]) -> Iterable[str]:
    """Return changes as lines of RDF Patch, which a store that reads it can follow.

    Source: RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html).
    """
    gone: list[ox.Quad] = []
    come: list[ox.Quad] = []
    for change in changes:
        pairs = (*change.changed, *change.rewritten)
        gone += [*change.removed, *(old for old, _ in pairs)]
        come += [*change.added, *(new for _, new in pairs)]
    yield "TX .\n"
    for sign, quads in (("D", gone), ("A", come)):
        text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
        yield from (f"{sign} {line}\n" for line in sorted(set(text.decode().split("\n"))) if line)
    yield "TC .\n"


def labels(quads: Iterable[ox.Quad]) -> dict[tuple[str, str], str]:
    """Return the labels of entities, by IRI and language; the first in order where there are two."""
    found: dict[tuple[str, str], str] = {}
    for quad in quads:
        if quad.predicate == _LABEL and isinstance(quad.object, ox.Literal):
            key = (
                quad.subject.value if isinstance(quad.subject, ox.NamedNode) else "",
                quad.object.language or "",
            )
            found[key] = min(found.get(key, quad.object.value), quad.object.value)
    return found


def _change(
    entity: ox.NamedNode | ox.BlankNode, kind: Kind, gone: list[ox.Quad], come: list[ox.Quad]
) -> Change:
    rewritten, gone, come = _pairs(gone, come, lambda quad: value(quad.object))
    changed, gone, come = _pairs(gone, come, _language)
    return Change(entity, kind, tuple(come), tuple(gone), tuple(changed), tuple(rewritten))


def _language(quad: ox.Quad) -> object:
    """Return what two statements must share for the one to have taken the place of the other."""
    return quad.object.language if isinstance(quad.object, ox.Literal) else ""


def _pairs(
    gone: list[ox.Quad], come: list[ox.Quad], likeness: Callable[[ox.Quad], object]
) -> tuple[list[Pair], list[ox.Quad], list[ox.Quad]]:
    """Pair statements of the same subject, property, named graph and likeness, in order."""
    places: dict[object, list[ox.Quad]] = defaultdict(list)
    for quad in sorted(come, key=str, reverse=True):
        places[quad.subject, quad.predicate, quad.graph_name, likeness(quad)].append(quad)
    pairs, left, taken = [], [], set()
    for quad in sorted(gone, key=str):
        place = places[quad.subject, quad.predicate, quad.graph_name, likeness(quad)]
        if place:
            taken.add(place[-1])
            pairs.append((quad, place.pop()))
        else:
            left.append(quad)
    return pairs, left, sorted((quad for quad in come if quad not in taken), key=str)


def _by_entity(
    quads: Iterable[ox.Quad], owner: Callable[[Term], ox.NamedNode | ox.BlankNode]
) -> dict[ox.NamedNode | ox.BlankNode, list[ox.Quad]]:
    entities = defaultdict(list)
    for quad in quads:
        entities[owner(quad.subject)].append(quad)
    return entities


def _has_graphs(quads: Iterable[ox.Quad]) -> bool:
    return any(isinstance(quad.graph_name, ox.NamedNode) for quad in quads)


class _Side:
    """One of two graphs, its blank nodes named after what they say."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.quads = frozenset(quads)
        self._pointing: dict[Term, Term] = {}
        for quad in sorted(self.quads, key=str):
            if isinstance(quad.object, ox.BlankNode):
                self._pointing.setdefault(quad.object, quad.subject)

    def owner(self, node: Term) -> ox.NamedNode | ox.BlankNode:
        """Return the entity under which a node is told: for a blank node the one that points to it."""
        seen: set[Term] = set()
        while isinstance(node, ox.BlankNode) and node in self._pointing and node not in seen:
            seen.add(node)
            node = self._pointing[node]
        assert isinstance(node, ox.NamedNode | ox.BlankNode)
        return node

    def without_graphs(self) -> _Side:
        return _Side(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in self.quads)


def _named_by_content(quads: Iterable[ox.Quad]) -> _Side:
    """Rename each blank node after the hash of what is said of it and of the blank nodes it points to."""
    all_quads = list(quads)
    said: dict[ox.BlankNode, list[ox.Quad]] = defaultdict(list)
    for quad in all_quads:
        if isinstance(quad.subject, ox.BlankNode):
            said[quad.subject].append(quad)
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def describe(term: Term, above: tuple[Term, ...]) -> str:
        if not isinstance(term, ox.BlankNode):
            return str(term)
        if term in names:
            return str(names[term])
        if term in above:  # a ring: how far up it closes is all that can be said
            return f"ring {len(above) - above.index(term)}"
        lines = sorted(f"{q.predicate} {describe(q.object, (*above, term))}" for q in said.get(term, ()))
        return "_:b" + hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    for node in list(said):
        names[node] = ox.BlankNode(describe(node, ()).removeprefix("_:"))

    def renamed(term: Term) -> Term:
        return names.get(term, term) if isinstance(term, ox.BlankNode) else term

    return _Side(
        ox.Quad(renamed(q.subject), q.predicate, renamed(q.object), q.graph_name)  # type: ignore[arg-type]
        for q in all_quads
    )


def only_in(quads: Sequence[ox.Quad], graphs: Iterable[str]) -> list[ox.Quad]:
    """Keep the statements of some named graphs; all, if none is named."""
    names = {ox.NamedNode(graph) for graph in graphs}
    return [quad for quad in quads if not names or quad.graph_name in names]
