"""What all tests share: the project of this repository, and its graph built once into a folder of its own."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, settings

from diplograph.snapshot.build import build
from diplograph.sources.project import Project, load
from diplograph.sparql.engine import load_store

ROOT = Path(__file__).parent.parent
DOCUMENTS = os.environ.pop("DIPLOGRAPH_DOCUMENTS", None)
"""The reader's documents folder, which no project of a test may write into."""

collect_ignore = ["shacl/listening.py", "interfaces/cli/killed.py", "interfaces/cli/raced.py"]
"""What tests run in processes of their own, and is no module with examples."""

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of this repository, building into a temporary folder."""
    return dataclasses.replace(load(ROOT), build=tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def built(project: Project) -> Project:
    """Return the same project with its graph built."""
    build(project)
    return project


@pytest.fixture(scope="session")
def built_store(built: Project) -> ox.Store:
    """Return the built graph, loaded."""
    return load_store(built.graph_file)


@pytest.fixture(scope="session")
def document_text() -> str:
    """Return the text of the first document, or skip where no copy is available."""
    return _local_copy("egypt-kazakhstan-relations.txt")


@pytest.fixture(scope="session")
def second_text() -> str:
    """Return the text of the second document, or skip where no copy is available."""
    return _local_copy("us-egypt.txt")


def _local_copy(name: str) -> str:
    folders = [
        DOCUMENTS,
        ROOT / "documents",
        ROOT.parent / "shared" / "documents",
    ]
    for folder in folders:
        if folder and (Path(folder) / name).is_file():
            return (Path(folder) / name).read_text(encoding="utf-8")
    pytest.skip(f"no local copy of {name}: put one into documents/ to check the facts against it")


_ENGINE_TEST = "test_engines.py::test_expected_rows["


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many questions each engine answered as expected."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, ()):
            _, found, case = report.nodeid.partition(_ENGINE_TEST)
            if found and report.when in ("call", "setup"):
                counts[case.partition("-")[0].rstrip("]")][outcome] += 1
    if counts:
        terminalreporter.section("expected rows of the query library, by engine")
        for engine, outcomes in sorted(counts.items()):
            shown = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
            terminalreporter.write_line(f"{engine:<12} {shown}")
