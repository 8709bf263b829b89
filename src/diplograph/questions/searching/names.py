"""What the nodes of a built graph are called, and what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from diplograph.base.errors import SourceError, reason_of_system
from diplograph.base.messages import message
from diplograph.base.names import DG, PREFIXES, RDF, RDFS

_SKOS: Final = PREFIXES["skos"]
_DCTERMS: Final = PREFIXES["dcterms"]


class Kind(IntEnum):
    """What a name is to its node, the most usual first."""

    LABEL = 0
    OTHER_LABEL = 1
    NAME = 2
    HIDDEN = 3


_NAMES: Final = {
    RDFS + "label": Kind.LABEL,
    _SKOS + "prefLabel": Kind.LABEL,
    _SKOS + "altLabel": Kind.OTHER_LABEL,
    _SKOS + "hiddenLabel": Kind.HIDDEN,
    **dict.fromkeys((_DCTERMS + "title", _SKOS + "notation"), Kind.NAME),
    **dict.fromkeys((DG + "demonym", DG + "word", DG + "standardName"), Kind.NAME),
    **dict.fromkeys((DG + "isoAlpha2", DG + "isoAlpha3", DG + "isoAlpha4"), Kind.NAME),
    DG + "isoCurrencyCode": Kind.NAME,
}
_KINDS: Final = ("Kind", "treatySubject")
"""How the names of the properties end that say of what kind something is."""
_TYPE: Final = RDF + "type"
_SUPERCLASS: Final = RDFS + "subClassOf"
_ABOUT: Final = DG + "about"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a node.

    Attributes:
        node: The IRI of the node.
        text: The name as it is written.
        language: Its language tag, or nothing.
        kind: What it is to the node.
        of_vocabulary: Whether it belongs to the vocabulary and not to the facts.
    """

    node: str
    text: str
    language: str
    kind: Kind
    of_vocabulary: bool


@dataclass(frozen=True, slots=True)
class Type:
    """A class of a node.

    Attributes:
        node: The IRI of the node.
        of: The IRI of the class.
        asserted: Whether someone wrote it, rather than a rule.
    """

    node: str
    of: str
    asserted: bool


@dataclass(frozen=True, slots=True)
class OfKind:
    """A concept that says of what kind a node is."""

    node: str
    kind: str


@dataclass(frozen=True, slots=True)
class Superclass:
    """A class and one above it."""

    node: str
    of: str


@dataclass(frozen=True, slots=True)
class About:
    """A record of a register, whose names are those of what it is about."""

    node: str
    of: str


def read(graph_file: Path, stream: IO[bytes]) -> Iterator[Name | Type | OfKind | Superclass | About]:
    """Read a built graph from its file, one statement at a time.

    Args:
        graph_file: The N-Quads that a build wrote, for messages.
        stream: The same, opened.

    Yields:
        The statements that say what nodes are called and what they are; the same one may come twice.

    Raises:
        SourceError: The file cannot be read, or is not N-Quads.
    """
    try:
        for quad in ox.parse(stream, format=ox.RdfFormat.N_QUADS):
            node, of, predicate = quad.subject, quad.object, quad.predicate.value
            if not isinstance(node, ox.NamedNode):
                continue
            if isinstance(of, ox.Literal):
                if predicate in _NAMES:
                    vocabulary = _graph(quad).endswith("/graph/vocabulary")
                    yield Name(node.value, of.value, of.language or "", _NAMES[predicate], vocabulary)
            elif not isinstance(of, ox.NamedNode):
                continue
            elif predicate == _TYPE:
                yield Type(node.value, of.value, "/graph/inferred/" not in _graph(quad))
            elif predicate.endswith(_KINDS):
                yield OfKind(node.value, of.value)
            elif predicate == _SUPERCLASS:
                yield Superclass(node.value, of.value)
            elif predicate == _ABOUT:
                yield About(node.value, of.value)
    except SyntaxError as error:
        raise SourceError(
            message("error.not-rdf", format="N-Quads", reason=error.msg), path=graph_file, line=error.lineno
        ) from error
    except OSError as error:
        raise SourceError(
            message("error.unreadable", reason=reason_of_system(error)), path=graph_file
        ) from error


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
