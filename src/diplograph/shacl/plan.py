"""The queries that shapes are compiled to.

Constraints are grouped by what they look at: all constraints on the same values of the same focus nodes are
one query, whose rows say which of them fail. A constraint on all values of a focus node together is a query
of its own. Only where a constraint refers to a shape that no expression can hold are the nodes that fail that
shape asked for first, and put together afterwards (`diplograph.shacl.evaluation`).

Queries are written for how engines plan them: flat joins, one triple pattern in an EXISTS, OPTIONAL with
!BOUND where more is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import ShapesError
from diplograph.base.messages import message
from diplograph.base.names import RDF, SH
from diplograph.shacl.failures import Failures, Subclasses, all_of, any_of, no, sparql
from diplograph.shacl.paths import Path
from diplograph.shacl.prebinding import body_of, inject, is_per_focus, substitute
from diplograph.shacl.shapes import Constraint, Selector, Shape, Target

_THIS: Final = re.compile(r"\?this\b")
_MOST_TESTS: Final = 30  # in one query: their flags are the bits of an integer
_WHOLE: Final = frozenset(
    ("MinCount", "MaxCount", "HasValue", "UniqueLang", "QualifiedMinCount", "QualifiedMaxCount")
)
"""The components that look at all values together: their results have no value."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Focus nodes: a pattern that binds ``?this`` to each of them, perhaps more than once.

    Attributes:
        pattern: Triple patterns and VALUES.
        implied: The path, in SPARQL, of which each focus node is known to have a value.
        depth: How many paths lie between the target and these nodes.
        constant: The node in SPARQL, if it is just one.
        may_be_absent: Whether a focus node need not be in the data: it is named by the shapes, or was reached
            from such a node by a path of no length.
    """

    pattern: str
    implied: str | None = None
    depth: int = 0
    constant: str | None = None
    may_be_absent: bool = False

    @property
    def variables(self) -> str:
        """The variables that tell one result from another: the node, and those that it was reached from."""
        return " ".join(["?this", *(f"?parent{depth}" for depth in range(self.depth))])

    @classmethod
    def of_target(cls, target: Target, subclasses: Subclasses) -> Focus:
        """Return the focus nodes of a target (SHACL, section 2.1.3)."""
        if target.selector is Selector.QUERY:
            return cls(f"{{ {target.query} }}", may_be_absent=True)
        term = sparql(target.term)
        if target.selector is Selector.NODE:
            return cls.of_node(term)
        if target.selector is Selector.SUBJECTS:
            return cls(f"?this {term} ?target_value .", implied=term)
        if target.selector is Selector.OBJECTS:
            return cls(f"?target_value {term} ?this .", implied=f"^{term}")
        classes = subclasses(str(target.term.value))
        if len(classes) == 1:
            return cls(f"?this <{RDF}type> {term} .")
        listed = " ".join(f"<{one}>" for one in classes)
        return cls(f"VALUES ?target_class {{ {listed} }} ?this <{RDF}type> ?target_class .")

    @classmethod
    def of_node(cls, term: str) -> Focus:
        """Return a single focus node, written in SPARQL."""
        return cls(f"VALUES ?this {{ {term} }}", constant=term, may_be_absent=True)

    def reach(self, path: Path, value: str = "?value") -> str:
        """Write the pattern that leads from a focus node to its values by a path.

        A path of no length leads from a node to itself, even if the node is not in the graph; a pattern with
        a variable cannot say so (SPARQL 1.1, section 18.4), and some engines lack it with a constant too.
        """
        if not (self.may_be_absent and path.nullable):
            return path.pattern("?this", value)
        if self.constant is not None:
            itself = f"BIND ( {self.constant} AS {value} )"
            return f"{{ {path.pattern(self.constant, value)} }} UNION {{ {itself} }}"
        return (
            f"{{ {self.pattern} {path.pattern('?this', value)} }} "
            f"UNION {{ {self.pattern} BIND ( ?this AS {value} ) }}"
        )

    def with_value(self, path: Path, value: str = "?value") -> str:
        """Write the pattern of the focus nodes with their values by a path."""
        own = self.reach(path, value)
        return own if self._is_held(path) else f"{self.pattern} {own}"

    def through(self, path: Path) -> Focus:
        """Return the values of the focus nodes by a path, as focus nodes."""
        pattern = _THIS.sub(f"?parent{self.depth}", self.with_value(path, "?next"))
        return Focus(
            pattern.replace("?next", "?this"),
            depth=self.depth + 1,
            may_be_absent=self.may_be_absent and path.nullable,
        )

    def _is_held(self, path: Path) -> bool:
        """Return whether what leads to the values by a path holds the pattern of the focus nodes as well."""
        repeated = self.may_be_absent and path.nullable and self.constant is None
        return repeated or path.text == self.implied


@dataclass(frozen=True, slots=True)
class Check:
    """A constraint of a shape at some focus nodes.

    Attributes:
        focus: The focus nodes.
        shape: The shape.
        constraint: The constraint.
        route: The shapes through which it was reached by ``sh:property``, from the one with the target.
    """

    focus: Focus
    shape: Shape
    constraint: Constraint
    route: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Checks that are decided together.

    Attributes:
        checks: The checks.
        query: A SELECT query for what fails: ``?this``, and ``?value`` and ``?path`` if results have them.
            ``?failed`` tells by its bits which of the checks fail; without it there is one check. None where
            the nodes that fail other shapes must be known first.
        is_per_focus: Whether the query must be asked for each focus node by itself.
        is_about_focus: Whether the value that fails is the focus node itself.
    """

    checks: tuple[Check, ...]
    query: str | None = None
    is_per_focus: bool = False
    is_about_focus: bool = False


@dataclass(slots=True)
class _Tests:
    """Tests of the same values of the same focus nodes."""

    where: str
    value: str | None
    tests: list[tuple[Check, str]] = field(default_factory=list)


class Planner:
    """Compiles shapes.

    Args:
        subclasses: The classes whose instances count as instances of a class, in the graph to be checked.
        shapes_graph: The named graph in which the data's store holds the shapes, for ``$shapesGraph``.
        has_written: Whether literals may stand under a datatype of `diplograph.shacl.data.AS_WRITTEN`.
    """

    def __init__(
        self,
        subclasses: Subclasses,
        *,
        shapes_graph: str | None = None,
        has_written: bool = False,
    ) -> None:
        self.subclasses = subclasses
        self.failures = Failures(subclasses, has_written=has_written)
        self._shapes_graph = shapes_graph

    def plan(self, shapes: Iterable[Shape]) -> list[Step]:
        """Compile the shapes that have a target, the most severe first."""
        checks = (
            check
            for shape in shapes
            for target in shape.targets
            for check in checks_of(shape, Focus.of_target(target, self.subclasses))
        )
        return sorted(self.steps(checks), key=_severity_rank)

    def steps(self, checks: Iterable[Check]) -> list[Step]:
        """Compile checks."""
        groups: dict[tuple[str, str | None], _Tests] = {}
        steps: list[Step] = []
        for check in checks:
            test = self._test(check)
            if test is None:
                steps.append(self._step(check))
                continue
            where, value, failure = test
            if failure != "false":
                groups.setdefault((where, value), _Tests(where, value)).tests.append((check, failure))
        return [*(step for group in groups.values() for step in self._grouped(group)), *steps]

    def _test(self, check: Check) -> tuple[str, str | None, str] | None:
        """Return pattern, variable of the value, and failure of what can be tested in a group."""
        focus, shape, constraint = check.focus, check.shape, check.constraint
        if constraint.kind not in _WHOLE:
            value = "?this" if shape.path is None else "?value"
            failure = self.failures.of_value(constraint, value)
            if failure is None:
                return None
            return (focus.pattern if shape.path is None else focus.with_value(shape.path)), value, failure
        if shape.path is None:
            failure = self.failures.of_value(constraint, "?this")  # sh:hasValue, whose result has no value
            return failure and (focus.pattern, None, failure)  # type: ignore[return-value]
        failure = self._whole(constraint, shape.path)
        return failure and (focus.pattern, None, failure)  # type: ignore[return-value]

    def _whole(self, constraint: Constraint, path: Path) -> str | None:
        if constraint.kind.endswith("MinCount") and constraint.count == 0:
            return "false"
        failure = self.failures.of_focus(constraint, path, "?this")
        if failure is None and path.simple and constraint.kind.startswith("Qualified"):
            conforms = self._counted(constraint, "?value")
            some = f"EXISTS {{ {path.pattern('?this', '?value')} FILTER ( {conforms} ) }}"
            if conforms is not None and constraint.kind == "QualifiedMinCount" and constraint.count == 1:
                return f"NOT {some}"
            if conforms is not None and constraint.kind == "QualifiedMaxCount" and constraint.count == 0:
                return some
        return failure

    def _counted(self, constraint: Constraint, value: str) -> str | None:
        """Write when a value counts for a qualified value shape (SHACL, section 4.7.3)."""
        shape, *siblings = constraint.shapes
        own = self.failures.of_shape(shape, value)
        others = [self.failures.of_shape(sibling, value) for sibling in siblings]
        known = [other for other in others if other is not None]
        return None if own is None or len(known) < len(others) else all_of([no(own), *known])

    def _grouped(self, group: _Tests) -> Iterator[Step]:
        for start in range(0, len(group.tests), _MOST_TESTS):
            tests = group.tests[start : start + _MOST_TESTS]
            checks = tuple(check for check, _ in tests)
            selected = checks[0].focus.variables + (" ?value" if group.value == "?value" else "")
            where = f"{group.where} FILTER ( {any_of([failure for _, failure in tests])} )"
            if len(tests) > 1:
                flags = " + ".join(f"IF({failure}, {2**bit}, 0)" for bit, (_, failure) in enumerate(tests))
                selected += f" ( {flags} AS ?failed )"
            query = f"SELECT DISTINCT {selected} WHERE {{ {where} }}"
            yield Step(checks, query, is_about_focus=group.value == "?this")

    def _step(self, check: Check) -> Step:
        validator = check.constraint.validator
        if validator is not None:
            return Step((check,), self._validator(check), is_per_focus=is_per_focus(validator.query))
        write = _FLAT.get(check.constraint.kind)
        return Step((check,), write(self, check) if write else None)

    def _validator(self, check: Check) -> str:
        validator, shape, focus = check.constraint.validator, check.shape, check.focus
        assert validator is not None
        bindings = {
            name: sparql(term) for name, term in validator.bindings if not isinstance(term, ox.BlankNode)
        }  # a blank node is one that the query does not mention
        if isinstance(shape.node, ox.NamedNode):
            bindings["currentShape"] = sparql(shape.node)
        if self._shapes_graph is not None:
            bindings["shapesGraph"] = f"<{self._shapes_graph}>"
        if shape.path is not None:
            bindings["PATH"] = shape.path.text
        query = substitute(validator.query, bindings)
        if "shapesGraph" in query and self._shapes_graph is None:
            raise ShapesError(message("error.shape-shapes-graph", shape=shape.node))
        if not validator.asks:
            return validator.prefixes + inject(query, focus.pattern)
        pattern = (
            f"{focus.pattern} BIND ( ?this AS ?value )"
            if shape.path is None
            else focus.with_value(shape.path)
        )
        asked = f"SELECT {focus.variables} ?value WHERE {{ FILTER NOT EXISTS {{ {body_of(query)} }} }}"
        return validator.prefixes + inject(asked, pattern, frozenset({"this", "value"}))

    def min_count(self, check: Check) -> str:
        """Write a query for focus nodes with too few values by a path."""
        path, focus, least = _path(check), check.focus, check.constraint.count
        optional = f"{focus.pattern} OPTIONAL {{ {focus.reach(path)} }}"
        if least <= 1:
            return _select(check, f"{optional} FILTER ( !BOUND(?value) )")
        return _select(check, optional, counted=f"< {least}")

    def max_count(self, check: Check) -> str:
        """Write a query for focus nodes with too many values by a path."""
        path, most = _path(check), check.constraint.count
        where = check.focus.with_value(path)
        if most == 1 and path.simple:
            other = check.focus.reach(path, "?other")
            return _select(check, f"{where} {other} FILTER ( !sameTerm(?value, ?other) )")
        return _select(check, where, counted=f"> {most}")

    def has_value(self, check: Check) -> str:
        """Write a query for focus nodes that do not have a value by a path."""
        path, (term,) = _path(check), check.constraint.terms
        if isinstance(term, ox.BlankNode):  # no node of the data is a blank node of the shapes
            return _select(check, check.focus.pattern)
        found = f"{check.focus.reach(path)} FILTER ( sameTerm(?value, {sparql(term)}) )"
        return _select(check, f"{check.focus.pattern} OPTIONAL {{ {found} }} FILTER ( !BOUND(?value) )")

    def qualified(self, check: Check) -> str | None:
        """Write a query for focus nodes with too few or too many values that conform to a shape."""
        path, focus, bound = _path(check), check.focus, check.constraint.count
        conforms = self._counted(check.constraint, "?value")
        if conforms is None:
            return None
        if check.constraint.kind == "QualifiedMinCount":
            optional = f"OPTIONAL {{ {focus.reach(path)} FILTER ( {conforms} ) }}"
            return _select(check, f"{focus.pattern} {optional}", counted=f"< {bound}")
        where = f"{focus.with_value(path)} FILTER ( {conforms} )"
        if bound == 1 and path.simple:
            other = f"{focus.reach(path, '?other')} FILTER ( {self._counted(check.constraint, '?other')} )"
            return _select(check, f"{where} {other} FILTER ( !sameTerm(?value, ?other) )")
        return _select(check, where, counted=f"> {bound}")

    def unique_lang(self, check: Check) -> str:
        """Write a query for focus nodes with two values in one language."""
        path = _path(check)
        same = 'LANG(?value) != "" && LCASE(LANG(?value)) = LCASE(LANG(?other)) && !sameTerm(?value, ?other)'
        where = f"{check.focus.with_value(path)} {check.focus.reach(path, '?other')}"
        return _select(
            check, f"{where} FILTER ( COALESCE({same}, false) )", "( LCASE(LANG(?value)) AS ?language )"
        )

    def equals(self, check: Check) -> str:
        """Write a query for values by a path that are none by a property, and the other way round."""
        other = Path(str(check.constraint.terms[0].value))
        if check.shape.path is None:
            differs = f"OPTIONAL {{ {other.pattern('?this', '?same')} FILTER ( sameTerm(?same, ?this) ) }}"
            missing = f"{check.focus.pattern} {differs} FILTER ( !BOUND(?same) ) BIND ( ?this AS ?value )"
            others = f"{other.pattern('?this', '?value')} FILTER ( !sameTerm(?value, ?this) )"
            surplus = f"{check.focus.pattern} {others}"
        else:
            path = check.shape.path
            missing = _only(check.focus, path, other)
            surplus = _only(check.focus, other, path)
        return _select(check, f"{{ {missing} }} UNION {{ {surplus} }}", "?value")

    def disjoint(self, check: Check) -> str:
        """Write a query for values by a path that are values by a property as well."""
        other = Path(str(check.constraint.terms[0].value))
        if check.shape.path is None:
            where = (
                f"{check.focus.pattern} {other.pattern('?this', '?value')} FILTER ( sameTerm(?value, ?this) )"
            )
        else:
            where = f"{check.focus.with_value(check.shape.path)} {other.pattern('?this', '?value')}"
        return _select(check, where, "?value")

    def less_than(self, check: Check) -> str:
        """Write a query for values not before the values of a property, or not to be compared with them."""
        other = Path(str(check.constraint.terms[0].value))
        sign = "<" if check.constraint.kind == "LessThan" else "<="
        where = f"{check.focus.with_value(_path(check))} {other.pattern('?this', '?other')}"
        failure = no(self.failures.is_less("?value", sign, "?other"))
        return (
            f"SELECT DISTINCT {check.focus.variables} ?value ?other WHERE {{ {where} FILTER ( {failure} ) }}"
        )

    def closed(self, check: Check) -> str:
        """Write a query for what nodes have by properties that a closed shape does not allow."""
        allowed = ", ".join(sparql(term) for term in check.constraint.terms)
        value = "?this" if check.shape.path is None else "?node"
        where = (
            check.focus.pattern
            if check.shape.path is None
            else check.focus.with_value(check.shape.path, value)
        )
        test = f"FILTER ( ?path NOT IN ( {allowed} ) )" if allowed else ""
        return _select(check, f"{where} {value} ?path ?value {test}", "?path ?value")


def checks_of(shape: Shape, focus: Focus, route: tuple[Shape, ...] = ()) -> Iterator[Check]:
    """Yield the checks of a shape at some focus nodes, with those of its property shapes."""
    for constraint in shape.constraints:
        yield Check(focus, shape, constraint, route)
    inner = focus if shape.path is None else focus.through(shape.path)
    for property_shape in shape.properties:
        yield from checks_of(property_shape, inner, (*route, shape))


def _select(check: Check, where: str, more: str = "", *, counted: str | None = None) -> str:
    """Write a query for the focus nodes that meet a pattern, if wanted by the number of their values."""
    names = check.focus.variables
    if counted is not None:
        having = f"HAVING ( COUNT(DISTINCT ?value) {counted} )"
        return f"SELECT {names} WHERE {{ {where} }} GROUP BY {names} {having}"
    return f"SELECT DISTINCT {names} {more} WHERE {{ {where} }}"


def _only(focus: Focus, path: Path, other: Path) -> str:
    missing = f"OPTIONAL {{ {other.pattern('?this', '?value')} BIND ( true AS ?shared ) }}"
    return f"{focus.with_value(path)} {missing} FILTER ( !BOUND(?shared) )"


def _path(check: Check) -> Path:
    assert check.shape.path is not None
    return check.shape.path


def _severity_rank(step: Step) -> int:
    order = (SH + "Violation", SH + "Warning", SH + "Info")
    severities = {check.shape.severity for check in step.checks}
    return min(order.index(one) if one in order else len(order) for one in severities)


_FLAT: Final = {
    "MinCount": Planner.min_count,
    "MaxCount": Planner.max_count,
    "HasValue": Planner.has_value,
    "QualifiedMinCount": Planner.qualified,
    "QualifiedMaxCount": Planner.qualified,
    "UniqueLang": Planner.unique_lang,
    "Equals": Planner.equals,
    "Disjoint": Planner.disjoint,
    "LessThan": Planner.less_than,
    "LessThanOrEquals": Planner.less_than,
    "Closed": Planner.closed,
}
