"""`diplograph bulk`."""

from __future__ import annotations

import argparse
from typing import Final

from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, output_path, progress_of
from diplograph.interfaces.cli.options import count, time_limit_option

SUMMARY: Final = "write the graph in compressed parts for bulk loaders"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", metavar="DIR", help="folder to write; replaced whole or not at all")
    parser.add_argument(
        "--for",
        dest="target",
        required=True,
        choices=("rdf", "oxigraph", "virtuoso", "neo4j"),
        help="what will load it: rdf is any store of N-Quads; docs/scaling.md has the commands",
    )
    parser.add_argument(
        "--part-size",
        type=count,
        default=64,
        metavar="MB",
        help="largest size of a part in megabytes, before it is compressed (by default %(default)s)",
    )
    parser.add_argument("--licence", metavar="IRI", help="the licence that the description of the data names")
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
