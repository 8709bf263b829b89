"""An output takes the place of an earlier one and of nothing else, whatever writes it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from diplograph.interfaces.cli.main import main
from diplograph.publishing.formats.catalogue import FORMATS, Target
from diplograph.sources.project import Project
from helpers import make_project

FACTS = """
<id/state/a> a dg:State ; rdfs:label "A"@en . <id/state/b> a dg:State ; rdfs:label "B"@en .
<id/visit/v> a dg:Visit ; rdfs:label "Visit"@en ; dg:visitingState <id/state/a> ; dg:hostState <id/state/b> .
"""
FOLDERS = {
    **{n: ("export", n, "-o") for n, f in FORMATS.items() if f.target is Target.FOLDER and n != "parquet"},
    "bulk": ("bulk", "--for", "rdf"),
}
FILES = {
    **{n: ("export", n, "-o") for n, f in FORMATS.items() if f.target is not Target.FOLDER},
    "draw": ("draw", "network", "--network", "everything", "-o"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("outputs") / "project", visits=FACTS)


@pytest.fixture(autouse=True)
def inside(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS)
def test_folder_of_something_else_stays(name: str, tmp_path: Path, project: Project) -> None:
    command = FOLDERS[name]
    out = tmp_path / "out"
    assert main([*command, str(out)]) == 0
    assert main([*command, str(out)]) == 0  # its own earlier output is replaced
    (out / "diary.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(out)
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for other in (out, tmp_path / "link", tmp_path / "file", project.root, project.data):
        assert main([*command, str(other)]) == 2
    assert (out / "diary.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link", "out"]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_file_of_the_project_stays(name: str, tmp_path: Path, project: Project) -> None:
    command = FILES[name]
    facts = project.data / "test" / "visits.html"
    facts.write_text("mine", encoding="utf-8")
    (tmp_path / "link.html").symlink_to(facts)
    for other in (facts, tmp_path / "link.html", project.root / "diplograph.toml"):
        before = other.read_bytes()
        assert main([*command, str(other)]) == 2
        assert other.read_bytes() == before
    facts.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_rights_are_those_of_any_new_file(name: str, tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        assert main([*FILES[name], str(tmp_path / "out.html")]) == 0
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out.html").stat().st_mode) == 0o640
    (tmp_path / "out.html").chmod(0o600)
    assert main([*FILES[name], str(tmp_path / "out.html")]) == 0
    assert stat.S_IMODE((tmp_path / "out.html").stat().st_mode) == 0o600
