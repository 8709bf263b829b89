"""Do labels say what their facts say? A date, figure or name in a label has to be that of the fact.

What a label says has to be a value of its node, of a node that it is linked with, or written in the sentences
that it cites. Otherwise the label is contradicted where the node has another value of that type, and not
shown where it has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from diplograph.base.edtf import Bounds, bounds
from diplograph.base.errors import DateError
from diplograph.base.messages import LANGUAGES
from diplograph.base.names import DG, EDTF, RDFS
from diplograph.checks.evidence.facts import COUNTED, FactNode, Facts, Term, Value
from diplograph.checks.evidence.verdicts import Aspect, Check, Verdict
from diplograph.checks.wording import in_languages
from diplograph.text.arabic import fold
from diplograph.text.dates import find_dates
from diplograph.text.names import NameFinder, find_name
from diplograph.text.numbers import find_numbers, has_numerals
from diplograph.text.ordinals import find_ordinals
from diplograph.text.spans import Spans
from diplograph.text.tokens import attached, tokenize
from diplograph.text.wordings.reading import Sentence

_NAMED: Final = (DG + "State", DG + "Person")
"""What must not stand in a label unless the fact has to do with it."""


class _Known:
    """What is known of a node and of what it is linked with."""

    def __init__(self, facts: Facts, node: FactNode) -> None:
        self.is_entity = node.is_entity
        self._facts = facts
        self.iri = node.iri
        self._near = facts.near(node.iri)
        self._terms = [(one, *said) for one in (node.iri, *self._near) for said in facts.said(one)]

    @cached_property
    def _all_dates(self) -> list[tuple[str, str]]:
        return [(one, term.value) for one, _, term in self._terms if _is_date(term)]

    @cached_property
    def _all_numbers(self) -> list[tuple[str, Decimal]]:
        counted = [(one, _number(term)) for one, predicate, term in self._terms if predicate in COUNTED]
        return [(one, number) for one, number in counted if number is not None]

    @property
    def dates(self) -> set[str]:
        """The dates of all of them."""
        return {date for _, date in self._all_dates}

    @property
    def own_dates(self) -> set[str]:
        """The dates of the node."""
        return {date for one, date in self._all_dates if one == self.iri}

    @property
    def numbers(self) -> set[Decimal]:
        """The figures of all of them."""
        return {number for _, number in self._all_numbers}

    @property
    def own_numbers(self) -> set[Decimal]:
        """The figures of the node."""
        return {number for one, number in self._all_numbers if one == self.iri}

    @property
    def states(self) -> set[str]:
        """The states that the node itself points to."""
        objects = self._facts.objects(self.iri)
        return {one for one in objects if self._facts.sort_of(one) == DG + "State"}

    @cached_property
    def nodes(self) -> frozenset[str]:
        """The node, what it is linked with, and what that points to."""
        further = {far for one in self._near for far in self._facts.objects(one)}
        return frozenset({self.iri, *self._near, *further})


_Names = Mapping[tuple[int, int], Collection[str]]
"""The states and persons that a label names, by place."""


class Labels:
    """Checks the labels of facts.

    Args:
        facts: What is asserted.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def check(self, node: FactNode, sentences: Collection[Sentence]) -> Iterator[Check]:
        """Yield a verdict on each label of a fact in a language of the interface.

        Args:
            node: The fact.
            sentences: The sentences that it cites.
        """
        known = _Known(self._facts, node)
        labels = [
            (language, label, self._named(label.value, language))
            for predicate, label in self._facts.said(node.iri)
            if predicate == RDFS + "label" and isinstance(label, ox.Literal)
            if (language := (label.language or "").partition("-")[0]) in LANGUAGES
        ]
        differ = any(_differ(one[2], other[2]) for one, other in pairwise(labels))
        for language, label, named in labels:
            fault = (
                _date_fault(label.value, language, known, sentences)
                or _number_fault(label.value, language, known, sentences)
                or self._name_fault(label.value, language, named, known, sentences)
            )
            if fault is None and differ:
                fault = Verdict.NOT_SHOWN, in_languages("gate.labels-differ")
            verdict, reason = fault or (Verdict.PROVEN, {})
            yield Check(Value(node.iri, RDFS + "label", label), Aspect.LABEL, verdict, reason, node.passages)

    def _name_fault(
        self, label: str, language: str, named: _Names, known: _Known, sentences: Collection[Sentence]
    ) -> _Fault | None:
        """Return what is wrong with the states and persons in a label: one is foreign to the fact."""
        for (start, end), iris in named.items():
            is_foreign = known.nodes.isdisjoint(iris) and not self._are_written(iris, sentences)
            if is_foreign and not self._is_in_known(label, (start, end), language, known):
                verdict = Verdict.NOT_SHOWN if known.is_entity else Verdict.CONTRADICTED
                return verdict, in_languages("gate.label-name", value=label[start:end])
        states = {iri for iris in named.values() for iri in iris if self._facts.sort_of(iri) == DG + "State"}
        if known.is_entity and states and known.states and states.isdisjoint({known.iri, *known.states}):
            first = next(iter(named))
            return Verdict.NOT_SHOWN, in_languages("gate.label-name", value=label[first[0] : first[1]])
        return None

    def _named(self, label: str, language: str) -> _Names:
        """Return the states and persons that a label names; no name that is part of another."""
        found: dict[tuple[int, int], set[str]] = defaultdict(set)
        finder = NameFinder(label, language)
        for name, iri in self._index.candidates(label, language):
            for span in finder.find(name):
                found[span].add(iri)
        return {
            (start, end): iris
            for (start, end), iris in sorted(found.items())
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in found)
        }

    def _is_in_known(self, label: str, place: tuple[int, int], language: str, known: _Known) -> bool:
        """Return whether a name is part of a longer one that belongs there: *Lund* University."""
        return any(
            start <= place[0] and place[1] <= end and (start, end) != place
            for iri in known.nodes - {known.iri}
            for name in self._facts.labels(ox.NamedNode(iri), language)
            for start, end in find_name(label, name, language)
        )

    def _are_written(self, iris: Iterable[str], sentences: Collection[Sentence]) -> bool:
        labels = {label for iri in iris for label in self._facts.labels(ox.NamedNode(iri))}
        return any(
            find_name(sentence.words, label, sentence.language) for sentence in sentences for label in labels
        )

    @cached_property
    def _index(self) -> _NameIndex:
        return _NameIndex(self._facts)


class _NameIndex:
    """The names of states and persons by their first word."""

    def __init__(self, facts: Facts) -> None:
        self._names: dict[str, dict[str, list[tuple[str, str]]]] = {
            one: defaultdict(list) for one in LANGUAGES
        }
        for iri, sort in facts.entities.items():
            if sort in _NAMED:
                for language in LANGUAGES:
                    for name in facts.labels(ox.NamedNode(iri), language):
                        self._add(language, name, iri)

    def _add(self, language: str, name: str, iri: str) -> None:
        tokens = tokenize(fold(name))
        if tokens:
            first = tokens[0].text
            forms = [form for form, _ in attached(first)] if language == "ar" else [first]
            for form in forms:
                self._names[language][form].append((name, iri))

    def candidates(self, label: str, language: str) -> Iterator[tuple[str, str]]:
        """Yield the names whose first word stands in a label, with what is called by each."""
        for word in {token.text for token in tokenize(fold(label))}:
            yield from self._names[language].get(word, ())


_Fault = tuple[Verdict, dict[str, str]]


def _date_fault(label: str, language: str, known: _Known, sentences: Collection[Sentence]) -> _Fault | None:
    """Return what is wrong with the dates in a label: each is known, and one of them is the fact's own."""
    dates = [one.edtf for one in find_dates(label, language)]
    own = known.own_dates
    for date in dates:
        if _is_known(date, known.dates):
            continue
        if own or not any(date == one.edtf for sentence in sentences for one in sentence.dates):
            return _fault("gate.label-date", date, own)
    if dates and own and not any(_is_known(date, own) for date in dates):
        return _fault("gate.label-date", dates[0], own)
    return None


def _is_known(date: str, known: Collection[str]) -> bool:
    """Return whether a date in a label is one of the graph; of a span, whether both of its sides are."""
    if any(_agree(date, one) for one in known):
        return True
    start, slash, end = date.partition("/")
    return bool(slash) and all(
        side == ".." or any(_agree(side, one) for one in known) for side in (start, end)
    )


def _number_fault(label: str, language: str, known: _Known, sentences: Collection[Sentence]) -> _Fault | None:
    """Return what is wrong with the figures in a label, other than ordinals and those of dates."""
    dates = [(one.start, one.end) for one in find_dates(label, language)]
    if not has_numerals(label, language, dates):
        return None
    stated = [one for one in find_numbers(label, language) if not one.dual]
    unknown = [one for one in stated if one.value not in known.numbers]
    taken = Spans((*dates, *((one.start, one.end) for one in find_ordinals(label, language))))
    for number in unknown:
        if taken.overlap(number.start, number.end):
            continue
        if not any(number.value == one.value for sentence in sentences for one in sentence.numbers):
            return _fault("gate.label-number", str(number.value), set(map(str, known.own_numbers)))
    return None


def _is_date(term: Term) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == EDTF


def _number(term: Term) -> Decimal | None:
    try:
        return Decimal(str(term.value))
    except InvalidOperation:
        return None


def _differ(one: _Names, other: _Names) -> bool:
    """Return whether each of two labels names somebody whom the other does not."""
    return _is_more(one, other) and _is_more(other, one)


def _is_more(one: _Names, other: _Names) -> bool:
    named = {iri for iris in other.values() for iri in iris}
    return any(named.isdisjoint(iris) for iris in one.values())


def _agree(label: str, known: str) -> bool:
    """Return whether a date in a label is one of the graph, a side of it, or says it less precisely."""
    if label == known or label in known.split("/"):
        return True
    if "/" in label:
        return False
    first, second = _bounds(label), _bounds(known)
    return first is not None and second is not None and _is_within(second, first)


def _is_within(inner: Bounds, outer: Bounds) -> bool:
    starts = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return starts and ends


def _bounds(edtf: str) -> Bounds | None:
    try:
        return bounds(edtf)
    except DateError:
        return None


def _fault(key: str, value: str, stated: Collection[str]) -> _Fault:
    """Return what is wrong with a value in a label: the fact has another, or none."""
    verdict = Verdict.CONTRADICTED if stated else Verdict.NOT_SHOWN
    return verdict, in_languages(key, value=value, stated=stated)
