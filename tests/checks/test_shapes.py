"""Validation of the shipped graph, with and without mistakes, by every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.mutated import mutated
from checks.test_remote import check, keys, parted
from diplograph.checks.shape_coverage import cover
from diplograph.interfaces.cli.main import main
from diplograph.shacl.peers import PEERS
from diplograph.sources.project import Project
from helpers import make_project
from shacl.engines import run_pyshifty

FACTS = """
<id/state/a> a dg:State ; rdfs:label "A"@en , "ألف"@ar .
<id/state/b> a dg:State ; rdfs:label "B"@en , "باء"@ar .
<id/place/p> a dg:Place ; rdfs:label "P"@en , "مكان"@ar .
"""


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pyshacl", "pyshifty"])
def test_engines_agree_on_the_shipped_graph_with_mistakes(
    engine: str, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "pyshifty":
        pytest.importorskip("shifty")
        monkeypatch.setitem(PEERS, "pyshifty", run_pyshifty)
    # with the mistakes of seed 1 pyshifty 0.5.1 misses a result that pySHACL gives: see docs/shacl.md
    for seed in (1, 2) if engine == "pyshacl" else (2, 3, 4):
        said, inferred = parted(built, mutated(built.graph_file, 60, seed=seed))
        ours = keys(check(built, said, inferred))
        theirs = keys(check(built, said, inferred, engine=engine))
        assert len(ours) > 40
        if engine == "pyshifty":  # what two constraints of a shape find alike is one result to it
            ours, theirs = sorted({key[:-1] for key in ours}), sorted({key[:-1] for key in theirs})
        assert theirs == ours


def test_project_without_data_is_not_called_conforming(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path / "project", facts="")
    assert main(["--project", str(project.root), "validate"]) == 2
    assert "no shape finds a node to look at" in capsys.readouterr().err


def test_what_no_shape_looks_at_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "project", facts=FACTS + "<id/x> a <http://example.org/C> .")
    coverage = cover(project)
    assert coverage.nodes == {"http://example.org/C": ("https://w3id.org/diplograph/id/x",)}
    assert coverage.looked_at == 3
    assert not any(iri.startswith("https://w3id.org/diplograph/ontology#") for iri in coverage.classes)
    assert main(["--project", str(project.root), "--lang", "ar", "shapes", "coverage"]) == 0
    assert "عقد الوقائع التي لا ينظر إليها أي شكل: 1 من 4" in capsys.readouterr().out
