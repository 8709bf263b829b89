"""What qualifies a figure, before and after it."""

from __future__ import annotations

import pytest

from diplograph.text.arabic import fold
from diplograph.text.hedges import find_hedges
from diplograph.text.tokens import tokenize


def hedges(text: str, language: str) -> list[set[str]]:
    """Return the hedges of every run of digits."""
    tokens = tokenize(fold(text))
    figures = [(place, place + 1) for place, token in enumerate(tokens) if token.is_digits]
    return [set(found) for found in find_hedges(tokens, figures, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 سفينة", set()),
        ("حوالي 20", {"approximately"}),
        ("بحوالي 20", {"approximately"}),
        ("حوالى ٢٠", {"approximately"}),
        ("نحو 20", {"approximately"}),
        ("ونحو 20", {"approximately"}),
        ("قرابة 20", {"approximately"}),
        ("زهاء 20", {"approximately"}),
        ("20 سفينة تقريباً", {"approximately"}),
        ("20 سفينة على وجه التقريب", {"approximately"}),
        ("تقريباً 20", {"approximately"}),
        ("تقريباً بحوالي 20", {"approximately"}),
        ("ما يقارب 20", {"nearly"}),
        ("ما يقرب من 20", {"nearly"}),
        ("تقريباً بما يقترب من 20", {"approximately", "nearly"}),
        ("يقدر تقريباً عدد السفن ب 20", {"approximately"}),
        ("أكثر من 20", {"moreThan"}),
        ("إلى أكثر من 20", {"moreThan"}),
        ("لأكثر من 20", {"moreThan"}),
        ("ما يزيد على 20", {"moreThan"}),
        ("تزيد عن 20", {"moreThan"}),
        ("فوق 20", {"moreThan"}),
        ("تجاوزت 20", {"moreThan"}),
        ("أقل من 20", {"lessThan"}),
        ("دون 20", {"lessThan"}),
        ("لا يقل عن 20", {"atLeast"}),
        ("لا يزيد على 20", {"atMost"}),
        ("لم يتجاوز 20", {"atMost"}),
        ("على الأقل 20", {"atLeast"}),
        ("20 سفينة على الأقل", {"atLeast"}),
        ("أكثر من مبلغ 20", {"moreThan"}),
        ("نحو الشمال سارت 20", set()),
        ("أكثر السفن من 20", set()),
        ("تقريباً. وصلت 20", set()),
        ("20. تقريباً", set()),
        ("20، حوالي الظهر", set()),
    ],
)
def test_arabic(text: str, expected: set[str]) -> None:
    assert hedges(text, "ar") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 ships", set()),
        ("about 20", {"approximately"}),
        ("about the 20", {"approximately"}),
        ("some 20", {"approximately"}),
        ("around $20", {"approximately"}),
        ("20 ships approximately", {"approximately"}),
        ("20 ships or so", {"approximately"}),
        ("nearly 20", {"nearly"}),
        ("almost 20", {"nearly"}),
        ("close to 20", {"nearly"}),
        ("More than 20", {"moreThan"}),
        ("over 20", {"moreThan"}),
        ("in excess of US$ 20", {"moreThan"}),
        ("less than 20", {"lessThan"}),
        ("fewer than 20", {"lessThan"}),
        ("under 20", {"lessThan"}),
        ("no more than 20", {"atMost"}),
        ("not less than 20", {"atLeast"}),
        ("at least 20", {"atLeast"}),
        ("up to 20", {"atMost"}),
        ("20 at most", {"atMost"}),
        ("over there stood 20", set()),
        ("20, about which", set()),
    ],
)
def test_english(text: str, expected: set[str]) -> None:
    assert hedges(text, "en") == [expected]


def test_a_hedge_goes_to_the_figure_that_it_leads_up_to() -> None:
    assert hedges("20 سفينة وتقريباً 30", "ar") == [set(), {"approximately"}]
    assert hedges("20 سفينة تقريباً و30", "ar") == [{"approximately"}, set()]
    assert hedges("more than 20 of 30", "en") == [{"moreThan"}, set()]


def test_no_figures_no_hedges() -> None:
    assert hedges("حوالي", "ar") == []
