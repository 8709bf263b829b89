"""`validate`: the shapes over a graph, each finding with its place in the Turtle source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.files import read_text
from diplograph.base.names import short
from diplograph.checks.exemptions import read_exemptions, split
from diplograph.checks.families import Shapes, load_shapes
from diplograph.checks.findings import Finding, Validation
from diplograph.rdf.positions import SourceMap
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import Outcome, has_focus_nodes, validate_in_steps
from diplograph.shacl.engine import validate as run_compiled
from diplograph.shacl.peers import PEERS
from diplograph.shacl.results import Result
from diplograph.snapshot.build import assemble, ensure_built
from diplograph.snapshot.inference import load_rules
from diplograph.sources.listing import Source, data_sources, find_sources, read_source
from diplograph.sources.project import Project

ENGINES: Final = ("compiled", *PEERS)
"""What can run the shapes; all give the same findings."""

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many steps are done, of how many."""

Batch: TypeAlias = tuple[list[Finding], list[Finding]]
"""Findings that were made together: those that stand, and those that are accepted."""


def validate(
    project: Project,
    files: Sequence[Path] = (),
    *,
    engine: str = "compiled",
) -> Validation:
    """Validate the graph of a project, or some files in its context.

    Args:
        project: The project; its graph is built first if it is missing or stale.
        files: Turtle files of facts, of the project or not. Where given, they are validated together
            with the project, and only findings on what they describe are reported.
        engine: One of `ENGINES`.

    Raises:
        DiplographError: Something cannot be read or built.
    """
    return collect(validate_in_batches(project, files, engine=engine))


def collect(batches: Iterable[Batch]) -> Validation:
    """Put the findings of all batches together."""
    standing: list[Finding] = []
    accepted: list[Finding] = []
    for found, excused in batches:
        standing += found
        accepted += excused
    return Validation(tuple(sorted(standing, key=order)), tuple(sorted(accepted, key=order)))


def validate_in_batches(
    project: Project,
    files: Sequence[Path] = (),
    *,
    engine: str = "compiled",
    progress: Progress | None = None,
) -> Iterator[Batch]:
    """Validate as `validate` does, and give the findings as they are made, the gravest first.

    Raises:
        DiplographError: Something cannot be read or built, or no shape finds a node to look at.
    """
    shapes = load_shapes(project.ontology / "shapes", base=project.base)
    if not files:
        ensure_built(project)
        asserted, inferred = _read_built(project)
        sources, described = data_sources(project), None
    else:
        sources = _with_files(project, files)
        graph = assemble(project, sources, load_rules(project.ontology / "rules"))
        asserted, inferred = graph.asserted, graph.inferred
        sources = [source for source in sources if not source.is_vocabulary]
        described = _described(project, files)
    exemptions = read_exemptions(asserted)
    locate = Locator.of_project(project, sources)
    for found in _run(project, shapes, asserted, inferred, engine, progress):
        if described is not None:
            found = [finding for finding in found if finding.focus in described]
        standing, accepted = split(found, exemptions)
        yield sorted(map(locate, standing), key=order), sorted(map(locate, accepted), key=order)


def check(
    project: Project, asserted: list[ox.Quad], inferred: list[ox.Quad], *, engine: str = "compiled"
) -> list[Finding]:
    """Run the shapes of a project over a graph.

    Args:
        project: Whose shapes to run.
        asserted: What is said, vocabulary and passages included.
        inferred: What the rules added.
        engine: One of `ENGINES`.

    Returns:
        All findings, accepted or not, without their place in the source.

    Raises:
        ProjectError: The shapes are missing.
        SourceError: A shapes file cannot be read or is not Turtle.
        ShapesError: A shape is malformed, or no shape finds a node to look at.
    """
    shapes = load_shapes(project.ontology / "shapes", base=project.base)
    return [one for batch in _run(project, shapes, asserted, inferred, engine) for one in batch]


def run_shapes(
    triples: Iterable[ox.Triple | ox.Quad], shapes: Shapes, *, base: str = "", engine: str = "compiled"
) -> list[Finding]:
    """Run some shapes over a graph in memory.

    Returns:
        All findings, without their place in the source.
    """
    results: Iterable[Result]
    if engine in PEERS:
        results = PEERS[engine](triples, shapes.graph, shapes.shapes)
    else:
        results = run_compiled(LocalData(triples), shapes.shapes)
    return [shapes.finding(result, partial(short, base=base)) for result in results]


def order(finding: Finding) -> tuple[object, ...]:
    """Give what findings are sorted by: weight, cause, file, line, node."""
    return (
        *finding.cause[:4],
        str(finding.file or ""),
        finding.line or 0,
        finding.focus,
        finding.message("en"),
    )


def findings_of(
    shapes: Shapes, outcomes: Iterable[Outcome], *, base: str, progress: Progress | None
) -> Iterator[list[Finding]]:
    """Give what each step finds, if it finds anything, and tell how far the steps have come.

    Args:
        shapes: The shapes that are run.
        outcomes: What comes of each step.
        base: The base IRI that names are told without.
        progress: Is told of each step.
    """
    name = partial(short, base=base)
    for outcome in outcomes:
        if progress is not None:
            progress(outcome.number, outcome.steps)
        if outcome.results:
            yield [shapes.finding(result, name) for result in outcome.results]


def _run(
    project: Project,
    families: tuple[Shapes, Shapes],
    asserted: list[ox.Quad],
    inferred: list[ox.Quad],
    engine: str,
    progress: Progress | None = None,
) -> Iterator[list[Finding]]:
    """Run the shapes over the whole graph, then those for what was written by hand over that."""
    whole, by_hand = families
    wanted = by_hand.predicates
    written = [quad for quad in asserted if wanted is None or quad.predicate.value in wanted]
    data = LocalData([*asserted, *inferred])
    if not has_focus_nodes(data, whole.shapes):
        raise SourceError(
            "no shape finds a node to look at: is there any data?", path=project.shown(project.data)
        )
    if engine in PEERS:
        yield run_shapes(asserted + inferred, whole, base=project.base, engine=engine)
        yield run_shapes(written, by_hand, base=project.base, engine=engine)
        return
    for shapes, graph in ((whole, data), (by_hand, LocalData(written))):
        outcomes = validate_in_steps(graph, shapes.shapes)
        yield from findings_of(shapes, outcomes, base=project.base, progress=progress)


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


class Locator:
    """Tells where findings stand; the sources are read when the first finding is made.

    Args:
        sources: For each Turtle file its path as it is shown, the file, and the base IRI.
    """

    def __init__(self, sources: Iterable[tuple[Path, Path, str]]) -> None:
        self._sources = sources
        self._map: SourceMap | None = None

    @classmethod
    def of_project(cls, project: Project, sources: Iterable[Source]) -> Locator:
        """Look for findings in sources of a project."""
        return cls((project.shown(source.path), source.path, project.base) for source in sources)

    def __call__(self, finding: Finding) -> Finding:
        """Give a finding with its place, if some source has it."""
        if self._map is None:
            self._map = SourceMap((shown, read_text(file), base) for shown, file, base in self._sources)
        path = f"<{finding.path}>" if finding.path else None
        place = self._map.locate(f"<{finding.focus}>", path, finding.value)
        return finding if place is None else finding.located(place.path, place.line)
