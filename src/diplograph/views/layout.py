"""Where the boxes of a network go: apart from each other, and no line through a box that it does not join.

NetworkX lays the nodes out as points that repel each other and springs that hold them (Fruchterman and
Reingold, 1991); boxes are then pushed apart until none overlaps. Of several such layouts the one with the
fewest lines through boxes, and then the fewest crossings, is taken.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from itertools import combinations
from typing import Final

Point = tuple[float, float]
Size = tuple[float, float]

_TRIES: Final = 12
GAP: Final = 0.35
"""Between two boxes, in inches, unless more is asked for."""

_ROUNDS: Final = 400
_ASPECT: Final = 1.5  # names are wider than high, and so are pages


def place(
    sizes: Mapping[str, Size], edges: Collection[tuple[str, str]], gap: float = GAP
) -> dict[str, Point]:
    """Return the middle of each box, in inches; the same boxes and edges give the same places.

    Args:
        sizes: The width and height of each box, in inches.
        edges: Which boxes are joined.
        gap: How much is between two boxes at least, in inches.

    Example:
        >>> places = place({"a": (1.0, 0.3), "b": (1.0, 0.3)}, [("a", "b")])
        >>> overlap((places["a"], (1.0, 0.3)), (places["b"], (1.0, 0.3)))
        False
    """
    joined = sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})
    tries = [_push_apart(_spring(sizes, joined, seed, gap), sizes, gap) for seed in range(_TRIES)]
    return min(tries, key=lambda places: _cost(places, sizes, joined))


def overlap(one: tuple[Point, Size], other: tuple[Point, Size], gap: float = 0.0) -> bool:
    """Return whether two boxes, given by middle and size, are less than a gap apart."""
    (x, y), (width, height) = one
    (u, v), (other_width, other_height) = other
    across, along = (width + other_width) / 2 + gap, (height + other_height) / 2 + gap
    return abs(x - u) < across and abs(y - v) < along


def bent(start: Point, end: Point, bend: float) -> Point:
    """Return the point that bends a line, as Matplotlib's ``arc3`` has it.

    Example:
        >>> bent((0, 0), (2, 0), 0.5)
        (1.0, -1.0)
    """
    (x, y), (u, v) = start, end
    return (x + u) / 2 + bend * (v - y), (y + v) / 2 - bend * (u - x)


def along(start: Point, end: Point, bend: float, part: float) -> Point:
    """Return a point of a bent line, a quadratic Bézier curve; half of the way is 0.5.

    Example:
        >>> along((0, 0), (2, 0), 0.5, 0.5)
        (1.0, -0.5)
    """
    middle, rest = bent(start, end, bend), 1 - part
    return (
        rest * rest * start[0] + 2 * rest * part * middle[0] + part * part * end[0],
        rest * rest * start[1] + 2 * rest * part * middle[1] + part * part * end[1],
    )


def _spring(
    sizes: Mapping[str, Size], edges: Collection[tuple[str, str]], seed: int, gap: float
) -> dict[str, Point]:
    """Lay the boxes out as points, on an area that has room for them."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(sizes)
    graph.add_edges_from(edges)
    found = networkx.spring_layout(graph, seed=seed, iterations=150, k=2.2 / math.sqrt(len(sizes)))
    area = sum((width + 3 * gap) * (height + 3 * gap) for width, height in sizes.values())
    side = math.sqrt(area) * 1.1
    return {node: (float(x) * side * _ASPECT / 2, float(y) * side / 2) for node, (x, y) in found.items()}


def _push_apart(places: dict[str, Point], sizes: Mapping[str, Size], gap: float) -> dict[str, Point]:
    """Push boxes that are too near each other apart, in the direction that takes less."""
    moved = {node: [x, y] for node, (x, y) in places.items()}
    for _ in range(_ROUNDS):
        is_apart = True
        for one, other in combinations(moved, 2):
            (x, y), (u, v) = moved[one], moved[other]
            across = (sizes[one][0] + sizes[other][0]) / 2 + gap - abs(x - u)
            along = (sizes[one][1] + sizes[other][1]) / 2 + gap - abs(y - v)
            if across <= 0 or along <= 0:
                continue
            is_apart = False
            axis, amount = (0, across) if across < along else (1, along)
            sign = 1 if moved[one][axis] >= moved[other][axis] else -1
            moved[one][axis] += sign * (amount / 2 + 1e-6)
            moved[other][axis] -= sign * (amount / 2 + 1e-6)
        if is_apart:
            break
    return {node: (x, y) for node, (x, y) in moved.items()}


def _cost(
    places: dict[str, Point], sizes: Mapping[str, Size], edges: Collection[tuple[str, str]]
) -> tuple[int, int, float]:
    """Count lines through boxes and crossings, and measure the area."""
    through = sum(
        crosses_box(places[one], places[other], places[node], sizes[node])
        for one, other in edges
        for node in places
        if node not in (one, other)
    )
    crossings = sum(
        _cross(places[a], places[b], places[c], places[d])
        for (a, b), (c, d) in combinations(edges, 2)
        if len({a, b, c, d}) == 4
    )
    across, along = (max(found) - min(found) for found in zip(*places.values(), strict=True))
    return through, crossings, across * along


def crosses_box(start: Point, end: Point, middle: Point, size: Size) -> bool:
    """Return whether a line from one point to another runs through a box (Liang and Barsky, 1984).

    Example:
        >>> crosses_box((0, 0), (2, 0), (1, 0.1), (0.5, 0.5)), crosses_box((0, 0), (2, 0), (1, 1), (0.5, 0.5))
        (True, False)
    """
    first, last = 0.0, 1.0
    for axis in (0, 1):
        length = end[axis] - start[axis]
        low = middle[axis] - size[axis] / 2 - start[axis]
        high = middle[axis] + size[axis] / 2 - start[axis]
        if length == 0:
            if low > 0 or high < 0:
                return False
            continue
        near, far = sorted((low / length, high / length))
        first, last = max(first, near), min(last, far)
    return first < last


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def turn(p: Point, q: Point, r: Point) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, c, d) != turn(b, c, d) and turn(a, b, c) != turn(a, b, d)
