"""`diplograph shapes`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, short
from diplograph.interfaces.cli.options import Commands, Parser, format_option, time_limit_option
from diplograph.interfaces.cli.reporting import Printer, report_options

if TYPE_CHECKING:
    from diplograph.checks.findings import Finding
    from diplograph.sources.project import Project


def arguments(parser: Parser) -> None:
    """Add the arguments of the command."""
    commands = Commands(parser)
    coverage = commands.add("coverage", "help.shapes-coverage")
    format_option(coverage, "text", "json")
    test = commands.add("test", "help.shapes-test")
    test.add_argument("folder", nargs="?", metavar="FOLDER", help="help.shapes-test-folder")
    report_options(test)
    time_limit_option(test)


def run(options: argparse.Namespace) -> int:
    """Run one of the commands on shapes."""
    project = open_project(options)
    return _coverage(options, project) if options.what == "coverage" else _test(options, project)


def _coverage(options: argparse.Namespace, project: Project) -> int:
    from dataclasses import asdict

    from diplograph.checks.shape_coverage import cover
    from diplograph.checks.writers.json import json_text

    coverage = cover(project)
    if options.format == "json":
        terminal.data(json_text(asdict(coverage)))
        return 0
    for key, iris in (("shapes.classes", coverage.classes), ("shapes.properties", coverage.properties)):
        terminal.line(say(key, options.lang, number=len(iris)))
        for iri in iris:
            terminal.line(f"  {short(iri, project)}")
    unseen = sum(map(len, coverage.nodes.values()))
    terminal.line(say("shapes.nodes", options.lang, number=unseen, all=unseen + coverage.looked_at))
    for kind, nodes in coverage.nodes.items():
        for node in nodes:
            terminal.line(f"  {short(node, project)}  ({short(kind, project) or '–'})")
    return 0


def _test(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.report import Report
    from diplograph.checks.shape_cases import ShapeCases

    folder = Path(options.folder) if options.folder else project.root / "tests" / "shapes"
    printer = Printer(options, project.base)
    run = printer.run()
    counts = {"passed": 0, "failed": 0}

    def batches() -> Iterator[Iterator[Finding]]:
        for result in ShapeCases(project, project.shown(folder)).run():
            counts["passed" if result.passes else "failed"] += 1
            yield result.findings

    report = Report.of(run.collect(batches()), fail_on=run.fail_on, root=project.root, folder=folder)
    return printer.finish(report, say("shapes.cases", options.lang, **counts))
