"""The grammar of numbers: how digits and words of Arabic and English compose into one value.

A number is a sum of terms of falling scale; a term is a group below 1000, or a figure, times its scales::

    2 مليون و700 ألف      2 × 1 000 000 + 700 × 1 000
    ألف ومئتان وخمسون     1 000 + (200 + 50)
    two million and five  2 × 1 000 000 + 5
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.digits import chain_end, read_figure
from diplograph.text.number_words import (
    CURRENCY_SIGNS,
    FRACTIONS,
    GLUED_SCALES,
    LEXICON,
    PERCENT,
    UNITS,
    Numeral,
)
from diplograph.text.tokens import Token, tokenize

_NOTHING, _ONE, _HUNDRED, _THOUSAND = Decimal(0), Decimal(1), Decimal(100), Decimal(1000)
_DENOMINATORS = frozenset(("2", "4", "5", "8"))
_HUNDREDTHS = frozenset(("الميه", "المايه", "ميه", "مايه"))
_SCALES = frozenset(("scale", "scales", "either"))
_ASCENDING = frozenset(("hundred", "hundreds", "scale", "dual"))
_TANWEEN = "\u064b"
_END = Token("\n", -1, -1)


class Term(NamedTuple):
    """A number, or a part of one: its value, the smallest scale in it, and the token after it."""

    value: Decimal
    scale: Decimal
    end: int


class NumberReader:
    """Reads the numbers of a text. Methods give what starts at a token, or None.

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

    def may_start(self, token: Token) -> bool:
        """Whether a number may start with a token, which is quicker to tell than to read it."""
        return token.text in self._lexicon or token.is_digits or token.text in FRACTIONS

    def read(self, place: int) -> Term | None:
        """Read a whole number."""
        total = self._term(place)
        while total is not None and total.scale > 1:
            added = self._next_term(total)
            if added is None:
                break
            total = Term(total.value + added.value, added.scale, added.end)
        return total

    def read_below_hundred(self, place: int) -> Term | None:
        """Read an English number below 100 in words."""
        return self._english_below_hundred(place)

    def read_ascending(self, total: Term) -> Term | None:
        """Read on where an Arabic number is said from its units upward: «واحد وتسعين وتسعمئة وألف»."""
        while True:
            joint = self._joint(total.end)
            numeral = self._numeral(joint) if joint is not None else None
            if (
                joint is None
                or numeral is None
                or numeral.kind not in ("hundred", "hundreds", "scale", "dual")
            ):
                return total if total.value >= _THOUSAND else None
            if numeral.value <= total.value:
                return None
            total = Term(total.value + numeral.value, _ONE, joint + 1)

    def is_joined(self, place: int) -> bool:
        """Whether «and» is written onto a token that starts a number."""
        numeral = self._numeral(place)
        return numeral is not None and numeral.joined

    def is_pair(self, place: int) -> bool:
        """Whether a token is the dual of a countable noun."""
        return self._kind(place) == "pair"

    def is_percent(self, place: int) -> bool:
        """Whether a sign or words for per cent start at a token."""
        first, second = self._at(place).text, self._at(place + 1).text
        if first in ("%", *self._percent):
            return True
        return (first, second) == ("per", "cent") or (first == "في" and second in _HUNDREDTHS)

    def past(self, place: int) -> int:
        """Return the token to go on with where no number was read."""
        return chain_end(self.tokens, place) if self.tokens[place].is_digits else place + 1

    # --- Looking.

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

    # --- Sums of terms.

    def _next_term(self, total: Term) -> Term | None:
        """Read the term that is added to those before; it stays below their scale."""
        joint = self._joint(total.end)
        if joint is not None:
            half = self._half_more(total.scale, joint)
            if half:
                return half
        elif self._arabic:
            return None
        comma = joint is None and self._at(total.end).text == ","
        place = total.end + comma if joint is None else joint
        term = self._term(place)
        if term is None or term.value >= total.scale or self.is_pair(place):
            return None
        if self._at(place).is_digits and (term.scale == 1 or comma):
            return term if self._arabic and total.scale == _THOUSAND else None
        if self._arabic or (term.scale > 1 and not comma):
            return term
        fits = not comma if joint is None else term.value < _HUNDRED
        return term if fits or (comma and term.value >= _HUNDRED) else None

    def _half_more(self, scale: Decimal, place: int) -> Term | None:
        """Read what «مليون ونصف» or "a million and a half" adds; the scale may stand once more."""
        place += self._kind(place) == "article"
        part = self._numeral(place)
        if part is None or part.kind != "part":
            return None
        again = self._numeral(place + 1)
        if again is not None and (again.kind != "scale" or again.value != scale or not again.bare):
            return None
        return Term(part.value * scale, _ONE, place + 1 + (again is not None))

    # --- One term.

    def _term(self, place: int) -> Term | None:
        """Read a group or figure with its scales, or a word that holds both."""
        token = self._at(place)
        if token.is_digits:
            return self._figure(place)
        if part := FRACTIONS.get(token.text):
            return self._scaled(Term(part, _ONE, place + 1))
        numeral = self._numeral(place)
        if numeral is None:
            return None
        kind, value, end = numeral.kind, numeral.value, place + 1
        if kind == "pair":
            return Term(value, _ONE, end)
        if kind == "dual" or kind == "either":
            scale = value / 2 if kind == "dual" else value
            return self._scaled(Term(scale * 2, scale, end))
        if kind == "scale" and self._arabic:
            return self._scaled(Term(value, value, end))
        if kind == "part" or (kind == "article" and self._kind(end) == "part"):
            return self._part_of_scale(end if kind == "part" else end + 1)
        if kind == "article":
            return self._one_of_scale(end)
        group = self._arabic_group(place) if self._arabic else self._english_group(place)
        return self._scaled(self._and_a_half(group)) if group else None

    def _figure(self, place: int) -> Term | None:
        """Read digits with their scales."""
        value, end = read_figure(self.tokens, place, self._measures)
        part, end = self._fraction(end)
        if value is None or part is None:
            return None
        value += part
        letter = self._at(end)
        glued = letter.start == self.tokens[end - 1].end or self._at(place - 1).text in CURRENCY_SIGNS
        if glued and letter.text in GLUED_SCALES:
            scale = GLUED_SCALES[letter.text]
            return Term(value * scale, scale, end + 1)
        return self._scaled(self._and_a_half(Term(value, _ONE, end)))

    def _fraction(self, place: int) -> tuple[Decimal | None, int]:
        """Read the fraction after a figure, 2½ or 2 1/2 million, and the token after it; 0 if none."""
        sign = self._at(place).text
        if sign in FRACTIONS:
            return FRACTIONS[sign], place + 1
        part, slash, whole = (self._at(at) for at in range(place, place + 3))
        is_one = part.is_digits and slash.text == "/" and whole.text in _DENOMINATORS
        if is_one and part.end == slash.start and slash.end == whole.start and self._measures(place + 3):
            value = Decimal(part.text) / Decimal(whole.text)
            return (value, place + 3) if value < 1 else (_NOTHING, place)
        return _NOTHING, place

    def _measures(self, place: int) -> bool:
        """Whether what stands at a token is measured by the figure before it."""
        return self.is_percent(place) or self._kind(place) in _SCALES or self._at(place).text in self._units

    def _part_of_scale(self, place: int) -> Term | None:
        """Read the scale of half a million, a quarter of a million, «نصف مليون», after the part."""
        part = self._numeral(place - 1)
        place += self._at(place).text == "of"
        place += self._kind(place) == "article"
        scale = self._bare(place, "scale", "either")
        return Term(part.value * scale.value, _ONE, place + 1) if part and scale else None

    def _one_of_scale(self, place: int) -> Term | None:
        """Read the rest of a million, a hundred and five thousand, after the article."""
        numeral = self._numeral(place)
        if numeral is None or numeral.kind not in ("scale", "hundred"):
            return None
        if numeral.kind == "scale":
            return self._scaled(Term(numeral.value, numeral.value, place + 1))
        return self._scaled(self._and_below_hundred(Term(numeral.value, _ONE, place + 1)))

    def _scaled(self, term: Term) -> Term:
        """Multiply by the scales that follow, each greater than the one before."""
        while True:
            place = term.end + self._hyphen(term.end)
            factor = self._bare(place, *_SCALES)
            if factor is None or factor.value <= term.scale:
                return term
            term = Term(term.value * factor.value, factor.value, place + 1)

    def _and_a_half(self, term: Term) -> Term:
        """Add the half of "two and a half million"."""
        place = term.end
        if self._at(place).text != "and" or self._kind(place + 1) != "article":
            return term
        part = self._numeral(place + 2)
        if part is None or part.kind != "part" or self._kind(place + 3) != "scale":
            return term
        return Term(term.value + part.value, _ONE, place + 3)

    # --- Groups below 1000.

    def _arabic_group(self, place: int) -> Term | None:
        """Read hundreds, then «and» with a number below 100; or that alone."""
        numeral = self._numeral(place)
        if numeral is None:
            return None
        if numeral.kind in ("hundred", "hundreds"):
            return self._and_below_hundred(Term(numeral.value, _ONE, place + 1))
        if numeral.kind == "unit" and self._is_hundred(place + 1):
            return self._and_below_hundred(Term(numeral.value * _HUNDRED, _ONE, place + 2))
        return self._arabic_below_hundred(place)

    def _english_group(self, place: int) -> Term | None:
        """Read a number below 100, and hundreds with one more."""
        group = self._english_below_hundred(place)
        if group is None:
            return None
        place = group.end + self._hyphen(group.end)
        if not self._is_hundred(place):
            return group
        return self._and_below_hundred(Term(group.value * _HUNDRED, _ONE, place + 1))

    def _and_below_hundred(self, hundreds: Term) -> Term:
        """Add what follows a hundred."""
        place = self._joint(hundreds.end)
        if self._arabic:
            rest = None if place is None else self._arabic_below_hundred(place)
        else:
            rest = self._english_below_hundred(hundreds.end if place is None else place)
        if rest and self._is_hundred(rest.end):
            return hundreds  # two hundred and three hundred
        return Term(hundreds.value + rest.value, _ONE, rest.end) if rest else hundreds

    def _arabic_below_hundred(self, place: int) -> Term | None:
        """Read «ثلاثة», «ثلاثة عشر», «ثلاثة وعشرون» or «عشرون»."""
        numeral = self._numeral(place)
        if numeral is None or numeral.kind not in ("unit", "one", "ten", "tens"):
            return None
        if numeral.kind in ("unit", "one") and numeral.value > 0:
            if self._bare(place + 1, "ten"):
                return Term(numeral.value + 10, _ONE, place + 2)
            joint = self._joint(place + 1)
            tens = self._numeral(joint) if joint is not None else None
            if joint is not None and tens and tens.kind == "tens":
                return Term(numeral.value + tens.value, _ONE, joint + 1)
        return None if numeral.kind == "one" else Term(numeral.value, _ONE, place + 1)

    def _english_below_hundred(self, place: int) -> Term | None:
        """Read "three", "thirteen", "twenty-three" or "twenty"."""
        numeral = self._numeral(place)
        if numeral is None or numeral.kind not in ("unit", "ten", "teen", "tens"):
            return None
        end = place + 1
        unit = self._numeral(end + self._hyphen(end)) if numeral.kind == "tens" else None
        if unit and unit.kind == "unit" and unit.value > 0:
            return Term(numeral.value + unit.value, _ONE, end + self._hyphen(end) + 1)
        return Term(numeral.value, _ONE, end)
