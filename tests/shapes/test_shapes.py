"""Each shape on its own cases: what is valid conforms, what is invalid fails for just the reason it names."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from diplograph.base.errors import SourceError
from diplograph.base.names import DG
from diplograph.checks.families import load_shapes
from diplograph.checks.shape_cases import CaseResult, ShapeCases
from diplograph.shacl.messages import messages_of
from diplograph.shacl.plan import Focus, checks_of
from diplograph.shacl.shapes import Constraint, Shape
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
    fine = '<id/state/x> a <ontology#State> ; <http://www.w3.org/2000/01/rdf-schema#label> "X"@en , "س"@ar .'
    (tmp_path / "invalid" / "fine.ttl").write_text(fine, encoding="utf-8")
    named = "# expect: state/x Class capital CapitalValueShape Violation\n<id/state/x> a <ontology#State> ."
    (tmp_path / "invalid.named.ttl").write_text(named, encoding="utf-8")
    no_finding, by_name, valid = ShapeCases(load(ROOT), tmp_path).run()
    labels = ("state/x QualifiedMinCount label - Violation",) * 2
    assert valid.surplus == labels
    assert no_finding.missing == ("any finding",)
    assert by_name.missing == ("state/x Class capital CapitalValueShape Violation",)
    assert by_name.surplus == labels
    with pytest.raises(SourceError, match="cannot be read"):
        ShapeCases(load(ROOT), tmp_path / "nowhere")


def test_every_shape_file_has_cases(project: object) -> None:
    shapes = {path.stem for path in (ROOT / "ontology" / "shapes").rglob("*.ttl")} - {
        "messages",
        "prefixes",
        "properties",
        "values",
    }
    for shape in shapes:
        for kind in ("valid", "invalid"):
            assert list((HERE / shape).glob(f"{kind}.*.ttl")), f"{shape} has no {kind} case"


def test_every_result_speaks_both_languages() -> None:
    """A finding without a sentence in the reader's language is a finding that nobody acts on."""
    for family in load_shapes(load(ROOT)):
        for shape, constraint in checked(family.shapes):
            messages = messages_of(shape, constraint, {})
            assert {message.language for message in messages} == {"en", "ar"}
            assert not {*messages} & {
                *messages_of(Shape(shape.node), Constraint(constraint.component), {})
            }, f"{shape.node} says what any shape would: {messages}"
            assert not any("{$" in message.value for message in messages), messages


def checked(shapes: Iterable[Shape]) -> Iterator[tuple[Shape, Constraint]]:
    """Yield each shape whose failure is a result, with its constraints."""
    for shape in shapes:
        if shape.targets:
            for check in checks_of(shape, Focus("")):
                yield check.shape, check.constraint


def test_messages_name_terms_by_their_labels(project: object) -> None:
    """The vocabulary says how a property and a class are called; the sentence is said once a language."""
    whole, by_hand = load_shapes(load(ROOT))
    found = {
        (shape.node.value.removeprefix(DG), constraint.kind): tuple(
            message.value for message in messages_of(shape, constraint, {})
        )
        for family in (whole, by_hand)
        for shape, constraint in checked(family.shapes)
    }
    assert found["FollowsValueShape", "Class"] == (
        "The value of “follows” must be of the class: event. It is of another, or nothing says what it is.",
        "قيمة «يتبع» يجب أن تكون من صنف: حدث. وهي من صنف آخر أو لا شيء يبيّن ماهيتها.",
    )
    assert found["PartyValueShape", "Or"] == (
        "The value of “party” must be of the class: state or institution. "
        "It is of another, or nothing says what it is.",
        "قيمة «طرف» يجب أن تكون من صنف: دولة أو مؤسسة. وهي من صنف آخر أو لا شيء يبيّن ماهيتها.",
    )
    assert found["VisitKindValueShape", f"{DG}Scheme"] == (
        "The value of “kind of visit” must come from the vocabulary: kinds of visit.",
        "قيمة «نوع الزيارة» يجب أن تكون من مفردات: أنواع الزيارات.",
    )
    assert found["VisitShape", "Closed"] == (
        "This property is misspelt, or it is not one that the class “visit” has.",
        "هذه الخاصية مكتوبة خطأً أو ليست من خصائص صنف «زيارة».",
    )
    assert found["OrdinalValueShape", "MinInclusive"] == (
        "The value of “ordinal” must be 1 or more.",
        "قيمة «الترتيب» يجب ألّا تقل عن 1.",
    )
    assert found["VisitedInferredShape", "Node"] == (
        "The value of “visited” must be inferred by a rule and not written: "
        "state the facts that it follows from.",
        "المطلوب لقيمة «زار»: استنتاجها بقاعدة لا كتابتها، فاذكر الوقائع التي تُستنتج منها.",
    )


def test_date_pattern_is_the_one_that_the_code_reads() -> None:
    from diplograph.base import edtf

    text = (ROOT / "ontology" / "shapes" / "values.ttl").read_text(encoding="utf-8")
    assert text.count(f'sh:pattern "{edtf.PATTERN}"') == 1
