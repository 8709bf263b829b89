"""Running shapes over a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import short
from diplograph.checks.families import Shapes
from diplograph.checks.findings import Finding
from diplograph.checks.report import DEFAULT, Run
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate_in_steps
from diplograph.shacl.peers import PEERS

ENGINES: Final = ("compiled", *PEERS)
"""What can run the shapes; all give the same findings."""


def run_shapes(
    data: LocalData, shapes: Shapes, *, base: str = "", run: Run = DEFAULT
) -> Iterator[list[Finding]]:
    """Run some shapes over a graph, and yield the findings of each step, without their place in the sources.

    Args:
        data: The data graph.
        shapes: The shapes.
        base: The base IRI that is left out where names are shown.
        run: Its engine, and what is called after each step.
    """
    name = partial(short, base=base)
    if run.engine in PEERS:
        rows = data.ask("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
        triples = [ox.Triple(*row) for row in rows]  # type: ignore[arg-type]
        yield [
            shapes.finding(result, name) for result in PEERS[run.engine](triples, shapes.graph, shapes.shapes)
        ]
        return
    for outcome in validate_in_steps(data, shapes.shapes):
        if run.progress is not None:
            run.progress(outcome.number, outcome.steps)
        if outcome.results:
            yield [shapes.finding(result, name) for result in outcome.results]


def run_families(
    families: tuple[Shapes, Shapes],
    asserted: Iterable[ox.Quad],
    data: LocalData,
    *,
    base: str = "",
    run: Run = DEFAULT,
) -> Iterator[list[Finding]]:
    """Run the shapes of a project: the first family over the whole graph, the second over what is asserted.

    Args:
        families: What `diplograph.checks.families.load_shapes` returns.
        asserted: What the sources assert.
        data: The whole graph: what is asserted and what is inferred.
        base: As for `run_shapes`.
        run: As for `run_shapes`.
    """
    whole, by_hand = families
    wanted = by_hand.predicates
    written = LocalData(quad for quad in asserted if wanted is None or quad.predicate.value in wanted)
    yield from run_shapes(data, whole, base=base, run=run)
    yield from run_shapes(written, by_hand, base=base, run=run)
