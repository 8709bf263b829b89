"""The parameters of queries, and their values as RDF terms."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.base.names import PREFIXES, XSD

_KEYS: Final = {"name", "type", "default", "enum", "of", "required", "description", "description_ar"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        name: As it is set by the reader, such as ``host``.
        type: One of iri, string, integer, decimal, boolean, date, period.
        default: The value, as text, where none is set; None if the parameter is optional.
        description: What it is, by language.
        values: The values that it may have; none if it may have any of its type.
        of: The class or concept scheme of the entity, with its prefix; None if it may be any.
        required: Whether the question makes no sense without it.
    """

    name: str
    type: str
    default: str | None
    description: Mapping[str, str]
    values: tuple[str, ...] = ()
    of: str | None = None
    required: bool = False

    @property
    def variable(self) -> str:
        """The name of its variable in the query, such as ``_host_iri``."""
        return f"_{self.name}_{self.type}"


def read_parameter(entry: Mapping[str, Any], path: Path | None) -> Parameter:
    """Read the description of a parameter, an entry of ``params``.

    Raises:
        QueryError: A key is unknown, the type is missing or unknown, or the default is not allowed.

    Example:
        >>> read_parameter({"name": "host", "type": "iri", "of": "dg:State"}, None).variable
        '_host_iri'
    """
    if not entry.keys() <= _KEYS or not isinstance(entry.get("name"), str):
        raise QueryError(message("error.wrong-params"), path=path)
    if not isinstance(entry.get("enum", []), list | None) or not isinstance(entry.get("of"), str | None):
        raise QueryError(message("error.wrong-enum", name=entry["name"]), path=path)
    if str(entry.get("type")) not in _READERS:
        known = ", ".join(_READERS)
        raise QueryError(message("error.wrong-type", name=entry["name"], known=known), path=path)
    default = entry.get("default")
    if isinstance(default, bool):
        default = str(default).lower()
    text = None if default is None else str(default)
    values = tuple(map(str, entry.get("enum") or ()))
    if values and text is not None and text not in values:
        raise QueryError(message("error.wrong-default", name=entry["name"]), path=path)
    english = str(entry.get("description", ""))
    about = {"en": english, "ar": str(entry.get("description_ar", english))}
    return Parameter(
        entry["name"], entry["type"], text, about, values, entry.get("of"), bool(entry.get("required"))
    )


def to_term(parameter: Parameter, text: str, *, base: str) -> ox.NamedNode | ox.Literal:
    """Read the value of a parameter as an RDF term.

    An IRI may be given in full, with a known prefix (``dg:ministerialVisit``), or as the end of an
    entity's IRI (``state/egypt``).

    Raises:
        QueryError: The text is not a value of the parameter's type.

    Example:
        >>> to_term(Parameter("host", "iri", None, {}), "state/egypt", base="https://example.org/")
        <NamedNode value=https://example.org/id/state/egypt>
    """
    if parameter.values and text not in parameter.values:
        values = ", ".join(parameter.values)
        raise QueryError(message("error.not-one-of", name=parameter.name, values=values, text=text))
    try:
        return _READERS[parameter.type](text, base)
    except (ValueError, InvalidOperation):
        expected = message(f"value.{parameter.type}")
        raise QueryError(
            message("error.not-of-type", name=parameter.name, expected=expected, text=text)
        ) from None


def _iri(text: str, base: str) -> ox.NamedNode:
    prefix, colon, local = text.partition(":")
    if "://" in text:
        return ox.NamedNode(text)
    if colon:
        if prefix not in PREFIXES:
            raise ValueError(text)
        return ox.NamedNode(PREFIXES[prefix] + local)
    if not re.fullmatch(r"[^/\s]+(/[^/\s]+)+", text):
        raise ValueError(text)
    return ox.NamedNode(base + text if text.startswith("document/") else f"{base}id/{text}")


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def _boolean(text: str, _: str) -> ox.Literal:
    if text not in ("true", "false"):
        raise ValueError(text)
    return _typed(text, "boolean")


_LARGEST: Final = 1000  # exponent: a larger one would take that many digits to write out
_READERS: Final[Mapping[str, Callable[[str, str], ox.NamedNode | ox.Literal]]] = {
    "iri": _iri,
    "string": lambda text, _: ox.Literal(text),
    "integer": lambda text, _: _typed(str(int(text)), "integer"),
    "decimal": lambda text, _: _typed(format(_finite(Decimal(text)), "f"), "decimal"),
    "boolean": _boolean,
    "date": lambda text, _: _typed(datetime.date.fromisoformat(text).isoformat(), "date"),
    "period": lambda text, _: _period(text),
}


def _period(text: str) -> ox.Literal:
    """Read a year, a month or a day, as text: the beginning of every day within it."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(text)
    datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    return ox.Literal(text)


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        raise ValueError(str(number))
    return number
