"""Each shape on its own cases: what is valid conforms, what is invalid fails for just the reason it names."""

from __future__ import annotations

import functools
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import SourceError
from diplograph.base.names import DG, RDF, SH
from diplograph.checks.families import load_shapes
from diplograph.checks.shape_cases import CaseResult, ShapeCases
from diplograph.sources.project import load
from helpers import ROOT

HERE = Path(__file__).parent


@functools.cache
def cases() -> ShapeCases:
    return ShapeCases(load(ROOT), HERE)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted(HERE.glob("*/*.ttl")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_case(path: Path) -> None:
    assert path in cases().paths
    assert path.name.startswith("valid.") or "# expect: " in path.read_text(encoding="utf-8")
    assert cases().check(path) == CaseResult(path, (), ())


def test_case_that_does_not_do_what_it_says_is_told(tmp_path: Path) -> None:
    (tmp_path / "valid.state.ttl").write_text("<id/state/x> a <ontology#State> .", encoding="utf-8")
    (tmp_path / "invalid").mkdir()
    (tmp_path / "invalid" / "fine.ttl").write_text("<id/state/x> <ontology#none> 1 .", encoding="utf-8")
    named = "# expect: state/x Class capital CapitalValueShape Violation\n<id/state/x> a <ontology#State> ."
    (tmp_path / "invalid.named.ttl").write_text(named, encoding="utf-8")
    fine, by_name, valid = ShapeCases(load(ROOT), tmp_path).run()
    labels = ("state/x QualifiedMinCount label - Violation",) * 2
    assert valid.surplus == labels
    assert fine.missing == ("any finding",)
    assert by_name.missing == ("state/x Class capital CapitalValueShape Violation",)
    assert by_name.surplus == labels
    with pytest.raises(SourceError, match="no case in it"):
        ShapeCases(load(ROOT), tmp_path / "nowhere")


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
    for family in load_shapes(ROOT / "ontology" / "shapes"):
        graph = family.graph
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
    from diplograph.base import edtf

    text = (ROOT / "ontology" / "shapes" / "properties.ttl").read_text(encoding="utf-8")
    assert text.count(f'sh:pattern "{edtf.PATTERN}"') == text.count("sh:datatype edtf:EDTF") == 5
