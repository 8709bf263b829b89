"""How fast the graph is exported, next to the bare libraries, and how much memory that takes.

Run it from the repository: ``.venv/bin/python benchmarks/export.py [TRIPLES] [QUADS]``. By default a million
triples are written by each, one process after the other, from the same file of sorted N-Quads; then as many
quads as the second number says are exported for their memory alone. The times of export include reading.
rdflib gets a tenth of the triples, and its times are multiplied by ten. The data are made up here, once with
passages cited, as in the graph, and once without, since rdflib is slow to shorten the IRIs of passages.
"""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

BASE = "https://w3id.org/diplograph/"
GRAPH = f"<{BASE}graph/facts/benchmark>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
EDTF = "<http://id.loc.gov/datatypes/edtf/EDTF>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"

PYOXIGRAPH = """
import pyoxigraph as ox
quads = ox.parse(path=source, format=ox.RdfFormat.N_QUADS)
ox.serialize(quads, target, format=ox.RdfFormat.N_QUADS)
"""
RDFLIB = """
import rdflib
graph = rdflib.Dataset(default_union=True).parse(source, format="nquads")
union = rdflib.Graph()
for triple in graph.triples((None, None, None)):
    union.add(triple)
started = time.perf_counter()
union.serialize(target, format="turtle")
"""
OURS = """
from pathlib import Path
from diplograph.sources.project import Project
from diplograph.publishing.formats.catalogue import find_format, write
root = Path(source).parent
project = Project(root, "https://w3id.org/diplograph/", root, root, root, root, root)
with open(target, "wb") as out:
    write(find_format(name), project, out)
"""
MEASURE = """
import resource, sys, time
source, target, name = sys.argv[1:]
started = time.perf_counter()
{code}
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def lines(triples: int, cited: bool) -> Iterator[str]:
    """Yield sorted lines, eight of each visit."""
    for number in range(triples // 8):
        visit = f"<{BASE}id/visit/visit-{number:09}>"
        a, b = number % 190, number * 7 % 190
        year = 1900 + number % 120
        evidence = f"<{BASE}document/benchmark#char={number * 60},{number * 60 + 50}>"
        evidence = evidence if cited else f"<{BASE}id/place/place-{number % 5000}>"
        yield from sorted(
            (
                f"{visit} {TYPE} <{BASE}ontology#Visit> {GRAPH} .\n",
                f'{visit} {LABEL} "Visit number {number} of state {a} to state {b}"@en {GRAPH} .\n',
                f'{visit} {LABEL} "الزيارة {number} من الدولة {a} إلى الدولة {b}"@ar {GRAPH} .\n',
                f"{visit} <{BASE}ontology#visitingState> <{BASE}id/state/state-{a}> {GRAPH} .\n",
                f"{visit} <{BASE}ontology#hostState> <{BASE}id/state/state-{b}> {GRAPH} .\n",
                f"{visit} <{BASE}ontology#visitKind> <{BASE}ontology#presidentialVisit> {GRAPH} .\n",
                f'{visit} <{BASE}ontology#date> "{year}-05"^^{EDTF} {GRAPH} .\n',
                f"{visit} <{BASE}ontology#{'evidence' if cited else 'place'}> {evidence} {GRAPH} .\n",
            )
        )


def made(folder: Path, triples: int, cited: bool = True) -> Path:
    """Write the data into a folder of their own."""
    path = folder / f"{triples}-{cited}" / "graph.nq"
    path.parent.mkdir()
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(lines(triples, cited))
    return path


def measure(code: str, source: Path, name: str = "") -> tuple[float, float]:
    """Return the seconds and the peak MB of some code in a process of its own."""
    target = source.with_name("out")
    command = [sys.executable, "-c", MEASURE.format(code=code), str(source), str(target), name]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    target.unlink(missing_ok=True)
    return float(seconds), float(peak)


def compare(folder: Path, triples: int, cited: bool) -> None:
    """Print the times of the libraries and of every format."""
    source, tenth = made(folder, triples, cited), made(folder, triples // 10, cited)
    bare, peak = measure(PYOXIGRAPH, source)
    print(f"  {'pyoxigraph, N-Quads read and written':<40} {bare:7.2f} s  {peak:5.0f} MB")
    read, peak = measure(RDFLIB.partition("started")[0], tenth)
    rdflib, peak = measure(RDFLIB, tenth)
    print(f"  {'rdflib, reading alone, times 10':<40} {read * 10:7.2f} s")
    print(
        f"  {'rdflib, Turtle written alone, times 10':<40} {rdflib * 10:7.2f} s  {peak:5.0f} MB (of a tenth)"
    )
    for name in ("nquads", "ntriples", "turtle", "trig", "json-ld", "rdf-xml"):
        seconds, peak = measure(OURS, source, name)
        speed = f"{bare / seconds:5.2f} of pyoxigraph's speed"
        if name == "turtle":
            whole = (read + rdflib) * 10 / seconds
            speed += f", {whole:.1f} times rdflib's, {rdflib * 10 / seconds:.1f} times its writing alone"
        print(f"  {name:<40} {seconds:7.2f} s  {peak:5.0f} MB  {speed}")
    source.unlink()


def main() -> None:
    """Print a table of seconds, ratios and memory."""
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("pyoxigraph", "rdflib"))
    print(f"Python {platform.python_version()}, {versions}; {triples:,} triples")
    with tempfile.TemporaryDirectory() as folder:
        for cited in (True, False):
            print("with passages" if cited else "without passages")
            compare(Path(folder), triples, cited)
        if many:
            source = made(Path(folder), many)
            for name in ("nquads", "turtle", "trig", "json-ld"):
                seconds, peak = measure(OURS, source, name)
                print(f"{name + f', {many:,} quads':<42} {seconds:7.2f} s  {peak:5.0f} MB")


if __name__ == "__main__":
    main()
