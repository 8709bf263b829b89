"""The premises from which a rule infers a statement.

The pattern of the rule is asked with the values of the statement in it. The triples that it matches are the
candidates, of which those are kept that the rule needs to infer the statement: a branch of a UNION, or a date
that is not the latest, may match and yet lead to another value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.snapshot.inference import FUNCTIONS, Rule
from diplograph.sparql.answers import Rows
from diplograph.sparql.patterns import Pattern, putting_in, read_patterns, to_pattern
from diplograph.sparql.reading import ReadQuery, read_query
from diplograph.sparql.unfolding import unfold

Statement: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
Premises: TypeAlias = frozenset[Statement]

_SUMMARY: Final = re.compile(r"^#\+\s*(summary|summary_ar):\s*(.+)$", re.MULTILINE)
_BATCH: Final = 500  # statements a query
_MOST: Final = 16  # minimal sets that are looked for within the match of one solution


@dataclass(frozen=True)
class Inference:
    """A rule, asked for the premises of what it infers; it is read when first asked.

    Attributes:
        rule: The rule.
        store: The graph.
    """

    rule: Rule
    store: ox.Store

    @cached_property
    def summary(self) -> dict[str, str]:
        """What the rule states, by language."""
        found: dict[str, str] = dict(_SUMMARY.findall(self.rule.query))
        english = found.get("summary", self.rule.name)
        return {"en": english, "ar": found.get("summary_ar", english)}

    def premises_of(self, statements: Collection[Statement]) -> dict[Statement, list[tuple[Statement, ...]]]:
        """Return the sets of premises from each of which alone the rule infers a statement, by statement.

        No set has a premise that could be left out. Where only all matches together lead to the statement,
        as in a rule that counts, they are one set.

        Raises:
            QueryError: The rule is not a CONSTRUCT query that can be read.
        """
        candidates = self._candidates(statements)
        return {
            statement: _in_order(self._minimal(statement, sets)) for statement, sets in candidates.items()
        }

    def _minimal(self, statement: Statement, candidates: Collection[Premises]) -> set[Premises]:
        if self._is_conjunction:  # what a part of a match leads to is a match of its own
            return _without_supersets(candidates)
        if self._is_monotonic and all(len(premises) == 1 for premises in candidates):
            return set(candidates)
        gives = self._test(statement)
        found = {part for premises in candidates for part in minimal_sets(premises, gives)}
        if not found and candidates:  # no solution alone leads to it: a rule that counts or adds up
            found = {frozenset.union(*candidates)}
        return found

    def _candidates(self, statements: Collection[Statement]) -> dict[Statement, dict[Premises, None]]:
        """Return what each solution of the rule's pattern matches, by the statement that it leads to."""
        matched: dict[Statement, dict[Premises, None]] = {statement: {} for statement in statements}
        for template in self._templates:
            by_values: dict[tuple[Any, ...], list[tuple[Statement, dict[str, Any]]]] = defaultdict(list)
            names = [part for part in dict.fromkeys(template) if part in self._variables]
            for statement in statements:
                values = _values(template, statement)
                if values is not None:
                    by_values[tuple(values[name] for name in names)].append((statement, values))
            keys = list(by_values)
            for start in range(0, len(keys), _BATCH):
                rows = self._ask(names, keys[start : start + _BATCH])
                places = {name: at for at, name in enumerate(rows.variables)}
                put_in = putting_in(self._patterns, rows.variables)
                for row in rows.rows:
                    key = tuple(row[places[name]] for name in names)
                    premises = frozenset(self._held(put_in(row)))
                    for statement, values in by_values[key]:
                        if premises and all(
                            row[places[name]] == value for name, value in values.items() if name in places
                        ):
                            matched[statement][premises] = None
        return matched

    def _ask(self, names: list[str], keys: Iterable[tuple[Any, ...]]) -> Rows:
        query = self._query
        if names:
            rows = " ".join(f"( {' '.join(map(str, key))} )" for key in keys)
            query += f"\nVALUES ( {' '.join(f'?{name}' for name in names)} ) {{ {rows} }}"
        solutions = self.store.query(query, use_default_graph_as_union=True, custom_functions=FUNCTIONS)
        assert isinstance(solutions, ox.QuerySolutions)
        return Rows.from_solutions(solutions)

    def _held(self, triples: Iterable[tuple[Any, Any, Any]]) -> Iterator[Statement]:
        """Return those triples that are in the graph; for a property path, all between its ends."""
        for triple in triples:
            if self._is_conjunction:
                yield triple
            else:
                for quad in self.store.quads_for_pattern(*triple, None):
                    yield quad.subject, quad.predicate, quad.object  # type: ignore[misc]

    def _test(self, statement: Statement) -> Callable[[Premises], bool]:
        """Return what tests whether the rule infers a statement from some premises and nothing else."""
        wanted = ox.Triple(*statement)

        @cache
        def gives(premises: Premises) -> bool:
            store = ox.Store()
            store.extend(ox.Quad(*premise) for premise in premises)
            triples = store.query(self.rule.query, custom_functions=FUNCTIONS)
            return wanted in triples  # type: ignore[operator]

        return gives

    @cached_property
    def _read(self) -> ReadQuery:
        try:
            read = read_query(self.rule.query)
        except QueryError as error:
            raise QueryError(error.reason, path=self.rule.path) from error
        if read.form != "CONSTRUCT":
            raise QueryError(message("error.rule-construct"), path=self.rule.path)
        return read

    @cached_property
    def _templates(self) -> tuple[Pattern, ...]:
        return tuple(map(to_pattern, self._read.template))

    @cached_property
    def _query(self) -> str:
        assert self._read  # an error in it names the rule
        return unfold(self.rule.query).text

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        return tuple(read_patterns(self._query))

    @cached_property
    def _variables(self) -> frozenset[str]:
        return frozenset(part for pattern in self._patterns for part in pattern if isinstance(part, str))

    @cached_property
    def _is_monotonic(self) -> bool:
        """Whether what a solution matches leads to the statement by itself, without the rest of the graph."""
        if any(select.folds for select in self._read.selects):
            return False
        where = self._read.where
        patterns = [triple for triple, _ in where.walk()]
        return len(patterns) == len(list(where.matched())) and not any(one.is_path for one in patterns)

    @cached_property
    def _is_conjunction(self) -> bool:
        """Whether a solution matches every pattern of the rule, each with one triple."""
        where = self._read.where
        parts = [*where.unions, *where.others, *where.absent, *where.subqueries]
        return not parts and not any(triple.is_path for triple in where.triples)


def minimal_sets(premises: Premises, gives: Callable[[Premises], bool]) -> set[Premises]:
    """Return smallest parts of some premises from which a statement still follows.

    One part takes at most twice as many tests as there are premises. Another one lacks some premise of the
    first, and so on (Reiter's hitting sets); where there are many, 16 of them are returned.

    Args:
        premises: The premises.
        gives: Tests whether the statement follows from some of them.

    Example:
        >>> found = minimal_sets(frozenset("abc"), lambda some: "a" in some and ("b" in some or "c" in some))
        >>> sorted("".join(sorted(part)) for part in found)
        ['ab', 'ac']
    """
    found: set[Premises] = set()
    seen: set[Premises] = set()
    todo = [premises]
    while todo and len(found) < _MOST:
        part = todo.pop()
        if part in seen:
            continue
        seen.add(part)
        smallest = next((one for one in found if one <= part), None)
        if smallest is None:
            if not gives(part):
                continue
            smallest = _shrunk(part, gives)
            found.add(smallest)
        todo += [part - {one} for one in smallest]
    return found


def _shrunk(premises: Premises, gives: Callable[[Premises], bool]) -> Premises:
    """Leave out premises as long as the statement follows: halves, then quarters, at last one by one."""
    size = len(premises)
    while size > 1:
        size = (size + 1) // 2
        ordered = sorted(premises, key=str)
        for start in range(0, len(ordered), size):
            if gives(less := premises.difference(ordered[start : start + size])):
                premises = less
    return premises


def _without_supersets(sets: Iterable[Premises]) -> set[Premises]:
    found: set[Premises] = set()
    by_size = defaultdict(set)
    for one in sets:
        by_size[len(one)].add(one)
    for size in sorted(by_size):
        found |= {one for one in by_size[size] if not any(smaller < one for smaller in found)}
    return found


def _values(template: Pattern, statement: Statement) -> dict[str, Any] | None:
    """Return the values of a template's variables that make it a statement; None if nothing does."""
    values: dict[str, Any] = {}
    for part, term in zip(template, statement, strict=True):
        if isinstance(part, str):
            if values.setdefault(part, term) != term:
                return None
        elif part != term:
            return None
    return values


def _in_order(sets: Iterable[Premises]) -> list[tuple[Statement, ...]]:
    def order(statement: Statement) -> tuple[str, ...]:
        return tuple(map(str, statement))

    ordered = [tuple(sorted(premises, key=order)) for premises in sets]
    return sorted(ordered, key=lambda premises: [order(premise) for premise in premises])
