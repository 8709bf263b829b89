"""`diplograph validate`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diplograph.base.errors import QueryError
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, patience_of
from diplograph.interfaces.cli.options import endpoint_options
from diplograph.interfaces.cli.reporting import Printer, report_options

if TYPE_CHECKING:
    from diplograph.checks.report import Report
    from diplograph.sources.project import Project

SUMMARY: Final = "check the graph against the shapes and the evidence; it is built first if stale"


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
        "--ignore-unknown-shacl",
        action="store_true",
        help="with --shapes, ignore what the engine does not know: properties of sh: that SHACL does not "
        "define or that its extensions do (sh:shape, sh:rule, sh:js), and references to shapes that are not "
        "described; the report has a note on each",
    )
    parser.add_argument(
        "--engine",
        choices=("compiled", "pyshacl"),
        default="compiled",
        help="the SHACL engine; both give the same findings (by default %(default)s)",
    )
    report_options(parser)
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
        raise QueryError("--endpoint checks a graph with the shapes of the project: no FILE, no --shapes")
    if options.ignore_unknown_shacl and project is not None:
        raise QueryError("--ignore-unknown-shacl goes with --shapes: shapes of the project are to be mended")
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
