"""Which words a date, figure or place belongs to."""

from __future__ import annotations

import pytest

from diplograph.text.wordings.lexicon import Lexicon, Wording
from diplograph.text.wordings.owners import owners, pairs
from diplograph.text.wordings.patterns import parse_pattern
from diplograph.text.wordings.reading import Sentence


def wording(kind: str, pattern: str, language: str = "en", *, owns: bool = True) -> Wording:
    parsed = parse_pattern(pattern, arabic=language == "ar")
    return Wording(kind, language, parsed, frozenset({kind} if kind != "other" else ()), owns=owns)


LEXICON = Lexicon(
    [
        wording("opening", "opened"),
        wording("closing", "closed"),
        wording("visit", "visited|visits"),
        wording("signature", "signed|signing"),
        wording("treaty", "treaty"),
        wording("sort", "university", owns=False),
        wording("other", "died|fell"),
        wording("visit", "زار|زارت", "ar"),
        wording("signature", "وقع|وقعت", "ar"),
    ]
)


def owned_by(text: str, value: str, language: str = "en") -> set[str]:
    """Return the kinds whose words a date of a sentence may belong to."""
    sentence = Sentence(text, 0, len(text), language, LEXICON)
    start = text.index(value)
    dates = [(one.start, one.end) for one in sentence.dates]
    return {one.wording.iri for one in owners(sentence, (start, start + len(value)), dates)}


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        (
            "The consulate opened in 1931 and closed in 1956.",
            {"1931": {"opening"}, "1956": {"closing"}},
        ),
        ("Oto visited Vardia in 1901, where Roe died in 1905.", {"1901": {"visit"}, "1905": {"other"}}),
        ("In 1901 the consulate opened and the embassy closed.", {"1901": {"opening", "closing"}}),
        (
            "In 1901 the consulate opened, and the embassy closed in 1903.",
            {"1901": {"opening"}, "1903": {"closing"}},
        ),
        ("The university was old in 1901.", {"1901": set()}),
    ],
)
def test_date_belongs_to_the_nearest_words_of_its_clause(text: str, owned: dict[str, set[str]]) -> None:
    assert {value: owned_by(text, value) for value in owned} == owned


def test_date_of_a_noun_is_that_of_the_words_that_govern_it() -> None:
    assert owned_by("Oto visited the signing of a treaty in 1901.", "1901") >= {"signature", "treaty"}


def test_relative_clause_dates_the_noun_before_it() -> None:
    assert owned_by("They met at the signing that Oto visited in 1901.", "1901") >= {"signature", "visit"}
    assert owned_by("Oto visited Roe, who died in 1905.", "1905") == {"other"}
    assert owned_by("The signing in 1901, which Oto visited in 1903, was short.", "1903") == {"visit"}


def test_arabic_date_belongs_to_the_nearest_words_of_its_clause() -> None:
    text = "زار أوتو فارديا عام 1901 ووقعت برود المعاهدة عام 1905."
    assert (owned_by(text, "1901", "ar"), owned_by(text, "1905", "ar")) == ({"visit"}, {"signature"})


@pytest.mark.parametrize(
    ("numbers", "dates", "expected"),
    [
        # from 3 million in 1950 to 5 million in 1952
        ([(5, 14), (26, 35)], [(18, 22), (39, 43)], {(5, 14): (18, 22), (26, 35): (39, 43)}),
        # in 1950 3 million, in 1952 5 million
        ([(8, 17), (27, 36)], [(3, 7), (22, 26)], {(8, 17): (3, 7), (27, 36): (22, 26)}),
        # 3 and 5 million in 1950: one date, and the nearer figure
        ([(0, 1), (6, 15)], [(19, 23)], {(6, 15): (19, 23)}),
        ([], [(0, 4)], {}),
    ],
)
def test_figures_and_dates_are_paired(
    numbers: list[tuple[int, int]],
    dates: list[tuple[int, int]],
    expected: dict[tuple[int, int], tuple[int, int]],
) -> None:
    assert pairs(numbers, dates) == expected
