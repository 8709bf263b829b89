"""Ordinals that a text states: «الثانية», «الحادي عشر», "first", "21st"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.tokens import Token, tokenize, with_particles

_UNITS_AR = {
    1: "أول أولى",
    2: "ثاني ثان ثانية",
    3: "ثالث ثالثة",
    4: "رابع رابعة",
    5: "خامس خامسة",
    6: "سادس سادسة",
    7: "سابع سابعة",
    8: "ثامن ثامنة",
    9: "تاسع تاسعة",
    10: "عاشر عاشرة",
}
_TENS_AR = "عشر ثلاث أربع خمس ست سبع ثمان تسع"
_UNITS_EN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS_EN = "twent thirt fort fift sixt sevent eight ninet"


def _spread(table: dict[int, str]) -> dict[str, int]:
    """Turn a table of spellings around, with particles."""
    return with_particles(
        {word: value for value, words in table.items() for word in fold(words).text.split()}
    )


_UNITS = _spread(_UNITS_AR)
_ELEVENTH = _spread({1: "حادي حادية"})  # only in compounds
_TEEN_MARKS = frozenset(fold("عشر عشرة").text.split())
_TENS = _spread(
    {20 + 10 * place: f"ال{stem}ون ال{stem}ين" for place, stem in enumerate(fold(_TENS_AR).text.split())}
)
_MONTHS = frozenset(fold("كانون تشرين ربيع جمادى وكانون وتشرين بكانون بتشرين لكانون لتشرين").text.split())
_ENGLISH = {word: value for value, word in enumerate(_UNITS_EN.split(), 1)} | {
    f"{stem}ieth": 20 + 10 * place for place, stem in enumerate(_TENS_EN.split())
}
_ENGLISH_TENS = {f"{stem}y": 20 + 10 * place for place, stem in enumerate(_TENS_EN.split())}
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
ORDINAL_WORDS = {
    "ar": frozenset({**_UNITS, **_ELEVENTH, **_TENS}),
    "en": frozenset({**_ENGLISH, **_ENGLISH_TENS}),
}
"""The words that an ordinal may start with, folded, by language."""


@dataclass(frozen=True, slots=True)
class OrdinalMention:
    """An ordinal where a text states it.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        value: Its number.
    """

    start: int
    end: int
    value: int


class OrdinalTokens(NamedTuple):
    """An ordinal in tokens: its first, the one after its last, and its number."""

    start: int
    end: int
    value: int


def find_ordinals(text: str, language: str) -> list[OrdinalMention]:
    """Find the ordinals that a text states, up to the ninety-ninth in words.

    The second words of month names, such as «تشرين الثاني», are none. Days of dates («الأول من مايو»,
    "1st May") and the unit of time ("a second") cannot be told apart here and are given.

    Args:
        text: The text, in Unicode NFC.
        language: ``ar`` or ``en``.

    Returns:
        The ordinals in their order.

    Example:
        >>> [mention.value for mention in find_ordinals("الدورة الحادية عشرة، المؤتمر الثاني", "ar")]
        [11, 2]
    """
    folded = fold(text)
    tokens = tokenize(folded)
    return [
        OrdinalMention(*folded.span(tokens[start].start, tokens[end - 1].end), value)
        for start, end, value in read_ordinals(tokens, language)
    ]


def read_ordinals(tokens: Sequence[Token], language: str) -> Iterator[OrdinalTokens]:
    """Find ordinals among tokens, as `find_ordinals`."""
    read, words = _arabic if language == "ar" else _english, ORDINAL_WORDS[language]
    end = 0
    for place, (text, _, _) in enumerate(tokens):
        if (text in words or "0" <= text[0] <= "9") and place >= end:
            found = read(tokens, place)
            if found:
                yield found
                end = found.end


def _arabic(tokens: Sequence[Token], place: int) -> OrdinalTokens | None:
    """Read an Arabic ordinal that starts at a token."""
    word = tokens[place].text
    unit = _UNITS.get(word) or _ELEVENTH.get(word)
    if unit is None:
        tens = _TENS.get(word)
        return OrdinalTokens(place, place + 1, tens) if tens else None
    if place and tokens[place - 1].text in _MONTHS:
        return None
    following = [token.text for token in tokens[place + 1 : place + 3]]
    if following and following[0] in _TEEN_MARKS and unit < 10:
        return OrdinalTokens(place, place + 2, unit + 10)
    if following and following[0].startswith("وال") and following[0] in _TENS:
        return OrdinalTokens(place, place + 2, unit + _TENS[following[0]])
    if len(following) == 2 and following[0] == "و" and following[1] in _TENS:
        return OrdinalTokens(place, place + 3, unit + _TENS[following[1]])
    return None if word in _ELEVENTH else OrdinalTokens(place, place + 1, unit)


def _english(tokens: Sequence[Token], place: int) -> OrdinalTokens | None:
    """Read an English ordinal that starts at a token."""
    token = tokens[place]
    following = tokens[place + 1 : place + 3]
    if token.is_digits:
        suffixed = following and following[0].text in _SUFFIXES and following[0].start == token.end
        return OrdinalTokens(place, place + 2, int(token.text)) if suffixed and len(token.text) < 5 else None
    if token.text in _ENGLISH:
        return OrdinalTokens(place, place + 1, _ENGLISH[token.text])
    tens = _ENGLISH_TENS.get(token.text)
    if tens is None or not following:
        return None
    width = 2 if following[0].text == "-" else 1
    unit = _ENGLISH.get(following[width - 1].text, 10) if len(following) >= width else 10
    return OrdinalTokens(place, place + 1 + width, tens + unit) if unit < 10 else None
