"""Which file goes into which graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.errors import ProjectError
from diplograph.sources.listing import find_sources
from diplograph.sources.project import Project
from helpers import make_project


def test_folders_of_data_are_graphs(project: Project) -> None:
    graphs = {s.path.relative_to(project.root).as_posix(): s.graph for s in find_sources(project)}
    assert graphs["data/egypt-kazakhstan/visits.ttl"] == "facts/egypt-kazakhstan"
    assert graphs["data/documents/egypt-kazakhstan-relations.ttl"] == "evidence"
    assert graphs["data/reference/states.ttl"] == "reference"
    assert graphs["ontology/core.ttl"] == graphs["ontology/vocabularies/figures.ttl"] == "vocabulary"


@pytest.mark.parametrize("folder", ["shapes", "wordings"])
def test_what_is_applied_is_no_part_of_the_graph(project: Project, folder: str) -> None:
    assert list((project.ontology / folder).glob("*.ttl"))
    assert not [s for s in find_sources(project) if folder in s.path.relative_to(project.root).parts]


def test_facts_outside_a_folder_are_refused(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    (project.data / "stray.ttl").write_text("# stray", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"stray\.ttl: facts belong into a folder"):
        find_sources(project)


def test_missing_folder_is_reported(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    (project.data / "test").rmdir()
    project.data.rmdir()
    with pytest.raises(ProjectError, match=r"data: the folder is missing"):
        find_sources(project)
