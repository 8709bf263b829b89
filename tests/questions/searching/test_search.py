"""Searching: what is found by which spelling, in which order, and that no text does harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.base.errors import QueryError, SourceError
from diplograph.questions.searching.index import ensure_index
from diplograph.questions.searching.keys import words
from diplograph.questions.searching.search import Hit, search
from diplograph.sources.project import Project


@pytest.fixture(scope="module")
def shipped(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("shipped") / "search.db"
    ensure_index(built.graph_file, index)
    return index


def first(index: Path, text: str, **options: object) -> str:
    hits = search(index, text, **options)  # type: ignore[arg-type]
    return hits[0].iri.split("/id/")[-1] if hits else ""


@pytest.mark.parametrize(
    ("text", "node", "match"),
    [
        ("الماتي", "place/almaty", "sound"),  # what stands there is ألمآطى, and ال may be an article
        ("ألمآطى", "place/almaty", "exact"),
        ("Almaty", "place/almaty", "sound"),
        ("Nazarbayev", "leader/n", "sound"),  # has no name in Latin letters here
        ("Nasarbajew", "leader/n", "sound"),
        ("Назарбаев", "leader/n", "sound"),
        ("نورسلطان", "leader/n", "words"),
        ("Nursultan", "leader/n", "sound"),
        ("نازارباييف", "leader/n", "spelling"),
        ("نزار", "leader/n", "prefix"),
        ("Mubarek", "leader/m", "spelling"),
        ("Moubarak", "leader/m", "spelling"),
        ("Mubaark", "leader/m", "spelling"),  # two neighbours swapped are one slip
        ("muba", "leader/m", "prefix"),
        ("مُبَارَك", "leader/m", "exact"),
        ("ومبارك", "leader/m", "words"),
        ("وكازاخستان", "state/k", "words"),
        ("بكازاخستان", "state/k", "words"),
        ("KAZ", "state/k", "exact"),  # a code in a register is a name of what it stands for
        ("Qazaqstan", "state/k", "sound"),
        ("Khazakstan", "state/k", "spelling"),
        ("azhar", "institution/a", "exact"),
        ("Al Azhar", "institution/a", "exact"),
        ("alazhar", "institution/a", "words"),
        ("ازهر", "institution/a", "words"),
        ("للأزهر", "institution/a", "words"),
        ("٢٠٠٦", "visit/v", "words"),
        ("Mubarek visit", "visit/v", "spelling"),
        ("visit Mubarak kaz", "visit/v", "prefix"),
        ("آستاناا", "place/astana", "exact"),
        ("Dr. Hamdi Zakzouk", "leader/z", "words"),
        ("الدكتور حمدي زقزوق", "leader/z", "words"),
        ("President Mubarak", "leader/m", "words"),
    ],
)
def test_names_are_found(index: Path, text: str, node: str, match: str) -> None:
    hit = search(index, text)[0]
    assert (hit.iri.split("/id/")[-1], hit.match) == (node, match)


@pytest.mark.parametrize(
    "text", ["Volga", "2007", "nu8", "xy", "日本", "Volga of Ruritania", "EgyptSat", "المفتي"]
)
def test_what_is_not_there_has_no_near_miss(index: Path, text: str) -> None:
    assert search(index, text) == []


def test_names_with_some_of_the_words_come_after_those_with_all(index: Path) -> None:
    hits = search(index, "Mubarak Kazakhstan")
    assert [(hit.iri.split("/id/")[-1], hit.match) for hit in hits] == [
        ("visit/v", "words"),
        ("leader/m", "part"),
        ("state/k", "part"),
    ]
    hits = search(index, "Mubarek in Kazakhstan, 1907")
    assert [(hit.iri.split("/id/")[-1], hit.match) for hit in hits] == [("visit/v", "part")]
    assert 0 < hits[0].score < 0.2


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Mubarak Astana", {"leader/m", "place/astana", "visit/v"}),
        ("Kazakhstan 1907", {"state/k", "visit/v"}),
        ("Ruritania or Azhar or Freedonia", {"institution/a"}),
    ],
)
def test_where_no_name_has_all_words_those_with_most_are_found(
    index: Path, text: str, nodes: set[str]
) -> None:
    hits = search(index, text)
    assert {hit.iri.split("/id/")[-1] for hit in hits} == nodes
    assert {hit.match for hit in hits} == {"part"}


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("severance", "severance of relations"),
        ("قطع العلاقات", "قطع العلاقات"),
        ("event", "event"),
    ],
)
def test_what_is_of_a_kind_is_found_by_the_name_of_the_kind(index: Path, text: str, matched: str) -> None:
    found = {hit.iri.split("/id/")[-1]: (hit.match, hit.matched) for hit in search(index, text)}
    assert found["event/s"] == ("kind", matched)


@pytest.mark.parametrize(("name", "matches"), [("Event", ["words", "kind"]), ("Visit", ["words"])])
def test_a_kind_leads_to_what_is_of_the_class_that_is_asked_for(
    index: Path, name: str, matches: list[str]
) -> None:
    assert [hit.match for hit in search(index, "severance", types=["skos:Concept", name])] == matches


def test_the_spelling_of_the_source_is_what_is_shown(index: Path) -> None:
    assert search(index, "الماتي", languages=["en"])[0] == Hit(
        "https://w3id.org/diplograph/id/place/almaty", "ألمآطى", "ألمآطى", "sound", "place", pytest.approx(0.285, abs=0.02)
    )  # fmt: skip


def test_a_misprint_is_found_but_the_label_is_shown_in_the_language_of_the_reader(index: Path) -> None:
    hits = [search(index, "آستاناا", languages=[language])[0] for language in ("en", "ar")]
    assert [(hit.label, hit.matched, hit.type) for hit in hits] == [
        ("Astana", "آستاناا", "place"),
        ("أستانا", "آستاناا", "مكان"),
    ]


def test_the_whole_name_comes_before_its_words_and_these_before_other_spellings(index: Path) -> None:
    hits = search(index, "Mubarak")
    assert [(hit.iri.split("/id/")[-1], hit.match) for hit in hits] == [
        ("leader/m", "exact"),
        ("visit/v", "words"),
    ]
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert hits == sorted(hits, key=lambda hit: -hit.score)


def test_a_class_without_a_label_shows_by_its_name(index: Path) -> None:
    assert search(index, "Kazakhstan")[0].type == "dg:State"


@pytest.mark.parametrize("name", ["dg:Visit", "Visit", "https://w3id.org/diplograph/ontology#Visit"])
def test_only_a_class(index: Path, name: str) -> None:
    assert [hit.iri.split("/id/")[-1] for hit in search(index, "Kazakhstan", types=[name])] == ["visit/v"]


def test_more_than_one_class(index: Path) -> None:
    assert len(search(index, "Kazakhstan", types=["Visit", "State"])) == 2


def test_only_so_many(index: Path) -> None:
    assert len(search(index, "Kazakhstan", limit=1)) == 1


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("", {}, "nothing to search for"),
        (" ؟* ", {}, "nothing to search for"),
        ("word " * 17, {}, "at most 16 words"),
        ("Cairo", {"limit": 0}, "must be 1 or more"),
        ("Cairo", {"types": ["Sate"]}, "class 'Sate'"),
    ],
)
def test_what_cannot_be_searched_for(
    index: Path, text: str, options: dict[str, object], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        search(index, text, **options)  # type: ignore[arg-type]


def test_a_missing_index_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"search\.db: the search index cannot be read"):
        search(tmp_path / "search.db", "Cairo")


SYNTAX = ['"', "'", "*", "^", "(", ")", "{", "}", ":", "+", "-", " AND ", " OR ", " NOT ", "NEAR(", "word", ";--", "DROP TABLE name", "ا", "n", " "]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SYNTAX), max_size=14).map("".join)))
def test_no_text_is_syntax(index: Path, text: str) -> None:
    if 0 < len(words(text)) <= 16:
        assert len(search(index, text)) <= 20
    else:
        with pytest.raises(QueryError, match=r"nothing to search for|at most 16 words"):
            search(index, text)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("الماتي", "place/almaty"),
        ("ألمآطى", "place/almaty"),
        ("Nazarbayev", "leader/nursultan-nazarbayev"),
        ("Nazarbaev", "leader/nursultan-nazarbayev"),
        ("Nasarbajew", "leader/nursultan-nazarbayev"),
        ("Назарбаев", "leader/nursultan-nazarbayev"),
        ("Mubarek", "leader/mubarak"),
        ("Kairo", "place/cairo"),
        ("Kasachstan", "state/kazakhstan"),
        ("EGY", "state/egypt"),
        ("الأمم المتحدة", "institution/united-nations"),
    ],
)
def test_names_of_the_shipped_graph(shipped: Path, text: str, node: str) -> None:
    assert first(shipped, text) == node


@pytest.mark.slow
def test_every_label_of_the_shipped_graph_finds_its_node(built: Project, shipped: Path) -> None:
    from diplograph.questions.searching.names import Kind, Name, read

    with built.graph_file.open("rb") as stream:
        found = list(read(built.graph_file, stream))
    names = [item for item in found if isinstance(item, Name) and item.kind is Kind.LABEL]
    short = [name for name in names if len(name.text.split()) < 16][::7]
    assert len(short) > 50
    for name in short:
        hits = search(shipped, name.text)
        assert name.node in {hit.iri for hit in hits if hit.match == "exact"}, name.text
