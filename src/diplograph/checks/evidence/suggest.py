"""`evidence suggest`: edits that would let words show what they do not show yet, for a person to accept.

For a passage that is too wide, the part of it that would do; for words that lie beside a passage, a passage
of their sentence that has them; for what other sentences have, a claim with its kind of inference; and for
what stands there but cannot be told by rules, a claim that somebody who reads the words may confirm. What
the words say otherwise, and what no words of the document say, gets no proposal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG
from diplograph.checks.evidence.copies import Copy, Span
from diplograph.checks.evidence.examine import Evidence
from diplograph.checks.evidence.facts import NAME, Claim, FactNode, Facts, Value
from diplograph.checks.evidence.gate import Gate
from diplograph.checks.evidence.mentions import Mentions
from diplograph.checks.evidence.values import dates_of, find_value, is_date, is_date_of
from diplograph.checks.evidence.verdicts import Aspect, Check, Verdict, cite
from diplograph.sources.passages import Passage, parse_passage
from diplograph.text.anaphora import Sort, find_anaphora
from diplograph.text.dates import DateMention
from diplograph.text.function_words import is_function_word
from diplograph.text.numbers import NumberMention
from diplograph.text.wordings.reading import Sentence, Trigger

_LIFTED: Final = (Verdict.NOT_SHOWN, Verdict.UNPROVEN)
_YEAR: Final = re.compile(r"-?\d{4}")
_MORE_CLAUSES: Final = {Aspect.KIND: 1, Aspect.VALUE: 1, Aspect.ROLE: 0}
"""How many clauses a passage may be stretched by: to have a name, none, or it would cite those of others."""

_OFFICES: Final = frozenset(DG + name for name in ("Office", "Institution", "Mission"))
_OF_STATE: Final = (DG + "ofState", DG + "sendingState")
_SORTS: Final = {DG + "State": Sort.STATE, DG + "Person": Sort.PERSON, DG + "Office": Sort.PERSON}


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage that a fact should cite in the place of another.

    Attributes:
        node: The IRI of the fact.
        old: The IRI of the passage that it cites.
        new: The IRI of the one that it should cite.
        lifts: The statements that it then shows, besides those shown before.
    """

    node: str
    old: str
    new: str
    lifts: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim on a statement.

    Attributes:
        value: The statement.
        passages: The IRIs of the passages that it cites.
        inference: The local name of its kind of inference; empty where somebody has to confirm it.
        stands_for: The words of the fact that stand for the value, where there are any.
        written: The words of the passages that have the value, where there are any.
        extends: The IRI of the claim on that statement that there is already; empty for none.
    """

    value: Value
    passages: tuple[str, ...]
    inference: str = ""
    stands_for: str = ""
    written: str = ""
    extends: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is proposed for the facts of a project.

    Attributes:
        passages: Passages to cite in the place of others, in the order of the facts.
        claims: Claims to make.
        without: The checks of statements for which nothing is proposed.
    """

    passages: tuple[NewPassage, ...]
    claims: tuple[NewClaim, ...]
    without: tuple[Check, ...]


def suggest(evidence: Evidence) -> Suggestions:
    """Propose edits for the statements that the gate does not accept.

    Each is tried first: with it the gate accepts the statement, or would once somebody has confirmed it, and
    finds fault with no other.
    """
    open_nodes = {one.value.subject for one in evidence.checks if _is_open(one)}
    mentions = {iri: Mentions(copy) for iri, copy in evidence.gate.copies.items()}
    passages: list[NewPassage] = []
    claims: list[NewClaim] = []
    without: list[Check] = []
    for node in evidence.gate.facts.nodes():
        if node.iri in open_nodes:
            of_node = _OfNode(evidence.gate, node, mentions)
            passages += of_node.passages
            claims += of_node.claims
            without += of_node.without
    return Suggestions(tuple(passages), tuple(claims), tuple(without))


def _is_open(check: Check) -> bool:
    return check.verdict in _LIFTED or check.verdict is Verdict.CONTRADICTED


class _OfNode:
    """Finds proposals for one fact."""

    def __init__(self, gate: Gate, node: FactNode, mentions: Mapping[str, Mentions]) -> None:
        self._gate = gate
        self._mentions = mentions
        self._facts = gate.facts
        self._node = node
        self.passages: list[NewPassage] = []
        self.claims: list[NewClaim] = []
        self.without: list[Check] = []
        checks = self._tighten(list(gate.check_node(node)))
        if not node.is_claim:
            checks = self._widen(checks)
        for check in checks:
            if _is_open(check):
                claim = self._claim(check) if check.verdict in _LIFTED else None
                if claim:
                    self.claims.append(claim)
                else:
                    self.without.append(check)

    def _tighten(self, checks: list[Check]) -> list[Check]:
        """Replace each passage that is wider than a sentence by what would do of it."""
        for check in checks:
            if check.aspect is Aspect.PLACE and check.words:
                self._replace(NewPassage(self._node.iri, check.value.shown, check.words[0]))
        return list(self._gate.check_node(self._node)) if self.passages else checks

    def _replace(self, passage: NewPassage) -> None:
        cited = {passage.new if iri == passage.old else iri for iri in self._node.passages}
        self._node = replace(self._node, passages=tuple(sorted(cited)))
        self.passages.append(passage)

    def _widen(self, checks: list[Check]) -> list[Check]:
        """Stretch a passage over words of its sentence that show more of the fact and less of nothing."""
        for old in self._node.passages:
            for new in self._wider(old, checks):
                cited = {new if iri == old else iri for iri in self._node.passages}
                tried = list(self._gate.check_node(replace(self._node, passages=tuple(sorted(cited)))))
                lifts = _lifted(checks, tried)
                if lifts and not (self._adds_clauses(old, new) and self._are_names(lifts)):
                    self._replace(NewPassage(self._node.iri, old, new, lifts))
                    checks = tried
                    break
        return checks

    def _adds_clauses(self, old: str, new: str) -> bool:
        passages = [passage for iri in (old, new) if (passage := parse_passage(iri))]
        sentence = self._gate.copies[passages[0].document].sentence(passages[0].start)
        before, after = (_clauses(sentence, (one.start, one.end)) for one in passages)
        return after > before

    def _are_names(self, values: Iterable[Value]) -> bool:
        """Return whether nothing but names is among some values: for these no other clause is cited."""
        return all(
            isinstance(value.object, ox.NamedNode) and value not in self._node.kinds for value in values
        )

    def _wider(self, iri: str, checks: Iterable[Check]) -> Iterator[str]:
        """Yield stretches of the sentence of a passage that have words which it lacks, the shortest first."""
        cited = self._gate.cited(iri)
        if cited is None:
            return
        copy, passage = cited
        sentence = copy.sentence(passage.start)
        clauses = _clauses(sentence, (passage.start, passage.end))
        found: set[Span] = set()
        for check in checks:
            if check.verdict not in _LIFTED or check.aspect not in _MORE_CLAUSES:
                continue
            for start, end in self._spans(copy, sentence, check.value):
                wide = min(start, passage.start), max(end, passage.end)
                if _clauses(sentence, wide) <= clauses + _MORE_CLAUSES[check.aspect]:
                    found.add(wide)
        found = {wide for wide in found if not self._takes_in(sentence, passage, wide)}
        found.discard((passage.start, passage.end))
        for wide in sorted(found, key=lambda span: (span[1] - span[0], span)):
            start = _with_function_words(sentence, wide[0]) if wide[0] < passage.start else wide[0]
            yield from cite(passage.document, [(start, wide[1])])

    def _takes_in(self, sentence: Sentence, passage: Passage, wide: Span) -> bool:
        """Return whether a wider passage has a date or figure more that is none of the fact."""
        dates, figures = dates_of(self._node.values), {one.shown for one in self._node.values}
        others: list[DateMention | NumberMention] = [one for one in sentence.dates if one.edtf not in dates]
        others += [one for one in sentence.numbers if str(one.value) not in figures]
        return any(
            wide[0] <= one.start
            and one.end <= wide[1]
            and not (passage.start <= one.start and one.end <= passage.end)
            for one in others
        )

    def _spans(self, copy: Copy, sentence: Sentence, value: Value) -> list[Span]:
        """Return where a sentence has a value of the fact, or words of a kind of it."""
        if value in self._node.kinds:
            return [(one.start, one.end) for one in self._stating(sentence, value)]
        whole = Passage("", sentence.start, sentence.end)
        return list(find_value(self._facts, copy, self._node, whole, value).places)

    def _stating(self, sentence: Sentence, kind: Value) -> list[Trigger]:
        """Return the words of a sentence that state a kind of the fact."""
        kinds = self._facts.below(kind.object.value)
        return [one for one in sentence.triggers if not one.wording.kinds.isdisjoint(kinds)]

    def _claim(self, check: Check) -> NewClaim | None:
        """Propose a claim on a statement; None where no words could show it."""
        if check.aspect not in _MORE_CLAUSES or check.value.predicate == NAME or self._node.is_claim:
            return None  # no claim is made on a label, a passage or another claim
        known = self._facts.claims_on(check.value)
        for claim in (*self._understood(check.value), *self._to_confirm(check)):
            tried = Claim("", claim.passages, bool(claim.inference), confirmed=not claim.inference)
            outcome = self._gate.claimed(self._node, check.value, tried)
            if outcome.verdict.accepts:
                return replace(claim, extends=known[0].iri) if known else claim
        return None

    def _understood(self, value: Value) -> Iterator[NewClaim]:
        """Yield claims that say how a value is understood, the best first."""
        for iri in self._node.passages:
            cited = self._gate.cited(iri)
            if cited is None:
                continue
            copy, passage = cited
            yield from self._from_part(value, passage, copy)
            if not (self._node.is_entity and value in self._node.kinds):
                yield from self._from_before(value, passage, copy)
            if is_date(value):
                yield from self._completed(value, passage, copy)

    def _completed(self, value: Value, passage: Passage, copy: Copy) -> Iterator[NewClaim]:
        """Yield a claim for each date of a passage that the nearest one to do so before it completes."""
        for own in copy.sentence(passage.start).partial_dates:
            if not (passage.start <= own.start and own.end <= passage.end):
                continue
            for told in copy.dates_before(own.start):
                edtf = own.complete(told.edtf)
                if edtf and is_date_of(value, edtf, own.relation):
                    inference = "sameYear" if own.unit == "year" and not own.step else "fromContext"
                    words = copy.text[own.start : own.end]
                    yield self._new(value, passage.document, copy, (told.start, told.end), inference, words)
                    break

    def _from_part(self, value: Value, passage: Passage, copy: Copy) -> Iterator[NewClaim]:
        """Yield a claim that a state is that of an office, an institution or a place which is named."""
        state = value.object.value
        if self._facts.sort_of(state) != DG + "State":
            return
        for other in self._node.values:
            sort = self._facts.sort_of(other.object.value)
            inference = _part_of(self._facts, other.object.value, sort, state)
            named = copy.within(other.object, passage.start, passage.end) if inference else []
            for start, end in sorted(named, key=lambda span: (span[0], -span[1]))[:1]:
                place = self._nearest(copy, value, (start, end))
                if place:
                    words = copy.text[start:end]
                    yield self._new(value, passage.document, copy, place, inference, words)

    def _nearest(self, copy: Copy, value: Value, span: Span) -> Span | None:
        """Return where something is named nearest to a stretch: in it, or before it, or after it."""
        inside = copy.within(value.object, *span)
        places = copy.places(value.object)
        before = bisect_left(places, span)
        return next(
            (found[-1] for found in (inside, places[max(0, before - 1) : before], places[:1]) if found), None
        )

    def _from_before(self, value: Value, passage: Passage, copy: Copy) -> Iterator[NewClaim]:
        """Yield a claim that a value is that of a sentence before, or stands before a word for it."""
        sentence = copy.sentence(passage.start)
        words = self._anaphora(value, passage, copy, sentence)
        if not words and self._is_cited(value):
            return  # it stands there, with the words of another statement
        inference = self._inference(value, words)
        stands_for = copy.text[slice(*words[0])] if words else ""
        limit = words[0][0] if words else passage.start
        own = [place for place in self._spans(copy, sentence, value) if place[1] <= limit]
        for place in own[-1:] or self._before(passage.document, sentence, value):
            yield self._new(value, passage.document, copy, place, inference, stands_for)

    def _anaphora(self, value: Value, passage: Passage, copy: Copy, sentence: Sentence) -> list[Span]:
        """Return where words of a passage may stand for a value."""
        sort = _sort_of(self._facts, value)
        found = find_anaphora(sentence.words, copy.language)
        places = [
            (sentence.start + one.start, sentence.start + one.end) for one in found if sort in one.sorts
        ]
        return [span for span in places if passage.start <= span[0] and span[1] <= passage.end]

    def _is_cited(self, value: Value) -> bool:
        """Return whether a passage of the fact has a value, whatever it belongs to there."""
        for iri in self._node.passages:
            if cited := self._gate.cited(iri):
                copy, passage = cited
                spans = self._spans(copy, copy.sentence(passage.start), value)
                if any(passage.start <= start and end <= passage.end for start, end in spans):
                    return True
        return False

    def _before(self, document: str, sentence: Sentence, value: Value) -> list[Span]:
        """Return the nearest place of a value before a sentence, or else after it.

        Of what kind something is only the sentence right before says, such as a heading.
        """
        copy = self._gate.copies[document]
        if value in self._node.kinds:
            index = copy.reading.index(sentence.start)
            start = copy.reading.spans[max(0, index - 1)][0]
            stating = self._stating(copy.sentence(start), value) if start < sentence.start else []
            return [(one.start, one.end) for one in stating if one.wording.owns][-1:]
        places = self._mentions[document].places(value)
        before = bisect_left(places, (sentence.start, sentence.start))
        after = bisect_left(places, (sentence.end, sentence.end))
        return places[before - 1 : before] if before else places[after : after + 1]

    def _inference(self, value: Value, words: list[Span]) -> str:
        is_year = is_date(value) and _YEAR.fullmatch(value.object.value)
        return "sameYear" if is_year and words else "fromContext"

    def _new(
        self, value: Value, document: str, copy: Copy, place: Span, inference: str, stands_for: str
    ) -> NewClaim:
        start, end = _clause(copy, place)
        cited = cite(document, [(start, end)])
        return NewClaim(value, cited, inference, stands_for, copy.text[slice(*place)])

    def _to_confirm(self, check: Check) -> Iterator[NewClaim]:
        """Yield a claim for somebody to confirm, where words may state it that no rule can tell."""
        if check.verdict is Verdict.NOT_SHOWN:
            yield NewClaim(check.value, self._node.passages)


def _lifted(before: Iterable[Check], after: Iterable[Check]) -> tuple[Value, ...]:
    """Return the statements that are accepted now and were not; none where another one is worse off."""
    verdicts = {(one.aspect, one.value): one.verdict for one in before}
    lifted = []
    for one in after:
        was = verdicts.get((one.aspect, one.value))
        if one.aspect is Aspect.PLACE or (was and was.accepts and not one.verdict.accepts):
            return ()
        if one.verdict is Verdict.CONTRADICTED and was is not Verdict.CONTRADICTED:
            return ()
        if was and one.verdict.accepts and not was.accepts:
            lifted.append(one.value)
    return tuple(lifted)


def _part_of(facts: Facts, iri: str, sort: str, state: str) -> str:
    """Return by what inference something belongs to a state; empty where it does not."""
    if sort in _OFFICES and any(facts.has(iri, predicate, state) for predicate in _OF_STATE):
        return "fromOffice"
    return "fromPlace" if sort == DG + "Place" and facts.has(iri, DG + "within", state) else ""


def _sort_of(facts: Facts, value: Value) -> Sort:
    if is_date(value):
        return Sort.DATE
    if not isinstance(value.object, ox.NamedNode):
        return Sort.THING
    return _SORTS.get(facts.sort_of(value.object.value), Sort.THING)


def _with_function_words(sentence: Sentence, start: int) -> int:
    """Return where the articles and prepositions before a place start: *In* before a year."""
    for token in reversed(sentence.tokens[: bisect_left([one.start for one in sentence.tokens], start)]):
        if not (token.is_word and is_function_word(token.text, sentence.language)):
            break
        start = token.start
    return start


def _clauses(sentence: Sentence, span: Span) -> int:
    """Count the clauses that a stretch of a sentence touches."""
    return sentence.clause(span[1] - 1) - sentence.clause(span[0]) + 1


def _clause(copy: Copy, place: Span) -> Span:
    """Return the clause of a place, as far as it has letters; of one that the place reaches beyond, both."""
    sentence = copy.sentence(place[0])
    first = sentence.clauses[sentence.clause(place[0])]
    last = sentence.clauses[sentence.clause(place[1] - 1)]
    start, end = min(first.start, place[0]), max(last.end, place[1])
    while start < place[0] and not copy.text[start].isalnum():
        start += 1
    while end > place[1] and not copy.text[end - 1].isalnum():
        end -= 1
    return start, end
