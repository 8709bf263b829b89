"""A world of invented states that visit each other."""

from __future__ import annotations

import random
from pathlib import Path

from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from helpers import make_project

STATE = '<id/state/s{0}> a dg:State ; rdfs:label "{1}"@en , "دولة {1}"@ar .'
VISIT = """<id/visit/v{0}> a dg:Visit ; rdfs:label "Visit {0}"@en , "زيارة {0}"@ar ; dg:date "{3}"^^edtf:EDTF ;
    dg:visitingState <id/state/s{1}> ; dg:hostState <id/state/s{2}> ; dg:visitKind dg:officialVisit ."""
NAMES = [
    first + second
    for first in ("Ruri", "Free", "Syl", "Zen", "Bor", "Gran", "Lat", "Mol")
    for second in ("tania", "donia", "davia", "ovia", "mark")
]


def visiting_world(root: Path, states: int, visits: int) -> Project:
    """Build a project of states, the first of which visit and are visited the most."""
    chance = random.Random(3)
    facts = [STATE.format(number, name) for number, name in enumerate(NAMES[:states])]
    for number in range(visits):
        one, other = (min(int(chance.expovariate(4 / states)), states - 1) for _ in "ab")
        if one != other:
            facts.append(VISIT.format(number, one, other, 1950 + number % 50))
    project = make_project(root, facts="\n".join(facts))
    build(project)
    return project
