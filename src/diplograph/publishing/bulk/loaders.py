"""The scripts that load compressed parts, run in their folder, from the ``.sh`` files beside this module.

What differs from place to place comes from the environment; a script stops with the name of what is missing.
The tests run both against real stores. How others load the parts is said in docs/scaling.md.

Sources: `oxigraph load --help`; https://vos.openlinksw.com/owiki/wiki/VOS/VirtBulkRDFLoader.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from diplograph.base.errors import OutputError
from diplograph.base.messages import message

TARGETS: Final = ("rdf", "oxigraph", "virtuoso", "neo4j")
"""What parts are made for: N-Quads for any store, for two with a script that loads them; CSV for Neo4j."""

_NOT_IN_SQL: Final = frozenset(";'")
"""What ends a statement or a text of isql, also within an IRI."""
_SCRIPTED: Final = ("oxigraph", "virtuoso")


def loader_script(target: str, *, parts: int, graphs: Mapping[str, int], default_graph: str) -> str | None:
    """Return the script that loads the parts of a folder, if there is one.

    Args:
        target: One of `TARGETS`.
        parts: How many parts there are.
        graphs: How many statements each graph has, by IRI; the default graph is empty text.
        default_graph: The graph for statements that name none, where the store wants one.

    Raises:
        OutputError: The script cannot have the name of a graph in it.

    Example:
        >>> loader_script("oxigraph", parts=2, graphs={}, default_graph="").splitlines()[4]
        'sha256sum --check --quiet SHA256SUMS >&2'
    """
    if target not in _SCRIPTED:
        return None
    if target == "virtuoso" and (odd := [graph for graph in graphs if set(graph) & _NOT_IN_SQL]):
        raise OutputError(message("error.virtuoso-name", graph=odd[0]))
    counts = [f"{number} {graph or default_graph}" for graph, number in sorted(graphs.items())]
    script = Path(__file__).with_name(f"{target}.sh").read_text(encoding="utf-8")
    script = script.replace("@PARTS@", str(parts)).replace("@DEFAULT@", default_graph)
    return script.replace("@COUNTS@", "\n".join(counts))
