"""Plural categories, against the samples that Unicode CLDR gives for each."""

from __future__ import annotations

import pytest

from diplograph.base.messages.plurals import form_for, plural_category


@pytest.mark.parametrize(
    ("category", "numbers"),
    [
        ("zero", [0]),
        ("one", [1]),
        ("two", [2]),
        ("few", [*range(3, 11), *range(103, 111), 1003]),
        ("many", [*range(11, 27), 99, 111, 1011]),
        ("other", [100, 101, 102, 200, 201, 202, 1000, 10_000, 1_000_000, 0.1, 1.5, 10.1]),
    ],
)
def test_arabic(category: str, numbers: list[float]) -> None:
    assert {plural_category(number, "ar") for number in numbers} == {category}


def test_english() -> None:
    assert {plural_category(number, "en") for number in (0, 2, 3, 11, 100, 101, 1.5)} == {"other"}
    assert plural_category(1, "en") == "one"


def test_a_missing_form_is_the_general_one() -> None:
    forms = {"zero": "none", "other": "{number} of them"}
    assert [form_for(number, forms, "en") for number in (0, 1, 2)] == ["none", *["{number} of them"] * 2]
    assert form_for(2, forms, "ar") == "{number} of them"
