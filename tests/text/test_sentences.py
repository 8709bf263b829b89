"""Sentences, and what only looks like their end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.sentences import split_sentences


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["وصل الوفد."],
        ["وصل الوفد"],
        ["وصل الوفد.", "ثم غادر."],
        ["هل وصل؟", "نعم!", "متى؟!"],
        ["وصل في 2007 .", "بالإضافة إلى ذلك غادر ."],
        ["بلغت 8.1 مليون و٨٫١ مليون.", "ثم زادت."],
        ["وصل د.سامي، ود. سمير، وأ.د. سعاد، وم. نبيل.", "ثم غادروا."],
        ["قرأت ج.م.ع. على الخريطة.", "انتهى."],
        ["وُلد عام 1991 م.", "ثم سافر."],
        ["قال: «وصلنا.»", "ثم صمت."],
        ['قال "وصلنا".', "ثم صمت."],
        ["بدأ العمل (انظر أدناه).", "ثم انتهى."],
        ["قال... ثم صمت.", "وغادر."],
        ["قال… ثم صمت."],
        ["وصل الأول؛ ثم الثاني."],
        ["وصل الوفد.", "١. ليس بنداً"],
        ["انتهى العمل. .", "ثم بدأ."],
    ],
)
def test_arabic(pieces: list[str]) -> None:
    assert sentences(" ".join(pieces), "ar") == pieces


def test_a_missing_space_after_the_stop() -> None:
    assert sentences("وصل الوفد.ثم غادر", "ar") == ["وصل الوفد.", "ثم غادر"]
    assert sentences("هل وصل؟نعم", "ar") == ["هل وصل؟", "نعم"]


@pytest.mark.parametrize(
    "pieces",
    [
        ["They came.", "They left."],
        ["Dr. Smith met Mr. Jones and Gen. Brown.", "They talked."],
        ["The U.S. delegation came.", "It left."],
        ["It came from the U.S.", "The other did not."],
        ["See e.g. Smith, i.e. him.", "Then stop."],
        ["No. 5 came.", "He said no.", "She left."],
        ["J. R. Smith came.", "He left."],
        ["It grew by 8.1 per cent.", "Then it fell."],
        ["On Dec. 16 they met.", "Then they left."],
        ['"Why?" he asked.', "Nobody knew."],
        ["He left (at 5 p.m. or so).", "Then it rained."],
        ['She said "Stop."', "He did."],
        ["Wait... what?", "Yes."],
        ["Wait...", "What?"],
        ["It was approx. ten; more than nine.", "Well."],
    ],
)
def test_english(pieces: list[str]) -> None:
    assert sentences(" ".join(pieces), "en") == pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Trade\nIt grew.\nIt fell.", ["# Trade", "It grew.", "It fell."]),
        (
            "Trade between the two\nIt grew in the\nfollowing year.",
            ["Trade between the two", "It grew in the\nfollowing year."],
        ),
        ("**Trade**\nIt grew.", ["**Trade**", "It grew."]),
        ("The subjects:\nlanguages and law.", ["The subjects:", "languages and law."]),
        ("A first part\n\na second part", ["A first part", "a second part"]),
        ("A first part\r\n \t\r\na second part", ["A first part", "a second part"]),
        ("We saw:\n- one\n- two\n1. three\n2) four", ["We saw:", "- one", "- two", "1. three", "2) four"]),
        ("Trade\n=====\nIt grew.", ["Trade\n=====", "It grew."]),
        (
            "They went to the capital, and from there\nto the coast.",
            ["They went to the capital, and from there\nto the coast."],
        ),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert sentences(text, "en") == expected


def test_no_text_no_sentences() -> None:
    assert sentences("", "ar") == []
    assert sentences(" \n\n ", "ar") == []


SCRAPS = st.lists(
    st.sampled_from([*' \n.!?؟…"»)(#-:1٢،؛', "Dr", "No", "The", "د", "هـ", "كلمة", "word", ". ", "\n\n"]),
    max_size=30,
).map("".join)


@given(st.one_of(SCRAPS, st.text(max_size=80)), st.sampled_from(["ar", "en"]))
def test_sentences_hold_all_of_the_text_but_white_space(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


PLAIN = st.lists(
    st.sampled_from(["وصل", "الوفد", "إلى", "المدينة", "ثم", "غادرها"]), min_size=2, max_size=6
).map(" ".join)


@given(st.lists(PLAIN.map(lambda words: words + "."), max_size=6))
def test_plain_sentences_are_given_back(pieces: list[str]) -> None:
    assert sentences(" ".join(pieces), "ar") == pieces


@pytest.mark.parametrize("piece", [".", " ", "\n", ". ", ".)", "a.", "و", "\n "])
def test_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * ((1_000_000 if piece in (".", " ", "و") else 50_000) // len(piece))
    start = time.process_time()
    split_sentences(text, "en")
    assert time.process_time() - start < 10  # seconds; a quadratic reading takes minutes


def test_heading_in_bold_with_a_colon_is_a_sentence() -> None:
    text = "**Trade:** it grew.\n__Culture__: many plays. It was **not: so** good. **King** Rudolf came."
    assert [text[start:end] for start, end in split_sentences(text, "en")] == [
        "**Trade:**",
        "it grew.",
        "__Culture__:",
        "many plays.",
        "It was **not: so** good.",
        "**King** Rudolf came.",
    ]


def test_text_without_stops_is_cut_at_a_separator() -> None:
    pieces = sentences("envoy of Lusania, " * 1000, "en")
    assert len(pieces) == 4
    assert all(piece.endswith("Lusania,") for piece in pieces)
    assert [len(piece) for piece in sentences("envoy; " * 500 + "envoy of Lusania, " * 200, "en")] == [
        3499,
        3599,
    ]


def test_long_word_is_not_cut() -> None:
    assert sentences("7" * 20_000 + " left.", "en") == ["7" * 20_000, "left."]
    assert sentences("و" * 20_000, "ar") == ["و" * 20_000]
