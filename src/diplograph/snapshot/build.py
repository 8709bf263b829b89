"""`build`: from the files of a project to ``build/graph.nq`` and ``build/report.json``."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph import __version__
from diplograph.base.errors import OutputError
from diplograph.base.files import replacing
from diplograph.rdf.canonical import canonical_lines
from diplograph.snapshot.counts import Counts, count
from diplograph.snapshot.inference import Rule, infer, load_rules
from diplograph.sources.listing import Source, find_sources, read_source
from diplograph.sources.passages import expand_passages
from diplograph.sources.project import Project

_REPORT_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph in memory: what is said, and what follows.

    Attributes:
        asserted: Facts, register, reference facts, vocabulary and the passages they point to.
        inferred: What the rules add, each triple in the graph of its rule.
    """

    asserted: list[ox.Quad]
    inferred: list[ox.Quad]

    @property
    def quads(self) -> list[ox.Quad]:
        """All quads, the asserted ones first."""
        return self.asserted + self.inferred


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made.

    Attributes:
        graph_file: The canonical N-Quads.
        report_file: The counts, and the hashes of all that went in.
        counts: The counts.
    """

    graph_file: Path
    report_file: Path
    counts: Counts


def assemble(
    project: Project,
    sources: Iterable[Source],
    rules: Iterable[Rule],
    texts: Mapping[str, str] | None = None,
) -> Graph:
    """Read sources, expand the passages they point to, and run the rules over all of it.

    Args:
        project: The project.
        sources: The files to read.
        rules: The rules to run.
        texts: The texts of documents by IRI, where passages should be quoted.

    Raises:
        SourceError: A file cannot be read or is not well-formed.
        RuleError: A rule is not a CONSTRUCT query.
    """
    quads = [quad for source in sources for quad in read_source(project, source)]
    quads.extend(expand_passages(tuple(quads), ox.NamedNode(project.graph("evidence")), texts))
    inferred = [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(project.graph(f"inferred/{rule}")))
        for rule, triples in infer(quads, rules).items()
        for t in triples
    ]
    return Graph(quads, inferred)


def build(project: Project, texts: Mapping[str, str] | None = None) -> BuildResult:
    """Build the graph of a project and write it.

    Both files are replaced whole or not at all; after a failure the last good graph is still there.

    Args:
        project: The project.
        texts: The texts of documents by IRI, where the graph should quote its passages. Such a graph is
            for the reader's own use: the texts belong to their publishers.

    Raises:
        ProjectError: A folder is missing.
        SourceError: A file cannot be read or is not well-formed.
        RuleError: A rule is not a CONSTRUCT query.
        OutputError: The results cannot be written.
    """
    sources = find_sources(project)
    rules = load_rules(project.ontology / "rules")
    inputs = _hashes(project, [source.path for source in sources] + [rule.path for rule in rules])
    graph = assemble(project, sources, rules, texts)
    counts = count(graph.quads, project)
    with replacing(project.graph_file) as stream:
        stream.writelines(canonical_lines(graph.quads))
    report = {"format": _REPORT_FORMAT, "diplograph": __version__, **counts.as_json(), "inputs": inputs}
    with replacing(project.report_file) as stream:
        stream.write(json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n")
    return BuildResult(project.graph_file, project.report_file, counts)


def is_stale(project: Project) -> bool:
    """Tell whether the built graph is missing or older than what it is made of.

    Raises:
        ProjectError: A folder is missing.
    """
    try:
        report = json.loads(project.report_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return True
    if not isinstance(report, dict) or not project.graph_file.is_file():
        return True
    paths = [source.path for source in find_sources(project)]
    paths += [rule.path for rule in load_rules(project.ontology / "rules")]
    known = (report.get("format"), report.get("diplograph"), report.get("inputs"))
    return known != (_REPORT_FORMAT, __version__, _hashes(project, paths))


def ensure_built(project: Project) -> None:
    """Build the graph if it is missing or stale; otherwise leave it alone.

    Raises:
        DiplographError: As `build` does.
    """
    if is_stale(project):
        build(project)


def _hashes(project: Project, paths: Iterable[Path]) -> dict[str, str]:
    """Give the SHA-256 of each file by its path as seen from the project."""
    hashes = {}
    for path in paths:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise OutputError(f"cannot be read: {error.strerror}", path=project.shown(path)) from error
        hashes[Path(os.path.relpath(path, project.root)).as_posix()] = digest
    return hashes
