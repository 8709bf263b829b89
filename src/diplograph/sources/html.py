"""The text of an HTML page, read as a stream: elements may be nested to any depth."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from diplograph.base.errors import DocumentError
from diplograph.base.files import read_bytes
from diplograph.base.messages import message

MOST_BYTES: Final = 100_000_000
"""How long a page may be."""

_HIDDEN: Final = frozenset({"script", "style", "nav", "noscript", "template"})
_BLOCKS: Final = frozenset({
    *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd"),
    *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html"),
    *("legend", "li", "main", "menu", "ol", "optgroup", "option", "p", "pre", "search", "section"),
    *("select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title"),
    *("tr", "ul"),
})  # fmt: skip
"""The elements of HTML that begin and end a line (HTML, section 15.3: rendering of flow content)."""

_SPACES: Final = re.compile(r"\s+")
_CHARSET: Final = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:+-]+)|<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:+-]+)""",
    re.I,
)
_DECLARED_WITHIN: Final = 1024  # bytes (HTML, section 13.2.3.2)
_MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_READ_AS: Final = {
    **dict.fromkeys(("iso8859-1", "ascii"), "cp1252"),
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-8"),  # it is not, or the words were not found
}
"""What browsers read where another encoding is declared (Encoding Standard, section 4.2)."""


def html_text(file: Path) -> str:
    """Return the text of a page: a line for each block, without scripts, styles and navigation.

    Raises:
        DocumentError: It is too long, or not in the encoding that it declares; UTF-8 if it declares none.
        SourceError: It cannot be read.
    """
    if file.stat().st_size > MOST_BYTES:
        raise DocumentError(message("error.html-too-long", megabytes=MOST_BYTES // 1_000_000), path=file)
    page = _Page()
    page.feed(_decoded(read_bytes(file), file))
    page.close()
    return page.text()


def _decoded(data: bytes, file: Path) -> str:
    found = _CHARSET.search(data[:_DECLARED_WITHIN])
    declared = (found[1] or found[2]).decode("ascii", "replace") if found else "UTF-8"
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    try:
        if encoding is None:
            known = codecs.lookup(declared).name
            encoding = _READ_AS.get(known, known)
        return data.decode(encoding)
    except LookupError as error:  # of an encoding that is unknown, or is not one of text
        raise DocumentError(message("error.unknown-encoding", encoding=declared), path=file) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        key = "error.other-encoding" if found else "error.no-encoding"
        raise DocumentError(message(key, encoding=declared), path=file, line=line) from error


class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._hidden = ""  # the element that is open and not shown
        self._depth = 0  # how many of that kind are open
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._hidden:
            self._depth += tag == self._hidden
        elif tag in _HIDDEN:
            self._hidden, self._depth = tag, 1
        elif tag in _BLOCKS:
            self._pieces.append("\n")
            self._preformatted += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if not self._hidden and tag in _BLOCKS:  # a slash closes no element but those that have no content
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._depth -= tag == self._hidden
            if not self._depth:
                self._hidden = ""
        elif tag in _BLOCKS:
            self._pieces.append("\n")
            self._preformatted = max(0, self._preformatted - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._pieces.append(data if self._preformatted else _SPACES.sub(" ", data))

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)
