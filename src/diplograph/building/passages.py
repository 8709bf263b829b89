"""Passages: what the IRI of a stretch of a document says, spelt out as triples.

A passage is named by the IRI of its document and a character range of RFC 5147, section 2.2.1:
``…/document/SLUG#char=START,END``, in Unicode code points, START included and END not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from diplograph.names import DG, RDF, XSD

_PASSAGE: Final = re.compile(r"(?P<document>[^#]+/document/[^#/]+)#char=(?P<start>[0-9]+),(?P<end>[0-9]+)")
_TYPE: Final = ox.NamedNode(RDF + "type")
_INTEGER: Final = ox.NamedNode(XSD + "integer")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document.

    Attributes:
        document: The IRI of the document.
        start: The number of code points before it.
        end: The number of code points up to its end.
    """

    document: str
    start: int
    end: int


def parse_passage(iri: str) -> Passage | None:
    """Read the IRI of a passage; None where it is not one.

    Example:
        >>> parse_passage("https://w3id.org/diplograph/document/year-book#char=12,40")
        Passage(document='https://w3id.org/diplograph/document/year-book', start=12, end=40)
    """
    match = _PASSAGE.fullmatch(iri)
    if match is None:
        return None
    return Passage(match["document"], int(match["start"]), int(match["end"]))


def expand_passages(quads: Iterable[ox.Quad], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Describe each passage that some quad points to, once, in the evidence graph."""
    seen: set[str] = set()
    for quad in quads:
        node = quad.object
        if not isinstance(node, ox.NamedNode) or "#char=" not in node.value or node.value in seen:
            continue
        seen.add(node.value)
        if (passage := parse_passage(node.value)) is None:
            continue  # not a passage: the shapes report the reference as dangling
        yield ox.Quad(node, _TYPE, ox.NamedNode(DG + "Passage"), graph)
        yield ox.Quad(node, ox.NamedNode(DG + "inDocument"), ox.NamedNode(passage.document), graph)
        for name, position in (("passageStart", passage.start), ("passageEnd", passage.end)):
            literal = ox.Literal(str(position), datatype=_INTEGER)
            yield ox.Quad(node, ox.NamedNode(DG + name), literal, graph)
