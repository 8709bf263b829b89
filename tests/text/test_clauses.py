"""Clauses, and what only looks like their edge."""

from __future__ import annotations

import pytest

from diplograph.text.clauses import split_clauses

SIGNS = " ,;:،؛()«»"


def check(pieces: str, language: str) -> None:
    """Part a sentence that is written with a stroke between its clauses."""
    text = pieces.replace(" | ", " ")
    found = [text[clause.start : clause.end] for clause in split_clauses(text, 0, len(text), language)]
    assert found == [piece.strip(SIGNS) for piece in pieces.split(" | ")]


@pytest.mark.parametrize(
    "pieces",
    [
        "Vardia recognised Lusania in 1901 | and opened a legation in 1903",
        "Brod and Drost united on 3 May 1901",
        "When Roy Lund, resident in Lim, presented his letters, | the king received him",
        "the consulate, | opened in 1931, | was closed in 1956",
        "The minister | who had arrived in May | presented his letters",
    ],
)
def test_english(pieces: str) -> None:
    check(pieces, "en")


@pytest.mark.parametrize(
    "pieces",
    [
        "زار الملك فارديا عام 1901 | ومنحه الرئيس وساما",
        "وصل وفد من وزارة الخارجية إلى لوزانيا",
        "قام الوزير، د. سليم بيك، بزيارة إلى فارديا | حيث التقى بالملك",
    ],
)
def test_arabic(pieces: str) -> None:
    check(pieces, "ar")
