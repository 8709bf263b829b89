"""N-Quads and N-Triples: the lines of the built graph, with the graph or without."""

from __future__ import annotations

from typing import IO

from diplograph.publishing.formats.reifiers import EvidenceAs, statements_of
from diplograph.publishing.formats.statements import Tell
from diplograph.sources.project import Project


def write_nquads(
    project: Project,
    out: IO[bytes],
    *,
    graph: str | None = None,
    evidence: EvidenceAs | None = None,
    tell: Tell | None = None,
) -> None:
    """Write the graph as N-Quads (https://www.w3.org/TR/rdf12-n-quads/), sorted, literals as written."""
    out.writelines(statements_of(project.graph_file, graph, evidence, tell).lines())


def write_ntriples(
    project: Project,
    out: IO[bytes],
    *,
    graph: str | None = None,
    evidence: EvidenceAs | None = None,
    tell: Tell | None = None,
) -> None:
    """Write the union of the graphs, or one of them, as sorted N-Triples; a triple of two graphs once."""
    source = statements_of(project.graph_file, graph, evidence, tell)
    out.writelines(b"%s %s %s .\n" % triple for triple in source.triples())
