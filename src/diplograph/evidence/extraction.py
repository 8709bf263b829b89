"""Text out of PDF, DOCX and HTML files, by the libraries of an extra: ``pip install diplograph[extract]``.

What is registered is the text that the library gives, so that passages can be counted in it; the file
itself is only where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from diplograph.errors import DocumentError


def extract(file: Path) -> str:
    """Give the text of a PDF, DOCX or HTML file.

    Raises:
        DocumentError: The file cannot be read, is not what its name says, or the library for it is not
            installed.
    """
    if not file.is_file():
        raise DocumentError("cannot be read: no such file", path=file)
    try:
        return _READERS[file.suffix.lower()](file)
    except ImportError as error:
        hint = "pip install 'diplograph[extract]'"
        raise DocumentError(f"reading such a file needs {error.name}: {hint}", path=file) from error
    except Exception as error:  # the libraries raise many kinds on a damaged file
        raise DocumentError(f"no text could be taken from it: {error}", path=file) from error


def _pdf(file: Path) -> str:
    import pypdf

    return "\n\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def _docx(file: Path) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


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
