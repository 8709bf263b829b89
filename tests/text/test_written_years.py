"""Years in words, against renderers written apart from the tables of the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.dates import find_dates
from text.english_numerals import ENGLISH_TENS, ONES

UNITS_AR = ["واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
TEENS_AR = [f"{unit} عشر" for unit in ["أحد", "اثني", *UNITS_AR[2:9]]]
TENS_AR = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
HUNDREDS_AR = [
    "مئة",
    "مئتين",
    *(f"{stem}مئة" for stem in ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]),
]


def found(text: str, language: str) -> list[str]:
    return [mention.edtf for mention in find_dates(text, language)]


def english(number: int, hyphen: str) -> str:
    if number < 20:
        return ONES[number]
    unit = number % 10
    return ENGLISH_TENS[number // 10 - 2] + (hyphen + ONES[unit] if unit else "")


def arabic(year: int) -> list[str]:
    """Return the parts of a year, from the thousands down."""
    parts = ["ألف" if year < 2000 else "ألفين"]
    hundreds, rest = divmod(year % 1000, 100)
    parts += [HUNDREDS_AR[hundreds - 1]] if hundreds else []
    if rest > 19:
        parts += [UNITS_AR[rest % 10 - 1]] if rest % 10 else []
        parts.append(TENS_AR[rest // 10 - 2])
    elif rest:
        parts.append(UNITS_AR[rest - 1] if rest < 11 else TEENS_AR[rest - 11])
    return parts


@given(st.integers(1510, 2099).filter(lambda year: year % 100 >= 10), st.sampled_from(["-", " "]))
def test_every_year_said_as_two_numbers_reads_back(year: int, hyphen: str) -> None:
    text = f"{english(year // 100, hyphen)} {english(year % 100, hyphen)}"
    [mention] = find_dates(f"Signed in {text}.", "en")
    assert mention.edtf == str(year)
    assert (mention.start, mention.end) == (10, 10 + len(text))
    assert found(f"3 May {text}", "en") == [f"{year}-05-03"]


@given(st.integers(1000, 2099))
def test_every_year_in_arabic_words_reads_back(year: int) -> None:
    falling = " و".join(arabic(year))
    assert found(f"وقعت عام {falling}، ثم عادت", "ar") == [str(year)]
    assert found(f"في 3 مايو {falling}.", "ar") == [f"{year}-05-03"]
    if year <= 1500:
        assert found(f"في سنة {falling} للهجرة", "ar") == []


@given(st.integers(1000, 2099))
def test_every_year_in_arabic_words_from_the_units_up_reads_back(year: int) -> None:
    thousands, *rest = arabic(year)
    hundreds = [rest.pop(0)] if year % 1000 >= 100 else []
    assert found(f"سنة {' و'.join([*rest, *hundreds, thousands])}", "ar") == [str(year)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("in two thousand and six,", "en", ["2006"]),
        ("the year two thousand", "en", ["2000"]),
        ("May two thousand six", "en", ["2006-05"]),
        ("nineteen oh five", "en", ["1905"]),
        ("in nineteen hundred and five", "en", ["1905"]),
        ("since eighteen forty-eight", "en", ["1848/.."]),
        ("بين عامي ألفين وألفين وستة", "ar", ["2000/2006"]),
        ("the nineteen eighties", "en", ["198X"]),
        # What may as well be a number of something is no year.
        ("two thousand and six", "en", []),
        ("in two thousand villages", "en", []),
        ("nineteen ninety people", "en", []),
        ("at ten fifteen", "en", []),
        ("ألفين وستة", "ar", []),
        ("عام ألف دولار", "ar", []),
        ("وصل ألفا جندي في عام 2006", "ar", ["2006"]),
    ],
)
def test_by_hand(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected
