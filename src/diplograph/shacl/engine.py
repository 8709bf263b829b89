"""Validating a graph with compiled shapes."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.shacl.data import DataGraph
from diplograph.shacl.evaluation import Evaluation, Subclasses
from diplograph.shacl.plan import Focus, Planner, Step
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Shape


def validate(
    data: DataGraph, shapes: list[Shape], *, is_grouped: bool = True, shapes_graph: str | None = None
) -> Iterator[Result]:
    """Give the results of a validation as they are found, the gravest first.

    Args:
        data: The data graph.
        shapes: The shapes, as `diplograph.shacl.reading.read_shapes` gives them.
        is_grouped: Whether tests of the same values are one query, which some endpoints cannot answer.
        shapes_graph: The named graph in which the store holds the shapes, if it does.

    Example:
        >>> from diplograph.shacl.data import LocalData
        >>> from diplograph.shacl.graph import ShapesGraph
        >>> from diplograph.shacl.reading import read_shapes
        >>> text = '''PREFIX sh: <http://www.w3.org/ns/shacl#>
        ... <urn:x:S> sh:targetNode <urn:x:a> ; sh:property [ sh:path <urn:x:p> ; sh:minCount 1 ] .'''
        >>> shapes = read_shapes(ShapesGraph.from_text(text))
        >>> [str(result.focus) for result in validate(LocalData([]), shapes)]
        ['<urn:x:a>']
    """
    planner = Planner(
        Subclasses(data), is_grouped=is_grouped, shapes_graph=shapes_graph, has_written=data.has_written
    )
    yield from Evaluation(data, planner).results(planner.plan(shapes))


def explain(data: DataGraph, shapes: list[Shape]) -> list[Step]:
    """Give the queries that shapes are compiled to, over a graph whose classes are known."""
    return Planner(Subclasses(data)).plan(shapes)


def has_focus_nodes(data: DataGraph, shapes: list[Shape]) -> bool:
    """Tell whether any shape finds a node to look at."""
    subclasses = Subclasses(data)
    for shape in shapes:
        for target in shape.targets:
            focus = Focus.of_target(target, subclasses)
            if data.ask(f"SELECT ?this WHERE {{ {focus.pattern} }} LIMIT 1").rows:
                return True
    return False
