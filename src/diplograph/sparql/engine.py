"""Asking the built graph: SPARQL 1.1 over the union of all its named graphs."""

from __future__ import annotations

from pathlib import Path
from traceback import clear_frames
from typing import IO

import pyoxigraph as ox

from diplograph.base.errors import QueryError, SourceError
from diplograph.base.messages import Message, message
from diplograph.base.names import PREFIXES
from diplograph.sparql.answers import Result, from_pyoxigraph
from diplograph.sparql.dataset import UNNAMED
from diplograph.sparql.limits import RefusedQuery, check_limits


def load_store(graph_file: Path, stream: IO[bytes] | None = None) -> ox.Store:
    """Load a built graph into memory.

    Args:
        graph_file: Its file.
        stream: The same file, where it is open already.

    Raises:
        SourceError: The file is missing or is not N-Quads.
    """
    store = ox.Store()
    try:  # in memory, `bulk_load` is no faster; what the build has written need not be checked again
        if stream is not None:
            store.load(stream, format=ox.RdfFormat.N_QUADS, lenient=True)
        else:
            store.load(path=str(graph_file), format=ox.RdfFormat.N_QUADS, lenient=True)
    except SyntaxError as error:
        raise SourceError(
            message("error.not-rdf", format="N-Quads", reason=error.msg), path=graph_file, line=error.lineno
        ) from error
    except OSError as error:
        raise SourceError(message("error.unreadable", reason=error), path=graph_file) from error
    return store


def ask(
    store: ox.Store,
    query: str,
    *,
    name: str | Message = UNNAMED,
    path: Path | None = None,
    allow_service: bool = False,
) -> Result:
    """Run a query over the union of all named graphs; ``GRAPH`` reaches each by its name.

    ``FROM`` and ``FROM NAMED`` choose other graphs, by SPARQL 1.1 Query Language, section 13.2.

    Args:
        store: What to ask.
        query: The SPARQL text, its parameters bound.
        name: What the query is called in messages.
        path: The file of the query, for messages.
        allow_service: Whether ``SERVICE`` may ask other hosts.

    Raises:
        QueryError: The query is not SPARQL, goes beyond its limits, or cannot be run.
    """
    try:
        is_union = not check_limits(query, allow_service=allow_service, allow_from=True)
        return from_pyoxigraph(store.query(query, use_default_graph_as_union=is_union, prefixes=PREFIXES))
    except RefusedQuery as error:
        raise QueryError(error.reason, path=path, line=error.lineno) from None
    except SyntaxError as error:
        wrong = message("error.not-sparql", query=name, reason=error.msg)
        raise QueryError(wrong, path=path, line=error.lineno) from error
    except (RuntimeError, ValueError, OSError) as error:
        clear_frames(error.__traceback__)  # no traceback may keep solutions: see `answers`
        raise QueryError(message("error.query-fails", query=name, reason=error), path=path) from error
