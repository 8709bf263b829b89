"""A timeline: an event a row, drawn as wide as what is known of its date.

What is known to the day is a mark, to the month a bar of a month, to the year a bar of a year, and what has
bounds a bar from the one to the other: a reader sees how much the source says. In Arabic time runs from
right to left, as the text does, so that a label begins where its row does.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import OutputError
from diplograph.base.messages import is_right_to_left, message, say
from diplograph.questions.graph import Graph
from diplograph.views.canvas import BLUE, FAINT, INK, MARGIN, ORANGE, new_figure, one_line, width_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ROW: Final = 0.24  # inches
_PLOT: Final = 5.0
_YEAR: Final = 0.5  # what the label of a year needs
_LONGEST: Final = 110  # characters of a label


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the timeline: what it is called, and the days between which it lies, both included."""

    label: str
    earliest: datetime.date
    latest: datetime.date

    @property
    def is_day(self) -> bool:
        """Whether it is known to the day."""
        return self.earliest == self.latest


def read_events(graph: Graph) -> tuple[list[Event], int]:
    """Return the dated events of a graph in order, and how many have no bounds."""
    events, undated = [], 0
    for row in graph.query("timeline"):
        days = (row.earliest, row.latest)
        if all(isinstance(day, datetime.date) for day in days):
            events.append(Event(one_line(str(row.event), _LONGEST), *days))
        else:
            undated += 1
    return sorted(events, key=lambda event: (event.earliest, event.latest, event.label)), undated


def draw_timeline(graph: Graph) -> Figure:
    """Draw the events of a graph, in its language.

    Raises:
        OutputError: No event has a date, or Matplotlib is missing.
    """
    events, undated = read_events(graph)
    if not events:
        raise OutputError(message("error.no-dated-event"))
    figure, language = new_figure(), graph.language
    labels = max(width_of(event.label) for event in events) + 0.2
    width = labels + _PLOT + 2 * MARGIN
    height = _ROW * len(events) + 1.5
    figure.set_size_inches(width, height)
    is_right = is_right_to_left(language)
    left = (MARGIN + (0 if is_right else labels)) / width
    axes = figure.add_axes((left, 0.75 / height, _PLOT / width, _ROW * len(events) / height))
    _draw_rows(axes, events, is_right)
    edge = (width - MARGIN) / width if is_right else MARGIN / width
    side: Any = "right" if is_right else "left"
    for number, event in enumerate(events):
        y = (0.75 + _ROW * (len(events) - number - 0.5)) / height
        figure.text(edge, y, event.label, ha=side, va="center")
    figure.text(edge, 1 - 0.35 / height, say("timeline.title", language), ha=side, va="center", size=13)
    notes = [say("timeline.legend", language)]
    if undated:
        notes.append(say("timeline.undated", language, number=undated))
    figure.text(edge, 0.22 / height, "   ".join(notes), ha=side, va="center", size=8)
    return figure


def _draw_rows(axes: Any, events: list[Event], is_right: bool) -> None:
    """Draw a bar or a mark for each event, on an axis of years."""
    first, last = events[0].earliest.year, max(event.latest for event in events).year
    for number, event in enumerate(events):
        start = event.earliest.toordinal()
        days = event.latest.toordinal() - start + 1
        axes.axhline(number, color=FAINT, linewidth=0.3, zorder=0)
        if event.is_day:
            axes.plot([start + 0.5], [number], marker="D", markersize=4, color=ORANGE, linestyle="none")
        else:
            # the outline keeps what lasts two days visible on an axis of decades
            axes.barh(number, days, left=start, height=0.55, color=BLUE, edgecolor=BLUE, linewidth=1.2)
    axes.set_ylim(len(events) - 0.5, -0.5)
    ends = (datetime.date(first, 1, 1).toordinal(), datetime.date(last + 1, 1, 1).toordinal())
    axes.set_xlim(*(reversed(ends) if is_right else ends))
    step = math.ceil((last + 1 - first) * _YEAR / _PLOT)
    years = range(first, last + 2, step)
    axes.set_xticks([datetime.date(year, 1, 1).toordinal() for year in years], [str(year) for year in years])
    axes.set_yticks([])
    axes.tick_params(axis="x", length=3, labelsize=8)
    for name in ("left", "right", "top"):
        axes.spines[name].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.spines["bottom"].set_color(INK)
