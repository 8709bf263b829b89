"""A report as lines for people: by cause, the most severe first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from diplograph.base.messages import say
from diplograph.checks.findings import CheckKind, Finding, in_language
from diplograph.checks.report import Report

_MOST: Final = 20  # findings of one cause that are shown
_MOST_UNCOVERED: Final = 3  # a document that is being read has many sentences left


@dataclass(frozen=True, slots=True)
class TextWriter:
    """Writes findings in one language.

    Attributes:
        language: ``en`` or ``ar``.
        name: Returns an IRI as people write it.
        is_short: Whether only the findings are written.
        shows_all: Whether all findings of a cause are written, not only the first of them.
    """

    language: str
    name: Callable[[str], str]
    is_short: bool = False
    shows_all: bool = False

    def findings(self, found: Iterable[Finding]) -> Iterator[str]:
        """Yield the lines of findings that are not accepted; the causes follow each other as they come."""
        standing = [finding for finding in found if finding.exemption is None]
        for _, group in groupby(standing, key=lambda finding: finding.cause):
            yield from self._cause(list(group))

    def summary(self, report: Report) -> Iterator[str]:
        """Yield what is accepted, how many values the gate proved, and whether the graph conforms."""
        if self.is_short:
            return
        for finding in report.accepted:
            yield self._line(finding, "report.accepted")
            yield "    " + self._say("report.because", reason=in_language(finding.reason, self.language))
        if report.evidence is not None:
            yield self._say("report.values", **report.evidence.counts)
            for aspect, counts in report.evidence.aspects.items():
                if any(counts.values()):
                    yield f"    {self._say(f'report.aspect-{aspect}')}: {self._aspect(counts)}"
        conforms = self._say("report.conforms" if report.conforms else "report.fails")
        yield f"{conforms} {self._say('report.counts', **report.counts)}"

    def _aspect(self, counts: Mapping[str, int]) -> str:
        return f"{self._say('list.comma')} ".join(
            self._say(f"report.{verdict}", number=number) for verdict, number in counts.items() if number
        )

    def _cause(self, findings: list[Finding]) -> Iterator[str]:
        most = _MOST_UNCOVERED if findings[0].kind is CheckKind.COVERAGE else _MOST
        shown = findings if self.shows_all else findings[:most]
        for finding in shown:
            yield self._line(finding, f"report.{finding.level.name.lower()}")
        if self.is_short:
            return
        first = findings[0]
        if len(shown) < len(findings):
            yield "    " + self._say("report.more", number=len(findings) - len(shown))
        if expected := in_language(first.expected, self.language):
            yield "    " + self._say("report.expected", expected=expected)
        if rationale := in_language(first.rationale, self.language):
            yield f"    {rationale} ({self.name(first.rule)})"

    def _line(self, finding: Finding, kind: str) -> str:
        place = "" if finding.file is None else f"{finding.file}:{finding.line or 1}: "
        about = [self.name(finding.focus)]
        if finding.path is not None:
            about.append(self.name(finding.path.predicate or finding.path.text))
            if finding.value is not None:
                is_iri = finding.value.startswith("<")
                about.append(self.name(finding.value[1:-1]) if is_iri else finding.value.partition("^^")[0])
        passages = "".join(f" {self.name(iri)}" for iri in finding.passages if iri != finding.focus)
        return f"{place}{self._say(kind)}: {finding.message(self.language)} [{' '.join(about)}]{passages}"

    def _say(self, key: str, **values: object) -> str:
        return say(key, self.language, **values)
