"""Every format of RDF, read again, gives the canonical N-Quads that it was made from."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from diplograph.publishing.formats.catalogue import find_format, write
from diplograph.rdf.canonical import canonical_lines
from diplograph.sources.project import Project
from publishing.formats.worlds import union

DATASETS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "json-ld": ox.RdfFormat.JSON_LD}
TRIPLES = {"ntriples": ox.RdfFormat.N_TRIPLES, "turtle": ox.RdfFormat.TURTLE, "rdf-xml": ox.RdfFormat.RDF_XML}


def export(project: Project, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    write(find_format(name), project, out, **options)
    return out.getvalue()


def read(data: bytes, format: ox.RdfFormat) -> list[bytes]:
    return canonical_lines(ox.parse(data, format=format))


@pytest.mark.parametrize("name", DATASETS)
def test_dataset(world: Project, name: str) -> None:
    expected = world.graph_file.read_bytes().splitlines(keepends=True)
    assert read(export(world, name), DATASETS[name]) == expected


@pytest.mark.parametrize("name", TRIPLES)
def test_union_of_the_graphs(world: Project, name: str) -> None:
    assert read(export(world, name), TRIPLES[name]) == union(world.graph_file.read_bytes())


@pytest.mark.parametrize("name", TRIPLES)
@pytest.mark.parametrize("graph", ["vocabulary", "facts/knots", "facts/test"])
def test_one_graph(hard: Project, name: str, graph: str) -> None:
    iri = hard.graph(graph)
    lines = [
        line
        for line in hard.graph_file.read_bytes().splitlines(keepends=True)
        if line.endswith(f" <{iri}> .\n".encode())
    ]
    assert lines
    assert read(export(hard, name, graph=iri), TRIPLES[name]) == union(b"".join(lines))


@pytest.mark.parametrize("name", ["nquads", "ntriples"])
def test_lines_are_sorted(hard: Project, name: str) -> None:
    lines = export(hard, name).splitlines()
    assert lines == sorted(set(lines))
