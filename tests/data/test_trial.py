"""The most telling of the sixty questions of docs/trial-of-questions.md, with what the documents say.

Settings are names as a reader writes them. The answers were read in the documents, not in the graph.
"""

from __future__ import annotations

import pytest

from diplograph.questions.graph import Graph
from diplograph.sources.project import Project

WAR = "The Arab-Israeli War of June 1967"
ANSWERED = {
    "who carried the letter of recognition, from whom to whom": (
        "en", "communications", {"state": "Egypt"}, "kind sender addressee bearer date",
        ("letter", "Warren G. Harding", "Ahmed Fuad", "J. Morton Howell", None),
    ),
    "when and why relations were severed": (
        "en", "diplomatic-relations", {"state": "United States"}, "date status reason",
        ("1967-06-06", "no diplomatic relations", WAR),
    ),
    "what became of the embassy in Damascus, at a date that is left open": (
        "en", "missions", {}, "kind place event date",
        ("consulate general", "Damascus", "The American Embassy in Damascus becomes a Consulate General", None),
    ),
    "how relations stood between severance and resumption": (
        "en", "relation-on-day", {"day": "1970-01-01", "a": "Egypt", "b": "United States"}, "date state standing",
        ("1967-06-06", "no diplomatic relations", "certainly"),
    ),
    "how many days relations were severed": (
        "en", "order-of-events", {"a": "severs diplomatic relations", "b": "resume diplomatic relations"},
        "date order otherDate least most", ("1967-06-06", "before", "1974-02-28", 2459, 2459),
    ),
    "how many days relations were severed, by the nouns for the acts": (
        "ar", "order-of-events", {"a": "قطع العلاقات", "b": "استئناف العلاقات"},
        "date otherDate least most", ("1967-06-06", "1974-02-28", 2459, 2459),
    ),
    "where the second conference was held, which is left open": (
        "ar", "not-stated", {"node": "المؤتمر الثاني لزعماء الأديان"}, "what property",
        ("أين عُقد المؤتمر الثاني لزعماء الأديان", "في المكان"),
    ),
    "who began the consular presence": (
        "en", "envoys", {}, "person start", ("Daniel Smith McCauley", "1849-03-17"),
    ),
    "by how much trade fell after 2008": (
        "en", "trade-change", {}, "beforePeriod period order how difference", ("2008", "2009", "fell", "more than", 200_000_000),
    ),
    "what most of the trade of 2008 was": (
        "en", "figures", {"about": "wheat"}, "of to hedge period", ("Wheat", "Egypt", "mainly", "2008"),
    ),
    "why trade fell in 2009": (
        "ar", "trade", {"state": "كازاخستان"}, "period hedge trend reason",
        ("2009", "أقل من", "انخفاض", "توقف صفقات القمح مع كازاخستان"),
    ),
    "who led Egypt's delegation in 2008": (
        "ar", "conferences", {}, "place who part", ("أستانا", "وزير الأوقاف في مصر", "رئيس الوفد"),
    ),
    "that the idea of the society came up when two ministers met": (
        "ar", "who-met-whom", {}, "one other date",
        ("فايزة أبو النجا", "وزير الثقافة والإعلام في كازاخستان", "2006-06"),
    ),
    "what Mubarak's visit led to": (
        "ar", "after-visit", {"visit": "مبارك في كازاخستان"}, "event date",
        ("نزارباييف في مصر، من 11 إلى 13 مارس 2007", "2007-03-11/2007-03-13"),
    ),
    "what the people's name means": (
        "ar", "name-meanings", {}, "word language meaning", ("كازاخ", "اللغة التركية القديمة", "حر"),
    ),
    "which order Nazarbayev was given, in the course of which visit": (
        "ar", "awards", {}, "recipient decoration rank whole date",
        ("نور سلطان نزارباييف", "قلادة النيل", "أرفع وسام", "نزارباييف في مصر، 2008", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "name", "settings", "columns", "row"), ANSWERED.values(), ids=ANSWERED)
@pytest.mark.filterwarnings("ignore::diplograph.questions.graph.NameTaken")
def test_question_is_answered(
    language: str, name: str, settings: dict[str, str], columns: str, row: tuple[object, ...], built: Project
) -> None:
    answer = Graph(built, language).query(name, **settings)
    assert row in [tuple(getattr(found, column) for column in columns.split()) for found in answer]


def test_sheikhs_visits_are_those_of_the_office_not_of_one_man(built: Project) -> None:
    """The source names the Sheikh of al-Azhar in 2006, and not in 2009."""
    graph = Graph(built, "ar")
    by_office = graph.query("visits-by-office", office="شيخ الأزهر")
    assert [(visit.visitor, visit.date) for visit in by_office] == [
        ("محمد السيد طنطاوي", "2006"),
        (None, "2009"),
    ]
