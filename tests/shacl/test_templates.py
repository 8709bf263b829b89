"""Messages of constraint components: filled in for each shape, in each language, or not used at all."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.reading import read_shapes

HEAD = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://x/> . "
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    'sh:ClassConstraintComponent sh:message "{$path} takes: {$class}"@en , "{$path} تأخذ: {$class}"@ar .\n'
    'sh:OrConstraintComponent sh:message "{?path} takes: {?or}"@en .\n'
    'sh:InConstraintComponent sh:message "{$path} takes: {$in}, not {?value}"@en .\n'
    'sh:MaxCountConstraintComponent sh:message "at most {$maxCount}"@en .\n'
    'e:Even sh:message "{$divisor} does not divide {?half}"@en ; a sh:ConstraintComponent ;\n'
    "  sh:parameter [ sh:path e:divisor ] ;\n"
    '  sh:propertyValidator [ sh:select "SELECT $this (7 AS ?half) WHERE { $this $PATH ?v . FILTER ($divisor = 2) }" ] .\n'
)
LABELS = {"http://x/city": {"en": "city", "ar": "مدينة"}, "http://x/in": {"en": "in"}}
DATA = "<http://x/a> <http://x/in> <http://x/b> , <http://x/c> ."


def messages(shape: str) -> list[str]:
    shapes = read_shapes(ShapesGraph.from_text(HEAD + shape), lambda iri: LABELS.get(iri, {}))
    results = validate(LocalData(ox.parse(DATA.encode(), format=ox.RdfFormat.TURTLE)), shapes)
    return sorted({message.value for result in results for message in result.messages})


CASES = {
    "labels, and the label in English or the end of the IRI where there is none": (
        "sh:class e:city", ["in takes: city", "in تأخذ: مدينة"],
    ),
    "no label": ("sh:class e:town", ["in takes: town", "in تأخذ: town"]),
    "a label in the shapes graph comes first": (
        "sh:class e:city . e:city rdfs:label 'City'@en", ["in takes: City", "in تأخذ: City"],
    ),
    "shapes without a name go by their class": (
        "sh:or ( [ sh:class e:city ] [ sh:class e:town ] )", ["in takes: city or town"],
    ),
    "a shape that nothing names": (
        "sh:or ( [ sh:class e:city ] [ sh:minLength 90 ] )",
        ["The node conforms to none of the shapes.", "العقدة لا توافق أياً من الأشكال."],
    ),
    "a list, and what only the result knows": ("sh:in ( e:city 7 )", ["in takes: city or 7, not b", "in takes: city or 7, not c"]),
    "a number": ("sh:maxCount 1", ["at most 1"]),
    "the shape's own message": ("sh:maxCount 1 ; sh:message 'too many'@en", ["too many"]),
    "a component of the shapes graph": ("e:divisor 2", ["2 does not divide 7"]),
}  # fmt: skip


@pytest.mark.parametrize(("constraint", "expected"), CASES.values(), ids=CASES)
def test_message(constraint: str, expected: list[str]) -> None:
    assert messages(f"e:S sh:targetNode e:a ; sh:path e:in ; {constraint} .") == expected


def test_message_that_cannot_be_filled_is_not_used() -> None:
    """A node shape has no path, so the message of the component says nothing of it."""
    assert messages("e:S sh:targetNode e:a ; sh:class e:city .") == [
        "The value is not of the class city.",
        "القيمة ليست من صنف city.",
    ]
