"""Text out of PDF, DOCX and HTML files; PDF needs a library of an extra: ``pip install diplograph[extract]``.

What is registered is the text that is taken out, so that passages can be counted in it; the file itself is
only where it comes from.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Collection
from itertools import combinations
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from diplograph.base.errors import DiplographError, DocumentError
from diplograph.base.extras import extra
from diplograph.base.files import opened
from diplograph.base.messages import counted, message
from diplograph.sources.html import html_text
from diplograph.sources.word import docx_text

_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTION_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_EMBEDDED: Final = re.compile(
    r"\u202a(?P<left>[\s.,;:!?،؛؟)\]»]*)(?P<core>[^\u202a-\u202e]*?)(?P<right>[\s.,;:!?،؛؟(\[«]*)\u202c"
)
_LIGATURES: Final = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIF_LAM: Final = re.compile("[اأإآ](?=ل)")
MOST_SECONDS: Final = 60
"""How long reading a file may take."""

MOST_MEMORY: Final = 1 << 30
"""How many bytes of memory reading a file may take."""

_MOST_OF_A_PROGRAM: Final = MOST_SECONDS / 2  # so that it does not outlive its caller


def extract(file: Path) -> str:
    """Return the text of a PDF, DOCX or HTML file.

    Raises:
        DocumentError: It is not what its name says, holds no text, or takes too much time or memory.
        SourceError: It cannot be read, or is not a regular file.
        MissingExtraError: The library that reads such files is not installed.
    """
    with opened(file):  # it is a regular file
        text = _bounded(_READERS[file.suffix.lower()], file)
    if not text.strip():
        raise DocumentError(message("error.scanned"), path=file)
    return text


def _bounded(read: Callable[[Path], str], file: Path) -> str:
    """Read a file in a process of its own, which is ended where it takes too much time or memory.

    Files can be made so that the libraries take hours over them; where a platform cannot fork, they may.
    """
    if not hasattr(os, "fork"):
        return _outcome(read, file)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(read, file, theirs), daemon=True)
    worker.start()
    theirs.close()
    try:
        if not ours.poll(MOST_SECONDS):
            raise DocumentError(
                message("error.extraction-slow", time=counted("seconds", MOST_SECONDS)), path=file
            )
        outcome: str | Exception = ours.recv()
    except EOFError:
        raise DocumentError(message("error.extraction-stopped"), path=file) from None
    finally:
        worker.kill()
        worker.join()
        ours.close()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _work(read: Callable[[Path], str], file: Path, answer: Connection) -> None:
    _limit_memory()
    try:
        answer.send(_outcome(read, file))
    except Exception as error:
        answer.send(error)


def _outcome(read: Callable[[Path], str], file: Path) -> str:
    try:
        with extra("extract"):
            return read(file)
    except DiplographError:
        raise
    except MemoryError:
        much = message("error.too-much-memory", most=MOST_MEMORY >> 20)
        raise DocumentError(message("error.extraction-failed", reason=much), path=file) from None
    except Exception as error:  # the libraries raise many kinds on a damaged file
        raise DocumentError(message("error.extraction-failed", reason=error), path=file) from error


def _limit_memory() -> None:
    """Limit the memory that this process may take in addition to what it has."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _pdf(file: Path) -> str:
    """Read a PDF with pypdf, and one that is written from right to left with pdftotext.

    pypdf gives the words of a line in the order in which they were drawn, which puts the numbers of an
    Arabic line in wrong places; so do PyMuPDF and PDFium. Poppler's pdftotext restores the order.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports what it mends
    reader = pypdf.PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(message("error.encrypted"), path=file)
    text = "\n\n".join(page.extract_text() for page in reader.pages)
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
        raise DocumentError(message("error.needs-pdftotext"), path=file)
    command = [program, "-enc", "UTF-8", str(file.resolve()), "-"]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_MOST_OF_A_PROGRAM)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            message("error.pdftotext-slow", time=counted("seconds", _MOST_OF_A_PROGRAM)), path=file
        ) from error
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


_READERS: Final[dict[str, Callable[[Path], str]]] = {
    ".pdf": _pdf,
    ".docx": docx_text,
    ".html": html_text,
    ".htm": html_text,
}
