"""When a value fails a constraint: boolean SPARQL expressions.

Each expression is true where the value fails and false where it does not; none is an error, so that it can be
negated. An expression holds at most one triple pattern in an EXISTS, since engines plan those well and larger
ones badly; what needs more is left to queries of their own (`diplograph.shacl.plan`).

Source: SHACL, section 4 (https://www.w3.org/TR/shacl/#core-components).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.names import RDF, SH, XSD
from diplograph.shacl.data import AS_WRITTEN
from diplograph.shacl.datatypes import pattern_of
from diplograph.shacl.graph import Term
from diplograph.shacl.paths import Path
from diplograph.shacl.regex import rewritten
from diplograph.shacl.shapes import Constraint, Shape

Subclasses: TypeAlias = Callable[[str], tuple[str, ...]]
"""Returns a class and those below it whose instances are not asserted to be instances of it."""

_KINDS: Final = {
    "BlankNode": "isBlank({0})",
    "IRI": "isIRI({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_COMPARED: Final = {
    "MinExclusive": ">",
    "MinInclusive": ">=",
    "MaxExclusive": "<",
    "MaxInclusive": "<=",
}
_TRUE: Final = "true"
_FALSE: Final = "false"


def sparql(term: Term) -> str:
    """Write an IRI or a literal as SPARQL.

    Raises:
        ValueError: It is a blank node, which a query cannot name.
    """
    if isinstance(term, ox.BlankNode):
        raise ValueError("a query cannot name a blank node")
    return str(term)


def any_of(expressions: list[str]) -> str:
    """Join expressions by or."""
    kept = [one for one in dict.fromkeys(expressions) if one != _FALSE]
    if _TRUE in kept:
        return _TRUE
    return kept[0] if len(kept) == 1 else f"({' || '.join(kept)})" if kept else _FALSE


def all_of(expressions: list[str]) -> str:
    """Join expressions by and."""
    kept = [one for one in dict.fromkeys(expressions) if one != _TRUE]
    if _FALSE in kept:
        return _FALSE
    return kept[0] if len(kept) == 1 else f"({' && '.join(kept)})" if kept else _TRUE


def no(expression: str) -> str:
    """Negate an expression.

    Example:
        >>> no("NOT EXISTS { ?v a <urn:x:C> }"), no("?a && ?b"), no("true")
        ('EXISTS { ?v a <urn:x:C> }', '!(?a && ?b)', 'false')
    """
    if expression in (_TRUE, _FALSE):
        return _FALSE if expression == _TRUE else _TRUE
    if expression.startswith("NOT EXISTS {") and expression.index("}") == len(expression) - 1:
        return expression.removeprefix("NOT ")
    return f"!({expression})"


class Failures:
    """Writes the expressions.

    Args:
        subclasses: The classes whose instances count as instances of a class.
        has_written: Whether literals may stand under a datatype of `diplograph.shacl.data.AS_WRITTEN`.
    """

    def __init__(self, subclasses: Subclasses, *, has_written: bool = False) -> None:
        self._subclasses = subclasses
        self._has_written = has_written
        self._numbers = count()  # shapes are compiled by more than one thread

    def of_shape(self, shape: Shape, node: str) -> str | None:
        """Write when a node does not conform to a shape; None if that needs queries of its own."""
        parts: list[str | None] = []
        if shape.path is None:
            parts += [self.of_value(constraint, node) for constraint in shape.constraints]
            parts += [self.of_shape(inner, node) for inner in shape.properties]
        elif not shape.path.simple:
            return None
        else:
            parts += [self._of_path(constraint, shape.path, node) for constraint in shape.constraints]
            value = self._fresh()
            for inner in shape.properties:
                failure = self.of_shape(inner, value)
                parts.append(failure and self._some(shape.path, node, value, failure))
        known = [part for part in parts if part is not None]
        return any_of(known) if len(known) == len(parts) else None

    def of_value(self, constraint: Constraint, value: str) -> str | None:
        """Write when a value node fails a constraint that looks at each value by itself.

        Returns:
            None for a constraint that looks at more than one value, or that needs queries of its own.
        """
        kind, terms = constraint.kind, constraint.terms
        if kind in _COMPARED and isinstance(terms[0], ox.Literal):
            return no(self.is_less(value, _COMPARED[kind], sparql(terms[0])))
        if kind == "Class" and isinstance(terms[0], ox.NamedNode):
            return self._not_of_class(terms[0].value, value)
        if kind == "Datatype":
            return self._datatype(str(terms[0].value), value)
        if kind in ("And", "Or", "Xone", "Not", "Node"):
            return self._of_shapes(constraint, value)
        simple = _SIMPLE.get(kind)
        return simple(constraint, value) if simple else None

    def of_focus(self, constraint: Constraint, path: Path, node: str) -> str | None:
        """Write when a focus node fails a constraint on all its values together; None as in `of_value`."""
        kind = constraint.kind
        if kind == "MinCount" and constraint.count == 0:
            return _FALSE
        if not path.simple:
            return None
        pattern = path.pattern(node, self._fresh())
        if kind == "MinCount" and constraint.count == 1:
            return f"NOT EXISTS {{ {pattern} }}"
        if kind == "MaxCount" and constraint.count == 0:
            return f"EXISTS {{ {pattern} }}"
        if kind == "HasValue" and not isinstance(constraint.terms[0], ox.BlankNode):
            return f"NOT EXISTS {{ {path.pattern(node, sparql(constraint.terms[0]))} }}"
        return None

    def is_less(self, one: str, sign: str, other: str) -> str:
        """Write that two values can be compared and the comparison holds.

        Values of one type or two numbers can be compared (SPARQL, section 17.3); some engines compare others.
        """
        one, other = self._as_value(one), self._as_value(other)
        comparable = f"(DATATYPE({one}) = DATATYPE({other}) || (isNumeric({one}) && isNumeric({other})))"
        if sign.endswith("="):  # engines take a term for equal to itself, whatever its type
            comparable += f' && STRSTARTS(STR(DATATYPE({one})), "{XSD}")'
        return f"COALESCE({comparable} && {one} {sign} {other}, false)"

    def _as_value(self, term: str) -> str:
        if not self._has_written:
            return term
        if not term.startswith("?"):  # a constant, which must not be taken for one as it is written
            text, typed, datatype = term.rpartition("^^")
            return f"STRDT({text}, {datatype})" if typed else term
        datatype = f'STRAFTER(STR(DATATYPE({term})), "{AS_WRITTEN}")'
        return f'COALESCE(IF({datatype} != "", STRDT(STR({term}), IRI({datatype})), {term}), {term})'

    def _datatype(self, iri: str, value: str) -> str:
        wrong = f"DATATYPE({value}) != <{iri}>"
        if self._has_written:
            wrong = f"DATATYPE({value}) NOT IN ( <{iri}>, <{AS_WRITTEN}{iri}> )"
        if iri == RDF + "langString":  # Virtuoso gives text in a language the datatype of plain text
            return f'(!isLiteral({value}) || COALESCE(LANG({value}) = "", true))'
        if iri == XSD + "string":
            wrong += f' || LANG({value}) != ""'
        if (pattern := pattern_of(iri)) is not None:
            wrong += f" || !REGEX(STR({value}), {ox.Literal(pattern)})"
        return f"COALESCE({wrong}, true)"  # what is no literal has no datatype

    def _of_path(self, constraint: Constraint, path: Path, node: str) -> str | None:
        about_all = self.of_focus(constraint, path, node)
        if about_all is not None:
            return about_all
        value = self._fresh()
        if constraint.kind == "HasValue":
            return None
        if constraint.kind == "QualifiedMinCount" and constraint.count == 1 and len(constraint.shapes) == 1:
            failure = self.of_shape(constraint.shapes[0], value)
            return failure and no(self._some(path, node, value, no(failure)))
        failure = self.of_value(constraint, value)
        return failure and self._some(path, node, value, failure)

    def _some(self, path: Path, node: str, value: str, condition: str) -> str:
        """Write that some value of a path meets a condition."""
        if condition == _FALSE:
            return _FALSE
        return f"EXISTS {{ {path.pattern(node, value)} FILTER ( {condition} ) }}"

    def _of_shapes(self, constraint: Constraint, value: str) -> str | None:
        failures = [self.of_shape(shape, value) for shape in constraint.shapes]
        known = [failure for failure in failures if failure is not None]
        if len(known) < len(failures):
            return None
        if constraint.kind in ("Node", "And"):
            return any_of(known)
        if constraint.kind == "Or":
            return all_of(known)
        if constraint.kind == "Not":
            return no(known[0])
        return f"({' + '.join(f'IF({failure}, 0, 1)' for failure in known)} != 1)" if known else _TRUE

    def _not_of_class(self, iri: str, value: str) -> str:
        classes = self._subclasses(iri)
        return all_of([f"NOT EXISTS {{ {value} <{RDF}type> <{one}> }}" for one in classes])

    def _fresh(self) -> str:
        return f"?v{next(self._numbers)}"


def _node_kind(constraint: Constraint, value: str) -> str:
    return no(_KINDS[str(constraint.terms[0].value).removeprefix(SH)].format(value))


def _in(constraint: Constraint, value: str) -> str:
    iris = [sparql(term) for term in constraint.terms if isinstance(term, ox.NamedNode)]
    literals = [sparql(term) for term in constraint.terms if isinstance(term, ox.Literal)]
    # IN compares values: 1 would be among 1.0. Terms must be the same.
    same = [f"sameTerm({value}, {literal})" for literal in literals]
    return no(any_of([*([f"{value} IN ( {', '.join(iris)} )"] if iris else []), *same]))


def _language_in(constraint: Constraint, value: str) -> str:
    ranges = [f"LANGMATCHES(LANG({value}), {sparql(term)})" for term in constraint.terms]
    return f"!COALESCE({any_of(ranges)}, false)"


def _pattern(constraint: Constraint, value: str) -> str:
    pattern, flags = rewritten(*(str(term.value) for term in constraint.terms))
    arguments = f"STR({value}), {ox.Literal(pattern)}" + (f", {ox.Literal(flags)}" if flags else "")
    return f"COALESCE(isBlank({value}) || !REGEX({arguments}), true)"


def _length(sign: str) -> Callable[[Constraint, str], str]:
    def write(constraint: Constraint, value: str) -> str:
        return f"COALESCE(isBlank({value}) || STRLEN(STR({value})) {sign} {constraint.count}, true)"

    return write


def _same(constraint: Constraint, value: str) -> str | None:
    (term,) = constraint.terms
    return None if isinstance(term, ox.BlankNode) else f"!sameTerm({value}, {sparql(term)})"


_SIMPLE: Final[dict[str, Callable[[Constraint, str], str | None]]] = {
    "NodeKind": _node_kind,
    "In": _in,
    "LanguageIn": _language_in,
    "Pattern": _pattern,
    "MinLength": _length("<"),
    "MaxLength": _length(">"),
    "HasValue": _same,
}
