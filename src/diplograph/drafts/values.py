"""What values a property takes, as its shapes have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from diplograph.base.names import DG, PREFIXES, SH
from diplograph.shacl.graph import Term
from diplograph.shacl.shapes import Constraint, Shape

_SCHEME: Final = DG + "SchemeConstraintComponent"
_IN_SCHEME: Final = PREFIXES["skos"] + "inScheme"


@dataclass(frozen=True, slots=True)
class Value:
    """What values are taken: those of any of the classes, schemes and datatypes; without these, any.

    Attributes:
        classes: The IRIs of the classes whose nodes are taken, by their names.
        schemes: The IRIs of the schemes whose kinds are taken.
        datatypes: The IRIs of the datatypes of literals.
        pattern: A regular expression that texts match; empty without one.
        minimum: The least number.
        maximum: The greatest number.
    """

    classes: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset()
    datatypes: frozenset[str] = frozenset()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None

    def with_more(self, other: Value) -> Value:
        """Return what is taken where a second shape asks for something too, of the same sort or of another.

        Example:
            >>> state = Value(classes=frozenset(["urn:x:State"]))
            >>> Value(classes=frozenset(["urn:x:Entity"]), minimum=1).with_more(state).classes
            frozenset({'urn:x:State'})
        """
        return Value(
            other.classes or self.classes,
            other.schemes or self.schemes,
            other.datatypes or self.datatypes,
            other.pattern or self.pattern,
            self.minimum if other.minimum is None else other.minimum,
            self.maximum if other.maximum is None else other.maximum,
        )


ANY: Final = Value()


def value_of(shape: Shape) -> Value:
    """Read what values a shape takes, as far as a record can tell it."""
    found = ANY
    for constraint in shape.constraints:
        found = found.with_more(_of_constraint(constraint))
    for inner in shape.properties:
        if inner.path is not None and inner.path.predicate == _IN_SCHEME:
            found = found.with_more(Value(schemes=_iris(_terms(inner.constraints, "HasValue"))))
    return found


def _of_constraint(constraint: Constraint) -> Value:
    terms = constraint.terms
    match constraint.kind:
        case "Class":
            return Value(classes=_iris(terms))
        case "Datatype":
            return Value(datatypes=_iris(terms))
        case "Pattern":
            return Value(pattern=str(terms[0].value))
        case "MinInclusive":
            return Value(minimum=_number(terms[0]))
        case "MaxInclusive":
            return Value(maximum=_number(terms[0]))
        case "Node":
            return value_of(constraint.shapes[0])
        case "Or":
            return _any_of([value_of(shape) for shape in constraint.shapes])
    if constraint.component == _SCHEME and constraint.validator is not None:
        return Value(schemes=_iris(term for _, term in constraint.validator.bindings))
    return ANY


def _any_of(values: list[Value]) -> Value:
    """Return what is taken where one of some shapes is enough; any value if one of them takes any."""
    if ANY in values:
        return ANY
    return Value(
        frozenset[str]().union(*(value.classes for value in values)),
        frozenset[str]().union(*(value.schemes for value in values)),
        frozenset[str]().union(*(value.datatypes for value in values)),
    )


def _number(bound: Term) -> float | None:
    """Return a bound as a number; None for one of another kind, such as a day."""
    text = str(bound.value)
    try:
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    except ValueError:
        return None


def _terms(constraints: Iterable[Constraint], kind: str) -> Iterator[object]:
    for constraint in constraints:
        if constraint.component == f"{SH}{kind}ConstraintComponent":
            yield from constraint.terms


def _iris(terms: Iterable[object]) -> frozenset[str]:
    return frozenset(str(getattr(term, "value", term)) for term in terms)
