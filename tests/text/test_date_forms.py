"""Seasons, quarters, halves, decades and centuries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.dates import find_dates


def found(text: str, language: str) -> list[str]:
    return [mention.edtf for mention in find_dates(text, language)]


NTH_AR = ["الأول", "الثاني", "الثالث", "الرابع"]
NTH_EN = [("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th")]
SEASONS = [("spring", "ربيع"), ("summer", "صيف"), ("autumn", "خريف"), ("winter", "شتاء")]
DECADES_EN = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
DECADES_AR = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
CENTURIES = {
    16: ("sixteenth", "السادس عشر"),
    17: ("seventeenth", "السابع عشر"),
    18: ("eighteenth", "الثامن عشر"),
    19: ("nineteenth", "التاسع عشر"),
    20: ("twentieth", "العشرين"),
    21: ("twenty-first", "الحادي والعشرين"),
}
YEARS = st.integers(1000, 2999)


@given(YEARS, st.integers(0, 3))
def test_every_season(year: int, season: int) -> None:
    english, arabic = SEASONS[season]
    expected = [f"{year}-{21 + season}"]
    for text in (
        f"in {english} {year}",
        f"in the late {english} of {year}",
        f"the {english} of the year {year}",
    ):
        assert found(text, "en") == expected, text
    for text in (f"في {arabic} {year}", f"في أواخر {arabic} عام {year}", f"وال{arabic} من سنة {year}"):
        assert found(text, "ar") == expected, text


@given(YEARS, st.integers(1, 4))
def test_every_quarter(year: int, quarter: int) -> None:
    first = 3 * quarter - 2
    expected = [f"{year}-{first:02}/{year}-{first + 2:02}"]
    for nth in (*NTH_EN[quarter - 1], *(["last"] if quarter == 4 else [])):
        assert found(f"in the {nth} quarter of {year}", "en") == expected
    assert found(f"Q{quarter} {year}", "en") == expected
    for nth in (NTH_AR[quarter - 1], *(["الأخير"] if quarter == 4 else [])):
        assert found(f"في الربع {nth} من عام {year}", "ar") == expected


@given(YEARS, st.integers(1, 2))
def test_every_half_year(year: int, half: int) -> None:
    expected = [f"{year}-01/{year}-06" if half == 1 else f"{year}-07/{year}-12"]
    assert found(f"the {NTH_EN[half - 1][0]} half of {year}", "en") == expected
    assert found(f"النصف {NTH_AR[half - 1]} من {year}", "ar") == expected


@given(st.integers(2, 9), st.sampled_from(sorted(CENTURIES)))
def test_every_decade_in_words(tens: int, century: int) -> None:
    nth_en, nth_ar = CENTURIES[century]
    expected = [f"{century - 1}{tens}X"]
    assert found(f"the early {DECADES_EN[tens - 2]} of the {nth_en} century", "en") == expected
    for ending in ("يات", "ات"):
        decade = DECADES_AR[tens - 2] + ending
        assert found(f"في {decade} القرن {nth_ar}", "ar") == expected
        assert found(f"مطلع ال{decade} من القرن {nth_ar}", "ar") == expected


@given(st.integers(101, 299).filter(lambda decade: decade % 10))
def test_every_decade_in_digits(decade: int) -> None:
    for text in (f"the {decade}0s", f"the {decade}0's", f"the mid-{decade}0s", f"the late {decade}0’s"):
        assert found(text, "en") == [f"{decade}X"], text


@pytest.mark.parametrize("century", sorted(CENTURIES))
def test_every_century(century: int) -> None:
    english, arabic = CENTURIES[century]
    expected = [f"{century - 1}XX"]
    digits = f"{century}{'st' if century == 21 else 'th'}"
    for text in (f"the {english} century", f"the late {digits} century", f"{digits}-century"):
        assert found(text, "en") == expected, text
    for text in (f"القرن {arabic}", f"في أوائل القرن الـ {century}", f"بالقرن ال{century}"):
        assert found(text, "ar") == expected, text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the winter of 1990-91", "en", ["1990-24"]),
        ("شتاء 1990/1991", "ar", ["1990-24"]),
        ("spring and summer 1990", "en", ["1990-21/1990-22"]),
        ("من الربيع إلى الخريف 1990", "ar", ["1990-21/1990-23"]),
        ("the fall of 1990", "en", ["1990-23"]),
        ("the fall of Vardia in 1990", "en", ["1990"]),
        ("from the 1970s to the 1990s", "en", ["197X/199X"]),
        ("in the 1970s and 1980s", "en", ["197X", "198X"]),
        ("الخمسينيات والستينيات من القرن العشرين", "ar", ["195X", "196X"]),
        ("the 18th and 19th centuries", "en", ["17XX", "18XX"]),
        ("between the 18th and 19th centuries", "en", ["17XX/18XX"]),
        ("القرنين الثامن عشر والتاسع عشر", "ar", ["17XX", "18XX"]),
        ("the first half of the 19th century", "en", ["18XX"]),
        ("القرن الأول", "ar", []),  # no EDTF of the profile
        ("the fifth quarter of 1990", "en", ["1990"]),
        ("the eighties", "en", []),  # of which century?
        ("ثمانينيات القرن الماضي", "ar", []),
        ("the '80s", "en", []),
    ],
)
def test_by_hand(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize("text", ["the 1800s", "in the early 1800's"])
def test_the_first_ten_years_or_all_hundred(text: str) -> None:
    mentions = find_dates(text, "en")
    assert [(mention.edtf, mention.ambiguous) for mention in mentions] == [("180X", True), ("18XX", True)]
