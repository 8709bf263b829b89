"""Each shape on its own cases: what is valid conforms, what is invalid fails for just the reason it names.

The first lines of an invalid case say what is wrong and what must be found::

    # expect: FOCUS COMPONENT PATH SHAPE SEVERITY

FOCUS is the end of the node's IRI; COMPONENT a SHACL constraint component without its ending; PATH and
SHAPE local names, or ``-`` where there is none (SHAPE is also ``-`` where it has no name of its own).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.building.inference import infer, load_rules
from diplograph.building.passages import expand_passages
from diplograph.building.sources import read_source, vocabulary_sources
from diplograph.names import BASE, DG, RDF, SH
from diplograph.project import load
from diplograph.validation.findings import Finding
from diplograph.validation.shapes import load_shapes
from diplograph.validation.validate import run_shapes
from helpers import ROOT

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.ttl"))
EXPECT = re.compile(r"^# expect: (\S+) (\S+) (\S+) (\S+) (\S+)$", re.MULTILINE)
STRUCTURE = re.compile(r"#(type|inScheme|subClassOf|subPropertyOf|inverseOf)$")


@functools.cache
def vocabulary() -> tuple[ox.Quad, ...]:
    """Give what shapes and rules need of the vocabulary; texts are left out, which makes cases quick."""
    project = load(ROOT)
    quads = [quad for source in vocabulary_sources(project) for quad in read_source(project, source)]
    return tuple(quad for quad in quads if STRUCTURE.search(quad.predicate.value))


@functools.cache
def rules_and_shapes() -> tuple[object, ...]:
    ontology = load(ROOT).ontology
    return (load_rules(ontology / "rules"), *load_shapes(ontology / "shapes"))


def read(path: Path) -> list[ox.Quad]:
    triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(t.subject, t.predicate, t.object) for t in triples]


def findings(case: Path) -> list[Finding]:
    rules, whole, by_hand = rules_and_shapes()
    said = [*vocabulary(), *read(HERE / "common.ttl"), *read(case)]
    said += expand_passages(tuple(said), ox.NamedNode("https://example.org/evidence"))
    inferred = [ox.Quad(*triple) for triples in infer(said, rules).values() for triple in triples]  # type: ignore[arg-type]
    return run_shapes([*said, *inferred], whole) + run_shapes(said, by_hand)  # type: ignore[arg-type]


def in_short(finding: Finding) -> tuple[str, ...]:
    component = finding.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    path = re.split("[#/]", finding.path)[-1] if finding.path else "-"
    shapes = {iri.removeprefix(DG) for iri in finding.shapes}
    shape = next((name for name in sorted(shapes) if name.endswith("Shape")), "-")
    focus = finding.focus.removeprefix(BASE).removeprefix("id/")
    return focus, component, path, shape, finding.severity.name.capitalize()


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_case(case: Path) -> None:
    expected = Counter(EXPECT.findall(case.read_text(encoding="utf-8")))
    assert bool(expected) == case.name.startswith("invalid."), (
        "an invalid case names its reason, a valid one none"
    )
    assert Counter(map(in_short, findings(case))) == expected


def test_every_shape_file_has_cases(project: object) -> None:
    shapes = {path.stem for path in (ROOT / "ontology" / "shapes").rglob("*.ttl")} - {
        "prefixes",
        "properties",
    }
    for shape in shapes:
        for kind in ("valid", "invalid"):
            assert list((HERE / shape).glob(f"{kind}.*.ttl")), f"{shape} has no {kind} case"


def test_every_result_speaks_both_languages() -> None:
    """A finding without a sentence in the reader's language is a finding that nobody acts on."""
    _, *families = rules_and_shapes()
    for family in families:
        graph = family.graph  # type: ignore[attr-defined]
        for node in graph.subjects():
            about = graph.predicates(node)
            if SH + "severity" in about or ox.NamedNode(SH + "SPARQLConstraint") in about.get(
                RDF + "type", []
            ):
                languages = {message.language for message in about.get(SH + "message", [])}
                assert {"en", "ar"} <= languages or node.value in MESSAGES_OF_THEIR_CONSTRAINTS, node


MESSAGES_OF_THEIR_CONSTRAINTS = {f"{DG}VisitWithinTenureShape", f"{DG}VisitorHeldOfficeShape"}
"""Shapes that set a severity only; the constraint in them has the message."""


def test_date_pattern_is_the_one_that_the_code_reads() -> None:
    from diplograph import edtf

    text = (ROOT / "ontology" / "shapes" / "properties.ttl").read_text(encoding="utf-8")
    assert text.count(f'sh:pattern "{edtf.PATTERN}"') == text.count("sh:datatype edtf:EDTF") == 5
