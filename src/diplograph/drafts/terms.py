"""The terms that drafts are written in: classes, properties and kinds, with what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import OWL, PREFIXES, RDFS, local_name
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sparql.answers import Rows

_SKOS: Final = PREFIXES["skos"]
_LABEL, _ABOVE = RDFS + "label", RDFS + "subClassOf"
_DEFINITION, _SCHEME = _SKOS + "definition", _SKOS + "inScheme"
_INVERSE: Final = OWL + "inverseOf"
_READ: Final = ", ".join(f"<{iri}>" for iri in (_LABEL, _DEFINITION, _ABOVE, _SCHEME, _INVERSE))
_TERMS: Final = f"""
SELECT DISTINCT ?term ?property ?value WHERE {{
  {{ VALUES ?type {{ <{OWL}Class> <{OWL}ObjectProperty> <{OWL}DatatypeProperty> }} ?term a ?type }}
  UNION {{ ?term <{_SCHEME}> ?scheme }} UNION {{ ?kind <{_SCHEME}> ?term }}
  ?term ?property ?value
  FILTER ( ?property IN ( {_READ} ) && isIRI(?term) && !isBlank(?value) )
}} ORDER BY ?term ?value"""


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a kind.

    Attributes:
        iri: Its IRI.
        labels: What it is called, by language.
        definitions: What it is, by language.
    """

    iri: str
    labels: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What drafts call it: the end of its IRI, such as ``visitKind``."""
        return local_name(self.iri)


@dataclass(frozen=True)
class Terms:
    """The terms of a graph.

    Attributes:
        terms: Each by its IRI.
        kinds: The kinds of each scheme, by the IRI of the scheme, in the order of their names.
        above: The classes right above each class.
        two_sided: The properties that have an inverse: either node can name the other.
    """

    terms: Mapping[str, Term]
    kinds: Mapping[str, tuple[Term, ...]]
    above: Mapping[str, frozenset[str]]
    two_sided: frozenset[str]

    @classmethod
    def read(cls, snapshot: Snapshot) -> Terms:
        """Read the terms of the ontology and the kinds of the project.

        Raises:
            DiplographError: The graph cannot be read or built.
        """
        texts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        above: dict[str, set[str]] = defaultdict(set)
        schemes: dict[str, set[str]] = defaultdict(set)
        two_sided: set[str] = set()
        for term, predicate, value in _rows(snapshot):
            about = texts[term.value]
            if isinstance(value, ox.Literal):
                about[predicate.value][value.language or "en"] = value.value
            elif predicate.value == _ABOVE:
                above[term.value].add(value.value)
            elif predicate.value == _SCHEME:
                schemes[value.value].add(term.value)
            elif predicate.value == _INVERSE:
                two_sided |= {term.value, value.value}
        terms = {iri: Term(iri, about[_LABEL], about[_DEFINITION]) for iri, about in texts.items()}
        kinds = {
            scheme: tuple(sorted((terms[iri] for iri in members), key=lambda term: (term.name, term.iri)))
            for scheme, members in schemes.items()
        }
        return cls(terms, kinds, {iri: frozenset(one) for iri, one in above.items()}, frozenset(two_sided))

    def term(self, iri: str) -> Term:
        """Return a term; one that the graph says nothing of has no texts."""
        return self.terms.get(iri, Term(iri))

    def classes_of(self, iri: str) -> frozenset[str]:
        """Return a class and all above it."""
        found, waiting = {iri}, [iri]
        while waiting:
            new = self.above.get(waiting.pop(), frozenset()) - found
            found |= new
            waiting += new
        return frozenset(found)


def _rows(snapshot: Snapshot) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    result = snapshot.ask(_TERMS)
    assert isinstance(result, Rows)
    yield from result.rows  # type: ignore[misc]
