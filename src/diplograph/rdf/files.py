"""Reading files of RDF in any format, which the ending of the name tells; what is wrong is one clear line."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import pyoxigraph as ox

from diplograph.base.errors import SourceError, reason_of
from diplograph.base.files import BYTE_ORDER_MARK, opened
from diplograph.base.messages import message
from diplograph.rdf.nesting import IN_JSON_LD, IN_TURTLE, is_too_deep
from diplograph.rdf.xml_bounds import XmlError, check_xml

OTHER_SUFFIXES: Final = (".nt", ".nq", ".trig", ".rdf", ".owl", ".jsonld", ".n3", ".turtle")
"""Endings of RDF files that are not read where a folder of Turtle is: there they are refused."""

_REMOTE: Final = "No LoadDocumentCallback"
_CONTEXT: Final = re.compile(
    rb'"@(?:context|import)"\s*:\s*(?:\[(?:[^\]"{]|\{[^}]*+\})*+)?"([^"]*+)"(?!\s*:)'
)
_LONGEST: Final = "Reached the buffer maximal size"
_MOST_SEARCHED: Final = 1 << 20  # bytes of JSON-LD that are searched for the address of a context


def format_of(path: Path) -> ox.RdfFormat:
    """Return the format that the ending of a file stands for.

    Raises:
        SourceError: It stands for no format of RDF.
    """
    format = ox.RdfFormat.from_extension(path.suffix.lower().removeprefix("."))
    if format is None or format == ox.RdfFormat.N3:
        raise SourceError(message("error.no-rdf-suffix"), path=path)
    return format


def read_rdf(path: Path, *, renames: bool = False) -> Iterator[ox.Quad]:
    """Parse a file, with or without a byte order mark; relative IRIs are resolved against its place.

    Args:
        path: The file.
        renames: Whether blank nodes get labels that no other file has.

    Raises:
        SourceError: The file cannot be read, or is not well-formed. The error names the line, as far as the
            format has lines that the parser counts, which those of JSON-LD are only in part.
    """
    with opened_rdf(path) as stream:
        yield from ox.parse(
            stream, format=format_of(path), base_iri=path.absolute().as_uri(), rename_blank_nodes=renames
        )


@contextlib.contextmanager
def opened_rdf(path: Path) -> Iterator[IO[bytes]]:
    """Open a file of RDF after its byte order mark; what a parser says of it becomes one line.

    Raises:
        SourceError: As `read_rdf`.
    """
    format = format_of(path)
    with opened(path) as stream:
        start = stream.read(len(BYTE_ORDER_MARK))
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):  # the byte order marks of UTF-16
            raise SourceError(message("error.not-utf-8"), path=path, line=1)
        if start != BYTE_ORDER_MARK:
            stream.seek(0)
        late = _check_xml(stream, path) if format == ox.RdfFormat.RDF_XML else None
        if format != ox.RdfFormat.RDF_XML:
            check_depth(stream, path, format)
        with refusals(path, format):
            yield stream
        if late is not None:  # its parser says more of what is wrong, but takes a part for the whole
            raise late


def check_depth(stream: IO[bytes], path: Path, format: ox.RdfFormat) -> None:
    """Refuse what would crash the parser, before it reads it.

    Raises:
        SourceError: Terms lie too deep within each other.
    """
    if is_too_deep(stream, IN_JSON_LD if format == ox.RdfFormat.JSON_LD else IN_TURTLE):
        raise SourceError(message("error.recursion"), path=path)


@contextlib.contextmanager
def refusals(path: Path, format: ox.RdfFormat) -> Iterator[None]:
    """Turn what a parser says of a file into one line.

    Raises:
        SourceError: The parser refuses the file.
    """
    try:
        yield
    except SyntaxError as error:
        raise _refusal(error, path, format) from error
    except MemoryError as error:
        if _LONGEST not in str(error):
            raise
        raise SourceError(message("error.too-long", most=16), path=path) from error


def _check_xml(stream: IO[bytes], path: Path) -> SourceError | None:
    """Check XML before it is parsed; return what is wrong with it, if its parser may say that better."""
    start, late = stream.tell(), None
    try:
        check_xml(stream)
    except XmlError as error:
        late = SourceError(error.reason, path=path, line=error.line)
        if not error.is_late:
            raise late from None
    stream.seek(start)
    return late


def _refusal(error: SyntaxError, path: Path, format: ox.RdfFormat) -> SourceError:
    reason, line = reason_of(error), error.lineno
    if line is None and format == ox.RdfFormat.RDF_XML:
        line = _line_in_xml(path)
    if reason.startswith(_REMOTE):
        with opened(path) as stream:
            found = _CONTEXT.search(start := stream.read(_MOST_SEARCHED))
        iri = found[1].decode("utf-8", "replace") if found else "…"
        line = start.count(b"\n", 0, found.start(1)) + 1 if found else None
        return SourceError(message("error.remote-context", iri=iri), path=path, line=line)
    if "UTF-8" in reason:
        return SourceError(message("error.not-utf-8"), path=path, line=line)
    return SourceError(message("error.not-rdf", format=format.name, reason=reason), path=path, line=line)


def _line_in_xml(path: Path) -> int | None:
    """Return the line on which the parser of RDF/XML stops; it does not tell itself."""
    with opened(path) as stream:
        lines = _Lines(stream)
        source: Any = lines
        try:
            for _ in ox.parse(source, format=ox.RdfFormat.RDF_XML, base_iri=path.absolute().as_uri()):
                pass
        except SyntaxError:
            return lines.number
    return None


class _Lines:
    """A stream that gives no more than a line at a time, so that a parser cannot read on, and counts them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._lines = io.TextIOWrapper(stream, encoding="latin-1", newline="")  # a byte is a character
        self._rest = b""
        self.number = 0

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = self._lines.readline().encode("latin-1")
            self.number += bool(self._rest)
        piece = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(piece) :]
        return piece
