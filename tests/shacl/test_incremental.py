"""A validation after a change gives what a full one gives."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import Outcome, validate
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.incremental import Changes, Memory, validate_again
from diplograph.shacl.reading import read_shapes
from diplograph.shacl.results import Result
from diplograph.sparql.answers import Rows
from shacl.engines import keys, triples_of
from shacl.generated import draw_case

NOTHING = Changes(frozenset(), frozenset())


def results(outcomes: list[Outcome]) -> list[Result]:
    return [result for outcome in outcomes for result in outcome.results]


def change(triples: set[ox.Triple], more: list[ox.Triple], chance: Random) -> Changes:
    removed = frozenset(chance.sample(sorted(triples, key=str), min(2, len(triples))))
    added = frozenset(chance.sample(more, min(2, len(more)))) - triples
    return Changes(added, removed - added)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_after_changes_the_findings_are_those_of_a_full_run(seed: int) -> None:
    chance = Random(seed)
    case, other = draw_case(chance), draw_case(Random(seed + 1))
    shapes = read_shapes(ShapesGraph.from_text(case.shapes))
    triples, more = set(triples_of(case.data)), triples_of(other.data)
    outcomes, memory = validate_again(LocalData(triples), shapes, None, NOTHING)
    assert keys(results(list(outcomes))) == keys(validate(LocalData(triples), shapes))
    for _ in range(3):
        changes = change(triples, more, chance)
        triples = (triples - changes.removed) | changes.added
        outcomes, memory = validate_again(LocalData(triples), shapes, memory, changes)
        assert keys(results(list(outcomes))) == keys(validate(LocalData(triples), shapes))


class Counting(LocalData):
    """Counts the queries that are asked for whole targets."""

    asked: list[str]

    def ask(self, query: str, *, is_own: bool = False) -> Rows:
        if hasattr(self, "asked") and "VALUES ?this" not in query and "?failed" not in query:
            self.asked.append(query)
        return super().ask(query, is_own=is_own)


def test_only_what_a_change_touches_is_asked_again() -> None:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:x:> .\n"
    shapes = read_shapes(
        ShapesGraph.from_text(
            head + "e:S sh:targetSubjectsOf e:p ; sh:property [ sh:path e:p ; sh:maxCount 1 ] ,"
            " [ sh:path e:q ; sh:minCount 1 ] . e:T sh:targetSubjectsOf e:r ; sh:path e:r ; sh:nodeKind sh:IRI ."
        )
    )
    triples = triples_of(head + "".join(f"e:n{n} e:p {n} ; e:q e:n{n + 1} ; e:r 'x' .\n" for n in range(50)))
    outcomes, memory = validate_again(LocalData(triples), shapes, None, NOTHING)
    assert len(results(list(outcomes))) == 50
    assert isinstance(memory, Memory)
    added = frozenset(triples_of(head + "e:n7 e:p 700 ."))
    data = Counting([*triples, *added])
    data.asked = []
    outcomes, memory = validate_again(data, shapes, memory, Changes(added, frozenset()))
    found = keys(results(list(outcomes)))
    assert len(found) == 51
    assert ("<urn:x:n7>", "MaxCount", "<urn:x:p>", "", str(shapes[0].properties[0].node)) in found
    whole = [query for query in data.asked if "urn:x:r" in query and "SELECT DISTINCT ?this" in query]
    assert whole == []
