"""A report as JSON, with texts by language."""

from __future__ import annotations

import json
from typing import Any

from diplograph.base.characters import encodable
from diplograph.checks.evidence.coverage import Coverage
from diplograph.checks.findings import Finding
from diplograph.checks.report import Report


def to_json(report: Report) -> str:
    """Write a report as JSON; the values, missing documents and coverage are there where the gate ran."""
    value: dict[str, Any] = {
        "conforms": report.conforms,
        "counts": report.counts,
        "findings": [_finding(finding) for finding in report.findings],
        "accepted": [_finding(finding) for finding in report.accepted],
    }
    if report.evidence is not None:
        value["values"] = report.evidence.counts
        value["aspects"] = report.evidence.aspects
        value["missing"] = [document.iri for document in report.evidence.missing]
        value["coverage"] = [coverage_value(one) for one in report.evidence.coverage]
    return json_text(value)


def json_text(value: Any) -> str:
    """Write JSON as all commands do: indented, with letters as they are."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def coverage_value(coverage: Coverage) -> dict[str, Any]:
    """Return the coverage of one document as it stands in JSON, with positions in code points."""
    return {
        "document": coverage.document,
        "bySentence": round(coverage.by_sentence, 6),
        "byLetter": round(coverage.by_letter, 6),
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "letters": sentence.letters,
                "used": sentence.used,
                "citedBy": sorted({citation.node for citation in sentence.citations}),
                "unused": [list(stretch) for stretch in sentence.unused],
            }
            for sentence in coverage.sentences
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.kind.value,
        "severity": finding.level.name.lower(),
        "resultSeverity": finding.severity,
        "message": dict(finding.messages),
        "expected": dict(finding.expected),
        "node": finding.focus,
        "property": finding.predicate,
        "path": finding.path.text if finding.path else None,
        "value": finding.value,
        "component": finding.component,
        "shape": finding.shape or None,
        "passages": list(finding.passages),
        "rationale": dict(finding.rationale),
        "file": None if finding.file is None else finding.file.as_posix(),
        "line": finding.line,
        "acceptedBy": finding.exemption,
        "acceptedBecause": dict(finding.reason) if finding.exemption else None,
    }
