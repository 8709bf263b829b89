"""The text of a DOCX file, read as a stream: no document is too long or too deeply nested for the memory.

Source: Office Open XML, part 1, WordprocessingML (ECMA-376, section 17). Read is the body, with tables, text
boxes, content controls and insertions; not headers, footers, notes and what was deleted.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from diplograph.base.errors import DocumentError
from diplograph.base.messages import message

MOST_BYTES: Final = 200_000_000
"""What a file, which is compressed, may unfold to."""

_MOST_PARTS: Final = 10_000
_PART: Final = "word/document.xml"
_WORDS: Final = frozenset({
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict form
})  # fmt: skip
_FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_READ_AT_ONCE: Final = 1 << 16


def docx_text(file: Path) -> str:
    """Return the text of a DOCX file: a line for each paragraph and row, cells with tabs between them.

    Raises:
        DocumentError: It unfolds to too much, has no text part, or that has a document type.
        BadZipFile: It is not a ZIP archive.
        ExpatError: Its text is not well-formed XML.
    """
    with zipfile.ZipFile(file) as parts:
        entries = parts.infolist()
        if sum(part.file_size for part in entries) > MOST_BYTES:
            raise DocumentError(message("error.word-too-long", megabytes=MOST_BYTES // 1_000_000), path=file)
        if len(entries) > _MOST_PARTS:
            raise DocumentError(message("error.word-parts", number=_MOST_PARTS), path=file)
        if _PART not in parts.namelist():
            raise DocumentError(message("error.word-no-part", part=_PART), path=file)
        with parts.open(_PART) as stream:  # which ends at the size that was declared
            return _Body(file).read(stream)


class _Body:
    """Makes text of the elements of a body as they come."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._pieces: list[str] = []
        self._is_text = False
        self._unread = 0  # open elements whose content is not read

    def read(self, stream: IO[bytes]) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        while block := stream.read(_READ_AT_ONCE):
            parser.Parse(block, False)
        parser.Parse(b"", True)
        return "".join(self._pieces).removesuffix("\n")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if name == _FALLBACK or (space in _WORDS and local in ("pPr", "rPr")):
            self._unread += 1
        elif not self._unread and space in _WORDS:
            self._is_text = local == "t"
            if local in _SIGNS:
                self._pieces.append(_SIGNS[local])

    def _end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if name == _FALLBACK or (space in _WORDS and local in ("pPr", "rPr")):
            self._unread -= 1
        elif not self._unread and space in _WORDS:
            if local == "p":
                self._pieces.append("\n")
            elif local == "tc":
                self._close("\n", "\t")
            elif local == "tr":
                self._close("\t", "\n")
        self._is_text = False

    def _close(self, last: str, by: str) -> None:
        """Put another sign in place of the one that ended what was within."""
        if self._pieces and self._pieces[-1] == last:
            self._pieces[-1] = by
        else:
            self._pieces.append(by)

    def _characters(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)

    def _refuse(self, *_: object) -> None:
        raise DocumentError(message("error.word-doctype"), path=self._file)
