"""The example project: every value is proven by its own documents, and the deliberate mistake is caught."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from diplograph.base.names import local_name
from diplograph.checks.evidence.verdicts import Verdict
from diplograph.checks.validation import check_evidence
from diplograph.sources.project import Project, load
from helpers import ROOT

FOLDER = ROOT / "examples" / "year-books"


@pytest.fixture
def example(tmp_path: Path) -> Project:
    return dataclasses.replace(load(FOLDER), build=tmp_path)


def test_every_value_is_proven_and_every_sentence_is_accounted_for(example: Project) -> None:
    report = check_evidence(example)
    evidence = report.evidence
    assert evidence is not None
    assert [finding.message("en") for finding in report.findings] == []
    assert not evidence.missing
    assert evidence.count(Verdict.UNCHECKED) == 0
    assert [one.by_sentence for one in evidence.coverage] == [1, 1]
    assert evidence.count(Verdict.NOT_SHOWN) == 0
    inferred = [check.value for check in evidence.checks if check.verdict is Verdict.UNDERSTOOD]
    assert [(value.subject.rpartition("/")[2], local_name(value.predicate)) for value in inferred] == [
        ("parliament-of-ruritania-to-freedonia-1996", "date"),
        ("rudolf-to-freedonia-1996-11", "ordinal"),
        ("salim-bek-to-ruritania-1996-05", "visitingState"),
    ]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "diplograph.interfaces.cli.main", "--project", str(FOLDER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_validate_says_how_many_values_are_proven() -> None:
    done = run("--lang", "en", "validate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "unproven: 0, unchecked: 0" in done.stdout


def test_the_mistake_is_caught_at_its_line() -> None:
    done = run("--lang", "en", "validate", "examples/year-books/mistake.ttl")
    assert done.returncode == 1
    (found,) = [line for line in done.stdout.splitlines() if line.startswith("examples/")]
    lines = (FOLDER / "mistake.ttl").read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(lines, 1) if "1996-11-09" in line)
    assert found.startswith(f"examples/year-books/mistake.ttl:{number}: ")
    assert "1996-11-07/1996-11-08" in found  # what the passage does say
