"""The grammar of numbers: how digits and words of Arabic and English compose into one value.

A number is a sum of terms of falling scale; a term is a group below 1000, or a figure, times its scales::

    2 مليون و700 ألف      2 × 1 000 000 + 700 × 1 000
    ألف ومئتان وخمسون     1 000 + (200 + 50)
    two million and five  2 × 1 000 000 + 5
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from diplograph.text.digits import chain_end, read_figure
from diplograph.text.number_words import CURRENCY_SIGNS, FRACTIONS, GLUED_SCALES
from diplograph.text.numeral_words import SCALES
from diplograph.text.parts import Fraction, PartReader, Term

_NOTHING, _ONE, _HUNDRED, _THOUSAND = Decimal(0), Decimal(1), Decimal(100), Decimal(1000)
_ASCENDING = frozenset(("hundred", "hundreds", "scale", "dual"))


class NumberReader(PartReader):
    """Reads the numbers of a text. Methods give what starts at a token, or None."""

    def starts(self) -> Iterator[int]:
        """Yield the tokens that a number may start with, which are quicker to tell than to read."""
        for place, (text, _, _) in enumerate(self.tokens):
            if text in self._lexicon or "0" <= text[0] <= "9" or text in FRACTIONS:
                yield place

    def read(self, place: int) -> Term | None:
        """Read a whole number."""
        total = self._term(place)
        while total is not None and total.scale > 1:
            added = self._next_term(total)
            if added is None:
                break
            total = Term(total.value + added.value, added.scale, added.end)
        return total

    def shared_factor(self, place: int, term: Term) -> Decimal:
        """Return what the number before "to" shares with the one after it: a million in 3 to 5 million.

        Args:
            place: The first token of the second number.
            term: The second number.
        """
        head = term.value / term.scale
        words = range(place, term.end)
        hundred = any(self._is_hundred(at) for at in words) and head % _HUNDRED == 0
        return term.scale * _HUNDRED if hundred else term.scale

    def read_below_hundred(self, place: int) -> Term | None:
        """Read an English number below 100 in words."""
        return self._english_below_hundred(place)

    def read_ascending(self, total: Term) -> Term | None:
        """Read on where an Arabic number is said from its units upward: «واحد وتسعين وتسعمئة وألف»."""
        while True:
            joint = self._joint(total.end)
            numeral = self._numeral(joint) if joint is not None else None
            if joint is None or numeral is None or numeral.kind not in _ASCENDING:
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

    def past(self, place: int) -> int:
        """Return the token to go on with where no number was read: two thirds of a million are none."""
        if self.tokens[place].is_digits:
            return chain_end(self.tokens, place)
        part = self._part_in_words(place)
        if part is None:
            return place + 1
        scale = self._scale_of_part(part.end)
        return scale.end if scale else part.end

    # --- Sums of terms.

    def _next_term(self, total: Term) -> Term | None:
        """Read the term that is added to those before; it stays below their scale."""
        joint = self._joint(total.end)
        if joint is not None:
            half = self._half_more(total.scale, joint)
            if half:
                return half
        elif self._arabic:
            return self._part_less(total.scale, total.end)
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
        part = self._part_in_words(place)
        if part is None or part.value is None:
            return None
        again = self._numeral(part.end)
        if again is not None and (again.kind != "scale" or again.value != scale or not again.bare):
            return None
        return Term(part.value * scale, _ONE, part.end + (again is not None))

    def _part_less(self, scale: Decimal, place: int) -> Term | None:
        """Read what «إلا ربعا» takes away."""
        part = self._part_in_words(place + 1) if self._at(place).text == "الا" else None
        return Term(-part.value * scale, _ONE, part.end) if part and part.value else None

    # --- One term.

    def _term(self, place: int) -> Term | None:
        """Read a group or figure with its scales, or a word that holds both."""
        token = self._at(place)
        if token.is_digits:
            return self._figure(place)
        if sign := FRACTIONS.get(token.text):
            return self._scaled(Term(sign, _ONE, place + 1))
        numeral = self._numeral(place)
        if numeral is None:
            return None
        kind, value, end = numeral.kind, numeral.value, place + 1
        if kind == "pair":
            return Term(value, _ONE, end)
        part = self._part_in_words(place)
        if part:
            whole = self._scale_of_part(part.end)
            return Term(part.value * whole.value, _ONE, whole.end) if part.value and whole else None
        if kind == "dual" or kind == "either":
            one = value / 2 if kind == "dual" else value
            return self._scaled(Term(one * 2, one, end))
        if kind == "scale" and self._arabic:
            return self._scaled(Term(value, value, end))
        if kind == "article":
            return self._one_of_scale(end)
        group = self._arabic_group(place) if self._arabic else self._english_group(place)
        return self._scaled(self._and_a_half(group)) if group else None

    def _figure(self, place: int) -> Term | None:
        """Read digits with their scales."""
        ratio = self._ratio(place)
        whole = self._scale_of_part(ratio.end) if ratio else None
        if ratio and ratio.value and whole:  # 3/4 of a million
            return Term(ratio.value * whole.value, _ONE, whole.end)
        value, end = read_figure(self.tokens, place, self._measures)
        part, end = self._fraction_sign(end)
        if value is None or part is None:
            return None
        value += part
        letter = self._at(end)
        glued = letter.start == self.tokens[end - 1].end or self._at(place - 1).text in CURRENCY_SIGNS
        if glued and letter.text in GLUED_SCALES:
            scale = GLUED_SCALES[letter.text]
            return Term(value * scale, scale, end + 1)
        return self._scaled(self._and_a_half(Term(value, _ONE, end)))

    def _fraction_sign(self, place: int) -> Fraction:
        """Read the fraction after a figure, 2½ or 2 1/2 million; 0 if there is none."""
        sign = self._at(place).text
        if sign in FRACTIONS:
            return Fraction(FRACTIONS[sign], place + 1)
        ratio = self._ratio(place)
        return ratio if ratio and self._measures(ratio.end) else Fraction(_NOTHING, place)

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
            factor = self._bare(place, *SCALES)
            if factor is None or factor.value <= term.scale:
                return term
            term = Term(term.value * factor.value, factor.value, place + 1)

    def _and_a_half(self, term: Term) -> Term:
        """Add the half of "two and a half million", "one-and-three-quarter million"."""
        place = term.end + self._hyphen(term.end)
        if self._at(place).text != "and":
            return term
        part = self._part_in_words(place + 1 + self._hyphen(place + 1))
        if part is None or part.value is None:
            return term
        scale = part.end + self._hyphen(part.end)
        return Term(term.value + part.value, _ONE, part.end) if self._kind(scale) == "scale" else term

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
