"""Why statements hold: every inferred statement has premises, and without them it would not be inferred."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE, DG
from diplograph.questions.explanation import Explainer, Explanation, Statement
from diplograph.questions.graph import Graph
from diplograph.snapshot.build import assemble
from diplograph.snapshot.inference import infer, load_rules
from diplograph.sources.listing import find_sources
from diplograph.sources.project import Project, load
from helpers import ROOT, make_project, quads

RULES = load_rules(ROOT / "ontology" / "rules")
INFERRED = f"{BASE}graph/inferred/"

WORLD = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en ; dg:evidence <document/d#char=0,9> .
<id/leader/r> a dg:Person ; rdfs:label "Rudolf"@en ; dg:evidence <document/d#char=10,16> .
<id/visit/a> a dg:Visit ; rdfs:label "A"@en ; dg:visitor <id/leader/r> ; dg:hostState <id/state/f> ; dg:evidence <document/d#char=20,30> .
<id/visit/b> a dg:Visit ; rdfs:label "B"@en ; dg:visitor <id/leader/r> ; dg:hostState <id/state/f> ; dg:evidence <document/d#char=40,50> .
<id/claim/b> a dg:Claim ; rdfs:label "B's host"@en ; rdf:subject <id/visit/b> ; rdf:predicate dg:hostState ;
    rdf:object <id/state/f> ; dg:evidence <document/d#char=60,70> .
<id/event/one> a dg:Event ; rdfs:label "One"@en ; dg:date "1996"^^edtf:EDTF ; dg:evidence <document/d#char=80,85> .
<id/event/two> a dg:Event ; rdfs:label "Two"@en ; dg:follows <id/event/one> ; dg:evidence <document/d#char=86,89> .
<id/event/three> a dg:Event ; rdfs:label "Three"@en ; dg:follows <id/event/two> ; dg:evidence <document/d#char=90,95> .
"""


def iri(short: str) -> ox.NamedNode:
    return ox.NamedNode(DG + short.removeprefix("dg:") if short.startswith("dg:") else f"{BASE}id/{short}")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Explainer:
    project = make_project(tmp_path_factory.mktemp("world") / "p", world=WORLD)
    store = ox.Store()
    store.extend(assemble(project, find_sources(project), load_rules(project.ontology / "rules")).quads)
    return Explainer(store, RULES, base=BASE)


def inferred(store: ox.Store) -> list[tuple[str, Statement]]:
    """Return every inferred statement with its rule."""
    return [
        (str(quad.graph_name.value).removeprefix(INFERRED), (quad.subject, quad.predicate, quad.object))  # type: ignore[union-attr, misc]
        for quad in store.quads_for_pattern(None, None, None, None)
        if str(getattr(quad.graph_name, "value", "")).startswith(INFERRED)
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode | ox.Literal)
    ]


@pytest.mark.slow
def test_every_inferred_statement_has_premises_that_the_graph_holds(built_store: ox.Store) -> None:
    explainer = Explainer(built_store, RULES, base=BASE)
    statements = inferred(built_store)
    assert len({rule for rule, _ in statements}) > 12
    for rule, statement in statements:
        explanation = explainer.because(statement)
        assert explanation.rule == rule
        assert explanation.derivations, statement
        for leaf in explanation.leaves():
            assert next(built_store.quads_for_pattern(*leaf.statement, None), None) is not None
            assert explainer.rule_of(leaf.statement) is None


def test_without_a_premise_of_each_derivation_the_statement_is_not_inferred(
    built: Project, built_store: ox.Store
) -> None:
    explainer = Explainer(built_store, RULES, base=BASE)
    said = [
        ox.Quad(*quad.triple)
        for quad in built_store
        if not str(getattr(quad.graph_name, "value", "")).startswith(INFERRED)
    ]
    for rule in (
        "visited",
        "visits-between-states",
        "signed",
        "earliest-from-follows",
        "symmetric-properties",
    ):
        statement = next(
            statement for name, statement in sorted(inferred(built_store), key=str) if name == rule
        )
        gone = [derivation[0] for derivation in explainer.because(statement).derivations]
        taken = {leaf.statement for premise in gone for leaf in premise.leaves()}
        left = [quad for quad in said if (quad.subject, quad.predicate, quad.object) not in taken]
        found = {triple for triples in infer(left, RULES).values() for triple in triples}
        assert ox.Triple(*statement) not in found, rule


def only(explanations: list[Explanation]) -> Explanation:
    (explanation,) = explanations
    return explanation


def test_each_way_is_given_with_its_passages(world: Explainer) -> None:
    why = only(world.explain(iri("leader/r"), iri("dg:visited"), iri("state/f")))
    assert (why.rule, len(why.derivations)) == ("visited", 2)
    passages = {passage.partition("=")[2] for leaf in why.leaves() for passage in leaf.passages}
    assert passages == {"0,9", "10,16", "20,30", "40,50", "60,70"}


def test_claim_goes_before_what_the_subject_cites(world: Explainer) -> None:
    why = only(world.explain(iri("visit/b"), iri("dg:hostState"), iri("state/f")))
    assert why.rule is None
    assert [passage.partition("=")[2] for passage in why.passages] == ["60,70"]


def test_premises_are_explained_in_turn(world: Explainer) -> None:
    why = only(world.explain(iri("event/three"), iri("dg:earliest")))
    rules = set()
    todo = [why]
    while todo:
        one = todo.pop()
        rules.add(one.rule)
        todo += [premise for derivation in one.derivations for premise in derivation]
    assert rules == {None, "earliest-from-follows", "transitive-properties", "date-bounds"}


def test_inferred_statements_of_a_subject_come_before_those_that_are_said(world: Explainer) -> None:
    rules = {why.rule for why in world.explain(iri("leader/r"))}
    assert None not in rules
    assert "visited" in rules


def test_summaries_are_in_both_languages() -> None:
    graph = Graph(load(ROOT))
    (why,) = graph.explain("Mubarak", "dg:visited", "كازاخستان")
    assert why.summary["en"].endswith(".")
    assert why.summary["ar"] != why.summary["en"]


@pytest.mark.parametrize(
    "arguments", [("state/f", "dg:capital"), ("state/none",), ("leader/r", "dg:visited", "state/r")]
)
def test_what_the_graph_does_not_say(arguments: tuple[str, ...], world: Explainer) -> None:
    with pytest.raises(QueryError, match="does not say so"):
        world.explain(*map(iri, arguments))


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        (("Mubarak", "rdf:type", "dg:Entity"), "types-from-subclasses"),
        (("dg:officialVisit", "skos:prefLabel", "official visit"), "concept-labels"),
    ],
)
def test_properties_of_other_vocabularies_can_be_asked_for(terms: tuple[str, str, str], rule: str) -> None:
    assert [why.rule for why in Graph(load(ROOT)).explain(*terms)] == [rule]


def test_class_of_another_vocabulary_can_be_asked_for(built_store: ox.Store) -> None:
    claim = next(s[0].value for rule, s in inferred(built_store) if rule == "claims-are-statements")
    (why,) = Graph(load(ROOT)).explain(claim, "rdf:type", "rdf:Statement")
    assert why.rule == "claims-are-statements"


def test_rule_summaries_are_in_both_languages() -> None:
    for rule in RULES:
        assert "#+ summary: " in rule.query, rule.name
        assert "#+ summary_ar: " in rule.query, rule.name


def test_statement_that_two_nodes_say_of_each_other_ends(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = ox.Store()
    graph = ox.NamedNode(INFERRED + "symmetric-properties")
    said = quads("dg:p a owl:SymmetricProperty . <id/a> dg:p <id/b> .")
    store.extend(said)
    store.extend(ox.Quad(*triple, graph) for triples in infer(said, RULES).values() for triple in triples)
    why = Explainer(store, RULES, base=BASE).because((iri("b"), iri("dg:p"), iri("a")))
    assert why.rule == "symmetric-properties"
    assert [leaf.statement[0] for leaf in why.leaves()][:1] != []


NARROW = """
<id/tenure/t> a dg:Tenure ; dg:holder <id/leader/p> ; dg:office <id/office/o> ;
    dg:start "1990"^^edtf:EDTF ; dg:end "1999"^^edtf:EDTF ; dg:statusAtWriting dg:former .
<id/meeting/m> dg:participation <id/participation/p> ; dg:date "1995-05"^^edtf:EDTF .
<id/participation/p> dg:participant <id/leader/p> ; dg:participantOffice <id/office/o> .
<id/fact/both> dg:date "1991"^^edtf:EDTF ; dg:period "2001"^^edtf:EDTF .
<id/event/early> dg:date "1990"^^edtf:EDTF . <id/event/late> dg:date "1996"^^edtf:EDTF .
<id/event/after> dg:follows <id/event/early> , <id/event/late> .
<id/event/within> dg:during <id/event/early> , <id/event/narrow> . <id/event/narrow> dg:date "1990-03"^^edtf:EDTF .
"""


@pytest.fixture(scope="module")
def narrow() -> ox.Store:
    """Return a graph in which patterns of rules match more than what gives a statement."""
    said = quads(NARROW)
    store = ox.Store()
    store.extend(said)
    for rule, triples in infer(said, RULES).items():
        store.extend(ox.Quad(*triple, ox.NamedNode(INFERRED + rule)) for triple in triples)
    return store


@pytest.mark.slow
@pytest.mark.parametrize("graph", ["built_store", "narrow"])
def test_premises_of_each_way_alone_give_the_statement(graph: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(graph)
    explainer = Explainer(store, RULES, base=BASE)
    by_name = {rule.name: rule for rule in RULES}
    for rule, statement in inferred(store):
        for premises in explainer.because(statement).derivations:
            alone = [ox.Quad(*premise.statement) for premise in premises]
            assert ox.Triple(*statement) in infer(alone, [by_name[rule]])[rule], (statement, premises)
            for left_out in alone:
                rest = [quad for quad in alone if quad != left_out]
                assert ox.Triple(*statement) not in infer(rest, [by_name[rule]]).get(rule, ()), left_out


@pytest.mark.parametrize(
    ("subject", "predicate", "premises"),
    [
        ("tenure/t", "dg:startLatest", {("tenure/t", "start")}),
        ("event/after", "dg:earliest", {("event/after", "follows"), ("event/late", "date"), ("event/late", "earliest")}),
        ("event/within", "dg:latest", {("event/within", "during"), ("event/narrow", "date"), ("event/narrow", "latest")}),
        (
            "tenure/t",
            "dg:attestedBy",
            {("tenure/t", "holder"), ("tenure/t", "office"), ("meeting/m", "participation"), ("participation/p", "participant"),
             ("participation/p", "participantOffice")},
        ),
    ],
)  # fmt: skip
def test_what_matches_and_gives_another_value_is_no_premise(
    subject: str, predicate: str, premises: set[tuple[str, str]], narrow: ox.Store
) -> None:
    why = only(Explainer(narrow, RULES, base=BASE).explain(iri(subject), iri(predicate)))
    (derivation,) = why.derivations
    shown = {
        (one.statement[0].value.removeprefix(f"{BASE}id/"), one.statement[1].value.removeprefix(DG))
        for one in derivation
    }
    assert shown == premises


def test_two_reasons_in_one_solution_are_two_ways(narrow: ox.Store) -> None:
    why = only(Explainer(narrow, RULES, base=BASE).explain(iri("office/o"), iri("dg:formerHolder")))
    last = [{one.statement[1].value.removeprefix(DG) for one in way} for way in why.derivations]
    assert sorted(map(sorted, last)) == [
        ["endLatest", "holder", "office"],
        ["holder", "office", "statusAtWriting"],
    ]


def test_deprecated_claim_is_not_cited() -> None:
    store = ox.Store()
    store.extend(
        quads("""
        <id/fact/f> dg:date "1990"^^edtf:EDTF ; dg:evidence <document/d#char=1,2> .
        <id/claim/c> rdf:subject <id/fact/f> ; rdf:predicate dg:date ; rdf:object "1990"^^edtf:EDTF ;
            dg:rank dg:deprecated ; dg:evidence <document/d#char=3,4> .
        """)
    )
    why = only(Explainer(store, RULES, base=BASE).explain(iri("fact/f"), iri("dg:date")))
    assert [passage.partition("=")[2] for passage in why.passages] == ["1,2"]


def chain(*links: str, transitive: bool = True) -> Explainer:
    """Explain links by dg:p, which is transitive or symmetric, with all that follows from them."""
    kind = "TransitiveProperty" if transitive else "SymmetricProperty"
    asserted = quads(
        f"dg:p a owl:{kind} . " + " ".join(f"<id/{a}> dg:p <id/{b}> ." for a, b in map(str.split, links))
    )
    rules = [rule for rule in RULES if rule.name in ("transitive-properties", "symmetric-properties")]
    store = ox.Store()
    store.extend(asserted)
    for rule, triples in infer(asserted, rules).items():
        store.extend(ox.Quad(*triple, ox.NamedNode(INFERRED + rule)) for triple in triples)
    return Explainer(store, rules, base=BASE)


def test_explanation_of_a_long_chain_has_each_statement_once() -> None:
    why = chain(*(f"n{at} n{at + 1}" for at in range(25))).because((iri("n0"), iri("dg:p"), iri("n25")))
    assert len(why.derivations) == 24
    assert len(list(why.leaves())) == 25 + 1  # the links, and that the property is transitive
    seen: dict[Statement, Explanation] = {}
    todo = [why]
    while todo:
        one = todo.pop()
        assert seen.setdefault(one.statement, one) is one
        todo += [p for way in one.derivations for p in way if p.statement not in seen]
    assert len(seen) == 25 * 26 // 2 + 1


@pytest.mark.parametrize("transitive", [True, False])
def test_explanations_of_a_circle_end(transitive: bool) -> None:
    size = 12
    explainer = chain(*(f"n{at} n{(at + 1) % size}" for at in range(size)), transitive=transitive)
    for start in range(size):
        ends = range(size) if transitive else [(start + 1) % size, (start - 1) % size]
        for end in ends:
            why = explainer.because((iri(f"n{start}"), iri("dg:p"), iri(f"n{end}")))
            assert why.rule is None or why.derivations
            above: list[Statement] = []
            todo: list[Explanation | None] = [why]
            ended: set[Statement] = set()
            while todo:  # no statement stands below itself
                one = todo.pop()
                if one is None:
                    ended.add(above.pop())
                elif one.statement not in ended:
                    assert one.statement not in above
                    above.append(one.statement)
                    todo += [None, *(premise for way in one.derivations for premise in way)]
