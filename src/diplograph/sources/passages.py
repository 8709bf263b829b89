"""Passages: what the IRI of a stretch of a document says, spelt out as triples.

A passage is named by the IRI of its document and a character range of RFC 5147, section 2.2.1:
``…/document/SLUG#char=START,END``, in Unicode code points, START included and END not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG, PREFIXES, RDF, XSD
from diplograph.rdf.lines import serialize

_PASSAGE: Final = re.compile(
    r"(?P<document>[^#]+/document/[^#/]+)#char=(?P<start>[0-9]{1,18}),(?P<end>[0-9]{1,18})"
)
_CITED: Final = re.compile(rb'/document/[^<>"#/ ]+#char=[0-9]{1,18},[0-9]{1,18}> \.\n')
_OA: Final = PREFIXES["oa"]
_CONTEXT: Final = 32  # code points before and after a quote


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


def passage_iri(document: str, start: int, end: int) -> str:
    """Return the IRI of a stretch of a document.

    Example:
        >>> passage_iri("https://w3id.org/diplograph/document/year-book", 12, 40)
        'https://w3id.org/diplograph/document/year-book#char=12,40'
    """
    return f"{document}#char={start},{end}"


def expand_passages(
    quads: Iterable[ox.Quad], graph: ox.NamedNode, texts: Mapping[str, str] | None = None
) -> list[ox.Quad]:
    """Describe each passage that some quad points to, once, in the evidence graph.

    Args:
        quads: What is asserted.
        graph: The graph that the description goes into.
        texts: As for `describe_passages`.
    """
    lines = serialize((quad.triple for quad in quads), ox.RdfFormat.N_TRIPLES)
    described = ox.parse(describe_passages([lines], texts), format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in described]


def describe_passages(asserted: Iterable[bytes], texts: Mapping[str, str] | None = None) -> bytes:
    """Describe each passage that some statement points to, once.

    A passage is a specific resource with a position selector, as in the Web Annotation Data Model,
    sections 4 and 4.2.5 (https://www.w3.org/TR/annotation-model/). The selectors have IRIs of their own,
    so that the graph has no blank nodes for them.

    Args:
        asserted: N-Triples as pyoxigraph writes them.
        texts: The texts of documents, by IRI; passages of these get a quote selector too (section 4.2.4).

    Returns:
        N-Triples.
    """
    cited: dict[bytes, None] = {}
    for lines in asserted:
        for match in _CITED.finditer(lines):
            start = lines.rfind(b"<", 0, match.start())
            if lines[start - 1 : start] == b" ":  # and not the datatype of a literal
                cited[lines[start + 1 : match.end() - 4]] = None
    described = []
    for iri in cited:
        passage = parse_passage(iri.decode())
        if passage is None:
            continue  # not a passage: the shapes report the reference as dangling
        described.append(_describe(iri, passage))
        if texts and (text := texts.get(passage.document)) is not None:
            described.append(_quote(iri.decode(), passage, text))
    return b"".join(described)


_TERMS: Final = {
    b"type": f"<{RDF}type>".encode(),
    b"dg": DG.encode(),
    b"oa": PREFIXES["oa"].encode(),
    b"integer": f"<{XSD}integer>".encode(),
}
_DESCRIPTION: Final = b"""\
<%(iri)b> %(type)b <%(dg)bPassage> .
<%(iri)b> %(type)b <%(oa)bSpecificResource> .
<%(iri)b> <%(dg)binDocument> <%(document)b> .
<%(iri)b> <%(dg)bpassageStart> "%(start)d"^^%(integer)b .
<%(iri)b> <%(dg)bpassageEnd> "%(end)d"^^%(integer)b .
<%(iri)b> <%(oa)bhasSource> <%(document)b> .
<%(iri)b> <%(oa)bhasSelector> <%(iri)b&selector=position> .
<%(iri)b&selector=position> %(type)b <%(oa)bTextPositionSelector> .
<%(iri)b&selector=position> <%(oa)bstart> "%(start)d"^^%(integer)b .
<%(iri)b&selector=position> <%(oa)bend> "%(end)d"^^%(integer)b .
"""


def _describe(iri: bytes, passage: Passage) -> bytes:
    document, start, end = passage.document.encode(), passage.start, passage.end
    return _DESCRIPTION % {b"iri": iri, b"document": document, b"start": start, b"end": end, **_TERMS}


def _quote(iri: str, passage: Passage, text: str) -> bytes:
    """Quote a passage, if the text reaches as far."""
    if not passage.start < passage.end <= len(text):
        return b""
    node, quote = ox.NamedNode(iri), ox.NamedNode(iri + "&selector=quote")
    before, after = text[max(0, passage.start - _CONTEXT) : passage.start], text[passage.end :][:_CONTEXT]
    exact = text[passage.start : passage.end]
    return serialize(
        [
            ox.Triple(node, ox.NamedNode(_OA + "hasSelector"), quote),
            ox.Triple(quote, ox.NamedNode(RDF + "type"), ox.NamedNode(_OA + "TextQuoteSelector")),
            ox.Triple(quote, ox.NamedNode(_OA + "exact"), ox.Literal(exact)),
            ox.Triple(quote, ox.NamedNode(_OA + "prefix"), ox.Literal(before)),
            ox.Triple(quote, ox.NamedNode(_OA + "suffix"), ox.Literal(after)),
        ],
        ox.RdfFormat.N_TRIPLES,
    )
