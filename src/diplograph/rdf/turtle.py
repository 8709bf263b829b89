"""Reading Turtle files into quads, with one clear line for whatever is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from diplograph.base.errors import SourceError, reason_of
from diplograph.base.files import checked_utf8
from diplograph.base.messages import message
from diplograph.rdf.lines import has_blank_node, serialize


def read_turtle(path: Path, *, base: str, graph: ox.NamedNode, blank_nodes: bool = True) -> list[ox.Quad]:
    """Parse a Turtle file into quads of one named graph.

    The parser keeps literals as they are written; nothing is fetched, whatever the file names.

    Args:
        path: The file.
        base: The IRI that relative IRIs are resolved against where the file gives no ``@base``.
        graph: The graph that the triples go into.
        blank_nodes: Whether the file may hold blank nodes. Facts may not, so that each can be cited.

    Raises:
        SourceError: The file cannot be read, is not UTF-8, is not Turtle, or holds a blank node
            where none may stand. The error names the line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(message("error.unreadable", reason=error.strerror or error), path=path) from error
    lines = read_ntriples(data, path=path, base=base, blank_nodes=blank_nodes)
    triples = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def read_ntriples(data: bytes, *, path: Path, base: str, blank_nodes: bool = True) -> bytes:
    """Turn the bytes of a Turtle file into N-Triples, as `read_turtle` reads it.

    Args:
        data: What is in the file.
        path: The file, for messages.
        base: As above.
        blank_nodes: As above.

    Raises:
        SourceError: As above.
    """
    data = checked_utf8(data, path)
    try:
        triples = ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True)
        lines = serialize(triples, ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise SourceError(
            message("error.not-turtle", reason=reason_of(error)), path=path, line=error.lineno
        ) from error
    if not blank_nodes and b"_:" in lines and any(map(has_blank_node, lines.split(b"\n"))):
        line = _first_blank_node(data.decode(), path, base)
        raise SourceError(message("error.blank-node"), path=path, line=line)
    return lines


def _first_blank_node(text: str, path: Path, base: str) -> int | None:
    from diplograph.rdf.positions import scan

    for statement in scan(text, base=base, path=path):
        if statement.object.startswith("_:"):
            return statement.line
        if statement.subject.startswith("_:"):
            return statement.subject_line
    return None
