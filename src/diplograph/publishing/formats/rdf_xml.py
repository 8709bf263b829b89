"""RDF/XML, for tools that read nothing else (https://www.w3.org/TR/rdf-syntax-grammar/).

XML cannot hold every literal and not every IRI can be the name of an element: such a graph is refused, with
the place, rather than written as something that other parsers read differently or not at all.
"""

from __future__ import annotations

import re
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from diplograph.base.errors import OutputError
from diplograph.base.names import PREFIXES
from diplograph.publishing.formats.literals import parse_literal, refuse_rdf12
from diplograph.publishing.formats.statements import Statements, Tell
from diplograph.sources.project import Project

_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = re.compile(f"[{_START}][-.0-9\u00b7\u0300-\u036f\u203f\u2040{_START}]*\\Z")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_rdf_xml(
    project: Project, out: IO[bytes], *, graph: str | None = None, tell: Tell | None = None
) -> None:
    """Write the union of the graphs, or one of them, as RDF/XML.

    Args:
        project: A project whose graph is built.
        out: Where to.
        graph: The IRI of the one named graph to write; by default all, as one.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        SourceError: The graph cannot be read.
        OutputError: There is no such graph in it, or XML cannot hold it.
    """
    names: dict[bytes, tuple[str, str]] = {}
    spaces = "".join(f'\n    xmlns:{prefix}="{iri}"' for prefix, iri in PREFIXES.items())
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
    for subject, statements in Statements(project.graph_file, graph, tell).subjects():
        lines = [f"  <rdf:Description {_node(subject, 'about')}>\n"]
        for predicate, value in statements:
            name = names.get(predicate)
            if name is None:
                name = names[predicate] = _element(predicate)
            lines.append(_property(name, value, subject))
        lines.append("  </rdf:Description>\n")
        out.write("".join(lines).encode())
    out.write(b"</rdf:RDF>\n")


def _property(name: tuple[str, str], value: bytes, subject: bytes) -> str:
    """Give an element for one value."""
    start, end = name
    refuse_rdf12(value, subject, "RDF/XML")
    if value[:1] != b'"':
        return f"    <{start} {_node(value, 'resource')}/>\n"
    literal = parse_literal(value)
    if found := _NO_XML.search(literal.text):
        raise OutputError(
            f"XML cannot hold the character U+{ord(found[0]):04X}, in a value of {subject.decode()}"
        )
    if literal.language is not None:
        start += f' xml:lang="{literal.language}"'
    elif literal.datatype is not None:
        start += f" rdf:datatype={quoteattr(literal.datatype)}"
    return f"    <{start}>{escape(literal.text, {chr(13): '&#13;'})}</{end}>\n"


def _node(term: bytes, attribute: str) -> str:
    if term[:2] == b"_:":
        return f'rdf:nodeID="{term[2:].decode()}"'
    return f"rdf:{attribute}={quoteattr(term[1:-1].decode())}"


def _element(predicate: bytes) -> tuple[str, str]:
    """Give the start of an element for a property, with its namespace where it is rare, and its end."""
    iri = predicate[1:-1].decode()
    cut = next((place for place in range(max(len(iri) - 200, 0), len(iri)) if _NAME.match(iri, place)), None)
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and _NAME.match(iri, len(space)):
            name = f"{prefix}:{iri[len(space) :]}"
            return name, name
    if cut is None or cut == 0:
        raise OutputError(f"XML cannot name the property {iri}: it has to end in a name")
    name = f"p:{iri[cut:]}"
    return f"{name} xmlns:p={quoteattr(iri[:cut])}", name
