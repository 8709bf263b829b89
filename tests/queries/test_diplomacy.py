"""Questions of diplomacy on an invented world: kinds of a project's own, holders unnamed, events that were not held."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from queries.asking import columns, store_of

WORLD = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en .
<id/state/r> a dg:State ; rdfs:label "Ruritania"@en .

<kind/trade-commissioner> a skos:Concept ; skos:inScheme dg:officeKinds ; skos:broader dg:envoyOrConsul ; rdfs:label "trade commissioner"@en .
<kind/junior-commissioner> a skos:Concept ; skos:inScheme dg:officeKinds ; skos:broader <kind/trade-commissioner> ; rdfs:label "junior commissioner"@en .
<kind/condominium> a skos:Concept ; skos:inScheme dg:relationKinds ; skos:broader dg:partOrDependency ; rdfs:label "condominium"@en .
<id/office/commissioner> a dg:Office ; rdfs:label "Commissioner"@en ; dg:officeKind <kind/junior-commissioner> ; dg:ofState <id/state/r> .
<id/person/sapt> a dg:Person ; rdfs:label "Sapt"@en .
<id/tenure/sapt> a dg:Tenure ; rdfs:label "Sapt as commissioner"@en ; dg:holder <id/person/sapt> ; dg:office <id/office/commissioner> ;
    dg:evidence <document/d#char=1,5> .
<id/office/harbour-master> a dg:Office ; rdfs:label "Harbour master"@en ; dg:officeKind dg:otherPublicOffice ; dg:ofState <id/state/r> .
<id/tenure/sapt-in-the-harbour> a dg:Tenure ; rdfs:label "Sapt as harbour master"@en ; dg:holder <id/person/sapt> ;
    dg:office <id/office/harbour-master> ; dg:evidence <document/d#char=1,5> .
<id/relation/condominium> a dg:Relation ; rdfs:label "Freedonia under Ruritania and others"@en ; dg:relationKind <kind/condominium> ;
    dg:from <id/state/r> ; dg:to <id/state/f> ; dg:evidence <document/d#char=1,5> .
<id/relation/friendship> a dg:Relation ; rdfs:label "Friendship"@en ; dg:relationKind dg:bilateralRelations ;
    dg:party <id/state/r> , <id/state/f> ; dg:evidence <document/d#char=1,5> .

<id/office/chancellor> a dg:Office ; rdfs:label "Chancellor"@en ; dg:ofState <id/state/r> ; dg:singleSeat true .
<id/person/rassendyll> a dg:Person ; rdfs:label "Rassendyll"@en .
<id/tenure/rassendyll> a dg:Tenure ; dg:holder <id/person/rassendyll> ; dg:office <id/office/chancellor> ;
    dg:start "1880-01-01"^^edtf:EDTF ; dg:end "1885-01-01"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/in-office> a dg:Visit ; rdfs:label "In 1884"@en ; dg:visitorOffice <id/office/chancellor> ; dg:hostState <id/state/f> ;
    dg:date "1884-05-03"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/later> a dg:Visit ; rdfs:label "In 1890"@en ; dg:visitorOffice <id/office/chancellor> ; dg:hostState <id/state/f> ;
    dg:date "1890-05-03/1890-05-05"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/month> a dg:Visit ; rdfs:label "In June 1890"@en ; dg:visitorOffice <id/office/chancellor> ; dg:hostState <id/state/f> ;
    dg:date "1890-06"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/meeting/talks> a dg:Meeting ; rdfs:label "Talks"@en ; dg:participation <id/participation/named> , <id/participation/unnamed> ;
    dg:date "1891-01-02"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/participation/named> a dg:Participation ; dg:participant <id/person/sapt> ; dg:participantOffice <id/office/commissioner> .
<id/participation/unnamed> a dg:Participation ; dg:participantOffice <id/office/chancellor> .
<id/event/planned-visit> a dg:Event ; rdfs:label "Planned for 1892"@en ; dg:eventKind dg:plannedVisit ; dg:visitorOffice <id/office/chancellor> ;
    dg:date "1892-01-02"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .

<id/place/zenda> a dg:Place ; rdfs:label "Zenda"@en .
<id/mission/legation> a dg:Mission ; rdfs:label "Legation"@en ; dg:missionKind dg:legation ; dg:sendingState <id/state/r> ;
    dg:receivingState <id/state/f> ; dg:evidence <document/d#char=1,5> .
<id/event/war> a dg:Event ; rdfs:label "War"@en ; dg:eventKind dg:war ; dg:place <id/place/zenda> ;
    dg:party <id/state/r> , <id/state/f> ; dg:date "1996-05-01"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/event/terms> a dg:Event ; rdfs:label "Terms are set"@en ; dg:eventKind dg:agreementToOpenRelations ; dg:party <id/state/r> , <id/state/f> ;
    dg:condition <id/event/resumption> , <id/event/withdrawal> ; dg:date "1997"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/event/resumption> a dg:Event ; rdfs:label "Relations are opened"@en ; dg:eventKind dg:establishmentOfDiplomaticRelations ;
    dg:party <id/state/r> , <id/state/f> ; dg:mission <id/mission/legation> ; dg:evidence <document/d#char=1,5> .
<id/event/withdrawal> a dg:Event ; rdfs:label "Forces withdraw"@en ; dg:eventKind dg:withdrawalOfForces ; dg:place <id/place/zenda> ;
    dg:concerns <id/state/f> ; dg:date "1998"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/event/plan> a dg:Event ; rdfs:label "A visit is planned"@en ; dg:eventKind dg:plannedVisit ; dg:place <id/place/zenda> ;
    dg:concerns <id/state/r> , <id/state/f> ; dg:date "1996-05-01"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/event/off> a dg:Event ; rdfs:label "The visit is called off"@en ; dg:eventKind dg:cancelledVisit ; dg:follows <id/event/plan> ;
    dg:concerns <id/state/r> ; dg:evidence <document/d#char=1,5> .
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return store_of(tmp_path_factory.mktemp("world") / "p", WORLD)


def test_envoys_are_found_by_what_is_broader_than_their_rank(world: ox.Store) -> None:
    """A project's own rank counts as soon as a kind above it is that of envoys; another office does not."""
    assert columns(world, "envoys", "what") == [["Sapt as commissioner"]]


def test_state_through_time_has_dependencies_of_a_kind_of_the_project(world: ox.Store) -> None:
    assert columns(world, "state-through-time", "what", state="state/f") == [
        ["Freedonia under Ruritania and others"]
    ]


def test_what_was_planned_called_off_or_a_condition_is_told_apart(world: ox.Store) -> None:
    assert columns(world, "not-held", "event statedAs for date") == [
        ["Relations are opened", "conditional", "Terms are set", ""],
        ["Planned for 1892", "planned", "", "1892-01-02"],
        ["The visit is called off", "called off", "", ""],  # not before the day of the plan
        ["A visit is planned", "planned", "", "1996-05-01"],
    ]
    assert columns(world, "not-held", "event", state="state/f") == [
        ["Relations are opened"],
        ["A visit is planned"],
    ]


@pytest.mark.parametrize(
    ("query", "settings", "expected"),
    [
        ("timeline", {"from_": "1996-01-01"}, ["War", "Terms are set", "Forces withdraw"]),
        ("timeline-of-entity", {"entity": "state/r"}, ["War", "Terms are set"]),
        ("what-happened-on", {"day": "1996-05-01"}, ["War"]),
        ("undated-events", {}, []),
        ("events-at-place", {"place": "place/zenda"}, ["War", "Forces withdraw"]),
        ("diplomatic-relations", {}, ["Terms are set"]),
        ("missions", {}, [""]),
    ],
)
def test_lists_of_what_happened_leave_it_out(
    query: str, settings: dict[str, str], expected: list[str], world: ox.Store
) -> None:
    """A condition with a date came about, and stays."""
    assert [event for (event,) in columns(world, query, "event", **settings)] == expected


def test_what_was_only_a_condition_establishes_no_relations(world: ox.Store) -> None:
    found = columns(world, "relation-on-day", "step", a="state/f", b="state/r", day="1999-01-01")
    assert ["Relations are opened"] not in found


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1884-05-03", [["Rassendyll", "certainly", ""]]),  # of a single seat, so that it was he
        ("1890-05-04", [["not named", "attested", "In 1890"]]),
        ("1890-05-06", []),
        ("1890-06-15", [["not named", "possibly", "In June 1890"]]),
        ("1891-01-02", [["not named", "attested", "Talks"]]),  # another of the talks is named
        ("1892-01-02", []),  # planned, and so not held
    ],
)
def test_office_at_date_tells_of_a_holder_who_is_not_named(
    day: str, expected: list[list[str]], world: ox.Store
) -> None:
    found = columns(world, "office-at-date", "person certainty event", office="office/chancellor", day=day)
    assert found == expected


def test_holders_who_are_not_named_come_with_every_day_and_with_no_person(world: ox.Store) -> None:
    without = columns(world, "office-at-date", "person event", office="office/chancellor")
    assert without == [
        ["Rassendyll", ""],
        ["not named", "In 1884"],
        ["not named", "In 1890"],
        ["not named", "In June 1890"],
        ["not named", "Talks"],
    ]
    of_person = columns(world, "office-at-date", "person", person="person/rassendyll", day="1890-05-04")
    assert of_person == []
