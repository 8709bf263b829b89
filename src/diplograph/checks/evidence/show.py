"""`evidence show`: a node's statements, with the words that support them marked in their passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.checks.evidence.examine import Evidence
from diplograph.checks.evidence.verdicts import Aspect, Check
from diplograph.sources.passages import Passage, parse_passage

_MARKS: Final = ("⟦", "⟧")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a passage, with those that support a statement.

    Attributes:
        passage: The IRI of the passage.
        words: Its words; None where its document has no local copy.
        marks: Where in these the words stand that support the statement.
    """

    passage: str
    words: str | None
    marks: tuple[Span, ...] = ()

    @property
    def marked(self) -> str:
        """The words with brackets around those that support the statement; empty without a copy.

        Example:
            >>> Shown("d#char=0,13", "Rudolf came.", ((0, 6),)).marked
            '⟦Rudolf⟧ came.'
        """
        words = self.words or ""
        parts = []
        place = 0
        for start, end in self.marks:
            parts += [words[place:start], _MARKS[0], words[start:end], _MARKS[1]]
            place = end
        return "".join([*parts, words[place:]])


def show(evidence: Evidence, node: str) -> list[tuple[Check, tuple[Shown, ...]]]:
    """Return each checked statement of a node with the passages that it rests on.

    Of several passages those are given that have words which support it, if any has; a label rests on none.

    Raises:
        QueryError: The node has no statement that a passage should support.
    """
    found = [(check, _shown(evidence, check)) for check in evidence.checks if check.value.subject == node]
    if not found:
        raise QueryError(message("error.no-evidence", node=node))
    return found


def _shown(evidence: Evidence, check: Check) -> tuple[Shown, ...]:
    if check.aspect is Aspect.LABEL:
        return ()
    words = [passage for iri in check.words if (passage := parse_passage(iri))]
    shown = tuple(_marked(evidence, iri, words) for iri in check.passages)
    return tuple(one for one in shown if one.marks) or shown


def _marked(evidence: Evidence, iri: str, words: list[Passage]) -> Shown:
    passage = parse_passage(iri)
    text = evidence.texts.get(passage.document) if passage else None
    if passage is None or text is None:
        return Shown(iri, None)
    inside = sorted(
        (max(one.start, passage.start) - passage.start, min(one.end, passage.end) - passage.start)
        for one in words
        if one.document == passage.document and one.start < passage.end and one.end > passage.start
    )
    return Shown(iri, text[passage.start : passage.end], tuple(_joined(inside)))


def _joined(spans: list[Span]) -> list[Span]:
    """Make one of stretches that overlap."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
