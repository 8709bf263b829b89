"""What the gate finds about each statement: a verdict, of an aspect, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from diplograph.checks.evidence.facts import Value
from diplograph.sources.passages import passage_iri


class Verdict(Enum):
    """What the gate finds about a statement, the best first."""

    PROVEN = "proven"
    UNDERSTOOD = "understood"
    CONFIRMED = "confirmed"
    NOT_SHOWN = "notShown"
    CONTRADICTED = "contradicted"
    UNPROVEN = "unproven"
    UNCHECKED = "unchecked"

    @property
    def fails(self) -> bool:
        """Whether it is a fault of the fact: the words say otherwise, or do not have the value."""
        return self in (Verdict.CONTRADICTED, Verdict.UNPROVEN)

    @property
    def accepts(self) -> bool:
        """Whether words, or somebody who has read them, support the statement."""
        return self in (Verdict.PROVEN, Verdict.UNDERSTOOD, Verdict.CONFIRMED)


class Aspect(Enum):
    """What of a fact is looked at."""

    PLACE = "place"
    KIND = "kind"
    VALUE = "value"
    ROLE = "role"
    STANDING = "standing"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one statement.

    Attributes:
        value: The triple that makes it.
        aspect: What of the fact it is.
        verdict: What was found.
        reason: Why it is not proven, in one line, by language; empty if it is.
        passages: The IRIs of the passages that were searched.
        words: The IRIs of the passages with the very words that support it, where they are known.
    """

    value: Value
    aspect: Aspect
    verdict: Verdict
    reason: Mapping[str, str]
    passages: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one passage tells of a statement.

    Attributes:
        verdict: What was found.
        reason: Why it is not proven, by language.
        words: The IRIs of the passages with the very words that support it.
    """

    verdict: Verdict
    reason: Mapping[str, str]
    words: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """The place of its verdict, the best first."""
        return _RANKS[self.verdict]


_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}


def cite(document: str, places: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return the IRIs of stretches of a document."""
    return tuple(passage_iri(document, start, end) for start, end in places)
