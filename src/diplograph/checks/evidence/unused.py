"""`evidence wordings`: kinds without wordings, and words of a kind that no fact rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.base.names import PREFIXES, RDF
from diplograph.checks.evidence.copies import Copy, Span
from diplograph.checks.evidence.examine import Evidence
from diplograph.checks.evidence.facts import Facts
from diplograph.checks.evidence.verdicts import Aspect, cite


@dataclass(frozen=True, slots=True)
class Unworded:
    """A kind of which no wording is known in the language of documents that state it.

    Attributes:
        kind: The IRI of the class or kind.
        language: The language of the documents, without its region.
        facts: How many facts of that kind cite a document in it.
        not_shown: Of how many of these the kind is not shown by a name of it either.
    """

    kind: str
    language: str
    facts: int
    not_shown: int


@dataclass(frozen=True, slots=True)
class Unused:
    """Words that state something of a kind, and that no fact rests on.

    Attributes:
        passage: The IRI of the passage with the words, from the first to the last of them.
        words: The words of that passage.
        kinds: The IRIs of the kinds and classes that they may state, in order.
        standing: What the sentence makes of it, such as ``negated``; empty where it is stated.
        sentence: The IRI of the passage of the sentence.
    """

    passage: str
    words: str
    kinds: tuple[str, ...]
    standing: str
    sentence: str


def unworded(evidence: Evidence) -> list[Unworded]:
    """Return the kinds of facts without wordings in the language of what they cite, the most used first."""
    gate = evidence.gate
    shown = {one.value for one in evidence.checks if one.aspect is Aspect.KIND and one.verdict.accepts}
    facts: Counter[tuple[str, str]] = Counter()
    not_shown: Counter[tuple[str, str]] = Counter()
    worded = {language: gate.lexicon.kinds(language) for language in _languages(evidence)}
    for node in gate.facts.nodes():
        for language in {gate.language(iri.partition("#")[0]) for iri in node.passages}:
            for value in node.kinds:
                if worded.get(language, frozenset()).isdisjoint(gate.facts.below(value.object.value)):
                    key = value.object.value, language
                    facts[key] += 1
                    not_shown[key] += value not in shown
    found = [Unworded(*key, number, not_shown[key]) for key, number in facts.items()]
    return sorted(found, key=lambda one: (-one.not_shown, -one.facts, one.kind, one.language))


def _languages(evidence: Evidence) -> set[str]:
    return {evidence.gate.language(iri) for iri in evidence.register}


def unused(evidence: Evidence) -> Iterator[Unused]:
    """Yield the words of documents that state something of a kind and that no fact rests on.

    Those that only say of what sort something is, as *university* does, are left out, as are those that
    stand for a property.
    """
    facts = evidence.gate.facts
    for iri, copy in sorted(evidence.gate.copies.items()):
        taken = bytearray(len(copy.text))
        for start, end in evidence.used.get(iri, ()):
            taken[start:end] = b"\x01" * (end - start)
        yield from _unused_in(facts, iri, copy, taken)


def _unused_in(facts: Facts, document: str, copy: Copy, taken: bytearray) -> Iterator[Unused]:
    for start, end in copy.reading.spans:
        found: dict[Span, tuple[set[str], str]] = {}
        for trigger in copy.sentence(start).triggers:
            kinds = {kind for kind in trigger.wording.kinds if _is_kind(facts, kind)}
            is_taken = any(any(taken[first:last]) for first, last in trigger.words)
            if kinds and trigger.wording.owns and not is_taken:
                place = trigger.start, trigger.end
                found.setdefault(place, (set(), trigger.standing))[0].update(kinds)
        for place, (kinds, standing) in sorted(found.items()):
            [passage, sentence] = cite(document, [place, (start, end)])
            names = tuple(sorted(kinds))
            yield Unused(passage, copy.text[slice(*place)], names, standing, sentence)


def _is_kind(facts: Facts, iri: str) -> bool:
    """Return whether something is a class or a concept, not a property."""
    return iri in facts.schemes or facts.has(iri, RDF + "type", PREFIXES["owl"] + "Class")
