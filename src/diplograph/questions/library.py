"""The query library: one ``.rq`` file a question, in folders by theme, described by grlc decorators.

The decorators are comment lines that begin with ``#+`` and hold YAML, as grlc reads them
(https://grlc.io). Parameters are variables named as grlc names them, ``?_NAME_TYPE``::

    #+ summary: Who visited whom
    #+ summary_ar: من زار من
    #+ description: Every visit, with visitor, office and dates.
    #+ description_ar: كل زيارة مع الزائر ومنصبه وتاريخها.
    #+ tags: [visits]
    #+ display: timeline
    #+ params:
    #+   - name: host
    #+     type: iri
    #+     of: dg:State
    #+     description: The state that was visited.
    #+     description_ar: الدولة التي زيرت.

A parameter without a default is optional, unless it is ``required``: where it is not given, its variable
stays unbound. ``enum`` lists the values that it may have, and ``of`` names the class or the concept scheme
of an entity. The parameter ``lang`` is given by the reader's language where it is not set. ``display`` says
how people best see the answer; ``edge`` names the two columns that a network joins.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.files import read_text
from diplograph.base.names import PREFIXES, XSD
from diplograph.sources.project import Project
from diplograph.sparql.binding import bind, variables

DISPLAYS: Final = ("table", "timeline", "map", "network", "bar chart")
"""How an answer can be shown."""

_TEXTS: Final = {"summary", "summary_ar", "description", "description_ar"}
_KEYS: Final = _TEXTS | {"tags", "params", "columns", "display", "edge"}
_PARAMETER_KEYS: Final = {
    "name",
    "type",
    "default",
    "enum",
    "of",
    "required",
    "description",
    "description_ar",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        name: As it is set by the reader, such as ``host``.
        type: One of iri, string, integer, decimal, boolean, date.
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


Resolver: TypeAlias = Callable[[Parameter, str], ox.NamedNode]
"""Finds the entity that a reader means by the value of a parameter."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question that can be asked.

    Attributes:
        name: The name of its file without the ending.
        path: Its file; None for a query that was typed in.
        text: The SPARQL query with its decorators.
        summary: What it answers, in a line, by language.
        description: What it answers in full, by language.
        tags: What it is about.
        parameters: What can be set.
        columns: The headings of its columns, by language and variable.
        display: How people best see the answer, one of `DISPLAYS`.
        edge: The columns that a network joins, if it is one of rows.
    """

    name: str
    path: Path | None
    text: str
    summary: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Mapping[str, str]]
    display: str = "table"
    edge: tuple[str, str] | None = None

    @property
    def theme(self) -> str:
        """The folder that it is in; empty for a query that was typed in."""
        return self.path.parent.name if self.path else ""

    def bind(
        self, settings: Mapping[str, str], *, language: str, base: str, resolve: Resolver | None = None
    ) -> str:
        """Give the SPARQL text with all parameters bound as RDF terms.

        Args:
            settings: Values as text, by the name of the parameter.
            language: The reader's language, for the parameter ``lang``.
            base: The base IRI of the project, for short IRIs such as ``state/egypt``.
            resolve: What finds an entity by what a reader calls it; without it only IRIs are taken.

        Raises:
            QueryError: A parameter is unknown, or a value is not of its type.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(settings.keys() - known.keys()):
            names = ", ".join(sorted(known)) or "none"
            raise QueryError(f"{self.name} has no parameter {unknown[0]!r}; it has: {names}", path=self.path)
        values: dict[str, ox.NamedNode | ox.Literal] = {}
        for parameter in self.parameters:
            text = settings.get(parameter.name, parameter.default)
            if parameter.name == "lang" and "lang" not in settings:
                text = language
            if text is None:
                if parameter.required:
                    about = parameter.description[language]
                    raise QueryError(f"{self.name} needs --set {parameter.name}=… ({about})", path=self.path)
                continue
            if resolve and parameter.type == "iri":
                values[parameter.variable] = resolve(parameter, text)
            else:
                values[parameter.variable] = to_term(parameter, text, base=base)
        return bind(self.text, values)


def load_library(project: Project) -> dict[str, Query]:
    """Read all queries of a project, by name.

    Raises:
        QueryError: The folder is missing, or a file is not described as it should be.
        SourceError: A file cannot be read.
    """
    if not project.queries.is_dir():
        raise QueryError("the folder of queries is missing", path=project.shown(project.queries))
    library: dict[str, Query] = {}
    for path in sorted(project.queries.rglob("*.rq")):
        if path.stem in library:
            raise QueryError(f"{library[path.stem].path} has that name too", path=path)
        library[path.stem] = load_query(project.shown(path))
    return library


def find_query(project: Project, name: str) -> Query:
    """Find a query by its name in the library, or by the path of its file.

    Raises:
        QueryError: There is no such query; the message names those that are near.
        SourceError: The file cannot be read.
    """
    if name.endswith((".rq", ".sparql")):
        return load_query(Path(name))
    paths = {path.stem: path for path in project.queries.rglob("*.rq")}
    if name in paths:
        return load_query(project.shown(paths[name]))
    import difflib

    near = difflib.get_close_matches(name, paths)
    hint = f"did you mean {near[0]}?" if near else "'diplograph queries' lists what can be asked"
    raise QueryError(f"no query is named {name!r}; {hint}")


def load_query(path: Path) -> Query:
    """Read a query file.

    Raises:
        QueryError: Its decorators are not as they should be.
        SourceError: It cannot be read.
    """
    return parse_query(read_text(path), name=path.stem, path=path)


def parse_query(text: str, *, name: str, path: Path | None = None) -> Query:
    """Read a query and its decorators.

    Raises:
        QueryError: The decorators are not YAML, or do not fit the query.
    """
    header = _header(text, path)
    if unknown := sorted(header.keys() - _KEYS):
        raise QueryError(f"unknown decorator {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}", path=path)
    parameters = tuple(_parameter(entry, path) for entry in header.get("params") or [])
    declared = {parameter.variable for parameter in parameters}
    used = {variable for variable in variables(text) if variable.startswith("_")}
    if odd := sorted(declared ^ used):
        raise QueryError(f"?{odd[0]} must be both declared under params and used in the query", path=path)
    columns = header.get("columns") or {}
    display = header.get("display", "table")
    if display not in DISPLAYS:
        raise QueryError(f"display must be one of {', '.join(DISPLAYS)}", path=path)
    edge = header.get("edge")
    if edge is not None and (not isinstance(edge, list) or len(edge) != 2):
        raise QueryError("edge must name two columns", path=path)
    return Query(
        name=name,
        path=path,
        text=text,
        summary=_both(header, "summary", fallback=name),
        description=_both(header, "description", fallback=""),
        tags=tuple(header.get("tags") or ()),
        parameters=parameters,
        columns={"en": columns.get("en", {}), "ar": columns.get("ar", {})},
        display=display,
        edge=(str(edge[0]), str(edge[1])) if edge else None,
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
        raise QueryError(f"{parameter.name} must be one of {', '.join(parameter.values)}, not {text!r}")
    try:
        return _READERS[parameter.type](text, base)
    except (ValueError, InvalidOperation):
        expected = _EXPECTED[parameter.type]
        raise QueryError(f"{parameter.name} must be {expected}, not {text!r}") from None


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


_READERS: Final[Mapping[str, Callable[[str, str], ox.NamedNode | ox.Literal]]] = {
    "iri": _iri,
    "string": lambda text, _: ox.Literal(text),
    "integer": lambda text, _: _typed(str(int(text)), "integer"),
    "decimal": lambda text, _: _typed(format(_finite(Decimal(text)), "f"), "decimal"),
    "boolean": _boolean,
    "date": lambda text, _: _typed(datetime.date.fromisoformat(text).isoformat(), "date"),
}
_EXPECTED: Final = {
    "iri": "an IRI, a prefixed name such as dg:ministerialVisit, or an entity such as state/egypt",
    "string": "text",
    "integer": "a whole number",
    "decimal": "a number",
    "boolean": "true or false",
    "date": "a day written YYYY-MM-DD",
}


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError(str(number))
    return number


def _header(text: str, path: Path | None) -> dict[str, Any]:
    import yaml

    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        raise QueryError(f"the decorators are not YAML: {error}", path=path) from error
    if not isinstance(header, dict):
        raise QueryError("the decorators must be 'name: value' lines", path=path)
    return header


def _parameter(entry: Any, path: Path | None) -> Parameter:
    if (
        not isinstance(entry, dict)
        or not entry.keys() <= _PARAMETER_KEYS
        or not isinstance(entry.get("name"), str)
    ):
        raise QueryError("each of params needs a name and may have type, default and descriptions", path=path)
    if entry.get("type") not in _READERS:
        known = ", ".join(_READERS)
        raise QueryError(f"parameter {entry['name']} must have a type out of {known}", path=path)
    default = entry.get("default")
    if isinstance(default, bool):
        default = str(default).lower()
    text = None if default is None else str(default)
    values = tuple(map(str, entry.get("enum") or ()))
    if values and text is not None and text not in values:
        raise QueryError(f"the default of {entry['name']} must be one of its values", path=path)
    about = _both(entry, "description", fallback="")
    return Parameter(
        entry["name"], entry["type"], text, about, values, entry.get("of"), bool(entry.get("required"))
    )


def _both(entry: Mapping[str, Any], key: str, *, fallback: str) -> dict[str, str]:
    """Give a text in both languages; the English one serves where there is no Arabic."""
    english = str(entry.get(key, fallback))
    return {"en": english, "ar": str(entry.get(f"{key}_ar", english))}
