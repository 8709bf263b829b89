"""Words that stand for something named before: *the two countries*, *he*, «تلك الزيارة», «العام نفسه».

The lists are closed. What a word stands for is not decided here, only of what sort it may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from diplograph.text.arabic import fold
from diplograph.text.tokens import detached, tokenize


class Sort(Enum):
    """Of what sort that is for which a word may stand."""

    STATE = "state"
    PERSON = "person"
    THING = "thing"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that stand for something named before.

    Attributes:
        start: Their first code point.
        end: The code point after the last.
        sorts: Of what sorts that may be.
    """

    start: int
    end: int
    sorts: frozenset[Sort]


# Words joined by + stand in that order.
_ENGLISH: Final = {
    Sort.STATE: (
        "two+countries both+countries two+states both+states two+governments both+governments two+nations "
        "both+nations two+sides both+sides two+parties both+parties that+country this+country former latter "
        "it its they their them"
    ),
    Sort.PERSON: "he him his himself she her hers herself they them their former latter",
    Sort.THING: (
        "it its there that+visit this+visit that+city that+treaty this+treaty that+agreement former latter"
    ),
    Sort.DATE: "same+year that+year same+month that+month same+day that+day same+date that+date",
}
_ARABIC: Final = {
    Sort.STATE: (
        "البلدين البلدان الدولتين الدولتان الجانبين الجانبان الطرفين الطرفان الحكومتين الحكومتان بينهما "
        "هو هي له لها به بها إليها معها منها عنها فيها الأخيرة"
    ),
    Sort.PERSON: "هو هي له لها به بها معه معها إليه إليها منه منها الأخير الأخيرة المذكور",
    Sort.THING: (
        "هو هي فيه فيها به بها له لها هناك تلك+الزيارة هذه+الزيارة تلك+المدينة تلك+المعاهدة هذه+المعاهدة "
        "ذلك+الاتفاق هذا+الاتفاق تلك+الاتفاقية هذه+الاتفاقية"
    ),
    Sort.DATE: (
        "العام+نفسه العام+ذاته نفس+العام ذات+العام ذلك+العام هذا+العام العام+المذكور "
        "السنة+نفسها السنة+ذاتها نفس+السنة ذات+السنة تلك+السنة الشهر+نفسه نفس+الشهر ذلك+الشهر "
        "اليوم+نفسه نفس+اليوم ذلك+اليوم التاريخ+نفسه نفس+التاريخ"
    ),
}


def _phrases(table: dict[Sort, str]) -> dict[tuple[str, ...], frozenset[Sort]]:
    """Make a table from the words of a phrase to the sorts of what it may stand for."""
    phrases: dict[tuple[str, ...], frozenset[Sort]] = {}
    for sort, words in table.items():
        for phrase in fold(words).text.split():
            key = tuple(phrase.split("+"))
            phrases[key] = phrases.get(key, frozenset()) | {sort}
    return phrases


_PHRASES: Final = {"en": _phrases(_ENGLISH), "ar": _phrases(_ARABIC)}
_LONGEST: Final = 2


@lru_cache(maxsize=64)  # one sentence is asked for each value of its facts
def find_anaphora(text: str, language: str) -> tuple[Anaphor, ...]:
    """Find the words of a text that stand for something named before; none in a language without a list.

    Example:
        >>> text = "Relations of the two countries were resumed in the same year."
        >>> [text[one.start : one.end] for one in find_anaphora(text, "en")]
        ['two countries', 'same year']
    """
    phrases = _PHRASES.get(language, {})
    folded = fold(text)
    tokens = tokenize(folded) if phrases else ()
    found = []
    for place, token in enumerate(tokens):
        following = [one.text for one in tokens[place + 1 : place + _LONGEST]]
        heads = _heads(token.text) if language == "ar" else (token.text,)
        sorts, length = _longest(phrases, heads, following)
        if sorts:
            found.append(Anaphor(*folded.span(token.start, tokens[place + length - 1].end), sorts))
    return tuple(found)


def _heads(word: str) -> list[str]:
    """Return an Arabic word with and without what may be written onto it, its article kept."""
    forms = sorted(detached(word))
    return [*forms, *(f"ال{form[2:]}" for form in forms if form.startswith("لل"))]


def _longest(
    phrases: dict[tuple[str, ...], frozenset[Sort]],
    heads: Sequence[str],
    following: list[str],
) -> tuple[frozenset[Sort], int]:
    """Return what the longest phrase may stand for that starts with a word, and its length in tokens."""
    for length in range(len(following) + 1, 0, -1):
        for head in heads:
            sorts = phrases.get((head, *following[: length - 1]))
            if sorts:
                return sorts, length
    return frozenset(), 0
