"""Entities and depth of RDF/XML are bounded before it is parsed, and the line is named."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from diplograph.rdf.xml_bounds import XmlError, check_xml

ROOT = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    "{0}</rdf:RDF>"
)


def document(entities: str, body: str) -> bytes:
    return f"<?xml version='1.0'?>\n<!DOCTYPE rdf:RDF [\n{entities}\n]>\n{ROOT.format(body)}".encode()


def value(text: str) -> str:
    return f'<rdf:Description rdf:about="http://example.org/a"><e:p>{text}</e:p></rdf:Description>'


NESTED = "\n".join(['<!ENTITY x0 "lol">', *(f'<!ENTITY x{i} "{f"&x{i - 1};" * 10}">' for i in range(1, 10))])
BOMBS = {
    "nested": (document(NESTED, value("&x9;")), 4),
    "nested, in no use": (document(NESTED, value("")), 4),
    "long": (document(f'<!ENTITY a "{"a" * 10_000}">', value("&a;" * 10_000)), 5),
    "in attributes": (
        document(f'<!ENTITY a "{"a" * 10_000}">', f'<e:A e:p="{"&a;" * 10_000}"/>'),
        5,
    ),
    "a file": (document('<!ENTITY a SYSTEM "file:///etc/passwd">', value("&a;")), 3),
    "parameter": (document('<!ENTITY % a "b">', value("")), 3),
    "depth": (ROOT.format("\n<e:A><e:b>" * 20_000).encode(), 501),
    "end missing": (ROOT.format(value("1")).encode()[:-10], 1),
    "tags crossed": (ROOT.format("\n<e:A><e:b></e:A>").encode(), 2),
}


@pytest.mark.parametrize("what", BOMBS)
def test_bomb_is_refused_with_its_line(what: str) -> None:
    data, line = BOMBS[what]
    tracemalloc.start()
    try:
        with pytest.raises(XmlError) as caught:
            check_xml(io.BytesIO(data))
        assert tracemalloc.get_traced_memory()[1] < 250_000_000
    finally:
        tracemalloc.stop()
    assert caught.value.line == line


def test_entities_of_namespaces_are_fine() -> None:
    """As editors of OWL write them, in attributes and in text."""
    declared = '<!ENTITY owl "http://www.w3.org/2002/07/owl#" >\n<!ENTITY a "1 &#38; 2">'
    check_xml(
        io.BytesIO(document(declared, '<e:A rdf:about="&owl;Thing"/>' * 5_000 + value("&a; &amp; &#x41;")))
    )
