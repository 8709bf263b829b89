"""One spelling for matching: Arabic letters, digits, dashes and spaces that stand for the same.

Writers of Arabic differ in hamza, final ya, ta marbuta, vowel signs and digits. Folding maps all of them
to one spelling, and keeps for each character of the result its place in the text, so that what is found in
the folded text can be cited in the original.

Hand-written: PyArabic strips and normalises, but its functions lose the positions and its licence is the
GPL; CAMeL Tools keep no positions either and bring hundreds of megabytes of models.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_DROPPED = frozenset(
    map(
        chr,
        (
            0x0640,  # tatweel
            *range(0x0610, 0x061B),  # signs of honour and of the Koran
            *range(0x064B, 0x0660),  # harakat; hamza and madda written apart
            0x0670,  # dagger alif
            *range(0x06D6, 0x06DD),  # Koranic signs
            *(0x06DF, 0x06E0, 0x06E1, 0x06E2, 0x06E3, 0x06E4, 0x06E7, 0x06E8, 0x06EA, 0x06EB, 0x06EC, 0x06ED),
            *(0x061C, 0x200E, 0x200F),  # marks of direction
            *range(0x202A, 0x202F),  # embeddings and overrides of direction
            *range(0x2066, 0x206A),  # isolates of direction
            *(0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF),  # soft hyphen, zero widths, joiners
            *range(0xFC5E, 0xFC64),  # ligatures of vowel signs alone
            *range(0xFCF2, 0xFCF5),
            *range(0xFE70, 0xFE80),  # vowel signs in presentation forms
        ),
    )
)

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىئیېےۓٸۍ", "ي"),  # with the Persian and Urdu ones
    **dict.fromkeys("ؤٶۇۆۋ", "و"),
    **dict.fromkeys("ةہھۀۂۃەۿ", "ه"),
    **dict.fromkeys("کڪگ", "ك"),
    "ں": "ن",
    # Letters that the press writes in foreign names, or leaves out: پاريس, باريس.
    "پ": "ب",
    "چ": "ج",
    "ژ": "ج",
    "ڤ": "ف",
}
_REPLACED = {
    **_LETTERS,
    **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
    **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u02bb\u02bf\u02be`´", "'"),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        " ",
    ),
    "\u2044": "/",
    "٪": "%",
    "İ": "i",  # the one character that str.lower would make two of
}


def _presentation_forms() -> dict[str, str]:
    """Make the table of letters in the shape that they have in a word, of ligatures and of wide digits.

    The long formulas U+FDF0 to U+FDFF are left out: each is several words.
    """
    forms = {}
    for code in (
        *range(0xFB00, 0xFB07),
        *range(0xFB50, 0xFDF0),
        *range(0xFE80, 0xFEFD),
        *range(0xFF10, 0xFF1A),
    ):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            forms[chr(code)] = "".join(_REPLACED.get(one, one) for one in plain if one not in _DROPPED)
    return {form: plain for form, plain in forms.items() if plain and form not in _DROPPED}


_EXPANDED = _presentation_forms()
_TABLE = str.maketrans({**_EXPANDED, **dict.fromkeys(_DROPPED), **_REPLACED})
_LIGATURES = (form for form, plain in _EXPANDED.items() if len(plain) > 1)
_MOVES = re.compile(f"[{re.escape(''.join((*_DROPPED, *_LIGATURES)))}]")
_SIGN_OR_LETTER = rf"[{re.escape(''.join(_DROPPED))}]|[^\W\d_]"
_TATWEEL = "\u0640"
_TATWEEL_AS_DASH = re.compile(rf"(?<!{_SIGN_OR_LETTER})\u0640(?=\u0640*(?:$|(?!{_SIGN_OR_LETTER})))")


_SHORT = 200  # code points; a name does not drive a document out of the cache


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in the spelling for matching.

    Attributes:
        text: The folded text, in lower case.
        offsets: For each character of it, its code point in the original; one more for the end.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text, not empty, stands in the original.

        Signs on its last letter belong to the stretch; those before its first letter do not.

        Example:
            >>> fold("قبل عَامٍ").span(4, 7)
            (4, 9)
        """
        first = self.offsets[start]
        return first, max(self.offsets[end], first + 1)  # half of a ligature is the whole one


def fold(text: str) -> Folded:
    """Fold a text into the spelling for matching.

    Dropped are vowel signs, tatweel, marks of direction and zero-width characters. Forms of alif, final ya,
    ta marbuta, hamza on waw and ya, Persian and Urdu letters, presentation forms, digits, dashes (a tatweel
    alone among them), apostrophes and spaces of fixed width become one form each; letters with cases become
    lower case.

    Args:
        text: Any text; matching wants Unicode NFC.

    Returns:
        The folded text with its places in the original.

    Example:
        >>> fold("أُسامة ١٩٩١").text
        'اسامه 1991'
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold_long(text)


def _fold(text: str) -> Folded:
    if _TATWEEL in text:
        text = _TATWEEL_AS_DASH.sub("-", text)
    folded = text.translate(_TABLE).lower()
    if not _MOVES.search(text):
        return Folded(folded, range(len(text) + 1))
    kept: list[int] = []
    after = 0
    for match in _MOVES.finditer(text):
        place = match.start()
        kept.extend(range(after, place))
        kept.extend([place] * len(_EXPANDED.get(match[0], "")))  # a ligature; what is dropped has no letters
        after = place + 1
    kept.extend(range(after, len(text) + 1))
    return Folded(folded, kept)


_fold_short = lru_cache(maxsize=1024)(_fold)
_fold_long = lru_cache(maxsize=16)(_fold)
