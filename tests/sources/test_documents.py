"""Registering documents, and refusing copies that are not what was registered."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import DocumentError
from diplograph.checks.evidence.coverage import cover
from diplograph.rdf.turtle import read_turtle
from diplograph.sources.documents import BLOCK, Document, describe, normalise, read_copy, read_register
from diplograph.sources.project import Project
from diplograph.sources.registering import add_document
from helpers import make_project, quads

ARABIC = "زار الملك مدينةً قديمةً في أبريل 1996.\nثم عاد."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "p")


def add(project: Project, tmp_path: Path, data: bytes, name: str = "Year Book.txt", **more: str) -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    return add_document(
        project, path, titles={"en": "Year book", "ar": "عنوان"}, language="ar", **more
    ).document


def test_text_is_normalised_registered_and_copied(project: Project, tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + unicodedata.normalize("NFD", ARABIC).replace("\n", "\r\n").encode()
    document = add(project, tmp_path, raw)
    assert document.slug == "year-book"
    assert document.length == len(ARABIC)
    copy = project.documents / "year-book.txt"
    assert copy.read_text(encoding="utf-8") == ARABIC
    assert read_copy(copy, document) == ARABIC


def test_entry_reads_back(project: Project, tmp_path: Path) -> None:
    document = add(project, tmp_path, ARABIC.encode(), publisher="Press", url="https://example.org/a")
    quads = read_turtle(
        project.data / "documents" / "year-book.ttl", base=project.base, graph=ox.NamedNode("http://g")
    )
    assert read_register(quads) == {document.iri: document}


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        ("3/4/1990 and 25/4/1990", "day-first"),
        ("3/4/1990 and 4.25.1990", "month-first"),
        ("٣/٤/١٩٩٠ ثم ٢٥/٤/١٩٩٠", "day-first"),
        ("25/4/1990 and 4/25/1990", None),  # both: a person decides
        ("3/4/1990", None),
        ("1990-04-25", None),
        ("31/31/1990", None),
        ("no date", None),
    ],
)
def test_the_order_of_dates_is_proposed_from_those_that_show_it(
    project: Project, tmp_path: Path, dates: str, order: str | None
) -> None:
    document = add(project, tmp_path, dates.encode())
    assert document.date_order == order
    entry = project.data / "documents" / "year-book.ttl"
    assert ("dg:dateOrder" in entry.read_text(encoding="utf-8")) == (order is not None)
    registered = read_turtle(entry, base=project.base, graph=ox.NamedNode("http://g"))
    assert read_register(registered)[document.iri].date_order == order


@pytest.mark.parametrize(
    ("change", "message", "line"),
    [
        (lambda t: "\ufeff" + t, "begins with a byte order mark", 1),
        (lambda t: t.replace("\n", "\r\n"), "its lines end with a carriage return", 1),
        (lambda t: unicodedata.normalize("NFD", t), "its letters are decomposed", 1),
        (lambda t: t.replace("عاد", "غاب"), "first differs between characters 512 and", 2),
        (lambda t: t + " زيادة", "first differs between characters 512 and", 2),
    ],
)
def test_copy_that_differs_is_refused_with_the_place(change, message: str, line: int, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = "أ" * (BLOCK + 10) + "\n" + "ب" * (BLOCK - 11) + "\nثم عاد."
    document = describe("https://example.org/document/d", text, labels={}, language="ar")
    copy = tmp_path / "d.txt"
    copy.write_bytes(change(text).encode())
    with pytest.raises(DocumentError, match=message) as caught:
        read_copy(copy, document)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"abc\nd\xff", r":2: the file is not UTF-8"),
        (b"a \xed\xa0\x80 b", r":1: the file is not UTF-8"),  # an unpaired surrogate
    ],
)
def test_unusable_file_is_refused(data: bytes, message: str, project: Project, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=message):
        add(project, tmp_path, data)
    assert not (project.data / "documents").exists()


def test_name_that_is_taken_is_refused(project: Project, tmp_path: Path) -> None:
    add(project, tmp_path, ARABIC.encode())
    with pytest.raises(DocumentError, match="a document of that name is registered"):
        add(project, tmp_path, b"Another text.")


@pytest.mark.parametrize(
    ("more", "message"),
    [({"slug": "Not A Slug"}, "cannot be the name"), ({"url": "not an iri"}, "is not an IRI")],
)
def test_wrong_description_is_refused(
    more: dict[str, str], message: str, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(DocumentError, match=message):
        add(project, tmp_path, ARABIC.encode(), **more)


def test_control_characters_and_mixed_directions_are_kept(project: Project, tmp_path: Path) -> None:
    text = "A \u202eزار\u202c \x07 \u200f1996\u200e B."
    assert add(project, tmp_path, text.encode()).length == len(text)


@pytest.mark.slow
def test_fifty_megabytes_on_one_line(project: Project, tmp_path: Path) -> None:
    text = "word " * 10_000_000
    start = time.process_time()
    document = add(project, tmp_path, text.encode())
    assert document.length == 50_000_000
    coverage = cover(document.iri, text[:1_000_000], "en", [], [])
    assert len(coverage.sentences) == 200  # a text without stops is cut every 5,000 characters
    assert time.process_time() - start < 120  # no more than a guard against hanging


def test_normal_form_is_stable() -> None:
    assert (
        normalise(normalise("\ufeffa\r\nb\rc\u0301")) == normalise("\ufeffa\r\nb\rc\u0301") == "a\nb\n\u0107"
    )


@pytest.mark.parametrize("length", ["9" * 5000, "²", "-1", "", "١٢"])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    said = quads(f'<document/x> a dg:Document ; dg:length "{length}" ; dg:sha256 "{"a" * 64}" .')
    with pytest.raises(DocumentError, match="lacks the length"):
        read_register(said)
