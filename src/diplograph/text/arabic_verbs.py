"""Written forms of the Arabic verbs of diplomatic prose, and where a form that is also a noun is a verb.

Each verb is listed by its perfect and its imperfect, third person masculine singular. The few endings and
suffixes that are looked for are spelled out below; no stem is matched with whatever follows it. Forms of
verbs that change before an ending, and passives that differ in their letters, are written out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplograph.text.clause_parts import Word, word_set

_BARE = str.maketrans("أإ", "اا")

# Perfect and imperfect, whose letters take the endings as they are.
_SOUND = word_set(
    "اعترف/يعترف وقع/يوقع أعلن/يعلن وصل/يصل شارك/يشارك حضر/يحضر استقبل/يستقبل غادر/يغادر ترأس/يترأس",
    "رأس/يرأس افتتح/يفتتح أغلق/يغلق أنشأ/ينشئ استأنف/يستأنف قطع/يقطع صادق/يصادق وافق/يوافق رفض/يرفض",
    "أكد/يؤكد ذكر/يذكر بحث/يبحث ناقش/يناقش عقد/يعقد منح/يمنح قلد/يقلد سلم/يسلم تسلم/يتسلم قدم/يقدم",
    "بعث/يبعث أرسل/يرسل أوفد/يوفد عين/يعين انتخب/ينتخب أصدر/يصدر صدر/يصدر شهد/يشهد بلغ/يبلغ ارتفع/يرتفع",
    "انخفض/ينخفض شمل/يشمل أصبح/يصبح أبرم/يبرم انضم/ينضم انسحب/ينسحب انفصل/ينفصل استقل/يستقل خصص/يخصص",
    "تكفل/يتكفل توقف/يتوقف تكلف/يتكلف اقترح/يقترح طلب/يطلب طالب/يطالب أيد/يؤيد دعم/يدعم أدان/يدين",
    "استمر/يستمر نظم/ينظم وصف/يصف أضاف/يضيف أوضح/يوضح أشار/يشير أعرب/يعرب كشف/يكشف صرح/يصرح عبر/يعبر",
    "حصل/يحصل حمل/يحمل ترك/يترك تبادل/يتبادل تعاون/يتعاون تطور/يتطور تقدم/يتقدم تحدث/يتحدث تعهد/يتعهد",
    "تمثل/يتمثل تضمن/يتضمن تألف/يتألف تحول/يتحول توجه/يتوجه تعرض/يتعرض تأسس/يتأسس تراجع/يتراجع",
    "تجاوز/يتجاوز تضاعف/يتضاعف استضاف/يستضيف أقر/يقر أعد/يعد احتل/يحتل مر/يمر ظل/يظل تم/يتم ضم/يضم نص/ينص",
    "حل/يحل شكل/يشكل مثل/يمثل خلف/يخلف حكم/يحكم نقل/ينقل فتح/يفتح رفع/يرفع خفض/يخفض سحب/يسحب طرد/يطرد",
    "جدد/يجدد مدد/يمدد مول/يمول استورد/يستورد زود/يزود دخل/يدخل خرج/يخرج رجع/يرجع عرض/يعرض نشر/ينشر",
    "كتب/يكتب عمل/يعمل درس/يدرس شغل/يشغل نشأ/ينشأ بدأ/يبدأ لجأ/يلجأ وجه/يوجه جمع/يجمع ربط/يربط وضع/يضع",
    "وجد/يجد وعد/يعد وقف/يقف واصل/يواصل رافق/يرافق أعقب/يعقب سبق/يسبق تبع/يتبع اتفق/يتفق اتخذ/يتخذ",
    "اجتمع/يجتمع اندلع/يندلع انعقد/ينعقد انتهج/ينتهج انتقل/ينتقل اعتمد/يعتمد اعتبر/يعتبر استخدم/يستخدم",
    "احتفل/يحتفل اشترك/يشترك اختتم/يختتم ارتبط/يرتبط التزم/يلتزم انتظر/ينتظر استعرض/يستعرض استهدف/يستهدف",
    "هدف/يهدف تكون/يتكون تركز/يتركز تناول/يتناول اتهم/يتهم هاجم/يهاجم حارب/يحارب هزم/يهزم هنأ/يهنئ",
    "كلف/يكلف كرم/يكرم فوض/يفوض علق/يعلق جمد/يجمد سمح/يسمح أسس/يؤسس أسفر/يسفر أسهم/يسهم ساهم/يساهم",
    "أثمر/يثمر أكمل/يكمل أوقف/يوقف دشن/يدشن وسع/يوسع طور/يطور نفذ/ينفذ قتل/يقتل ولد/يولد كان/يكون",
    "قام/يقوم زار/يزور عاد/يعود قال/يقول نال/ينال أقام/يقيم أعاد/يعيد زاد/يزيد ساد/يسود قاد/يقود",
    "أفاد/يفيد أدار/يدير أثار/يثير اختار/يختار صار/يصير جاء/يجيء أبلغ/يبلغ أخبر/يخبر أطلق/يطلق عزز/يعزز",
    "تعزز/يتعزز دل/يدل أظهر/يظهر صدق/يصدق ندد/يندد احتج/يحتج استند/يستند فرض/يفرض أرجأ/يرجئ ناشد/يناشد",
    "تدخل/يتدخل توسط/يتوسط أوصل/يوصل انهار/ينهار سقط/يسقط اندمج/يندمج توحد/يتوحد أجل/يؤجل أخلف/يخلف",
    "صوت/يصوت امتنع/يمتنع تنازل/يتنازل استسلم/يستسلم رحب/يرحب شكر/يشكر أهدى/يهدي حصر/يحصر أبحر/يبحر",
    "استغرق/يستغرق تزامن/يتزامن صاحب/يصاحب اصطحب/يصطحب تطرق/يتطرق نظر/ينظر سافر/يسافر مكث/يمكث أمضى/يمضي",
    "انطلق/ينطلق تدهور/يتدهور توتر/يتوتر تحسن/يتحسن ازداد/يزداد تأثر/يتأثر ساء/يسوء خضع/يخضع تبع/يتبع",
    "انتهك/ينتهك خول/يخول",
)

# Verbs that change before an ending, passives, and forms with a suffix.
_WRITTEN_OUT = word_set(
    "أتى أتت يأتي تأتي تجر يجر ألقى ألقت ألقيا يلقي تلقي التقى التقت التقيا التقتا التقوا يلتقي تلتقي",
    "يلتقيان يلتقون تولى تولت توليا تولوا يتولى تتولى يتولون دعا دعت دعوا دعيا يدعو تدعو يدعون أجرى أجرت",
    "أجريا أجروا يجري يجريان يجرون أنهى أنهت أنهيا أنهوا ينهي تنهي ألغى ألغت ألغيا يلغي تلغي استدعى",
    "استدعت استدعيا يستدعي تستدعي أعطى أعطت يعطي تعطي بنى يبني تبني أدى أدت يؤدي تؤدي سعى سعت سعيا يسعى",
    "تسعى اعتلى اعتلت يعتلي بقي بقيت يبقى تبقى لقي لقيت يلقى تلقى تلقت يتلقى تتلقى أبدى أبدت يبدي تبدي",
    "أوصى أوصت يوصي توصي نفى نفت ينفي تنفي انتهى انتهت ينتهي تنتهي توفي توفيت رأى رأت يرى ترى اشترى اشترت",
    "غزا غزت يغزو تلا تلت تلاها تلته تلتها يتلو أدلى أدلت يدلي تدلي تخلى تخلت يتخلى أهدت أمضت احتوى احتوت",
    "يحتوي تحتوي ليس ليست كانا كانتا كانوا يكن تكن يكونوا قامتا يقم تقم يقوموا يزر تزر يزوروا يعد تعد",
    "تعتبر يوجد توجد يقال قيل أجيز أجيزت أقيم أقيمت أعيد أعيدت أنشئ أنشئت اختير اختيرت أبرمت أرجئ أرجئت",
    "أنهي أنهيت ألغي ألغيت استؤنفت استؤنف افتتحت عني عنيت سمي سميت يسمى تسمى يقع تقع يمتد تمتد امتد امتدت",
    "تعود يزال تزال زال زالت أجلت اتخذت بيعت يطلق ضربت مات ماتت عاش عاشت باع باعت سيق اغتيل اغتيلت أعيدا",
    "أخذ أخذت شيد شيدت يقدر تقدر يشكلان",
)

NOUNS_TOO = word_set(
    "قطع رفض بحث عقد منح سلم شمل طلب دعم نظم وصف كشف عبر حل شكل مثل خلف حكم نقل فتح رفع خفض سحب طرد ضم نص",
    "دخل عرض نشر عمل درس شغل جمع ربط وضع وعد وقف سبق تبع وجه قتل ولد وجد هدف تسلم تبادل تعاون تطور تقدم",
    "تحدث تعهد تمثل تضمن تحول توجه تعرض تراجع تجاوز تضاعف توقف تكفل تكون تركز تناول تعزز كتب رأس أسس رأت",
    "تبني تلقي تولي تدخل توسط توحد تنازل صوت شكر حصر صدق فرض تزامن تدهور توتر تحسن تأثر أجل دل مكث غزل",
    "ترك سقط صاحب مول ساد تطرق نظر دخلا عملا طلبا نصا حكما ضما حلا دعما بحثا عرضا درسا رفضا قطعا جمعا",
    "وعدا وقفا شكرا نقلا فتحا رفعا منحا فرضا تسلما تقدما تطورا تعاونا تبادلا تحولا تراجعا توجها تعهدا",
    "تدخلا تنازلا صوتا سلما مثلا خلفا كشفا وصفا هدفا كتبا رأسا أجلا قتلا شغلا ولدا وجها شكلا عقدا عبرا",
    "سحبا طردا خفضا نشرا ربطا وضعا سبقا تبعا جمعت صدقا تحسنا تدهورا توترا تأثرا",
)
"""Forms that are also nouns, prepositions or adjectives: verbs only where the words around them show it."""

AUXILIARIES = word_set(
    "كان كانت كانا كانتا كانوا يكون تكون يكن تكن يكونوا بدأ بدأت ظل ظلت أصبح أصبحت يصبح تصبح عاد عادت",
    "يزال تزال زال زالت أخذ أخذت استمر استمرت واصل واصلت صار صارت ليس ليست",
)
"""Verbs that another verb belongs to."""

SAYING = word_set(
    "قال قالت يقول تقول أعلن أعلنت أعلنا يعلن تعلن أكد أكدت أكدا يؤكد تؤكد ذكر ذكرت يذكر تذكر أضاف أضافت",
    "أوضح أوضحت أشار أشارت أشارا صرح صرحت أفاد أفادت كشف كشفت نفى نفت أبلغ أبلغت أخبر زعم زعمت رأى اعتبر",
    "اعتبرت كتب كتبت قائلا قائلة مشيرا مؤكدا مضيفا موضحا معلنا نص نصت ينص تنص يفيد تفيد مفادها مفاده",
)
"""Words after which a quotation may follow."""

_PERFECT = ("", "ت", "ا", "تا", "وا")
_IMPERFECT = ("", "ان", "ون", "ا", "وا")
_SUFFIXES = ("ه", "ها", "هما", "هم")
_PARTICLES = word_set("قد لقد وقد ولقد فقد لم ولم فلم لن ولن سوف وسوف لا ولا ما")
_PREPOSITIONS = word_set(
    "في من إلى على عن مع منذ خلال بعد قبل أثناء بين عند لدى ضد نحو تحت فوق أمام دون عبر حول ضمن بسبب رغم",
    "كل أي هذا هذه تلك ذلك",
)
_BEFORE_NOUNS = word_set(
    "تم يتم سيتم جرى يجري قرر قررت مراسم عملية حفل قرار طلب بدء بعدم عدم إعادة وإعادة موعد تاريخ إجراءات",
)
_BEFORE_PASSIVES = word_set("في عام سنة يوم أمس")
_LEADING = word_set("الذي التي اللذان اللتان الذين حيث عندما حين بينما فيما كما مما")
_PRONOUNS = word_set("معه معها معهم منه منها له لها لهم به بها فيه فيها عليه عليها إليه إليها خلاله خلالها")
_PASSIVES = word_set("عقد نشر فتح قتل ولد نقل رفع")
_SUBJECTS = word_set(
    "الرئيس الملك الوزير الأمير السلطان الشيخ السفير القنصل الجانب الطرف الوفد البرلمان المجلس الإمبراطور",
    "الملكة رئيس ملك وزير وزيرا وزراء سفير سفيرا رئيسا الدكتور السيد الإمام الأميرة وزيرة رئيسة السلطانة",
)


def spelt(words: frozenset[str]) -> frozenset[str]:
    """Return words as they are written with and without hamza on an alif, final ya as one letter."""
    plain = frozenset(word.replace("ى", "ي") for word in words)
    return plain | frozenset(word.translate(_BARE) for word in plain)


def _forms() -> Iterator[str]:
    """Yield the forms of the verbs that keep their letters."""
    for verb in _SOUND:
        perfect, imperfect = verb.split("/")
        yield from (perfect + ending for ending in _PERFECT)
        yield from (perfect + ending + suffix for ending in ("", "ت") for suffix in _SUFFIXES)
        for person in ("ي", "ت"):
            stem = person + imperfect[1:]
            yield from (stem + ending for ending in _IMPERFECT)
            yield from (stem + suffix for suffix in _SUFFIXES)
            yield "س" + stem


_NOUNS = spelt(NOUNS_TOO | frozenset(noun + suffix for noun in NOUNS_TOO for suffix in _SUFFIXES))
_NO_VERBS = word_set("ادي ادا ولي الي")
"""What is left of other words without hamza or a first و: وادي, إلى."""

VERBS = spelt(frozenset(_forms()) | _WRITTEN_OUT) - _NO_VERBS
"""Forms of verbs."""

PARTICLES = spelt(_PARTICLES)
"""Words that stand before a verb."""

AUXILIARY_VERBS = spelt(AUXILIARIES)
_SAID = spelt(SAYING)
_GOVERNS = spelt(_PREPOSITIONS)
_NEEDS_NOUN = spelt(_BEFORE_NOUNS)
_SUBJECT = spelt(_SUBJECTS)
_FOLLOWING = spelt(_PRONOUNS)
_DUAL = "ان"
_DUAL_LENGTH = 7


def is_saying(word: Word) -> bool:
    """Return whether a word tells that something is said."""
    return word.text in _SAID or (word.text[:1] in ("و", "ف") and word.text[1:] in _SAID)


def has_subject(words: Sequence[Word], place: int) -> bool:
    """Return whether the word after a verb is its subject, as titles and definite duals are."""
    if place + 1 >= len(words):
        return False
    text = words[place + 1].text
    return text in _SUBJECT or (text.startswith("ال") and text.endswith(_DUAL) and len(text) >= _DUAL_LENGTH)


def find_verbs(words: Sequence[Word]) -> list[str]:
    """Return for each word the verb that it is, without a conjunction; empty where it is none."""
    return [_verb(words, place) for place in range(len(words))]


def _verb(words: Sequence[Word], place: int) -> str:
    text = words[place].text
    if text in VERBS:
        return text if _stands_as_verb(words, place, text) else ""
    joined = text[1:]
    if text[0] in "وف" and joined in VERBS:
        return joined if _stands_as_verb(words, place, joined) else ""
    return ""


def _stands_as_verb(words: Sequence[Word], place: int, form: str) -> bool:
    before = words[place - 1].text if place else ""
    if before in PARTICLES:
        return True
    if before in _GOVERNS:
        return False
    if form not in _NOUNS:
        return True
    if before in _NEEDS_NOUN:
        return False
    following = words[place + 1].text if place + 1 < len(words) else ""
    if before in _LEADING or following in _FOLLOWING or (form in _PASSIVES and following in _BEFORE_PASSIVES):
        return True
    doubled = words[place].doubled and form[0] != "ت"
    return doubled or has_subject(words, place)
