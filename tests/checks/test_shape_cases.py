"""`shapes test` writes what fails as every check does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diplograph.checks.writers import WRITERS
from diplograph.interfaces.cli.main import main
from helpers import make_project

LINE = "valid.state.ttl:1: violation: not expected: state/x QualifiedMinCount label - Violation"


@pytest.mark.slow
def test_cases_that_fail_are_findings_in_each_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "p")
    (tmp_path / "valid.state.ttl").write_text("<id/state/x> a <ontology#State> .", encoding="utf-8")
    (tmp_path / "invalid.state.ttl").write_text("<id/state/x> a <ontology#State> .", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = ["--project", str(project.root), "--lang", "en", "shapes", "test", str(tmp_path)]
    assert main(command) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(LINE)
    assert lines[-1] == "cases that pass: 1, that fail: 1"
    for form in WRITERS:
        assert main([*command, "--format", form]) == 1
        assert "not expected: state/x QualifiedMinCount" in capsys.readouterr().out
    assert main([*command, "--format", "json"]) == 1
    (first, *_) = json.loads(capsys.readouterr().out)["findings"]
    assert (first["check"], first["file"]) == ("case", "valid.state.ttl")
