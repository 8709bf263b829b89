"""A reader's copy of a document as the gate reads it: its sentences, and where things are named in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

import pyoxigraph as ox

from diplograph.checks.evidence.facts import Facts
from diplograph.text.dates import DateMention, DateOrder
from diplograph.text.names import NameFinder
from diplograph.text.state_names import find_names_with_state
from diplograph.text.wordings.lexicon import Lexicon
from diplograph.text.wordings.reading import Sentence, TextReading

Span = tuple[int, int]

_SENTENCES_BACK: Final = 20
"""How far back a date may stand that "the next day" is reckoned from."""


class Named(NamedTuple):
    """A place where something of the graph is named.

    Attributes:
        start: The first code point.
        end: The code point after the last.
        iri: What is named.
        sort: What sort of thing it is.
    """

    start: int
    end: int
    iri: str
    sort: str


class Copy:
    """A local copy of a document.

    Args:
        text: Its text.
        language: Its language, without a region.
        lexicon: The wordings.
        facts: What is asserted, with the names of things.
        order: Which number stands first in its dates such as 3/4/1990, if the register states it.
    """

    def __init__(
        self, text: str, language: str, lexicon: Lexicon, facts: Facts, order: DateOrder | None = None
    ) -> None:
        self.text = text
        self.language = language
        self.worded = lexicon.kinds(language)
        self.reading = TextReading(text, language, lexicon, order)
        self._facts = facts
        self._places: dict[ox.NamedNode | ox.Literal, list[Span]] = {}

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(self.text, self.language)

    def places(self, term: ox.NamedNode | ox.Literal) -> list[Span]:
        """Return where something is named: an entity or a concept by its labels, a literal by itself."""
        if term not in self._places:
            labels = self._facts.labels(term)
            found = {span for label in labels for span in self._finder.find(label)}
            if self.language == "en" and isinstance(term, ox.NamedNode):
                found.update(self._with_states(term))
            self._places[term] = sorted(found)
        return self._places[term]

    def _with_states(self, term: ox.NamedNode) -> set[Span]:
        """Return where something that belongs to a state is named by another name of that state."""
        labels = self._facts.labels(term, "en")
        return {
            span
            for state in self._facts.states_of(term.value)
            for label in labels
            for span in find_names_with_state(self.text, label, state, self._facts.state_names)
        }

    def within(self, term: ox.NamedNode | ox.Literal, start: int, end: int) -> list[Span]:
        """Return where something is named in a stretch of the text."""
        places = self.places(term)
        first, last = bisect_left(places, (start,)), bisect_left(places, (end,))
        return [place for place in places[first:last] if place[1] <= end]

    @cached_property
    def _named(self) -> list[Named]:
        return sorted(
            Named(start, end, iri, sort)
            for iri, sort in self._facts.entities.items()
            for start, end in self.places(ox.NamedNode(iri))
        )

    def named(self, start: int, end: int) -> list[Named]:
        """Return what is named in a stretch of the text, in the order of the places."""
        return self._named[bisect_left(self._named, (start,)) : bisect_left(self._named, (end,))]

    def sentences(self, start: int, end: int) -> list[Sentence]:
        """Return the sentences that a stretch of the text touches."""
        found = [self.sentence(start)]
        while found[-1].end < end and (following := self.reading.after(found[-1])) is not None:
            if following.start >= end:
                break
            found.append(following)
        return found

    def dates(self, start: int, end: int) -> list[DateMention]:
        """Return the dates in a stretch of the text."""
        return [
            one
            for sentence in self.sentences(start, end)
            for one in sentence.dates
            if start <= one.start and one.end <= end
        ]

    def dates_before(self, place: int) -> Iterator[DateMention]:
        """Yield the dates before a place, the nearest first, some sentences back."""
        index = self.reading.index(place)
        for start, _ in reversed(self.reading.spans[max(0, index - _SENTENCES_BACK) : index + 1]):
            yield from (one for one in reversed(self.sentence(start).dates) if one.end <= place)

    def pieces(self, start: int, end: int) -> list[Span]:
        """Return a stretch of the text by sentences, of each as much as it holds."""
        found = []
        for sentence in self.sentences(start, end):
            piece = max(start, sentence.start), min(end, sentence.end)
            if any(map(str.isalnum, self.text[piece[0] : piece[1]])):
                found.append(piece)
        return found or [(start, end)]

    def sentence(self, place: int) -> Sentence:
        """Return the sentence that a place lies in."""
        return self.reading.sentence(place)
