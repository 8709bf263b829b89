"""What no shape looks at: classes, properties, and nodes of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from diplograph.base.names import OWL, PREFIXES, RDF, RDFS
from diplograph.checks.families import load_shapes
from diplograph.shacl.data import LocalData, terms_of
from diplograph.shacl.evaluation import Subclasses
from diplograph.shacl.plan import Focus
from diplograph.shacl.shapes import Selector, Shape
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from diplograph.sparql.lexing import TOKEN

_PROPERTIES: Final = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@dataclass(frozen=True, slots=True)
class ShapeCoverage:
    """What shapes look at and what they do not.

    Attributes:
        classes: The classes of the ontology that no shape targets, themselves or by one above.
        properties: The properties of the ontology that no shape follows.
        nodes: The nodes of the facts that no shape targets, by class.
        looked_at: How many nodes of the facts some shape targets.
    """

    classes: tuple[str, ...]
    properties: tuple[str, ...]
    nodes: dict[str, tuple[str, ...]]
    looked_at: int


def cover(project: Project) -> ShapeCoverage:
    """Find what no shape of a project looks at.

    Raises:
        DiplographError: Something cannot be read or built.
    """
    families = load_shapes(project)
    shapes = [shape for family in families for shape in family.shapes]
    snapshot = Snapshot.open(project)
    data = LocalData(snapshot.quads)
    subclasses = Subclasses(data)
    targeted: set[Any] = set()
    classes: set[str] = set()
    for shape in shapes:
        for target in shape.targets:
            if target.selector is Selector.QUERY:  # it looks for what no other shape knows
                continue
            focus = Focus.of_target(target, subclasses)
            targeted.update(row[0] for row in terms_of(data.ask(f"SELECT ?this WHERE {{ {focus.pattern} }}")))
            classes |= _with_below(data, str(target.term.value))
    described = _described(snapshot)
    nodes: dict[str, list[str]] = {}
    for node, kind in sorted(described.items()):
        if ox.NamedNode(node) not in targeted:
            nodes.setdefault(kind, []).append(node)
    followed = frozenset().union(*(_mentioned(shape) for shape in shapes))
    return ShapeCoverage(
        classes=tuple(iri for iri in _terms(data, ("Class",)) if iri not in classes),
        properties=tuple(iri for iri in _terms(data, _PROPERTIES) if iri not in followed),
        nodes={kind: tuple(found) for kind, found in nodes.items()},
        looked_at=len(described) - sum(map(len, nodes.values())),
    )


def _terms(data: LocalData, kinds: tuple[str, ...]) -> list[str]:
    listed = ", ".join(f"<{OWL}{kind}>" for kind in kinds)
    rows = data.ask(
        f"SELECT DISTINCT ?term WHERE {{ ?term a ?kind FILTER ( ?kind IN ( {listed} ) && isIRI(?term) ) }}"
    )
    return sorted(str(row[0].value) for row in terms_of(rows) if row[0] is not None)


def _with_below(data: LocalData, iri: str) -> set[str]:
    path = f"<{RDFS}subClassOf>*"
    below = data.ask(f"SELECT DISTINCT ?class WHERE {{ ?class {path} <{iri}> FILTER isIRI(?class) }}")
    return {iri, *(str(row[0].value) for row in terms_of(below) if row[0] is not None)}


def _mentioned(shape: Shape) -> frozenset[str]:
    """Return the properties that a shape follows, in its paths, its targets and its queries."""
    found = set(shape.predicates()) | {str(target.term.value) for target in shape.targets}
    found |= {name for target in shape.targets for name in _names(target.query)}
    for one in shape.walk():
        for constraint in one.constraints:
            if constraint.validator is not None:
                found |= _names(constraint.validator.query)
    return frozenset(found)


def _names(query: str) -> set[str]:
    found = set()
    for token in TOKEN.finditer(query):
        prefix, _, local = (token["name"] or "").partition(":")
        if prefix in PREFIXES:
            found.add(PREFIXES[prefix] + local)
    return found


def _described(snapshot: Snapshot) -> dict[str, str]:
    """Return the nodes that the facts describe, each with its first class by name."""
    start = f"<{snapshot.project.graph('facts/')}"
    classes: dict[str, set[str]] = {}
    for quad in snapshot.asserted:
        if isinstance(quad.subject, ox.NamedNode) and str(quad.graph_name).startswith(start):
            kinds = classes.setdefault(quad.subject.value, set())
            if quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode):
                kinds.add(quad.object.value)
    return {node: min(kinds, default="") for node, kinds in classes.items()}
