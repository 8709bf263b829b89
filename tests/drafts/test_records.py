"""What records may have is what the shapes have: read with shapes written for the test, and of the ontology."""

from __future__ import annotations

import pytest

from diplograph.base.names import DG, EDTF
from diplograph.drafts.records import Description, Field, RecordType
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project, load

ONTOLOGY = """
@prefix dg: <https://w3id.org/diplograph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
dg:Fact a owl:Class .
dg:Truce a owl:Class ; rdfs:subClassOf dg:Fact ; rdfs:label "truce"@en , "هدنة"@ar ;
    skos:definition "A pause."@en .
dg:between a owl:ObjectProperty ; rdfs:label "between"@en .
dg:partOf a owl:ObjectProperty . dg:hasPart a owl:ObjectProperty ; owl:inverseOf dg:partOf .
"""
SHAPES = """
@prefix dg: <https://w3id.org/diplograph/ontology#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
dg:FactShape a sh:NodeShape ; sh:targetClass dg:Fact ; sh:property [ sh:path dg:evidence ; sh:minCount 1 ] .
dg:TruceShape a sh:NodeShape ; sh:targetClass dg:Truce ; sh:closed true ;
    sh:ignoredProperties ( rdf:type rdfs:label dg:evidence dg:days dg:date dg:earliest dg:broker dg:host <https://example.org/ns#own> ) ;
    sh:property [ sh:path dg:between ; sh:minCount 2 ; sh:maxCount 3 ; sh:class dg:State ] ;
    sh:property [ sh:path dg:partOf ; sh:minCount 1 ] ;
    sh:property [ sh:path dg:days ; sh:minCount 1 ; sh:severity sh:Warning ] .
dg:TruceHasHostShape a sh:NodeShape ; sh:targetClass dg:Truce ;
    sh:or ( [ sh:path dg:host ; sh:minCount 1 ] [ sh:path dg:broker ; sh:minCount 2 ] [ sh:class dg:War ] ) .
dg:TruceHasDateShape a sh:NodeShape ; sh:targetClass dg:Truce ;
    sh:or ( [ sh:path dg:date ; sh:minCount 1 ] [ sh:class dg:War ] ) .
dg:TruceOfItsKindShape a sh:NodeShape ; sh:targetClass dg:Truce ;
    sh:or ( [ sh:path dg:days ; sh:minCount 1 ] [ sh:path dg:host ; sh:class dg:City ] ) .
dg:TruceOrFactShape a sh:NodeShape ; sh:targetClass dg:Truce ;
    sh:or ( [ sh:path dg:broker ; sh:minCount 1 ] [ sh:class dg:Fact ] ) .
dg:BetweenValueShape a sh:PropertyShape ; sh:targetSubjectsOf dg:between ; sh:path dg:between ; sh:class dg:Entity .
dg:DaysValueShape a sh:PropertyShape ; sh:targetSubjectsOf dg:days ; sh:path dg:days ;
    sh:datatype xsd:decimal ; sh:minInclusive 0.5 ; sh:maxCount 1 .
dg:DateValueShape a sh:PropertyShape ; sh:targetSubjectsOf dg:date ; sh:path dg:date ;
    sh:node [ sh:pattern "^[0-9]{4}$" ] ; sh:datatype edtf:EDTF ; sh:maxCount 1 .
dg:HostValueShape a sh:PropertyShape ; sh:targetSubjectsOf dg:host ; sh:path dg:host ;
    sh:or ( [ sh:class dg:State ] [ sh:class dg:City ] ) .
"""
BY_HAND = """
@prefix dg: <https://w3id.org/diplograph/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
dg:None a sh:NodeShape ; sh:in () .
dg:EarliestShape a sh:PropertyShape ; sh:targetSubjectsOf dg:earliest ; sh:path dg:earliest ; sh:node dg:None .
"""


@pytest.fixture(scope="module")
def truce(tmp_path_factory: pytest.TempPathFactory) -> RecordType:
    root = tmp_path_factory.mktemp("truce")
    texts = {
        "diplograph.toml": 'languages = ["fr"]',
        "ontology/terms.ttl": ONTOLOGY,
        "ontology/shapes/truce.ttl": SHAPES,
        "ontology/shapes/asserted/inferred.ttl": BY_HAND,
        "ontology/rules/none.rq": "",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "ontology" / "rules" / "none.rq").unlink()
    (root / "data").mkdir()
    description = Description.read(Snapshot.with_files(load(root), []))
    assert description.languages == ("fr",)
    assert list(description.records) == ["Truce"]
    return description.records["Truce"]


def field(record: RecordType, name: str) -> Field:
    (found,) = [one for one in record.fields if one.name == name]
    return found


def test_fields_are_the_closed_list_without_what_is_inferred(truce: RecordType) -> None:
    assert [one.name for one in truce.fields] == [
        "label",
        "days",
        "date",
        "broker",
        "host",
        "own",
        "between",
        "partOf",
    ]
    assert truce.needs_quote
    assert (truce.term.labels, truce.term.definitions) == ({"en": "truce", "ar": "هدنة"}, {"en": "A pause."})


def test_values_are_those_of_the_property_narrowed_by_the_class(truce: RecordType) -> None:
    assert field(truce, "between").value.classes == {DG + "State"}
    assert field(truce, "host").value.classes == {DG + "State", DG + "City"}
    assert (field(truce, "date").value.datatypes, field(truce, "date").value.pattern) == (
        {EDTF},
        "^[0-9]{4}$",
    )
    assert field(truce, "days").value.minimum == 0.5


def test_counts_are_those_of_violations(truce: RecordType) -> None:
    counts = {one.name: (one.least, one.most) for one in truce.fields}
    assert counts["between"] == (2, 3)
    assert counts["days"] == (0, 1)
    assert counts["broker"] == (0, None)
    assert counts["partOf"] == (0, None)  # the whole may name its part


def test_needs_are_told_as_far_as_counts_of_fields_can(truce: RecordType) -> None:
    assert truce.needs == (({"host": 1}, {"broker": 2}),)
    assert field(truce, "date").least == 1


@pytest.mark.slow
def test_records_of_the_ontology(built: Project) -> None:
    description = Description.read(Snapshot.open(built))
    assert {
        "Visit",
        "Event",
        "Treaty",
        "TreatyAction",
        "Tenure",
        "State",
        "Omission",
    } <= description.records.keys()
    assert not {"Claim", "Document", "Passage", "Fact"} & description.records.keys()
    visit = description.records["Visit"]
    assert visit.needs == (
        ({"visitor": 1}, {"visitorOffice": 1}, {"delegationOf": 1}, {"delegationKind": 1}),
    )
    assert {one.name for one in visit.fields if one.least} == {"hostState", "visitKind"}
    assert not {"earliest", "latest", "involves", "evidence"} & {one.name for one in visit.fields}
    assert field(visit, "visitKind").value.schemes == {DG + "visitKinds"}
    assert field(description.records["Event"], "eventKind").least == 1
