"""Figures in digits: separators of thousands and decimals, and what is written onto a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from diplograph.text.number_words import LEXICON
from diplograph.text.tokens import PARTICLES, Token

_THOUSANDS = frozenset(",،٬'")
_DECIMALS = frozenset(".٫ر")  # the press of Egypt writes 3ر5
_SPACE = " "
_MOST_PARTS = 9
_MOST_DIGITS = 18
_NOT_AMOUNTS = frozenset(("st", "nd", "rd", "th", "s"))  # 21st is an ordinal, 1990s a decade


class Figure(NamedTuple):
    """Digits read at a token.

    Attributes:
        value: The number; None where the digits are something else, such as 16.12.1991 or G20.
        end: The token after it.
    """

    value: Decimal | None
    end: int


def read_figure(tokens: Sequence[Token], place: int, measures: Callable[[int], bool]) -> Figure:
    """Read the figure that starts at a run of digits.

    Groups of three after a comma, an apostrophe or one space are thousands: ``2,500``, ``٢٬٥٠٠``, ``2 500``.
    Groups of two before the last are those of India, ``12,34,567``.
    A point is the decimal one, unless there are several with groups of three: ``8.1``, ``1.500.000``. Another
    comma is the decimal one in a figure that measures, such as «8,1 مليون», and else divides a list: ``7,8``.

    Args:
        tokens: The text.
        place: The run of digits.
        measures: Whether a scale, a unit or per cent stands at a token.

    Returns:
        The value and the token after the figure.
    """
    parts, signs, end = _chain(tokens, place)
    whole = Figure(None, end)
    if _is_glued(tokens, place, whole.end):
        return whole
    measured = len(signs) == 1 and measures(whole.end)
    text = _lakhs(parts, signs) or _plain(parts, signs, measured=measured)
    if text is None:
        return whole if _DECIMALS.intersection(signs) else Figure(Decimal(parts[0]), place + 1)
    return whole._replace(value=Decimal(text)) if len(text) <= _MOST_DIGITS else whole


def chain_end(tokens: Sequence[Token], place: int) -> int:
    """Return the token after the runs of digits that separators join to the one at a place."""
    return _chain(tokens, place)[2]


def _chain(tokens: Sequence[Token], place: int) -> tuple[list[str], list[str], int]:
    """Collect runs of digits with one separator between each two, and the token after them."""
    parts: list[str] = [tokens[place].text]
    signs: list[str] = []
    while len(parts) < _MOST_PARTS and _is_next_group(tokens, place, parts[0]):
        place += 1
        parts.append(tokens[place].text)
        signs.append(_SPACE)
    while place + 2 < len(tokens) and len(parts) < _MOST_PARTS:
        run, sign, following = tokens[place : place + 3]
        touching = run.end == sign.start and sign.end == following.start
        if not (touching and following.is_digits and sign.text in _THOUSANDS | _DECIMALS):
            break
        parts.append(following.text)
        signs.append(sign.text)
        place += 2
    return parts, signs, place + 1


def _is_next_group(tokens: Sequence[Token], place: int, first: str) -> bool:
    """Return whether one space and a group of three digits follow, as in 1 234 567."""
    if place + 1 >= len(tokens) or len(first) > 3 or first[0] == "0":
        return False
    run, following = tokens[place : place + 2]
    return following.is_digits and len(following.text) == 3 and following.start == run.end + 1


def _lakhs(parts: list[str], signs: list[str]) -> str:
    """Write a figure grouped as in India, 12,34,567, without its commas; empty if it is none."""
    first, *middle, last = ("", *parts) if len(parts) < 2 else parts
    grouped = middle and set(signs) == {","} and len(first) < 3 and len(last) == 3 and first[0] != "0"
    return "".join(parts) if grouped and all(len(group) == 2 for group in middle) else ""


def _plain(parts: list[str], signs: list[str], *, measured: bool) -> str | None:
    """Write a figure with a point for decimals and nothing else; None if it is none."""
    points = _DECIMALS | _THOUSANDS if _SPACE in signs else _DECIMALS  # 1 234,5
    kinds = "".join("." if sign in points else "," for sign in signs)
    if not kinds:
        return parts[0]
    thousands = "" if kinds == "." else kinds[:-1] if kinds.endswith(",.") else kinds
    groups = parts[1 : len(thousands) + 1]
    if thousands and (len(parts[0]) > 3 or parts[0][0] == "0" or any(len(group) != 3 for group in groups)):
        return ".".join(parts) if kinds == "," and measured and signs != ["'"] else None
    if len(set(thousands)) > 1:
        return None
    whole = "".join(parts[: len(thousands) + 1])
    return whole if thousands == kinds else f"{whole}.{parts[-1]}"


def _is_glued(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Return whether letters at the digits make them part of a name, an ordinal or a decade."""
    before = tokens[place - 1] if place else None
    if before is not None and before.end == tokens[place].start:
        if before.is_word and before.text not in PARTICLES:
            return True
        first = tokens[place - 2] if place > 1 else None
        alone = first is None or first.end < before.start
        if before.text == "." and alone:  # .5
            return True
        if before.text == ":" and not alone and first is not None and first.is_digits:  # 5:30
            return True
        name = tokens[place - 2] if before.text == "-" and place > 1 else None
        if name is not None and name.end == before.start and name.is_word and name.text.isascii():
            return name.text not in LEXICON["en"]  # F-16, and not 3 million-5 million
    after = tokens[end] if end < len(tokens) else None
    if after is None or after.start != tokens[end - 1].end:
        return False
    if after.text == ":" and end + 1 < len(tokens) and tokens[end + 1].start == after.end:
        return tokens[end + 1].is_digits
    if after.text == "'" and end + 1 < len(tokens) and tokens[end + 1].start == after.end:
        return tokens[end + 1].text == "s"  # the 1980's
    return after.text in _NOT_AMOUNTS
