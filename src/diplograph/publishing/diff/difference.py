"""`diff`: what was added, removed and changed between two graphs, entity by entity.

What a blank node says is told under the entity that leads to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import RDFS
from diplograph.publishing.diff.blank_nodes import Route, named_alike, routes
from diplograph.publishing.diff.values import value

_LABEL: Final = ox.NamedNode(RDFS + "label")

Entity = ox.NamedNode | ox.BlankNode
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
        ways: The properties that lead from the entity to each blank node that has a statement.
    """

    entity: Entity
    kind: Kind
    added: tuple[ox.Quad, ...]
    removed: tuple[ox.Quad, ...]
    changed: tuple[Pair, ...]
    rewritten: tuple[Pair, ...]
    ways: Mapping[ox.BlankNode, tuple[ox.NamedNode, ...]] = field(default_factory=dict)


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
        The entities that differ, in the order of their IRIs; none exactly if the graphs are isomorphic.

    Raises:
        DiplographError: Blank nodes hang together in a way that takes too long to compare.

    Example:
        >>> node = ox.NamedNode("http://example.org/x")
        >>> one, two = (ox.Quad(node, node, ox.Literal(text)) for text in "12")
        >>> [change] = differences([one], [two])
        >>> change.kind, len(change.changed)
        (<Kind.CHANGED: 'changed'>, 1)
    """
    before, after = list(before), list(after)
    if not (_has_graphs(before) and _has_graphs(after)):
        before, after = map(_without_graph, before), map(_without_graph, after)
    first, second = named_alike(before, after)
    gone, come = first - second, second - first
    if not gone and not come:
        return []
    routes_before, routes_after = routes(first), routes(second)
    removed, added = _by_entity(gone, routes_before), _by_entity(come, routes_after)
    known_before = {_owner(quad, routes_before) for quad in first}
    known_after = {_owner(quad, routes_after) for quad in second}
    changes = []
    for entity in sorted({*removed, *added}, key=lambda node: node.value):
        kind = Kind.CHANGED
        if entity not in known_before:
            kind = Kind.ADDED
        elif entity not in known_after:
            kind = Kind.REMOVED
        ways = {
            quad.subject: found[quad.subject][1]
            for group, found in ((removed, routes_before), (added, routes_after))
            for quad in group.get(entity, ())
            if isinstance(quad.subject, ox.BlankNode)
        }
        change = _change(entity, kind, removed.get(entity, []), added.get(entity, []), ways)
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
    entity: Entity,
    kind: Kind,
    gone: list[ox.Quad],
    come: list[ox.Quad],
    ways: Mapping[ox.BlankNode, tuple[ox.NamedNode, ...]],
) -> Change:
    rewritten, gone, come = _pairs(gone, come, lambda quad: value(quad.object))
    changed, gone, come = _pairs(gone, come, _language)
    return Change(entity, kind, tuple(come), tuple(gone), tuple(changed), tuple(rewritten), ways)


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


def _by_entity(quads: Iterable[ox.Quad], found: Mapping[ox.BlankNode, Route]) -> dict[Entity, list[ox.Quad]]:
    entities = defaultdict(list)
    for quad in quads:
        entities[_owner(quad, found)].append(quad)
    return entities


def _owner(quad: ox.Quad, found: Mapping[ox.BlankNode, Route]) -> Entity:
    """Return the entity under which a statement is shown."""
    subject = quad.subject
    return found[subject][0] if isinstance(subject, ox.BlankNode) else subject  # type: ignore[return-value]


def _has_graphs(quads: Iterable[ox.Quad]) -> bool:
    return any(quad.graph_name != ox.DefaultGraph() for quad in quads)


def _without_graph(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def only_in(quads: Sequence[ox.Quad], graphs: Iterable[str]) -> list[ox.Quad]:
    """Keep the statements of some named graphs; all, if none is named."""
    names = {ox.NamedNode(graph) for graph in graphs}
    return [quad for quad in quads if not names or quad.graph_name in names]
