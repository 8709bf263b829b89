"""`diplograph export` as a user meets it."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from diplograph.base.messages import texts
from diplograph.interfaces.cli.main import main
from diplograph.publishing.formats.catalogue import FORMATS
from diplograph.sources.project import Project
from helpers import make_project

STATES = """
<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar .
"""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project", states=STATES)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_list(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--list", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(FORMATS)
    assert all(line.endswith(texts("formats", language)[line.split()[0]]) for line in lines)


def test_to_a_pipe(small: Project, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "turtle", "--project", str(small.root), "--graph", "facts/test"]) == 0
    out = capfdbinary.readouterr()
    assert b'<id/state/ruritania> a dg:State ;\n    rdfs:label "Ruritania"@en ,\n' in out.out
    assert out.err == b""


def test_to_a_file(small: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new" / "graph.nq"
    assert main(["export", "nquads", "--project", str(small.root), "-o", str(target), "--lang", "ar"]) == 0
    assert target.read_bytes() == small.graph_file.read_bytes()
    assert capsys.readouterr().out == f"كُتب {target}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name a format; --list lists them"),
        (["turtel"], "unknown format 'turtel'; known are turtle, trig"),
        (
            ["turtle", "--graph", "facts/none"],
            "there is no graph https://w3id.org/diplograph/graph/facts/none",
        ),
    ],
)
def test_wrong_arguments(
    small: Project, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "kept"
    target.write_text("kept")
    assert main(["export", *arguments, "--project", str(small.root), "-o", str(target)]) == 2
    assert words in (error := capsys.readouterr().err)
    assert error.count("\n") == 1
    assert target.read_text() == "kept"


def test_a_folder_is_replaced_whole(
    small: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tables"
    command = ["export", "csv", "--project", str(small.root), "-o", str(folder)]
    assert main(command) == 0
    before = (folder / "State.csv").read_bytes()
    (folder / "State.csv").write_text("old")
    assert main(command) == 0
    assert (folder / "State.csv").read_bytes() == before
    (folder / "mine.txt").write_text("mine")
    capsys.readouterr()
    assert main(command) == 2
    assert "holds mine.txt, which is not of this export" in capsys.readouterr().err
    assert (folder / "mine.txt").read_text() == "mine"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["project", "tables"]


@pytest.mark.parametrize("name", ["csv", "sqlite"])
def test_what_does_not_fit_a_pipe(small: Project, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", name, "--project", str(small.root)]) == 2
    assert capsys.readouterr().err == f"{name} does not fit a pipe: name the output with -o\n"


class Terminal(io.TextIOWrapper):
    """Standard error as a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def getvalue(self) -> str:
        self.seek(0)
        return self.read()

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("options", [[], ["-q"]])
def test_progress_on_a_terminal(
    small: Project, tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert main(["export", "trig", "--project", str(small.root), "-o", str(tmp_path / "g"), *options]) == 0
    if options:
        assert terminal.getvalue() == ""
    else:
        assert "trig: 100 %" in terminal.getvalue()
        assert terminal.getvalue().endswith("\r\033[K")


def test_no_cell_is_a_formula_for_a_spreadsheet(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    states = STATES.replace('"Ruritania"', '"=1+1"').replace('"Freedonia"', '"@SUM(A1)"')
    project = str(make_project(tmp_path / "project", states=states).root)
    for options, words in (([], "=1+1"), (["--spreadsheet"], "'=1+1")):
        assert main(["export", "csv", "--project", project, "-q", "-o", str(tmp_path / "out"), *options]) == 0
        with (tmp_path / "out" / "State.csv").open(encoding="utf-8", newline="") as file:
            assert words in {cell for row in csv.reader(file) for cell in row}
    for command in (["search", "SUM", "--format", "csv"], ["query", "missing-labels", "--format", "csv"]):
        capsysbinary.readouterr()
        main([*command, "--project", project, "--spreadsheet"])
        cells = [
            cell for row in csv.reader(capsysbinary.readouterr().out.decode().splitlines()) for cell in row
        ]
        assert cells
        assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert main(["export", "turtle", "--project", project, "--spreadsheet"]) == 2
    assert b"turtle takes no --spreadsheet; these do: csv, dyad-years" in capsysbinary.readouterr().err
