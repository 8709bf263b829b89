"""A report as JUnit XML, which the test reports of continuous integration read.

It keeps to the two schemas in use: the XSD of the Ant JUnit task, https://github.com/windyroad/JUnit-Schema,
and that of Jenkins, ``junit-10.xsd`` of its xUnit plug-in. Neither has a place for file and line, which
therefore stand in the text of a failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from diplograph.base.messages import say
from diplograph.base.xml import attribute, text
from diplograph.checks.evidence.examine import VALUE
from diplograph.checks.evidence.verdicts import Verdict
from diplograph.checks.findings import Finding, in_language
from diplograph.checks.report import Report


def to_junit(report: Report, language: str) -> str:
    """Write a test case for each finding, and for each value that the evidence gate did not refuse.

    A case fails by a finding with which the run fails; other findings pass, and are lines of the output of
    the suite. A value that could not be checked is a skipped case.
    """
    findings = (*report.findings, *report.accepted)
    cases = [_of_finding(report, finding, language) for finding in findings]
    cases += _of_values(report, language)
    failures, skipped = (sum(f"<{name}" in case for case in cases) for name in ("failure", "skipped"))
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    head = f'<testsuite name="diplograph" timestamp="{when}" hostname="localhost" {counts} time="0">'
    output = "\n".join(_line(f, language) for f in findings if not report.fails_by(f))
    tail = [f"  <system-out>{text(output)}</system-out>", "  <system-err/>", "</testsuite>", ""]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, "  <properties/>", *cases, *tail])


def _of_finding(report: Report, finding: Finding, language: str) -> str:
    inner = ""
    if report.fails_by(finding):
        about = f'type="{attribute(finding.component)}" message="{attribute(finding.message(language))}"'
        inner = f"<failure {about}>{text(_line(finding, language))}</failure>"
    return _case(finding.rule, _about(finding), inner)


def _line(finding: Finding, language: str) -> str:
    """Write a finding on a line: where it is, how severe, what is wrong with what, and why it is accepted."""
    place = "" if finding.file is None else f"{finding.file.as_posix()}:{finding.line or 1}: "
    level = say(f"report.{'accepted' if finding.exemption else finding.level.name.lower()}", language)
    line = f"{place}{level}: {finding.message(language)} [{_about(finding)}]"
    if finding.exemption is not None:
        line += " " + say("report.because", language, reason=in_language(finding.reason, language))
    return " ".join(line.splitlines())


def _about(finding: Finding) -> str:
    parts = (finding.focus, finding.path and finding.path.text, finding.value)
    return " ".join(part for part in parts if part)


def _of_values(report: Report, language: str) -> Iterator[str]:
    for check in report.evidence.checks if report.evidence else ():
        if not check.verdict.fails:
            is_skipped = check.verdict in (Verdict.UNCHECKED, Verdict.NOT_SHOWN)
            reason = attribute(in_language(check.reason, language))
            inner = f'<skipped message="{reason}"/>' if is_skipped else ""
            value = check.value
            yield _case(VALUE, f"{value.subject} <{value.predicate}> {value.object}", inner)


def _case(group: str, name: str, inner: str) -> str:
    names = f'classname="{attribute(group)}" name="{attribute(name)}"'
    return f'  <testcase {names} time="0">{inner}</testcase>'
