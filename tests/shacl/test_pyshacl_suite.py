"""pySHACL's own tests and the DASH tests that it carries, run with our engine.

Each case has the results that the suite expects, or is in a table of ``docs/shacl.md`` with the reason why not.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest

from diplograph.base.errors import DiplographError
from diplograph.base.names import RDF, SH
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.reading import read_shapes
from published import PYSHACL, REPOSITORY
from shacl.reports import described, index, report

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PYSHACL is None, reason="no copy of pySHACL's tests: DIPLOGRAPH_PYSHACL names none"),
]
DASH = "http://datashapes.org/dash#"
ELSEWHERE = (
    "test_dash_validate.py",
    "test_sht_validate.py",
    "test_cmdline.py",
    "test_cmdline_rules.py",
    "test_shacl_rules_runner.py",
    "test_rules_oxigraph.py",
    "implementation_report.py",
    "helpers.py",
)
"""The suites of others, pySHACL's command line, its runner of rules, and what is no test."""


def explained(heading: str) -> dict[str, str]:
    """Return the cases that a table of ``docs/shacl.md`` explains, with the outcome that it names."""
    text = (REPOSITORY / "docs" / "shacl.md").read_text(encoding="utf-8")
    section = text.partition(f"### {heading}\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (`.*?) \| ([\w ]+) \|", section, re.MULTILINE)
    return {name: outcome for names, outcome in rows for name in re.findall(r"`([^`]+)`", names)}


def triples(path: Path) -> list[ox.Triple]:
    parsed = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parsed]


def prefixes_of_dash(folder: Path) -> Path:
    """Write what DASH declares of prefixes, which its tests import; its shapes need JavaScript."""
    parts = {SH + "prefix", SH + "namespace"}
    source = triples(Path(pyshacl.__file__).parent / "assets" / "dash.ttl")
    declared = {triple.object for triple in source if triple.predicate.value == SH + "declare"}
    kept = [
        triple
        for triple in source
        if triple.object in declared or (triple.subject in declared and triple.predicate.value in parts)
    ]
    path = folder / "dash.ttl"
    path.write_bytes(ox.serialize(kept, format=ox.RdfFormat.TURTLE) or b"")
    return path


def dash_cases() -> Iterator[tuple[str, Path]]:
    folder = (PYSHACL or Path()) / "test" / "resources" / "dash_tests"
    for path in sorted(folder.rglob("*.test.ttl")):
        yield path.relative_to(folder).as_posix().removesuffix(".test.ttl"), path


def dash_outcome(path: Path, dash: Path) -> str:
    about = index(triples(path))
    kinds = {term.value for told in about.values() for term in told.get(RDF + "type", [])}
    if DASH + "GraphValidationTestCase" not in kinds and not kinds.isdisjoint(
        {DASH + "QueryTestCase", DASH + "FunctionTestCase"}
    ):
        return "no validation"
    data = LocalData(triples(path))
    try:
        graph = ShapesGraph.from_files([path, dash])
        data.add_graph(graph.triples(), "urn:x:shapes")
        found = described(index(report(validate(data, read_shapes(graph), shapes_graph="urn:x:shapes"))))
    except DiplographError as error:
        names_its_place = re.match(rf"{re.escape(str(path))}:\d+: .*<", str(error))
        return "refused" if names_its_place else f"refused without file, line and shape: {error}"
    return "passed" if found == described(about) else f"differs: {found}"


def test_dash_suite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dash = prefixes_of_dash(tmp_path)
    outcomes = {name: dash_outcome(path, dash) for name, path in dash_cases()}
    assert len(outcomes) > 100, "the copy is not whole"
    others = {name: outcome for name, outcome in outcomes.items() if outcome != "passed"}
    with capsys.disabled():
        print(f"\nDASH tests: {len(outcomes)}, passed: {len(outcomes) - len(others)}")
    assert others == explained("DASH tests")


def test_own_tests_of_pyshacl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert PYSHACL is not None
    told = explained("pySHACL's own tests")
    fetching = [name for name, outcome in told.items() if outcome == "fetches"]
    listened = tmp_path / "validations.jsonl"
    listened.touch()
    paths = [str(Path(__file__).parents[1]), str(REPOSITORY / "src")]
    modules = [p for p in sorted((PYSHACL / "test").rglob("*.py")) if p.name not in ELSEWHERE]
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "shacl.listening", "-p", "no:cacheprovider", "-c", os.devnull,
        "--rootdir", str(PYSHACL), *(str(path.relative_to(PYSHACL)) for path in modules),
        "-k", " and ".join(f"not {name.rpartition('::')[2]}" for name in fetching),
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "DIPLOGRAPH_LISTEN": str(listened)}
    done = subprocess.run(command, cwd=PYSHACL, env=environment, capture_output=True, text=True, check=False)
    outcomes: dict[str, str] = {}
    for line in listened.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if outcomes.get(one["test"], "same") == "same":
            outcomes[one["test"]] = one["outcome"]
    others = {name: outcome for name, outcome in outcomes.items() if outcome != "same"}
    with capsys.disabled():
        print(
            f"\npySHACL's own tests that validate: {len(outcomes)}, the same: {len(outcomes) - len(others)}"
        )
    assert len(outcomes) > 70, done.stdout[-2000:]
    assert others == {name: outcome for name, outcome in told.items() if outcome != "fetches"}
