"""What the commands that check share: a report is printed, and its exit code returned."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.messages import say
from diplograph.base.names import short
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.options import format_option

if TYPE_CHECKING:
    from diplograph.checks.evidence.examine import Evidence
    from diplograph.checks.findings import Finding
    from diplograph.checks.report import Report, Run

TEXT: Final = "human"
"""The format for people, which ``text`` names too."""


def report_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that prints a report."""
    format_option(parser, TEXT, "text", "turtle", "json", "junit", "sarif")
    parser.add_argument(
        "--fail-on", choices=("violation", "warning", "info"), default="violation", help="help.report-fail-on"
    )
    parser.add_argument("--all", action="store_true", help="help.report-all")


class Printer:
    """Prints findings for people as they are made, or the report for programs when it is complete.

    Args:
        options: The arguments of the command.
        base: The base IRI of the project, which names are shown without.
    """

    def __init__(self, options: argparse.Namespace, base: str = "") -> None:
        from diplograph.checks.writers.text import TextWriter

        self._options = options
        self._text = TextWriter(options.lang, partial(short, base=base), options.quiet, options.all)
        self._is_text = options.format in (TEXT, "text")

    def run(self, **about: Any) -> Run:
        """Return how the checks are run that make the report, as the reader chose."""
        from diplograph.checks.findings import Severity
        from diplograph.checks.report import Run

        listener = self._print_found if self._is_text else None
        fail_on = Severity[self._options.fail_on.upper()]
        return Run(language=self._options.lang, fail_on=fail_on, listener=listener, **about)

    def finish(self, report: Report, summary: str | None = None) -> int:
        """Print what is left of a report, and return the exit code.

        Args:
            report: The report.
            summary: What people read in the place of whether the graph conforms.
        """
        if self._is_text:
            lines = self._text.summary(report) if summary is None else [summary]
            terminal.lines([] if self._options.quiet else lines)
        else:
            from diplograph.checks.writers import WRITERS

            terminal.data(WRITERS[self._options.format](report, self._options.lang))
        if report.evidence is not None:
            print_missing(report.evidence, self._options.lang)
        return 1 if report.fails else 0

    def _print_found(self, found: list[Finding]) -> None:
        terminal.lines(self._text.findings(found))
        terminal.flush()


def print_missing(evidence: Evidence, language: str) -> None:
    """Print to standard error which documents have no local copy."""
    for document in evidence.missing:
        terminal.note(say("evidence.missing", language, document=document.slug))
