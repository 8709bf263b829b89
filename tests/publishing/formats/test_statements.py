"""Lines taken apart, and progress."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import OutputError, SourceError
from diplograph.publishing.formats.literals import parse_literal, refuse_rdf12
from diplograph.publishing.formats.statements import Statements, split
from diplograph.sources.project import Project


def test_lines_split_as_the_parser_reads_them(hard: Project) -> None:
    for line in hard.graph_file.read_bytes().splitlines(keepends=True):
        [quad] = ox.parse(line, format=ox.RdfFormat.N_QUADS)
        subject, predicate, value, graph = split(line)
        assert predicate.decode() == str(quad.predicate)
        assert graph.decode() == (
            "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        )
        if isinstance(quad.object, ox.Literal):
            literal = parse_literal(value)
            assert literal.text == quad.object.value
            assert (literal.language or "").lower() == (quad.object.language or "").lower()
        elif isinstance(quad.object, ox.NamedNode):
            assert value.decode() == str(quad.object)
        assert subject[:1] in b"<_"


def test_subjects_are_those_of_split(hard: Project) -> None:
    expected: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for line in hard.graph_file.read_bytes().splitlines(keepends=True):
        subject, predicate, value, _ = split(line)
        if (predicate, value) not in expected.setdefault(subject, []):
            expected[subject].append((predicate, value))
    assert dict(Statements(hard.graph_file).subjects()) == expected


def test_what_is_told(hard: Project) -> None:
    told: list[tuple[int, int]] = []
    list(Statements(hard.graph_file, tell=lambda done, size: told.append((done, size))).lines())
    size = hard.graph_file.stat().st_size
    assert told[-1] == (size, size)
    assert told == sorted(told)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"graph\.nq: cannot be read: No such file"):
        list(Statements(tmp_path / "graph.nq").lines())


@pytest.mark.parametrize(
    ("term", "what"),
    [(b"<<( <s> <p> <o> )>>", "triple term"), (b'"x"@ar--rtl', "text with a base direction")],
)
def test_what_older_formats_do_not_hold(term: bytes, what: str) -> None:
    with pytest.raises(OutputError, match=f"RDF/XML holds no {what}, as <s> has"):
        refuse_rdf12(term, b"<s>", "RDF/XML")


@pytest.mark.parametrize("term", [b'"a--b"@ar', b'"a--b"', b"<http://a--b>", b'"1"^^<http://a--b>'])
def test_what_they_hold(term: bytes) -> None:
    refuse_rdf12(term, b"<s>", "RDF/XML")
