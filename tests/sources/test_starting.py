"""Starting a project: whole or not at all, and a graph can be built of it at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.base.errors import OutputError, ProjectError
from diplograph.sources.listing import find_sources
from diplograph.sources.project import find
from diplograph.sources.starting import EXAMPLE, copy_example, start_project
from helpers import ROOT

FILES = {".gitignore", "README.md", "diplograph.toml"}
FOLDERS = {"data", "documents", "wordings"}


def entries(folder: Path) -> set[str]:
    return set(os.listdir(folder))


def test_it_has_settings_folders_and_a_readme(tmp_path: Path) -> None:
    folder = tmp_path / "مشروع لي"
    project = start_project(folder, ["fr", "pt-BR"])
    assert entries(folder) == FILES | FOLDERS
    assert (folder / "data" / "documents").is_dir()
    assert project == find(folder / "data")
    assert (project.languages, project.base) == (("fr", "pt-BR"), "https://w3id.org/diplograph/")
    assert (folder / "README.md").read_text("utf-8").startswith("# مشروع لي\n\nA graph ")
    assert entries(tmp_path) == {"مشروع لي"}


@pytest.mark.parametrize(
    ("languages", "words"),
    [(["en"], "document"), (["fr", "de"], "document"), (["fr", "ar-EG", "en"], "وثيقة")],
)
def test_the_reader_is_addressed_in_the_first_language_of_the_interface(
    languages: list[str], words: str, tmp_path: Path
) -> None:
    start_project(tmp_path / "new", languages)
    readme = (tmp_path / "new" / "README.md").read_text("utf-8")
    assert words in readme
    assert len([line for line in readme.splitlines()[1:] if line]) == 5


def test_ontology_and_questions_are_those_that_ship(tmp_path: Path) -> None:
    project = start_project(tmp_path / "new", ["en"])
    assert (project.ontology, project.queries) == (ROOT / "ontology", ROOT / "queries")
    assert {source.graph for source in find_sources(project)} == {"vocabulary"}


@pytest.mark.parametrize(
    ("languages", "reason"),
    [
        (["xx-"], "'xx-' is not a language tag"),
        ([""], "'' is not a language tag"),
        (["en", "العربية"], "'العربية' is not a language tag"),
        (["fr", "ar", "FR"], "the language FR is named twice"),
    ],
)
def test_what_is_no_tag_or_there_twice_is_refused(languages: list[str], reason: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=reason):
        start_project(tmp_path / "new", languages)
    assert not entries(tmp_path)


def test_an_empty_folder_stays_the_same_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tmp_path.stat().st_ino
    monkeypatch.chdir(tmp_path)
    start_project(Path(), ["en"])
    assert Path.cwd().stat().st_ino == before
    assert entries(Path.cwd()) == FILES | FOLDERS
    assert (tmp_path / "README.md").read_text("utf-8").startswith(f"# {tmp_path.name}\n")


def test_a_repository_without_files_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    start_project(tmp_path, ["en"])
    assert entries(tmp_path) == {".git"} | FILES | FOLDERS


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    reasons = {"full": r"not empty \(it has thesis\.txt\)", "file": "not a folder", "link": "not a folder"}
    makers: list[Callable[[Path], object]] = [lambda folder: start_project(folder, ["en"]), copy_example]
    for make in makers:
        for name, reason in reasons.items():
            with pytest.raises(OutputError, match=reason):
                make(tmp_path / name)
    assert entries(tmp_path) == {"full", "file", "link"}
    assert entries(tmp_path / "full") == {"thesis.txt"}


def test_copy_of_the_example_has_all_of_it_but_what_is_built(tmp_path: Path) -> None:
    copy_example(tmp_path / "books")
    example = ROOT / EXAMPLE
    given = {path.relative_to(example) for path in example.rglob("*") if path.is_file()}
    copied = {
        path.relative_to(tmp_path / "books") for path in (tmp_path / "books").rglob("*") if path.is_file()
    }
    assert copied == {path for path in given if path.parts[0] != "build"} | {Path(".gitignore")}
    assert (tmp_path / "books" / ".gitignore").read_text("utf-8") == "/build/\n"
