"""Coverage: sentences, headings that run into them, and the words that no fact uses."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.checks.evidence.coverage import Citation, cover

TEXT = "Mutual visits The king came. Trade: it grew, slowly. The end."


def cite(words: str, text: str = TEXT, *, heading: bool = False) -> Citation:
    start = text.index(words)
    return Citation(f"n/{words}", words, start, start + len(words), omission=heading, heading=heading)


def pieces(citations: list[Citation], text: str = TEXT) -> list[str]:
    return [text[s.start : s.end] for s in cover("d", text, "en", citations, []).sentences]


def test_run_in_heading_is_a_sentence_where_a_person_says_so() -> None:
    assert pieces([]) == ["Mutual visits The king came.", "Trade: it grew, slowly.", "The end."]
    headings = [cite("Mutual visits", heading=True), cite("Trade", heading=True)]
    assert pieces(headings) == ["Mutual visits", "The king came.", "Trade:", "it grew, slowly.", "The end."]


def test_heading_alone_does_not_account_for_what_follows_it() -> None:
    coverage = cover("d", TEXT, "en", [cite("Mutual visits", heading=True)], [])
    assert [sentence.accounted for sentence in coverage.sentences] == [True, False, False, False]


def unused(text: str, language: str, *used: str, citations: list[Citation] | None = None) -> list[str]:
    spans = [(text.index(words), text.index(words) + len(words)) for words in used]
    coverage = cover("d", text, language, citations or [], spans)
    return [text[start:end] for sentence in coverage.sentences for start, end in sentence.unused]


@pytest.mark.parametrize(
    ("text", "language", "used", "expected"),
    [
        (
            "The aged king came to Vardia on a short, cold visit.",
            "en",
            ("king", "Vardia", "visit"),
            ["aged", "came", "short", "cold"],
        ),
        ("The king did not come before 1950.", "en", ("king", "1950"), ["not come before"]),
        ("Trade of the United Kingdom and Vardia", "en", ("Trade", "Vardia"), ["United Kingdom"]),
        ("Trade: 1,200.5 crowns, re-opened", "en", ("Trade",), ["1,200.5 crowns", "re-opened"]),
        (
            "قام الملك بزيارة قصيرة إلى فارديا وفي عودته مر بها",
            "ar",
            ("زيارة", "فارديا"),
            ["قام الملك", "قصيرة", "عودته مر"],
        ),
        ("Der König kam", "de", (), ["Der König kam"]),
        ("", "en", (), []),
    ],
)
def test_words_of_content_that_no_fact_uses_are_listed(
    text: str, language: str, used: tuple[str, ...], expected: list[str]
) -> None:
    assert unused(text, language, *used) == expected


def test_passage_uses_no_word_by_itself_and_an_omission_all_of_its_own() -> None:
    text = "The king came. The weather was fine."
    fact, omission = cite("king came", text), replace(cite("weather was fine", text), omission=True)
    assert unused(text, "en", citations=[fact]) == ["king came", "weather was fine"]
    assert unused(text, "en", "king", citations=[fact, omission]) == ["came"]


def test_shares_count_letters_of_words_of_content() -> None:
    coverage = cover("d", "The king came. He left.", "en", [cite("king", "The king came.")], [(4, 8)])
    assert coverage.by_letter == len("king") / len("kingcameleft")
    assert coverage.by_sentence == 1 / 2


def test_citation_of_a_whole_text_accounts_only_for_sentences_whose_words_are_used() -> None:
    text = "The king came. The queen left. The prince stayed."
    whole = Citation("n", "n", 0, len(text))
    accounted = [one.accounted for one in cover("d", text, "en", [whole], [(19, 24)]).sentences]
    assert accounted == [False, True, False]
    omitted = cover("d", text, "en", [replace(whole, omission=True)], [])
    assert (omitted.by_sentence, omitted.by_letter) == (1, 1)


def test_text_without_sentences_is_covered() -> None:
    assert cover("d", " \n", "en", [], []).by_sentence == cover("d", "", "ar", [], []).by_letter == 1


@pytest.mark.slow
def test_time_is_linear_in_the_text() -> None:
    text = "the king, " * 50_000
    started = process_time()
    coverage = cover("d", text, "en", [Citation("n", "n", 0, len(text))], [(0, len(text))])
    assert coverage.by_letter == 1
    assert process_time() - started < 10


@given(st.text(alphabet="ab. :\n*", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_headings_lose_no_letter(text: str, places: list[tuple[int, int]]) -> None:
    headings = [Citation("n", "n", *sorted(place), omission=True, heading=True) for place in places]
    whole, cut = "".join(pieces([], text)), "".join(pieces(headings, text))
    assert [c for c in cut if c.isalnum()] == [c for c in whole if c.isalnum()]
    assert all(piece == piece.strip() != "" for piece in pieces(headings, text))
