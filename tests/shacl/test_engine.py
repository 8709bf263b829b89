"""Queries that are asked side by side: the same results in the same order, and an end when asked for."""

from __future__ import annotations

import threading
import time
from random import Random

import pytest

from diplograph.base.errors import ShapesError
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate_in_steps
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.reading import read_shapes
from diplograph.shacl.shapes import Shape
from diplograph.sparql.answers import Rows
from shacl.engines import triples_of
from shacl.generated import PREFIXES, draw_case

HEAD = PREFIXES + "@prefix e: <urn:x:> .\n"
SHAPES = 400


class Slow(LocalData):
    """Counts the queries, and sleeps in each, the first ones longest."""

    asked = 0
    most_at_once = 0
    now = 0
    lock = threading.Lock()

    def ask(self, query: str, *, is_own: bool = False) -> Rows:
        with self.lock:
            self.asked += 1
            self.now += 1
            self.most_at_once = max(self.most_at_once, self.now)
        time.sleep(0.02 if self.asked < 20 else 0.001)
        rows = super().ask(query, is_own=is_own)
        with self.lock:
            self.now -= 1
        return rows


def one_step_each(number: int = SHAPES) -> list[Shape]:
    """Return shapes that are a step each, about another property each."""
    text = "".join(f"e:S{n} sh:targetNode e:a ; sh:path e:p{n} ; sh:minCount 2 .\n" for n in range(number))
    return read_shapes(ShapesGraph.from_text(HEAD + text))


def test_results_come_in_the_order_of_the_steps() -> None:
    data, shapes = Slow([]), one_step_each(60)
    outcomes = list(validate_in_steps(data, shapes, at_once=3))
    assert [outcome.number for outcome in outcomes] == list(range(1, 61))
    found = [str(result.shape) for outcome in outcomes for result in outcome.results]
    assert found == [f"<urn:x:S{n}>" for n in range(60)]
    assert data.most_at_once == 3


@pytest.mark.parametrize("seed", range(25))
def test_threads_find_what_one_finds(seed: int) -> None:
    case = draw_case(Random(seed))
    shapes, data = read_shapes(ShapesGraph.from_text(case.shapes)), LocalData(triples_of(case.data))

    def found(at_once: int) -> list[list[tuple[str, ...]]]:
        outcomes = validate_in_steps(data, shapes, at_once=at_once)
        return [
            sorted(
                (str(r.focus), r.component, str(r.path), str(r.value), str(r.shape)) for r in outcome.results
            )
            for outcome in outcomes
        ]

    assert found(4) == found(1)


def test_not_all_is_asked_before_the_first_answer_is_read() -> None:
    data = Slow([])
    outcomes = validate_in_steps(data, one_step_each(), at_once=2)
    next(outcomes)
    time.sleep(0.3)
    assert data.asked < SHAPES / 2
    outcomes.close()  # type: ignore[attr-defined]
    asked = data.asked
    time.sleep(0.1)
    assert data.asked == asked  # nothing runs on
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPool")]


def test_the_first_step_that_fails_is_the_error() -> None:
    class Broken(LocalData):
        def ask(self, query: str, *, is_own: bool = False) -> Rows:
            if "urn:x:p7>" in query or "urn:x:p9>" in query:
                raise ShapesError("seven" if "p7>" in query else "nine")
            return super().ask(query, is_own=is_own)

    outcomes = validate_in_steps(Broken([]), one_step_each(20), at_once=4)
    with pytest.raises(ShapesError, match="seven"):
        list(outcomes)
    errors = [
        outcome.number
        for outcome in validate_in_steps(Broken([]), one_step_each(20), keeps_going=True, at_once=4)
        if outcome.error is not None
    ]
    assert errors == [8, 10]
