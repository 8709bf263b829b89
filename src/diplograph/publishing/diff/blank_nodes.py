"""Names for the blank nodes of two graphs, by which the graphs can be compared.

A blank node has no name of its own. Those that hang together are a component; two components of which nothing
is known but that they have the same canonical form (RDFC-1.0, https://www.w3.org/TR/rdf-canon/) are the same,
and their nodes get the same names. So two graphs have the same quads, once they are named, exactly if they
are isomorphic. In components that differ, nodes are named alike as far as they stand at the same place and
have the most in common, so that only what differs is a difference.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from typing import Any, Final

import pyoxigraph as ox

from diplograph.rdf.canonical import canonical
from diplograph.rdf.lines import serialize

Quads = frozenset[ox.Quad]
_Pointing = dict[Any, list[ox.Quad]]
Route = tuple[ox.NamedNode | ox.BlankNode, tuple[ox.NamedNode, ...]]

_MOST_COMPARED: Final = 100_000  # pairs of nodes at one place; where there are more, they are paired in order


def named_alike(before: Iterable[ox.Quad], after: Iterable[ox.Quad]) -> tuple[Quads, Quads]:
    """Return two graphs in which the blank nodes that are the same have the same names, and no others.

    The names are the same whatever the nodes were called before.

    Raises:
        DiplographError: Blank nodes hang together in a way that takes too long to compare.

    Example:
        >>> p = ox.NamedNode("http://example.org/p")
        >>> one, two = (ox.Quad(ox.BlankNode(name), p, p) for name in ("x", "y"))
        >>> first, second = named_alike([one], [two])
        >>> first == second
        True
    """
    (ground, components), (other_ground, others) = _parted(before), _parted(after)
    shared = Counter(components) & Counter(others)
    same = _named(sorted(shared.elements()), "s")
    first = _named(sorted((Counter(components) - shared).elements()), "b")
    second = _named(sorted((Counter(others) - shared).elements()), "a")
    names = _Alignment(first, second).names()
    return (
        frozenset([*ground, *same, *first]),
        frozenset([*other_ground, *same, *(_renamed(quad, names.get) for quad in second)]),
    )


def routes(quads: Iterable[ox.Quad]) -> dict[ox.BlankNode, Route]:
    """Return for each blank node the node under which it is shown, and the properties that lead to it.

    That is the nearest named node; where none leads to it, the blank node from which the others are reached.
    """
    pointing: _Pointing = defaultdict(list)
    blank: set[ox.BlankNode] = set()
    pointed: set[ox.BlankNode] = set()
    for quad in quads:
        blank.update(_blank_nodes(quad))
        if isinstance(quad.object, ox.BlankNode):
            pointing[quad.subject].append(quad)
            pointed.add(quad.object)
    found: dict[ox.BlankNode, Route] = {}
    named = (node for node in pointing if isinstance(node, ox.NamedNode))
    _walk(sorted(named, key=str), pointing, found)
    for start in sorted(blank, key=lambda node: (node in pointed, str(node))):
        if start not in found:
            found[start] = (start, ())
            _walk([start], pointing, found)
    return found


def _walk(starts: Iterable[Any], pointing: _Pointing, found: dict[ox.BlankNode, Route]) -> None:
    """Follow properties from some nodes, all at the same pace."""
    pending = deque(starts)
    while pending:
        node = pending.popleft()
        entity, way = found.get(node, (node, ()))
        for quad in sorted(pointing[node], key=str) if node in pointing else ():
            if quad.object not in found:
                found[quad.object] = (entity, (*way, quad.predicate))  # type: ignore[index]
                pending.append(quad.object)


def _parted(quads: Iterable[ox.Quad]) -> tuple[list[ox.Quad], list[bytes]]:
    """Return the quads without blank nodes, and the canonical form of each component of the others."""
    ground: list[ox.Quad] = []
    others: list[tuple[ox.BlankNode, ox.Quad]] = []
    parents: dict[ox.BlankNode, ox.BlankNode] = {}

    def root(node: ox.BlankNode) -> ox.BlankNode:
        while (parent := parents.setdefault(node, node)) != node:
            parents[node] = parents[parent]
            node = parent
        return node

    for quad in dict.fromkeys(quads):
        nodes = list(_blank_nodes(quad))
        if not nodes:
            ground.append(quad)
            continue
        for node in nodes:
            parents[root(node)] = root(nodes[0])
        others.append((nodes[0], quad))
    components: dict[ox.BlankNode, list[ox.Quad]] = defaultdict(list)
    for node, quad in others:
        components[root(node)].append(quad)
    return ground, [b"\n".join(canonical(_lines(component))) for component in components.values()]


def _lines(quads: list[ox.Quad]) -> list[bytes]:
    return serialize(quads, ox.RdfFormat.N_QUADS).removesuffix(b"\n").split(b"\n")


def _named(components: Iterable[bytes], side: str) -> list[ox.Quad]:
    """Read components, each with names that no other has."""
    return [
        _renamed(quad, partial(_of_component, f"{side}{number}"))
        for number, component in enumerate(components)
        for quad in ox.parse(component, format=ox.RdfFormat.N_QUADS)
    ]


def _of_component(name: str, node: ox.BlankNode) -> ox.BlankNode:
    return ox.BlankNode(name + node.value.removeprefix("c14"))


def _renamed(quad: ox.Quad, name: Callable[[ox.BlankNode], ox.BlankNode | None]) -> ox.Quad:
    def renamed(term: Any) -> Any:
        if isinstance(term, ox.Triple):
            return ox.Triple(renamed(term.subject), term.predicate, renamed(term.object))
        return (name(term) or term) if isinstance(term, ox.BlankNode) else term

    return ox.Quad(renamed(quad.subject), quad.predicate, renamed(quad.object), renamed(quad.graph_name))


def _blank_nodes(statement: ox.Quad | ox.Triple) -> Iterator[ox.BlankNode]:
    if isinstance(statement.subject, ox.BlankNode):
        yield statement.subject
    if isinstance(statement.object, ox.BlankNode):
        yield statement.object
    elif isinstance(statement.object, ox.Triple):
        yield from _blank_nodes(statement.object)
    if isinstance(statement, ox.Quad) and isinstance(statement.graph_name, ox.BlankNode):
        yield statement.graph_name


class _Alignment:
    """Which blank nodes of components that differ stand at the same place."""

    def __init__(self, before: list[ox.Quad], after: list[ox.Quad]) -> None:
        self._before, self._after = _Places(before), _Places(after)
        self._names: dict[ox.BlankNode, ox.BlankNode] = {}
        self._taken: set[ox.BlankNode] = set()

    def names(self) -> dict[ox.BlankNode, ox.BlankNode]:
        """Return for nodes of the second graph what they are called in the first."""
        for place in sorted(self._before.ground.keys() & self._after.ground.keys(), key=str):
            self._pair(self._before.ground[place], self._after.ground[place])
        self._pair(list(self._before.all), list(self._after.all), least=1)
        return self._names

    def _pair(self, before: list[ox.BlankNode], after: list[ox.BlankNode], least: int = 0) -> None:
        """Pair nodes that have the most in common, and then those that they lead to."""
        pending = [(before, after, least)]
        while pending:
            olds, news, least = pending.pop()
            olds = [node for node in olds if node not in self._taken]
            news = [node for node in news if node not in self._names]
            for old, new in self._best(olds, news, least):
                self._names[new] = old
                self._taken.add(old)
                ways, others = self._before.below[old], self._after.below[new]
                pending += [
                    (ways[way], others[way], 0) for way in sorted(ways.keys() & others.keys(), key=str)
                ]

    def _best(
        self, olds: list[ox.BlankNode], news: list[ox.BlankNode], least: int
    ) -> list[tuple[ox.BlankNode, ox.BlankNode]]:
        if len(olds) * len(news) > _MOST_COMPARED:
            return [] if least else list(zip(olds, news, strict=False))
        scored = []
        for i, old in enumerate(olds):
            for j, new in enumerate(news):
                common = len(self._before.said[old] & self._after.said[new])
                if common >= least:
                    scored.append((-common, i, j))
        pairs: list[tuple[ox.BlankNode, ox.BlankNode]] = []
        used: tuple[set[int], set[int]] = (set(), set())
        for _, i, j in sorted(scored):
            if i not in used[0] and j not in used[1]:
                used[0].add(i)
                used[1].add(j)
                pairs.append((olds[i], news[j]))
        return pairs


def _lists() -> dict[Hashable, list[ox.BlankNode]]:
    return defaultdict(list)


class _Places:
    """What is asserted of blank nodes, and where they stand.

    Attributes:
        all: The nodes, each once.
        said: What is asserted of each, blank nodes aside.
        ground: The nodes that a named node has for a property, by both.
        below: The nodes that a blank node has for a property.
    """

    def __init__(self, quads: list[ox.Quad]) -> None:
        self.all = dict.fromkeys(node for quad in quads for node in _blank_nodes(quad))
        self.said: dict[ox.BlankNode, set[Hashable]] = defaultdict(set)
        self.ground: dict[Hashable, list[ox.BlankNode]] = defaultdict(list)
        self.below: dict[ox.BlankNode, dict[Hashable, list[ox.BlankNode]]] = defaultdict(_lists)
        for quad in quads:
            way = (quad.predicate, quad.graph_name)
            if not isinstance(quad.object, ox.BlankNode):
                if isinstance(quad.subject, ox.BlankNode):
                    self.said[quad.subject].add((way, quad.object))
            elif isinstance(quad.subject, ox.BlankNode):
                self.below[quad.subject][way].append(quad.object)
            else:
                self.ground[quad.subject, way].append(quad.object)
