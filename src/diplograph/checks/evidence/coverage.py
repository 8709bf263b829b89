"""Coverage: is every sentence of a document accounted for, by a fact or by an omission with its reason?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from diplograph.text.sentences import split_sentences

_CLOSING: Final = frozenset(".:,;،؛-–—)»”*_")


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
        letters: How many letters and digits it has.
        covered: How many of these some passage covers.
        gaps: The stretches with letters that no passage covers.
    """

    start: int
    end: int
    citations: tuple[Citation, ...]
    letters: int
    covered: int
    gaps: tuple[tuple[int, int], ...]

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
        """The share of letters and digits that some passage covers, from 0 to 1."""
        covered = sum(sentence.covered for sentence in self.sentences)
        return _share(covered, sum(sentence.letters for sentence in self.sentences))


def cover(document: str, text: str, language: str, citations: Iterable[Citation]) -> Coverage:
    """Account for the sentences of a document.

    A heading that runs into a sentence, with no sign between, is a sentence of its own where an omission
    says that it is a heading.

    Args:
        document: The IRI of the document.
        text: Its text.
        language: Its language, ``ar`` or ``en``.
        citations: What cites it.

    Example:
        >>> coverage = cover("d", "One fact. A second.", "en", [Citation("n", "One", 0, 8)])
        >>> [sentence.accounted for sentence in coverage.sentences]
        [True, False]
    """
    cited = sorted(citations, key=lambda citation: (citation.start, citation.end, citation.node))
    covered = bytearray(len(text))
    for citation in cited:
        covered[citation.start : citation.end] = b"\x01" * max(
            0, min(citation.end, len(text)) - citation.start
        )
    sentences = []
    headings = [(citation.start, citation.end) for citation in cited if citation.heading]
    for start, end in _apart(split_sentences(text, language), headings, text):
        here = tuple(citation for citation in cited if citation.start < end and citation.end > start)
        positions = [place for place in range(start, end) if text[place].isalnum()]
        inside = sum(covered[place] for place in positions)
        sentences.append(Sentence(start, end, here, len(positions), inside, _gaps(text, covered, start, end)))
    return Coverage(document, tuple(sentences))


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


def _gaps(text: str, covered: bytearray, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the uncovered stretches of a sentence that have a letter, without what is around the letters."""
    gaps = []
    place = start
    while place < end:
        if covered[place] or not text[place].isalnum():
            place += 1
            continue
        last = first = place
        while place < end and not covered[place]:
            if text[place].isalnum():
                last = place
            place += 1
        gaps.append((first, last + 1))
    return tuple(gaps)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
