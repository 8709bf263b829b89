"""What must not be answered: the graph says no more than the document."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.names import DG
from queries.asking import columns, in_short, rows


def test_month_of_the_forum_is_not_the_date_of_the_visit(built_store: ox.Store) -> None:
    visits = rows(built_store, "visits", visiting="state/kazakhstan")
    assert [row["date"] for row in visits if row["visit"] == "Nazarbayev in Egypt, 2008"] == ["2008"]
    (occasion,) = [row for row in rows(built_store, "visit-occasions") if row["occasionDate"] == "2008-05"]
    assert occasion["date"] == "2008"


def test_visit_of_the_forum_year_is_never_certain_in_a_month_of_it(built_store: ox.Store) -> None:
    found = rows(built_store, "visits-in-period", from_="2008-05-01", to="2008-05-31")
    assert {row["certainty"] for row in found} == {"possibly"}
    assert {row["certainty"] for row in rows(built_store, "what-happened-on", day="2008-05-15")} == {
        "possibly"
    }


def test_day_of_the_launch_is_not_the_date_of_the_media_visit(built_store: ox.Store) -> None:
    found = dict(columns(built_store, "what-happened-on", "event certainty", day="2007-04-17"))
    assert found["The Egyptian satellite is launched from Baikonur, 17 April 2007"] == "certainly"
    assert found["An Egyptian media delegation in Kazakhstan for the satellite launch, 2007"] == "possibly"


@pytest.mark.parametrize(
    "event",
    [
        "Nursultan Nazarbayev is elected first President of Kazakhstan",
        "Dissolution of the Soviet Union",
        "The Parliament of Kazakhstan decides to choose 21 parliamentarians for the friendship society",
    ],
)
def test_what_the_document_does_not_date_has_no_date(event: str, built_store: ox.Store) -> None:
    (row,) = [row for row in rows(built_store, "undated-events") if row["event"] == event]
    assert (row["earliest"], row["latest"]) == ("", "")
    assert event not in [row["event"] for row in rows(built_store, "timeline")]
    assert event not in [row["event"] for row in rows(built_store, "what-happened-on")]


def test_a_gathering_without_a_date_has_the_bounds_of_the_visits_paid_for_it(built_store: ox.Store) -> None:
    """The second conference of leaders of religions was visited in 2006; its own date is not given."""
    (row,) = [
        row for row in rows(built_store, "undated-events") if row["event"].startswith("Second conference")
    ]
    assert (row["earliest"], row["latest"]) == ("2006-01-01", "2006-12-31")


def test_official_visit_has_no_latest_day_and_counts_in_no_year(built_store: ox.Store) -> None:
    (visit,) = [
        row for row in rows(built_store, "undated-events") if row["event"].startswith("Official visit")
    ]
    assert (visit["earliest"], visit["latest"]) == ("2008-01-01", "")
    assert ["2008", "Kazakhstan", "Egypt", "2"] in columns(
        built_store, "visits-by-year", "year visiting host count"
    )


def test_nobody_is_filled_in_for_unnamed_ministers(built_store: ox.Store) -> None:
    visits = rows(built_store, "visits-by-person", person="leader/hamdi-zakzouk")
    assert {row["date"] for row in visits} == {"2006"}
    later = [row for row in rows(built_store, "visits") if row["date"] in ("2008-10", "2009")]
    assert len(later) == 3
    assert {row["visitor"] for row in later} == {""}
    (meeting,) = [row for row in rows(built_store, "who-met-whom") if row["other"]]
    assert meeting["other"] == "Minister of Culture and Information of Kazakhstan"


def test_tenure_of_2006_attests_no_other_year(built_store: ox.Store) -> None:
    found = rows(built_store, "office-at-date", office="office/minister-of-awqaf-of-egypt", day="2008-10-15")
    assert [(row["person"], row["certainty"]) for row in found] == [
        ("Hamdi Zakzouk", "possibly"),
        ("not named", "possibly"),  # the minister who came in that month
        ("not named", "possibly"),  # and took part in the meeting that he came for
    ]


def test_a_year_attests_no_day_in_office(built_store: ox.Store) -> None:
    (row,) = rows(built_store, "office-at-date", person="leader/nursultan-nazarbayev", day="1993-06-15")
    assert (row["certainty"], row["event"]) == ("possibly", "")


def test_former_president_was_president_on_his_visit(built_store: ox.Store) -> None:
    (visit,) = rows(built_store, "visits-by-person", person="leader/mubarak")
    assert visit["office"] == "President of Egypt"


def test_delegation_of_the_joint_council_came_for_no_one_state(built_store: ox.Store) -> None:
    (council,) = [row for row in rows(built_store, "visits") if "Business Council" in row["visit"]]
    assert (council["visiting"], council["host"]) == ("", "Kazakhstan")
    assert not [r for r in rows(built_store, "visits", visiting="state/egypt") if "Council" in r["visit"]]
    assert ["Egypt", "Kazakhstan", "2007", "4", "1"] in columns(
        built_store, "dyad-year", "one other year forward back"
    )


def test_idea_is_no_founding(built_store: ox.Store) -> None:
    kinds = {
        q.object.value for q in built_store.quads_for_pattern(None, ox.NamedNode(DG + "eventKind"), None)
    }
    assert not [kind for kind in kinds if "ounding" in kind]
    society = rows(
        built_store, "timeline-of-entity", entity="institution/parliamentarians-friendship-society"
    )
    assert {row["part"] for row in society} == {"concerns"}


def test_agreement_to_found_the_university_is_no_treaty(built_store: ox.Store) -> None:
    assert len(rows(built_store, "treaties")) == 2
    assert not [row for row in rows(built_store, "treaty-signatures") if "1993" in row["date"]]


def test_agreements_without_name_have_no_date_and_are_marked(built_store: ox.Store) -> None:
    (agreements,) = [row for row in rows(built_store, "treaties") if row["many"]]
    assert (agreements["many"], agreements["date"]) == ("several", "")


def test_second_congress_has_visitors_and_no_stated_participants_or_place(built_store: ox.Store) -> None:
    congress = [row for row in rows(built_store, "conferences") if row["ordinal"] == "2"]
    assert {(row["part"], row["place"]) for row in congress} == {("came for it", "")}


def test_money_is_of_no_country(built_store: ox.Store) -> None:
    assert {row["unit"] for row in rows(built_store, "trade")} == {"dollar, country not stated"}
    (cost,) = [row for row in rows(built_store, "figures") if "Cost" in row["what"]]
    assert cost["unit"] == "pound, country not stated"


def test_area_keeps_the_unit_of_the_source_and_says_that_it_is_wrong(built_store: ox.Store) -> None:
    (area,) = [row for row in rows(built_store, "figures") if row["what"].startswith("Area")]
    assert area["unit"] == "inhabitant"
    assert "An area given in inhabitants" in area["issues"]


def test_state_without_figures_has_no_trade(built_store: ox.Store) -> None:
    assert rows(built_store, "trade", state="state/soviet-union") == []
    assert rows(built_store, "trade", state="state/egypt", other="state/soviet-union") == []


def test_point_of_the_launch_site_is_said_to_be_that_of_the_town(built_store: ox.Store) -> None:
    (site,) = [row for row in rows(built_store, "place-coordinates") if "Baikonur" in row["place"]]
    assert "town" in site["note"]


def test_reference_data_is_not_the_word_of_a_document(built_store: ox.Store) -> None:
    said = columns(built_store, "state-profile", "property", state="state/kazakhstan")
    assert not [name for (name,) in said if "ISO" in name]


def test_inferred_triples_say_so(built_store: ox.Store) -> None:
    node = "visit/nazarbayev-to-egypt-2008"
    inferred = {row["property"] for row in rows(built_store, "inferred-by", node=node)}
    assert {"dg:earliest", "dg:latest", "dg:involves"} <= inferred
    assert not inferred & {"dg:visitor", "dg:hostState", "dg:date"}


def test_everything_that_is_understood_names_its_passage(built_store: ox.Store) -> None:
    for row in rows(built_store, "understood-values"):
        assert row["passage"].startswith(("egypt-kazakhstan-relations#char=", "us-egypt#char=")), row


def test_no_state_is_made_up_for_the_minister_of_culture(built_store: ox.Store) -> None:
    office = ox.NamedNode("https://w3id.org/diplograph/id/office/minister-of-culture")
    said = {in_short(quad.predicate) for quad in built_store.quads_for_pattern(office, None, None)}
    assert not said & {"dg:ofState", "dg:ofInstitution"}
