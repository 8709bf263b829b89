"""The parts that dates are made of, read from tokens: days, months, years and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from diplograph.text.arabic import Folded, fold
from diplograph.text.calendar_words import CALENDAR, NOT_BEFORE_YEAR, CalendarWord
from diplograph.text.eras import follows_other_era, other_era, years_of_other_eras
from diplograph.text.number_words import CURRENCY_SIGNS, LEXICON, PERCENT, UNITS, Numeral
from diplograph.text.ordinals import ORDINAL_WORDS, read_ordinals
from diplograph.text.tokens import PARTICLES, Token, tokenize
from diplograph.text.written_years import YearReader

_NUMERIC = re.compile(
    r"(?:(?<![0-9a-z/.-])|(?<=-[0-9]{2}/))(?:"
    r"(?P<y1>[12][0-9]{3})(?P<s1>[-.]| ?[/\\] ?)(?P<m1>[0-9]{1,2})(?P=s1)(?P<d1>[0-9]{1,2})"
    r"|(?P<a>[0-9]{1,2})(?P<s2>[-.]| ?[/\\] ?)(?P<b>[0-9]{1,2})(?P=s2)(?P<y2>[12][0-9]{3})"
    r"|(?P<y3>[12][0-9]{3})[-/](?P<c>[0-9]{1,2})"
    r"|(?P<m4>[0-9]{1,2})/(?P<y4>[12][0-9]{3})"
    r")(?![0-9a-z]|[/.-][0-9](?![0-9]{3}-))"
)
_SIGNS = {sign: sign for sign in "-/,.()"} | {"،": ","}
_POINTS = frozenset(".٫ر")
_COMMAS = frozenset(",،٬")
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_SCALES = frozenset(("scale", "scales", "either", "hundred"))
_COMMON_ERA = frozenset(("م", "ad", "ce"))
_COMPARED = frozenset(("اكثر", "اقل", "ازيد"))
_BEFORE_YEARS = ("y", "M", "D,", "M,", "v", "l", "k", "s")
_SHARES: Final = {"q": (3, 4), "h": (6, 2)}  # Q1 and H1: the months of each, and how many a year has
_CHECKED: Final = frozenset(("fall", "on"))  # what follows decides whether they belong to a date
_NTH: Final = frozenset("WDC")  # what the name of an era may follow: the third century AH
_NOTHING = Token("\n", -1, -1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, a month or a year, of which larger units may be missing; or a decade or century.

    Attributes:
        year: The year, or None; of a decade or century, its first in digits, such as 1980 or 1800.
        month: The month 1 to 12, the season 21 to 24, or None.
        day: The day 1 to 31, or None.
        open_digits: How many last digits of the year are open: of a decade 1, of a century 2.
        approximate: Whether the text says "about".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    open_digits: int = 0
    approximate: bool = False


class Item(NamedTuple):
    """A part of a date.

    Attributes:
        kind: A kind of `calendar_words.CalendarWord`; ``D`` a day in digits, ``W`` an ordinal in words;
            ``Y`` a year; ``Z`` a decade; ``K`` a quarter or half such as Q1; ``N`` a date in digits alone;
            ``P`` a year with one or two more digits, such as 2007/08; ``V`` a month in digits with its
            year, such as 9/2007; ``h`` a year or date of another era, ``E`` another era alone; a sign;
            ``#`` a word or figure of a number; ``x`` anything else, whose place nobody asks for.
        start: Its first place in the folded text.
        end: The place after its last.
        value: Its number; of ``P`` the year and the digits as one; of ``V`` the year and the month; of ``K``
            the months of such a part, and which it is.
        readings: Of ``N``, the date with the day first, and with the month first; None if there is none.
        last: Of ``P``, the year that the further digits stand for.
    """

    kind: str
    start: int
    end: int
    value: int = 0
    readings: tuple[Calendar | None, Calendar | None] = (None, None)
    last: int = 0


_OTHER = Item("x", 0, 0)
_STARTS = {
    language: frozenset().union(
        CALENDAR[language], ORDINAL_WORDS[language], LEXICON[language], _SIGNS, _SHARES
    )
    for language in CALENDAR
}
_PLAIN = {
    language: {
        word: phrases[0][1]
        for word, phrases in CALENDAR[language].items()
        if [rest for rest, _ in phrases] == [()]
        and word not in ORDINAL_WORDS[language] | LEXICON[language].keys() | _SHARES.keys() | _CHECKED
    }
    for language in CALENDAR
}
"""Words that mean the same in a date whatever stands around them."""

_MEASURES = {language: UNITS[language] | PERCENT[language] | {"%"} for language in CALENDAR}


def read_items(text: str, language: str) -> list[Item]:
    """Read the parts of dates in a text; what is no part of a date becomes ``x``."""
    folded = fold(text)
    tokens = tokenize(folded)
    reader = _ItemReader(text, folded, tokens, language)
    items, plain, starts = reader.items, _PLAIN[language], _STARTS[language]
    place = 0
    while place < len(tokens):
        word = tokens[place].text
        if items and items[-1].kind in _NTH:
            place = reader.read(place)
        elif meaning := plain.get(word):
            reader.add(meaning, tokens[place].start, tokens[place].end)
            place += 1
        elif word in starts or "0" <= word[0] <= "9":
            place = reader.read(place)
        else:
            items.append(_OTHER)
            place += 1
    kinds = "".join(item.kind for item in items)
    for place in years_of_other_eras(kinds, [item.value for item in items]):
        items[place] = items[place]._replace(kind="h")
    return items


def read_numeric_dates(text: str) -> Iterator[tuple[Calendar | None, Calendar | None]]:
    """Read the dates that a text writes in digits alone: each with the day and the month first."""
    return (_numeric(match).readings for match in _NUMERIC.finditer(fold(text).text))


class _ItemReader:
    """Reads items from tokens.

    Attributes:
        items: What has been read.
    """

    def __init__(self, text: str, folded: Folded, tokens: Sequence[Token], language: str) -> None:
        self.items: list[Item] = []
        self._tokens = tokens
        self._calendar = CALENDAR[language]
        self._not_before_year = NOT_BEFORE_YEAR[language]
        self._lexicon = LEXICON[language]
        self._measures = _MEASURES[language]
        self._folded = folded
        self._ordinals = {found.start: found for found in read_ordinals(tokens, language)}
        self._years = YearReader(text, language)

    def read(self, place: int) -> int:
        """Add what starts at a token, and return the token after it."""
        token = self._tokens[place]
        if token.is_digits:
            match = _NUMERIC.match(self._folded.text, token.start)
            return self._whole(place, match) if match else self._digits(place)
        if token.is_word and self.items and self.items[-1].kind in _NTH:
            era = other_era(self._tokens, place, 0)
            if era > place:
                self._add(Item("E", token.start, self._end(era)))
                return era
        numeral = self._lexicon.get(token.text)
        if numeral and numeral.kind != "article" and (after := self._written_year(place, numeral)):
            return after
        if ordinal := self._ordinals.get(place):
            item = Item("W", token.start, self._end(ordinal.end), ordinal.value)
            self._add(item, joined=token.text.startswith("و"))
            return ordinal.end
        return self._words(place)

    def add(self, meaning: CalendarWord, start: int, end: int) -> None:
        """Add a word, or a few with one meaning."""
        self._add(Item(meaning.kind, start, end, meaning.value), joined=meaning.joined)
        if meaning.kind == "M":
            _merge_second_name(self.items)

    def _add(self, item: Item, *, joined: bool = False) -> None:
        """Add an item; with «and» written onto it, that one first."""
        if joined:
            self.items.append(Item("a", item.start, item.start + 1))
            item = item._replace(start=item.start + 1)
        self.items.append(item)

    def _whole(self, place: int, match: re.Match[str]) -> int:
        """Read a date in digits alone."""
        while place < len(self._tokens) and self._tokens[place].start < match.end():
            place += 1
        item = _numeric(match)
        year = next(int(match[name]) for name in ("y1", "y2", "y3", "y4") if match[name])
        end = other_era(self._tokens, place, year)
        self._add(Item("h", item.start, self._end(end)) if end > place else item)
        return end

    def _words(self, place: int) -> int:
        """Read a word, a few words with one meaning, or a sign."""
        token = self._tokens[place]
        for rest, meaning in self._calendar.get(token.text, ()):
            end = place + 1 + len(rest)
            is_here = not rest or all(self._at(place + 1 + at).text == word for at, word in enumerate(rest))
            if is_here and self._fits(place, end, meaning.kind):
                self.add(meaning, token.start, self._end(end))
                return end
        sign = _SIGNS.get(token.text)
        share = _SHARES.get(token.text)
        number = self._at(place + 1)
        if share and number.is_digits and number.start == token.end and 1 <= int(number.text[:2]) <= share[1]:
            self._add(Item("K", token.start, number.end, share[0] * 10 + int(number.text[:2])))
            return place + 2
        if sign:
            self.items.append(Item(sign, token.start, token.end))
            return place + 1
        return self._skip(place)

    def _fits(self, place: int, end: int, kind: str) -> bool:
        """Whether what follows lets the English words fall and on belong to a date."""
        word, following = self._tokens[place].text, self._at(end)
        if word == "fall" and kind == "M":
            year = self._at(end + 1) if following.text == "of" else following
            return year.is_digits
        if (
            word == "on"
            and kind == "n"
            and self.items
            and self.items[-1].kind == "Y"
            and not following.is_word
        ):
            self.items.append(Item("w", self._tokens[place].start, self._tokens[place].end))  # from 1999 on
        return True

    def _written_year(self, place: int, numeral: Numeral) -> int:
        """Add a year or decade in words, and return the token after it; 0 if there is none."""
        token = self._tokens[place]
        following = self._calendar.get(self._at(place + 1).text, ())
        is_decade = following and following[0][1].kind == "G"  # the nineteen eighties
        if is_decade and numeral.kind in ("ten", "teen"):
            year = int(numeral.value) * 100 + following[0][1].value
            self._add(Item("Z", token.start, self._end(place + 2), year))
            return place + 2
        kinds = "".join(item.kind for item in self.items[-2:])
        found = self._years.read(place, dated=kinds.endswith(("y", "M", "M,", "MD", "MW", "D,", "W,")))
        if found is None:
            return 0
        year, end, joined = found
        after = other_era(self._tokens, end, year)
        if after == end and self._is_measure(self._at(end)):
            return 0
        self._add(Item("h" if after > end else "Y", token.start, self._end(after), year), joined=joined)
        return after

    def _digits(self, place: int) -> int:
        """Read a day, a year or a decade, with what is written onto it."""
        token, after = self._tokens[place], self._at(place + 1)
        then = self._at(place + 2)
        is_possessive = after.text == "'" and after.start == token.end and then.start == after.end
        if is_possessive and then.text == "s":  # the 1980's
            after = Token(then.text, token.end, then.end)
        glued = after.text if after.start == token.end and after.is_word else ""
        if after.text in _SUFFIXES and after.start == token.end + 1:  # 5 th
            glued = after.text
        month = any(meaning.kind == "M" for _, meaning in self._calendar.get(glued, ()))
        value = int(token.text) if len(token.text) <= 4 else 0
        era = other_era(self._tokens, place + 1, value) if value > 31 else place + 1
        if self._in_a_number(place):
            return self._skip(place)
        if era > place + 1 or (value > 31 and follows_other_era(self._tokens, place, value)):
            self._add(Item("h", token.start, self._end(era), value))
            return era
        if len(token.text) <= 2 and 1 <= value <= 31 and (glued in _SUFFIXES or not glued or month):
            kind = "D"
        elif 1000 <= value <= 2999 and glued == "s" and value % 10 == 0:
            kind = "Z"
        elif 1000 <= value <= 2999 and glued in ("", *_COMMON_ERA) and self._is_year(place):
            kind = "Y"
        else:
            return self._skip(place)
        last = place + (glued != "" and not month) + (kind == "Z" and is_possessive)
        self._add(Item(kind, token.start, self._tokens[last].end, value))
        return last + 1

    def _skip(self, place: int) -> int:
        """Add a word or figure that is no part of a date; that of a number keeps its place: ten days."""
        token = self._tokens[place]
        counts = token.is_digits or token.text in self._lexicon
        self.items.append(Item("#", token.start, token.end) if counts else _OTHER)
        return place + 1

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
            if before.is_word and before.text not in PARTICLES and before.text not in self._calendar:
                return True
        if not (after.start == token.end and after.end == then.start and then.is_digits):
            return False
        return after.text in _POINTS or (after.text in _COMMAS and len(then.text) == 3)

    def _is_year(self, place: int) -> bool:
        """Whether what stands around four digits lets them be a year."""
        after = self._at(place + 1)
        kinds = "".join(item.kind for item in self.items[-2:])
        if kinds.endswith(_BEFORE_YEARS):
            return True
        before = self._at(place - 1).text
        before = self._at(place - 2).text if before == "." else before
        if before in CURRENCY_SIGNS or before in self._not_before_year:
            return False
        if before == "من" and self._at(place - 2).text in _COMPARED:
            return False
        if after.text == "-" and self._at(place + 2).is_digits:
            after = self._at(place + 3)  # 1500-2000 tonnes
        return not self._is_measure(after)

    def _is_measure(self, token: Token) -> bool:
        """Whether a token says that the figure before it counts or measures something."""
        numeral = self._lexicon.get(token.text)
        return token.text in self._measures or (numeral is not None and numeral.kind in _SCALES)

    def _end(self, place: int) -> int:
        """Return where the token before a place ends."""
        return self._tokens[place - 1].end

    def _at(self, place: int) -> Token:
        return self._tokens[place] if 0 <= place < len(self._tokens) else _NOTHING


def _numeric(match: re.Match[str]) -> Item:
    """Read a date in digits alone."""
    if match["y3"]:
        digits = match["c"]
        year = int(match["y3"])
        last = int(match["y3"][: -len(digits)] + digits) + (100 if digits == "00" else 0)
        return Item("P", *match.span(), year * 100 + int(digits), last=last)
    if match["y4"]:
        return Item("V", *match.span(), int(match["y4"]) * 100 + int(match["m4"]))
    if match["y1"]:
        only = Calendar(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        return Item("N", *match.span(), 0, (only, only))
    year, first, second = int(match["y2"]), int(match["a"]), int(match["b"])
    day_first, month_first = Calendar(year, second, first), Calendar(year, first, second)
    return Item("N", *match.span(), 0, (day_first, month_first))


def _merge_second_name(items: list[Item]) -> None:
    """Make one month of «نوفمبر/تشرين الثاني», «نوفمبر - تشرين الثاني» or «نوفمبر (تشرين الثاني»."""
    between = 1 if len(items) > 2 and items[-2].kind in "/(-," else 0
    if len(items) > 1 + between:
        first, second = items[-2 - between], items[-1]
        if (first.kind, first.value) == ("M", second.value):
            items[-2 - between :] = [first._replace(end=second.end)]
