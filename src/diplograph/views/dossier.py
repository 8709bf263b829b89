"""Two states on one page: map, visits or relations over time, trade, and lists of facts, each cited.

What a line rests on stands behind it: the number of the document, which is named at the foot, and the places
of the passages in it, counted in characters.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import OutputError
from diplograph.base.messages import counted, is_right_to_left, message, say, texts
from diplograph.base.names import DG
from diplograph.questions.graph import Graph
from diplograph.questions.passages import passages_of
from diplograph.views.canvas import BLUE, FAINT, INK, ORANGE, new_figure, one_line, width_of
from diplograph.views.lines import Lines
from diplograph.views.trade import TradeFigure, draw_columns, read_figures
from diplograph.views.world_map import draw_atlas, read_atlas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PAGE: Final = (8.27, 11.69)  # A4, in inches
_EDGE: Final = 0.55
_GUTTER: Final = 0.35
_MAP: Final = (3.9, 2.55)
_FIGURES: Final = 7  # as many columns as have room for their numbers
_STRIP: Final = 1.15
_DOCUMENTS: Final = 6
_LEAST_TITLE: Final = 6.0  # size of the title of a lane
_MARK: Final = "\N{LEFT-TO-RIGHT MARK}"
_COLOURS: Final = {DG + "relationsEstablished": BLUE, DG + "relationsBroken": ORANGE}


@dataclass(slots=True)
class Fact:
    """A fact in which both states take part.

    Attributes:
        label: What it is called.
        kind: Its class, such as ``Visit``.
        date: Its date as stated, in EDTF; empty if none is.
        bounds: The first and the last day that it may have fallen on; None where they are not known.
        way: The visiting state and its host, by IRI, if it is a visit.
        passages: What it rests on: the name of the document, and the place in it.
    """

    label: str
    kind: str
    date: str
    bounds: tuple[datetime.date, datetime.date] | None
    way: tuple[str, str]
    passages: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Standing:
    """How diplomatic relations stood: the status, its label, since when, and until when at the least."""

    status: str
    label: str
    start: datetime.date
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is stated of two states: their IRIs and names, facts, figures of trade, titles of documents.

    How their diplomatic relations stood is in the order of time.
    """

    states: tuple[str, str]
    names: tuple[str, str]
    facts: list[Fact]
    trade: list[TradeFigure]
    documents: dict[str, str]
    standings: list[Standing]

    def visits(self, number: int) -> list[Fact]:
        """Return the visits that the first state (0) or the second (1) paid the other."""
        way = self.states if number == 0 else self.states[::-1]
        return [fact for fact in self.facts if fact.way == way]

    def of_kind(self, *kinds: str) -> list[Fact]:
        """Return the facts of some classes."""
        return [fact for fact in self.facts if fact.kind in kinds]


def read_dossier(graph: Graph, one: str, other: str) -> Dossier:
    """Return what a graph states of two states, in its language.

    Args:
        graph: A local graph.
        one: A state: an IRI, ``state/egypt`` or a name.
        other: Another state.

    Raises:
        QueryError: Nothing is called so, or several are.
        OutputError: One is no state, or both are the same.

    Example:
        >>> import diplograph
        >>> dossier = read_dossier(diplograph.open(), "Egypt", "Kazakhstan")
        >>> len(dossier.visits(0)), len(dossier.visits(1))
        (11, 5)
    """
    first, second = (graph.node(name, role="state", of="dg:State").value for name in (one, other))
    states = (first, second)
    if states[0] == states[1]:
        raise OutputError(message("error.one-state"))
    named = dict(graph.select("states", "node", "state"))
    for iri, given in zip(states, (one, other), strict=True):
        if iri not in named:
            raise OutputError(message("error.no-named-state", name=given))
    facts, standings = _facts(graph, *states)
    cited = {document for fact in facts for document, _ in fact.passages}
    titles = {
        iri.partition("/document/")[2]: title
        for iri, title in graph.select("documents", "source", "document")
    }
    documents = {slug: titles.get(slug, slug) for slug in sorted(cited)}
    trade = read_figures(graph, state=states[0], other=states[1])
    return Dossier(states, (named[states[0]], named[states[1]]), facts, trade, documents, standings)


def _facts(graph: Graph, state: str, other: str) -> tuple[list[Fact], list[Standing]]:
    """Return the facts in which two states take part, with their passages, and how their relations stood."""
    columns = ("node", "fact", "class", "date", "earliest", "latest", "from", "to")
    changes = ("status", "standing", "until")
    found: dict[str, Fact] = {}
    standings: list[Standing] = []
    for iri, *told in graph.select("facts-of-both", *columns, *changes, state=state, other=other):
        label, kind, date, *days, visiting, host, status, standing, until = told
        if status and isinstance(days[1], datetime.date) and iri not in found:
            end = until if isinstance(until, datetime.date) else None
            standings.append(Standing(status, standing, days[1], end))
        bounds = (days[0], days[1]) if all(isinstance(day, datetime.date) for day in days) else None
        fact = Fact(label, kind.rpartition("#")[2], date or "", bounds, (visiting or "", host or ""))
        found.setdefault(iri, fact)
    for iri, passages in passages_of(found, graph.ask).items():
        places = (passage.partition("#char=") for passage in sorted(passages))
        found[iri].passages += [(document, place) for document, _, place in places if place]
    return list(found.values()), sorted(standings, key=lambda one: one.start)


def draw_dossier(graph: Graph, one: str, other: str) -> Figure:
    """Draw the dossier of two states on a page of A4, in the language of the graph.

    Raises:
        QueryError: Nothing is called so, or several are.
        OutputError: One is no state, nothing is stated of both, or what draws is missing.
    """
    figure = new_figure()
    dossier = read_dossier(graph, one, other)
    if not dossier.facts and not dossier.trade:
        raise OutputError(message("error.no-facts-of-both", one=dossier.names[0], other=dossier.names[1]))
    figure.set_size_inches(*_PAGE)
    page = _Page(figure, graph, dossier)
    page.draw_head()
    page.draw_map()
    page.draw_trade()
    page.draw_times()
    page.draw_lists()
    page.draw_foot()
    return figure


class _Page:
    """The page, from its head to its foot; lengths are inches."""

    def __init__(self, figure: Figure, graph: Graph, dossier: Dossier) -> None:
        self._figure = figure
        self._dossier = dossier
        self._language = graph.language
        self._is_right = is_right_to_left(graph.language)
        self._atlas = read_atlas(graph, dossier.states)
        self._top = _PAGE[1] - _EDGE - 0.38  # of the map
        has_head = self._atlas.states or dossier.trade
        self._strip = self._top - (_MAP[1] + 0.54 if has_head else 0.3)  # the top of the visits
        self._foot = 0.32 + 0.17 * (min(len(dossier.documents), _DOCUMENTS) + 1) + 0.1
        self._numbers = {document: number for number, document in enumerate(dossier.documents, start=1)}

    def draw_head(self) -> None:
        """Write the names of the two states."""
        title, width = " – ".join(one_line(name, 50) for name in self._dossier.names), _PAGE[0] - 2 * _EDGE
        size = min(16.0, 16.0 * width / width_of(title, 16, is_bold=True))
        self._lines(_EDGE, width + 0.01, _PAGE[1] - _EDGE + 0.1).write(title, size, is_bold=True)

    def draw_map(self) -> None:
        """Draw the states that have an outline, with the visits between them."""
        if not self._atlas.states:
            return
        left = _PAGE[0] - _EDGE - _MAP[0] if self._is_right else _EDGE
        axes = self._axes(left, self._top - _MAP[1], *_MAP)
        draw_atlas(axes, self._atlas, _MAP, is_right=self._is_right)
        self._lines(left, _MAP[0], self._top - _MAP[1] - 0.04).write(self._text("borders"), 6.5)

    def draw_trade(self) -> None:
        """Draw the last figures of trade in the unit that most of them have."""
        width = _PAGE[0] - 2 * _EDGE - _MAP[0] - _GUTTER
        left = _EDGE if self._is_right else _PAGE[0] - _EDGE - width
        units: dict[str, list[TradeFigure]] = {}
        for one in self._dossier.trade:
            units.setdefault(one.unit, []).append(one)
        lines = self._lines(left, width, self._top + 0.08)
        if not units:
            if self._atlas.states:
                lines.write(self._text("no-trade"), 8)
            return
        unit, figures = max(units.items(), key=lambda item: len(item[1]))
        lines.write(self._text("trade", unit=unit), 8, is_bold=True)
        shown = figures[-_FIGURES:]
        if len(shown) < len(self._dossier.trade):
            lines.write(
                self._text("last", shown=len(shown), all=counted("figures", len(self._dossier.trade))),
                7,
            )
        inner = width - 0.75
        axes = self._axes(left if self._is_right else left + 0.75, self._top - _MAP[1], inner, _MAP[1] - 0.35)
        draw_columns(axes, shown, is_right=self._is_right, size=6.5)
        axes.tick_params(labelsize=7)

    def draw_times(self) -> None:
        """Draw the visits each way on an axis of years; where there is none, how relations stood."""
        lanes = [self._dossier.visits(0), self._dossier.visits(1)]
        dated = [fact.bounds for fact in self._dossier.facts if fact.bounds]
        paid = [fact.bounds for lane in lanes for fact in lane if fact.bounds]
        lines = self._lines(_EDGE, _PAGE[0] - 2 * _EDGE, self._strip + 0.3)
        if not paid and self._dossier.standings and dated:
            lines.write(self._text("standings"), 10, is_bold=True)
            self._draw_standings(dated)
            return
        lines.write(self._text("visits"), 10, is_bold=True)
        if not paid:
            lines.write(self._text("none"), 8)
            return
        for number, lane in enumerate(lanes):
            axes = self._lane(number, self._way(number, lane), paid)
            _draw_lane(axes, lane, (BLUE, ORANGE)[number])

    def _draw_standings(self, dated: list[tuple[datetime.date, datetime.date]]) -> None:
        """Draw how diplomatic relations stood, and below all facts that have a date."""
        told = [self._standing(one) for one in self._dossier.standings]
        while len(told) > 1 and width_of(" · ".join(told), _LEAST_TITLE) > _PAGE[0] - 2 * _EDGE:
            told[:2] = ["…"]  # the last are told
        axes = self._lane(0, " · ".join(told), dated)
        last = datetime.date(max(end for _, end in dated).year + 1, 1, 1)
        for one in self._dossier.standings:
            start, end = one.start.toordinal(), (one.end or last).toordinal()
            axes.barh(0, end - start, left=start, height=0.8, color=_COLOURS.get(one.status, FAINT))
        _bare(axes)
        axes.set_ylim(0.6, -0.6)
        facts = [fact for fact in self._dossier.facts if fact.bounds]
        _draw_lane(self._lane(1, self._text("facts", number=len(facts)), dated), facts, INK)

    def _standing(self, one: Standing) -> str:
        # In text that runs from right to left, only the mark keeps a date in its order.
        start = f"{_MARK}{one.start}"
        if one.end is None:
            return self._text("since", status=one.label, start=start)
        return self._text("standing", status=one.label, start=start, end=f"{_MARK}{one.end}")

    def _lane(self, number: int, title: str, dated: list[tuple[datetime.date, datetime.date]]) -> Any:
        """Return the axes of the first (0) or the second (1) lane, an axis of years, with its title."""
        first, last = min(bounds[0] for bounds in dated).year, max(bounds[1] for bounds in dated).year
        height, width = (_STRIP - 0.45) / 2, _PAGE[0] - 2 * _EDGE
        top = self._strip - 0.2 - number * (height + 0.27)
        title = " ".join(title.split())
        size = max(_LEAST_TITLE, min(7.5, 7.5 * width / width_of(title, 7.5)))
        self._lines(_EDGE, width + 0.01, top + 0.22).write(title, size)
        axes = self._axes(_EDGE, top - height, width, height)
        ends = (datetime.date(first, 1, 1).toordinal(), datetime.date(last + 1, 1, 1).toordinal())
        axes.set_xlim(*(reversed(ends) if self._is_right else ends))
        step = math.ceil((last + 1 - first) * 0.45 / width)
        years = [*range(first, last + 2, step)]
        days = [datetime.date(year, 1, 1).toordinal() for year in years]
        axes.set_xticks(days, [str(year) for year in years] if number else [""] * len(years))
        axes.tick_params(axis="x", length=2, labelsize=7)
        return axes

    def draw_lists(self) -> None:
        """Write the facts in two columns: what lasts, and what was done, of which a list may be missing."""
        width = (_PAGE[0] - 2 * _EDGE - _GUTTER) / 2
        top = self._strip - _STRIP - 0.24
        sides = [_EDGE, _EDGE + width + _GUTTER]
        lasting, visits = reversed(sides) if self._is_right else sides
        lines = self._lines(lasting, width, top)
        kinds = {
            "relations": ("Recognition", "Relation", "Event"),
            "treaties": ("Treaty",),
            "institutions": ("Institution",),
        }
        for place, (title, found) in enumerate(kinds.items()):
            self._list(lines, title, self._dossier.of_kind(*found), bottom=0.75 * (2 - place))
        done = {
            "visits": ("Visit",),
            "missions": ("Mission",),
            "communications": ("Communication", "Meeting"),
        }
        told = [title for title, found in done.items() if self._dossier.of_kind(*found)] or ["visits"]
        lines = self._lines(visits, width, top)
        for place, title in enumerate(told, start=1):
            self._list(lines, title, self._dossier.of_kind(*done[title]), bottom=0.75 * (len(told) - place))

    def draw_foot(self) -> None:
        """Name the documents by their numbers."""
        if not self._dossier.documents:
            return
        lines = self._lines(_EDGE, _PAGE[0] - 2 * _EDGE, self._foot - 0.1)
        lines.write(self._text("documents"), 8, is_bold=True)
        left_out = len(self._dossier.documents) - _DOCUMENTS
        for number, title in list(enumerate(self._dossier.documents.values(), start=1))[:_DOCUMENTS]:
            more = f" {self._text('more', number=left_out)}" if left_out > 0 and number == _DOCUMENTS else ""
            lines.write(f"[{number}] {title}{more}", 7.5)

    def _list(self, lines: Lines, title: str, facts: list[Fact], *, bottom: float) -> None:
        items = [(fact.label, self._cited(fact)) for fact in facts]
        more = texts("dossier", self._language)["more"]
        lines.write_list(self._text(title), items, empty=self._text("none"), more=more, bottom=bottom)

    def _cited(self, fact: Fact) -> str:
        """Return the date as stated, and the passages by the numbers of their documents."""
        places: dict[str, list[str]] = {}
        for document, place in fact.passages:
            places.setdefault(document, []).append(place.replace(",", "–"))
        cited = [f"[{self._numbers[one]}] {', '.join(found)}" for one, found in places.items()]
        return " · ".join([*([fact.date] if fact.date else []), *cited])

    def _way(self, number: int, lane: list[Fact]) -> str:
        one, other = self._dossier.names if number == 0 else self._dossier.names[::-1]
        text = self._text("way", one=one, other=other, number=len(lane))
        undated = sum(fact.bounds is None for fact in lane)
        return f"{text} ({self._text('undated', number=undated)})" if undated else text

    def _text(self, name: str, **values: object) -> str:
        return say(f"dossier.{name}", self._language, **values)

    def _axes(self, left: float, bottom: float, width: float, height: float) -> Any:
        page = (left / _PAGE[0], bottom / _PAGE[1], width / _PAGE[0], height / _PAGE[1])
        return self._figure.add_axes(page)

    def _lines(self, left: float, width: float, top: float) -> Lines:
        return Lines(self._figure, left, width, top, self._foot, is_right=self._is_right)


def _draw_lane(axes: Any, facts: list[Fact], colour: str) -> None:
    """Draw bars and marks, those that overlap in rows of their own."""
    ends: list[int] = []
    placed = []
    for fact in sorted((one for one in facts if one.bounds), key=lambda one: (one.bounds, one.label)):
        assert fact.bounds is not None
        start, end = (day.toordinal() for day in fact.bounds)
        row = next((row for row, last in enumerate(ends) if last < start), len(ends))
        ends[row : row + 1] = [end + 45]
        placed.append((row, start, end + 1))
    for row, start, end in placed:
        if end - start == 1:
            axes.plot([start + 0.5], [row], marker="D", markersize=3, color=colour, linestyle="none")
        else:
            axes.barh(row, end - start, left=start, height=0.6, color=colour, edgecolor=colour, linewidth=0.8)
    axes.set_ylim(max(len(ends), 3) - 0.4, -0.6)
    _bare(axes)


def _bare(axes: Any) -> None:
    """Leave only the axis of years, with its grid."""
    axes.set_yticks([])
    for name in ("left", "right", "top"):
        axes.spines[name].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.spines["bottom"].set_color(INK)
