"""What all tests share: the project of this repository, and its graph built once into a folder of its own."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.building.build import build
from diplograph.project import Project, load
from diplograph.querying.engine import load_store

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give the project of this repository, building into a temporary folder."""
    return dataclasses.replace(load(ROOT), build=tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def built(project: Project) -> Project:
    """Give the same project with its graph built."""
    build(project)
    return project


@pytest.fixture(scope="session")
def built_store(built: Project) -> ox.Store:
    """Give the built graph, loaded."""
    return load_store(built.graph_file)


@pytest.fixture(scope="session")
def document_text() -> str:
    """Give the text of the first document, or skip where no copy is at hand."""
    name = "egypt-kazakhstan-relations.txt"
    folders = [
        os.environ.get("DIPLOGRAPH_DOCUMENTS"),
        ROOT / "documents",
        ROOT.parent / "shared" / "documents",
    ]
    for folder in folders:
        if folder and (Path(folder) / name).is_file():
            return (Path(folder) / name).read_text(encoding="utf-8")
    pytest.skip(f"no copy of {name} at hand: put one into documents/ to check the facts against it")
