"""A table of query results for a terminal, in which right-to-left text can be read.

Columns are measured in the cells of a terminal and fitted to its width; what is too wide is wrapped on
words, never cut. Where not even that leaves room for a word, each row becomes a record of its own, one
line a column.

Right-to-left text would change places with its neighbours in the same line. On a terminal that orders
text by the Unicode Bidirectional Algorithm (UAX #9), marks prevent that: each line begins with a
left-to-right mark, and a cell with right-to-left characters stands between an isolate's start and end.
Columns that run from the right are put in their places by padding, so that they stand there on every
terminal, whichever direction it takes a line to have.

Data cannot steer the terminal: control characters are shown as escapes.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from wcwidth import wcwidth

from diplograph.base.characters import isolated, visible
from diplograph.base.messages import counted
from diplograph.base.names import BASE, PREFIXES
from diplograph.questions.cells import Shorten, cell_text, is_number, shorten_by

if TYPE_CHECKING:
    from diplograph.sparql.answers import Rows, Term

_GAP: Final = "  "
_WORD: Final = 16
"""Cells that a longer word may be squeezed into, before rows become records."""

_LEFT_TO_RIGHT: Final = "\u200e"

# A line may end after spaces, after a slash, after a hyphen that ends a word, and before a hash.
_BREAK: Final = re.compile(r"(?<= )(?! )|(?<=/)(?![/ ])|(?<=[^\W\d_]{2}-)(?=\w)|(?=#)")


def render(
    rows: Rows,
    *,
    width: int | None = None,
    isolate: bool = False,
    right_to_left: bool = False,
    language: str = "en",
    headings: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
    base: str = BASE,
) -> str:
    """Set rows as a table, with headings above and the number of rows below.

    Numbers are aligned right, and so is text that begins from the right. IRIs are shortened by prefix;
    entities and passages of the graph show without its base IRI.

    Args:
        rows: What a SELECT query answered.
        width: The cells that a line may have; by default as many as the terminal has.
        isolate: Whether the table is for a terminal, and may hold marks of direction.
        right_to_left: Whether the first column stands at the right edge.
        language: The language of what the table itself says.
        headings: What columns are called, by variable; by default as the variable is.
        prefixes: Namespaces by prefix.
        base: The base IRI of the graph, with a slash at its end.

    Returns:
        Lines, each ended by a line feed.

    Example:
        >>> import pyoxigraph as ox
        >>> from diplograph.sparql.answers import Rows
        >>> state = ox.NamedNode("https://w3id.org/diplograph/id/state/egypt")
        >>> rows = Rows(("state", "visits"), ((state, ox.Literal(12)), (None, ox.Literal(3))))
        >>> print(render(rows, width=40), end="")
        state        visits
        ───────────  ──────
        state/egypt      12
                          3
        <BLANKLINE>
        2 rows
    """
    page = _Page(width or shutil.get_terminal_size().columns, isolate, right_to_left)
    lines: list[str] = []
    if rows.rows and rows.variables:
        titles = [_cell((headings or {}).get(name, name)) for name in rows.variables]
        shorten = shorten_by(base, prefixes)
        body = [[_cell_of(term, shorten) for term in row] for row in rows.rows]
        lines = [*page.table(titles, body), ""]
    lines += page.text(counted("rows", len(rows.rows)).text(language))
    return "".join(f"{line}\n" for line in lines)


# --- Cells: terms as text.


@dataclass(frozen=True, slots=True)
class _Cell:
    """The text of a cell, free of control characters.

    Attributes:
        text: What is shown.
        right: Whether it is aligned right.
        bidi: Whether it holds right-to-left characters.
        from_right: Whether its first strong character is right-to-left.
    """

    text: str
    right: bool
    bidi: bool
    from_right: bool

    @property
    def longest_word(self) -> int:
        """The cells of the longest piece that a line break leaves whole."""
        return max(_cells(piece.rstrip(" ")) for piece in _BREAK.split(self.text))


def _cell(text: str, number: bool = False) -> _Cell:
    text = visible(text)
    classes = [] if text.isascii() else [unicodedata.bidirectional(character) for character in text]
    strong = next((name for name in classes if name in ("L", "R", "AL")), "L")
    bidi = any(name in ("R", "AL", "AN") for name in classes)
    return _Cell(text, right=number or strong != "L", bidi=bidi, from_right=strong != "L")


def _cell_of(term: Term | None, shorten: Shorten) -> _Cell:
    return _cell(cell_text(term, shorten), is_number(term))


# --- Measuring and wrapping.


def _cells(text: str) -> int:
    """Count the cells of a terminal that a text takes, as the sum over its characters.

    Example:
        >>> _cells("مُحَمَّد"), _cells("日本")
        (4, 4)
    """
    return len(text) if text.isascii() else sum(map(wcwidth, text))


def _wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most a number of cells, on words as far as they fit.

    Example:
        >>> _wrap("minister of foreign affairs", 11)
        ['minister of', 'foreign', 'affairs']
    """
    if _cells(text) <= width:
        return [text]
    lines = [""]
    for piece in _BREAK.split(text):
        word = piece.rstrip(" ")
        if _cells(lines[-1] + word) <= width:
            lines[-1] += piece
        elif _cells(word) <= width:
            lines.append(piece)
        else:
            lines += _chop(word, width)
            lines[-1] += piece[len(word) :]
    return [line.rstrip(" ") for line in lines if line.strip(" ")] or [""]


def _chop(word: str, width: int) -> Iterator[str]:
    """Break a word that no line can hold, but not before a combining mark."""
    line, taken = "", 0
    for character in word:
        cells = wcwidth(character)
        if line and taken + cells > width:
            yield line
            line, taken = "", 0
        line += character
        taken += cells
    yield line


def _fit(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Narrow the widest columns until all fit; None if they do not even at their least.

    Example:
        >>> _fit([4, 30, 50], [4, 8, 8], 44)
        [4, 20, 20]
        >>> _fit([4, 30, 50], [4, 8, 8], 45)
        [4, 21, 20]
    """
    if sum(least) > room:
        return None

    def capped(cap: int) -> list[int]:
        return [max(low, min(wide, cap)) for wide, low in zip(natural, least, strict=True)]

    widths = capped(max(cap for cap in range(room + 1) if sum(capped(cap)) <= room))
    for column, wide in enumerate(natural):
        if widths[column] < wide and sum(widths) < room:
            widths[column] += 1
    return widths


# --- Lines.


@dataclass(frozen=True, slots=True)
class _Page:
    """What lines are laid out for: a width in cells, marks of direction or none, left or right."""

    width: int
    isolate: bool
    right_to_left: bool

    def text(self, text: str) -> Iterator[str]:
        """Lay out a sentence."""
        cell = _cell(text)
        return self._row([cell], [min(_cells(cell.text), self.width)])

    def table(self, titles: Sequence[_Cell], body: Sequence[Sequence[_Cell]]) -> Iterator[str]:
        """Lay out a table under its titles, or records if it has too many columns."""
        columns = list(zip(*body, strict=True))
        titles = [
            replace(title, right=title.right or all(cell.right for cell in column if cell.text))
            for title, column in zip(titles, columns, strict=True)
        ]
        whole = [[title, *column] for title, column in zip(titles, columns, strict=True)]
        widths = self._widths(whole, _WORD if len(whole) > 2 else 2)
        if widths is None:
            yield from self._records(titles, body)
            return
        yield from self._row(titles, widths)
        yield self._line(["─" * width for width in widths], widths)
        rows = [list(self._row(row, widths)) for row in body]
        apart = any(len(lines) > 1 for lines in rows)  # else no one could tell where a row ends
        for number, lines in enumerate(rows):
            if number and apart:
                yield ""
            yield from lines

    def _records(self, titles: Sequence[_Cell], body: Sequence[Sequence[_Cell]]) -> Iterator[str]:
        titles = [replace(title, right=title.from_right) for title in titles]
        records = [[replace(cell, right=cell.from_right) for cell in row] for row in body]
        columns = [titles, [cell for record in records for cell in record]]
        widths = self._widths(columns, 2) or [2, 2]
        for number, record in enumerate(records):
            if number:
                yield ""
            for pair in zip(titles, record, strict=True):
                yield from self._row(pair, widths)

    def _widths(self, columns: Sequence[Sequence[_Cell]], word: int) -> list[int] | None:
        """Share the page out among columns, none narrower than its longest word, up to a limit."""
        natural = [max(_cells(cell.text) for cell in column) for column in columns]
        least = [min(word, max(cell.longest_word for cell in column)) for column in columns]
        return _fit(natural, least, self.width - len(_GAP) * (len(columns) - 1))

    def _row(self, cells: Sequence[_Cell], widths: Sequence[int]) -> Iterator[str]:
        wrapped = [_wrap(cell.text, width) for cell, width in zip(cells, widths, strict=True)]
        for pieces in zip_longest(*wrapped, fillvalue=""):
            yield self._line(
                [self._place(*place) for place in zip(pieces, cells, widths, strict=True)], widths
            )

    def _place(self, piece: str, cell: _Cell, width: int) -> str:
        """Pad a piece of a cell to the width of its column."""
        padding = " " * (width - _cells(piece))
        if self.isolate and cell.bidi and piece:
            # Not the isolate that goes by its first letter: each line has the direction of the whole cell.
            piece = isolated(piece, right_to_left=cell.from_right)
        return padding + piece if cell.right or self.right_to_left else piece + padding

    def _line(self, parts: Sequence[str], widths: Sequence[int]) -> str:
        if self.right_to_left:
            room = self.width - sum(widths) - len(_GAP) * (len(widths) - 1)
            line = " " * room + _GAP.join(reversed(parts))
        else:
            line = _GAP.join(parts)
        line = line.rstrip(" ")
        return _LEFT_TO_RIGHT + line if self.isolate else line
