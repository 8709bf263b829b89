"""Which triples a rule reads, and which it can write: what it need not look at is left out of its sight.

Triples are told apart by a *key*: their predicate, and for ``rdf:type`` their class as well. A rule runs
again only after a triple was added whose key it reads.

A variable in place of a predicate or class means any, unless the vocabulary fixes what it can be: in
``?property a owl:SymmetricProperty . ?s ?property ?o`` it is one of the properties that are asserted to be
symmetric. That holds only while no rule writes such assertions, which is checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from diplograph.base.errors import QueryError
from diplograph.sparql.lexing import word_of
from diplograph.sparql.reading import TYPE, Group, ReadQuery, Triple, read_query

Keys: TypeAlias = frozenset[bytes] | None
"""Keys of triples; None for all there are."""

_CONDITIONS: Final = {"FILTER", "BIND", "VALUES", "FROM", "HAVING", "LIMIT", "OFFSET"}
TYPE_KEY: Final = TYPE.encode()
"""The key of all types."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a rule touches.

    Attributes:
        reads: The keys of the triples that its body can match.
        writes: The keys of the triples that its head can give.
        writes_literals: Whether its head holds literals, and not only such as it has read.
        writes_blank_nodes: Whether its head makes new nodes each time.
        chained: Properties, where all that the rule says is that they are transitive; None for other rules.
    """

    reads: Keys
    writes: Keys
    writes_literals: bool
    writes_blank_nodes: bool
    chained: Keys = None


def keys_of(line: bytes) -> tuple[bytes, ...]:
    """Return the keys of a triple, given as a line of N-Triples.

    Example:
        >>> keys_of(b"<urn:s> <urn:p> <urn:o> .")
        (b'<urn:p>',)
        >>> keys_of(b"<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C> .")[1]
        b'<urn:C> .'
    """
    _, predicate, rest = line.split(b" ", 2)
    return (predicate, rest) if predicate == TYPE_KEY else (predicate,)


def union(parts: Iterable[Keys]) -> Keys:
    """Return the keys of all parts together."""
    found: set[bytes] = set()
    for keys in parts:
        if keys is None:
            return None
        found |= keys
    return frozenset(found)


class Footprints:
    """The footprints of rules over a graph, as far as its vocabulary is known.

    Args:
        queries: The texts of the rules. One that cannot be read here may touch anything.
    """

    def __init__(self, queries: Iterable[str]) -> None:
        self._rules = [_read(query) for query in queries]
        self._schema: dict[bytes, set[tuple[bytes, bytes]]] = defaultdict(set)
        self.fixing: frozenset[bytes] = frozenset(
            key for rule in self._rules if rule for pattern in _fixing(rule) for key in _named(pattern)
        )
        """The keys of the triples that fix what variables can be."""

    def add(self, lines: Iterable[bytes]) -> bool:
        """Take in triples, as lines; those that fix nothing are passed over.

        Returns:
            Whether any was new, so that footprints can have grown.
        """
        size = sum(map(len, self._schema.values()))
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            key = rest if predicate == TYPE_KEY else predicate
            if key in self.fixing:
                self._schema[key].add((subject, rest.removesuffix(b" .")))
        return sum(map(len, self._schema.values())) > size

    def all(self) -> Sequence[Footprint]:
        """Return the footprint of each rule."""
        found = [self._footprint(rule, is_fixed=True) for rule in self._rules]
        if any(_meet(one.writes, self.fixing) for one in found):
            found = [self._footprint(rule, is_fixed=False) for rule in self._rules]
        return found

    def _footprint(self, rule: ReadQuery | None, *, is_fixed: bool) -> Footprint:
        if rule is None:
            return Footprint(None, None, writes_literals=True, writes_blank_nodes=False)
        reads = [self._keys(*pattern, is_fixed) for pattern in rule.where.walk()]
        writes = [self._keys(pattern, (rule.where,), is_fixed) for pattern in rule.template]
        ends = [end for pattern in rule.template for end in (pattern.subject, pattern.object)]
        return Footprint(
            union(reads),
            union(writes),
            writes_literals=any(not end.startswith(("<", "?", "_:")) for end in ends),
            writes_blank_nodes=any(end.startswith("_:") for end in ends),
            chained=writes[0] if _is_chain(rule) else None,
        )

    def _keys(self, pattern: Triple, around: Sequence[Group], is_fixed: bool) -> Keys:
        if pattern.is_known:
            return _named(pattern)
        variable = _open(pattern)
        if variable is None:
            if pattern.can_be_empty and not _starts_somewhere(pattern, around):
                return None  # every node of the graph is such a path
            return None if pattern.predicates is None else frozenset(map(str.encode, pattern.predicates))
        patterns = _bound(variable, around) if is_fixed else None
        is_class = pattern.variable is None
        if patterns is None:
            return frozenset([TYPE_KEY]) if is_class else None
        values = {value for one in patterns for value in self._values(variable, one)}
        return frozenset(value + b" ." for value in values) if is_class else frozenset(values)

    def _values(self, variable: str, pattern: Triple) -> set[bytes]:
        """Return what a variable can be at an end of a pattern."""
        pairs = {pair for key in _named(pattern) for pair in self._schema.get(key, ())}
        if pattern.is_path:
            return {end for pair in pairs for end in pair}
        return {pair[0 if variable == pattern.subject else 1] for pair in pairs}


@lru_cache(maxsize=1024)
def _read(query: str) -> ReadQuery | None:
    try:
        read = read_query(query)
    except QueryError:
        return None
    return read if read.form == "CONSTRUCT" else None


def _open(pattern: Triple) -> str | None:
    """Return the variable that stands for the predicate of a pattern, or for its class."""
    if pattern.variable is not None:
        return pattern.variable
    is_typing = pattern.predicates == frozenset([TYPE]) and not pattern.is_path
    return pattern.object if is_typing and pattern.object.startswith("?") else None


def _starts_somewhere(pattern: Triple, around: Sequence[Group]) -> bool:
    """Return whether an end of a pattern is a term, or is matched by another pattern as well."""
    ends = (pattern.subject, pattern.object)
    return any(not end.startswith("?") or _bound(end, around) for end in ends)


def _is_chain(rule: ReadQuery) -> bool:
    """Return whether all that a rule says is that a property is transitive, or that those of a class are."""
    where, heads = rule.where, rule.template
    others = [*where.unions, *where.others, *where.absent, *where.subqueries]
    if len(heads) != 1 or others or any(word_of(token) in _CONDITIONS for token in rule.tokens):
        return False
    (head,) = heads
    steps = [one for one in where.triples if one.predicates == head.predicates and not one.is_path]
    classes = [one for one in where.triples if one not in steps]
    if len(steps) != 2:
        return False
    one, two = steps if steps[0].subject == head.subject else reversed(steps)
    nodes = (head.subject, one.object, head.object)
    if (one.subject, two.subject, two.object) != nodes or not all(node.startswith("?") for node in nodes):
        return False
    if head.variable is None:
        return len(set(nodes)) == 3 and not classes
    fixes = [
        one.subject == head.variable and one.is_known and one.predicates == frozenset([TYPE])
        for one in classes
    ]
    return len({head.variable, *nodes}) == 4 and fixes == [True]


def _bound(variable: str, around: Iterable[Group]) -> list[Triple] | None:
    return next((found for group in around if (found := binding(variable, group))), None)


def _fixing(rule: ReadQuery) -> Iterable[Triple]:
    """Return the patterns that fix what the variables of a rule can be."""
    patterns = [*rule.where.walk(), *((pattern, (rule.where,)) for pattern in rule.template)]
    for pattern, around in patterns:
        if (variable := _open(pattern)) is not None:
            yield from _bound(variable, around) or ()


def _named(pattern: Triple) -> frozenset[bytes]:
    """Return the keys that a pattern names."""
    if pattern.predicates == frozenset([TYPE]):
        return frozenset([f"{pattern.object} .".encode()])
    return frozenset(map(str.encode, pattern.predicates or ()))


def _meet(writes: Keys, keys: frozenset[bytes]) -> bool:
    """Return whether a triple that is written can have one of some keys."""
    if writes is None or not writes.isdisjoint(keys):
        return bool(keys)
    return TYPE_KEY in writes and any(key.endswith(b" .") for key in keys)


def binding(variable: str, group: Group) -> list[Triple] | None:
    """Return triple patterns with a variable at an end, of which each solution of a group matches one.

    Returns:
        None where no such patterns are certain: the group may leave the variable unbound, or bind it in
        another way.
    """
    for triple in group.triples:
        if triple.is_known and variable in (triple.subject, triple.object):
            return [triple]
    for union in group.unions:
        found = [binding(variable, one) for one in union]
        if all(one is not None for one in found):
            return [triple for one in found if one is not None for triple in one]
    return None
