"""A finding: one thing that a check found, whichever check it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import SH
from diplograph.rdf.positions import SourceMap
from diplograph.shacl.graph import Node
from diplograph.shacl.paths import Path as PropertyPath


class CheckKind(Enum):
    """The checks that make findings."""

    SHAPE = "shape"
    GATE = "gate"
    COVERAGE = "coverage"
    CASE = "case"


class Severity(IntEnum):
    """How severe a finding is; the names are those of SHACL, section 2.1.4."""

    INFO = 0
    WARNING = 1
    VIOLATION = 2

    @property
    def iri(self) -> str:
        """The severity of SHACL, such as ``sh:Warning``."""
        return SH + self.name.capitalize()


_NUMBERS: Final = re.compile(r"(\d+)")
_DIGITS: Final = 20  # of the numbers that are sorted by value
_LEVELS: Final = {severity.iri: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Attributes:
        kind: The check that found it.
        severity: The IRI of its severity: one of SHACL, or one that a shape declares for itself.
        messages: What is wrong, in a sentence, by language.
        focus: The IRI of the focus node; a blank node or literal in the form of N-Triples.
        component: The IRI of the constraint component.
        path: The path from the focus node to the values, if the finding is about one.
        value: The value that is wrong, in the form of N-Triples, if there is one.
        source: The node of the shapes graph that has the constraint, if a shape found it.
        constraint: The SPARQL-based constraint, if it is one.
        route: The triples that lead to these nodes from a named one, where they are blank.
        shape: The IRI of the shape, or of the nearest named shape around it; empty if there is none.
        passages: The IRIs of the passages that were searched.
        expected: What would be right, by language, where the constraint tells.
        rationale: What the check is for, by language, where it tells.
        file: The file that states it, where known.
        line: The line of that file, from 1, where known.
        exemption: The IRI of the exemption that accepts the finding; None if it is not accepted.
        reason: Why it is accepted, by language.
    """

    kind: CheckKind
    severity: str
    messages: Mapping[str, str]
    focus: str
    component: str
    path: PropertyPath | None = None
    value: str | None = None
    source: Node | None = None
    constraint: Node | None = None
    route: tuple[ox.Triple, ...] = ()
    shape: str = ""
    passages: tuple[str, ...] = ()
    expected: Mapping[str, str] = field(default_factory=dict)
    rationale: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    line: int | None = None
    exemption: str | None = None
    reason: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> Severity:
        """Its severity among those of SHACL; one that SHACL does not know counts as a violation."""
        return _LEVELS.get(self.severity, Severity.VIOLATION)

    @property
    def rule(self) -> str:
        """The IRI of what it breaks: the shape, or else the constraint component."""
        return self.shape or self.component

    @property
    def predicate(self) -> str | None:
        """The IRI of the property, if the path is just one."""
        return self.path.predicate if self.path else None

    @property
    def shapes(self) -> frozenset[str]:
        """The IRIs of the shape and constraint that found it; those without an IRI are left out."""
        return frozenset(n.value for n in (self.source, self.constraint) if isinstance(n, ox.NamedNode))

    @property
    def cause(self) -> tuple[object, ...]:
        """What findings of one mistake share: severity, shape, component, path of the shape, expectation."""
        path = self.path.text if self.path and self.kind is CheckKind.SHAPE else ""
        expected = sorted(self.expected.values())
        return (-self.level, self.severity, self.shape, self.component, path, expected)

    @property
    def order(self) -> tuple[object, ...]:
        """What findings are sorted by: cause, file, line, focus node (2 before 10)."""
        focus = [part.zfill(_DIGITS) if part.isdecimal() else part for part in _NUMBERS.split(self.focus)]
        return (*self.cause, str(self.file or ""), self.line or 0, focus, self.message("en"))

    def message(self, language: str) -> str:
        """Return the sentence in a language, or in English where there is none in it."""
        return in_language(self.messages, language)

    def located(self, places: SourceMap) -> Finding:
        """Return the finding with its place in the sources, if they state it."""
        path = f"<{self.predicate}>" if self.predicate else None
        place = places.locate(f"<{self.focus}>", path, self.value)
        return self if place is None else replace(self, file=place.path, line=place.line)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, or in English, or in whatever language there is; empty if there is none.

    Example:
        >>> in_language({"en": "visit"}, "ar")
        'visit'
    """
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
