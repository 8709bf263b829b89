"""Canonical N-Quads: the same triples give the same bytes.

Blank nodes are labelled by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/); the lines are sorted by code
point. They are written from parsed quads, since stores rewrite numbers and language tags.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox


def canonical_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Give quads as sorted N-Quads lines, each ended by a newline, none twice."""
    plain: list[ox.Quad] = []
    with_blank_nodes = ox.Dataset()
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            with_blank_nodes.add(quad)
        else:
            plain.append(quad)
    with_blank_nodes.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    plain.extend(with_blank_nodes)
    text = ox.serialize(plain, format=ox.RdfFormat.N_QUADS)
    assert text is not None  # bytes are returned where no output file is given
    return sorted({line + b"\n" for line in text.split(b"\n") if line})
