"""The worlds that every format is tried on."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.sources.project import Project
from publishing.formats.worlds import hard_project


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return hard_project(tmp_path_factory.mktemp("hard") / "project")


@pytest.fixture(params=["shipped", "hard"])
def world(request: pytest.FixtureRequest, built: Project, hard: Project) -> Project:
    """Return the shipped graph, then one of hard literals and knotted blank nodes."""
    return {"shipped": built, "hard": hard}[request.param]


@pytest.fixture(scope="session")
def graph_lines(hard: Project) -> bytes:
    return Path(hard.graph_file).read_bytes()
