"""`validate`: the shapes over what the build made, each finding with its place in the Turtle source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from diplograph.building.build import assemble, ensure_built
from diplograph.building.inference import load_rules
from diplograph.building.sources import Source, data_sources, find_sources, read_source
from diplograph.errors import SourceError
from diplograph.files import read_text
from diplograph.project import Project
from diplograph.turtle.positions import SourceMap
from diplograph.validation.exemptions import read_exemptions, split
from diplograph.validation.findings import Finding, Validation
from diplograph.validation.shacl import load_shapes, run_shapes


def validate(project: Project, files: Sequence[Path] = ()) -> Validation:
    """Validate the graph of a project, or some files in its context.

    Args:
        project: The project; its graph is built first if it is missing or stale.
        files: Turtle files of facts, of the project or not. Where given, they are validated together
            with the project, and only findings on what they describe are reported.

    Raises:
        DiplographError: Something cannot be read or built.
    """
    if not files:
        ensure_built(project)
        asserted, inferred = _read_built(project)
        sources = data_sources(project)
        described = None
    else:
        sources = _with_files(project, files)
        graph = assemble(project, sources, load_rules(project.ontology / "rules"))
        asserted, inferred = graph.asserted, graph.inferred
        sources = [source for source in sources if not source.is_vocabulary]
        described = _described(project, files)
    findings = check(project, asserted, inferred)
    if described is not None:
        findings = [finding for finding in findings if finding.focus in described]
    standing, accepted = split(findings, read_exemptions(asserted))
    if findings:
        source_map = SourceMap((project.shown(s.path), read_text(s.path), project.base) for s in sources)
        standing = [_locate(finding, source_map) for finding in standing]
        accepted = [_locate(finding, source_map) for finding in accepted]
    return Validation(tuple(sorted(standing, key=_order)), tuple(sorted(accepted, key=_order)))


def check(project: Project, asserted: list[ox.Quad], inferred: list[ox.Quad]) -> list[Finding]:
    """Run the shapes of a project over a graph.

    Args:
        project: Whose shapes to run.
        asserted: What is said, vocabulary and passages included.
        inferred: What the rules added.

    Returns:
        All findings, accepted or not, without their place in the source.

    Raises:
        ProjectError: The shapes are missing.
        SourceError: A shapes file cannot be read or is not Turtle.
    """
    whole, by_hand = load_shapes(project.ontology / "shapes")
    return run_shapes(asserted + inferred, whole) + run_shapes(asserted, by_hand)


def _read_built(project: Project) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Read the built graph, parted into what is said and what was inferred."""
    prefix = project.graph("inferred/")
    asserted: list[ox.Quad] = []
    inferred: list[ox.Quad] = []
    try:
        for quad in ox.parse(path=str(project.graph_file), format=ox.RdfFormat.N_QUADS):
            name = quad.graph_name
            is_inferred = isinstance(name, ox.NamedNode) and name.value.startswith(prefix)
            (inferred if is_inferred else asserted).append(quad)
    except (OSError, SyntaxError) as error:
        raise SourceError(f"cannot be read: {error}", path=project.shown(project.graph_file)) from error
    return asserted, inferred


def _with_files(project: Project, files: Iterable[Path]) -> list[Source]:
    """Give the sources of a project and the files that are not among them, as facts of their own."""
    sources = find_sources(project)
    known = {source.path.resolve() for source in sources}
    extra = [Source(path, "facts/given") for path in files if path.resolve() not in known]
    return sources + extra


def _described(project: Project, files: Iterable[Path]) -> set[str]:
    """Give the IRIs of the nodes that some files describe."""
    nodes = set()
    for path in files:
        for quad in read_source(project, Source(path, "facts/given")):
            if isinstance(quad.subject, ox.NamedNode):
                nodes.add(quad.subject.value)
    return nodes


def _locate(finding: Finding, source_map: SourceMap) -> Finding:
    place = source_map.locate(
        f"<{finding.focus}>",
        f"<{finding.path}>" if finding.path else None,
        finding.value,
    )
    return finding if place is None else finding.located(place.path, place.line)


def _order(finding: Finding) -> tuple[int, str, int, str, str]:
    return (
        -finding.severity,
        str(finding.file or ""),
        finding.line or 0,
        finding.focus,
        finding.message("en"),
    )
