"""What all pictures share: colours, type, and how they are written.

Matplotlib draws, from version 3.11 on: it shapes text with HarfBuzz and orders it with FriBidi (through
libraqm), so Arabic is joined and runs from right to left, alone and within Latin text. Its own typeface,
DejaVu Sans, has both scripts; PDF embeds it, and SVG holds outlines, so a picture looks the same
everywhere. Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with any
colour vision can tell apart.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import OutputError
from diplograph.base.extras import extra
from diplograph.base.messages import message
from diplograph.base.xml import characters

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS: Final = ("svg", "pdf", "png")
"""What a picture can be written as; the ending of the file says which."""

MARGIN: Final = 0.35
"""Around a picture, in inches."""

INK: Final = "#222222"
FAINT: Final = "#bbbbbb"
BLUE: Final = "#0072b2"
ORANGE: Final = "#d55e00"
GREEN: Final = "#009e73"

_DPI: Final = 100.0  # at which texts are measured
_SETTINGS: Final[dict[str, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,  # a name with two dollar signs is no formula
    "text.hinting": "no_hinting",  # so that a text is as wide in a PNG as in a PDF
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.hashsalt": "diplograph",
    "pdf.fonttype": 42,
    "axes.unicode_minus": False,
}


def new_figure() -> Figure:
    """Return an empty picture; its size is set once the texts are measured.

    Raises:
        MissingExtraError: Matplotlib is not installed.
        OutputError: It cannot shape Arabic.
    """
    with extra("draw"):
        import matplotlib
        from matplotlib.figure import Figure
    if tuple(int(part) for part in matplotlib.__version__.split(".")[:2]) < (3, 11):
        raise OutputError(message("error.matplotlib", version=matplotlib.__version__))
    parameters: Any = matplotlib.rcParams
    parameters.update(_SETTINGS)
    return Figure()


def one_line(text: str, most: int) -> str:
    r"""Return a name on one line, and no longer than asked for.

    Example:
        >>> one_line("a long\nname", 8), one_line("short", 8)
        ('a long…', 'short')
    """
    line = " ".join(characters(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float = 9.0, *, is_bold: bool = False) -> float:
    """Measure how wide a text is, in inches, as it is drawn after `new_figure`."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(size=size, weight="bold" if is_bold else "normal")
    width, _, _ = _renderer().get_text_width_height_descent(text, font, False)
    return float(width) / _DPI


@cache
def _renderer() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    new: Any = RendererAgg
    return new(1, 1, _DPI)


def save(figure: Figure, path: Path) -> None:
    """Write a picture; the same picture gives the same bytes.

    Raises:
        OutputError: The ending of the file is not one of `FORMATS`.
    """
    from matplotlib.text import Text

    kind = check_format(path)
    for text in figure.findobj(Text):
        text.set_text(characters(text.get_text()))  # SVG has texts in comments, as they are
    metadata: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}[kind]
    figure.savefig(path, format=kind, dpi=200, metadata=metadata)


def check_format(path: Path) -> str:
    """Return the format that the ending of a file stands for.

    Raises:
        OutputError: It stands for none.

    Example:
        >>> check_format(Path("timeline.svg"))
        'svg'
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        ending = path.suffix or message("error.no-ending")
        raise OutputError(message("error.picture-ending", ending=ending), path=path)
    return kind
