"""The cells of a table of query results as text, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from diplograph.base.messages import say
from diplograph.base.names import XSD

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


def short_names(base: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return what stands for each namespace: its prefix; nothing for those of entities and documents."""
    names = {f"{base}id/": "", f"{base}document/": ""}
    return names | {namespace: f"{prefix}:" for prefix, namespace in prefixes.items()}


def cell_text(term: Term | None, names: Mapping[str, str]) -> str:
    """Return a term as a reader sees it, IRIs shortened by `short_names`.

    Example:
        >>> names = {"https://example.org/": "ex:", "https://example.org/id/": ""}
        >>> cell_text(ox.NamedNode("https://example.org/id/visit/x"), names)
        'visit/x'
        >>> cell_text(ox.NamedNode("https://example.org/Visit"), names)
        'ex:Visit'
    """
    match term:
        case None:
            return ""
        case ox.NamedNode():
            return _short(term.value, names)
        case ox.Literal():
            return term.value
        case ox.Triple():
            return " ".join(cell_text(part, names) for part in (term.subject, term.predicate, term.object))
        case _:
            return str(term)


def _short(iri: str, names: Mapping[str, str]) -> str:
    """Shorten an IRI by the longest namespace that it begins with."""
    fitting = [namespace for namespace in names if iri.startswith(namespace) and iri != namespace]
    if not fitting:
        return iri
    namespace = max(fitting, key=len)
    return names[namespace] + iri.removeprefix(namespace)


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
