"""Which files a project's graph is made of, and which named graph each goes into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import ProjectError
from diplograph.base.finding import find_files, is_folder
from diplograph.base.hashes import Stamp, read_stamped
from diplograph.base.messages import message
from diplograph.rdf.files import OTHER_SUFFIXES
from diplograph.rdf.turtle import read_ntriples, read_turtle
from diplograph.sources.project import Project

_NOT_FACTS: Final = {"documents": "evidence", "reference": "reference"}
"""The folders of ``data/`` that hold no facts of documents, with the graph that each goes into."""

_NOT_TERMS: Final = {"shapes", "rules", "wordings"}
"""The folders of ``ontology/`` that are applied to the graph or the documents and are not part of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A Turtle file and the named graph that its triples go into.

    Attributes:
        path: The file.
        graph: The name of the graph below ``…/graph/``, such as ``facts/egypt-kazakhstan``.
    """

    path: Path
    graph: str

    @property
    def is_vocabulary(self) -> bool:
        """Whether the file defines terms; only such files may hold blank nodes."""
        return self.graph == "vocabulary"


def find_sources(project: Project) -> list[Source]:
    """List the Turtle files of a project, in the order of their paths.

    Raises:
        ProjectError: A folder is missing, or a file of facts lies in none.
        SourceError: A folder cannot be read, or holds what is not read.
    """
    return vocabulary_sources(project) + data_sources(project)


def vocabulary_sources(project: Project) -> list[Source]:
    """List the files of the ontology and its vocabularies.

    Raises:
        ProjectError: The folder is missing.
        SourceError: A folder cannot be read, or holds what is not read.
    """
    return [Source(path, "vocabulary") for path in vocabulary_files(_existing(project, project.ontology))]


def vocabulary_files(ontology: Path) -> list[Path]:
    """List the Turtle files of an ontology folder that define terms, in the order of their paths.

    Raises:
        SourceError: A folder cannot be read, or holds what is not read.
    """
    files = find_files(ontology, ".ttl", mistaken=OTHER_SUFFIXES)
    return [path for path in files if path.relative_to(ontology).parts[0] not in _NOT_TERMS]


def data_sources(project: Project) -> list[Source]:
    """List the files of facts, register and reference facts.

    Raises:
        ProjectError: The folder is missing, or a file of facts lies directly in it.
        SourceError: A folder cannot be read, or holds what is not read.
    """
    sources = []
    for path in find_files(_existing(project, project.data), ".ttl", mistaken=OTHER_SUFFIXES):
        folder = path.relative_to(project.data).parts[0]
        if folder == path.name:
            raise ProjectError(message("error.facts-folder"), path=project.shown(path))
        sources.append(Source(path, _NOT_FACTS.get(folder, f"facts/{folder}")))
    return sources


def read_source(project: Project, source: Source) -> list[ox.Quad]:
    """Parse one source into quads of its named graph.

    Raises:
        SourceError: As `diplograph.rdf.turtle.read_turtle` does.
    """
    return read_turtle(
        project.shown(source.path),
        base=project.base,
        graph=ox.NamedNode(project.graph(source.graph)),
        blank_nodes=source.is_vocabulary,
    )


def read_lines(project: Project, source: Source) -> tuple[bytes, Stamp]:
    """Parse one source into N-Triples, and take the hash of the bytes that were parsed.

    Raises:
        SourceError: As `diplograph.rdf.turtle.read_turtle` does.
    """
    path = project.shown(source.path)
    data, stamp = read_stamped(path)
    return read_ntriples(data, path=path, base=project.base, blank_nodes=source.is_vocabulary), stamp


def _existing(project: Project, folder: Path) -> Path:
    if not is_folder(folder):
        raise ProjectError(message("error.folder-missing"), path=project.shown(folder))
    return folder
