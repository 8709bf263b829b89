"""Text out of PDF, DOCX and HTML files, by the libraries of an extra: ``pip install diplograph[extract]``.

What is registered is the text that the library gives, so that passages can be counted in it; the file
itself is only where it comes from.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Collection
from itertools import combinations
from pathlib import Path
from typing import Final

from diplograph.base.errors import DiplographError, DocumentError
from diplograph.base.extras import extra

_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTION_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_EMBEDDED: Final = re.compile(
    r"\u202a(?P<left>[\s.,;:!?،؛؟)\]»]*)(?P<core>[^\u202a-\u202e]*?)(?P<right>[\s.,;:!?،؛؟(\[«]*)\u202c"
)
_LIGATURES: Final = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_SPACES: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIF_LAM: Final = re.compile("[اأإآ](?=ل)")
_MOST_SECONDS: Final = 120
_MOST_BYTES: Final = 200_000_000  # that a DOCX file, which is compressed, may unfold to
_BLOCKS: Final = (
    *("address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt"),
    *(
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    ),
    *("legend", "li", "main", "ol", "option", "p", "pre", "section", "summary", "table", "td", "th"),
    *("title", "tr", "ul"),
)
"""The elements of HTML that begin and end a line (HTML, section 15.3: rendering of flow content)."""


def extract(file: Path) -> str:
    """Return the text of a PDF, DOCX or HTML file.

    Raises:
        DocumentError: The file cannot be read, is not what its name says, or holds no text.
        MissingExtraError: The library that reads such files is not installed.
    """
    if not file.is_file():
        raise DocumentError("cannot be read: no such file", path=file)
    try:
        with extra("extract"):
            text = _READERS[file.suffix.lower()](file)
    except DiplographError:
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
    if _RIGHT_TO_LEFT.search(text):
        text = _with_lam_alif(_pdf_right_to_left(file), frozenset(_WORD.findall(text)))
    return text.translate(_LIGATURES)


def _with_lam_alif(text: str, words: Collection[str]) -> str:
    """Put lam and alif in their order where pdftotext has turned the letters of their ligature around.

    Where a font writes both as one sign, pdftotext gives its letters from left to right. pypdf gives the
    letters of a word as the font maps them, so that a word is known by it.

    Args:
        text: What pdftotext gives.
        words: The words that pypdf gives.

    Example:
        >>> _with_lam_alif("االتحاد الرئيس", {"الاتحاد", "الرئيس"})
        'الاتحاد الرئيس'
    """

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        if word in words:
            return word
        places = [found.start() for found in _ALIF_LAM.finditer(word)]
        for count in range(1, len(places) + 1):
            for turned in combinations(places, count):
                letters = list(word)
                for at in turned:
                    letters[at], letters[at + 1] = letters[at + 1], letters[at]
                if "".join(letters) in words:
                    return "".join(letters)
        return word

    return _WORD.sub(mended, text)


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

    with zipfile.ZipFile(file) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
            raise DocumentError(f"it unfolds to more than {_MOST_BYTES // 1_000_000} MB", path=file)
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
    for words in soup.find_all(string=True):
        words.replace_with(_SPACES.sub(" ", words))
    for block in soup(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return "\n".join(line for line in lines if line)


_READERS: Final[dict[str, Callable[[Path], str]]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
}
