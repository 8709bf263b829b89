"""Words of numbers in Arabic and English: cardinals, scales, fractions, units, countable nouns.

Written as usual; folded on import. Arabic words come with the particles that may be written onto them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from diplograph.text.arabic import fold
from diplograph.text.tokens import attached


class Numeral(NamedTuple):
    """What a word of a number means.

    Attributes:
        kind: ``unit`` 0 to 9, ``ten`` 10, ``teen`` 11 to 19, ``tens``, ``hundred`` (alone or times what
            stands before), ``hundreds`` 200 to 900, ``scale`` (likewise), ``scales`` (a plural, which needs
            a number before it), ``dual`` (two of a scale), ``either`` (spelt alike: dual, or scale after a
            number), ``part`` (a half, a quarter), ``inexact`` (a third, which no decimal number is),
            ``one`` (a word that alone is none: «أحد» someone, «الاثنين» Monday), ``article`` (the English
            one), ``pair`` (the dual of a countable noun).
        value: Its value.
        particles: What Arabic has written onto it.
    """

    kind: str
    value: Decimal
    particles: str = ""

    @property
    def joined(self) -> bool:
        """Whether «and», and no preposition, is written onto it."""
        return self.particles in ("و", "وال")

    @property
    def bare(self) -> bool:
        """Whether nothing is written onto it, or the article alone."""
        return self.particles in ("", "ال")


_STEMS = ((3, "ثلاث"), (4, "أربع"), (5, "خمس"), (6, "ست"), (7, "سبع"), (8, "ثماني"), (9, "تسع"))
_SCALES = (
    (12, "دزينة دستة"),
    (10**3, "ألف"),
    (10**6, "مليون ميليون"),
    (10**7, "كرور"),
    (10**9, "مليار ميليار بليون"),
    (10**12, "تريليون ترليون"),
)
_PLURALS = {
    "ألف": "آلاف ألوف",
    "مليون": "ملايين مليونات",
    "مليار": "مليارات ملايير",
    "بليون": "بلايين بليونات",
    "دزينة": "دزينات دزائن",
    "دستة": "دست دستات",
}
_HUNDRED = "مئة مائة مية ماية مأة ماءة"


def _arabic_cardinals() -> Iterator[tuple[str, int, str]]:
    """Yield the kind, value and spellings of Arabic numerals."""
    yield "unit", 0, "صفر"
    yield "unit", 1, "واحد واحدة واحدا"
    yield "one", 1, "أحد إحدى"
    yield "unit", 2, "اثنان اثنين اثنتان اثنتين ثنتان ثنتين اثنا اثني اثنتا اثنتي"
    yield "unit", 8, "ثمان ثمانيا"
    for value, stem in _STEMS:
        yield "unit", value, f"{stem} {stem}ة"
        tens = "ثمان" if value == 8 else stem
        yield "tens", value * 10, f"{tens}ون {tens}ين"
        for hundred in _HUNDRED.split():
            yield "hundreds", value * 100, f"{stem}{hundred} {tens}{hundred}"
    yield "ten", 10, "عشر عشرة"
    yield "tens", 20, "عشرون عشرين"
    yield "hundred", 100, _HUNDRED
    yield "scales", 100, "مئات"
    for hundreds in ("مئت", "مائت"):
        yield "hundreds", 200, " ".join(hundreds + ending for ending in ("ان", "ين", "ا", "ي"))


def _arabic_numerals() -> Iterator[tuple[str, Decimal, str]]:
    """Yield the kind, value and spellings of all Arabic words of numbers."""
    for kind, value, spellings in _arabic_cardinals():
        yield kind, Decimal(value), spellings
    for scale, spellings in _SCALES:
        for word in spellings.split():
            stem = word[:-1] + "ت" if word.endswith("ة") else word
            yield "scale", Decimal(scale), word
            yield "scales", Decimal(scale), _PLURALS.get(word, word + "ات")
            yield "either", Decimal(scale), stem + "ا"
            yield "dual", Decimal(2 * scale), f"{stem}ان {stem}ين {stem}ي"
    yield "scales", Decimal(10**5), "لك لكا لكات لاخ"  # «لك» alone is "for you"
    yield "part", Decimal("0.5"), "نصف نصفا"
    yield "part", Decimal("0.25"), "ربع ربعا"
    yield "part", Decimal("0.125"), "ثمن ثمنا"
    yield "part", Decimal("0.4"), "خمسا خمسي"
    yield "inexact", Decimal(0), "ثلث ثلثا ثلثان ثلثين ثلثي سدس"
    for noun in _COUNTABLE.split():
        feminine = noun.endswith("ة")
        stem = noun[:-1] + "ت" if feminine else noun
        yield "pair", Decimal(2), f"{stem}ان {stem}ين" + (f" {stem}ا {stem}ي" if feminine else "")


# Nouns that documents of diplomacy count. Those whose dual is spelt like their plural are left out, and
# طالب, whose dual is a movement.
_COUNTABLE = """
    دولة بلد جمهورية ولاية محافظة مدينة عاصمة منطقة قارة شعب حكومة وزارة هيئة منظمة مؤسسة شركة بنك جامعة
    كلية مدرسة معهد مركز مكتب سفارة قنصلية بعثة وفد لجنة رئيس وزير سفير زعيم ملك نائب عضو مرشح خبير ضابط
    عالم امرأة رجل شخص زيارة رحلة جولة قمة دورة جلسة مؤتمر منتدي اجتماع معرض مهرجان مباراة اتفاقية اتفاق
    معاهدة مذكرة بروتوكول وثيقة قرار بيان عقد برنامج مشروع خطة مبادرة مرحلة طائرة سفينة قمر صاروخ محطة
    قاعدة مصنع ميناء مطار خط طريق جسر مرة ساعة دقيقة يوم ليلة أسبوع شهر سنة عام قرن دولار جنيه يورو طن
    متر كيلومتر هكتار لغة كتاب جائزة وسام جانب طرف قسم جزء نوع فئة قضية مسألة
"""

_ENGLISH = (
    ("unit", 0, 1, "zero one two three four five six seven eight nine"),
    ("ten", 10, 1, "ten"),
    ("teen", 11, 1, "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
    ("tens", 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"),
    ("hundred", 100, 1, "hundred"),
    ("article", 1, 0, "a an"),
    ("scale", 12, 0, "dozen"),
    ("scale", 10**3, 0, "thousand"),
    ("scale", 10**5, 0, "lakh lac"),
    ("scale", 10**6, 0, "million mn mln mio"),
    ("scale", 10**7, 0, "crore cr"),
    ("scale", 10**9, 0, "billion bn bln milliard"),
    ("scale", 10**12, 0, "trillion tn trn"),
    ("scales", 12, 0, "dozens"),
    ("scales", 100, 0, "hundreds"),
    ("scales", 10**3, 0, "thousands"),
    ("scales", 10**5, 0, "lakhs lacs"),
    ("scales", 10**6, 0, "millions"),
    ("scales", 10**7, 0, "crores"),
    ("scales", 10**9, 0, "billions milliards"),
    ("scales", 10**12, 0, "trillions"),
)


def _forms(word: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a word with particles; that of a thousand only looks as if it had its article."""
    for form, particles in attached(word.replace("الف", "_لف")):
        yield form.replace("_لف", "الف"), particles


def _arabic_lexicon() -> dict[str, Numeral]:
    """Make the table of Arabic words of numbers with their particles."""
    lexicon: dict[str, Numeral] = {}
    bare: dict[str, Numeral] = {}
    for kind, value, spellings in _arabic_numerals():
        for word in fold(spellings).text.split():
            bare.setdefault(word, Numeral(kind, value))
            for form, particles in _forms(word):
                monday = word == "اثنين" and particles.endswith(("ال", "لل"))
                lexicon.setdefault(form, Numeral("one" if monday else kind, value, particles))
    lexicon.update(bare)
    for percent in PERCENT["ar"]:
        lexicon.pop(percent, None)
    return lexicon


def _english_lexicon() -> dict[str, Numeral]:
    """Make the table of English words of numbers."""
    lexicon = {
        word: Numeral(kind, Decimal(first + step * place))
        for kind, first, step, words in _ENGLISH
        for place, word in enumerate(words.split())
    }
    return {**lexicon, "half": Numeral("part", Decimal("0.5")), "quarter": Numeral("part", Decimal("0.25"))}


_ORDINAL_PARTS = "third fourth fifth sixth seventh eighth ninth tenth"

PART: Final = {"half": 2, "quarter": 4} | {word: at for at, word in enumerate(_ORDINAL_PARTS.split(), 3)}
"""English words for one part, after the article or "one"."""

PARTS: Final = {
    "ar": {
        fold(word).text: at
        for at, word in enumerate(["أثلاث", "أرباع", "أخماس", "أسداس", "أسباع", "أثمان", "أتساع", "أعشار"], 3)
    },
    "en": {"halves": 2, "quarters": 4}
    | {f"{word}s": at for at, word in enumerate(_ORDINAL_PARTS.split(), 3)},
}
"""For each language, words for parts of which there are some: three quarters."""

PERCENT: Final = {
    "ar": frozenset(fold("بالمئة بالمائة بالمية").text.split()),
    "en": frozenset({"percent"}),
}
"""Single words for per cent, folded."""

LEXICON: Final = {"ar": _arabic_lexicon(), "en": _english_lexicon()}
"""For each language, what a folded word means as part of a number."""

_PARTS = "0.5 0.25 0.75 0.125 0.375 0.625 0.875 0.2 0.4 0.6 0.8"

GLUED_SCALES: Final = {"m": Decimal(10**6), "k": Decimal(10**3), "b": Decimal(10**9)}
"""Letters that stand for a scale when written onto digits, or after an amount with a sign of currency."""

FRACTIONS: Final[dict[str, Decimal | None]] = {
    **{sign: Decimal(part) for sign, part in zip("½¼¾⅛⅜⅝⅞⅕⅖⅗⅘", _PARTS.split(), strict=True)},
    **dict.fromkeys("⅓⅔⅙⅚⅐⅑"),
}
"""What a sign for a fraction adds to the figure before it; None where no decimal number is exactly that."""

CURRENCY_SIGNS: Final = frozenset("$€£¥₸")

_UNITS_AR = """
    دولار دولارا دولارات جنيه جنيها جنيهات يورو ريال ريالا درهم درهما دينار دينارا روبل ليرة تنغي تنج
    تنجي ين يوان كم كيلومتر كيلومترا كيلومترات متر مترا أمتار مترمربع ميل ميلا هكتار هكتارا فدان فدانا
    فرنك فرنكا فرنكات مارك ماركا جنيهين دولاران دولارين ليرات دنانير دراهم ريالات روبلات روبية روبيات كرونة
    قرية قرى مدينة مدن دولة دول سفينة سفن طائرة طائرات أسرة أسر لاجئ لاجئا لاجئين أسير أسيرا صوت صوتا أصوات
    طن طنا أطنان كجم كيلوجرام كيلوغرام جرام غرام لتر برميل برميلا ميجاوات ميغاوات كيلووات نسمة شخص شخصا
    أشخاص مواطن مواطنا طالب طالبا طالبة طلاب سائح سائحا عامل عاملا جندي جنديا موظف موظفا شركة فرد فردا
    قتيل قتيلا جريح جريحا كتاب كتابا يوم يوما ساعة دقيقة مرة سنة عاما درجة نقطة برلماني برلمانيا أستاذ
    أستاذا وظيفة فرصة مشروع مشروعا وحدة قطعة
"""
_UNITS_EN = """
    dollar dollars pound pounds euro euros tenge rouble roubles ruble rubles rupee rupees yen yuan
    dirham dirhams dinar dinars riyal riyals km kilometre kilometres kilometer kilometers metre metres
    meter meters mile miles hectare hectares acre acres ton tons tonne tonnes kg kilogram kilograms
    litre litres barrel barrels mw megawatt megawatts kilowatt kilowatts people persons inhabitants
    citizens students tourists visitors workers soldiers troops companies firms books days hours minutes
    times years degrees points professors members employees jobs units pieces casualties usd eur egp kzt
    gbp delegates participants crown crowns franc francs mark marks lira liras peso pesos krone kroner krona
    kronor shilling shillings guilder guilders florins ducats thalers men women children families households
    refugees prisoners passengers pilgrims voters votes sailors officers settlers villages towns houses ships
    vessels aircraft guns rifles copies bales bushels sacks
"""

UNITS: Final = {
    "ar": frozenset(fold(_UNITS_AR).text.split()),
    "en": frozenset(_UNITS_EN.split()),
}
"""Folded words that, after a figure, say that it counts something and is no year."""
