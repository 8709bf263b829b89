"""Words that stand for something named before."""

from __future__ import annotations

import pytest

from diplograph.text.anaphora import Sort, find_anaphora


@pytest.mark.parametrize(
    ("text", "language", "words", "sort"),
    [
        ("Relations between the two countries grew.", "en", "two countries", Sort.STATE),
        ("He received him.", "en", "He", Sort.PERSON),
        ("In the same year Vardia", "en", "same year", Sort.DATE),
        ("During that visit", "en", "that visit", Sort.THING),
        ("العلاقات بين البلدين", "ar", "البلدين", Sort.STATE),
        ("العلاقات للبلدين", "ar", "للبلدين", Sort.STATE),
        ("وفي العام نفسه زار", "ar", "العام نفسه", Sort.DATE),
        ("وفي نفس العام زار", "ar", "نفس العام", Sort.DATE),
        ("خلال تلك الزيارة", "ar", "تلك الزيارة", Sort.THING),
    ],
)
def test_found_with_its_sort(text: str, language: str, words: str, sort: Sort) -> None:
    found = {text[one.start : one.end]: one.sorts for one in find_anaphora(text, language)}
    assert sort in found[words]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two visitors met last year.", "en"),
        ("The year was the same.", "en"),
        ("زار الوزير البلد عام 1950", "ar"),
        ("los dos países", "es"),
        ("", "ar"),
    ],
)
def test_what_stands_for_nothing_is_not_found(text: str, language: str) -> None:
    assert find_anaphora(text, language) == ()
