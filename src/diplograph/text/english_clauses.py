"""Where English clauses start and end.

The words of a sentence are read once from left to right, with the clauses that are still open on a stack. A
word opens a clause only if a verb follows for it and the clause around it has one or will have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diplograph.text import english_words as lists
from diplograph.text.clause_parts import Frame, Parts, Reader, Word, next_places, previous_places
from diplograph.text.english_verbs import DOING, DONE, STRONG, WEAK, find_verbs, is_adverb, looks_past

_COMMAS = frozenset(",–—")
_PRONOUNS = frozenset(("it", "he", "she", "they", "we", "there"))
_LONGEST = 3  # words of a subordinator
_REACH = 5  # words looked at between a preposition and its «of which»
_SAID = 8  # words looked at before «that»
_INTERRUPTIONS = 3  # commas looked past between a subject and its verb


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


class _Sentence:
    """The words of a sentence, and what stands where in it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._size = len(words)
        self._texts = [word.text for word in words]
        self._kinds, self._participles = find_verbs(words)
        self._verb = next_places(words, lambda place: self._kinds[place] > 0)
        self._comma = next_places(words, lambda place: self._texts[place] in _COMMAS)
        self._conjunction = next_places(words, lambda place: self._texts[place] in lists.CONJUNCTIONS)
        self._connector = next_places(words, self._connects)
        self._having = next_places(words, lambda place: self._texts[place] in ("having", "being"))
        self._after_adverbs = next_places(words, lambda place: not is_adverb(words[place]))
        self._before_adverbs = previous_places(words, lambda place: not is_adverb(words[place]))
        self._reader = Reader()
        self._paired = False  # whether «between» or «both» waits for its «and»
        self._last_verb = -1

    def _connects(self, place: int) -> bool:
        text = self._texts[place]
        return text in lists.SUBORDINATORS or text in lists.RELATIVES or text in ("that", "whether")

    def _text(self, place: int) -> str:
        return self._texts[place] if 0 <= place < self._size else ""

    def _kind(self, place: int) -> int:
        return self._kinds[place] if place < self._size else 0

    def read(self) -> Parts:
        """Give every word to its part."""
        place = 0
        while place < self._size:
            end = max(self._open(place), place + 1)
            for here in range(place, end):
                self._take(here)
            place = end
        return self._reader.finish()

    def _take(self, place: int) -> None:
        self._reader.take()
        text = self._texts[place]
        if self._kinds[place]:
            self._reader.here.has_verb = True
            self._last_verb = place
        frame = self._reader.here
        if text not in _COMMAS and (frame.start == place or self._texts[place - 1] in _COMMAS):
            frame.segment = place
        if text in lists.PAIRED:
            self._paired = self._text(place + 1) not in ("the", "them") or self._text(place + 2) != "two"
        elif text == "and" or text in _COMMAS:
            self._paired = False

    def _open(self, place: int) -> int:
        """Open or close parts before a word; return the place up to which words belong to what opens."""
        if self._texts[place] in lists.CONJUNCTIONS:
            return self._join(place)
        opening = self._connector_at(place)
        if opening:
            self._reader.inside(opening.opener, carries=opening.carries)
            return place + opening.words
        if place == 0 or self._texts[place - 1] in _COMMAS:
            return self._follow_comma(place)
        return self._go_on(place)

    # Connectors

    def _connector_at(self, place: int) -> _Opening | None:
        """Return how a clause opens at a connector or a relative pronoun; None if none does."""
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

    def _has_clause(self, place: int, *, far: bool = False) -> bool:
        """Return whether a verb follows before the next connector; far: or after a clause between commas."""
        place = min(place, self._size)
        near = self._verb[place] < self._size and self._verb[place] <= self._connector[place]
        return near or (far and self._verb_past_commas(place) >= 0)

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
        if text == "as" and verb == following and self._text(place - 1) in _COMMAS:
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
            self._text(place - 1) in _COMMAS or first.text in lists.DETERMINERS or first.text in _PRONOUNS
        ):
            return None
        return _Opening("adverbial", 1) if self._reader.here.has_verb else None

    def _is_subject(self, start: int, verb: int) -> bool:
        """Return whether the words before a verb may be its subject: no date, no other clause between."""
        first, last = self._words[start], self._before_adverbs[verb - 1]
        if first.text in ("that", "this", "which"):
            return False
        end = self._words[last]
        return not (end.number or end.text in lists.CONJUNCTIONS or end.text in lists.PREPOSITIONS)

    def _relative(self, place: int) -> _Opening | None:
        if place == 0:
            return None
        start = self._relative_word(place)
        if start < 0 or not self._has_clause(start + 1):
            return None
        bare = self._texts[start] in ("who", "which") and start == place
        carries = bare and self._verb[start + 1] == self._after_adverbs[start + 1]
        return _Opening("relative", start - place + 1, carries)

    def _relative_word(self, place: int) -> int:
        """Return where the relative pronoun of a phrase stands: who, in which, some of whom; -1 for none."""
        text, following = self._texts[place], self._text(place + 1)
        if text in lists.RELATIVES:
            return place
        if text in lists.PREPOSITIONS and following in ("which", "whom", "whose"):
            return place + 1
        if self._text(place - 1) not in _COMMAS or not (
            text in lists.PARTITIVES or text in lists.PREPOSITIONS
        ):
            return -1
        for here in range(place + 1, min(place + _REACH, self._size - 1)):
            if self._texts[here] == "of" and self._texts[here + 1] in ("which", "whom"):
                return here + 1
        return -1

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
        if previous in _COMMAS:
            return None
        if headed:
            return _Opening("relative", 1, carries=True)
        joined = self._conjunction[place] < verb and not self._opens_subject(place + 1)
        near = verb < self._comma[place] and not joined
        if self._kinds[place - 1]:
            return _Opening("complement", 1)
        return _Opening("relative", 1) if near else None

    def _is_said(self, place: int) -> bool:
        """Return whether a word of saying stands shortly before a place."""
        before = self._texts[max(0, place - _SAID) : place]
        return any(text in lists.SAYING or text in lists.SAYING_NOUNS for text in before)

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
        if self._text(place - 1) in _COMMAS and reader.outer is not None and reader.outer.has_verb:
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

    def _own_verb(self, place: int) -> int:
        """Return the verb of what follows a conjunction, also after an interruption; -1 if it has none."""
        start = self._after_adverbs[place + 1]
        if self._text(start) in _COMMAS:  # and, on 3 May, signed
            start = min(self._comma[start + 1] + 1, self._size)
        verb, comma = self._verb[start], self._comma[start]
        stop = min(comma, self._conjunction[start], self._connector[start])
        return verb if verb < stop else self._verb_past_commas(start)

    def _verb_past_commas(self, start: int) -> int:
        """Return the verb of a subject that commas part from it, or -1."""
        verb, comma = self._verb[start], self._comma[start]
        stop = min(comma, self._conjunction[start], self._connector[start])
        if stop != comma or comma + 1 >= self._size:
            return -1
        relative = self._relative_word(comma + 1) >= 0
        if relative and self._text(start) in lists.PREPOSITIONS:  # and upon the vote, which failed, he left
            again = self._comma[self._verb[comma]]
            verb = self._verb[again]
            return verb if self._segment_verb(again + 1) == verb < self._size else -1
        for _ in range(_INTERRUPTIONS):  # and Drost, its neighbour, recognised
            comma = self._comma[min(comma + 1, self._size)]
            after = self._after_adverbs[min(comma + 1, self._size)]
            if comma >= self._size or self._text(after) in lists.CONJUNCTIONS:
                return -1
            if self._kind(after):
                return after if relative or after == verb else -1
        return -1

    def _leads_to(self, place: int, verb: int) -> bool:
        """Return whether adverbs and phrases of place and time stand before a verb, and no subject."""
        place = self._after_adverbs[place]
        if self._text(place) in _COMMAS:
            place = self._after_adverbs[place + 1]
        if place == verb:
            return True
        before = self._words[verb - 1]
        ends = before.number or before.sign or before.text in lists.MONTHS or before.text in lists.TIMES
        return self._text(place) in lists.PREPOSITIONS and (ends or is_adverb(before))

    def _is_certain(self, verb: int) -> bool:
        """Return whether a past form after a noun is no participle: «the protocol signed in May» has one."""
        following = self._text(verb + 1)
        return (
            self._kinds[verb] == STRONG
            or self._texts[verb] in lists.INTRANSITIVE
            or following in lists.SAYING
            or following == "that"
            or (
                following not in lists.PREPOSITIONS
                and following not in _COMMAS
                and following not in ("", ".")
            )
        )

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
        phrase = self._words[first + 1 : min(first + 2 * _REACH, len(self._reader.of_words))]
        return not any(self._opens_after(one, other) for one, other in pairwise(phrase))

    def _opens_after(self, one: Word, other: Word) -> bool:
        """Return whether a subject opens after a phrase: in 1861 Drost, on 3 May the king."""
        dated = one.number or one.text in lists.MONTHS
        named = other.capital and other.text not in lists.MONTHS
        determined = other.text in lists.DETERMINERS and (dated or one.capital)
        return other.text in _PRONOUNS or determined or (dated and named)

    def _is_phrase(self, place: int) -> bool:
        """Return whether a word that governs a noun stands at a place."""
        return self._text(place) in lists.PREPOSITIONS or self._text(place) in lists.PREPOSITIONAL

    def _is_certain_head(self, verb: int) -> bool:
        """Return whether a past form after a comma is a verb and no adjective: visited Brod, refined oil."""
        following = self._words[verb + 1] if verb + 1 < self._size else None
        return self._kinds[verb] == STRONG or (
            following is not None
            and (
                following.capital
                or following.number
                or following.text in lists.DETERMINERS
                or following.text in lists.PREPOSITIONS
                or following.text in ("it", "him", "her", "them", "as", "that")
            )
        )

    def _segment_verb(self, place: int) -> int:
        """Return the verb before the next comma or connector, or -1."""
        place = min(place, self._size)
        verb, conjunction = self._verb[place], self._conjunction[place]
        if verb >= min(self._comma[place], self._connector[place], self._size):
            return -1
        return -1 if conjunction < verb == self._after_adverbs[conjunction + 1] else verb

    def _apposed(self, place: int) -> bool:
        """Return whether a verb follows the next comma at once, so that an apposition stands before it."""
        comma = self._comma[place]
        if comma >= min(self._connector[place], self._size):
            return False
        return self._kind(self._after_adverbs[comma + 1]) > 0

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

    def _opens_subject(self, place: int) -> bool:
        word = self._words[place]
        return word.capital or word.text in lists.DETERMINERS or word.text in _PRONOUNS

    def _is_reduced(self, place: int) -> bool:
        """Return whether a past form is a participle: a verb follows it without a connector."""
        verb = self._verb[place + 1]
        stop = min(self._comma[place], self._connector[place], self._conjunction[place], self._size)
        between = self._texts[place + 1 : min(verb, place + 1 + _REACH * 4)]
        return (
            verb < stop
            and self._kinds[verb] == STRONG
            and self._text(place + 1) in lists.PREPOSITIONS
            and self._texts[place] not in lists.SAYING
            and not any(text in lists.PREPOSITIONAL for text in between)
        )
