"""Where the clauses of a sentence start and end.

A statement takes its values from its own clause before it takes any from the rest of the sentence. Clauses
are cut at connectors, relative pronouns, participles and coordinated verbs, at semicolons and colons, and at
brackets and quotations that hold a verb. No model is needed: which words are verbs is read from lists and
from what stands around a word (`english_clauses`, `arabic_clauses`). In doubt nothing is cut, since a clause
that is too long costs less than a statement cut in two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from diplograph.text import arabic_clauses, english_clauses
from diplograph.text.clause_parts import Part, Parts, Word, read_words

_OPENING = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"'}
_BRACKETS = frozenset("([")
_DEEPEST = 3  # brackets within brackets; deeper ones are plain signs
_SEPARATORS = frozenset(",;:،؛—–-")
_STOPS = frozenset(";:؛")
_LEADING = frozenset(",:،")  # before a quotation
_LEAD = 4  # words looked at before a quotation
_CLOSERS = frozenset(_OPENING.values())


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence, or a piece of one that another clause interrupts.

    Attributes:
        start: Its first code point in the text.
        end: The code point after its last.
        opener: How it opens: empty for the main clause; ``coordinated``, ``relative``, ``adverbial``,
            ``participle``, ``complement`` (that it is so), ``quoted``, ``bracket``; ``item`` for a part
            without a verb after a semicolon or a colon; ``resumed`` where a clause goes on after another.
        carries_subject: Whether its subject may be that of the clause before it, or, of a relative clause,
            the noun before it.
        parent: Index of the clause that it depends on or goes on from. None for the first, and for a main
            clause that comes after it.
    """

    start: int
    end: int
    opener: str
    carries_subject: bool
    parent: int | None


def split_clauses(text: str, start: int, end: int, language: str) -> list[Clause]:
    """Part a sentence into its clauses.

    Args:
        text: The text, in Unicode NFC.
        start: First code point of the sentence.
        end: Code point after its last.
        language: ``ar`` or ``en``; in other languages only brackets, semicolons and colons cut.

    Returns:
        The clauses in order. Together they hold all of the sentence but white space and the signs that
        separate them.

    Example:
        >>> text = "Vardia, which had closed its legation, opened an embassy and named a consul."
        >>> for clause in split_clauses(text, 0, len(text), "en"):
        ...     print(clause.opener or "main", "|", text[clause.start : clause.end])
        main | Vardia
        relative | which had closed its legation
        resumed | opened an embassy
        coordinated | and named a consul.
    """
    words = read_words(text, start, end)
    reader = _LANGUAGES.get(language, _OTHER)
    return _place(words, *_regions(words, reader), reader)


@dataclass(frozen=True, slots=True)
class _Language:
    """How a language is read.

    Attributes:
        split: Parts words into clauses.
        has_verb: Whether words have a verb of their own.
        says: Whether a word says something, so that a quotation may follow.
        opens_with_verb: Whether words open with a verb, so that the subject stands before them.
    """

    split: Callable[[Sequence[Word]], Parts]
    has_verb: Callable[[Sequence[Word]], bool]
    says: Callable[[Word], bool]
    opens_with_verb: Callable[[Sequence[Word]], bool]


_LANGUAGES = {
    "en": _Language(
        english_clauses.split,
        english_clauses.has_verb,
        english_clauses.says,
        english_clauses.opens_with_verb,
    ),
    "ar": _Language(
        arabic_clauses.split, arabic_clauses.has_verb, arabic_clauses.says, arabic_clauses.opens_with_verb
    ),
}
_OTHER = _Language(
    lambda words: Parts([0] * len(words), [Part("", False, None)]),
    lambda words: True,
    lambda word: False,
    lambda words: False,
)


@dataclass(slots=True)
class _Region:
    """Words that are parted together: those of the sentence, or those that a sign cuts off.

    Attributes:
        opener: How its first clause opens; empty for the region that the sentence opens with.
        host: The region that it stands in or comes after.
        after: How many words of its host stand before it.
        words: Its words, as places in the sentence.
    """

    opener: str = ""
    host: int = 0
    after: int = 0
    words: list[int] = field(default_factory=list)


def _regions(words: Sequence[Word], language: _Language) -> tuple[list[_Region], frozenset[int]]:
    """Give each word to a region; return also the places of the signs that cut regions off."""
    closing = _pairs(words)
    regions = [_Region()]
    around: list[tuple[int, int]] = []  # where each bracket closes, and the region around it
    signs: set[int] = set()
    here = 0
    for place, word in enumerate(words):
        if around and around[-1][0] == place:
            here = around.pop()[1]
            continue
        opener = ""
        if place in closing:
            opener = _bracket(
                words[max(0, place - _LEAD) : place + 1], words[place + 1 : closing[place]], language
            )
            if opener:
                around.append((closing[place], here))
                signs.update((place, closing[place]))
        elif word.text in _STOPS and place + 1 < len(words):
            before = words[max(0, place - _LEAD) : place] if word.text == ":" else ()
            opener = "quoted" if any(map(language.says, before)) else "coordinated"
        if place not in signs:
            regions[here].words.append(place)
        if opener:
            regions.append(_Region(opener, here, len(regions[here].words)))
            here = len(regions) - 1
    return regions, frozenset(signs)


def _pairs(words: Sequence[Word]) -> dict[int, int]:
    """Return where each bracket and quotation that opens closes."""
    pairs = {}
    waiting: list[tuple[str, int]] = []
    for place, word in enumerate(words):
        if word.text in _CLOSERS and any(sign == word.text for sign, _ in waiting):
            while waiting[-1][0] != word.text:
                waiting.pop()
            pairs[waiting.pop()[1]] = place
        elif word.text in _OPENING and len(waiting) < _DEEPEST:
            waiting.append((_OPENING[word.text], place))
    return pairs


def _bracket(before: Sequence[Word], inside: Sequence[Word], language: _Language) -> str:
    """Return how a bracket or a quotation opens a clause; empty where it is only a part of one."""
    if not any(not word.sign for word in inside) or not language.has_verb(inside):
        return ""
    if before[-1].text in _BRACKETS:
        return "bracket"
    leads = len(before) == 1 or before[-2].text in _LEADING or any(map(language.says, before))
    return "quoted" if leads else ""


def _place(
    words: Sequence[Word], regions: Sequence[_Region], signs: frozenset[int], language: _Language
) -> list[Clause]:
    """Make the clauses of the parts of all regions, in the order of the text."""
    parts: list[Part] = []
    of_words = [-1] * len(words)
    for region in regions:
        inside = [words[place] for place in region.words]
        reads = any(not word.sign for word in inside)
        split = language.split(inside) if reads else _OTHER.split(inside)
        offset = len(parts)
        for place, part in zip(region.words, split.of_words, strict=True):
            of_words[place] = part + offset
        parent = of_words[regions[region.host].words[region.after - 1]] if region.after else None
        for index, part_ in enumerate(split.parts):
            if part_.parent is None:
                first = bool(split.of_words) and split.of_words[0] == index
                part_ = _opening(part_, region.opener if first else "", parent, inside, language)
                parts.append(part_)
            else:
                parts.append(Part(part_.opener, part_.carries_subject, part_.parent + offset))
    return list(_clauses(words, of_words, parts, signs))


def _opening(part: Part, opener: str, parent: int | None, words: Sequence[Word], language: _Language) -> Part:
    """Return the first part of a region as it goes on from the clause before."""
    if not opener:
        return part
    if opener == "coordinated" and not language.has_verb(words):
        return Part("item", False, parent)
    return Part(opener, opener == "coordinated" and language.opens_with_verb(words), parent)


def _clauses(
    words: Sequence[Word], of_words: Sequence[int], parts: Sequence[Part], signs: frozenset[int]
) -> Iterator[Clause]:
    """Yield a clause for each run of words of one part, without the signs at its ends."""
    first_of: dict[int, int] = {}
    count = 0
    for part, run in groupby(range(len(words)), key=of_words.__getitem__):
        places = [place for place in run if place not in signs and words[place].text not in _SEPARATORS]
        if all(words[place].sign for place in places):
            continue
        start, end = words[places[0]].start, words[places[-1]].end
        if part in first_of:
            yield Clause(start, end, "resumed", True, first_of[part])
        else:
            made = parts[part]
            parent = None if made.parent is None else first_of.get(made.parent)
            yield Clause(start, end, made.opener, made.carries_subject, parent)
            first_of[part] = count
        count += 1
