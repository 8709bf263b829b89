"""What the last validation of a project found, kept beside the build: the next one need not check all.

``build/validated.nq`` is the graph that was validated and ``build/validation.json`` what each query of the
shapes gave. Both hold only for the same shapes and the same version of diplograph.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from diplograph import __version__
from diplograph.base.files import replacing
from diplograph.checks.families import Shapes
from diplograph.shacl.graph import Term, read_term
from diplograph.shacl.incremental import Changes, Memory
from diplograph.sources.project import Project
from diplograph.sparql.patterns import Chain

_GRAPH: Final = "validated.nq"
_FOUND: Final = "validation.json"


def recall(project: Project, families: Iterable[Shapes]) -> tuple[list[Memory], list[Changes]] | None:
    """Give what was found with each family of shapes, and what has changed since.

    Returns:
        None where there is nothing to go by: no earlier validation, other shapes, another version, or files
        that cannot be read. The changes are first those of the whole graph, then those of what was written by
        hand.
    """
    before, found = project.build / _GRAPH, project.build / _FOUND
    try:
        told = json.loads(found.read_text(encoding="utf-8"))
        if told["key"] != _key(families):
            return None
        memories = [_memory(one) for one in told["found"]]
        old, new = _lines(before), _lines(project.graph_file)
        added, removed = _quads(new - old), _quads(old - new)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    prefix = f"<{project.graph('inferred/')}"

    def by_hand(quads: list[ox.Quad]) -> frozenset[ox.Triple]:
        return frozenset(quad.triple for quad in quads if not str(quad.graph_name).startswith(prefix))

    whole = Changes(frozenset(q.triple for q in added), frozenset(q.triple for q in removed))
    return memories, [whole, Changes(by_hand(added), by_hand(removed))]


def remember(project: Project, families: Iterable[Shapes], memories: Iterable[Memory]) -> None:
    """Keep what was found in the built graph with each family of shapes.

    Raises:
        OutputError: It cannot be written.
    """
    told = {
        "key": _key(families),
        "found": [
            {
                "rows": {key: [_told(row) for row in rows] for key, rows in memory.rows.items()},
                "chains": {
                    query: None if chains is None else [_told_chain(chain) for chain in chains]
                    for query, chains in memory.chains.items()
                },
            }
            for memory in memories
        ],
    }
    with replacing(project.build / _GRAPH) as stream, project.graph_file.open("rb") as graph:
        shutil.copyfileobj(graph, stream)
    with replacing(project.build / _FOUND) as stream:
        stream.write(json.dumps(told, ensure_ascii=False).encode())


def _key(families: Iterable[Shapes]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for family in families:
        for triple in family.graph.triples():
            digest.update(str(triple).encode())
    return digest.hexdigest()


def _lines(path: Path) -> set[bytes]:
    with path.open("rb") as stream:
        return set(stream)


def _quads(lines: set[bytes]) -> list[ox.Quad]:
    return list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))


def _memory(told: Any) -> Memory:
    return Memory(
        {key: [_row(row) for row in rows] for key, rows in told["rows"].items()},
        {
            query: None if chains is None else tuple(_chain(chain) for chain in chains)
            for query, chains in told["chains"].items()
        },
    )


def _told_chain(chain: Chain) -> list[Any]:
    ends = [end if isinstance(end, str) else [str(end)] for end in (chain.subject, chain.object)]
    return [*ends, None if chain.predicates is None else sorted(chain.predicates), chain.length]


def _chain(told: list[Any]) -> Chain:
    subject, object, predicates, length = told
    ends = [end if isinstance(end, str) else _term(end[0]) for end in (subject, object)]
    return Chain(ends[0], None if predicates is None else frozenset(predicates), ends[1], length)


def _told(row: Any) -> list[Any]:
    bit, focus, value, path, variables = row
    terms = [None if term is None else str(term) for term in (focus, value, path)]
    return [bit, *terms, {name: str(term) for name, term in variables.items()}]


def _row(told: list[Any]) -> Any:
    bit, focus, value, path, variables = told
    return (
        bit,
        _term(focus),
        None if value is None else _term(value),
        None if path is None else ox.NamedNode(path[1:-1]),
        {name: _term(text) for name, text in variables.items()},
    )


def _term(text: str) -> Term:
    if text.startswith("_:"):
        raise ValueError("a blank node does not outlive its graph")
    return read_term(text)
