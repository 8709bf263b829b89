"""Names that fill one place together though names of another sort, or titles, stand between them."""

from __future__ import annotations

import pytest

from diplograph.text.wordings.lexicon import Lexicon, Wording
from diplograph.text.wordings.patterns import parse_pattern
from diplograph.text.wordings.reading import Sentence
from diplograph.text.wordings.roles import Names, Role, find_role

VISIT = frozenset({"visit"})
LEXICON = Lexicon(
    [
        Wording("en", "en", parse_pattern("{visitorOffice} visited|visits {hostState}", arabic=False), VISIT),
        Wording("ar", "ar", parse_pattern("زار {visitorOffice} {hostState}", arabic=True), VISIT),
    ]
)


@pytest.mark.parametrize(
    ("text", "filler", "rivals", "others", "role"),
    [
        (
            "The Speaker, Roy Lund, and the Chancellor, Dr Paul Reg, visited Drost.",
            "Speaker",
            ["Chancellor"],
            ["Roy Lund", "Paul Reg", "Drost"],
            Role.SHOWN,
        ),
        (
            "زار رئيس المجلس، د. سليم بيك، والسيد وزير المالية دروست.",
            "وزير المالية",
            ["رئيس المجلس"],
            ["سليم بيك", "دروست"],
            Role.SHOWN,
        ),
        (
            "زار رئيس المجلس حفل وزير المالية دروست.",
            "وزير المالية",
            ["رئيس المجلس"],
            ["دروست"],
            Role.OPEN,
        ),
    ],
)
def test_names_in_a_list_fill_one_place(
    text: str, filler: str, rivals: list[str], others: list[str], role: Role
) -> None:
    read = Sentence(text, 0, len(text), "ar" if text[0] > "z" else "en", LEXICON)
    spans = {word: (text.index(word), text.index(word) + len(word)) for word in (filler, *rivals, *others)}
    names = Names([spans[filler]], [spans[one] for one in rivals], [spans[one] for one in others])
    assert find_role(text, read, read.triggers, "visitorOffice", names) is role
