"""Files of RDF are read by the ending of their names, and what is wrong with them is one line."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import SourceError
from diplograph.rdf.files import format_of, read_rdf


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "rdf", "jsonld", "TTL"])
def test_what_is_written_in_a_format_is_read_in_it(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"data.{ending}"
    node = ox.NamedNode("urn:x:a")
    quads = [ox.Quad(node, node, ox.Literal("زيارة", language="ar"))]
    file.write_bytes(ox.serialize(quads, format=format_of(file)) or b"")
    assert list(read_rdf(file)) == quads


def test_relative_iri_is_resolved_against_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("<a> <b> <c> .", encoding="utf-8")
    (quad,) = read_rdf(tmp_path / "data.ttl")
    assert quad.subject == ox.NamedNode((tmp_path / "a").as_uri())


def test_blank_nodes_of_two_files_can_be_told_apart(tmp_path: Path) -> None:
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text("_:x <urn:x:p> _:x .\n", encoding="utf-8")
    first, second = (next(read_rdf(tmp_path / name, renames=True)) for name in ("a.nt", "b.nt"))
    assert first.subject == first.object != second.subject
    assert next(read_rdf(tmp_path / "a.nt")).subject == ox.BlankNode("x")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("data.csv", "a,b", "not a file of RDF by its ending"),
        ("data.ttl", "<urn:x:a> <urn:x:p>\n .", "data.ttl:2: not Turtle: "),
        ("none.ttl", None, "cannot be read: No such file"),
    ],
)
def test_what_cannot_be_read_is_one_line(name: str, text: str | None, reason: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=reason) as caught:
        list(read_rdf(tmp_path / name))
    assert "\n" not in str(caught.value)


XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:x:">{end}'
    '<rdf:Description rdf:about="urn:x:a">{end}<e:p>1</e:{tag}>{end}</rdf:Description></rdf:RDF>'
)
TEXTS = {
    "ttl": "<urn:x:a> <urn:x:p>\n1 .\n",
    "trig": "<urn:x:a> <urn:x:p>\n1 .\n",
    "nt": '<urn:x:a> <urn:x:p> "1" .\n',
    "nq": '<urn:x:a> <urn:x:p> "1" .\n',
    "rdf": XML.format(end="\n", tag="p"),
    "jsonld": '{"@id": "urn:x:a",\n"urn:x:p": "1"}\n',
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", TEXTS)
def test_byte_order_mark_and_line_ends_are_read(ending: str, mark: bytes, end: str, tmp_path: Path) -> None:
    file = tmp_path / f"data.{ending}"
    file.write_bytes(mark + TEXTS[ending].replace("\n", end).encode())
    (quad,) = read_rdf(file)
    assert isinstance(quad.object, ox.Literal)
    assert (quad.subject, quad.object.value) == (ox.NamedNode("urn:x:a"), "1")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("ending", TEXTS)
def test_other_encodings_are_one_line(ending: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / f"data.{ending}").write_bytes(TEXTS[ending].replace("1", "é").encode(encoding))
    with pytest.raises(SourceError) as caught:
        list(read_rdf(tmp_path / f"data.{ending}"))
    assert "\n" not in str(caught.value)
    assert caught.value.line in (1, 2, 3)
    if encoding in ("utf-16", "latin-1"):
        assert "not UTF-8" in str(caught.value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_error_in_xml_has_its_line_and_its_whole_reason(end: str, tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_bytes(XML.format(end=end, tag="q").encode())
    with pytest.raises(SourceError, match=r"a\.rdf:3: not RDF/XML: ill-formed document: expected `</e:p>`"):
        list(read_rdf(tmp_path / "a.rdf"))
    nested = XML.format(end=end, tag="p").replace("e:p", "rdf:Description")
    (tmp_path / "b.rdf").write_bytes(nested.encode())
    reason = r"b\.rdf:3: not RDF/XML: Invalid property element tag name: http://www\.w3\.org/.*#Description"
    with pytest.raises(SourceError, match=reason):
        list(read_rdf(tmp_path / "b.rdf"))


@pytest.mark.parametrize(
    "context",
    [
        '"https://schema.org/"',
        '[{"a": "urn:x:a"}, "https://schema.org/"]',
        '{"@import": "https://schema.org/"}',
    ],
)
def test_a_remote_context_is_named(context: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text(
        f'{{"@id": "urn:x:a",\n"@context": {context}, "p": 1}}', encoding="utf-8"
    )
    with pytest.raises(
        SourceError, match=r"a\.jsonld:2: its context is at https://schema\.org/, and nothing"
    ):
        list(read_rdf(tmp_path / "a.jsonld"))


def test_a_literal_that_is_too_long_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_bytes(b'<urn:x:a> <urn:x:p> "' + b"x" * (17 << 20) + b'" .\n')
    with pytest.raises(SourceError, match="longer than 16 MiB"):
        list(read_rdf(tmp_path / "a.nt"))


def test_what_is_no_regular_file_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.ttl")
    (tmp_path / "b.ttl").mkdir()
    (tmp_path / "c.ttl").symlink_to("/dev/zero")
    for name in "abc":
        with pytest.raises(SourceError, match="cannot be read"):
            list(read_rdf(tmp_path / f"{name}.ttl"))
