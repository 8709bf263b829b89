"""What words tell of who did something to whom."""

from __future__ import annotations

import re

import pytest

from diplograph.text.wordings.lexicon import Lexicon, Wording
from diplograph.text.wordings.patterns import parse_pattern
from diplograph.text.wordings.reading import Sentence
from diplograph.text.wordings.roles import Names, Role, find_role

STATES = ("Vardia", "Brod", "Drost", "فارديا", "برود", "دروست")
PEOPLE = ("Oto", "Lund", "أوتو", "لوند")


def wording(pattern: str, language: str) -> Wording:
    return Wording("kind", language, parse_pattern(pattern, arabic=language == "ar"), frozenset({"kind"}))


LEXICON = Lexicon(
    [
        wording("{recogniser} recognised {recognised}", "en"),
        wording("{recognised} was recognised by {recogniser}", "en"),
        wording("{visitor} visited {host}", "en"),
        wording("visit of {visitor} to {host}", "en"),
        wording("اعترفت|اعترف {recogniser} ب {recognised}", "ar"),
        wording("زار|زارت {visitor} {host}", "ar"),
        wording("زارها {~host} {visitor}", "ar"),
    ]
)


def told(text: str, role: str, filler: str, language: str = "en", other: tuple[str, str] = ("", "")) -> Role:
    """Return what a sentence tells of whether somebody or some state fills a role.

    Args:
        text: The sentence.
        role: The role.
        filler: Who is said to fill it.
        language: The language.
        other: Another role of the fact, and who is said to fill that.
    """
    sentence = Sentence(text, 0, len(text), language, LEXICON)
    same, apart = (STATES, PEOPLE) if filler in STATES else (PEOPLE, STATES)

    def places(names: tuple[str, ...]) -> list[tuple[int, int]]:
        return [found.span() for name in names if name for found in re.finditer(name, text)]

    names = Names(
        places((filler,)),
        rivals=places(tuple(name for name in same if name != filler)),
        others=places(apart),
        alike=frozenset(other[:1]),
        counterparts=places(other[1:]),
    )
    return find_role(text, sentence, sentence.triggers, role, names)


@pytest.mark.parametrize(
    ("text", "recogniser", "recognised", "language"),
    [
        ("Vardia recognised Brod in 1901.", "Vardia", "Brod", "en"),
        ("Brod was recognised by Vardia in 1901.", "Vardia", "Brod", "en"),
        ("In 1901 Vardia, after a long war, recognised Brod.", "Vardia", "Brod", "en"),
        ("اعترفت فارديا ببرود عام 1901.", "فارديا", "برود", "ar"),
    ],
)
def test_roles_are_shown_and_exchanged_ones_contradicted(
    text: str, recogniser: str, recognised: str, language: str
) -> None:
    assert told(text, "recogniser", recogniser, language, ("recognised", recognised)) is Role.SHOWN
    assert told(text, "recognised", recognised, language, ("recogniser", recogniser)) is Role.SHOWN
    assert told(text, "recogniser", recognised, language, ("recognised", recogniser)) is Role.EXCHANGED
    assert told(text, "recognised", recogniser, language, ("recogniser", recognised)) is Role.EXCHANGED


def test_names_side_by_side_take_their_roles_by_their_order() -> None:
    text = "زار أوتو لوند في برود."
    assert told(text, "visitor", "أوتو", "ar", ("host", "لوند")) is Role.SHOWN
    assert told(text, "host", "لوند", "ar", ("visitor", "أوتو")) is Role.SHOWN
    assert told(text, "host", "أوتو", "ar", ("visitor", "لوند")) is not Role.SHOWN


def test_both_of_two_that_are_coordinated_fill_a_role() -> None:
    text = "Vardia and Drost recognised Brod."
    assert told(text, "recogniser", "Vardia") is Role.SHOWN
    assert told(text, "recogniser", "Drost") is Role.SHOWN


def test_pronoun_leaves_its_role_open() -> None:
    assert told("زارها أوتو من برود.", "host", "برود", "ar") is Role.OPEN


def test_somebody_who_is_not_named_fills_no_role() -> None:
    assert told("Vardia recognised Brod.", "recogniser", "Drost") is Role.OPEN


def test_role_without_a_place_is_filled_by_what_stands_in_the_clause() -> None:
    assert told("The visit of Oto to Brod pleased Drost.", "place", "Drost") is Role.SHOWN
    assert told("The king left Drost when Oto visited Brod.", "place", "Drost") is Role.OPEN
