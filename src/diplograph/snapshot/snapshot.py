"""The loaded project as one value: what every verb takes, so that nobody reads files on the side."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.files import checked_utf8
from diplograph.base.hashes import read_stamped
from diplograph.base.messages import Message, message
from diplograph.rdf.positions import SourceMap
from diplograph.snapshot.build import assemble, name_of, open_built
from diplograph.snapshot.inference import Rule, load_rules
from diplograph.snapshot.store import open_store
from diplograph.sources.listing import Source, find_sources
from diplograph.sources.project import Project
from diplograph.sparql.answers import Result
from diplograph.sparql.dataset import UNNAMED
from diplograph.sparql.engine import ask


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A project as it was when it was built; each part is made when it is first asked for.

    Open one with `Snapshot.open` (the built graph) or `Snapshot.with_files` (files beside a project).

    Attributes:
        project: The project.
        sources: The Turtle files that the graph is made of, vocabulary first.
        graph: The built graph, opened: a later build replaces the file and leaves this one alone.
        inputs: The SHA-256 of each file that was read for the graph, by its path from the project; None where
            the files are read now.

    Example:
        >>> from diplograph.sources.project import find
        >>> snapshot = Snapshot.open(find())
        >>> snapshot.ask("ASK { ?visit a dg:Visit }")
        True
    """

    project: Project
    sources: tuple[Source, ...]
    graph: IO[bytes]
    inputs: Mapping[str, str] | None = None

    @classmethod
    def open(cls, project: Project) -> Snapshot:
        """Open the built graph of a project; it is built first if it is missing or stale.

        Raises:
            DiplographError: Something cannot be read or built.
        """
        built = open_built(project)
        snapshot = cls(project, tuple(find_sources(project)), built.graph, built.inputs)
        weakref.finalize(snapshot, built.graph.close)
        return snapshot

    @classmethod
    def with_files(cls, project: Project, files: Iterable[Path]) -> Snapshot:
        """Assemble a project together with some Turtle files in memory; nothing is written.

        Args:
            project: The project.
            files: Turtle files of facts; those that are sources of the project already are not read twice.

        Raises:
            ProjectError: A folder of the project is missing.
        """
        sources = find_sources(project)
        known = {source.path.resolve() for source in sources}
        extra = [Source(path, "facts/given") for path in files if path.resolve() not in known]
        return _Assembled(project, (*sources, *extra), BytesIO())

    @property
    def quads(self) -> list[ox.Quad]:
        """All quads, the asserted ones first."""
        return self.asserted + self.inferred

    @property
    def asserted(self) -> list[ox.Quad]:
        """What the sources assert, vocabulary included, with the passages that they cite."""
        return self._parted[0]

    @property
    def inferred(self) -> list[ox.Quad]:
        """What the rules add, each triple in the named graph of its rule."""
        return self._parted[1]

    @cached_property
    def rules(self) -> list[Rule]:
        """The inference rules of the project."""
        return load_rules(self.project.ontology / "rules")

    @cached_property
    def store(self) -> ox.Store:
        """The graph as a store to ask; it is not to be written to."""
        return open_store(self.project, self.graph)

    @cached_property
    def places(self) -> SourceMap:
        """On which lines the sources of the data assert what; vocabulary is left out.

        A source that was edited since the build is left out too: what it asserted has no known line.
        """
        return SourceMap(self._texts())

    def _texts(self) -> Iterator[tuple[Path, str, str]]:
        """Yield path, text and base of each source, but for those edited since the build."""
        for source in self.data_sources:
            data, stamp = read_stamped(source.path)
            path = self.project.shown(source.path)
            if self.inputs is None or self.inputs.get(name_of(self.project, source.path)) == stamp.sha256:
                yield path, checked_utf8(data, path).decode(), self.project.base

    @property
    def data_sources(self) -> Sequence[Source]:
        """The sources that hold facts, the register and reference facts."""
        return [source for source in self.sources if not source.is_vocabulary]

    def ask(
        self,
        query: str,
        *,
        name: str | Message = UNNAMED,
        path: Path | None = None,
        allow_service: bool = False,
    ) -> Result:
        """Answer a SPARQL query over the union of all named graphs.

        Args:
            query: The SPARQL text, its parameters bound.
            name: What the query is called in messages.
            path: The file of the query, for messages.
            allow_service: Whether ``SERVICE`` may ask other hosts.

        Raises:
            QueryError: It is not SPARQL, goes beyond its limits, or cannot be run.
        """
        return ask(self.store, query, name=name, path=path, allow_service=allow_service)

    @cached_property
    def _parted(self) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """The quads of the built graph, parted into asserted and inferred."""
        prefix = self.project.graph("inferred/")
        asserted: list[ox.Quad] = []
        inferred: list[ox.Quad] = []
        self.graph.seek(0)
        try:
            for quad in ox.parse(self.graph, format=ox.RdfFormat.N_QUADS):
                name = quad.graph_name
                is_inferred = isinstance(name, ox.NamedNode) and name.value.startswith(prefix)
                (inferred if is_inferred else asserted).append(quad)
        except (OSError, SyntaxError) as error:
            path = self.project.shown(self.project.graph_file)
            raise SourceError(message("error.unreadable", reason=error), path=path) from error
        return asserted, inferred


class _Assembled(Snapshot):
    """A snapshot whose quads are in memory and in no file."""

    @cached_property
    def _parted(self) -> tuple[list[ox.Quad], list[ox.Quad]]:
        graph = assemble(self.project, self.sources, self.rules)
        return graph.asserted, graph.inferred

    @cached_property
    def store(self) -> ox.Store:
        store = ox.Store()
        store.bulk_extend(self.quads)
        return store
