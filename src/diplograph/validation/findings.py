"""What a check finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path


class Severity(IntEnum):
    """How much a finding weighs; the names are those of SHACL, section 2.1.4."""

    INFO = 0
    WARNING = 1
    VIOLATION = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a shape finds wrong.

    Attributes:
        severity: How much it weighs.
        messages: What is wrong, in a sentence, by language.
        focus: The IRI of the node.
        path: The IRI of the property, if the finding is about one.
        value: The offending value in N-Triples form, if there is one.
        component: The IRI of the SHACL constraint component.
        shapes: The IRIs of the shape and constraint that found it; those without an IRI are left out.
        file: The Turtle file that says it, where known.
        line: The line of that file, from 1, where known.
        accepted: Why the finding is accepted, by language; empty if it is not.
    """

    severity: Severity
    messages: Mapping[str, str]
    focus: str
    path: str | None
    value: str | None
    component: str
    shapes: frozenset[str]
    file: Path | None = None
    line: int | None = None
    accepted: Mapping[str, str] | None = None

    def message(self, language: str) -> str:
        """Give the sentence in a language, or in English where there is none in it."""
        return (
            self.messages.get(language) or self.messages.get("en") or next(iter(self.messages.values()), "")
        )

    def located(self, file: Path, line: int) -> Finding:
        """Give the same finding with its place in the source."""
        return replace(self, file=file, line=line)

    def excused(self, reason: Mapping[str, str]) -> Finding:
        """Give the same finding as accepted for a reason."""
        return replace(self, accepted=reason)


@dataclass(frozen=True, slots=True)
class Validation:
    """The outcome of a validation.

    Attributes:
        findings: What was found and is not accepted, the gravest first, then by file and line.
        accepted: What was found and is accepted, each with its reason.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and notes do not count."""
        return all(finding.severity < Severity.VIOLATION for finding in self.findings)
