"""Asking the library in tests, with answers short enough to compare by eye."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from diplograph.base.names import BASE, DG, RDF
from diplograph.questions.library import load_library
from diplograph.questions.passages import Ask, without_nodes
from diplograph.snapshot.build import assemble
from diplograph.snapshot.inference import load_rules
from diplograph.sources.listing import find_sources
from diplograph.sources.project import load
from diplograph.sparql.answers import Result, Rows
from diplograph.sparql.engine import ask
from helpers import ROOT, make_project

LIBRARY = load_library(load(ROOT))


def store_of(root: Path, world: str) -> ox.Store:
    """Return the built graph of a small project of some facts."""
    project = make_project(root, world=world)
    graph = assemble(project, find_sources(project), load_rules(project.ontology / "rules"))
    store = ox.Store()
    store.extend(graph.quads)
    return store


def answer(store: ox.Store, name: str, language: str = "en", **settings: str) -> Result:
    """Ask a question of the library; an underscore ends the names that Python reserves, such as ``from_``."""
    settings = {key.rstrip("_"): value for key, value in settings.items()}
    return answer_from(lambda query: ask(store, query, name=name), name, language, settings)


def answer_from(asked: Ask, name: str, language: str, settings: Mapping[str, str]) -> Result:
    """Ask a question of the library on any engine."""
    query = LIBRARY[name]
    result = asked(query.bind(settings, language=language, base=BASE))
    return without_nodes(result, query.nodes, query.passages, asked) if isinstance(result, Rows) else result


def in_short(term: Any) -> str:
    """Write a term as the expected rows do: ``visit/…``, ``dg:…``, ``SLUG#char=START,END``, or its text."""
    if term is None:
        return ""
    for start, shown in ((BASE + "id/", ""), (BASE + "document/", ""), (DG, "dg:"), (RDF, "rdf:")):
        if term.value.startswith(start):
            return shown + str(term.value).removeprefix(start)
    return str(term.value)


def rows(store: ox.Store, name: str, language: str = "en", **settings: str) -> list[dict[str, str]]:
    """Return the rows of an answer, each by the names of its columns."""
    result = answer(store, name, language, **settings)
    assert isinstance(result, Rows)
    return [dict(zip(result.variables, map(in_short, row), strict=True)) for row in result.rows]


def columns(store: ox.Store, name: str, only: str, language: str = "en", **settings: str) -> list[list[str]]:
    """Return some columns of an answer, named in one string."""
    return [[row[column] for column in only.split()] for row in rows(store, name, language, **settings)]
