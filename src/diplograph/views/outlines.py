"""The outlines of states of today, in ``states.geojson`` beside this module.

They are those of Natural Earth (public domain, https://www.naturalearthdata.com), 1:10,000,000, in the
variant with the borders that Germany recognises, simplified by ``data/reference/make_outlines.py``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

_FILE: Final = Path(__file__).with_name("states.geojson")


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A state.

    Attributes:
        code: Its code in ISO 3166-1 alpha-3; empty if it has none.
        names: What it is called, in English and Arabic.
        middle: A point well inside its mainland.
        polygons: Its outer rings, the largest first; what lies in a hole is another state, drawn after.
    """

    code: str
    names: frozenset[str]
    middle: Point
    polygons: tuple[tuple[Point, ...], ...]


@cache
def all_outlines() -> tuple[Outline, ...]:
    """Return the outlines of all states.

    Example:
        >>> [egypt] = [outline for outline in all_outlines() if outline.code == "EGY"]
        >>> [round(degrees) for degrees in bounds(egypt.polygons[0])]
        [25, 22, 37, 32]
    """
    features = json.loads(_FILE.read_text(encoding="utf-8"))["features"]
    return tuple(
        Outline(
            feature["properties"]["code"],
            frozenset(feature["properties"]["names"]),
            tuple(feature["properties"]["middle"]),
            tuple(tuple(map(tuple, rings[0])) for rings in feature["geometry"]["coordinates"]),
        )
        for feature in features
    )


def find_outlines(codes: Collection[str], names: Collection[str] = ()) -> dict[str, Outline]:
    """Return the outlines of states by code or, for those that have none, by name.

    Example:
        >>> sorted(find_outlines(["EGY", "SUN"], ["Kazakhstan"]))
        ['EGY', 'Kazakhstan']
    """
    found = {}
    for outline in all_outlines():
        for key in ({outline.code} & set(codes)) | (outline.names & set(names)):
            found[key] = outline
    return found


def polygons_within(box: Box) -> Iterator[tuple[Outline, tuple[Point, ...]]]:
    """Return the polygons that reach into a box, each with its state, the largest first."""
    west, south, east, north = box
    found = []
    for outline in all_outlines():
        for polygon in outline.polygons:
            left, low, right, high = bounds(polygon)
            if left < east and right > west and low < north and high > south:
                found.append((outline, polygon))
    yield from sorted(found, key=lambda pair: -_area(pair[1]))


def bounds(polygon: Collection[Point]) -> Box:
    """Return the box around a polygon."""
    x, y = zip(*polygon, strict=True)
    return min(x), min(y), max(x), max(y)


def _area(polygon: Collection[Point]) -> float:
    """Return the area of a polygon in square degrees (the shoelace formula)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(polygon))) / 2
