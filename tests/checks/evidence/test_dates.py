"""Dates of facts that two places make together, and what has held since or until a date."""

from __future__ import annotations

import pytest

from diplograph.base.names import BASE, DG
from diplograph.checks.evidence.examine import Evidence, examine
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.registering import add_document
from helpers import HEADER, make_project

TEXTS = {
    "english": "King Oto visited Lusania on 4 March 2014. "
    "Queen Ada visited Lusania on 6 March, and Prince Ulf visited Lusania in May of the following year. "
    "The embassy at Brenn has been open since 1990, when the consulate at Tern was closed. "
    "Roy Reg was ambassador to Lusania after 1990. "
    "Una Holt was ambassador to Lusania until 1995. "
    "Max Brod was ambassador to Lusania before 1995. "
    "An embassy has been open at Selm since 1992. "
    "Una Holt visited Lusania on 9 May 2016.",
    "arabic": "زار الملك أوتو لوسانيا في 4 آذار 2014. "
    "زارت الملكة آدا لوسانيا في السادس من الشهر نفسه، وزار الأمير أولف لوسانيا في أيار من العام التالي. "
    "السفارة في برين مفتوحة منذ عام 1990، حين أغلقت القنصلية في تيرن.",
}
PEOPLE = {
    "oto": ("Oto", "أوتو"),
    "ada": ("Ada", "آدا"),
    "ulf": ("Ulf", "أولف"),
    "reg": ("Roy Reg", "روي ريغ"),
    "holt": ("Una Holt", "أونا هولت"),
    "brod": ("Max Brod", "ماكس برود"),
}


def passage(document: str, words: str) -> str:
    start = TEXTS[document].index(words)
    return f"<document/{document}#char={start},{start + len(words)}>"


def dated(name: str, document: str, words: str, kind: str, prop: str, date: str, told: str = "") -> str:
    """Write a fact with one date, and a claim on it that rests on other words if there are any."""
    fact = f'<id/{name}> {kind} ; dg:{prop} "{date}"^^edtf:EDTF ; dg:evidence {passage(document, words)} .\n'
    if told:
        fact += (
            f"<id/claim/{name}> a dg:Claim ; rdf:subject <id/{name}> ; rdf:predicate dg:{prop} ; "
            f'rdf:object "{date}"^^edtf:EDTF ; dg:inferenceKind dg:fromOtherPassage ; '
            f"dg:evidence {passage(document, told)} .\n"
        )
    return fact


def visit(name: str, person: str, date: str, told: str = "") -> str:
    document, words = WORDS[name.rpartition("-")[2], person]
    kind = f"a dg:Visit ; dg:visitor <id/person/{person}>"
    return dated(name, document, words, kind, "date", date, told or TOLD[document])


WORDS = {
    ("en", "ada"): ("english", "Queen Ada visited Lusania on 6 March"),
    ("en", "ulf"): ("english", "Prince Ulf visited Lusania in May of the following year"),
    ("en", "holt"): ("english", "Una Holt visited Lusania on 9 May 2016"),
    ("ar", "ada"): ("arabic", "زارت الملكة آدا لوسانيا في السادس من الشهر نفسه"),
    ("ar", "ulf"): ("arabic", "وزار الأمير أولف لوسانيا في أيار من العام التالي"),
}
TOLD = {"english": "4 March 2014", "arabic": "4 آذار 2014"}
CLOSED = "a dg:Event ; dg:eventKind dg:closureOfMission"
OPENED = "a dg:Event ; dg:eventKind dg:openingOfMission"
OFFICE = '<id/office/ambassador> a dg:Office ; rdfs:label "ambassador to Lusania"@en .\n'


def tenure(person: str) -> str:
    return f"a dg:Tenure ; dg:holder <id/person/{person}> ; dg:office <id/office/ambassador>"


FACTS = [
    *(
        f'<id/person/{one}> a dg:Person ; rdfs:label "{en}"@en , "{ar}"@ar .\n'
        for one, (en, ar) in PEOPLE.items()
    ),
    OFFICE,
    *(visit(f"right-{tag}", "ada", "2014-03-06") for tag in ("en", "ar")),
    *(visit(f"later-{tag}", "ulf", "2015-05") for tag in ("en", "ar")),
    *(visit(f"told-{tag}", "ada", "2014-03-04") for tag in ("en", "ar")),
    *(visit(f"coarse-{tag}", "ada", "2014-03") for tag in ("en", "ar")),
    *(visit(f"neighbour-{tag}", "ada", "2015-05") for tag in ("en", "ar")),
    *(visit(f"year-{tag}", "ulf", "2014-05") for tag in ("en", "ar")),
    visit("own-en", "holt", "2014-03-04"),
    dated(
        "closed-en", "english", "since 1990, when the consulate at Tern was closed", CLOSED, "date", "1990"
    ),
    dated("closed-ar", "arabic", "منذ عام 1990، حين أغلقت القنصلية في تيرن", CLOSED, "date", "1990"),
    dated("opened", "english", "An embassy has been open at Selm since 1992", OPENED, "date", "1992"),
    dated("reg", "english", "Roy Reg was ambassador to Lusania after 1990", tenure("reg"), "start", "1990"),
    dated("holt", "english", "Una Holt was ambassador to Lusania until 1995", tenure("holt"), "end", "1995"),
    dated("brod", "english", "Max Brod was ambassador to Lusania before 1995", tenure("brod"), "end", "1995"),
]
VERDICTS = {
    **dict.fromkeys(("right-en", "right-ar", "later-en", "later-ar"), "understood"),
    **dict.fromkeys(("told-en", "told-ar", "coarse-en", "coarse-ar"), "notShown"),
    **dict.fromkeys(("neighbour-en", "neighbour-ar", "year-en", "year-ar"), "notShown"),
    **dict.fromkeys(("closed-en", "closed-ar", "holt"), "proven"),
    **dict.fromkeys(("opened", "own-en"), "notShown"),
    **dict.fromkeys(("reg", "brod"), "unproven"),
}


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    root = tmp_path_factory.mktemp("dates")
    project = make_project(root / "p")
    for name, text in TEXTS.items():
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
        add_document(project, root / f"{name}.txt", titles={"en": name, "ar": name}, language=name[:2])
    (project.data / "test" / "facts.ttl").write_text(HEADER + "".join(FACTS), encoding="utf-8")
    return examine(Snapshot.open(project))


@pytest.mark.slow
@pytest.mark.parametrize("name", VERDICTS)
def test_dates(evidence: Evidence, name: str) -> None:
    dates = {DG + "date", DG + "start", DG + "end"}
    [check] = [
        one
        for one in evidence.checks
        if one.value.subject == f"{BASE}id/{name}" and one.value.predicate in dates
    ]
    assert check.verdict.value == VERDICTS[name], check.reason.get("en")
    if check.verdict.value == "understood":
        cited = [
            TEXTS["english" if name.endswith("en") else "arabic"][slice(*span(iri))] for iri in check.words
        ]
        assert cited == [OWN[name], TOLD["english" if name.endswith("en") else "arabic"]]


OWN = {
    "right-en": "6 March",
    "right-ar": "السادس من الشهر نفسه",
    "later-en": "May of the following year",
    "later-ar": "أيار من العام التالي",
}


def span(iri: str) -> list[int]:
    return [int(place) for place in iri.partition("#char=")[2].split(",")]
