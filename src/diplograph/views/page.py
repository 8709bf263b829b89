"""A network as one page to pan, zoom, filter and click, which fetches nothing from anywhere.

Bokeh draws it; its scripts stand in the page, and the page's own policy forbids it to load anything. What
the graph says is held as JSON and put into the page as text, so no label can become markup.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from diplograph.base.errors import OutputError
from diplograph.base.extras import extra
from diplograph.base.messages import counted, is_right_to_left, message, say, texts
from diplograph.base.names import short
from diplograph.publishing.formats.networks import Edge, Network, label_of, read_network
from diplograph.questions.graph import Graph
from diplograph.views.canvas import BLUE, GREEN, ORANGE
from diplograph.views.network import gather

MOST: Final = 1_000
"""How many nodes a page shows at most: the layout takes time and memory with the square of their number."""

_LOOKS: Final[dict[str, tuple[str, str]]] = {
    "dg:State": (BLUE, "square"),
    "dg:Person": (ORANGE, "circle"),
    "dg:Institution": (GREEN, "diamond"),
    "dg:Visit": ("#56b4e9", "triangle"),
    "dg:Treaty": ("#cc79a7", "hex"),
    "dg:Office": ("#e69f00", "inverted_triangle"),
    "dg:Place": ("#f0e442", "star"),
}
_OTHER: Final = ("#999999", "circle")
_FONT: Final = 'system-ui, "Noto Sans Arabic", "DejaVu Sans", sans-serif'
_MANY: Final = 500  # nodes
_SPREAD: Final = 100.0
_BEND: Final = 0.18


def write_page(graph: Graph, name: str, path: Path) -> None:
    """Write a network of a graph as a page, in its language.

    Args:
        graph: A local graph.
        name: One of `diplograph.publishing.formats.networks.NETWORKS`.
        path: The file to write.

    Raises:
        OutputError: There is no such network, or nothing is joined in it.
        MissingExtraError: Bokeh is not installed.
    """
    with extra("draw"):
        from bokeh.embed import components
        from bokeh.resources import Resources
        from jinja2 import Template
    network = read_network(graph, name)
    language = graph.language
    data = _data(network, _terms(graph), graph.label_languages)
    title = say(f"network.{name}", language)
    words: dict[str, Any] = {**texts("page", language), "title": title}
    if len(data["nodes"]) < data["all"]:
        words["shown"] += " " + say("page.most", language, all=counted("nodes", data["all"]))
    data["texts"] = words | {
        "directed": name != "co-membership",
        "nodeKinds": data.pop("node_kinds"),
        "tieKinds": data.pop("tie_kinds"),
    }
    data["language"] = language
    bokeh = Resources(mode="inline", components=["bokeh"])
    script, div = components(_plot())
    folder = files("diplograph.views")
    page = Template((folder / "page.html").read_text(encoding="utf-8"), keep_trailing_newline=True).render(
        language=language,
        direction="rtl" if is_right_to_left(language) else "ltr",
        title=title,
        texts=words,
        style=(folder / "page.css").read_text(encoding="utf-8"),
        script=(folder / "page.js").read_text(encoding="utf-8"),
        bokeh_js=bokeh.render_js(),
        bokeh_css=bokeh.render_css(),
        plot_div=div,
        plot_script=script,
        network=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
    )
    path.write_text(page, encoding="utf-8")


def _terms(graph: Graph) -> dict[str, str]:
    """Return what classes, properties and concepts are called, by their short names."""
    return {short(iri, ""): label for iri, label in graph.select("terms", "node", "label")}


def _data(network: Network, terms: dict[str, str], languages: Sequence[str]) -> dict[str, Any]:
    """Return the network as the script of the page reads it."""
    gathered = gather(network, MOST)
    if not gathered.all:
        raise OutputError(message("error.nothing-joined"))
    kept, facts = gathered.kept, gathered.facts
    numbers = {node: number for number, node in enumerate(kept)}
    places = _layout(len(kept), [(numbers[source], numbers[target]) for source, target in facts])
    others = [tag for tag in languages if tag != languages[0]]
    nodes = []
    for iri, (x, y) in zip(kept, places, strict=True):
        node = gathered.nodes[iri]
        colour, marker = _LOOKS.get(node.kind, _OTHER)
        name = label_of(node, languages)
        second = next((node.labels[tag] for tag in others if tag in node.labels), "")
        told: dict[str, Any] = {
            "name": name,
            "other": "" if second == name else second,
            "kind": node.kind,
            "date": node.date,
        }
        told |= {"kindName": terms.get(node.kind, node.kind), "colour": colour, "marker": marker}
        nodes.append(told | {"x": x, "y": y})
    ties = [
        {
            "source": numbers[pair[0]],
            "target": numbers[pair[1]],
            "bend": _BEND if pair[::-1] in facts else 0,
            "facts": [_fact(edge, languages) for edge in found],
        }
        for pair, found in facts.items()
    ]
    kinds = Counter(edge.kind for found in facts.values() for edge in found)
    return {
        "nodes": nodes,
        "ties": ties,
        "all": gathered.all,
        "node_kinds": _kinds(Counter(node["kind"] for node in nodes), terms, is_coloured=True),
        "tie_kinds": _kinds(kinds, terms, is_coloured=False),
    }


def _fact(edge: Edge, languages: Sequence[str]) -> dict[str, str]:
    told = {"name": label_of(edge, languages), "kind": edge.kind, "date": edge.date}
    return told | {"start": edge.start, "end": edge.end, "passages": edge.passages}


def _kinds(counts: Counter[str], terms: dict[str, str], *, is_coloured: bool) -> list[dict[str, Any]]:
    """Return what can be ticked: the kinds, the most frequent first."""
    found = []
    for kind, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        colour = _LOOKS.get(kind, _OTHER)[0] if is_coloured else ""
        found.append({"key": kind, "name": terms.get(kind, kind or "–"), "number": number, "colour": colour})
    return found


def _layout(nodes: int, edges: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Lay nodes out with springs; rounded, so that a page does not hang on the last digit of a processor."""
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(edges)
    found: dict[int, Any]
    if nodes < _MANY:
        k = 3 / math.sqrt(nodes)
        found = networkx.spring_layout(graph, seed=7, k=k, iterations=120, method="force")
    else:  # from here on NetworkX wants SciPy for the other
        found = networkx.forceatlas2_layout(graph, seed=7, max_iter=60)
    across, up = (_spread([float(place[axis]) for place in found.values()]) for axis in (0, 1))
    return list(zip(across, up, strict=True))


def _spread(values: list[float]) -> list[float]:
    """Move values half of the way to even distances, which gives room to the crowd in the middle."""
    widest = max(map(abs, values)) or 1.0
    ranks = {number: rank for rank, number in enumerate(sorted(range(len(values)), key=values.__getitem__))}
    last = max(len(values) - 1, 1)
    even = [2 * ranks[number] / last - 1 for number in range(len(values))]
    return [
        round((value / widest + other) / 2 * _SPREAD, 2) for value, other in zip(values, even, strict=True)
    ]


def _plot() -> Any:
    """Return the empty plot, whose parts the script of the page fills by their names."""
    from bokeh.core.properties import value
    from bokeh.models import ColumnDataSource, PanTool, Range1d, TapTool, Text, WheelZoomTool
    from bokeh.plotting import figure

    wheel, tap = WheelZoomTool(), TapTool()
    plot = figure(
        name="plot",
        x_range=Range1d(start=-_SPREAD, end=_SPREAD),
        y_range=Range1d(start=-_SPREAD, end=_SPREAD),
        sizing_mode="stretch_both",
        tools=[PanTool(), wheel, tap],
        toolbar_location=None,
        outline_line_color=None,
    )
    plot.axis.visible = False
    plot.grid.visible = False
    plot.toolbar.active_scroll = wheel

    def source(name: str, *columns: str) -> ColumnDataSource:
        return ColumnDataSource({column: [] for column in columns}, name=name)

    plot.quadratic(
        "x0", "y0", "x1", "y1", "cx", "cy",
        source=source("lines", "x0", "y0", "x1", "y1", "cx", "cy", "width", "colour"),
        line_width="width", line_color="colour",
    )  # fmt: skip
    plot.scatter(
        "x", "y", angle="angle", source=source("heads", "x", "y", "angle", "colour"),
        marker="triangle", size=8, color="colour",
    )  # fmt: skip
    nodes = plot.scatter(
        "x", "y", source=source("nodes", "x", "y", "colour", "marker", "size", "index"),
        marker="marker", size="size", fill_color="colour", line_color="#222222", line_width=0.7,
    )  # fmt: skip
    nodes.nonselection_glyph = None
    tap.renderers = [nodes]
    names = Text(
        x="x",
        y="y",
        text="name",
        text_font=value(_FONT),
        text_font_size=value("13px"),
        text_align=value("center"),
        text_baseline=value("bottom"),
        y_offset=value(-7),
        text_color=value("#222222"),
        background_fill_color=value("#ffffff"),
        background_fill_alpha=value(0.75),
    )
    plot.add_glyph(source("names", "x", "y", "name"), names)
    return plot
