"""A map: the states of the graph, how often one visited another, and the places that it names.

Degrees are drawn as on an equirectangular map that is true to scale in the middle of what it shows. A name
goes where it finds room; how many found none is said below.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import OutputError
from diplograph.base.messages import is_right_to_left, message, say
from diplograph.questions.graph import Graph
from diplograph.views.canvas import BLUE, FAINT, GREEN, INK, MARGIN, ORANGE, new_figure, one_line
from diplograph.views.labels import Labels
from diplograph.views.layout import Point, Size, along
from diplograph.views.outlines import Box, Outline, bounds, find_outlines, polygons_within

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH: Final = 7.5  # inches, of the map
_LEAST: Final = 12.0  # degrees from north to south, and from west to east
_BEND: Final = 0.22
_LONGEST: Final = 30  # characters of a name
_SMALL: Final = 0.15  # inches: a state that is no wider has a mark
_SEA: Final = "#f4f8fb"
_LAND: Final = "#ffffff"
_STATE: Final = "#cfe3f0"
_POINT: Final = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Atlas:
    """What a map shows.

    Attributes:
        states: The states that have an outline: their name and outline, by IRI.
        missing: The names of the states that have none.
        places: The places that have a point: name, longitude and latitude.
        visits: How many visits one state paid another, by their IRIs.
        ties: How many facts tie two states that paid each other no visit.
    """

    states: dict[str, tuple[str, Outline]]
    missing: list[str]
    places: list[tuple[str, Point]]
    visits: dict[tuple[str, str], int]
    ties: dict[tuple[str, str], int]

    def box(self, aspect: float | None = None) -> Box:
        """Return what is looked at: the mainland of each state and all places, with a margin.

        Args:
            aspect: The width of the map through its height; by default what the states and places take.
        """
        points = [point for _, outline in self.states.values() for point in outline.polygons[0]]
        west, south, east, north = bounds([*points, *(point for _, point in self.places)])
        across, up = (max((high - low) * 1.16, _LEAST) / 2 for low, high in ((west, east), (south, north)))
        x, y = (west + east) / 2, (south + north) / 2
        if aspect is not None:
            stretched = aspect * _stretch(south, north)
            across, up = max(across, up * stretched), max(up, across / stretched)
        return max(x - across, -180.0), max(y - up, -85.0), min(x + across, 180.0), min(y + up, 85.0)


def _stretch(south: float, north: float) -> float:
    """Return how much longer a degree is from south to north than from west to east, in the middle."""
    return 1 / math.cos(math.radians(min(abs(south + north) / 2, 65.0)))


def read_atlas(graph: Graph, only: Collection[str] = ()) -> Atlas:
    """Return what a map of the graph shows, in its language.

    Args:
        graph: A local graph.
        only: The states to show, by IRI, with the places about them; by default all.
    """
    told: dict[str, tuple[str, str]] = {}
    for iri, name, code in graph.select("states", "node", "state", "alpha3"):
        if not only or iri in only:
            told.setdefault(iri, (name, code or ""))
    found = find_outlines(
        {code for _, code in told.values() if code}, {name for name, code in told.values() if not code}
    )
    states = {
        iri: (name, found[code or name]) for iri, (name, code) in told.items() if (code or name) in found
    }
    places: dict[tuple[str, Point], None] = {}  # a place may stand in several registers
    for name, text in graph.select("place-coordinates", "place", "point"):
        if point := _POINT.fullmatch(text):
            at = (float(point[1]), float(point[2]))
            if not only or any(_is_near(at, outline) for _, outline in states.values()):
                places[name, at] = None
    visits = {
        (one, other): number
        for one, other, number in graph.select("who-visits-whom", "from", "to", "visits")
        if one in states and other in states
    }
    ties = {
        (one, other): number
        for one, other, number in graph.select("who-deals-with-whom", "from", "to", "facts")
        if one in states and other in states and not visits.keys() & {(one, other), (other, one)}
    }
    missing = [name for iri, (name, _) in told.items() if iri not in states]
    return Atlas(states, missing, list(places), dict(sorted(visits.items())), dict(sorted(ties.items())))


def _is_near(point: Point, outline: Outline) -> bool:
    """Return whether a point lies in the box around the mainland of a state."""
    west, south, east, north = bounds(outline.polygons[0])
    return west <= point[0] <= east and south <= point[1] <= north


def draw_map(graph: Graph) -> Figure:
    """Draw a map of a graph, in its language.

    Raises:
        OutputError: No state of it has an outline, or what draws it is missing.
    """
    figure = new_figure()
    atlas = read_atlas(graph)
    if not atlas.states:
        raise OutputError(message("error.no-state-on-map"))
    west, south, east, north = atlas.box()
    height = _WIDTH * (north - south) * _stretch(south, north) / (east - west)
    notes = [say("map.legend", graph.language)] if atlas.visits else []
    notes += [say("map.ties", graph.language)] if atlas.ties else []
    notes.append(say("map.borders", graph.language))
    if atlas.missing:
        names = _listed(atlas.missing, graph.language)
        notes.append(say("map.missing", graph.language, names=names))
    foot = 0.3 + 0.2 * (len(notes) + 1)
    page = (_WIDTH + 2 * MARGIN, height + foot + 0.65)
    figure.set_size_inches(*page)
    axes = figure.add_axes((MARGIN / page[0], foot / page[1], _WIDTH / page[0], height / page[1]))
    is_right = is_right_to_left(graph.language)
    crowded = draw_atlas(axes, atlas, (_WIDTH, height), is_right=is_right)
    if crowded:
        notes.append(say("map.crowded", graph.language, number=crowded))
    edge, side = (1 - MARGIN / page[0], "right") if is_right else (MARGIN / page[0], "left")
    beside: dict[str, Any] = {"ha": side, "va": "center"}
    figure.text(edge, 1 - 0.35 / page[1], say("map.title", graph.language), size=13, **beside)
    for number, note in enumerate(notes):
        figure.text(edge, (foot - 0.2 - 0.2 * number) / page[1], note, size=8, **beside)
    return figure


def _listed(names: list[str], language: str, most: int = 8) -> str:
    separator = say("list.comma", language) + " "
    return separator.join(names[:most]) + (" …" if len(names) > most else "")


def draw_atlas(axes: Any, atlas: Atlas, size: Size, *, is_right: bool) -> int:
    """Draw a map into axes of a size in inches, and give how many names found no room.

    Args:
        axes: What to draw into.
        atlas: What the map shows.
        size: Their size in inches.
        is_right: Whether names run from right to left, so that they end at their points.
    """
    box = west, south, east, north = atlas.box(size[0] / size[1])
    across, up = size[0] / (east - west), size[1] / (north - south)

    def at(point: Point) -> Point:
        return (point[0] - west) * across, (point[1] - south) * up

    axes.set_xlim(0, size[0])
    axes.set_ylim(0, size[1])
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(_SEA)
    for spine in axes.spines.values():
        spine.set_color(FAINT)
    of_the_graph = {outline for _, outline in atlas.states.values()}
    for outline, polygon in polygons_within(box):
        colour = _STATE if outline in of_the_graph else _LAND
        points = zip(*map(at, polygon), strict=True)
        axes.fill(*points, facecolor=colour, edgecolor="#999999", linewidth=0.4, zorder=1)
    labels = Labels(axes, size, is_right=is_right)
    middles = {iri: at(outline.middle) for iri, (_, outline) in atlas.states.items()}
    for point in (at(point) for _, point in atlas.places):
        labels.mark(point, INK)
    small = {iri for iri, (_, outline) in atlas.states.items() if _inches(outline, across) < _SMALL}
    for iri in sorted(small):
        labels.mark(middles[iri], BLUE)
    _draw_arrows(axes, atlas, middles, labels)
    for iri, (name, _) in atlas.states.items():
        labels.write(one_line(name, _LONGEST), middles[iri], size=10, colour=BLUE, is_beside=iri in small)
    for name, point in atlas.places:
        labels.write(one_line(name, _LONGEST), at(point), size=8, colour=INK, is_beside=True)
    for (source, target), number in (*atlas.visits.items(), *atlas.ties.items()):
        if number > 1:
            parts = [0.5 + sign * step / 20 for step in range(6) for sign in (1, -1)]
            labels.write_number(
                number, [along(middles[source], middles[target], _BEND, part) for part in parts]
            )
    return labels.left_out


def _inches(outline: Outline, across: float) -> float:
    """Return the width of a state on the map."""
    west, _, east, _ = bounds(outline.polygons[0])
    return (east - west) * across


def _draw_arrows(axes: Any, atlas: Atlas, middles: dict[str, Point], labels: Labels) -> None:
    """Draw an arrow for visits one way, and a line for other ties."""
    from matplotlib.patches import FancyArrowPatch

    most = max((*atlas.visits.values(), *atlas.ties.values()), default=1)
    for (source, target), number in (*atlas.visits.items(), *atlas.ties.items()):
        start, end = middles[source], middles[target]
        width = 0.9 + 2.2 * (number - 1) / max(most - 1, 1)
        style, colour = ("-", GREEN) if (source, target) in atlas.ties else ("-|>", ORANGE)
        axes.add_patch(
            FancyArrowPatch(
                start, end, connectionstyle=f"arc3,rad={_BEND}", arrowstyle=style,
                mutation_scale=8 + 2 * width, shrinkA=14, shrinkB=14, color=colour, linewidth=width, zorder=4,
            )
        )  # fmt: skip
        labels.cross(along(start, end, _BEND, step / 60) for step in range(61))
