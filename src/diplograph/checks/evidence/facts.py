"""What the evidence gate reads from a graph: nodes that cite passages, their values, claims and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG, EDTF, PREFIXES, RDF, RDFS
from diplograph.text.state_names import StateNames

NAME: Final = RDFS + "label"
"""The property of the value that stands for an entity's own name, in any of its spellings."""

_TYPE: Final = RDF + "type"
_EVIDENCE: Final = DG + "evidence"
_LABELS: Final = (RDFS + "label", PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "hiddenLabel")
_OF_STATE: Final = {DG + "ofState", DG + "sendingState"}
_WORDS: Final = {DG + "honorific", DG + "demonym", DG + "word", DG + "meaning"}
_COUNTED: Final = {DG + "value", DG + "count", DG + "ordinal"}
_CONCEPTS: Final = {DG + "hedge", DG + "countHedge", DG + "unit"}
_NOT_PARTICIPANTS: Final = {DG + "asOf", DG + "exempts", DG + "affects"}


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
        values: What they should state.
        hedges: The names of its hedges.
        has_number: Whether it has a figure, which its hedges then qualify.
    """

    iri: str
    passages: tuple[str, ...]
    values: tuple[Value, ...]
    hedges: frozenset[str]
    has_number: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim on one triple.

    Attributes:
        iri: Its IRI.
        passages: The IRIs of the passages it cites.
        understood: Whether it says how the value is understood where it is not written.
    """

    iri: str
    passages: tuple[str, ...]
    understood: bool


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
        for quad in asserted:
            subject, term = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(term, ox.NamedNode | ox.Literal):
                continue
            self._said[subject.value].append((quad.predicate.value, term))
            if quad.predicate.value == RDFS + "subClassOf":
                above.add((subject.value, term.value))
        self._entities = _below(DG + "Entity", above)
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
            if passages and DG + "Claim" in self._types(iri):
                values = tuple(
                    Value(iri, p, term) for p, term in said if p == RDF + "object" and iri in self._apart
                )
                if values:
                    yield FactNode(iri, passages, values, frozenset(), has_number=False)
            elif passages:
                values = tuple(Value(iri, p, term) for p, term in said if self._is_checked(p, term))
                if not self._types(iri).isdisjoint(self._entities):
                    values = (Value(iri, NAME, ox.NamedNode(iri)), *values)
                hedges = frozenset(term.value.removeprefix(DG) for p, term in said if p == DG + "hedge")
                has_number = any(p in _COUNTED for p, _ in said)
                yield FactNode(iri, passages, values, hedges, has_number)

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
            return predicate in _WORDS or predicate in _COUNTED or term.datatype.value == EDTF
        if predicate in _CONCEPTS:
            return True
        return (
            predicate.startswith(DG)
            and predicate not in _NOT_PARTICIPANTS
            and term.value in self._said
            and not self._types(term.value).isdisjoint(self._entities)
        )

    def _read_claim(self, iri: str) -> None:
        said = self._said[iri]
        parts = {predicate: term for predicate, term in said if predicate.startswith(RDF)}
        subject, predicate, term = (parts.get(RDF + name) for name in ("subject", "predicate", "object"))
        if subject is None or predicate is None or term is None:
            return  # the shapes report it
        passages = tuple(sorted(value.value for name, value in said if name == _EVIDENCE))
        understood = any(name == DG + "inferenceKind" for name, _ in said)
        key = (subject.value, predicate.value, str(term))
        self._claims[key].append(Claim(iri, passages, understood))
        if (predicate.value, term) not in self._said.get(str(subject.value), ()):
            self._apart.add(iri)


def _below(top: str, above: set[tuple[str, str]]) -> set[str]:
    """Return the classes below a class."""
    found = {top}
    while more := {name for name, parent in above if parent in found} - found:
        found |= more
    return found
