"""All checks over a project look at one snapshot, and make one report."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.names import BASE, DG
from diplograph.checks.findings import CheckKind, Finding
from diplograph.checks.report import Report, Run
from diplograph.checks.validation import check_evidence, validate
from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from diplograph.sources.registering import add_document
from helpers import HEADER, make_project

TEXT = "Rudolf came to Freedonia on 7 November 1996."
STATE = '<id/state/freedonia> a dg:State ; rdfs:label "{}"@en , "فريدونيا"@ar ; dg:evidence <document/news#char=15,24> .'
LEADER = '<id/leader/rudolf> a dg:Person ; rdfs:label "{}"@en , "رودلف"@ar ; dg:evidence <document/news#char=0,6> .'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with a document, a state and a leader that are called otherwise there."""
    project = make_project(tmp_path / "p", states=STATE.format("Sylvania"), leaders=LEADER.format("Vladimir"))
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    add_document(project, tmp_path / "news.txt", titles={"en": "News", "ar": "أخبار"}, language="en")
    return project


def refused(report: Report) -> set[str]:
    return {f.focus.removeprefix(BASE + "id/") for f in report.findings if f.kind is CheckKind.GATE}


def test_shapes_and_gate_are_in_one_report(project: Project) -> None:
    report = validate(project)
    assert refused(report) == refused(check_evidence(project)) == {"state/freedonia", "leader/rudolf"}
    assert report.evidence is not None
    assert report.evidence.counts["unproven"] == 2


def test_files_are_checked_by_the_gate_too_and_nothing_else_is_reported(project: Project) -> None:
    report = validate(project, [project.data / "test" / "states.ttl"])
    assert refused(report) == {"state/freedonia"}
    assert CheckKind.COVERAGE not in {finding.kind for finding in report.findings}


@pytest.mark.slow
def test_file_beside_the_project_is_checked_in_its_context(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    file.write_text(
        HEADER
        + '<id/leader/x> a dg:Person ; rdfs:label "Rudolf"@en , "رودلف"@ar ; dg:evidence <document/news#char=0,5> .',
        encoding="utf-8",
    )
    report = validate(project, [file])
    (passage,) = (f for f in report.findings if f.kind is CheckKind.GATE and f.predicate == DG + "evidence")
    assert (passage.file, passage.line) == (file, 15)
    (project.documents / "news.txt").write_text("Another text", encoding="utf-8")
    (copy,) = (f for f in validate(project, [file]).findings if f.focus == f"{BASE}document/news")
    assert copy.message("en").startswith("not the registered text of news")


@pytest.mark.slow
def test_build_that_ends_meanwhile_does_not_mix_two_graphs(project: Project) -> None:
    """A run checks the graph that it opened, though the sources are mended and built before it ends."""
    (project.data / "test" / "bad.ttl").write_text(HEADER + "<id/leader/y> a dg:Person .", encoding="utf-8")

    def mend(found: list[Finding]) -> None:
        (project.data / "test" / "states.ttl").write_text(
            HEADER + STATE.format("Freedonia"), encoding="utf-8"
        )
        (project.data / "test" / "bad.ttl").unlink(missing_ok=True)
        build(project)

    report = validate(project, run=Run(listener=mend))
    assert f"{BASE}id/leader/y" in {finding.focus for finding in report.findings}
    assert refused(report) == {"state/freedonia", "leader/rudolf"}
    assert refused(validate(project)) == {"leader/rudolf"}
