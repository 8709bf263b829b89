"""Two documents that disagree: both claims stay, each proven by its own source, and the ranks say which is followed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.names import BASE, DG
from diplograph.checks.evidence.verdicts import Verdict
from diplograph.checks.validation import check_evidence, validate
from diplograph.questions.graph import Graph
from diplograph.snapshot.build import build
from diplograph.sources.project import Project, load
from diplograph.sources.registering import add_document
from diplograph.sparql.answers import Rows
from diplograph.sparql.engine import load_store
from helpers import ROOT

ACCOUNT = ROOT / "tests" / "documents" / "second-account.txt"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the shipped project with a second document, of which alone a copy is at hand."""
    root = tmp_path_factory.mktemp("conflicts") / "p"
    for name in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "diplograph.toml", root)
    project = load(root)
    titles = {"en": "A second account", "ar": "رواية ثانية"}
    add_document(project, ACCOUNT, titles=titles, language="en")
    (root / "data" / "second-account").mkdir()
    shutil.copy(ACCOUNT.with_suffix(".ttl"), root / "data" / "second-account" / "claims.ttl")
    build(project)
    return project


@pytest.fixture(scope="module")
def store(project: Project) -> ox.Store:
    return load_store(project.graph_file)


def conflicts(project: Project, language: str) -> list[list[str]]:
    result = Graph(project, language=language).query("conflicts").result
    assert isinstance(result, Rows)
    return [[term.value if term is not None else "" for term in row] for row in result.rows]  # type: ignore[union-attr]


def test_both_sides_are_shown_with_rank_reason_and_passage(project: Project) -> None:
    rows = conflicts(project, "en")
    shown = {(row[1], row[2], row[3]) for row in rows}
    assert shown == {
        ("date", "2006-11-07/2006-11-08", "preferred"),
        ("date", "2006-11-09", "deprecated"),
        ("office held", "Minister of International Cooperation of Egypt", "preferred"),
        ("office held", "Minister of Planning", "deprecated"),
        ("value", "76000000", "normal"),
        ("value", "80000000", "deprecated"),
    }
    assert all(row[5].startswith(("egypt-kazakhstan-relations#", "second-account#")) for row in rows)
    assert {row[3] for row in conflicts(project, "ar")} == {"مفضل", "عادي", "متروك"}


def test_shapes_accept_both_sides(project: Project) -> None:
    assert validate(project).findings == ()


def test_shortcuts_follow_the_preferred_claim(store: ox.Store) -> None:
    visit = ox.NamedNode(BASE + "id/visit/mubarak-to-kazakhstan-2006-11")
    latest = [q.object.value for q in store.quads_for_pattern(visit, ox.NamedNode(DG + "latest"), None)]
    assert latest == ["2006-11-08"]


def test_each_claim_is_proven_by_its_own_source(project: Project) -> None:
    report = check_evidence(project)
    evidence = report.evidence
    assert evidence is not None
    assert report.findings == ()
    assert [document.slug for document in evidence.missing] == ["egypt-kazakhstan-relations", "us-egypt"]
    second = [check for check in evidence.checks if any("second-account" in iri for iri in check.passages)]
    proven = [check for check in second if check.verdict is Verdict.PROVEN]
    understood = [check.value.subject for check in second if check.verdict is Verdict.UNDERSTOOD]
    assert [iri.rpartition("/")[2] for iri in understood] == ["minister-of-planning"]
    assert len(proven) + len(understood) == len(second)
    assert {check.value.shown.rpartition("/")[2] for check in second} >= {
        "2006-11-09",
        "80000000",
        "minister-of-planning",
    }


@pytest.mark.parametrize(("old", "new"), [("2006-11-09", "2006-11-10"), ("80000000", "81000000")])
def test_claim_that_its_source_does_not_state_is_found(
    old: str, new: str, project: Project, tmp_path: Path
) -> None:
    root = tmp_path / "p"
    shutil.copytree(project.root, root)
    claims = root / "data" / "second-account" / "claims.ttl"
    claims.write_text(claims.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (finding,) = check_evidence(load(root)).findings
    assert finding.file is not None
    assert finding.file.name == "claims.ttl"
    assert f"no {'date' if '-' in new else 'number'} {new}" in finding.message("en")
