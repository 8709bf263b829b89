"""`diplograph export`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from diplograph.base.errors import OutputError
from diplograph.base.messages import message, say, texts
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, output_path, progress_of
from diplograph.interfaces.cli.options import spreadsheet_option, time_limit_option

if TYPE_CHECKING:
    from diplograph.sources.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="help.export-format")
    parser.add_argument("--list", action="store_true", help="help.export-list")
    parser.add_argument("-o", "--output", metavar="PATH", help="help.export-output")
    parser.add_argument("--graph", metavar="NAME", help="help.export-graph")
    parser.add_argument("--evidence", choices=("rdf12",), help="help.export-evidence")
    parser.add_argument(
        "--network",
        choices=("everything", "who-visits-whom", "who-deals-with-whom", "co-membership"),
        help="help.export-network",
    )
    spreadsheet_option(parser)
    time_limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the graph in one format, or list the formats."""
    from diplograph.base.files import replacing, replacing_folder, replacing_path
    from diplograph.publishing.formats.catalogue import FORMATS, Target, find_format, write
    from diplograph.snapshot.build import unchanged

    if options.list:
        width = max(len(name) for name in FORMATS)
        for format in FORMATS.values():
            terminal.line(f"{format.name:<{width}}  {texts('formats', options.lang)[format.name]}")
        return 0
    if options.format is None:
        raise OutputError(message("error.which-format"))
    format = find_format(options.format)
    project = open_project(options)
    tell = None if options.output is None else progress_of(format.name, options)
    given = {
        "graph": _graph(project, options.graph),
        "evidence": options.evidence,
        "network": options.network,
        "spreadsheet": options.spreadsheet or None,
        "tell": tell,
    }
    if "language" in format.options:
        given["language"] = options.lang
    if options.output is None:
        if format.target is not Target.STREAM:
            raise OutputError(message("error.no-pipe", format=format.name))
        with unchanged(project):
            write(format, project, terminal.stream(), **given)
        return 0
    path = output_path(options.output, project)
    if format.target is Target.STREAM:
        with replacing(path) as stream, unchanged(project):
            write(format, project, stream, **given)
    else:
        keep = replacing_folder if format.target is Target.FOLDER else replacing_path
        with keep(path) as temporary, unchanged(project):
            write(format, project, temporary, **given)
    if not options.quiet:
        terminal.line(say("output.written", options.lang, file=path))
    return 0


def _graph(project: Project, name: str | None) -> str | None:
    """Return the IRI of a named graph, given by its name or its IRI."""
    return name if name is None or "://" in name else project.graph(name)
