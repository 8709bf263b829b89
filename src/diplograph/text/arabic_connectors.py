"""Arabic words that open a clause, as they are written, with and without hamza on an alif."""

from __future__ import annotations

from diplograph.text.arabic_verbs import spelt
from diplograph.text.clause_parts import word_set

ADVERBIAL = spelt(
    word_set(
        "بينما حيث إذ حين حينما عندما لأن لأنه لأنها لأنهما لأنهم لكي إذا لو طالما كلما بعدما قبلما حيثما",
        "ريثما في+حين على+حين رغم+أن رغم+أنه رغم+أنها برغم+أن بالرغم+من+أن على+الرغم+من+أن بالرغم+من+أنه",
        "على+الرغم+من+أنه مع+أن بعد+أن قبل+أن منذ+أن ما+إن شريطة+أن بشرط+أن علما+بأن لا+سيما+أن",
        "في+الوقت+الذي في+وقت وحيث وبينما وحين وعندما وحينما وإذا ولو بسبب+أن إلا+إذا ما+لم بعد+ما",
    )
)
"""They open a clause that depends on another."""

BEFORE_VERB = spelt(word_set("لما فيما حتى إلى+أن"))
"""They open such a clause only where a verb follows at once."""

CONCESSIVE = spelt(
    word_set(
        "إلا+أن إلا+أنه إلا+أنها إلا+أنهما إلا+أنهم غير+أن غير+أنه غير+أنها بيد+أن بيد+أنه لكن ولكن لكنه",
        "ولكنه لكنها ولكنها لكنهما ولكنهما أما وأما",
    )
)
"""They open a clause of its own: but, as for."""

RELATIVE = spelt(
    word_set(
        "الذي التي اللذان اللذين اللتان اللتين الذين اللاتي اللواتي اللائي مما ممن والذي والتي واللذان",
        "واللذين واللتان واللتين والذين للذي للتي للذين بالذي بالتي",
    )
)

THAT = spelt(
    word_set(
        "أن أنه أنها أنهما أنهم بأن بأنه بأنها بأنهما بأنهم إن إنه إنها إنهما إنهم وأن وأنه وأنها وبأن",
    )
)
JOINED_THAT = spelt(word_set("وأن وأنه وأنها وبأن"))
PLAIN_THAT = spelt(word_set("أن وأن بأن"))
"""A verb after them is what is to be done."""

BEFORE_THAT = spelt(word_set("إلى على عن من في"))

PARTICIPLES = spelt(
    word_set(
        "مشيرا مشيرة معلنا معلنة مؤكدا مؤكدة موضحا موضحة مضيفا مضيفة منهيا منهية معربا معربة متوجها",
        "متوجهة قادما قادمة معتبرا معتبرة داعيا داعية مطالبا مطالبة مبديا واصفا واصفة مجددا حاملا حاملة",
        "ممثلا ممثلة موقعا مستقبلا تاركا تاركة مغادرا مغادرة مستأنفا مستأنفة منتقدا منتقدة محذرا محذرة",
        "متعهدا متعهدة رافضا رافضة نافيا نافية قائلا قائلة مرافقا مترئسا مترئسة مفتتحا مفتتحة مختتما",
        "مختتمة معترفا معترفة",
    )
)

JOINED_PARTICLES = spelt(word_set("وقد ولقد فقد ولم ولن ولا فلم وسوف"))

JOINED_PHRASES = spelt(
    word_set(
        "وفي ومنذ وخلال وبعد وقبل وأثناء وعلى وعن ومن ومع وعند وبناء ففي وبموجب ونتيجة وبسبب ورغم وعام",
        "وسنة وعقب وإثر وبمناسبة ومساء وصباح ويوم",
    )
)
"""They may stand between «and» and its verb."""

PHRASES = spelt(
    word_set(
        "في على رغم بعد قبل خلال منذ مع عند أثناء وفق بحضور برفقة بدعوة بناء بوساطة برئاسة إثر عقب",
    )
)
"""They open a phrase between two commas."""

PRONOUNS = spelt(word_set("وهو وهي وهما وهم"))
"""They open a clause about the noun before."""
