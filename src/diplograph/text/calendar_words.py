"""Words of dates in Arabic and English, each as one letter, of which `dates` makes its patterns.

Month names are those that the Unicode CLDR has for English and for every Arabic country, which the tests
hold, and spellings that the press uses besides.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.tokens import attached

# Month by month: names from Egypt to the Gulf; of the Levant and Iraq; of the Maghreb and Mauritania.
_MONTHS_AR = (
    "يناير كانون+الثاني كانون+ثاني جانفي",
    "فبراير شباط فيفري",
    "مارس آذار",
    "أبريل نيسان أفريل",
    "مايو أيار ماي",
    "يونيو حزيران جوان يونيه",
    "يوليو تموز جويلية يوليوز يوليه",
    "أغسطس آب أوت غشت أغشت",
    "سبتمبر أيلول شتنبر شتمبر",
    "أكتوبر تشرين+الأول تشرين+أول",
    "نوفمبر تشرين+الثاني تشرين+ثاني نونبر",
    "ديسمبر كانون+الأول كانون+أول دجنبر دجمبر",
)
_MONTHS_EN = (
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
    *("september sept sep", "october oct", "november nov", "december dec"),
)

_WORDS_AR = {
    "y": "عام عاما عامي العام سنة سنتي السنة أعوام سنوات",
    "m": "شهر شهري الشهر",
    "d": "يوم يومي اليوم أيام",
    "q": "بداية مطلع أوائل أواخر نهاية منتصف أواسط",
    "f": "من",
    "r": "إلى",
    "u": "حتى لغاية",
    "a": "و",
    "b": "بين",
    "s": "منذ",
    "k": "قبل قبيل",
    "l": "بعد بعيد عقب",
    "e": "اعتبارا اعتبار ابتداء بدءا انطلاقا",
    "w": "فصاعدا",
}
_WORDS_EN = {
    "y": "year years",
    "m": "month months",
    "d": "day days",
    "q": "early late mid start beginning end",
    "f": "from",
    "o": "of",
    "t": "the",
    "r": "to through",
    "u": "until till",
    "a": "and",
    "b": "between",
    "s": "since",
    "k": "before prior+to",
    "l": "after",
    "e": "as+of as+from starting effective",
    "w": "onwards onward",
}


class CalendarWord(NamedTuple):
    """What a word means in a date.

    Attributes:
        kind: ``M`` a month; ``y m d`` the words year, month, day; ``q`` a part of one; ``f`` from (in
            Arabic also of); ``o`` of; ``t`` the; ``r`` to; ``u`` until; ``a`` and; ``b`` between;
            ``s`` since; ``k`` before; ``l`` after; ``e`` as (from); ``w`` onwards.
        value: The number of the month, or 0.
        joined: Whether Arabic «and» is written onto the word.
    """

    kind: str
    value: int = 0
    joined: bool = False


def _vocabulary(
    months: tuple[str, ...], words: dict[str, str], *, arabic: bool
) -> dict[tuple[str, ...], CalendarWord]:
    """Make the table of one language."""
    meanings = [(word, CalendarWord(kind)) for kind, line in words.items() for word in line.split()]
    for number, line in enumerate(months, 1):
        meanings += [(word, CalendarWord("M", number)) for word in line.split()]
    table: dict[tuple[str, ...], CalendarWord] = {}
    for spelling, meaning in meanings:
        head, *rest = fold(spelling).text.split("+")
        table[head, *rest] = meaning
        for form, particles in attached(head) if arabic and spelling != "و" else ():
            table.setdefault((form, *rest), meaning._replace(joined=particles.startswith("و")))
    return table


CALENDAR: Final = {
    "ar": _vocabulary(_MONTHS_AR, _WORDS_AR, arabic=True),
    "en": _vocabulary(_MONTHS_EN, _WORDS_EN, arabic=False),
}
"""For each language, what one folded word or two mean in a date."""

NOT_BEFORE_YEAR: Final = {
    "ar": frozenset(fold("رقم محرم رجب شعبان رمضان شوال القعدة الحجة").text.split()),
    "en": frozenset(
        (
            *("no", "number", "than", "some", "nearly", "almost", "resolution"),
            *("ah", "muharram", "safar", "rajab", "shaban", "ramadan", "shawwal"),
        )
    ),
}
"""Words after which four digits alone are no year."""

OTHER_ERAS: Final = frozenset(
    (*fold("ه هجري هجرية هجريا الهجري الهجرية للهجرة ق").text.split(), "ah", "bc", "bce", "hijri", "hijra")
)
"""Words after a year that is not of the Common Era."""
