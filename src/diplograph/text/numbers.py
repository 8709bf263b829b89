"""Numbers that a text states, in digits or words, with their scale, hedges and unit.

The day and the year of a date are none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from diplograph.text.arabic import fold
from diplograph.text.dates import date_places
from diplograph.text.hedges import find_hedges
from diplograph.text.number_words import CURRENCY_SIGNS
from diplograph.text.numerals import NumberReader
from diplograph.text.ordinals import OrdinalMention, find_ordinals
from diplograph.text.parts import Term
from diplograph.text.spans import Span, Spans
from diplograph.text.tokens import PARTICLES

__all__ = ["NumberMention", "OrdinalMention", "find_numbers", "find_ordinals"]

_NO_UNITS = PARTICLES | {"and", "or", "to"}
_TO: Final = frozenset(("-", "to", "or", *fold("إلى أو حتى").text.split()))
_BETWEEN: Final = frozenset(("between", *fold("بين وبين").text.split()))
_THOUSAND: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number where a text states it.

    Attributes:
        start: Its first code point; particles written onto digits are left out.
        end: The code point after its last.
        value: The number.
        hedges: What qualifies it, as `diplograph.text.hedges.find_hedges`.
        unit_hint: The sign of currency or per cent at it, or else the word after it as the text has it.
        dual: Whether it is the dual of a countable noun, such as «رحلتين», which means two by its ending.
        hedged_at: Where the words of its hedges stand.
    """

    start: int
    end: int
    value: Decimal
    hedges: frozenset[str] = frozenset()
    unit_hint: str | None = None
    dual: bool = False
    hedged_at: tuple[tuple[int, int], ...] = ()


def find_numbers(text: str, language: str) -> list[NumberMention]:
    """Find the numbers that a text states.

    Args:
        text: The text, in Unicode NFC.
        language: ``ar`` or ``en``.

    Returns:
        The numbers in their order, none inside another, and none that is a day or a year of a date. Of a
        range such as 3 to 5 million both ends are given with their scale. Plural scales without a number
        («آلاف», "millions") state none; nor do parts that no decimal number is (two-thirds), nor digits
        that belong to a name, such as those of G20.

    Example:
        >>> [mention] = find_numbers("يسكنها نحو 3 ملايين و400 ألف نسمة", "ar")
        >>> mention.value, mention.hedges, mention.unit_hint
        (Decimal('3400000'), frozenset({'approximately'}), 'نسمة')
        >>> [int(mention.value) for mention in find_numbers("twenty-three of 8.1 million", "en")]
        [23, 8100000]
    """
    reader = NumberReader(text, language)
    found = _without_dates(reader, date_places(text, language))
    ranges = _ranges(reader, found)
    hedges = find_hedges(reader.tokens, [(place, term.end) for place, term in found], language)
    mentions = []
    for at, (place, term) in enumerate(found):
        hint = _unit_hint(text, reader, *((place, term.end) if at not in ranges else _place(found[at + 1])))
        words = hedges[at]
        if at - 1 in ranges and "approximately" in hedges[at - 1]:
            words = {"approximately": hedges[at - 1]["approximately"], **words}
        mentions.append(
            NumberMention(
                *_span(reader, place, term.end),
                term.value * ranges.get(at, 1),
                frozenset(words),
                hint,
                reader.is_pair(place),
                tuple(_span(reader, *one) for one in words.values()),
            )
        )
    return mentions


def has_numerals(text: str, language: str, dates: Iterable[Span]) -> bool:
    """Return whether digits or words of numbers stand outside some dates; quicker than to read them.

    Args:
        text: The text, in Unicode NFC.
        language: ``ar`` or ``en``.
        dates: First code point and the one after the last of each date.

    Example:
        >>> has_numerals("Visit of 1950", "en", [(9, 13)]), has_numerals("Two visits, 1950", "en", [(12, 16)])
        (False, True)
    """
    reader, taken = NumberReader(text, language), Spans(dates)
    places = (reader.folded.offsets[reader.tokens[place].start] for place in reader.starts())
    return any(not taken.overlap(place, place + 1) for place in places)


def _place(found: tuple[int, Term]) -> tuple[int, int]:
    return found[0], found[1].end


def _without_dates(reader: NumberReader, dates: list[tuple[int, int]]) -> list[tuple[int, Term]]:
    """Read the numbers of a text outside its dates: the first token of each, and what was read there."""
    found = []
    end = date = 0
    for place in reader.starts():
        start = reader.tokens[place].start
        while date < len(dates) and dates[date][1] <= start:
            date += 1
        if place < end or (date < len(dates) and dates[date][0] <= start):
            continue
        term = reader.read(place)
        if term is not None:
            found.append((place, term))
        end = term.end if term is not None else reader.past(place)
    return found


def _ranges(reader: NumberReader, found: list[tuple[int, Term]]) -> dict[int, Decimal]:
    """Find ranges, such as 3 to 5 million: the first number of each, and by what the second scales it."""
    ranges = {}
    for at, ((start, one), (place, other)) in enumerate(pairwise(found)):
        if not _is_range(reader, start, one.end, place):
            continue
        factor = reader.shared_factor(place, other)
        smaller = one.scale == 1 and one.value < min(_THOUSAND, other.value / factor)
        ranges[at] = factor if smaller else Decimal(1)
    return ranges


def _is_range(reader: NumberReader, start: int, end: int, place: int) -> bool:
    """Return whether what stands between two numbers makes them the ends of a range."""
    texts = [token.text for token in reader.tokens[end:place] if token.text not in CURRENCY_SIGNS]
    if len(texts) == 1 and texts[0] in _TO:
        return True
    if not (texts == [] and reader.is_joined(place)) and texts not in (["and"], ["و"]):
        return False
    before = reader.tokens[max(0, start - 2) : start]
    words = [token.text for token in before if token.text not in CURRENCY_SIGNS]
    return bool(words) and words[-1] in _BETWEEN


def _span(reader: NumberReader, start: int, end: int) -> tuple[int, int]:
    """Return where a stretch of tokens stands in the text."""
    return reader.folded.span(reader.tokens[start].start, reader.tokens[end - 1].end)


def _unit_hint(text: str, reader: NumberReader, start: int, end: int) -> str | None:
    """Say what stands at a number as its unit; of a dual, the noun itself."""
    tokens = reader.tokens
    if start and tokens[start - 1].text in CURRENCY_SIGNS:
        return tokens[start - 1].text
    if reader.is_percent(end):
        return "%"
    place = start if reader.is_pair(start) else end
    if place >= len(tokens) or tokens[place].text in _NO_UNITS:
        return None
    if tokens[place].is_word or tokens[place].text in CURRENCY_SIGNS:
        first, last = reader.folded.span(tokens[place].start, tokens[place].end)
        return text[first:last]
    return None
