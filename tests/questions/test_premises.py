"""The premises of what a rule infers: small, complete, and found in a time that grows slowly."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.base.errors import QueryError
from diplograph.questions.premises import Inference, Premises, Statement, minimal_sets
from diplograph.snapshot.inference import Rule

HEAD = "PREFIX : <urn:x:>\n"


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:x:{name}")


def statement(text: str) -> Statement:
    subject, predicate, term = map(iri, text.split())
    return subject, predicate, term


def inference(query: str, *facts: str) -> Inference:
    store = ox.Store()
    store.extend(ox.Quad(*statement(fact)) for fact in facts)
    return Inference(Rule("rule", Path("rule.rq"), HEAD + query, 1), store)


def ways(query: str, wanted: str, *facts: str) -> list[set[str]]:
    found = inference(query, *facts).premises_of([statement(wanted)])[statement(wanted)]
    return [{" ".join(t.value.removeprefix("urn:x:") for t in one) for one in way} for way in found]


@pytest.mark.parametrize("number", [12, 40])
def test_optional_premises_are_left_out_by_halves(number: int) -> None:
    optional = " ".join(f"OPTIONAL {{ ?a :p{at} ?o{at} }}" for at in range(number))
    query = f"CONSTRUCT {{ ?a :q ?b }} WHERE {{ ?a :p ?b {optional} }}"
    facts = ["a p b", *(f"a p{at} o" for at in range(number))]
    assert ways(query, "a q b", *facts) == [{"a p b"}]
    tests = 0

    def gives(some: Premises) -> bool:
        nonlocal tests
        tests += 1
        return statement("a p b") in some

    assert minimal_sets(frozenset(map(statement, facts)), gives) == {frozenset([statement("a p b")])}
    assert tests <= 20  # two or three for each halving


@given(st.sets(st.frozensets(st.integers(0, 5), min_size=1), min_size=1, max_size=4))
def test_all_smallest_parts_are_found(sufficient: set[frozenset[int]]) -> None:
    def gives(some: frozenset[int]) -> bool:
        return any(one <= some for one in sufficient)

    every = frozenset(range(6))
    parts = [frozenset(part) for size in range(7) for part in combinations(every, size)]
    smallest = {part for part in parts if gives(part) and not any(gives(part - {one}) for one in part)}
    assert minimal_sets(every, gives) == smallest  # type: ignore[arg-type, comparison-overlap]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{ ?a :p ?b . } # }", [{"a p b"}]),
        ("{ ?a :p ?b . FILTER ( '}' != '{' ) }\n# the end }\n", [{"a p b"}]),
        ("{ { ?a :p ?b } UNION { ?a :r ?b } }", [{"a p b"}, {"a r b"}]),
        ("{ ?a :p|:r ?b }", [{"a p b"}, {"a r b"}]),
        ("{ ?a :p ?b FILTER NOT EXISTS { ?b :p ?a } }", [{"a p b"}]),
        ("{ ?a :p ?b ; :r [] }", [{"a p b", "a r b"}]),
        ("{ ?a :p ?b FILTER EXISTS { ?a :r ?b } }", [{"a p b", "a r b"}]),
        ("{ SELECT ?a ( SAMPLE(?o) AS ?b ) { ?a :p ?o } GROUP BY ?a }", [{"a p b"}]),
        ("{ ?a :p ?x , ?y . BIND ( ?x AS ?b ) }", [{"a p b"}]),
    ],
)
def test_ways_of_each_form_of_rule(body: str, expected: list[set[str]]) -> None:
    assert ways(f"CONSTRUCT {{ ?a :q ?b }} WHERE {body}", "a q b", "a p b", "a r b", "c p b") == expected


def test_where_only_all_matches_lead_to_it_they_are_one_way() -> None:
    rule = inference(
        "CONSTRUCT { ?a :n ?n } WHERE { SELECT ?a (COUNT(?b) AS ?n) { ?a :p ?b } GROUP BY ?a }",
        "a p b", "a p c", "d p e",
    )  # fmt: skip
    counted = (iri("a"), iri("n"), ox.Literal(2))
    assert rule.premises_of([counted]) == {counted: [(statement("a p b"), statement("a p c"))]}


def test_many_statements_are_asked_for_together() -> None:
    facts = [f"a{at} p b{at}" for at in range(1200)]
    rule = inference("CONSTRUCT { ?b :q ?a } WHERE { ?a :p ?b }", *facts)
    wanted = [statement(f"b{at} q a{at}") for at in range(1200)]
    assert rule.premises_of(wanted) == {
        one: [(statement(fact),)] for one, fact in zip(wanted, facts, strict=True)
    }


@pytest.mark.parametrize("query", ["CONSTRUCT { ?a :p ?b } WHERE { ?a :p", "SELECT * { ?a ?p ?b }"])
def test_rule_that_cannot_be_read_is_named(query: str) -> None:
    with pytest.raises(QueryError, match=r"^rule\.rq: "):
        inference(query, "a p b").premises_of([statement("a p b")])
