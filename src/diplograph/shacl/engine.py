"""Validating a graph with compiled shapes."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from diplograph.errors import ShapesError
from diplograph.querying.answers import Rows
from diplograph.shacl.evaluation import Ask, Evaluation, Subclasses
from diplograph.shacl.plan import Focus, Planner, Step
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Shape


def validate(
    ask: Ask, shapes: list[Shape], *, is_grouped: bool = True, shapes_graph: str | None = None
) -> Iterator[Result]:
    """Give the results of a validation as they are found, the gravest first.

    Args:
        ask: What gives the rows of a SELECT query over the data graph.
        shapes: The shapes, as `diplograph.shacl.reading.read_shapes` gives them.
        is_grouped: Whether tests of the same values are one query, which some endpoints cannot answer.
        shapes_graph: The named graph in which the store holds the shapes, if it does.

    Example:
        >>> from diplograph.shacl.graph import ShapesGraph
        >>> from diplograph.shacl.reading import read_shapes
        >>> text = '''PREFIX sh: <http://www.w3.org/ns/shacl#>
        ... <urn:x:S> sh:targetNode <urn:x:a> ; sh:property [ sh:path <urn:x:p> ; sh:minCount 1 ] .'''
        >>> shapes = read_shapes(ShapesGraph.from_text(text))
        >>> [str(result.focus) for result in validate(asker(ox.Store()), shapes)]
        ['<urn:x:a>']
    """
    planner = Planner(Subclasses(ask), is_grouped=is_grouped, shapes_graph=shapes_graph)
    yield from Evaluation(ask, planner).results(planner.plan(shapes))


def explain(ask: Ask, shapes: list[Shape]) -> list[Step]:
    """Give the queries that shapes are compiled to, over a graph whose classes are known."""
    return Planner(Subclasses(ask)).plan(shapes)


def has_focus_nodes(ask: Ask, shapes: list[Shape]) -> bool:
    """Tell whether any shape finds a node to look at."""
    subclasses = Subclasses(ask)
    for shape in shapes:
        for target in shape.targets:
            focus = Focus.of_target(target, subclasses)
            if ask(f"SELECT ?this WHERE {{ {focus.pattern} }} LIMIT 1").rows:
                return True
    return False


def asker(store: ox.Store, *, is_union: bool = False) -> Ask:
    """Give what asks a store.

    Args:
        store: The store.
        is_union: Whether the data graph is the union of its named graphs, and not its default graph.
    """

    def ask(query: str) -> Rows:
        try:
            answer = store.query(query, use_default_graph_as_union=is_union)
        except (SyntaxError, ValueError) as error:
            raise ShapesError(f"a shape cannot be compiled: {error}: {query}") from error
        assert isinstance(answer, ox.QuerySolutions)
        return Rows.from_solutions(answer)

    return ask


