"""A sentence as it is read: its clauses, the wordings in it, and the values that it states."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, TypeVar

from diplograph.text.arabic import fold
from diplograph.text.clauses import Clause, split_clauses
from diplograph.text.dates import DateMention, DateOrder, find_dates
from diplograph.text.numbers import NumberMention, find_numbers
from diplograph.text.ordinals import OrdinalMention, find_ordinals
from diplograph.text.partial_dates import PartialDate, find_partial_dates
from diplograph.text.sentences import split_sentences
from diplograph.text.spans import Spans
from diplograph.text.tokens import Token, tokenize
from diplograph.text.wordings.lexicon import Found, Lexicon, Wording
from diplograph.text.wordings.standing import Standing, find_standings

_READ: Final = ("en", "ar")
_BEFORE_NOUNS: Final = frozenset(
    word
    for words in (
        "the a an of for upon after before during following by its his her their this that",
        "first second last official state formal joint mutual bilateral new",
    )
    for word in words.split()
)
_NOUN_ENDINGS: Final = ("ion", "ions", "ment", "ments", "ance", "ence", "ship", "visit", "trade", "talks")
_ADJECTIVE_ENDINGS: Final = ("ic", "ial", "ional", "ual")
_COMPOUND: Final = re.compile(r"\w+(?:-\w+)*")
_ARABIC_NOUN: Final = re.compile(r"(?:و|ف)?(?:ال|بال|لل|كال|[بل]\w)|\w+(?:ه|ات)\Z")
_OF_TIME: Final = frozenset(
    word
    for words in ("after before during upon following since until", "بعد قبل خلال اثناء عقب منذ حتي عند")
    for word in words.split()
)
_M = TypeVar("_M", DateMention, PartialDate, NumberMention, OrdinalMention)


@dataclass(frozen=True, slots=True)
class Region:
    """Where what fills some slots stands.

    Attributes:
        slots: The roles of each slot in it, in the order in which they stand.
        start: The first code point.
        end: The code point after the last.
        before: Whether it is what stands before the words of the wording.
        carried: Whether it reaches back into a clause before that of the wording.
        lead: The word before it, such as *by*; empty for what stands before all words.
        roles: The roles of all slots.
    """

    slots: tuple[tuple[str, ...], ...]
    start: int
    end: int
    before: bool
    carried: bool = False
    lead: str = ""
    roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the roles of all slots."""
        object.__setattr__(self, "roles", frozenset(role for slot in self.slots for role in slot))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A wording where a sentence has it. Places are those of code points in the text.

    Attributes:
        wording: The wording.
        words: Each run of its words.
        start: Its first code point.
        end: The code point after its last.
        clause: The index of its clause in the sentence.
        clauses: The indices of all clauses that its words stand in.
        regions: Where its slots are.
        pronouns: The roles that a pronoun in it fills.
        standing: What words around it make of it, such as ``negated``; empty where they leave it as stated.
        is_doubtful: Whether the words of standing are in another clause, so that they may not mean it.
        is_noun: Whether it states its kind by a noun, as *the signing* does.
        is_subject: Whether it is a noun that may be what a verb after it is said of.
    """

    wording: Wording
    words: tuple[tuple[int, int], ...]
    start: int
    end: int
    clause: int
    clauses: frozenset[int]
    regions: tuple[Region, ...]
    pronouns: frozenset[str]
    standing: str
    is_doubtful: bool = False
    is_noun: bool = False
    is_subject: bool = False

    def distance(self, start: int, end: int) -> int:
        """Return how many code points lie between its words and a stretch; 0 where it lies among them."""
        return min(
            (max(first - end, start - last, 0) for first, last in self.words),
            default=0,
        )


class Sentence:
    """A sentence of a text.

    Args:
        text: The whole text.
        start: The first code point of the sentence.
        end: The code point after its last.
        language: The language of the text.
        lexicon: The wordings.
        order: Which number stands first in its dates such as 3/4/1990, if that is known.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        language: str,
        lexicon: Lexicon,
        order: DateOrder | None = None,
    ) -> None:
        self._order = order
        self._read_as = _read_as(language)
        self.start = start
        self.end = end
        self._text = text
        self.words = text[start:end]
        self.language = language
        self._lexicon = lexicon

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """Its tokens, with their places in the text."""
        folded = fold(self.words)
        places = folded.offsets
        return [
            Token(text, self.start + places[start], self.start + max(places[end], places[start] + 1))
            for text, start, end in tokenize(folded)
        ]

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses, parted before the verbs of wordings that are coordinated, too."""
        whole = Clause(self.start, self.end, "", carries_subject=False, parent=None)
        clauses = split_clauses(self._text, self.start, self.end, self.language) or [whole]
        return _parted(clauses, self._coordinated())

    def _coordinated(self) -> list[int]:
        """Return where a verb of some wording is coordinated with what stands before it."""
        places = []
        nouns = {match.start for wording, match in self._found if not wording.owns}
        for _, match in self._found:
            before = self.tokens[match.start - 1].text if match.start else ""
            if match.start in nouns or not before or self._is_noun(match.start):
                continue
            if self.language == "ar":
                is_joined = self.tokens[match.start].text[0] in "وف" and match.joined
                if is_joined or before in ("،", ","):
                    places.append(self.tokens[match.start].start)
            elif before in ("and", "but", "then") and self.tokens[match.start].text not in _OF_TIME:
                places.append(self.tokens[match.start - 1].start)
        return sorted(set(places))

    @cached_property
    def _found(self) -> list[Found[Wording]]:
        return self._lexicon.find(self.tokens, self.language)

    def clause(self, place: int) -> int:
        """Return the index of the clause that a place lies in."""
        return max(0, bisect_right(self._clause_starts, place) - 1)

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates that it states, with their places in the text; none that can be read in two ways."""
        found = find_dates(self.words, self._read_as, self._order)
        return [self._moved(one) for one in found if not one.ambiguous]

    @cached_property
    def partial_dates(self) -> list[PartialDate]:
        """The dates in it that another one completes, with their places in the text."""
        return [self._moved(one) for one in find_partial_dates(self.words, self._read_as)]

    @cached_property
    def dated(self) -> list[tuple[int, int]]:
        """Where its dates stand, whole ones and those that another one completes."""
        return [(one.start, one.end) for one in self.dates] + [
            (one.start, one.end) for one in self.partial_dates
        ]

    @cached_property
    def numbers(self) -> list[NumberMention]:
        """The numbers that it states, with their places in the text."""
        return [
            replace(self._moved(one), hedged_at=tuple(self._moved_span(span) for span in one.hedged_at))
            for one in find_numbers(self.words, self._read_as)
        ]

    @cached_property
    def figures(self) -> list[NumberMention]:
        """Its numbers outside its dates, without the two of a dual such as «البلدين»."""
        dates = Spans((one.start, one.end) for one in self.dates)
        return [one for one in self.numbers if not one.dual and not dates.overlap(one.start, one.end)]

    @cached_property
    def ordinals(self) -> list[OrdinalMention]:
        """The ordinals that it states, with their places in the text."""
        return [self._moved(one) for one in find_ordinals(self.words, self._read_as)]

    def _moved(self, mention: _M) -> _M:
        """Return a mention in the sentence with its places in the text."""
        return replace(mention, start=self.start + mention.start, end=self.start + mention.end)

    def _moved_span(self, span: tuple[int, int]) -> tuple[int, int]:
        return self.start + span[0], self.start + span[1]

    @cached_property
    def triggers(self) -> list[Trigger]:
        """The wordings in it, in the order of their places."""
        standings: Mapping[int, Standing] = {}
        if words := self._lexicon.find_standings(self.tokens, self.language):
            places = [self.clause(token.start) for token in self.tokens]
            standings = find_standings(words, self._found, self.clauses, places)
        return [
            self._trigger(one, *standings.get(number, ("", False))) for number, one in enumerate(self._found)
        ]

    @cached_property
    def owning(self) -> list[Trigger]:
        """Those of its wordings that dates, figures and places can belong to."""
        return [one for one in self.triggers if one.wording.owns]

    def owning_in(self, clause: int) -> Sequence[Trigger]:
        """Return those that have words in a clause."""
        return self._owning_by_clause.get(clause, ())

    @cached_property
    def _owning_by_clause(self) -> dict[int, list[Trigger]]:
        found: dict[int, list[Trigger]] = defaultdict(list)
        for one in self.owning:
            for clause in one.clauses:
                found[clause].append(one)
        return dict(found)

    def _trigger(self, found: Found[Wording], standing: str, is_doubtful: bool) -> Trigger:
        match = found.match
        words = tuple(self._span(start, end) for start, end in match.words if end > start)
        start, end = self._span(match.start, match.end)
        clause = self.clause(start)
        regions = []
        for region in match.regions:
            before = region.start is None
            first = self._subject_starts[clause] if region.start is None else self._edge(region.start)
            last = self._clause_end(self.clause(end - 1)) if region.end is None else self._edge(region.end)
            carried = before and first < self.clauses[clause].start
            lead = self.tokens[region.start - 1].text if region.start else ""
            regions.append(Region(region.slots, first, max(first, last), before, carried, lead))
        is_noun = self._is_noun(match.start)
        return Trigger(
            found.wording,
            words,
            start,
            end,
            clause,
            frozenset(self.clause(first) for first, _ in words) | {clause},
            tuple(regions),
            match.pronouns,
            standing,
            is_doubtful,
            is_noun,
            is_subject=is_noun and not self._is_governed(match.start, clause),
        )

    def _is_noun(self, place: int) -> bool:
        """Return whether the word at a place is a noun, as far as its form or the word before tell."""
        word = self.tokens[place].text
        if self.language == "ar":
            return bool(_ARABIC_NOUN.match(word))
        before = self.tokens[place - 1].text if place else ""
        whole = _COMPOUND.match(self._text, self.tokens[place].start)
        word = whole[0].casefold() if whole else word
        return before in _BEFORE_NOUNS or word.endswith((*_NOUN_ENDINGS, *_ADJECTIVE_ENDINGS))

    def _is_governed(self, place: int, clause: int) -> bool:
        """Return whether a preposition of time stands before a word in its clause: *after the visit*."""
        last = self._last_of_time[place]
        return last >= 0 and self.tokens[last].start >= self.clauses[clause].start

    @cached_property
    def _last_of_time(self) -> list[int]:
        """For each token the last preposition of time before it; -1 where there is none."""
        found, last = [], -1
        for place, token in enumerate(self.tokens):
            found.append(last)
            last = place if token.text in _OF_TIME else last
        return found

    def _span(self, start: int, end: int) -> tuple[int, int]:
        last = max(end, start + 1) - 1
        return self.tokens[start].start, self.tokens[last].end

    def _edge(self, token: int) -> int:
        return self.tokens[token].start if token < len(self.tokens) else self.end

    @cached_property
    def _subject_starts(self) -> list[int]:
        """Where the region before the words of each clause starts, with what the clause goes on from."""
        found: list[int] = []
        for clause in self.clauses:
            goes_on = clause.carries_subject or clause.opener in ("resumed", "relative")
            found.append(found[clause.parent] if goes_on and clause.parent is not None else clause.start)
        return found

    def chain(self, clause: int) -> frozenset[int]:
        """Return a clause with those before it that it goes on from without a subject of its own."""
        return self._chains[clause]

    @cached_property
    def _chains(self) -> list[frozenset[int]]:
        chains: list[frozenset[int]] = []
        for index, clause in enumerate(self.clauses):
            goes_on = clause.parent is not None and clause.opener == "resumed"
            before = chains[clause.parent] if goes_on and clause.parent is not None else frozenset()
            chains.append(before | {index})
        return chains

    def _clause_end(self, index: int) -> int:
        return self.clauses[index].end


def _read_as(language: str) -> str:
    """Return the language whose dates, numbers and sentences are read in a text: English for one unknown."""
    return language if language in _READ else "en"


def _parted(clauses: Sequence[Clause], places: Sequence[int]) -> list[Clause]:
    """Part clauses at some more places."""
    found: list[Clause] = []
    first_piece: dict[int, int] = {}
    for index, clause in enumerate(clauses):
        parent = None if clause.parent is None else first_piece[clause.parent]
        first_piece[index] = len(found)
        cuts = places[bisect_right(places, clause.start) : bisect_left(places, clause.end)]
        edges = [clause.start, *cuts, clause.end]
        found.append(replace(clause, end=edges[1], parent=parent))
        for start, end in pairwise(edges[1:]):
            found.append(Clause(start, end, "coordinated", carries_subject=True, parent=len(found) - 1))
    return found


class TextReading:
    """A text whose sentences are read when they are asked for.

    Args:
        text: The text, in Unicode NFC.
        language: Its language, without a region.
        lexicon: The wordings.
        order: Which number stands first in its dates such as 3/4/1990, if that is known.
    """

    def __init__(self, text: str, language: str, lexicon: Lexicon, order: DateOrder | None = None) -> None:
        self.text = text
        self._order = order
        self.language = language
        self._lexicon = lexicon
        self._read: dict[int, Sentence] = {}

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """First code point and the one after the last of each sentence."""
        return split_sentences(self.text, _read_as(self.language))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def index(self, place: int) -> int:
        """Return the index of the sentence that a place lies in, or of the one before it."""
        return max(0, bisect_right(self._starts, place) - 1)

    def sentence(self, place: int) -> Sentence:
        """Return the sentence that a place lies in."""
        return self._at(self.index(place))

    def after(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence after another; None after the last."""
        index = self.index(sentence.start) + 1
        return self._at(index) if index < len(self.spans) else None

    def _at(self, index: int) -> Sentence:
        if index not in self._read:
            start, end = self.spans[index] if self.spans else (0, len(self.text))
            self._read[index] = Sentence(self.text, start, end, self.language, self._lexicon, self._order)
        return self._read[index]
