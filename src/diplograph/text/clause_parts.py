"""What the readers of clauses share: words with their places, and the parts that words are given to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_MARKS = "\u064b-\u0652\u0670\u0640"
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|[^\W\d_][\w{_MARKS}]*(?:['’ʼ-][^\W\d_][\w{_MARKS}]*)*"
    r"|\d[\d.,٫٬/:]*(?<=\d)|\S"
)
_SHADDA = "\u0651"
_WRITTEN = str.maketrans(
    {**dict.fromkeys("’ʼ", "'"), **dict.fromkeys(map(chr, (0x0640, 0x0670, *range(0x064B, 0x0653))))}
)
_WRITTEN.update(str.maketrans("ىیک", "ييك"))


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of some lines of a table; a plus sign joins the words of a phrase.

    Example:
        >>> sorted(word_set("so+that when"))
        ['so that', 'when']
    """
    return frozenset(word.replace("+", " ") for line in lines for word in line.split())


class Word(NamedTuple):
    """A word, a number or a sign.

    Attributes:
        text: Its letters as written, in lower case, without vowel signs; final ya is one letter.
        start: Its first code point in the text.
        end: The code point after its last.
        capital: Whether it opens with a capital letter.
        number: Whether it is a number.
        sign: Whether it is neither a word nor a number.
        doubled: Whether a shadda is written, as in «وقّع».
    """

    text: str
    start: int
    end: int
    capital: bool
    number: bool
    sign: bool
    doubled: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A clause before it is placed in the text: how it opens, and which part it depends on."""

    opener: str
    carries_subject: bool
    parent: int | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Which part each word belongs to.

    Attributes:
        of_words: For each word the index of its part.
        parts: The parts.
    """

    of_words: list[int]
    parts: list[Part]


def read_words(text: str, start: int, end: int) -> list[Word]:
    """Read the words, numbers and signs of a stretch of text.

    Example:
        >>> [word.text for word in read_words("Drost’s envoy left in 1,901.", 0, 28)]
        ["drost's", 'envoy', 'left', 'in', '1,901', '.']
    """
    words = []
    for match in _WORD.finditer(text, start, end):
        written = match[0].translate(_WRITTEN)
        first = written[:1]
        words.append(
            Word(
                written.lower(),
                match.start(),
                match.end(),
                first.isupper(),
                first.isdigit(),
                not first.isalnum(),
                _SHADDA in match[0],
            )
        )
    return words


def next_places(wanted: Sequence[object]) -> list[int]:
    """Return for each place, and the one after the last, the next place from there that is wanted.

    The number of places stands for none.

    Example:
        >>> next_places([False, True, False])
        [1, 1, 3, 3]
    """
    place = following = len(wanted)
    places = [following] * (place + 1)
    for one in reversed(wanted):
        place -= 1
        if one:
            following = place
        places[place] = following
    return places


def previous_places(wanted: Iterable[object]) -> list[int]:
    """Return for each place the place up to it that is wanted; 0 where there is none."""
    places = []
    last = 0
    for place, one in enumerate(wanted):
        if one:
            last = place
        places.append(last)
    return places


@dataclass(slots=True)
class Frame:
    """A part that is being read.

    Attributes:
        part: Its index.
        has_verb: Whether its verb has been read.
        start: The place of its first word; -1 while it has none.
        segment: The place of its first word after its last comma.
        waits: Whether a word before, such as an auxiliary, takes the next verb.
        aside: Whether a comma has opened a phrase that the next comma closes.
    """

    part: int
    has_verb: bool = False
    start: int = -1
    segment: int = -1
    waits: bool = False
    aside: bool = False

    @property
    def empty(self) -> bool:
        """Whether it has no word yet."""
        return self.start < 0


@dataclass(slots=True)
class Reader:
    """Gives words to parts, one after the other, and keeps which parts are still open.

    Attributes:
        of_words: For each word read so far the index of its part.
        parts: The parts so far; the first is the main clause.
        open: The parts that are open, the outermost first.
    """

    of_words: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=lambda: [Part("", False, None)])
    open: list[Frame] = field(default_factory=lambda: [Frame(0)])

    @property
    def here(self) -> Frame:
        """The innermost open part."""
        return self.open[-1]

    @property
    def outer(self) -> Frame | None:
        """The part around the innermost one."""
        return self.open[-2] if len(self.open) > 1 else None

    def take(self) -> None:
        """Give the next word to the innermost open part."""
        if self.here.empty:
            self.here.start = len(self.of_words)
        self.of_words.append(self.here.part)

    @property
    def opener(self) -> str:
        """How the innermost open part opens."""
        return self.parts[self.here.part].opener

    def inside(self, opener: str, *, carries: bool, has_verb: bool = False) -> None:
        """Open a part that depends on the innermost one."""
        self.parts.append(Part(opener, carries, self.here.part))
        self.open.append(Frame(len(self.parts) - 1, has_verb))
        if len(self.open) > _DEEPEST:
            del self.open[1]

    def beside(self, opener: str, *, carries: bool) -> None:
        """Open a part that goes on from the innermost one, which is closed."""
        self.parts.append(Part(opener, carries, self.here.part))
        self.open[-1] = Frame(len(self.parts) - 1)

    def close(self) -> None:
        """Close the innermost part."""
        self.open.pop()

    def finish(self) -> Parts:
        """Return the parts; the first words are the main clause where nothing else is."""
        if self.of_words and self.open[0].part == 0 and self.open[0].empty:
            first = self.of_words[0]
            self.parts[first] = Part("", False, None)
        return Parts(self.of_words, self.parts)


def give(size: int, opened: Callable[[int], int], take: Callable[[int], None]) -> None:
    """Give every word of a sentence to its part.

    Args:
        size: The number of words.
        opened: Opens or closes parts before the word at a place, and returns the place up to which words
            belong to what opens.
        take: Gives the word at a place to the part that is open.
    """
    place = 0
    while place < size:
        end = max(opened(place), place + 1)
        for here in range(place, end):
            take(here)
        place = end


_DEEPEST = 8  # clauses within clauses
