"""Numbers where a text states them: spans, units, duals, hedges, time."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.numbers import NumberMention, find_numbers


def only(text: str, language: str) -> NumberMention:
    [mention] = find_numbers(text, language)
    return mention


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("بواقع رحلتين يومياً", "رحلتين"),
        ("وقعت الدولتان", "الدولتان"),
        ("في عامين", "عامين"),
        ("حكومتا الجزيرة", "حكومتا"),
        ("لاتفاقيتين", "لاتفاقيتين"),
    ],
)
def test_a_dual_noun_states_two(text: str, word: str) -> None:
    mention = only(text, "ar")
    assert (mention.value, mention.dual, mention.unit_hint) == (2, True, word)
    assert text[mention.start : mention.end] == word


@pytest.mark.parametrize("text", ["سلطان", "أديان", "المسلمين", "مسؤولين", "فلسطين", "لبنان", "بين"])
def test_words_that_only_end_like_a_dual_state_nothing(text: str) -> None:
    assert find_numbers(text, "ar") == []


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2003", "\u2007", "\u2009", "\u202f", ",", "'", "’"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_groups_of_three_are_one_number_whatever_parts_them(space: str, language: str) -> None:
    assert only(space.join(("1", "234", "567")), language).value == 1234567


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 234 567,5", ["1234567.5"]),
        ("in 2005 300 tonnes", ["300"]),
        ("7 8 9", ["7", "8", "9"]),
        ("1 23 456", ["1", "23456"]),
        ("0 123", ["0", "123"]),
        ("1  234", ["1", "234"]),
        ("5'10", ["5", "10"]),
        ("2½ million", ["2500000"]),
        ("2 ½ million", ["2500000"]),
        ("½ million", ["500000"]),
        ("2 1/2 million", ["2500000"]),
        ("2¾", ["2.75"]),
        ("5⅓ million", []),
        ("page 3 1/2 of it", ["3", "1", "2"]),
        ("the 1980's", []),
    ],
)
def test_fractions_and_groups(text: str, values: list[str]) -> None:
    assert [mention.value for mention in find_numbers(text, "en")] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("مليونا وربع المليون", 1250000),
        ("مليوناً وربع المليون", 1250000),
        ("ألفا ونصف", 1500),
        ("مليونان وربع المليون", 2250000),
        ("مليونا دولار", 2000000),
    ],
)
def test_a_part_after_and_makes_one_of_what_may_be_two(text: str, value: int) -> None:
    assert only(text, "ar").value == value


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("76 مليون دولار", "ar", "دولار"),
        ("21 عُضوًا", "ar", "عُضوًا"),
        ("7 و8", "ar", None),
        ("10 في المئة", "ar", "%"),
        ("١٠٪", "ar", "%"),
        ("US$ 76 million a year", "en", "$"),
        ("20€", "en", "€"),
        ("5 per cent", "en", "%"),
        ("5km", "en", "km"),
        ("5 (five)", "en", None),
        ("5.", "en", None),
    ],
)
def test_the_unit_is_the_sign_or_the_next_word(text: str, language: str, unit: str | None) -> None:
    assert find_numbers(text, language)[0].unit_hint == unit


# What is a number, in any of its forms; the values by arithmetic.
@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("three-quarters of a million", "en", [750_000]),
        ("three quarters of a million", "en", [750_000]),
        ("3/4 of a million", "en", [750_000]),
        ("1/2 million", "en", [500_000]),
        ("half-a-million", "en", [500_000]),
        ("a quarter-million", "en", [250_000]),
        ("one-and-a-half million", "en", [1_500_000]),
        ("one and three quarters million", "en", [1_750_000]),
        ("two fifths of a million", "en", [400_000]),
        ("ثلاثة أرباع المليون", "ar", [750_000]),
        ("مليون وثلاثة أرباع المليون", "ar", [1_750_000]),
        ("خمسة ملايين إلا ربعا", "ar", [4_750_000]),
        ("خمس المليون", "ar", [200_000]),
        ("خمسة ملايين", "ar", [5_000_000]),
        ("ألفا ونصف الألف", "ar", [1_500]),
        ("two-thirds of a million", "en", []),  # no decimal number
        ("two thirds of the members", "en", []),
        ("ثلثا المليون", "ar", []),
        ("ثلاثة أرباع السكان", "ar", []),
        ("a dozen", "en", [12]),
        ("half a dozen", "en", [6]),
        ("three dozens", "en", [36]),
        ("dozens of ships", "en", []),
        ("دزينتان", "ar", [24]),
        ("ثلاث دزينات", "ar", [36]),
        ("5 lakh", "en", [500_000]),
        ("3 crore 20 lakh", "en", [32_000_000]),
        ("12,34,567", "en", [1_234_567]),
        ("5 لكات", "ar", [500_000]),
        ("لك", "ar", []),  # for you
        ("five millions", "en", [5_000_000]),
        ("10 millions of crowns", "en", [10_000_000]),
        ("millions", "en", []),
        ("۴ میلیون", "ar", [4_000_000]),
        ("ﺛﻼﺛﺔ ﻣﻼﻳﻴﻦ", "ar", [3_000_000]),
        ("ثلاثمأة وماءة", "ar", [300, 100]),
        ("at 5:30", "en", []),
        ("by .5", "en", []),
    ],
)
def test_whole_kinds_of_numbers(text: str, language: str, values: list[int]) -> None:
    assert [mention.value for mention in find_numbers(text, language)] == values


@pytest.mark.parametrize(
    ("form", "language"),
    [
        ("between {} and {}", "en"),
        ("from {} to {}", "en"),
        ("{} to {}", "en"),
        ("{} or {}", "en"),
        ("{}-{}", "en"),
        ("{} – {}", "en"),
        ("بين {} و{}", "ar"),
        ("ما بين {} و {}", "ar"),
        ("من {} إلى {}", "ar"),
        ("{} أو {}", "ar"),
        ("{}–{}", "ar"),
    ],
)
@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ("3", "5 million", 3_000_000, 5_000_000),
        ("1.5", "2.5 million", 1_500_000, 2_500_000),
        ("3 million", "5 million", 3_000_000, 5_000_000),
        ("300", "400 thousand", 300_000, 400_000),
        ("200", "3 million", 200, 3_000_000),  # not two hundred million
        ("3", "5", 3, 5),
    ],
)
def test_both_ends_of_a_range(form: str, language: str, first: str, second: str, low: int, high: int) -> None:
    if language == "ar":
        first, second = (
            text.replace("million", "ملايين").replace("thousand", "ألف") for text in (first, second)
        )
    mentions = find_numbers(form.format(first, second), language)
    assert [mention.value for mention in mentions] == [Decimal(low), Decimal(high)]


def test_the_ends_of_a_range_share_unit_and_hedge() -> None:
    low, high = find_numbers("about 10 to 15 per cent", "en")
    assert (low.unit_hint, high.unit_hint) == ("%", "%")
    assert (low.hedges, high.hedges) == ({"approximately"}, {"approximately"})
    assert [mention.value for mention in find_numbers("two or three hundred thousand", "en")] == [
        200000,
        300000,
    ]
    assert [mention.value for mention in find_numbers("between $3 and $5 million", "en")] == [
        3000000,
        5000000,
    ]
    assert [mention.value for mention in find_numbers("3 and 5 million", "en")] == [3, 5000000]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("3 May 1990", "en", []),
        ("on 3 May, 250 men", "en", [250]),
        ("May 3, 1990, 250 men", "en", [250]),
        ("in 1990 they were 250", "en", [250]),
        ("since 1990", "en", []),
        ("from 1990-91 to 1995-96", "en", []),
        ("in 1427 AH", "en", []),
        ("7/11/2006", "en", []),
        ("before 1500 attacks", "en", [1500]),
        ("about 1500 delegates", "en", [1500]),
        ("they were 1990", "en", [1990]),
        ("عام 1990", "ar", []),
        ("في 3 مايو", "ar", []),
        ("في عام ألفين وستة 300 رجل", "ar", [300]),
        ("5 رمضان 1427", "ar", []),
        ("من صفر إلى 5", "ar", [0, 5]),
        ("بين عامي 1957 و1960", "ar", []),
    ],
)
def test_days_and_years_of_dates_are_no_numbers(text: str, language: str, values: list[int]) -> None:
    assert [mention.value for mention in find_numbers(text, language)] == values


def test_hedges_come_with_the_figure() -> None:
    assert only("تقريباً بما يقترب من 30 ميناء", "ar").hedges == {"approximately", "nearly"}


SCRAPS = st.lists(
    st.sampled_from(
        [*"0123456789٣,.،٫٬%$-/ \n", "و", "ألف", "مليون", "نصف", "مئة", "ثلاثة", "عشر", "بـ", "ما", "من"]
    ),
    max_size=30,
).map("".join)
ENGLISH_WORDS = "a and one ten twenty hundred thousand million half of - , 5 . m % $ more than about"
ENGLISH_SCRAPS = st.lists(st.sampled_from(ENGLISH_WORDS.split()), max_size=20).map(" ".join)


@given(st.one_of(st.text(max_size=60), SCRAPS, ENGLISH_SCRAPS), st.sampled_from(["ar", "en"]))
def test_any_text_gives_ordered_spans_inside_it(text: str, language: str) -> None:
    last = 0
    for mention in find_numbers(text, language):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.value >= 0
        last = mention.end


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["7", " ", "و", ".", "1,", "7 و", "ألف ", "a million ", "\u064b", "3 to ", "1/2 ", "ثلاثة أرباع "],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * ((1_000_000 if piece in ("7", " ", "و") else 20_000) // len(piece))
    start = time.process_time()
    find_numbers(text, "ar")
    assert time.process_time() - start < 10  # seconds; a quadratic reading takes minutes
