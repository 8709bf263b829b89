"""Coverage: is every sentence of a document accounted for, and do its words support facts?

A sentence is accounted for by a fact that cites it, or by an omission with its reason. Of its words those
count as used that support a statement of some fact. Function words, such as articles, count in neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from diplograph.text.arabic import fold
from diplograph.text.function_words import is_function_word
from diplograph.text.sentences import split_sentences
from diplograph.text.tokens import Token, tokenize

_CLOSING: Final = frozenset(".:,;،؛-–—)»”*_")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citation:
    """A node that cites a stretch of the document.

    Attributes:
        node: The IRI of the fact, issue or omission.
        label: What it is called, in the reader's language.
        start: The first code point of the stretch.
        end: The code point after its last.
        omission: Whether it says that nothing is taken from the stretch.
        heading: Whether it says that the stretch is a heading.
    """

    node: str
    label: str
    start: int
    end: int
    omission: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what accounts for it.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        citations: The nodes that cite a part of it, omissions included.
        letters: How many letters and digits its words have, function words apart.
        used: How many of these stand in words that support a statement, or in an omission.
        unused: The stretches of the other words, function words between them included.
    """

    start: int
    end: int
    citations: tuple[Citation, ...]
    letters: int
    used: int
    unused: tuple[Span, ...]

    @property
    def accounted(self) -> bool:
        """Whether a fact or an omission cites it."""
        return bool(self.citations)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document is accounted for.

    Attributes:
        document: The IRI of the document.
        sentences: Its sentences, in order.
    """

    document: str
    sentences: tuple[Sentence, ...]

    @property
    def by_sentence(self) -> float:
        """The share of sentences that are accounted for, from 0 to 1."""
        return _share(sum(sentence.accounted for sentence in self.sentences), len(self.sentences))

    @property
    def by_letter(self) -> float:
        """The share of letters and digits that facts and omissions use, from 0 to 1."""
        used = sum(sentence.used for sentence in self.sentences)
        return _share(used, sum(sentence.letters for sentence in self.sentences))


def cover(
    document: str, text: str, language: str, citations: Iterable[Citation], used: Iterable[Span]
) -> Coverage:
    """Account for the sentences of a document and their words.

    A heading that runs into a sentence, with no sign between, is a sentence of its own where an omission
    says that it is a heading. A citation that is wider than a sentence accounts only for those of its
    sentences whose words are used.

    Args:
        document: The IRI of the document.
        text: Its text.
        language: Its language, ``ar`` or ``en``.
        citations: What cites it.
        used: Where the words stand that support statements.

    Example:
        >>> citations = [Citation("n", "One", 0, 14)]
        >>> coverage = cover("d", "One great fact. A second.", "en", citations, [(0, 3), (10, 14)])
        >>> [sentence.accounted for sentence in coverage.sentences]
        [True, False]
        >>> coverage.sentences[0].unused, coverage.sentences[0].used, coverage.sentences[0].letters
        (((4, 9),), 7, 12)
    """
    cited = sorted(citations, key=lambda citation: (citation.start, citation.end, citation.node))
    omitted = [(citation.start, citation.end) for citation in cited if citation.omission]
    headings = [(citation.start, citation.end) for citation in cited if citation.heading]
    marked = _marked(len(text), [*used, *omitted])
    words = _words(text)
    sentences = []
    place = first = 0
    for start, end in _apart(split_sentences(text, language), headings, text):
        while place < len(words) and words[place].start < end:
            place += 1
        own, first = words[first:place], place
        content = [word for word in own if _counts(word, language)]
        taken = {word for word in content if any(marked[word.start : word.end])}
        here = tuple(
            one for one in cited if one.start < end and one.end > start and _accounts(one, start, end, taken)
        )
        unused = tuple(_stretches(text, own, content, taken))
        used_letters = sum(_letters(text, word) for word in taken)
        sentences.append(
            Sentence(start, end, here, sum(_letters(text, word) for word in content), used_letters, unused)
        )
    return Coverage(document, tuple(sentences))


def _marked(length: int, spans: Iterable[Span]) -> bytearray:
    marked = bytearray(length)
    for start, end in spans:
        marked[start:end] = b"\x01" * max(0, min(end, length) - start)
    return marked


def _words(text: str) -> list[Token]:
    """Return the words and signs of a text, with their places in it."""
    folded = fold(text)
    return [Token(one.text, *folded.span(one.start, one.end)) for one in tokenize(folded)]


def _counts(word: Token, language: str) -> bool:
    return word.is_digits or (word.is_word and not is_function_word(word.text, language))


def _accounts(citation: Citation, start: int, end: int, taken: Collection[Token]) -> bool:
    is_within = start <= citation.start and citation.end <= end
    return is_within or citation.omission or bool(taken)


def _letters(text: str, word: Token) -> int:
    return sum(map(str.isalnum, text[word.start : word.end]))


def _stretches(
    text: str, words: Iterable[Token], content: Iterable[Token], taken: Collection[Token]
) -> Iterator[Span]:
    """Yield each run of words that are not used, from its first word of content to its last.

    Signs end it, but for those within a word or figure.
    """
    counted = set(content)
    start = end = -1
    for word in words:
        if word in counted and word not in taken:
            start, end = (start if start >= 0 else word.start), word.end
        elif start >= 0 and (word in taken or not (word.is_word or _is_inside(text, word))):
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _is_inside(text: str, sign: Token) -> bool:
    return text[sign.start - 1 : sign.start].isalnum() and text[sign.end : sign.end + 1].isalnum()


def _apart(
    sentences: Iterable[tuple[int, int]], headings: Iterable[tuple[int, int]], text: str
) -> Iterator[tuple[int, int]]:
    """Cut run-in headings off their sentences; signs alone stay with what stands before them."""
    cuts = sorted({edge for start, end in headings for edge in (start, _past_signs(text, end))})
    for start, end in sentences:
        first = start
        for cut in cuts:
            if first < cut < end and _has_letters(text[first:cut]) and _has_letters(text[cut:end]):
                yield _stripped(text, first, cut)
                first = cut
        yield _stripped(text, first, end)


def _past_signs(text: str, place: int) -> int:
    """Return the place after the signs that close a heading."""
    while place < len(text) and text[place] in _CLOSING:
        place += 1
    return place


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
