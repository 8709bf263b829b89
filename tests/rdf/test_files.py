"""Files of RDF are read by the ending of their names, and what is wrong with them is one line."""

from __future__ import annotations

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
        ("data.ttl", "<urn:x:a> <urn:x:p>\n .", "data.ttl:2: not RDF: "),
        ("none.ttl", None, "cannot be read: No such file"),
    ],
)
def test_what_cannot_be_read_is_one_line(name: str, text: str | None, reason: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=reason) as caught:
        list(read_rdf(tmp_path / name))
    assert "\n" not in str(caught.value)
