"""The general questions on an invented world, for cases that the first document lacks."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from queries.asking import columns, rows, store_of

WORLD = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; dg:capital <id/place/fc> ; dg:evidence <document/d#char=0,9> .
<id/state/g> a dg:State ; rdfs:label "Graustark"@en , "غراوستارك"@ar .
<id/state/r> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar ; dg:capital <id/place/s> ; dg:evidence <document/d#char=0,9> .
<id/place/fc> a dg:Place ; rdfs:label "Freedonia City"@en .
<id/place/s> a dg:Place ; rdfs:label "Strelsau"@en .
<id/place/z> a dg:Place ; rdfs:label "Zenda"@en .
<id/claim/1> a dg:Claim ; rdf:subject <id/state/r> ; rdf:predicate dg:capital ; rdf:object <id/place/s> ;
    dg:rank dg:preferred ; dg:evidence <document/d#char=10,20> .
<id/claim/2> a dg:Claim ; rdf:subject <id/state/r> ; rdf:predicate dg:capital ; rdf:object <id/place/z> ;
    dg:rank dg:deprecated ; dg:evidence <document/e#char=10,20> .

<id/leader/michael> a dg:Person ; rdfs:label "Michael"@en .
<id/leader/rudolf> a dg:Person ; rdfs:label "Rudolf"@en .
<id/office/king> a dg:Office ; rdfs:label "King"@en ; dg:ofState <id/state/r> ; dg:evidence <document/d#char=30,39> .
<id/office/minister> a dg:Office ; rdfs:label "Minister"@en ; dg:ofState <id/state/f> ; dg:evidence <document/d#char=30,39> .
<id/tenure/1> a dg:Tenure ; dg:holder <id/leader/rudolf> ; dg:office <id/office/king> ;
    dg:start "1994"^^edtf:EDTF ; dg:end "1998-03"^^edtf:EDTF ; dg:evidence <document/d#char=40,45> .
<id/tenure/2> a dg:Tenure ; dg:holder <id/leader/michael> ; dg:office <id/office/king> ;
    dg:start "1999-05-01"^^edtf:EDTF ; dg:statusAtWriting dg:current ; dg:evidence <document/d#char=50,55> .

<id/leader/hentzau> a dg:Person ; rdfs:label "Hentzau"@en .
<id/office/envoy> a dg:Office ; rdfs:label "Envoy"@en ; dg:ofState <id/state/r> ; dg:evidence <document/d#char=30,39> .
<id/tenure/3> a dg:Tenure ; dg:holder <id/leader/hentzau> ; dg:office <id/office/envoy> ; dg:evidence <document/d#char=50,55> .

<id/institution/ministry> a dg:Institution ; rdfs:label "Ministry"@en ; dg:ofState <id/state/r> ; dg:evidence <document/d#char=60,65> .
<id/institution/bureau> a dg:Institution ; rdfs:label "Bureau"@en ; dg:ofInstitution <id/institution/ministry> ;
    dg:evidence <document/d#char=60,65> .
<id/institution/board> a dg:Institution ; rdfs:label "Board"@en ; dg:party <id/state/r> , <id/state/f> ; dg:evidence <document/d#char=60,65> .
<id/institution/club> a dg:Institution ; rdfs:label "Club"@en ; dg:party <id/state/g> ; dg:evidence <document/d#char=60,65> .
<id/institution/league> a dg:Institution ; rdfs:label "League"@en ; dg:party <id/state/r> , <id/state/g> , <id/state/f> ;
    dg:collective true ; dg:count 4 ; dg:evidence <document/d#char=60,65> .

<id/visit/before> a dg:Visit ; rdfs:label "Before"@en ; dg:hostState <id/state/f> ; dg:date "../1990-02-03"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/board> a dg:Visit ; rdfs:label "Board"@en ; dg:delegationOf <id/institution/board> ; dg:hostState <id/state/f> ;
    dg:date "1996-07"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/bureau> a dg:Visit ; rdfs:label "Bureau"@en ; dg:delegationOf <id/institution/bureau> ; dg:visitingState <id/state/r> ;
    dg:hostState <id/state/g> ; dg:occasion <id/conference/c> ; dg:evidence <document/d#char=1,5> .
<id/visit/doubtful> a dg:Visit ; rdfs:label "Doubtful"@en ; dg:visitor <id/leader/hentzau> ; dg:visitorOffice <id/office/envoy> ; dg:visitingState <id/state/r> ; dg:hostState <id/state/f> ;
    dg:date "1996-08-01?"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/endless> a dg:Visit ; rdfs:label "Endless"@en ; dg:visitingState <id/state/r> ; dg:hostState <id/state/f> ;
    dg:date "1999-05-01/.."^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/exact> a dg:Visit ; rdfs:label "Exact"@en ; dg:visitor <id/leader/rudolf> ; dg:visitorOffice <id/office/king> ;
    dg:visitingState <id/state/r> ; dg:hostState <id/state/f> ; dg:visitKind dg:presidentialVisit , dg:officialVisit ;
    dg:date "1996-05-03"^^edtf:EDTF ; dg:evidence <document/d#char=7,9> , <document/d#char=1,5> .
<id/visit/span> a dg:Visit ; rdfs:label "Span"@en ; dg:visitor <id/leader/rudolf> ; dg:visitingState <id/state/r> ;
    dg:hostState <id/state/f> ; dg:occasion <id/conference/c> ; dg:date "1996-06-07/1996-06-09"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/undated> a dg:Visit ; rdfs:label "Undated"@en ; dg:hostState <id/state/f> ; dg:evidence <document/d#char=1,5> .
<id/visit/until> a dg:Visit ; rdfs:label "Until"@en ; dg:visitingState <id/state/r> ; dg:hostState <id/state/f> ;
    dg:date "1995-04-02/"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/winter> a dg:Visit ; rdfs:label "Winter"@en ; dg:visitingState <id/state/f> ; dg:hostState <id/state/r> ;
    dg:date "1996-24"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/visit/year> a dg:Visit ; rdfs:label "Year"@en ; dg:visitor <id/leader/rudolf> ; dg:visitorOffice <id/office/king> ;
    dg:visitingState <id/state/r> ; dg:hostState <id/state/g> ; dg:date "1997"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/conference/c> a dg:Conference ; rdfs:label "Congress"@en ; dg:participant <id/leader/rudolf> ; dg:evidence <document/d#char=70,75> .
<id/conference/quiet> a dg:Conference ; rdfs:label "Quiet"@en ; dg:evidence <document/d#char=70,75> .
<id/meeting/two> a dg:Meeting ; rdfs:label "Two"@en ; dg:participation <id/participation/1> , <id/participation/2> ; dg:date "1995"^^edtf:EDTF ; dg:evidence <document/d#char=80,85> .
<id/participation/1> a dg:Participation ; dg:participant <id/leader/rudolf> ; dg:participantOffice <id/office/king> .
<id/participation/2> a dg:Participation ; dg:participantOffice <id/office/minister> .
<id/meeting/three> a dg:Meeting ; rdfs:label "Three"@en ; dg:participant <id/leader/rudolf> , <id/leader/michael> ;
    dg:participantOffice <id/office/minister> ; dg:date "1996"^^edtf:EDTF ; dg:evidence <document/d#char=80,85> .

<id/treaty/x> a dg:Treaty ; rdfs:label "X"@en ; dg:party <id/state/r> , <id/state/f> ; dg:action <id/a/1> , <id/a/2> , <id/a/3> .
<id/a/1> a dg:TreatyAction ; dg:actionKind dg:signature ; dg:party <id/state/r> , <id/state/f> ; dg:date "1996"^^edtf:EDTF ;
    dg:evidence <document/d#char=1,5> .
<id/a/2> a dg:TreatyAction ; dg:actionKind dg:ratification ; dg:party <id/state/f> ; dg:evidence <document/d#char=1,5> .
<id/a/3> a dg:TreatyAction ; dg:actionKind dg:entryIntoForce ; dg:date "1998-01-01"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/treaty/y> a dg:Treaty ; rdfs:label "Y"@en ; dg:party <id/state/r> ; dg:collective true ; dg:count 3 ; dg:evidence <document/d#char=1,5> .
<id/treaty/z> a dg:Treaty ; rdfs:label "Z"@en ; dg:collective true ; dg:action <id/a/4> ; dg:evidence <document/d#char=1,5> .
<id/a/4> a dg:TreatyAction ; dg:actionKind dg:signature ; dg:party <id/institution/ministry> ; dg:date "2000"^^edtf:EDTF ;
    dg:evidence <document/d#char=1,5> .

<id/o/1> a dg:Observation ; rdfs:label "1995"@en ; dg:indicator dg:bilateralTrade ; dg:party <id/state/r> , <id/state/f> ;
    dg:value 31000000 ; dg:unit dg:dollarOfUnstatedCountry ; dg:period "1995"^^edtf:EDTF ; dg:evidence <document/d#char=1,5> .
<id/o/2> a dg:Observation ; rdfs:label "1996"@en ; dg:indicator dg:bilateralTrade ; dg:party <id/state/r> , <id/state/f> ;
    dg:value 40000000 ; dg:unit dg:dollarOfUnstatedCountry ; dg:hedge dg:moreThan ; dg:period "1996"^^edtf:EDTF ;
    dg:comparedWith <id/o/1> ; dg:evidence <document/d#char=7,9> .
<id/o/3> a dg:Observation ; rdfs:label "1997"@en ; dg:indicator dg:bilateralTrade ; dg:party <id/state/r> , <id/state/g> ;
    dg:value 5 ; dg:unit dg:poundOfUnstatedCountry ; dg:period "1997"^^edtf:EDTF ; dg:comparedWith <id/o/2> ; dg:evidence <document/d#char=1,5> .
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return store_of(tmp_path_factory.mktemp("world") / "p", WORLD)


@pytest.mark.parametrize(
    ("day", "certainty"),
    [
        ("1993-12-31", None),  # he cannot have begun
        ("1994-06-01", "possibly"),  # some time in 1994 he began
        ("1994-12-31", "certainly"),
        ("1996-05-03", "certainly"),  # the visit of that day attests what the dates prove
        ("1998-03-01", "certainly"),
        ("1998-03-31", "possibly"),  # some time in March he ended
        ("1998-04-01", None),
    ],
)
def test_office_at_date_of_a_dated_tenure(day: str, certainty: str | None, world: ox.Store) -> None:
    found = columns(world, "office-at-date", "certainty", person="leader/rudolf", day=day)
    assert found == ([[certainty]] if certainty else [])


@pytest.mark.parametrize(
    ("day", "found"), [("1999-04-30", []), ("1999-05-01", ["possibly"]), ("2050-01-01", ["possibly"])]
)
def test_office_at_date_of_a_tenure_without_end(day: str, found: list[str], world: ox.Store) -> None:
    """That he still held it when the source was written does not tell until when."""
    assert [
        row["certainty"] for row in rows(world, "office-at-date", person="leader/michael", day=day)
    ] == found


def test_doubtful_date_attests_no_day_in_office(world: ox.Store) -> None:
    found = columns(world, "office-at-date", "certainty event", person="leader/hentzau", day="1996-08-01")
    assert found == [["possibly", ""]]


def test_who_held_an_office_on_a_day(world: ox.Store) -> None:
    found = columns(world, "office-at-date", "person", office="office/king", day="1997-01-01")
    assert found == [["Rudolf"]]


def test_tenure_without_a_day_comes_with_its_attesting_events(world: ox.Store) -> None:
    found = columns(world, "office-at-date", "event date", person="leader/rudolf")
    assert found == [["Two", "1995"], ["Exact", "1996-05-03"], ["Year", "1997"]]


@pytest.mark.parametrize(
    ("from_", "to", "expected"),
    [
        ("1996-05-01", "1996-05-31", {"Exact": "certainly", "Until": "possibly"}),
        ("1996-06-09", "1996-06-30", {"Span": "certainly", "Until": "possibly"}),  # its last day
        ("1996-05-31", "1996-06-07", {"Span": "certainly", "Until": "possibly"}),  # its first day
        ("1996-06-10", "1996-06-30", {"Until": "possibly"}),
        ("1996-07-15", "1996-07-31", {"Board": "possibly", "Until": "possibly"}),  # some day in July
        ("1996-08-01", "1996-08-31", {"Doubtful": "possibly", "Until": "possibly"}),  # 1996-08-01?
        ("1995-04-01", "1995-04-30", {"Until": "certainly"}),  # it began on a day of April
        ("1995-03-01", "1995-04-01", {}),
        ("1997-01-01", "1997-12-31", {"Winter": "possibly", "Year": "certainly", "Until": "possibly"}),
        (
            "2050-01-01",
            "2050-12-31",
            {"Endless": "certainly", "Until": "possibly"},
        ),  # /.. goes on, / is unknown
        ("1990-01-01", "1990-01-31", {"Before": "certainly"}),  # it went on until 3 February
        ("1990-02-04", "1990-02-28", {}),
    ],
)
def test_visits_in_period(from_: str, to: str, expected: dict[str, str], world: ox.Store) -> None:
    found = columns(world, "visits-in-period", "visit certainty", from_=from_, to=to)
    assert dict(found) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "certain", "possible"),
    [
        ({"from_": "1997-01-01"}, {"Year", "Endless"}, {"Winter", "Until"}),
        ({"to": "1996-05-03"}, {"Before", "Until", "Exact"}, set()),
        ({}, {"Before", "Until", "Exact", "Span", "Board", "Winter", "Year", "Endless"}, {"Doubtful"}),
    ],
)
def test_visits_in_a_period_open_to_one_side(
    settings: dict[str, str], certain: set[str], possible: set[str], world: ox.Store
) -> None:
    found = rows(world, "visits-in-period", **settings)
    assert {row["visit"] for row in found if row["certainty"] == "certainly"} == certain
    assert {row["visit"] for row in found if row["certainty"] == "possibly"} == possible


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1996-05-03", {"Exact": "certainly", "Three": "possibly", "Until": "possibly"}),
        ("1996-06-08", {"Span": "certainly", "Three": "possibly", "Until": "possibly"}),
        ("1996-07-04", {"Board": "possibly", "Three": "possibly", "Until": "possibly"}),
        ("1996-08-01", {"Doubtful": "possibly", "Three": "possibly", "Until": "possibly"}),
        ("1995-04-02", {"Until": "certainly", "Two": "possibly"}),
        ("2030-01-01", {"Endless": "certainly", "Until": "possibly"}),
        ("1980-01-01", {"Before": "certainly"}),
    ],
)
def test_what_happened_on_a_day(day: str, expected: dict[str, str], world: ox.Store) -> None:
    assert dict(columns(world, "what-happened-on", "event certainty", day=day)) == expected  # type: ignore[arg-type]


def test_counts_by_year_hold_only_what_is_certain(world: ox.Store) -> None:
    """Winter spans two years, Doubtful is of no certain day, Until and Endless have no end, Bureau no date."""
    assert columns(world, "visits-by-year", "year visiting host count") == [
        ["1996", "", "Freedonia", "1"],
        ["1996", "Ruritania", "Freedonia", "2"],
        ["1997", "Ruritania", "Graustark", "1"],
    ]
    assert columns(world, "dyad-year", "one other year forward back") == [
        ["Freedonia", "Ruritania", "1996", "0", "2"],
        ["Graustark", "Ruritania", "1997", "0", "1"],
    ]


def test_dyads_count_visits_of_whatever_date(world: ox.Store) -> None:
    """From Ruritania to Freedonia: Doubtful, Endless, Exact, Span, Until. Both signed X; Z only one of them.

    Freedonia and Graustark are members of one league, which does not tie them to each other.
    """
    assert columns(world, "dyads", "one other forward back treaties") == [
        ["Freedonia", "Ruritania", "1", "5", "1"],
        ["Graustark", "Ruritania", "0", "2", "0"],
    ]


def test_visit_of_two_kinds_is_one_row(world: ox.Store) -> None:
    (row,) = rows(world, "visits", kind="dg:officialVisit")
    assert row["kind"] == "official visit / presidential visit"
    assert row["passage"] == "d#char=1,5 d#char=7,9"


def test_undated_visits_are_listed_and_in_no_period(world: ox.Store) -> None:
    assert ["Undated"] in columns(world, "visits", "visit")
    assert ["Undated"] not in columns(world, "visits-in-period", "visit")


def test_each_action_on_a_treaty_is_a_row_and_so_is_a_treaty_without_one(world: ox.Store) -> None:
    assert columns(world, "treaties", "treaty many parties action actors date") == [
        ["X", "", "Freedonia / Ruritania", "ratification", "Freedonia", ""],
        ["Y", "3", "Ruritania", "", "", ""],
        ["X", "", "Freedonia / Ruritania", "signature", "Freedonia / Ruritania", "1996"],
        ["X", "", "Freedonia / Ruritania", "entry into force", "", "1998-01-01"],
        ["Z", "not told", "", "signature", "Ministry", "2000"],
    ]


def test_ratification_is_no_signature_and_a_ministry_signs_for_its_state(world: ox.Store) -> None:
    assert columns(world, "treaty-signatures", "signatory body treaty date") == [
        ["Freedonia", "", "X", "1996"],
        ["Ruritania", "", "X", "1996"],
        ["Ruritania", "Ministry", "Z", "2000"],
    ]


def test_trade_of_one_pair(world: ox.Store) -> None:
    assert columns(world, "trade", "period", state="state/r", other="state/f") == [["1995"], ["1996"]]
    assert columns(world, "trade", "period", state="state/g") == [["1997"]]
    assert columns(world, "trade", "period", state="state/f", other="state/g") == []


def test_change_is_told_in_one_unit_only_and_carries_the_hedge(world: ox.Store) -> None:
    """More than 40 against 31 million: more than 9 million, 29.03 %. Pounds do not compare with dollars."""
    asked = "beforePeriod before period value order how difference share passage"
    assert columns(world, "trade-change", asked) == [
        [
            "1995",
            "31000000",
            "1996",
            "40000000",
            "rose",
            "more than",
            "9000000",
            "29",
            "d#char=1,5 d#char=7,9",
        ]
    ]


def test_profile_follows_the_preferred_claim(world: ox.Store) -> None:
    asked = "property value passage"
    assert columns(world, "state-profile", asked, state="state/r") == [
        ["capital", "Strelsau", "d#char=10,20"]
    ]
    assert columns(world, "state-profile", asked, state="state/f") == [
        ["capital", "Freedonia City", "d#char=0,9"]
    ]


def test_claims_show_both_sides(world: ox.Store) -> None:
    assert columns(world, "claims", "value rank passage", node="state/r") == [
        ["Strelsau", "preferred", "d#char=10,20"],
        ["Zenda", "deprecated", "e#char=10,20"],
    ]


def test_each_two_who_met_are_a_row(world: ox.Store) -> None:
    """The King who met the Minister in 1995 is Rudolf, and does not meet himself."""
    assert columns(world, "who-met-whom", "one other event") == [
        ["Rudolf", "Minister", "Two"],
        ["Michael", "Minister", "Three"],
        ["Michael", "Rudolf", "Three"],
        ["Rudolf", "Minister", "Three"],
    ]


def test_who_took_part_did_not_only_come(world: ox.Store) -> None:
    assert columns(world, "conferences", "event who part") == [
        ["Congress", "Bureau", "came for it"],
        ["Congress", "Rudolf", "took part"],
        ["Quiet", "", ""],
    ]


def test_institutions_of_a_state(world: ox.Store) -> None:
    assert columns(world, "institutions-of-state", "institution link", state="state/r") == [
        ["Board", "joint"],
        ["League", "joint"],
        ["Ministry", "of the state"],
        ["Bureau", "within a body of it"],
    ]
    assert columns(world, "joint-institutions", "institution many parties") == [
        ["Board", "", "Freedonia / Ruritania"],
        ["League", "4", "Freedonia / Graustark / Ruritania"],
    ]


def test_timeline_of_a_body_holds_that_of_a_body_within_it(world: ox.Store) -> None:
    asked = columns(world, "timeline-of-entity", "event part", entity="institution/ministry")
    assert asked == [["Bureau", "delegation of"]]  # the signature has no label


def test_timeline_begins_with_what_has_only_a_latest_day(world: ox.Store) -> None:
    first, *_ = rows(world, "timeline", state="state/f")
    assert (first["event"], first["earliest"], first["latest"]) == ("Before", "", "1990-02-03")


def test_timeline_of_a_state_holds_what_its_offices_and_joint_bodies_do(world: ox.Store) -> None:
    assert columns(world, "timeline", "event", state="state/f") == [
        ["Before"],
        ["Two"],
        ["Until"],
        ["Three"],
        ["Exact"],
        ["Span"],
        ["Board"],
        ["Doubtful"],
        ["Winter"],
        ["Endless"],
    ]


@pytest.mark.parametrize(
    ("start", "end", "found"), [("9", "10", 0), ("10", "11", 1), ("19", "20", 1), ("20", "30", 0)]
)
def test_facts_of_a_passage_overlap_it(start: str, end: str, found: int, world: ox.Store) -> None:
    """The passage of the claim begins at 10, included, and ends at 20, not included."""
    claim = (
        '<https://w3id.org/diplograph/id/claim/1> <http://www.w3.org/2000/01/rdf-schema#label> "Claim"@en .'
    )
    labelled = ox.Store()
    labelled.extend(list(world))
    labelled.load(
        claim.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode("https://example.org/g")
    )
    facts = rows(labelled, "facts-of-passage", document="document/d", start=start, end=end)
    assert len([row for row in facts if row["node"] == "claim/1"]) == found


def test_former_holders_are_those_whose_tenure_ended(world: ox.Store) -> None:
    assert columns(world, "former-holders", "office holder end") == [["King", "Rudolf", "1998-03"]]


def test_missing_labels_and_passages_are_found(world: ox.Store) -> None:
    missing = dict(columns(world, "missing-labels", "node missing"))
    assert missing["place/s"] == "ar"
    assert "state/r" not in missing
    uncited = columns(world, "uncited-nodes", "node class")
    assert ["state/g", "state"] in uncited
    assert "state/f" not in [node for node, _ in uncited]


def test_figures_are_compared_within_their_bounds(world: ox.Store) -> None:
    compared = columns(world, "figures-compared", "before after order how difference share")
    assert compared == [
        ["1995", "1996", "rose", "more than", "9000000", "29"]
    ]  # other parties, other currency: no pair


def test_who_visits_whom_more(world: ox.Store) -> None:
    found = columns(world, "reciprocity", "one other there back more", a="state/f", b="state/r")
    assert found == [["Freedonia", "Ruritania", "1", "5", "Ruritania"]]


@pytest.mark.parametrize(
    ("a", "b", "order", "because"),
    [
        ("exact", "span", "before", "their dates tell"),
        ("span", "exact", "after", "their dates tell"),
        ("exact", "undated", "undecidable", "the source does not date one of them"),
        ("board", "winter", "before", "their dates tell"),
        ("exact", "exact", "same day", "their dates tell"),
        ("doubtful", "exact", "undecidable", "one of the dates is uncertain"),
    ],
)
def test_order_of_events(a: str, b: str, order: str, because: str, world: ox.Store) -> None:
    found = columns(world, "order-of-events", "order because", a=f"visit/{a}", b=f"visit/{b}")
    assert found == [[order, because]]


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("exact", "span", "35", "37"),  # 3 May to 7 or 9 June
        ("span", "exact", "35", "37"),
        ("exact", "exact", "0", "0"),
        ("year", "year", "0", "364"),
        ("board", "winter", "123", "242"),  # 31 July to 1 December, 1 July to 28 February
        ("exact", "year", "243", "607"),
        ("exact", "undated", "", ""),
        ("until", "exact", "", ""),  # it may have lasted beyond
        ("exact", "until", "", ""),
        ("doubtful", "exact", "", ""),
    ],
)
def test_how_far_apart_two_events_are(a: str, b: str, least: str, most: str, world: ox.Store) -> None:
    found = columns(world, "order-of-events", "least most", a=f"visit/{a}", b=f"visit/{b}")
    assert found == [[least, most]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {"period": "1996-06", "kind": "dg:Visit"},
            {"Span": "certainly", "Until": "possibly"},
        ),
        (
            {"from": "1996-06-08", "to": "1996-06-08", "kind": "dg:Visit"},
            {"Span": "certainly", "Until": "possibly"},
        ),
        ({"period": "1997", "kind": "dg:presidentialVisit"}, {}),
        ({"kind": "dg:presidentialVisit"}, {"Exact": ""}),
    ],
)
def test_timeline_of_a_kind_in_a_period(
    asked: dict[str, str], expected: dict[str, str], world: ox.Store
) -> None:
    assert dict(columns(world, "timeline", "event certainty", **asked)) == expected  # type: ignore[arg-type]
