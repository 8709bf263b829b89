"""The graph as networks: nodes and edges with labels in the languages of the project, and with times.

``everything`` has each entity and fact as a node and each statement between two of them as an edge. The
others join what the question of their name joins, with an edge for each fact: ``who-visits-whom`` states, and
the visitors too, with the states that were visited; ``who-deals-with-whom`` and ``co-membership`` states with
each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from diplograph.base.errors import OutputError
from diplograph.base.languages import in_first
from diplograph.base.messages import LANGUAGES, message
from diplograph.base.names import DG, RDFS, short
from diplograph.publishing.formats.literals import parse_literal
from diplograph.publishing.formats.statements import Statements, Tell
from diplograph.publishing.formats.terms import TYPE
from diplograph.questions.graph import Graph
from diplograph.questions.passages import passages_of

_ASKED: Final = {  # questions, with parameters
    "who-visits-whom": {"people": True},
    "who-deals-with-whom": {},
    "co-membership": {},
}

NETWORKS: Final = ("everything", *_ASKED)
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

_VISIT_KIND: Final = f"<{DG}visitKind>".encode()

_WANTED: Final = frozenset({_LABEL, TYPE, _VISIT_KIND, *_TIMES, *_DATES})


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
        """Return the nodes, in the order of the graph."""
        ...

    def edges(self) -> Iterator[Edge]:
        """Return the edges, in an order that is always the same."""
        ...


def read_network(graph: Graph, name: str = "everything", tell: Tell | None = None) -> Network:
    """Read a network of a local graph.

    Args:
        graph: A graph.
        name: One of `NETWORKS`.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        OutputError: There is no such network.
        QueryError: The question has no columns ``from``, ``to`` and ``node``, or the graph is not local.
        SourceError: The graph cannot be read.

    Example:
        >>> import diplograph
        >>> network = read_network(diplograph.open(), "who-visits-whom")
        >>> [node.labels["ar"] for node in network.nodes() if node.kind == "dg:State"]
        ['مصر', 'كازاخستان']
    """
    if name not in NETWORKS:
        raise OutputError(message("error.unknown-network", name=name, known=", ".join(NETWORKS)))
    file = graph.snapshot.project.graph_file
    if name == "everything":
        return _Everything(file, tell)
    return _Facts(graph, file, name)


def label_of(item: Node | Edge, languages: Iterable[str]) -> str:
    """Return what an item is called in the first of some languages, or in any, or else its kind."""
    return in_first(item.labels, languages) or item.kind


def attributes(item: Node | Edge, languages: Collection[str] = LANGUAGES) -> dict[str, str]:
    """Return the attributes of a node or an edge, with its labels in some languages.

    What it does not have is left out.
    """
    told = {
        "kind": item.kind,
        **{f"label_{tag}": text for tag, text in item.labels.items() if tag in languages},
    }
    told |= {"date": item.date, "start": item.start, "end": item.end}
    if isinstance(item, Edge):
        told |= {"fact": item.fact, "passages": item.passages}
    return {name: value for name, value in told.items() if value}


class _Everything:
    """Each entity and fact, and each statement between two of them; of the nodes only the names are held."""

    def __init__(self, file: Path, tell: Tell | None) -> None:
        self._file = file
        self._tell = tell
        self._known: set[bytes] = set()
        self._terms: Terms = {}

    def nodes(self) -> Iterator[Node]:
        """Yield the entities and facts."""
        for subject, told in _told(self._file, None):
            if told.is_term:
                self._terms[subject] = told.labels
            elif told.is_node:
                self._known.add(subject)
                yield told.node(subject[1:-1].decode())

    def edges(self) -> Iterator[Edge]:
        """Yield each statement between two nodes."""
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
    """What facts join according to a question, and an edge for each fact."""

    def __init__(self, graph: Graph, file: Path, question: str) -> None:
        rows = graph.select(question, "from", "to", "node", **_ASKED[question])
        joined = sorted({(fact, one, other) for one, other, facts in rows for fact in facts.split()})
        wanted = {f"<{iri}>".encode() for edge in joined for iri in edge}
        told = {subject[1:-1].decode(): found for subject, found in _told(file, wanted)}
        nodes = {iri: found.node(iri) for iri, found in told.items() if found.is_node}
        passages = passages_of({fact for fact, _, _ in joined}, graph.ask)
        self._edges = [
            told[fact].edge(one, other, fact, " ".join(sorted(passages[fact])))
            for fact, one, other in joined
            if one in nodes and other in nodes
        ]
        ends = {end for edge in self._edges for end in (edge.source, edge.target)}
        self._nodes = [node for iri, node in nodes.items() if iri in ends]

    def nodes(self) -> Iterator[Node]:
        """Return the nodes that are joined."""
        return iter(self._nodes)

    def edges(self) -> Iterator[Edge]:
        """Return an edge for each fact and pair that it joins."""
        return iter(self._edges)


def _told(path: Path, wanted: Collection[bytes] | None) -> Iterator[tuple[bytes, _Told]]:
    """Yield what is told of each subject, or of those that are wanted; most lines are of no use here."""
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

    __slots__ = ("_date", "_kinds", "_times", "_visit_kind", "is_term", "labels")

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.is_term = False
        self._kinds: list[bytes] = []
        self._visit_kind = b""
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
        elif predicate == _VISIT_KIND:
            self._visit_kind = self._visit_kind or rest[: rest.find(b">") + 1]
        elif rest[:1] == b'"':
            text, language = _text(rest)
            if predicate == _LABEL:
                self.labels[language or "en"] = text
            elif predicate in _TIMES:
                self._times[_TIMES[predicate]] = text
            else:
                self._date = text

    @property
    def _kind(self) -> str:
        """The class, one of our own before others."""
        return _short(min(self._kinds, key=lambda one: (not one.startswith(_OWN), one), default=b"<>"))

    def node(self, iri: str) -> Node:
        """Return the node."""
        return Node(iri, self._kind, self.labels, self._date, *self._times)

    def edge(self, source: str, target: str, iri: str, passages: str) -> Edge:
        """Return the edge that it stands for as a fact; a visit is of its kind."""
        kind = _short(self._visit_kind) if self._visit_kind else self._kind
        start, end = self._times
        return Edge(source, target, kind, self.labels, self._date, start, end, iri, passages)


@cache
def _short(kind: bytes) -> str:
    return short(kind[1:-1].decode(), "")


def _text(rest: bytes) -> tuple[str, str]:
    """Return the text and the language of the literal that a line ends with, before its graph."""
    end = rest.rfind(b'"')  # neither a datatype nor a graph has a quotation mark
    value, tail = rest[1:end], rest[end + 1 :]
    language = tail[1 : tail.find(b" ")].decode() if tail[:1] == b"@" else ""
    if b"\\" in value:
        value = parse_literal(rest[: end + 1]).text.encode()
    return value.decode(), language
