"""The evidence gate: do the passages that a fact cites state it?

Not only each date, number and name has to be there. Words have to state a fact of that kind, each value has
to belong to these words and not to those of a neighbour, the roles have to be filled as they say, and they
have to assert it. Each of that is *proven* where a passage shows it; *understood* where a claim says how it
follows from other words (`dg:inferenceKind`), which have it; *confirmed* where somebody who has read it says
so (`dg:confirmedBy`). What is *not shown* awaits a person. What the words say otherwise is *contradicted*,
and a value that no passage has is *unproven*. Without a local copy of the document all is *unchecked*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from diplograph.base.collection import paused_collection
from diplograph.base.messages import LANGUAGES
from diplograph.base.names import DG, local_name
from diplograph.checks.evidence.copies import Copy
from diplograph.checks.evidence.facts import Claim, FactNode, Facts, Value
from diplograph.checks.evidence.labels import Labels
from diplograph.checks.evidence.statements import Reading, Statement
from diplograph.checks.evidence.values import find_value, is_date, is_date_of, is_worded
from diplograph.checks.evidence.verdicts import Aspect, Check, Outcome, Verdict, cite
from diplograph.checks.wording import in_languages
from diplograph.sources.documents import Document
from diplograph.sources.passages import Passage, parse_passage
from diplograph.text.partial_dates import PartialDate
from diplograph.text.wordings.lexicon import Lexicon

_LIFTED: Final = (Verdict.NOT_SHOWN, Verdict.UNPROVEN)
"""What a claim can make good: words that say otherwise stay said."""


class Gate:
    """Checks facts against the local copies of documents.

    Args:
        facts: What is asserted.
        texts: The text of each document that has a local copy, by IRI.
        register: The documents of the register, by IRI.
        lexicon: The wordings of the project.

    Attributes:
        facts: What is asserted.
        lexicon: The wordings.
        copies: The documents that have a local copy, as they are read, by IRI.
        labels: What checks the labels of facts.
    """

    def __init__(
        self, facts: Facts, texts: Mapping[str, str], register: Mapping[str, Document], lexicon: Lexicon
    ) -> None:
        self.facts = facts
        self.lexicon = lexicon
        self._register = register
        orders = {iri: document.date_order for iri, document in register.items()}
        self.copies = {
            iri: Copy(text, self.language(iri), lexicon, facts, orders.get(iri))
            for iri, text in texts.items()
        }
        self.labels = Labels(facts)

    def check(self) -> list[Check]:
        """Check every statement of every node that cites a passage."""
        with paused_collection():
            return [check for node in self.facts.nodes() for check in self.check_node(node)]

    def check_node(self, node: FactNode) -> Iterator[Check]:
        """Check every statement of one node."""
        return _NodeCheck(self, node).check()

    def claimed(self, node: FactNode, value: Value, claim: Claim) -> Outcome:
        """Return what a claim would make of a statement that its fact's own passages do not show."""
        return _NodeCheck(self, node).claimed(value, claim)

    def cited(self, iri: str) -> tuple[Copy, Passage] | None:
        """Return a passage with the copy of its document; None where there is no local copy of it."""
        passage = parse_passage(iri)
        copy = self.copies.get(passage.document) if passage else None
        return (copy, passage) if passage and copy else None

    def language(self, document: str) -> str:
        """Return the language of a document, without its region; empty if it is not registered."""
        known = self._register.get(document)
        return known.language.partition("-")[0] if known else ""


class _NodeCheck:
    """Checks one fact."""

    def __init__(self, gate: Gate, node: FactNode) -> None:
        self._gate = gate
        self._facts = gate.facts
        self._node = node
        self._languages = {iri: gate.language(iri.partition("#")[0]) for iri in node.passages}
        self._statements = self._of(node.passages)

    def check(self) -> Iterator[Check]:
        """Yield the verdict on each statement of the fact."""
        node = self._node
        if node.is_claim:
            for value in node.values:
                yield self._finish(value, Aspect.VALUE, self._loosely(value, node.passages), node.passages)
            return
        yield from self._too_wide()
        read = [(statement, self._reading(statement)) for statement in self._statements or ()]
        for value in node.kinds:
            outcomes = [statement.kind(value, reading) for statement, reading in read]
            yield self._finish(value, Aspect.KIND, self._best(value, outcomes), node.passages)
        for value in node.values:
            if not _is_translation(value, self._languages.values()):
                outcomes = [statement.value(value, reading) for statement, reading in read]
                aspect = Aspect.ROLE if isinstance(value.object, ox.NamedNode) else Aspect.VALUE
                yield self._finish(value, aspect, self._best(value, outcomes), node.passages)
        if self._statements is not None:
            yield from self._gate.labels.check(node, [one.sentence for one in self._statements])

    def _of(self, passages: Sequence[str]) -> list[Statement] | None:
        """Return the fact as each passage may state it; None where a document has no local copy."""
        found = []
        for iri in passages:
            cited = self._gate.cited(iri)
            if cited is None:
                return None
            copy, passage = cited
            pieces = [
                Statement(self._facts, copy, self._node, Passage(passage.document, start, end))
                for start, end in copy.pieces(passage.start, passage.end)
            ]
            found.append(max(pieces, key=self._shown) if len(pieces) > 1 else pieces[0])
        return found

    def _too_wide(self) -> Iterator[Check]:
        """Yield a verdict on each passage that is wider than a sentence, with the one that would do."""
        for iri, statement in zip(self._node.passages, self._statements or (), strict=False):
            wide, enough = parse_passage(iri), statement.passage
            if wide and (wide.start, wide.end) != (enough.start, enough.end):
                value = Value(self._node.iri, DG + "evidence", ox.NamedNode(iri))
                [shorter] = cite(enough.document, [(enough.start, enough.end)])
                reason = in_languages("gate.too-wide", clause=local_name(shorter))
                yield Check(value, Aspect.PLACE, Verdict.UNPROVEN, reason, (iri,), (shorter,))

    def _shown(self, statement: Statement) -> int:
        """Count the values that a passage shows."""
        return self._shown_by(statement, self._reading(statement))

    def _shown_by(self, statement: Statement, reading: Reading) -> int:
        """Count the values that words show, less those that they contradict."""
        verdicts = [statement.value(value, reading).verdict for value in self._node.values]
        return verdicts.count(Verdict.PROVEN) - verdicts.count(Verdict.CONTRADICTED) + bool(reading)

    def _reading(self, statement: Statement) -> Reading:
        """Return the words of a passage that state most of the fact."""
        readings = statement.readings()
        if len(readings) == 1:
            return readings[0]
        return max(readings, key=lambda reading: self._shown_by(statement, reading))

    def _best(self, value: Value, outcomes: Sequence[Outcome]) -> Outcome:
        """Return the best of what the passages tell; unchecked without a copy."""
        if self._statements is None:
            return _no_copy()
        if not self._is_read():
            if value in self._node.kinds:
                return self._unread()
            return self._loosely(value, self._node.passages)
        if len(outcomes) == 1:
            return outcomes[0]
        best = min(outcomes, key=lambda one: one.rank)
        alike = [word for one in outcomes if one.rank == best.rank for word in one.words]
        return replace(best, words=tuple(dict.fromkeys(alike)))

    def _is_read(self) -> bool:
        """Return whether there are wordings in the language of some document that the fact cites."""
        copies = (self._gate.copies[iri.partition("#")[0]] for iri in self._languages)
        return any(copy.worded for copy in copies)

    def _unread(self) -> Outcome:
        tags = set(self._languages.values())
        return Outcome(Verdict.UNCHECKED, in_languages("gate.unread", tags=tags))

    def _loosely(self, value: Value, passages: Sequence[str], *, understood: bool = False) -> Outcome:
        """Return whether passages have a value, whatever it belongs to there."""
        reason: Mapping[str, str] = {}
        for iri in passages:
            cited = self._gate.cited(iri)
            if cited is None:
                return _no_copy()
            copy, passage = cited
            stated = find_value(self._facts, copy, self._node, passage, value, understood=understood)
            if stated.places:
                return Outcome(Verdict.PROVEN, {}, cite(passage.document, stated.places))
            reason = reason or stated.reason
        unread = {self._gate.language(iri.partition("#")[0]) for iri in passages}.difference(LANGUAGES, {""})
        if unread and is_worded(value):
            return Outcome(Verdict.UNCHECKED, in_languages("gate.unread", tags=unread))
        return Outcome(Verdict.UNPROVEN, reason)

    def _finish(self, value: Value, aspect: Aspect, outcome: Outcome, passages: tuple[str, ...]) -> Check:
        """Return the verdict on a statement, with what claims on it say."""
        for claim in self._facts.claims_on(value) if outcome.verdict in _LIFTED else ():
            lifted = self.claimed(value, claim)
            if lifted.rank < outcome.rank or lifted.verdict is Verdict.UNCHECKED:
                outcome, passages = lifted, claim.passages
        return Check(value, aspect, outcome.verdict, outcome.reason, passages, outcome.words)

    def claimed(self, value: Value, claim: Claim) -> Outcome:
        """Return what a claim makes of a statement that its fact's own passages do not show."""
        is_kind = value in self._node.kinds
        if claim.understood and is_date(value):
            found = self._understood_date(value, claim)
        elif claim.understood and not is_kind:
            found = self._loosely(value, claim.passages, understood=True)
        else:
            statements = self._of(claim.passages)
            if statements is None:
                return _no_copy()
            outcomes = [
                one.kind(value, ()) if is_kind else one.value(value, self._reading(one)) for one in statements
            ]
            found = min(outcomes, key=lambda one: one.rank)
        if claim.understood and found.verdict is Verdict.PROVEN:
            return Outcome(Verdict.UNDERSTOOD, {}, found.words)
        if claim.confirmed and found.verdict is not Verdict.CONTRADICTED:
            return Outcome(Verdict.CONFIRMED, {}, found.words or self._within_sentences(claim.passages))
        return found

    def _understood_date(self, value: Value, claim: Claim) -> Outcome:
        """Return whether a date follows from the passages of a claim and the fact's own words."""
        readings = [(one, self._reading(one)) for one in self._statements or ()]
        partial = [
            (one.passage.document, date) for one, reading in readings for date in one.partial_dates(reading)
        ]
        if partial:
            return self._completed(value, claim, partial)
        own = {date for one, reading in readings for date in one.other_dates(reading)}
        if own and self._loosely(value, self._node.passages).verdict is Verdict.UNPROVEN:
            return Outcome(Verdict.NOT_SHOWN, in_languages("gate.other-value", stated=own))
        return self._loosely(value, claim.passages, understood=True)

    def _completed(self, value: Value, claim: Claim, partial: Sequence[tuple[str, PartialDate]]) -> Outcome:
        """Return whether a date that a claim cites makes the date of the fact of one of its own words."""
        stated: set[str] = set()
        for iri in claim.passages:
            cited = self._gate.cited(iri)
            if cited is None:
                return _no_copy()
            copy, passage = cited
            for told in copy.dates(passage.start, passage.end):
                for document, one in partial:
                    edtf = one.complete(told.edtf)
                    if edtf and is_date_of(value, edtf, one.relation):
                        own = cite(document, [(one.start, one.end)])
                        words = cite(passage.document, [(told.start, told.end)])
                        return Outcome(Verdict.PROVEN, {}, own + words)
                    stated.update([edtf] if edtf else [])
        if not stated:
            return self._loosely(value, claim.passages, understood=True)
        return Outcome(Verdict.NOT_SHOWN, in_languages("gate.other-value", stated=stated))

    def _within_sentences(self, passages: Sequence[str]) -> tuple[str, ...]:
        """Return the passages that are no wider than a sentence: whoever confirms one has read its words."""
        found = []
        for iri in passages:
            cited = self._gate.cited(iri)
            if cited is not None:
                copy, passage = cited
                found += [iri] if len(copy.pieces(passage.start, passage.end)) == 1 else []
        return tuple(found)


def _no_copy() -> Outcome:
    return Outcome(Verdict.UNCHECKED, in_languages("gate.no-copy"))


def _is_translation(value: Value, languages: Collection[str]) -> bool:
    """Return whether a value is text in a language that none of the documents cited is in."""
    term = value.object
    return isinstance(term, ox.Literal) and bool(
        term.language and term.language.partition("-")[0] not in languages
    )
