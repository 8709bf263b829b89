"""What a record of each class may have, read from the shapes of the project: their only description.

A record is one statement: its class, its fields, and the words of the document that state it. What only a
query can decide, such as whether an envoy was appointed before presenting credentials, is left to the shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

from diplograph.base.messages import LANGUAGES, say
from diplograph.base.names import DG, PREFIXES, RDF, RDFS, SH
from diplograph.checks.families import load_shapes
from diplograph.drafts.terms import Term, Terms
from diplograph.drafts.values import ANY, Value, value_of
from diplograph.shacl.shapes import Selector, Shape
from diplograph.snapshot.snapshot import Snapshot

QUOTE: Final = "quote"
"""The field with the words of the document, in the place of the properties for passages."""

_PASSAGES: Final = (DG + "evidence", DG + "aboutPassage")
_LABELS: Final = {
    RDFS + "label": "label",
    PREFIXES["skos"] + "altLabel": "alt-label",
    PREFIXES["skos"] + "hiddenLabel": "hidden-label",
}
_TEXT: Final = Value(datatypes=frozenset([RDF + "langString"]))
_UNDRAFTED: Final = {DG + "Claim", DG + "Document"}
"""What is understood rather than written is asked about, and documents are registered by `documents add`."""

_VIOLATION: Final = SH + "Violation"


@dataclass(frozen=True, slots=True)
class Field:
    """A property that a record may have.

    Attributes:
        term: The property.
        value: What values it takes.
        least: How many it needs.
        most: How many it may have; None for any number.
    """

    term: Term
    value: Value
    least: int = 0
    most: int | None = None

    @property
    def name(self) -> str:
        """What records call it, such as ``hostState``."""
        return self.term.name


Need: TypeAlias = Mapping[str, int]
"""How many values of some fields are needed, by their names."""


@dataclass(frozen=True)
class RecordType:
    """What records of a class may have.

    Attributes:
        term: The class.
        fields: Its fields in the order of its shape, but for the quote, which all have.
        needs: What is needed beyond the counts of single fields: of each list one.
        needs_quote: Whether it must quote the words that state it.
    """

    term: Term
    fields: tuple[Field, ...]
    needs: tuple[tuple[Need, ...], ...]
    needs_quote: bool

    @property
    def name(self) -> str:
        """What records call it, such as ``Visit``."""
        return self.term.name


@dataclass(frozen=True)
class Description:
    """What drafts of a project may have.

    Attributes:
        terms: The terms that they are written in.
        records: What records of each class may have, by its name.
        languages: The languages of the labels of the project.
    """

    terms: Terms
    records: Mapping[str, RecordType]
    languages: tuple[str, ...]

    @classmethod
    def read(cls, snapshot: Snapshot) -> Description:
        """Read the description of a project from its shapes, its ontology and its own kinds.

        Raises:
            DiplographError: Shapes or graph cannot be read.

        Example:
            >>> from diplograph.sources.project import find
            >>> visit = Description.read(Snapshot.open(find())).records["Visit"]
            >>> [(one.name, one.least) for one in visit.fields if one.name in ("hostState", "visitor")]
            [('visitor', 0), ('hostState', 1)]
        """
        whole, by_hand = load_shapes(snapshot.project)
        terms = Terms.read(snapshot)
        reader = _Reader(terms, whole.shapes, by_hand.shapes)
        types = sorted(reader.types(), key=lambda one: one.name)
        return cls(terms, {one.name: one for one in types}, snapshot.project.languages)


class _Reader:
    """Reads the records of the classes that shapes are closed for."""

    def __init__(self, terms: Terms, shapes: list[Shape], by_hand: list[Shape]) -> None:
        self._terms = terms
        self._shapes = [shape for shape in shapes if shape.severity == _VIOLATION]
        self._inferred = {path for path, shape in _by_subject(by_hand) if _takes_nothing(shape)}

    def types(self) -> Iterator[RecordType]:
        """Yield what records of each class that cites passages may have."""
        for iri in self._closed:
            shapes = list(self._shapes_of(iri))
            allowed = self._allowed(iri)
            if iri in _UNDRAFTED or not any(passage in allowed for passage in _PASSAGES):
                continue
            needs = list(self._needs(iri, shapes))
            certain = dict[str, int]()
            for choices in needs:
                certain |= choices[0] if len(choices) == 1 else {}
            fields = [self._field(one, shapes) for one in allowed if self._is_written(one)]
            yield RecordType(
                self._terms.term(iri),
                tuple(replace(one, least=max(one.least, certain.get(one.name, 0))) for one in fields),
                tuple(choices for choices in needs if len(choices) > 1),
                needs_quote=any(self._field(passage, shapes).least for passage in _PASSAGES),
            )

    @cached_property
    def _closed(self) -> dict[str, tuple[str, ...]]:
        """The properties that each class with a closed shape may have."""
        return {
            str(target.term.value): tuple(str(term.value) for term in constraint.terms)
            for shape in self._shapes
            for target in shape.targets
            for constraint in shape.constraints
            if target.selector is Selector.CLASS and constraint.kind == "Closed"
        }

    @cached_property
    def _values(self) -> dict[str, list[Shape]]:
        """The shapes of each property, wherever it stands."""
        found: dict[str, list[Shape]] = {}
        for path, shape in _by_subject(self._shapes):
            found.setdefault(path, []).append(shape)
        return found

    def _allowed(self, iri: str) -> list[str]:
        """Return what a class may have: what its shape and those of all classes above allow."""
        above = [set(self._closed[one]) for one in self._terms.classes_of(iri) if one in self._closed]
        return [one for one in self._closed[iri] if all(one in allowed for allowed in above)]

    def _is_written(self, iri: str) -> bool:
        return not iri.startswith(RDF) and iri not in _PASSAGES and iri not in self._inferred

    def _shapes_of(self, iri: str) -> Iterator[Shape]:
        """Yield the shapes that look at the nodes of a class, with their property shapes."""
        classes = self._terms.classes_of(iri)
        for shape in self._shapes:
            if any(one.selector is Selector.CLASS and one.term.value in classes for one in shape.targets):
                yield shape
                yield from (one for one in shape.properties if one.severity == _VIOLATION)

    def _field(self, iri: str, shapes: Iterable[Shape]) -> Field:
        if iri in _LABELS:
            key = f"drafts.{_LABELS[iri]}"
            definitions = {language: say(key, language) for language in LANGUAGES}
            return Field(Term(iri, definitions=definitions), _TEXT, most=1 if iri == RDFS + "label" else None)
        value, least, most = ANY, 0, list[int]()
        for shape in [*self._values.get(iri, ()), *shapes]:
            if shape.path is None or shape.path.predicate != iri:
                continue
            value = value.with_more(value_of(shape))
            for constraint in shape.constraints:
                if constraint.kind == "MinCount":
                    least = max(least, constraint.count)
                elif constraint.kind == "MaxCount":
                    most.append(constraint.count)
        if iri in self._terms.two_sided:
            least = 0  # the other node may name this one
        return Field(self._terms.term(iri), value, least, min(most, default=None))

    def _needs(self, iri: str, shapes: Iterable[Shape]) -> Iterator[tuple[Need, ...]]:
        """Yield what a class needs of which one is enough, as far as counts of fields can tell it."""
        classes = self._terms.classes_of(iri)
        for shape in shapes:
            for constraint in shape.constraints:
                if shape.path is None and constraint.kind == "Or":
                    choices = [one for one in constraint.shapes if not _is_of_others(one, classes)]
                    needs = [need for one in choices if (need := self._need(one))]
                    if len(needs) == len(choices):
                        yield tuple(needs)

    def _need(self, shape: Shape) -> Need | None:
        """Return how many values of which fields a shape asks for; None if it asks for anything else."""
        found: dict[str, int] = {}
        for constraint in shape.constraints:
            if constraint.kind == "MinCount" and shape.path and shape.path.predicate:
                found[self._terms.term(shape.path.predicate).name] = constraint.count
            elif constraint.kind == "And":
                for inner in constraint.shapes:
                    if (need := self._need(inner)) is None:
                        return None
                    found |= need
            else:
                return None
        return found


def _is_of_others(shape: Shape, classes: frozenset[str]) -> bool:
    """Return whether a shape asks for nothing but another class than those of a node."""
    if shape.path is not None or [one.kind for one in shape.constraints] != ["Class"]:
        return False
    return str(shape.constraints[0].terms[0].value) not in classes


def _by_subject(shapes: Iterable[Shape]) -> Iterator[tuple[str, Shape]]:
    """Yield the shapes that look at all that have a property, each with the property."""
    for shape in shapes:
        path = shape.path.predicate if shape.path else None
        if path and any(t.selector is Selector.SUBJECTS and t.term.value == path for t in shape.targets):
            yield path, shape


def _takes_nothing(shape: Shape) -> bool:
    return any(one.kind == "In" and not one.terms for inner in shape.walk() for one in inner.constraints)
