"""Other engines, which give the same results as compiled shapes do: pySHACL, the reference for small graphs.

An engine gets the shapes with names in the place of blank nodes, so that each of its results names its shape.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from diplograph.base.errors import ShapesError
from diplograph.base.messages import message
from diplograph.base.names import RDF, SH
from diplograph.shacl.graph import Node, ShapesGraph, Term
from diplograph.shacl.messages import messages_of
from diplograph.shacl.paths import Path
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Constraint, Shape

if TYPE_CHECKING:
    from rdflib import Graph

_NAMED: Final = "urn:diplograph:node:"
_MENTION: Final = re.compile(rf"<?{_NAMED}(\w+)>?")


def run_pyshacl(
    triples: Iterable[ox.Triple | ox.Quad], graph: ShapesGraph, shapes: list[Shape]
) -> list[Result]:
    """Validate with pySHACL.

    Raises:
        ShapesError: pySHACL refuses the shapes, or stops.
    """
    import pyshacl

    logging.getLogger("pyshacl-validate").disabled = True  # it prints and logs what it raises as well
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            _, report, _ = pyshacl.validate(
                to_rdflib(triples),
                shacl_graph=to_rdflib(named(graph)),
                inplace=True,
                advanced=True,  # for SPARQL-based targets
                meta_shacl=False,
            )
    except Exception as error:  # it raises those of its own, of rdflib and of Python
        raise stopped("pySHACL", error, graph) from error
    if isinstance(report, Exception):  # a "failure" of the specification is returned
        raise stopped("pySHACL", report, graph) from report
    return list(read_report(from_graph(report), shapes))


def stopped(engine: str, error: Exception, graph: ShapesGraph) -> ShapesError:
    """Return the error that says in one line why an engine stopped, at the shape that it names if it does."""
    reason = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    named = _MENTION.search(reason)
    path, line = (graph.place(ox.BlankNode(named[1])) if named else None) or (None, None)
    reason = _MENTION.sub(lambda match: graph.name(ox.BlankNode(match[1])).text("en"), reason)
    return ShapesError(message("error.engine-stops", engine=engine, reason=reason), path=path, line=line)


PEERS: Final[dict[str, Callable[..., list[Result]]]] = {"pyshacl": run_pyshacl}
"""The engines other than our own, by the name that the command line gives them."""


def named(graph: ShapesGraph) -> Iterator[ox.Triple]:
    """Yield the triples of a shapes graph with names in the place of blank nodes.

    The nodes of property paths stay as they are: a path with a name is a property.
    """
    paths: set[Term] = set()
    waiting: list[Term] = [value for node in graph.subjects() for value in graph.objects(node, SH + "path")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ox.BlankNode) and node not in paths:
            paths.add(node)
            waiting += [value for values in graph.predicates(node).values() for value in values]

    def name(term: Any) -> Any:
        is_named = isinstance(term, ox.BlankNode) and term not in paths
        return ox.NamedNode(_NAMED + term.value) if is_named else term

    for triple in graph.triples():
        yield ox.Triple(name(triple.subject), triple.predicate, name(triple.object))


def read_report(triples: Iterable[ox.Triple], shapes: list[Shape]) -> Iterator[Result]:
    """Read a ``sh:ValidationReport``.

    Args:
        triples: The report, and whatever else is in its graph.
        shapes: The shapes that it is of, whose messages the results are given: engines drop some.

    Returns:
        Its results, but for those that only tell details of others.
    """
    about: dict[Any, dict[str, list[Any]]] = {}
    for triple in triples:
        about.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    index = {inner.node: inner for shape in shapes for inner in shape.walk()}
    for node, told in about.items():
        if ox.NamedNode(SH + "ValidationReport") in told.get(RDF + "type", []):
            for result in about[node].get(SH + "result", []):
                yield _result(about[result], index)


def _result(told: dict[str, list[Term]], index: dict[Node, Shape]) -> Result:
    def one(name: str) -> Any:
        found = told.get(SH + name)
        return _restore(found[0]) if found else None

    node, component, source = one("sourceShape"), one("sourceConstraintComponent"), one("sourceConstraint")
    shape = index[node]
    constraint = _constraint(shape, component.value, source, told.get(SH + "resultMessage", []))
    if source is None and constraint.kind == "SPARQL" and constraint.validator is not None:
        source = constraint.validator.node  # some engines leave it out
    path = one("resultPath")
    focus, value = one("focusNode"), one("value")
    row = {"this": focus, **({"value": value} if value is not None else {})}
    return Result(
        focus,
        Path(path.value) if isinstance(path, ox.NamedNode) else shape.path,
        value,
        component.value,
        node,
        source,
        one("resultSeverity").value,
        messages_of(shape, constraint, row),
        (shape, constraint),
    )


def _constraint(shape: Shape, component: str, source: Node | None, messages: list[Term]) -> Constraint:
    """Find the constraint that a result is of: by its node, or else by what the result says."""
    found = [constraint for constraint in shape.constraints if constraint.component == component]
    for constraint in found:
        if constraint.validator is not None and source == constraint.validator.node:
            return constraint
    texts = [str(message.value) for message in messages]
    for constraint in found:
        own = constraint.validator.messages if constraint.validator is not None else ()
        if any(text.startswith(message.value.partition("{")[0]) for message in own for text in texts):
            return constraint
    return found[0] if found else Constraint(component)


def _restore(term: Term) -> Term:
    if isinstance(term, ox.NamedNode) and term.value.startswith(_NAMED):
        return ox.BlankNode(term.value.removeprefix(_NAMED))
    return term


def to_rdflib(triples: Iterable[ox.Triple | ox.Quad]) -> Graph:
    """Return triples as an rdflib graph, every literal as it is written."""
    from diplograph.rdf.conversion import to_rdflib as convert
    from diplograph.shacl.prepared import PreparedGraph

    terms: dict[Any, Any] = {}
    graph = PreparedGraph()
    for triple in triples:
        parts = (triple.subject, triple.predicate, triple.object)
        for part in parts:
            if part not in terms:
                terms[part] = convert(part)
        graph.add(tuple(terms[part] for part in parts))
    return graph


def from_graph(graph: Graph) -> Iterator[ox.Triple]:
    """Return the triples of an rdflib graph, every literal as it is written."""
    from diplograph.rdf.conversion import from_rdflib

    for subject, predicate, value in graph:
        yield ox.Triple(from_rdflib(subject), from_rdflib(predicate), from_rdflib(value))
