"""Why a statement holds: who asserts it, or the rule that infers it, its premises, and their passages.

An inferred statement stands in the named graph of its rule, which is asked for its premises
(`diplograph.questions.premises`). Each premise is explained in turn. Where statements follow from one another
in a circle, only those ways are kept that lead out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.questions.citations import Citations
from diplograph.questions.premises import Inference, Statement
from diplograph.snapshot.inference import Rule
from diplograph.sparql.engine import ask

__all__ = ["Explainer", "Explanation", "Statement"]

Ways: TypeAlias = dict[Statement, list[tuple[Statement, ...]]]
"""The sets of premises from which each statement follows."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Why a statement holds.

    Attributes:
        statement: Subject, property and value.
        rule: The name of the rule that infers it; None where it is asserted.
        summary: What the rule states, by language; empty where the statement is asserted.
        derivations: For each way in which the rule infers it, the explanations of its premises.
        passages: The IRIs of the passages that an asserted statement rests on.
    """

    statement: Statement
    rule: str | None
    summary: dict[str, str]
    derivations: tuple[tuple[Explanation, ...], ...]
    passages: tuple[str, ...]

    def leaves(self) -> Iterator[Explanation]:
        """Return the asserted statements that this one rests on in the end, each once."""
        seen = {self.statement}
        todo = [self]
        while todo:
            one = todo.pop()
            if one.rule is None:
                yield one
            for derivation in reversed(one.derivations):
                new = [premise for premise in reversed(derivation) if premise.statement not in seen]
                seen.update(premise.statement for premise in new)
                todo += new


class Explainer:
    """Explains the statements of a built graph.

    Args:
        store: The graph.
        rules: The rules that it was built with.
        base: The base IRI of the project.

    Attributes:
        citations: What the asserted statements rest on.
    """

    def __init__(self, store: ox.Store, rules: Iterable[Rule], *, base: str) -> None:
        self._store = store
        self._inferences = {rule.name: Inference(rule, store) for rule in rules}
        self._inferred = f"{base}graph/inferred/"
        self.citations = Citations(partial(ask, store))
        self._rules: dict[Statement, str | None] = {}
        self._predicates: dict[ox.NamedNode, bool] = {}
        self._ways: Ways = {}
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
            QueryError: There is no such statement, or a rule cannot be read.
        """
        found = self._statements(subject, predicate, term)
        if not found:
            raise QueryError(message("error.not-said"))
        inferred = [statement for statement in found if self.rule_of(statement)]
        chosen = found if term is not None else inferred or found
        self._prepare(chosen)
        return [self.because(statement) for statement in chosen]

    def rule_of(self, statement: Statement) -> str | None:
        """Return the name of the rule that infers a statement; None where it is asserted or absent."""
        if statement not in self._rules:
            self._rules[statement] = self._look_up_rule(statement)
        return self._rules[statement]

    def because(self, statement: Statement) -> Explanation:
        """Explain one statement of the graph."""
        self._prepare([statement])
        todo = [statement]
        while todo:
            one = todo[-1]
            missing = [p for way in self._ways.get(one, ()) for p in way if p not in self._known]
            todo += missing
            if not missing:
                todo.pop()
                if one not in self._known:
                    self._known[one] = self._explanation(one)
        return self._known[statement]

    def passages(self, statements: Collection[Statement]) -> dict[Statement, frozenset[str]]:
        """Return the passages behind those of some statements that are inferred."""
        self._prepare(statements)
        return {
            statement: frozenset(passage for leaf in self._leaves(statement) for passage in self._cited(leaf))
            for statement in statements
            if self._is_explained(statement)
        }

    def _explanation(self, statement: Statement) -> Explanation:
        rule = self.rule_of(statement)
        if rule is None or not self._is_explained(statement):
            return Explanation(statement, None, {}, (), tuple(sorted(self._cited(statement))))
        derivations = tuple(tuple(self._known[one] for one in way) for way in self._ways[statement])
        return Explanation(statement, rule, self._inferences[rule].summary, derivations, ())

    def _leaves(self, statement: Statement) -> Iterator[Statement]:
        seen, todo = {statement}, [statement]
        while todo:
            one = todo.pop()
            if not self._is_explained(one):
                yield one
            new = {premise for way in self._ways.get(one, ()) for premise in way} - seen
            seen |= new
            todo += new

    def _prepare(self, statements: Iterable[Statement]) -> None:
        """Look up, rule by rule, the premises of statements and of what these rest on in turn."""
        new: Ways = {}
        todo = {one for one in statements if self._is_explained(one) and one not in self._ways}
        while todo:
            by_rule = defaultdict(list)
            for statement in todo:
                by_rule[self.rule_of(statement) or ""].append(statement)
            for rule in sorted(by_rule):
                new |= self._inferences[rule].premises_of(by_rule[rule])
            premises = {one for statement in todo for way in new[statement] for one in way}
            todo = {
                one
                for one in premises
                if self._is_explained(one) and one not in new and one not in self._ways
            }
        self._ways |= _well_founded(new)
        leaves = {one for ways in new.values() for way in ways for one in way} | set(statements)
        self.citations.load(one[0] for one in leaves if not self._is_explained(one))

    def _is_explained(self, statement: Statement) -> bool:
        return self.rule_of(statement) in self._inferences

    def _look_up_rule(self, statement: Statement) -> str | None:
        if not self._is_inferred_by_some_rule(statement[1]):
            return None
        rule = None
        for quad in self._store.quads_for_pattern(*statement, None):
            name = str(getattr(quad.graph_name, "value", ""))
            if not name.startswith(self._inferred):
                return None
            rule = name.removeprefix(self._inferred)
        return rule

    @cached_property
    def _graphs(self) -> list[ox.NamedNode]:
        """The named graphs of rules."""
        names = self._store.named_graphs()
        return [
            name for name in names if isinstance(name, ox.NamedNode) and name.value.startswith(self._inferred)
        ]

    def _is_inferred_by_some_rule(self, predicate: ox.NamedNode) -> bool:
        if predicate not in self._predicates:
            quads = (self._store.quads_for_pattern(None, predicate, None, graph) for graph in self._graphs)
            self._predicates[predicate] = any(next(found, None) is not None for found in quads)
        return self._predicates[predicate]

    def _statements(
        self, subject: ox.NamedNode, predicate: ox.NamedNode | None, term: ox.NamedNode | ox.Literal | None
    ) -> list[Statement]:
        found = {
            (subject, quad.predicate, quad.object)
            for quad in self._store.quads_for_pattern(subject, predicate, term, None)
            if isinstance(quad.object, ox.NamedNode | ox.Literal)
        }
        return sorted(found, key=lambda statement: tuple(map(str, statement)))

    def _cited(self, statement: Statement) -> frozenset[str]:
        return self.citations.of(statement)


def _well_founded(ways: Ways) -> Ways:
    """Leave out the ways that go in a circle.

    Statements that follow from one another are a strongly connected component. Within one, a premise must be
    nearer to what is asserted than what follows from it, so that explanations end.
    """
    ranks = _ranks(ways)
    component = _components(
        {one: [p for way in found for p in way if p in ways] for one, found in ways.items()}
    )

    def leads_out(statement: Statement, way: tuple[Statement, ...]) -> bool:
        inside = (one for one in way if component.get(one) == component[statement])
        return all(ranks.get(one, len(ways)) < ranks.get(statement, len(ways)) for one in inside)

    return {one: [way for way in found if leads_out(one, way)] for one, found in ways.items()}


def _ranks(ways: Ways) -> dict[Statement, int]:
    """Return how many inferences at least lead to each statement; none for what only follows from itself."""
    waiting: dict[Statement, list[tuple[Statement, list[Statement]]]] = defaultdict(list)
    ranks: dict[Statement, int] = {}
    level: list[Statement] = []
    for statement, found in ways.items():
        for way in found:
            missing = [one for one in dict.fromkeys(way) if one in ways]
            for one in missing:
                waiting[one].append((statement, missing))
            level += [] if missing else [statement]
    rank = 0
    while level:
        rank += 1
        reached = [one for one in dict.fromkeys(level) if one not in ranks]
        ranks |= dict.fromkeys(reached, rank)
        level = []
        for one in reached:
            for statement, missing in waiting[one]:
                missing.remove(one)
                level += [] if missing else [statement]
    return ranks


def _components(edges: dict[Statement, list[Statement]]) -> dict[Statement, int]:
    """Number the strongly connected components of a graph (Tarjan 1972), without recursion."""
    index: dict[Statement, int] = {}
    low: dict[Statement, int] = {}
    component: dict[Statement, int] = {}
    stack: list[Statement] = []
    for root in edges:
        path = [(root, iter(edges[root]))] if root not in index else []
        while path:
            node, successors = path[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            following = next(successors, None)
            if following is None:
                path.pop()
                if low[node] == index[node]:
                    while node not in component:
                        component[stack.pop()] = index[node]
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[node])
            elif following not in index:
                path.append((following, iter(edges[following])))
            elif following not in component:
                low[node] = min(low[node], index[following])
    return component
