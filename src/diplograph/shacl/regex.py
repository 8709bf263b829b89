r"""The regular expressions of XPath, which ``sh:pattern`` has, written for Oxigraph, which has those of Rust.

The two look alike and differ: ``[a-z-[aeiou]]`` is a difference in one and a union in the other, ``\w`` has
the underscore in Rust alone, and flag ``x`` starts comments there.

Source: XPath and XQuery Functions, sections 5.6.1 and 5.6.2 (https://www.w3.org/TR/xpath-functions-31/);
XML Schema 1.1, part 2, appendix G (https://www.w3.org/TR/xmlschema11-2/#regexs).
"""

from __future__ import annotations

import re
from typing import Final

from diplograph.base.errors import ReasonedError
from diplograph.base.messages import message

_START: Final = (
    r":A-Z_a-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}"
    r"\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}"
)
"""The characters with which names in XML start (XML 1.0, production 4)."""

_NAME: Final = rf"{_START}\-.0-9\x{{B7}}\x{{300}}-\x{{36F}}\x{{203F}}-\x{{2040}}"
_CLASSES: Final = {
    "s": r"[ \t\n\r]",
    "S": r"[^ \t\n\r]",
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": r"[^\p{P}\p{Z}\p{C}]",
    "W": r"[\p{P}\p{Z}\p{C}]",
    "i": f"[{_START}]",
    "I": f"[^{_START}]",
    "c": f"[{_NAME}]",
    "C": f"[^{_NAME}]",
}
_CATEGORY: Final = re.compile(
    r"\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?|Is[A-Za-z0-9-]+)\}"
)
_QUANTIFIER: Final = re.compile(r"[*+?]|\{[0-9]+(,[0-9]*)?\}")
_SPECIAL_IN_CLASS: Final = frozenset("[]\\^-&~")
_WHITE: Final = " \t\n\r"


class PatternError(ReasonedError, ValueError):
    """A regular expression is not one of XPath, or cannot be written for Oxigraph."""


def rewritten(pattern: str, flags: str = "") -> tuple[str, str]:
    r"""Write a regular expression of XPath, with its flags, as one of Rust.

    Raises:
        PatternError: It is not one of XPath, or cannot be written so; the error says why.

    Example:
        >>> rewritten("[a-z-[aeiou]] # ", "ix")
        ('[[a-z]--[aeiou]]#', 'i')
    """
    if unknown := set(flags) - set("smixq"):
        raise PatternError(message("regex.flag", sign=min(unknown)))
    if "q" in flags:  # the pattern is plain text
        return pattern, flags.replace("x", "")
    if "x" in flags:
        pattern, flags = _without_space(pattern), flags.replace("x", "")
    written, place = [], 0
    while place < len(pattern):
        text, place = _part(pattern, place)
        written.append(text)
    return "".join(written), flags


def _part(pattern: str, place: int) -> tuple[str, int]:
    """Write the part that starts at a place, and return it with the place after it."""
    sign = pattern[place]
    if sign == "[":
        return _class(pattern, place)
    if sign == "\\":
        return _escape(pattern, place)
    if sign == "(" and pattern[place + 1 : place + 2] == "?":
        if pattern[place + 2 : place + 3] != ":":
            raise PatternError(message("regex.look-around"))
        return "(?:", place + 3
    if found := _QUANTIFIER.match(pattern, place):
        end = found.end() + (pattern[found.end() : found.end() + 1] == "?")  # a reluctant one
        if _QUANTIFIER.match(pattern, end):
            raise PatternError(message("regex.quantifier"))
        return pattern[place:end], end
    if sign in "{}]":
        raise PatternError(message("regex.escape", sign=sign))
    return sign, place + 1


def _escape(pattern: str, place: int) -> tuple[str, int]:
    sign = pattern[place + 1 : place + 2]
    if sign in _CLASSES:
        return _CLASSES[sign], place + 2
    if sign and sign in "pP":
        found = _CATEGORY.match(pattern, place + 2)
        if found is None:
            raise PatternError(message("regex.category", sign=sign))
        if found[1].startswith("Is"):
            raise PatternError(message("regex.block", name=found[1]))
        return pattern[place : found.end()], found.end()
    if sign.isdecimal():
        raise PatternError(message("regex.reference"))
    if not sign or (sign.isalnum() and sign not in "nrt"):
        raise PatternError(message("regex.no-escape", sign=sign))
    return (f"\\{sign}" if sign.isascii() and sign not in "<>" else sign), place + 2


def _class(pattern: str, place: int) -> tuple[str, int]:
    """Write a class of characters, from its bracket on."""
    is_negated = pattern[place + 1 : place + 2] == "^"
    place += 2 if is_negated else 1
    parts: list[str] = []
    while (sign := pattern[place : place + 1]) != "]" or not parts:
        if sign in ("", "]"):
            raise PatternError(message("regex.class"))
        if sign == "-" and pattern[place + 1 : place + 2] == "[" and parts:
            without, place = _class(pattern, place + 1)
            if pattern[place : place + 1] != "]":
                raise PatternError(message("regex.taken-away"))
            return f"[[{'^' * is_negated}{''.join(parts)}]--{without}]", place + 1
        text, place = _character(pattern, place)
        is_range = pattern[place : place + 1] == "-" and pattern[place + 1 : place + 2] not in ("]", "[", "")
        if is_range:
            end, place = _character(pattern, place + 1)
            if any(one in _CLASSES.values() or one[:2] in (r"\p", r"\P") for one in (text, end)):
                raise PatternError(message("regex.range"))
            text = f"{text}-{end}"
        parts.append(text)
    return f"[{'^' * is_negated}{''.join(parts)}]", place + 1


def _character(pattern: str, place: int) -> tuple[str, int]:
    sign = pattern[place]
    if sign == "\\":
        return _escape(pattern, place)
    if sign == "[":
        raise PatternError(message("regex.bracket"))
    return (f"\\{sign}" if sign in _SPECIAL_IN_CLASS else sign), place + 1


def _without_space(pattern: str) -> str:
    """Leave out white space but in classes, as flag ``x`` asks."""
    kept, depth, place = [], 0, 0
    while place < len(pattern):
        sign = pattern[place : place + 2] if pattern[place] == "\\" else pattern[place]
        depth += {"[": 1, "]": -1}.get(sign, 0)
        if depth or sign not in _WHITE:
            kept.append(sign)
        place += len(sign)
    return "".join(kept)
