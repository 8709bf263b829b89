"""`diplograph draw`."""

from __future__ import annotations

import argparse
from pathlib import Path

from diplograph.cli.common import open_project
from diplograph.cli.text import say
from diplograph.drawing.canvas import check_format, save
from diplograph.files import replacing_path
from diplograph.graph import open as open_graph


def run(options: argparse.Namespace) -> int:
    """Draw one picture into a file."""
    path = Path(options.output)
    check_format(path)
    graph = open_graph(open_project(options), language=options.lang)
    if options.picture == "timeline":
        from diplograph.drawing.timeline import draw_timeline as draw
    else:
        from diplograph.drawing.trade import draw_trade as draw
    figure = draw(graph)
    with replacing_path(path) as temporary:
        save(figure, temporary)
    if not options.quiet:
        print(say("exported", options.lang, file=path))
    return 0
