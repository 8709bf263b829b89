"""Figures in digits: which separators divide thousands, decimals or lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from diplograph.text.arabic import fold
from diplograph.text.digits import Figure, chain_end, read_figure
from diplograph.text.tokens import tokenize


def read(text: str, *, measured: bool = False) -> Figure:
    tokens = tokenize(fold(text))
    place = next(place for place, token in enumerate(tokens) if token.is_digits)
    return read_figure(tokens, place, lambda _: measured)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("007", "7"),
        ("٢٠٠٧", "2007"),
        ("8.1", "8.1"),
        ("٨٫١", "8.1"),
        ("2,500", "2500"),
        ("٢٬٥٠٠", "2500"),
        ("٢،٥٠٠", "2500"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1,234,567.89", "1234567.89"),
        ("1.500", "1.500"),
        ("٣ر٥", "3.5"),
        ("و700", "700"),
        ("بال20", "20"),
        ("5km", "5"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert read(text).value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["16.12.1991", "1.2.3", "1,234.567.8", "1,23.4", "G20", "F-16", "21st", "1990s", "مادة5", "1" * 19],
)
def test_digits_that_state_no_number(text: str) -> None:
    assert read(text).value is None


@pytest.mark.parametrize("text", ["7,8", "7،8", "7,8,9", "1234,567", "0,500", "1,2345"])
def test_other_commas_divide_a_list(text: str) -> None:
    figure = read(text)
    assert figure.value == Decimal(text.replace("،", ",").split(",")[0])
    assert figure.end == 1


def test_a_comma_is_the_decimal_one_in_a_figure_that_measures() -> None:
    assert read("8,1", measured=True) == (Decimal("8.1"), 3)
    assert read("8,100", measured=True) == (Decimal(8100), 3)


def test_the_end_of_a_chain_is_bounded() -> None:
    tokens = tokenize(fold(",".join("1" * 100)))
    assert chain_end(tokens, 0) == 17  # nine figures and eight commas
