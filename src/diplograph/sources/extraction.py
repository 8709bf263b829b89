"""Text out of PDF, DOCX and HTML files, by the libraries of an extra: ``pip install diplograph[extract]``.

What is registered is the text that the library gives, so that passages can be counted in it; the file
itself is only where it comes from.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from diplograph.base.errors import DocumentError

_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTION_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_EMBEDDED: Final = re.compile(
    r"\u202a(?P<left>[\s.,;:!?،؛؟)\]»]*)(?P<core>[^\u202a-\u202e]*?)(?P<right>[\s.,;:!?،؛؟(\[«]*)\u202c"
)
_LIGATURES: Final = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_MOST_SECONDS: Final = 120


def extract(file: Path) -> str:
    """Give the text of a PDF, DOCX or HTML file.

    Raises:
        DocumentError: The file cannot be read, is not what its name says, holds no text, or what reads
            it is not installed.
    """
    if not file.is_file():
        raise DocumentError("cannot be read: no such file", path=file)
    try:
        text = _READERS[file.suffix.lower()](file)
    except ImportError as error:
        hint = "pip install 'diplograph[extract]'"
        raise DocumentError(f"reading such a file needs {error.name}: {hint}", path=file) from error
    except DocumentError:
        raise
    except Exception as error:  # the libraries raise many kinds on a damaged file
        raise DocumentError(f"no text could be taken from it: {error}", path=file) from error
    if not text.strip():
        raise DocumentError("it holds no text: a scanned page needs text recognition first", path=file)
    return text


def _pdf(file: Path) -> str:
    """Read a PDF with pypdf, and one that is written from right to left with pdftotext.

    pypdf gives the words of a line in the order in which they were drawn, which puts the numbers of an
    Arabic line in wrong places; so do PyMuPDF and PDFium. Poppler's pdftotext restores the order.
    """
    import pypdf

    text = "\n\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    return (_pdf_right_to_left(file) if _RIGHT_TO_LEFT.search(text) else text).translate(_LIGATURES)


def _pdf_right_to_left(file: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        raise DocumentError("reading Arabic out of a PDF needs pdftotext (Debian: poppler-utils)", path=file)
    command = [program, "-enc", "UTF-8", str(file.resolve()), "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=_MOST_SECONDS)
    return _in_order(done.stdout.decode().replace("\f", "\n\n"))


def _in_order(text: str) -> str:
    """Take out the marks of direction that pdftotext sets.

    It embeds figures and Latin words as they stand from left to right, with the spaces and stops at their
    edges: those on the left come after, where the line runs from right to left.

    Example:
        >>> _in_order("\u202bفي\u202a 7\u202cمايو\u202a ،1996\u202cثم\u202c")
        'في7 مايو1996، ثم'
    """
    ordered = _EMBEDDED.sub(lambda m: m["right"][::-1] + m["core"] + m["left"][::-1], text)
    return ordered.translate(_DIRECTION_MARKS)


def _docx(file: Path) -> str:
    import docx
    from docx.table import Table

    lines: list[str] = []
    for block in docx.Document(str(file)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _html(file: Path) -> str:
    import bs4

    soup = bs4.BeautifulSoup(file.read_bytes(), "html.parser")
    for hidden in soup(["script", "style", "nav", "noscript", "template"]):
        hidden.decompose()
    lines = (" ".join(line.split()) for line in soup.get_text("\n").splitlines())
    return "\n".join(line for line in lines if line)


_READERS: Final[dict[str, Callable[[Path], str]]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
}
