"""Where boxes go."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.views.layout import GAP, along, crosses_box, overlap, place

SIZES = st.lists(st.tuples(st.floats(0.2, 4.0), st.floats(0.2, 0.5)), min_size=1, max_size=14)


@pytest.mark.slow
@settings(max_examples=25)
@given(sizes=SIZES, data=st.data())
def test_no_box_touches_another(sizes: list[tuple[float, float]], data: st.DataObject) -> None:
    boxes = {str(number): size for number, size in enumerate(sizes)}
    pairs = st.tuples(st.sampled_from(sorted(boxes)), st.sampled_from(sorted(boxes)))
    edges = data.draw(st.lists(pairs, max_size=20))
    places = place(boxes, edges)
    assert places.keys() == boxes.keys()
    for one, other in combinations(boxes, 2):
        assert not overlap((places[one], boxes[one]), (places[other], boxes[other]), gap=GAP * 0.99)
    assert place(boxes, edges) == places


def test_layout_without_lines_through_boxes_is_found() -> None:
    """Three in a row, of which the outer are joined too: the middle one has to move aside."""
    boxes = dict.fromkeys("abc", (2.0, 0.3))
    edges = [("a", "b"), ("b", "c"), ("a", "c")]
    places = place(boxes, edges)
    for one, other in edges:
        [third] = set("abc") - {one, other}
        assert not crosses_box(places[one], places[other], places[third], boxes[third])


@given(
    start=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    end=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    middle=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    size=st.tuples(st.floats(0.1, 3), st.floats(0.1, 3)),
)
def test_line_crosses_a_box_where_a_point_of_it_lies_within(
    start: tuple[float, float],
    end: tuple[float, float],
    middle: tuple[float, float],
    size: tuple[float, float],
) -> None:
    points = [along(start, end, 0.0, step / 400) for step in range(401)]
    margin = 1e-9
    if any(
        abs(x - middle[0]) < size[0] / 2 - margin and abs(y - middle[1]) < size[1] / 2 - margin
        for x, y in points
    ):
        assert crosses_box(start, end, middle, size) or start == end
    elif all(
        abs(x - middle[0]) > size[0] / 2 + 0.1 or abs(y - middle[1]) > size[1] / 2 + 0.1 for x, y in points
    ):
        assert not crosses_box(start, end, middle, size)
