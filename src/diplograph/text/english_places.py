"""What stands where in an English sentence: verbs, commas, connectors, subjects and what interrupts them."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.text import english_words as lists
from diplograph.text.clause_parts import Word, next_places, previous_places
from diplograph.text.english_verbs import STRONG, find_verbs, is_adverb

COMMAS = frozenset(",–—")
PRONOUNS = frozenset(("it", "he", "she", "they", "we", "there"))
REACH = 5
"""How many words a phrase may have, such as those between a preposition and its «of which»."""

_CONNECTORS = lists.SUBORDINATORS | lists.RELATIVES | {"that", "whether"}
_SAID = 8  # words looked at before «that»
_INTERRUPTIONS = 3  # commas looked past between a subject and its verb


class Places:
    """The words of a sentence, and what stands where in it.

    Places are counted in words. The number of words stands for none where the next of a kind is asked for,
    and -1 where a verb is.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._size = len(words)
        self._texts = [word.text for word in words]
        self._kinds, self._participles = find_verbs(words)
        self._verb = next_places(self._kinds)
        self._comma = next_places([text in COMMAS for text in self._texts])
        self._conjunction = next_places([text in lists.CONJUNCTIONS for text in self._texts])
        self._connector = next_places([text in _CONNECTORS for text in self._texts])
        self._having = next_places([text in ("having", "being") for text in self._texts])
        others = [not is_adverb(word) for word in words]
        self._after_adverbs = next_places(others)
        self._before_adverbs = previous_places(others)

    def _text(self, place: int) -> str:
        return self._texts[place] if 0 <= place < self._size else ""

    def _kind(self, place: int) -> int:
        return self._kinds[place] if place < self._size else 0

    def _has_clause(self, place: int, *, far: bool = False) -> bool:
        """Return whether a verb follows before the next connector; far: or after a clause between commas."""
        place = min(place, self._size)
        near = self._verb[place] < self._size and self._verb[place] <= self._connector[place]
        return near or (far and self._verb_past_commas(place) >= 0)

    def _is_subject(self, start: int, verb: int) -> bool:
        """Return whether the words before a verb may be its subject: no date, no other clause between."""
        first, last = self._words[start], self._before_adverbs[verb - 1]
        if first.text in ("that", "this", "which"):
            return False
        end = self._words[last]
        return not (end.number or end.text in lists.CONJUNCTIONS or end.text in lists.PREPOSITIONS)

    def _relative_word(self, place: int) -> int:
        """Return where the relative pronoun of a phrase stands: who, in which, some of whom; -1 for none."""
        text, following = self._texts[place], self._text(place + 1)
        if text in lists.RELATIVES:
            return place
        if text in lists.PREPOSITIONS and following in ("which", "whom", "whose"):
            return place + 1
        if self._text(place - 1) not in COMMAS or not (
            text in lists.PARTITIVES or text in lists.PREPOSITIONS
        ):
            return -1
        for here in range(place + 1, min(place + REACH, self._size - 1)):
            if self._texts[here] == "of" and self._texts[here + 1] in ("which", "whom"):
                return here + 1
        return -1

    def _is_said(self, place: int) -> bool:
        """Return whether a word of saying stands shortly before a place."""
        before = self._texts[max(0, place - _SAID) : place]
        return any(text in lists.SAYING or text in lists.SAYING_NOUNS for text in before)

    def _own_verb(self, place: int) -> int:
        """Return the verb of what follows a conjunction, also after an interruption; -1 if it has none."""
        start = self._after_adverbs[place + 1]
        if self._text(start) in COMMAS:  # and, on 3 May, signed
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
        if self._text(place) in COMMAS:
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
                following not in lists.PREPOSITIONS and following not in COMMAS and following not in ("", ".")
            )
        )

    def _opens_after(self, one: Word, other: Word) -> bool:
        """Return whether a subject opens after a phrase: in 1861 Drost, on 3 May the king."""
        dated = one.number or one.text in lists.MONTHS
        named = other.capital and other.text not in lists.MONTHS
        determined = other.text in lists.DETERMINERS and (dated or one.capital)
        return other.text in PRONOUNS or determined or (dated and named)

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

    def _opens_subject(self, place: int) -> bool:
        word = self._words[place]
        return word.capital or word.text in lists.DETERMINERS or word.text in PRONOUNS

    def _is_reduced(self, place: int) -> bool:
        """Return whether a past form is a participle: a verb follows it without a connector."""
        verb = self._verb[place + 1]
        stop = min(self._comma[place], self._connector[place], self._conjunction[place], self._size)
        between = self._texts[place + 1 : min(verb, place + 1 + REACH * 4)]
        return (
            verb < stop
            and self._kinds[verb] == STRONG
            and self._text(place + 1) in lists.PREPOSITIONS
            and self._texts[place] not in lists.SAYING
            and not any(text in lists.PREPOSITIONAL for text in between)
        )
