"""Test suites that others publish: found in a folder, never part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def suite(variable: str, pattern: str) -> Path | None:
    """Return the folder of a suite: the one that a variable names, or the one that ``.ci/run`` unpacks."""
    if named := os.environ.get(variable):
        return Path(named)
    return next(iter(sorted(REPOSITORY.glob(f".cache/suites/{pattern}"))), None)


PYSHACL = suite("DIPLOGRAPH_PYSHACL", "pyshacl-*")
"""The source distribution of pySHACL, with the tests in it."""

W3C = suite("DIPLOGRAPH_W3C_SHACL", "pyshacl-*/test/resources/sht_tests")
"""The SHACL test suite of the W3C."""
