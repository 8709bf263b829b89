"""Dates of every precision: the profile of EDTF that diplograph reads.

Source: Extended Date/Time Format (EDTF) Specification, Library of Congress, 4 February 2019
(https://www.loc.gov/standards/datetime/), the bibliographic profile of ISO 8601-2:2019.

Read are the dates and intervals of levels 0 and 1, in the proleptic Gregorian calendar::

    2006-11-07  2006-11  2006                 day, month, year (level 0, Date)
    2006-11-07/2006-11-08  2006/2007-03       interval (level 0, Time Interval)
    2006?  2006-11~  2006-11-07%              uncertain, approximate, both (level 1, Qualification)
    199X  19XX                                some year of a decade or a century (level 1, Unspecified)
    1999-XX  1999-XX-XX  1999-05-XX           some month, some day of that year or month
    2001-21  2001-22  2001-23  2001-24        spring, summer, autumn, winter (level 1, Seasons)
    1991/..  ../1991                          open end, open start (level 1, Extended Interval)
    1991/  /1991                              unknown end, unknown start

A qualifier may end any date, seasons and unspecified digits included, alone or in an interval.

Seasons are those of the northern hemisphere, in whole months: spring March to May, summer June to
August, autumn September to November, winter December to February of the next year. The
specification names the seasons and leaves their months open.

Not read, each with a reason of its own: a time of day; years outside 0001 to 9999 (``0000``,
``-0044``, ``Y17000``), which neither `datetime.date` nor every reader of ``xsd:date`` can hold; an
interval with no date on either side; and all of level 2, such as sets (``[1991, 1993]``) and
qualified or unspecified digits elsewhere (``2004-06~-11``, ``199X-05``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from diplograph.base.errors import DateError
from diplograph.base.messages import LANGUAGES, message

# --- PATTERN, from small pieces. It keeps to what Python, XPath 2.0 and JavaScript share: plain groups,
# --- classes, counts. There is no backslash in it, so that Turtle and SPARQL need no escapes.


def _any(*branches: str) -> str:
    """Join branches of a regular expression into one group of alternatives."""
    return f"({'|'.join(branches)})"


_0001_TO_9999 = "(0(0(0[1-9]|[1-9][0-9])|[1-9][0-9]{2})|[1-9][0-9]{3})"
_0001_TO_9998 = "(0(0(0[1-9]|[1-9][0-9])|[1-9][0-9]{2})|[1-8][0-9]{3}|9([0-8][0-9]{2}|9([0-8][0-9]|9[0-8])))"
_FOURS = "(0[48]|[2468][048]|[13579][26])"  # 04 to 96, the multiples of four without 00
_LEAP_YEAR = _any(f"[0-9]{{2}}{_FOURS}", f"{_FOURS}00")
_MONTH_DAY = _any(
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
    "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
    "02-(0[1-9]|1[0-9]|2[0-8])",
)
_MONTH = "(0[1-9]|1[0-2]|XX)(-XX)?"
_DECADE = "(0(0[1-9]|[1-9][0-9])|[1-9][0-9]{2})X"
_CENTURY = "(0[1-9]|[1-9][0-9])XX"
_DATE = (
    _any(
        f"{_0001_TO_9999}(-{_any(_MONTH_DAY, _MONTH, '2[123]')})?",
        f"{_LEAP_YEAR}-02-29",
        f"{_0001_TO_9998}-24",  # a winter ends in the year after
        _DECADE,
        _CENTURY,
    )
    + "[?~%]?"
)

PATTERN: str = f"^{_any(f'{_DATE}(/({_DATE}|[.][.])?)?', f'([.][.])?/{_DATE}')}$"
"""Regular expression of the texts that `parse` accepts, for ``sh:pattern`` and SPARQL ``REGEX``.

It refuses impossible days, 29 February of common years included. It cannot see that an interval ends
before it starts. In Python use `re.fullmatch`: there ``$`` also matches before a last line break.
"""

# --- Values.


class Precision(Enum):
    """The unit of the calendar that a date is known to; of an interval, that it is one.

    Unspecified digits count as not known: ``1999-XX`` and ``1999-XX-XX`` are known to the year.
    """

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date may mean.

    Attributes:
        earliest: The first day; None where the start of an interval is open or unknown.
        latest: The last day, which belongs to the span; None where the end is open or unknown.
    """

    earliest: date | None
    latest: date | None


class Undated(Enum):
    """A side of an interval that has no date: open (no limit is meant) or unknown (none is known)."""

    OPEN = ".."
    UNKNOWN = ""

    @property
    def bounds(self) -> Bounds:
        """Neither day, so that both kinds of side answer alike."""
        return Bounds(None, None)

    @property
    def uncertain(self) -> bool:
        """False: no date, no qualifier."""
        return False

    @property
    def approximate(self) -> bool:
        """False: no date, no qualifier."""
        return False


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date or an interval, as written and as understood.

    Attributes:
        text: The EDTF text as it was given.
        precision: The unit that the date is known to.
        bounds: The first and the last day. A qualifier does not widen them.
        uncertain: Whether ``?`` or ``%`` qualifies it; of an interval, either side.
        approximate: Whether ``~`` or ``%`` qualifies it; of an interval, either side.
        start: The first side of an interval; None where the date is not an interval.
        end: The second side of an interval; None where the date is not an interval.
    """

    text: str
    precision: Precision
    bounds: Bounds
    uncertain: bool = False
    approximate: bool = False
    start: EdtfDate | Undated | None = None
    end: EdtfDate | Undated | None = None


# --- Reading. Inside, a DateError carries the reason alone; parse adds the text.

_read_date = re.compile(
    "(?:([0-9]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?|([0-9]{3})X|([0-9]{2})XX)([?~%]?)"
).fullmatch
_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}
_SHOWN_LENGTH = 60


def parse(text: str) -> EdtfDate:
    """Read an EDTF date or interval.

    Args:
        text: The EDTF text alone, without spaces around it.

    Returns:
        The date with its bounds, precision and qualification.

    Raises:
        DateError: The text is not in the profile, names a day that does not exist, or is an interval
            that ends before it starts. The message says what is wrong and what was expected.

    Example:
        >>> visit = parse("2006-11-07/2006-11-08~")
        >>> visit.precision, visit.approximate, visit.uncertain
        (<Precision.INTERVAL: 'interval'>, True, False)
        >>> visit.start.bounds
        Bounds(earliest=datetime.date(2006, 11, 7), latest=datetime.date(2006, 11, 7))
        >>> parse("2006-02-30")
        Traceback (most recent call last):
        diplograph.base.errors.DateError: 30 February does not exist: 2006-02-30
    """
    try:
        return _interval(text) if "/" in text else _date(text)
    except DateError as error:
        wrong = message("edtf.wrong", reason=error.reason, text=_shown(text))
        raise DateError(wrong, reasons=error.reasons) from None


def bounds(text: str) -> Bounds:
    """Return the first and the last day that an EDTF text may mean.

    Args:
        text: The EDTF text alone, without spaces around it.

    Returns:
        Both days, or None for a side that is open or unknown.

    Raises:
        DateError: As `parse`.

    Example:
        >>> bounds("2008-02")
        Bounds(earliest=datetime.date(2008, 2, 1), latest=datetime.date(2008, 2, 29))
        >>> bounds("1991-12/..")
        Bounds(earliest=datetime.date(1991, 12, 1), latest=None)
    """
    return parse(text).bounds


def _interval(text: str) -> EdtfDate:
    """Read two sides with a slash between them."""
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise _fault("edtf.slash", example="2006-11-07/2006-11-08")
    start, end = _side(start_text), _side(end_text)
    if isinstance(start, Undated) and isinstance(end, Undated):
        raise _fault("edtf.no-side", example="1991/..")
    earliest, latest = start.bounds.earliest, end.bounds.latest
    if earliest is not None and latest is not None and latest < earliest:
        raise _fault("edtf.backwards")
    return EdtfDate(
        text,
        Precision.INTERVAL,
        Bounds(earliest, latest),
        start.uncertain or end.uncertain,
        start.approximate or end.approximate,
        start,
        end,
    )


def _side(text: str) -> EdtfDate | Undated:
    """Read one side of an interval."""
    if text == "..":
        return Undated.OPEN
    return _date(text) if text else Undated.UNKNOWN


@lru_cache(maxsize=1 << 14)  # the same days come back, as whole dates and as sides of intervals
def _date(text: str) -> EdtfDate:
    """Read a date that is not an interval."""
    match = _read_date(text)
    if match is None:
        raise _fault_of(text)
    year, month, day, decade, century, qualifier = match.groups()
    if year:
        span, precision = _in_year(int(year), month, day)
    elif decade:
        span, precision = _years(int(decade) * 10, int(decade) * 10 + 9), Precision.DECADE
    else:
        span, precision = _years(int(century) * 100, int(century) * 100 + 99), Precision.CENTURY
    if not qualifier:
        return EdtfDate(text, precision, span)
    return EdtfDate(text, precision, span, qualifier in "?%", qualifier in "~%")


def _in_year(year: int, month: str | None, day: str | None) -> tuple[Bounds, Precision]:
    """Return what a year, or a season, month or day of it, spans."""
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise _fault("edtf.day-without-month", one="1999-XX-XX", other="1999-05-XX")
        return _years(year, year), Precision.YEAR
    number = int(month)
    if number in _SEASON_START:
        if day is not None:
            raise _fault("edtf.day-of-season", month=month)
        return _season(year, number), Precision.SEASON
    if not 1 <= number <= 12:
        raise _fault("edtf.no-month", month=month)
    _require_year(year)
    if day is None or day == "XX":
        last = monthrange(year, number)[1]
        return Bounds(date(year, number, 1), date(year, number, last)), Precision.MONTH
    try:
        only = date(year, number, int(day))
    except ValueError:
        raise _no_such_day(year, number, int(day)) from None
    return Bounds(only, only), Precision.DAY


def _years(first: int, last: int) -> Bounds:
    """Return what whole years span."""
    _require_year(first)
    return Bounds(date(first, 1, 1), date(last, 12, 31))


def _season(year: int, season: int) -> Bounds:
    """Return the three months of a northern season."""
    month = _SEASON_START[season]
    last_year, last_month = (year + 1, 2) if month == 12 else (year, month + 2)
    _require_year(year)
    _require_year(last_year)
    last_day = monthrange(last_year, last_month)[1]
    return Bounds(date(year, month, 1), date(last_year, last_month, last_day))


def _require_year(year: int) -> None:
    """Refuse a year that `datetime.date` cannot hold."""
    if not 1 <= year <= 9999:
        raise _fault("edtf.year", year=f"{year:04}")


# --- Reasons.

# The first pattern found in a text that is not a date gives the reason; the last is found in any.
_FAULTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (r"^$", "edtf.empty", {}),
    (r"\s", "edtf.space", {}),
    (r"[^\D0-9]", "edtf.digits", {}),
    (r"^[0-9-]+T[0-9]|[0-9]:", "edtf.time", {}),
    (r"^[Yy]?-[0-9]|^[Yy][0-9]", "edtf.far-year", {}),
    (r"^[\[{]", "edtf.set", {"example": "1991/1993"}),
    (r"[.]{2}", "edtf.open", {"start": "1991/..", "end": "../1991"}),
    (r"^(open|unknown)$", "edtf.side", {}),
    (r"^[0-9]{5,}", "edtf.long-year", {}),
    (r"^[0-9]{1,2}[-.][0-9]{1,2}[-.][0-9]{4}$", "edtf.order", {}),
    (r"^[0-9]{1,3}(-[0-9]{1,2})?$", "edtf.short-year", {"example": "2006-11-07/2006-11-08"}),
    (r"^[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?[?~%]?$", "edtf.short-month", {}),
    (
        r"^[0-9Xxu-]*[Xxu][0-9Xxu-]*[?~%]?$",
        "edtf.unspecified",
        {"digit": "X", "examples": "199X, 19XX, 1999-XX, 1999-XX-XX", "last": "1999-05-XX"},
    ),
    (r"[?~%]", "edtf.qualifier", {}),
    (r"", "edtf.other", {"examples": "2006, 2006-11, 2006-11-07", "last": "2006-11-07/2006-11-08"}),
)


def _fault(key: str, **values: object) -> DateError:
    """Make an error of a text of the catalogue."""
    reason = message(key, **values)
    return DateError(reason, reasons={language: reason.text(language) for language in LANGUAGES})


def _fault_of(text: str) -> DateError:
    """Return why a text is not a date, and what was expected."""
    return next(_fault(key, **values) for pattern, key, values in _FAULTS if re.search(pattern, text))


def _no_such_day(year: int, month: int, day: int) -> DateError:
    """Return why a day is not in the calendar."""
    if not 1 <= day <= 31:
        return _fault("edtf.no-day", day=f"{day:02}")
    key = "edtf.no-day-in-year" if (month, day) == (2, 29) else "edtf.no-day-in-month"
    return _fault(key, day=day, month=message(f"months.{month}"), year=f"{year:04}")


def _shown(text: str) -> str:
    """Return a text for a message: cut if long, in quotes with escapes if some of it cannot be seen."""
    cut = text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"
    return cut if cut.isprintable() and cut and " " not in cut else repr(cut)
