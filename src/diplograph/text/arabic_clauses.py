"""Where Arabic clauses start and end.

The words of a sentence are read once from right to left as they are written, with the clauses that are still
open on a stack. Connectors are looked for as they are written, with hamza and ta marbuta: «آما» is a name,
name,
«أما» a connector; «وزارة» is no verb with a conjunction, «وزارت» is.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.text.arabic_verbs import AUXILIARY, NOUNS_TOO, SAYING, VERBS
from diplograph.text.clause_parts import Parts, Reader, Word, next_places

_BARE = str.maketrans("أإ", "اا")


def _spelt(words: str) -> frozenset[str]:
    """Return words as they are written with and without hamza on an alif, final ya as one letter."""
    plain = [word.replace("ى", "ي").replace("+", " ") for word in words.split()]
    return frozenset([*plain, *(word.translate(_BARE) for word in plain)])


_ADVERBIAL = _spelt(
    "بينما حيث إذ حين حينما عندما لما كيما لأن لأنه لأنها لأنهما لأنهم لكي إذا لو طالما كلما بعدما قبلما "
    "حيثما ريثما في+حين على+حين رغم+أن رغم+أنه رغم+أنها برغم+أن بالرغم+من+أن على+الرغم+من+أن بالرغم+من+أنه "
    "على+الرغم+من+أنه مع+أن بعد+أن قبل+أن منذ+أن ما+إن إلى+أن+تم شريطة+أن بشرط+أن علما+بأن خاصة+وأن "
    "لا+سيما+أن في+الوقت+الذي في+وقت وحيث وبينما وحين وعندما وحينما وإذا ولو فيما+بعد+أن بسبب+أن إلا+إذا "
    "ما+لم"
)
_CONCESSIVE = _spelt(
    "إلا+أن إلا+أنه إلا+أنها إلا+أنهما إلا+أنهم غير+أن غير+أنه غير+أنها بيد+أن بيد+أنه لكن ولكن لكنه ولكنه "
    "لكنها ولكنها لكنهما ولكنهما أما وأما"
)
_RELATIVE = _spelt(
    "الذي التي اللذان اللذين اللتان اللتين الذين اللاتي اللواتي اللائي مما والذي والتي واللذان واللذين "
    "واللتان واللتين والذين للذي للتي للذين بالذي بالتي ممن"
)
_THAT = _spelt(
    "أن أنه أنها أنهما أنهم بأن بأنه بأنها بأنهما بأنهم إن إنه إنها إنهما إنهم وأن وأنه وأنها وبأن"
)
_JOINED_THAT = _spelt("وأن وأنه وأنها وبأن")
_PARTICIPLES = _spelt(
    "مشيرا مشيرة معلنا معلنة مؤكدا مؤكدة موضحا موضحة مضيفا مضيفة منهيا منهية معربا معربة متوجها متوجهة "
    "قادما قادمة معتبرا معتبرة داعيا داعية مطالبا مطالبة مبديا واصفا واصفة مجددا حاملا حاملة ممثلا ممثلة "
    "موقعا مستقبلا تاركا تاركة مغادرا مغادرة مستأنفا مستأنفة منتقدا محذرا متعهدا رافضا رافضة نافيا نافية "
    "قائلا قائلة مرافقا مترئسا مترئسة مفتتحا مختتما مختتمة معترفا معترفة"
)
_BEFORE_VERB = _spelt("قد لم لن لا سوف ما ولم ولن ولا وقد ولقد لقد فقد فلم وسوف وما")
_JOINED_BEFORE_VERB = _spelt("وقد ولقد فقد ولم ولن ولا فلم وسوف وما")
_PREPOSITIONS = _spelt(
    "في من إلى على عن مع منذ خلال بعد قبل أثناء بين عند لدى حتى ضد نحو تحت فوق أمام دون عبر حول ضمن بسبب رغم"
)
_JOINED_PHRASE = _spelt(
    "وفي ومنذ وخلال وبعد وقبل وأثناء وعلى وعن ومن ومع وعند وبناء ففي وبموجب ونتيجة وبسبب ورغم وعام وسنة"
)
_PEOPLE = _spelt(
    "الرئيس الرئيسان الملك الملكان الوزير الوزيران الأمير السلطان الشيخ السفير القنصل الجانبان الجانب "
    "الطرفان الطرفين الطرف البلدان الدولتان الوفد الوفدان الحكومة الحكومتان البرلمان المجلس الإمبراطور "
    "الملكة رئيس ملك وزير وزيرا سفير سفيرا رئيسا الدكتور السيد الإمام"
)
_PRONOUNS = _spelt("وهو وهي وهما وهم")
_COMMAS = frozenset("،,")
_DASHES = frozenset("–—")
_LONGEST = 4


def split(words: Sequence[Word]) -> Parts:
    """Part Arabic words into clauses."""
    return _Arabic(words).read()


def has_verb(words: Sequence[Word]) -> bool:
    """Return whether words have a verb or a relative pronoun."""
    return any(_verb(words, place) for place in range(len(words))) or any(
        word.text in _RELATIVE for word in words
    )


def says(word: Word) -> bool:
    """Return whether a word tells that something is said."""
    return word.text in SAYING or (word.text[:1] in "وف" and word.text[1:] in SAYING)


def opens_with_verb(words: Sequence[Word]) -> bool:
    """Return whether words open with a verb, so that the subject may stand before them."""
    first = next((place for place, word in enumerate(words) if not word.sign), None)
    return first is not None and bool(_verb(words, first)) and not _has_subject(words, first)


def _text(words: Sequence[Word], place: int) -> str:
    return words[place].text if 0 <= place < len(words) else ""


def _verb(words: Sequence[Word], place: int) -> str:
    """Return the verb at a place without its conjunction; empty where there is none."""
    text = words[place].text
    if text in VERBS:
        return text if _reads_as_verb(words, place, text) else ""
    if text[0] in "وف" and text[1:] in VERBS:
        return text[1:] if _reads_as_verb(words, place, text[1:]) else ""
    if text.startswith("ول") and text[2:] in VERBS and text[2] in "يت":
        return text[2:]
    return ""


def _reads_as_verb(words: Sequence[Word], place: int, form: str) -> bool:
    """Return whether a form is a verb where it stands: if also a noun, by what stands around it."""
    before = _text(words, place - 1)
    if before in _BEFORE_VERB:
        return True
    if form not in NOUNS_TOO:
        return before not in _PREPOSITIONS
    return before not in _PREPOSITIONS and _text(words, place + 1) in _PEOPLE


def _has_subject(words: Sequence[Word], place: int) -> bool:
    return _text(words, place + 1) in _PEOPLE


class _Arabic:
    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.size = len(words)
        self.verbs = [_verb(words, place) for place in range(self.size)]
        self.verb = next_places(words, lambda place: bool(self.verbs[place]))
        self.comma = next_places(
            words, lambda place: words[place].text in _COMMAS or words[place].text in _DASHES
        )
        self.connector = next_places(
            words,
            lambda place: self._phrase(place, _RELATIVE | _THAT) > 0 or self._phrase(place, _ADVERBIAL) > 0,
        )
        self.reader = Reader()
        self.waits = False  # an auxiliary or «أن» takes the next verb
        self.by_comma = False

    def _text(self, place: int) -> str:
        return _text(self.words, place)

    def _phrase(self, place: int, phrases: frozenset[str]) -> int:
        """Return how many words of a phrase stand at a place; the longest wins, 0 for none."""
        for length in range(_LONGEST, 0, -1):
            if " ".join(self._text(place + step) for step in range(length)) in phrases:
                return length
        return 0

    def read(self) -> Parts:
        place = 0
        while place < self.size:
            end = max(self._opens(place), place + 1)
            for here in range(place, end):
                self._take(here)
            place = end
        return self.reader.finish()

    def _take(self, place: int) -> None:
        self.reader.take()
        if self.verbs[place]:
            self.reader.here.has_verb = True
            self.waits = self.verbs[place] in AUXILIARY
        elif self.words[place].text in _COMMAS:
            self.waits = False

    def _opens(self, place: int) -> int:
        """Open or close clauses before a word; return the place up to which words belong to what opens."""
        reader = self.reader
        text, previous = self._text(place), self._text(place - 1)
        length = self._phrase(place, _ADVERBIAL)
        if length and self._is_adverbial(place, length):
            self._close_if_complete()
            reader.inside("adverbial", carries=False)
            return place + length
        length = self._phrase(place, _CONCESSIVE)
        if length and place and place + length < self.size:
            return self._concessive(place, length)
        if text in _RELATIVE and place and place + 1 < self.size:
            return self._relative(place)
        if text in _THAT:
            return self._that(place)
        stands = previous in _COMMAS or text.endswith("ا")
        if text in _PARTICIPLES and place and reader.here.has_verb and stands:
            reader.inside("participle", carries=True)
            return place + 1
        if text == "كما" and place:
            following = place + 1
            if (
                self._text(following) in _BEFORE_VERB
                or self._text(following) in _THAT
                or self.verb[following] == following
            ):
                return self._beside(place, following)
        if text == "ثم" and place and self.verb[place] < min(self.comma[place], self.connector[place]):
            return self._beside(place, self.verb[place])
        if place and text[:1] in ("و", "ف"):
            return self._joined(place)
        if place == 0:
            return place
        if previous in _COMMAS or previous in _DASHES:
            return self._after_comma(place)
        return self._bare(place)

    def _is_adverbial(self, place: int, length: int) -> bool:
        text = self._text(place)
        if self._text(place - 1) in ("من", "إلى", "الى") and text == "حيث":
            return False
        if text == "لما" and self.verb[place + 1] != place + 1:
            return False
        return place + length < self.size

    def _concessive(self, place: int, length: int) -> int:
        reader = self.reader
        while reader.outer is not None and (reader.outer.has_verb or reader.outer.empty):
            reader.close()
            if reader.here.empty:
                return place + length
        reader.beside("coordinated", carries=self.verb[place + length] == place + length)
        return place + length

    def _close_if_complete(self) -> None:
        reader = self.reader
        if (
            reader.outer is not None
            and reader.here.has_verb
            and reader.parts[reader.here.part].opener in ("adverbial", "participle")
            and reader.outer.has_verb
        ):
            reader.close()

    def _relative(self, place: int) -> int:
        reader = self.reader
        self.by_comma = self._text(place - 1) in _COMMAS
        if (
            self._text(place)[0] == "و"
            and reader.outer is not None
            and reader.parts[reader.here.part].opener == "relative"
            and reader.here.has_verb
            and not self.by_comma
        ):
            reader.beside("relative", carries=True)
        else:
            reader.inside("relative", carries=True)
        return place + 1

    def _that(self, place: int) -> int:
        reader = self.reader
        following = place + 1
        if place == 0 or following >= self.size:
            return place
        verb = self.verbs[following]
        if self._text(place) in ("أن", "ان", "وأن", "وان") and (
            verb or self._text(following) in ("لا", "لم")
        ):
            self.waits = True
            return place
        if self._text(place) in _JOINED_THAT and reader.parts[reader.here.part].opener == "complement":
            reader.beside("complement", carries=False)
        else:
            reader.inside("complement", carries=False)
        return following

    def _beside(self, place: int, verb: int) -> int:
        """Open a coordinated clause on the level that it belongs to."""
        reader = self.reader
        carries = not _has_subject(self.words, verb) if verb < self.size else False
        if reader.here.empty:
            return place
        previous = self._text(place - 1)
        if previous in _COMMAS:
            while reader.outer is not None and (reader.outer.has_verb or reader.outer.empty):
                reader.close()
            if reader.here.empty:
                return place
        reader.beside("coordinated", carries=carries)
        return verb

    def _joined(self, place: int) -> int:
        """Open what و or ف joins, if it has a verb of its own."""
        text = self._text(place)
        reader = self.reader
        if self.verbs[place] and text not in VERBS:
            if place and self.verbs[place - 1]:
                return place
            return self._beside(place, place)
        if text in _JOINED_BEFORE_VERB:
            verb = self.verb[place]
            return self._beside(place, verb) if verb <= place + 2 and verb < self.size else place
        if text in _JOINED_PHRASE and reader.here.has_verb:
            verb = self.verb[place]
            stop = min(self.connector[place], self.size)
            comma = self.comma[place]
            if comma + 1 == verb:
                comma = self.comma[verb]
            if verb < min(stop, comma) and self._text(verb)[0] not in "وف":
                return self._beside(place, verb)
            if verb < min(stop, comma) and self._text(verb) in VERBS:
                return self._beside(place, verb)
        if (
            text in _PRONOUNS
            and reader.here.has_verb
            and self._text(place + 1)
            and self.verb[place + 1] <= place + 2
            and self.verb[place + 1] < self.size
        ):
            reader.inside("relative", carries=True)
            return self.verb[place + 1]
        if self.verbs[place]:
            return self._bare(place) if self._text(place - 1) not in _COMMAS else self._after_comma(place)
        return place

    def _after_comma(self, place: int) -> int:
        reader = self.reader
        here, outer = reader.here, reader.outer
        verb = self.verbs[place] or (self._text(place) in _BEFORE_VERB and self.verb[place] == place + 1)
        if outer is not None and here.has_verb and not outer.has_verb and verb:
            reader.close()
            return place
        if (
            outer is not None
            and self.by_comma
            and reader.parts[here.part].opener == "relative"
            and outer.has_verb
            and self._text(place)[0] == "ب"
            and here.has_verb
        ):
            reader.close()
            return place
        if verb and here.has_verb and not self.waits:
            return self._beside(place, place)
        return place

    def _bare(self, place: int) -> int:
        """Open a clause at a verb without a connector: one that describes the noun before it."""
        reader = self.reader
        here, outer = reader.here, reader.outer
        text, previous = self._text(place), self._text(place - 1)
        head = self.verbs[place]
        if not head and not (text in _BEFORE_VERB and self.verb[place] == place + 1):
            return place
        if (
            not here.has_verb
            or self.waits
            or previous in _BEFORE_VERB
            or previous in _THAT
            or self.verbs[place - 1]
        ):
            return place
        definite = previous.startswith("ال") or self.words[place - 1].number
        if outer is not None and not outer.has_verb and not outer.empty and definite:
            reader.close()
            return place
        if outer is not None and outer.empty:
            return place
        reader.inside("relative", carries=True)
        return place
