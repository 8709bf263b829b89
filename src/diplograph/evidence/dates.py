"""Dates that a text states, in Arabic and English words or in digits, as EDTF.

The words become items, each with a kind of one letter (`date_items`, `calendar_words`); forms of dates are
patterns over the string of kinds. All that a form needs is bounded, so the time is linear in the text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

from diplograph.evidence.arabic import fold
from diplograph.evidence.date_items import Calendar, Item, read_items

_YEAR = r"[,-]?[fo]?t?y?o?(?P<year>Y)"
_MONTH = r"m?[fo]?(?P<month>M)\.?"
_DAY = r"d?t?(?P<day>D|W(?=[fo]))"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}[fo-]?t?{_MONTH}(?:{_YEAR})?",  # 16 December 1991, 16th of December
        rf"(?P<month>M)\.?t?(?P<day>D)(?:,?{_YEAR})?",  # December 16, 1991
        rf"t?{_MONTH}(?:{_YEAR})?",  # December 1991
        r"t?y?o?(?P<year>Y)",
        r"d?t?(?P<day>D)",
    )
)
_LAST_DAY = re.compile(r"(?P<day>D),?(?P<year>Y)")  # December 7-8, 2006
_DAYS = re.compile(r"d?t?D(?:,?a?D){2,9}")
_LEAD = re.compile(r"(?P<since>(?:s|e)q?[fo]?)|(?P<between>b)|(?P<until>u)|f")
_TO = re.compile(r"(?P<range>a?[ru]|-)|(?P<both>a)|(?P<slash>/)")
_STARTS = re.compile(r"[sebufdtmyDWMYNPZ]")

_Pair = tuple[Calendar | None, Calendar | None]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date where a text states it.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        edtf: The date or interval, in the profile of `diplograph.edtf`.
        ambiguous: Whether the same words may mean another date, which is given too.
    """

    start: int
    end: int
    edtf: str
    ambiguous: bool = False
