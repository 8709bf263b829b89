"""`pull`: bring named graphs back from a triple store, as the canonical N-Quads that `build` writes."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from diplograph.base.errors import RemoteError
from diplograph.base.messages import message
from diplograph.publishing.diff.values import with_blank_nodes
from diplograph.publishing.stores.store import Store
from diplograph.rdf.canonical import canonical_lines


def pull_quads(store: Store, base: str, graphs: Collection[str] = ()) -> list[ox.Quad]:
    """Read named graphs of a project from a store, with its blank nodes in place of their IRIs.

    Args:
        store: The store.
        base: The base IRI of the project.
        graphs: The IRIs of the graphs; all below the project's base, if empty.

    Raises:
        RemoteError: The store fails, gives a graph in part, or has no such graph.
    """
    names = sorted(graphs) or store.graphs(f"{base}graph/")
    if not names:
        raise RemoteError(message("error.store-no-graphs", base=base))
    quads: list[ox.Quad] = []
    for name in names:
        triples = store.read(name)
        if not triples:
            raise RemoteError(message("error.store-no-graph", graph=name))
        graph = ox.NamedNode(name)
        quads += (with_blank_nodes(ox.Quad(t.subject, t.predicate, t.object, graph), base) for t in triples)
    return quads


def pull(store: Store, base: str, graphs: Collection[str] = ()) -> list[bytes]:
    """Read named graphs of a project from a store, as lines of canonical N-Quads.

    Args:
        store: The store.
        base: The base IRI of the project.
        graphs: The IRIs of the graphs; all below the project's base, if empty.

    Returns:
        The lines, sorted. Where the store keeps literals as they are written, they are those of the graph
        that was pushed, byte for byte.

    Raises:
        RemoteError: The store fails, gives a graph in part, or has no such graph.
    """
    return canonical_lines(pull_quads(store, base, graphs))
