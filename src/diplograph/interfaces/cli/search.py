"""`diplograph search`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from diplograph.base.errors import QueryError
from diplograph.base.messages import is_right_to_left, message, say, texts
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, short
from diplograph.interfaces.cli.options import count, format_option, spreadsheet_option, time_limit_option

if TYPE_CHECKING:
    from diplograph.questions.searching.search import Hit
    from diplograph.sources.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("text", metavar="TEXT", help="help.search-text")
    parser.add_argument("--type", metavar="CLASS", help="help.search-type")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help="help.search-limit")
    format_option(parser, "table", "json", "csv")
    spreadsheet_option(parser)
    time_limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Find entities and facts by name, and write them to standard output, the best first."""
    from diplograph.questions.graph import Graph

    output = options.format
    if options.spreadsheet and output != "csv":
        raise QueryError(message("error.not-a-spreadsheet", format=output))
    project = open_project(options)
    types = [options.type] if options.type else None
    hits = Graph(project, language=options.lang).search(options.text, limit=options.limit, types=types)
    if not hits:
        text = " ".join(options.text.split())
        terminal.note(say("search.nothing", options.lang, text=text))
    if output == "json":
        from diplograph.checks.writers.json import json_text

        terminal.data(json_text([_as_json(hit) for hit in hits]))
    elif hits or output == "csv":
        _write(hits, project, output, options.lang, options.spreadsheet)
    return 0 if hits else 1


def _as_json(hit: Hit) -> dict[str, object]:
    return {
        "iri": hit.iri,
        "label": hit.label,
        "matched": hit.matched,
        "match": hit.match,
        "type": hit.type,
        "score": hit.score,
    }


def _write(hits: list[Hit], project: Project, output: str, language: str, spreadsheet: bool) -> None:
    import pyoxigraph as ox

    from diplograph.questions.results import write
    from diplograph.sparql.answers import Rows

    rows = tuple(
        (
            ox.Literal(hit.label),
            ox.Literal(hit.type),
            ox.Literal(hit.matched),
            ox.Literal(short(hit.iri, project)) if output == "table" else ox.NamedNode(hit.iri),
        )
        for hit in hits
    )
    on_terminal = terminal.is_terminal()
    write(
        Rows(("name", "type", "matched", "iri"), rows),
        output,
        terminal.stream(),
        base=project.base,
        language=language,
        headings=texts("search", language),
        isolate=on_terminal,
        spreadsheet=spreadsheet,
        right_to_left=on_terminal and is_right_to_left(language),
    )
