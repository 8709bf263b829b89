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
        ("in 2005 300 tonnes", ["2005", "300"]),
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


@pytest.mark.parametrize("piece", ["7", " ", "و", ".", "1,", "7 و", "ألف ", "a million ", "\u064b"])
def test_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * ((1_000_000 if piece in ("7", " ", "و") else 20_000) // len(piece))
    start = time.process_time()
    find_numbers(text, "ar")
    assert time.process_time() - start < 10  # seconds; a quadratic reading takes minutes
