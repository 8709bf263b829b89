r"""N-Triples and N-Quads as lines of bytes, as pyoxigraph writes them.

A line is a statement, and one space stands between its terms. Newlines within literals are escaped, so that
``b"\n"`` ends statements and ``b" .\n"`` occurs nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox


def serialize(statements: Iterable[ox.Triple] | Iterable[ox.Quad], format: ox.RdfFormat) -> bytes:
    """Write statements as N-Triples or N-Quads, in their order; a literal keeps its spelling.

    Raises:
        SyntaxError: The statements come from a parser, which cannot read on.
    """
    text = ox.serialize(statements, format=format)
    assert text is not None  # bytes are returned where no output is given
    return text


def written(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return a term in the form of N-Triples; ``str`` leaves out the brackets of a triple term.

    Example:
        >>> node = ox.NamedNode("urn:x")
        >>> written(node), written(ox.Triple(node, node, node))
        ('<urn:x>', '<<( <urn:x> <urn:x> <urn:x> )>>')
    """
    if not isinstance(term, ox.Triple):
        return str(term)
    return f"<<( {written(term.subject)} {term.predicate} {written(term.object)} )>>"


def pieces(text: bytes, size: int = 1 << 22) -> Iterator[bytes]:
    r"""Cut a text into pieces of about a size, between lines, so that few lines are in memory at a time.

    Example:
        >>> list(pieces(b"one\ntwo\nthree\n", 4))
        [b'one\ntwo', b'three']
    """
    start = 0
    while start < len(text):
        end = text.find(b"\n", start + size)
        end = len(text) if end < 0 else end
        yield text[start:end].removesuffix(b"\n")
        start = end + 1


def in_graph(text: bytes, graph: str) -> bytes:
    r"""Turn N-Triples into N-Quads of one named graph.

    Example:
        >>> in_graph(b'<urn:s> <urn:p> "a ." .\n', "urn:g")
        b'<urn:s> <urn:p> "a ." <urn:g> .\n'
    """
    return text.replace(b" .\n", f" <{graph}> .\n".encode())


def has_blank_node(line: bytes) -> bool:
    """Return whether a statement has a blank node; text that looks like one does not count.

    Example:
        >>> has_blank_node(b'<urn:s> <urn:p> "_:b" .'), has_blank_node(b"<urn:s> <urn:p> _:b .")
        (False, True)
    """
    if b"_:" not in line:
        return False
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    return any(map(_is_blank, (quad.subject, quad.object, quad.graph_name)))


def _is_blank(term: Any) -> bool:
    if isinstance(term, ox.Triple):
        return _is_blank(term.subject) or _is_blank(term.object)
    return isinstance(term, ox.BlankNode)
