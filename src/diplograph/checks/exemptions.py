"""Findings that were looked at and accepted: exemptions are data, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG
from diplograph.checks.findings import Finding, Severity

_EXEMPTS: Final = DG + "exempts"
_FROM: Final = DG + "exemptFrom"
_WHY: Final = DG + "explanation"


@dataclass(slots=True)
class Exemption:
    """A ``dg:Exemption``: a node, a shape, and why its finding is accepted.

    Attributes:
        iri: The IRI of the exemption.
        nodes: The IRIs of the nodes that it exempts.
        shapes: The IRIs of the shapes that it exempts them from.
        reason: Why, by language.
    """

    iri: str
    nodes: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)
    reason: dict[str, str] = field(default_factory=dict)

    def covers(self, finding: Finding) -> bool:
        """Return whether the exemption accepts a finding. It never accepts a violation."""
        return (
            finding.level < Severity.VIOLATION
            and finding.focus in self.nodes
            and not self.shapes.isdisjoint(finding.shapes)
        )


def read_exemptions(quads: Iterable[ox.Quad]) -> list[Exemption]:
    """Find the exemptions of a graph."""
    found: dict[str, Exemption] = {}
    explanations: list[tuple[str, ox.Literal]] = []
    for quad in quads:
        predicate, subject, value = quad.predicate.value, quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode):
            continue
        if predicate in (_EXEMPTS, _FROM) and isinstance(value, ox.NamedNode):
            exemption = found.setdefault(subject.value, Exemption(subject.value))
            (exemption.nodes if predicate == _EXEMPTS else exemption.shapes).add(value.value)
        elif predicate == _WHY and isinstance(value, ox.Literal):
            explanations.append((subject.value, value))
    for iri, text in explanations:
        if iri in found:
            found[iri].reason[text.language or "en"] = text.value
    return [found[iri] for iri in sorted(found)]


def accept(finding: Finding, exemptions: list[Exemption]) -> Finding:
    """Return a finding as accepted by the first exemption that covers it, or as it is if none does."""
    for exemption in exemptions:
        if exemption.covers(finding):
            return replace(finding, exemption=exemption.iri, reason=exemption.reason)
    return finding
