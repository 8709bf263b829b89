"""Ordinals of both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.ordinals import find_ordinals


def found(text: str, language: str) -> list[tuple[int, str]]:
    return [(mention.value, text[mention.start : mention.end]) for mention in find_ordinals(text, language)]


MASCULINE = ["أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"]
FEMININE = ["أولى", "ثانية", "ثالثة", "رابعة", "خامسة", "سادسة", "سابعة", "ثامنة", "تاسعة", "عاشرة"]
TENS = {
    20: "عشرون",
    30: "ثلاثون",
    40: "أربعون",
    50: "خمسون",
    60: "ستون",
    70: "سبعون",
    80: "ثمانون",
    90: "تسعون",
}


def arabic(number: int, *, feminine: bool, genitive: bool) -> str:
    """Write an ordinal with its article."""
    ones = FEMININE if feminine else MASCULINE
    unit = "حادية" if feminine else "حادي"
    tens = TENS.get(number - number % 10, "")
    tens = "ال" + (tens[:-2] + "ين" if genitive else tens)
    if number <= 10:
        return "ال" + ones[number - 1]
    unit = unit if number % 10 == 1 else ones[number % 10 - 1]
    if number < 20:
        return f"ال{unit} {'عشرة' if feminine else 'عشر'}"
    return f"ال{unit} و{tens}" if number % 10 else tens


@pytest.mark.parametrize("feminine", [False, True])
@pytest.mark.parametrize("genitive", [False, True])
def test_every_arabic_ordinal_below_a_hundred(feminine: bool, genitive: bool) -> None:
    for number in range(1, 100):
        words = arabic(number, feminine=feminine, genitive=genitive)
        assert found(f"في الدورة {words} للجمعية", "ar") == [(number, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أول رئيس", [(1, "أول")]),
        ("بأول جولة", [(1, "بأول")]),
        ("للمرة الثانية", [(2, "الثانية")]),
        ("ثاني أكبر ميناء", [(2, "ثاني")]),
        ("الاولي والخامسه", [(1, "الاولي"), (5, "والخامسه")]),
        ("الحادي و العشرون", [(21, "الحادي و العشرون")]),
        ("في تشرين الثاني وكانون الأول", []),
        ("ربيع الأول", []),
        ("أوائل الشهر", []),
        ("ثلاثة", []),
        ("الحادي", []),
    ],
)
def test_arabic_by_hand(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the first visit", [(1, "first")]),
        ("The Second and third", [(2, "Second"), (3, "third")]),
        ("twelfth, nineteenth, twentieth", [(12, "twelfth"), (19, "nineteenth"), (20, "twentieth")]),
        ("forty-fifth and ninety ninth", [(45, "forty-fifth"), (99, "ninety ninth")]),
        (
            "1st 2nd 3rd 11th 21st 112th",
            [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (21, "21st"), (112, "112th")],
        ),
        ("21 st, twenty, 5 thousand", []),
        ("twenty", []),
        ("firsthand", []),
    ],
)
def test_english_by_hand(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text, "en") == expected


@given(st.text(max_size=60), st.sampled_from(["ar", "en"]))
def test_any_text_gives_spans_inside_it(text: str, language: str) -> None:
    for mention in find_ordinals(text, language):
        assert 0 <= mention.start < mention.end <= len(text)
