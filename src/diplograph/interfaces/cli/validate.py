"""`diplograph validate`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from diplograph.base.errors import QueryError
from diplograph.base.names import short
from diplograph.interfaces.cli.common import open_project
from diplograph.interfaces.cli.evidence import line as evidence_line
from diplograph.interfaces.cli.evidence import say_missing
from diplograph.interfaces.cli.options import endpoint_options, format_option
from diplograph.interfaces.cli.text import say

if TYPE_CHECKING:
    from diplograph.checks.findings import Finding, Validation
    from diplograph.checks.shapes import Batch
    from diplograph.sources.project import Project

SUMMARY: Final = "check the graph against the shapes and the evidence; it is built first if stale"

Name: TypeAlias = Callable[[str], str]
"""Returns an IRI as people write it."""

_MOST: Final = 20  # findings of one cause that people are shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="Turtle files to check in the context of the project: only findings on what they describe are "
        "reported; with --shapes, RDF files to check by themselves",
    )
    parser.add_argument(
        "--shapes",
        action="append",
        default=[],
        metavar="PATH",
        help="check the FILEs by themselves with these shapes: a Turtle file or a folder of them; can be "
        "repeated",
    )
    parser.add_argument(
        "--engine",
        choices=("compiled", "pyshacl"),
        default="compiled",
        help="the SHACL engine; both give the same findings (by default %(default)s)",
    )
    format_option(parser, "human", "turtle", "json", "junit", "sarif")
    parser.add_argument(
        "--fail-on",
        choices=("violation", "warning", "info"),
        default="violation",
        help="the least severity of a finding at which the command exits with 1 (by default %(default)s)",
    )
    parser.add_argument("--all", action="store_true", help="show every finding, not 20 of each cause")
    parser.add_argument(
        "--explain", metavar="SHAPE", help="print the SPARQL queries of a shape, such as dg:VisitShape"
    )
    endpoint_options(parser, "check the graph at this SPARQL endpoint")
    parser.add_argument(
        "--graph",
        action="append",
        default=[],
        metavar="IRI",
        help="check only this named graph of the endpoint; can be repeated",
    )


def run(options: argparse.Namespace) -> int:
    """Validate, print the findings as they are made, and say whether the graph conforms."""
    from diplograph.checks.findings import Severity
    from diplograph.checks.shapes import collect

    project = None if options.shapes else open_project(options)
    name = partial(short, base=project.base if project else "")
    if options.explain is not None:
        return _explain(options, project)
    batches = _batches(options, project)
    if options.format == "human":
        outcome = collect(_printed(batches, options, name))
        if not options.quiet:
            _say_accepted(outcome, options.lang, name)
            print(_summary(outcome, options.lang))
    else:
        outcome = collect(batches)
        sys.stdout.write(_written(outcome, options))
    unproven = project is not None and _check_evidence(options, project)
    return 1 if outcome.fails(Severity[options.fail_on.upper()]) or unproven else 0


def _batches(options: argparse.Namespace, project: Project | None) -> Iterator[Batch]:
    files = [Path(file) for file in options.files]
    progress = _Progress() if sys.stderr.isatty() and not options.quiet else None
    if options.endpoint is not None and (files or project is None):
        raise QueryError("--endpoint checks a graph with the shapes of the project: no FILE, no --shapes")
    if project is None:
        from diplograph.checks.given import validate_given

        return validate_given(files, [Path(path) for path in options.shapes], options.engine, progress)
    if options.endpoint is not None:
        from diplograph.checks.remote import validate_endpoint
        from diplograph.sparql.transport import Patience

        return validate_endpoint(
            project,
            options.endpoint,
            patience=Patience(timeout=options.timeout),
            page=options.page,
            graphs=options.graph,
            progress=progress,
        )
    from diplograph.checks.shapes import validate_in_batches

    return validate_in_batches(project, files, engine=options.engine, progress=progress)


class _Progress:
    """A line on a terminal that says how many checks are done."""

    def __call__(self, done: int, steps: int) -> None:
        width = 30 * done // steps
        bar = "█" * width + "░" * (30 - width)
        print(f"\r{bar} {done}/{steps}", end="\r\033[K" if done == steps else "", file=sys.stderr, flush=True)


def _printed(batches: Iterable[Batch], options: argparse.Namespace, name: Name) -> Iterator[Batch]:
    """Print each batch by cause, and pass it on."""
    from diplograph.checks.shapes import order

    for standing, accepted in batches:
        for _, group in groupby(sorted(standing, key=order), key=lambda finding: finding.cause):
            _print_cause(list(group), options, name)
        sys.stdout.flush()
        yield standing, accepted


def _print_cause(findings: list[Finding], options: argparse.Namespace, name: Name) -> None:
    from diplograph.checks.findings import in_language

    language, first = options.lang, findings[0]
    shown = findings if options.all else findings[:_MOST]
    for finding in shown:
        print(_line(finding, finding.severity.name.lower(), language, name))
    if options.quiet:
        return
    if len(shown) < len(findings):
        print("    " + say("more-findings", language, number=len(findings) - len(shown)))
    if expected := in_language(first.expected, language):
        print("    " + say("expected", language, expected=expected))
    if rationale := in_language(first.rationale, language):
        print("    " + say("of-shape", language, rationale=rationale, shape=name(first.shape)))


def _line(finding: Finding, kind: str, language: str, name: Name) -> str:
    place = f"{finding.file}:{finding.line}: " if finding.file else ""
    about = [name(finding.focus)]
    if finding.path is not None:
        about.append(name(finding.path))
        if finding.value is not None:
            is_iri = finding.value.startswith("<")
            about.append(name(finding.value[1:-1]) if is_iri else finding.value.partition("^^")[0])
    return f"{place}{say(kind, language)}: {finding.message(language)} [{' '.join(about)}]"


def _say_accepted(outcome: Validation, language: str, name: Name) -> None:
    from diplograph.checks.findings import in_language

    for finding in outcome.accepted:
        print(_line(finding, "accepted", language, name))
        print("    " + say("because", language, reason=in_language(finding.accepted or {}, language)))


def _summary(outcome: Validation, language: str) -> str:
    from diplograph.checks.findings import Severity

    counts = say(
        "summary",
        language,
        violations=outcome.count(Severity.VIOLATION),
        warnings=outcome.count(Severity.WARNING),
        notes=outcome.count(Severity.INFO),
        accepted=len(outcome.accepted),
    )
    return f"{say('conforms' if outcome.conforms else 'wanting', language)} {counts}"


def _written(outcome: Validation, options: argparse.Namespace) -> str:
    from diplograph.checks import formats

    if options.format == "turtle":
        return formats.to_turtle(outcome)
    if options.format == "json":
        return formats.to_json(outcome)
    write = formats.to_junit if options.format == "junit" else formats.to_sarif
    return write(outcome, options.lang)


def _check_evidence(options: argparse.Namespace, project: Project) -> bool:
    """Check the evidence of the whole project, and return whether a value is unproven."""
    from diplograph.checks.evidence.examine import examine
    from diplograph.checks.evidence.gate import Verdict

    if options.files or options.endpoint is not None:
        return False
    evidence = examine(project, language=options.lang)
    if options.format == "human":
        for unproven in evidence.unproven:
            print(evidence_line(unproven, project))
        if not options.quiet:
            counts = {verdict.value: evidence.count(verdict) for verdict in Verdict}
            print(say("evidence", options.lang, **counts))
    else:
        for unproven in evidence.unproven:
            print(evidence_line(unproven, project), file=sys.stderr)
    say_missing(evidence, options.lang)
    return bool(evidence.unproven)


def _explain(options: argparse.Namespace, project: Project | None) -> int:
    from diplograph.checks.explaining import explain_shape

    paths = [Path(path) for path in options.shapes]
    for title, query in explain_shape(project, options.explain, paths):
        print(f"# {title}\n{query}\n")
    return 0
