"""The evidence gate: is each date, number and name of a fact written in the passages that the fact cites?

Exact, or rejected with the reason. A value is *proven* where a passage of its node, or of a claim on it,
states it; *inferred* where a claim says how it is understood (`dg:inferenceKind`) and the passage which
that claim cites states it; *unproven* otherwise. Without a local copy of the document it is *unchecked*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from diplograph.base.messages import LANGUAGES
from diplograph.base.names import DG, EDTF, XSD
from diplograph.checks.evidence.facts import FactNode, Facts, Value
from diplograph.checks.wording import in_languages
from diplograph.sources.documents import Document
from diplograph.sources.passages import parse_passage
from diplograph.text.names import NameFinder
from diplograph.text.state_names import StateNames, names_with_state

_HEDGES: Final = {"approximately", "nearly", "moreThan", "lessThan", "atLeast", "atMost"}
# Which date of “from 1920 to 1923” or “since 1991” each one is.
_SIDE_OF_SPAN: Final = {DG + "start": 0, DG + "independentSince": 0, DG + "end": 1}
_KEPT: Final = 256  # passages whose findings are kept
_NUMBERS: Final = {XSD + "integer", XSD + "decimal"}


class Verdict(Enum):
    """What the gate finds about a value."""

    PROVEN = "proven"
    INFERRED = "inferred"
    UNPROVEN = "unproven"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one value.

    Attributes:
        value: The triple that asserts it.
        verdict: Whether it is proven.
        reason: Why it is not proven, in one line, by language; empty if it is.
        passages: The IRIs of the passages that were searched.
    """

    value: Value
    verdict: Verdict
    reason: Mapping[str, str]
    passages: tuple[str, ...]


class PassageText:
    """The words of a passage, with what they state, found when first asked for."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self._language = language if language in LANGUAGES else "en"

    @cached_property
    def dates(self) -> set[str]:
        """The dates that it states, in EDTF."""
        from diplograph.text.dates import find_dates

        return {mention.edtf for mention in find_dates(self.text, self._language) if not mention.ambiguous}

    @cached_property
    def numbers(self) -> list[tuple[Decimal, frozenset[str]]]:
        """The numbers that it states, each with its hedges."""
        from diplograph.text.numbers import find_numbers

        return [(mention.value, mention.hedges) for mention in find_numbers(self.text, self._language)]

    @cached_property
    def ordinals(self) -> set[int]:
        """The ordinals that it states."""
        from diplograph.text.ordinals import find_ordinals

        return {mention.value for mention in find_ordinals(self.text, self._language)}

    @cached_property
    def _names(self) -> NameFinder:
        return NameFinder(self.text, self._language)

    def names(self, labels: Iterable[str]) -> bool:
        """Return whether it has one of some names."""
        return any(self._names.find(label) for label in labels)

    def names_with_state(self, label: str, state: StateNames, others: Iterable[str]) -> bool:
        """Return whether it has a name in which a state may be named otherwise, as in `names_with_state`."""
        return self._language == "en" and names_with_state(self.text, label, state, others)


class Gate:
    """Checks facts against the local copies of documents.

    Args:
        facts: What is asserted.
        texts: The text of each document that has a local copy, by IRI.
        register: The documents of the register, by IRI.
    """

    def __init__(self, facts: Facts, texts: Mapping[str, str], register: Mapping[str, Document]) -> None:
        self._facts = facts
        self._texts = texts
        self._register = register
        self._passages: dict[str, PassageText | None] = {}

    def check(self) -> Iterator[Check]:
        """Check every value of every node that cites a passage."""
        for node in self._facts.nodes():
            languages = {self._language(iri) for iri in node.passages}
            for value in node.values:
                if not _is_translation(value, languages):
                    yield self._check(node, value)

    def _check(self, node: FactNode, value: Value) -> Check:
        tries = [(Verdict.PROVEN, node.passages)]
        for claim in self._facts.claims_on(value):
            tries.append((Verdict.INFERRED if claim.understood else Verdict.PROVEN, claim.passages))
        reason: Mapping[str, str] = {}
        searched: tuple[str, ...] = ()
        for verdict, passages in tries:
            searched += passages
            texts = [self._text(iri) for iri in passages]
            if any(text is None for text in texts):
                return Check(value, Verdict.UNCHECKED, in_languages("gate.no-copy"), searched)
            local = [text for text in texts if text is not None]
            found = self._unproven(node, value, local, understood=verdict is Verdict.INFERRED)
            if found is None:
                return Check(value, verdict, {}, passages)
            reason = reason or found
        unread = {self._language(iri) for iri in searched}.difference(LANGUAGES, {""})
        if unread and _is_worded(value):
            return Check(value, Verdict.UNCHECKED, in_languages("gate.unread", tags=unread), searched)
        return Check(value, Verdict.UNPROVEN, reason, searched)

    def _language(self, passage: str) -> str:
        """Return the language of a passage's document, without its region; empty if it is not registered."""
        document = self._register.get(passage.partition("#")[0])
        return document.language.partition("-")[0] if document else ""

    def _text(self, iri: str) -> PassageText | None:
        """Return the words of a passage; None where its document has no local copy."""
        if iri not in self._passages:
            if len(self._passages) >= _KEPT:
                self._passages.clear()  # finding some again costs less than keeping all
            passage = parse_passage(iri)
            text = self._texts.get(passage.document) if passage else None
            if passage is None or text is None:
                self._passages[iri] = None
            else:
                words = text[passage.start : passage.end]
                self._passages[iri] = PassageText(words, self._language(iri))
        return self._passages[iri]

    def _unproven(
        self, node: FactNode, value: Value, texts: list[PassageText], *, understood: bool
    ) -> Mapping[str, str] | None:
        """Return why passages do not state a value, by language; None if one of them does."""
        term = value.object
        if isinstance(term, ox.Literal) and term.datatype.value == EDTF:
            return self._date(value, texts, understood=understood)
        if value.predicate == DG + "ordinal":
            known = {str(number) for text in texts for number in text.ordinals}
            return (
                None
                if value.shown in known
                else in_languages("gate.no-ordinal", value=value.shown, stated=known)
            )
        if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
            return self._number(node, term.value, texts)
        if value.predicate == DG + "hedge" and node.has_number:
            return None  # looked at together with the number that it qualifies
        labels = self._facts.labels(term)
        if any(text.names(labels) for text in texts) or self._has_name_with_state(term, texts):
            return None
        return in_languages("gate.no-name", names=labels)

    def _has_name_with_state(self, term: ox.NamedNode | ox.Literal, texts: list[PassageText]) -> bool:
        """Return whether passages name what belongs to a state by another name of that state."""
        labels = self._facts.labels(term, "en") if isinstance(term, ox.NamedNode) else []
        states = list(self._facts.states_of(str(term.value))) if labels else []
        return any(
            text.names_with_state(label, state, self._facts.state_names)
            for text in texts
            for label in labels
            for state in states
        )

    @staticmethod
    def _date(value: Value, texts: list[PassageText], *, understood: bool) -> Mapping[str, str] | None:
        edtf = value.object.value
        stated = {date for text in texts for date in text.dates}
        if understood and any(date.startswith(edtf + "-") for date in stated):
            return None  # "the same year" can be that of a day
        side = _SIDE_OF_SPAN.get(value.predicate)
        ends = set() if side is None else {date.split("/")[side] for date in stated if "/" in date}
        return None if edtf in stated | ends else in_languages("gate.no-date", value=edtf, stated=stated)

    def _number(self, node: FactNode, written: str, texts: list[PassageText]) -> Mapping[str, str] | None:
        try:
            value = Decimal(written)
        except InvalidOperation:
            return in_languages("gate.not-a-number", value=written)
        mentions = [mention for text in texts for mention in text.numbers]
        hedges = [stated for number, stated in mentions if number == value]
        if not hedges:
            return in_languages("gate.no-number", value=written, stated={number for number, _ in mentions})
        asserted = node.hedges & _HEDGES
        if any((asserted and asserted <= stated) or (not asserted and not stated) for stated in hedges):
            return None
        return in_languages(
            "gate.other-hedge", value=written, stated=self._named(hedges[0]), asserted=self._named(asserted)
        )

    def _named(self, hedges: frozenset[str]) -> dict[str, list[str]]:
        """Return hedges as each reader knows them: by their names in English, by their labels in Arabic."""
        labels = (self._facts.labels(ox.NamedNode(DG + hedge), "ar")[:1] for hedge in hedges)
        return {"en": sorted(hedges), "ar": [label for found in labels for label in found]}


def _is_worded(value: Value) -> bool:
    """Return whether a value is a date, a number or a hedge, whose words differ from language to language."""
    is_name = isinstance(value.object, ox.NamedNode) or bool(value.object.language)
    return not is_name or value.predicate == DG + "hedge"


def _is_translation(value: Value, languages: Collection[str]) -> bool:
    """Return whether a value is text in a language that none of the documents cited is in."""
    term = value.object
    return isinstance(term, ox.Literal) and bool(
        term.language and term.language.partition("-")[0] not in languages
    )
