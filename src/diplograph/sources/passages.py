"""Passages: what the IRI of a stretch of a document says, spelt out as triples.

A passage is named by the IRI of its document and a character range of RFC 5147, section 2.2.1:
``…/document/SLUG#char=START,END``, in Unicode code points, START included and END not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG, PREFIXES, RDF, XSD

_PASSAGE: Final = re.compile(r"(?P<document>[^#]+/document/[^#/]+)#char=(?P<start>[0-9]+),(?P<end>[0-9]+)")
_TYPE: Final = RDF + "type"
_OA: Final = PREFIXES["oa"]
_CONTEXT: Final = 32  # code points before and after a quote
_INTEGER: Final = ox.NamedNode(XSD + "integer")


_Statement = tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]


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


def expand_passages(
    quads: Iterable[ox.Quad], graph: ox.NamedNode, texts: Mapping[str, str] | None = None
) -> Iterator[ox.Quad]:
    """Describe each passage that some quad points to, once, in the evidence graph.

    A passage is a specific resource with a position selector, as in the Web Annotation Data Model,
    sections 4 and 4.2.5 (https://www.w3.org/TR/annotation-model/). The selectors have IRIs of their own,
    so that the graph has no blank nodes for them.

    Args:
        quads: What is said.
        graph: The graph that the description goes into.
        texts: The texts of documents, by IRI; passages of these get a quote selector too (section 4.2.4).
    """
    seen: set[str] = set()
    for quad in quads:
        node = quad.object
        if not isinstance(node, ox.NamedNode) or "#char=" not in node.value or node.value in seen:
            continue
        seen.add(node.value)
        if (passage := parse_passage(node.value)) is None:
            continue  # not a passage: the shapes report the reference as dangling
        for subject, predicate, value in _describe(node, passage, (texts or {}).get(passage.document)):
            yield ox.Quad(subject, ox.NamedNode(predicate), value, graph)


def _describe(node: ox.NamedNode, passage: Passage, text: str | None) -> Iterator[_Statement]:
    start, end = (ox.Literal(str(place), datatype=_INTEGER) for place in (passage.start, passage.end))
    document = ox.NamedNode(passage.document)
    position = ox.NamedNode(node.value + "&selector=position")
    yield node, _TYPE, ox.NamedNode(DG + "Passage")
    yield node, _TYPE, ox.NamedNode(_OA + "SpecificResource")
    yield node, DG + "inDocument", document
    yield node, DG + "passageStart", start
    yield node, DG + "passageEnd", end
    yield node, _OA + "hasSource", document
    yield node, _OA + "hasSelector", position
    yield position, _TYPE, ox.NamedNode(_OA + "TextPositionSelector")
    yield position, _OA + "start", start
    yield position, _OA + "end", end
    if text is not None and passage.start < passage.end <= len(text):
        quote = ox.NamedNode(node.value + "&selector=quote")
        yield node, _OA + "hasSelector", quote
        yield quote, _TYPE, ox.NamedNode(_OA + "TextQuoteSelector")
        yield quote, _OA + "exact", ox.Literal(text[passage.start : passage.end])
        yield quote, _OA + "prefix", ox.Literal(text[max(0, passage.start - _CONTEXT) : passage.start])
        yield quote, _OA + "suffix", ox.Literal(text[passage.end : passage.end + _CONTEXT])
