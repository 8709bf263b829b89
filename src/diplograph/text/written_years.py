"""Years in words: nineteen ninety-one, two thousand and six, «ألفين وستة»."""

from __future__ import annotations

from typing import Final, NamedTuple

from diplograph.text.numerals import NumberReader

_FIRST: Final = 1000
_LAST: Final = 2999
_OF_TIME: Final = frozenset(
    ("in", "since", "until", "till", "by", "before", "after", "from", "during", "circa", "about", "around")
)
_AFTER_YEAR: Final = frozenset(
    (
        *("and", "or", "the", "a", "an", "when", "was", "were", "is", "to", "until", "at", "on", "under"),
        *("he", "she", "it", "they", "its", "his", "her", "their"),
    )
)
_NO_TENS: Final = frozenset(("oh", "o", "nought"))


class WrittenYear(NamedTuple):
    """A year in words: its number, the token after it, and whether «and» is written onto its first word."""

    value: int
    end: int
    joined: bool


class YearReader:
    """Reads years in words.

    Args:
        text: The text.
        language: ``ar`` or ``en``.
    """

    def __init__(self, text: str, language: str) -> None:
        self._numbers = NumberReader(text, language)
        self._read = self._arabic if language == "ar" else self._english
        self._after_last = -1  # the token after the last year read

    def read(self, place: int, *, dated: bool) -> WrittenYear | None:
        """Read a year that starts at a token.

        Args:
            place: The token.
            dated: Whether the word for year, or a month, stands before it.

        Returns:
            The year; None where the words may as well be a number of something.
        """
        found = self._read(place, dated)
        if found is None or not _FIRST <= found.value <= _LAST:
            return None
        self._after_last = found.end
        return found

    def _arabic(self, place: int, dated: bool) -> WrittenYear | None:
        """Read «ألفين وستة» or «ستة وألفين» after the word for year or a month, or joined to such a year."""
        joined = self._numbers.is_joined(place)
        if not dated and not (joined and place == self._after_last):
            return None
        term = self._numbers.read(place)
        if term is not None and term.value < _FIRST:
            term = self._numbers.read_ascending(term)
        if term is None or term.value != int(term.value):
            return None
        return WrittenYear(int(term.value), term.end, joined)

    def _english(self, place: int, dated: bool) -> WrittenYear | None:
        """Read "nineteen ninety-one", and where a year may stand "two thousand and six"."""
        pair = self._pair(place, dated)
        if pair is not None:
            return pair
        term = self._numbers.read(place)
        if term is None or term.value != int(term.value):
            return None
        tokens = self._numbers.tokens
        before = tokens[place - 1].text if place else ""
        after = tokens[term.end] if term.end < len(tokens) else None
        closed = after is None or not after.is_word or after.text in _AFTER_YEAR
        if not dated and not (before in _OF_TIME and closed):
            return None
        return WrittenYear(int(term.value), term.end, joined=False)

    def _pair(self, place: int, dated: bool) -> WrittenYear | None:
        """Read two numbers below 100 side by side: nineteen ninety-one, nineteen oh five.

        Where no month stands before them, they are a year of the sixteenth to twenty-first century.
        """
        century = self._numbers.read_below_hundred(place)
        if century is None or not (10 if dated else 15) <= century.value <= 20:
            return None
        tokens = self._numbers.tokens
        end = century.end
        end += end < len(tokens) and tokens[end].text == "-"
        rest = self._numbers.read_below_hundred(end)
        if rest is not None and 10 <= rest.value <= 99:
            return WrittenYear(int(century.value * 100 + rest.value), rest.end, joined=False)
        if end < len(tokens) and tokens[end].text in _NO_TENS:
            end += 1
            end += end < len(tokens) and tokens[end].text == "-"
            rest = self._numbers.read_below_hundred(end)
            if rest is not None and 1 <= rest.value <= 9:
                return WrittenYear(int(century.value * 100 + rest.value), rest.end, joined=False)
        return None
