"""Validation at a triple store beside validation in memory: the same results, and in what time.

Run it from the repository: ``.venv/bin/python benchmarks/remote_validation.py [TRIPLES] [STORE…]``, where a
store is oxigraph or virtuoso. It starts those that are installed, loads the world of ``diplomacy.py`` into a
named graph of ours, and runs the shapes of ``ontology/shapes`` over both. Loading is told apart from asking.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from diplomacy import write_world

from diplograph.base.names import BASE
from diplograph.checks.remote import RemoteData
from diplograph.shacl.data import DataGraph, LocalData
from diplograph.shacl.engine import validate_in_steps
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.reading import read_shapes
from diplograph.sparql.endpoint import Endpoint
from diplograph.sparql.transport import Patience
from servers import oxigraph, virtuoso

SHAPES = Path(__file__).parent.parent / "ontology" / "shapes"
STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def in_graph(path: Path) -> Iterator[ox.Quad]:
    """Yield the triples of a file as quads of a graph of ours."""
    name = ox.NamedNode(f"{BASE}graph/facts/benchmark")
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, name)


def timed(data: DataGraph, at_once: int = 1) -> tuple[float, set[tuple[str, ...]]]:
    """Validate, and give the seconds and the results."""
    shapes = read_shapes(ShapesGraph.from_files(SHAPES.glob("*.ttl")))
    start = time.perf_counter()
    found = {
        (str(r.focus), r.component, str(r.path), str(r.value), str(r.shape), str(r.constraint))
        for outcome in validate_in_steps(data, shapes, at_once=at_once)
        for r in outcome.results
    }
    return time.perf_counter() - start, found


def main() -> None:
    """Run the stores one after the other, and print a table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = write_world(folder / "data.nt", size)
        start = time.perf_counter()
        data = LocalData.from_file(folder / "data.nt", ox.RdfFormat.N_TRIPLES)
        loading = time.perf_counter() - start
        local, wanted = timed(data)
        print(f"{world.triples:,} triples, {len(wanted)} results; loading {loading:.2f} s")
        print(f"  in memory  {local:8.2f} s")
        del data
        (folder / "data.nq").write_bytes(
            ox.serialize(in_graph(folder / "data.nt"), format=ox.RdfFormat.N_QUADS) or b""
        )
        for store in sys.argv[2:] or STORES:
            start = time.perf_counter()
            with STORES[store](folder / store, folder / "data.nq") as server:
                loading = time.perf_counter() - start
                endpoint = Endpoint(server.query, base=BASE, patience=Patience(timeout=600))
                seconds, found = timed(RemoteData(endpoint), at_once=2)
            same = (
                "the same"
                if found == wanted
                else f"{len(wanted - found)} missing, {len(found - wanted)} more"
            )
            print(
                f"  {store:10} {seconds:8.2f} s {seconds / local:5.1f} ×  {same}; loading {loading:.1f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
