"""The register of documents, and the reader's own copies of them.

The text of a document is no part of a graph project. The register keeps what a copy is known by: its
length in Unicode code points, the SHA-256 of its text in NFC and UTF-8, and a checkpoint for every
`BLOCK` code points, by which the place can be told where another edition begins to differ.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import DocumentError, SourceError
from diplograph.base.files import read_bytes
from diplograph.base.finding import is_folder, is_present
from diplograph.base.messages import Message, message
from diplograph.base.names import DG, RDF, RDFS
from diplograph.sources.project import Project
from diplograph.text.dates import DateOrder, stated_order

BLOCK: Final = 256
"""The number of code points that one checkpoint stands for."""

DATE_ORDERS: Final[dict[ox.NamedNode, DateOrder]] = {
    ox.NamedNode(DG + "dayFirst"): "day-first",
    ox.NamedNode(DG + "monthFirst"): "month-first",
}
"""What each concept of ``dg:dateOrders`` says."""

_CHECKPOINT: Final = 8  # hexadecimal digits; enough to tell blocks apart, too few to guess them from
_LENGTH: Final = re.compile("[0-9]{1,18}")
_SUFFIXES: Final = (".txt", ".md")
_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the register.

    Attributes:
        iri: Its IRI, ``…/document/SLUG``.
        labels: What it is called, by language.
        language: The language of its text, as a BCP 47 tag.
        length: Its length in Unicode code points.
        sha256: The SHA-256 of its text in NFC and UTF-8, in hexadecimal.
        checkpoints: The first digits of the SHA-256 of each block, joined; empty if not registered.
        date_order: Which number stands first in its dates such as 3/4/1990; None if not registered.
    """

    iri: str
    labels: dict[str, str]
    language: str
    length: int
    sha256: str
    checkpoints: str = ""
    date_order: DateOrder | None = None

    @property
    def slug(self) -> str:
        """The last part of its IRI, which names its files."""
        return self.iri.rpartition("/")[2]


def read_register(quads: Iterable[ox.Quad]) -> dict[str, Document]:
    """Find the documents of a graph, by IRI.

    Raises:
        DocumentError: A document lacks its length or hash, or they are no such thing.
    """
    said: dict[str, list[ox.Quad]] = {}
    registered = set()
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and "/document/" in quad.subject.value:
            said.setdefault(quad.subject.value, []).append(quad)
            if quad.predicate.value == RDF + "type" and quad.object == ox.NamedNode(DG + "Document"):
                registered.add(quad.subject.value)
    return {iri: _document(iri, said[iri]) for iri in sorted(registered)}


def _document(iri: str, quads: list[ox.Quad]) -> Document:
    literals = [(q.predicate.value, q.object) for q in quads if isinstance(q.object, ox.Literal)]
    values = {predicate: literal.value for predicate, literal in literals}
    labels = {literal.language or "": literal.value for p, literal in literals if p == RDFS + "label"}
    length, digest = values.get(DG + "length", ""), values.get(DG + "sha256", "")
    if not _LENGTH.fullmatch(length) or len(digest) != 64:
        raise DocumentError(message("error.register-lacks", document=iri))
    language = values.get("http://purl.org/dc/terms/language", "")
    checkpoints = values.get(DG + "checkpoints", "")
    said = {quad.object for quad in quads if quad.predicate.value == DG + "dateOrder"}
    orders = [order for concept, order in DATE_ORDERS.items() if concept in said]
    order = orders[0] if len(orders) == 1 else None
    return Document(iri, labels, language, int(length), digest, checkpoints, order)


def describe(iri: str, text: str, *, labels: dict[str, str], language: str) -> Document:
    """Return what the register keeps of a text that is in NFC.

    The order of its dates is that of those which can be read one way only, if these agree.

    Raises:
        DocumentError: The text is empty.
    """
    if not text.strip():
        raise DocumentError(message("error.no-text"))
    checkpoints = "".join(_checkpoints(text))
    order = stated_order(text)
    return Document(iri, labels, language, len(text), _sha256(text), checkpoints, order)


def normalise(text: str) -> str:
    """Return a text as it is registered: in NFC, with LF line ends, without a byte order mark."""
    text = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def find_copy(project: Project, document: Document) -> Path | None:
    """Find the reader's copy of a document; None where there is none.

    Raises:
        SourceError: The documents folder may not be searched, or is not a folder.
    """
    if not is_folder(project.documents):
        return None
    paths = (project.documents / f"{document.slug}{suffix}" for suffix in _SUFFIXES)
    return next((path for path in paths if is_present(path)), None)


def read_copy(path: Path, document: Document) -> str:
    """Read the reader's copy of a document, code point by code point as registered.

    Raises:
        DocumentError: The copy cannot be read or is not the registered text; the message says in what
            it differs and, where that can be told, at which line it first does.
    """
    text = decode(path)
    if len(text) == document.length and _sha256(text) == document.sha256:
        return text
    reason, position = _difference(text, document)
    line = None if position is None else text.count("\n", 0, position) + 1
    raise DocumentError(
        message("error.other-text", document=document.slug, reason=reason), path=path, line=line
    )


def decode(path: Path) -> str:
    """Read a UTF-8 file with all that it holds, byte order mark and line ends included.

    Raises:
        DocumentError: It cannot be read, is empty, or is not UTF-8; unpaired surrogates are not.
    """
    try:
        data = read_bytes(path)
    except SourceError as error:
        raise DocumentError(error.reason, path=path) from error
    if not data.strip():
        raise DocumentError(message("error.empty"), path=path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(message("error.not-utf-8"), path=path, line=line) from error


def _difference(text: str, document: Document) -> tuple[Message, int | None]:
    """Say in what a copy differs from the registered text, and where first, if that can be told."""
    if _sha256(normalise(text)) == document.sha256:
        if text.startswith(_BYTE_ORDER_MARK):
            return message("copy.byte-order-mark"), 0
        if "\r" in text:
            return message("copy.carriage-return"), text.index("\r")
        return message("copy.decomposed"), _first_decomposed(text)
    mine = list(_checkpoints(normalise(text)))
    for number, checkpoint in enumerate(_registered_checkpoints(document)):
        if number >= len(mine) or mine[number] != checkpoint:
            start = number * BLOCK
            end = min(start + BLOCK, document.length)
            return message("copy.differs", start=start, end=end), min(start, len(text))
    return message("copy.length", length=len(text), registered=document.length), None


def _first_decomposed(text: str) -> int | None:
    """Return the first position at which a text is not in NFC."""
    composed = unicodedata.normalize("NFC", text)
    return next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), None)


def _registered_checkpoints(document: Document) -> Iterator[str]:
    for start in range(0, len(document.checkpoints), _CHECKPOINT):
        yield document.checkpoints[start : start + _CHECKPOINT]


def _checkpoints(text: str) -> Iterator[str]:
    for start in range(0, len(text), BLOCK):
        yield _sha256(text[start : start + BLOCK])[:_CHECKPOINT]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
