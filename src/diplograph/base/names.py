"""The names that the graph and its users rely on: namespaces, graph names, prefixes.

See section 4 of the design: these are promises to people's scripts and do not change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BASE: Final = "https://w3id.org/diplograph/"
"""The base IRI of the graph that ships with diplograph; a project may have another."""

DG: Final = "https://w3id.org/diplograph/ontology#"
FUNCTION: Final = "https://w3id.org/diplograph/function#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SH: Final = "http://www.w3.org/ns/shacl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final[dict[str, str]] = {
    "dg": DG,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
}
"""The prefixes that results are written with and that queries may use without declaring them."""


def short(iri: str, base: str = BASE, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an IRI as people write it: ``visit/…``, ``dg:…``, or in full.

    Args:
        iri: The IRI.
        base: The base IRI of the project, which is left out; empty to keep it.
        prefixes: Namespaces by prefix; the longest that fits is used.

    Example:
        >>> short("https://w3id.org/diplograph/id/state/egypt"), short(DG + "Visit")
        ('state/egypt', 'dg:Visit')
    """
    fitting = [prefix for prefix, space in prefixes.items() if iri.startswith(space) and iri != space]
    if fitting:
        prefix = max(fitting, key=lambda prefix: len(prefixes[prefix]))
        return f"{prefix}:{iri.removeprefix(prefixes[prefix])}"
    return iri.removeprefix(base + "id/").removeprefix(base) or iri if base else iri


def short_passage(iri: str) -> str:
    """Return a passage as people write it: the document, and the place in it.

    Example:
        >>> short_passage("https://w3id.org/diplograph/document/year-book#char=0,103")
        'year-book#char=0,103'
    """
    return iri.partition("/document/")[2] or iri


def local_name(iri: str) -> str:
    """Return the end of an IRI, behind its last slash or hash; the whole, if that is empty.

    Example:
        >>> local_name(DG + "Visit"), local_name("http://example.org/")
        ('Visit', 'http://example.org/')
    """
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :] or iri
