"""Lexical forms against Python's own reading of numbers and days."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.base.names import XSD
from diplograph.shacl.datatypes import pattern_of

RANGES = {
    "byte": (-128, 127), "short": (-(2**15), 2**15 - 1), "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1), "unsignedByte": (0, 255), "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1), "unsignedLong": (0, 2**64 - 1), "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None), "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1),
}  # fmt: skip


def fits(name: str, text: str) -> bool:
    pattern = pattern_of(XSD + name)
    assert pattern is not None
    return re.search(pattern, text) is not None


@pytest.mark.parametrize("name", RANGES)
@given(st.data())
def test_integers_of_a_range(name: str, data: st.DataObject) -> None:
    low, high = RANGES[name]
    edge = data.draw(st.sampled_from([edge for edge in (low, high, 0) if edge is not None]))
    value = edge + data.draw(st.integers(-300, 300) | st.integers(-(2**66), 2**66))
    is_in = (low is None or value >= low) and (high is None or value <= high)
    padded = ("-" if value < 0 else data.draw(st.sampled_from(["", "+"]))) + "00" + str(abs(value))
    assert fits(name, str(value)) is fits(name, padded) is is_in


@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_days_of_the_calendar(year: int, month: int, day: int) -> None:
    try:
        datetime.date(year, month, day)
        exists = True
    except ValueError:
        exists = False
    assert fits("date", f"{year:04}-{month:02}-{day:02}") is exists


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("boolean", ["true", "0"], ["TRUE", "yes", ""]),
        ("decimal", ["1", "-1.50", ".5", "5."], ["1e3", ".", "1,5"]),
        ("double", ["1e3", "INF", "-INF", "NaN", "1.5"], ["inf", "1e", "e3"]),
        ("dateTime", ["2001-02-03T04:05:06", "2001-02-03T24:00:00Z", "2001-02-03T04:05:06.789+14:00"],
         ["2001-02-03", "2001-02-03T24:00:01", "2001-02-03T04:05:06+15:00", "2001-02-30T00:00:00"]),
        ("dateTimeStamp", ["2001-02-03T04:05:06Z"], ["2001-02-03T04:05:06"]),
        ("gYear", ["2001", "-0044", "12000"], ["201", "02001", "2001-01"]),
        ("gMonthDay", ["--02-29"], ["--02-30", "02-29"]),
        ("duration", ["P1Y2M", "PT1.5S", "-P3D", "P1YT1H"], ["P", "PT", "P1S", "1Y"]),
        ("date", ["2000-02-29", "12000-02-29", "2001-02-03Z"], ["1900-02-29", "11900-02-29", "2001-2-3"]),
        ("language", ["en", "zh-Hant"], ["", "toolonglanguage", "en_GB"]),
    ],
)  # fmt: skip
def test_forms(name: str, good: list[str], bad: list[str]) -> None:
    assert all(fits(name, text) for text in good)
    assert not any(fits(name, text) for text in bad)
