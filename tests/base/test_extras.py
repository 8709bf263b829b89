"""A missing library is reported with the extra that brings it."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib

import pytest

from diplograph.base.errors import MissingExtraError
from diplograph.base.extras import extra
from helpers import ROOT


def test_a_missing_module_of_a_library_names_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError) as failure, extra("parquet"):
        importlib.import_module("pyarrow.parquet")
    assert str(failure.value) == "pyarrow is not installed: pip install 'diplograph[parquet]'"
    assert failure.value.exit_code == 2


def test_a_library_that_is_too_old_is_no_missing_one() -> None:
    said = r"^json cannot be loaded \(cannot import name 'nothing'"
    with pytest.raises(MissingExtraError, match=said), extra("draw"):
        from json import nothing  # type: ignore[attr-defined]  # noqa: F401


def test_other_failures_pass() -> None:
    with pytest.raises(OSError, match="full"), extra("draw"):
        raise OSError("full")


def test_every_extra_that_is_named_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r'with extra\("(\w+)"\)', text)) | set(re.findall(r"diplograph\[(\w+)\]", text))
    assert {"draw", "extract", "pandas", "parquet"} <= named
    assert named <= project["optional-dependencies"].keys()
