"""Reading the built graph line by line, as it is written, a subject at a time.

``build/graph.nq`` is sorted, so all statements of a subject stand together and the same triple of two graphs
stands on two neighbouring lines: neither grouping nor the union of the graphs needs memory. Terms stay the
bytes that they are in N-Quads (https://www.w3.org/TR/rdf12-n-quads/): nothing is parsed and rewritten, so
numbers, dates and language tags stay as written, and a million lines take a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from diplograph.base.errors import OutputError, SourceError, reason_of_system
from diplograph.base.messages import message

Tell = Callable[[int, int], None]
"""What is told while long work goes on: bytes read, and bytes in all."""

Statement = tuple[bytes, bytes]
"""Predicate and object of a statement, as terms of N-Quads."""

_OFTEN: Final = 1 << 15
_GRAPH: Final = re.compile(rb'(?:<[^"<>]*>|_:[^"]*)\Z')


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a file of sorted N-Quads.

    Attributes:
        path: The file.
        graph: The IRI of the one named graph to read; None for the union of all.
        tell: Called from time to time with the bytes read and the bytes in all.
    """

    path: Path
    graph: str | None = None
    tell: Tell | None = None

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, of the one graph where there is one.

        Raises:
            SourceError: The file cannot be read.
            OutputError: There is no such graph.
        """
        tail = None if self.graph is None else b" <" + self.graph.encode() + b"> .\n"
        found = tail is None
        size, done = 0, 0
        try:
            with self.path.open("rb") as stream:
                if self.tell is not None:
                    size = self.path.stat().st_size
                for number, line in enumerate(stream):
                    if self.tell is not None:
                        done += len(line)
                        if number % _OFTEN == 0:
                            self.tell(done, size)
                    if tail is None or line.endswith(tail):
                        found = True
                        yield line
            if self.tell is not None:
                self.tell(size, size)
        except OSError as error:
            raise SourceError(
                message("error.unreadable", reason=reason_of_system(error)), path=self.path
            ) from error
        if not found:
            raise OutputError(message("error.no-graph-in", graph=self.graph), path=self.path)

    def triples(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        """Yield subject, predicate and object of each triple once, in the order of the file."""
        last = None
        for line in self.lines():
            triple = split(line)[:3]
            if triple != last:
                yield triple
                last = triple

    def subjects(self) -> Iterator[tuple[bytes, list[Statement]]]:
        """Yield each subject with its statements, none twice.

        Example:
            >>> import tempfile
            >>> path = Path(tempfile.mkdtemp()) / "graph.nq"
            >>> _ = path.write_text('<s> <p> "1" <g> .' + chr(10) + '<s> <p> "1" <h> .' + chr(10))
            >>> list(Statements(path).subjects())
            [(b'<s>', [(b'<p>', b'"1"')])]
        """
        subject: bytes | None = None
        statements: list[Statement] = []
        last = None
        for line in self.lines():  # written out, since this is where the time of an export goes
            this, predicate, rest = line.split(b" ", 2)
            value = without_graph(rest)
            if this != subject:
                if subject is not None:
                    yield subject, statements
                subject, statements, last = this, [], None
            pair = (predicate, value)
            if pair != last:
                statements.append(pair)
                last = pair
        if subject is not None:
            yield subject, statements


def split(line: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    r"""Split a line of N-Quads into subject, predicate, object and graph; no graph is empty bytes.

    Example:
        >>> split(b'<s> <p> "a <b> c"@en <g> .\n')
        (b'<s>', b'<p>', b'"a <b> c"@en', b'<g>')
        >>> split(b'<s> <p> "a <b" .\n')
        (b'<s>', b'<p>', b'"a <b"', b'')
    """
    subject, predicate, rest = line.split(b" ", 2)
    value = without_graph(rest)
    return subject, predicate, value, rest[len(value) + 1 : -3]


def without_graph(rest: bytes) -> bytes:
    r"""Return the object of a line of N-Quads from what stands behind its predicate.

    Example:
        >>> without_graph(b'"a <b> c"@en <g> .\n'), without_graph(b'"a <b" .\n')
        (b'"a <b> c"@en', b'"a <b"')
    """
    rest = rest[:-3]
    value, _, graph = rest.rpartition(b" ")
    if not value or (b'"' in graph if graph[:1] == b"<" else not _GRAPH.match(graph)):
        return rest
    return value


def by_subject(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield each subject with its lines, graphs and all."""
    for subject, group in groupby(lines, key=lambda line: line.split(b" ", 1)[0]):
        yield subject, list(group)
