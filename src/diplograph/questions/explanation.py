"""Why a statement holds: who says it, or the rule that gives it, its premises, and their passages.

An inferred statement stands in the graph of its rule. The rule's pattern is asked with the statement's values
in it. What the pattern matched in a solution are the premises, of which those are kept that the rule needs to
give the statement: a branch of a UNION, or a date that is not the latest, may match and yet give another
value. Each premise is explained in turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.names import DG, RDF
from diplograph.snapshot.inference import FUNCTIONS, Rule, infer
from diplograph.sparql.answers import Rows
from diplograph.sparql.patterns import Pattern, put_in, read_patterns
from diplograph.sparql.unfolding import unfold

Statement: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]

_CONSTRUCT: Final = re.compile(r"\bCONSTRUCT\s*(\{.*?\})\s*WHERE\s*\{(.*)\}\s*\Z", re.DOTALL | re.IGNORECASE)
_SUMMARY: Final = re.compile(r"^#\+\s*(summary|summary_ar):\s*(.+)$", re.MULTILINE)
_CITES: Final = (ox.NamedNode(DG + "evidence"), ox.NamedNode(DG + "aboutPassage"))
_DEPRECATED: Final = (ox.NamedNode(DG + "rank"), ox.NamedNode(DG + "deprecated"))
_CLAIM: Final = tuple(ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object"))


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a statement holds.

    Attributes:
        statement: Subject, property and value.
        rule: The name of the rule that gives it; None where it is said.
        summary: What the rule says, by language; empty where the statement is said.
        derivations: For each way in which the rule gives it, the explanations of its premises.
        passages: The IRIs of the passages that a statement that is said rests on.
    """

    statement: Statement
    rule: str | None
    summary: dict[str, str]
    derivations: tuple[tuple[Explanation, ...], ...]
    passages: tuple[str, ...]

    def leaves(self) -> Iterator[Explanation]:
        """Give the statements that are said and that this one rests on in the end."""
        if self.rule is None:
            yield self
        for derivation in self.derivations:
            for premise in derivation:
                yield from premise.leaves()


class Explainer:
    """Explains the statements of a built graph.

    Args:
        store: The graph.
        rules: The rules that it was built with.
        base: The base IRI of the project.
    """

    def __init__(self, store: ox.Store, rules: list[Rule], *, base: str) -> None:
        self._store = store
        self._rules = {rule.name: rule for rule in rules}
        self._inferred = f"{base}graph/inferred/"
        self._read = cache(_read_rule)
        self._known: dict[Statement, Explanation] = {}

    def explain(
        self,
        subject: ox.NamedNode,
        predicate: ox.NamedNode | None = None,
        term: ox.NamedNode | ox.Literal | None = None,
    ) -> list[Explanation]:
        """Explain the statements of a subject, of one property of it, or one of them.

        Where no value is given, the inferred statements come, or all where none is inferred.

        Raises:
            QueryError: There is no such statement.
        """
        found = self._statements(subject, predicate, term)
        if not found:
            raise QueryError("the graph does not say so: nothing is said or inferred")
        inferred = [statement for statement in found if self.rule_of(statement)]
        chosen = found if term is not None else inferred or found
        return [self.because(statement) for statement in chosen]

    def rule_of(self, statement: Statement) -> str | None:
        """Give the name of the rule that infers a statement; None where it is said, or not in the graph."""
        rule = None
        for quad in self._store.quads_for_pattern(*statement, None):
            name = str(getattr(quad.graph_name, "value", ""))
            if not name.startswith(self._inferred):
                return None
            rule = name.removeprefix(self._inferred)
        return rule

    def because(self, statement: Statement) -> Explanation:
        """Explain one statement of the graph."""
        return self._because(statement, frozenset())

    def passages(self, statement: Statement) -> frozenset[str]:
        """Give the passages behind an inferred statement; none where it is said."""
        if self.rule_of(statement) is None:
            return frozenset()
        return frozenset(passage for leaf in self.because(statement).leaves() for passage in leaf.passages)

    def _because(self, statement: Statement, above: frozenset[Statement]) -> Explanation:
        if statement in self._known:
            return self._known[statement]
        rule = self.rule_of(statement)
        if rule is None or rule not in self._rules:
            explanation = Explanation(statement, None, {}, (), self._cited(statement))
        else:
            derivations = []
            for premises in self._derivations(self._rules[rule], statement):
                if above.isdisjoint(premises) and statement not in premises:
                    below = above | {statement}
                    derivations.append(tuple(self._because(premise, below) for premise in premises))
            explanation = Explanation(
                statement, rule, self._read(self._rules[rule]).summary, tuple(derivations), ()
            )
        if not above:  # what was left out below some statement need not be left out elsewhere
            self._known[statement] = explanation
        return explanation

    def _derivations(self, rule: Rule, statement: Statement) -> list[tuple[Statement, ...]]:
        read = self._read(rule)
        matched: dict[frozenset[Statement], None] = {}
        for template in read.templates:
            values = _matched(template, statement)
            if values is None:
                continue
            values = {name: term for name, term in values.items() if name in read.variables}
            query = read.query
            if values:
                names = " ".join(f"?{name}" for name in values)
                query += f"\nVALUES ( {names} ) {{ ( {' '.join(map(str, values.values()))} ) }}"
            solutions = self._store.query(query, use_default_graph_as_union=True, custom_functions=FUNCTIONS)
            assert isinstance(solutions, ox.QuerySolutions)
            rows = Rows.from_solutions(solutions)
            places = {name: at for at, name in enumerate(rows.variables)}
            for row in rows.rows:
                matched[frozenset(self._held(put_in(read.patterns, row, places)))] = None
        gives = _giver(rule, statement)
        found = {premises for solution in matched for premises in _least(solution, gives)}
        if not found and matched:  # no solution alone gives it: a rule that counts or adds up
            found = {frozenset.union(*matched)}
        ordered = (tuple(sorted(premises, key=_order)) for premises in found if premises)
        return sorted(ordered, key=lambda premises: [_order(premise) for premise in premises])

    def _held(self, triples: Iterable[tuple[Any, Any, Any]]) -> Iterator[Statement]:
        """Give those triples that the graph holds; for a property path, all between its ends."""
        for triple in triples:
            for quad in self._store.quads_for_pattern(*triple, None):
                yield quad.subject, quad.predicate, quad.object  # type: ignore[misc]

    def _statements(
        self, subject: ox.NamedNode, predicate: ox.NamedNode | None, term: ox.NamedNode | ox.Literal | None
    ) -> list[Statement]:
        found = {
            (subject, quad.predicate, quad.object)
            for quad in self._store.quads_for_pattern(subject, predicate, term, None)
            if isinstance(quad.object, ox.NamedNode | ox.Literal)
        }
        return sorted(found, key=_order)

    def _cited(self, statement: Statement) -> tuple[str, ...]:
        """Give the passages of the claims on a statement, or else those that its subject cites."""
        claiming = set.intersection(
            *(
                {quad.subject for quad in self._store.quads_for_pattern(None, part, value, None)}
                for part, value in zip(_CLAIM, statement, strict=True)
            )
        )
        standing = [
            claim
            for claim in claiming
            if next(self._store.quads_for_pattern(claim, *_DEPRECATED, None), None) is None
        ]
        return self._passages_of(*standing) or self._passages_of(statement[0])

    def _passages_of(self, *nodes: Any) -> tuple[str, ...]:
        return tuple(
            sorted(
                {
                    str(quad.object.value)
                    for node in nodes
                    for cites in _CITES
                    for quad in self._store.quads_for_pattern(node, cites, None, None)
                    if isinstance(quad.object, ox.NamedNode)
                }
            )
        )


@dataclass(frozen=True, slots=True)
class _ReadRule:
    """A rule as it is asked for its premises."""

    summary: dict[str, str]
    templates: tuple[Pattern, ...]
    query: str
    patterns: tuple[Pattern, ...]
    variables: frozenset[str]


def _read_rule(rule: Rule) -> _ReadRule:
    match = _CONSTRUCT.search(rule.query)
    if match is None:
        raise QueryError("the rule is not of the form CONSTRUCT { … } WHERE { … }", path=rule.path)
    prologue, body = rule.query[: match.start()], match[2].strip()
    inner = body if body.upper().startswith("SELECT") else f"SELECT * {{ {body} }}"
    query = unfold(prologue + inner).text
    patterns = tuple(read_patterns(query))
    said: dict[str, str] = dict(_SUMMARY.findall(rule.query))
    english = said.get("summary", rule.name)
    return _ReadRule(
        {"en": english, "ar": said.get("summary_ar", english)},
        tuple(read_patterns(f"{prologue}SELECT * {match[1]}")),
        query,
        patterns,
        frozenset(part for pattern in patterns for part in pattern if isinstance(part, str)),
    )


def _matched(template: Pattern, statement: Statement) -> dict[str, Any] | None:
    """Give the values of a template's variables that make it a statement; None if nothing does."""
    values: dict[str, Any] = {}
    for part, term in zip(template, statement, strict=True):
        if isinstance(part, str):
            if values.setdefault(part, term) != term:
                return None
        elif part != term:
            return None
    return values


def _giver(rule: Rule, statement: Statement) -> Callable[[frozenset[Statement]], bool]:
    """Make what tells whether a rule gives a statement from some premises and nothing else."""
    wanted = ox.Triple(*statement)

    @cache
    def gives(premises: frozenset[Statement]) -> bool:
        given = infer((ox.Quad(*premise) for premise in premises), [rule])
        return wanted in given.get(rule.name, ())

    return gives


def _least(
    premises: frozenset[Statement], gives: Callable[[frozenset[Statement]], bool]
) -> set[frozenset[Statement]]:
    """Give the smallest parts of some premises that still give the statement; none if they do not."""
    found: set[frozenset[Statement]] = set()
    seen: set[frozenset[Statement]] = set()
    todo = [premises]
    while todo:
        part = todo.pop()
        if part in seen or not gives(part):
            continue
        seen.add(part)
        smaller = [less for one in part if gives(less := part - {one})]
        todo += smaller
        if not smaller:
            found.add(part)
    return found


def _order(statement: Any) -> tuple[str, ...]:
    return tuple(map(str, statement))
