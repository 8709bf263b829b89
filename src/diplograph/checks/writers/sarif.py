"""A report as SARIF, which forges show at the line in a pull request.

Sources: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), and what GitHub asks for beside it
(https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support).
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
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


_MOST_RESULTS: Final = 25_000  # of a run, else forges refuse the file
_MOST_LETTERS: Final = 1_024  # of the description of a rule


def to_sarif(report: Report, language: str) -> str:
    """Write a report as a run, whose rules are the shapes and the components that no shape has.

    Each result has a location below the root of the project (section 3.4.3: a relative reference of
    percent-encoded segments), since forges refuse others, and a fingerprint that does not depend on its line
    (section 3.27.17), by which they know it again. A finding that is accepted is a suppressed result (section
    3.35). Where there are more results than forges take in a run, more runs follow.
    """
    findings = (*report.findings, *report.accepted)
    prints = _fingerprints(findings)
    starts = range(0, max(len(findings), 1), _MOST_RESULTS)
    runs = [
        _run(
            report, list(zip(findings, prints, strict=True))[start : start + _MOST_RESULTS], language, number
        )
        for number, start in enumerate(starts, start=1)
    ]
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": runs})


def _run(
    report: Report, findings: Sequence[tuple[Finding, str]], language: str, number: int
) -> dict[str, Any]:
    rules: dict[str, str] = {}
    for finding, _ in findings:
        rules.setdefault(finding.rule, in_language(finding.rationale, language) or finding.rule)
    index = {rule: place for place, rule in enumerate(rules)}
    driver = {
        "name": "diplograph",
        "version": __version__,
        "rules": [_rule(rule, text) for rule, text in rules.items()],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"diplograph/{number}/"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the project."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report, finding, index[finding.rule], language, fingerprint)
            for finding, fingerprint in findings
        ],
    }


def _rule(iri: str, text: str) -> dict[str, Any]:
    short = text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"
    described = {"text": _escaped(text)}
    return {
        "id": iri,
        "shortDescription": {"text": _escaped(short)},
        "fullDescription": described,
        "help": described,
    }


def _fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return what each finding is known by: what it is of, and which one of those that are alike."""
    seen: Counter[str] = Counter()
    prints = []
    for finding in findings:
        path = finding.path.text if finding.path else ""
        about = (
            finding.rule,
            finding.component,
            finding.focus,
            path,
            finding.value or "",
            finding.message("en"),
        )
        digest = hashlib.sha256("\0".join(about).encode("utf-8", "replace")).hexdigest()[:32]
        seen[digest] += 1
        prints.append(f"{digest}:{seen[digest]}")
    return prints


def _escaped(text: str) -> str:
    """Write a message, in which braces would be placeholders (section 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _result(report: Report, finding: Finding, rule: int, language: str, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.level],
        "message": {"text": _escaped(finding.message(language) or finding.rule)},
        "locations": [_location(report, finding)],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
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
