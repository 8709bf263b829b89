"""Dates that a text states, in Arabic and English words or in digits, as EDTF.

The words become items, each with a kind of one letter (`date_items`, `calendar_words`); forms of dates are
patterns over the string of kinds. All that a form needs is bounded, so the time is linear in the text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.date_items import Calendar, Item, read_items

_YEAR = r"[,-]?[fo]?t?y?o?(?P<year>Y)"
_MONTH = r"m?[fo]?(?P<month>M)[.]?[)]?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"d?t?(?P<day>D|W(?=[fo]))[fo-]?t?{_MONTH}(?:{_YEAR})?",  # 16 December 1991, 16th of December
        rf"(?P<month>M)[.]?t?(?P<day>D)(?:{_YEAR})?",  # December 16, 1991
        rf"t?{_MONTH}(?:{_YEAR})?",  # December 1991
        r"t?y?o?(?P<year>Y)",
        r"d?t?(?P<day>[DW])",
    )
)
_LAST_DAY = re.compile(r"(?P<day>D),?(?P<year>Y)")  # the end of December 7-8, 2006
_DAYS = re.compile(r"d?t?D(?:,?a?D){2,9}")  # the days of 7, 8 and 9 November 2006
_LEAD = re.compile(
    r"(?P<since>[se]f?q?[fo]?)|(?P<between>b)|(?P<until>u)|(?P<before>kt?q?[fo]?)|(?P<after>lt?q?[fo]?)|f"
)
_TO = re.compile(r"(?P<to>a?[ru]|-)|(?P<both>a)|(?P<slash>/)")
_STARTS = re.compile(r"[sebuklfdtmyDWMYNPZ]")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date where a text states it.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        edtf: The date or interval, in the profile of `diplograph.base.edtf`.
        ambiguous: Whether the same words may mean another date, which is given too.
    """

    start: int
    end: int
    edtf: str
    ambiguous: bool = False


class _Part(NamedTuple):
    """A date or a part of one in items, read with the day first and with the month first."""

    start: int
    end: int
    readings: tuple[Calendar | None, Calendar | None]

    @property
    def has_year(self) -> bool:
        return any(reading is not None and reading.year is not None for reading in self.readings)


class _Found(NamedTuple):
    """EDTF in items; None for a reading that no calendar has."""

    start: int
    end: int
    readings: tuple[str | None, ...]


def find_dates(text: str, language: str) -> list[DateMention]:
    """Find the dates that a text states.

    A date needs its year: «16 ديسمبر» alone gives none. Two days, months or years with «and» between them
    are an interval if the one follows the other and the year stands once, or after "between"; otherwise
    two dates. What starts with "since" or ends with "until" is given plain and as an open interval;
    what is before or after a date, as an open interval alone.
    An impossible day such as 31 February gives no date.

    Args:
        text: The text, in Unicode NFC.
        language: ``ar`` or ``en``.

    Returns:
        The dates in their order. The year of a full date is no date of its own.

    Example:
        >>> [mention.edtf for mention in find_dates("في 7 و8 نوفمبر 2006 وفي عام ٢٠٠٨", "ar")]
        ['2006-11-07/2006-11-08', '2008']
        >>> [mention.edtf for mention in find_dates("since October 23, 2009", "en")]
        ['2009-10-23', '2009-10-23/..']
        >>> [(mention.edtf, mention.ambiguous) for mention in find_dates("7/11/2006", "en")]
        [('2006-11-07', True), ('2006-07-11', True)]
    """
    folded = fold(text)
    items = read_items(folded, language)
    reader = _DateReader(items)
    mentions = []
    for start, end, readings in reader.read():
        texts = list(dict.fromkeys(reading for reading in readings if reading))
        span = folded.span(items[start].start, items[end - 1].end)
        mentions += [DateMention(*span, edtf, len(texts) > 1) for edtf in texts]
    return mentions


class _DateReader:
    """Reads dates from items. Places are those of items."""

    def __init__(self, items: list[Item]) -> None:
        self._items = items
        self._kinds = "".join(item.kind for item in items)

    def read(self) -> list[_Found]:
        """Read all dates."""
        found: list[_Found] = []
        match = _STARTS.search(self._kinds)
        while match:
            here = self._with_lead(match.start())
            found += here
            after = max((one.end for one in here), default=match.start() + 1)
            match = _STARTS.search(self._kinds, after)
        return found

    def _with_lead(self, place: int) -> list[_Found]:
        """Read what starts at a place, with "since", "between", "from" or "until"."""
        lead = _LEAD.match(self._kinds, place)
        found = self._dates(lead.end() if lead else place, between=bool(lead and lead["between"]))
        if len(found) != 1:
            return found
        [only] = found
        onwards = self._kinds[only.end : only.end + 1] == "w"
        if (lead and lead["since"]) or onwards:
            return [only, self._opened(only, place, only.end + onwards, "{}/..".format)]
        if lead and lead["before"]:
            return [self._opened(only, place, only.end, "../{}".format)]
        if lead and lead["after"]:
            return [self._opened(only, place, only.end, "{}/..".format)]
        if lead and lead["until"]:
            return [only, self._opened(only, place, only.end, "../{}".format)]
        return found

    def _opened(self, found: _Found, start: int, end: int, form: Callable[[str], str]) -> _Found:
        """Make an open interval of a date; of an interval, none."""
        texts = (form(text) if text and "/" not in text else None for text in found.readings)
        return _Found(start, end, tuple(texts))

    def _dates(self, place: int, *, between: bool) -> list[_Found]:
        """Read a date, a range, or dates that share their month or year."""
        kind = self._kinds[place : place + 1]
        if kind == "Z":
            return [_Found(place, place + 1, (f"{self._items[place].value // 10}X",))]
        if kind == "P":
            return [_Found(place, place + 1, _year_and_two_digits(self._items[place].value))]
        days = self._days(place)
        if days:
            return days
        first = self._part(place)
        if first is None:
            return []
        joined = self._joined(first, between=between)
        if joined:
            return joined
        return [_single(first)] if first.has_year else []

    def _part(self, place: int) -> _Part | None:
        """Read a date that may lack its year."""
        if self._kinds[place : place + 1] == "N":
            return _Part(place, place + 1, self._items[place].readings)
        for form in _FORMS:
            match = form.match(self._kinds, place)
            if match:
                return self._matched(match)
        return None

    def _calendar(self, match: re.Match[str]) -> Calendar:
        """Return the values of a matched form."""
        units = {unit: match.start(unit) for unit, kind in match.groupdict().items() if kind}
        return Calendar(**{unit: self._items[place].value for unit, place in units.items()})

    def _matched(self, match: re.Match[str]) -> _Part:
        """Turn a matched form, which can be read in one way, into a part."""
        reading = self._calendar(match)
        return _Part(match.start(), match.end(), (reading, reading))

    def _days(self, place: int) -> list[_Found]:
        """Read three days or more of one month."""
        match = _DAYS.match(self._kinds, place)
        last = _FORMS[0].match(self._kinds, match.end() - 1) if match else None
        if match is None or last is None or last["year"] is None:
            return []
        places = [at for at in range(place, match.end()) if self._kinds[at] == "D"]
        days = [replace(self._calendar(last), day=self._items[at].value) for at in places]
        if all(_follows(one, other) for one, other in pairwise(days)):
            return [_Found(place, last.end(), (_interval(days[0], days[-1]),))]
        ends = [*(at + 1 for at in places[:-1]), last.end()]
        return [_Found(at, end, (_edtf(day),)) for at, end, day in zip(places, ends, days, strict=True)]

    def _joined(self, first: _Part, *, between: bool) -> list[_Found]:
        """Read the second date of a range or pair, which may lend its month and year to the first."""
        sign = _TO.match(self._kinds, first.end)
        second = self._part(sign.end()) if sign else None
        if sign is None or second is None:
            return []
        if not second.has_year:
            match = _LAST_DAY.match(self._kinds, sign.end())
            if match is None:
                return []
            second = self._matched(match)
        pairs = [
            _lent(one, other) if one and other else None
            for one, other in zip(first.readings, second.readings, strict=True)
        ]
        to = bool(sign["to"]) or (bool(sign["both"]) and between)
        intervals = []
        for pair in pairs:
            follows = pair and _follows(*pair) and (not first.has_year or bool(sign["slash"]))
            intervals.append(_interval(*pair) if pair and (to or follows) else None)
        if any(intervals):
            return [_Found(first.start, second.end, tuple(intervals))]
        if first.has_year or not sign["both"] or not all(pairs):
            return []
        return [
            _Found(first.start, first.end, tuple(_edtf(pair[0]) for pair in pairs if pair)),
            _Found(second.start, second.end, tuple(_edtf(pair[1]) for pair in pairs if pair)),
        ]


def _single(part: _Part) -> _Found:
    """Return a date that stands alone."""
    return _Found(part.start, part.end, tuple(_edtf(reading) for reading in part.readings if reading))


def _year_and_two_digits(value: int) -> tuple[str | None, ...]:
    """Read 2007-08 as a month, and as two years."""
    year, digits = divmod(value, 100)
    last = year // 100 * 100 + digits + (100 if digits == 0 else 0)
    years = f"{year}/{last}" if last > year else None
    return (_edtf(Calendar(year, digits)), years)


def _lent(first: Calendar, second: Calendar) -> tuple[Calendar, Calendar] | None:
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


def _edtf(date_: Calendar) -> str | None:
    """Write a date as EDTF; None if no calendar has it."""
    if date_.year is None:
        return None
    if date_.month is None:
        return f"{date_.year:04}"
    if not 1 <= date_.month <= 12:
        return None
    if date_.day is None:
        return f"{date_.year:04}-{date_.month:02}"
    if not 1 <= date_.day <= monthrange(date_.year, date_.month)[1]:
        return None
    return f"{date_.year:04}-{date_.month:02}-{date_.day:02}"


def _interval(first: Calendar, last: Calendar) -> str | None:
    """Write an interval as EDTF; None if it is none, or ends before it starts."""
    start, end = _edtf(first), _edtf(last)
    if start is None or end is None or start == end:
        return None
    starts = (first.year or 0, first.month or 1, first.day or 1)
    ends = (last.year or 0, last.month or 12, last.day or 31)
    return f"{start}/{end}" if starts < ends else None


def _follows(first: Calendar, second: Calendar) -> bool:
    """Return whether the second date is the day, month or year after the first."""
    if _edtf(first) is None or _edtf(second) is None or first.year is None or second.year is None:
        return False
    if first.month is None or second.month is None:
        return first.month == second.month and second.year == first.year + 1
    if first.day is None or second.day is None:
        months = 12 * (second.year - first.year) + second.month - first.month
        return first.day == second.day and months == 1
    day = date(first.year, first.month, first.day)
    return day + timedelta(days=1) == date(second.year, second.month, second.day)
