"""What steers a terminal is shown, and all else is left as it is."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.base.characters import harmless, isolated, visible

# What ECMA-48 and the Unicode Bidirectional Algorithm let a character do to those that follow it.
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")
HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\x1b\x07\x9b\x9d\x7f\r\n\t\x85\u2028\u202a\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ud800aب"
        ),
        st.characters(),
    )
)


def depth(text: str) -> int:
    """Return how many isolates are open at the end (UAX #9, BD9); -1 if one ends that has not begun."""
    opened = 0
    for character in text:
        opened += (unicodedata.bidirectional(character) in ("LRI", "RLI", "FSI")) - (character == "\u2069")
        if opened < 0:
            return -1
    return opened


@given(HOSTILE)
def test_nothing_steers_a_terminal(text: str) -> None:
    assert not STEERING.search(visible(text))
    assert not re.search("[\u2066-\u2069]", visible(text))
    line = harmless(text)
    assert not STEERING.search(line)
    assert depth(line) == 0


@given(HOSTILE)
def test_what_is_isolated_cannot_leave_its_isolate(text: str) -> None:
    for right_to_left in (None, False, True):
        shown = isolated(text, right_to_left=right_to_left)
        assert depth(shown) == 0
        assert depth(shown[:-1]) == 1
        assert harmless(shown) == shown


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp"))))
def test_all_else_stays(text: str) -> None:
    assert visible(text) == harmless(text) == text


@pytest.mark.parametrize("spelling", ["می‌خواهم", "👩‍🚀", "مُحَمَّد", "a\u200eb", "(\u200f123"])
def test_joiners_and_marks_of_direction_are_spelling(spelling: str) -> None:
    assert harmless(spelling) == spelling
