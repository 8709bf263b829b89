"""Dates in every wording that is read, and in wordings that are none."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise

import pytest
from babel import Locale
from hypothesis import example, given
from hypothesis import strategies as st

from diplograph.base import edtf
from diplograph.text.dates import find_dates

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
TRADITIONS = {
    locale: Locale.parse(locale).months["format"]["wide"] for locale in ("ar", "ar_SY", "ar_MA", "ar_DZ")
}
ENGLISH = Locale.parse("en").months["format"]["wide"]
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 30))


def found(text: str, language: str) -> list[str]:
    return [mention.edtf for mention in find_dates(text, language)]


def ordinal(day: int) -> str:
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


# --- Every day, in every wording.


@given(DAYS, st.sampled_from(sorted(TRADITIONS)), st.sampled_from([{}, ARABIC_INDIC]))
@example(datetime.date(2000, 2, 29), "ar_SY", ARABIC_INDIC)
def test_every_day_in_arabic(day: datetime.date, tradition: str, digits: dict[int, int]) -> None:
    month = TRADITIONS[tradition][day.month]
    for wording in (
        f"{day.day} {month} {day.year}",
        f"{day.day:02} {month} {day.year}م",
        f"{day.day} {month}، {day.year}",
        f"يوم {day.day} من {month} {day.year}",
        f"{day.day} من شهر {month} عام {day.year}",
        f"{day.day}-{month}-{day.year}",
        f"{day.day} {month} من سنة {day.year}",
    ):
        text = wording.translate(digits)
        [mention] = find_dates(f"جرى ذلك في {text}، ثم عادوا.", "ar")
        assert mention.edtf == day.isoformat(), text
        assert (mention.start, mention.end) == (11, 11 + len(text)), text


@given(DAYS)
@example(datetime.date(2000, 2, 29))
def test_every_day_in_english(day: datetime.date) -> None:
    month = ENGLISH[day.month]
    for text in (
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]}. {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {ordinal(day.day)}, {day.year}",
        f"{ordinal(day.day)} of {month} {day.year}",
        f"the {ordinal(day.day)} of {month}, {day.year}",
        f"{day.day} {month.upper()} {day.year}",
    ):
        [mention] = find_dates(f"It was on {text}; then they left.", "en")
        assert mention.edtf == day.isoformat(), text
        assert (mention.start, mention.end) == (10, 10 + len(text)), text


@given(DAYS, st.sampled_from(["ar", "en"]), st.sampled_from("/-."))
def test_every_day_in_digits(day: datetime.date, language: str, sign: str) -> None:
    assert found(f"({day.isoformat().replace('-', sign)})", language) == [day.isoformat()]
    mentions = find_dates(f"{day.day}{sign}{day.month:02}{sign}{day.year}", language)
    readings = [day.isoformat()]
    if day.day <= 12 and day.day != day.month:
        readings.append(f"{day.year}-{day.day:02}-{day.month:02}")
    assert [mention.edtf for mention in mentions] == readings
    assert all(mention.ambiguous == (len(readings) == 2) for mention in mentions)


@given(DAYS, st.integers(1, 9), st.sampled_from(sorted(TRADITIONS)))
def test_every_range_of_days(first: datetime.date, length: int, tradition: str) -> None:
    last = min(first + datetime.timedelta(days=length), datetime.date(2999, 12, 31))
    arabic, english = TRADITIONS[tradition], ENGLISH
    expected = [f"{first.isoformat()}/{last.isoformat()}"]
    start, end = f"{first.day} {arabic[first.month]}", f"{last.day} {arabic[last.month]} {last.year}"
    assert found(f"من {start} {first.year} إلى {end}", "ar") == expected
    assert found(f"من {start} إلى {end}", "ar") == expected
    assert (
        found(
            f"from {first.day} {english[first.month]} to {last.day} {english[last.month]} {last.year}", "en"
        )
        == expected
    )
    if first.month == last.month:
        for text in (
            f"من {first.day} إلى {end}",
            f"{first.day}-{end}",
            f"بين {first.day} و{end}",
            f"{first.day} – {end}",
        ):
            assert found(text, "ar") == expected, text
        month = english[last.month]
        for text in (
            f"{first.day}–{last.day} {month} {last.year}",
            f"{month} {first.day}-{last.day}, {last.year}",
        ):
            assert found(text, "en") == expected, text


@given(st.integers(1000, 2998), st.integers(1, 50))
def test_every_range_of_years(first: int, length: int) -> None:
    last = min(first + length, 2999)
    for text in (f"{first}-{last}", f"{first}–{last}", f"بين عامي {first} و{last}", f"من {first} حتى {last}"):
        assert found(text, "ar") == [f"{first}/{last}"], text
    for text in (f"between {first} and {last}", f"from {first} to {last}", f"from {first} until {last}"):
        assert found(text, "en") == [f"{first}/{last}"], text


# --- By hand.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أبريل 1992", ["1992-04"]),
        ("إبريل 1992", ["1992-04"]),
        ("ابريل 1992", ["1992-04"]),
        ("16 / 12 / 1991", ["1991-12-16"]),
        ("16ديسمبر1991", ["1991-12-16"]),
        ("في السابع والثامن من نوفمبر 2006", ["2006-11-07/2006-11-08"]),
        ("من السابع إلى التاسع من نوفمبر عام 2006", ["2006-11-07/2006-11-09"]),
        ("في شهر نيسان ١٩٩٢", ["1992-04"]),
        ("ديسمبر من عام 1991", ["1991-12"]),
        ("قبل عام 1999", ["../1999"]),
        ("قبل نهاية عام 1999", ["../1999"]),
        ("بعد عام 1999", ["1999/.."]),
        ("5 نيسان - أبريل 2005", ["2005-04-05"]),
        ("16 كانون الأول – ديسمبر 1991", ["1991-12-16"]),
        ("نيسان - أيار 2005", ["2005-04/2005-05"]),
        ("عام 1995", ["1995"]),
        ("وفي العام 1995", ["1995"]),
        ("بعام1995", ["1995"]),
        ("سنة 1995م", ["1995"]),
        ("في 1993", ["1993"]),
        ("و1993", ["1993"]),
        ("نوفمبر/تشرين الثاني 2006", ["2006-11"]),
        ("7 نوفمبر (تشرين الثاني) 2006", ["2006-11-07"]),
        ("12 كانون أول 2006", ["2006-12-12"]),
        ("الأول من مايو 2008", ["2008-05-01"]),
        ("السادس عشر من ديسمبر عام 1991", ["1991-12-16"]),
        ("في الحادي والثلاثين من آذار 2001", ["2001-03-31"]),
        ("7 و8 نوفمبر 2006", ["2006-11-07/2006-11-08"]),
        ("7 و 8 نوفمبر 2006", ["2006-11-07/2006-11-08"]),
        ("يومي 7 و8 نوفمبر 2006", ["2006-11-07/2006-11-08"]),
        ("7 و12 نوفمبر 2006", ["2006-11-07", "2006-11-12"]),
        ("7، 8 و9 نوفمبر 2006", ["2006-11-07/2006-11-09"]),
        ("7 و8 و11 نوفمبر 2006", ["2006-11-07", "2006-11-08", "2006-11-11"]),
        ("من يوم 11 وحتى يوم 13 مارس 2007", ["2007-03-11/2007-03-13"]),
        ("من 28 ديسمبر إلى 2 يناير 2007", ["2006-12-28/2007-01-02"]),
        ("من مارس إلى مايو 2007", ["2007-03/2007-05"]),
        ("مارس وأبريل 2007", ["2007-03/2007-04"]),
        ("مارس ويونيو 2007", ["2007-03", "2007-06"]),
        ("ديسمبر 1991 وأبريل 1992", ["1991-12", "1992-04"]),
        ("بين ديسمبر 1991 وأبريل 1992", ["1991-12/1992-04"]),
        ("في 2007 و2008", ["2007", "2008"]),
        ("عامي 2007 و2008", ["2007", "2008"]),
        ("بين 2005 و2007", ["2005/2007"]),
        ("2007/2008", ["2007/2008"]),
        ("1998-99", ["1998/1999"]),
        ("1999/00", ["1999/2000"]),
        ("منذ عام 1991", ["1991/.."]),
        ("ومنذ 16 ديسمبر 1991", ["1991-12-16/.."]),
        ("منذ مطلع عام 1991", ["1991/.."]),
        ("اعتباراً من 23 أكتوبر 2009", ["2009-10-23", "2009-10-23/.."]),
        ("اعتبار من 23 أكتوبر 2009", ["2009-10-23", "2009-10-23/.."]),
        ("ابتداءً من عام 2009", ["2009", "2009/.."]),
        ("من عام 2009 فصاعداً", ["2009/.."]),
        ("حتى عام 1995", ["../1995"]),
        ("من 7/11/2006 إلى 25/11/2006", ["2006-11-07/2006-11-25"]),
        ("في يوم ٧ نوفمبر\n٢٠٠٦", ["2006-11-07"]),
    ],
)
def test_arabic_wordings(text: str, expected: list[str]) -> None:
    assert found(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 2008", ["2008-05"]),
        ("the month of May 2008", ["2008-05"]),
        ("May of 2008", ["2008-05"]),
        ("in 1993", ["1993"]),
        ("the year 1993", ["1993"]),
        ("the 1990s", ["199X"]),
        ("the 1980's", ["198X"]),
        ("the 1980’s", ["198X"]),
        ("before 1999", ["../1999"]),
        ("before the end of 1999", ["../1999"]),
        ("prior to May 1999", ["../1999-05"]),
        ("before 7-8 November 1999", []),
        ("after 9 May 1999", ["1999-05-09/.."]),
        ("first of May 2008", ["2008-05-01"]),
        ("7 and 8 November 2006", ["2006-11-07/2006-11-08"]),
        ("November 7 and 8, 2006", ["2006-11-07/2006-11-08"]),
        ("7, 8 and 9 November 2006", ["2006-11-07/2006-11-09"]),
        ("7, 8, and 9 November 2006", ["2006-11-07/2006-11-09"]),
        ("on 7 and 12 November 2006", ["2006-11-07", "2006-11-12"]),
        ("between 7 and 12 November 2006", ["2006-11-07/2006-11-12"]),
        ("November 28 to December 2, 2006", ["2006-11-28/2006-12-02"]),
        ("March to May 2007", ["2007-03/2007-05"]),
        ("March 2007 to May 2008", ["2007-03/2008-05"]),
        ("since 1991", ["1991/.."]),
        ("since early 1991", ["1991/.."]),
        ("as from 23 October 2009", ["2009-10-23", "2009-10-23/.."]),
        ("as of October 23, 2009", ["2009-10-23", "2009-10-23/.."]),
        ("from 2009 onwards", ["2009/.."]),
        ("until March 2007", ["../2007-03"]),
        ("2006-11-07/2006-11-08", ["2006-11-07/2006-11-08"]),
    ],
)
def test_english_wordings(text: str, expected: list[str]) -> None:
    assert found(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("16 ديسمبر", "ar"),
        ("في ديسمبر", "ar"),
        ("2000 دولار", "ar"),
        ("2000 مليون", "ar"),
        ("$2000", "en"),
        ("2000 tonnes", "en"),
        ("2000%", "en"),
        ("1500-2000 دولار", "ar"),
        ("سنة 1427 للهجرة", "ar"),
        ("سنة 1427 هجرية", "ar"),
        ("رمضان 1427", "ar"),
        ("AH 1427", "en"),
        ("in 1427 AH", "en"),
        ("أكثر من 2000", "ar"),
        ("more than 2000", "en"),
        ("القرار رقم 1540", "ar"),
        ("1,993 و2007.5 و3.1415", "ar"),
        ("19931", "ar"),
        ("0999 3000", "ar"),
        ("X1993", "en"),
        ("1993x", "en"),
        ("1411هـ", "ar"),
        ("1411 هجرية", "ar"),
        ("31 فبراير 2007", "ar"),
        ("29 February 1900", "en"),
        ("2006-13-07", "en"),
        ("13/13/2006", "en"),
        ("0/5/2006", "en"),
        ("192.168.2006.1", "en"),
    ],
)
def test_what_is_no_date(text: str, language: str) -> None:
    assert found(text, language) == []


def test_two_digits_after_a_year_may_be_a_month_or_a_year() -> None:
    month, years = find_dates("2007/08", "en")
    assert (month.edtf, month.ambiguous, years.edtf, years.ambiguous) == ("2007-08", True, "2007/2008", True)
    [only] = find_dates("2007-05", "en")
    assert (only.edtf, only.ambiguous) == ("2007-05", False)


def test_spans_are_the_words_of_the_date() -> None:
    text = "ومنذ عَام ١٩٩١ ثم في 7 و12 نوفمبر 2006"
    assert [text[mention.start : mention.end] for mention in find_dates(text, "ar")] == [
        "منذ عَام ١٩٩١",
        "7",
        "12 نوفمبر 2006",
    ]


def test_an_empty_line_parts_dates() -> None:
    assert found("16 December\n\n1991", "en") == ["1991"]


# --- What leads up to a date, and what ends it.

LEADS = {
    "../{}": (
        "before;by;until;till;up to;prior to;not later than;no later than;on or before;not after;by the end of",
        "قبل;قبيل;بحلول;حتى;لغاية;إلى غاية;في موعد أقصاه;في موعد لا يتجاوز;قبل نهاية;حتى مطلع;ليس بعد",
    ),
    "{}/..": (
        "after;since;not before;not earlier than;no earlier than;on or after;since early",
        "بعد;بعيد;عقب;منذ;ومنذ;منذ مطلع;ليس قبل",
    ),
    "{}~": (
        "about;around;circa;c.;ca.;c;approximately;roughly".replace("c;", ""),
        "نحو;حوالي;حوالى;قرابة;زهاء;في حدود;بنحو",
    ),
    "{}": ("in;on;early in;the end of;mid-;not until;the beginning of", "في;أوائل;مطلع;أواخر;منتصف;مستهل"),
}
TAILS = {
    "../{}": ("or earlier;or before;at the latest", "وما قبله;فما قبل;على أقصى تقدير"),
    "{}/..": ("or later;or after;onwards;onward", "فصاعدا;فما بعد;وما بعده;وما تلاه"),
    "{}~": ("or so;or thereabouts", "تقريبا;على وجه التقريب"),
}
STATED = [
    ("1999", "1999", "عام 1999"),
    ("1999-05", "May 1999", "مايو 1999"),
    ("1999-05-03", "3 May 1999", "3 مايو 1999"),
]


@pytest.mark.parametrize(("edtf", "english", "arabic"), STATED)
@pytest.mark.parametrize("form", LEADS)
def test_what_leads_up_to_a_date_belongs_to_it(form: str, edtf: str, english: str, arabic: str) -> None:
    expected = [form.format(edtf)]
    for language, date, leads in zip(("en", "ar"), (english, arabic), LEADS[form], strict=True):
        for lead in leads.split(";"):
            text = f"It was {lead} {date}." if language == "en" else f"وقع {lead} {date}."
            assert found(text.replace("- ", "-"), language) == expected, text


@pytest.mark.parametrize(("edtf", "english", "arabic"), STATED)
@pytest.mark.parametrize("form", TAILS)
def test_what_ends_a_date_belongs_to_it(form: str, edtf: str, english: str, arabic: str) -> None:
    expected = [form.format(edtf)]
    for language, date, tails in zip(("en", "ar"), (english, arabic), TAILS[form], strict=True):
        for tail in tails.split(";"):
            assert found(f"{date} {tail}.", language) == expected, tail


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1957 or 1958", "en", ["1957/1958"]),
        ("either in 1957 or in 1958", "en", ["1957/1958"]),
        ("1958 or 1957", "en", ["1957/1958"]),
        ("May or June 1958", "en", ["1958-05/1958-06"]),
        ("3 or 4 May 1958", "en", ["1958-05-03/1958-05-04"]),
        ("إما عام 1957 أو عام 1958", "ar", ["1957/1958"]),
        ("مايو أو يونيو 1958", "ar", ["1958-05/1958-06"]),
        ("3 أو 4 مايو 1958", "ar", ["1958-05-03/1958-05-04"]),
        ("since about 1958", "en", ["1958~/.."]),
        ("before c. 1958", "en", ["../1958~"]),
        ("c. 1914–c. 1918", "en", ["1914~/1918~"]),
        ("from 1999 on, it held", "en", ["1999/.."]),
        ("from 1999 on Vardia held it", "en", ["1999"]),
        ("between 1999 and the war", "en", ["1999/.."]),
        ("adopted by the 1990 conference", "en", ["1990"]),
        ("talks about the 1990 treaty", "en", ["1990"]),
        ("not until 1956 did Vardia recognise it", "en", ["1956"]),
        ("30 May/2 June 1957", "en", ["1957-05-30/1957-06-02"]),
        ("30 May – 2 June 1957", "en", ["1957-05-30/1957-06-02"]),
        ("30 أيار/مايو - 2 حزيران/يونيو 1957", "ar", ["1957-05-30/1957-06-02"]),
        ("Jan . 5 , 1990", "en", ["1990-01-05"]),
        ("5 th of May , 1990", "en", ["1990-05-05"]),
        ("No. 1990", "en", []),
        ("in 1990 after the war", "en", ["1990"]),
        ("in 1990 before the war", "en", ["1990"]),
        ("signed in 1990 by Prince Oto", "en", ["1990"]),
        ("on 3 May 1990 since nobody came", "en", ["1990-05-03"]),
        ("in 1990 until further notice", "en", ["1990"]),
        ("في عام 1990 بعد الحرب", "ar", ["1990"]),
        ("في 3 مايو 1990 قبل الحرب", "ar", ["1990-05-03"]),
        ("عام 1990 عقب التسوية", "ar", ["1990"]),
    ],
)
def test_readings_by_hand(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected


RELATIONS = {
    "since": ("since 1999;1999 onwards", "منذ عام 1999;عام 1999 فصاعدا"),
    "until": ("until 1999;up to 1999", "حتى عام 1999;لغاية عام 1999"),
    "after": ("after 1999;not before 1999;1999 or later", "بعد عام 1999;عقب عام 1999;عام 1999 أو بعده"),
    "before": ("before 1999;prior to 1999;1999 or earlier", "قبل عام 1999;قبيل عام 1999;عام 1999 أو قبله"),
    "by": ("by 1999;not later than 1999;by the end of 1999", "بحلول عام 1999;في موعد أقصاه عام 1999"),
    "": ("in 1999;from 1997 to 1999", "في عام 1999;من عام 1997 إلى عام 1999"),
    "either": ("1998 or 1999;either in 1998 or in 1999", "عام 1998 أو عام 1999"),
}


@pytest.mark.parametrize("relation", RELATIONS)
def test_how_something_lies_to_a_date_is_read(relation: str) -> None:
    for language, texts in zip(("en", "ar"), RELATIONS[relation], strict=True):
        for text in texts.split(";"):
            [mention] = find_dates(f"{text}.", language)
            assert mention.relation == relation, text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("at peace since 3 May 1999, when the treaty was signed", "en", ["1999-05-03", "1999-05-03/.."]),
        ("in office until 1999, when he was succeeded", "en", ["1999", "../1999"]),
        ("a treaty in force since May 1999", "en", ["1999-05", "1999-05/.."]),
        ("قائمة منذ عام 1999، حين وقعت المعاهدة", "ar", ["1999", "1999/.."]),
        ("وبقي حتى مايو 1999 عندما خلفه", "ar", ["1999-05", "../1999-05"]),
        ("معاهدة سارية منذ عام 1999", "ar", ["1999", "1999/.."]),
        ("at peace since 1999, and when war came", "en", ["1999/.."]),
        ("before 1999, when it fell", "en", ["../1999"]),
    ],
)
def test_what_happened_when_something_began_or_ended_happened_then(
    text: str, language: str, expected: list[str]
) -> None:
    assert found(text, language) == expected


def test_about_a_span_may_be_about_its_start_or_about_both_sides() -> None:
    mentions = find_dates("about 1957 to 1960", "en")
    assert [(mention.edtf, mention.ambiguous) for mention in mentions] == [
        ("1957~/1960", True),
        ("1957~/1960~", True),
    ]


@pytest.mark.parametrize("dash", ["-", "–", "—", "‐", "−", "/", " - ", " – ", " — ", " / ", " ( ", "، "])
def test_a_month_with_two_names_is_one(dash: str) -> None:
    assert found(f"5 نيسان{dash}أبريل 2005", "ar") == ["2005-04-05"]


@given(DAYS, st.sampled_from(["ar", "en"]), st.sampled_from("/-."))
def test_an_order_leaves_one_reading(day: datetime.date, language: str, sign: str) -> None:
    for order, numbers in (("day-first", (day.day, day.month)), ("month-first", (day.month, day.day))):
        text = f"since {numbers[0]}{sign}{numbers[1]:02}{sign}{day.year}"
        [mention] = find_dates(text, language, order)
        assert (mention.edtf.removesuffix("/.."), mention.ambiguous) == (day.isoformat(), False)


def test_what_can_be_read_one_way_only_is_read_so_whatever_the_order() -> None:
    for order in ("day-first", "month-first"):
        assert [mention.edtf for mention in find_dates("13/4/1990", "en", order)] == ["1990-04-13"]
    [span] = find_dates("from 3/4/1990 to 5/6/1990", "en", "month-first")
    assert span.edtf == "1990-03-04/1990-05-06"


@pytest.mark.parametrize(
    ("text", "readings"),
    [("9/1998", ["1998-09", "1998"]), ("1998/9", ["1998-09", "1998/1999"]), ("1998-99", ["1998/1999"])],
)
def test_a_month_and_year_in_digits_may_be_a_number_of_that_year(text: str, readings: list[str]) -> None:
    mentions = find_dates(text, "en")
    assert [mention.edtf for mention in mentions] == readings
    assert all(mention.ambiguous == (len(readings) > 1) for mention in mentions)


# --- Any text.

WORDS = (
    "7 31 12 1991 2006 2007/08 7/11/2006 1990s , - / . ( ) و من إلى حتى بين منذ عام شهر يوم الأول عشر نوفمبر تشرين الثاني "
    "فبراير وديسمبر القرن عشر ربيع الثمانينيات نحو أو هـ رمضان century 19th quarter first half last eighties "
    "about or by before not later than spring winter nineteen ninety thousand AH 1427 1800s 9/1998 from to and between since the of May Feb 30th until as onwards"
)
SCRAPS = st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=14).flatmap(
    lambda words: st.sampled_from([" ", ""]).map(lambda space: space.join(words))
)


@given(st.one_of(SCRAPS, st.text(max_size=60)), st.sampled_from(["ar", "en"]))
def test_any_text_gives_edtf_in_ordered_spans_inside_it(text: str, language: str) -> None:
    mentions = find_dates(text, language)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert edtf.parse(mention.edtf).text == mention.edtf
    for one, other in pairwise(mentions):
        assert one.end <= other.start or one.end == other.end or ".." in other.edtf


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "7",
        " ",
        "و",
        ".",
        "7-",
        "7 و",
        "مارس ",
        "من ",
        "7 مارس ",
        "1,",
        "2007 - ",
        "\n",
        "(",
        "19th and ",
        "eighties, ",
        "1427 و",
    ],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * ((1_000_000 if piece in ("7", " ", "و") else 20_000) // len(piece))
    start = time.process_time()
    find_dates(text, "ar")
    assert time.process_time() - start < 10  # seconds; a quadratic reading takes minutes
