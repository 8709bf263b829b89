"""The README and the page on evidence show what happens: their commands are run and the output is compared.

A line of three dots stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from diplograph.questions.library import load_library
from diplograph.sources.project import load
from helpers import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = (README, (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8"))
COMMANDS = [
    tuple(part.split("\n", 1))
    for page in PAGES
    for block in re.findall(r"```console\n\$ (.*?)```", page, re.DOTALL)
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, so that nothing is built into the repository."""
    root = tmp_path_factory.mktemp("readme")
    for name in ("ontology", "data", "queries", "examples"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("build"))
    shutil.copy(ROOT / "diplograph.toml", root)
    return root


def run(command: str, folder: Path) -> str:
    command = command.replace("diplograph ", f"{sys.executable} -m diplograph.interfaces.cli.main ", 1)
    environment = {name: value for name, value in os.environ.items() if name != "DIPLOGRAPH_DOCUMENTS"}
    environment |= {"COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    ).stdout


def matches(shown: str, printed: str) -> bool:
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else re.escape(line) + r" *\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed.replace("\r\n", "\n")) is not None


@pytest.mark.slow
@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[command[:40] for command, _ in COMMANDS])
def test_command_prints_what_is_shown(command: str, shown: str, copy: Path) -> None:
    printed = run(command, copy)
    assert matches(shown, printed), printed


def test_python_block(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(copy)
    exec(code, {})
    expected = re.findall(r"# (.+)$", code, re.MULTILINE)
    assert capsys.readouterr().out.split() == expected


def test_numbers_in_the_text() -> None:
    assert "seventy-six questions" in README
    assert len(load_library(load(ROOT))) == 76
