"""Which clause a date right before it tells the time of, and where wordings part clauses."""

from __future__ import annotations

import pytest

from diplograph.text.wordings.lexicon import Lexicon, Wording
from diplograph.text.wordings.owners import owners
from diplograph.text.wordings.patterns import parse_pattern
from diplograph.text.wordings.reading import Sentence


def wording(kind: str, pattern: str, language: str = "en") -> Wording:
    return Wording(kind, language, parse_pattern(pattern, arabic=language == "ar"), frozenset({kind}))


LEXICON = Lexicon(
    [
        wording("recognition", "recognised"),
        wording("note", "delivered"),
        wording("rank", "was raised"),
        wording("legation", "establishing"),
        wording("treaty", "signed"),
        wording("relations", "quasi-official relations"),
        wording("independence", "until … independence"),
        wording("recognition", "اعترفت", "ar"),
        wording("declaration", "أعلنت", "ar"),
    ]
)


def sentence(text: str, language: str) -> Sentence:
    return Sentence(text, 0, len(text), language, LEXICON)


@pytest.mark.parametrize(
    ("text", "language", "owning"),
    [
        (
            "Drost recognised Brod on 3 May 1901, when its envoy delivered a note.",
            "en",
            {"recognition", "note"},
        ),
        ("The post was raised on 3 May 1901, thereby establishing a legation.", "en", {"rank", "legation"}),
        ("The post was raised on 3 May 1901, establishing a legation.", "en", {"rank", "legation"}),
        ("Drost recognised Brod on 3 May 1901, though its envoy delivered a note.", "en", {"recognition"}),
        ("Drost recognised Brod on 3 May 1901, having signed a treaty.", "en", {"recognition"}),
        (
            "Drost recognised Brod on 3 May 1901 in Tern, when its envoy delivered a note.",
            "en",
            {"recognition"},
        ),
        (
            "اعترفت دروست ببرود في 3 مايو 1901، حين أعلنت برود استقلالها.",
            "ar",
            {"recognition", "declaration"},
        ),
        ("اعترفت دروست ببرود في 3 مايو 1901، رغم أن لوزانيا أعلنت ضمها.", "ar", {"recognition"}),
    ],
)
def test_date_right_before_a_clause_of_time_is_that_of_both(
    text: str, language: str, owning: set[str]
) -> None:
    read = sentence(text, language)
    [date] = read.dates
    span = (date.start, date.end)
    assert {one.wording.iri for one in owners(read, span, [span])} == owning


def test_clause_with_a_date_of_its_own_takes_none_from_before_it() -> None:
    read = sentence("Drost recognised Brod on 3 May 1901, when its envoy delivered a note of 1899.", "en")
    dates = [(one.start, one.end) for one in read.dates]
    assert {one.wording.iri for one in owners(read, dates[0], dates)} == {"recognition"}


def test_what_has_lasted_since_a_date_does_not_date_its_clause() -> None:
    read = sentence(
        "Drost recognised Brod on 3 May 1901, when its envoy, in Tern since 1899, delivered a note.", "en"
    )
    dates = [(one.start, one.end) for one in read.dates]
    assert {one.wording.iri for one in owners(read, dates[0], dates)} == {"recognition", "note"}


@pytest.mark.parametrize(
    "text",
    [
        "Drost kept up official and quasi-official relations with Brod.",
        "From 1901, and until its independence, Brod had an agent.",
    ],
)
def test_adjective_or_preposition_after_and_opens_no_clause(text: str) -> None:
    assert len(sentence(text, "en").clauses) == 1
