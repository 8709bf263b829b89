"""Forms of single dates over the kinds of items, and how two dates share what stands once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from diplograph.base import edtf
from diplograph.base.errors import DateError
from diplograph.text.date_items import Calendar, Item

_YEAR = r"[,-]?[fo]?t?y?o?(?P<year>Y)"
_MONTH = r"m?[fo]?(?P<month>M)[.]?[)]?"
_NTH_CENTURY = r"(?:Ct?(?P<nth>[WD])|(?P<other_nth>[WD])-?C)(?!E)"
_SAME_CENTURY = r"(?:,?a|,|-|O|a?[ru])t?"
_WINTER = re.compile(rf"t?{_MONTH}[fo]?t?y?o?(?:(?P<years>P)|(?P<year>Y)[-/](?P<next>Y))")
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"d?t?(?P<day>D|W(?=[fo]))[fo-]?t?{_MONTH}(?:{_YEAR})?",  # 16 December 1991, 16th of December
        rf"(?P<month>M)[.]?t?(?P<day>D|W(?!R))(?:{_YEAR})?",  # December 16, 1991
        rf"t?{_MONTH}(?:{_YEAR})?",  # December 1991
        r"t?y?o?(?P<year>Y)",
        r"t?(?P<decade>Z)",
        rf"t?(?P<tens>G)[fo]?t?{_NTH_CENTURY}",  # the eighties of the 19th century
        rf"t?(?P<tens>G)(?=(?:,?a?t?G){{1,4}}[fo]?t?{_NTH_CENTURY})",
        rf"t?{_NTH_CENTURY}",
        rf"t?(?P<nth>[WD])(?={_SAME_CENTURY}[WD]-?C(?!E))",  # the 18th and 19th centuries
        r"d?t?(?P<day>[DW])",
    )
)
_NEXT_CENTURY = re.compile(r"t?(?P<nth>[WD])(?![EMCfo-])")
_LAST_DAY = re.compile(r"(?P<day>D),?(?P<year>Y)")  # the end of December 7-8, 2006
_DAYS = re.compile(r"d?t?D(?:,?a?D){2,9}")  # the days of 7, 8 and 9 November 2006
_SHARE = re.compile(
    r"t?(?:(?P<nth>[WDj])-?(?P<share>R)|(?P<other_share>R)(?P<other_nth>[Wj])|(?P<short>K))n?[fo]?t?y?o?(?P<year>Y)"
)
_WINTER_NUMBER: Final = 24


class Part(NamedTuple):
    """A date or a part of one in items, read with the day first and with the month first.

    Attributes:
        start: Its first item.
        end: The item after its last.
        readings: The two readings; None for one that the form does not have.
        names_century: Whether it is a century by the word that an ordinal after it may share.
    """

    start: int
    end: int
    readings: tuple[Calendar | None, Calendar | None]
    names_century: bool = False

    @property
    def has_year(self) -> bool:
        """Whether the year stands in it."""
        return any(reading is not None and reading.year is not None for reading in self.readings)


def read_part(items: Sequence[Item], kinds: str, place: int, *, after_century: bool = False) -> Part | None:
    """Read a date that may lack its year.

    Args:
        items: The items of a text.
        kinds: Their kinds.
        place: The item to start at.
        after_century: Whether an ordinal alone is a century: «القرنين الثامن عشر والتاسع عشر».
    """
    if kinds[place : place + 1] == "N":
        return Part(place, place + 1, items[place].readings)
    winter = _WINTER.match(kinds, place)
    if winter and items[winter.start("month")].value == _WINTER_NUMBER:
        first, last = _winter_years(items, winter)
        if last == first + 1:
            return _part(winter, Calendar(first, _WINTER_NUMBER))
    match = _NEXT_CENTURY.match(kinds, place) if after_century else None
    forms = (match for form in _FORMS if (match := form.match(kinds, place)))
    match = match or next(forms, None)
    return _part(match, _calendar(items, match)) if match else None


def _part(match: re.Match[str], reading: Calendar) -> Part:
    """Turn a matched form, which can be read in one way, into a part."""
    century = reading.open_digits == 2 and match[0].lstrip("t").startswith("C")
    return Part(match.start(), match.end(), (reading, reading), century)


def _winter_years(items: Sequence[Item], match: re.Match[str]) -> tuple[int, int]:
    """Return both years of a winter."""
    if match["years"]:
        years = items[match.start("years")]
        return years.value // 100, years.last
    return items[match.start("year")].value, items[match.start("next")].value


def _calendar(items: Sequence[Item], match: re.Match[str]) -> Calendar:
    """Return the values of a matched form."""
    values = {
        name: items[place].value
        for name, kind in match.groupdict().items()
        if kind and (place := match.start(name)) >= 0
    }
    if "decade" in values:
        return Calendar(values["decade"], open_digits=1)
    nth = values.pop("nth", None) or values.pop("other_nth", None)
    if nth is not None:
        tens = values.get("tens", 0)
        return Calendar((nth - 1) * 100 + tens, open_digits=1 if tens else 2)
    return Calendar(values.get("year"), values.get("month"), values.get("day"))


def read_days(items: Sequence[Item], kinds: str, place: int) -> list[tuple[int, int, str | None]]:
    """Read three days or more of one month: the items of each date or of the interval, and its EDTF."""
    match = _DAYS.match(kinds, place)
    last = _FORMS[0].match(kinds, match.end() - 1) if match else None
    if match is None or last is None or last["year"] is None:
        return []
    places = [at for at in range(place, match.end()) if kinds[at] == "D"]
    days = [replace(_calendar(items, last), day=items[at].value) for at in places]
    if all(follows(one, other) for one, other in pairwise(days)):
        return [(place, last.end(), interval(days[0], days[-1]))]
    ends = [*(at + 1 for at in places[:-1]), last.end()]
    return [(at, end, written(day)) for at, end, day in zip(places, ends, days, strict=True)]


def read_last_day(items: Sequence[Item], kinds: str, place: int) -> Part | None:
    """Read the second day of December 7-8, 2006."""
    match = _LAST_DAY.match(kinds, place)
    return _part(match, _calendar(items, match)) if match else None


def read_share(items: Sequence[Item], kinds: str, place: int) -> tuple[int, str] | None:
    """Read a quarter or half of a year: the item after it, and the interval of its months."""
    match = _SHARE.match(kinds, place)
    if match is None:
        return None
    if match["short"]:
        months, nth = divmod(items[match.start("short")].value, 10)
    else:
        months = items[match.start("share" if match["share"] else "other_share")].value
        ordinal = items[match.start("nth" if match["nth"] else "other_nth")]
        nth = 12 // months if ordinal.kind == "j" else ordinal.value
    if nth > 12 // months:
        return None
    year = items[match.start("year")].value
    return match.end(), f"{year}-{months * (nth - 1) + 1:02}/{year}-{months * nth:02}"


def lent(first: Calendar, second: Calendar) -> tuple[Calendar, Calendar] | None:
    """Fill in what two dates share: 7 and 8 November 2006, December 7-8, 2006."""
    if first.year is not None:
        return first, second
    if second.month is None and second.day is not None:
        second = replace(second, month=first.month)
    if first.month is None:
        if second.day is None:
            return None
        first = replace(first, month=second.month)
    if first.month is None or second.month is None or second.year is None:
        return None
    crosses = first.month > second.month  # from 28 December to 2 January 2007
    return replace(first, year=second.year - crosses), second


def written(date_: Calendar) -> str | None:
    """Write a date as EDTF; None if no calendar has it."""
    if date_.year is None:
        return None
    text = f"{date_.year:04}"
    if date_.open_digits:
        text = text[: -date_.open_digits] + "X" * date_.open_digits
    elif date_.month is not None:
        text += f"-{date_.month:02}" + ("" if date_.day is None else f"-{date_.day:02}")
    text += "~" if date_.approximate else ""
    return text if _is_edtf(text) else None


def interval(first: Calendar, last: Calendar) -> str | None:
    """Write an interval as EDTF; None if it is none, or ends before it starts."""
    start, end = written(first), written(last)
    if start is None or end is None or start == end:
        return None
    text = f"{start}/{end}"
    return text if _is_edtf(text) else None


def _is_edtf(text: str) -> bool:
    """Return whether a text is EDTF of the profile."""
    try:
        edtf.parse(text)
    except DateError:
        return False
    return True


def follows(first: Calendar, second: Calendar) -> bool:
    """Return whether the second date is the day, month, season or year after the first."""
    if first.open_digits or second.open_digits or written(first) is None or written(second) is None:
        return False
    if first.year is None or second.year is None:
        return False
    if first.month is None or second.month is None:
        return first.month == second.month and second.year == first.year + 1
    if first.day is None or second.day is None:
        months = 12 * (second.year - first.year) + second.month - first.month
        return first.day == second.day and months == 1
    day = date(first.year, first.month, first.day)
    return day + timedelta(days=1) == date(second.year, second.month, second.day)
