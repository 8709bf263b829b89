"""Documents of our own, in Arabic and in English: full marks, and none once a value is changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diplograph.checks.evidence.examine import Evidence, examine
from diplograph.checks.evidence.verdicts import Verdict
from diplograph.checks.validation import check_evidence, validate
from diplograph.snapshot.build import build
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from diplograph.sources.registering import add_document
from helpers import ROOT, make_project

BOOKS = ROOT / "tests" / "documents"


@pytest.fixture(params=["ar", "en"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Project, Path]:
    """Return a project with a year book at hand, and the file of its facts."""
    project = make_project(tmp_path / "p")
    source = BOOKS / f"year-book-{request.param}.txt"
    titles = {"en": "A year book", "ar": "حولية"}
    add_document(project, source, titles=titles, language=request.param)
    facts = project.data / "test" / "facts.ttl"
    shutil.copy(source.with_suffix(".ttl"), facts)
    return project, facts


def headings(evidence: Evidence) -> list[str]:
    """Return the sentences that are headings and nothing else."""
    (coverage,) = evidence.coverage
    text = evidence.texts[coverage.document]
    return [
        text[sentence.start : sentence.end]
        for sentence in coverage.sentences
        if all(citation.heading for citation in sentence.citations)
    ]


def test_every_value_is_proven_and_every_letter_covered(book: tuple[Project, Path]) -> None:
    project, _ = book
    evidence = examine(Snapshot.open(project))
    assert [finding.message("en") for finding in evidence.findings] == []
    inferred = [check.value.subject for check in evidence.checks if check.verdict is Verdict.UNDERSTOOD]
    assert [subject.rpartition("/")[2] for subject in inferred] == ["bek-1996"]
    assert evidence.count(Verdict.PROVEN) > 30
    assert len(headings(evidence)) == 3
    (coverage,) = evidence.coverage
    assert (coverage.by_sentence, len(coverage.sentences)) == (1, 8)
    assert coverage.by_letter > 0.5


def test_they_conform_to_the_shapes(book: tuple[Project, Path]) -> None:
    project, _ = book
    build(project)
    found = [f"{finding.focus}: {finding.message('en')}" for finding in validate(project).findings]
    assert found == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"1996-11-07/1996-11-08"', '"1996-11-07/1996-11-09"'),
        ('"1996-11-07/1996-11-08"', '"1996-11"'),
        ('dg:date          "1996"', 'dg:date          "1997"'),
        ('"1998-03/1998-06"', '"1998-03/1998-07"'),
        ("dg:ordinal   2", "dg:ordinal   3"),
        ("dg:count 2", "dg:count 3"),
        ("dg:value  2700000", "dg:value  2000700"),
        ("dg:value  8100000", "dg:value  81000000"),
        ("dg:hedge dg:moreThan", "dg:hedge dg:nearly"),
        (" ; dg:hedge dg:approximately", ""),
        ('"2003"', '"2001"'),
        ("dg:visitor   <id/leader/rudolf>", "dg:visitor   <id/leader/salim-bek>"),
    ],
)
def test_changed_value_is_found(old: str, new: str, book: tuple[Project, Path]) -> None:
    project, facts = book
    text = facts.read_text(encoding="utf-8")
    assert old in text
    facts.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not check_evidence(project).conforms
