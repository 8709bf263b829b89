"""What one passage tells of a fact: whether its words state the kind, the values and the roles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from diplograph.base.messages import LANGUAGES
from diplograph.base.names import DG, local_name
from diplograph.checks.evidence.copies import Copy, Named, Span
from diplograph.checks.evidence.facts import NAME, FactNode, Facts, Value
from diplograph.checks.evidence.values import (
    Stated,
    dates_of,
    find_value,
    is_date,
    is_date_of,
    is_figure,
    is_hedge_of_figure,
    is_ordinal,
)
from diplograph.checks.evidence.verdicts import Outcome, Verdict, cite
from diplograph.checks.wording import in_languages
from diplograph.sources.passages import Passage
from diplograph.text.partial_dates import PartialDate
from diplograph.text.spans import Spans
from diplograph.text.wordings.owners import owners, pairs
from diplograph.text.wordings.reading import Sentence, Trigger
from diplograph.text.wordings.roles import Names, Role, find_role, has_place_for

Reading = Sequence[Trigger]
"""The words of a passage that state a fact, at one place of it."""

_COUNTERPARTS: Final = {DG + "Person": DG + "Office", DG + "Office": DG + "Person"}
_SIDE_BY_SIDE: Final = 60
"""How many code points may stand between a person and their office."""
_BESIDE: Final = 6
"""How many code points may stand between an ordinal and its noun."""
_TAKEN_BACK: Final = {"negated", "refused", "denied", "calledOff", "planned", "proposed"}
_BY_APPOSITION: Final = {DG + "Tenure", DG + "Participation"}
"""Classes of facts that a text states by two names side by side: *President Nazarbayev*."""


class Statement:
    """A fact as one passage may state it.

    Args:
        facts: What is asserted.
        copy: The document of the passage.
        node: The fact.
        passage: The passage, within one sentence.
    """

    def __init__(self, facts: Facts, copy: Copy, node: FactNode, passage: Passage) -> None:
        self._facts = facts
        self._copy = copy
        self._node = node
        self.passage = passage
        self._found: dict[Value, Stated] = {}
        self._names: dict[Value, Names] = {}

    @cached_property
    def sentence(self) -> Sentence:
        """The sentence of the passage."""
        return self._copy.sentence(self.passage.start)

    def _holds(self, start: int, end: int) -> bool:
        return self.passage.start <= start and end <= self.passage.end

    def _triggers(self, kinds: frozenset[str]) -> list[Trigger]:
        """Return the words in the passage that state one of some kinds."""
        return [
            one
            for one in self.sentence.triggers
            if not one.wording.kinds.isdisjoint(kinds) and any(self._holds(*span) for span in one.words)
        ]

    def readings(self) -> list[Reading]:
        """Return the words that may state the fact: a reading for each clause, or an empty one."""
        groups: dict[int, list[Trigger]] = {}
        for trigger in self._triggers(self._node.stated_as):
            groups.setdefault(trigger.clause, []).append(trigger)
        return [*groups.values()] or [[]]

    def kind(self, value: Value, reading: Reading) -> Outcome:
        """Return whether the passage has words for a kind or class of the fact, and asserts it.

        Args:
            value: The triple that says of what kind the fact is.
            reading: The words that state the fact, which support its kind together with those of the kind.
        """
        kinds = self._facts.below(value.object.value)
        triggers = self._triggers(kinds)
        if triggers:
            return self._standing(triggers, reading)
        places = self._copy.within(value.object, self.passage.start, self.passage.end)
        if places:
            return self._proven(places)
        if value.object.value in _BY_APPOSITION and self._are_apposed():
            return Outcome(Verdict.PROVEN, {})
        key = "gate.no-words" if kinds & self._copy.worded else "gate.no-wordings"
        return _not_shown(key, kind=_labels(self._facts, value.object))

    def _standing(self, triggers: Reading, reading: Reading) -> Outcome:
        """Return whether words assert the kind that they state."""
        triggers = [one for one in triggers if not one.is_noun] or triggers  # a verb decides for its nouns
        as_stated = [one for one in triggers if not one.standing]
        if as_stated:
            stating = (as_stated[0], *(one for one in reading if not one.standing))
            return self._proven([span for one in stating for span in one.words])
        first = min(triggers, key=lambda one: one.is_doubtful)
        is_taken_back = first.standing in _TAKEN_BACK and not first.is_doubtful
        verdict = Verdict.CONTRADICTED if is_taken_back else Verdict.NOT_SHOWN
        label = _labels(self._facts, ox.NamedNode(DG + first.standing))
        return Outcome(verdict, in_languages("gate.standing", standing=label))

    def _proven(self, places: Sequence[Span]) -> Outcome:
        return Outcome(Verdict.PROVEN, {}, cite(self.passage.document, sorted(set(places))))

    def _are_apposed(self) -> bool:
        """Return whether one clause of the passage names all that the fact is between."""
        named = [value for value in self._node.values if isinstance(value.object, ox.NamedNode)]
        clauses = [
            {self.sentence.clause(start) for start, _ in self._within(value.object)} for value in named
        ]
        return bool(clauses) and bool(set.intersection(*clauses))

    def _within(self, term: ox.NamedNode | ox.Literal) -> list[Span]:
        return self._copy.within(term, self.passage.start, self.passage.end)

    def value(self, value: Value, reading: Reading) -> Outcome:
        """Return what the passage tells of a value, when some words of it are those that state the fact."""
        if is_hedge_of_figure(self._node, value):
            return self._proven(self._hedged_at(value))
        stated = self._stated(value)
        if not stated.places:
            return Outcome(Verdict.NOT_SHOWN if stated.since else Verdict.UNPROVEN, stated.reason)
        if value.predicate == NAME:
            return self._proven(stated.places)
        if self._node.is_entity:
            return self._of_entity(value, stated)
        if not reading:
            if self._node.stated_as & _BY_APPOSITION and self._are_apposed():
                return self._proven(stated.places)
            return _not_shown("gate.no-own-words")
        if is_figure(value) and (other := self._other_date(stated)):
            return other
        if is_ordinal(value) and (beside := self._beside(stated, reading)):
            return beside
        if is_date(value):
            return self._owned(stated, reading, self.sentence.dated)
        if is_figure(value) or is_ordinal(value):
            return self._owned(stated, reading)
        sort = self._facts.sort_of(value.object.value)
        if not sort:
            return self._in_clause(stated, reading)
        if sort == DG + "Place":
            return self._owned(stated, reading)
        has_place = any(has_place_for(trigger, local_name(value.predicate)) for trigger in reading)
        if not has_place and self._is_held_apart(value, sort):
            return _not_shown("gate.role-open")
        return self._role(value, stated, reading)

    def _stated(self, value: Value) -> Stated:
        """Return where the passage states a value; it is looked for once for all readings."""
        if value not in self._found:
            self._found[value] = find_value(self._facts, self._copy, self._node, self.passage, value)
        return self._found[value]

    def _is_held_apart(self, value: Value, sort: str) -> bool:
        """Return whether others stand between the person and the office that the fact puts side by side."""
        counterpart = _COUNTERPARTS.get(sort)
        if counterpart is None or not self._node.stated_as & _BY_APPOSITION:
            return False
        others = [v.object for v in self._node.values if self._facts.sort_of(v.object.value) == counterpart]
        sides = [
            (one, other)
            for term in others
            for one in self._within(value.object)
            for other in self._within(term)
        ]
        own = {value.object.value, *(term.value for term in others)}
        if self._are_alone(own):
            return False
        return bool(sides) and not any(self._are_beside(one, other, own) for one, other in sides)

    def _are_alone(self, own: set[str]) -> bool:
        """Return whether the sentence names no other person."""
        named = self._copy.named(self.sentence.start, self.sentence.end)
        return all(one.iri in own for one in named if one.sort == DG + "Person")

    def _are_beside(self, one: Span, other: Span, own: set[str]) -> bool:
        """Return whether no other person and no other office is named between two names near each other."""
        start, end = min(one[1], other[1]), max(one[0], other[0])
        between = self._copy.named(start, end) if end > start else []
        return end - start <= _SIDE_BY_SIDE and not any(
            name.end <= end and name.iri not in own and name.sort in _COUNTERPARTS for name in between
        )

    def other_dates(self, reading: Reading) -> list[str]:
        """Return the whole dates that belong to the words that state the fact and that it does not say."""
        values = [value for value in self._node.values if is_date(value)]
        return [
            one.edtf
            for one in self.sentence.dates
            if not any(is_date_of(value, one.edtf, one.relation) for value in values)
            and self._has_own((one.start, one.end), reading)
        ]

    def partial_dates(self, reading: Reading) -> list[PartialDate]:
        """Return the dates that another one completes and that belong to the words that state the fact."""
        return [one for one in self.sentence.partial_dates if self._has_own((one.start, one.end), reading)]

    def _has_own(self, date: Span, reading: Reading) -> bool:
        """Return whether a date of the passage belongs to the words that state the fact."""
        owning = owners(self.sentence, date, self.sentence.dated) if self._holds(*date) else ()
        return any(trigger in reading for trigger in owning)

    def _hedged_at(self, hedge: Value) -> list[Span]:
        """Return where a hedge stands at a figure of the fact."""
        figures = {value.shown for value in self._node.values if is_figure(value)}
        return [
            span
            for one in self.sentence.numbers
            if str(one.value) in figures
            and self._holds(one.start, one.end)
            and local_name(hedge.shown) in one.hedges
            for span in one.hedged_at
        ]

    def _in_clause(self, stated: Stated, reading: Reading) -> Outcome:
        """Return whether a word such as that of a unit stands in a clause with those that state the fact."""
        clauses = {clause for one in reading for clause in one.clauses}
        near = [span for span in stated.places if self.sentence.clause(span[0]) in clauses]
        return self._proven(near) if near else _not_shown("gate.nearer")

    def _of_entity(self, value: Value, stated: Stated) -> Outcome:
        """Return whether a value stands in a clause with the name of the thing that it is said of."""
        worded = value.predicate in self._copy.worded
        bound = self._triggers(frozenset({value.predicate})) if worded else []
        if worded and not bound:
            return _not_shown("gate.no-words", kind=_labels(self._facts, ox.NamedNode(value.predicate)))
        sentence = self.sentence
        named = self._within(ox.NamedNode(self._node.iri))
        clauses = {sentence.clause(edge) for start, end in named for edge in (start, end - 1)}
        clauses |= {one.clause for one in bound}
        near = [span for span in stated.places if sentence.clause(span[0]) in clauses]
        return self._proven(near) if near else _not_shown("gate.no-own-words")

    def _owned(self, stated: Stated, reading: Reading, alike: Sequence[Span] = ()) -> Outcome:
        """Return whether a date, figure or place belongs to the words that state the fact.

        Args:
            stated: Where it stands.
            reading: The words.
            alike: Where what is of its type stands, if that is more than other values.
        """
        sentence, alike = self.sentence, alike or list(stated.alike)
        own = [
            span
            for span in stated.places
            if any(one in reading for one in owners(sentence, span, alike or stated.places))
        ]
        if own:
            return self._proven(own)
        if self._goes_with_own(stated):
            return _not_shown("gate.nearer")
        for span, shown in stated.alike.items():
            # *since 1951* can be said beside a day
            is_rival = span not in stated.places and ".." not in shown
            if is_rival and any(one in reading for one in owners(sentence, span, alike)):
                return Outcome(Verdict.CONTRADICTED, in_languages("gate.other-value", stated=shown))
        return _not_shown("gate.nearer")

    def _beside(self, stated: Stated, reading: Reading) -> Outcome | None:
        """Return an outcome where an ordinal stands beside words of the fact or a name in it."""
        words = [span for trigger in reading for span in trigger.words]
        words += [
            span for value in self._node.values if self._is_name(value) for span in self._within(value.object)
        ]
        near = [
            place
            for place in stated.places
            if any(max(start - place[1], place[0] - end) <= _BESIDE for start, end in words)
        ]
        return self._proven(near) if near else None

    def _is_name(self, value: Value) -> bool:
        return bool(self._facts.sort_of(value.object.value))

    @cached_property
    def _dates(self) -> dict[Span, str]:
        """The dates of the sentence by their places."""
        return {(one.start, one.end): one.edtf for one in self.sentence.dates}

    @cached_property
    def _paired(self) -> dict[Span, Span]:
        """The date that goes with each figure of the sentence."""
        figures = [(one.start, one.end) for one in self.sentence.figures]
        return pairs(figures, list(self._dates))

    def _goes_with_own(self, stated: Stated) -> bool:
        """Return whether a figure goes with the date of the fact, or a date with its figure.

        Of several pairs, as in *from 3 million in 1950 to 5 million in 1952*, none is the rival of another.
        """
        own = {value.shown for value in self._node.values if is_date(value) or is_figure(value)}
        numbers = {(one.start, one.end): format(one.value.normalize(), "f") for one in self.sentence.figures}
        partners = {**self._paired, **{date: number for number, date in self._paired.items()}}
        shown = {**self._dates, **numbers}
        return any(shown[partners[span]] in own for span in stated.places if span in partners)

    def _other_date(self, stated: Stated) -> Outcome | None:
        """Return an outcome where a figure goes with another date than that of the fact."""
        dates, paired = self._dates, self._paired
        own = dates_of(self._node.values) & set(dates.values())
        if not own or len(dates) < 2:
            return None
        partners = {dates[paired[span]] for span in stated.places if span in paired}
        is_rivalled = any(dates[date] in own for date in paired.values())
        if (
            not partners
            or partners & own
            or not is_rivalled
            or any(one not in paired for one in stated.places)
        ):
            return None
        return Outcome(Verdict.CONTRADICTED, in_languages("gate.other-date", date=min(partners)))

    def _role(self, value: Value, stated: Stated, reading: Reading) -> Outcome:
        """Return whether the words show that something fills a role."""
        if value not in self._names:
            self._names[value] = self._named_for(value)
        name, names = local_name(value.predicate), self._names[value]
        found = find_role(self._copy.text, self.sentence, reading, name, names)
        if found is Role.SHOWN:
            return self._proven(stated.places)
        if found is Role.EXCHANGED:
            return Outcome(Verdict.CONTRADICTED, in_languages("gate.exchanged"))
        return _not_shown("gate.role-open")

    def _named_for(self, value: Value) -> Names:
        """Return where the sentence names what may fill a role."""
        sentence = self.sentence
        sort = self._facts.sort_of(value.object.value)
        fillers = self._copy.within(value.object, sentence.start, sentence.end)
        own = (value.object.value, self._node.iri)
        taken = Spans(fillers)
        apart = [
            one
            for one in self._copy.named(sentence.start, sentence.end)
            if one.iri not in own and not taken.overlap(one.start, one.end)
        ]
        alike = self._alike(value, sort)
        return Names(
            fillers,
            rivals=self._apposed([one for one in apart if one.sort == sort]),
            others=[(one.start, one.end) for one in apart if one.sort != sort],
            alike=frozenset(local_name(one.predicate) for one in alike),
            counterparts=[
                span for one in alike for span in self._copy.within(one.object, sentence.start, sentence.end)
            ],
        )

    def _apposed(self, named: Sequence[Named]) -> list[Span]:
        """Return where things are named, with two names of one side by side as one: *Oto King of Vardia*."""
        found: list[Named] = []
        for one in named:
            last = found[-1] if found else None
            if last and last.iri == one.iri and not self._copy.text[last.end : one.start].strip(" ,،"):
                found[-1] = last._replace(end=max(last.end, one.end))
            else:
                found.append(one)
        return [(one.start, one.end) for one in found]

    def _alike(self, value: Value, sort: str) -> list[Value]:
        """Return what else of a sort fills other roles of the fact."""
        return [
            one
            for one in self._node.values
            if one.object != value.object
            and one.predicate != value.predicate
            and self._facts.sort_of(one.object.value) == sort
        ]


def _labels(facts: Facts, term: ox.NamedNode | ox.Literal) -> dict[str, str]:
    """Return what a term is called in each language."""
    name = local_name(str(term.value))
    return {language: next(iter(facts.labels(term, language)), name) for language in LANGUAGES}


def _not_shown(key: str, **values: object) -> Outcome:
    return Outcome(Verdict.NOT_SHOWN, in_languages(key, **values))
