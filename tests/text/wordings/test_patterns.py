"""The pattern language: what is read, what matches, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.arabic import fold
from diplograph.text.tokens import Token, tokenize
from diplograph.text.wordings.patterns import Match, PatternError, parse_pattern


def find(pattern: str, text: str, language: str = "en") -> list[str]:
    """Return the words of each match, and what its slots hold in brackets."""
    folded = fold(text)
    tokens = tokenize(folded)

    def words(start: int, end: int) -> str:
        first, last = folded.span(tokens[start].start, tokens[end - 1].end)
        return text[first:last]

    parsed = parse_pattern(pattern, arabic=language == "ar")
    matches = [parsed.match(tokens, place) for place in range(len(tokens))]
    return [shown(match, tokens, words) for match in matches if match]


def shown(match: Match, tokens: Sequence[Token], words: Callable[[int, int], str]) -> str:
    parts = [words(start, end) for start, end in match.words if end > start]
    for region in match.regions:
        start, end = region.start or 0, len(tokens) if region.end is None else region.end
        if start < end:
            parts.append(f"[{'|'.join('/'.join(slot) for slot in region.slots)}: {words(start, end)}]")
    return " ".join(parts)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("{v} visited|visits {h}", "Oto visited Vardia", ["visited [v: Oto] [h: Vardia]"]),
        (
            "{v} paid … visit to {h}",
            "Oto paid a state visit to Vardia",
            ["paid visit to [v: Oto] [h: Vardia]"],
        ),
        ("paid … visit", "Oto paid one two three four five six seven eight nine visit", []),
        ("{r} was held [by {a}]", "Vardia was held by Drost", ["was held by [r: Vardia] [a: Drost]"]),
        ("{r} was held [by {a}]", "Vardia was held", ["was held [r: Vardia]"]),
        ("re-established", "Relations were re-established", ["re-established"]),
        ("{v}'s visit", "Oto's visit", ["'s visit [v: Oto]"]),
        ("visited", "It was revisited", []),
    ],
)
def test_english(pattern: str, text: str, found: list[str]) -> None:
    assert find(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("زار|زارت {v} {h}", "وزار الأمير أوتو فارديا", ["وزار [v|h: الأمير أوتو فارديا]"]),
        ("زار {v}", "وزارة الخارجية", []),
        ("قام {v} +زيارة", "قام الوزير، د. سليم بيك، بزيارة", ["قام بزيارة [v: الوزير، د. سليم بيك،]"]),
        ("+زيارة إلى|ل {h}", "الزيارة لفارديا", ["الزيارة [h: لفارديا]"]),
        ("زاره|زارها {~h} {v}", "زارها الأمير", ["زارها [v: الأمير]"]),
    ],
)
def test_arabic(pattern: str, text: str, found: list[str]) -> None:
    assert find(pattern, text, "ar") == found


@pytest.mark.parametrize(
    "pattern", ["", "{v}", "…", "[visited]", "a [b", "a ] b", "a [[b]]", "a []", "{v w} a", "{} a"]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        parse_pattern(pattern, arabic=False)


@given(st.text(alphabet="ab|+ {}[]…~'", max_size=30))
def test_any_text_is_a_pattern_or_refused(text: str) -> None:
    try:
        pattern = parse_pattern(text, arabic=False)
    except PatternError:
        return
    assert pattern.heads
