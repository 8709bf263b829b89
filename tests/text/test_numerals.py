"""How digits and words compose into numbers, against renderers written apart from the tables of the reader."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diplograph.text.numbers import NumberMention, find_numbers
from text.english_numerals import ENGLISH_TENS, ONES


def values(text: str, language: str) -> list[Decimal]:
    return [mention.value for mention in find_numbers(text, language)]


def only(text: str, language: str) -> NumberMention:
    [mention] = find_numbers(text, language)
    return mention


# --- Renderers.

MASCULINE = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر"]
TEENS = [
    "أحد-عشر",
    "اثنا-عشر",
    "ثلاثة-عشر",
    "أربعة-عشر",
    "خمسة-عشر",
    "ستة-عشر",
    "سبعة-عشر",
    "ثمانية-عشر",
    "تسعة-عشر",
]
FEMININE_TEENS = [
    "إحدى-عشرة",
    "اثنتا-عشرة",
    "ثلاث-عشرة",
    "أربع-عشرة",
    "خمس-عشرة",
    "ست-عشرة",
    "سبع-عشرة",
    "ثماني-عشرة",
    "تسع-عشرة",
]
TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
SCALES = [
    (10**9, "مليار", "ملياران", "مليارات", "ملياراً"),
    (10**6, "مليون", "مليونان", "ملايين", "مليوناً"),
    (10**3, "ألف", "ألفان", "آلاف", "ألفاً"),
]
OBLIQUE = {
    form: genitive
    for word in [*TENS, "مئتان", "ألفان", "مليونان", "ملياران", "اثنان", "اثنتان"]
    for form, genitive in [(word, word[:-2] + "ين"), ("و" + word, f"و{word[:-2]}ين")]
} | {"اثنا": "اثني", "واثنا": "واثني", "اثنتا": "اثنتي", "واثنتا": "واثنتي"}


def arabic_below_thousand(number: int, *, feminine: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [HUNDREDS[hundreds - 1]] if hundreds else []
    units = FEMININE if feminine else MASCULINE
    if 0 < rest <= 10:
        parts.append(units[rest])
    elif 10 < rest < 20:
        parts.append((FEMININE_TEENS if feminine else TEENS)[rest - 11].replace("-", " "))
    elif rest:
        parts += [units[rest % 10]] if rest % 10 else []
        parts.append(TENS[rest // 10 - 2])
    return " و".join(parts)


def arabic(number: int, *, feminine: bool = False, oblique: bool = False) -> str:
    parts = []
    rest = number
    for scale, one, two, few, many in SCALES:
        count, rest = divmod(rest, scale)
        if count in (1, 2):
            parts.append(one if count == 1 else two)
        elif count:
            noun = few if 3 <= count % 100 <= 10 else many if count % 100 > 10 else one
            parts.append(f"{arabic_below_thousand(count, feminine=False)} {noun}")
    if rest or not parts:
        parts.append(arabic_below_thousand(rest, feminine=feminine) or "صفر")
    text = " و".join(parts)
    return " ".join(OBLIQUE.get(word, word) for word in text.split()) if oblique else text


def english(number: int, *, conjunction: str = " and ", comma: str = "", hyphen: str = "-") -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        unit = number % 10
        return ENGLISH_TENS[number // 10 - 2] + (hyphen + ONES[unit] if unit else "")
    for scale, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        count, rest = divmod(number, scale)
        if count:
            style = {"conjunction": conjunction, "comma": comma, "hyphen": hyphen}
            joint = conjunction if rest < 100 else f"{comma} "
            return f"{english(count, **style)} {word}" + (joint + english(rest, **style) if rest else "")
    raise AssertionError(number)


# Round figures are as likely as others.
FIGURES = st.one_of(
    st.integers(0, 10**9),
    st.builds(lambda head, zeros: head * 10**zeros, st.integers(0, 999), st.integers(0, 6)),
    st.builds(lambda a, b, c: a * 10**6 + b * 10**3 + c, *[st.integers(0, 999)] * 3),
)


@given(FIGURES, st.booleans(), st.booleans())
@example(2_000, False, True)
@example(101_000, False, False)
@example(12_011_012, True, True)
def test_every_integer_in_arabic_words_reads_back(number: int, feminine: bool, oblique: bool) -> None:
    text = arabic(number, feminine=feminine, oblique=oblique)
    mention = only(text, "ar")
    assert (mention.value, mention.start, mention.end) == (number, 0, len(text))


@given(FIGURES, st.sampled_from([" and ", " "]), st.sampled_from(["", ","]), st.sampled_from(["-", " "]))
@example(1_005, " ", "", "-")
def test_every_integer_in_english_words_reads_back(
    number: int, conjunction: str, comma: str, hyphen: str
) -> None:
    text = english(number, conjunction=conjunction, comma=comma, hyphen=hyphen)
    mention = only(text, "en")
    assert (mention.value, mention.start, mention.end) == (number, 0, len(text))


WESTERN = "0123456789,."
ARABIC_INDIC = str.maketrans(WESTERN, "٠١٢٣٤٥٦٧٨٩٬٫")
PERSIAN = str.maketrans(WESTERN, "۰۱۲۳۴۵۶۷۸۹٬٫")


@given(
    FIGURES, st.integers(0, 99), st.sampled_from([{}, ARABIC_INDIC, PERSIAN]), st.sampled_from(["ar", "en"])
)
def test_every_decimal_in_digits_reads_back(
    number: int, cents: int, script: dict[int, int], language: str
) -> None:
    for plain in (f"{number}", f"{number:,}", f"{number}.{cents:02}", f"{number:,}.{cents:02}"):
        text = plain.translate(script)
        mention = only(text, language)
        assert mention.value == Decimal(plain.replace(",", ""))
        assert text[mention.start : mention.end] == text


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999))
def test_digits_with_scales_read_back(millions: int, thousands: int, rest: int) -> None:
    total = millions * 10**6 + thousands * 10**3
    assert values(f"{millions} مليون و{thousands} ألف", "ar") == [total]
    assert values(f"{millions} مليون و {thousands} ألف و{rest}", "ar") == [total + rest]
    assert values(f"{millions} million {thousands} thousand", "en") == [total]
    assert values(f"{millions} million and {thousands} thousand", "en") == [total]


# --- By hand.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مليونان و٧ آلاف", [2_007_000]),
        ("نصف مليون", [500_000]),
        ("نصف المليون", [500_000]),
        ("ربع مليار", [250_000_000]),
        ("مليون ونصف", [1_500_000]),
        ("مليون ونصف المليون", [1_500_000]),
        ("2 مليار ونصف", [2_500_000_000]),
        ("ألف مليون", [10**9]),
        ("3 آلاف مليار", [3 * 10**12]),
        ("تريليون دولار", [10**12]),
        ("8,1 مليون", [8_100_000]),
        ("ب ٨٫١ مليون", [8_100_000]),
        ("ثلاث مئة وثلاث مئات", [300, 300]),
        ("ثلاثمائة وخمس وستون", [365]),
        ("ستة عشر ألفا", [16_000]),
        ("ألفا جندي", [2_000]),
        ("ألفًا وخمسمئة", [1_500]),
        ("مليوني نسمة", [2_000_000]),
        ("مئتا ألف", [200_000]),
        ("بالخمسة والعشرين", [25]),
        ("إحدى وعشرون دولة", [21]),
        ("اثنتا عشرة اتفاقية", [12]),
        ("3 آلاف و500", [3_500]),
        ("٣ ملايين و٥", [3_000_000, 5]),  # a list, more likely than three million and five
        ("7 و8", [7, 8]),
        ("ثلاثة وأربعة", [3, 4]),
        ("خمسون ومئة", [50, 100]),
        ("مئة وألف", [100, 1_000]),
        ("ألف ومليون", [1_000, 1_000_000]),
        ("من 5 إلى 7 ملايين", [5_000_000, 7_000_000]),
        ("7-8", [7, 8]),
        ("آلاف السكان وملايين الدولارات", []),
        ("أحد المشاركين", []),
        ("يوم الاثنين", []),
        ("الاثنين والعشرين", [22]),
        ("10 في المئة و5 بالمائة و3% و٢٪", [10, 5, 3, 2]),
        ("16.12.1991", []),
        ("نهاية الأسبوع", []),
    ],
)
def test_arabic_numbers(text: str, expected: list[int]) -> None:
    assert values(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half a million", [500_000]),
        ("a quarter of a million", [250_000]),
        ("a million and a half", [1_500_000]),
        ("two and a half million", [2_500_000]),
        ("2.5 million", [2_500_000]),
        ("a hundred and five thousand", [105_000]),
        ("twenty-three hundred", [2_300]),
        ("76m", [76_000_000]),
        ("$76 m", [76_000_000]),
        ("76 m", [76]),
        ("8.1bn", [8_100_000_000]),
        ("two hundred and three hundred", [200, 300]),
        ("twenty and thirty", [20, 30]),
        ("one, two", [1, 2]),
        ("two thousand, three of them", [2_000, 3]),
        ("1 million, 200 thousand", [1_000_000, 200_000]),
        ("5 million and 16", [5_000_000, 16]),
        ("between 5 and 7 million", [5_000_000, 7_000_000]),
        ("millions of people", []),
        ("a visit", []),
        ("G20, F-16, the 21st, the 1990s", []),
    ],
)
def test_english_numbers(text: str, expected: list[int]) -> None:
    assert values(text, "en") == expected


def test_the_accusative_of_thousand_is_no_dual() -> None:
    assert values("ألفاً", "ar") == [1_000]
    assert values("ألفا", "ar") == [2_000]
