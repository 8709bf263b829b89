"""Turtle and TriG for reading and for diffs: a subject a block, a value a line, always in the same order.

What something is comes first, then what it is called, then all else by property. Blank nodes that one
statement points to stand inside it, lists as ``( … )``. Memory does not grow with the graph.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from typing import IO, Final

from diplograph.base.names import PREFIXES, RDFS
from diplograph.publishing.formats.blank_nodes import BlankNodes, find_blank_nodes
from diplograph.publishing.formats.parts import by_graph
from diplograph.publishing.formats.reifiers import EvidenceAs, statements_of
from diplograph.publishing.formats.statements import Statement, Statements, Tell
from diplograph.publishing.formats.terms import TYPE, Terms
from diplograph.sources.project import Project

_FIRST: Final = {
    TYPE: 0,
    f"<{RDFS}label>".encode(): 1,
    **{
        f"<{PREFIXES['skos']}{name}>".encode(): rank
        for rank, name in enumerate(("prefLabel", "altLabel", "hiddenLabel", "definition"), start=2)
    },
}
_LAST: Final = len(_FIRST) + 1


def write_turtle(
    project: Project,
    out: IO[bytes],
    *,
    graph: str | None = None,
    evidence: EvidenceAs | None = None,
    tell: Tell | None = None,
) -> None:
    """Write the union of the graphs, or one of them, as Turtle (https://www.w3.org/TR/rdf12-turtle/)."""
    source = statements_of(project.graph_file, graph, evidence, tell)
    blank = find_blank_nodes(statements_of(project.graph_file, graph, evidence).lines(), union=True)
    terms = Terms(project.base)
    out.write(terms.header())
    Turtle(terms, blank).write(source.subjects(), out.write)


def write_trig(
    project: Project,
    out: IO[bytes],
    *,
    graph: str | None = None,
    evidence: EvidenceAs | None = None,
    tell: Tell | None = None,
) -> None:
    """Write the named graphs as TriG (https://www.w3.org/TR/rdf12-trig/), each once, by name.

    Args and errors are those of `write_turtle`; the graphs pass through temporary files.
    """
    source = statements_of(project.graph_file, graph, evidence, tell)
    blank = find_blank_nodes(statements_of(project.graph_file, graph, evidence).lines(), union=False)
    terms = Terms(project.base)
    out.write(terms.header())
    with by_graph(source.lines()) as parts:
        for name, path in parts.items():
            writer = Turtle(terms, blank, indent=b"    " if name else b"")
            if name:
                out.write(b"\n" + terms.write(name) + b" {")
            writer.write(Statements(path).subjects(), out.write)
            if name:
                out.write(b"}\n")


class Turtle:
    """Writes subjects as Turtle.

    Args:
        terms: What writes the terms.
        blank: The blank nodes of the graph.
        indent: What each line begins with.
    """

    def __init__(self, terms: Terms, blank: BlankNodes, indent: bytes = b"") -> None:
        self._terms = terms
        self._blank = blank
        self._nested = blank.nested
        self._indent = indent
        self._predicates: dict[bytes, tuple[int, bytes]] = {}

    def write(
        self, subjects: Iterable[tuple[bytes, list[Statement]]], out: Callable[[bytes], object]
    ) -> None:
        """Write each subject as a block, with an empty line before it."""
        nested, unlabelled = self._nested, self._blank.unlabelled
        term, indent = self._terms.write, self._indent
        for subject, statements in subjects:
            if subject in nested:
                continue
            name = b"[]" if subject in unlabelled else term(subject)
            out(b"\n%s%s %s .\n" % (indent, name, self._body(statements, indent + b"    ")))

    def _body(self, statements: Iterable[Statement], indent: bytes) -> bytes:
        """Return the properties and values of a subject."""
        predicates, known, write = self._predicates, self._terms.known, self._terms.write
        groups: list[tuple[int, bytes, list[bytes]]] = []
        last = None
        for predicate, value in statements:  # written out, since a value a call would take twice the time
            if predicate != last:
                key = predicates.get(predicate)
                if key is None:
                    name = b"a" if predicate == TYPE else write(predicate)
                    key = predicates[predicate] = (_FIRST.get(predicate, _LAST), name)
                values: list[bytes] = []
                groups.append((*key, values))
                last, nodes = predicate, 0
            if value[:1] == b'"' and value[-1:] != b">":
                values.append(value)
            elif value[:1] == b"_":  # last, as in the file; by what they say: labels change with other facts
                nodes += 1
                insort(values, self._node(value, indent + b"    "), lo=len(values) - nodes + 1)
            else:
                values.append(known.get(value) or write(value))
        groups.sort()
        comma = b" ,\n" + indent + b"    "
        return (b" ;\n" + indent).join([name + b" " + comma.join(values) for _, name, values in groups])

    def _node(self, node: bytes, indent: bytes) -> bytes:
        """Return a blank node as a value that begins at an indent: in place where it can be."""
        if node not in self._nested:
            return node
        items = self._blank.items(node)
        if items is not None:
            written = [self._value(item, indent) for item in items]
            return b"( " + b" ".join(written) + b" )"
        statements = self._blank.statements.get(node)
        if not statements:
            return b"[]"
        inner = indent + b"    "
        return b"[\n%s%s\n%s]" % (inner, self._body(statements, inner), indent)

    def _value(self, term: bytes, indent: bytes) -> bytes:
        return self._node(term, indent) if term[:1] == b"_" else self._terms.write(term)
