"""No cell is a formula, and the values can be had back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diplograph.base.spreadsheets import disarmed


@pytest.mark.parametrize(
    "cell", ["=1+1", "+A1", "-A1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "--5", "-", "+", "-1-"]
)
def test_what_a_spreadsheet_runs_is_disarmed(cell: str) -> None:
    assert disarmed(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "-12", "+3", "-0.5", "-.5", "1e-5", "-1E+5", "Egypt", "a=b", "مصر", "1996-05"]
)
def test_all_else_stays(cell: str) -> None:
    assert disarmed(cell) == cell


@given(st.text(st.one_of(st.sampled_from("'=+-@1"), st.characters())))
@example("'=1")
def test_values_can_be_had_back(cell: str) -> None:
    assert disarmed(cell).removeprefix("'") == cell
