"""Words are found however they are typed, at the place of the document's own words."""

from __future__ import annotations

import pytest

from diplograph.checks.evidence.locate import locate, nearest

D = "https://a.example/document/d"


def test_locate_finds_every_place() -> None:
    assert locate(D, "aXbXa", "X") == [f"{D}#char=1,2", f"{D}#char=3,4"]
    assert locate(D, "aaa", "aa") == [f"{D}#char=0,2", f"{D}#char=1,3"]
    assert locate(D, "caf\u00e9", "cafe\u0301") == [f"{D}#char=0,4"]  # decomposed words are composed
    assert locate(D, "abc", "") == locate(D, "abc", " ") == locate(D, "", "x") == []


@pytest.mark.parametrize(
    ("passage", "typed"),
    [
        ("envoy’s visit", "envoy's visit"),
        ("envoy's visit", "envoy’s visit"),
        ("“friendly” talks", '"friendly" talks'),
        ("«friendly» talks", "“friendly” talks"),
        ("1996–1997", "1996-1997"),
        ("non‑aligned", "non-aligned"),
        ("7\u00a0May", "7 May"),
        ("in\nMay", "in May"),
        ("in  May", "in May"),
        ("Foreign Minister", "foreign minister"),
        ("أُسَامَة", "اسامة"),
        ("العـــربية", "العربية"),
        ("إلى القاهرة", "الى القاهرة"),
        ("عام ١٩٩٦", "عام 1996"),
    ],
)
def test_another_spelling_is_found_at_its_own_place(passage: str, typed: str) -> None:
    text = f"Before, {passage}, and after."
    assert locate(D, text, typed) == [f"{D}#char=8,{8 + len(passage)}"]
    assert locate(D, text, passage) == [f"{D}#char=8,{8 + len(passage)}"]


def test_the_exact_spelling_comes_first() -> None:
    assert locate(D, "May and may", "may") == [f"{D}#char=8,11"]


def test_the_nearest_place_is_of_whole_words() -> None:
    text = "Rudolf came to Freedonia on 7 November 1996."
    near = nearest(D, text, "Rudolph came to Fredonia")
    assert near is not None
    assert near.words == "Rudolf came to Freedonia"
    assert near.passage == f"{D}#char=0,24"
    assert nearest(D, text, "قطار") is None
    assert nearest(D, text, "") is nearest(D, "", "x") is nearest(D, text, "\u0640") is None
