"""`diplograph query`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from diplograph.building.build import ensure_built
from diplograph.cli.common import open_project
from diplograph.errors import QueryError, SourceError
from diplograph.project import Project
from diplograph.querying.engine import ask, load_store
from diplograph.querying.library import Query, find_query, parse_query
from diplograph.querying.results import FORMATS, form_of, write


def run(options: argparse.Namespace) -> int:
    """Answer one question and write the answer to standard output."""
    project = open_project(options)
    query = _read_query(options.query, project)
    text = query.bind(_settings(options.settings), language=options.lang, base=project.base)
    if options.format is not None and options.format not in {
        name for names in FORMATS.values() for name in names
    }:
        raise QueryError(f"unknown format {options.format!r}; --help names the formats")
    ensure_built(project)
    result = ask(load_store(project.graph_file), text, name=query.name, path=query.path)
    on_terminal = sys.stdout.isatty()
    write(
        result,
        options.format or ("turtle" if form_of(result) == "CONSTRUCT" else "table"),
        sys.stdout.buffer,
        base=project.base,
        language=options.lang,
        headings=query.columns[options.lang],
        isolate=on_terminal,
        right_to_left=on_terminal and options.lang == "ar",
    )
    return 0


def _read_query(name: str, project: Project) -> Query:
    if name != "-":
        return find_query(project, name)
    try:
        text = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("standard input is not UTF-8") from error
    if not text.strip():
        raise SourceError("standard input is empty: it should hold a SPARQL query")
    return parse_query(text, name="the query")


def _settings(pairs: Iterable[str]) -> dict[str, str]:
    """Read the values of --set.

    Raises:
        QueryError: One is not of the form NAME=VALUE, or a name comes twice.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise QueryError(f"--set takes NAME=VALUE, not {pair!r}")
        if name in settings:
            raise QueryError(f"--set gives {name} twice")
        settings[name] = value
    return settings
