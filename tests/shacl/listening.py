"""A plug-in of pytest that lets our engine check what pySHACL checks in its own tests.

Each validation that pySHACL runs becomes a line of JSON in the file that ``DIPLOGRAPH_LISTEN`` names: the test,
the outcome, and what differs. Our engine gets the data graph as pySHACL has it, after inference.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from pyshacl.validator import Validator

from diplograph.base.errors import DiplographError
from diplograph.rdf.conversion import from_rdflib
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.reading import read_shapes
from shacl.reports import described, index, report

_run = Validator.run


def triples_of(graph: Iterable[Any]) -> list[ox.Triple]:
    """Return the triples of an rdflib graph or dataset; inference there also says something of literals."""
    kept = [parts[:3] for parts in graph if not isinstance(parts[0], rdflib.Literal)]
    return [ox.Triple(*map(from_rdflib, parts)) for parts in kept]


def ours(data: Iterable[Any], shapes: Iterable[Any]) -> list[str]:
    """Return what our engine finds, as `described` has it."""
    text = ox.serialize(triples_of(shapes), format=ox.RdfFormat.N_TRIPLES) or b""
    graph = ShapesGraph.from_text(text.decode())
    local = LocalData(triples_of(data))
    local.add_graph(graph.triples(), "urn:x:shapes")
    return described(index(report(validate(local, read_shapes(graph), shapes_graph="urn:x:shapes"))))


def listening(validator: Validator) -> Any:
    """Run a validation with pySHACL, and then with our engine."""
    test = (os.environ.get("PYTEST_CURRENT_TEST") or "").partition(" ")[0].removeprefix("test/")
    try:
        answer = _run(validator)
        theirs = described(index(triples_of(answer[1])))
    except Exception as error:
        answer, theirs = error, None
    told: dict[str, Any] = {"test": test}
    try:
        found = ours(validator.target_graph or validator.data_graph, validator.shacl_graph.graph)
    except DiplographError as error:
        told |= {"outcome": "refused", "why": str(error)}
    else:
        told["outcome"] = "same" if found == theirs else "differs" if theirs is not None else "accepted"
        told["why"] = str(answer) if theirs is None else ""
        told["ours"] = list((Counter(found) - Counter(theirs or ())).elements())
        told["theirs"] = list((Counter(theirs or ()) - Counter(found)).elements())
    with Path(os.environ["DIPLOGRAPH_LISTEN"]).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(told, ensure_ascii=False) + "\n")
    if isinstance(answer, Exception):
        raise answer
    return answer


if "DIPLOGRAPH_LISTEN" in os.environ:  # and not where it is only imported
    Validator.run = listening
