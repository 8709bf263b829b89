"""Test suites and schemas that others publish: found in folders, never part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


def suite(variable: str, pattern: str) -> Path | None:
    """Return the folder of a suite: the one that a variable names, or the one that ``.ci/run`` unpacks."""
    if named := os.environ.get(variable):
        return Path(named)
    return next(iter(sorted(REPOSITORY.glob(f".cache/suites/{pattern}"))), None)


PYSHACL = suite("DIPLOGRAPH_PYSHACL", "pyshacl-*")
"""The source distribution of pySHACL, with the tests in it."""

W3C = suite("DIPLOGRAPH_W3C_SHACL", "pyshacl-*/test/resources/sht_tests")
"""The SHACL test suite of the W3C."""

W3C_RDF = suite("DIPLOGRAPH_W3C_RDF", "rdf-tests/rdf")
"""The RDF syntax tests of the W3C."""

SCHEMAS = Path(os.environ.get("DIPLOGRAPH_SCHEMAS") or REPOSITORY / ".cache" / "schemas")
"""The schemas that ``.ci/run`` fetches: of SARIF, of JUnit XML, of GEXF."""


def schema(name: str) -> Path:
    """Return the file of a schema; without it, the test that asks is skipped."""
    path = SCHEMAS / name
    if not path.is_file():
        pytest.skip(f"no {name}: DIPLOGRAPH_SCHEMAS names no folder that has it")
    return path
