"""A description of the dataset for catalogues and crawlers, in VoID and DCAT, as Turtle.

Sources: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/ (distributions and, in section 6.18,
checksums), https://www.w3.org/ns/formats/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from diplograph.base.names import PREFIXES
from diplograph.publishing.bulk.compressed import Part
from diplograph.publishing.bulk.counting import Figures
from diplograph.sources.project import Project

_PREFIXES: Final = {
    "dcat": PREFIXES["dcat"],
    "dcterms": PREFIXES["dcterms"],
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": PREFIXES["xsd"],
}
_TITLE: Final = {
    "en": "Relations between states, as documents tell them",
    "ar": "العلاقات بين الدول كما ترويها الوثائق",
}
_PART: Final = {"en": "Part {number} of {parts}", "ar": "الجزء {number} من {parts}"}
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"


def describe_dataset(
    project: Project, figures: Figures, parts: Iterable[Part], *, media: str, licence: str | None = None
) -> Iterator[str]:
    """Yield the lines of the description.

    The dataset is ``dataset`` below the project's base, each named graph a subset of it, and each part a
    distribution, whose IRI is relative to where the description is published.

    Args:
        project: The project.
        figures: What its graph holds.
        parts: The compressed parts.
        media: Their media type before compression, such as ``application/n-quads``.
        licence: The IRI of the licence.
    """
    parts = sorted(parts, key=lambda part: part.name)
    dataset = f"<{project.base}dataset>"
    for prefix, iri in _PREFIXES.items():
        yield f"@prefix {prefix}: <{iri}> .\n"
    yield f"\n{dataset} a void:Dataset , dcat:Dataset ;\n"
    yield f"    dcterms:title {_both(_TITLE)} ;\n"
    if licence is not None:
        yield f"    dcterms:license <{licence}> ;\n"
    yield f'    void:uriSpace "{project.base}id/" ;\n'
    yield f"    void:triples {figures.triples} ;\n"
    yield f"    void:distinctSubjects {figures.subjects} ;\n"
    yield f"    void:entities {figures.entities} ;\n"
    yield f"    void:classes {len(figures.classes)} ;\n"
    yield f"    void:properties {len(figures.properties)} ;\n"
    if media == "application/n-quads":
        yield "    void:feature <http://www.w3.org/ns/formats/N-Quads> ;\n"
        yield from _listed("void:dataDump", [f"<{part.name}>" for part in parts])
    yield from _listed("dcat:distribution", [f"<{part.name}>" for part in parts])
    yield from _listed("void:subset", [f"<{graph}>" for graph in sorted(figures.graphs) if graph])
    for kind, number, of in (
        ("class", "entities", figures.classes),
        ("property", "triples", figures.properties),
    ):
        blocks = [f"[ void:{kind} <{iri}> ; void:{number} {of[iri]} ]" for iri in sorted(of)]
        yield from _listed(f"void:{kind}Partition", blocks)
    yield f'    dcterms:identifier "{project.base}dataset" .\n'
    for graph in sorted(figures.graphs):
        if graph:
            yield f"\n<{graph}> a void:Dataset ; void:triples {figures.graphs[graph]} .\n"
    for place, part in enumerate(parts, 1):
        yield from _distribution(part, place, len(parts), media)


def _distribution(part: Part, number: int, parts: int, media: str) -> Iterator[str]:
    titles = {tag: text.format(number=number, parts=parts) for tag, text in _PART.items()}
    yield f"\n<{part.name}> a dcat:Distribution ;\n"
    yield f"    dcterms:title {_both(titles)} ;\n"
    yield f"    dcat:mediaType <{_MEDIA}{media}> ;\n"
    yield f"    dcat:compressFormat <{_MEDIA}application/gzip> ;\n"
    yield f'    dcat:byteSize "{part.size}"^^xsd:nonNegativeInteger ;\n'
    yield "    spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;\n"
    yield f'        spdx:checksumValue "{part.sha256}"^^xsd:hexBinary ] .\n'


def _listed(property: str, values: list[str]) -> Iterator[str]:
    if values:
        yield f"    {property} " + " ,\n        ".join(values) + " ;\n"


def _both(texts: dict[str, str]) -> str:
    return " , ".join(f'"{text}"@{language}' for language, text in texts.items())
