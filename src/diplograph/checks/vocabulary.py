"""The terms of a project as findings name them: labels, and the concepts of each scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import BASE, PREFIXES, RDFS
from diplograph.rdf.turtle import read_turtle
from diplograph.sources.listing import vocabulary_files

_SKOS: Final = PREFIXES["skos"]
_LABELS: Final = (_SKOS + "prefLabel", RDFS + "label")
_GRAPH: Final = ox.NamedNode("urn:diplograph:vocabulary")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms that findings name.

    Attributes:
        names: The labels of each term, by language.
        schemes: The IRIs of the concepts of each scheme.
    """

    names: dict[str, dict[str, str]] = field(default_factory=dict)
    schemes: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, *, base: str = "") -> Vocabulary:
        """Read the Turtle files of a folder such as ``ontology``, but for its shapes and rules.

        Raises:
            SourceError: A file or folder cannot be read, or a file is not Turtle.
        """
        found = cls()
        for path in vocabulary_files(folder):
            for quad in read_turtle(path, base=base or BASE, graph=_GRAPH):
                found._add(quad)
        return found

    def labels(self, iri: str) -> Mapping[str, str]:
        """Return the labels of a term by language; none where it has no label."""
        return self.names.get(iri, {})

    def _add(self, quad: ox.Quad) -> None:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, ox.NamedNode):
            return
        if predicate in _LABELS and isinstance(value, ox.Literal):
            self.names.setdefault(subject.value, {})[value.language or "en"] = value.value
        elif isinstance(value, ox.NamedNode) and predicate == _SKOS + "inScheme":
            self.schemes.setdefault(value.value, set()).add(subject.value)


NO_TERMS: Final = Vocabulary()
"""The vocabulary of shapes that belong to no project."""
