"""Each inference rule by itself, on a case worked by hand, and the OWL rules against owlrl."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import ProjectError, RuleError
from diplograph.base.names import DG
from diplograph.snapshot import inference
from diplograph.snapshot.footprints import Keys
from diplograph.snapshot.inference import Rule, infer, load_rules
from diplograph.sources.listing import find_sources, read_source
from diplograph.sources.project import Project
from helpers import ROOT, quads

RULES = {rule.name: rule for rule in load_rules(ROOT / "ontology" / "rules")}
OWL_RULES = (
    "types-from-subclasses",
    "values-from-subproperties",
    "inverse-properties",
    "symmetric-properties",
    "transitive-properties",
)
# An opening, a severance in some month of 1925, a suspension in June of 1925, a resumption; and relations of others.
ACTS = """
    <id/opening> dg:resultingStatus dg:in ; dg:party <id/r> , <id/s> ; dg:startEarliest "1920-01-01"^^xsd:date ; dg:startLatest "1920-12-31"^^xsd:date .
    <id/severance> dg:resultingStatus dg:out ; dg:party <id/r> , <id/s> ; dg:startEarliest "1925-01-01"^^xsd:date ; dg:startLatest "1925-12-31"^^xsd:date .
    <id/protest> dg:resultingStatus dg:on ; dg:party <id/r> , <id/s> ; dg:startEarliest "1925-06-01"^^xsd:date ; dg:startLatest "1925-06-30"^^xsd:date .
    <id/resumption> dg:resultingStatus dg:in ; dg:party <id/r> , <id/s> ; dg:startEarliest "1930-03-01"^^xsd:date ; dg:startLatest "1930-03-31"^^xsd:date .
    <id/elsewhere> dg:resultingStatus dg:in ; dg:party <id/r> , <id/q> ; dg:startEarliest "1921-01-01"^^xsd:date ; dg:startLatest "1921-12-31"^^xsd:date ."""
CASES = {
    "types-from-subclasses": (
        "dg:Visit rdfs:subClassOf dg:Event . dg:Event rdfs:subClassOf dg:Fact , <https://other.example/E> . <id/v> a dg:Visit .",
        "<id/v> a dg:Event , dg:Fact .",
    ),
    "values-from-subproperties": (
        "dg:visitor rdfs:subPropertyOf dg:involves , <https://other.example/p> . <id/v> dg:visitor <id/p> .",
        "<id/v> dg:involves <id/p> .",
    ),
    "inverse-properties": (
        "dg:precedes owl:inverseOf dg:follows . <id/b> dg:follows <id/a> . <id/c> dg:precedes <id/d> .",
        "<id/a> dg:precedes <id/b> . <id/d> dg:follows <id/c> .",
    ),
    "symmetric-properties": (
        "dg:jointWith a owl:SymmetricProperty . <id/a> dg:jointWith <id/b> .",
        "<id/b> dg:jointWith <id/a> .",
    ),
    "transitive-properties": (
        "dg:within a owl:TransitiveProperty . <id/a> dg:within <id/b> . <id/b> dg:within <id/c> . <id/c> dg:within <id/d> .",
        "<id/a> dg:within <id/c> , <id/d> . <id/b> dg:within <id/d> .",
    ),
    "date-bounds": (
        """<id/a> dg:date "2008-02"^^edtf:EDTF . <id/b> dg:period "2009-10-23/.."^^edtf:EDTF .
           <id/c> dg:date "not a date"^^edtf:EDTF . <id/d> dg:date "2008" .""",
        """<id/a> dg:earliest "2008-02-01"^^xsd:date ; dg:latest "2008-02-29"^^xsd:date .
           <id/b> dg:earliest "2009-10-23"^^xsd:date .""",
    ),
    "span-bounds": (
        '<id/t> dg:start "1994"^^edtf:EDTF ; dg:end "1998-03-01"^^edtf:EDTF . <id/u> dg:end "1999-XX"^^edtf:EDTF .',
        """<id/t> dg:startEarliest "1994-01-01"^^xsd:date ; dg:startLatest "1994-12-31"^^xsd:date ;
                  dg:endEarliest "1998-03-01"^^xsd:date ; dg:endLatest "1998-03-01"^^xsd:date .
           <id/u> dg:endEarliest "1999-01-01"^^xsd:date ; dg:endLatest "1999-12-31"^^xsd:date .""",
    ),
    "bounds-from-during": (
        """<id/award> dg:during <id/visit> , <id/tour> .
           <id/visit> dg:date "2008"^^edtf:EDTF ; dg:earliest "2008-01-01"^^xsd:date ; dg:latest "2008-12-31"^^xsd:date .
           <id/tour> dg:date "x"^^edtf:EDTF ; dg:earliest "2008-03-01"^^xsd:date ; dg:latest "2009-01-31"^^xsd:date .
           <id/dated> dg:during <id/visit> ; dg:date "2008-05"^^edtf:EDTF .""",
        '<id/award> dg:earliest "2008-03-01"^^xsd:date ; dg:latest "2008-12-31"^^xsd:date .',
    ),
    "bounds-from-occasion": (
        """<id/congress> a dg:Event . <id/forum> dg:date "2008-05"^^edtf:EDTF .
           <id/v> dg:occasion <id/congress> , <id/forum> ; dg:date "2006"^^edtf:EDTF ; dg:earliest "2006-01-01"^^xsd:date ; dg:latest "2006-12-31"^^xsd:date .
           <id/w> dg:occasion <id/congress> ; dg:date "2006-06"^^edtf:EDTF ; dg:earliest "2006-06-01"^^xsd:date ; dg:latest "2006-06-30"^^xsd:date .
           <id/x> dg:occasion <id/congress> ; dg:date "2006-06-03"^^edtf:EDTF ; dg:earliest "2006-06-03"^^xsd:date ; dg:latest "2006-06-03"^^xsd:date .""",
        '<id/congress> dg:earliest "2006-06-01"^^xsd:date ; dg:latest "2006-06-30"^^xsd:date .',
    ),
    "earliest-from-follows": (
        """<id/second> dg:follows <id/first> , <id/zeroth> .
           <id/first> dg:date "2008"^^edtf:EDTF ; dg:earliest "2008-01-01"^^xsd:date .
           <id/zeroth> dg:date "2007"^^edtf:EDTF ; dg:earliest "2007-01-01"^^xsd:date .
           <id/dated> dg:follows <id/first> ; dg:date "2010"^^edtf:EDTF .
           <id/counted> dg:follows <id/first> ; dg:countedFrom <id/first> ; dg:yearsAfter 2 .""",
        '<id/second> dg:earliest "2008-01-01"^^xsd:date .',
    ),
    "claims-are-statements": ("<id/c> a dg:Claim .", "<id/c> a rdf:Statement ."),
    "concept-labels": (
        'dg:about a skos:Concept ; rdfs:label "about"@en . dg:Visit rdfs:label "visit"@en .',
        'dg:about skos:prefLabel "about"@en .',
    ),
    "bounds-from-distance": (
        """<id/jubilee> dg:anniversaryOf <id/founding> ; dg:ordinal 25 . <id/uncounted> dg:anniversaryOf <id/founding> .
           <id/founding> dg:date "1920-02-29"^^edtf:EDTF ; dg:earliest "1920-02-29"^^xsd:date ; dg:latest "1920-02-29"^^xsd:date .
           <id/talks> dg:countedFrom <id/war> ; dg:yearsAfter 10 . <id/peace> dg:countedFrom <id/war> ; dg:monthsAfter 1 .
           <id/note> dg:countedFrom <id/war> ; dg:daysAfter 3 . <id/dated> dg:countedFrom <id/war> ; dg:daysAfter 3 ; dg:date "1934"^^edtf:EDTF .
           <id/war> dg:date "1934-06-02/1934-08-30"^^edtf:EDTF ; dg:earliest "1934-06-02"^^xsd:date ; dg:latest "1934-08-30"^^xsd:date .
           <id/open> dg:countedFrom <id/long> ; dg:daysAfter 1 . <id/long> dg:date "1934-06-02/.."^^edtf:EDTF ; dg:earliest "1934-06-02"^^xsd:date .
           <id/after-undated> dg:countedFrom <id/talks> ; dg:daysAfter 1 .""",
        """<id/jubilee> dg:earliest "1945-02-28"^^xsd:date ; dg:latest "1945-02-28"^^xsd:date .
           <id/talks> dg:earliest "1943-06-02"^^xsd:date ; dg:latest "1945-08-30"^^xsd:date .
           <id/peace> dg:earliest "1934-06-02"^^xsd:date ; dg:latest "1934-10-30"^^xsd:date .
           <id/note> dg:earliest "1934-06-05"^^xsd:date ; dg:latest "1934-09-02"^^xsd:date .
           <id/open> dg:earliest "1934-06-03"^^xsd:date .""",
    ),
    "stated-as": (
        """dg:plannedVisit dg:standing dg:planned . dg:plannedTour skos:broader dg:plannedVisit .
           <id/plan> dg:eventKind dg:plannedVisit . <id/tour> dg:eventKind dg:plannedTour . <id/war> dg:eventKind dg:war .
           <id/act> dg:condition <id/withdrawal> , <id/dated> , <id/led> . <id/dated> dg:date "1937"^^edtf:EDTF .
           <id/talks> dg:follows <id/led> .""",
        """<id/plan> dg:statedAs dg:planned . <id/tour> dg:statedAs dg:planned . <id/withdrawal> dg:statedAs dg:conditional .""",
    ),
    "kinds-above": (
        "dg:consul skos:broader dg:envoy . dg:honoraryConsul skos:broader dg:consul .",
        "dg:consul skos:broaderTransitive dg:envoy . dg:honoraryConsul skos:broaderTransitive dg:consul , dg:envoy .",
    ),
    "visited": (
        """<id/v> a dg:Visit ; dg:visitor <id/p> ; dg:hostState <id/s> . <id/w> a dg:Visit ; dg:hostState <id/s> .
           <id/x> a dg:Visit ; dg:visitor <id/s> ; dg:hostState <id/s> . <id/p> a dg:Person . <id/s> a dg:State .""",
        "<id/p> dg:visited <id/s> .",
    ),
    "visits-between-states": (
        """<id/v> a dg:Visit ; dg:visitingState <id/r> ; dg:hostState <id/s> . <id/w> a dg:Visit ; dg:hostState <id/r> .
           <id/r> a dg:State . <id/s> a dg:State .""",
        "<id/r> dg:sentVisitTo <id/s> .",
    ),
    "signed": (
        """<id/t> dg:action <id/a> , <id/b> . <id/a> dg:actionKind dg:signature ; dg:party <id/gov> , <id/s> .
           <id/b> dg:actionKind dg:ratification ; dg:party <id/q> . <id/gov> dg:ofState <id/r> .""",
        "<id/gov> dg:signed <id/t> . <id/s> dg:signed <id/t> . <id/r> dg:signed <id/t> .",
    ),
    "relations-between-states": (
        """dg:Visit dg:tiesStates true . dg:support dg:tiesStates true .
           <id/f> a dg:Visit ; dg:involves <id/r> , <id/s> , <id/office> . <id/g> dg:relationKind dg:support ; dg:involves <id/q> , <id/s> .
           <id/appointment> dg:eventKind dg:appointment ; dg:involves <id/r> , <id/q> .
           <id/proposal> dg:relationKind dg:support ; dg:involves <id/r> , <id/q> ; dg:statedAs dg:proposed .
           <id/r> a dg:State . <id/s> a dg:State . <id/q> a dg:State . <id/office> a dg:Office .""",
        """<id/r> dg:hasRelationWith <id/s> . <id/s> dg:hasRelationWith <id/r> , <id/q> . <id/q> dg:hasRelationWith <id/s> .""",
    ),
    "tenure-attested": (
        """<id/t> dg:holder <id/p> ; dg:office <id/o> . <id/v> dg:visitor <id/p> ; dg:visitorOffice <id/o> .
           <id/m> dg:participation <id/n> . <id/n> dg:participant <id/p> ; dg:participantOffice <id/o> .
           <id/c> dg:bearer <id/p> ; dg:bearerOffice <id/o> .
           <id/two> dg:participant <id/p> , <id/q> ; dg:participantOffice <id/o> , <id/other> . <id/w> dg:visitor <id/p> ; dg:visitorOffice <id/other> .""",
        "<id/t> dg:attestedBy <id/v> , <id/m> , <id/c> .",
    ),
    "tenure-at-event": (
        """<id/t> dg:holder <id/p> ; dg:startLatest "1994-12-31"^^xsd:date ; dg:endEarliest "1998-01-01"^^xsd:date .
           <id/within> dg:visitor <id/p> ; dg:earliest "1996-01-01"^^xsd:date ; dg:latest "1996-12-31"^^xsd:date .
           <id/possibly> dg:visitor <id/p> ; dg:earliest "1994-01-01"^^xsd:date ; dg:latest "1994-12-31"^^xsd:date .
           <id/after> dg:visitor <id/p> ; dg:earliest "1999-01-01"^^xsd:date ; dg:latest "1999-12-31"^^xsd:date .
           <id/open> dg:holder <id/q> ; dg:startLatest "1994-12-31"^^xsd:date .
           <id/unknown> dg:visitor <id/q> ; dg:earliest "1996-01-01"^^xsd:date ; dg:latest "1996-12-31"^^xsd:date .
           <id/now> dg:holder <id/r> ; dg:startLatest "1994-12-31"^^xsd:date ; dg:statusAtWriting dg:current .
           <id/recent> dg:participant <id/r> ; dg:earliest "1996-01-01"^^xsd:date ; dg:latest "1996-12-31"^^xsd:date .""",
        "<id/within> dg:underTenure <id/t> . <id/recent> dg:underTenure <id/now> .",
    ),
    "leaders": (
        """dg:minister dg:leads true . <id/o> dg:officeKind dg:minister . <id/envoy> dg:officeKind dg:ambassador .
           <id/p> a dg:Person . <id/q> a dg:Person . <id/r> a dg:Person . <id/s> a dg:Person .
           <id/t> dg:holder <id/p> ; dg:office <id/o> . <id/v> dg:visitor <id/q> ; dg:visitorOffice <id/o> .
           <id/n> a dg:Participation ; dg:participant <id/r> ; dg:participantOffice <id/o> .
           <id/u> dg:holder <id/s> ; dg:office <id/envoy> . <id/w> dg:visitor <id/unknown> ; dg:visitorOffice <id/o> .""",
        "<id/p> a dg:Leader . <id/q> a dg:Leader . <id/r> a dg:Leader .",
    ),
    "participants": (
        """<id/m> dg:participation <id/one> , <id/two> . <id/one> dg:participant <id/p> ; dg:participantState <id/r> .
           <id/two> dg:participantOffice <id/o> .""",
        "<id/m> dg:participant <id/p> ; dg:participantOffice <id/o> ; dg:involves <id/r> .",
    ),
    "resulting-status": (
        """dg:severanceOfDiplomaticRelations dg:leadsTo dg:relationsBroken .
           <id/a> dg:eventKind dg:severanceOfDiplomaticRelations ; dg:earliest "1967-06-06"^^xsd:date ; dg:latest "1967-06-06"^^xsd:date .
           <id/undated> dg:eventKind dg:severanceOfDiplomaticRelations . <id/other> dg:eventKind dg:election .
           <id/condition> dg:eventKind dg:severanceOfDiplomaticRelations ; dg:statedAs dg:conditional .""",
        """<id/a> dg:resultingStatus dg:relationsBroken ; dg:startEarliest "1967-06-06"^^xsd:date ; dg:startLatest "1967-06-06"^^xsd:date .
           <id/undated> dg:resultingStatus dg:relationsBroken .""",
    ),
    "status-ends-no-later": (
        ACTS,
        """<id/opening> dg:endLatest "1925-06-30"^^xsd:date . <id/severance> dg:endLatest "1930-03-31"^^xsd:date .
           <id/protest> dg:endLatest "1930-03-31"^^xsd:date .""",
    ),
    "status-ends-no-sooner": (
        ACTS,
        """<id/opening> dg:endEarliest "1925-01-01"^^xsd:date . <id/severance> dg:endEarliest "1925-06-01"^^xsd:date .
           <id/protest> dg:endEarliest "1925-01-01"^^xsd:date .""",
    ),
    "holders-at-writing": (
        "<id/t> dg:office <id/o> ; dg:holder <id/p> ; dg:statusAtWriting dg:current . <id/u> dg:office <id/o> ; dg:holder <id/q> .",
        "<id/o> dg:holderAtWriting <id/p> .",
    ),
    "former-holders": (
        """<id/t> dg:office <id/o> ; dg:holder <id/p> ; dg:statusAtWriting dg:former .
           <id/u> dg:office <id/o> ; dg:holder <id/q> ; dg:endLatest "1998-01-01"^^xsd:date . <id/w> dg:office <id/o> ; dg:holder <id/r> .""",
        "<id/o> dg:formerHolder <id/p> , <id/q> .",
    ),
}


def triples(text: str) -> set[str]:
    return {str(quad.triple) for quad in quads(text)}


def test_every_rule_has_a_case() -> None:
    assert CASES.keys() == RULES.keys()


@pytest.mark.parametrize("name", RULES)
def test_rule_infers_just_what_follows(name: str) -> None:
    given, expected = CASES[name]
    inferred = infer(quads(given), [RULES[name]]).get(name, set())
    assert {str(triple) for triple in inferred} == triples(expected)


def test_order_of_rules_does_not_matter_for_what_follows() -> None:
    """An award in a stay in a visit in a tour: the bounds wait until all that encloses the award is known.

    The chain is so long that the transitive rule needs two rounds; without strata the award would get the
    bounds of the visit in the first, and those of the tour as well in the second.
    """
    given = """
        dg:during a owl:TransitiveProperty .
        <id/award> dg:during <id/dinner> . <id/dinner> dg:during <id/stay> .
        <id/stay> dg:during <id/visit> . <id/visit> dg:during <id/tour> .
        <id/stay> dg:date "2008"^^edtf:EDTF . <id/tour> dg:date "2008-03/2008-04"^^edtf:EDTF .
    """
    inferred = infer(quads(given), RULES.values())
    march, april = '"2008-03-01"^^xsd:date', '"2008-04-30"^^xsd:date'
    assert {str(t) for t in inferred["bounds-from-during"]} == triples(
        "".join(f"<id/{e}> dg:earliest {march} ; dg:latest {april} ." for e in ("award", "dinner", "visit"))
    )


def test_what_is_said_is_not_inferred_again() -> None:
    given = "dg:jointWith a owl:SymmetricProperty . <id/a> dg:jointWith <id/b> . <id/b> dg:jointWith <id/a> ."
    assert infer(quads(given), RULES.values()) == {}


@pytest.mark.slow
def test_owl_rules_give_what_owlrl_gives(project: Project) -> None:
    """Owlrl computes the whole OWL 2 RL closure; ours keeps to five rules and to our own terms."""
    rdflib = pytest.importorskip("rdflib")
    owlrl = pytest.importorskip("owlrl")
    said = [quad for source in find_sources(project) for quad in read_source(project, source)]
    vocabulary = {str(q.subject) for q in said if str(q.subject).startswith(f"<{DG}")}
    ours = set()
    for rule, found in infer(said, [RULES[name] for name in OWL_RULES]).items():
        assert found, rule
        ours |= {str(t) for t in found if str(t.subject) not in vocabulary}

    graph = rdflib.Graph()
    graph.parse(data="".join(f"{quad.triple} .\n" for quad in said), format="nt")
    given = {_ntriple(triple) for triple in graph}
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    theirs = set()
    for triple in graph:
        subject, predicate, value = (term.n3() for term in triple)
        ours_to_say = predicate.startswith(f"<{DG}") or (predicate == type_ and value.startswith(f"<{DG}"))
        if ours_to_say and subject not in vocabulary and _ntriple(triple) not in given:
            theirs.add(_ntriple(triple))
    assert ours == theirs


def _ntriple(triple: tuple[object, object, object]) -> str:
    return " ".join(term.n3() for term in triple)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o", "not SPARQL"),
        ("SELECT ?s WHERE { ?s ?p ?o }", "must be a CONSTRUCT"),
    ],
)
def test_unusable_rule_is_reported_with_its_file(query: str, reason: str, tmp_path: Path) -> None:
    rule = Rule("broken", tmp_path / "broken.rq", query, 1)
    with pytest.raises(RuleError, match=reason) as caught:
        infer(quads("<id/a> a dg:Visit ."), [rule])
    assert str(caught.value).startswith(str(rule.path))


def test_missing_folder_of_rules_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="missing"):
        load_rules(tmp_path / "none")


def test_inferred_triples_are_the_same_each_time() -> None:
    given = CASES["transitive-properties"][0]
    first = infer(quads(given), RULES.values())
    second = infer(list(reversed(quads(given))), RULES.values())
    assert first == second
    assert all(isinstance(t, ox.Triple) for t in first["transitive-properties"])


def test_a_chain_is_followed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path over all that it has led to takes minutes for a chain of a thousand."""
    runs: list[str] = []
    construct = inference._construct

    def counted(store: ox.Store, rule: Rule, chained: Keys) -> bytes:
        runs.append(rule.name)
        return construct(store, rule, chained)

    monkeypatch.setattr(inference, "_construct", counted)
    (rule,) = (
        rule for rule in load_rules(ROOT / "ontology" / "rules") if rule.name == "transitive-properties"
    )
    facts = "dg:partOf a owl:TransitiveProperty . <urn:a> dg:partOf <urn:b> . <urn:b> dg:partOf <urn:c> ."
    given = infer(quads(facts), [rule])
    assert [str(triple.object) for triple in given["transitive-properties"]] == ["<urn:c>"]
    assert runs == ["transitive-properties"]
