"""The report of a run of checks: exit code, counts and every format are read off it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from diplograph.checks.findings import Finding, Severity

if TYPE_CHECKING:
    from diplograph.checks.evidence.examine import Evidence

Listener: TypeAlias = Callable[[list[Finding]], None]
"""Is called with the findings that were made together, as soon as they are made."""

Progress: TypeAlias = Callable[[int, int], None]
"""Is called with the number of steps that are done, and of all steps."""


@dataclass(frozen=True, slots=True)
class Run:
    """How checks are run.

    Attributes:
        engine: What runs the shapes: one of `diplograph.checks.shapes.ENGINES`.
        language: The language of labels, ``en`` or ``ar``.
        fail_on: The least severity of a finding with which the run fails.
        progress: Is called after each step of the shapes.
        listener: Is called with findings as they are made.
    """

    engine: str = "compiled"
    language: str = "en"
    fail_on: Severity = Severity.VIOLATION
    progress: Progress | None = None
    listener: Listener | None = None

    def collect(self, batches: Iterable[Iterable[Finding]]) -> list[Finding]:
        """Put the findings of all batches together, and pass each batch on as it comes."""
        collected: list[Finding] = []
        for batch in batches:
            found = sorted(batch, key=lambda finding: finding.order)
            if self.listener is not None and found:
                self.listener(found)
            collected += found
        return collected


DEFAULT: Final = Run()


@dataclass(frozen=True, slots=True)
class Report:
    """What a run of checks found.

    A checked graph **conforms** if there is no violation: warnings and notes do not count, whatever
    the format (SHACL 1.2 calls this ``sh:conformanceDisallows sh:Violation``). An exemption can accept
    a warning or a note, never a violation.

    Attributes:
        findings: What was found and is not accepted, the most severe first, then by cause, file and line.
        accepted: What was found and is accepted by an exemption, in the same order.
        evidence: What the evidence gate looked at; None where it did not run.
        fail_on: The least severity of a finding with which the run fails.
        root: The folder that programs take paths to be relative to.
        folder: The folder that was checked, as the place of findings that are in no file of the project.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...] = ()
    evidence: Evidence | None = None
    fail_on: Severity = Severity.VIOLATION
    root: Path = Path()
    folder: Path = Path()

    @classmethod
    def of(
        cls,
        found: Iterable[Finding],
        *,
        evidence: Evidence | None = None,
        fail_on: Severity = Severity.VIOLATION,
        root: Path = Path(),
        folder: Path = Path(),
    ) -> Report:
        """Sort findings, and part those that are accepted from the others."""
        found = sorted(found, key=lambda finding: finding.order)
        standing = tuple(finding for finding in found if finding.exemption is None)
        accepted = tuple(finding for finding in found if finding.exemption is not None)
        return cls(standing, accepted, evidence, fail_on, root, folder)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return all(finding.level < Severity.VIOLATION for finding in self.findings)

    @property
    def fails(self) -> bool:
        """Whether there is a finding with which the run fails."""
        return any(map(self.fails_by, self.findings))

    def fails_by(self, finding: Finding) -> bool:
        """Return whether a finding makes the run fail."""
        return finding.exemption is None and finding.level >= self.fail_on

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity that are not accepted."""
        return sum(finding.level == severity for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """The number of violations, warnings, notes and accepted findings."""
        return {
            "violations": self.count(Severity.VIOLATION),
            "warnings": self.count(Severity.WARNING),
            "notes": self.count(Severity.INFO),
            "accepted": len(self.accepted),
        }
