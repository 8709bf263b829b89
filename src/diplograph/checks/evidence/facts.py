"""What the evidence gate reads from a graph: nodes that cite passages, their values, claims and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG, EDTF, PREFIXES, RDF, RDFS
from diplograph.text.state_names import StateNames

Term = ox.NamedNode | ox.Literal

NAME: Final = RDFS + "label"
"""The property of the value that stands for an entity's own name, in any of its spellings."""

_TYPE: Final = RDF + "type"
_EVIDENCE: Final = DG + "evidence"
_SKOS: Final = PREFIXES["skos"]
_LABELS: Final = (RDFS + "label", _SKOS + "altLabel", _SKOS + "hiddenLabel")
_OF_STATE: Final = {DG + "ofState", DG + "sendingState"}
_WORDS: Final = {DG + "honorific", DG + "demonym", DG + "word", DG + "meaning"}
COUNTED: Final = frozenset({DG + "value", DG + "count", DG + "ordinal"})
HEDGES: Final = frozenset({DG + "hedge", DG + "countHedge"})
_SORTS: Final = tuple(DG + name for name in ("State", "Person", "Office", "Mission", "Institution", "Place"))
_GENERAL: Final = {
    DG + name
    for name in (
        "Event",
        "Relation",
        "Observation",
        "Communication",
        "Meeting",
        "Participation",
        "TreatyAction",
    )
}
"""Classes of facts that a kind makes particular: the words are those of the kind."""
_QUALIFYING: Final = {
    DG + name
    for name in (
        "assessment",
        "delegationKind",
        "kindAfter",
        "kindBefore",
        "provides",
        "qualification",
        "quality",
        "statusAtWriting",
        "trend",
    )
}
"""What says more of a fact than of what kind it is: *was* tells that something is over, not what it was."""
_NOT_PARTICIPANTS: Final = {DG + "asOf", DG + "exempts", DG + "affects"}
_NOT_IN_WORDS: Final = {DG + name for name in ("inferenceKind", "issueKind", "omissionKind", "rank")}


@dataclass(frozen=True, slots=True)
class Value:
    """A triple whose object a passage should state.

    Attributes:
        subject: The IRI of the node.
        predicate: The IRI of the property.
        object: The value.
    """

    subject: str
    predicate: str
    object: ox.NamedNode | ox.Literal

    @property
    def shown(self) -> str:
        """The value as people read it."""
        return str(self.object.value)


@dataclass(frozen=True, slots=True)
class FactNode:
    """A node that cites passages.

    Attributes:
        iri: Its IRI.
        passages: The IRIs of the passages it cites, in order.
        values: What they should state: dates, figures and names.
        kinds: The triples that say of what kind it is, its class first unless its kind says all.
        stated_as: The IRIs of its classes and kinds, with all below them: words for any of them state it.
        hedges: The names of its hedges.
        has_number: Whether it has a figure, which its hedges then qualify.
        is_entity: Whether it is something with a name, by which sentences speak of it.
        is_claim: Whether it is a claim, of which only the object is to stand in its passages.
    """

    iri: str
    passages: tuple[str, ...]
    values: tuple[Value, ...]
    kinds: tuple[Value, ...] = ()
    stated_as: frozenset[str] = frozenset()
    hedges: frozenset[str] = frozenset()
    has_number: bool = False
    is_entity: bool = False
    is_claim: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim on one triple.

    Attributes:
        iri: Its IRI.
        passages: The IRIs of the passages it cites.
        understood: Whether it says how the value is understood where it is not written.
        confirmed: Whether somebody who has read the words says that they state it.
    """

    iri: str
    passages: tuple[str, ...]
    understood: bool
    confirmed: bool = False


class Facts:
    """The facts of a graph as the gate reads them.

    Args:
        asserted: What is said, the vocabulary included.
        only: The IRIs of the nodes to give; all where it is not given.
    """

    def __init__(self, asserted: Iterable[ox.Quad], only: Collection[str] | None = None) -> None:
        self._only = only
        self._said: dict[str, list[tuple[str, ox.NamedNode | ox.Literal]]] = defaultdict(list)
        above: set[tuple[str, str]] = set()
        self.schemes: dict[str, str] = {}
        for quad in asserted:
            subject, term = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(term, ox.NamedNode | ox.Literal):
                continue
            self._said[subject.value].append((quad.predicate.value, term))
            if quad.predicate.value in (RDFS + "subClassOf", _SKOS + "broader"):
                above.add((subject.value, term.value))
            elif quad.predicate.value == _SKOS + "inScheme":
                self.schemes[subject.value] = term.value
        self._below = _Below(above)
        self._entities = self._below.of(DG + "Entity")
        self._claims: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        self._apart: set[str] = set()
        for iri in list(self._said):
            if DG + "Claim" in self._types(iri):
                self._read_claim(iri)

    def nodes(self) -> Iterator[FactNode]:
        """Yield each node that cites a passage, in the order of their IRIs.

        A claim is among them where what it claims is not said of its subject, as of two sources that
        disagree: its object then has to stand in the passages of the claim.
        """
        for iri in sorted(self._said if self._only is None else self._only):
            said = self._said[iri]
            passages = tuple(sorted(term.value for predicate, term in said if predicate == _EVIDENCE))
            types = self._types(iri)
            if passages and DG + "Claim" in types:
                values = tuple(
                    Value(iri, p, term) for p, term in said if p == RDF + "object" and iri in self._apart
                )
                if values:
                    yield FactNode(iri, passages, values, is_claim=True)
            elif passages and DG + "NotStated" not in types:
                yield self._node(iri, passages, types)

    def _node(self, iri: str, passages: tuple[str, ...], types: set[str]) -> FactNode:
        said = self._said[iri]
        values = tuple(Value(iri, p, term) for p, term in said if self._is_checked(p, term))
        is_entity = not types.isdisjoint(self._entities)
        if is_entity:
            values = (Value(iri, NAME, ox.NamedNode(iri)), *values)
        kinds = tuple(Value(iri, p, term) for p, term in said if self._is_kind(p, term))
        stating = (kind.object.value for kind in kinds if kind.predicate not in _QUALIFYING)
        stated_as = types.union(*(self._below.of(one) for one in (*types, *stating)))
        if not is_entity:
            classes = sorted(
                one for one in types if one.startswith(DG) and (not kinds or one not in _GENERAL)
            )
            kinds = (*(Value(iri, _TYPE, ox.NamedNode(one)) for one in classes), *kinds)
        return FactNode(
            iri,
            passages,
            values,
            kinds,
            frozenset(stated_as),
            frozenset(term.value.removeprefix(DG) for p, term in said if p == DG + "hedge"),
            has_number=any(p in COUNTED for p, _ in said),
            is_entity=is_entity,
        )

    def said(self, iri: str) -> Sequence[tuple[str, Term]]:
        """Return what is asserted of a node: properties and values."""
        return self._said.get(iri, ())

    def objects(self, iri: str) -> set[str]:
        """Return the nodes of the data that a node points to."""
        return {
            term.value
            for predicate, term in self._said.get(iri, ())
            if isinstance(term, ox.NamedNode) and predicate != _TYPE and term.value in self._said
        }

    def near(self, iri: str) -> set[str]:
        """Return the nodes that a node points to, and those that point to it."""
        return {one for one in self.objects(iri) | self._pointing[iri] if one not in self.schemes}

    @cached_property
    def _pointing(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for iri in self._said:
            for one in self.objects(iri):
                found[one].add(iri)
        return found

    def below(self, kind: str) -> frozenset[str]:
        """Return a class or kind with all below it."""
        return self._below.of(kind)

    @cached_property
    def entities(self) -> dict[str, str]:
        """Each named thing, by its IRI, with what sort of thing it is: the most general class of its own."""
        found = {}
        for iri in self._said:
            types = self._types(iri) & self._entities
            if types:
                found[iri] = next((sort for sort in _SORTS if sort in types), min(types))
        return found

    def sort_of(self, iri: str) -> str:
        """Return what sort of thing a named thing is; empty for anything else."""
        return self.entities.get(iri, "")

    def claims_on(self, value: Value) -> list[Claim]:
        """Return the claims on a triple."""
        return self._claims.get((value.subject, value.predicate, str(value.object)), [])

    def labels(self, term: ox.NamedNode | ox.Literal, language: str = "") -> list[str]:
        """Return what an entity or concept may be called, in any language or in one; of a literal, itself."""
        if isinstance(term, ox.Literal):
            return [term.value]
        labels = [label for predicate, label in self._said.get(term.value, ()) if predicate in _LABELS]
        return [one.value for one in labels if not language or getattr(one, "language", None) == language]

    def states_of(self, iri: str) -> Iterator[StateNames]:
        """Yield the names of each state that a node belongs to."""
        for predicate, term in self._said.get(iri, ()):
            if predicate in _OF_STATE and isinstance(term, ox.NamedNode) and (names := self._state(term)):
                yield names

    @cached_property
    def state_names(self) -> tuple[str, ...]:
        """The English names of all states."""
        states = [ox.NamedNode(iri) for iri in self._said if DG + "State" in self._types(iri)]
        return tuple(name for state in states if (names := self._state(state)) for name in names.names)

    def _state(self, term: ox.NamedNode) -> StateNames | None:
        said = [
            (predicate, label.value)
            for predicate, label in self._said.get(term.value, ())
            if isinstance(label, ox.Literal) and (label.language or "").partition("-")[0] == "en"
        ]
        names = tuple(label for predicate, label in said if predicate in _LABELS[:2])
        adjectives = tuple(label for predicate, label in said if predicate == _LABELS[2])
        return StateNames(names, adjectives) if names else None

    def has(self, iri: str, predicate: str, value: str) -> bool:
        """Return whether a node has an IRI as a value of a property."""
        return (predicate, ox.NamedNode(value)) in self._said.get(iri, ())

    def _types(self, iri: str) -> set[str]:
        return {term.value for predicate, term in self._said[iri] if predicate == _TYPE}

    def _is_checked(self, predicate: str, term: ox.NamedNode | ox.Literal) -> bool:
        """Return whether a passage should state a value: a date, a number, a hedge, a unit or a name."""
        if isinstance(term, ox.Literal):
            return predicate in _WORDS or predicate in COUNTED or term.datatype.value == EDTF
        if predicate in HEDGES or predicate == DG + "unit":
            return True
        return (
            predicate.startswith(DG)
            and predicate not in _NOT_PARTICIPANTS
            and term.value in self._said
            and not self._types(term.value).isdisjoint(self._entities)
        )

    def _is_kind(self, predicate: str, term: ox.NamedNode | ox.Literal) -> bool:
        """Return whether a triple says of what kind its subject is."""
        return (
            predicate.startswith(DG)
            and predicate not in _NOT_IN_WORDS
            and predicate not in HEDGES
            and predicate != DG + "unit"
            and term.value in self.schemes
        )

    def _read_claim(self, iri: str) -> None:
        said = self._said[iri]
        parts = {predicate: term for predicate, term in said if predicate.startswith(RDF)}
        subject, predicate, term = (parts.get(RDF + name) for name in ("subject", "predicate", "object"))
        if subject is None or predicate is None or term is None:
            return  # the shapes report it
        passages = tuple(sorted(value.value for name, value in said if name == _EVIDENCE))
        understood = any(name == DG + "inferenceKind" for name, _ in said)
        confirmed = any(name == DG + "confirmedBy" for name, _ in said)
        key = (subject.value, predicate.value, str(term))
        self._claims[key].append(Claim(iri, passages, understood, confirmed))
        if (predicate.value, term) not in self._said.get(str(subject.value), ()):
            self._apart.add(iri)


class _Below:
    """What is below each class or kind."""

    def __init__(self, above: Iterable[tuple[str, str]]) -> None:
        self._children: dict[str, list[str]] = defaultdict(list)
        for name, parent in above:
            self._children[parent].append(name)
        self._found: dict[str, frozenset[str]] = {}

    def of(self, top: str) -> frozenset[str]:
        """Return a class or kind with all below it."""
        if top not in self._found:
            found = {top}
            more = [top]
            while more:
                more = [child for one in more for child in self._children.get(one, ()) if child not in found]
                found.update(more)
            self._found[top] = frozenset(found)
        return self._found[top]
