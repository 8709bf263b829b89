"""Years of other eras than the Common Era, which are no years of a date: Hijri, or before Christ.

A year is of another era if the era stands at it (1427 AH, «1427 هـ»), if a month of the Hijri calendar
stands before it, if it shares its era with the next one («1426 و1427 هـ»), or if the same year of the Common
Era stands beside it (1427/2006).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from diplograph.text.arabic import fold
from diplograph.text.tokens import Token

_LONGEST: Final = 4  # words of an era
_HIJRI: Final = frozenset(
    tuple(phrase.split("+"))
    for phrase in fold(
        "هـ هـ+ش هـ+ق هجري هجرية هجريا الهجري الهجرية للهجرة من+الهجرة بعد+الهجرة لهجرة "
        "ah a+h h hijri hijra sh a+h+s of+the+hijra of+the+hijri of+the+hegira"
    ).text.split()
)
_BEFORE_CHRIST: Final = frozenset(
    tuple(phrase.split("+"))
    for phrase in fold("ق+م ق+هـ قبل+الميلاد قبل+الهجرة bc b+c bce b+c+e before+christ").text.split()
)
_BEFORE: Final = (
    ("ah",),
    ("a", "h"),
    ("hijri",),
    *((word,) for word in fold("الهجري الهجرية هجري هجرية").text.split()),
    ("hijri", "year"),
)
_HIJRI_MONTH: Final = re.compile(r"H[.)]?,?[fnoty]*(?P<year>Y)")
_SHARED: Final = re.compile(r"(?:Y(?:[,/-]|a?[ru]|,?a)t?y?){1,9}h")
_EQUIVALENT: Final = re.compile(r"(?P<one>Y)(?:[/(]|,\(?)y?(?P<other>Y)")
_LATEST_HIJRI: Final = 1500  # it begins in 2076


def other_era(tokens: Sequence[Token], place: int, year: int) -> int:
    """Return the token after the words of another era that start at a token; the token itself if none do.

    Full stops in an abbreviation do not matter: A.H., «ق. م». The year before them tells whether they can
    mean the Hijri calendar: «1990 من الهجرة» is from emigration.
    """
    eras = _BEFORE_CHRIST if year > _LATEST_HIJRI else _HIJRI | _BEFORE_CHRIST
    words: list[str] = []
    end, here = place, place
    while len(words) < _LONGEST and here < len(tokens):
        token = tokens[here]
        here += 1
        if token.is_word:
            words.append(token.text)
            if tuple(words) in eras:
                end = here
        elif token.text != "." or not words:
            break
    return end


def follows_other_era(tokens: Sequence[Token], place: int, year: int) -> bool:
    """Return whether words of another era lead up to the token of a year: AH 1427, «العام الهجري 1427»."""
    if year > _LATEST_HIJRI:
        return False
    words: list[str] = []
    for token in reversed(tokens[max(0, place - 2 * len(max(_BEFORE, key=len))) : place]):
        if token.is_word:
            words.insert(0, token.text)
        elif token.text != ".":
            break
    return any(tuple(words[-len(phrase) :]) == phrase for phrase in _BEFORE)


def years_of_other_eras(kinds: str, values: Sequence[int]) -> list[int]:
    """Return the places of years that what stands around them gives to the Hijri calendar.

    Args:
        kinds: The kinds of the items of a text, as `date_items.Item` names them.
        values: Their values.
    """
    found = [
        match.start("year")
        for match in _HIJRI_MONTH.finditer(kinds)
        if values[match.start("year")] <= _LATEST_HIJRI
    ]
    for match in _SHARED.finditer(kinds):
        years = (place for place in range(*match.span()) if kinds[place] == "Y")
        found += [place for place in years if values[place] <= _LATEST_HIJRI]
    for match in _EQUIVALENT.finditer(kinds):
        one, other = match.start("one"), match.start("other")
        earlier, later = sorted((one, other), key=lambda place: values[place])
        if _is_same_year(values[earlier], values[later]):
            found.append(earlier)
    return found


def _is_same_year(hijri: int, common: int) -> bool:
    """Return whether a Hijri year, which has 354 or 355 days, shares days with one of the Common Era."""
    start = 621.57 + hijri * 0.970224
    return hijri <= _LATEST_HIJRI and int(start) <= common <= int(start + 0.98)
