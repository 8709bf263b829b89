"""The verdict on each aspect of a statement: kind, values, roles, standing, width of the passage, claims."""

from __future__ import annotations

import pytest

from checks.evidence.small_gate import check, verdicts
from diplograph.checks.evidence.verdicts import Aspect, Verdict

VISIT = """
<id/visit/v> a dg:Visit ; dg:visitor <id/person/oto> ; dg:hostState <id/state/brod> ;
    dg:date "1901-05-03"^^edtf:EDTF ; dg:evidence PASSAGE .
"""
RECOGNITION = """
<id/recognition/r> a dg:Recognition ; dg:recogniser <id/state/vardia> ; dg:recognised <id/state/brod> ;
    dg:evidence PASSAGE .
"""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Prince Oto visited Brod on 3 May 1901.", "en"),
        ("On 3 May 1901 Prince Oto visited Brod, where Lund died in 1905.", "en"),
        ("زار الأمير أوتو برود في 3 مايو 1901.", "ar"),
        ("زار الأمير أوتو برود في 3 مايو 1901 وتوفي لوند عام 1905.", "ar"),
    ],
)
def test_true_statement_is_proven(text: str, language: str) -> None:
    assert set(verdicts(text, VISIT, language).values()) == {"proven"}


def test_proven_statement_cites_the_words_that_support_it() -> None:
    text = "Prince Oto visited Brod on 3 May 1901."
    words = {one.value.predicate.rpartition("#")[2]: one.words for one in check(text, VISIT)}
    assert words["date"][0].endswith("#char=27,37")
    assert words["visitor"][0].endswith("#char=7,10")
    assert words["type"][0].endswith("#char=11,18")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Prince Oto was in Brod on 3 May 1901.", "en"),
        ("Prince Oto, of Vardia, recognised Brod on 3 May 1901.", "en"),
        ("أقام الأمير أوتو في برود في 3 مايو 1901.", "ar"),
    ],
)
def test_kind_without_its_words_is_not_shown_and_nothing_belongs_to_it(text: str, language: str) -> None:
    found = verdicts(text, VISIT, language)
    assert (found["type"], found["date"], found["visitor"]) == ("notShown",) * 3


def test_kind_without_wordings_is_not_shown() -> None:
    facts = VISIT.replace("dg:Visit ", "dg:Ceremony ")
    [found] = [one for one in check("Prince Oto visited Brod.", facts) if one.aspect is Aspect.KIND]
    assert found.verdict is Verdict.NOT_SHOWN


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Prince Oto visited Brod in 1900, and Lund died on 3 May 1901.", "en", "contradicted"),
        ("Prince Oto visited Brod, and Lund died on 3 May 1901.", "en", "notShown"),
        ("زار الأمير أوتو برود عام 1900 وتوفي لوند في 3 مايو 1901.", "ar", "contradicted"),
        ("زار الأمير أوتو برود وتوفي لوند في 3 مايو 1901.", "ar", "notShown"),
        ("Prince Oto visited Brod in 1900.", "en", "unproven"),
        ("Prince Oto visited Brod after 3 May 1901.", "en", "unproven"),
    ],
)
def test_value_of_a_neighbour_is_not_that_of_the_fact(text: str, language: str, verdict: str) -> None:
    assert verdicts(text, VISIT, language)["date"] == verdict


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Vardia recognised Brod.", "en", "proven"),
        ("Brod recognised Vardia.", "en", "contradicted"),
        ("اعترفت فارديا ببرود.", "ar", "proven"),
        ("اعترفت برود بفارديا.", "ar", "contradicted"),
        ("Vardia recognised Drost.", "en", "unproven"),
    ],
)
def test_roles_are_those_of_the_words(text: str, language: str, verdict: str) -> None:
    assert verdicts(text, RECOGNITION, language)["recognised"] == verdict


def test_somebody_in_another_clause_fills_no_role() -> None:
    found = verdicts("Drost recognised Brod, and Vardia closed its port.", RECOGNITION)
    assert (found["recogniser"], found["recognised"]) == ("notShown", "proven")


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Vardia did not recognise Brod.", "en", "contradicted"),
        ("Vardia planned to recognise Brod.", "en", "contradicted"),
        ("Vardia recognised Brod, according to the press.", "en", "notShown"),
        ("Drost did not close its port. Vardia recognised Brod.", "en", "proven"),
        ("لم تعترف فارديا ببرود.", "ar", "contradicted"),
    ],
)
def test_standing_decides_on_the_kind(text: str, language: str, verdict: str) -> None:
    start = text.rfind("Vardia") if ". Vardia" in text else 0
    found = verdicts(text, RECOGNITION, language, (start, len(text)))
    assert found["type"] == verdict


def test_negation_outside_the_quoted_words_is_read() -> None:
    text = "Vardia did not recognise Brod."
    assert verdicts(text, RECOGNITION, passage=(15, len(text)))["type"] == "contradicted"


def test_passage_wider_than_a_sentence_is_a_finding_with_the_one_that_would_do() -> None:
    text = "Lund died. Prince Oto visited Brod on 3 May 1901. Vardia closed its port."
    [wide] = [one for one in check(text, VISIT) if one.aspect is Aspect.PLACE]
    assert wide.verdict is Verdict.UNPROVEN
    assert wide.words[0].endswith("#char=11,49")


def test_words_of_the_kind_outside_the_passage_prove_nothing() -> None:
    text = "Prince Oto visited Brod on 3 May 1901."
    assert verdicts(text, VISIT, passage=(19, len(text)))["type"] == "notShown"


CLAIM = """
<id/claim/c> a dg:Claim ; rdf:subject <id/visit/v> ; rdf:predicate dg:hostState ; rdf:object <id/state/brod> ;
    dg:evidence PASSAGE ; HOW .
"""


@pytest.mark.parametrize(
    ("how", "verdict"),
    [("dg:inferenceKind dg:anaphora", "understood"), ("dg:confirmedBy <id/person/lund>", "confirmed")],
)
def test_claim_makes_good_what_the_words_do_not_show(how: str, verdict: str) -> None:
    text = "The king of Brod was ill. Prince Oto visited the country on 3 May 1901."
    facts = VISIT.replace("PASSAGE", "<document/news#char=26,71>")
    claim = CLAIM.replace("PASSAGE", "<document/news#char=0,25>").replace("HOW", how)
    assert verdicts(text, facts)["hostState"] == "unproven"
    assert verdicts(text, facts + claim)["hostState"] == verdict


def test_claim_does_not_lift_what_the_words_say_otherwise() -> None:
    claim = CLAIM.replace("<id/visit/v>", "<id/recognition/r>").replace("dg:hostState", "dg:recognised")
    facts = RECOGNITION + claim.replace("HOW", "dg:confirmedBy <id/person/lund>")
    assert verdicts("Brod recognised Vardia.", facts)["recognised"] == "contradicted"


def test_without_a_copy_all_is_unchecked() -> None:
    facts = VISIT.replace("PASSAGE", "<document/elsewhere#char=0,10>")
    assert set(verdicts("Prince Oto visited Brod.", facts).values()) == {"unchecked"}


def test_language_without_wordings_is_unchecked_in_its_kinds_only() -> None:
    found = verdicts(
        "Le prince Oto visita Brod.", VISIT.replace('dg:date "1901-05-03"^^edtf:EDTF ;', ""), "fr"
    )
    assert (found["type"], found["visitor"]) == ("unchecked", "proven")
