"""Where Arabic clauses start and end.

The words of a sentence are read once from first to last as they are written, with the clauses that are still
open on a stack. Connectors are looked for as they are written, with hamza and ta marbuta: «آما» is a name,
«أما» a connector; «وزارة» is no verb with a conjunction, «وزارت» is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from diplograph.text import arabic_connectors as lists
from diplograph.text.arabic_verbs import (
    AUXILIARY_VERBS,
    PARTICLES,
    VERBS,
    find_verbs,
    has_subject,
    is_saying,
)
from diplograph.text.clause_parts import Frame, Parts, Reader, Word, give, next_places

says = is_saying

_COMMAS = frozenset("،,–—")
_LONGEST = 4  # words of a connector
_CONJUNCTIONS = ("و", "ف")
_TOPICS = frozenset(("أما", "اما", "وأما", "واما"))
_FINDERS = frozenset(("من", "إلى", "الى"))  # «من حيث» opens no clause


def split(words: Sequence[Word]) -> Parts:
    """Part Arabic words into clauses."""
    return _Sentence(words).read()


def has_verb(words: Sequence[Word]) -> bool:
    """Return whether words have a verb or a relative pronoun."""
    return any(find_verbs(words)) or any(word.text in lists.RELATIVE for word in words)


def opens_with_verb(words: Sequence[Word]) -> bool:
    """Return whether words open with a verb, so that the subject may stand before them."""
    verbs = find_verbs(words)
    first = next((place for place, word in enumerate(words) if not word.sign), None)
    return first is not None and bool(verbs[first]) and not has_subject(words, first)


@lru_cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


class _Sentence:
    """The words of a sentence, and what stands where in it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._size = len(words)
        self._texts = [word.text for word in words]
        self._verbs = find_verbs(words)
        self._verb = next_places(self._verbs)
        self._comma = next_places([text in _COMMAS for text in self._texts])
        self._connector = next_places([self._connects(place) for place in range(self._size)])
        self._reader = Reader()

    def _connects(self, place: int) -> bool:
        text = self._texts[place]
        return text in lists.RELATIVE or text in lists.THAT or self._phrase(place, lists.ADVERBIAL) > 0

    def _text(self, place: int) -> str:
        return self._texts[place] if 0 <= place < self._size else ""

    def _phrase(self, place: int, phrases: frozenset[str]) -> int:
        """Return how many words of a phrase stand at a place; the longest wins, 0 for none."""
        if self._text(place) not in _first_words(phrases):
            return 0
        for length in range(_LONGEST, 0, -1):
            if " ".join(self._texts[place : place + length]) in phrases:
                return length
        return 0

    def _at_verb(self, place: int) -> bool:
        """Return whether a verb stands at a place, or words that lead up to one."""
        return self._verb[place] == place or (
            self._text(place) in PARTICLES and self._verb[place] <= place + 1 < self._size
        )

    def read(self) -> Parts:
        """Give every word to its part."""
        give(self._size, self._open, self._take)
        return self._reader.finish()

    def _take(self, place: int) -> None:
        self._reader.take()
        frame = self._reader.here
        if self._verbs[place]:
            frame.has_verb = True
            frame.waits = self._verbs[place] in AUXILIARY_VERBS
        elif self._texts[place] in _COMMAS and self._reader.opener != "relative":
            phrase = self._text(place + 1) in lists.PHRASES
            frame.aside = phrase and frame.has_verb and not frame.aside

    def _open(self, place: int) -> int:
        """Open or close parts before a word; return the place up to which words belong to what opens."""
        reader = self._reader
        length = self._adverbial(place)
        if length:
            complete = reader.outer is not None and reader.outer.has_verb and reader.here.has_verb
            if complete and reader.opener in ("adverbial", "participle"):
                reader.close()
            reader.inside("adverbial", carries=False)
            return place + length
        if place == 0:
            return place
        text, following = self._texts[place], place + 1
        length = self._phrase(place, lists.CONCESSIVE)
        if length and place + length < self._size:
            return self._oppose(place + length)
        if text in lists.RELATIVE and following < self._size:
            return self._relate(place)
        if self._text(following) in lists.THAT and text in lists.BEFORE_THAT:
            return self._complete(place, following)
        if text in lists.THAT:
            return self._complete(place, place)
        if text in lists.PARTICIPLES and reader.here.has_verb and self._stands_apart(place):
            reader.inside("participle", carries=True, has_verb=True)
            return following
        if text in ("كما", "بل") and (self._at_verb(following) or self._text(following) in lists.THAT):
            return self._coordinate(place, self._verb[following])
        if text == "ثم" and self._verb[place] < min(self._comma[place], self._connector[place]):
            return self._coordinate(place, self._verb[place])
        if text.startswith(_CONJUNCTIONS):
            return self._join(place)
        if self._texts[place - 1] in _COMMAS:
            return self._follow_comma(place)
        return self._describe(place)

    # Connectors

    def _adverbial(self, place: int) -> int:
        """Return how many words of an adverbial connector stand at a place, 0 for none."""
        length = self._phrase(place, lists.ADVERBIAL)
        if length and place + length < self._size:
            return 0 if self._texts[place] == "حيث" and self._text(place - 1) in _FINDERS else length
        length = self._phrase(place, lists.BEFORE_VERB)
        return length if length and place and self._at_verb(place + length) else 0

    def _oppose(self, following: int) -> int:
        """Open a clause that stands against the one before it: but, as for."""
        reader = self._reader
        while reader.outer is not None and (reader.outer.has_verb or reader.outer.empty):
            reader.close()
            if reader.here.empty:
                return following
        reader.beside("coordinated", carries=self._at_verb(following))
        return following

    def _relate(self, place: int) -> int:
        reader = self._reader
        again = self._texts[place].startswith("و") and reader.opener == "relative" and reader.here.has_verb
        if again and self._texts[place - 1] not in _COMMAS:
            reader.beside("relative", carries=True)
        else:
            aside = self._texts[place - 1] in _COMMAS or reader.here.aside
            reader.inside("relative", carries=True)
            reader.here.aside = aside
        return place + 1

    def _complete(self, place: int, that: int) -> int:
        """Open what is said to be so; what is to be done stays with the verb that it is said of."""
        reader = self._reader
        following = that + 1
        if following >= self._size:
            return place
        if self._texts[that] in lists.PLAIN_THAT and self._at_verb(following):
            reader.here.waits = True
            return following
        if self._texts[that] in lists.JOINED_THAT and reader.opener == "complement":
            reader.beside("complement", carries=False)
        else:
            reader.here.has_verb = True  # a verb that is not listed
            reader.inside("complement", carries=False)
        return following

    def _stands_apart(self, place: int) -> bool:
        """Return whether a participle is one that tells what the subject does besides."""
        return self._texts[place - 1] in _COMMAS or self._texts[place].endswith("ا")

    # Coordination

    def _coordinate(self, place: int, verb: int) -> int:
        """Open a coordinated clause on the level that it belongs to."""
        reader = self._reader
        if reader.here.empty:
            return place
        if self._texts[place - 1] in _COMMAS:
            while reader.outer is not None and (reader.outer.has_verb or reader.outer.empty):
                reader.close()
                if reader.here.empty:
                    return place
        reader.beside("coordinated", carries=not has_subject(self._words, verb))
        return verb

    def _join(self, place: int) -> int:
        """Open what و or ف joins, if it has a verb of its own."""
        text, reader = self._texts[place], self._reader
        verb = self._verb[place]
        if text in lists.JOINED_PARTICLES and not self._answers(place):
            return self._coordinate(place, verb) if verb < min(place + 3, self._size) else place
        if verb == place:
            if text in VERBS:  # its first letter is و or ف
                return (
                    self._follow_comma(place) if self._texts[place - 1] in _COMMAS else self._describe(place)
                )
            apart = not (self._verbs[place - 1] or self._answers(place))
            return self._coordinate(place, place) if apart else place
        if text in lists.JOINED_PHRASES and reader.here.has_verb:
            comma = self._comma[place]
            if comma + 1 == verb:  # and in 1901, he signed
                comma = self._comma[verb]
            if verb < min(comma, self._connector[place]):
                return self._coordinate(place, verb)
        if text in lists.PRONOUNS and reader.here.has_verb and verb < min(place + 3, self._size):
            reader.inside("relative", carries=True)
            return verb
        return place

    def _answers(self, place: int) -> bool:
        """Return whether ف joins a verb to what a clause is about: «أما فارديا فلم …»."""
        here = self._reader.here
        topic = not here.empty and self._texts[here.start] in _TOPICS
        return topic and not here.has_verb and self._texts[place].startswith("ف")

    # Commas and bare verbs

    def _follow_comma(self, place: int) -> int:
        reader = self._reader
        here, outer = reader.here, reader.outer
        verb = self._at_verb(place)
        if outer is not None and here.has_verb and self._resumes(outer, place, verb=verb):
            reader.close()
        elif verb and here.has_verb and not here.waits:
            return self._coordinate(place, self._verb[place])
        return place

    def _resumes(self, outer: Frame, place: int, *, verb: bool) -> bool:
        """Return whether a clause that another interrupts goes on after a comma."""
        if verb:
            return not outer.has_verb or outer.waits
        if self._reader.opener != "relative" or not (self._reader.here.aside and outer.has_verb):
            return False
        text = self._texts[place]
        return outer.aside or (text.startswith(("ب", "ال", "إلى")) and text not in lists.PHRASES)

    def _describe(self, place: int) -> int:
        """Open a clause at a verb without a connector, which describes the noun before it."""
        reader = self._reader
        here, outer = reader.here, reader.outer
        if not self._at_verb(place) or here.waits:
            return place
        if not here.has_verb:
            if self._belongs_to_phrase(place):
                reader.inside("relative", carries=True)
            return place
        before = self._words[place - 1]
        if before.text in PARTICLES or before.text in lists.THAT or self._verbs[place - 1]:
            return place
        definite = before.text.startswith("ال") or before.number
        if outer is not None and (outer.empty or ((outer.waits or not outer.has_verb) and definite)):
            if not outer.empty:
                reader.close()
            return place
        reader.inside("relative", carries=True)
        return place

    def _belongs_to_phrase(self, place: int) -> bool:
        """Return whether a verb describes a noun of the phrase at the head: «خلال مأدبة أقامها، منح …»."""
        first = self._texts[self._reader.here.start]
        headed = first in lists.PHRASES or first in lists.JOINED_PHRASES
        suffixed = self._texts[place].endswith(("ه", "ها"))
        comma = self._comma[place]
        return headed and suffixed and comma < self._size and self._at_verb(comma + 1)
