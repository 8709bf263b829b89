"""A report as SARIF, which forges show at the line in a pull request.

Source: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from diplograph import __version__
from diplograph.checks.findings import Finding, Severity, in_language
from diplograph.checks.report import Report
from diplograph.checks.writers.json import json_text

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def to_sarif(report: Report, language: str) -> str:
    """Write a report as one run, whose rules are the shapes and the components that no shape has.

    Each result has a location below the root of the project (section 3.4.3: a relative reference of
    percent-encoded segments), since forges refuse others. A finding that is accepted is a suppressed
    result (section 3.35).
    """
    findings = (*report.findings, *report.accepted)
    rules: dict[str, str] = {}
    for finding in findings:
        rules.setdefault(finding.rule, in_language(finding.rationale, language) or finding.rule)
    driver = {
        "name": "diplograph",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in rules.items()],
    }
    index = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the project."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, index[finding.rule], language) for finding in findings],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(report: Report, finding: Finding, rule: int, language: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.level],
        "message": {"text": finding.message(language) or finding.rule},
        "locations": [_location(report, finding)],
    }
    if finding.exemption is not None:
        reason = in_language(finding.reason, language)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _location(report: Report, finding: Finding) -> dict[str, Any]:
    """Return where a finding is: its line, or its file, or what was checked."""
    uri = None if finding.file is None else _below(finding.file, report.root)
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": uri or _below(report.folder, report.root) or ".", "uriBaseId": _ROOT}
    }
    if uri is not None:
        physical["region"] = {"startLine": finding.line or 1}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": finding.focus, "kind": "resource"}],
    }


def _below(path: Path, root: Path) -> str | None:
    """Return a path as a URI reference relative to a folder; None where it is not below it.

    Example:
        >>> _below(Path("/p/my facts/زيارات.ttl"), Path("/p"))
        'my%20facts/%D8%B2%D9%8A%D8%A7%D8%B1%D8%A7%D8%AA.ttl'
    """
    try:
        relative = path.resolve().relative_to(root.resolve())
    except ValueError:
        return None
    return quote(os.fsencode(relative.as_posix()))
