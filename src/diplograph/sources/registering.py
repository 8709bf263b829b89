"""`documents add`: register a text, and put a copy of it into the reader's documents folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import DocumentError
from diplograph.base.files import opened, read_bytes, replacing
from diplograph.base.finding import is_present
from diplograph.base.languages import is_tag
from diplograph.base.locks import alone_in
from diplograph.base.messages import message
from diplograph.base.names import DG, PREFIXES, RDF, RDFS, XSD
from diplograph.base.temporary import sweep
from diplograph.sources.documents import DATE_ORDERS, Document, decode, describe, find_copy, normalise
from diplograph.sources.project import Project

_DCTERMS: Final = PREFIXES["dcterms"]
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST: Final = 200  # so that names of files with an ending stay below 255 bytes
_KINDS: Final = {
    b"{\\rtf": "rtf",
    b"PK\x03\x04": "zip",
    b"%PDF-": "pdf",
    b"\xd0\xcf\x11\xe0": "word",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_START: Final = 8  # bytes by which a kind is known
_EXTRACTED: Final = {".pdf", ".docx", ".html", ".htm"}


@dataclass(frozen=True, slots=True)
class Registration:
    """What a registration wrote.

    Attributes:
        document: The document.
        register_file: Its entry, ``data/documents/SLUG.ttl``.
        copy: The reader's copy of its text.
    """

    document: Document
    register_file: Path
    copy: Path


def add_document(
    project: Project,
    file: Path,
    *,
    titles: Mapping[str, str],
    language: str,
    slug: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    licence: str | None = None,
) -> Registration:
    """Register the text of a file.

    The text is put into NFC, with LF line ends and no byte order mark; the copy in the documents folder
    is that text. Of PDF, DOCX and HTML the extracted text is registered. The entry proposes the order of
    numbers in dates such as 3/4/1990 where other dates of the text show it.

    Args:
        project: Whose register it goes into.
        file: Plain text or Markdown in UTF-8, or a file that text can be extracted from.
        titles: What to call the document, in each language of the project.
        language: The language of its text, as a BCP 47 tag such as ``ar``.
        slug: The last part of its IRI; by default the name of the file.
        publisher: Who published it.
        url: Where it was published.
        licence: The IRI of its licence.

    Raises:
        ProjectError: The project is the shipped one.
        DocumentError: The file cannot be used, a title is missing or empty, or another text is registered
            under that name.
        OutputError: The register or the copy cannot be written, or another process registers for long.
    """
    project.check_own()
    slug = slug or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    if len(slug) > _LONGEST:
        raise DocumentError(message("error.slug-too-long", length=len(slug), most=_LONGEST))
    if not _SLUG.fullmatch(slug):
        raise DocumentError(message("error.document-slug", text=slug))
    if not is_tag(language):
        raise DocumentError(message("error.no-language-tag", tag=language))
    for tag in project.languages:
        if not titles.get(tag, "").strip():
            raise DocumentError(message("error.no-title", tag=tag))
    suffix = file.suffix.lower()
    text = normalise(_extract(file) if suffix in _EXTRACTED else _plain(file))
    document = describe(
        f"{project.base}document/{slug}", text, labels=dict(titles), language=language.lower()
    )
    entry = _turtle(document, publisher, url, licence)
    register_file = project.data / "documents" / f"{slug}.ttl"
    copy = project.documents / f"{slug}{'.md' if suffix == '.md' else '.txt'}"
    with alone_in(register_file.parent):
        for folder in (register_file.parent, copy.parent):
            sweep(folder)
        _refuse_other(project, document, register_file, copy, text)
        is_new = not is_present(copy)
        with replacing(copy) as stream:
            stream.write(text.encode())
        try:
            with replacing(register_file) as stream:
                stream.write(entry)
        except BaseException:
            if is_new:
                copy.unlink(missing_ok=True)
            raise
    return Registration(document, register_file, copy)


def _refuse_other(project: Project, document: Document, register_file: Path, copy: Path, text: str) -> None:
    """Refuse a name under which a document is registered or another text stands."""
    if is_present(register_file):
        raise DocumentError(message("error.document-registered"), path=register_file)
    found = find_copy(project, document)
    if found is not None and (found != copy or read_bytes(found) != text.encode()):
        raise DocumentError(message("error.text-registered"), path=found)


def _plain(file: Path) -> str:
    """Read plain text; what only looks like it would be registered with its codes."""
    with opened(file) as stream:
        start = stream.read(_START)
    for sign, kind in _KINDS.items():
        if start.startswith(sign):
            raise DocumentError(message("error.not-plain-text", kind=message(f"file.{kind}")), path=file)
    text = decode(file)
    if (place := text.find("\0")) >= 0:
        line = text.count("\n", 0, place) + 1
        raise DocumentError(message("error.nul"), path=file, line=line)
    return text


def _turtle(document: Document, publisher: str | None, url: str | None, licence: str | None) -> bytes:
    """Return the entry of a document in the register."""
    node = ox.NamedNode(document.iri)
    said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF + "type", ox.NamedNode(DG + "Document")),
        *((RDFS + "label", ox.Literal(text, language=tag)) for tag, text in sorted(document.labels.items())),
        (_DCTERMS + "language", ox.Literal(document.language)),
    ]
    if publisher:
        said.append((_DCTERMS + "publisher", ox.Literal(publisher)))
    for name, iri in (("source", url), ("license", licence)):
        if iri:
            said.append((_DCTERMS + name, _iri(iri)))
    said += [
        (DG + "length", ox.Literal(str(document.length), datatype=ox.NamedNode(XSD + "integer"))),
        (DG + "sha256", ox.Literal(document.sha256)),
        (DG + "checkpoints", ox.Literal(document.checkpoints)),
    ]
    said += [
        (DG + "dateOrder", concept) for concept, order in DATE_ORDERS.items() if order == document.date_order
    ]
    triples = [ox.Triple(node, ox.NamedNode(predicate), value) for predicate, value in said]
    prefixes = {name: PREFIXES[name] for name in ("dcterms", "dg", "rdfs")}
    text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    assert text is not None  # bytes are returned where no output file is given
    return text


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise DocumentError(message("error.no-iri", text=text)) from error


def _extract(file: Path) -> str:
    from diplograph.sources.extraction import extract

    return extract(file)
