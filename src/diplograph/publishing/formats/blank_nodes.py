"""The blank nodes of a graph: which can stand inside the one statement that points to them, which are lists.

Facts have none; those of the vocabulary and of shapes are few. They alone are kept in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from diplograph.publishing.formats.statements import Statement, split
from diplograph.publishing.formats.terms import FIRST, NIL, REST

_BLANK: Final = b"_:"


@dataclass(slots=True)
class BlankNodes:
    """What is known of the blank nodes of a graph.

    Attributes:
        statements: What is said of each.
        nested: Those that one statement points to, that lie in one graph, and that do not point to themselves
            through others.
        unlabelled: Those that nothing points to, in one graph: a label would be noise in a diff.
    """

    statements: dict[bytes, list[Statement]] = field(default_factory=dict)
    nested: frozenset[bytes] = frozenset()
    unlabelled: frozenset[bytes] = frozenset()

    def items(self, node: bytes) -> list[bytes] | None:
        """Return the items of the list that begins at a node, or None where it is no well-formed one.

        Every node of it must be one that can be nested, and say its first item and its rest, and no more.
        """
        items: list[bytes] = []
        while node != NIL:
            said = dict(self.statements.get(node, ()))
            if (
                node not in self.nested
                or len(self.statements.get(node, ())) != 2
                or said.keys() != {FIRST, REST}
            ):
                return None
            items.append(said[FIRST])
            node = said[REST]
        return items


def find_blank_nodes(lines: Iterable[bytes], *, union: bool) -> BlankNodes:
    """Read all lines once and keep what concerns blank nodes.

    Args:
        lines: Lines of N-Quads.
        union: Whether graphs are written as one: then a triple of two graphs counts once, and a blank node
            may be nested whose statements lie in several.
    """
    statements: dict[bytes, dict[Statement, None]] = defaultdict(dict)
    parents: dict[bytes, bytes] = {}
    pointers: Counter[bytes] = Counter()
    graphs: dict[bytes, set[bytes]] = defaultdict(set)
    inside: set[bytes] = set()
    seen: set[tuple[bytes, bytes, bytes]] = set()
    for line in lines:
        if _BLANK not in line:
            continue
        subject, predicate, value, graph = split(line)
        if value.startswith(b"<<("):  # a triple term has no place to nest in
            inside.update(part for part in value[4:-4].split(b" ", 2) if part.startswith(_BLANK))
        for node in (subject, value):
            if node.startswith(_BLANK):
                graphs[node].add(graph)
        if subject.startswith(_BLANK):
            statements[subject][(predicate, value)] = None
        if value.startswith(_BLANK) and not (union and (subject, predicate, value) in seen):
            seen.add((subject, predicate, value))
            pointers[value] += 1
            parents[value] = subject
    single = {
        node
        for node, number in pointers.items()
        if number == 1 and node not in inside and (union or len(graphs[node]) == 1)
    }
    nested = frozenset(node for node in single if not _circular(node, parents, single))
    unlabelled = frozenset(
        node
        for node in statements
        if node not in pointers and node not in inside and (union or len(graphs[node]) == 1)
    )
    return BlankNodes({node: list(said) for node, said in statements.items()}, nested, unlabelled)


def _circular(node: bytes, parents: dict[bytes, bytes], single: set[bytes]) -> bool:
    """Return whether the way up from a node never leaves what would be nested."""
    passed = {node}
    while (node := parents[node]) in single:
        if node in passed:
            return True
        passed.add(node)
    return False
