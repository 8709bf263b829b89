"""The cells of a table of query results as text, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from diplograph.base.messages import say
from diplograph.base.names import XSD, short, short_passage

if TYPE_CHECKING:
    from diplograph.sparql.answers import Term

_NUMBERS: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)


Shorten = Callable[[str], str]
"""Returns an IRI as people write it."""


def shorten_by(base: str, prefixes: Mapping[str, str]) -> Shorten:
    """Return what shortens IRIs in a table, where passages and entities stand without their folder.

    Example:
        >>> shorten = shorten_by("https://example.org/", {"ex": "https://example.org/"})
        >>> [shorten(f"https://example.org/{path}") for path in ("id/visit/x", "document/d#char=0,9", "A")]
        ['visit/x', 'd#char=0,9', 'ex:A']
    """

    def shorten(iri: str) -> str:
        if iri.startswith(f"{base}document/"):
            return short_passage(iri)
        return short(iri, base) if iri.startswith(f"{base}id/") else short(iri, "", prefixes)

    return shorten


def cell_text(term: Term | None, shorten: Shorten) -> str:
    """Return a term as a reader sees it."""
    match term:
        case None:
            return ""
        case ox.NamedNode():
            return shorten(term.value)
        case ox.Literal():
            return term.value
        case ox.Triple():
            return " ".join(cell_text(part, shorten) for part in (term.subject, term.predicate, term.object))
        case _:
            return str(term)


def is_number(term: Term | None) -> bool:
    """Return whether a term is a number, which is aligned by its last digit."""
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS


def row_count(number: int, language: str) -> str:
    """Return the number of rows in words.

    Languages count in different ways: see the plural rules of Unicode CLDR, here with a form of its own for
    no rows.

    Example:
        >>> [row_count(number, "ar") for number in (0, 1, 2, 3, 11, 100, 103)]
        ['لا نتائج', 'نتيجة واحدة', 'نتيجتان', '3 نتائج', '11 نتيجة', '100 نتيجة', '103 نتائج']
        >>> [row_count(number, "en") for number in (0, 1, 2, 103)]
        ['no rows', '1 row', '2 rows', '103 rows']
    """
    form = {0: "none", 1: "one", 2: "two"}.get(number, "few" if 3 <= number % 100 <= 10 else "many")
    return say(f"rows.{form}", language, number=number)
