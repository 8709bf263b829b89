"""Folding: one spelling for matching, with every place kept."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.arabic import fold

ARABIC = st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أسامة إيمان آمال ٱسم", "اسامه ايمان امال اسم"),
        ("مصطفى مسؤول مسائل", "مصطفي مسوول مسايل"),
        ("مُحَمَّدٌ", "محمد"),
        ("كـــازاخ", "كازاخ"),
        ("١٢٣ ۴۵۶ 789", "123 456 789"),
        ("11–13 twenty‑three", "11-13 twenty-three"),
        ("Egypt’s", "egypt's"),
        ("\u200fمصر\u202c \u2067قطر\u2069", "مصر قطر"),
        ("10\u00a0٪", "10 %"),
        ("İzmir", "izmir"),
        ("ﻣﻠﻴﻮﻥ ﺛﻼﺛﺔ", "مليون ثلاثه"),
        ("ﬁve １９９０", "five 1990"),
        ("میلیون ہے گھر", "ميليون هي كهر"),
        ("پاريس ڤيينا چاد", "باريس فيينا جاد"),
        ("نيسان ـ أبريل 1957ـ1960", "نيسان - ابريل 1957-1960"),
        ("هـ الـ 19 ـكم", "ه ال 19 كم"),
        ("", ""),
    ],
)
def test_spellings_that_stand_for_the_same_become_one(text: str, expected: str) -> None:
    assert fold(text).text == expected


def test_a_hamza_written_apart_is_dropped_as_one_written_on_its_letter() -> None:
    assert fold(unicodedata.normalize("NFD", "أإآؤئ")).text == fold("أإآؤئ").text == "اااوي"


def test_letters_that_differ_stay_different() -> None:
    words = ["سلام", "كلام", "بيت", "بنت", "حال", "خال", "دار", "ذار", "صد", "ضد", "طل", "ظل", "عين", "غين"]
    assert len({fold(word).text for word in words}) == len(words)


def test_a_span_goes_back_to_the_words_as_written() -> None:
    text = "قال «مُحَمَّد» عَامَ ١٩٩١"
    folded = fold(text)
    start = folded.text.index("محمد")
    first, last = folded.span(start, start + 4)
    assert text[first:last] == "مُحَمَّد"


def test_lower_case_keeps_the_length_of_every_character_but_one() -> None:
    longer = [chr(code) for code in range(sys.maxunicode + 1) if len(chr(code).lower()) != 1]
    assert longer == ["İ"]


def test_a_span_of_letters_in_presentation_forms_covers_the_ligatures() -> None:
    text = "ﺛﻼﺛﺔ ﻣﻼﻳﻴﻦ"
    folded = fold(text)
    start = folded.text.index("ملايين")
    first, last = folded.span(start, len(folded.text))
    assert text[first:last] == "ﻣﻼﻳﻴﻦ"


PRESENTATION = st.text(
    alphabet=[*map(chr, (*range(0xFB50, 0xFDFF), *range(0xFE70, 0xFEFD))), *"ـ ابهلا َ19\u200d"], max_size=20
)


@given(st.one_of(st.text(max_size=60), ARABIC, PRESENTATION))
def test_each_folded_character_comes_from_its_own_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for place, character in enumerate(folded.text):
        assert character in fold(text[folded.offsets[place]]).text or character in "σς"


@given(st.one_of(st.text(max_size=60), ARABIC, PRESENTATION))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
