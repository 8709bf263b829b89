"""RDF/XML, for tools that read nothing else (https://www.w3.org/TR/rdf-syntax-grammar/).

XML cannot hold every literal, and not every IRI can be the name of an element. pyoxigraph writes such a graph
all the same, as a file that parsers reject or read differently; here it is refused, with the place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from diplograph.base.errors import OutputError, SourceError
from diplograph.base.messages import message
from diplograph.base.names import PREFIXES, RDF
from diplograph.base.xml import NO_CHARACTER
from diplograph.publishing.formats.literals import refuse_rdf12
from diplograph.publishing.formats.statements import Statements, Tell
from diplograph.sources.project import Project

_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = re.compile(f"[{_START}][-.0-9\u00b7\u0300-\u036f\u203f\u2040{_START}]*\\Z")
"""A name at the end of an IRI (https://www.w3.org/TR/xml-names/#NT-NCName)."""
_SYNTAX: Final = frozenset(
    RDF + name
    for name in (
        "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li",
        "aboutEach", "aboutEachPrefix", "bagID",
    )
)  # fmt: skip
"""Names that mean something else, or nothing, as a property element (section 7.2.5)."""
_LINES: Final = 5_000  # parsed at a time


def write_rdf_xml(
    project: Project, out: IO[bytes], *, graph: str | None = None, tell: Tell | None = None
) -> None:
    """Write the union of the graphs, or one of them, as RDF/XML."""
    triples = _triples(Statements(project.graph_file, graph, tell))
    escaped = cast("IO[bytes]", _ReturnsEscaped(out))
    ox.serialize(triples, escaped, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)


def _triples(source: Statements) -> Iterator[ox.Triple]:
    """Parse the statements, each triple once, and check that XML can hold it."""
    lines = source.lines()
    properties: set[str] = set()
    last: ox.Triple | None = None
    read = 0
    while block := list(islice(lines, _LINES)):
        try:
            for quad in ox.parse(b"".join(block), format=ox.RdfFormat.N_QUADS):
                triple = quad.triple
                if triple == last:  # of another graph
                    continue
                last = triple
                if (iri := triple.predicate.value) not in properties:
                    _check_property(iri)
                    properties.add(iri)
                _check_object(triple)
                yield triple
        except SyntaxError as error:
            line = read + (error.lineno or 1)
            raise SourceError(
                message("error.not-rdf", format="N-Quads", reason=error.msg), path=source.path, line=line
            ) from error
        read += len(block)


def _check_property(iri: str) -> None:
    if iri in _SYNTAX or not _NAME.search(iri):
        raise OutputError(message("error.xml-property", iri=iri))


def _check_object(triple: ox.Triple) -> None:
    value: Any = triple.object
    if isinstance(value, ox.Literal):
        if found := NO_CHARACTER.search(value.value):
            raise OutputError(
                message("error.xml-character", code=f"{ord(found[0]):04X}", subject=triple.subject)
            )
        if value.direction is not None:
            refuse_rdf12(str(value).encode(), str(triple.subject).encode(), "RDF/XML")
    elif isinstance(value, ox.Triple):
        refuse_rdf12(b"<<(", str(triple.subject).encode(), "RDF/XML")


class _ReturnsEscaped(io.RawIOBase):
    """Passes XML on with carriage returns escaped, which pyoxigraph leaves and parsers turn into newlines."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, block: Any) -> int:
        """Write a block, which holds a carriage return only where a value does."""
        self._out.write(bytes(block).replace(b"\r", b"&#13;"))
        return len(block)
