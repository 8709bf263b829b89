"""A graph with mistakes of every kind that a slip of the hand makes: triples left out, values exchanged."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyoxigraph as ox

from diplograph.base.names import DG, EDTF, RDFS, XSD


def mutated(graph: Path, mistakes: int, *, seed: int = 7) -> list[ox.Quad]:
    """Read N-Quads of a built graph, and make mistakes in its facts."""
    chance = Random(seed)
    quads = list(ox.parse(path=str(graph), format=ox.RdfFormat.N_QUADS))
    facts = [number for number, quad in enumerate(quads) if "/graph/facts/" in str(quad.graph_name)]
    # true is left out: Virtuoso makes 1 of it, which the sentence of a finding then says
    values = [
        quads[number].object for number in facts if "XMLSchema#boolean" not in str(quads[number].object)
    ]
    values += [
        ox.Literal("1996-13", datatype=ox.NamedNode(EDTF)),
        ox.Literal("300", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("plain text"),
        ox.Literal("نص", language="ar"),
        ox.NamedNode("https://w3id.org/diplograph/id/state/nowhere"),
    ]
    predicates = [ox.NamedNode(DG + name) for name in ("hostState", "visitor", "date", "visted")]
    predicates.append(ox.NamedNode(RDFS + "label"))
    left_out = set()
    for number in chance.sample(facts, mistakes):
        quad, kind = quads[number], chance.choice(("out", "value", "predicate", "more"))
        if kind == "out":
            left_out.add(number)
        elif kind == "predicate":
            quads[number] = ox.Quad(quad.subject, chance.choice(predicates), quad.object, quad.graph_name)
        else:
            other = ox.Quad(quad.subject, quad.predicate, chance.choice(values), quad.graph_name)
            quads[number] = other
            if kind == "more":
                quads.append(quad)
    return [quad for number, quad in enumerate(quads) if number not in left_out]
