"""The graph in parts, for the bulk loaders of triple stores, with a manifest and a description.

Parts are gzipped N-Quads of bounded size, compressed on all cores. Blank nodes belong to one file, so all
statements with one go into a part of their own, whatever its size. The manifest has the counts and SHA-256 of
each part and the commands that load them; those for Oxigraph and Virtuoso are run by the tests, the others
are the vendors'.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from diplograph import __version__
from diplograph.errors import OutputError
from diplograph.exporting.property_graphs import write_neo4j
from diplograph.exporting.statements import Statements, split
from diplograph.exporting.terms import TYPE
from diplograph.forges import json_text
from diplograph.project import Project

STORES: Final[dict[str, tuple[str, ...]]] = {
    "oxigraph": (
        "for part in part-*.nq.gz; do gunzip -c $part | oxigraph load --location STORE --format nq; done",
    ),
    "virtuoso": (
        "isql-vt 1111 dba PASSWORD exec=\"ld_dir('DIR', '*.nq.gz', 'http://example.org/unused');\"",
        'isql-vt 1111 dba PASSWORD exec="rdf_loader_run(); checkpoint;"  # one for each core',
    ),
    "fuseki": ("tdb2.xloader --loc DATABASE part-*.nq.gz",),
    "graphdb": ("importrdf preload --force --recursive -i REPOSITORY DIR",),
    "stardog": ("stardog-admin db create -n DATABASE part-*.nq.gz",),
    "qlever": (
        "gunzip -c part-*.nq.gz | IndexBuilderMain -i INDEX -F nq -f -",
        "ServerMain -i INDEX -p 7001",
    ),
    "neptune": (
        "aws s3 sync . s3://BUCKET/PREFIX --exclude '*' --include 'part-*.nq.gz'",
        "curl -X POST https://ENDPOINT:8182/loader -H 'Content-Type: application/json' -d '"
        '{"source": "s3://BUCKET/PREFIX", "format": "nquads", "iamRoleArn": "ROLE", "region": "REGION", '
        '"failOnError": "TRUE", "parallelism": "HIGH"}\'',
    ),
    "neo4j": (
        "neo4j-admin database import full --array-delimiter=';' --skip-bad-relationships=false "
        "$(for file in [A-Z]*.csv; do echo --nodes=$file; done) --relationships=relationships.csv DATABASE",
    ),
}
"""The stores by name, with the commands that load the parts; words in capitals are for readers to fill in."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its file, its statements, its size and SHA-256 as it stands on disk."""

    file: str
    statements: int
    bytes: int
    sha256: str


def write_bulk(project: Project, out: Path, store: str, *, size: int = 64_000_000) -> list[str]:
    """Write the parts, ``manifest.json`` and ``dataset.ttl``.

    Args:
        project: A project whose graph is built.
        out: An empty folder.
        store: One of `STORES`.
        size: How many bytes a part has at most before it is compressed; a longer line is a part of its own.

    Returns:
        The commands that load the parts.

    Raises:
        OutputError: There is no such store.
        SourceError: The graph cannot be read.
    """
    if store not in STORES:
        raise OutputError(f"unknown store {store!r}; known are {', '.join(STORES)}")
    counts = _Counts()
    if store == "neo4j":
        write_neo4j(project, out)
        for _ in counts.through(Statements(project.graph_file).lines()):
            pass
        parts = [_described(path, _lines(path) - 1) for path in sorted(out.glob("*.csv"))]
    else:
        parts = _write_parts(counts.through(Statements(project.graph_file).lines()), out, size)
    manifest = {
        "store": store,
        "madeBy": f"diplograph {__version__}",
        "statements": counts.statements,
        "graphs": dict(sorted(counts.graphs.items())),
        "parts": [{name: getattr(part, name) for name in Part.__slots__} for part in parts],
        "commands": list(STORES[store]),
    }
    (out / "manifest.json").write_text(json_text(manifest), encoding="utf-8")
    (out / "dataset.ttl").write_text(_description(project, counts, parts), encoding="utf-8")
    return list(STORES[store])


class _Counts:
    """What passes by: statements, graphs, classes, properties."""

    def __init__(self) -> None:
        self.statements = 0
        self.graphs: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()

    def through(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        last = None
        for line in lines:
            subject, predicate, value, graph = split(line)
            self.statements += 1
            self.graphs[graph[1:-1].decode()] += 1
            if (subject, predicate, value) != last:
                last = (subject, predicate, value)
                self.properties[predicate[1:-1].decode()] += 1
                if predicate == TYPE and value[:1] == b"<":
                    self.classes[value[1:-1].decode()] += 1
            yield line


def _write_parts(lines: Iterator[bytes], out: Path, size: int) -> list[Part]:
    """Write the parts as they fill, two being compressed at a time."""
    blank: list[bytes] = []
    with ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
        waiting = []
        done: list[Part] = []
        for number, block in enumerate(_blocks(lines, size, blank), start=1):
            waiting.append(pool.submit(_compress, out / f"part-{number:05}.nq.gz", block))
            if len(waiting) > 4:  # no more than a few parts in memory
                done.append(waiting.pop(0).result())
        done += [future.result() for future in waiting]
    if blank:
        done.insert(0, _compress(out / "part-00000.nq.gz", blank))
    return done


def _blocks(lines: Iterator[bytes], size: int, blank: list[bytes]) -> Iterator[list[bytes]]:
    block: list[bytes] = []
    filled = 0
    for line in lines:
        subject, _, value, _ = split(line)
        if subject[:2] == b"_:" or value[:2] == b"_:":
            blank.append(line)
            continue
        if block and filled + len(line) > size:
            yield block
            block, filled = [], 0
        block.append(line)
        filled += len(line)
    if block:
        yield block


def _compress(path: Path, lines: list[bytes]) -> Part:
    path.write_bytes(gzip.compress(b"".join(lines), compresslevel=6, mtime=0))
    return _described(path, len(lines))


def _described(path: Path, statements: int) -> Part:
    data = path.read_bytes()
    return Part(path.name, statements, len(data), hashlib.sha256(data).hexdigest())


def _lines(path: Path) -> int:
    import csv

    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream))


def _description(project: Project, counts: _Counts, parts: list[Part]) -> str:
    """Describe the dataset as VoID (https://www.w3.org/TR/void/) and DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/)."""
    lines = [
        "@prefix dcat: <http://www.w3.org/ns/dcat#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix spdx: <http://spdx.org/rdf/terms#> .",
        "@prefix void: <http://rdfs.org/ns/void#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
        "",
        f"<{project.base}dataset> a void:Dataset , dcat:Dataset ;",
        '    dcterms:title "Relations between states"@en , "العلاقات بين الدول"@ar ;',
        f'    void:uriSpace "{project.base}" ;',
        f"    void:triples {sum(counts.properties.values())} ;",
        f"    void:classes {len(counts.classes)} ;",
        f"    void:properties {len(counts.properties)} ;",
    ]
    for name, table in (("class", counts.classes), ("property", counts.properties)):
        number = "entities" if name == "class" else "triples"
        lines += [
            f"    void:{name}Partition [ void:{name} <{iri}> ; void:{number} {count} ] ;"
            for iri, count in sorted(table.items())
        ]
    lines += [_distribution(part) for part in parts]
    return "\n".join(lines).removesuffix(" ;") + " .\n"


def _distribution(part: Part) -> str:
    kind: Any = "text/csv" if part.file.endswith(".csv") else "application/n-quads"
    return (
        f'    dcat:distribution [ a dcat:Distribution ; dcterms:title "{part.file}" ; '
        f"dcat:downloadURL <{part.file}> ; "
        f"dcat:mediaType <https://www.iana.org/assignments/media-types/{kind}> ; "
        f'dcat:byteSize "{part.bytes}"^^xsd:nonNegativeInteger ; spdx:checksum [ '
        f"spdx:algorithm spdx:checksumAlgorithm_sha256 ; "
        f'spdx:checksumValue "{part.sha256}"^^xsd:hexBinary ] ] ;'
    )
