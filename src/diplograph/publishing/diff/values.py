"""When two terms mean the same, though a store has written one of them otherwise.

Two literals mean the same where XML Schema gives them the same value: ``1.50`` and ``1.5``, ``0042`` and
``42`` (as any kind of integer, or a decimal), ``P12M`` and ``P1Y``; and where their language tags differ in
capitals alone. What XML Schema keeps apart stays apart: a float and a double, a time with and without an
offset, ``-0044`` and ``-044``, which is no year.

Source: XML Schema 1.1, part 2 (https://www.w3.org/TR/xmlschema11-2/), section 3.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import XSD

_SIZED: Final = {f"{sign}{size}" for sign in ("", "unsigned") for size in ("Long", "Int", "Short", "Byte")}
_SIGNED: Final = {"integer", "nonPositiveInteger", "negativeInteger", "nonNegativeInteger", "positiveInteger"}
_INTEGERS: Final = {f"{XSD}{name[0].lower()}{name[1:]}" for name in _SIZED | _SIGNED}
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_DURATION: Final = re.compile(
    r"(-?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_SECONDS: Final = re.compile(r"(:\d\d)(?:\.0+|(\.\d*[1-9])0+)(?=Z|[+-]\d\d:\d\d|$)", re.ASCII)
_TIMES: Final = {f"{XSD}{name}" for name in ("dateTime", "dateTimeStamp", "time")}
_DATES: Final = _TIMES | {
    f"{XSD}{name}" for name in ("date", "gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay")
}
_LONGEST_DURATION: Final = 100  # characters; a longer one is compared as it is written
_DURATIONS: Final = {f"{XSD}{name}" for name in ("duration", "yearMonthDuration", "dayTimeDuration")}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def value(term: Term) -> Hashable:
    """Return what a term means: equal for two terms that mean the same.

    Example:
        >>> decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
        >>> value(ox.Literal("1.50", datatype=decimal)) == value(ox.Literal("1.5", datatype=decimal))
        True
        >>> value(ox.Literal("1.50")) == value(ox.Literal("1.5"))
        False
    """
    if not isinstance(term, ox.Literal):
        return term
    if term.language is not None:
        return ("text", term.value, term.language.lower(), str(term.direction or ""))
    datatype = term.datatype.value
    return _typed(term.value, datatype) or ("literal", term.value, datatype)


def meaning(triple: ox.Triple) -> Hashable:
    """Return what a triple means: equal for two triples that mean the same."""
    return (triple.subject, triple.predicate, value(triple.object))


def _typed(text: str, datatype: str) -> Hashable | None:
    """Return the value of a literal of XML Schema; None where it is malformed, or its form is its value."""
    if not datatype.startswith(XSD):
        return None
    if datatype in _INTEGERS:
        return _number(text) if _INTEGER.fullmatch(text) else None
    if datatype == XSD + "decimal":
        return _number(text) if _DECIMAL.fullmatch(text) else None
    if datatype == XSD + "double":
        return ("double", repr(float(text))) if _DOUBLE.fullmatch(text) else None
    if datatype == XSD + "float":
        return ("float", _single(text)) if _DOUBLE.fullmatch(text) else None
    if datatype == XSD + "boolean":
        return {"1": ("boolean", True), "true": ("boolean", True)}.get(text) or (
            ("boolean", False) if text in ("0", "false") else None
        )
    if datatype in _DURATIONS:
        return _duration(text)
    if datatype in _DATES:
        whole = _SECONDS.sub(lambda found: found[1] + (found[2] or ""), text) if datatype in _TIMES else text
        return ("time", re.sub(r"[+-]00:00$", "Z", whole), datatype)
    return None


def _number(text: str) -> Hashable:
    """Return a number of any length by its digits."""
    whole, _, part = text.lstrip("+-").partition(".")
    digits = f"{whole.lstrip('0')}.{part.rstrip('0')}"
    return ("number", digits if digits == "." or not text.startswith("-") else f"-{digits}")


def _single(text: str) -> str:
    """Return the nearest float of 32 bits."""
    try:
        return repr(struct.unpack("f", struct.pack("f", float(text)))[0])
    except OverflowError:
        return repr(float("-inf" if text.startswith("-") else "inf"))


def _duration(text: str) -> Hashable | None:
    """Return a duration as months and seconds, which is all that it is."""
    found = _DURATION.fullmatch(text)
    if found is None or len(text) > _LONGEST_DURATION:
        return None
    years, months, days, hours, minutes = (int(part or 0) for part in found.groups()[1:6])
    sign = -1 if found[1] else 1
    seconds = Fraction(Decimal(found[7] or 0)) + 60 * (minutes + 60 * (hours + 24 * days))
    return ("duration", sign * (12 * years + months), sign * seconds)


SKOLEM: Final = ".well-known/genid/"
"""Below a project's base: the IRIs that stand for blank nodes in a store (RDF 1.1 Concepts, section 3.5)."""


def skolemised(quad: ox.Quad, base: str) -> ox.Quad:
    """Write the blank nodes of a quad as IRIs, so that it can be sent in pieces and compared.

    The labels of a built graph are those of RDFC-1.0, so the same graph gives the same IRIs.

    Example:
        >>> node = ox.NamedNode("http://example.org/x")
        >>> print(skolemised(ox.Quad(ox.BlankNode("c14n0"), node, node), "http://example.org/").subject)
        <http://example.org/.well-known/genid/c14n0>
    """

    def name(term: Term) -> Term:
        return ox.NamedNode(f"{base}{SKOLEM}{term.value}") if isinstance(term, ox.BlankNode) else term

    if not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode):
        return quad
    return ox.Quad(name(quad.subject), quad.predicate, name(quad.object), quad.graph_name)  # type: ignore[arg-type]


def with_blank_nodes(quad: ox.Quad, base: str) -> ox.Quad:
    """Undo `skolemised`.

    Example:
        >>> node = ox.NamedNode("http://example.org/x")
        >>> quad = ox.Quad(ox.BlankNode("c14n0"), node, node)
        >>> with_blank_nodes(skolemised(quad, "http://example.org/"), "http://example.org/") == quad
        True
    """
    start = base + SKOLEM

    def blank(term: Term) -> Term:
        if isinstance(term, ox.NamedNode) and term.value.startswith(start):
            label = term.value.removeprefix(start)
            return ox.BlankNode(label) if re.fullmatch(r"\w+", label, re.ASCII) else term
        return term

    subject, object = blank(quad.subject), blank(quad.object)
    if subject is quad.subject and object is quad.object:
        return quad
    return ox.Quad(subject, quad.predicate, object, quad.graph_name)  # type: ignore[arg-type]
