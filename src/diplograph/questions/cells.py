"""The cells of a table of query results as text, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

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
