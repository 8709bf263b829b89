"""What the gate takes for the words of a fact, and what for those of something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.checks.evidence.examine import examine
from diplograph.checks.evidence.verdicts import Verdict
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.registering import add_document
from helpers import HEADER, make_project

pytestmark = pytest.mark.slow

STATES = """
<id/state/drost> a dg:State ; rdfs:label "Drost"@en , "دروست"@ar .
<id/state/brod> a dg:State ; rdfs:label "Brod"@en , "برود"@ar .
<id/person/lund> a dg:Person ; rdfs:label "Lund"@en , "لوند"@ar .
<id/institution/u> a dg:Institution ; rdfs:label "Lund University"@en , "جامعة لوند"@ar .
"""


def verdicts(tmp_path: Path, text: str, facts: str, language: str = "en") -> dict[str, Verdict]:
    """Return the verdict on each value of a fact that cites the whole text, by the value as people read it."""
    project = make_project(tmp_path / "p")
    (tmp_path / "news.txt").write_text(text, encoding="utf-8")
    add_document(project, tmp_path / "news.txt", titles={"en": "News", "ar": "أخبار"}, language=language)
    cited = f"{STATES}\n<id/x> {facts} ; dg:evidence <document/news#char=0,{len(text)}> ."
    (project.data / "test" / "facts.ttl").write_text(HEADER + cited, encoding="utf-8")
    checks = examine(Snapshot.open(project)).checks
    return {one.value.shown.rpartition("/")[2].rpartition("#")[2]: one.verdict for one in checks}


@pytest.mark.parametrize(("whole", "part", "is_shown"), [("brod", "drost", True), ("drost", "brod", False)])
def test_word_that_says_it_is_over_shows_no_role(
    whole: str, part: str, is_shown: bool, tmp_path: Path
) -> None:
    found = verdicts(
        tmp_path,
        "Drost was a part of Brod.",
        'a dg:Relation ; rdfs:label "A part"@en ; dg:relationKind dg:partOfState ; '
        f"dg:statusAtWriting dg:former ; dg:from <id/state/{whole}> ; dg:to <id/state/{part}>",
    )
    assert [found[one] is Verdict.PROVEN for one in ("drost", "brod")] == [is_shown] * 2


def test_pair_of_figure_and_date_is_no_rival_of_another(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        "Trade of Drost with Brod rose to 3 million crowns in 1950, then to 5 million in 1952, mostly exports.",
        'a dg:Observation ; rdfs:label "Trade"@en ; dg:indicator dg:bilateralTrade ; '
        'dg:value 5000000 ; dg:period "1952"^^edtf:EDTF',
    )
    assert not {found["5000000"], found["1952"]} & {Verdict.CONTRADICTED, Verdict.UNPROVEN}


def test_name_in_the_name_of_an_institution_is_not_foreign_to_its_facts(tmp_path: Path) -> None:
    facts = 'a dg:Office ; rdfs:label "Dean at Lund University"@en ; skos:altLabel "the dean"@en'
    text = "The dean of the university spoke."
    linked = verdicts(tmp_path / "1", text, facts + " ; dg:ofInstitution <id/institution/u>")
    assert linked["Dean at Lund University"] is Verdict.PROVEN
    apart = verdicts(tmp_path / "2", text, facts)
    assert apart["Dean at Lund University"] is Verdict.NOT_SHOWN
