"""The SHACL test suite of the W3C: the copy in pySHACL's source, or the one that DIPLOGRAPH_W3C_SHACL names.

The suite is at https://github.com/w3c/data-shapes/tree/gh-pages/data-shapes-test-suite/tests. A table of the
results is printed at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from diplograph.base.errors import DiplographError
from diplograph.base.names import RDF
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate
from diplograph.shacl.graph import ShapesGraph, Term
from diplograph.shacl.reading import read_shapes
from published import W3C
from shacl.reports import Index, described, index, report

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"


def read(path: Path) -> Iterator[ox.Triple]:
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri()):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)


def cases() -> Iterator[tuple[str, Path, Path, Index, Term]]:
    for path in sorted(W3C.rglob("*.ttl")) if W3C else []:
        about = index(read(path))
        for told in about.values():
            if ox.NamedNode(SHT + "Validate") in told.get(RDF + "type", []):
                action = about[told[MF + "action"][0]]
                data, shapes = (
                    Path(unquote(urlsplit(str(action[SHT + name][0].value)).path))
                    for name in ("dataGraph", "shapesGraph")
                )
                yield (
                    str(path.relative_to(W3C or Path()))[:-4],
                    data,
                    shapes,
                    about,
                    told[MF + "result"][0],
                )


@pytest.mark.slow
@pytest.mark.skipif(W3C is None, reason="no copy of the W3C test suite: DIPLOGRAPH_W3C_SHACL names none")
def test_w3c_suite(capsys: pytest.CaptureFixture[str]) -> None:
    passed: Counter[str] = Counter()
    failed: list[str] = []
    for name, data, shapes, about, expected in cases():
        graph_name = "urn:x:shapes"
        try:
            graph = ShapesGraph.from_files([shapes])
            local = LocalData(read(data))
            local.add_graph(graph.triples(), graph_name)
            found = described(index(report(validate(local, read_shapes(graph), shapes_graph=graph_name))))
        except DiplographError as error:
            is_right, found = expected == ox.NamedNode(SHT + "Failure"), [str(error)]
        else:
            is_right = expected != ox.NamedNode(SHT + "Failure") and found == described(about)
        passed[name.rpartition("/")[0]] += is_right
        if not is_right:
            failed.append(f"{name}: {found}")
    with capsys.disabled():
        print("\nW3C SHACL test suite, cases that pass:")
        for folder, number in sorted(passed.items()):
            print(f"  {folder:32} {number}")
    assert sum(passed.values()) + len(failed) > 100, "the copy is not whole"
    assert failed == []
