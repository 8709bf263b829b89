"""What a check finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
        focus: The IRI of the node; a blank node or literal in N-Triples form.
        path: The IRI of the property, if the finding is about one.
        value: The offending value in N-Triples form, if there is one.
        component: The IRI of the SHACL constraint component.
        shapes: The IRIs of the shape and constraint that found it; those without an IRI are left out.
        shape: The IRI of the shape that it is of: its own, or that of the nearest shape around it.
        expected: What would be right, by language, where the constraint tells.
        rationale: What the shape is for, by language, where it tells.
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
    shape: str = ""
    expected: Mapping[str, str] = field(default_factory=dict)
    rationale: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    line: int | None = None
    accepted: Mapping[str, str] | None = None

    def message(self, language: str) -> str:
        """Give the sentence in a language, or in English where there is none in it."""
        return in_language(self.messages, language)

    @property
    def cause(self) -> tuple[object, ...]:
        """What findings of one mistake have in common: weight, shape, component, property, expectation."""
        return (-self.severity, self.shape, self.component, self.path or "", *sorted(self.expected.values()))

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
        findings: What was found and is not accepted, the gravest first, then by cause, file and line.
        accepted: What was found and is accepted, each with its reason.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and notes do not count."""
        return not self.fails(Severity.VIOLATION)

    def fails(self, at: Severity) -> bool:
        """Tell whether there is a finding of some weight or more."""
        return any(finding.severity >= at for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Count the findings of a weight."""
        return sum(finding.severity == severity for finding in self.findings)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Give a text in a language, or in English, or in whatever language there is; empty if there is none.

    Example:
        >>> in_language({"en": "visit"}, "ar")
        'visit'
    """
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
