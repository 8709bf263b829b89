"""Words, digits and signs; particles written onto words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.arabic import fold
from diplograph.text.tokens import PARTICLES, attached, tokenize, with_particles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("و700 ألف", ["و", "700", "الف"]),
        ("$76m", ["$", "76", "m"]),
        ("١٬٥٠٠٫٢", ["1", "٬", "500", "٫", "2"]),
        ("a\nb", ["a", "b"]),
        ("a\n \nb", ["a", "\n \n", "b"]),
        ("F-16", ["f", "-", "16"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(fold(text))] == expected


@given(st.text(max_size=60))
def test_only_spaces_are_left_out(text: str) -> None:
    folded = fold(text)
    kept = "".join(token.text for token in tokenize(folded))
    assert "".join(kept.split()) == "".join(folded.text.split())


@pytest.mark.parametrize(
    ("word", "form", "particles"),
    [
        ("مصر", "مصر", ""),
        ("مصر", "ولمصر", "ول"),
        ("دوله", "للدوله", "لل"),
        ("دوله", "وبالدوله", "وبال"),
        ("الازهر", "للازهر", "ل"),
        ("الازهر", "والازهر", "و"),
        ("الازهر", "فللازهر", "فل"),
    ],
)
def test_particles_and_article_written_onto_a_word(word: str, form: str, particles: str) -> None:
    assert dict(attached(word))[form] == particles


def test_a_word_with_an_article_gets_no_second_one() -> None:
    assert "الالازهر" not in dict(attached("الازهر"))


def test_a_bare_word_wins_over_another_with_particles() -> None:
    assert with_particles({"لد": 1, "ولد": 2})["ولد"] == 2
    assert with_particles({"ولد": 2, "لد": 1})["ولد"] == 2


def test_the_particles_are_conjunction_preposition_and_article_in_this_order() -> None:
    assert {"و", "ف", "ب", "ك", "ل", "ال", "لل", "وال", "بال", "فال", "كال", "ولل"} <= PARTICLES
    assert not {"", "الو", "لب", "بو"} & PARTICLES
