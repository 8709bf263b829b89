"""Words that carry no statement of their own: articles, pronouns, plain prepositions, conjunctions.

The lists are closed, and short on purpose. What can change a statement is not in them: *not*, *may*, *before*
and *about* are words of content.
"""

from __future__ import annotations

from typing import Final

from diplograph.text.arabic import fold

_ENGLISH: Final = (
    "a an the this that these those such it its itself he him his himself she her hers herself they them "
    "their theirs themselves we us our who whom whose which what where when "
    "of in on at to from by with for into onto upon as between among within during through via "
    "and or but nor so also then there here both either "
    "is are was were be been being am has have had having do does did s"
)
_ARABIC: Final = (
    "من إلى في على عن مع بين عند لدى منذ خلال عبر "
    "هو هي هما هم هن هذا هذه هذان هاتان هؤلاء ذلك تلك ذاك أولئك "
    "الذي التي اللذان اللذين اللتان اللتين الذين اللاتي اللواتي "
    "و ف ب ل ك أو أم ثم أن إن أنه أنها أنهما أنهم لأن بأن كما حيث إذ أيضا كذلك كلا كلتا "
    "قد لقد كان كانت كانا كانوا يكون تكون هناك "
    "به بها بهما بهم له لها لهما لهم لهن فيه فيها فيهما فيهم منه منها منهما منهم عنه عنها عنهما عنهم "
    "إليه إليها إليهما إليهم عليه عليها عليهما عليهم معه معها معهما معهم بينه بينها بينهما بينهم لديه لديها"
)
_CONJUNCTIONS: Final = ("", "و", "ف")


def _spelled(words: str) -> frozenset[str]:
    return frozenset(fold(words).text.split())


_WORDS: Final = {
    "en": _spelled(_ENGLISH),
    "ar": frozenset(conjunction + word for word in _spelled(_ARABIC) for conjunction in _CONJUNCTIONS),
}


def is_function_word(word: str, language: str) -> bool:
    """Return whether a word carries no statement of its own; in a language without a list none is.

    Args:
        word: The word, folded.
        language: The language of the text.

    Example:
        >>> is_function_word("the", "en"), is_function_word("not", "en"), is_function_word("وفي", "ar")
        (True, False, True)
    """
    return word in _WORDS.get(language.partition("-")[0], ())
