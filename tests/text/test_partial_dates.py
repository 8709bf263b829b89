"""Dates that lack their year or are reckoned from another one, and what that one makes of them."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.partial_dates import PartialDate, find_partial_dates

MONTHS = {
    "en": Locale.parse("en").months["format"]["wide"],
    "ar": Locale.parse("ar_SY").months["format"]["wide"],
}
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 30))


def completed(text: str, language: str, told: str) -> list[str | None]:
    return [one.complete(told) for one in find_partial_dates(text, language)]


# --- By hand: the words, a date told before, and the date that both make.


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("The talks were held on 5 March.", "2014-02-28", "2014-03-05"),
        ("The talks were held on March 5 at Brenn.", "2014", "2014-03-05"),
        ("He left on the 5th of March.", "2014", "2014-03-05"),
        ("The conference sat from 5 to 8 March.", "2014", "2014-03-05/2014-03-08"),
        ("They met on 7 and 8 November.", "2006", "2006-11-07/2006-11-08"),
        ("They met on 7 and 12 November.", "2006", None),
        ("She was recalled in February.", "2014-03-04", "2014-02"),
        ("It opened early in February.", "2014-03-04", "2014-02"),
        ("the incidents of that autumn", "2013-11", "2013-23"),
        ("He came in the spring of that year.", "1955-05-09", "1955-21"),
        ("signed on 9 October of that year", "1922-06-02", "1922-10-09"),
        ("signed on 9 October of the same year", "1922-06-02", "1922-10-09"),
        ("He returned in May of the following year.", "1922-06-02", "1923-05"),
        ("on 3 May of the previous year", "1922", "1921-05-03"),
        ("In the same year the minister came.", "1998-04-02", "1998"),
        ("A legation followed the next year.", "1947-02-12", "1948"),
        ("The following month it closed.", "1947-12-12", "1948-01"),
        ("In the same month Kestria followed.", "1921-03-14", "1921-03"),
        ("on the 18th of the same month", "1963-08-02", "1963-08-18"),
        ("They met again the next day.", "2012-02-28", "2012-02-29"),
        ("They met again the following morning.", "1999-12-31", "2000-01-01"),
        ("He had come the day before.", "2012-03-01", "2012-02-29"),
        ("Ten days later war broke out.", "1914-07-25", "1914-08-04"),
        ("A fortnight later it ended.", "1914-07-25", "1914-08-08"),
        ("Three weeks earlier it had begun.", "1914-07-25", "1914-07-04"),
        ("Two years later they joined.", "1914-07-25", "1916"),
        ("They had joined a year earlier.", "1914-07-25", "1913"),
        ("Fourteen months later it was dissolved.", "1914-11-25", "1916-01"),
        ("40 days after that", "2014-01-01", "2014-02-10"),
        ("twenty-five years later", "1950", "1975"),
        ("In the following February he resigned.", "1950-01-31", "1950-02"),
        ("In the following February he resigned.", "1950-03", "1951-02"),
        ("In the following February he resigned.", "1950", "1951-02"),
        ("The previous November she had protested.", "1950-03", "1949-11"),
        ("It held until the following year.", "1950", "../1951"),
        ("It has held since February.", "1950", "1950-02/.."),
        ("by the end of that year", "1950", "../1950"),
        ("before 5 March", "1950", "../1950-03-05"),
    ],
)
def test_english_by_hand(text: str, told: str, expected: str | None) -> None:
    assert completed(text, "en", told) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("عقد اللقاء في 5 آذار.", "2014-02-28", "2014-03-05"),
        ("عقد اللقاء في الخامس من مارس", "2014", "2014-03-05"),
        ("عقد المؤتمر من 4 إلى 9 نيسان", "1967", "1967-04-04/1967-04-09"),
        ("زارها يومي 10 و11 نوفمبر", "2018", "2018-11-10/2018-11-11"),
        ("عاد في فبراير", "2014-03-04", "2014-02"),
        ("عاد في شهر فبراير الماضي", "2014-03-04", "2014-02"),
        ("عاد في كانون الأول الماضي", "2014-03-04", "2013-12"),
        ("افتتحت في العام التالي مفوضية", "1947-02-12", "1948"),
        ("صادقت عليها في مطلع العام التالي", "1958-11-21", "1959"),
        ("عاد إلى مقر عمله في أغسطس من العام التالي", "2005-12", "2006-08"),
        ("قطعت علاقاتها في الثامن عشر من الشهر نفسه", "1963-08", "1963-08-18"),
        ("وقعت في 18 من الشهر ذاته", "1963-08", "1963-08-18"),
        ("وقعت في الثامن عشر منه", "1963-08-02", "1963-08-18"),
        ("زارها في ربيع ذلك العام", "1955-05-09", "1955-21"),
        ("اعترفت بها في الشهر نفسه", "1946-07-03", "1946-07"),
        ("وفي السنة ذاتها انضمت", "1946-07-03", "1946"),
        ("وفي نفس العام انضمت", "1946-07-03", "1946"),
        ("وفي السنة التي تليها انضمت", "1946", "1947"),
        ("اجتمعا في اليوم التالي", "2012-02-28", "2012-02-29"),
        ("بعد عامين انضمت", "1946-07-03", "1948"),
        ("بعد عشرة أيام انضمت", "1946-07-28", "1946-08-07"),
        ("بعد ذلك بثلاثة أشهر", "1946-11-28", "1947-02"),
        ("وكانت قد انضمت قبل ذلك بعام", "1946", "1945"),
        ("بعد مرور 25 عاما", "1946", "1971"),
        ("بعد أسبوعين", "1946-07-01", "1946-07-15"),
        ("ظلت قائمة حتى العام التالي", "1946", "../1947"),
        ("وهي قائمة منذ ذلك العام", "1946", "1946/.."),
    ],
)
def test_arabic_by_hand(text: str, told: str, expected: str) -> None:
    assert completed(text, "ar", told) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on 5 March 1990", "en"),
        ("in May 1990", "en"),
        ("from 5 March to 2 April 1990", "en"),
        ("It may be that they march", "en"),
        ("about a year later", "en"),
        ("more than ten days later", "en"),
        ("about 5 March", "en"),
        ("a year and two months later", "en"),
        ("some days later", "en"),
        ("from 5 March to 2 April", "en"),
        ("from March to May", "en"),
        ("the following states joined", "en"),
        ("the same treaty", "en"),
        ("two years of talks", "en"),
        ("في 5 مارس 1990", "ar"),
        ("بعد عام 1990", "ar"),
        ("بعد عام الحزن", "ar"),
        ("قبل اليوم", "ar"),
        ("بعد أعوام", "ar"),
        ("بعد نحو عشرة أيام", "ar"),
        ("بعد عام وشهرين", "ar"),
        ("14 ربيع الأول 1311هـ", "ar"),
        ("الدول التالية", "ar"),
    ],
)
def test_what_is_no_partial_date(text: str, language: str) -> None:
    assert find_partial_dates(text, language) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the next day", "1990-05"),
        ("the next month", "1990"),
        ("the next month", "1990-21"),
        ("the next year", "199X"),
        ("the next year", "1990~"),
        ("the next year", "1990/1992"),
        ("the next day", "1990-05-03/1990-05-04"),
        ("the next day", "9999-12-31"),
        ("on 29 February", "1990"),
        ("on 31 April", "1990"),
    ],
)
def test_what_does_not_suffice_completes_nothing(text: str, told: str) -> None:
    assert completed(text, "en", told) == [None]


def test_spans_are_the_words_of_the_date() -> None:
    for text, language, words in (
        ("They left on 5 March, and", "en", "5 March"),
        ("closed until the following year.", "en", "until the following year"),
        ("وعاد في الثامن عشر من الشهر نفسه، ثم", "ar", "الثامن عشر من الشهر نفسه"),
    ):
        [one] = find_partial_dates(text, language)
        assert text[one.start : one.end] == words


# --- Every day, and every number of units.


@given(DAYS, st.sampled_from(["en", "ar"]))
def test_every_day_without_its_year_is_completed_by_it(day: datetime.date, language: str) -> None:
    month = MONTHS[language][day.month]
    text = f"on {day.day} {month}, they" if language == "en" else f"في {day.day} {month}، ثم"
    assert completed(text, language, f"{day.year}") == [day.isoformat()]


@given(DAYS, st.integers(1, 300))
def test_so_many_days_later_and_earlier(day: datetime.date, count: int) -> None:
    for sign, english, arabic in ((1, "later", "بعد"), (-1, "earlier", "قبل")):
        expected = (day + sign * datetime.timedelta(days=count)).isoformat()
        if count > 1:
            assert completed(f"{count} days {english}", "en", day.isoformat()) == [expected]
        assert completed(f"{arabic} ذلك ب{count} يوما", "ar", day.isoformat()) == [expected]


PIECES = (
    *(
        "in",
        "May",
        "the",
        "of",
        "same",
        "following",
        "year",
        "month",
        "day",
        "later",
        "5",
        "18th",
        "to",
        "and",
    ),
    *(
        "في",
        "من",
        "العام",
        "التالي",
        "الشهر",
        "نفسه",
        "بعد",
        "عامين",
        "مارس",
        "الثامن عشر",
        "إلى",
        "1990",
        "عشرة",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.sampled_from(["en", "ar"]))
def test_any_words_give_ordered_spans_inside_them(text: str, language: str) -> None:
    found = find_partial_dates(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["in May ", "the next ", "5 to ", "ten ", "بعد ", "بعد عامين ", "and 5 March ", "1990 "]
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        find_partial_dates(piece * times, "ar" if piece > "z" else "en")
        return time.process_time() - start

    seconds(100)
    assert seconds(16_000) < 96 * seconds(1_000) + 0.5  # in quadratic time it would be 256 times


def test_a_partial_date_is_a_value() -> None:
    assert find_partial_dates("the next day", "en") == [PartialDate(0, 12, "day", 1)]
