"""Clauses, and what only looks like their edge.

The sentences are invented. Each was parted by a reader: a stroke stands between two clauses.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.clause_parts import word_set
from diplograph.text.clauses import Clause, split_clauses

SIGNS = " ,;:،؛()«»“”—"


def check(pieces: str, language: str) -> None:
    """Part a sentence that is written with a stroke between its clauses."""
    text = pieces.replace(" | ", " ")
    found = [text[clause.start : clause.end] for clause in split_clauses(text, 0, len(text), language)]
    assert found == [piece.strip(SIGNS) for piece in pieces.split(" | ")]


@pytest.mark.parametrize(
    "pieces",
    [
        # one clause
        "Brod and Drost united on 3 May 1901.",
        "Vardia and Lusania signed and ratified the treaty in 1901.",
        "Trade between Vardia and Drost came to 2½ million crowns in 1950.",
        "Vardia recognised Lusania and Drost on 3 May 1901.",
        "The envoy of the United Cantons indeed resided at Tern.",
        "Roy Lund, resident in Lim, presented his letters on 3 May.",
        "On 3 May 1901, Vardia opened a consulate at Tern.",
        "Lusania agreed to resume relations with Drost.",
        "The consuls at Lim, Tern and Brod met every year.",
        "After the war of 1901 the two states exchanged envoys.",
        "A treaty of friendship signed at Tern in 1901",
        "He served as consul at Lim, Tern and Brod from 1901 to 1905.",
        "Vardia (then a duchy) maintained a legation at Brod.",
        "Not until 1956 did Vardia recognise Lusania.",
        "The newly appointed minister arrived at Tern in May 1901.",
        "Both Vardia and Drost have maintained embassies since 1950.",
        "Relations were established in July 1901 at the level of legations.",
        "The two treaties were signed and ratified in 1901.",
        "Vardia has kept a legation at Lim since 3 May 1901.",
        # coordination
        "Vardia recognised Lusania in 1901 | and opened a legation in 1903.",
        "Vardia recognised Lusania in 1901 | and Drost followed in 1903.",
        "He arrived at Lim in May, | met the king | and signed the treaty.",
        "The king received the envoy | but refused the letter.",
        "The legation was opened in 1901 | and was closed in 1931.",
        "The legation was opened in 1901 | and closed in 1931.",
        "Vardia signed the treaty on 3 May, | and on 4 May Drost acceded to it.",
        "Vardia opened a legation in 1901; | Drost closed its consulate.",
        "Commissioned to Drost on 3 May; | presented credentials on 4 June.",
        "The consul left Tern in 1901 | and, on 3 May 1903, returned to Lim.",
        "The minister was recalled in March, | and his post remained vacant.",
        "Prince Oto visited Brod and Drost | and laid the first stone of the school.",
        # relatives
        "The minister | who had arrived in May | presented his letters.",
        "Vardia, | which had closed its legation in 1931, | opened an embassy.",
        "He was received by the queen, | whose brother had signed the treaty.",
        "The treaty | that ended the war | was signed at Tern.",
        "The office moved to Brod, | where it remained until 1931.",
        "They signed a treaty, | under which Drost ceded the islands.",
        "He named four consuls, | two of whom never left Tern.",
        "Vardia joined the League, | to which Drost had belonged since 1901.",
        "It was the first embassy | that Lusania opened abroad.",
        # subordinate clauses
        "When Roy Lund, resident in Lim, presented his letters, | the king received him.",
        "The king received him | when he presented his letters.",
        "Although Drost protested, | Vardia recognised Lusania in 1901.",
        "Vardia kept its consulate, | while Drost closed its own.",
        "After Lusania had closed its legation, | Vardia recalled its envoy.",
        "Vardia recalled its envoy | after Lusania had closed its legation.",
        "He left Lim | before Vardia and Drost signed the treaty.",
        "He signed the treaty | after visiting Tern in May.",
        "If Drost closes its embassy, | Vardia will recall its envoy.",
        "Vardia announced | that Drost had recognised Lusania.",
        "The minister denied | that the envoy had been recalled.",
        "The minister said | the envoy had been recalled.",
        "Nobody knew | whether the king had signed the treaty.",
        "They met on that date | and signed the protocol.",
        "The consul reported on 1 January 1920, | that the envoy had left his post.",
        "He received it on the day | that he and Ada Kerr were appointed.",
        # participles, brackets, quotations
        "The consulate, | opened in 1931, | was closed in 1956.",
        "The treaty | signed in 1901 | was revoked in 1956.",
        "He delivered a letter from the king, | signed by all ministers.",
        "Vardia severed relations with Drost, | closing its embassy at Brod.",
        "Having signed the treaty, | the minister returned to Tern.",
        "Accompanied by his wife, | the president visited Lim.",
        "The embassy | (it was opened in 1931) | stands at Tern.",
        "The minister said: | “We recognise Lusania.”",
        "Envoys of Vardia: | Roy Lund, 1901 to 1905; | Ada Kerr, 1905 to 1910.",
        # long ones, as year books, newspapers and ministries write them
        "In 1882, after the fall of Brod, Vardia, | whose consul had fled to Lim, | placed its subjects under the "
        "protection of Drost | and did not return to the country | until a new government was formed in 1885.",
        "The foreign ministers of Vardia and Drost, | meeting at Tern on 3 May 1901, | agreed to raise their legations "
        "to embassies, | and the first ambassador, Roy Lund, presented his credentials on 14 September of that year.",
        "Under the convention, | signed at Brod on 3 May 1901 by the plenipotentiaries of the three crowns, | Lusania "
        "ceded the island of Orn to Drost, | while the claims of Vardia were left to a commission, | which met for the "
        "first time in 1903.",
        "President Karl Oster told parliament on Monday | that Vardia would recognise the new government in Lim | as "
        "soon as elections had been held, | and that its embassy, | closed since 1990, | would reopen before the winter.",
        "The Ministry has the honour to inform the Embassy | that the President of the Republic will receive the "
        "Ambassador on 3 May | and that the ceremony will be held at the Old Palace.",
        "Diplomatic relations were broken off on 6 June 1967, | when Drost recalled its ambassador, | and were resumed on "
        "28 February 1974, | after the two governments had exchanged notes at Tern.",
        "Queen Ada of Lusania, | who was on a private journey to the coast, | was received at Brod by Prince Oto | and "
        "conferred upon him the Order of the Lily, the highest decoration of her country.",
        "The consul general at Tern, Paul Reg, was in charge of the mission | until the new envoy, | delayed by the war, "
        "| arrived from Lim in March 1916.",
        "Trade between the two countries rose from 3 million crowns in 1950 to 4.5 million in 1952, | whereas exports of "
        "grain, | which had been the chief trade of Drost, | fell by half.",
        "Vardia supported the admission of Lusania to the League, | in which Drost had sat since 1920, | but abstained "
        "| when the Assembly voted on sanctions | that would have closed the ports of Orn.",
        "The visit, the first by a head of state of Drost, had been planned for April | but was called off | because the "
        "king had fallen ill.",
        "Although no treaty had been signed, | the consuls of both states acted as envoys from 1849 onwards, | and in "
        "1861 Vardia, | which had meanwhile united with Brod, | sent a minister to Lim.",
        "Ms Kerr, | who was foreign minister from 2006 to 2011 | and has led the government since 2012, | declined to say "
        "| whether Vardia would recognise the regime.",
        "The embassy at Lim was established on 2 June 1922, with Hugo Brand as chargé d'affaires; | it was raised to "
        "its present rank in 1946 | and has since been accredited to Lusania as well.",
        "Following the earthquake of 8 December 1909, | in which the north of Lusania was laid waste, | Drost sent two "
        "hospitals, | forgave a debt of 12 million crowns | and undertook to rebuild the harbour.",
        "On 3 May the prime minister travelled to Tern, | where she met the president, | visited the school of languages "
        "| and opened a bridge | that had been built with Vardian money.",
        "The republic, | proclaimed in 1901, | was recognised by Vardia on 3 March of that year and by Drost before 1905.",
        "Vardia had opened a legation at Brod in 1911, | but it was closed | when the capital was moved to Tern, | and the "
        "archives were handed over to the minister of Lusania.",
        "Egon Falk had been appointed minister on 3 May 1884, | but did not proceed to his post, | the government of Lim "
        "having objected to his nomination.",
        "In a note | delivered on 3 May, | Drost declared | that it regarded the treaty of 1887 as ended, | denied | that its "
        "troops had crossed the river | and demanded the recall of the consul at Orn.",
        "It was announced at Tern on Friday | that talks on fishing rights had failed, | though both sides hoped | that "
        "they would be resumed in the autumn.",
    ],
)
def test_english(pieces: str) -> None:
    check(pieces, "en")


@pytest.mark.parametrize(
    "pieces",
    [
        # جملة واحدة
        "وصل وفد من وزارة الخارجية إلى لوزانيا.",
        "قام الوزير، د. سليم بيك، بزيارة إلى فارديا في مايو 1901.",
        "اعترفت فارديا ولوزانيا ودروست بالجمهورية الجديدة عام 1901.",
        "في عام 1901، زار الملك فارديا.",
        "زارت الملكة آما مدينة تيرن ومدينة بريد.",
        "وقع وزير الخارجية ووزير التجارة اتفاقية للتعاون والتبادل الثقافي.",
        "عقدت اللجنة المشتركة دورتها الثالثة في العاصمة وناقشة التجارة.",
        "كانت فارديا قد اعترفت بلوزانيا عام 1901.",
        "قرر الملك أن يزور فارديا في مايو.",
        "تم توقيع الاتفاقية ورفع التمثيل وفتح قنصلية في تيرن.",
        "لم تعترف لوزانيا بفارديا إلا في عام 1956.",
        "لم يقم الملك بزيارة إلى فارديا.",
        "ولم يزر الوزير دروست قبل عام 1901.",
        "بدأ الوزير يزور العواصم في مايو.",
        "أعرب الوزير من حيث المبدأ عن موافقته.",
        "وخلال زيارته لفارديا، التقى الوزير بالملك.",
        "العلاقات بين فارديا ولوزانيا",
        "ضم الوفد وزراء التجارة والتعليم والزراعة وسفير فارديا.",
        "بلغ حجم التبادل التجاري بين البلدين 8 ملايين كراون عام 2003.",
        # العطف
        "زار الملك فارديا عام 1901 | ومنحه الرئيس وساما.",
        "زار الملك فارديا | ووقع اتفاقية | وافتتح مدرسة.",
        "اعترفت فارديا بلوزانيا عام 1901 | وأقامت معها علاقات عام 1903.",
        "وصل الوزير إلى تيرن | ثم غادر إلى بريد.",
        "زار الرئيس دروست عام 1901 | كما زار لوزانيا عام 1903.",
        "افتتحت القنصلية عام 1901 | وقد أغلقت عام 1931.",
        "اعترفت فارديا بالجمهورية | ولم تعترف بها دروست.",
        "عقد الوزيران اجتماعا في مايو، | وفي يونيو وقعا الاتفاقية.",
        "وقع الوزيران الاتفاقية، | فيما رفضت دروست الانضمام إليها.",
        "رفض الملك الرسالة | لكن الوزير استقبل المبعوث.",
        "افتتحت فارديا سفارة في بريد؛ | وأغلقت دروست قنصليتها.",
        "لم تغلق فارديا سفارتها | بل رفعت مستوى تمثيلها.",
        "استقبل الوزير السفير، | وبحث معه سبل التعاون، | كما تسلم منه رسالة خطية.",
        "افتتح الرئيس المؤتمر | الذي تبادل خلاله الوزراء الآراء.",
        "زار الوزير تيرن في مايو | وشارك في المؤتمر | وألقى كلمة.",
        # الصلة والنعت
        "وقع الوزير الاتفاقية | التي أنهت الحرب.",
        "استقبل الملك السفير | الذي وصل أمس من تيرن.",
        "زار الملك مدينة بريد، | التي أصبحت عاصمة عام 1901.",
        "قام الوزير، | الذي وصل أمس، | بزيارة إلى البرلمان.",
        "السفير | الذي وصل أمس | زار الملك.",
        "وقع الجانبان اتفاقية | تنص | على أن العلاقات تقام عام 1901.",
        "انعقد المؤتمر في تيرن | أعقبته زيارة رسمية.",
        "شارك الوفد في مؤتمر | عقد في بريد عام 1901.",
        "قطعت دروست علاقاتها بفارديا، | مما أدى إلى إغلاق السفارة.",
        "تحدث الوزير عن زيارة | قام بها الملك عام 1901.",
        # الظروف والمصدر المؤول والحال
        "زار الملك فارديا | حيث التقى بالرئيس.",
        "استقبل الملك السفير | حين وصل إلى تيرن.",
        "عندما زار الملك فارديا، | استقبله الرئيس في المطار.",
        "أغلقت فارديا قنصليتها | بينما أبقت دروست على سفارتها.",
        "رغم أن دروست احتجت، | اعترفت فارديا بلوزانيا.",
        "رغم أن دروست احتجت، | إلا أن فارديا اعترفت بلوزانيا.",
        "استدعت فارديا سفيرها | بعد أن أغلقت لوزانيا مفوضيتها.",
        "غادر السفير | قبل أن يوقع الجانبان الاتفاقية.",
        "زادت الصادرات عام 1901 | في حين انخفضت الواردات.",
        "أعلن الوزير | أن فارديا اعترفت بلوزانيا.",
        "نفى الوزير | أن السفير استدعي | وأن السفارة أغلقت.",
        "زار الوزير تيرن، | مشيرا | إلى أن الاتفاقية وقعت في مايو.",
        "ألقى الرئيس كلمة | معلنا الاعتراف بلوزانيا.",
        "أغلقت السفارة | إذ قطعت دروست علاقاتها.",
        "أما فارديا فلم تعترف بلوزانيا.",
        "بقيت القنصلية مفتوحة | إلى أن قطعت العلاقات عام 1931.",
        "بلغت الصادرات 8 ملايين | (وقد زادت عام 1903) | وبلغت الواردات 3 ملايين.",
        "قال الوزير: | «اعترفت فارديا بلوزانيا»",
        "أهم المعاهدات: | معاهدة تيرن عام 1901؛ | معاهدة بريد عام 1903.",
        # جمل طويلة كما تكتبها الحوليات والصحف والوزارات
        "ظلت فارديا، | التي كانت محمية تابعة لدروست منذ عام 1887، | تطالب بالاستقلال | حتى أعلنه مجلسها عام 1921، "
        "| وكانت لوزانيا أول دولة اعترفت بها في الشهر نفسه.",
        "أقيمت العلاقات الدبلوماسية بين البلدين في 12 شباط 1947، | وافتتحت فارديا في العام التالي مفوضية في مدينة تيرن، "
        "| ثم رفعت إلى مستوى سفارة في أيار 1955 عقب الزيارة | التي قام بها الملك إلى لوزانيا.",
        "وخلال مأدبة عشاء | أقامها تكريما لضيفه، | منح الرئيس السلطان وساما رفيعا، | بينما قلده السلطان قلادة النجم.",
        "أعلن المتحدث باسم وزارة الخارجية | أن الوزير سيزور دروست في مايو، | وأن الزيارة تستغرق ثلاثة أيام، | مؤكدا "
        "| أن البلدين اتفقا على أن تفتح السفارتان قبل نهاية العام.",
        "شهدت العلاقات بين البلدين تطورا كبيرا | بعد أن وقع الوزيران اتفاقية التجارة عام 1950، | حيث ارتفعت الصادرات "
        "من 3 ملايين كراون عام 1950 إلى 4.5 مليون عام 1952، | فيما انخفضت واردات القمح.",
        "قام رئيس وزراء لوزانيا، السيد كريم نور، بزيارة رسمية إلى فارديا في الفترة من 3 إلى 5 مايو 2014، | التقى "
        "خلالها بالرئيس | وشارك في افتتاح المدرسة | التي مولتها بلاده.",
        "استدعت دروست سفيرها لدى فارديا للتشاور في ديسمبر 2005 احتجاجا على تصريحات | أدلى بها وزير الدفاع، | قبل أن "
        "يعود إلى مقر عمله في أغسطس من العام التالي بعد وساطة | قامت بها لوزانيا.",
        "وقد نصت المعاهدة على تنازل لوزانيا عن جزيرة أورن | التي احتلتها دروست عام 1901، | كما نصت على تشكيل لجنة "
        "| تنظر في مطالب فارديا.",
        "وعلى صعيد التعاون الثقافي، وقع الجانبان في مارس 2001 برنامجا للتبادل الطلابي، | وأنشأت فارديا مدرسة للغات في "
        "مدينة بريد، | وقدمت أربعين منحة دراسية لطلبة لوزانيا.",
        "قطعت فارديا علاقاتها الدبلوماسية مع دروست في 6 يونيو 1967، | واستأنفتها في فبراير 1974 | بعدما تبادل الطرفان "
        "المذكرات، | غير أن القنصلية في أورن ظلت مغلقة.",
        "رفضت حكومة لوزانيا عام 1964 طلبا | تقدمت به دروست لعقد مؤتمر إقليمي، | ثم شاركت، بعد تردد، في المؤتمر الثالث "
        "| الذي انعقد في تيرن عام 1967 | وأوفدت إليه وفدا برئاسة الأميرة.",
        "ومن المقرر أن يتوجه السلطان غدا إلى مدينة بريد لوضع حجر الأساس للكلية | التي تمولها لوزانيا، | ولن تشمل جولته "
        "فارديا | التي ألغيت زيارته إليها.",
        "تعود العلاقات بين البلدين إلى عام 1838 | حين أوفدت لوزانيا أول قنصل لها، الشيخ راشد، إلى ميناء أورن | حيث أقام "
        "نحو عشر سنوات | قبل أن تغلق القنصلية عام 1849 لأسباب مالية.",
        "ولم توقف فارديا، على الرغم من الأزمة | التي مرت بها، | دعمها لبرنامج المنح.",
        "ومنح الملك السفير وسام الزنبق أثناء حفل | أقيم في القصر القديم مساء 3 مايو، | وحضره وزراء الخارجية والتجارة "
        "وأعضاء السلك الدبلوماسي.",
    ],
)
def test_arabic(pieces: str) -> None:
    check(pieces, "ar")


SCRAPS = st.lists(
    st.sampled_from(
        [
            *"،,;؛:()«»“”[]-—. ",
            *sorted(
                word_set(
                    "when who which that and was signed signed, by Vardia in 1901 said having closing the May"
                )
            ),
            *sorted(
                word_set(
                    "زار وزار الذي التي أن حيث كما بينما لكن أما قد وقد كان الملك فارديا عام وفي على مشيرا"
                )
            ),
        ]
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(SCRAPS, st.text(max_size=60)), st.sampled_from(["ar", "en", "fr"]))
def test_clauses_hold_all_words_once_and_in_order(text: str, language: str) -> None:
    padded = f"and {text} and"
    found = split_clauses(padded, 4, 4 + len(text), language)
    last = 4
    for number, clause in enumerate(found):
        assert last <= clause.start < clause.end <= 4 + len(text)
        assert not any(map(str.isalnum, padded[last : clause.start]))
        assert clause.parent is None or clause.parent < number
        last = clause.end
    assert not any(map(str.isalnum, padded[last : 4 + len(text)]))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("piece", "language"),
    [
        *((piece, "en") for piece in (",", "(", "()", ";", "« ")),
        (";", "fr"),
        *(
            (piece, "ar")
            for piece in ("زار ", "وزار ", "زار، ", "الذي ", "أن ", "لكن ", "وفي ", "(زار) ", "و ", "،")
        ),
        *(
            (piece, "en")
            for piece in ("was ", "signed, ", "and was ", "which ", "since ", "(was ", "when, and ")
        ),
    ],
)
def test_time_is_linear_in_the_text(piece: str, language: str) -> None:
    text = piece * (50_000 // len(piece))
    start = time.process_time()
    split_clauses(text, 0, len(text), language)
    assert time.process_time() - start < 10  # seconds; a quadratic reading takes many minutes


def parts(text: str, language: str) -> list[Clause]:
    return split_clauses(text, 0, len(text), language)


def test_how_clauses_open_and_what_they_go_on_from() -> None:
    text = "Vardia, which left in 1901, said that it had closed its embassy and (as it was broke) left."
    assert [(one.opener, one.carries_subject, one.parent) for one in parts(text, "en")] == [
        ("", False, None),
        ("relative", True, 0),
        ("resumed", True, 0),
        ("complement", False, 0),
        ("coordinated", True, 3),
        ("bracket", False, 4),
        ("resumed", True, 4),
    ]


def test_a_clause_that_comes_first_depends_on_none() -> None:
    first, second = parts("عندما زار الملك فارديا، استقبله الرئيس.", "ar")
    assert (first.opener, first.parent) == ("adverbial", None)
    assert (second.opener, second.parent) == ("", None)


def test_parts_of_a_list_are_items() -> None:
    openers = [one.opener for one in parts("Envoys: Roy Lund, 1901; Ada Kerr, 1905.", "en")]
    assert openers == ["", "item", "item"]


def test_who_did_it_may_stand_in_the_clause_before() -> None:
    carried = [one.carries_subject for one in parts("Lund came, and Kerr left, and was forgotten.", "en")]
    assert carried == [False, False, True]


def test_other_languages_are_cut_at_signs_only() -> None:
    text = "La Vardie, qui avait signé (en 1901), a ouvert une légation ; elle fut fermée"
    assert [text[one.start : one.end] for one in parts(text, "fr")] == [
        "La Vardie, qui avait signé",
        "en 1901",
        "a ouvert une légation",
        "elle fut fermée",
    ]


def test_letters_are_read_as_written() -> None:
    name = "زار الملك آما تيرن"
    assert len(parts(name, "ar")) == 1
    assert len(parts(name.replace("آما", "أما"), "ar")) == 2
    assert len(parts("زار الوفد تيرن ووزارة الخارجية", "ar")) == 1
    assert len(parts("زار الوفد تيرن وزارت الملكة بريد", "ar")) == 2


def test_no_words_no_clauses() -> None:
    assert parts("", "en") == []
    assert parts(" ,; ", "ar") == []
