"""The lexical forms of the datatypes of XML Schema, as regular expressions that every SPARQL engine reads.

Engines disagree on which literals are ill-typed, and some cast what is no value; an expression over the
written form gives the same answer everywhere.

Source: XML Schema 1.1, part 2 (https://www.w3.org/TR/xmlschema11-2/); RDF 1.1 Concepts, section 5.1.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import XSD

_ZONE: Final = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR: Final = "-?([1-9][0-9]{3,}|0[0-9]{3})"
_LEAP: Final = (
    "-?(([1-9][0-9]{2,}|[0-9]{2})(0[48]|[2468][048]|[13579][26])"
    "|([1-9][0-9]*)?([02468][048]|[13579][26])00)-02-29"
)
_DAY: Final = (
    rf"({_YEAR}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|{_YEAR}-(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    rf"|{_YEAR}-02-(0[1-9]|1[0-9]|2[0-8])|{_LEAP})"
)
_TIME: Final = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_NUMBER: Final = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_FLOAT: Final = rf"({_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_CLOCK: Final = r"T([0-9]+H([0-9]+M)?([0-9]+(\.[0-9]+)?S)?|[0-9]+M([0-9]+(\.[0-9]+)?S)?|[0-9]+(\.[0-9]+)?S)"
_DAYS: Final = rf"-?P([0-9]+D({_CLOCK})?|{_CLOCK})"
_MONTHS: Final = "-?P([0-9]+Y([0-9]+M)?|[0-9]+M)"

_PATTERNS: Final = {
    "boolean": "(true|false|0|1)",
    "integer": "[+-]?[0-9]+",
    "decimal": _NUMBER,
    "float": _FLOAT,
    "double": _FLOAT,
    "date": _DAY + _ZONE,
    "dateTime": f"{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DAY}T{_TIME}{_ZONE[:-1]}",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
    "gMonth": f"--(0[1-9]|1[0-2]){_ZONE}",
    "gDay": f"---(0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "gMonthDay": f"--((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|[12][0-9])){_ZONE}",
    "duration": rf"-?P([0-9]+Y([0-9]+M)?([0-9]+D)?({_CLOCK})?|[0-9]+M([0-9]+D)?({_CLOCK})?"
    rf"|[0-9]+D({_CLOCK})?|{_CLOCK})",
    "dayTimeDuration": _DAYS,
    "yearMonthDuration": _MONTHS,
    "hexBinary": "([0-9a-fA-F]{2})*",
    "language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
}
_RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}


def pattern_of(datatype: str) -> str | None:
    """Return the regular expression of the well-formed literals of a datatype, from start to end.

    Returns:
        None for a datatype that has none here, whose literals all count as well-formed.

    Example:
        >>> import re
        >>> bool(re.search(pattern_of(XSD + "date"), "1900-02-29"))
        False
    """
    name = datatype.removeprefix(XSD)
    if name in _RANGES:
        return f"^({_range(*_RANGES[name])})$"
    return f"^{_PATTERNS[name]}$" if name in _PATTERNS else None


def is_well_formed(literal: ox.Literal) -> bool:
    """Return whether a literal is a value of its datatype, as far as `pattern_of` knows the datatype.

    Example:
        >>> is_well_formed(ox.Literal("300", datatype=ox.NamedNode(XSD + "byte")))
        False
    """
    pattern = _compiled(literal.datatype.value)
    return pattern is None or pattern.search(literal.value) is not None


@cache
def _compiled(datatype: str) -> re.Pattern[str] | None:
    pattern = pattern_of(datatype)
    return None if pattern is None else re.compile(pattern)


def _range(low: int | None, high: int | None) -> str:
    """Write an expression for the integers of a range, with leading zeros and a sign."""
    parts = []
    if high is None or high >= 0:
        digits = "[0-9]+" if high is None else f"0*({_up_to(high)})"
        parts.append(r"\+?0*[1-9][0-9]*" if low == 1 else rf"\+?{digits}")
        if low is not None and low == 0:
            parts.append("-0+")
    if low is None:
        parts.append("-0*[1-9][0-9]*" if high == -1 else "-[0-9]+")
        if high == 0:
            parts[0] = r"\+?0+"
    elif low < 0:
        parts.append(f"-0*({_up_to(-low)})")
    return "|".join(parts)


def _up_to(limit: int) -> str:
    """Write an expression for the numbers from 0 to a limit, without leading zeros."""
    digits = str(limit)
    options = [f"[0-9]{{1,{len(digits) - 1}}}"] if len(digits) > 1 else []
    for place, digit in enumerate(digits):
        rest = len(digits) - place - 1
        if digit != "0":
            smaller = f"[0-{int(digit) - 1}]" if place or len(digits) == 1 else f"[1-{int(digit) - 1}]"
            if place or len(digits) == 1 or digit != "1":
                options.append(digits[:place] + smaller + (f"[0-9]{{{rest}}}" if rest else ""))
    return "|".join([*options, digits])
