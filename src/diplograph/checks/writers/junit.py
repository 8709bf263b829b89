"""A report as JUnit XML, which the test reports of continuous integration read."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.base.messages import say
from diplograph.base.xml import attribute, text
from diplograph.checks.evidence.examine import VALUE
from diplograph.checks.evidence.gate import Verdict
from diplograph.checks.findings import Finding, in_language
from diplograph.checks.report import Report


def to_junit(report: Report, language: str) -> str:
    """Write a test case for each finding, and for each value that the evidence gate did not refuse.

    A case fails by a finding with which the run fails; what other findings say is its output. A value
    that could not be checked is a skipped case.
    """
    cases = [_of_finding(report, finding, language) for finding in (*report.findings, *report.accepted)]
    cases += _of_values(report, language)
    failures, skipped = (sum(f"<{name}" in case for case in cases) for name in ("failure", "skipped"))
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'
    head = f'<testsuite name="diplograph" {counts}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])


def _of_finding(report: Report, finding: Finding, language: str) -> str:
    about = " ".join(
        part for part in (finding.focus, finding.path and finding.path.text, finding.value) if part
    )
    message = finding.message(language)
    if report.fails_by(finding):
        inner = f'<failure type="{attribute(finding.component)}" message="{attribute(message)}"/>'
    elif finding.exemption is None:
        level = say(f"report.{finding.level.name.lower()}", language)
        inner = f"<system-out>{text(f'{level}: {message}')}</system-out>"
    else:
        because = say("report.because", language, reason=in_language(finding.reason, language))
        inner = f"<system-out>{text(f'{message} {because}')}</system-out>"
    place = ""
    if finding.file is not None:
        place = f' file="{attribute(finding.file.as_posix())}" line="{finding.line or 1}"'
    return _case(finding.rule, about, inner, place)


def _of_values(report: Report, language: str) -> Iterator[str]:
    for check in report.evidence.checks if report.evidence else ():
        if check.verdict is not Verdict.UNPROVEN:
            is_skipped = check.verdict is Verdict.UNCHECKED
            reason = attribute(in_language(check.reason, language))
            inner = f'<skipped message="{reason}"/>' if is_skipped else ""
            value = check.value
            yield _case(VALUE, f"{value.subject} <{value.predicate}> {value.object}", inner)


def _case(group: str, name: str, inner: str, place: str = "") -> str:
    names = f'classname="{attribute(group)}" name="{attribute(name)}"'
    return f"  <testcase {names}{place}>{inner}</testcase>"
