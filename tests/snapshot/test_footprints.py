"""What a rule reads and writes: enough, so that rules give the same as if all ran in each round."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.base.names import OWL, RDF, RDFS
from diplograph.snapshot.footprints import Footprints, keys_of
from diplograph.snapshot.inference import FUNCTIONS, Rule, infer, load_rules
from helpers import ROOT, quads

PREFIXES = f"PREFIX : <urn:x:> PREFIX rdf: <{RDF}> PREFIX rdfs: <{RDFS}> PREFIX owl: <{OWL}> "
RULES = {rule.name: rule for rule in load_rules(ROOT / "ontology" / "rules")}
QUERIES = [
    "CONSTRUCT { ?s :q ?o } WHERE { ?s :p ?o }",
    "CONSTRUCT { ?o :p ?s } WHERE { ?s :q ?o . ?s a :A }",
    "CONSTRUCT { ?s a :B } WHERE { ?s :p|^:r ?o }",
    "CONSTRUCT { ?s :r ?o } WHERE { ?s :p+ ?o }",
    "CONSTRUCT { ?s :r ?o } WHERE { ?s :q* ?o }",
    "CONSTRUCT { ?s :q ?o } WHERE { ?s a :A ; :p* ?o }",
    "CONSTRUCT { ?s :q ?o } WHERE { ?s !(:p|:m) ?o }",
    "CONSTRUCT { ?s ?above ?o } WHERE { ?p rdfs:subPropertyOf ?above . ?s ?p ?o }",
    "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o . ?p a owl:SymmetricProperty }",
    "CONSTRUCT { ?s a ?c } WHERE { ?p rdfs:range ?c . ?o ?p ?s }",
    "CONSTRUCT { ?s a ?b } WHERE { ?s a ?c . ?c rdfs:subClassOf ?b }",
    "CONSTRUCT { ?s a ?b } WHERE { ?s a/rdfs:subClassOf* ?b }",
    "CONSTRUCT { ?p rdfs:subPropertyOf ?r } WHERE { ?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?r }",
    "CONSTRUCT { ?s ?p ?s } WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s :p ?s } WHERE { ?s a ?c }",
    "CONSTRUCT { ?s :n '01'^^<http://www.w3.org/2001/XMLSchema#integer> } WHERE { ?s a :A }",
    "CONSTRUCT { ?s ?p ?v } WHERE { ?s :n ?v . VALUES ?p { :p :q } }",
    "CONSTRUCT WHERE { ?s :p ?o }",
]
OF_LATER_STRATA = [
    "CONSTRUCT { ?s a :A } WHERE { ?s :q ?o OPTIONAL { ?s :p ?x } FILTER (!BOUND(?x)) }",
    "CONSTRUCT { ?s a :A } WHERE { ?s :q ?o FILTER NOT EXISTS { ?s ?any ?s } }",
    "CONSTRUCT { ?s a :A } WHERE { ?s :r ?o MINUS { ?s a :B } }",
    "CONSTRUCT { ?s :m ?n } WHERE { SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s :q ?o } GROUP BY ?s }",
    "CONSTRUCT { ?s :m ?o } WHERE { ?s :r ?o . FILTER (EXISTS { ?o a :B } || ?s = ?o) }",
    "CONSTRUCT { ?s :m ?o } WHERE { { SELECT ?s WHERE { ?s ?p ?x } } ?p a owl:SymmetricProperty . ?s :p ?o }",
]
NODES = [f"<urn:x:{name}>" for name in "abcpqrAB"]
PREDICATES = [f"<urn:x:{name}>" for name in "pqrn"]
VOCABULARY = [
    (f"<{RDFS}subPropertyOf>", "pqr", "pqr"),
    (f"<{RDFS}subClassOf>", "AB", "AB"),
    (f"<{RDFS}range>", "pq", "AB"),
]
TYPED = st.builds(
    "{} <{}type> {} .".format, st.sampled_from(NODES), st.just(RDF), st.sampled_from(NODES[-2:])
)
SYMMETRIC = st.builds(
    "{} <{}type> <{}SymmetricProperty> .".format, st.sampled_from(PREDICATES), st.just(RDF), st.just(OWL)
)
PLAIN = st.builds(
    "{} {} {} .".format,
    st.sampled_from(NODES),
    st.sampled_from(PREDICATES),
    st.sampled_from([*NODES, '"01"^^<http://www.w3.org/2001/XMLSchema#integer>', '"_:b"@en-GB']),
)
FIXED = st.sampled_from(
    [
        f"<urn:x:{one}> {by} <urn:x:{other}> ."
        for by, ones, others in VOCABULARY
        for one in ones
        for other in others
    ]
)
GRAPHS = st.lists(st.one_of(PLAIN, PLAIN, TYPED, SYMMETRIC, FIXED), max_size=14)


def rule(number: int, query: str, stratum: int = 1) -> Rule:
    return Rule(f"rule-{number}", Path(f"rule-{number}.rq"), PREFIXES + query, stratum)


def all_in_each_round(asserted: list[ox.Quad], rules: list[Rule]) -> dict[str, set[ox.Triple]]:
    """Infer with nothing left out: every rule runs over everything until none of them gives anything new."""
    store = ox.Store()
    store.extend(asserted)
    inferred: dict[str, set[ox.Triple]] = {}
    for stratum in sorted({one.stratum for one in rules}):
        idle = 0
        joined = [one for one in sorted(rules, key=lambda one: one.name) if one.stratum <= stratum]
        while idle < len(joined):
            for one in joined:
                given_now = list(store.query(one.query, custom_functions=FUNCTIONS))  # type: ignore[arg-type]
                new = {triple for triple in given_now if ox.Quad(*triple) not in store}
                idle = 0 if new else idle + 1
                store.extend(ox.Quad(*triple) for triple in new)
                if new:
                    inferred.setdefault(one.name, set()).update(new)
                if idle >= len(joined):
                    break
    return inferred


@pytest.mark.slow
@given(
    graph=GRAPHS,
    queries=st.lists(st.sampled_from(QUERIES), max_size=5, unique=True),
    later=st.lists(st.sampled_from(OF_LATER_STRATA), max_size=2, unique=True),
)
@settings(max_examples=300)
def test_rules_give_what_they_give_if_all_run_in_each_round(
    graph: list[str], queries: list[str], later: list[str]
) -> None:
    rules = [rule(number, query) for number, query in enumerate(queries)]
    rules += [rule(number, query, 2) for number, query in enumerate(later, len(rules))]
    asserted = quads("\n".join(graph))
    assert infer(asserted, rules) == all_in_each_round(asserted, rules)


CHAINS = [
    "CONSTRUCT { ?a ?p ?c } WHERE { ?p a owl:TransitiveProperty . ?a ?p ?b . ?b ?p ?c }",
    "CONSTRUCT { ?a :p ?c } WHERE { ?b :p ?c . ?a :p ?b }",
]
TRANSITIVE = SYMMETRIC.map(lambda line: line.replace("Symmetric", "Transitive"))


@given(
    graph=st.lists(st.one_of(PLAIN, PLAIN, TRANSITIVE), max_size=14),
    chain=st.sampled_from(CHAINS),
    queries=st.lists(st.sampled_from(QUERIES), max_size=3, unique=True),
)
@settings(max_examples=100)
def test_paths_through_chains_give_what_joins_give(graph: list[str], chain: str, queries: list[str]) -> None:
    """Which rule is named for a triple that several give can differ, since a path is whole in one round."""
    rules = [rule(number, query) for number, query in enumerate([chain, *queries])]
    asserted = quads("\n".join(graph))
    found, expected = infer(asserted, rules), all_in_each_round(asserted, rules)
    assert set().union(*found.values()) == set().union(*expected.values())


@pytest.mark.slow
@pytest.mark.parametrize("chain", CHAINS)
def test_long_chain_is_not_joined_with_itself(chain: str) -> None:
    """A chain of 400 has 80,200 pairs; joining them takes over ten million steps in each round."""
    links = "".join(f"<urn:x:{n}> <urn:x:p> <urn:x:{n + 1}> . " for n in range(400))
    start = time.process_time()
    inferred = infer(quads(f"{links} <urn:x:p> a owl:TransitiveProperty ."), [rule(1, chain)])
    assert len(inferred["rule-1"]) == 400 * 401 // 2 - 400
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("body", "is_chain"),
    [
        ("?a :p ?b . ?b :p ?c", True),
        ("?b :p ?c . ?a :p ?b", True),
        ("?a :p ?b . ?b :p ?c FILTER ( ?a != ?c )", False),
        ("?a :p ?b . ?b :p ?c . ?b a :A", False),
        ("?a :p ?b . ?c :p ?b", False),
        ("?a :p ?b . ?b :q ?c", False),
        ("?a :p ?b . ?b :p+ ?c", False),
        ("?a :p ?c . ?c :p ?c", False),
        ("?a :p ?b . ?b :p ?c OPTIONAL { ?a :q ?c }", False),
    ],
)
def test_only_rules_that_say_nothing_else_become_paths(body: str, is_chain: bool) -> None:
    (footprint,) = Footprints([f"{PREFIXES} CONSTRUCT {{ ?a :p ?c }} WHERE {{ {body} }}"]).all()
    assert (footprint.chained is not None) is is_chain


@pytest.mark.parametrize(
    ("query", "reads", "writes"),
    [
        ("CONSTRUCT { ?s :q ?o } WHERE { ?s :p/:r ?o }", {"<urn:x:p>", "<urn:x:r>"}, {"<urn:x:q>"}),
        ("CONSTRUCT { ?s a :B } WHERE { ?s a :A }", {"<urn:x:A> ."}, {"<urn:x:B> ."}),
        ("CONSTRUCT { ?s :q ?o } WHERE { ?s ?p ?o }", None, {"<urn:x:q>"}),
        ("CONSTRUCT { ?s :q ?c } WHERE { ?s a ?c }", {f"<{RDF}type>"}, {"<urn:x:q>"}),
        (
            "CONSTRUCT { ?s :q ?o } WHERE { ?s :p ?o MINUS { ?s :r ?o } }",
            {"<urn:x:p>", "<urn:x:r>"},
            {"<urn:x:q>"},
        ),
        ("this is not SPARQL", None, None),
    ],
)
def test_footprint_names_what_is_read_and_written(
    query: str, reads: set[str] | None, writes: set[str] | None
) -> None:
    (footprint,) = Footprints([PREFIXES + query]).all()
    assert (footprint.reads and {key.decode() for key in footprint.reads}) == reads
    assert (footprint.writes and {key.decode() for key in footprint.writes}) == writes


def test_vocabulary_fixes_what_a_variable_can_be() -> None:
    known = Footprints([PREFIXES + "CONSTRUCT { ?o ?p ?s } WHERE { ?p a owl:SymmetricProperty . ?s ?p ?o }"])
    line = f"<urn:x:p> <{RDF}type> <{OWL}SymmetricProperty> .".encode()
    assert known.add([line, b"<urn:x:a> <urn:x:q> <urn:x:b> ."])
    assert not known.add([line])
    (footprint,) = known.all()
    assert footprint.reads == {f"<{OWL}SymmetricProperty> .".encode(), b"<urn:x:p>"}
    assert footprint.writes == {b"<urn:x:p>"}


def test_vocabulary_that_a_rule_writes_fixes_nothing() -> None:
    queries = [
        "CONSTRUCT { ?s ?above ?o } WHERE { ?p rdfs:subPropertyOf ?above . ?s ?p ?o }",
        "CONSTRUCT { ?p rdfs:subPropertyOf :q } WHERE { ?p :like :q }",
    ]
    first, _ = Footprints([PREFIXES + query for query in queries]).all()
    assert first.reads is None


@pytest.mark.parametrize("name", RULES)
def test_no_rule_of_the_project_reads_everything(name: str) -> None:
    """One that did would run in each round over the whole graph."""
    (footprint,) = Footprints([RULES[name].query]).all()
    assert footprint.reads is not None
    assert footprint.writes is not None


def test_keys_of_a_type_are_its_class_and_all_types() -> None:
    assert keys_of(f"<urn:s> <{RDF}type> <urn:C> .".encode()) == (f"<{RDF}type>".encode(), b"<urn:C> .")
