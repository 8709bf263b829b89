"""The terms of a project as findings name them: labels, and the concepts of each scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import BASE, DG, PREFIXES, RDFS
from diplograph.rdf.turtle import read_turtle
from diplograph.shacl.data import DataGraph
from diplograph.sources.listing import vocabulary_files

_SKOS: Final = PREFIXES["skos"]
_LABELS: Final = (_SKOS + "prefLabel", RDFS + "label")
_OWN_KINDS: Final = f"""
SELECT ?kind ?property ?value WHERE {{
  ?kind <{_SKOS}inScheme> ?scheme ; ?property ?value .
  FILTER ( ?property IN ( <{_SKOS}inScheme>, <{RDFS}label> ) && !STRSTARTS( STR(?kind), "{DG}" ) )
}}"""
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
    def read(cls, folder: Path, *, base: str = "", data: DataGraph | None = None) -> Vocabulary:
        """Read the Turtle files of a folder such as ``ontology``, but for its shapes and rules.

        Args:
            folder: The folder.
            base: The base IRI for files that have none.
            data: A graph whose own kinds are known as well.

        Raises:
            SourceError: A file or folder cannot be read, or a file is not Turtle.
        """
        found = cls()
        for path in vocabulary_files(folder):
            for quad in read_turtle(path, base=base or BASE, graph=_GRAPH):
                found._add(quad.subject, quad.predicate, quad.object)
        if data is not None:
            for row in data.ask(_OWN_KINDS).rows:
                found._add(*row)
        return found

    def labels(self, iri: str) -> Mapping[str, str]:
        """Return the labels of a term by language; none where it has no label."""
        return self.names.get(iri, {})

    def _add(self, subject: object, predicate: object, value: object) -> None:
        if not isinstance(subject, ox.NamedNode) or not isinstance(predicate, ox.NamedNode):
            return
        if predicate.value in _LABELS and isinstance(value, ox.Literal):
            self.names.setdefault(subject.value, {})[value.language or "en"] = value.value
        elif isinstance(value, ox.NamedNode) and predicate.value == _SKOS + "inScheme":
            self.schemes.setdefault(value.value, set()).add(subject.value)


NO_TERMS: Final = Vocabulary()
"""The vocabulary of shapes that belong to no project."""
