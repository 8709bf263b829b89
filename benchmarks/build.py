"""How long a build takes, beside what Oxigraph needs to read and write the file, and a question after it.

Run it from the repository: ``.venv/bin/python benchmarks/build.py [--rounds N] [TRIPLES...]``, where TRIPLES
is a number of asserted triples. The facts are invented by ``diplomacy.py``; the ontology, rules and questions
are those of the repository. Each step runs in a process of its own, whose start counts; the least time of all
rounds is shown. *Bare* parses the Turtle file into a list and writes that as N-Quads: the ratio to it is what
can be compared between machines. *First* is the first question after a build, which makes the store on disk.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
from diplomacy import write_facts

ROOT = Path(__file__).parent.parent
BARE = """
import sys, pyoxigraph as ox
quads = list(ox.parse(path=sys.argv[1], format=ox.RdfFormat.TURTLE))
ox.serialize(quads, sys.argv[2], format=ox.RdfFormat.N_QUADS)
"""


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description="time builds")
    parser.add_argument("sizes", nargs="*", type=int, default=[100_000, 918_000], metavar="TRIPLES")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    print(f"Python {platform.python_version()}, pyoxigraph {pyoxigraph.__version__}, {cores} cores")
    print(f"{'asserted':>10} {'quads':>10} {'bare s':>8} {'build s':>8} {'x':>5} {'MB':>6}", end="")
    print(f" {'first s':>8} {'query s':>8} {'MB':>6}")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size, options.rounds)


def measure(root: Path, size: int, rounds: int) -> None:
    """Build a world of about a size, ask it, and print the least times of some rounds."""
    settings = f'[folders]\nontology = "{ROOT / "ontology"}"\nqueries = "{ROOT / "queries"}"\n'
    (root / "diplograph.toml").write_text(settings, encoding="utf-8")
    asserted = write_facts(root / "data", size)
    command = [sys.executable, "-m", "diplograph.interfaces.cli.main", "--project", str(root), "-q"]
    facts, copy = str(root / "data" / "world" / "facts.ttl"), str(root / "bare.nq")
    bare, build = [], []
    for _ in range(rounds):
        bare.append(run([sys.executable, "-c", BARE, facts, copy]))
        build.append(run([*command, "build"]))
    with (root / "build" / "graph.nq").open("rb") as graph:
        quads = sum(1 for _ in graph)
    question = [*command, "query", "visits", "--set", "host=State 2"]
    first = run(question)
    query = [run(question) for _ in range(rounds)]
    ratio = min(build)[0] / min(bare)[0]
    print(f"{asserted:>10} {quads:>10} {min(bare)[0]:>8.2f} {min(build)[0]:>8.2f} {ratio:>5.1f}", end="")
    print(f" {min(build)[1]:>6} {first[0]:>8.2f} {min(query)[0]:>8.2f} {min(query)[1]:>6}", flush=True)


def run(command: Sequence[str]) -> tuple[float, int]:
    """Run a command, and return its seconds and its greatest memory in MB."""
    start = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_maxrss // 1024


if __name__ == "__main__":
    main()
