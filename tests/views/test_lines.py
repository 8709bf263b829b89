"""Text in columns."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from diplograph.views.lines import wrap


@given(text=st.text("ab جد \n"), width=st.integers(1, 12))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= width or " " not in line for line in lines)
    for line, following in pairwise(lines):  # no line is broken too early
        assert len(f"{line} {following.split()[0]}") > width
