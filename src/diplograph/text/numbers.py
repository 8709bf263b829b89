"""Numbers that a text states, in digits or words, with their scale, hedges and unit.

`find_numbers` knows nothing of dates: the day and year of a date are given too. A caller that looks for
quantities leaves out those inside the spans of `diplograph.text.dates.find_dates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from diplograph.text.hedges import find_hedges
from diplograph.text.number_words import CURRENCY_SIGNS
from diplograph.text.numerals import NumberReader
from diplograph.text.ordinals import OrdinalMention, find_ordinals
from diplograph.text.tokens import PARTICLES

__all__ = ["NumberMention", "OrdinalMention", "find_numbers", "find_ordinals"]

_NO_UNITS = PARTICLES | {"and", "or", "to"}


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
    """

    start: int
    end: int
    value: Decimal
    hedges: frozenset[str] = frozenset()
    unit_hint: str | None = None
    dual: bool = False


def find_numbers(text: str, language: str) -> list[NumberMention]:
    """Find the numbers that a text states.

    Args:
        text: The text, in Unicode NFC.
        language: ``ar`` or ``en``.

    Returns:
        The numbers in their order, none inside another. Plural scales without a number («آلاف», "millions")
        state none; nor do digits that belong to a name, such as those of G20.

    Example:
        >>> [mention] = find_numbers("يسكنها نحو 3 ملايين و400 ألف نسمة", "ar")
        >>> mention.value, mention.hedges, mention.unit_hint
        (Decimal('3400000'), frozenset({'approximately'}), 'نسمة')
        >>> [int(mention.value) for mention in find_numbers("twenty-three of 8.1 million", "en")]
        [23, 8100000]
    """
    reader = NumberReader(text, language)
    tokens = reader.tokens
    found = []
    end = 0
    for place, token in enumerate(tokens):
        if place < end or not reader.may_start(token):
            continue
        term = reader.read(place)
        if term is not None:
            found.append((place, term.end, term.value))
        end = term.end if term is not None else reader.past(place)
    hedges = find_hedges(tokens, [(start, end) for start, end, _ in found], language)
    return [
        NumberMention(
            *reader.folded.span(tokens[start].start, tokens[end - 1].end),
            value,
            hedge,
            _unit_hint(text, reader, start, end),
            reader.is_pair(start),
        )
        for (start, end, value), hedge in zip(found, hedges, strict=True)
    ]


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
