"""The parts that dates are made of, read from tokens: days, months, years and the words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diplograph.text.arabic import Folded
from diplograph.text.calendar_words import CALENDAR, NOT_BEFORE_YEAR, OTHER_ERAS
from diplograph.text.number_words import CURRENCY_SIGNS, LEXICON, PERCENT, UNITS
from diplograph.text.ordinals import ORDINAL_WORDS, read_ordinals
from diplograph.text.tokens import PARTICLES, Token, tokenize

_NUMERIC = re.compile(
    r"(?:(?<![0-9a-z/.-])|(?<=-[0-9]{2}/))(?:"
    r"(?P<y1>[12][0-9]{3})(?P<s1>[-.]| ?[/\\] ?)(?P<m1>[0-9]{1,2})(?P=s1)(?P<d1>[0-9]{1,2})"
    r"|(?P<a>[0-9]{1,2})(?P<s2>[-.]| ?[/\\] ?)(?P<b>[0-9]{1,2})(?P=s2)(?P<y2>[12][0-9]{3})"
    r"|(?P<y3>[12][0-9]{3})[-/](?P<c>[0-9]{2})"
    r")(?![0-9a-z]|[/.-][0-9](?![0-9]{3}-))"
)
_SIGNS = {sign: sign for sign in "-/,.()"} | {"،": ","}
_POINTS = frozenset(".٫ر")
_COMMAS = frozenset(",،٬")
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_SCALES = frozenset(("scale", "scales", "either", "hundred"))
_COMMON_ERA = frozenset(("م", "ad", "ce"))
_COMPARED = frozenset(("اكثر", "اقل", "ازيد"))
_NOTHING = Token("\n", -1, -1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, a month or a year, of which larger units may be missing.

    Attributes:
        year: The year, or None.
        month: The month 1 to 12, or None.
        day: The day 1 to 31, or None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None


class Item(NamedTuple):
    """A part of a date.

    Attributes:
        kind: A kind of `calendar_words.CalendarWord`; ``D`` a day in digits, ``W`` in words; ``Y`` a year;
            ``Z`` a decade; ``N`` a date in digits alone; ``P`` a year with two more digits, such as
            2007/08; a sign; ``x`` anything else, whose place nobody asks for.
        start: Its first place in the folded text.
        end: The place after its last.
        value: Its number; of ``P`` the six digits as one.
        readings: Of ``N``, the date with the day first, and with the month first; None if there is none.
    """

    kind: str
    start: int
    end: int
    value: int = 0
    readings: tuple[Calendar | None, Calendar | None] = (None, None)


_OTHER = Item("x", 0, 0)
_HEADS = {language: frozenset(words[0] for words in phrases) for language, phrases in CALENDAR.items()}
_STARTS = {language: _HEADS[language] | ORDINAL_WORDS[language] | set(_SIGNS) for language in CALENDAR}
_MEASURES = {language: UNITS[language] | PERCENT[language] | {"%"} for language in CALENDAR}


def read_items(folded: Folded, language: str) -> list[Item]:
    """Read the parts of dates in a folded text; what is no part of a date becomes ``x``."""
    tokens = tokenize(folded)
    reader = _ItemReader(tokens, language)
    numeric = {match.start(): match for match in _NUMERIC.finditer(folded.text)}
    ordinals = {found.start: found for found in read_ordinals(tokens, language)}
    starts = _STARTS[language]
    items: list[Item] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.text not in starts and not token.is_digits:
            items.append(_OTHER)
            place += 1
            continue
        match, ordinal = numeric.get(token.start), ordinals.get(place)
        if match:
            items.append(_numeric(match))
            while place < len(tokens) and tokens[place].start < match.end():
                place += 1
        elif ordinal and not token.is_digits:
            start, joined = token.start, token.text.startswith("و")
            if joined:
                items.append(Item("a", start, start + 1))
            items.append(Item("W", start + joined, tokens[ordinal.end - 1].end, ordinal.value))
            place = ordinal.end
        else:
            place = reader.read(place, items)
    return items


def _numeric(match: re.Match[str]) -> Item:
    """Read a date in digits alone."""
    if match["y3"]:
        return Item("P", *match.span(), int(match["y3"] + match["c"]))
    if match["y1"]:
        only = Calendar(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        return Item("N", *match.span(), 0, (only, only))
    year, first, second = int(match["y2"]), int(match["a"]), int(match["b"])
    day_first, month_first = Calendar(year, second, first), Calendar(year, first, second)
    return Item("N", *match.span(), 0, (day_first, month_first))


class _ItemReader:
    """Reads items from tokens."""

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self._tokens = tokens
        self._calendar = CALENDAR[language]
        self._heads = _HEADS[language]
        self._not_before_year = NOT_BEFORE_YEAR[language]
        self._lexicon = LEXICON[language]
        self._measures = _MEASURES[language]

    def read(self, place: int, items: list[Item]) -> int:
        """Add what starts at a token, and give the token after it."""
        token = self._tokens[place]
        if token.is_digits:
            item, after = self._digits(place, items)
            items.append(item)
            return after
        if token.text not in self._heads:
            sign = _SIGNS.get(token.text)
            items.append(Item(sign, token.start, token.end) if sign else _OTHER)
            return place + 1
        following = self._at(place + 1)
        pair = self._calendar.get((token.text, following.text))
        meaning = pair or self._calendar.get((token.text,))
        end = following.end if pair else token.end
        if meaning is None:
            items.append(_OTHER)
            return place + 1
        if meaning.joined:
            items.append(Item("a", token.start, token.start + 1))
        items.append(Item(meaning.kind, token.start + meaning.joined, end, meaning.value))
        if meaning.kind == "M":
            _merge_second_name(items)
        return place + (2 if pair else 1)

    def _digits(self, place: int, items: list[Item]) -> tuple[Item, int]:
        """Read a day or a year, with what is written onto it."""
        token, after = self._tokens[place], self._at(place + 1)
        then = self._at(place + 2)
        is_possessive = after.text == "'" and after.start == token.end and then.start == after.end
        if is_possessive and then.text == "s":  # the 1980's
            after = Token(then.text, token.end, then.end)
        glued = after.text if after.start == token.end and after.is_word else ""
        month = (glued,) in self._calendar or (glued, self._at(place + 2).text) in self._calendar
        value = int(token.text) if len(token.text) <= 4 else 0
        if self._in_a_number(place):
            kind = "x"
        elif len(token.text) <= 2 and 1 <= value <= 31 and (glued in _SUFFIXES or not glued or month):
            kind = "D"
        elif 1000 <= value <= 2999 and glued == "s" and value % 10 == 0:
            kind = "Z"
        elif 1000 <= value <= 2999 and glued in ("", *_COMMON_ERA) and self._is_year(place, items):
            kind = "Y"
        else:
            return _OTHER, place + 1
        last = place + (glued != "" and not month and kind != "x") + (kind == "Z" and is_possessive)
        return Item(kind, token.start, self._tokens[last].end, value), last + 1

    def _in_a_number(self, place: int) -> bool:
        """Whether separators or letters make the digits a part of something longer."""
        before, token = self._at(place - 1), self._tokens[place]
        after, then = self._at(place + 1), self._at(place + 2)
        if before.end == token.start:
            if (
                before.text in _POINTS
                and self._at(place - 2).end == before.start
                and self._at(place - 2).is_digits
            ):
                return True
            if before.is_word and before.text not in PARTICLES and (before.text,) not in self._calendar:
                return True
        if not (after.start == token.end and after.end == then.start and then.is_digits):
            return False
        return after.text in _POINTS or (after.text in _COMMAS and len(then.text) == 3)

    def _is_year(self, place: int, items: Sequence[Item]) -> bool:
        """Whether what stands around four digits lets them be a year."""
        after = self._at(place + 1)
        if after.text in OTHER_ERAS:
            return False
        kinds = "".join(item.kind for item in items[-2:])
        if kinds.endswith(("y", "M", "D,", "M,")):
            return True
        before = self._at(place - 1).text
        if before in CURRENCY_SIGNS or before in self._not_before_year:
            return False
        if before == "من" and self._at(place - 2).text in _COMPARED:
            return False
        if after.text == "-" and self._at(place + 2).is_digits:
            after = self._at(place + 3)  # 1500-2000 tonnes
        numeral = self._lexicon.get(after.text)
        return after.text not in self._measures and (numeral is None or numeral.kind not in _SCALES)

    def _at(self, place: int) -> Token:
        return self._tokens[place] if 0 <= place < len(self._tokens) else _NOTHING


def _merge_second_name(items: list[Item]) -> None:
    """Make one month of «نوفمبر/تشرين الثاني», «نوفمبر - تشرين الثاني» or «نوفمبر (تشرين الثاني»."""
    if len(items) > 2 and items[-2].kind in "/(-":
        first, second = items[-3], items[-1]
        if (first.kind, first.value) == ("M", second.value):
            items[-3:] = [first._replace(end=second.end)]
