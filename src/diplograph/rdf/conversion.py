"""Terms of pyoxigraph as terms of rdflib, and back, their lexical forms kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.messages import message
from diplograph.base.names import XSD

if TYPE_CHECKING:
    import rdflib


def to_rdflib(term: Any) -> rdflib.term.Identifier:
    """Return a term of pyoxigraph as one of rdflib, its lexical form kept.

    Raises:
        SourceError: It is a triple term of RDF 1.2, which rdflib does not know.

    Example:
        >>> to_rdflib(ox.Literal("مصر", language="ar"))
        rdflib.term.Literal('مصر', lang='ar')
    """
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Triple):
        raise SourceError(message("error.triple-term"))
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == XSD + "string":
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_rdflib(term: Any) -> Any:
    """Return a term of rdflib as one of pyoxigraph, its lexical form kept."""
    from rdflib import BNode, URIRef

    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))
