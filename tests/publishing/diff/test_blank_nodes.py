"""Blank nodes of two graphs are named alike exactly where the graphs are isomorphic."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.publishing.diff.blank_nodes import named_alike, routes
from helpers import quads

NODES = [ox.NamedNode(f"urn:x:{name}") for name in "ab"] + [ox.BlankNode(name) for name in "wxyz"]
PREDICATES = [ox.NamedNode(f"urn:x:{name}") for name in "pq"]
OBJECTS = [*NODES, ox.Literal("1"), ox.Triple(NODES[0], PREDICATES[0], NODES[3])]
GRAPHS = [ox.DefaultGraph(), NODES[0], NODES[2]]
QUADS = st.lists(
    st.builds(ox.Quad, *map(st.sampled_from, (NODES, PREDICATES, OBJECTS, GRAPHS))), max_size=8, unique=True
)


def canonical(statements: list[ox.Quad]) -> set[str]:
    """Return a graph in a form that isomorphic graphs share, by the library alone."""
    dataset = ox.Dataset(statements)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {f"{quad} {quad.graph_name}" for quad in dataset}


def relabelled(statements: list[ox.Quad], names: dict[str, str]) -> list[ox.Quad]:
    def new(term: object) -> object:
        if isinstance(term, ox.Triple):
            return ox.Triple(new(term.subject), term.predicate, new(term.object))  # type: ignore[arg-type]
        return ox.BlankNode(names[term.value]) if isinstance(term, ox.BlankNode) else term

    return [ox.Quad(new(q.subject), q.predicate, new(q.object), new(q.graph_name)) for q in statements]  # type: ignore[arg-type]


@settings(deadline=None)
@given(QUADS, st.permutations("wxyz"), st.randoms(use_true_random=False))
def test_a_graph_is_equal_to_itself_whatever_its_nodes_are_called(
    one: list[ox.Quad], names: list[str], random: object
) -> None:
    other = relabelled(one, dict(zip("wxyz", names, strict=True)))
    random.shuffle(other)  # type: ignore[attr-defined]
    first, second = named_alike(one, other)
    assert first == second
    assert canonical(list(first)) == canonical(one)


@settings(deadline=None, max_examples=60)
@given(QUADS, QUADS)
def test_names_are_alike_exactly_where_graphs_are_isomorphic(one: list[ox.Quad], rest: list[ox.Quad]) -> None:
    for other in (rest, one[1:], [*one, *rest[:1]], [*one[1:], *rest[:1]]):
        first, second = named_alike(one, other)
        assert (first == second) == (canonical(one) == canonical(other))
        assert canonical(list(first)) == canonical(one)
        assert canonical(list(second)) == canonical(other)


def test_routes_lead_from_the_nearest_named_node() -> None:
    graph = quads(
        "<id/b> dg:value _:x . <id/a> dg:value [ dg:party _:x ] . _:x dg:party _:y . _:r dg:party _:s ."
    )
    found = {node.value: route for node, route in routes(named_alike(graph, graph)[0]).items()}
    ways = sorted(
        (str(entity).rpartition("/")[2], [str(step).rpartition("#")[2] for step in way])
        for entity, way in found.values()
    )
    assert [way for way in ways if not way[0].startswith("_:")] == [
        ("a>", ["value>"]),
        ("b>", ["value>"]),
        ("b>", ["value>", "party>"]),
    ]
    [root, child] = [way for way in ways if way[0].startswith("_:")]
    assert root[0] == child[0]
    assert sorted([root[1], child[1]]) == [[], ["party>"]]
