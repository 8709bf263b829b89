"""The words of a name as an index files them: folded, without accents, without particles and article.

Everything here is for finding. What is shown is always the name as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from diplograph.text.arabic import fold
from diplograph.text.tokens import PARTICLES

ARTICLES: Final = frozenset({"al", "el", "the"})
"""Words that readers write or leave out as they like."""

ADDRESSES: Final = frozenset(
    word
    for words in (
        "dr doctor prof professor mr mrs ms miss sir lord lady sheikh shaykh excellency",
        "president king queen prince princess emir sultan shah emperor chancellor premier minister",
        "ambassador consul general marshal senator secretary",
        "د ا م دكتور الدكتور الدكتوره السيد السيده الاستاذ الاستاذه الشيخ الامام صاحب فضيله فخامه معالي",
        "سعاده سمو جلاله الرئيس الملك الملكه الامير الاميره السلطان الوزير السفير القنصل الجنرال المشير",
    )
    for word in words.split()
)
"""Titles that readers put before the name of a person."""

SMALL_WORDS: Final = frozenset(
    word
    for words in ("of in on at to by for from with and or as is a an", "من في على الي عن مع بين او ان")
    for word in words.split()
)
"""Words that say nothing of what is searched for."""

_JOINED: Final = 4
"""Letters up to which a word is often written onto the next: Abu, Abd, Nur; أبو، عبد، نور."""

_WORD: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_APOSTROPHE: Final = re.compile(r"(?<=[^\W\d_])'(?:s\b|(?=[^\W\d_]))")
_DEFINITE: Final = ("ال", "لل")
_ATTACHED: Final = tuple(
    (particles, len(particles) + (2 if particles.endswith(_DEFINITE) else 3))
    for particles in sorted(PARTICLES, key=lambda particles: (-len(particles), particles))
)
"""What Arabic writes onto a word, with the letters that a word must have for it to be that."""


def words(text: str) -> list[str]:
    """Return the words and figures of a text in one spelling.

    Besides what `diplograph.text.arabic.fold` does, accents, apostrophes within words and compatibility
    forms (the joined Arabic letters of old encodings, wide Latin letters) are taken away.

    Args:
        text: Any text, in any script.

    Returns:
        Runs of letters and runs of the digits 0 to 9, in lower case.

    Example:
        >>> words("أحمد الطَّيِّب، ٢٠٠٦"), words("Sa’īd of Türkiye")
        (['احمد', 'الطيب', '2006'], ['said', 'of', 'turkiye'])
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFD", fold(unicodedata.normalize("NFKC", text)).text)
        letters = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LETTERS)
        folded = unicodedata.normalize("NFC", letters)  # what has no accent, as in Korean
    return _WORD.findall(_APOSTROPHE.sub("", folded))


def bare(word: str) -> Iterator[str]:
    """Yield what is left of a folded Arabic word without what may be written onto it.

    Nothing says whether a first letter is a particle or belongs to the word, so that both are given.

    Args:
        word: One of `words`.

    Yields:
        The word without each run of particles and article that it could begin with, the longest first.

    Example:
        >>> list(bare("وبالقاهره")), list(bare("كازاخستان")), list(bare("قلم"))
        (['قاهره', 'القاهره', 'بالقاهره'], ['ازاخستان'], [])
    """
    if word[0] in "ابفكلو":
        for particles, least in _ATTACHED:
            if len(word) >= least and word.startswith(particles):
                yield word[len(particles) :]


def joined(parts: Sequence[str]) -> Iterator[str]:
    """Yield the pairs of neighbouring words that some write as one.

    Args:
        parts: The words of a name, in their order.

    Yields:
        The two written together, where the first is short and neither is a figure.

    Example:
        >>> list(joined(["نور", "سلطان", "نزارباييف"]))
        ['نورسلطان']
    """
    for first, second in pairwise(parts):
        if len(first) <= _JOINED and first.isalpha() and second.isalpha():
            yield first + second


def without_articles(parts: Sequence[str]) -> list[str]:
    """Leave out the articles, unless nothing else is there.

    Example:
        >>> without_articles(["al", "azhar"]), without_articles(["al"])
        (['azhar'], ['al'])
    """
    return [part for part in parts if part not in ARTICLES] or list(parts)


def without_address(parts: Sequence[str]) -> list[str]:
    """Leave out the titles before the name of a person; a title that says of what is an office.

    Example:
        >>> without_address(["dr", "hamdi", "zakzouk"]), without_address(["president", "of", "egypt"])
        (['hamdi', 'zakzouk'], ['president', 'of', 'egypt'])
    """
    first = next((place for place, part in enumerate(parts) if part not in ADDRESSES), len(parts))
    rest = list(parts[first:])
    return rest if rest and rest[0] not in ("of", "for", "to") else list(parts)


def stem(word: str) -> str:
    """Return one of `words` without the Arabic article, unless little is left.

    Example:
        >>> stem("المفتي"), stem("الي")
        ('مفتي', 'الي')
    """
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def is_figure(word: str) -> bool:
    """Return whether one of `words` is a run of digits.

    Example:
        >>> is_figure("2006"), is_figure("cairo")
        (True, False)
    """
    return "0" <= word[0] <= "9"
