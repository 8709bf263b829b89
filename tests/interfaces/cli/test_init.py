"""`diplograph init`: what it makes, says and refuses, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.interfaces.cli.main import main
from diplograph.sources.project import load


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_says_what_comes_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "init", "new", "--languages", "fr, ar"]) == 0
    assert load(Path("new")).languages == ("fr", "ar")
    first, second, *steps = capsys.readouterr().out.splitlines()
    assert (first, second) == ("Made a project in new (languages: fr, ar)", "Next, in that folder:")
    assert [step.split()[1] for step in steps[::2]] == ["documents", "validate", "build", "query"]


def test_an_arabic_reader_starts_an_arabic_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "ar", "init", "مشروع"]) == 0
    assert load(Path("مشروع")).languages == ("ar",)
    assert capsys.readouterr().out.startswith("أُنشئ مشروع في مشروع (لغاته: ar)\n")


def test_the_example_has_its_documents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "init", "books", "--example"]) == 0
    assert "documents add" not in capsys.readouterr().out
    assert main(["--lang", "en", "--project", "books", "documents", "list"]) == 0
    assert capsys.readouterr().out.count("local copy") == 2


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["new", "--languages", "xx-"], "'xx-' is not a language tag such as ar or en"),
        (["new", "--languages", "en,"], "'' is not a language tag such as ar or en"),
        (["new", "--languages", "fr,FR"], "the language FR is named twice"),
        (
            ["new", "--example", "--languages", "en"],
            "the example is in English and Arabic: leave out --languages",
        ),
        (["."], ".: is not empty (it has file): name a new folder"),
        (["file"], "file: is not a folder, and a folder is to be written"),
        (["file/new"], "file/new: cannot be written: File exists"),
    ],
)
def test_it_refuses_in_a_line_and_writes_nothing(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("file").write_text("mine")
    assert main(["--lang", "en", "init", *arguments]) == 2
    assert capsys.readouterr() == ("", line + "\n")
    assert [path.name for path in Path().iterdir()] == ["file"]
