"""The graph as tables, one for each class: what CSV, Parquet and SQLite have in common.

A row is a node, a column a property; a property with labels in several languages has a column for each. What
has two values for any node of the class is a list for all of them. Nodes go by the class that people gave
them, not by those that rules add; of the vocabulary only the concepts are taken, which the columns point to.
The graph is read twice and never kept.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from diplograph.base.names import DG, PREFIXES, RDFS, XSD, local_name
from diplograph.publishing.formats.literals import parse_literal
from diplograph.publishing.formats.statements import Statements, Tell, without_graph
from diplograph.publishing.formats.terms import TYPE
from diplograph.sources.project import Project

_CONCEPT: Final = f"<{PREFIXES['skos']}Concept>".encode()
_LABEL: Final = f"<{RDFS}label>".encode()
_OWN: Final = f"<{DG}".encode()
_WHOLE: Final = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\Z")
_DAY: Final = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z")
_DIGITS: Final = 15
"""How many digits a floating-point number holds whatever they are."""

_FRONT: Final = ("label", "prefLabel", "altLabel", "hiddenLabel")
_BESIDE: Final = {
    "earliest": "period",
    "latest": "period",
    "startEarliest": "start",
    "startLatest": "start",
    "endEarliest": "end",
    "endLatest": "end",
}
"""After which column the bounds of a date stand."""


@dataclass(slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        iri: The property that it holds; empty for the node itself.
        language: The language of its values, if they have one.
        kind: ``iri``, ``integer``, ``number``, ``boolean``, ``date`` or ``string``.
        many: Whether its values are lists.
        datatype: The IRI of the datatype of all values, if there is one.
    """

    name: str
    iri: str = ""
    language: str = ""
    kind: str = ""
    many: bool = False
    datatype: str = ""


@dataclass(slots=True)
class Table:
    """A table.

    Attributes:
        name: Its name: that of the class.
        iri: The class.
        columns: Its columns, by property and language, the first that of the node.
        rows: How many rows it has.
    """

    name: str
    iri: str
    columns: dict[tuple[bytes, str], Column] = field(default_factory=dict)
    rows: int = 0


Row = dict[tuple[bytes, str], list[str]]
"""The values of a node as written, by property and language."""

_ID: Final = (b"", "")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a graph.

    Attributes:
        tables: By the class as a term.
        labels: The labels of the terms of the vocabulary, by IRI and language.
        statements: What they are read from.
    """

    tables: dict[bytes, Table]
    labels: dict[str, dict[str, str]]
    statements: Statements

    def rows(self) -> Iterator[tuple[Table, list[Any]]]:
        """Yield each row with its table, its values in the order of the columns; a missing one is None."""
        for classes, row in _nodes(self.statements):
            for name in classes:
                table = self.tables[name]
                yield table, [_value(column, row.get(key)) for key, column in table.columns.items()]


def read_tables(project: Project, tell: Tell | None = None) -> Tables:
    """Find out which tables a graph has.

    Args:
        project: A project whose graph is built.
        tell: Called while the rows are read.

    Example:
        >>> from diplograph.snapshot.build import ensure_built
        >>> from diplograph.sources.project import find
        >>> ensure_built(find())
        >>> tables = read_tables(find()).tables
        >>> tables[b"<https://w3id.org/diplograph/ontology#Visit>"].rows
        17
    """
    tables: dict[bytes, Table] = {}
    labels: dict[str, dict[str, str]] = {}
    for classes, row in _nodes(Statements(project.graph_file), labels):
        for name in classes:
            table = tables.get(name)
            if table is None:
                table = tables[name] = Table("", name[1:-1].decode())
            table.rows += 1
            for key, values in row.items():
                column = table.columns.get(key)
                if column is None:
                    column = table.columns[key] = Column("", key[0][1:-1].decode(), key[1])
                column.many = column.many or len(values) > 1
                for value in values:
                    _learn(column, value)
    taken: set[str] = set()
    for table in sorted(tables.values(), key=lambda table: (not table.iri.startswith(DG), table.iri)):
        table.name = _name(table.iri, taken)
        table.columns = _arranged(table)
    ordered = dict(sorted(tables.items(), key=lambda item: item[1].name))
    return Tables(ordered, labels, Statements(project.graph_file, tell=tell))


def _nodes(
    statements: Statements, labels: dict[str, dict[str, str]] | None = None
) -> Iterator[tuple[list[bytes], Row]]:
    """Yield each node with its classes and its values; and the labels of the vocabulary, if asked for."""
    last, node = b"", _Node()
    for line in statements.lines():
        subject, predicate, rest = line.split(b" ", 2)
        if subject != last:
            yield from node.row(last, labels)
            last, node = subject, _Node()
        if predicate == TYPE:
            node.classify(rest)
        else:
            node.put(predicate, without_graph(rest))
    yield from node.row(last, labels)


class _Node:
    """What is said of a node."""

    __slots__ = ("_classes", "_is_term", "_last", "_values")

    def __init__(self) -> None:
        self._classes: set[bytes] = set()
        self._is_term = False
        self._values: Row = {_ID: []}
        self._last = (b"", b"")

    def classify(self, rest: bytes) -> None:
        """Take a class, and its graph, unless a rule has added it."""
        value = without_graph(rest)
        graph = rest[len(value) + 1 : -3]
        if b"/graph/inferred/" not in graph:
            self._is_term = self._is_term or graph.endswith(b"/graph/vocabulary>")
            if value[:1] == b"<":
                self._classes.add(value)

    def put(self, predicate: bytes, value: bytes) -> None:
        """Take a value, once where several graphs hold it: they follow each other."""
        if (predicate, value) == self._last:
            return
        self._last = (predicate, value)
        text, language = value.decode(), ""
        if value[:1] == b'"':
            end = text.rindex('"') + 1
            language = text[end + 1 :] if text[end : end + 1] == "@" else ""
        self._values.setdefault((predicate, language), []).append(text)

    def row(
        self, subject: bytes, labels: dict[str, dict[str, str]] | None
    ) -> Iterator[tuple[list[bytes], Row]]:
        """Yield the row of the node, if it has a class that is a table; and its labels, if it is a term."""
        classes = sorted(self._classes)
        if self._is_term:
            classes = [name for name in classes if name == _CONCEPT]
            for (predicate, language), values in self._values.items() if labels is not None else ():
                if predicate == _LABEL and values[-1][0] == '"':
                    assert labels is not None
                    labels.setdefault(subject[1:-1].decode(), {})[language] = _text(values[-1])
        classes = [name for name in classes if name.startswith(_OWN)] or classes
        if classes and subject[:1] == b"<":
            self._values[_ID].append(subject.decode())
            yield classes, self._values


def _learn(column: Column, value: str) -> None:
    """Widen the kind of a column so that it holds a value."""
    if column.kind == "iri" and value[0] == "<" and value[1] != "<":
        return  # as most values: what the column holds already
    if column.kind == "string" and not column.datatype:
        return
    kind, datatype = _kind(value)
    if not column.kind:
        column.kind, column.datatype = kind, datatype
        return
    if column.datatype != datatype:
        column.datatype = ""
    if column.kind != kind:
        column.kind = "number" if {column.kind, kind} == {"integer", "number"} else "string"


def _kind(value: str) -> tuple[str, str]:
    """Return the kind and the datatype of a value."""
    if value.startswith("<<("):
        return "string", ""
    if value[0] != '"':
        return "iri", ""
    text, _, datatype = parse_literal(value.encode())
    if datatype is None:
        return "string", ""
    if datatype == XSD + "integer" and _WHOLE.match(text):
        return "integer", datatype
    if datatype == XSD + "boolean" and text in ("true", "false"):
        return "boolean", datatype
    if datatype == XSD + "date" and _is_day(text):
        return "date", datatype
    digits = sum(character.isdigit() for character in text)
    if datatype in (XSD + "decimal", XSD + "integer") and _NUMBER.match(text) and digits <= _DIGITS:
        return "number", datatype
    return "string", datatype


def _is_day(text: str) -> bool:
    """Return whether a text is a day of the calendar of years 1 to 9999, without a time zone."""
    if not _DAY.match(text):
        return False
    with contextlib.suppress(ValueError):
        datetime.date.fromisoformat(text)
        return True
    return False  # 30 February


def _value(column: Column, values: list[str] | None) -> Any:
    """Return what a cell holds: text as written, or a list of texts."""
    if values is None:
        return None
    texts = [_text(value) for value in values]
    return texts if column.many else texts[0]


def _text(value: str) -> str:
    """Return a value as text: a literal's lexical form, an IRI, or a blank node or triple term as written."""
    if value[0] == '"':
        return parse_literal(value.encode()).text if "\\" in value else value[1 : value.rindex('"')]
    return value[1:-1] if value[0] == "<" and value[1] != "<" else value


def _arranged(table: Table) -> dict[tuple[bytes, str], Column]:
    """Name the columns and put them in order: the node, its labels, then by name, bounds after their date."""
    taken: set[str] = set()
    columns = table.columns
    columns[_ID].name = "id"
    taken.add("id")
    for key in sorted(columns.keys() - {_ID}, key=lambda key: (not columns[key].iri.startswith(DG), key)):
        column = columns[key]
        column.name = _name(column.iri, taken, column.language)

    def place(item: tuple[tuple[bytes, str], Column]) -> tuple[int, int, str, int, str]:
        local = local_name(item[1].iri)
        after = _BESIDE.get(local, local)
        if after == "period" and not any(column.name == "period" for column in columns.values()):
            after = "date"
        rank = _FRONT.index(local) if local in _FRONT else len(_FRONT)
        return (item[0] != _ID, rank, after, local != after, item[1].name)

    return dict(sorted(columns.items(), key=place))


def _name(iri: str, taken: set[str], language: str = "") -> str:
    """Return a name for a class or property that no other has, in any case of its letters."""
    end = local_name(iri)
    local = re.sub(r"\W+", "_", end) or "value"
    space = iri.removesuffix(end)
    prefix = next((prefix for prefix, known in PREFIXES.items() if known == space), "")
    tag = "_" + language.lower().replace("-", "_") if language else ""
    plain = prefix in ("dg", "rdfs", "skos", "dcterms") or not prefix
    candidates = [local + tag] if plain else []
    candidates.append(f"{prefix or 'other'}_{local}{tag}")
    candidates += [f"{prefix or 'other'}_{local}{tag}_{number}" for number in range(2, 1000)]
    name = next(candidate for candidate in candidates if candidate.lower() not in taken)
    taken.add(name.lower())
    return name
