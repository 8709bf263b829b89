"""What the lexicon lacks, and the words of a kind that no fact rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.names import BASE, DG
from diplograph.checks.evidence.examine import Evidence, examine
from diplograph.checks.evidence.unused import unused, unworded
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.registering import add_document
from helpers import HEADER, make_project

ENGLISH = "King Oto visited Lusania in 1950. Vardia did not recognise Lusania. The two states frobnicated."
ARABIC = "زار الملك أوتو لوزانيا عام 1950."
STATES = """
<id/state/vardia> a dg:State ; rdfs:label "Vardia"@en , "فارديا"@ar .
<id/state/lusania> a dg:State ; rdfs:label "Lusania"@en , "لوزانيا"@ar .
<id/person/oto> a dg:Person ; rdfs:label "Oto"@en , "أوتو"@ar .
dg:frobnication a skos:Concept ; skos:inScheme dg:eventKinds ; rdfs:label "frobnication"@en .
"""
VISIT = """
<id/visit/v> a dg:Visit ; rdfs:label "A visit"@en ; dg:visitor <id/person/oto> ;
    dg:hostState <id/state/lusania> ; dg:date "1950"^^edtf:EDTF ; dg:evidence <document/DOC#char=0,32> .
"""
OTHER = """
<id/event/e> a dg:Event ; rdfs:label "An event"@en ; dg:eventKind dg:frobnication ;
    dg:evidence <document/DOC#char=70,99> .
"""


def evidence_of(
    tmp_path: Path, text: str, facts: str, *, language: str = "en", wordings: str = ""
) -> Evidence:
    project = make_project(tmp_path / "p")
    (tmp_path / "doc.txt").write_text(text, encoding="utf-8")
    add_document(project, tmp_path / "doc.txt", titles={"en": "Doc", "ar": "وثيقة"}, language=language)
    (project.data / "test" / "facts.ttl").write_text(
        HEADER + STATES + facts.replace("DOC", "doc"), encoding="utf-8"
    )
    if wordings:
        (project.root / "wordings").mkdir()
        (project.root / "wordings" / "own.ttl").write_text(HEADER + wordings, encoding="utf-8")
    return examine(Snapshot.open(project))


@pytest.mark.slow
def test_kind_without_wordings_is_listed_by_language(tmp_path: Path) -> None:
    (found,) = unworded(evidence_of(tmp_path, ENGLISH, VISIT + OTHER))
    assert (found.kind, found.language) == (DG + "frobnication", "en")
    assert (found.facts, found.not_shown) == (1, 1)


@pytest.mark.slow
def test_project_adds_wordings_of_its_own(tmp_path: Path) -> None:
    wordings = '<wording/frobnication-en> a dg:Wording ; dg:wordingOf dg:frobnication ; dg:pattern "frobnicated"@en .'
    evidence = evidence_of(tmp_path, ENGLISH, VISIT + OTHER, wordings=wordings)
    assert unworded(evidence) == []
    words = [one.words for one in unused(evidence)]
    assert "frobnicated" not in words


@pytest.mark.slow
def test_language_without_wordings_has_none_for_any_kind(tmp_path: Path) -> None:
    (found,) = unworded(evidence_of(tmp_path, ENGLISH, VISIT, language="fr"))
    assert (found.kind, found.language, found.facts) == (DG + "Visit", "fr", 1)


def test_words_that_no_fact_rests_on_are_listed_with_their_standing(tmp_path: Path) -> None:
    found = [one for one in unused(evidence_of(tmp_path, ENGLISH, VISIT)) if DG + "Recognition" in one.kinds]
    assert [(one.words.partition(" ")[0], one.standing) for one in found] == [("recognise", "negated")]
    start, end = ENGLISH.index("Vardia"), ENGLISH.index(" The two")
    assert found[0].sentence == f"{BASE}document/doc#char={start},{end}"


@pytest.mark.slow
@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (ARABIC, "ar")])
def test_words_of_a_fact_and_of_an_omission_are_used(tmp_path: Path, text: str, language: str) -> None:
    def visits(facts: str, folder: str) -> list[str]:
        evidence = evidence_of(tmp_path / folder, text, facts, language=language)
        return [one.words for one in unused(evidence) if DG + "Visit" in one.kinds]

    fact = VISIT.replace("0,32", f"0,{text.index('1950') + 4}")
    omission = (
        '<id/omission/o> a dg:Omission ; rdfs:label "o"@en ; dg:aboutPassage <document/doc#char=0,24> .'
    )
    for folder in ("with", "without", "omitted"):
        (tmp_path / folder).mkdir()
    assert visits("", "without") != []
    assert visits(fact, "with") == visits(omission, "omitted") == []
