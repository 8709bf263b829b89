"""SPARQL-based constraints and constraint components: their queries, prefixes and parameters.

Source: SHACL, sections 5 and 6 (https://www.w3.org/TR/shacl/#sparql-constraints).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import ShapesError, reason_of
from diplograph.base.messages import message
from diplograph.base.names import OWL, RDF, RDFS, SH
from diplograph.shacl.graph import Node, ShapesGraph, Term
from diplograph.shacl.prebinding import UndeclaredPrefix, Unsupported, check_query
from diplograph.shacl.shapes import Validator
from diplograph.sparql.answers import variables_of
from diplograph.sparql.forms import undeclared_prefixes
from diplograph.sparql.lexing import TOKEN
from diplograph.sparql.limits import RefusedQuery, check_limits

_PLACE: Final = re.compile(r"error at (\d+):\d+")
_ESCAPE: Final = re.compile(r"\\(?=.)")
_LOCAL_NAME: Final = re.compile(r"[^/#:]*$")


@dataclass(frozen=True, slots=True)
class Component:
    """A constraint component that the shapes graph declares.

    Attributes:
        node: Its IRI.
        parameters: The properties that are its parameters: IRI, variable name, whether it is optional.
        node_validator: The query for node shapes.
        property_validator: The query for property shapes.
    """

    node: ox.NamedNode
    parameters: tuple[tuple[str, str, bool], ...]
    node_validator: Validator | None
    property_validator: Validator | None

    def bindings(self, graph: ShapesGraph, shape: Node) -> tuple[tuple[str, Term], ...] | None:
        """Return what a shape binds its parameters to; None if the shape does not use the component."""
        found: list[tuple[str, Term]] = []
        for iri, name, is_optional in self.parameters:
            values = graph.objects(shape, iri)
            if not values and not is_optional:
                return None
            if len(values) > 1:
                raise graph.error(message("error.shape-twice", iri=iri), shape, iri)
            found += [(name, value) for value in values]
        return tuple(found)

    def validator(self, is_property: bool, bindings: tuple[tuple[str, Term], ...]) -> Validator | None:
        """Return the query for a kind of shape, its parameters bound."""
        own = self.property_validator if is_property else self.node_validator
        if own is None:
            return None
        return Validator(own.query, own.prefixes, own.asks, own.node, bindings, own.messages)


def read_components(graph: ShapesGraph) -> list[Component]:
    """Read the constraint components of a shapes graph (SHACL, section 6.2).

    Raises:
        ShapesError: A component is malformed.
    """
    kinds = _subclasses(graph, ox.NamedNode(SH + "ConstraintComponent"))
    found = []
    for node in graph.subjects():
        if isinstance(node, ox.NamedNode) and not kinds.isdisjoint(graph.objects(node, RDF + "type")):
            found.append(_read_component(graph, node))
    return found


def read_validator(graph: ShapesGraph, node: Node, *, asks: bool) -> Validator:
    """Read a query with its prefixes, and check that it can be run with pre-bound variables.

    Raises:
        ShapesError: It is not SPARQL, or uses what SHACL rules out (section 5.2.1, appendix A).
    """
    predicate = SH + ("ask" if asks else "select")
    text = graph.value(node, predicate)
    if not isinstance(text, ox.Literal):
        raise graph.error(message("error.shape-one-query", form="ask" if asks else "select"), node, predicate)
    prefixes = _as_text(_declared(graph, node))
    try:
        check_query(text.value, prefixes, asks=asks)
    except Unsupported as error:
        raise graph.error(error.reason, node, predicate) from None
    except SyntaxError as error:
        raise _not_sparql(graph, node, predicate, error) from None
    messages = tuple(m for m in graph.objects(node, SH + "message") if isinstance(m, ox.Literal))
    return Validator(text.value, prefixes, asks, node, messages=messages)


def read_target(graph: ShapesGraph, shape: Node, node: Term) -> str:
    """Read the query of a SPARQL-based target, with IRIs in the place of prefixed names.

    Source: SHACL Advanced Features, section 3.1 (https://www.w3.org/TR/shacl-af/#SPARQLTarget).

    Raises:
        ShapesError: It has no query, or one that is not SPARQL or does not select ``?this``.
    """
    predicate = SH + "select"
    text = None if isinstance(node, ox.Literal) else graph.value(node, predicate)
    if isinstance(node, ox.Literal) or not isinstance(text, ox.Literal):
        raise graph.error(message("error.shape-target"), shape, SH + "target")
    query = _without_prefixes(text.value, _declared(graph, node))
    for prefix in undeclared_prefixes(query):
        raise graph.error(message("error.shape-prefix", prefix=prefix), node, predicate)
    try:
        check_limits(query)
        variables = variables_of(ox.Store().query(query))
        ox.Store().query(f"SELECT ?this WHERE {{ {{ {query} }} }}")
    except SyntaxError as error:
        raise _not_sparql(graph, node, predicate, error) from None
    if "this" not in (variables or ()):
        raise graph.error(message("error.shape-target-this"), node, predicate)
    return query


def _without_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """Write a query with IRIs in the place of prefixed names, and ``?this`` for ``$this``."""
    pieces, end = [], 0
    for token in TOKEN.finditer(query):
        prefix, colon, local = (token["name"] or "").partition(":")
        written = (
            f"<{prefixes[prefix]}{_ESCAPE.sub('', local)}>" if colon and prefix in prefixes else token[0]
        )
        pieces += [query[end : token.start()], "?this" if written == "$this" else written]
        end = token.end()
    return "".join([*pieces, query[end:]])


def _not_sparql(graph: ShapesGraph, node: Node, predicate: str, error: SyntaxError) -> ShapesError:
    path, line = graph.place(node, predicate) or (None, None)
    told = _PLACE.search(str(error))
    if line is not None and told is not None:
        line += int(told[1]) - 1
    if isinstance(error, RefusedQuery):
        line = line and line + (error.lineno or 1) - 1
        return ShapesError(error.reason, path=path, line=line)
    reason = error.reason if isinstance(error, UndeclaredPrefix) else reason_of(error)
    wrong = message(
        "shacl.at", name=graph.name(node), reason=message("error.shape-not-sparql", reason=reason)
    )
    return ShapesError(wrong, path=path, line=line)


def _read_component(graph: ShapesGraph, node: ox.NamedNode) -> Component:
    parameters = []
    for parameter in graph.objects(node, SH + "parameter"):
        if isinstance(parameter, ox.Literal):
            raise graph.error(message("error.shape-parameter-node"), node, SH + "parameter")
        path = graph.value(parameter, SH + "path")
        if not isinstance(path, ox.NamedNode):
            raise graph.error(message("error.shape-parameter-path"), node, SH + "parameter")
        name = _LOCAL_NAME.search(path.value)
        optional = graph.value(parameter, SH + "optional")
        is_optional = optional is not None and optional.value in ("true", "1")
        parameters.append((path.value, name[0] if name else "", is_optional))
    if not parameters:
        raise graph.error(message("error.shape-no-parameter"), node)
    general = _validator(graph, node, "validator")
    return Component(
        node,
        tuple(parameters),
        _validator(graph, node, "nodeValidator") or general,
        _validator(graph, node, "propertyValidator") or general,
    )


def _validator(graph: ShapesGraph, node: Node, name: str) -> Validator | None:
    term = graph.value(node, SH + name)
    if term is None or isinstance(term, ox.Literal):
        return None
    if any(name.startswith(SH + "js") for name in graph.predicates(term)):  # let pass by the reader
        return None
    return read_validator(graph, term, asks=bool(graph.objects(term, SH + "ask")))


def _as_text(prefixes: Mapping[str, str]) -> str:
    """Write declarations of prefixes on one line, so that lines of the query stay what they are."""
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in sorted(prefixes.items()))


def _declared(graph: ShapesGraph, node: Node) -> dict[str, str]:
    """Return the prefixes that a query is declared to use (SHACL, section 5.2.1)."""
    found: dict[str, str] = {}
    waiting: list[Term] = list(graph.objects(node, SH + "prefixes"))
    seen: set[Term] = set()
    while waiting:
        ontology = waiting.pop()
        if ontology in seen or isinstance(ontology, ox.Literal):
            continue
        seen.add(ontology)
        waiting += graph.objects(ontology, OWL + "imports")
        for declaration in graph.objects(ontology, SH + "declare"):
            if isinstance(declaration, ox.Literal):
                continue
            prefix = graph.value(declaration, SH + "prefix")
            namespace = graph.value(declaration, SH + "namespace")
            if prefix is None or namespace is None:
                raise graph.error(message("error.shape-declare"), node, SH + "prefixes")
            if found.setdefault(prefix.value, namespace.value) != namespace.value:
                raise graph.error(
                    message("error.shape-prefix-twice", prefix=prefix.value), node, SH + "prefixes"
                )
    return found


def _subclasses(graph: ShapesGraph, top: ox.NamedNode) -> set[Term]:
    found: set[Term] = {top}
    while True:
        more = {
            node
            for node in graph.subjects()
            if node not in found and not found.isdisjoint(graph.objects(node, RDFS + "subClassOf"))
        }
        if not more:
            return found
        found |= more
