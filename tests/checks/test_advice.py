"""Findings say in words what is wrong with a date, and which names are near to one that nothing has."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.checks.nearest import nearest
from diplograph.checks.validation import validate
from helpers import make_project

FACTS = """
<id/event/misspelt-class> a dg:Evnt .
<id/event/class-like-none> a <http://example.org/Zzzzzzz> .
<id/event/misspelt-kind> a dg:Event ; dg:eventKind dg:electon .
<id/event/kind-like-none> a dg:Event ; dg:eventKind dg:zzzzzzz .
<id/event/no-month> a dg:Event ; dg:eventKind dg:election ; dg:date "2006-13"^^edtf:EDTF .
<id/event/no-day> a dg:Event ; dg:eventKind dg:election ; dg:date "2006-02-30"^^edtf:EDTF .
<id/event/day-of-no-leap-year> a dg:Event ; dg:eventKind dg:election ; dg:date "2006-02-29"^^edtf:EDTF .
<id/event/text> a dg:Event ; dg:eventKind dg:election ; dg:date "2006" .
<id/event/node> a dg:Event ; dg:eventKind dg:election ; dg:date <id/date/2006> .
<id/event/misspelt-property> a dg:Event ; dg:eventKind dg:election ; dg:electd <id/leader/a> .
"""


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """The messages of findings on a property, by the end of the node's IRI."""
    project = make_project(tmp_path_factory.mktemp("advice") / "project", facts=FACTS)
    found: dict[str, list[dict[str, str]]] = {}
    for finding in validate(project).findings:
        if finding.value is not None:
            found.setdefault(finding.focus.rpartition("/")[2], []).append(dict(finding.messages))
    return found


def test_unknown_class_names_the_nearest_that_shapes_know(messages: dict[str, list[dict[str, str]]]) -> None:
    assert messages["misspelt-class"] == [
        {
            "en": "No shape knows the class “Evnt”, so that nothing about this node is checked. "
            "Did you mean dg:Event (event)?",
            "ar": "لا يعرف أي شكل الصنف «Evnt»، فلا يُفحص شيء عن هذه العقدة. لعلّ المقصود dg:Event (حدث)؟",
        }
    ]
    (like_none,) = messages["class-like-none"]
    assert "Did you mean" not in like_none["en"]
    assert "لعلّ" not in like_none["ar"]


def test_unknown_kind_names_the_nearest_of_its_scheme(messages: dict[str, list[dict[str, str]]]) -> None:
    (kind,) = messages["misspelt-kind"]
    assert kind["en"].endswith(
        "must come from the vocabulary: kinds of event. Did you mean dg:election (election)?"
        " 'diplograph kinds eventKinds' lists them, and 'kinds add' adds one of your own."
    )
    assert "لعلّ المقصود dg:election (انتخاب)؟ يسردها diplograph kinds eventKinds" in kind["ar"]
    (like_none,) = messages["kind-like-none"]
    assert "Did you mean" not in like_none["en"]
    assert "'diplograph kinds eventKinds' lists them" in like_none["en"]


def test_misspelt_property_names_the_nearest_that_its_class_has(
    messages: dict[str, list[dict[str, str]]],
) -> None:
    (found,) = messages["misspelt-property"]
    assert "Did you mean dg:elected (" in found["en"]


DATES = {
    "no-month": (
        "“2006-13” is not a date: month 13 does not exist, expected 01 to 12, or a season 21 to 24.",
        "«2006-13» ليس تاريخاً: لا شهر رقمه 13، فالشهور من 01 إلى 12 والفصول من 21 إلى 24.",
    ),
    "no-day": (
        "“2006-02-30” is not a date: 30 February does not exist.",
        "«2006-02-30» ليس تاريخاً: لا يوجد 30 فبراير.",
    ),
    "day-of-no-leap-year": (
        "“2006-02-29” is not a date: 29 February does not exist in 2006.",
        "«2006-02-29» ليس تاريخاً: لا يوجد 29 فبراير في عام 2006.",
    ),
    "text": (
        '“2006” is not marked as a date: write "2006"^^edtf:EDTF.',
        '«2006» بلا نوع يدل على أنه تاريخ، فاكتب "2006"^^edtf:EDTF.',
    ),
}


@pytest.mark.parametrize("event", DATES)
def test_wrong_date_is_told_in_words(event: str, messages: dict[str, list[dict[str, str]]]) -> None:
    assert messages[event] == [{"en": DATES[event][0], "ar": DATES[event][1]}]


def test_node_in_the_place_of_a_date_is_told_by_the_shape(messages: dict[str, list[dict[str, str]]]) -> None:
    assert messages["node"][0]["en"].startswith("The value of “date” must be an EDTF date of the calendar")


def test_what_is_expected_of_a_date_is_short(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", facts=FACTS)
    expected = {
        text
        for finding in validate(project).findings
        if finding.focus.endswith("no-month") and finding.value
        for text in finding.expected.values()
    }
    assert expected == {
        "an EDTF date of the calendar, such as 2008, 2008-05, 2008-05-17 or 2008-05/2008-06",
        "تاريخ صحيح بصيغة EDTF، مثل 2008 أو 2008-05 أو 2008-05-17 أو 2008-05/2008-06",
    }


def test_nearest_names_are_few_and_alike() -> None:
    kinds = [f"urn:x#{name}" for name in ("visit", "visits", "Visit", "visitor", "state", "visiting")]
    assert nearest("urn:y#visit", kinds)[0] in ("urn:x#visit", "urn:x#Visit")
    assert len(nearest("urn:y#visit", kinds)) <= 3
    assert "urn:x#state" not in nearest("urn:y#visit", kinds)
    assert nearest("urn:x#visit", []) == nearest("urn:x#", kinds) == []
