"""Dates that a text states, in Arabic and English words or in digits, as EDTF.

The words become items, each with a kind of one letter (`date_items`, `calendar_words`); forms of dates are
patterns over the string of kinds (`date_forms`). All that a form needs is bounded, so the time is linear in
the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.date_forms import (
    Part,
    follows,
    interval,
    lent,
    read_days,
    read_last_day,
    read_part,
    read_share,
    written,
)
from diplograph.text.date_items import Calendar, Item, read_items, read_numeric_dates

DateOrder = Literal["day-first", "month-first"]
"""Which number of a date such as 3/4/1990 stands first."""

Relation = Literal["", "since", "until", "after", "before", "by", "either"]
"""How something lies to a date: it holds since or until it, or lies after, before or by it; either of two
dates; or, with no such words, simply at it."""

_PART = r"(?:t?(?:q|[WDj]R|R[Wj])-?n?[fo]?)?"  # the end of, the first half of
_LEAD = re.compile(rf"(?P<lead>[sekulvbiU]?)f?(?P<part>{_PART})(?P<about>c?)")
_SIGN = re.compile(rf"(?:(?P<to>a?[ru]|-)|(?P<or>,?O)|(?P<both>a)|(?P<slash>/))n?{_PART}(?P<about>c?)")
_YEARS = re.compile(r"t?(?P<year>y)?o?P|(?:(?P<month>m)f?)?V")
_STARTS = re.compile(r"[sekulvbiUcqfdtmyj](?![x#])|[DWMYNPZVCGRK]")
_YEAR: Final = re.compile("[YPVNZCGK]")
_LONGEST: Final = 80  # items of a date up to its year: ten days with what stands between them
_TAILS: Final = ("z", "w", "p", "g")
_OPEN: Final = {**dict.fromkeys("ukvg", "../{}"), **dict.fromkeys("slwpbe", "{}/..")}
RELATIONS: Final[Mapping[str, Relation]] = {
    **dict.fromkeys("sew", "since"),
    **dict.fromkeys("lbp", "after"),
    **dict.fromkeys("kg", "before"),
    "u": "until",
    "v": "by",
}
"""For each kind of word before or after a date, how something lies to it."""

_TURNS: Final = frozenset("su")  # what holds since or until a date …
_WHEN: Final = ("X", ",X")  # … when something else happens, which happens on it
_BEFORE_SPANS: Final = frozenset("sbe")  # what may stand before an interval and leave it as it is
_UNDATED = re.compile(r"(?:D|W(?=[fo]))[fo-]?t?m?[fo]?M|M[.]?t?D(?=[,.)/(-])|[DW][fo]?H|h")
_RECENT: Final = (1700, 2100)  # years that documents of diplomacy are about
_OF_A_THING: Final = ("tY", "tP")  # by the 1990 conference, about the 1990 treaty


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date where a text states it.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        edtf: The date or interval, in the profile of `diplograph.base.edtf`.
        ambiguous: Whether the same words may mean another date, which is given too.
        relation: How something lies to the date of an open interval, or of an interval of alternatives.
    """

    start: int
    end: int
    edtf: str
    ambiguous: bool = False
    relation: Relation = ""


class Found(NamedTuple):
    """EDTF in items; None for a reading that no calendar has.

    Attributes:
        start: Its first item.
        end: The item after its last.
        readings: What it may mean.
        by_order: Whether the first reading has the day first and the second the month.
        relation: How something lies to it, as `DateMention.relation`.
    """

    start: int
    end: int
    readings: tuple[str | None, ...]
    by_order: bool = False
    relation: Relation = ""

    @property
    def is_interval(self) -> bool:
        """Whether a reading is an interval."""
        return any(text is not None and "/" in text for text in self.readings)


def find_dates(text: str, language: str, order: DateOrder | None = None) -> list[DateMention]:
    """Find the dates that a text states.

    A date needs its year: «16 ديسمبر» alone gives none. Two days, months or years with «and» between them
    are an interval if the one follows the other and the year stands once, or after "between"; otherwise
    two dates. What is before, after, by, since or until a date is an open interval, and never the date
    alone; what takes effect from a date, or holds since it, "when" something else happened, is both.
    About a date is an approximate one; one date or another is the interval of both; a quarter or half of a
    year the interval of its months.
    An impossible day such as 31 February gives no date, nor does a year of another era (1427 AH).

    Args:
        text: The text, in Unicode NFC.
        language: ``ar`` or ``en``.
        order: Which number stands first in dates such as 3/4/1990; where it is not known, such a date has
            two readings. A date that can be read one way only is read so.

    Returns:
        The dates in their order. The year of a full date is no date of its own.

    Example:
        >>> [mention.edtf for mention in find_dates("في 7 و8 نوفمبر 2006 وفي عام ٢٠٠٨", "ar")]
        ['2006-11-07/2006-11-08', '2008']
        >>> [mention.edtf for mention in find_dates("since October 23, 2009", "en")]
        ['2009-10-23/..']
        >>> [(mention.edtf, mention.ambiguous) for mention in find_dates("7/11/2006", "en")]
        [('2006-11-07', True), ('2006-07-11', True)]
        >>> [mention.edtf for mention in find_dates("7/11/2006", "en", "month-first")]
        ['2006-07-11']
    """
    folded = fold(text)
    items, dates = read_dates(text, language)
    mentions = []
    for found in dates:
        texts = list(dict.fromkeys(reading for reading in _in_order(found, order) if reading))
        span = folded.span(items[found.start].start, items[found.end - 1].end)
        mentions += [DateMention(*span, edtf, len(texts) > 1, found.relation) for edtf in texts]
    return mentions


def stated_order(text: str) -> DateOrder | None:
    """Return the order of numbers that the dates of a text show which can be read one way only.

    Returns:
        The order; None where there is no such date, or some show the one and some the other.

    Example:
        >>> stated_order("On 3/4/1990 and on 25/4/1990")
        'day-first'
    """
    orders: set[DateOrder] = set()
    for readings in read_numeric_dates(text):
        day_first, month_first = (written(one) if one else None for one in readings)
        if bool(day_first) != bool(month_first):
            orders.add("day-first" if day_first else "month-first")
    return orders.pop() if len(orders) == 1 else None


def date_places(text: str, language: str) -> list[tuple[int, int]]:
    """Find where dates stand in the folded text, so that their digits are no numbers of something.

    With the dates of `find_dates` these are days of a month without a year, and years of other eras. Four
    digits alone are left out if they may as well be a number: «1500» in "after 1500 attacks".

    Returns:
        The first place and the place after the last of each, in order.
    """
    items, dates = read_dates(text, language)
    kinds = "".join(item.kind for item in items)
    places = {(found.start, found.end) for found in dates if _is_dated(items, kinds, found)}
    places |= {match.span() for match in _UNDATED.finditer(kinds)}
    return sorted((items[start].start, items[end - 1].end) for start, end in places)


@lru_cache(maxsize=4)  # the numbers of a text, and dates that it leaves open, are read after its dates
def read_dates(text: str, language: str) -> tuple[Sequence[Item], Sequence[Found]]:
    """Read the items of a text, and the dates in them."""
    items = read_items(text, language)
    return items, _DateReader(items).read()


def _is_dated(items: Sequence[Item], kinds: str, found: Found) -> bool:
    """Return whether words around a year, or digits beside it, say that it is one."""
    inside = kinds[found.start : found.end]
    if not set("yMDNVZCGRKW").isdisjoint(inside):
        return True
    years = [item.value for item in items[found.start : found.end] if item.kind == "Y"]
    years += [item.value // 100 for item in items[found.start : found.end] if item.kind == "P"]
    led = len(inside) > 1 or "P" in inside or kinds[found.start - 1 : found.start] in ("n", "f")
    recent = all(_RECENT[0] <= year <= _RECENT[1] for year in years)
    return led and recent and "c" not in inside


def _in_order(found: Found, order: DateOrder | None) -> tuple[str | None, ...]:
    """Return the readings that an order leaves."""
    if order is None or not found.by_order:
        return found.readings
    stated = found.readings[0 if order == "day-first" else 1]
    return (stated,) if stated else found.readings


class _DateReader:
    """Reads dates from items. Places are those of items."""

    def __init__(self, items: list[Item]) -> None:
        self._items = items
        self._kinds = "".join(item.kind for item in items)

    def read(self) -> list[Found]:
        """Read all dates, each of which has its year or century."""
        found: list[Found] = []
        place = 0
        while year := _YEAR.search(self._kinds, place):
            match = _STARTS.search(self._kinds, max(place, year.start() - _LONGEST))
            if match is None:
                break
            here = self._with_lead(match.start())
            found += here
            place = max((one.end for one in here), default=match.start() + 1)
        return found

    def _with_lead(self, place: int) -> list[Found]:
        """Read what starts at a place, with what leads up to it and what ends it."""
        match = _LEAD.match(self._kinds, place)
        if match is None:
            return []
        lead, about = match["lead"], bool(match["about"])
        share = read_share(self._items, self._kinds, match.start("part"))
        if share:
            found = [Found(match.start("part"), share[0], (share[1],))]
        else:
            found = self._dates(match.end(), alike=lead in ("b", "i"))
        if not found:
            return []
        if not match["part"] and self._kinds.startswith(_OF_A_THING, match.end()):
            lead, about = lead if lead != "v" else "", False
        start = place if lead else match.start("part") if match["part"] or about else found[0].start
        return self._qualified(found, lead, about=about, start=start)

    def _qualified(self, found: list[Found], lead: str, *, about: bool, start: int) -> list[Found]:
        """Apply what leads up to dates, and what ends them."""
        end = found[-1].end
        tail = self._kinds[end : end + 1] if self._kinds.startswith(_TAILS, end) else ""
        if tail:
            about, end = about or tail == "z", end + 1
        if about:
            found = [_about(one) for one in found]
        sign = lead if lead in _OPEN else tail
        form = _OPEN.get(sign)
        if form is None or (lead in _BEFORE_SPANS and found[0].is_interval):
            found[0] = found[0]._replace(start=min(start, found[0].start) if lead != "b" else found[0].start)
            return [*found[:-1], found[-1]._replace(end=end)]
        if len(found) > 1:
            return [Found(start, end, ())]
        readings = _opened(found[0].readings, form)
        opened = Found(start, end, readings, found[0].by_order, RELATIONS[sign])
        turns = lead in _TURNS and self._kinds.startswith(_WHEN, end)
        return [found[0], opened] if turns or lead == "e" else [opened]

    def _dates(self, place: int, *, alike: bool) -> list[Found]:
        """Read a date, a range, or dates that share their month or year.

        Args:
            place: The first item.
            alike: Whether "between" or "either" says that two dates belong together.
        """
        years = _YEARS.match(self._kinds, place)
        if years:
            return [Found(place, years.end(), self._year_and_digits(years))]
        days = read_days(self._items, self._kinds, place)
        if days:
            return [Found(start, end, (text,)) for start, end, text in days]
        first = read_part(self._items, self._kinds, place)
        if first is None:
            return []
        joined = self._joined(first, alike=alike)
        if joined:
            return joined
        return [_single(first)] if first.has_year else []

    def _year_and_digits(self, match: re.Match[str]) -> tuple[str | None, ...]:
        """Read 2007-08 as a month and as two years, 9/1998 as a month and as the ninth of that year."""
        item = self._items[match.end() - 1]
        year, digits = divmod(item.value, 100)
        month = written(Calendar(year, digits)) if digits else None
        if item.kind == "V":
            return (month,) if match["month"] else (month, written(Calendar(year)))
        years = f"{year}/{item.last}" if item.last > year else None
        return (years,) if match["year"] else (month, years)

    def _joined(self, first: Part, *, alike: bool) -> list[Found]:
        """Read the second date of a range or pair, which may lend its month and year to the first."""
        sign = _SIGN.match(self._kinds, first.end)
        if sign is None:
            return []
        second = read_part(self._items, self._kinds, sign.end(), after_century=first.names_century)
        if second is not None and not second.has_year:
            second = read_last_day(self._items, self._kinds, sign.end())
        if second is None:
            return []
        if sign["about"]:
            one, other = second.readings
            second = second._replace(readings=(_approximate(one), _approximate(other)))
        pairs = [
            lent(one, other) if one and other else None
            for one, other in zip(first.readings, second.readings, strict=True)
        ]
        intervals = tuple(_span(pair, first, sign, alike=alike) if pair else None for pair in pairs)
        if any(intervals) or sign["or"]:
            relation: Relation = "either" if sign["or"] else ""
            return [Found(first.start, second.end, intervals, by_order=True, relation=relation)]
        if (first.has_year and not first.names_century) or not sign["both"] or not all(pairs):
            return []
        return [
            Found(part.start, part.end, tuple(written(pair[side]) for pair in pairs if pair), by_order=True)
            for side, part in enumerate((first, second))
        ]


def _span(pair: tuple[Calendar, Calendar], part: Part, sign: re.Match[str], *, alike: bool) -> str | None:
    """Return the interval of two dates, if the sign after the first makes them one."""
    first, second = pair
    if sign["or"]:
        return interval(first, second) or interval(second, first)
    shared = not part.has_year
    days = shared and first.day is not None and part.end - part.start > 1  # 30 May/2 June 1957
    if sign["to"] or (sign["both"] and alike) or (sign["slash"] and days):
        return interval(first, second)
    return interval(first, second) if follows(first, second) and (shared or sign["slash"]) else None


def _approximate(reading: Calendar | None) -> Calendar | None:
    return replace(reading, approximate=True) if reading else None


def _single(part: Part) -> Found:
    """Return a date that stands alone; the 1800s may be a decade or a century."""
    readings = [written(reading) if reading else None for reading in part.readings]
    decade = part.readings[0]
    if decade and decade.open_digits == 1 and decade.year is not None and decade.year % 100 == 0:
        return Found(part.start, part.end, (readings[0], written(replace(decade, open_digits=2))))
    return Found(part.start, part.end, tuple(readings), by_order=True)


def _about(found: Found) -> Found:
    """Make a date approximate; of an interval, its start or both sides."""
    readings: list[str | None] = []
    for text in found.readings:
        if text and "/" in text:
            start, end = text.split("/")
            readings += [f"{_with_tilde(start)}/{end}", f"{_with_tilde(start)}/{_with_tilde(end)}"]
        else:
            readings.append(text and _with_tilde(text))
    return found._replace(readings=tuple(readings), by_order=found.by_order and not found.is_interval)


def _with_tilde(text: str) -> str:
    return text if text.endswith("~") else f"{text}~"


def _opened(readings: tuple[str | None, ...], form: str) -> tuple[str | None, ...]:
    """Make open intervals of dates; of an interval, none."""
    return tuple(form.format(text) if text and "/" not in text else None for text in readings)
