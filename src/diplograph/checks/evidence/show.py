"""`evidence show`: a node's triples with the words that they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.base.errors import QueryError
from diplograph.checks.evidence.examine import Evidence
from diplograph.checks.evidence.verdicts import Check
from diplograph.sources.passages import parse_passage


@dataclass(frozen=True, slots=True)
class Shown:
    """A checked value with the words of its passages.

    Attributes:
        check: The value and the verdict on it.
        words: The words of each passage, by its IRI; without those of documents that have no local copy.
    """

    check: Check
    words: dict[str, str]


def show(evidence: Evidence, node: str) -> list[Shown]:
    """Return each checked value of a node with the words that it rests on.

    Raises:
        QueryError: The node has no value that a passage should state.
    """
    shown = [
        Shown(check, {iri: words for iri in check.passages if (words := _words(evidence, iri)) is not None})
        for check in evidence.checks
        if check.value.subject == node
    ]
    if not shown:
        raise QueryError(f"nothing with evidence is said of {node}")
    return shown


def _words(evidence: Evidence, iri: str) -> str | None:
    passage = parse_passage(iri)
    text = evidence.texts.get(passage.document) if passage else None
    return None if passage is None or text is None else text[passage.start : passage.end]
