"""`diplograph pull`."""

from __future__ import annotations

import argparse

from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, open_store, output_path
from diplograph.interfaces.cli.options import store_options


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("endpoint", metavar="ENDPOINT", help="help.pull-endpoint")
    store_options(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="help.pull-output")


def run(options: argparse.Namespace) -> int:
    """Write the graphs of a store to a file or to standard output."""
    from diplograph.base.files import replacing
    from diplograph.publishing.stores.pull import pull

    project = open_project(options)
    path = None if options.output is None else output_path(options.output, project)
    store = open_store(options.endpoint, project, options)
    graphs = [project.graph(name.removeprefix(project.graph(""))) for name in options.graph]
    lines = pull(store, project.base, graphs)
    if not lines:
        terminal.note(say("pull.none", options.lang))
    if path is None:
        terminal.stream().writelines(lines)
        return 0
    with replacing(path) as stream:
        stream.writelines(lines)
    if not options.quiet:
        names = {line.rsplit(b" ", 2)[1] for line in lines}
        terminal.line(say("pull.done", options.lang, file=path, graphs=len(names), quads=len(lines)))
    return 0
