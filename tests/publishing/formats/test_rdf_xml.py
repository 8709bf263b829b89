"""RDF/XML as other parsers read it, and what it refuses."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib

from diplograph.base.errors import OutputError
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
    ],
)
def test_what_xml_cannot_hold_is_refused(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(OutputError, match=re.escape(words)):
        write_rdf_xml(project_of(tmp_path, line), io.BytesIO())


def test_names_of_elements(tmp_path: Path) -> None:
    project = project_of(
        tmp_path, '<http://s> <http://p/9/صفة> "x" .\n<http://s> <http://p/9x> "y"@ar-EG .\n'
    )
    write_rdf_xml(project, out := io.BytesIO())
    lines = out.getvalue().decode().splitlines()[-4:-2]
    assert lines == [
        '    <p:صفة xmlns:p="http://p/9/">x</p:صفة>',
        '    <p:x xmlns:p="http://p/9" xml:lang="ar-EG">y</p:x>',
    ]
