"""What the gate found, for programs and for forges: JSON, JUnit XML, SARIF.

SARIF is version 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which forges show at the line in
a pull request; JUnit XML is what test reports of continuous integration read.
"""

from __future__ import annotations

import json
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from diplograph import __version__
from diplograph.evidence.coverage import Coverage
from diplograph.evidence.examine import Evidence, EvidenceFinding
from diplograph.evidence.gate import Verdict

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_RULE: Final = "evidence"


def to_json(evidence: Evidence) -> str:
    """Write the findings, the counts of verdicts and the coverage as JSON."""
    return json_text(
        {
            "conforms": evidence.conforms,
            "values": {verdict.value: evidence.count(verdict) for verdict in Verdict},
            "missing": [document.iri for document in evidence.missing],
            "coverage": [coverage_json(one) for one in evidence.coverage],
            "findings": [finding_json(finding) for finding in evidence.findings],
        }
    )


def finding_json(finding: EvidenceFinding) -> dict[str, Any]:
    """Give one finding as it stands in JSON; what it does not have is null."""
    return {
        "message": finding.message,
        "node": finding.node,
        "property": finding.predicate,
        "value": finding.value,
        "passages": list(finding.passages),
        "file": None if finding.file is None else finding.file.as_posix(),
        "line": finding.line,
    }


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """Give the coverage of one document as it stands in JSON, positions in code points."""
    return {
        "document": coverage.document,
        "bySentence": round(coverage.by_sentence, 6),
        "byLetter": round(coverage.by_letter, 6),
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "letters": sentence.letters,
                "covered": sentence.covered,
                "citedBy": sorted({citation.node for citation in sentence.citations}),
                "gaps": [list(gap) for gap in sentence.gaps],
            }
            for sentence in coverage.sentences
        ],
    }


def to_junit(evidence: Evidence) -> str:
    """Write one test case for each value and each other finding, as JUnit XML."""
    failed = [finding for finding in evidence.findings if finding.value is None]
    cases = []
    by_value = {(f.node, f.predicate, f.value): f for f in evidence.findings if f.value is not None}
    for check in evidence.checks:
        value = check.value
        finding = by_value.pop((value.subject, value.predicate, str(value.object)), None)
        name = f"{value.predicate.rpartition('#')[2]} {value.shown}"
        skipped = "<skipped/>" if check.verdict is Verdict.UNCHECKED else ""
        cases.append(_case(value.subject, name, finding, skipped))
    for finding in [*by_value.values(), *failed]:
        cases.append(_case(finding.node or "document", finding.message, finding, ""))
    failures = sum("<failure" in case for case in cases)
    unchecked = evidence.count(Verdict.UNCHECKED)
    head = f'<testsuite name="evidence" tests="{len(cases)}" failures="{failures}" skipped="{unchecked}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])


def _case(node: str, name: str, finding: EvidenceFinding | None, skipped: str) -> str:
    place = ""
    if finding is not None and finding.file is not None:
        place = f" file={quoteattr(finding.file.as_posix())} line={quoteattr(str(finding.line or 1))}"
    failure = "" if finding is None else f"<failure message={quoteattr(finding.message)}/>"
    return (
        f"  <testcase classname={quoteattr(node)} name={quoteattr(name)}{place}>{failure}{skipped}</testcase>"
    )


def to_sarif(evidence: Evidence) -> str:
    """Write the findings as SARIF."""
    driver = {
        "name": "diplograph",
        "version": __version__,
        "rules": [
            {
                "id": _RULE,
                "shortDescription": {
                    "text": "Every value of a fact is written in the passages that it cites."
                },
            }
        ],
    }
    results = [_result(finding) for finding in evidence.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: EvidenceFinding) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": _RULE, "level": "error", "message": {"text": finding.message}}
    if finding.file is not None:
        location: dict[str, Any] = {"artifactLocation": {"uri": finding.file.as_posix()}}
        if finding.line is not None:
            location["region"] = {"startLine": finding.line}
        result["locations"] = [{"physicalLocation": location}]
    return result


def json_text(value: dict[str, Any]) -> str:
    """Write JSON as all commands do: readable, with letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
