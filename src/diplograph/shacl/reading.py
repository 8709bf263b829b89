"""Reading shapes from a shapes graph, and refusing what is malformed with file, line and shape.

Source: SHACL (https://www.w3.org/TR/shacl/): syntax rules in appendix A, recursion in section 3.4.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from diplograph.base.messages import Message, message
from diplograph.base.names import OWL, RDF, RDFS, SH, XSD
from diplograph.shacl.components import Component, read_components, read_target, read_validator
from diplograph.shacl.graph import MOST_NESTED, Node, ShapesGraph, Term
from diplograph.shacl.paths import read_path
from diplograph.shacl.prebinding import mentions
from diplograph.shacl.regex import PatternError, rewritten
from diplograph.shacl.shapes import Constraint, Selector, Shape, Target
from diplograph.shacl.templates import Labels, Templates, no_labels
from diplograph.shacl.vocabulary import Unknown, Why, has_query, unknown_terms

_MOST_DIGITS: Final = 18  # of a number such as that of sh:maxCount
_TYPE: Final = RDF + "type"
_LISTS_OF_SHAPES: Final = {"and": "And", "or": "Or", "xone": "Xone"}
_SHAPES: Final = {"node": "Node", "not": "Not"}
_PROPERTIES: Final = {
    "equals": "Equals",
    "disjoint": "Disjoint",
    "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
}
_BOUNDS: Final = {
    "minExclusive": "MinExclusive",
    "minInclusive": "MinInclusive",
    "maxExclusive": "MaxExclusive",
    "maxInclusive": "MaxInclusive",
}
_COUNTS: Final = {
    "minCount": "MinCount",
    "maxCount": "MaxCount",
    "minLength": "MinLength",
    "maxLength": "MaxLength",
}
_NODE_KINDS: Final = frozenset(
    SH + kind
    for kind in ("BlankNode", "IRI", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
)
_ONLY_FOR_PATHS: Final = (
    "minCount", "maxCount", "lessThan", "lessThanOrEquals", "uniqueLang", "qualifiedValueShape",
)  # fmt: skip
_SINGLE: Final = (
    "path", "datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength", "uniqueLang", "in",
    "languageIn", "closed", "ignoredProperties", "deactivated", "severity", "qualifiedMinCount",
    "qualifiedMaxCount", "qualifiedValueShapesDisjoint", "flags", *_BOUNDS,
)  # fmt: skip
_TARGETS: Final = {selector.value: selector for selector in Selector}
_PARAMETERS: Final = frozenset((
    *_LISTS_OF_SHAPES, *_SHAPES, *_PROPERTIES, *_BOUNDS, *_COUNTS, *_SINGLE, *_TARGETS,
    "class", "hasValue", "pattern", "property", "sparql", "qualifiedValueShape",
))  # fmt: skip


def read_shapes(
    graph: ShapesGraph, labels: Labels = no_labels, *, ignored: list[Unknown] | None = None
) -> list[Shape]:
    """Read all shapes of a graph; those that have a target come first, in the order of the files.

    Deactivated shapes have no constraints and no targets.

    Args:
        graph: The shapes graph.
        labels: The labels of the terms that messages name.
        ignored: Takes what the reader does not know, which is left out of the graph, too; without it, that
            is refused.

    Raises:
        ShapesError: A shape is malformed, refers to itself, or uses what this reader does not know.
    """
    _take(unknown_terms(graph, _PARAMETERS), graph, ignored)
    reader = _Reader(graph, labels, ignored)
    shapes = [reader.read(node) for node in _nodes(graph)]
    for one in ignored or ():
        graph.drop(one.node, one.predicate, one.value)
    return sorted(shapes, key=lambda shape: not shape.targets)


def _nodes(graph: ShapesGraph) -> list[Node]:
    """Return the nodes that are shapes (SHACL, section 2.1)."""
    parameters = {SH + name for name in _PARAMETERS} - {SH + "path"}
    skipped = {
        value for node in graph.subjects() for value in graph.objects(node, SH + "parameter")
    }  # a parameter of a component looks like a property shape
    found = []
    for node in graph.subjects():
        about = graph.predicates(node)
        types = {term.value for term in about.get(_TYPE, []) if isinstance(term, ox.NamedNode)}
        if node not in skipped and (
            types & {SH + "NodeShape", SH + "PropertyShape"} or not parameters.isdisjoint(about)
        ):
            found.append(node)
    return found


def _take(found: Iterable[Unknown], graph: ShapesGraph, ignored: list[Unknown] | None) -> None:
    """Put what is not known to the ignored, or refuse the first of it."""
    for one in found:
        if ignored is None or one.why.is_failure:
            raise one.refused(graph)
        ignored.append(one)


class _Reader:
    def __init__(self, graph: ShapesGraph, labels: Labels, ignored: list[Unknown] | None) -> None:
        self._graph = graph
        self._ignored = ignored
        self._shapes: dict[Node, Shape] = {}
        self._reading: list[Node] = []
        self._components = read_components(graph)
        parameters = {name: iri for one in self._components for iri, name, _ in one.parameters}
        self._templates = Templates(graph, labels, parameters)

    def read(self, node: Term, owner: Node | None = None, predicate: str | None = None) -> Shape:
        graph = self._graph
        if isinstance(node, ox.Literal):
            raise graph.error(message("error.shape-no-shape", node=node), owner or node, predicate)  # type: ignore[arg-type]
        if node in self._reading:
            raise graph.error(message("error.shape-recursive"), node)
        if len(self._reading) == MOST_NESTED:
            raise graph.error(message("error.shape-deep", most=MOST_NESTED), node)
        if not graph.predicates(node):
            undescribed = Unknown(owner or node, predicate or SH + "property", Why.UNDESCRIBED, node)
            _take([undescribed], graph, self._ignored)
        if node not in self._shapes:
            self._reading.append(node)
            self._shapes[node] = self._read(node)
            self._reading.pop()
        return self._shapes[node]

    def _read(self, node: Node) -> Shape:
        graph = self._graph
        for name in _SINGLE:
            graph.value(node, SH + name)
        path_node = graph.value(node, SH + "path")
        path = None if path_node is None else read_path(graph, path_node, node)
        types = graph.objects(node, _TYPE)
        if path is None and ox.NamedNode(SH + "PropertyShape") in types:
            raise graph.error(message("error.shape-property-no-path"), node)
        if path is not None and ox.NamedNode(SH + "NodeShape") in types:
            raise graph.error(message("error.shape-node-path"), node, SH + "path")
        if path is None:
            for name in _ONLY_FOR_PATHS:
                if graph.objects(node, SH + name):
                    raise graph.error(message("error.shape-needs-property", name=name), node, SH + name)
        constraints = self._constraints(node)
        read = [self.read(one, node, SH + "property") for one in graph.objects(node, SH + "property")]
        properties = tuple(one for one in read if graph.predicates(one.node))
        for one in properties:
            if one.path is None and not self._is_deactivated(one.node):
                raise graph.error(
                    message("error.shape-needs-property", name="property"), node, SH + "property"
                )
        targets = self._targets(node)
        if self._is_deactivated(node):
            return Shape(node, path)
        return Shape(
            node,
            path,
            targets=targets,
            constraints=tuple(constraints),
            properties=properties,
            severity=self._iri(node, "severity") or SH + "Violation",
            messages=self._messages(node),
        )

    def _constraints(self, node: Node) -> list[Constraint]:
        graph, found = self._graph, list[Constraint]()

        def add(kind: str, **parts: object) -> None:
            found.append(Constraint(f"{SH}{kind}ConstraintComponent", **parts))  # type: ignore[arg-type]

        for term in graph.objects(node, SH + "class"):
            add("Class", terms=(self._need_iri(node, "class", term),))
        for name, kind in (("datatype", "Datatype"), ("nodeKind", "NodeKind")):
            for term in graph.objects(node, SH + name):
                add(kind, terms=(self._need_iri(node, name, term),))
                if name == "nodeKind" and term.value not in _NODE_KINDS:
                    raise graph.error(message("error.shape-no-node-kind", term=term), node, SH + name)
        for name, kind in _COUNTS.items():
            if (number := self._integer(node, name)) is not None:
                add(kind, count=number)
        for name, kind in _BOUNDS.items():
            for term in graph.objects(node, SH + name):
                if not isinstance(term, ox.Literal):
                    raise graph.error(message("error.shape-literal", name=name), node, SH + name)
                add(kind, terms=(term,))
        for name, kind in _PROPERTIES.items():
            for term in graph.objects(node, SH + name):
                add(kind, terms=(self._need_iri(node, name, term),))
        for term in graph.objects(node, SH + "hasValue"):
            add("HasValue", terms=(term,))
        for name, kind in (("in", "In"), ("languageIn", "LanguageIn")):
            for head in graph.objects(node, SH + name):
                add(kind, terms=graph.members(head, node, SH + name))
        flags = tuple(graph.objects(node, SH + "flags"))
        for term in graph.objects(node, SH + "pattern"):
            if not isinstance(term, ox.Literal):
                raise graph.error(message("error.shape-literal", name="pattern"), node, SH + "pattern")
            if reason := _why_unreadable(*(str(one.value) for one in (term, *flags))):
                raise graph.error(
                    message("error.shape-no-regex", text=str(term)[:80], reason=reason), node, SH + "pattern"
                )
            add("Pattern", terms=(term, *flags))
        if self._boolean(node, "uniqueLang"):
            add("UniqueLang")
        if self._boolean(node, "closed"):
            add("Closed", terms=self._allowed(node))
        for name, kind in _SHAPES.items():
            for term in graph.objects(node, SH + name):
                add(kind, shapes=(self.read(term, node, SH + name),))
        for constraint in found:
            if constraint.kind == "Node" and constraint.shapes[0].path is not None:
                raise graph.error(message("error.shape-needs-node-shape"), node, SH + "node")
        for name, kind in _LISTS_OF_SHAPES.items():
            for head in graph.objects(node, SH + name):
                members = graph.members(head, node, SH + name)
                add(kind, shapes=tuple(self.read(one, node, SH + name) for one in members))
        self._add_qualified(node, found)
        for term in graph.objects(node, SH + "sparql"):
            found.extend(self._sparql(node, term))
        for component in self._components:
            found.extend(self._of_component(node, component))
        return [replace(one, messages=self._templates.messages(node, one)) for one in found]

    def _allowed(self, node: Node) -> tuple[Term, ...]:
        graph = self._graph
        allowed: list[Term] = []
        for head in graph.objects(node, SH + "ignoredProperties"):
            allowed.extend(graph.members(head, node, SH + "ignoredProperties"))
        for inner in graph.objects(node, SH + "property"):
            if not isinstance(inner, ox.Literal):
                allowed += [p for p in graph.objects(inner, SH + "path") if isinstance(p, ox.NamedNode)]
        return tuple(dict.fromkeys(allowed))

    def _add_qualified(self, node: Node, found: list[Constraint]) -> None:
        graph = self._graph
        at_least, at_most = self._integer(node, "qualifiedMinCount"), self._integer(node, "qualifiedMaxCount")
        for term in graph.objects(node, SH + "qualifiedValueShape"):
            if at_least is None and at_most is None:
                raise graph.error(message("error.shape-qualified"), node)
            shape = self.read(term, node, SH + "qualifiedValueShape")
            siblings: tuple[Shape, ...] = ()
            if self._boolean(node, "qualifiedValueShapesDisjoint"):
                siblings = tuple(self.read(one) for one in self._siblings(node) if one != term)
            for name, count in (("QualifiedMinCount", at_least), ("QualifiedMaxCount", at_most)):
                if count is not None:
                    component = f"{SH}{name}ConstraintComponent"
                    found.append(Constraint(component, shapes=(shape, *siblings), count=count))

    def _siblings(self, node: Node) -> list[Term]:
        """Return the sibling shapes of a qualified value shape (SHACL, section 4.7.3)."""
        graph, found = self._graph, list[Term]()
        for parent in graph.subjects():
            inner = graph.objects(parent, SH + "property")
            if node in inner:
                for one in inner:
                    if not isinstance(one, ox.Literal):
                        found += graph.objects(one, SH + "qualifiedValueShape")
        return list(dict.fromkeys(found))

    def _sparql(self, node: Node, term: Term) -> list[Constraint]:
        graph = self._graph
        if isinstance(term, ox.Literal) or not graph.objects(term, SH + "select"):
            raise graph.error(message("error.shape-sparql"), node, SH + "sparql")
        if self._boolean(term, "deactivated"):
            return []
        validator = read_validator(graph, term, asks=False)
        return [Constraint(SH + "SPARQLConstraintComponent", validator=validator)]

    def _of_component(self, node: Node, component: Component) -> list[Constraint]:
        graph = self._graph
        bindings = component.bindings(graph, node)
        if bindings is None:
            return []
        is_property = bool(graph.objects(node, SH + "path"))
        validator = component.validator(is_property, bindings)
        if validator is None:
            raise graph.error(message("error.shape-no-validator", component=component.node), node)
        for name, value in bindings:
            if isinstance(value, ox.BlankNode) and mentions(validator.query, name):
                raise graph.error(message("error.shape-blank", name=name), node)
        return [Constraint(component.node.value, validator=validator)]

    def _targets(self, node: Node) -> tuple[Target, ...]:
        graph, found = self._graph, list[Target]()
        for name, selector in _TARGETS.items():
            for term in graph.objects(node, SH + name):
                if selector is Selector.QUERY:
                    if has_query(graph, term):
                        found.append(Target(selector, term, read_target(graph, node, term)))
                    continue
                if selector is not Selector.NODE and not isinstance(term, ox.NamedNode):
                    raise graph.error(message("error.shape-iri", name=name), node, SH + name)
                if isinstance(term, ox.BlankNode):
                    raise graph.error(message("error.shape-target-node"), node, SH + name)
                found.append(Target(selector, term))
        types = graph.objects(node, _TYPE)
        classes = {ox.NamedNode(RDFS + "Class"), ox.NamedNode(OWL + "Class")}
        if isinstance(node, ox.NamedNode) and not classes.isdisjoint(types):
            found.append(Target(Selector.CLASS, node))
        return tuple(dict.fromkeys(found))

    def _messages(self, node: Node) -> tuple[ox.Literal, ...]:
        found = self._graph.objects(node, SH + "message")
        for term in found:
            if not isinstance(term, ox.Literal):
                raise self._graph.error(message("error.shape-message"), node, SH + "message")
        return tuple(term for term in found if isinstance(term, ox.Literal))

    def _is_deactivated(self, node: Node) -> bool:
        return self._boolean(node, "deactivated")

    def _boolean(self, node: Node, name: str) -> bool:
        term = self._graph.value(node, SH + name)
        if term is None:
            return False
        if not isinstance(term, ox.Literal) or term.datatype.value != XSD + "boolean":
            raise self._graph.error(message("error.shape-boolean", name=name), node, SH + name)
        return term.value == "true"  # SHACL asks for the term true, of which "1" is another spelling

    def _integer(self, node: Node, name: str) -> int | None:
        term = self._graph.value(node, SH + name)
        if term is None:
            return None
        if (
            not isinstance(term, ox.Literal)
            or term.datatype.value != XSD + "integer"
            or not _is_integer(term)
        ):
            raise self._graph.error(message("error.shape-integer", name=name), node, SH + name)
        if len(term.value) > _MOST_DIGITS:
            raise self._graph.error(message("error.shape-too-large", name=name), node, SH + name)
        return int(term.value)

    def _iri(self, node: Node, name: str) -> str | None:
        term = self._graph.value(node, SH + name)
        return None if term is None else self._need_iri(node, name, term).value

    def _need_iri(self, node: Node, name: str, term: Term) -> ox.NamedNode:
        if not isinstance(term, ox.NamedNode):
            raise self._graph.error(message("error.shape-iri", name=name), node, SH + name)
        return term


def _why_unreadable(pattern: str, flags: str = "") -> Message | None:
    """Return why a regular expression cannot be run, or nothing where it can."""
    try:
        pattern, flags = rewritten(pattern, flags)
    except PatternError as error:
        return error.reason
    arguments = f'"", {ox.Literal(pattern)}, {ox.Literal(flags)}'
    answer = ox.Store().query(f"ASK {{ FILTER BOUND(?matches) BIND ( REGEX({arguments}) AS ?matches ) }}")
    return None if answer else message("regex.malformed")


def _is_integer(term: ox.Literal) -> bool:
    return term.value.removeprefix("-").removeprefix("+").isdecimal()
