"""Names as whole words, with what Arabic writes onto them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.names import NameFinder, find_name


def found(text: str, name: str, language: str = "ar") -> list[str]:
    return [text[start:end] for start, end in find_name(text, name, language)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("زار مصر ثم عاد إلى مصر", "مصر", ["مصر", "مصر"]),
        ("ومصر فمصر بمصر كمصر لمصر ولمصر وبمصر", "مصر", ["مصر"] * 7),
        ("مصرية مصري بمصريين عصر", "مصر", []),
        ("من القاهره إلى قاهرة", "القاهرة", ["القاهره"]),
        ("للأزهر وللأزهر والأزهر بالأزهر", "الأزهر", ["لأزهر", "لأزهر", "الأزهر", "الأزهر"]),
        ("الجامعة للجامعة بالجامعة جامعة", "جامعة", ["جامعة"] * 4),
        ("وزارة الثقافة ووزارة ثقافة", "وزارة ثقافة", ["وزارة الثقافة", "وزارة ثقافة"]),
        ("مَدينة ســـامراء", "مدينة سامراء", ["مَدينة ســـامراء"]),
        ("أحمد العلي", "احمد العلى", ["أحمد العلي"]),
        ("علي، حسن", "علي حسن", []),
        ("علي. حسن", "علي حسن", []),
        ("علي\nحسن", "علي حسن", ["علي\nحسن"]),
        ("علي\n\nحسن", "علي حسن", []),
        ("آلما-آتا وألما آتا", "آلما آتا", ["آلما-آتا", "ألما آتا"]),
        ("أ.ب. سالم", "أ.ب. سالم", ["أ.ب. سالم"]),
        ("جامعة Oxford وOxford", "Oxford", ["Oxford", "Oxford"]),
        ("«نهضة»", "نهضة", ["نهضة"]),
        ("قناة 24 وقناة ٢٤", "قناة 24", ["قناة 24", "قناة ٢٤"]),
        ("مصر", "...", []),
        ("", "مصر", []),
    ],
)
def test_arabic_names(text: str, name: str, expected: list[str]) -> None:
    assert found(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Ruritania and RURITANIA", "Ruritania", ["Ruritania", "RURITANIA"]),
        ("Ruritania's and Ruritania’s", "Ruritania", ["Ruritania", "Ruritania"]),
        ("Ruritanian, proRuritania, Ruritania2", "Ruritania", []),
        (
            "Nur-Sultan, Nur Sultan, Nur\u2011Sultan",
            "Nur-Sultan",
            ["Nur-Sultan", "Nur Sultan", "Nur\u2011Sultan"],
        ),
        ("between us and the US", "US", ["US"]),
        ("the U.S. and the US", "U.S.", ["U.S"]),
        ("the Al Azhar and Azhar", "Azhar", ["Azhar", "Azhar"]),
        ("bRuritania", "Ruritania", []),
        ("O'Hara and O’Hara", "O’Hara", ["O'Hara", "O’Hara"]),
    ],
)
def test_english_names(text: str, name: str, expected: list[str]) -> None:
    assert found(text, name, "en") == expected


def test_particles_belong_to_arabic_alone() -> None:
    assert found("ومصر", "مصر", "en") == []


WORDS = st.text(alphabet="ابتمصرةىأإ", min_size=2, max_size=5)


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_every_run_of_words_of_a_text_is_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = sum(len(word) + 1 for word in words[:first])
    name = " ".join(words[first : last + 1])
    assert (start, start + len(name)) in NameFinder(text, "ar").find(name)


@given(st.text(max_size=80), st.text(max_size=20), st.sampled_from(["ar", "en"]))
def test_any_text_and_name_give_spans_inside_the_text(text: str, name: str, language: str) -> None:
    for start, end in find_name(text, name, language):
        assert 0 <= start < end <= len(text)
