"""How fast a network is written as GraphML, beside NetworkX.

Run it from the repository: ``.venv/bin/python benchmarks/networks.py [TRIPLES]``. The world of
``diplomacy.py`` is written as ``everything``: by both writers from a network that is held in memory, and
from the graph to the file, where NetworkX is given what we read.
"""

from __future__ import annotations

import io
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar

import networkx
from diplomacy import write_world

from diplograph.base.names import BASE
from diplograph.publishing.formats.network_files import write_graphml, write_network
from diplograph.publishing.formats.networks import Edge, Network, Node, read_network, to_networkx
from diplograph.sources.project import load

T = TypeVar("T")


class Held:
    """A network that is held in memory."""

    def __init__(self, network: Network) -> None:
        self._nodes, self._edges = list(network.nodes()), list(network.edges())

    def nodes(self) -> Iterator[Node]:
        """Return the nodes."""
        return iter(self._nodes)

    def edges(self) -> Iterator[Edge]:
        """Return the edges."""
        return iter(self._edges)


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
        seconds: dict[str, float] = {}

        def timed(name: str, work: Callable[[], T]) -> T:
            start = time.perf_counter()
            found = work()
            seconds[name] = time.perf_counter() - start
            return found

        def write(work: Callable[[IO[bytes]], None]) -> None:
            with (folder / "ours.graphml").open("wb") as out:
                work(out)

        timed("ours, from graph to file", lambda: write(lambda out: write_graphml(project, out)))
        held = Held(read_network(project))
        timed("ours, writing", lambda: write(lambda out: write_network(held, out)))
        graph_of = timed("NetworkX, building", lambda: to_networkx(read_network(project)))
        timed("NetworkX, writing", lambda: networkx.write_graphml_xml(graph_of, folder / "theirs.graphml"))
        same = networkx.read_graphml(
            io.BytesIO((folder / "ours.graphml").read_bytes()), force_multigraph=True
        )
        print(
            f"Python {platform.python_version()}, NetworkX {networkx.__version__}; {world.triples:,} triples"
        )
        print(f"{same.number_of_nodes():,} nodes, {same.number_of_edges():,} edges")
        for name, time_taken in seconds.items():
            print(f"  {name:<26} {time_taken:6.2f} s")
        writing = seconds["NetworkX, writing"]
        whole = writing + seconds["NetworkX, building"]
        print(f"  writing: {writing / seconds['ours, writing']:.1f} times NetworkX's writer")
        print(f"  from graph to file: {whole / seconds['ours, from graph to file']:.1f} times as fast")


if __name__ == "__main__":
    main()
