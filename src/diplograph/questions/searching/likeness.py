"""Whether a text is a name misspelt, or another name that looks like it.

Iran and Iraq, Niger and Nigeria, Iceland and Ireland are no misspellings of each other; Kazakstan is one of
Kazakhstan. So one letter may differ, in a long word that begins alike, and one letter stands for another only
where both words are heard alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diplograph.questions.searching.keys import joined, stem, without_articles, words
from diplograph.questions.searching.sounds import sounds

_LETTERS: Final = 6
"""Letters that both words must have, without the article, to be one misspelt."""

_HEARD: Final = 4
"""Signs that the key of a sound must have, to be that of one word only."""


def is_misspelling(text: str, name: str) -> bool:
    """Return whether a text is almost surely a misspelling, or another transliteration, of a name.

    Args:
        text: What a reader wrote.
        name: The name that a search found by it.

    Example:
        >>> is_misspelling("Kazakstan", "Kazakhstan"), is_misspelling("Iceland", "Ireland")
        (True, False)
        >>> is_misspelling("Назарбаев", "Nazarbayev"), is_misspelling("Niger", "Nigeria")
        (True, False)
    """
    wanted, known = without_articles(words(text)), without_articles(words(name))
    forms = [*known, *joined(known)]
    unlike = [word for word in wanted if not any(stem(word) == stem(form) for form in forms)]
    if len(unlike) == 1 and any(_is_slip(stem(unlike[0]), stem(form)) for form in forms):
        return True
    return len(wanted) == len(known) and _are_heard_alike(wanted, known)


def is_as_long(text: str, name: str) -> bool:
    """Return whether a text has as many words as a name, so that it may be all of it.

    Example:
        >>> is_as_long("Kazakstan", "Kazakhstan"), is_as_long("Kazakstan", "People of Kazakhstan")
        (True, False)
    """
    return len(without_articles(words(text))) == len(without_articles(words(name)))


def _is_slip(word: str, known: str) -> bool:
    """Return whether two words differ by one slip of the pen."""
    from rapidfuzz.distance import OSA  # loaded here: most names are found as they are spelled

    if min(len(word), len(known)) < _LETTERS or word[0] != known[0]:
        return False
    if OSA.distance(word, known, score_cutoff=1) > 1:
        return False
    is_replaced = len(word) == len(known) and sorted(word) != sorted(known)
    return not is_replaced or not set(sounds(word)).isdisjoint(sounds(known))


def _are_heard_alike(wanted: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether the words of two names are heard alike, one by one."""
    return all(
        word == other or any(len(key) >= _HEARD for key in set(sounds(word)) & set(sounds(other)))
        for word, other in zip(wanted, known, strict=True)
    )
