"""Do labels say what their facts say? A date, figure or name in a label has to be that of the fact.

What a label says has to be a value of its node, of a node that it is linked with, or written in the sentences
that it cites. Otherwise the label is contradicted where the node has another value of that type, and not
shown where it has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
from diplograph.text.names import find_name
from diplograph.text.numbers import find_numbers
from diplograph.text.ordinals import find_ordinals
from diplograph.text.tokens import attached, tokenize
from diplograph.text.wordings.reading import Sentence

_NAMED: Final = (DG + "State", DG + "Person")
"""What must not stand in a label unless the fact has to do with it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a node and of what it is linked with."""

    own_dates: frozenset[str]
    dates: frozenset[str]
    own_numbers: frozenset[Decimal]
    numbers: frozenset[Decimal]
    nodes: frozenset[str]
    is_entity: bool


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
        known = self._known(node)
        labels = [
            (language, label)
            for predicate, label in self._facts.said(node.iri)
            if predicate == RDFS + "label" and isinstance(label, ox.Literal)
            if (language := (label.language or "").partition("-")[0]) in LANGUAGES
        ]
        named = [self._named(label.value, language) for language, label in labels]
        for language, label in labels:
            verdict, reason = self._verdict(label.value, language, known, sentences)
            if verdict is Verdict.PROVEN and any(_differ(one, other) for one, other in pairwise(named)):
                verdict, reason = Verdict.NOT_SHOWN, in_languages("gate.labels-differ")
            yield Check(Value(node.iri, RDFS + "label", label), Aspect.LABEL, verdict, reason, node.passages)

    def _known(self, node: FactNode) -> _Known:
        near = self._facts.near(node.iri)
        further = {far for one in near for far in self._facts.objects(one)}
        terms = [(one, *said) for one in (node.iri, *near) for said in self._facts.said(one)]
        dates = [(one, term.value) for one, _, term in terms if _is_date(term)]
        numbers = [
            (one, number) for one, p, term in terms if p in COUNTED and (number := _number(term)) is not None
        ]
        return _Known(
            frozenset(date for one, date in dates if one == node.iri),
            frozenset(date for _, date in dates),
            frozenset(number for one, number in numbers if one == node.iri),
            frozenset(number for _, number in numbers),
            frozenset({node.iri, *near, *further}),
            node.is_entity,
        )

    def _verdict(
        self, label: str, language: str, known: _Known, sentences: Collection[Sentence]
    ) -> tuple[Verdict, dict[str, str]]:
        written = {one.edtf for sentence in sentences for one in sentence.dates}
        dates = find_dates(label, language)
        for date in dates:
            is_known = any(_agree(date.edtf, one) for one in known.dates)
            if not is_known and (known.own_dates or date.edtf not in written):
                return _fault(bool(known.own_dates), "gate.label-date", date.edtf, known.own_dates)
        taken = [(one.start, one.end) for one in dates]
        taken += [(one.start, one.end) for one in find_ordinals(label, language)]
        figures = {one.value for sentence in sentences for one in sentence.numbers}
        for number in find_numbers(label, language):
            in_other = any(number.start < end and start < number.end for start, end in taken)
            if not in_other and number.value not in known.numbers and number.value not in figures:
                stated = set(map(str, known.own_numbers))
                return _fault(bool(stated), "gate.label-number", str(number.value), stated)
        return self._names(label, language, known, sentences)

    def _names(
        self, label: str, language: str, known: _Known, sentences: Collection[Sentence]
    ) -> tuple[Verdict, dict[str, str]]:
        """Return whether every state and person in a label has to do with the fact."""
        for (start, end), iris in self._named(label, language).items():
            if iris.isdisjoint(known.nodes) and not self._are_written(iris, sentences):
                verdict = Verdict.NOT_SHOWN if known.is_entity else Verdict.CONTRADICTED
                return verdict, in_languages("gate.label-name", value=label[start:end])
        return Verdict.PROVEN, {}

    def _named(self, label: str, language: str) -> dict[tuple[int, int], set[str]]:
        """Return the states and persons that a label names, by place; no name that is part of another."""
        found: dict[tuple[int, int], set[str]] = defaultdict(set)
        for name, iri in self._index.candidates(label, language):
            for span in find_name(label, name, language):
                found[span].add(iri)
        return {
            (start, end): iris
            for (start, end), iris in sorted(found.items())
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in found)
        }

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


def _is_date(term: Term) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == EDTF


def _number(term: Term) -> Decimal | None:
    try:
        return Decimal(str(term.value))
    except InvalidOperation:
        return None


def _differ(one: Mapping[tuple[int, int], set[str]], other: Mapping[tuple[int, int], set[str]]) -> bool:
    """Return whether each of two labels names somebody whom the other does not."""
    return _is_more(one, other) and _is_more(other, one)


def _is_more(one: Mapping[tuple[int, int], set[str]], other: Mapping[tuple[int, int], set[str]]) -> bool:
    named = {iri for iris in other.values() for iri in iris}
    return any(iris.isdisjoint(named) for iris in one.values())


def _agree(label: str, known: str) -> bool:
    """Return whether a date in a label is one of the graph, a side of it, or says it less precisely."""
    if label == known or label in known.split("/"):
        return True
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


def _fault(has_own: bool, key: str, value: str, stated: Collection[str]) -> tuple[Verdict, dict[str, str]]:
    verdict = Verdict.CONTRADICTED if has_own else Verdict.NOT_SHOWN
    return verdict, in_languages(key, value=value, stated=stated)
