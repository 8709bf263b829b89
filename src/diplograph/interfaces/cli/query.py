"""`diplograph query`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Final, cast

from diplograph.base.errors import QueryError, SourceError
from diplograph.base.messages import counted, is_right_to_left, message, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, patience_of, tell_name
from diplograph.interfaces.cli.options import endpoint_options, spreadsheet_option

if TYPE_CHECKING:
    from diplograph.questions.graph import Graph
    from diplograph.questions.library import Query
    from diplograph.sources.project import Project


_STREAMED: Final = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("query", metavar="NAME|FILE|-", help="help.query-query")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", dest="settings", help="help.query-set"
    )
    parser.add_argument("--format", metavar="FORMAT", help="help.query-format")
    parser.add_argument("--evidence", action="store_true", help="help.query-evidence")
    spreadsheet_option(parser)
    endpoint_options(parser, "help.query-endpoint")
    parser.add_argument("--allow-service", action="store_true", help="help.query-allow-service")


def run(options: argparse.Namespace) -> int:
    """Answer one question and write the answer to standard output."""
    from diplograph.questions.results import FORMATS, form_of, is_empty, write

    project = open_project(options)
    query = _read_query(options.query, project)
    if options.format is not None and options.format not in {
        name for names in FORMATS.values() for name in names
    }:
        raise QueryError(message("error.format-of-query", name=options.format))
    graph = _open(project, options)
    settings = _settings(options.settings)
    if graph.endpoint is not None and _can_stream(query, options):
        return _stream(graph, query, settings, options.format)
    answer = graph.answer(query, settings, evidence=options.evidence)
    format = options.format or ("turtle" if form_of(answer.result) == "CONSTRUCT" else "table")
    if format != "table" and is_empty(answer.result) and not options.quiet:
        terminal.note(counted("rows", 0).text(options.lang))
    on_terminal = terminal.is_terminal()
    write(
        answer.result,
        format,
        terminal.stream(),
        base=project.base,
        language=options.lang,
        headings=answer.headings,
        isolate=on_terminal,
        spreadsheet=options.spreadsheet,
        right_to_left=on_terminal and is_right_to_left(options.lang),
    )
    return 0


def _open(project: Project, options: argparse.Namespace) -> Graph:
    """Open the local graph, or that of an endpoint; waiting for it is shown on a terminal."""
    from diplograph.questions.graph import Graph

    if options.endpoint is None:
        if options.page is not None:
            raise QueryError(message("error.page-local"))
        return Graph(
            project, language=options.lang, allow_service=options.allow_service, tell=tell_name(options)
        )
    from diplograph.sparql.endpoint import Endpoint

    def tell(seconds: float) -> None:
        if terminal.shows_progress() and not options.quiet:
            terminal.note(say("endpoint.waits", options.lang, time=counted("seconds", round(seconds))))

    endpoint = Endpoint(
        options.endpoint, base=project.base, patience=patience_of(options, tell), page=options.page
    )
    return Graph(project, language=options.lang, endpoint=endpoint)


def _can_stream(query: Query, options: argparse.Namespace) -> bool:
    """Return whether rows can be passed on without keeping them."""
    from diplograph.sparql.forms import form_of_query

    altered = options.evidence or options.spreadsheet or query.passages or query.nodes
    plain = not altered and options.page is None
    return plain and options.format in _STREAMED and form_of_query(query.text) == "SELECT"


def _stream(graph: Graph, query: Query, settings: dict[str, str], format: str) -> int:
    """Pass the rows of an endpoint on, once they are all there: nothing half is printed as if whole."""
    import shutil
    import tempfile

    import pyoxigraph as ox

    assert graph.endpoint is not None
    text = graph.bind(query, settings)
    with cast("IO[bytes]", tempfile.TemporaryFile()) as whole:
        graph.endpoint.stream(text, getattr(ox.QueryResultsFormat, _STREAMED[format]), whole)
        whole.seek(0)
        shutil.copyfileobj(whole, terminal.stream())
    if format in ("json", "xml"):
        terminal.data("\n")
    return 0


def _read_query(name: str, project: Project) -> Query:
    from diplograph.questions.library import find_query, parse_query

    if name != "-":
        return find_query(project, name)
    try:
        text = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(message("error.stdin-not-utf-8")) from error
    if not text.strip():
        raise SourceError(message("error.stdin-empty"))
    return parse_query(text)


def _settings(pairs: Iterable[str]) -> dict[str, str]:
    """Read the values of --set.

    Raises:
        QueryError: One is not of the form NAME=VALUE, or a name comes twice.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise QueryError(message("error.set-form", text=pair))
        if name in settings:
            raise QueryError(message("error.set-twice", name=name))
        settings[name] = value
    return settings
