"""`diplograph draw`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.base.errors import OutputError
from diplograph.base.files import replacing_path
from diplograph.interfaces.cli.common import open_project
from diplograph.interfaces.cli.text import say
from diplograph.interfaces.python import open as open_graph
from diplograph.questions.graph import Graph
from diplograph.views.canvas import check_format, save

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def run(options: argparse.Namespace) -> int:
    """Draw one picture, or one page, into a file."""
    path = Path(options.output)
    is_page = options.picture == "network" and path.suffix.lower() == ".html"
    if not is_page:
        check_format(path)
    draw = None if is_page else _picture(options)
    graph = open_graph(open_project(options), language=options.lang)
    if draw is None:
        from diplograph.views.page import write_page

        with replacing_path(path) as temporary:
            write_page(graph, options.network, temporary)
    else:
        figure = draw(graph)
        with replacing_path(path) as temporary:
            save(figure, temporary)
    if not options.quiet:
        print(say("exported", options.lang, file=path))
    return 0


def _picture(options: argparse.Namespace) -> Callable[[Graph], Figure]:
    """Give what draws the picture that is asked for.

    Raises:
        OutputError: A dossier is asked for, and not of which states.
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
        from diplograph.views.network import draw_network

        return lambda graph: draw_network(graph, options.network)
    from diplograph.views.dossier import draw_dossier

    if options.between is None:
        raise OutputError("a dossier is of two states: --between STATE STATE")
    return lambda graph: draw_dossier(graph, *options.between)
