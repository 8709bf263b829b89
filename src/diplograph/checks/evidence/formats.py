"""What the gate found, for programs and for forges: JSON, JUnit XML, SARIF."""

from __future__ import annotations

from typing import Any, Final

from diplograph.checks import forges
from diplograph.checks.evidence.coverage import Coverage
from diplograph.checks.evidence.examine import Evidence, EvidenceFinding
from diplograph.checks.evidence.gate import Verdict
from diplograph.checks.forges import Case, Remark, json_text

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
    cases = []
    by_value = {(f.node, f.predicate, f.value): f for f in evidence.findings if f.value is not None}
    for check in evidence.checks:
        value = check.value
        finding = by_value.pop((value.subject, value.predicate, str(value.object)), None)
        name = f"{value.predicate.rpartition('#')[2]} {value.shown}"
        cases.append(_case(value.subject, name, finding, check.verdict is Verdict.UNCHECKED))
    for finding in [*by_value.values(), *(f for f in evidence.findings if f.value is None)]:
        cases.append(_case(finding.node or "document", finding.message, finding))
    return forges.to_junit("evidence", cases)


def to_sarif(evidence: Evidence) -> str:
    """Write the findings as SARIF."""
    rules = {_RULE: "Every value of a fact is written in the passages that it cites."}
    return forges.to_sarif(
        rules, (Remark(_RULE, "error", f.message, f.file, f.line) for f in evidence.findings)
    )


def _case(group: str, name: str, finding: EvidenceFinding | None, is_skipped: bool = False) -> Case:
    if finding is None:
        return Case(group, name, is_skipped=is_skipped)
    return Case(group, name, finding.message, finding.file, finding.line, is_skipped)
