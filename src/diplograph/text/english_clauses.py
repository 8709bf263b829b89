"""Where English clauses start and end.

The words of a sentence are read once from left to right, with the clauses that are still open on a stack. A
word opens a clause only if a verb follows for it and the clause around it has one or will have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diplograph.text import english_words as lists
from diplograph.text.clause_parts import Frame, Parts, Reader, Word, give
from diplograph.text.english_places import COMMAS, PRONOUNS, REACH, Places
from diplograph.text.english_verbs import DOING, DONE, WEAK, find_verbs, is_adverb, looks_past

_LONGEST = 3  # words of a subordinator


class _Opening(NamedTuple):
    """How a clause opens: by what, with how many words, and whether its subject stands before it."""

    opener: str
    words: int
    carries: bool = False


def split(words: Sequence[Word]) -> Parts:
    """Part English words into clauses."""
    return _Sentence(words).read()


def has_verb(words: Sequence[Word]) -> bool:
    """Return whether words have a verb or a participle."""
    kinds, _ = find_verbs(words)
    return any(kinds) or any(map(looks_past, words))


def says(word: Word) -> bool:
    """Return whether a word tells that something is said."""
    return word.text in lists.SAYING


def opens_with_verb(words: Sequence[Word]) -> bool:
    """Return whether words open with a verb, so that the subject stands before them."""
    kinds, _ = find_verbs(words)
    for word, kind in zip(words, kinds, strict=True):
        if kind or not (word.sign or is_adverb(word)):
            return kind > 0
    return False


class _Sentence(Places):
    """A sentence while its words are given to parts."""

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__(words)
        self._reader = Reader()
        self._paired = False  # whether «between» or «both» waits for its «and»
        self._last_verb = -1

    def read(self) -> Parts:
        """Give every word to its part."""
        give(self._size, self._open, self._take)
        return self._reader.finish()

    def _take(self, place: int) -> None:
        self._reader.take()
        text = self._texts[place]
        if self._kinds[place]:
            self._reader.here.has_verb = True
            self._last_verb = place
        frame = self._reader.here
        if text not in COMMAS and (frame.start == place or self._texts[place - 1] in COMMAS):
            frame.segment = place
        if text in lists.PAIRED:
            self._paired = self._text(place + 1) not in ("the", "them") or self._text(place + 2) != "two"
        elif text == "and" or text in COMMAS:
            self._paired = False

    def _open(self, place: int) -> int:
        """Open or close parts before a word; return the place up to which words belong to what opens."""
        if self._texts[place] in lists.CONJUNCTIONS:
            return self._join(place)
        opening = self._connector_at(place)
        if opening:
            self._reader.inside(opening.opener, carries=opening.carries)
            return place + opening.words
        if place == 0 or self._texts[place - 1] in COMMAS:
            return self._follow_comma(place)
        return self._go_on(place)

    # Connectors

    def _connector_at(self, place: int) -> _Opening | None:
        """Return how a clause opens at a connector or a relative pronoun; None if none does."""
        if self._texts[place] not in lists.OPENERS:
            return None
        return self._adverbial(place) or self._relative(place) or self._that(place)

    def _adverbial(self, place: int) -> _Opening | None:
        for length in range(_LONGEST, 1, -1):
            phrase = " ".join(self._texts[place : place + length])
            if phrase in lists.LONG_SUBORDINATORS and self._has_clause(place + length):
                return _Opening("adverbial", length)
        text = self._texts[place]
        if text in lists.SUBORDINATORS:
            if place + 1 < self._size and self._participles[place + 1]:
                return _Opening("adverbial", 1, carries=True)
            return _Opening("adverbial", 1) if self._has_clause(place + 1, far=True) else None
        return self._prepositional(place) if text in lists.PREPOSITIONAL else None

    def _prepositional(self, place: int) -> _Opening | None:
        """Return how a clause opens at a word that may also govern a noun: after the war, after war came."""
        text, following = self._texts[place], place + 1
        if following >= self._size or self._text(place - 1) == "not":
            return None
        if self._participles[following] == DOING and text in ("after", "before", "since"):
            return _Opening("adverbial", 1, carries=True)
        verb, first = self._verb[following], self._words[following]
        if first.number or first.text in lists.MONTHS:
            return None
        if text == "as" and verb == following and self._text(place - 1) in COMMAS:
            return _Opening("adverbial", 1)
        stop = min(self._comma[following], self._connector[following], self._size)
        if verb >= stop and place:
            verb = self._verb_past_commas(following)
            return _Opening("adverbial", 1) if verb >= 0 and self._reader.here.has_verb else None
        if verb >= stop or verb == following or not self._is_subject(following, verb):
            return None
        if place == 0:
            return _Opening("adverbial", 1) if self._verb[self._comma[verb]] < self._size else None
        if text == "as" and not (
            self._text(place - 1) in COMMAS or first.text in lists.DETERMINERS or first.text in PRONOUNS
        ):
            return None
        return _Opening("adverbial", 1) if self._reader.here.has_verb else None

    def _relative(self, place: int) -> _Opening | None:
        if place == 0:
            return None
        start = self._relative_word(place)
        if start < 0 or not self._has_clause(start + 1):
            return None
        bare = self._texts[start] in ("who", "which") and start == place
        carries = bare and self._verb[start + 1] == self._after_adverbs[start + 1]
        return _Opening("relative", start - place + 1, carries)

    def _that(self, place: int) -> _Opening | None:
        text, previous = self._texts[place], self._text(place - 1)
        if text == "whether" and self._has_clause(place + 1):
            return _Opening("complement", 1)
        if text != "that" or place == 0 or not self._has_clause(place + 1):
            return None
        if previous in lists.PREPOSITIONS or previous in lists.PREPOSITIONAL:
            return None
        verb = self._verb[place + 1]
        headed = self._after_adverbs[place + 1] == verb
        said = self._is_said(place)
        if previous in lists.SAYING or previous in lists.SAYING_NOUNS or (said and not headed):
            return _Opening("complement", 1)
        if previous in COMMAS:
            return None
        if headed:
            return _Opening("relative", 1, carries=True)
        joined = self._conjunction[place] < verb and not self._opens_subject(place + 1)
        near = verb < self._comma[place] and not joined
        if self._kinds[place - 1]:
            return _Opening("complement", 1)
        return _Opening("relative", 1) if near else None

    # Conjunctions

    def _join(self, place: int) -> int:
        """Open what a conjunction joins, if it has a verb of its own."""
        reader = self._reader
        following = place + 1
        if (
            not reader.here.has_verb
            or following >= self._size
            or (self._paired and self._texts[place] == "and")
        ):
            return place
        opening = self._adverbial(following) or self._relative(following) or self._that_again(following)
        if opening:
            if reader.outer is not None and reader.opener == opening.opener:
                reader.close()
            reader.inside(opening.opener, carries=opening.carries)
            return following + opening.words
        verb = self._own_verb(place)
        if verb < 0 or self._shares_object(place):
            return place
        bare = self._leads_to(following, verb)
        if not (bare or self._is_certain(verb)):
            return place
        if self._text(place - 1) in COMMAS and reader.outer is not None and reader.outer.has_verb:
            reader.close()
        reader.beside("coordinated", carries=bare)
        return following

    def _shares_object(self, place: int) -> bool:
        """Return whether a conjunction stands between two verbs alone: signed and ratified the treaty."""
        one, other = self._words[place - 1], self._words[place + 1]
        pair = looks_past(one) and looks_past(other)
        return pair or (self._last_verb == place - 1 and self._kind(place + 1) > 0)

    def _that_again(self, place: int) -> _Opening | None:
        """Return how a second «that» opens: and that they had signed."""
        if self._texts[place] != "that" or not self._has_clause(place + 1, far=True):
            return None
        reader = self._reader
        while reader.outer is not None and reader.opener not in ("complement", "relative"):
            reader.close()
        return _Opening("complement", 1) if reader.outer is not None else None

    # Commas

    def _follow_comma(self, place: int) -> int:
        """Open or close parts at the head of a sentence and after a comma."""
        reader = self._reader
        here, outer = reader.here, reader.outer
        if self._is_participle(place):
            reader.inside("participle", carries=True, has_verb=True)
            return self._after_adverbs[place] + 1
        if place == 0:
            return place
        verb = self._segment_verb(place)
        head = verb == self._after_adverbs[place]
        if outer is not None and here.has_verb and not outer.has_verb:
            if self._resumes(outer, place, verb, head=head):
                reader.close()
            return place
        if verb < 0 and here.has_verb and self._having[place] < self._comma[place]:
            reader.inside("participle", carries=False, has_verb=True)
            return place
        if verb < 0 or not here.has_verb:
            return place
        if head and (self._texts[verb] in lists.AUXILIARIES or not self._is_certain_head(verb)):
            return place
        if not head and not self._is_certain(verb):
            return place
        if outer is not None and outer.has_verb and not head:
            reader.close()
        reader.beside("coordinated", carries=head)
        return place

    def _resumes(self, outer: Frame, place: int, verb: int, *, head: bool) -> bool:
        """Return whether a clause without a verb so far goes on after a comma."""
        needs_subject = outer.empty or self._lacks_subject(outer)
        if not needs_subject:
            return head
        return (verb >= 0 and not head) or (verb < 0 and self._apposed(place))

    def _lacks_subject(self, frame: Frame) -> bool:
        """Return whether a clause has only a phrase or a date so far: its subject is still to come."""
        first = frame.segment
        opens = frame.start == first and self._reader.parts[frame.part].opener in ("adverbial", "complement")
        if opens or self._text(first) in lists.CONJUNCTIONS:
            first += 1
        if first >= len(self._reader.of_words):
            return False
        if not self._is_phrase(first):
            return self._words[first].number
        phrase = self._words[first + 1 : min(first + 2 * REACH, len(self._reader.of_words))]
        return not any(self._opens_after(one, other) for one, other in pairwise(phrase))

    def _is_participle(self, place: int) -> bool:
        """Return whether a participle with its own phrase opens at the head or after a comma."""
        first = self._after_adverbs[place]
        if first >= self._size:
            return False
        here, kind = self._reader.here, self._participles[first]
        weak = self._kinds[first] == WEAK and self._is_phrase(first + 1)
        weak = weak and self._texts[first] not in lists.INTRANSITIVE
        if place == 0:
            comma = self._comma[first]
            subject = self._segment_verb(comma + 1)
            follows = comma < self._size and subject > self._after_adverbs[min(comma + 1, self._size)]
            return (kind > 0 or weak) and follows
        if kind == DOING:
            return here.has_verb or self._apposed(first)
        if kind == DONE:
            return True
        return weak and (here.has_verb or self._apposed(first) or self._lacks_subject(here))

    # Elsewhere

    def _go_on(self, place: int) -> int:
        """Open or close parts where no connector and no comma leads up to a word."""
        reader = self._reader
        here, outer = reader.here, reader.outer
        kind = self._kinds[place]
        if not kind:
            said = self._texts[place - 1] in lists.BARE_SAYING and self._kinds[place - 1]
            if said and self._opens_subject(place) and self._verb[place] < self._connector[place]:
                reader.inside("complement", carries=False)
        elif here.has_verb and outer is not None and not (outer.has_verb or outer.empty):
            reader.close()
        elif kind == WEAK and not here.has_verb and (self._is_reduced(place) or self._is_of_phrase(place)):
            reader.inside("participle", carries=True, has_verb=True)
            self._kinds[place] = 0
        return place

    def _is_of_phrase(self, place: int) -> bool:
        """Return whether a past form is a participle in a phrase at the head: under the treaty signed."""
        comma = min(self._comma[place] + 1, self._size)
        return (
            self._is_phrase(place + 1)
            and self._texts[place] not in lists.INTRANSITIVE
            and self._lacks_subject(self._reader.here)
            and self._segment_verb(comma) > self._after_adverbs[comma]
        )
