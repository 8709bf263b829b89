"""`diplograph validate`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, patience_of
from diplograph.interfaces.cli.options import endpoint_options
from diplograph.interfaces.cli.reporting import Printer, report_options

if TYPE_CHECKING:
    from diplograph.checks.report import Report
    from diplograph.sources.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="help.validate-files")
    parser.add_argument("--shapes", action="append", default=[], metavar="PATH", help="help.validate-shapes")
    parser.add_argument(
        "--ignore-unknown-shacl", action="store_true", help="help.validate-ignore-unknown-shacl"
    )
    parser.add_argument(
        "--engine", choices=("compiled", "pyshacl"), default="compiled", help="help.validate-engine"
    )
    report_options(parser)
    parser.add_argument("--explain", metavar="SHAPE", help="help.validate-explain")
    endpoint_options(parser, "help.validate-endpoint")
    parser.add_argument("--graph", action="append", default=[], metavar="IRI", help="help.validate-graph")


def run(options: argparse.Namespace) -> int:
    """Check, print the findings as they are made, and return whether the graph fails."""
    project = None if options.shapes else open_project(options)
    if options.explain is not None:
        return _explain(options, project)
    printer = Printer(options, project.base if project else "")
    return printer.finish(_check(options, project, printer))


def _check(options: argparse.Namespace, project: Project | None, printer: Printer) -> Report:
    files = [Path(file) for file in options.files]
    progress = _progress if terminal.shows_progress() and not options.quiet else None
    run = printer.run(engine=options.engine, progress=progress)
    if options.endpoint is not None and (files or project is None):
        raise QueryError(message("error.endpoint-with-files"))
    if options.ignore_unknown_shacl and project is not None:
        raise QueryError(message("error.ignore-unknown-alone"))
    if project is None:
        from diplograph.checks.given import validate_given

        shapes = [Path(path) for path in options.shapes]
        return validate_given(files, shapes, run, ignores_unknown=options.ignore_unknown_shacl)
    if options.endpoint is not None:
        from diplograph.checks.remote import validate_endpoint

        patience = patience_of(options)
        return validate_endpoint(
            project, options.endpoint, patience=patience, page=options.page, graphs=options.graph, run=run
        )
    from diplograph.checks.validation import validate

    return validate(project, files, run)


def _progress(done: int, steps: int) -> None:
    """Show on a terminal how many steps are done."""
    width = 30 * done // steps
    bar = "█" * width + "░" * (30 - width)
    terminal.progress("" if done == steps else f"{bar} {done}/{steps}")


def _explain(options: argparse.Namespace, project: Project | None) -> int:
    from diplograph.checks.explaining import explain_shape

    paths = [Path(path) for path in options.shapes]
    for title, query in explain_shape(project, options.explain, paths):
        terminal.data(f"# {title}\n{query}\n\n")
    return 0
