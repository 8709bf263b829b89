"""Coverage: sentences, headings that run into them, and the letters that no passage covers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diplograph.checks.evidence.coverage import Citation, cover

TEXT = "Mutual visits The king came. Trade: it grew, slowly. The end."


def cite(words: str, text: str = TEXT, *, heading: bool = False) -> Citation:
    start = text.index(words)
    return Citation(f"n/{words}", words, start, start + len(words), omission=heading, heading=heading)


def pieces(citations: list[Citation], text: str = TEXT) -> list[str]:
    return [text[s.start : s.end] for s in cover("d", text, "en", citations).sentences]


def test_run_in_heading_is_a_sentence_where_a_person_says_so() -> None:
    assert pieces([]) == ["Mutual visits The king came.", "Trade: it grew, slowly.", "The end."]
    headings = [cite("Mutual visits", heading=True), cite("Trade", heading=True)]
    assert pieces(headings) == ["Mutual visits", "The king came.", "Trade:", "it grew, slowly.", "The end."]


def test_heading_alone_does_not_account_for_what_follows_it() -> None:
    coverage = cover("d", TEXT, "en", [cite("Mutual visits", heading=True)])
    assert [sentence.accounted for sentence in coverage.sentences] == [True, False, False, False]


def test_words_that_no_passage_covers_are_gaps() -> None:
    coverage = cover("d", TEXT, "en", [cite("The king came"), cite("it grew")])
    gaps = [TEXT[start:end] for sentence in coverage.sentences for start, end in sentence.gaps]
    assert gaps == ["Mutual visits", "Trade", "slowly", "The end"]
    letters = sum(map(str.isalnum, TEXT))
    assert coverage.by_letter == sum(map(str.isalnum, "The king came it grew")) / letters
    assert coverage.by_sentence == 2 / 3


def test_text_without_sentences_is_covered() -> None:
    assert cover("d", " \n", "en", []).by_sentence == cover("d", "", "ar", []).by_letter == 1


@given(st.text(alphabet="ab. :\n*", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_headings_lose_no_letter(text: str, places: list[tuple[int, int]]) -> None:
    headings = [Citation("n", "n", *sorted(place), omission=True, heading=True) for place in places]
    whole, cut = "".join(pieces([], text)), "".join(pieces(headings, text))
    assert [c for c in cut if c.isalnum()] == [c for c in whole if c.isalnum()]
    assert all(piece == piece.strip() != "" for piece in pieces(headings, text))
