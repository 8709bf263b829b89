"""What words of standing go with in a sentence."""

from __future__ import annotations

import pytest

from diplograph.text.wordings.lexicon import AFTER, BEFORE, Lexicon, StandingWording, Wording
from diplograph.text.wordings.patterns import parse_pattern
from diplograph.text.wordings.reading import Sentence


def wording(kind: str, pattern: str, *, owns: bool = True) -> Wording:
    return Wording(kind, "en", parse_pattern(pattern, arabic=False), frozenset({kind}), owns=owns)


LEXICON = Lexicon(
    [
        wording("recognition", "recognise|recognised"),
        wording("refusal", "refused to recognise"),
        wording("signature", "sign|signed"),
        wording("treaty made", "sign|signed … treaty", owns=False),
        wording("treaty", "treaty"),
        wording("university", "university", owns=False),
        wording("visit", "visit"),
        wording("cancelled visit", "visit … was called off"),
        wording("former", "was", owns=False),
    ],
    [
        StandingWording("refused", "en", parse_pattern("refused to", arabic=False), "refused", BEFORE),
        StandingWording("planned", "en", parse_pattern("planned to", arabic=False), "planned", BEFORE),
        StandingWording("off", "en", parse_pattern("was called off", arabic=False), "calledOff", AFTER),
    ],
)


@pytest.mark.parametrize(
    ("text", "standings"),
    [
        ("Drost recognised Brod.", {"recognition": ""}),
        ("Drost refused to recognise Brod.", {"refusal": "", "recognition": "refused"}),
        ("The visit was called off.", {"cancelled visit": "", "visit": "calledOff", "former": ""}),
        (
            "Drost planned to sign a treaty.",
            {"signature": "planned", "treaty made": "planned", "treaty": "planned"},
        ),
        ("The treaty was called off.", {"treaty": "calledOff", "former": ""}),
        ("Drost planned to help the university.", {"university": ""}),
        ("The university was called off.", {"university": "calledOff", "former": ""}),
        ("Roe, who planned to go home, signed.", {"signature": ""}),
    ],
)
def test_words_of_standing_go_with_the_nearest_words(text: str, standings: dict[str, str]) -> None:
    found = Sentence(text, 0, len(text), "en", LEXICON).triggers
    assert {one.wording.iri: one.standing for one in found} == standings
