"""Validating a graph with compiled shapes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

from diplograph.base.errors import DiplographError
from diplograph.shacl.data import DataGraph
from diplograph.shacl.evaluation import Evaluation, Hit, Subclasses, to_result
from diplograph.shacl.plan import Check, Focus, Planner, Step
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Shape

THREADS: Final = min(4, os.cpu_count() or 1)
"""How many queries are asked at the same time: a store in memory answers each by one processor."""

_AHEAD: Final = 16  # steps for each thread whose answers may wait to be read

T = TypeVar("T")


def validate(data: DataGraph, shapes: list[Shape], *, shapes_graph: str | None = None) -> Iterator[Result]:
    """Yield the results of a validation as they are found, the most severe first.

    Args:
        data: The data graph.
        shapes: The shapes, as `diplograph.shacl.reading.read_shapes` returns them.
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
    for outcome in validate_in_steps(data, shapes, shapes_graph=shapes_graph):
        yield from outcome.results


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step found.

    Attributes:
        number: Which step it is, from 1.
        steps: How many there are.
        checks: What it decides.
        results: What fails.
        error: Why it could not be done, if it could not.
    """

    number: int
    steps: int
    checks: tuple[Check, ...]
    results: list[Result]
    error: DiplographError | None = None


def validate_in_steps(
    data: DataGraph,
    shapes: list[Shape],
    *,
    shapes_graph: str | None = None,
    keeps_going: bool = False,
    at_once: int = THREADS,
) -> Iterator[Outcome]:
    """Yield the results step by step, as each is done, the most severe first.

    Args:
        data: The data graph.
        shapes: The shapes.
        shapes_graph: As for `validate`.
        keeps_going: Whether a step that cannot be done is reported in its outcome, and the next one tried.
        at_once: How many steps are asked for at the same time, each by a thread of its own.

    Raises:
        DiplographError: A query cannot be answered.
    """
    planner = Planner(Subclasses(data), shapes_graph=shapes_graph, has_written=data.has_written)
    steps = planner.plan(shapes)
    evaluation = Evaluation(data, planner)

    def ask(step: Step) -> list[Hit] | DiplographError:
        try:
            return list(evaluation.hits(step))
        except DiplographError as error:
            return error

    for number, (step, answer) in enumerate(side_by_side(ask, steps, at_once), start=1):
        if isinstance(answer, DiplographError):
            if not keeps_going:
                raise answer
            yield Outcome(number, len(steps), step.checks, [], answer)
        else:
            results = [to_result(hit) for hit in evaluation.once(answer)]
            yield Outcome(number, len(steps), step.checks, results)


def side_by_side(ask: Callable[[Step], T], steps: Iterable[Step], at_once: int) -> Iterator[tuple[Step, T]]:
    """Ask for some steps at the same time, and yield the answers in the order of the steps.

    Not more than a few answers wait to be read. Where reading ends early, what was not begun is dropped.
    """
    waiting: deque[tuple[Step, Future[T]]] = deque()
    pool = ThreadPoolExecutor(at_once)
    try:
        for step in steps:
            waiting.append((step, pool.submit(ask, step)))
            if len(waiting) > _AHEAD * at_once:
                first, answer = waiting.popleft()
                yield first, answer.result()
        for step, answer in waiting:
            yield step, answer.result()
    finally:
        pool.shutdown(cancel_futures=True)


def explain(data: DataGraph, shapes: list[Shape]) -> list[Step]:
    """Return the queries that shapes are compiled to, over a graph whose classes are known."""
    return Planner(Subclasses(data)).plan(shapes)


def has_focus_nodes(data: DataGraph, shapes: list[Shape]) -> bool:
    """Return whether any shape finds a node to look at."""
    subclasses = Subclasses(data)
    for shape in shapes:
        for target in shape.targets:
            focus = Focus.of_target(target, subclasses)
            if data.ask(f"SELECT ?this WHERE {{ {focus.pattern} }} LIMIT 1").rows:
                return True
    return False
