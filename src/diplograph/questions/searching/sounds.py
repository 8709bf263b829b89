"""One key for a name however it is transliterated: the consonants that writers of all scripts hear.

Nazarbayev, Nazarbaev, Nasarbajew, Назарбаев and نزارباييف differ in vowels, and in letters that one
language uses where another uses a second: z and s, y and j, v and w. The key keeps a class for each
consonant, and of the vowels only that the word begins with one. Letters that are read in two ways, such as
the German and the English j, give two keys.

The classes are coarse on purpose: whoever ranks results puts those that only sound alike last.

Hand-written: Soundex, Metaphone and Daitch-Mokotoff know no Arabic, and read Latin letters as one language
does; the ICU transliterators give spellings that still differ by language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

_LEAST: Final = 3
"""Different signs that a key must have: keys with fewer are shared by too many names."""

_VOWEL: Final = "a"

# What capitals stand for below: letters read in more than one way.
_READINGS: Final[dict[str, tuple[str, ...]]] = {
    "C": ("k", "s"),  # ch: Kasachstan, Chirac
    "D": ("d", "s"),  # ذ، ض، ظ, dh: Ramadan, Ramazan
    "J": (_VOWEL, "k"),  # j: Jelzin, Jamal
    "T": ("t", "s"),  # ث: Thani, Sani
    "W": ("f", _VOWEL),  # w: Schewtschenko, Tantawi
    "X": ("ks", "k"),  # x: Alexander, Xazar
}

_LATIN: Final = {
    **dict.fromkeys(("tsch", "shch", "sch", "tch", "sh", "ts", "tz", "s", "z"), "s"),
    **dict.fromkeys(("dsch", "dzh", "dj", "zh", "kh", "gh", "ck", "k", "q", "g", "c"), "k"),
    **dict.fromkeys(("ce", "ci", "cy"), "sa"),
    **dict.fromkeys(("b", "p"), "b"),
    **dict.fromkeys(("ph", "f", "v"), "f"),
    **dict.fromkeys(("th", "t"), "t"),
    **dict.fromkeys("aeiouy", _VOWEL),
    **{letter: letter for letter in "dhlmnr"},
    **{"ch": "C", "dh": "D", "j": "J", "w": "W", "x": "X"},
}
_SPELLED: Final = re.compile("|".join(sorted(_LATIN, key=lambda letters: (-len(letters), letters))))

_OTHERS: Final = str.maketrans(
    {
        **dict.fromkeys("اويعء", _VOWEL),
        **dict.fromkeys("بپ", "b"),
        **dict.fromkeys("تط", "t"),
        **dict.fromkeys("جخغقكگژڭ", "k"),
        **dict.fromkeys("زسشصچ", "s"),
        **dict.fromkeys("فڤ", "f"),
        **dict.fromkeys("ذضظ", "D"),
        **dict(zip("حهدرلمنث", "hhdrlmnT", strict=True)),
        **dict.fromkeys("аеиоуыэюяіїєәөұүў", _VOWEL),
        **dict.fromkeys("бп", "b"),
        **dict.fromkeys("вф", "f"),
        **dict.fromkeys("гкжхқғґ", "k"),
        **dict.fromkeys("зсцчшщ", "s"),
        **dict(zip("дтлмнңрһ", "dtlmnnrh", strict=True)),
        **dict.fromkeys("ьъ", ""),
    }
)

_AGAIN: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)  # names share their words
def sounds(word: str) -> tuple[str, ...]:
    """Return the keys under which a word is found by its sound.

    Args:
        word: One of `diplograph.questions.searching.keys.words`, in Arabic, Latin or Cyrillic letters.

    Returns:
        One key for each reading; none for what has too few consonants or is in another script.

    Example:
        >>> sounds("nazarbayev"), sounds("نزارباييف"), sounds("назарбаев")
        (('nsrbf',), ('nsrbf',), ('nsrbf',))
        >>> sounds("nasarbajew")
        ('nsrbf', 'nsrb', 'nsrbkf', 'nsrbk')
        >>> sounds("cairo"), sounds("2006")
        ((), ())
    """
    heard = _SPELLED.sub(_class_of, word) if word.isascii() else word.translate(_OTHERS)
    if not heard.isascii() or not heard.isalpha():
        return ()
    open_letters = [letter for letter in _READINGS if letter in heard]
    keys = []
    for readings in product(*(_READINGS[letter] for letter in open_letters)):
        table = dict(zip(open_letters, readings, strict=True))
        keys.append(_key("".join(table.get(sign, sign) for sign in heard)))
    return tuple(dict.fromkeys(key for key in keys if len(set(key)) >= _LEAST))


def _class_of(letters: re.Match[str]) -> str:
    return _LATIN[letters[0]]


def _key(heard: str) -> str:
    """Leave out what writers leave out: doubled letters, vowels within, and h at the end."""
    heard = _AGAIN.sub(r"\1", heard.replace("ts", "s").rstrip("h"))
    return heard[:1] + heard[1:].replace(_VOWEL, "")
