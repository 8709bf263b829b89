"""Parts of a whole: half, three-quarters, 3/4, «ثلاثة أرباع»."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.number_words import PART, PARTS
from diplograph.text.numeral_words import NumeralWords

_ONE = Decimal(1)
_EXACT = frozenset((2, 4, 5, 8, 10))  # denominators of which each part is a decimal number
_PARTS_OF_DEFINITE = frozenset(fold("خمس سبع تسع عشر").text.split())


class Term(NamedTuple):
    """A number, or a part of one: its value, the smallest scale in it, and the token after it."""

    value: Decimal
    scale: Decimal
    end: int


class Fraction(NamedTuple):
    """A part of a whole, None where no decimal number is exactly that, and the token after its words."""

    value: Decimal | None
    end: int


class PartReader(NumeralWords):
    """Reads parts of a whole, and the scale that they are of."""

    def _part_in_words(self, place: int) -> Fraction | None:
        """Read half, a quarter, three-quarters, «ثلاثة أرباع», «خمس (المليون)»."""
        numeral = self._numeral(place)
        if numeral is None:
            return None
        if numeral.kind in ("part", "inexact"):
            return Fraction(numeral.value if numeral.kind == "part" else None, place + 1)
        if numeral.kind not in ("unit", "article", "ten"):
            return None
        end = place + 1 + self._hyphen(place + 1)
        word, several = self._at(end).text, numeral.value > 1
        denominator = PARTS["ar" if self._arabic else "en"].get(word) if several else PART.get(word)
        if denominator is None and self._at(end - 1).text == "-":
            denominator = PART.get(word)  # three-quarter
        if denominator is None and self._arabic and self._is_part_of_definite(place):
            return _fraction(_ONE, int(numeral.value), place + 1)
        if denominator is None or (self._arabic and not several):
            return None
        if numeral.kind == "article" and denominator not in (2, 4) and self._at(end + 1).text != "of":
            return None  # a third visit
        return _fraction(numeral.value, denominator, end + 1)

    def _is_part_of_definite(self, place: int) -> bool:
        """Whether the Arabic words are «خمس المليون», a fifth of a million, and no five millions."""
        scale = self._numeral(place + 1)
        is_part = self._at(place).text in _PARTS_OF_DEFINITE
        return is_part and scale is not None and scale.kind == "scale" and scale.particles == "ال"

    def _scale_of_part(self, place: int) -> Term | None:
        """Read the scale of half a million, three-quarters of a million, «نصف مليون», after the part."""
        place += self._hyphen(place)
        place += self._at(place).text == "of"
        place += self._kind(place) == "article"
        place += self._hyphen(place)
        scale = self._bare(place, "scale", "either")
        return Term(scale.value, scale.value, place + 1) if scale else None

    def _ratio(self, place: int) -> Fraction | None:
        """Read 3/4."""
        part, slash, whole = (self._at(at) for at in range(place, place + 3))
        touching = part.end == slash.start and slash.end == whole.start
        if not (
            touching and slash.text == "/" and part.is_digits and whole.is_digits and len(whole.text) < 3
        ):
            return None
        numerator, denominator = int(part.text[:3]), int(whole.text)
        return _fraction(Decimal(numerator), denominator, place + 3) if 0 < numerator < denominator else None


def _fraction(numerator: Decimal, denominator: int, end: int) -> Fraction:
    """Divide, if the result is a decimal number."""
    return Fraction(numerator / denominator if denominator in _EXACT else None, end)
