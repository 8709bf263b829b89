"""What a lexicon finds in the words of a sentence, and what it leaves out."""

from __future__ import annotations

import pytest

from diplograph.text.arabic import fold
from diplograph.text.tokens import tokenize
from diplograph.text.wordings.lexicon import Lexicon, Wording
from diplograph.text.wordings.patterns import parse_pattern

CAME = Wording(
    "came",
    "en",
    parse_pattern("{visitor} came to {hostState}", arabic=False),
    frozenset({"Visit"}),
    exceptions=(
        parse_pattern("came to an end", arabic=False),
        parse_pattern("trade … came", arabic=False),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Prince Oto came to Vardia in May", 1),
        ("His mission came to an end in May", 0),
        ("The trade came to 3 million", 0),
        ("The trade mission came to an end and Prince Oto came to Vardia", 1),
    ],
)
def test_a_wording_is_not_found_in_its_exceptions(sentence: str, found: int) -> None:
    assert len(Lexicon([CAME]).find(tokenize(fold(sentence)), "en")) == found
