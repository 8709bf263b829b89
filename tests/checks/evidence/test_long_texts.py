"""The gate takes time in proportion to the text, whatever the text is made of, and to the facts."""

from __future__ import annotations

import time

import pytest

from checks.evidence.small_gate import check

pytestmark = pytest.mark.slow

SHORT, TIMES = 3_000, 16
MOST = 6
"""How often the time per character of the shorter text the longer one may take, on a busy machine and in a
process with much memory; in quadratic time it would be sixteen times."""

FACT = """
<id/visit/vNUMBER> a dg:Visit ; dg:visitingState <id/state/vardia> ; dg:hostState <id/state/brod> ;
    dg:date "1901-05-03"^^edtf:EDTF ; dg:value 7 ; dg:ordinal 2 ; rdfs:label "Visit, 1901"@en ;
    dg:evidence PASSAGE .
"""


def seconds(text: str, language: str, facts: int = 1) -> float:
    """Return the processor time of some facts that cite the whole text."""
    turtle = "".join(FACT.replace("NUMBER", str(number)) for number in range(facts))
    start = time.process_time()
    check(text, turtle, language)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        *(
            (piece, "en")
            for piece in ("7", "7 ", "7,", "123 ", "(", "()", '"', ". ", "a.", "a'", "visitedbrod")
        ),
        *(
            (piece, "en")
            for piece in ("visited ", "and visited ", "did not visit ", "said that ", "which visited, ")
        ),
        *((piece, "en") for piece in ("Vardia and Brod, ", "3 May 1901, ", "7 million in 1901, ", "about ")),
        *((piece, "en") for piece in ("Vardia visited Brod on 3 May 1901 and ",)),
        *(
            (piece, "ar")
            for piece in ("و", "و ", "زارتفاردياوبرود", "زارت ", "وزارت ", "لم تزر ", "فارديا وبرود ")
        ),
        *((piece, "ar") for piece in ("3 مايو 1901، ", "سبعة ملايين و", "وزارت فارديا برود في 3 مايو 1901 ")),
    ],
)
def test_time_is_linear_in_the_text(piece: str, language: str) -> None:
    short = seconds(piece * (SHORT // len(piece)), language)
    long = seconds(piece * (SHORT * TIMES // len(piece)), language)
    assert long < MOST * TIMES * max(short, 0.05)


def test_time_is_linear_in_the_facts_of_one_sentence() -> None:
    text = "Vardia visited Brod on 3 May 1901."
    few, many = (seconds(text, "en", facts) for facts in (125, 2_000))
    assert many < MOST * 16 * max(few, 0.05)
