"""Sentences as they are read: wordings, the regions of their slots, clauses and standing."""

from __future__ import annotations

from functools import partial

import pytest

from diplograph.text.wordings.lexicon import Lexicon, StandingWording, Wording
from diplograph.text.wordings.patterns import parse_pattern
from diplograph.text.wordings.reading import Sentence, TextReading, Trigger


def wording(kind: str, pattern: str, language: str, *, owns: bool = True) -> Wording:
    arabic = language == "ar"
    return Wording(kind, language, parse_pattern(pattern, arabic=arabic), frozenset({kind}), owns=owns)


ENGLISH = partial(wording, language="en")
ARABIC = partial(wording, language="ar")
LEXICON = Lexicon(
    [
        ENGLISH("visit", "{visitor} visited {host}"),
        ENGLISH("recognition", "recognised|recognise {recognised}"),
        ENGLISH("recognition", "{recognised} was recognised by {recogniser}"),
        ENGLISH("signature", "{signatory} signed {treaty}"),
        ENGLISH("treaty", "treaty", owns=False),
        ENGLISH("departure", "left"),
        ARABIC("visit", "زار|زارت|يزور {visitor} {host}"),
        ARABIC("visit", "زارها|زاره {~host} {visitor}"),
        ARABIC("signature", "وقع|وقعت {signatory}"),
    ],
    [
        StandingWording("not", "en", parse_pattern("did not", arabic=False), "negated"),
        StandingWording("plan", "en", parse_pattern("planned to", arabic=False), "planned"),
        StandingWording("denied", "en", parse_pattern("denied", arabic=False), "denied"),
        StandingWording("لم", "ar", parse_pattern("لم|لن", arabic=True), "negated"),
    ],
)


def read(text: str, language: str = "en") -> Sentence:
    return Sentence(text, 0, len(text), language, LEXICON)


def only(text: str, kind: str, language: str = "en") -> Trigger:
    [found] = [one for one in read(text, language).triggers if one.wording.iri == kind]
    return found


def regions(text: str, kind: str, language: str = "en") -> dict[str, str]:
    """Return the words of the region of each slot of a wording."""
    return {
        "|".join(role for slot in region.slots for role in slot): text[region.start : region.end].strip()
        for region in only(text, kind, language).regions
    }


def pieces(text: str, language: str = "en") -> list[str]:
    return [text[one.start : one.end] for one in read(text, language).clauses]


def test_wording_knows_its_words_and_their_place_in_the_whole_text() -> None:
    text = "Roe left. King Oto visited Vardia."
    sentence = TextReading(text, "en", LEXICON).sentence(20)
    [visit] = sentence.triggers
    assert [text[start:end] for start, end in visit.words] == ["visited"]
    assert (visit.start, visit.end) == (19, 26)


@pytest.mark.parametrize(
    ("text", "kind", "language", "expected"),
    [
        ("King Oto visited Vardia.", "visit", "en", {"visitor": "King Oto", "host": "Vardia."}),
        (
            "Roe left and King Oto visited Vardia.",
            "visit",
            "en",
            {"visitor": "and King Oto", "host": "Vardia."},
        ),
        ("زار الملك أوتو فارديا عام 1950.", "visit", "ar", {"visitor|host": "الملك أوتو فارديا عام 1950."}),
        ("وصل الملك ثم زارها لوند.", "visit", "ar", {"visitor": "لوند."}),
    ],
)
def test_slot_at_the_edge_reaches_to_the_end_of_the_clause(
    text: str, kind: str, language: str, expected: dict[str, str]
) -> None:
    assert regions(text, kind, language) == expected


def test_pronoun_fills_its_role() -> None:
    assert only("وصل الملك ثم زارها لوند.", "visit", "ar").pronouns == {"host"}


def test_clause_is_parted_before_a_coordinated_verb_of_a_wording() -> None:
    text = "King Oto visited Vardia and signed a treaty with Brod."
    assert pieces(text) == ["King Oto visited Vardia", "and signed a treaty with Brod."]
    assert regions(text, "visit")["host"] == "Vardia"


def test_subject_before_the_first_verb_is_that_of_the_coordinated_one() -> None:
    signatory = regions("King Oto visited Vardia and signed a treaty.", "signature")["signatory"]
    assert signatory.startswith("King Oto")


def test_arabic_conjunction_is_written_onto_the_verb_that_parts_clauses() -> None:
    assert pieces("زار أوتو فارديا ووقعت برود المعاهدة.", "ar") == ["زار أوتو فارديا", "ووقعت برود المعاهدة."]


def test_two_nouns_are_not_two_clauses() -> None:
    assert pieces("Oto and Lund visited Vardia and Brod.") == ["Oto and Lund visited Vardia and Brod."]


@pytest.mark.parametrize(
    ("text", "kind", "language", "standing"),
    [
        ("Vardia did not recognise Brod.", "recognition", "en", "negated"),
        ("Vardia recognised Brod.", "recognition", "en", ""),
        ("Vardia planned to recognise Brod.", "recognition", "en", "planned"),
        ("Vardia did not sign, and Brod recognised Drost.", "recognition", "en", ""),
        ("Vardia denied that it had recognised Brod.", "recognition", "en", "denied"),
        ("لم يزور أوتو فارديا.", "visit", "ar", "negated"),
        ("زار أوتو فارديا ولم يغادر.", "visit", "ar", ""),
    ],
)
def test_standing_goes_with_the_words_that_it_is_said_of(
    text: str, kind: str, language: str, standing: str
) -> None:
    assert only(text, kind, language).standing == standing


def test_words_that_say_only_of_what_sort_a_thing_is_own_no_values() -> None:
    sentence = read("The treaty was old, and Oto left.")
    assert [one.wording.iri for one in sentence.triggers] == ["treaty", "departure"]
    assert [one.wording.iri for one in sentence.owning] == ["departure"]


def test_values_have_their_places_in_the_whole_text() -> None:
    text = "Roe left. In 1950 two envoys left for the third time."
    sentence = TextReading(text, "en", LEXICON).sentence(12)
    assert [(text[one.start : one.end], one.edtf) for one in sentence.dates] == [("1950", "1950")]
    assert [(text[one.start : one.end], one.value) for one in sentence.numbers] == [("two", 2)]
    assert [(text[one.start : one.end], one.value) for one in sentence.ordinals] == [("third", 3)]


def test_text_gives_the_sentence_of_a_place_and_the_next_one() -> None:
    reading = TextReading("Roe left. Oto left.", "en", LEXICON)
    first = reading.sentence(3)
    second = reading.after(first)
    assert first.words == "Roe left."
    assert second is not None
    assert second.words == "Oto left."
    assert reading.sentence(15) is second
    assert reading.after(second) is None
    assert TextReading("", "en", LEXICON).sentence(0).triggers == []
