"""`validate`: all checks over a project, in one report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.messages import message
from diplograph.checks.evidence.examine import examine
from diplograph.checks.exemptions import accept, read_exemptions
from diplograph.checks.families import load_shapes
from diplograph.checks.findings import Finding, Severity
from diplograph.checks.report import DEFAULT, Report, Run
from diplograph.checks.shapes import run_families
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import has_focus_nodes
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.listing import Source, read_source
from diplograph.sources.project import Project


def validate(project: Project, files: Sequence[Path] = (), run: Run = DEFAULT) -> Report:
    """Check the graph of a project, or some files in its context, by shapes and by the evidence gate.

    All checks look at one snapshot: a build that ends meanwhile changes nothing.

    Args:
        project: The project; its graph is built first if it is missing or stale.
        files: Turtle files of facts, of the project or not. Where given, they are checked together with
            the project, and only findings on what they describe are reported.
        run: How the checks are run.

    Raises:
        DiplographError: Something cannot be read or built, or no shape finds a node to look at.
    """
    snapshot = Snapshot.with_files(project, files) if files else Snapshot.open(project)
    described = _described(project, files) if files else None
    found = run.collect(_by_shapes(snapshot, described, run))
    return _by_evidence(snapshot, described, run, found)


def check_evidence(project: Project, run: Run = DEFAULT, *, strict: bool = False) -> Report:
    """Check the evidence of a project alone, as `validate` does beside the shapes.

    Each statement that no words show is a note here, since it awaits a person.

    Args:
        project: The project.
        run: How the checks are run.
        strict: Whether such statements are violations.

    Raises:
        DiplographError: Something cannot be read or built.
    """
    severity = Severity.VIOLATION if strict else Severity.INFO
    return _by_evidence(Snapshot.open(project), None, run, [], awaiting=severity)


def _by_evidence(
    snapshot: Snapshot,
    described: Collection[str] | None,
    run: Run,
    found: list[Finding],
    *,
    awaiting: Severity | None = None,
) -> Report:
    """Run the gate and the coverage, and make the report of what they and others found."""
    evidence = examine(snapshot, only=described, language=run.language)
    batch = list(evidence.findings)
    if awaiting is not None:
        batch += evidence.awaiting(severity=awaiting, places=snapshot.places)
    found = [*found, *run.collect([batch])]
    root, folder = snapshot.project.root, snapshot.project.data
    return Report.of(found, evidence=evidence, fail_on=run.fail_on, root=root, folder=folder)


def _by_shapes(snapshot: Snapshot, described: Collection[str] | None, run: Run) -> Iterator[list[Finding]]:
    """Yield what the shapes find, located, with what exemptions accept marked."""
    project = snapshot.project
    data = LocalData(snapshot.quads)
    families = load_shapes(project, data)
    if not has_focus_nodes(data, families[0].shapes):
        reason = message("error.no-data")
        raise SourceError(reason, path=project.shown(project.data))
    exemptions = read_exemptions(snapshot.asserted)
    for family in families:
        yield list(family.ignored_findings())
    for batch in run_families(families, snapshot.asserted, data, base=project.base, run=run):
        yield [
            accept(finding, exemptions).located(snapshot.places)
            for finding in batch
            if described is None or finding.focus in described
        ]


def _described(project: Project, files: Sequence[Path]) -> set[str]:
    """Return the IRIs of the nodes that some files describe."""
    quads = (quad for path in files for quad in read_source(project, Source(path, "facts/given")))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
