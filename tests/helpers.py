"""Small projects made for a test."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from diplograph.base.names import BASE, PREFIXES
from diplograph.sources.project import Project, load

ROOT = Path(__file__).parent.parent
HEADER = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def make_project(root: Path, **files: str) -> Project:
    """Make a project with the ontology of this repository and Turtle facts of its own.

    Args:
        root: An empty folder.
        files: The text of ``data/test/NAME.ttl`` by name, without prefixes.
    """
    root.mkdir(parents=True, exist_ok=True)
    (root / "diplograph.toml").write_text(
        f'[folders]\nontology = "{ROOT / "ontology"}"\nqueries = "{ROOT / "queries"}"\n', encoding="utf-8"
    )
    (root / "data" / "test").mkdir(parents=True)
    for name, text in files.items():
        (root / "data" / "test" / f"{name}.ttl").write_text(HEADER + text, encoding="utf-8")
    return load(root)


def quads(text: str) -> list[ox.Quad]:
    """Read Turtle, with the prefixes of the project, into quads of the default graph."""
    triples = ox.parse((HEADER + text).encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
