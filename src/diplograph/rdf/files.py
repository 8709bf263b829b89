"""Reading files of RDF in any format, which the ending of the name tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from diplograph.base.errors import SourceError, reason_of
from diplograph.base.messages import message


def format_of(path: Path) -> ox.RdfFormat:
    """Return the format that the ending of a file stands for.

    Raises:
        SourceError: It stands for no format of RDF.
    """
    format = ox.RdfFormat.from_extension(path.suffix.lower().removeprefix("."))
    if format is None:
        raise SourceError(message("error.no-rdf-suffix"), path=path)
    return format


def read_rdf(path: Path, *, renames: bool = False) -> Iterator[ox.Quad]:
    """Parse a file; relative IRIs are resolved against its place.

    Args:
        path: The file.
        renames: Whether blank nodes get labels that no other file has.

    Raises:
        SourceError: The file cannot be read, or is not well-formed.
    """
    format, base = format_of(path), path.absolute().as_uri()
    try:
        yield from ox.parse(path=str(path), format=format, base_iri=base, rename_blank_nodes=renames)
    except SyntaxError as error:
        wrong = message("error.not-rdf", reason=reason_of(error))
        raise SourceError(wrong, path=path, line=error.lineno) from error
    except OSError as error:
        raise SourceError(message("error.unreadable", reason=error.strerror or error), path=path) from error
