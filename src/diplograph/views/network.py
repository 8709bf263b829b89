"""A network as a picture: names in boxes, and an arrow from one to the other for what joins them.

What joins the same two in the same direction is one arrow, with the number of facts on it where it is more
than one; the more there are, the wider the arrow.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import OutputError
from diplograph.base.messages import counted, is_right_to_left, message, say
from diplograph.publishing.formats.networks import Edge, Network, Node, label_of, read_network
from diplograph.questions.graph import Graph
from diplograph.views.canvas import BLUE, FAINT, INK, MARGIN, new_figure, one_line, width_of
from diplograph.views.layout import GAP, Point, Size, along, bent, overlap, place

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST: Final = 40
"""How many nodes a picture shows at most: more names cannot be read on one page."""

PICTURES: Final = ("who-visits-whom", "who-deals-with-whom", "co-membership")
"""The networks that are drawn as pictures."""

_HEIGHT: Final = 0.3  # of a box, in inches
_LEAST: Final = 4.5  # the width of a picture
_LONGEST: Final = 40  # characters of a name
_WIDENINGS: Final = 4
_UNDIRECTED: Final = frozenset({"who-deals-with-whom", "co-membership"})


@dataclass(frozen=True, slots=True)
class Ties:
    """A network made ready to be drawn.

    Attributes:
        names: What each node is called.
        states: The nodes that are states.
        edges: How many facts join two nodes, in this direction.
        nodes: How many nodes the network has in all.
    """

    names: dict[str, str]
    states: frozenset[str]
    edges: dict[tuple[str, str], int]
    nodes: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the picture: where it starts and ends, how far it is bent, and where its number goes."""

    tail: Point
    head: Point
    bend: float
    number: int
    spot: Point | None


def read_ties(network: Network, languages: Sequence[str], most: int = MOST) -> Ties:
    """Count what joins the nodes of a network, and keep those with the most ties.

    Args:
        network: A network, as `diplograph.publishing.formats.networks.read_network` gives it.
        languages: The languages of the names, the first that a name is in.
        most: How many nodes to keep at most.
    """
    gathered = gather(network, most)
    kept, nodes = gathered.kept, gathered.nodes
    found = {pair: len(edges) for pair, edges in sorted(gathered.facts.items())}
    joined = {node for pair in found for node in pair}
    names = {node: one_line(label_of(nodes[node], languages), _LONGEST) for node in kept if node in joined}
    states = frozenset(node for node in names if nodes[node].kind == "dg:State")
    return Ties(names, states, found, gathered.all)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The nodes of a network that have the most ties, and the edges between them.

    Attributes:
        kept: The nodes by IRI, those with the most ties first.
        nodes: What is told of nodes that are tied, by IRI.
        facts: The edges between kept nodes, by source and target.
        all: How many nodes are tied in all.
    """

    kept: list[str]
    nodes: dict[str, Node]
    facts: dict[tuple[str, str], list[Edge]]
    all: int


def gather(network: Network, most: int) -> Gathered:
    """Gather the edges of a network by what they join, between a number of nodes, without loops."""
    facts: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    ties: Counter[str] = Counter()
    for edge in network.edges():
        if edge.source != edge.target:
            facts[edge.source, edge.target].append(edge)
            ties.update((edge.source, edge.target))
    kept = sorted(ties, key=lambda node: (-ties[node], node))[:most]
    nodes = {node.id: node for node in network.nodes() if node.id in ties}
    shown = set(kept)
    between = {pair: found for pair, found in facts.items() if shown.issuperset(pair)}
    return Gathered(kept, nodes, between, len(ties))


def default_network(graph: Graph) -> str:
    """Return the first of `PICTURES` that joins anything in a graph, or the first."""
    joining = (name for name in PICTURES if next(iter(read_network(graph, name).edges()), None))
    return next(joining, PICTURES[0])


def draw_network(graph: Graph, name: str = PICTURES[0]) -> Figure:
    """Draw a network of a graph, in its language.

    Args:
        graph: A local graph.
        name: One of `PICTURES`; everything at once is no picture, but a page.

    Raises:
        OutputError: There is no such picture, nothing is joined in it, or Matplotlib is missing.
    """
    if name not in PICTURES:
        raise OutputError(message("error.network-too-large", name=name, known=", ".join(PICTURES)))
    ties = read_ties(read_network(graph, name), graph.label_languages)
    if not ties.edges:
        raise OutputError(message("error.nothing-joined"))
    figure, language = new_figure(), graph.language
    sizes = {node: (width_of(text) + 0.24, _HEIGHT) for node, text in ties.names.items()}
    places, lines = _arrange(ties, sizes)
    notes = [say("network.legend", language)]
    if len(ties.names) < ties.nodes:
        notes.append(say("network.most", language, shown=len(ties.names), all=counted("nodes", ties.nodes)))
    title = say(f"network.{name}", language)
    texts = max(width_of(title, 13), *(width_of(note, 8) for note in notes))
    axes = _page(figure, places, sizes, texts)
    width, height = figure.get_size_inches()
    is_right = is_right_to_left(language)
    edge, side = ((width - MARGIN) / width, "right") if is_right else (MARGIN / width, "left")
    place_text: dict[str, Any] = {"ha": side, "va": "center"}
    figure.text(edge, 1 - 0.35 / height, title, size=13, **place_text)
    for number, note in enumerate(reversed(notes)):
        figure.text(edge, (0.22 + 0.2 * number) / height, note, size=8, **place_text)
    _draw_lines(axes, lines, is_directed=name not in _UNDIRECTED)
    _draw_boxes(axes, ties, places, sizes)
    return figure


def _page(figure: Figure, places: dict[str, Point], sizes: dict[str, Size], texts: float) -> Any:
    """Return the picture its size, and axes whose units are inches."""
    left = min(x - sizes[node][0] / 2 for node, (x, _) in places.items())
    right = max(x + sizes[node][0] / 2 for node, (x, _) in places.items())
    low = min(y - sizes[node][1] / 2 for node, (_, y) in places.items())
    high = max(y + sizes[node][1] / 2 for node, (_, y) in places.items())
    inner = max(right - left, texts, _LEAST - 2 * MARGIN)
    middle = (left + right) / 2
    width, height = inner + 2 * MARGIN, high - low + 1.5
    figure.set_size_inches(width, height)
    axes = figure.add_axes((MARGIN / width, 0.75 / height, inner / width, (high - low) / height))
    axes.set_xlim(middle - inner / 2, middle + inner / 2)
    axes.set_ylim(low, high)
    axes.set_axis_off()
    return axes


def _draw_boxes(axes: Any, ties: Ties, places: dict[str, Point], sizes: dict[str, Size]) -> None:
    from matplotlib.patches import FancyBboxPatch

    for node, text in ties.names.items():
        (x, y), (width, height) = places[node], sizes[node]
        is_state = node in ties.states
        box = FancyBboxPatch(
            (x - width / 2 + 0.05, y - height / 2 + 0.05),
            width - 0.1,
            height - 0.1,
            boxstyle="round,pad=0.05",
            facecolor=BLUE if is_state else "white",
            edgecolor=BLUE if is_state else INK,
            linewidth=0.8,
            clip_on=False,
            zorder=3,
        )
        axes.add_patch(box)
        colour = "white" if is_state else INK
        axes.text(x, y, text, ha="center", va="center_baseline", color=colour, zorder=4)


def _draw_lines(axes: Any, lines: list[Line], *, is_directed: bool) -> None:
    """Draw the arrows, and their numbers where they stand for more than one fact."""
    from matplotlib.patches import FancyArrowPatch

    most = max(line.number for line in lines)
    ground = {"facecolor": "white", "edgecolor": FAINT, "pad": 1.2, "linewidth": 0.4}
    for line in lines:
        width = 0.8 + 2.4 * (line.number - 1) / max(most - 1, 1)
        arrow = FancyArrowPatch(
            line.tail,
            line.head,
            connectionstyle=f"arc3,rad={line.bend}",
            arrowstyle="-|>" if is_directed else "-",
            mutation_scale=8 + 1.5 * width,
            shrinkA=0,
            shrinkB=0,
            color="#777777",
            linewidth=width,
            clip_on=False,
            zorder=1,
        )
        axes.add_patch(arrow)
        if line.spot is not None:
            axes.text(*line.spot, str(line.number), size=8, ha="center", va="center", bbox=ground, zorder=2)


def _arrange(ties: Ties, sizes: dict[str, Size]) -> tuple[dict[str, Point], list[Line]]:
    """Place boxes and lines; where a number finds no room, all moves further apart."""
    gap = GAP
    for _ in range(_WIDENINGS):
        places = place(sizes, list(ties.edges), gap)
        lines = _lines(ties, places, sizes)
        if all(line.spot or line.number == 1 for line in lines):
            break
        gap *= 1.3
    return places, lines


def _lines(ties: Ties, places: dict[str, Point], sizes: dict[str, Size]) -> list[Line]:
    """Return the lines, bent where they go both ways, with the places of their numbers."""
    taken = [(places[node], sizes[node]) for node in places]
    lines = []
    for (source, target), number in ties.edges.items():
        bend = 0.18 if (target, source) in ties.edges else 0.0
        start, end = places[source], places[target]
        head = _leaving(end, bent(start, end, bend), sizes[target])
        tail = _leaving(start, bent(start, end, bend), sizes[source])
        spot = None
        if number > 1:
            size = (0.1 + 0.09 * len(str(number)), 0.2)
            steps = [0.5 + sign * step / 24 for step in range(10) for sign in (1, -1)]
            spots = (along(tail, head, bend, part) for part in steps)
            spot = next((one for one in spots if not any(overlap((one, size), box) for box in taken)), None)
            taken += [(spot, size)] if spot else []
        lines.append(Line(tail, head, bend, number, spot))
    return lines


def _leaving(middle: Point, towards: Point, size: Size) -> Point:
    """Return where a line from the middle of a box to a point leaves the box, and a little further."""
    across, along = towards[0] - middle[0], towards[1] - middle[1]
    length = math.hypot(across, along) or 1.0
    factor = min(
        size[0] / 2 / abs(across) if across else math.inf,
        size[1] / 2 / abs(along) if along else math.inf,
    )
    factor = min(1.0, factor + 0.03 / length)
    return middle[0] + across * factor, middle[1] + along * factor
