"""Findings as programs and forges read them: JSON, JUnit XML, SARIF.

SARIF is version 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which forges show at the line in
a pull request; JUnit XML is what test reports of continuous integration read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from diplograph import __version__

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Case:
    """A test case of JUnit.

    Attributes:
        group: What is tested, such as a node.
        name: What of it is tested.
        failure: What is wrong; None where nothing is.
        file: The file that is wrong, where known.
        line: The line of it, from 1.
        is_skipped: Whether it could not be tested.
    """

    group: str
    name: str
    failure: str | None = None
    file: Path | None = None
    line: int | None = None
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A result of SARIF: a rule, the level (``error``, ``warning`` or ``note``), the text, the place."""

    rule: str
    level: str
    text: str
    file: Path | None = None
    line: int | None = None


def to_junit(name: str, cases: Iterable[Case]) -> str:
    """Write a test suite."""
    written = [_case(case) for case in cases]
    failures = sum("<failure" in case for case in written)
    skipped = sum("<skipped/>" in case for case in written)
    counts = f'tests="{len(written)}" failures="{failures}" skipped="{skipped}"'
    head = f'<testsuite name="{name}" {counts}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *written, "</testsuite>", ""])


def to_sarif(rules: Mapping[str, str], remarks: Iterable[Remark]) -> str:
    """Write a run.

    Args:
        rules: What each rule says, by its identifier.
        remarks: What breaks them.
    """
    driver = {
        "name": "diplograph",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in rules.items()],
    }
    results = [_result(remark) for remark in remarks]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def json_text(value: Any) -> str:
    """Write JSON as all commands do: readable, with letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _case(case: Case) -> str:
    place = ""
    if case.file is not None:
        place = f" file={quoteattr(case.file.as_posix())} line={quoteattr(str(case.line or 1))}"
    inner = "" if case.failure is None else f"<failure message={quoteattr(case.failure)}/>"
    inner += "<skipped/>" if case.is_skipped else ""
    return (
        f"  <testcase classname={quoteattr(case.group)} name={quoteattr(case.name)}{place}>{inner}</testcase>"
    )


def _result(remark: Remark) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": remark.rule, "level": remark.level, "message": {"text": remark.text}}
    if remark.file is not None:
        location: dict[str, Any] = {"artifactLocation": {"uri": remark.file.as_posix()}}
        if remark.line is not None:
            location["region"] = {"startLine": remark.line}
        result["locations"] = [{"physicalLocation": location}]
    return result
