"""Regular expressions of XPath against what its specification says of them, run by the engine."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.shacl.regex import rewritten

CASES = {
    "subtraction": ("^[a-z-[aeiou]]+$", "", ["xyz"], ["xay", "-", "["]),
    "subtraction-from-a-negated-class": ("^[^a-z-[0-9]]$", "", ["A", "-"], ["a", "5"]),
    "subtraction-of-a-subtraction": ("^[a-z-[a-y-[m]]]$", "", ["m", "z"], ["a", "y"]),
    "subtraction-of-an-escape": (r"^[\w-[\d]]+$", "", ["abc"], ["a1"]),
    "hash-with-flag-x": ("a # b", "x", ["a#b"], ["a", "a # b"]),
    "white-space-with-flag-x-stands-in-classes": ("^ a [ ] b $", "x", ["a b"], ["ab"]),
    "white-space-without-flag-x": ("a b", "", ["a b"], ["ab"]),
    "dot-and-lines": ("^a.b$", "", ["axb"], ["a\nb"]),
    "dot-with-flag-s": ("^a.b$", "s", ["a\nb"], ["ab"]),
    "lines-with-flag-m": ("^b$", "m", ["a\nb"], ["ab"]),
    "plain-text-with-flag-q": ("a.b", "q", ["xa.bx"], ["axb"]),
    "start-of-a-name": (r"^\i\c*$", "", ["_a-1", ":x", "مصر", "é.b"], ["1a", "-a", " "]),
    "not-of-a-name": (r"^\I\C$", "", ["- ", "1$"], ["a ", "1a"]),
    "name-in-a-class": (r"^[\i-[:]][\c-[:]]*$", "", ["a-b"], ["a:b", ":a"]),
    "word-has-signs-but-no-underscore": (r"^\w+$", "", ["a1", "مصر", "$", "+"], ["a_b", "a-b", "a b"]),
    "not-a-word": (r"^\W$", "", ["_", ".", " "], ["a", "$"]),
    "digits-of-any-script": (r"^\d{2}$", "", ["12", "١٢"], ["1a"]),
    "white-space-is-that-of-XML": (r"^a\sb$", "", ["a b", "a\tb"], ["a\u00a0b", "a\u2003b"]),
    "category": (r"^\p{Lu}\P{L}$", "", ["A1", "É-"], ["a1", "AB"]),
    "hyphen-at-the-ends-of-a-class": ("^[-a]+[b-]$", "", ["-a-", "ab"], ["b", "ac"]),
    "signs-that-rust-reads-in-a-class": ("^[a&&b~~c^]$", "", ["a", "b", "c", "&", "~", "^"], ["d"]),
    "escapes-in-a-class": (r"^[\[\]\\\^\-]$", "", ["[", "]", "\\", "^", "-"], ["a"]),
    "reluctant": ("^a+?b{2,}?$", "", ["aabb"], ["ab"]),
    "group": ("^(?:ab|(c))+$", "", ["abc"], ["a"]),
    "escaped-signs": (r"^\(\{\.\}\)\|\?\*\+\/\<$", "", ["({.})|?*+/<"], ["a"]),
    "case": ("^straße$", "i", ["STRAßE"], ["strasse"]),
}
NOT_OF_XPATH = {
    "bound-of-a-word": (r"\bword\b", "no escape"),
    "end-of-text": (r"a\z", "no escape"),
    "code-point": (r"\x41", "no escape"),
    "backslash-at-the-end": ("a\\", "no escape"),
    "flags-within": ("(?i)a", "neither"),
    "named-group": ("(?P<n>a)", "neither"),
    "possessive": ("a++", "quantifier"),
    "class-of-posix": ("[[:alpha:]]", "escaped within a class"),
    "empty-class": ("[]", "empty"),
    "class-not-closed": ("[a-z", "not closed"),
    "script": (r"\p{Greek}", "general category"),
    "brace": ("a{,3}", "must be escaped"),
    "range-of-classes": (r"[\d-a]", "range"),
}


def matches(pattern: str, flags: str, text: str) -> bool:
    arguments = ", ".join(str(ox.Literal(one)) for one in (text, *rewritten(pattern, flags)))
    return bool(ox.Store().query(f"ASK {{ FILTER REGEX({arguments}) }}"))


@pytest.mark.parametrize(("pattern", "flags", "good", "bad"), CASES.values(), ids=CASES)
def test_what_matches(pattern: str, flags: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in (*good, *bad) if matches(pattern, flags, text)] == good


@pytest.mark.parametrize(("pattern", "words"), NOT_OF_XPATH.values(), ids=NOT_OF_XPATH)
def test_what_is_not_of_xpath_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rewritten(pattern)


CLASSES = st.builds(
    lambda sign, parts: f"[{sign}{''.join(parts)}]",
    st.sampled_from(["", "^"]),
    st.lists(st.sampled_from(["a", "b-d", "1", "\\-", "\\^", "&", "~", "é", "0-3"]), min_size=1, max_size=4),
)
ATOMS = st.one_of(st.sampled_from(["a", "b", "1", ".", "\\.", "\\d", "é", "-"]), CLASSES)
PARTS = st.builds(lambda atom, count: atom + count, ATOMS, st.sampled_from(["", "*", "+?", "?", "{1,2}"]))
PATTERNS = st.recursive(
    st.lists(PARTS, min_size=1, max_size=4).map("".join),
    lambda inner: st.builds("({}|{})".format, inner, inner),
    max_leaves=3,
)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Possible set:FutureWarning")
@given(PATTERNS, st.text(alphabet="ab1-.é^&~cd0", max_size=6))
def test_what_both_have_is_read_as_python_reads_it(pattern: str, text: str) -> None:
    assert matches(f"^({pattern})$", "", text) is (re.search(f"^(?:{pattern})$", text) is not None)
