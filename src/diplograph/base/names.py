"""The names that the graph and its users rely on: namespaces, graph names, prefixes.

See section 4 of the design: these are promises to people's scripts and do not change.
"""

from __future__ import annotations

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


def short(iri: str, base: str = BASE) -> str:
    """Give an IRI as people write it: ``visit/…``, ``dg:…``, or in full.

    Example:
        >>> short("https://w3id.org/diplograph/id/state/egypt"), short(DG + "Visit")
        ('state/egypt', 'dg:Visit')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(base + "id/").removeprefix(base) if base else iri
