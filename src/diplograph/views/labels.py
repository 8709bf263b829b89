"""Names and numbers on a map, each where it overlaps nothing that is there already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from diplograph.views.canvas import FAINT, INK, width_of
from diplograph.views.layout import Point, Size, overlap

_LINE: Final = 0.17  # inches, the height of a line of 9 points
_MARK: Final = (0.09, 0.09)
_CROSSED: Final = (0.07, 0.07)
_NUMBER: Final = 8


class Labels:
    """What is written on a map; lengths are inches.

    Args:
        axes: What to write into, whose units are inches.
        size: Its width and height.
        is_right: Whether names run from right to left, so that they end at their points.

    Attributes:
        left_out: How many texts found no room.
    """

    def __init__(self, axes: Any, size: Size, *, is_right: bool) -> None:
        self.left_out = 0
        self._taken: list[tuple[Point, Size]] = []
        self._lines: list[tuple[Point, Size]] = []  # what a name may cross if there is no other place
        self._axes = axes
        self._size = size
        self._is_right = is_right

    def mark(self, point: Point, colour: str) -> None:
        """Mark a point, which no text may cover."""
        self._axes.plot(*point, marker="o", markersize=3.2, color=colour, linestyle="none", zorder=5)
        self._taken.append((point, _MARK))

    def cross(self, points: Iterable[Point]) -> None:
        """Note where a line runs, which names keep off if they can."""
        self._lines += [(point, _CROSSED) for point in points]

    def write(self, text: str, point: Point, *, size: float, colour: str, is_beside: bool) -> None:
        """Write a name at a point or beside it, or count it as left out."""
        extent = (width_of(text, size) + 0.08, _LINE * size / 9)
        spots = self._beside(point, extent) if is_beside else self._at(point, extent)
        box = self._find(spots, extent)
        if box is not None:
            self._put(text, box, size, colour, path_effects=[_halo()])

    def write_number(self, number: int, spots: list[Point]) -> None:
        """Write the number of a line at one of some points of it, or count it as left out."""
        extent = (width_of(str(number), _NUMBER) + 0.08, _LINE * _NUMBER / 9)
        box = self._find(spots, extent, keeps_off_lines=False)
        if box is not None:
            ground = {"facecolor": "white", "edgecolor": FAINT, "pad": 1.0, "linewidth": 0.4}
            self._put(str(number), box, _NUMBER, INK, bbox=ground)

    def _put(self, text: str, box: tuple[Point, Size], size: float, colour: str, **look: Any) -> None:
        self._axes.text(*box[0], text, size=size, color=colour, ha="center", va="center", zorder=6, **look)

    def _find(
        self, spots: list[Point], extent: Size, *, keeps_off_lines: bool = True
    ) -> tuple[Point, Size] | None:
        """Take the first place that is free, and off the lines if one is."""
        boxes = [(spot, extent) for spot in spots]
        free = [box for box in boxes if self._is_inside(box) and _is_free(box, self._taken)]
        clear = [box for box in free if keeps_off_lines and _is_free(box, self._lines)]
        if not free:
            self.left_out += 1
            return None
        box = (clear or free)[0]
        self._taken.append(box)
        return box

    def _is_inside(self, box: tuple[Point, Size]) -> bool:
        (x, y), (width, height) = box
        return width / 2 < x < self._size[0] - width / 2 and height / 2 < y < self._size[1] - height / 2

    def _at(self, point: Point, extent: Size) -> list[Point]:
        """Return the point, then places that are still near it."""
        (x, y), step = point, extent[1]
        above = [(x, y + factor * step) for factor in (0, 1, -1, 1.5, -1.5)]
        return [*above, *((x + sign * extent[0] / 2, y) for sign in (1, -1))]

    def _beside(self, point: Point, extent: Size) -> list[Point]:
        """Return the places beside a mark, above and below it, then at its corners."""
        x, y = point
        across, up = extent[0] / 2 + 0.07, extent[1] / 2 + 0.05
        first = -1 if self._is_right else 1
        around = [(x + first * across, y), (x - first * across, y), (x, y + up), (x, y - up)]
        return around + [(x + sign * across, y + other * up) for sign in (first, -first) for other in (1, -1)]


def _is_free(box: tuple[Point, Size], others: list[tuple[Point, Size]]) -> bool:
    return not any(overlap(box, other) for other in others)


def _halo() -> Any:
    from matplotlib.patheffects import withStroke

    return withStroke(linewidth=2.2, foreground="white", alpha=0.85)
