"""RDFC-1.0: the labels that the specification asks for, in bounded work."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.rdf.canonical import canonical
from diplograph.rdf.lines import serialize
from diplograph.rdf.rdfc import TooManyAlikeError

FIRST, REST, NIL = (
    f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}>" for name in ("first", "rest", "nil")
)
NODES = [f"_:n{number}" for number in range(5)]
OTHERS = ["<urn:a>", '"_:n1"', '"x"@en', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>']

quads = st.builds(
    lambda subject, predicate, value, graph: f"{subject} {predicate} {value}{graph} .".encode(),
    st.sampled_from([*NODES, "<urn:a>"]),
    st.sampled_from(["<urn:p>", "<urn:q>"]),
    st.sampled_from(NODES + OTHERS),
    st.sampled_from(["", " <urn:g>", " _:n1"]),
)


def by_pyoxigraph(lines: list[bytes]) -> list[bytes]:
    dataset = ox.Dataset(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(serialize(dataset, ox.RdfFormat.N_QUADS).removesuffix(b"\n").split(b"\n"))


@given(st.lists(quads, min_size=1, max_size=9, unique=True))
def test_labels_are_those_of_another_implementation(lines: list[bytes]) -> None:
    assert canonical(lines) == by_pyoxigraph(lines)


def a_list(name: str, members: list[str]) -> list[bytes]:
    cells = [f"_:{name}{number}" for number in range(len(members))]
    lines = [f"<urn:{name}> <urn:p> {cells[0]} ."]
    for cell, member, rest in zip(cells, members, [*cells[1:], NIL], strict=True):
        lines += [f"{cell} {FIRST} {member} .", f"{cell} {REST} {rest} ."]
    return [line.encode() for line in lines]


def nested(depth: int) -> list[bytes]:
    cells = [f"_:n{number}" for number in range(depth)]
    lines = ["<urn:s> <urn:p> _:n0 ."]
    for cell, member in zip(cells, [*cells[1:], NIL], strict=True):
        lines += [f"{cell} {FIRST} {member} .", f"{cell} {REST} {NIL} ."]
    return [line.encode() for line in lines]


def test_the_same_long_list_twice_is_labelled() -> None:
    members = [f'"{number}"' for number in range(1500)]
    lines = a_list("a", members) + a_list("b", members)
    assert len(canonical(lines)) == len(lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    "lines",
    [
        a_list("a", ['"1"'] * 1000),
        nested(2000),
        [f"_:n{one} <urn:p> _:n{two} .".encode() for one in range(12) for two in range(12) if one != two],
    ],
    ids=["equal members", "nested lists", "clique"],
)
def test_what_would_take_too_long_is_refused(lines: list[bytes]) -> None:
    with pytest.raises(TooManyAlikeError, match="alike"):
        canonical(lines)
