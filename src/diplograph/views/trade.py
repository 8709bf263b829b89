"""A chart of trade, with what the source hedges drawn as hedged.

A figure that is stated plainly is a full column. “More than”, which bounds it from below, is a column with an
arrow upwards: the true figure lies above. “Less than” and “nearly”, which bound it from above, are an empty
column with an arrow down: it lies within. “About” and the like have a dashed outline. Columns of one panel
have one unit; nothing is converted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diplograph.base.errors import OutputError
from diplograph.base.messages import is_right_to_left, message, say
from diplograph.base.names import DG
from diplograph.questions.graph import Graph
from diplograph.views.canvas import BLUE, FAINT, GREEN, INK, ORANGE, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class TradeFigure:
    """A figure of trade as stated.

    Attributes:
        between: The names of the parties.
        unit: The unit as stated.
        period: The period in EDTF.
        value: The value as stated.
        side: The side from which the hedge bounds it, ``fromBelow`` or ``fromAbove``; empty for neither.
        said: The hedge in words; empty for none.
    """

    between: str
    unit: str
    period: str
    value: float
    side: str
    said: str


def read_figures(graph: Graph, **parameters: object) -> list[TradeFigure]:
    """Return the figures of trade between two states, by states and time.

    Args:
        graph: A graph.
        parameters: What the question ``trade`` takes, such as ``state``.
    """
    columns = ("node", "one", "other", "unit", "period", "value", "bounds", "hedge")
    found = {}  # a figure with several reasons has several rows
    for node, one, other, unit, period, value, bounds, hedge in graph.select("trade", *columns, **parameters):
        between = " – ".join(sorted((one, other)))
        side = (bounds or "").removeprefix(DG)
        found[node, between] = TradeFigure(between, unit or "", period or "", float(value), side, hedge or "")
    return sorted(found.values(), key=lambda figure: (figure.between, figure.unit))


def draw_trade(graph: Graph) -> Figure:
    """Draw the figures of trade, a panel for each pair and unit, in the language of the graph.

    Raises:
        OutputError: There is no figure, or Matplotlib is missing.
    """
    panels: dict[tuple[str, str], list[TradeFigure]] = {}
    for one in read_figures(graph):
        panels.setdefault((one.between, one.unit), []).append(one)
    if not panels:
        raise OutputError(message("error.no-trade-figure"))
    figure = new_figure()
    figure.set_size_inches(max(5.0, 1.3 * max(map(len, panels.values())) + 1.6), 3.6 * len(panels) + 0.5)
    is_right = is_right_to_left(graph.language)
    for number, ((between, unit), found) in enumerate(panels.items(), start=1):
        axes = figure.add_subplot(len(panels), 1, number)
        draw_columns(axes, found, is_right=is_right)
        side: Any = "right" if is_right else "left"
        axes.set_title(f"{say('trade.title', graph.language)}: {between}", loc=side, size=11, pad=16)
        axes.set_ylabel(unit)
    figure.tight_layout()
    return figure


def draw_columns(axes: Any, figures: list[TradeFigure], *, is_right: bool, size: float = 8) -> None:
    """Draw figures of one unit as columns, the first at the side where reading begins."""
    top = max(one.value for one in figures)
    for place, one in enumerate(figures):
        tip = one.value
        if one.side == "fromBelow":
            axes.bar(place, one.value, width=0.5, color=GREEN)
            tip = _arrow(axes, place, one.value, top * 0.1, GREEN)
        elif one.side == "fromAbove":
            axes.bar(place, one.value, width=0.5, fill=False, edgecolor=ORANGE, linewidth=1.4)
            _arrow(axes, place, one.value, -min(top * 0.1, one.value * 0.7), ORANGE)
        elif one.said:
            axes.bar(
                place, one.value, width=0.5, color="#cfe3f0", edgecolor=BLUE, linestyle="--", linewidth=1.4
            )
        else:
            axes.bar(place, one.value, width=0.5, color=BLUE)
        text = f"{one.said}\n{short_number(one.value)}" if one.said else short_number(one.value)
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # no line runs through the words
        axes.text(place, tip + top * 0.03, text, ha="center", va="bottom", size=size, bbox=ground)
    axes.set_xticks(range(len(figures)), [one.period for one in figures])
    axes.set_xlim(-0.6, len(figures) - 0.4)
    axes.set_ylim(0, top * 1.35)
    axes.yaxis.set_major_formatter(lambda value, _: short_number(value))
    for name in ("top", "left" if is_right else "right"):
        axes.spines[name].set_visible(False)
    if is_right:
        axes.yaxis.set_label_position("right")
        axes.yaxis.tick_right()
        axes.invert_xaxis()
    axes.grid(axis="y", color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.spines["bottom"].set_color(INK)


def _arrow(axes: Any, place: int, start: float, length: float, colour: str) -> float:
    """Draw an arrow from the end of a column, and give where it ends."""
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=(place, start + length), xytext=(place, start), arrowprops=style)
    return start + length


def short_number(value: float) -> str:
    """Write a number with thousands apart.

    Example:
        >>> short_number(8100000.0), short_number(8.25)
        ('8,100,000', '8.25')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
