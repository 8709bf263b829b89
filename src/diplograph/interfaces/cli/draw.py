"""`diplograph draw`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from diplograph.base.errors import OutputError
from diplograph.base.messages import message, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, output_path, tell_name
from diplograph.interfaces.cli.options import time_limit_option

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from diplograph.questions.graph import Graph


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "picture", choices=("timeline", "trade", "network", "map", "dossier"), help="help.draw-picture"
    )
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="help.draw-output")
    parser.add_argument(
        "--network",
        choices=("who-visits-whom", "who-deals-with-whom", "co-membership", "everything"),
        help="help.draw-network",
    )
    parser.add_argument("--between", nargs=2, metavar="STATE", help="help.draw-between")
    time_limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Draw one picture, or one page, into a file."""
    from diplograph.base.files import replacing_path
    from diplograph.questions.graph import Graph
    from diplograph.views.canvas import check_format, save

    project = open_project(options)
    path = output_path(options.output, project)
    is_page = options.picture == "network" and path.suffix.lower() == ".html"
    if not is_page:
        check_format(path)
    draw = None if is_page else _picture(options)
    graph = Graph(project, language=options.lang, tell=tell_name(options))
    if draw is None:
        from diplograph.views.network import default_network
        from diplograph.views.page import write_page

        with replacing_path(path) as temporary:
            write_page(graph, options.network or default_network(graph), temporary)
    else:
        figure = draw(graph)
        with replacing_path(path) as temporary:
            save(figure, temporary)
    if not options.quiet:
        terminal.line(say("output.written", options.lang, file=path))
    return 0


def _picture(options: argparse.Namespace) -> Callable[[Graph], Figure]:
    """Return what draws the picture that is asked for.

    Raises:
        OutputError: A dossier is asked for without its two states.
    """
    if options.picture == "timeline":
        from diplograph.views.timeline import draw_timeline

        return draw_timeline
    if options.picture == "trade":
        from diplograph.views.trade import draw_trade

        return draw_trade
    if options.picture == "map":
        from diplograph.views.world_map import draw_map

        return draw_map
    if options.picture == "network":
        from diplograph.views.network import default_network, draw_network

        return lambda graph: draw_network(graph, options.network or default_network(graph))
    from diplograph.views.dossier import draw_dossier

    if options.between is None:
        raise OutputError(message("error.which-states"))
    return lambda graph: draw_dossier(graph, *options.between)
