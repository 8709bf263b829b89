"""Reading Turtle files into quads, with one clear line for whatever is wrong with them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.files import checked_utf8, read_bytes
from diplograph.base.messages import message
from diplograph.rdf.files import check_depth, refusals
from diplograph.rdf.lines import has_blank_node, serialize

_DIRECTION: Final = re.compile('"@[^"]*--[^"]*$')


def read_turtle(path: Path, *, base: str, graph: ox.NamedNode, blank_nodes: bool = True) -> list[ox.Quad]:
    """Parse a Turtle file into quads of one named graph.

    The parser keeps literals as they are written; nothing is fetched, whatever the file names.

    Args:
        path: The file.
        base: The IRI that relative IRIs are resolved against where the file gives no ``@base``.
        graph: The graph that the triples go into.
        blank_nodes: Whether the file may hold blank nodes. Facts may not, so that each can be cited.

    Raises:
        SourceError: The file cannot be read, is not UTF-8, is not Turtle, holds what only RDF 1.2 has, or a
            blank node where none may stand. The error names the line.
    """
    lines = read_ntriples(read_bytes(path), path=path, base=base, blank_nodes=blank_nodes)
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
    check_depth(io.BytesIO(data), path, ox.RdfFormat.TURTLE)
    with refusals(path, ox.RdfFormat.TURTLE):
        triples = ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True)
        lines = serialize(triples, ox.RdfFormat.N_TRIPLES)
    if any(sign in lines for sign in (b"<<(", b"--ltr", b"--rtl")):
        _refuse_rdf_1_2(data.decode(), path, base)
    if not blank_nodes and b"_:" in lines and any(map(has_blank_node, lines.split(b"\n"))):
        line = _first_blank_node(data.decode(), path, base)
        raise SourceError(message("error.blank-node"), path=path, line=line)
    return lines


def _refuse_rdf_1_2(text: str, path: Path, base: str) -> None:
    """Refuse triple terms and texts with a direction, which neither RDF 1.1 nor its tools know."""
    from diplograph.rdf.positions import scan

    for statement in scan(text, base=base, path=path):  # it refuses triple terms
        if _DIRECTION.search(statement.object):
            raise SourceError(message("error.direction"), path=path, line=statement.line)


def _first_blank_node(text: str, path: Path, base: str) -> int | None:
    from diplograph.rdf.positions import scan

    for statement in scan(text, base=base, path=path):
        if statement.object.startswith("_:"):
            return statement.line
        if statement.subject.startswith("_:"):
            return statement.subject_line
    return None
