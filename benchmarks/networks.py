"""How fast a network is written as GraphML, beside NetworkX.

Run it from the repository: ``.venv/bin/python benchmarks/networks.py [TRIPLES]``. The world of
``diplomacy.py`` is written as ``everything``: our writer reads the graph and writes; NetworkX writes the
same network, which it is given ready made.
"""

from __future__ import annotations

import io
import platform
import sys
import tempfile
import time
from pathlib import Path

import networkx
from diplomacy import write_world

from diplograph.exporting.graphml import write_graphml
from diplograph.exporting.networks import read_network, to_networkx
from diplograph.names import BASE
from diplograph.project import load


def main() -> None:
    """Write both, and print the seconds and their ratio."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = write_world(folder / "data.nt", size)
        graph = f" <{BASE}graph/facts/benchmark> .\n".encode()
        lines = sorted({line[:-3] for line in (folder / "data.nt").read_bytes().splitlines(keepends=True)})
        (folder / "graph.nq").write_bytes(b"".join(line + graph for line in lines))
        del lines
        project = load(Path(__file__).parent.parent, build=folder)
        start = time.perf_counter()
        with (folder / "ours.graphml").open("wb") as out:
            write_graphml(project, out)
        ours = time.perf_counter() - start
        graph_of = to_networkx(read_network(project))
        start = time.perf_counter()
        networkx.write_graphml_xml(graph_of, folder / "theirs.graphml")
        theirs = time.perf_counter() - start
        same = networkx.read_graphml(
            io.BytesIO((folder / "ours.graphml").read_bytes()), force_multigraph=True
        )
        print(
            f"Python {platform.python_version()}, NetworkX {networkx.__version__}; {world.triples:,} triples"
        )
        print(f"{same.number_of_nodes():,} nodes, {same.number_of_edges():,} edges")
        print(f"  ours, reading included {ours:6.2f} s")
        print(f"  NetworkX, writing only {theirs:6.2f} s  {theirs / ours:.1f} ×")


if __name__ == "__main__":
    main()
