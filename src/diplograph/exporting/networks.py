"""The graph as networks: nodes and edges with labels in both languages, and with times.

Three are made. ``everything`` has each entity and fact as a node and each statement between two of them as an
edge. ``who-visits-whom`` has states and leaders, and an edge for each visit from the visiting state, and from
the visitor, to the host. ``co-membership`` joins states that are parties to the same institution, treaty or
relation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from diplograph.errors import OutputError
from diplograph.exporting.literals import parse_literal
from diplograph.exporting.statements import Statements, Tell
from diplograph.exporting.terms import TYPE
from diplograph.names import DG, RDFS, short
from diplograph.project import Project
from diplograph.querying.engine import ask, load_store

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


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its nodes, and what gives its edges anew each time."""

    nodes: dict[str, Node]
    _source: Any = field(repr=False)

    def edges(self) -> Iterator[Edge]:
        """Give the edges, in an order that is always the same."""
        yield from self._source()


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
        >>> from diplograph.building.build import ensure_built
        >>> from diplograph.project import find
        >>> ensure_built(find())
        >>> network = read_network(find(), "who-visits-whom")
        >>> network.nodes["https://w3id.org/diplograph/id/state/egypt"].labels["ar"]
        'مصر'
    """
    if name not in NETWORKS:
        raise OutputError(f"unknown network {name!r}; known are {', '.join(NETWORKS)}")
    nodes, terms = _read_nodes(project)
    if name == "everything":
        return Network(nodes, lambda: _statements(project, nodes, terms, tell))
    edges = _facts(project, _VISITS if name == "who-visits-whom" else _SHARED, nodes, terms)
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return Network({iri: node for iri, node in nodes.items() if iri in ends}, lambda: iter(edges))


def to_networkx(network: Network) -> networkx.MultiDiGraph[str]:
    """Give a network as NetworkX has it, with the attributes that GraphML and GEXF are written with."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in network.nodes.values():
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


def _read_nodes(project: Project) -> tuple[dict[str, Node], dict[str, dict[str, str]]]:
    """Give the entities and facts, and the labels of the terms of the vocabulary."""
    nodes: dict[str, Node] = {}
    terms: dict[str, dict[str, str]] = {}
    last, told = b"", _Told()
    for line in Statements(project.graph_file).lines():  # most lines are of no use here
        subject, predicate, rest = line.split(b" ", 2)
        if predicate not in _WANTED or subject[:1] != b"<":
            continue
        if subject != last:
            told.put(last, nodes, terms)
            last, told = subject, _Told()
        if predicate == TYPE:
            value, _, graph = rest[:-3].partition(b" ")
            told.is_term = told.is_term or graph.endswith(b"/graph/vocabulary>")
            if b"/graph/inferred/" not in graph:
                told.kinds.append(value)
        elif rest[:1] == b'"':
            text, language = _text(rest)
            if predicate == _LABEL:
                told.labels[language or "en"] = text
            elif predicate in _TIMES:
                told.times[_TIMES[predicate]] = text
            else:
                told.date = text
    told.put(last, nodes, terms)
    return nodes, terms


class _Told:
    """What is told of a subject."""

    __slots__ = ("date", "is_term", "kinds", "labels", "times")

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.kinds: list[bytes] = []
        self.times = ["", ""]
        self.date = ""
        self.is_term = False

    def put(self, subject: bytes, nodes: dict[str, Node], terms: dict[str, dict[str, str]]) -> None:
        """Put it with the terms, or with the nodes if it has a name and a class."""
        iri = subject[1:-1].decode()
        if self.is_term:
            terms[iri] = self.labels
        elif self.labels and self.kinds:
            kind = min(self.kinds, key=lambda one: (not one.startswith(_OWN), one))
            nodes[iri] = Node(iri, _short(kind), self.labels, self.date, *self.times)


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


def _statements(
    project: Project, nodes: dict[str, Node], terms: dict[str, dict[str, str]], tell: Tell | None
) -> Iterator[Edge]:
    """Give each statement between two nodes."""
    known = {f"<{iri}>".encode(): iri for iri in nodes}
    kinds: dict[bytes, tuple[str, dict[str, str]]] = {}
    last = None
    for line in Statements(project.graph_file, tell=tell).lines():
        subject, predicate, rest = line.split(b" ", 2)
        value = rest[: rest.find(b">") + 1]
        if value not in known or subject not in known or (subject, predicate, value) == last:
            continue
        last = (subject, predicate, value)
        kind = kinds.get(predicate)
        if kind is None:
            kind = kinds[predicate] = (_short(predicate), terms.get(predicate[1:-1].decode(), {}))
        yield Edge(known[subject], known[value], *kind)


def _facts(
    project: Project, query: str, nodes: dict[str, Node], terms: dict[str, dict[str, str]]
) -> list[Edge]:
    """Give an edge for each fact that joins two nodes."""
    rows: dict[tuple[str, str, str], list[Any]] = {}
    answer: Any = ask(load_store(project.graph_file), query, name="the network")
    for source, target, fact, *told, passage in answer.rows:
        row = rows.setdefault((source.value, target.value, fact.value), [told, []])
        at = "" if passage is None else passage.value.partition("/document/")[2]
        if at and at not in row[1]:
            row[1].append(at)
    edges = []
    for (source, target, fact), ((kind, *times), passages) in rows.items():
        start, end, date = ("" if term is None else str(term.value) for term in times)
        if source not in nodes or target not in nodes:
            continue
        iri = "" if kind is None else kind.value
        labels = nodes[fact].labels if fact in nodes else terms.get(iri, {})
        edges.append(Edge(source, target, short(iri, ""), labels, date, start, end, fact, " ".join(passages)))
    return edges
