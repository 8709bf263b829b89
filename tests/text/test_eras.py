"""A year of the Hijri calendar, or before Christ, is no year of the Common Era."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.dates import find_dates


def found(text: str, language: str) -> list[str]:
    return [mention.edtf for mention in find_dates(text, language)]


ARABIC_ERAS = [
    "هـ",
    "ه",
    "هـ.",
    "للهجرة",
    "هجرية",
    "هجري",
    "الهجرية",
    "من الهجرة",
    "هـ.ش",
    "ق.م",
    "قبل الميلاد",
]
ENGLISH_ERAS = ["AH", "A.H.", "A. H.", "H", "SH", "of the Hijra", "Hijri", "BC", "B.C.", "BCE"]


@given(st.integers(1000, 1499), st.sampled_from(ARABIC_ERAS))
def test_no_year_before_an_era_is_of_the_common_one_in_arabic(year: int, era: str) -> None:
    for text in (
        f"عام {year} {era}",
        f"{year} {era}",
        f"في عامي {year - 1} و{year} {era}",
        f"5/9/{year} {era}",
    ):
        assert found(text, "ar") == [], text


@given(st.integers(1000, 1499), st.sampled_from(ENGLISH_ERAS))
def test_no_year_before_an_era_is_of_the_common_one_in_english(year: int, era: str) -> None:
    for text in (
        f"in the year {year} {era}",
        f"{year} {era}",
        f"{year - 1}-{year} {era}",
        f"9/5/{year} {era}",
    ):
        assert found(text, "en") == [], text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("5 رمضان 1427", "ar"),
        ("ربيع الأول سنة 1427", "ar"),
        ("في شهر ربيع الآخر 1411", "ar"),
        ("جمادى الآخرة 1427", "ar"),
        ("غرة ذي الحجة عام 1427", "ar"),
        ("من محرم إلى صفر 1427", "ar"),
        ("العام الهجري 1427", "ar"),
        ("القرن الثالث عشر الهجري", "ar"),
        ("أعوام 1425 و1426 و1427 هـ", "ar"),
        ("AH 1427", "en"),
        ("A.H. 1427", "en"),
        ("the Hijri year 1427", "en"),
        ("1 Dhu al-Hijjah 1427", "en"),
        ("15 Sha'ban 1427", "en"),
        ("Jumada al-Ula 1427", "en"),
        ("the 3rd century BC", "en"),
    ],
)
def test_a_year_of_another_era_gives_no_date(text: str, language: str) -> None:
    assert found(text, language) == []


# 1 Muharram 1427 was 31 January 2006: the year shares days with 2006 and 2007.
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1427/2006", "ar", ["2006"]),
        ("2006/1427", "ar", ["2006"]),
        ("1427 (2007)", "en", ["2007"]),
        ("2006 (1427)", "en", ["2006"]),
        ("عام 1427 هـ / 2006 م", "ar", ["2006"]),
        ("1427هـ (2006م)", "ar", ["2006"]),
        ("5 رمضان 1427 هـ الموافق 28 سبتمبر 2006 م", "ar", ["2006-09-28"]),
        ("28 September 2006 (5 Ramadan 1427)", "en", ["2006-09-28"]),
        ("رمضان 2006", "ar", ["2006"]),
        ("1427 (2009)", "en", ["1427", "2009"]),
        ("سنة 1453", "ar", ["1453"]),
        ("القرن التاسع عشر الميلادي", "ar", ["18XX"]),
        ("1990 AD", "en", ["1990"]),
        ("منعوهم عام 1990 من الهجرة", "ar", ["1990"]),  # from emigration
        ("in 1990 AH 1410 was not over", "en", ["1990"]),
        ("عام 2000 قبل الميلاد", "ar", []),
    ],
)
def test_the_year_of_the_common_era_beside_it_is_the_date(
    text: str, language: str, expected: list[str]
) -> None:
    assert found(text, language) == expected
