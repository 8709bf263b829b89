"""`diplograph build`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project
from diplograph.interfaces.cli.options import time_limit_option

if TYPE_CHECKING:
    from diplograph.sources.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--with-quotes", action="store_true", help="help.build-with-quotes")
    time_limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Build the graph and print what it holds."""
    from diplograph.snapshot.build import build

    project = open_project(options, own=True)
    result = build(project, _texts(project) if options.with_quotes else None)
    if options.quiet:
        return 0
    language = options.lang
    terminal.line(say("build.done", language, file=project.shown(result.graph_file)))
    _print_counts(((say(f"build.{kind}", language), number) for kind, number in result.counts.nodes.items()))
    terminal.lines(["", say("build.triples", language)])
    _print_counts([*result.counts.triples.items(), (say("build.total", language), result.counts.total)])
    return 0


def _print_counts(counts: Iterable[tuple[str, int]]) -> None:
    for name, number in counts:
        terminal.line(f"{number:>8}  {name}")


def _texts(project: Project) -> dict[str, str]:
    """Read the local copies; one that is not the registered text is refused."""
    from diplograph.sources.documents import find_copy, read_copy, read_register
    from diplograph.sources.listing import data_sources, read_source

    said = (quad for source in data_sources(project) for quad in read_source(project, source))
    copies = ((document, find_copy(project, document)) for document in read_register(said).values())
    return {document.iri: read_copy(project.shown(path), document) for document, path in copies if path}
