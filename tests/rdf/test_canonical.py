"""Canonical N-Quads: blank nodes get the same labels however they were called before."""

from __future__ import annotations

import random

import pyoxigraph as ox

from diplograph.rdf.canonical import canonical_lines
from helpers import quads

TEXT = """
[] a owl:AllDisjointClasses ; owl:members ( dg:Visit dg:Meeting dg:Award ) .
[] a owl:AllDisjointClasses ; owl:members ( dg:State dg:Leader ) .
dg:Visit rdfs:label "visit"@en .
"""


def test_labels_and_order_do_not_depend_on_the_input() -> None:
    once, twice = quads(TEXT), quads(TEXT)  # the parser gives each its own labels
    random.Random(1).shuffle(twice)
    assert canonical_lines(once) == canonical_lines(twice)
    assert [line for line in canonical_lines(once) if b"_:c14n0 " in line]


def test_each_quad_is_a_line_and_none_comes_twice() -> None:
    some = quads(TEXT)
    assert len(canonical_lines(some + some)) == len(some)


def test_line_ends_and_other_separators_stay_inside_their_literal() -> None:
    text = "a\u2028b\x0bc\nd\re\x1cf\x85g"
    quad = ox.Quad(ox.NamedNode("http://a.example/s"), ox.NamedNode("http://a.example/p"), ox.Literal(text))
    (line,) = canonical_lines([quad])
    assert list(ox.parse(line, format=ox.RdfFormat.N_QUADS)) == [quad]
