"""The kinds that facts may be of: the concepts of each scheme, of the ontology and of the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.languages import in_first
from diplograph.base.messages import message
from diplograph.base.names import DG, PREFIXES, RDFS, local_name, short
from diplograph.checks.nearest import nearest
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sparql.answers import Rows

_SKOS: Final = PREFIXES["skos"]
_BROADER, _NOTATION = _SKOS + "broader", _SKOS + "notation"
_REFERENCES: Final = PREFIXES["dcterms"] + "references"
_DEFINITION: Final = _SKOS + "definition"
_READ: Final = (RDFS + "label", _DEFINITION, _BROADER, _NOTATION, _REFERENCES)
_PROPERTIES: Final = ", ".join(f"<{iri}>" for iri in _READ)
_SCHEMES: Final = f"SELECT DISTINCT ?scheme ?kind {{ ?kind <{_SKOS}inScheme> ?scheme }} ORDER BY ?kind"
_ABOUT: Final = f"""
SELECT DISTINCT ?node ?property ?value WHERE {{
  {{ ?node <{_SKOS}inScheme> ?scheme }} UNION {{ ?kind <{_SKOS}inScheme> ?node }}
  ?node ?property ?value FILTER ( ?property IN ( {_PROPERTIES} ) )
}} ORDER BY ?value"""


@dataclass(slots=True)
class Kind:
    """A kind, or a scheme of kinds.

    Attributes:
        iri: Its IRI.
        labels: What it is called, by language.
        definitions: What it is, by language.
        broader: The IRIs of the kinds above it.
        codes: Its codes in PLOVER and CAMEO, each behind the name of that.
        references: What defines it, such as an article of a convention.
    """

    iri: str
    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    broader: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        """Whether it is one of the project, not of the ontology."""
        return not self.iri.startswith(DG)

    def label(self, languages: Sequence[str]) -> str:
        """Return its label in the first of some languages, or in any, or else the end of its IRI."""
        return in_first(self.labels, languages) or local_name(self.iri)

    def definition(self, languages: Sequence[str]) -> str:
        """Return its definition in the first of some languages, or in any; empty without one."""
        return in_first(self.definitions, languages)

    def take(self, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Take in what is asserted of it."""
        if predicate == _BROADER:
            self.broader.append(value.value)
        elif not isinstance(value, ox.Literal):
            self.references.append(value.value)
        elif predicate == RDFS + "label":
            self.labels[value.language or ""] = value.value
        elif predicate == _DEFINITION:
            self.definitions[value.language or ""] = value.value
        elif predicate == _NOTATION:
            self.codes.append(f"{local_name(value.datatype.value).upper()} {value.value}")
        else:
            self.references.append(value.value)


@dataclass(frozen=True)
class Kinds:
    """The schemes of a graph, and the kinds in each.

    Attributes:
        schemes: Each scheme, by its IRI.
        members: The kinds of each scheme, by the IRI of the scheme.
    """

    schemes: Mapping[str, Kind]
    members: Mapping[str, tuple[Kind, ...]]

    @classmethod
    def read(cls, snapshot: Snapshot) -> Kinds:
        """Read the kinds of a project.

        Raises:
            DiplographError: The graph cannot be read or built.
        """
        told: dict[str, Kind] = {}
        members: dict[str, dict[str, Kind]] = {}
        for scheme, kind in _rows(snapshot, _SCHEMES):
            for iri in (scheme.value, kind.value):
                told.setdefault(iri, Kind(iri))
            members.setdefault(scheme.value, {})[kind.value] = told[kind.value]
        for node, predicate, value in _rows(snapshot, _ABOUT):
            if node.value in told:
                told[node.value].take(predicate.value, value)
        schemes = {iri: told[iri] for iri in sorted(members, key=local_name)}
        return cls(schemes, {iri: tuple(members[iri].values()) for iri in schemes})

    def scheme(self, name: str) -> Kind:
        """Return the scheme that a reader means: by IRI, ``dg:visitKinds``, ``visitKinds`` or its label.

        Raises:
            QueryError: There is none; the message names the nearest.
        """
        return _find(name, list(self.schemes.values()), "error.no-scheme")

    def kind(self, scheme: Kind, name: str) -> Kind:
        """Return the kind of a scheme that a reader means, by IRI, the end of it, or label.

        Raises:
            QueryError: There is none; the message names the nearest.
        """
        return _find(name, self.members[scheme.iri], "error.no-kind")

    def grouped(self, scheme: Kind, languages: Sequence[str]) -> Iterator[tuple[int, Kind]]:
        """Yield the kinds of a scheme in the order of their labels, the narrower below the broader.

        Returns:
            Each kind once, with how many are above it; one that is broader than itself has none above.
        """
        kinds = sorted(self.members[scheme.iri], key=lambda kind: kind.label(languages).casefold())
        known = {kind.iri for kind in kinds}
        seen: set[str] = set()

        def below(kind: Kind, depth: int) -> Iterator[tuple[int, Kind]]:
            if kind.iri not in seen:
                seen.add(kind.iri)
                yield depth, kind
                for narrower in kinds:
                    if kind.iri in narrower.broader:
                        yield from below(narrower, depth + 1)

        for kind in kinds:
            if known.isdisjoint(kind.broader):
                yield from below(kind, 0)
        for kind in kinds:  # those of a circle
            yield from below(kind, 0)


def _find(name: str, among: Sequence[Kind], error: str) -> Kind:
    wanted = same(name)
    for kind in among:
        if name in (kind.iri, short(kind.iri, ""), local_name(kind.iri)):
            return kind
    for kind in among:
        if wanted in map(same, kind.labels.values()):
            return kind
    near = ", ".join(map(local_name, nearest(name, [kind.iri for kind in among])))
    hint = message("error.near", name=near) if near else message("error.see-kinds")
    raise QueryError(message(error, text=name, hint=hint))


def same(text: str) -> str:
    """Return a text in the form in which two names that differ in case or spaces are the same.

    Example:
        >>> same(" Official  Visit") == same("official visit")
        True
    """
    return " ".join(text.split()).casefold()


def _rows(snapshot: Snapshot, query: str) -> Iterator[tuple[ox.NamedNode, ...]]:
    result = snapshot.ask(query)
    assert isinstance(result, Rows)
    yield from result.rows  # type: ignore[misc]
