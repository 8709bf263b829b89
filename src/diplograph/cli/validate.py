"""`diplograph validate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from diplograph.cli.common import open_project, short
from diplograph.cli.evidence import line as evidence_line
from diplograph.cli.evidence import say_missing
from diplograph.cli.text import say
from diplograph.evidence.examine import examine
from diplograph.evidence.gate import Verdict
from diplograph.project import Project
from diplograph.validation.findings import Finding, Severity, Validation
from diplograph.validation.validate import validate

_NAMES = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "info"}


def run(options: argparse.Namespace) -> int:
    """Validate, print each finding in a line of its own, and say whether the graph conforms."""
    project = open_project(options)
    outcome = validate(project, [Path(file) for file in options.files])
    language = options.lang
    for finding in outcome.findings:
        print(_line(finding, _NAMES[finding.severity], language, project))
    if not options.quiet:
        for finding in outcome.accepted:
            print(_line(finding, "accepted", language, project))
            reason = finding.accepted or {}
            print("    " + say("because", language, reason=reason.get(language) or reason.get("en", "")))
        print(_summary(outcome, language))
    evidence = None if options.files else examine(project, language=language)
    if evidence is not None:
        for unproven in evidence.unproven:
            print(evidence_line(unproven, project))
        if not options.quiet:
            print(
                say("evidence", language, **{verdict.value: evidence.count(verdict) for verdict in Verdict})
            )
        say_missing(evidence, language)
    return 0 if outcome.conforms and (evidence is None or not evidence.unproven) else 1


def _line(finding: Finding, kind: str, language: str, project: Project) -> str:
    place = f"{finding.file}:{finding.line}: " if finding.file else ""
    return f"{place}{say(kind, language)}: {finding.message(language)} [{short(finding.focus, project)}]"


def _summary(outcome: Validation, language: str) -> str:
    def number(severity: Severity) -> int:
        return sum(finding.severity == severity for finding in outcome.findings)

    counts = say(
        "summary",
        language,
        violations=number(Severity.VIOLATION),
        warnings=number(Severity.WARNING),
        notes=number(Severity.INFO),
        accepted=len(outcome.accepted),
    )
    return f"{say('conforms' if outcome.conforms else 'wanting', language)} {counts}"
