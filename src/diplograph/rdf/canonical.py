"""Canonical N-Quads: the same triples give the same bytes.

Blank nodes are labelled by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/); the lines are sorted by code
point. They are written from parsed quads, since stores rewrite numbers and language tags.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from operator import eq

import pyoxigraph as ox

from diplograph.rdf.lines import serialize
from diplograph.rdf.rdfc import Line, canonical_labels


def canonical_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Return quads as sorted N-Quads lines, each ended by a newline, none twice.

    Raises:
        TooManyAlikeError: As `canonical` does.
    """
    lines = serialize(quads, ox.RdfFormat.N_QUADS).removesuffix(b"\n").split(b"\n")
    return [line + b"\n" for line in canonical(lines) if line]


def canonical(lines: Iterable[bytes]) -> list[bytes]:
    """Return lines of N-Quads sorted, none twice, their blank nodes labelled by RDFC-1.0.

    Args:
        lines: N-Quads as pyoxigraph writes them, without their newlines; a blank node has one label in them.

    Raises:
        TooManyAlikeError: So many blank nodes are alike that labelling them would take too long.
    """
    plain: list[bytes] = []
    with_blank_nodes: dict[bytes, Line] = {}
    for line in lines:
        if b"_:" in line and (read := Line.read(line)).nodes:
            with_blank_nodes[line] = read
        else:
            plain.append(line)
    labels = canonical_labels(with_blank_nodes.values())
    plain += (line.write(labels) for line in with_blank_nodes.values())
    return sorted_once(plain)


def sorted_once(lines: Iterable[bytes]) -> list[bytes]:
    """Return lines sorted, none twice; unlike a set, lines that are nearly in order are quick."""
    ordered = sorted(lines)
    if any(map(eq, ordered, islice(ordered, 1, None))):
        return list(dict.fromkeys(ordered))
    return ordered
