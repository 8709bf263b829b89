"""Canonical N-Quads: the same triples give the same bytes.

Blank nodes are labelled by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/); the lines are sorted by code
point. They are written from parsed quads, since stores rewrite numbers and language tags.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from operator import eq

import pyoxigraph as ox

from diplograph.rdf.lines import has_blank_node, serialize


def canonical_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Return quads as sorted N-Quads lines, each ended by a newline, none twice."""
    lines = serialize(quads, ox.RdfFormat.N_QUADS).removesuffix(b"\n").split(b"\n")
    return [line + b"\n" for line in canonical(lines) if line]


def canonical(lines: Iterable[bytes]) -> list[bytes]:
    """Return lines of N-Quads sorted, none twice, their blank nodes labelled by RDFC-1.0.

    Args:
        lines: N-Quads as pyoxigraph writes them, without their newlines; a blank node has one label in them.
    """
    plain: list[bytes] = []
    with_blank_nodes: list[bytes] = []
    for line in lines:
        (with_blank_nodes if b"_:" in line and has_blank_node(line) else plain).append(line)
    if with_blank_nodes:
        dataset = ox.Dataset(ox.parse(b"\n".join(with_blank_nodes), format=ox.RdfFormat.N_QUADS))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        plain += serialize(dataset, ox.RdfFormat.N_QUADS).removesuffix(b"\n").split(b"\n")
    return sorted_once(plain)


def sorted_once(lines: Iterable[bytes]) -> list[bytes]:
    """Return lines sorted, none twice; unlike a set, lines that are nearly in order are quick."""
    ordered = sorted(lines)
    if any(map(eq, ordered, islice(ordered, 1, None))):
        return list(dict.fromkeys(ordered))
    return ordered
