"""The syntax tests of the W3C for RDF 1.1 and 1.2, from a copy outside the repository.

The suites are at https://github.com/w3c/rdf-tests, in the folder ``rdf``. Each file goes through every command that
reads one: what is good loads, has the graph that the suite expects and equals itself; what is bad is one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from diplograph.base.errors import SourceError
from diplograph.base.names import BASE, RDF
from diplograph.checks.given import validate_given
from diplograph.publishing.diff.difference import differences
from diplograph.rdf.files import read_rdf
from diplograph.rdf.turtle import read_turtle
from published import W3C_RDF

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TESTS = "http://www.w3.org/ns/rdftest#"
ONLINE = "https://w3c.github.io/rdf-tests/rdf/"
SHAPES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
<urn:x:S> a sh:NodeShape ; sh:targetSubjectsOf <urn:x:none> ;
    sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this ?p ?o }" ] ; sh:nodeKind sh:Literal .
"""

pytestmark = pytest.mark.skipif(
    W3C_RDF is None, reason="no copy of the W3C suites: DIPLOGRAPH_W3C_RDF can name one"
)


def cases(version: str) -> Iterator[tuple[str, Path, Path | None]]:
    """Yield the kind of each test, its file, and the file of the expected graph if there is one."""
    for manifest in sorted((Path(W3C_RDF or ".").absolute() / version).rglob("manifest.ttl")):
        about: dict[object, dict[str, object]] = {}
        for quad in ox.parse(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri()):
            about.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
        for told in about.values():
            kind, action, result = (told.get(name) for name in (f"{RDF}type", f"{MF}action", f"{MF}result"))
            name = getattr(kind, "value", "").removeprefix(TESTS)
            file = local(action)
            if name.startswith("Test") and "Entail" not in name and file is not None:
                yield name, file, local(result)


def local(iri: object) -> Path | None:
    return Path(unquote(urlsplit(iri.value).path)) if isinstance(iri, ox.NamedNode) else None


def online(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return quads with the IRIs that the files have on the web."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    here = Path(W3C_RDF or ".").absolute().as_uri() + "/"
    return list(ox.parse(text.replace(here.encode(), ONLINE.encode()), format=ox.RdfFormat.N_QUADS))


@pytest.mark.slow
@pytest.mark.parametrize(("version", "least"), [("rdf11", 900), ("rdf12", 300)])
def test_w3c_suites(version: str, least: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")
    passed: Counter[str] = Counter()
    failed: list[str] = []
    for kind, file, result in cases(version):
        try:
            if "Negative" in kind:
                refused(file, shapes)
            else:
                loaded(file, result if kind.endswith("Eval") else None, shapes)
        except (AssertionError, SourceError) as error:
            failed.append(f"{kind} {file}: {error}")
        else:
            passed[kind] += 1
    with capsys.disabled():
        print(f"\nW3C syntax tests of {version}, cases that pass:")
        for kind, number in sorted(passed.items()):
            print(f"  {kind:32} {number}")
    assert sum(passed.values()) + len(failed) >= least, "the copy is not whole"
    assert failed == []


def refusal(read: Callable[[], object]) -> SourceError | None:
    """Return why a file is refused, which is one line."""
    try:
        read()
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017
        return error
    return None


def commands(file: Path, shapes: Path) -> list[Callable[[], object]]:
    """Return how each command reads a file; facts are written in Turtle."""
    as_facts = [partial(read_turtle, file, base=BASE, graph=ox.NamedNode("urn:x:g"))]
    return [
        lambda: list(read_rdf(file)),  # diff
        lambda: validate_given([file], [shapes]),
        *(as_facts if file.suffix == ".ttl" else ()),
    ]


def refused(file: Path, shapes: Path) -> None:
    """Check that a file is refused by each command with its line."""
    for read in commands(file, shapes):
        error = refusal(read)
        assert error is not None, "it is not refused"
        assert error.line is not None, error


def loaded(file: Path, result: Path | None, shapes: Path) -> None:
    """Check that a file is read by each command as the suite expects."""
    quads = list(read_rdf(file))
    assert differences(quads, list(read_rdf(file))) == [], "it differs from itself"
    if result is not None:
        found = differences(online(quads), online(list(read_rdf(result))), by_value=True)
        assert found == [] or (
            file.name in NOT_CANONICAL
            and b"XMLLiteral" in (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        ), f"another graph is expected: {found}"
    for read in commands(file, shapes):
        error = refusal(read)
        assert error is None or KNOWN.search(str(error)), error


NOT_CANONICAL = {"test001.rdf", "test002.rdf", "rdf12-xml-an-13.rdf", "rdf12-xml-an-14.rdf"}
"""Files with a literal of XML, which is kept as it is written: see docs/rdf.md."""

KNOWN = re.compile("there is no triple in it|the file is empty|not Turtle 1.1|RDF 1.2")
"""Files without a triple have nothing to check, and are no facts; facts are RDF 1.1."""
