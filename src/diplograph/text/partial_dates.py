"""Dates that a text leaves for another to complete: "on 5 March", "the next day", «في الشهر نفسه».

Such a date lacks its year, or is reckoned from a date told before; with that one it is a whole date. As in
`dates`, forms are patterns over the kinds of items, all of them bounded, so the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from diplograph.text.arabic import fold
from diplograph.text.date_forms import follows, interval, written
from diplograph.text.date_items import Calendar
from diplograph.text.dates import RELATIONS, Relation, read_dates
from diplograph.text.hedges import find_hedges
from diplograph.text.numerals import NumberReader

Unit = Literal["year", "month", "day"]


def _pointed(unit: str) -> str:
    """Return the pattern of a unit that a word points at: that year, the following year, «العام التالي»."""
    return rf"(?P<at>t?[Aj]{{1,2}}{unit}|{unit}A)"


_LEAD: Final = re.compile(r"(?P<lead>[sekulvb]?)(?P<in>[fn]?(?:t?q[fo]?n?)?)(?P<about>c?)")
_OF_YEAR: Final = rf"(?:[.]?,?[fon]?{_pointed('y')})?(?![.]?,?[hY])"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        # 5 March, 5 to 8 March, 5 March of that year; March 5
        rf"(?:d?t?(?P<first>[DW])(?P<to>a?[ru]|-|,?a)t?)?d?t?(?P<day>D|W(?=[fo]))[fo-]?t?m?[fo]?(?P<month>M){_OF_YEAR}",
        rf"(?P<month>M)[.]?t?(?P<day>D)(?![,-]?#){_OF_YEAR}",
        rf"d?t?(?P<day>D|W)(?:[fo]?{_pointed('m')}|(?P<of_it>I))",  # the 18th of that month, «منه»
        r"(?P<next>t?A{1,2}(?=M)|(?=MA(?!y)))(?P<month>M)A?",  # the following March, «مارس التالي»
        rf"t?m?[fo]?t?(?P<month>M){_OF_YEAR}",  # March, the spring of that year
        _pointed("[ymdQ]"),  # the next day
    )
)
_COUNT: Final = r"(?P<count>#(?:-?a?#){0,4}|D)"
_STEPS: Final = {
    "en": (
        re.compile(rf"{_COUNT}(?P<unit>[ymdB])(?P<way>[Llk])"),  # ten days later
        re.compile(r"t(?P<unit>[ymdQ])(?P<way>[lk])"),  # the day after
    ),
    "ar": (
        re.compile(rf"(?P<way>[Llk])F?{_COUNT}(?P<unit>[ymdB])"),  # «بعد ذلك بثلاثة أيام»
        re.compile(r"(?P<way>[Llk])(?P<unit>[ymdBT])"),  # «بعد عام», «بعد عامين»
    ),
}
_ANY: Final = re.compile("[MAjIL]|[lk][#DymdBT]|[ymdQB][lk]")
_STARTS: Final = re.compile(r"[sekulvbcfntqdAjymQ](?!x)|[DWML#]")
_GOES_ON: Final = re.compile(r"(?:a?[ru]|-|/)t?m?[DWM]|a[#DTymdB]")  # 5 March to 2 April; a year and two days
_ONE: Final = frozenset(("a", "an", *fold("عام سنة شهر يوم أسبوع بعام بسنة بشهر بيوم بأسبوع").text.split()))
_UNITS: Final[dict[str, Unit]] = {"y": "year", "m": "month", "d": "day", "Q": "day", "B": "day"}
_PAIRS: Final[dict[int, tuple[Unit, int]]] = {
    1: ("day", 2),
    7: ("day", 14),
    30: ("month", 2),
    365: ("year", 2),
}
_SEASON_MONTHS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
_NAMED_UNIT: Final = re.compile("[ymdQ]")
_LONGEST: Final = 30  # items of a partial date up to what shows that it is one
_MOST: Final = 1000
_TOLD: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_OPEN: Final[dict[Relation, str]] = {
    **dict.fromkeys(("since", "after"), "{}/.."),
    **dict.fromkeys(("until", "before", "by"), "../{}"),
}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that another one completes, where a text states it.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        unit: In which units it is reckoned from the other date. What is smaller is its own; a month with
            the unit month is the nearest of that name: the following March.
        step: How many units later than the other date it is.
        month: Its month 1 to 12 or season 21 to 24, if it names one.
        day: Its day, if it has one.
        last: The last of its days, if there are several.
        relation: How something lies to it, as `diplograph.text.dates.DateMention.relation`.
    """

    start: int
    end: int
    unit: Unit
    step: int = 0
    month: int | None = None
    day: int | None = None
    last: int | None = None
    relation: Relation = ""

    def complete(self, told: str) -> str | None:
        """Return the date that another one makes of it, as EDTF; None if that one does not suffice.

        Args:
            told: The other date as EDTF: of an open interval its one side counts, of another what both
                sides have in common.

        Example:
            >>> [march] = find_partial_dates("They met on 5 March.", "en")
            >>> march.complete("2014"), march.complete("2014-02-28/2014-03-02")
            ('2014-03-05', '2014-03-05')
            >>> [day] = find_partial_dates("في اليوم التالي", "ar")
            >>> day.complete("1999-12-31"), day.complete("1999-12")
            ('2000-01-01', None)
        """
        known = _common(told)
        reading = self._after(known) if known else None
        if reading is None:
            return None
        if self.last is None:
            text = written(reading)
        else:
            text = interval(reading, Calendar(reading.year, reading.month, self.last))
        return _OPEN.get(self.relation, "{}").format(text) if text else None

    def _after(self, known: Calendar) -> Calendar | None:
        """Reckon it from another date."""
        if known.year is None:
            return None
        if self.unit == "year":
            return Calendar(known.year + self.step, self.month, self.day)
        if self.unit == "month" and self.month is not None:
            there = _in_year(known.month) if known.month is not None else self.step * 12
            passed = self.step * _in_year(self.month) <= self.step * there
            return Calendar(known.year + self.step * passed, self.month)
        if known.month is None or known.month > 12:
            return None
        if self.unit == "month":
            year, month = divmod(known.year * 12 + known.month - 1 + self.step, 12)
            return Calendar(year, month + 1, self.day)
        if known.day is None:
            return None
        try:
            day = date(known.year, known.month, known.day) + timedelta(days=self.step)
        except OverflowError:
            return None
        return Calendar(day.year, day.month, day.day)


def _in_year(month: int) -> int:
    """Return the month in which a month or season starts."""
    return _SEASON_MONTHS.get(month, month)


def _common(told: str) -> Calendar | None:
    """Return what the sides of a date have in common; None if a side is approximate or no single year."""
    sides = [_TOLD.fullmatch(side) for side in told.split("/") if side not in ("", "..")]
    if not sides or None in sides:
        return None
    values = [[int(part) if part else None for part in side.groups()] for side in sides if side]
    year, month, day = (one[0] if len(set(one)) == 1 else None for one in zip(*values, strict=True))
    if year is None:
        return None
    return Calendar(year, month, day if month is not None else None)


def find_partial_dates(text: str, language: str) -> list[PartialDate]:
    """Find the dates of a text that lack their year, or are reckoned from another date.

    Read are a day and month (or days) without a year, a month or season after "in" and the like, a day "of
    the same month", the same, next and previous day, month and year, and so many of them later or earlier,
    weeks too. What is "about" or "more than" so many is none, nor a day with its year.

    Args:
        text: The text, in Unicode NFC.
        language: ``ar`` or ``en``.

    Returns:
        The dates in their order, none inside another.

    Example:
        >>> [one] = find_partial_dates("in May of the following year", "en")
        >>> one.unit, one.step, one.month
        ('year', 1, 5)
        >>> [one] = find_partial_dates("في الثامن عشر من الشهر نفسه", "ar")
        >>> one.unit, one.step, one.day
        ('month', 0, 18)
    """
    return _Reader(text, language).read()


class _Reader:
    """Reads partial dates from items. Places are those of items."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._folded = fold(text)
        self._items, dates = read_dates(text, language)
        self._dates = sorted((found.start, found.end) for found in dates)
        self._kinds = "".join(item.kind for item in self._items)

    def read(self) -> list[PartialDate]:
        """Read all partial dates."""
        found: list[PartialDate] = []
        place = date_ = 0
        while anchor := _ANY.search(self._kinds, place):
            match = _STARTS.search(self._kinds, max(place, anchor.start() - _LONGEST))
            if match is None:
                break
            place = match.start()
            while date_ < len(self._dates) and self._dates[date_][1] <= place:
                date_ += 1
            start, end = self._dates[date_] if date_ < len(self._dates) else (len(self._kinds),) * 2
            if start <= place:
                place = end
                continue
            after, partial = self._at(place)
            if partial is not None and after <= start:
                found.append(partial)
            place = after if after <= start else place + 1
        return found

    def _at(self, place: int) -> tuple[int, PartialDate | None]:
        """Read what starts at a place, and return where to go on."""
        for form in _STEPS[self._language]:
            step = form.match(self._kinds, place)
            if step and (partial := self._step(step)):
                return step.end(), partial
        lead = _LEAD.match(self._kinds, place)
        here = lead.end() if lead else place
        match = next((match for form in _FORMS if (match := form.match(self._kinds, here))), None)
        if match is None or lead is None:
            return place + 1, None
        partial = self._named(match, lead) if self._stands_alone(place, match.end()) else None
        return match.end() if partial or match.groupdict().get("day") else place + 1, partial

    def _stands_alone(self, start: int, end: int) -> bool:
        """Return whether a date is no side of a span such as 5 March to 2 April."""
        before = self._kinds[start - 1 : start] if start else ""
        return before not in ("r", "-", "/") and not _GOES_ON.match(self._kinds, end)

    def _named(self, match: re.Match[str], lead: re.Match[str]) -> PartialDate | None:
        """Read a date with a day, month or season, or a unit that a word points at."""
        groups = match.groupdict()
        month, day, first = (self._value(match, name) for name in ("month", "day", "first"))
        pointing = groups.get("at") or groups.get("next")
        relation = RELATIONS.get(lead["lead"], "") if lead["lead"] != "e" else ""
        if lead["about"] or (lead["lead"] == "b" and first is None):
            return None
        if month is not None and day is None and not (pointing is not None or lead[0]):
            return None
        if month is not None and not self._is_name(match.start("month")):
            return None
        step = self._direction(match)
        named = _NAMED_UNIT.search(groups.get("at") or "")
        unit: Unit = _UNITS[named[0]] if named else "year"
        if groups.get("of_it") is not None or (groups.get("next") is not None and step):
            unit = "month"
        if first is None:
            return self._partial(match, unit, step, month, day, relation=relation, start=lead.start())
        days = Calendar(2000, month, first), Calendar(2000, month, day)
        if groups["to"].endswith("a") and lead["lead"] != "b" and not follows(*days):
            return None
        return self._partial(match, unit, step, month, first, day, start=lead.start())

    def _partial(
        self,
        match: re.Match[str],
        unit: Unit,
        step: int,
        month: int | None = None,
        day: int | None = None,
        last: int | None = None,
        *,
        relation: Relation = "",
        start: int | None = None,
    ) -> PartialDate:
        first = match.start() if start is None or not relation else start
        span = self._folded.span(self._items[first].start, self._items[match.end() - 1].end)
        return PartialDate(*span, unit, step, month, day, last, relation)

    def _value(self, match: re.Match[str], name: str) -> int | None:
        """Return the value of the item of a group; None if the form does not have it."""
        place = match.start(name) if match.groupdict().get(name) else -1
        return self._items[place].value if place >= 0 else None

    def _direction(self, match: re.Match[str]) -> int:
        """Return where the words of a match point: -1 back, 1 on, 0 at the same."""
        inside = self._items[match.start() : match.end()]
        steps = [-1 if item.kind == "j" else item.value for item in inside if item.kind in "Aj"]
        return next((step for step in steps if step), 0)

    def _is_name(self, place: int) -> bool:
        """Return whether a word is a month and not the verb may or march."""
        item = self._items[place]
        first = self._text[self._folded.span(item.start, item.end)[0]]
        return self._language != "en" or item.value > 12 or first.isupper()

    # --- So many units later or earlier.

    def _step(self, match: re.Match[str]) -> PartialDate | None:
        """Read so many units later or earlier."""
        unit_item, way = self._items[match.start("unit")], self._items[match.start("way")]
        sign = {"l": 1, "k": -1}.get(way.kind, way.value)
        if unit_item.kind == "T":
            unit, count = _PAIRS[unit_item.value]
        else:
            unit, number = _UNITS[unit_item.kind], self._count(match)
            if number is None:
                return None
            count = number * (unit_item.value or 1)
        before = self._kinds[max(0, match.start() - 2) : match.start()]
        if re.fullmatch("[ymdB]a", before) or _GOES_ON.match(self._kinds, match.end()):
            return None
        return self._partial(match, unit, sign * count)

    def _count(self, match: re.Match[str]) -> int | None:
        """Return how many units a step has; None if that is not exact."""
        unit = self._items[match.start("unit")]
        if not match.groupdict().get("count"):
            return self._one(match)
        first = self._items[match.start("count")]
        reader = NumberReader(self._text, self._language)
        start = bisect_right(reader.tokens, first.start, key=lambda token: token.start) - 1
        if self._folded.text[first.start : first.end] in _ONE:
            value, end = Decimal(1), start + 1
        elif term := reader.read(start):
            value, end = term.value, term.end
        else:
            return None
        if reader.tokens[end].start != unit.start or value != int(value) or value > _MOST:
            return None
        hedges = find_hedges(reader.tokens, [(start, end)], self._language)
        return int(value) if not hedges[0] else None

    def _one(self, match: re.Match[str]) -> int | None:
        """Return 1 for "the day after" and «بعد عام», but not for «بعد عام الفيل» or «بعد أعوام»."""
        if self._language == "en":
            return 1
        unit = self._items[match.start("unit")]
        rest = self._folded.text[unit.end :][:4].lstrip()
        alone = self._kinds[match.end() : match.end() + 1] not in tuple("DWMYAPVNZ#")
        single = self._folded.text[unit.start : unit.end] in _ONE
        return 1 if single and alone and not rest.startswith("ال") else None
