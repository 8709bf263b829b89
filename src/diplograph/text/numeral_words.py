"""What single words of a text mean as parts of a number, and how «and» and hyphens join them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from diplograph.text.arabic import fold
from diplograph.text.number_words import LEXICON, PERCENT, UNITS, Numeral
from diplograph.text.tokens import Token, tokenize

_HUNDREDTHS = frozenset(("الميه", "المايه", "ميه", "مايه"))
_HUNDRED = Decimal(100)
_TANWEEN = "\u064b"
_END = Token("\n", -1, -1)


SCALES: Final = frozenset(("scale", "scales", "either"))
"""The kinds of words that multiply the number before them."""


class NumeralWords:
    """The words of a text as parts of numbers.

    Attributes:
        folded: The text, folded.
        tokens: Its tokens.
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self.folded = fold(text)
        self.tokens = tokenize(self.folded)
        self._arabic = language == "ar"
        self._lexicon = LEXICON[language]
        self._percent = PERCENT[language]
        self._units = UNITS[language]

    def is_percent(self, place: int) -> bool:
        """Whether a sign or words for per cent start at a token."""
        first, second = self._at(place).text, self._at(place + 1).text
        if first in ("%", *self._percent):
            return True
        return (first, second) == ("per", "cent") or (first == "في" and second in _HUNDREDTHS)

    def _at(self, place: int) -> Token:
        return self.tokens[place] if 0 <= place < len(self.tokens) else _END

    def _numeral(self, place: int) -> Numeral | None:
        token = self._at(place)
        numeral = self._lexicon.get(token.text)
        if numeral is None or not self._arabic:
            return numeral
        if token.text in _HUNDREDTHS and self._at(place - 1).text == "في":
            return None  # per cent
        if numeral.kind == "either":  # «ألفاً» is one thousand, «ألفا» two
            start, end = self.folded.span(token.start, token.end)
            is_one = _TANWEEN in self._text[start:end] or self._has_part_added(place)
            return numeral._replace(kind="scale") if is_one else numeral
        return numeral

    def _has_part_added(self, place: int) -> bool:
        """Return whether «and» and a part follow: no dual, which a noun would follow."""
        joint = self._joint(place + 1)
        return joint is not None and self._kind(joint) == "part"

    def _kind(self, place: int) -> str:
        numeral = self._numeral(place)
        return numeral.kind if numeral else ""

    def _bare(self, place: int, *kinds: str) -> Numeral | None:
        """Return the numeral at a token if it is of one of the kinds and has no «and» written onto it."""
        numeral = self._numeral(place)
        return numeral if numeral and numeral.kind in kinds and numeral.bare else None

    def _is_hundred(self, place: int) -> bool:
        numeral = self._bare(place, "hundred", "scales")
        return numeral is not None and numeral.value == _HUNDRED

    def _joint(self, place: int) -> int | None:
        """Return the token after «and», or the one that it is written onto."""
        if not self._arabic:
            return place + 1 if self._at(place).text == "and" else None
        if self._at(place).text == "و":
            following = self._numeral(place + 1)
            return place + 1 if following is None or following.bare else None
        numeral = self._numeral(place)
        if self._at(place).text == "واحد":  # «وأحد عشر» folds like «واحد»
            following = self._numeral(place + 1)
            return place if following and following.kind in ("ten", "tens") else None
        return place if numeral and numeral.joined else None

    def _hyphen(self, place: int) -> int:
        """Count the hyphen of an English numeral: 1 or 0."""
        sign = self._at(place)
        touching = self._at(place - 1).end == sign.start and sign.end == self._at(place + 1).start
        return int(not self._arabic and sign.text == "-" and touching)

    def _measures(self, place: int) -> bool:
        """Whether what stands at a token is measured by the figure before it."""
        return self.is_percent(place) or self._kind(place) in SCALES or self._at(place).text in self._units
