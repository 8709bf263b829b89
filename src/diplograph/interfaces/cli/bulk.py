"""`diplograph bulk`."""

from __future__ import annotations

import argparse

from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, output_path, progress_of
from diplograph.interfaces.cli.options import count, time_limit_option


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", metavar="DIR", help="help.bulk-folder")
    parser.add_argument(
        "--for",
        dest="target",
        required=True,
        choices=("rdf", "oxigraph", "virtuoso", "neo4j"),
        help="help.bulk-for",
    )
    parser.add_argument("--part-size", type=count, default=64, metavar="MB", help="help.bulk-part-size")
    parser.add_argument("--licence", metavar="IRI", help="help.bulk-licence")
    time_limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the folder for bulk loaders, whole or not at all, and say what loads it."""
    from diplograph.base.files import replacing_folder
    from diplograph.publishing.bulk.export import SCRIPT, ours, write_bulk
    from diplograph.snapshot.build import unchanged

    project = open_project(options)
    path = output_path(options.folder, project)
    with replacing_folder(path, ours=ours(path)) as folder, unchanged(project):
        bulk = write_bulk(
            project,
            folder,
            options.target,
            size=options.part_size * 1_000_000,
            licence=options.licence,
            tell=progress_of(options.target, options),
        )
    if not options.quiet:
        told = {"file": path, "parts": len(bulk.parts), "statements": bulk.statements}
        terminal.line(say("bulk.written", options.lang, **told))
        if bulk.is_scripted:
            terminal.line(say("bulk.load", options.lang, script=path / SCRIPT))
    return 0
