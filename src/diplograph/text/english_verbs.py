"""Which words of an English sentence are verbs, and which are participles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diplograph.text import english_words as lists
from diplograph.text.clause_parts import Word

STRONG: Final = 1
"""A verb."""

WEAK: Final = 2
"""A verb, or a participle: *signed*."""

DONE: Final = 1
"""A participle of what was done: *signed by*."""

DOING: Final = 2
"""A participle of what does: *signing*."""

_SHORTEST = 5
_BEFORE_NOUNS = frozenset(("after", "before", "until", "till"))
_MODAL_NOUNS = frozenset(("will", "can", "might", "must"))


def is_adverb(word: Word) -> bool:
    """Return whether a word is an adverb, as by its ending."""
    text = word.text
    return text in lists.ADVERBS or (
        text.endswith("ly") and len(text) >= _SHORTEST and text not in lists.NOT_ADVERBS and not word.capital
    )


def looks_past(word: Word) -> bool:
    """Return whether a word looks like a past form or a participle."""
    text = word.text
    regular = text.endswith("ed") and len(text) >= _SHORTEST and text not in lists.NOT_PAST
    return text in lists.PAST or (regular and not word.capital)


def find_verbs(words: Sequence[Word]) -> tuple[list[int], list[int]]:
    """Find the verbs that clauses are made with, and the participles.

    A verb after an auxiliary belongs to it and is not counted again.

    Returns:
        For each word `STRONG`, `WEAK` or 0, and for each word `DONE`, `DOING` or 0.
    """
    kinds, participles = [0] * len(words), [0] * len(words)
    last: Word | None = None  # the last word that is no adverb
    grouped = False  # whether that word is an auxiliary, or belongs to one
    for place, word in enumerate(words):
        month = word.text == "may" and word.capital and place > 0
        if is_adverb(word):
            continue
        if word.text in lists.AUXILIARIES and not month:
            noun = word.text in _MODAL_NOUNS and _governs(last)
            kinds[place] = 0 if grouped or noun else STRONG
            grouped = not noun
        else:
            if not (grouped or _governs(last)):
                following = words[place + 1] if place + 1 < len(words) else None
                kinds[place], participles[place] = _read(word, following, first=place == 0)
                if last is not None and last.text in _BEFORE_NOUNS:
                    kinds[place] = 0  # after prolonged debate
            grouped = word.text in lists.NON_FINITE
        last = word
    return kinds, participles


def _governs(word: Word | None) -> bool:
    """Return whether a noun follows a word, so that what looks like a verb is none."""
    return word is not None and (
        word.text in lists.DETERMINERS or word.text in lists.PREPOSITIONS or word.text.endswith("'s")
    )


def _read(word: Word, following: Word | None, *, first: bool) -> tuple[int, int]:
    """Return what a word is that stands alone: a kind of verb, or a kind of participle."""
    text = word.text
    if text in lists.FINITE or (text in lists.PRESENT and not word.capital):
        return STRONG, 0
    if looks_past(word) or (first and text.endswith("ed") and text not in lists.NOT_PAST):
        return (0, DONE) if following is not None and following.text == "by" else (WEAK, 0)
    doing = text.endswith("ing") and len(text) >= _SHORTEST and text not in lists.NOT_PARTICIPLES
    if text in lists.NOUNS_IN_ING:
        doing = (
            following is not None and following.text != "of" and (_governs(following) or following.capital)
        )
    if text == "having" or (doing and (first or not word.capital)):
        return 0, DOING
    return 0, 0
