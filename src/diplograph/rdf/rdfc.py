"""Canonical labels for blank nodes, in bounded work.

Source: RDF Dataset Canonicalization (https://www.w3.org/TR/rdf-canon/), the algorithm RDFC-1.0 with SHA-256.
Blank nodes that are much alike can take it more than exponential time (section 7.1, dataset poisoning), so
the work is counted and has a limit. Methods name the section of the specification that they follow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from typing import Final, TypeAlias

from diplograph.base.errors import SourceError
from diplograph.base.messages import message

MOST_WORK: Final = 200_000
"""How many blank nodes are looked at, all in all, to tell apart those that are alike: some seconds' work."""

_TOKEN: Final = re.compile(
    rb"""<<\( | \)>> | <[^<>]*> | "(?:[^"\\]|\\.)*"(?:\^\^<[^<>]*>|@[^\ ]+)? | _:[^\ ]+""", re.VERBOSE
)
_POSITIONS: Final = {0: b"s", 2: b"o", 3: b"g"}

Issued: TypeAlias = dict[bytes, bytes]
"""Labels by blank node, in the order in which they were issued."""


class TooManyAlikeError(SourceError):
    """So many blank nodes are alike that telling them apart would take too long.

    Attributes:
        node: One of them, such as ``_:b1``.
    """

    def __init__(self, node: bytes, *, path: Path | None = None) -> None:
        super().__init__(message("error.too-many-alike"), path=path)
        self.node = node


@dataclass(frozen=True, slots=True)
class Line:
    """A line of N-Quads, cut at its blank nodes.

    Attributes:
        pieces: The text before each blank node, and after the last.
        nodes: The blank nodes.
        positions: Where each stands: ``s``, ``o`` or ``g``; within a triple term, where that stands.
        predicate: The predicate.
    """

    pieces: tuple[bytes, ...]
    nodes: tuple[bytes, ...]
    positions: tuple[bytes, ...]
    predicate: bytes

    @classmethod
    def read(cls, text: bytes) -> Line:
        """Cut a line.

        Example:
            >>> Line.read(b'_:a <urn:p> "_:b" .').pieces
            (b'', b' <urn:p> "_:b" .')
        """
        pieces: list[bytes] = []
        nodes: list[bytes] = []
        positions: list[bytes] = []
        place, depth, end, predicate = -1, 0, 0, b""
        for token in _TOKEN.finditer(text):
            if token[0] == b")>>":
                depth -= 1
                continue
            place += depth == 0
            if token[0] == b"<<(":
                depth += 1
            elif token[0].startswith(b"_:"):
                pieces.append(text[end : token.start()])
                nodes.append(token[0])
                positions.append(_POSITIONS[place])
                end = token.end()
            elif place == 1:
                predicate = token[0]
        return cls((*pieces, text[end:]), tuple(nodes), tuple(positions), predicate)

    def write(self, labels: Mapping[bytes, bytes]) -> bytes:
        """Write the line with other labels."""
        parts = [self.pieces[0]]
        for node, piece in zip(self.nodes, self.pieces[1:], strict=True):
            parts += [labels[node], piece]
        return b"".join(parts)


def canonical_labels(lines: Iterable[Line]) -> dict[bytes, bytes]:
    """Return the canonical label of each blank node, such as ``_:c14n0``.

    Raises:
        TooManyAlikeError: It would take too long.

    Example:
        >>> lines = [Line.read(b"_:x <urn:p> _:y ."), Line.read(b"_:y <urn:q> <urn:o> .")]
        >>> sorted(canonical_labels(lines).values())
        [b'_:c14n0', b'_:c14n1']
    """
    return _Canonicalization(lines).labels()


class _Canonicalization:
    """The canonicalization state (section 4.2)."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines: dict[bytes, list[Line]] = defaultdict(list)
        for line in lines:
            for node in dict.fromkeys(line.nodes):
                self._lines[node].append(line)
        self._hashes = {node: self._hash_first_degree(node) for node in self._lines}
        self._issued: Issued = {}
        self._work = 0

    def labels(self) -> Issued:
        """Label all blank nodes (section 4.4)."""
        alike: dict[bytes, list[bytes]] = defaultdict(list)
        for node, hash in self._hashes.items():
            alike[hash].append(node)
        for hash in sorted(alike):
            if len(alike[hash]) == 1:
                _issue(self._issued, alike[hash][0], b"_:c14n")
        for hash in sorted(alike):
            found = []
            for node in alike[hash]:
                if node not in self._issued:
                    issuer: Issued = {}
                    _issue(issuer, node)
                    found.append(self._hash_n_degree(node, issuer))
            for _, issuer in sorted(found, key=lambda one: one[0]):
                for node in issuer:
                    _issue(self._issued, node, b"_:c14n")
        return self._issued

    def _hash_first_degree(self, node: bytes) -> bytes:
        """Hash the lines of a blank node (section 4.6)."""
        texts = [
            line.write({other: b"_:a" if other == node else b"_:z" for other in line.nodes})
            for line in self._lines[node]
        ]
        return _hash(b"".join(text + b"\n" for text in sorted(texts)))

    def _hash_related(self, related: bytes, position: bytes, line: Line, issuer: Issued) -> bytes:
        """Hash what ties a blank node to another (section 4.7)."""
        label = self._issued.get(related) or issuer.get(related) or self._hashes[related]
        return _hash(position + (line.predicate if position != b"g" else b"") + label)

    def _hash_n_degree(self, node: bytes, issuer: Issued) -> tuple[bytes, Issued]:
        """Hash a blank node with all that it is tied to (section 4.8).

        The steps recur as deep as there are nodes that are alike, which is more than Python's stack takes.
        """
        stack = [self._steps(node, issuer)]
        result: tuple[bytes, Issued] | None = None
        while stack:
            try:
                stack.append(self._steps(*stack[-1].send(result)))
                result = None
            except StopIteration as end:
                stack.pop()
                result = end.value
        assert result is not None  # what the first steps return
        return result

    def _steps(self, node: bytes, issuer: Issued) -> _Steps:
        groups: dict[bytes, list[bytes]] = defaultdict(list)
        for line in self._lines[node]:
            for related, position in zip(line.nodes, line.positions, strict=True):
                if related != node:
                    groups[self._hash_related(related, position, line, issuer)].append(related)
        data = b""
        for hash in sorted(groups):
            path, chosen = b"", issuer
            for order in permutations(groups[hash]):
                self._count(node, len(order) + (len(issuer) if len(order) > 1 else 0))
                copy = issuer if len(order) == 1 else dict(issuer)  # no other order needs it unchanged
                attempt = yield from self._follow(order, copy, path)
                if attempt is not None and (not path or attempt[0] < path):
                    path, chosen = attempt
            data += hash + path
            issuer = chosen
        return _hash(data), issuer

    def _follow(self, order: tuple[bytes, ...], issuer: Issued, best: bytes) -> _Attempt:
        """Follow related blank nodes in an order: return the path, unless another is known to be better."""
        path = b""
        further = []
        for related in order:
            if related not in self._issued and related not in issuer:
                further.append(related)
                _issue(issuer, related)
            path += self._issued.get(related) or issuer[related]
            if best and len(path) >= len(best) and path > best:
                return None
        for related in further:
            hash, issuer = yield related, issuer
            path += issuer[related] + b"<" + hash + b">"
            if best and len(path) >= len(best) and path > best:
                return None
        return path, issuer

    def _count(self, node: bytes, work: int) -> None:
        self._work += work
        if self._work > MOST_WORK:
            raise TooManyAlikeError(node)


_Call: TypeAlias = tuple[bytes, Issued]
_Steps: TypeAlias = Generator[_Call, "tuple[bytes, Issued] | None", "tuple[bytes, Issued]"]
_Attempt: TypeAlias = Generator[_Call, "tuple[bytes, Issued]", "tuple[bytes, Issued] | None"]


def _issue(issued: Issued, node: bytes, prefix: bytes = b"_:b") -> None:
    issued.setdefault(node, b"%s%d" % (prefix, len(issued)))


def _hash(text: bytes) -> bytes:
    return sha256(text).hexdigest().encode()
