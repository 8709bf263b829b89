"""The engines that every question of the library is asked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from diplograph.base.names import BASE, XSD
from diplograph.sparql.answers import Result, Rows
from diplograph.sparql.endpoint import Endpoint
from diplograph.sparql.engine import ask, load_store
from diplograph.sparql.forms import with_prefixes
from servers import oxigraph, virtuoso

Ask: TypeAlias = Callable[[str], Result]

ENGINES = ("pyoxigraph", "rdflib", "oxigraph", "virtuoso")


@contextmanager
def engine(name: str, graph: Path, folder: Path) -> Iterator[Ask]:
    """Yield what asks an engine that holds a graph; skip the test where the engine is missing."""
    with ExitStack() as stack:
        if name == "pyoxigraph":
            store = load_store(graph)
            yield lambda query: ask(store, query)
        elif name == "rdflib":
            yield _rdflib(graph)
        else:
            server = stack.enter_context({"oxigraph": oxigraph, "virtuoso": virtuoso}[name](folder, graph))
            yield Endpoint(server.query, base=BASE).ask


def _rdflib(graph: Path) -> Ask:
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(graph, format="nquads")

    def ask_rdflib(query: str) -> Result:
        result = dataset.query(with_prefixes(query))
        if result.type == "ASK":
            return bool(result.askAnswer)
        if result.type == "CONSTRUCT":
            return tuple(ox.Triple(*map(_term, triple)) for triple in result)
        variables = tuple(map(str, result.vars or ()))
        rows = tuple(tuple(map(_term, row)) for row in result)
        return Rows(variables, rows)

    return ask_rdflib


def _term(term: Any) -> Any:
    import rdflib

    if term is None or isinstance(term, rdflib.URIRef):
        return None if term is None else ox.NamedNode(term)
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(term)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype or XSD + "string"))
