"""The graph as networks: nodes and edges with labels in both languages, and with times.

Three are made. ``everything`` has each entity and fact as a node and each statement between two of them as an
edge. ``who-visits-whom`` has states and leaders, and an edge for each visit from the visiting state, and from
the visitor, to the host. ``co-membership`` joins states that are parties to the same institution, treaty or
relation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from diplograph.base.errors import OutputError
from diplograph.base.names import DG, RDFS, short
from diplograph.publishing.formats.literals import parse_literal
from diplograph.publishing.formats.statements import Statements, Tell
from diplograph.publishing.formats.terms import TYPE
from diplograph.sources.project import Project
from diplograph.sparql.engine import ask, load_store

if TYPE_CHECKING:
    import networkx

NETWORKS: Final = ("everything", "who-visits-whom", "co-membership")
"""The networks by name."""

_LABEL: Final = f"<{RDFS}label>".encode()
_OWN: Final = f"<{DG}".encode()
_TIMES: Final = {
    f"<{DG}{name}>".encode(): place
    for name, place in (("earliest", 0), ("startEarliest", 0), ("latest", 1), ("endLatest", 1))
}
_DATES: Final = {f"<{DG}{name}>".encode() for name in ("date", "period")}

Terms = dict[bytes, dict[str, str]]
"""What terms of the vocabulary are called, by language."""

_WANTED: Final = frozenset({_LABEL, TYPE, *_TIMES, *_DATES})

_VISITS: Final = """
SELECT ?from ?to ?visit ?kind ?earliest ?latest ?date ?at WHERE {
  ?visit a dg:Visit ; dg:hostState ?to .
  { ?visit dg:visitingState ?from } UNION { ?visit dg:visitor ?from }
  OPTIONAL { ?visit dg:visitKind ?kind }
  OPTIONAL { ?visit dg:earliest ?earliest }
  OPTIONAL { ?visit dg:latest ?latest }
  OPTIONAL { ?visit dg:date ?date }
  OPTIONAL { ?visit dg:evidence ?at }
} ORDER BY ?visit ?from ?to ?at
"""
_SHARED: Final = """
SELECT ?from ?to ?visit ?kind ?earliest ?latest ?date ?at WHERE {
  { ?visit dg:party ?from } UNION { ?visit dg:party/dg:ofState ?from }
  { ?visit dg:party ?to } UNION { ?visit dg:party/dg:ofState ?to }
  ?from a dg:State . ?to a dg:State .
  FILTER ( STR(?from) < STR(?to) )
  ?visit a ?kind . VALUES ?kind { dg:Institution dg:Treaty dg:Relation }
  OPTIONAL { ?visit dg:earliest ?earliest }
  OPTIONAL { ?visit dg:latest ?latest }
  OPTIONAL { ?visit dg:date ?date }
  OPTIONAL { ?visit dg:evidence ?at }
} ORDER BY ?visit ?from ?to ?at
"""


class Node(NamedTuple):
    """A node of a network.

    Attributes:
        id: Its IRI.
        kind: Its class, in short.
        labels: What it is called, by language.
        date: Its date as stated, in EDTF, if it has one.
        start: The earliest day of it, if it has one.
        end: The latest day of it, if it has one.
    """

    id: str
    kind: str
    labels: dict[str, str]
    date: str = ""
    start: str = ""
    end: str = ""


class Edge(NamedTuple):
    """An edge of a network, directed; as a `Node`, with the fact that it is of and the passages of that."""

    source: str
    target: str
    kind: str
    labels: dict[str, str]
    date: str = ""
    start: str = ""
    end: str = ""
    fact: str = ""
    passages: str = ""


class Network(Protocol):
    """A network, whose nodes and edges are read anew each time: neither is held."""

    def nodes(self) -> Iterator[Node]:
        """Give the nodes, in the order of the graph."""
        ...

    def edges(self) -> Iterator[Edge]:
        """Give the edges, in an order that is always the same."""
        ...


def read_network(project: Project, name: str = "everything", tell: Tell | None = None) -> Network:
    """Read a network of the built graph.

    Args:
        project: A project whose graph is built.
        name: One of `NETWORKS`.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        OutputError: There is no such network.
        SourceError: The graph cannot be read.

    Example:
        >>> from diplograph.snapshot.build import ensure_built
        >>> from diplograph.sources.project import find
        >>> ensure_built(find())
        >>> network = read_network(find(), "who-visits-whom")
        >>> [node.labels["ar"] for node in network.nodes() if node.kind == "dg:State"]
        ['مصر', 'كازاخستان']
    """
    if name not in NETWORKS:
        raise OutputError(f"unknown network {name!r}; known are {', '.join(NETWORKS)}")
    if name == "everything":
        return _Everything(project, tell)
    return _Facts(project, _VISITS if name == "who-visits-whom" else _SHARED)


def to_networkx(network: Network) -> networkx.MultiDiGraph[str]:
    """Give a network as NetworkX has it, with the attributes that GraphML and GEXF are written with."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in network.nodes():
        graph.add_node(node.id, **attributes(node))
    for edge in network.edges():
        graph.add_edge(edge.source, edge.target, **attributes(edge))
    return graph


def label_of(item: Node | Edge, language: str) -> str:
    """Give what an item is called in a language, or in English; its kind where it has no name."""
    return item.labels.get(language) or item.labels.get("en") or item.kind


def attributes(item: Node | Edge) -> dict[str, str]:
    """Give what is told of a node or an edge; what it does not have is left out."""
    told = {
        "kind": item.kind,
        **{f"label_{tag}": text for tag, text in item.labels.items() if tag in ("en", "ar")},
    }
    told |= {"date": item.date, "start": item.start, "end": item.end}
    if isinstance(item, Edge):
        told |= {"fact": item.fact, "passages": item.passages}
    return {name: value for name, value in told.items() if value}


class _Everything:
    """Each entity and fact, and each statement between two of them; of the nodes only the names are held."""

    def __init__(self, project: Project, tell: Tell | None) -> None:
        self._file = project.graph_file
        self._tell = tell
        self._known: set[bytes] = set()
        self._terms: Terms = {}

    def nodes(self) -> Iterator[Node]:
        """Give the entities and facts."""
        for subject, told in _told(self._file, None):
            if told.is_term:
                self._terms[subject] = told.labels
            elif told.is_node:
                self._known.add(subject)
                yield told.node(subject)

    def edges(self) -> Iterator[Edge]:
        """Give each statement between two nodes."""
        if not self._known:
            for _ in self.nodes():
                pass
        known, kinds, last = self._known, dict[bytes, tuple[str, dict[str, str]]](), None
        for line in Statements(self._file, tell=self._tell).lines():
            subject, predicate, rest = line.split(b" ", 2)
            value = rest[: rest.find(b">") + 1]
            if value not in known or subject not in known or (subject, predicate, value) == last:
                continue
            last = (subject, predicate, value)
            kind = kinds.get(predicate)
            if kind is None:
                kind = kinds[predicate] = (_short(predicate), self._terms.get(predicate, {}))
            yield Edge(subject[1:-1].decode(), value[1:-1].decode(), *kind)


class _Facts:
    """The states and people that facts join, and an edge for each fact."""

    def __init__(self, project: Project, query: str) -> None:
        rows: dict[tuple[str, str, str], list[Any]] = {}
        answer: Any = ask(load_store(project.graph_file), query, name="the network")
        for source, target, fact, *told, passage in answer.rows:
            row = rows.setdefault((source.value, target.value, fact.value), [told, []])
            at = "" if passage is None else passage.value.partition("/document/")[2]
            if at and at not in row[1]:
                row[1].append(at)
        wanted = {f"<{iri}>".encode() for key in rows for iri in key}
        found = {subject: told for subject, told in _told(project.graph_file, wanted) if told.is_node}
        nodes = {subject[1:-1].decode(): told.node(subject) for subject, told in found.items()}
        self._edges = list(_edges(rows, nodes))
        ends = {end for edge in self._edges for end in (edge.source, edge.target)}
        self._nodes = [node for iri, node in nodes.items() if iri in ends]

    def nodes(self) -> Iterator[Node]:
        """Give the nodes that are joined."""
        return iter(self._nodes)

    def edges(self) -> Iterator[Edge]:
        """Give an edge for each fact and pair that it joins."""
        return iter(self._edges)


def _edges(rows: dict[tuple[str, str, str], list[Any]], nodes: dict[str, Node]) -> Iterator[Edge]:
    for (source, target, fact), ((kind, *times), passages) in rows.items():
        if source in nodes and target in nodes:
            start, end, date = ("" if term is None else str(term.value) for term in times)
            labels = nodes[fact].labels if fact in nodes else {}
            short_kind = "" if kind is None else short(kind.value, "")
            yield Edge(source, target, short_kind, labels, date, start, end, fact, " ".join(passages))


def _told(path: Path, wanted: Collection[bytes] | None) -> Iterator[tuple[bytes, _Told]]:
    """Give what is told of each subject, or of those that are wanted; most lines are of no use here."""
    last, told = b"", _Told()
    for line in Statements(path).lines():
        subject, predicate, rest = line.split(b" ", 2)
        if predicate not in _WANTED or subject[:1] != b"<" or (wanted is not None and subject not in wanted):
            continue
        if subject != last:
            if last:
                yield last, told
            last, told = subject, _Told()
        told.take(predicate, rest)
    if last:
        yield last, told


class _Told:
    """What is told of a subject."""

    __slots__ = ("_date", "_kinds", "_times", "is_term", "labels")

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.is_term = False
        self._kinds: list[bytes] = []
        self._times = ["", ""]
        self._date = ""

    @property
    def is_node(self) -> bool:
        """Whether it is an entity or fact: it has a name and a class, and is no term of the vocabulary."""
        return bool(self.labels and self._kinds) and not self.is_term

    def take(self, predicate: bytes, rest: bytes) -> None:
        """Take a statement: its predicate, and what stands behind that."""
        if predicate == TYPE:
            value, _, graph = rest[:-3].partition(b" ")
            if b"/graph/inferred/" not in graph:
                self.is_term = self.is_term or graph.endswith(b"/graph/vocabulary>")
                self._kinds.append(value)
        elif rest[:1] == b'"':
            text, language = _text(rest)
            if predicate == _LABEL:
                self.labels[language or "en"] = text
            elif predicate in _TIMES:
                self._times[_TIMES[predicate]] = text
            else:
                self._date = text

    def node(self, subject: bytes) -> Node:
        """Give the node."""
        kind = min(self._kinds, key=lambda one: (not one.startswith(_OWN), one))
        return Node(subject[1:-1].decode(), _short(kind), self.labels, self._date, *self._times)


@cache
def _short(kind: bytes) -> str:
    return short(kind[1:-1].decode(), "")


def _text(rest: bytes) -> tuple[str, str]:
    """Give the text and the language of the literal that a line ends with, before its graph."""
    end = rest.rfind(b'"')  # neither a datatype nor a graph has a quotation mark
    value, tail = rest[1:end], rest[end + 1 :]
    language = tail[1 : tail.find(b" ")].decode() if tail[:1] == b"@" else ""
    if b"\\" in value:
        value = parse_literal(rest[: end + 1]).text.encode()
    return value.decode(), language
