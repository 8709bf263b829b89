"""Labels that say what their facts do not."""

from __future__ import annotations

import pytest

from checks.evidence.small_gate import check, verdicts
from diplograph.checks.evidence.verdicts import Aspect

TEXT = "Prince Oto visited Brod on 3 May 1901, and trade with Drost came to 7 million crowns."


def label(
    text: str, language: str = "en", more: str = "", dated: str = 'dg:date "1901-05-03"^^edtf:EDTF ;'
) -> str:
    """Return the verdict on a label of the visit, whose passage is the sentence up to the comma."""
    facts = f"""
    <id/visit/v> a dg:Visit ; dg:visitor <id/person/oto> ; dg:hostState <id/state/brod> ; {dated}
        rdfs:label "{text}"@{language} {more} ; dg:evidence PASSAGE .
    """
    return verdicts(TEXT, facts, passage=(0, 37))[f"label@{language}"]


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Visit of Oto to Brod, 3 May 1901", "en", "proven"),
        ("Visit of Oto to Brod, May 1901", "en", "proven"),
        ("Visit of Oto to Brod, 1901", "en", "proven"),
        ("Visit of Oto to Brod, 1902", "en", "contradicted"),
        ("Visit of Oto to Brod, 4 May 1901", "en", "contradicted"),
        ("زيارة أوتو لبرود، 3 مايو 1901", "ar", "proven"),
        ("زيارة أوتو لبرود عام 1902", "ar", "contradicted"),
    ],
)
def test_date_in_a_label_is_that_of_the_fact(text: str, language: str, verdict: str) -> None:
    assert label(text, language) == verdict


def test_date_in_a_label_of_a_fact_without_one_is_read_from_the_sentence() -> None:
    assert label("Visit to Brod, 3 May 1901", dated="") == "proven"
    assert label("Visit to Brod, 1950", dated="") == "notShown"


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Visit of Oto to Brod", "en", "proven"),
        ("Visit of Lund to Brod", "en", "contradicted"),
        ("زيارة أوتو لبرود", "ar", "proven"),
        ("زيارة لوند لبرود", "ar", "contradicted"),
        ("زيارة أوتو لفارديا", "ar", "contradicted"),
    ],
)
def test_names_in_a_label_have_to_do_with_the_fact(text: str, language: str, verdict: str) -> None:
    assert label(text, language) == verdict


def test_name_that_the_sentence_has_may_stand_in_a_label() -> None:
    assert label("Visit of Oto to Brod, not to Drost") == "proven"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("Trade of 7 million crowns", "proven"), ("Trade of 8 million crowns", "contradicted")],
)
def test_figure_in_a_label_is_that_of_the_fact(text: str, verdict: str) -> None:
    facts = f"""
    <id/observation/o> a dg:Observation ; dg:value 7000000 ; rdfs:label "{text}"@en ; dg:evidence PASSAGE .
    """
    assert verdicts(TEXT, facts)["label@en"] == verdict


def test_ordinal_in_a_label_is_no_figure() -> None:
    assert label("Second visit of Oto to Brod") == "proven"


def test_label_that_names_somebody_whom_the_other_language_does_not_is_not_shown() -> None:
    assert label("Visit of Oto", more=', "زيارة إلى برود"@ar') == "notShown"


def test_reason_names_what_the_label_says() -> None:
    facts = '<id/visit/v> a dg:Visit ; dg:date "1901"^^edtf:EDTF ; rdfs:label "Visit, 1902"@en ; dg:evidence PASSAGE .'
    [found] = [one for one in check(TEXT, facts) if one.aspect is Aspect.LABEL]
    assert "1902" in found.reason["en"]
    assert "1902" in found.reason["ar"]
