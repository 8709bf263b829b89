"""Running compiled shapes: asking the queries, and making validation results of their rows.

Where a constraint refers to a shape that no expression can hold, such as one with a SPARQL constraint in it,
the nodes that fail that shape are asked for, and what fails the constraint follows from these sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import RDF, RDFS
from diplograph.shacl.data import DataGraph, terms_of
from diplograph.shacl.failures import sparql
from diplograph.shacl.graph import Term
from diplograph.shacl.messages import messages_of
from diplograph.shacl.paths import Path
from diplograph.shacl.plan import Check, Focus, Planner, Step
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Shape

_MOST_VALUES: Final = 500  # in a VALUES block; above it all pairs are asked for


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that reports a failed check.

    Attributes:
        check: What fails.
        focus: The focus node.
        value: The value that fails, if it is about one.
        path: The path of the value: that of the shape, or the property that the row names.
        row: All variables of the row that are bound, for messages.
    """

    check: Check
    focus: Term
    value: Term | None = None
    path: Path | None = None
    row: dict[str, Term] = field(default_factory=dict)


class Subclasses:
    """The classes whose instances count as instances of a class, according to a graph.

    Subclasses whose instances are all asserted to be instances of the class, as they are where rules have
    inferred that, are left out: they would only be looked at twice.
    """

    def __init__(self, data: DataGraph) -> None:
        self._data = data
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, iri: str) -> tuple[str, ...]:
        """Return the IRIs, the class itself first."""
        if iri not in self._known:
            below = self._data.ask(
                f"SELECT DISTINCT ?class WHERE {{ ?class <{RDFS}subClassOf>+ <{iri}> FILTER isIRI(?class) }}"
            )
            names = sorted(str(row[0].value) for row in below.rows if isinstance(row[0], ox.NamedNode))
            self._known[iri] = (iri, *(name for name in names if name != iri and self._adds(name, iri)))
        return self._known[iri]

    def _adds(self, below: str, above: str) -> bool:
        missing = f"FILTER NOT EXISTS {{ ?instance <{RDF}type> <{above}> }}"
        return bool(
            self._data.ask(
                f"SELECT ?instance WHERE {{ ?instance <{RDF}type> <{below}> {missing} }} LIMIT 1"
            ).rows
        )


class Evaluation:
    """Asks the queries of a plan.

    A node that two targets of a shape select is looked at once (SHACL, section 2.1.3), so results that were
    given are remembered where a shape has more than one.

    Args:
        data: What to ask.
        planner: What compiled the shapes; it compiles more where a shape refers to others.
    """

    def __init__(self, data: DataGraph, planner: Planner) -> None:
        self._data = data
        self._planner = planner
        self._failing: dict[tuple[int, str], set[Term]] = {}
        self._given: set[tuple[object, ...]] = set()

    def once(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Leave out the hits that another target of the same shape gave before."""
        for hit in hits:
            check = hit.check
            if len((*check.route, check.shape)[0].targets) > 1:
                key = (*map(id, (*check.route, check.shape, check.constraint)), *hit.row.items())
                if key in self._given:
                    continue
                self._given.add(key)
            yield hit

    def hits(self, step: Step) -> Iterator[Hit]:
        """Ask the query of a step."""
        if step.query is None:
            yield from self._by_shapes(step.checks[0])
        elif step.is_per_focus:
            (check,) = step.checks
            for node in self._nodes(check.focus):
                alone = Check(Focus.of_node(sparql(node)), check.shape, check.constraint)
                for single in self._planner.steps([alone]):
                    yield from self._of_query(single)
        else:
            yield from self._of_query(step)

    def _of_query(self, step: Step) -> Iterator[Hit]:
        assert step.query is not None
        answer = self._data.ask(step.query, is_own=step.checks[0].constraint.validator is not None)
        places = {name: place for place, name in enumerate(answer.variables)}
        failed = places.get("failed")
        for row in dict.fromkeys(terms_of(answer)):  # a node can be reached in more ways than one
            bound = {name: term for name, place in places.items() if (term := row[place]) is not None}
            flags = 1 if failed is None else int(str(bound.pop("failed").value))
            path = bound.get("path")
            for bit, check in enumerate(step.checks):
                if flags >> bit & 1:
                    yield Hit(
                        check,
                        bound["this"],
                        bound["this"] if step.is_about_focus else bound.get("value"),
                        Path(path.value) if isinstance(path, ox.NamedNode) else check.shape.path,
                        bound,
                    )

    def failing(self, shape: Shape, focus: Focus) -> set[Term]:
        """Return those of the focus nodes that do not conform to a shape."""
        key = (id(shape), focus.pattern)
        if key not in self._failing:
            found: set[Term] = set()
            own = (Check(focus, shape, constraint) for constraint in shape.constraints)
            for step in self._planner.steps(own):
                found.update(hit.focus for hit in self.hits(step))
            for inner in shape.properties:
                if shape.path is None:
                    found |= self.failing(inner, focus)
                else:
                    wrong = self.failing(inner, focus.through(shape.path))
                    found.update(this for this, _ in self._pairs(focus, shape.path, wrong))
            self._failing[key] = found
        return self._failing[key]

    def _by_shapes(self, check: Check) -> Iterator[Hit]:
        focus, path, kind = check.focus, check.shape.path, check.constraint.kind
        if kind.startswith("Qualified"):
            yield from self._qualified(check)
            return
        values = focus if path is None else focus.through(path)
        wrong = self._wrong(check, values)
        pairs = ((node, node) for node in wrong) if path is None else self._pairs(focus, path, wrong)
        for this, value in pairs:
            yield Hit(check, this, value, path, row={"this": this, "value": value})

    def _wrong(self, check: Check, values: Focus) -> set[Term]:
        """Return the values that fail a logical constraint or ``sh:node`` (SHACL, sections 4.6, 4.7.1)."""
        kind, shapes = check.constraint.kind, check.constraint.shapes
        if kind in ("Node", "And"):
            return set().union(*(self.failing(shape, values) for shape in shapes))
        if kind == "Not":
            return self._nodes(values) - self.failing(shapes[0], values)
        if kind == "Or":
            wrong = self.failing(shapes[0], values) if shapes else self._nodes(values)
            for shape in shapes[1:]:
                if wrong:
                    wrong = wrong & self.failing(shape, values)
            return wrong
        failures = [self.failing(shape, values) for shape in shapes]
        return {node for node in self._nodes(values) if sum(node not in failing for failing in failures) != 1}

    def _qualified(self, check: Check) -> Iterator[Hit]:
        assert check.shape.path is not None
        values = check.focus.through(check.shape.path)
        wrong = self.failing(check.constraint.shapes[0], values)
        siblings = [self.failing(shape, values) for shape in check.constraint.shapes[1:]]
        counts: Counter[Term] = Counter()
        for this, value in self._pairs(check.focus, check.shape.path, None):
            if value not in wrong and all(value in failing for failing in siblings):
                counts[this] += 1
        bound = check.constraint.count
        if check.constraint.kind == "QualifiedMaxCount":
            found = {node for node, count in counts.items() if count > bound}
        else:
            found = {node for node in self._nodes(check.focus) if counts[node] < bound}
        yield from (Hit(check, node, path=check.shape.path, row={"this": node}) for node in found)

    def _nodes(self, focus: Focus) -> set[Term]:
        rows = terms_of(self._data.ask(f"SELECT DISTINCT ?this WHERE {{ {focus.pattern} }}"))
        return {row[0] for row in rows if row[0] is not None}

    def _pairs(self, focus: Focus, path: Path, among: set[Term] | None) -> Iterator[tuple[Term, Term]]:
        """Yield focus nodes with their values, if wanted only with values that are among some."""
        if among is not None and not among:
            return
        where = focus.with_value(path)
        if among and len(among) <= _MOST_VALUES and not any(isinstance(one, ox.BlankNode) for one in among):
            where = f"VALUES ?value {{ {' '.join(sorted(map(sparql, among)))} }} {where}"
        for this, value in terms_of(self._data.ask(f"SELECT DISTINCT ?this ?value WHERE {{ {where} }}")):
            if this is not None and value is not None and (among is None or value in among):
                yield this, value


def to_result(hit: Hit) -> Result:
    """Make a validation result of a row (SHACL, sections 3.6.2 and 5.3.2)."""
    shape, constraint = hit.check.shape, hit.check.constraint
    value = hit.value
    if constraint.validator is not None and shape.path is None and value is None:
        value = hit.focus
    is_sparql = constraint.kind == "SPARQL" and constraint.validator is not None
    return Result(
        hit.focus,
        hit.path,
        value,
        constraint.component,
        shape.node,
        constraint.validator.node if is_sparql and constraint.validator else None,
        shape.severity,
        messages_of(shape, constraint, hit.row),
        (shape, constraint),
    )
