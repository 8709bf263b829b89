"""Where English clauses start and end.

The words of a sentence are read once from left to right, with the clauses that are still open on a stack. A
word opens a clause only if a verb follows for it and the clause around it has one or will have one.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.text import english_words as lists
from diplograph.text.clause_parts import Parts, Reader, Word, next_places

_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_COMMAS = frozenset(",–—")
_STRONG, _WEAK = 1, 2  # a verb; a verb or a participle
_DONE, _DOING = 1, 2  # participles: signed by, signing


def split(words: Sequence[Word]) -> Parts:
    """Part English words into clauses."""
    return _English(words).read()


def has_verb(words: Sequence[Word]) -> bool:
    """Return whether words have a verb or a participle."""
    return any(_Verbs(words).kinds) or any(_ends_in_ed(word) for word in words)


def says(word: Word) -> bool:
    """Return whether a word tells that something is said."""
    return word.text in lists.SAYING


def opens_with_verb(words: Sequence[Word]) -> bool:
    """Return whether words open with a verb, so that the subject stands before them."""
    kinds = _Verbs(words).kinds
    for place, word in enumerate(words):
        if kinds[place]:
            return True
        if not (word.sign or _is_adverb(word)):
            return False
    return False


def _is_adverb(word: Word) -> bool:
    text = word.text
    return text in lists.ADVERBS or (
        text.endswith("ly") and len(text) > 4 and text not in lists.NOT_ADVERBS and not word.capital
    )


def _ends_in_ed(word: Word) -> bool:
    """Return whether a word looks like a regular past form."""
    text = word.text
    return text.endswith("ed") and len(text) > 4 and not word.capital and text not in lists.NOT_PAST


class _Verbs:
    """The finite verbs and the participles of some words.

    Attributes:
        kinds: For each word 0, `_STRONG` or `_WEAK`.
        participles: For each word 0, `_DONE` or `_DOING`.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self.kinds = [0] * len(words)
        self.participles = [0] * len(words)
        last = -1  # the last word that is no adverb
        aux = -1  # the last place of a group of auxiliaries that is still open
        for place, word in enumerate(words):
            self._read(place, word, last, aux == last)
            text = word.text
            if (
                text in lists.AUXILIARIES
                or (text in lists.IN_GROUP and aux == last)
                or text in ("to", "be", "been", "being", "having")
            ) and not (text == "may" and word.capital and place):
                aux = place
            if not _is_adverb(word):
                last = place
            elif aux == last:
                aux = last

    def _read(self, place: int, word: Word, last: int, grouped: bool) -> None:
        grouped = grouped and last >= 0
        before = self._words[place - 1] if place else None
        following = self._words[place + 1].text if place + 1 < len(self._words) else ""
        text = word.text
        if text in lists.AUXILIARIES:
            if (
                not grouped
                and not (text == "may" and word.capital and place)
                and not (text in ("will", "can", "might") and self._follows_determiner(before))
            ):
                self.kinds[place] = _STRONG
        elif text in lists.FINITE:
            if not self._follows_determiner(before):
                self.kinds[place] = 0 if grouped else _STRONG
        elif text in lists.PRESENT:
            if not (grouped or self._follows_determiner(before) or word.capital):
                self.kinds[place] = _STRONG
        elif text in lists.PAST or _ends_in_ed(word):
            if grouped or self._follows_determiner(self._words[last] if last >= 0 else None):
                return
            if following == "by":
                self.participles[place] = _DONE
            else:
                self.kinds[place] = _WEAK
        elif (
            (
                text.endswith("ing")
                and len(text) > 4
                and text not in lists.NOT_PARTICIPLES
                and not (word.capital and place)
            )
            and not grouped
            and not self._follows_determiner(before)
        ):
            self.participles[place] = _DOING

    def _follows_determiner(self, before: Word | None) -> bool:
        return before is not None and (
            before.text in lists.DETERMINERS
            or before.text in lists.PREPOSITIONS
            or before.text.endswith("'s")
        )


class _English:
    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.size = len(words)
        verbs = _Verbs(words)
        self.kinds, self.participles = verbs.kinds, verbs.participles
        self.verb = next_places(words, lambda place: self.kinds[place] > 0)
        self.comma = next_places(words, lambda place: words[place].text in _COMMAS)
        self.conjunction = next_places(words, lambda place: words[place].text in lists.CONJUNCTIONS)
        self.connector = next_places(words, self._is_connector)
        self.reader = Reader()
        self.paired = False  # «between» or «both» waits for its «and»
        self.last_verb = -1

    def _is_connector(self, place: int) -> bool:
        text = self.words[place].text
        return text in lists.SUBORDINATORS or text in lists.RELATIVES or text in ("that", "whether")

    def _text(self, place: int) -> str:
        return self.words[place].text if 0 <= place < self.size else ""

    def _skip(self, place: int) -> int:
        """Return the next place that is no adverb."""
        while place < self.size and _is_adverb(self.words[place]):
            place += 1
        return place

    def read(self) -> Parts:
        place = 0
        while place < self.size:
            end = self._opens(place)
            for here in range(place, max(end, place + 1)):
                self._take(here)
            place = max(end, place + 1)
        return self.reader.finish()

    def _take(self, place: int) -> None:
        self.reader.take()
        text = self._text(place)
        if self.kinds[place]:
            self.reader.here.has_verb = True
            self.last_verb = place
        if text in lists.PAIRED:
            self.paired = True
        elif text == "and" or self.words[place].text in _COMMAS:
            self.paired = self.paired and text != "and"

    def _opens(self, place: int) -> int:
        """Open or close clauses before a word; return the place up to which words belong to what opens."""
        text = self._text(place)
        previous = self._text(place - 1)
        if text in lists.CONJUNCTIONS:
            return self._conjunction(place)
        if previous in lists.CONJUNCTIONS and self.reader.here.empty:
            return place  # just opened by the conjunction
        end = self._subordinate(place)
        if end:
            return end
        if previous in _COMMAS or place == 0:
            return self._after_comma(place)
        return self._verb(place)

    # Connectors

    def _subordinate(self, place: int) -> int:
        """Open a clause at a connector or a relative; return the place after it, or 0."""
        for opener, length, carries in (self._adverbial(place), self._relative(place), self._that(place)):
            if opener:
                self.reader.inside(opener, carries=carries)
                return place + length
        return 0

    def _adverbial(self, place: int) -> tuple[str, int, bool]:
        none = ("", 0, False)
        text = self._text(place)
        for length in (3, 2):
            phrase = tuple(self._text(place + step) for step in range(length))
            if phrase in lists.LONG_SUBORDINATORS and self._has_clause(place + length):
                return "adverbial", length, False
        if text in lists.SUBORDINATORS:
            if self.participles[place + 1] if place + 1 < self.size else 0:
                return "adverbial", 1, True
            return ("adverbial", 1, False) if self._has_clause(place + 1) else none
        if text in lists.PREPOSITIONAL:
            return self._prepositional(place)
        return none

    def _has_clause(self, place: int) -> bool:
        """Return whether a verb follows before the next connector."""
        verb = self.verb[min(place, self.size)]
        return verb < self.size and verb <= self.connector[place]

    def _prepositional(self, place: int) -> tuple[str, int, bool]:
        none = ("", 0, False)
        text, following = self._text(place), place + 1
        if following >= self.size or (
            self._text(place - 1) in ("not", "ever", "long", "shortly") and text == "until"
        ):
            return none
        if text in ("after", "before", "since") and self.participles[following] == _DOING:
            return "adverbial", 1, True
        verb = self.verb[following]
        if verb >= min(self.size, self.comma[following], self.connector[following]) or verb == following:
            return none
        first = self.words[following]
        dated = first.number or first.text in _MONTHS or self.words[verb - 1].number
        if dated or self._text(following) in ("that", "this", "which"):
            return none
        back = verb - 1
        while back > following and _is_adverb(self.words[back]):
            back -= 1
        if self._text(back) in lists.CONJUNCTIONS or self._text(back) in lists.PREPOSITIONS:
            return none
        if place == 0:
            comma = self.comma[verb]
            return ("adverbial", 1, False) if self.verb[comma] < self.size else none
        if not self.reader.here.has_verb:
            return none
        if text == "as" and not (
            self._text(place - 1) == ","
            or first.text in lists.DETERMINERS
            or first.text in ("it", "he", "she", "they")
        ):
            return none
        return "adverbial", 1, False

    def _relative(self, place: int) -> tuple[str, int, bool]:
        none = ("", 0, False)
        if place == 0:
            return none
        start = place
        if self._text(start) in lists.PARTITIVES and self._text(start + 1) == "of":
            start += 1
        if self._text(start) in lists.PREPOSITIONS and self._text(start + 1) in ("which", "whom", "whose"):
            start += 1
        if self._text(start) not in lists.RELATIVES or (
            start == place + 1 and self._text(place) in lists.PARTITIVES
        ):
            return none
        if not self._has_clause(start + 1):
            return none
        return "relative", start - place + 1, self._text(start) in ("who", "which")

    def _that(self, place: int) -> tuple[str, int, bool]:
        none = ("", 0, False)
        text, previous = self._text(place), self._text(place - 1)
        if text == "whether" and self._has_clause(place + 1):
            return "complement", 1, False
        if text != "that" or place == 0 or not self._has_clause(place + 1):
            return none
        if (
            previous in lists.PREPOSITIONS
            or previous in lists.PREPOSITIONAL
            or previous in lists.SUBORDINATORS
        ):
            return none
        verb = self.verb[place + 1]
        told = any(
            self._text(back) in lists.SAYING or self._text(back) in lists.SAYING_NOUNS
            for back in range(max(0, place - 4), place)
        )
        if (
            previous in lists.SAYING
            or previous in lists.SAYING_NOUNS
            or (told and (previous in _COMMAS or self._skip(place + 1) != verb))
        ):
            return "complement", 1, False
        if previous in _COMMAS:
            return none
        if self._skip(place + 1) == verb:
            return "relative", 1, True
        if self.kinds[place - 1]:
            return "complement", 1, False
        return ("relative", 1, False) if verb < min(self.comma[place], self.conjunction[place]) else none

    # Conjunctions

    def _conjunction(self, place: int) -> int:
        """Open what a conjunction joins, if it has a verb of its own."""
        following = place + 1
        reader = self.reader
        here = reader.here
        if self.paired and self._text(place) == "and":
            return place
        end = self._subordinate_after_conjunction(place)
        if end:
            return end
        if not here.has_verb:
            return place
        verb = self._own_verb(following)
        if verb < 0:
            return place
        if self.last_verb == place - 1 and self.kinds[following]:
            return place  # signed and ratified the treaty
        bare = self._leads_to(following, verb)
        after_comma = self._text(place - 1) in _COMMAS
        if (
            reader.outer is not None
            and (reader.outer.has_verb or reader.outer.empty)
            and after_comma
            and not bare
        ):
            reader.close()
            if reader.here.empty:
                return place
        reader.beside("coordinated", carries=bare)
        return place + 1

    def _subordinate_after_conjunction(self, place: int) -> int:
        end = 0
        if self.reader.here.has_verb:
            opener, length, carries = self._adverbial(place + 1)
            if not opener:
                opener, length, carries = self._relative(place + 1)
            if not opener and self._text(place + 1) == "that" and self._has_clause(place + 2):
                opener, length, carries = "complement", 1, False
            if opener:
                if (
                    self.reader.outer is not None
                    and self.reader.parts[self.reader.here.part].opener == opener
                ):
                    self.reader.close()
                self.reader.inside(opener, carries=carries)
                end = place + 1 + length
        return end

    def _own_verb(self, place: int) -> int:
        """Return the verb of what follows a conjunction, or -1."""
        stop = min(self.connector[place], self.conjunction[place])
        comma = self.comma[place]
        if comma <= self._skip(place):  # and, on 3 May, signed
            comma = self.comma[min(self.comma[comma + 1] + 1, self.size)]
        verb = self.verb[place]
        return verb if verb < min(stop, comma, self.size) else -1

    def _leads_to(self, place: int, verb: int) -> bool:
        """Return whether only adverbs and phrases of place and time stand before a verb, and no subject."""
        place = self._skip(place)
        if self._text(place) in _COMMAS:
            place = self._skip(place + 1)
        if place == verb:
            return True
        if self._text(place) not in lists.PREPOSITIONS:
            return False
        before = self.words[verb - 1]
        return (
            before.number
            or before.sign
            or _is_adverb(before)
            or before.text in _MONTHS
            or before.text
            in (
                "year",
                "month",
                "day",
                "date",
                "week",
                "time",
                "there",
            )
        )

    # Commas

    def _after_comma(self, place: int) -> int:
        reader = self.reader
        here, outer = reader.here, reader.outer
        participle = self._participle(place)
        if participle:
            reader.inside("participle", carries=True)
            return place + 1
        if place == 0:
            return place
        verb = self._segment_verb(place)
        head = verb == self._skip(place)
        if (
            outer is not None
            and (here.has_verb or reader.parts[here.part].opener == "participle")
            and not outer.has_verb
        ):
            if outer.empty:
                if (verb >= 0 and not head) or self._apposed(place):
                    reader.close()
            elif head or verb >= 0 or self._apposed(place):
                reader.close()
            return place
        if verb < 0 or not here.has_verb:
            return place
        if head and self.kinds[verb] == _STRONG and self._text(verb) in lists.AUXILIARIES:
            return place
        if head:
            if self.kinds[verb] == _WEAK and not self._has_object(verb):
                return place
            reader.beside("coordinated", carries=True)
            return place
        if outer is not None and outer.has_verb:
            reader.close()
        reader.beside("coordinated", carries=False)
        return place

    def _has_object(self, verb: int) -> bool:
        """Return whether an object follows a verb: what looks like a past form is no adjective then."""
        following = self.words[verb + 1] if verb + 1 < self.size else None
        return following is not None and (
            following.capital
            or following.number
            or following.text in lists.DETERMINERS
            or following.text in lists.PREPOSITIONS
            or following.text in ("it", "him", "her", "them", "as")
        )

    def _segment_verb(self, place: int) -> int:
        """Return the verb before the next comma, conjunction or connector, or -1."""
        verb = self.verb[place]
        return verb if verb < min(self.comma[place], self.connector[place], self.size) else -1

    def _apposed(self, place: int) -> bool:
        """Return whether a verb follows the next comma at once, so that an apposition stands before it."""
        comma = self.comma[place]
        if comma >= self.connector[place]:
            return False
        after = self._skip(comma + 1)
        return after < self.size and self.kinds[after] > 0

    def _participle(self, place: int) -> bool:
        """Return whether a participle with its own phrase opens at a place after a comma."""
        first = self._skip(place)
        if first >= self.size:
            return False
        here = self.reader.here
        comma = self.comma[first]
        later = comma < self.connector[first] and self.verb[comma] < self.size
        kind = self.participles[first]
        if place == 0:
            if not kind and self.kinds[first] == _WEAK:
                kind = _DONE
            verb = self.verb[comma]
            return bool(kind) and later and not self._heads(comma, verb)
        if kind == _DOING:
            return here.has_verb or self._apposed(first)
        if kind == _DONE:
            return True
        if self.kinds[first] == _WEAK and self._text(first + 1) in lists.PREPOSITIONS and not here.has_verb:
            return self._apposed(first)
        return False

    def _heads(self, comma: int, verb: int) -> bool:
        return self._skip(comma + 1) == verb

    # Verbs

    def _verb(self, place: int) -> int:
        """Close or open a clause at a verb that no connector leads up to."""
        reader = self.reader
        here, outer = reader.here, reader.outer
        kind = self.kinds[place]
        if not kind:
            if (
                self._text(place - 1) in lists.BARE_SAYING
                and self.kinds[place - 1]
                and self._says_without_that(place)
            ):
                reader.inside("complement", carries=False)
            return place
        if here.has_verb and outer is not None and not outer.has_verb and not outer.empty:
            reader.close()
            return place
        if kind == _WEAK and not here.has_verb and self._is_reduced(place):
            reader.inside("participle", carries=True)
            self.kinds[place] = 0
            reader.here.has_verb = True
            return place + 1
        return place

    def _says_without_that(self, place: int) -> bool:
        word = self.words[place]
        subject = (
            word.text in lists.DETERMINERS
            or word.capital
            or word.text in ("it", "he", "she", "they", "there")
        )
        return subject and self.verb[place] < self.connector[place]

    def _is_reduced(self, place: int) -> bool:
        """Return whether a past form is a participle: a verb follows it without a connector."""
        verb = self.verb[place + 1]
        stop = min(self.comma[place], self.connector[place], self.conjunction[place])
        return (
            verb < min(stop, self.size)
            and self.kinds[verb] == _STRONG
            and self._text(place + 1) in lists.PREPOSITIONS
            and self._text(place) not in lists.SAYING
        )
