"""Words of dates in Arabic and English, each as one letter, of which `dates` makes its patterns.

Month names are those that the Unicode CLDR has for English and for every Arabic country, which the tests
hold, and spellings that the press uses besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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

# A season is written in EDTF like a month: 21 spring, 22 summer, 23 autumn, 24 winter.
_SEASONS_AR = ("ربيع", "صيف", "خريف", "شتاء")
_SEASONS_EN = ("spring", "summer", "autumn fall", "winter")

_HIJRI_MONTHS_AR = """
    محرم صفر ربيع+الأول ربيع+أول ربيع+الثاني ربيع+ثان ربيع+الآخر جمادى+الأولى جمادى+الآخرة جمادى+الثانية
    جمادى+الأول جمادى+الآخر رجب شعبان رمضان شوال ذو+القعدة ذي+القعدة ذو+الحجة ذي+الحجة
"""
_HIJRI_MONTHS_EN = """
    muharram safar rabi+i rabi+ii rabi+al+-+awwal rabi+'+al+-+awwal rabi+al+-+thani rabi+'+al+-+thani
    rabi+al+-+akhir rabi+'+al+-+akhir rabi+'+i rabi+'+ii jumada+i jumada+ii jumada+al+-+ula
    jumada+al+-+awwal jumada+al+-+akhira jumada+al+-+akhirah jumada+al+-+thani jumada+al+-+thaniya rajab
    shaban sha+'+ban ramadan ramadhan ramazan shawwal shawal dhu+al+-+qadah dhu+al+-+qada dhu+al+-+qa+'+dah
    dhu+al+-+qa+'+da dhu+al+-+qi+'+da dhu+al+-+hijja dhu+al+-+hijjah dhul+-+qadah dhul+-+hijjah
    dhu+'+l+-+qa+'+da dhu+'+l+-+hijja
"""

_WORDS_AR = {
    "y": "عام عاما عامي العام سنة سنتي السنة أعوام سنوات",
    "m": "شهر شهري الشهر شهرا أشهر شهور",
    "d": "يوم يومي اليوم أيام يوما",
    "q": "بداية بدايات مطلع مستهل أوائل أواخر نهاية نهايات ختام منتصف أواسط",
    "f": "من",
    "r": "إلى",
    "n": "في خلال أثناء",
    "u": "حتى لغاية إلى+غاية حتى+غاية",
    "a": "و",
    "O": "أو",
    "i": "إما",
    "b": "بين",
    "s": "منذ",
    "k": "قبل قبيل",
    "l": "بعد بعيد عقب ليس+قبل",
    "v": "بحلول قبل+أو+في ليس+بعد موعد+أقصاه أجل+أقصاه موعد+لا+يتجاوز موعد+لا+يتعدى",
    "e": "اعتبارا اعتبار ابتداء ابتداءا بدءا انطلاقا سارية+منذ ساريا+منذ ساري+المفعول+منذ سارية+المفعول+منذ "
    "نافذة+منذ نافذا+منذ",
    "w": "فصاعدا فما+بعد فما+بعدها وما+بعده وما+بعدها وما+تلاه وما+تلاها",
    "p": "أو+بعده أو+بعدها",
    "X": "حين حينما عندما",
    "I": "منه",
    "F": "ب",
    "g": "فما+قبل وما+قبله وما+قبلها أو+قبله أو+قبلها على+أقصى+تقدير على+أبعد+تقدير",
    "c": "نحو حوالي قرابة زهاء حدود",
    "z": "تقريبا بالتقريب على+وجه+التقريب",
    "C": "قرن قرنين قرنان",
    "j": "الأخير الأخيرة",
    "t": "ال",
}
_WORDS_EN = {
    "y": "year years",
    "m": "month months",
    "d": "day days",
    "q": "early late mid middle start beginning end opening close early+in late+in",
    "f": "from",
    "n": "in during on",
    "o": "of",
    "t": "the",
    "r": "to through",
    "u": "until till up+to",
    "a": "and",
    "O": "or",
    "i": "either",
    "b": "between",
    "s": "since",
    "k": "before prior+to",
    "l": "after not+before not+earlier+than no+earlier+than on+or+after in+or+after",
    "v": "by not+after not+later+than no+later+than on+or+before in+or+before before+or+in before+or+on",
    "U": "not+until not+till",
    "e": "as+of as+from starting effective effective+since in+force+since in+force+from",
    "w": "onwards onward",
    "p": "or+later or+after at+the+earliest",
    "X": "when",
    "Q": "morning afternoon evening night",
    "g": "or+earlier or+before at+the+latest",
    "c": "circa c+. ca ca+. about around approximately roughly",
    "z": "or+so or+thereabouts",
    "C": "century centuries",
    "j": "last final",
}
_SHARES_AR = {3: "ربع", 6: "نصف"}
_SHARES_EN = {3: "quarter", 6: "half"}
_DECADES_AR = {
    20 + 10 * place: f"{word}يات {word}ات"
    for place, word in enumerate(["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"])
}
_DECADES_EN = {
    20 + 10 * place: word
    for place, word in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
    )
}

# Words that point from one date to another, in units of time: back, at the same, on.
_POINTING_AR = {
    -1: "السابق السابقة الماضي الماضية المنصرم المنصرمة الفائت الفائتة الذي+سبقه التي+سبقتها",
    0: "نفس نفسه نفسها ذات ذاته ذاتها ذلك تلك هذا هذه المذكور المذكورة الجاري الجارية الحالي الحالية",
    1: "التالي التالية اللاحق اللاحقة المقبل المقبلة القادم القادمة الموالي الموالية الذي+يليه الذي+تلاه "
    "التي+تليها التي+تلتها",
}
_POINTING_EN = {
    -1: "previous preceding prior",
    0: "same that this said",
    1: "next following ensuing subsequent succeeding",
}
_STEPPING_AR = {-1: "قبلها قبله قبل+ذلك", 1: "بعدها بعده بعدئذ بعد+ذلك بعد+مرور بعد+انقضاء بعد+مضي"}
_STEPPING_EN = {
    -1: "earlier previously beforehand before+that before+this",
    1: "later afterwards afterward after+that after+this",
}
_WEEKS_AR = {7: "أسبوع أسبوعا أسابيع"}
_WEEKS_EN = {7: "week weeks", 14: "fortnight fortnights"}
_PAIRS_AR = {1: "يومين يومان", 7: "أسبوعين أسبوعان", 30: "شهرين شهران", 365: "عامين عامان سنتين سنتان"}
_NEVER_WRITTEN_ONTO = frozenset("aOtXF")


class CalendarWord(NamedTuple):
    """What a word, or a few, mean in a date.

    Attributes:
        kind: ``M`` a month or season; ``H`` a month of the Hijri calendar; ``y m d`` the words year, month,
            day; ``C`` century; ``G`` the tens of a decade, such as eighties; ``R`` a quarter or half of a
            year; ``j`` the last of them; ``q`` an early, middle or late part; ``f`` from (in Arabic also
            of); ``o`` of; ``t`` the; ``n`` in; ``r`` to; ``u`` until; ``U`` not until; ``a`` and; ``O`` or;
            ``i`` either; ``b`` between; ``s`` since; ``k`` before; ``l`` after; ``v`` by, not later than;
            ``e`` as (from); ``c`` about; ``X`` when; and after a date ``w`` onwards, ``p`` or later, ``g`` or
            earlier, ``z`` or so. From one date to another point ``A`` the same, next, previous; ``I`` «منه»;
            ``L`` later, earlier, after a number of units, with ``F`` «ب» before digits, or after ``T``, an
            Arabic pair of them. Further units are ``B`` a week or fortnight and ``Q`` a part of a day.
        value: The number of the month, season or decade; the months of a quarter or half; the days of a week
            or of one unit of a pair; of ``A`` and ``L`` the direction, -1, 0 or 1; else 0.
        joined: Whether Arabic «and» is written onto the word.
    """

    kind: str
    value: int = 0
    joined: bool = False


def _meanings(
    months: tuple[str, ...],
    seasons: tuple[str, ...],
    words: dict[str, str],
    **numbered: dict[int, str],
) -> Iterator[tuple[str, CalendarWord]]:
    """Yield the spellings of one language, each with its meaning."""
    for kind, line in words.items():
        yield from ((word, CalendarWord(kind)) for word in line.split())
    for first, lines in ((1, months), (21, seasons)):
        for number, line in enumerate(lines, first):
            yield from ((word, CalendarWord("M", number)) for word in line.split())
    for kind, table in numbered.items():
        for number, line in table.items():
            yield from ((word, CalendarWord(kind, number)) for word in line.split())


def _vocabulary(
    meanings: Iterable[tuple[str, CalendarWord]], *, arabic: bool
) -> dict[str, tuple[tuple[tuple[str, ...], CalendarWord], ...]]:
    """Make the table of one language: for each first word the phrases that it opens, the longest first."""
    table: dict[tuple[str, ...], CalendarWord] = {}
    for spelling, meaning in meanings:
        head, *rest = fold(spelling).text.split("+")
        table[head, *rest] = meaning
        spread = arabic and meaning.kind not in _NEVER_WRITTEN_ONTO
        for form, particles in attached(head) if spread else ():
            table.setdefault((form, *rest), meaning._replace(joined=particles.startswith("و")))
    phrases: dict[str, list[tuple[tuple[str, ...], CalendarWord]]] = {}
    for (head, *rest), meaning in table.items():
        phrases.setdefault(head, []).append((tuple(rest), meaning))
    return {head: tuple(sorted(found, key=lambda phrase: -len(phrase[0]))) for head, found in phrases.items()}


CALENDAR: Final = {
    "ar": _vocabulary(
        _meanings(
            _MONTHS_AR,
            _SEASONS_AR,
            _WORDS_AR,
            R=_SHARES_AR,
            G=_DECADES_AR,
            H={0: _HIJRI_MONTHS_AR},
            A=_POINTING_AR,
            L=_STEPPING_AR,
            B=_WEEKS_AR,
            T=_PAIRS_AR,
        ),
        arabic=True,
    ),
    "en": _vocabulary(
        _meanings(
            _MONTHS_EN,
            _SEASONS_EN,
            _WORDS_EN,
            R=_SHARES_EN,
            G=_DECADES_EN,
            H={0: _HIJRI_MONTHS_EN},
            A=_POINTING_EN,
            L=_STEPPING_EN,
            B=_WEEKS_EN,
        ),
        arabic=False,
    ),
}
"""For each language and each folded first word, the further words of a phrase and what they mean together."""

NOT_BEFORE_YEAR: Final = {
    "ar": frozenset(fold("رقم صفحة المادة القرار").text.split()),
    "en": frozenset(("no", "number", "than", "some", "nearly", "almost", "resolution", "page", "article")),
}
"""Words after which four digits alone are no year."""
