"""Proposals: what is proposed passes the shapes and lets the gate accept what it did not, once accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diplograph.base.names import BASE
from diplograph.checks.evidence.examine import Evidence, examine
from diplograph.checks.evidence.proposals import ProposalWriter
from diplograph.checks.evidence.suggest import Suggestions, suggest
from diplograph.checks.evidence.verdicts import Check, Verdict
from diplograph.checks.validation import validate
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from diplograph.sources.registering import add_document
from helpers import HEADER, make_project

ENGLISH = (
    "In 1950 King Oto of Vardia visited Lusania. In the same year the Queen of Lusania visited Vardia. "
    "The two countries signed a trade treaty in Tern in 1952."
)
ARABIC = (
    "في عام 1950 زار الملك أوتو ملك فارديا لوزانيا. وفي العام نفسه زارت الملكة آما فارديا. "
    "ووقّع البلدان معاهدة تجارية عام 1952."
)
NAMED = """
<id/state/vardia> a dg:State ; rdfs:label "Vardia"@en , "فارديا"@ar .
<id/state/lusania> a dg:State ; rdfs:label "Lusania"@en , "لوزانيا"@ar .
<id/person/oto> a dg:Person ; rdfs:label "Oto"@en , "أوتو"@ar .
<id/person/ama> a dg:Person ; rdfs:label "Ama"@en , "آما"@ar .
<id/office/queen-of-lusania> a dg:Office ; rdfs:label "Queen of Lusania"@en , "ملكة لوزانيا"@ar ;
    skos:altLabel "Queen"@en ; dg:ofState <id/state/lusania> .
"""
OTO = """
<id/visit/oto> a dg:Visit ; rdfs:label "Oto in Lusania"@en , "أوتو في لوزانيا"@ar ; dg:visitor <id/person/oto> ;
    dg:visitingState <id/state/vardia> ; dg:hostState <id/state/lusania> ; dg:date "1950"^^edtf:EDTF ;
    dg:evidence {passage} .
"""
QUEEN = """
<id/visit/queen> a dg:Visit ; rdfs:label "The Queen in Vardia"@en , "الملكة في فارديا"@ar ;
    dg:visitorOffice <id/office/queen-of-lusania> ; dg:hostState <id/state/vardia> ;
    dg:date "1950"^^edtf:EDTF ; dg:evidence {passage} .
"""
AMA = """
<id/visit/ama> a dg:Visit ; rdfs:label "Ama in Vardia"@en , "آما في فارديا"@ar ; dg:visitor <id/person/ama> ;
    dg:hostState <id/state/vardia> ; dg:date "1950"^^edtf:EDTF ; dg:evidence {passage} .
"""
SIGNING = """
<id/event/signing> a dg:Event ; rdfs:label "A signing"@en , "توقيع"@ar ; dg:eventKind dg:signing ;
    dg:party <id/state/vardia> , <id/state/lusania> ; dg:evidence {passage} .
"""


def passage(text: str, words: str) -> str:
    start = text.index(words)
    return f"<document/doc#char={start},{start + len(words)}>"


def make(root: Path, text: str, facts: str, *, language: str = "en") -> Project:
    project = make_project(root / "p")
    (root / "doc.txt").write_text(text, encoding="utf-8")
    add_document(project, root / "doc.txt", titles={"en": "Doc", "ar": "وثيقة"}, language=language)
    (project.data / "test" / "facts.ttl").write_text(HEADER + NAMED + facts, encoding="utf-8")
    return project


def evidence_of(project: Project) -> Evidence:
    return examine(Snapshot.open(project))


def written(project: Project, suggestions: Suggestions, language: str = "en") -> str:
    snapshot = Snapshot.open(project)
    facts = examine(snapshot).gate.facts
    return ProposalWriter(facts, project.base, project.languages, language, snapshot.places).write(
        suggestions
    )


def accept(project: Project, suggestions: Suggestions, *, confirmed: bool = False) -> Evidence:
    """Accept all proposals as a person would, and examine the project again."""
    file = project.data / "test" / "facts.ttl"
    facts = file.read_text(encoding="utf-8")
    for one in suggestions.passages:
        facts = facts.replace(f"<{one.old.removeprefix(BASE)}>", f"<{one.new.removeprefix(BASE)}>")
    proposed = written(project, suggestions)
    file.write_text(facts, encoding="utf-8")
    if confirmed:
        proposed = re.sub("(?m)^# (<id/claim/.*)", r"\1", proposed)
        proposed = proposed.replace('confirmedBy ""', 'confirmedBy "A. Reader"')
        proposed = proposed.replace('confirmedOn ""', 'confirmedOn "2026-11-25"')
    (project.data / "test" / "proposed.ttl").write_text(proposed, encoding="utf-8")
    shapes = [one.message("en") for one in validate(project).findings if "claim/" in one.focus]
    assert shapes == []
    return evidence_of(project)


def open_checks(evidence: Evidence) -> list[Check]:
    return [one for one in evidence.checks if not one.verdict.accepts]


def verdict(evidence: Evidence, node: str, name: str) -> Verdict:
    [found] = [
        one.verdict
        for one in evidence.checks
        if one.value.subject == f"{BASE}id/{node}" and one.value.predicate.endswith(f"#{name}")
    ]
    return found


def test_year_that_is_pointed_back_to_becomes_a_claim(tmp_path: Path) -> None:
    words = "In the same year the Queen of Lusania visited Vardia"
    project = make(tmp_path, ENGLISH, QUEEN.format(passage=passage(ENGLISH, words)))
    found = suggest(evidence_of(project))
    [claim] = found.claims
    assert (claim.inference, claim.stands_for, claim.written) == ("sameYear", "same year", "1950")
    assert claim.passages == (BASE + passage(ENGLISH, "In 1950 King Oto of Vardia visited Lusania")[1:-1],)
    assert verdict(accept(project, found), "visit/queen", "date") is Verdict.UNDERSTOOD


@pytest.mark.slow
def test_year_that_is_pointed_back_to_in_arabic(tmp_path: Path) -> None:
    words = "وفي العام نفسه زارت الملكة آما فارديا"
    project = make(tmp_path, ARABIC, AMA.format(passage=passage(ARABIC, words)), language="ar")
    found = suggest(evidence_of(project))
    [claim] = [one for one in found.claims if one.value.shown == "1950"]
    assert (claim.inference, claim.stands_for) == ("sameYear", "العام نفسه")
    assert verdict(accept(project, found), "visit/ama", "date") is Verdict.UNDERSTOOD


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "words", "date", "stands_for", "written", "language"),
    [
        (
            "In 1950 King Oto visited Lusania. Two years later the Queen of Lusania visited Vardia.",
            "Two years later the Queen of Lusania visited Vardia",
            "1952",
            "Two years later",
            "1950",
            "en",
        ),
        (
            "زار الملك أوتو لوسانيا في 4 آذار 1950. ثم زارت الملكة آما فارديا في السادس من الشهر نفسه.",
            "زارت الملكة آما فارديا في السادس من الشهر نفسه",
            "1950-03-06",
            "السادس من الشهر نفسه",
            "4 آذار 1950",
            "ar",
        ),
    ],
)
def test_date_that_is_reckoned_from_one_before_becomes_a_claim(
    tmp_path: Path, text: str, words: str, date: str, stands_for: str, written: str, language: str
) -> None:
    fact = (QUEEN if language == "en" else AMA).replace("1950", date)
    project = make(tmp_path, text, fact.format(passage=passage(text, words)), language=language)
    found = suggest(evidence_of(project))
    [claim] = [one for one in found.claims if one.value.shown == date]
    assert (claim.inference, claim.stands_for, claim.written) == ("fromContext", stands_for, written)
    node = "visit/queen" if language == "en" else "visit/ama"
    assert verdict(accept(project, found), node, "date") is Verdict.UNDERSTOOD


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "words", "stands_for", "language"),
    [
        (ENGLISH, "The two countries signed a trade treaty in Tern in 1952", "two countries", "en"),
        (ARABIC, "ووقّع البلدان معاهدة تجارية عام 1952", "البلدان", "ar"),
    ],
)
def test_the_two_countries_become_claims(
    tmp_path: Path, text: str, words: str, stands_for: str, language: str
) -> None:
    project = make(tmp_path, text, SIGNING.format(passage=passage(text, words)), language=language)
    found = suggest(evidence_of(project))
    claims = [one for one in found.claims if one.value.predicate.endswith("#party")]
    assert {one.stands_for for one in claims} == {stands_for}
    assert {one.inference for one in claims} == {"fromContext"}
    after = accept(project, found)
    parties = [one.verdict for one in after.checks if one.value.predicate.endswith("#party")]
    assert parties == [Verdict.UNDERSTOOD] * 2


@pytest.mark.slow
def test_state_of_an_office_becomes_a_claim(tmp_path: Path) -> None:
    text = "The capital of Lusania is Lim. The Queen visited Vardia in 1950."
    facts = QUEEN.format(passage=passage(text, "The Queen visited Vardia in 1950"))
    facts = facts.replace("dg:hostState", "dg:visitingState <id/state/lusania> ; dg:hostState")
    project = make(tmp_path, text, facts)
    found = suggest(evidence_of(project))
    [claim] = found.claims
    assert (claim.inference, claim.stands_for, claim.written) == ("fromOffice", "Queen", "Lusania")
    assert verdict(accept(project, found), "visit/queen", "visitingState") is Verdict.UNDERSTOOD


@pytest.mark.slow
def test_passage_wider_than_a_sentence_is_cut(tmp_path: Path) -> None:
    project = make(tmp_path, ENGLISH, OTO.format(passage=passage(ENGLISH, ENGLISH)))
    before = evidence_of(project)
    found = suggest(before)
    [one] = found.passages
    assert one.new == BASE + passage(ENGLISH, "In 1950 King Oto of Vardia visited Lusania.")[1:-1]
    assert "data/test/facts.ttl:" in written(project, found)
    assert open_checks(before) != []
    assert open_checks(accept(project, found)) == []


@pytest.mark.slow
def test_passage_is_stretched_over_the_words_that_it_lacks(tmp_path: Path) -> None:
    project = make(
        tmp_path, ENGLISH, OTO.format(passage=passage(ENGLISH, "King Oto of Vardia visited Lusania"))
    )
    found = suggest(evidence_of(project))
    [one] = found.passages
    assert one.new == BASE + passage(ENGLISH, "In 1950 King Oto of Vardia visited Lusania")[1:-1]
    assert [value.shown for value in one.lifts] == ["1950"]
    assert open_checks(accept(project, found)) == []


@pytest.mark.slow
def test_passage_is_not_stretched_over_dates_and_figures_of_others(tmp_path: Path) -> None:
    text = "King Oto, who had ridden 40 miles in 1948, visited Lusania."
    facts = OTO.format(passage=passage(text, "visited Lusania")).replace(
        "dg:visitingState <id/state/vardia> ;", ""
    )
    found = suggest(evidence_of(make(tmp_path, text, facts.replace('dg:date "1950"^^edtf:EDTF ;', ""))))
    assert found.passages == ()


@pytest.mark.slow
def test_state_in_the_name_of_an_office_is_read_there(tmp_path: Path) -> None:
    text = "Lusania is far. The Queen of Lusania frobnicated Vardia in 1950."
    facts = QUEEN.format(passage=passage(text, "The Queen of Lusania frobnicated Vardia in 1950"))
    facts = facts.replace("dg:hostState", "dg:visitingState <id/state/lusania> ; dg:hostState")
    claims = suggest(evidence_of(make(tmp_path, text, facts))).claims
    [claim] = [one for one in claims if one.value.predicate.endswith("#visitingState")]
    assert (claim.inference, claim.stands_for) == ("fromOffice", "Queen of Lusania")
    assert claim.passages == (BASE + passage(text, "The Queen of Lusania frobnicated Vardia in 1950")[1:-1],)


@pytest.mark.slow
def test_what_no_rule_can_tell_awaits_a_person(tmp_path: Path) -> None:
    """The claim alone changes nothing; filled in, it is confirmed and not proven."""
    facts = OTO.format(passage=passage(ENGLISH, "In 1950 King Oto of Vardia visited Lusania"))
    kind = "dg:visitKind dg:frobnicalVisit ; dg:visitor"
    facts = facts.replace("dg:visitor ", kind + " ", 1) + (
        'dg:frobnicalVisit a skos:Concept ; skos:inScheme dg:visitKinds ; rdfs:label "frobnical"@en , "مفربق"@ar .'
    )
    project = make(tmp_path, ENGLISH, facts)
    found = suggest(evidence_of(project))
    [claim] = found.claims
    assert (claim.inference, claim.value.predicate.rpartition("#")[2]) == ("", "visitKind")
    assert verdict(accept(project, found), "visit/oto", "visitKind") is Verdict.NOT_SHOWN
    assert verdict(accept(project, found, confirmed=True), "visit/oto", "visitKind") is Verdict.CONFIRMED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [('"1950"', '"1949"'), ("<id/state/lusania> ;", "<id/state/nowhere> ;"), ("Oto in", "1951, Oto in")],
)
def test_nothing_is_proposed_for_what_no_words_say(tmp_path: Path, old: str, new: str) -> None:
    facts = OTO.format(passage=passage(ENGLISH, "In 1950 King Oto of Vardia visited Lusania")).replace(
        old, new
    )
    facts += '<id/state/nowhere> a dg:State ; rdfs:label "Nowhere"@en , "لا مكان"@ar .'
    found = suggest(evidence_of(make(tmp_path, ENGLISH, facts)))
    assert (found.passages, found.claims) == ((), ())
    assert len(found.without) == 1


@pytest.mark.slow
def test_claim_that_there_is_already_gets_the_passage(tmp_path: Path) -> None:
    words = "In the same year the Queen of Lusania visited Vardia"
    claim = """
    <id/claim/own> a dg:Claim ; rdfs:label "Own"@en , "خاص"@ar ; rdf:subject <id/visit/queen> ;
        rdf:predicate dg:date ; rdf:object "1950"^^edtf:EDTF ; dg:inferenceKind dg:sameYear ;
        dg:evidence {passage} .
    """
    facts = QUEEN.format(passage=passage(ENGLISH, words)) + claim.format(
        passage=passage(ENGLISH, "In the same year")
    )
    project = make(tmp_path, ENGLISH, facts)
    found = suggest(evidence_of(project))
    [proposed] = found.claims
    assert proposed.extends == f"{BASE}id/claim/own"
    assert verdict(accept(project, found), "visit/queen", "date") is Verdict.UNDERSTOOD


@pytest.mark.slow
def test_kind_that_a_heading_says_becomes_a_claim(tmp_path: Path) -> None:
    text = "State visits.\n\nIn 1950 King Oto of Vardia frobnicated in Lusania."
    words = "In 1950 King Oto of Vardia frobnicated in Lusania"
    project = make(tmp_path, text, OTO.format(passage=passage(text, words)))
    found = suggest(evidence_of(project))
    [claim] = [one for one in found.claims if one.value.predicate.endswith("#type")]
    assert (claim.inference, claim.passages) == ("fromContext", (BASE + passage(text, "State visits")[1:-1],))
    assert verdict(accept(project, found), "visit/oto", "type") is Verdict.UNDERSTOOD


@pytest.mark.slow
def test_class_of_a_fact_can_be_confirmed(tmp_path: Path) -> None:
    text = "In 1950 King Oto of Vardia frobnicated in Lusania."
    project = make(tmp_path, text, OTO.format(passage=passage(text, text[:-1])))
    found = suggest(evidence_of(project))
    assert '"Oto in Lusania: is a visit"@en , "أوتو في لوزانيا: من صنف زيارة"@ar' in written(project, found)
    assert open_checks(accept(project, found, confirmed=True)) == []


@pytest.mark.slow
def test_no_claim_is_made_on_a_name_or_on_another_claim(tmp_path: Path) -> None:
    facts = f"""
    <id/person/oto> dg:evidence {passage(ENGLISH, "Lusania")} .
    <id/claim/other> a dg:Claim ; rdfs:label "Other"@en , "آخر"@ar ; rdf:subject <id/person/oto> ;
        rdf:predicate dg:nationality ; rdf:object <id/state/vardia> ; dg:rank dg:deprecated ;
        dg:evidence {passage(ENGLISH, "visited Lusania")} .
    """
    found = suggest(evidence_of(make(tmp_path, ENGLISH, facts)))
    assert found.claims == ()
    assert [one.value.subject.rpartition("/")[2] for one in found.without] == ["other"]
    assert [one.node.rpartition("/")[2] for one in found.passages] == ["oto"]


def test_comments_cannot_become_statements(tmp_path: Path) -> None:
    """Words of a document and labels that hold line ends stay in the comment or the literal."""
    text = ENGLISH.replace("the same year", "the same\n<id/x> a dg:State . year")
    project = make(tmp_path, text, QUEEN.format(passage=passage(text, "visited Vardia")))
    lines = written(project, suggest(evidence_of(project))).splitlines()
    assert all(line.startswith(("#", "@", "<id/claim/", "<id/visit/", "    ")) for line in lines if line)


@pytest.mark.slow
def test_proposals_are_the_same_each_time_and_in_both_languages(tmp_path: Path) -> None:
    words = "In the same year the Queen of Lusania visited Vardia"
    project = make(tmp_path, ENGLISH, QUEEN.format(passage=passage(ENGLISH, words)))
    found = suggest(evidence_of(project))
    assert written(project, found) == written(project, suggest(evidence_of(project)))
    assert "<id/claim/queen-date-1950> a dg:Claim" in written(project, found)
    assert (
        '"The Queen in Vardia: date 1950 (the same year)"@en , "الملكة في فارديا: تاريخ 1950 (العام نفسه)"@ar'
        in (written(project, found))
    )
    assert "«same year» تدل على «1950»" in written(project, found, "ar")
