"""The shapes of a project, and what is found with them.

Shapes in ``ontology/shapes/`` look at the whole graph. Those in ``ontology/shapes/asserted/`` look at
what was written by hand alone, for in the whole graph a shortcut that a rule inferred cannot be told
from one that somebody wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import ProjectError, ShapesError
from diplograph.base.finding import find_files, is_folder
from diplograph.base.messages import LANGUAGES, message
from diplograph.base.names import DG, OWL, RDF, RDFS, SH
from diplograph.checks.dates import faults_of_date
from diplograph.checks.findings import CheckKind, Finding, Severity
from diplograph.checks.nearest import suggestion
from diplograph.checks.vocabulary import NO_TERMS, Vocabulary
from diplograph.checks.wording import in_languages
from diplograph.rdf.files import OTHER_SUFFIXES
from diplograph.rdf.lines import written
from diplograph.shacl.data import DataGraph
from diplograph.shacl.expectations import expectation
from diplograph.shacl.graph import Node, ShapesGraph, Term
from diplograph.shacl.paths import Path as PropertyPath
from diplograph.shacl.reading import read_shapes
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Constraint, Shape
from diplograph.shacl.vocabulary import Unknown
from diplograph.sources.project import Project

KNOWN: Final = DG + "KnownTermConstraintComponent"
"""The component of a note that a property of a shape is ignored."""

_SHARED: Final = ("prefixes.ttl", "messages.ttl")
_BY_HAND: Final = "asserted"
_RATIONALES: Final = (SH + "description", RDFS + "comment", SH + "name", RDFS + "label")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes, and the graph that they were read from.

    Attributes:
        graph: The shapes graph.
        shapes: The shapes in it, those with a target first.
        vocabulary: The terms that they refer to.
        ignored: What the shapes ask for and is not checked.
    """

    graph: ShapesGraph
    shapes: list[Shape]
    vocabulary: Vocabulary = NO_TERMS
    ignored: tuple[Unknown, ...] = ()

    @classmethod
    def read(
        cls,
        paths: Iterable[Path],
        *,
        base: str = "",
        languages: Iterable[str] = LANGUAGES,
        vocabulary: Vocabulary = NO_TERMS,
        ignores_unknown: bool = False,
    ) -> Shapes:
        """Read the shapes of some files.

        Args:
            paths: The files.
            base: The base IRI for files that have none.
            languages: The languages that labels are needed in.
            vocabulary: The terms that the shapes refer to.
            ignores_unknown: Whether what is not known of SHACL is ignored rather than refused.

        Raises:
            SourceError: A file cannot be read or is not Turtle.
            ShapesError: A shape is malformed, or there is none.
        """
        paths = sorted(paths)
        graph = ShapesGraph.from_files(paths, base=base, languages=languages)
        ignored: list[Unknown] = []
        shapes = read_shapes(graph, vocabulary.labels, ignored=ignored if ignores_unknown else None)
        if not any(shape.targets for shape in shapes) and paths:
            what = message("error.no-target" if shapes else "error.no-shape-in")
            raise ShapesError(what, path=paths[0] if len(paths) == 1 else None)
        return cls(graph, shapes, vocabulary, tuple(ignored))

    @property
    def predicates(self) -> frozenset[str] | None:
        """The properties that the shapes look at; None if that cannot be told."""
        found = {RDF + "type", RDFS + "subClassOf"}
        for shape in self.shapes:
            if any(one.kind == "Closed" or one.validator is not None for one in shape.constraints):
                return None
            if any(target.query for target in shape.targets):
                return None
            found |= shape.predicates()
            found |= {str(target.term.value) for target in shape.targets}
        return frozenset(found)

    def ignored_findings(self) -> Iterator[Finding]:
        """Yield a note on each thing that the shapes ask for and is not checked, or not read."""
        for one in self.ignored:
            messages = in_languages("shapes.ignored", what=one.what, why=one.why.reason)
            yield self._note(messages, one.node, one.predicate, one.value)
        for node, term in self.graph.not_imported:
            messages = in_languages("shapes.not-imported", term=str(term))
            yield self._note(messages, node, OWL + "imports", term)

    def _note(self, messages: dict[str, str], node: Node, predicate: str, value: Term | None) -> Finding:
        owner = self.graph.owner(node)
        place = self.graph.place(node, predicate, value)
        return Finding(
            CheckKind.SHAPE,
            Severity.INFO.iri,
            messages,
            focus=node.value if isinstance(node, ox.NamedNode) else str(node),
            component=KNOWN,
            path=PropertyPath(predicate),
            source=node,
            route=tuple(self.graph.route(node)),
            shape="" if owner is None else owner.value,
            file=None if place is None else place[0],
            line=None if place is None else place[1],
        )

    def finding(self, result: Result, name: Callable[[str], str]) -> Finding:
        """Make a finding of a validation result.

        Args:
            result: The result.
            name: Gives an IRI as people write it.
        """
        shape, constraint = result.check
        owner = self.graph.owner(result.shape)
        nodes = [node for node in (result.shape, result.constraint) if node is not None]
        messages = {message.language or "en": message.value for message in result.messages}
        messages.update(faults_of_date(result))
        return Finding(
            CheckKind.SHAPE,
            result.severity,
            suggestion(result, self.shapes, self.vocabulary, name, messages),
            focus=result.focus.value if isinstance(result.focus, ox.NamedNode) else written(result.focus),
            component=result.component,
            path=result.path,
            value=None if result.value is None else written(result.value),
            source=result.shape,
            constraint=result.constraint,
            route=tuple(dict.fromkeys(triple for node in nodes for triple in self.graph.route(node))),
            shape="" if owner is None else owner.value,
            expected=self._called(constraint) or expectation(shape, constraint, name),
            rationale={} if owner is None else self._rationale(owner),
        )

    def _called(self, constraint: Constraint) -> dict[str, str]:
        """Return what the shape of ``sh:node`` is called, by language; nothing where it has no label."""
        nodes = [shape.node for shape in constraint.shapes if constraint.kind == "Node"]
        found = [term for node in nodes for term in self.graph.objects(node, RDFS + "label")]
        return {term.language or "en": term.value for term in found if isinstance(term, ox.Literal)}

    def _rationale(self, node: Node) -> dict[str, str]:
        for predicate in _RATIONALES:
            found = [term for term in self.graph.objects(node, predicate) if isinstance(term, ox.Literal)]
            if found:
                return {term.language or "en": term.value for term in found}
        return {}


def load_shapes(project: Project, data: DataGraph | None = None) -> tuple[Shapes, Shapes]:
    """Read the shapes of a project: those for the whole graph, and those for what was written by hand.

    Those of prefixes and messages are read for both.

    Args:
        project: The project. Messages name terms by the labels that they have in its ontology.
        data: The graph that is checked, whose own kinds messages name beside those of the ontology.

    Raises:
        ProjectError: The folder of shapes is missing.
        SourceError: A file cannot be read or is not Turtle.
        ShapesError: A shape is malformed.
    """
    folder = project.ontology / "shapes"
    if not is_folder(folder):
        raise ProjectError(message("error.no-shapes-folder"), path=folder)
    files = find_files(folder, ".ttl", mistaken=OTHER_SUFFIXES)
    shared = [path for path in files if path.parent == folder and path.name in _SHARED]
    by_hand = [path for path in files if path.relative_to(folder).parts[0] == _BY_HAND]
    vocabulary = Vocabulary.read(project.ontology, base=project.base, data=data)

    def read(paths: Iterable[Path]) -> Shapes:
        return Shapes.read(paths, base=project.base, languages=project.languages, vocabulary=vocabulary)

    return (
        read(path for path in files if path not in by_hand),
        read([*shared, *by_hand] if by_hand else []),
    )
