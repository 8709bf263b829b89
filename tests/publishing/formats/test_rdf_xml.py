"""RDF/XML as other parsers read it, and what it refuses."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib

from diplograph.base.errors import OutputError, SourceError
from diplograph.base.names import RDF
from diplograph.publishing.formats.rdf_xml import write_rdf_xml
from diplograph.sources.project import Project, load


def project_of(root: Path, line: str) -> Project:
    (root / "diplograph.toml").write_text("")
    project = load(root)
    project.build.mkdir()
    project.graph_file.write_text(line, encoding="utf-8")
    return project


def test_text_as_an_xml_parser_reads_it(hard: Project) -> None:
    write_rdf_xml(hard, out := io.BytesIO())
    texts = {element.text for element in ElementTree.fromstring(out.getvalue()).iter()}
    assert {"two\nlines\r\n\tand a tab\\", "]]> & <b>", "<graph/facts/x> ."} <= texts


@pytest.mark.slow
def test_rdflib_counts_the_same(built: Project) -> None:
    write_rdf_xml(built, out := io.BytesIO())
    graph = rdflib.Graph().parse(data=out.getvalue(), format="xml")
    triples = {line.rsplit(b" ", 2)[0] for line in built.graph_file.read_bytes().splitlines()}
    assert len(graph) == len(triples)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            '<http://s> <http://p/x> "a\\u0000b" .\n',
            "XML cannot hold the character U+0000, in a value of <http://s>",
        ),
        ('<http://s> <http://p/123> "a" .\n', "XML cannot name the property http://p/123"),
        ('<http://s> <http://p/> "a" .\n', "XML cannot name the property http://p/: it has to end in a name"),
        (f'<http://s> <{RDF}li> "a" .\n', f"XML cannot name the property {RDF}li"),
        (f'<http://s> <{RDF}Description> "a" .\n', f"XML cannot name the property {RDF}Description"),
        (
            "<http://s> <http://p/x> <<( <http://s> <http://p/x> <http://o> )>> .\n",
            "RDF/XML holds no triple term, as <http://s> has",
        ),
        (
            '<http://s> <http://p/x> "a"@ar--rtl .\n',
            "RDF/XML holds no text with a base direction, as <http://s> has",
        ),
    ],
)
def test_what_xml_cannot_hold_is_refused(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(OutputError, match=re.escape(words)):
        write_rdf_xml(project_of(tmp_path, line), io.BytesIO())


def test_names_of_elements(tmp_path: Path) -> None:
    lines = '<http://s> <http://p/9/صفة> "x" .\n<http://s> <http://p/9x> "y"@ar-eg .\n'
    write_rdf_xml(project_of(tmp_path, lines), out := io.BytesIO())
    graph = rdflib.Graph().parse(data=out.getvalue(), format="xml")
    assert {str(predicate) for predicate in graph.predicates()} == {"http://p/9/صفة", "http://p/9x"}
    assert [element.tag for element in ElementTree.fromstring(out.getvalue()).iter()][2:] == [
        "{http://p/9/}صفة",
        "{http://p/9}x",
    ]


def test_triple_of_many_graphs_stands_once_across_blocks(tmp_path: Path) -> None:
    lines = [f'<http://s> <http://p/x> "a" <http://g/{number:05}> .\n' for number in range(6_000)]
    write_rdf_xml(project_of(tmp_path, "".join(lines)), out := io.BytesIO())
    assert out.getvalue().count(b"<x ") == 1


def test_graph_that_is_no_n_quads_has_its_line(tmp_path: Path) -> None:
    lines = '<http://s> <http://p/x> "a" .\n' * 5_000 + "<http://s> <http://p/y> nothing .\n"
    with pytest.raises(SourceError, match=r"graph\.nq:5001: not N-Quads"):
        write_rdf_xml(project_of(tmp_path, lines), io.BytesIO())
