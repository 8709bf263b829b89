"""Text in columns: wrapped to a width, from the side where reading begins, until the column is full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from diplograph.views.canvas import INK, width_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ITEM: Final = 7.5
_NOTE: Final = 6
_GREY: Final = "#555555"
_SPACE: Final = 0.08  # inches between a text and its note
LEADING: Final = 1.4
"""The distance of two lines, through the size of the letters."""


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines that are no wider than asked for, unless a word is.

    Args:
        text: What to break, at its spaces.
        width: How wide a line may be.
        measure: Gives the width of a text, in the same unit.

    Example:
        >>> wrap("one two three", 8, len)
        ['one two', 'three']
    """
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Lines:
    """A column of text on a page, filled from its top.

    Args:
        figure: The page, whose size is set.
        left: Where the column begins, in inches from the left.
        width: How wide it is, in inches.
        top: Where it begins, in inches from the foot of the page.
        bottom: Where it ends, in inches from the foot of the page.
        is_right: Whether the text runs from right to left.
    """

    def __init__(
        self, figure: Figure, left: float, width: float, top: float, bottom: float, *, is_right: bool
    ) -> None:
        self._figure = figure
        self._left, self._width = left, width
        self._at, self._bottom = top, bottom
        self._is_right = is_right

    @property
    def room(self) -> float:
        """How much of the column is left, in inches."""
        return self._at - self._bottom

    def height_of(self, text: str, note: str, size: float = _ITEM) -> float:
        """Return how much room a text and its note take, in inches."""
        lines = wrap(text, self._width, _measure(size))
        notes = [] if self._has_room(lines[-1:], note, size) else wrap(note, self._width, _measure(_NOTE))
        return (len(lines) * size + len(notes) * _NOTE) * LEADING / 72

    def write(self, text: str, size: float, *, is_bold: bool = False, note: str = "") -> None:
        """Write a text below what is there, with a note in small letters behind it, or below.

        What has no room is cut off, so ask `room` before.
        """
        lines = wrap(text, self._width, _measure(size, is_bold=is_bold))
        is_behind = self._has_room(lines[-1:], note, size)
        for line in lines:
            self._at -= size * LEADING / 72
            self._put(line, size, 0.0, is_bold=is_bold)
        if is_behind and note:
            self._put(note, _NOTE, _measure(size)(lines[-1]) + _SPACE, colour=_GREY)
            return
        for line in wrap(note, self._width, _measure(_NOTE)):
            self._at -= _NOTE * LEADING / 72
            self._put(line, _NOTE, 0.0, colour=_GREY)

    def _has_room(self, last: list[str], note: str, size: float) -> bool:
        taken = _measure(size)(last[0]) if last else 0.0
        return taken + _SPACE + _measure(_NOTE)(note) <= self._width

    def _put(
        self, line: str, size: float, indent: float, *, colour: str = INK, is_bold: bool = False
    ) -> None:
        width, height = self._figure.get_size_inches()
        x = self._left + self._width - indent if self._is_right else self._left + indent
        style: dict[str, Any] = {"weight": "bold"} if is_bold else {}
        y = (self._at + 0.05) / height
        side = "right" if self._is_right else "left"
        self._figure.text(x / width, y, line, size=size, color=colour, ha=side, va="baseline", **style)

    def skip(self, inches: float) -> None:
        """Leave room."""
        self._at -= inches

    def write_list(
        self, title: str, items: Sequence[tuple[str, str]], *, empty: str, more: str, bottom: float
    ) -> None:
        """Write a heading and items with what they rest on, as many as find room.

        Args:
            title: The heading.
            items: Each text, and the note behind it.
            empty: What to write where there is no item.
            more: What to write where there is no room; ``{number}`` is how many are left out.
            bottom: How much room to leave below, in inches.
        """
        self.write(title, 10, is_bold=True)
        self.skip(0.03)
        if not items:
            self.write(empty, _ITEM)
        for number, (text, note) in enumerate(items):
            needed = self.height_of(text, note) + 0.04
            is_last = number == len(items) - 1
            if self.room - needed < bottom + (0 if is_last else _ITEM * LEADING / 72):
                self.write(more.format(number=len(items) - number), _ITEM)
                break
            self.write(text, _ITEM, note=note)
            self.skip(0.04)
        self.skip(0.1)


def _measure(size: float, *, is_bold: bool = False) -> Callable[[str], float]:
    return lambda text: width_of(text, size, is_bold=is_bold)
