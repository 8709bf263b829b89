"""`build`: from the files of a project to ``build/graph.nq`` and ``build/report.json``."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from diplograph import __version__
from diplograph.base.errors import OutputError, SourceError
from diplograph.base.files import replacing
from diplograph.base.hashes import FileHashes, Stamp, stamp_of_own
from diplograph.base.locks import alone_in
from diplograph.base.messages import message
from diplograph.base.temporary import sweep
from diplograph.rdf.canonical import canonical, sorted_once
from diplograph.rdf.lines import in_graph, pieces
from diplograph.rdf.rdfc import TooManyAlikeError
from diplograph.snapshot.counts import Counts, count_nodes
from diplograph.snapshot.inference import Rule, infer_lines, load_rules, rule_files
from diplograph.sources.listing import Source, find_sources, read_lines
from diplograph.sources.passages import describe_passages
from diplograph.sources.project import Project

_REPORT_FORMAT: Final = 2
HASHES: Final = "hashes.json"
"""The file that remembers the hashes of what was read."""
_LINES_AT_ONCE: Final = 20_000
_ATTEMPTS: Final = 3


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph in memory: what is asserted, and what follows.

    Attributes:
        asserted: Facts, register, reference facts, vocabulary and the passages they point to.
        inferred: What the rules add, each triple in the graph of its rule.
    """

    asserted: list[ox.Quad]
    inferred: list[ox.Quad]

    @property
    def quads(self) -> list[ox.Quad]:
        """All quads, the asserted ones first."""
        return self.asserted + self.inferred


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made.

    Attributes:
        graph_file: The canonical N-Quads.
        report_file: The counts, and the hashes of all that went in.
        counts: The counts.
    """

    graph_file: Path
    report_file: Path
    counts: Counts


@dataclass(frozen=True, slots=True)
class Built:
    """A built graph that is not stale.

    Attributes:
        graph: The graph, opened: a later build replaces the file and leaves this one alone.
        sha256: Its hash.
        inputs: The SHA-256 of each file that it was read from, by its path from the project.
    """

    graph: IO[bytes]
    sha256: str
    inputs: Mapping[str, str]


@dataclass(slots=True)
class _Texts:
    """A graph as lines of N-Triples, by the name of the named graph below ``…/graph/``.

    Attributes:
        asserted: The texts of the sources, each with its newlines, and that of the passages.
        inferred: The lines of each rule, without their newlines.
        stamps: The hashes of the sources and rules, by their path from the project.
        with_blank_nodes: The texts of the sources that may have blank nodes, by their file.
    """

    asserted: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    inferred: dict[str, list[bytes]] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    with_blank_nodes: dict[Path, bytes] = field(default_factory=dict)


def assemble(
    project: Project,
    sources: Iterable[Source],
    rules: Iterable[Rule],
    texts: Mapping[str, str] | None = None,
) -> Graph:
    """Read sources, expand the passages they point to, and run the rules over all of it.

    Args:
        project: The project.
        sources: The files to read.
        rules: The rules to run.
        texts: The texts of documents by IRI, where passages should be quoted.

    Raises:
        SourceError: A file cannot be read or is not well-formed.
        RuleError: A rule is not a usable CONSTRUCT query.
    """
    read = _read(project, sources, rules, texts)
    asserted = ((name, text) for name, parts in read.asserted.items() for text in parts)
    inferred = ((name, b"\n".join(lines)) for name, lines in read.inferred.items())
    return Graph(list(_quads(project, asserted)), list(_quads(project, inferred)))


def _quads(project: Project, texts: Iterable[tuple[str, bytes]]) -> Iterator[ox.Quad]:
    for name, text in texts:
        graph = ox.NamedNode(project.graph(name))
        for triple in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _read(
    project: Project, sources: Iterable[Source], rules: Iterable[Rule], documents: Mapping[str, str] | None
) -> _Texts:
    """Read and infer as `assemble` does, in bytes from end to end."""
    read = _Texts()
    for source in sources:
        text, stamp = read_lines(project, source)
        read.asserted[source.graph].append(text)
        if source.is_vocabulary:
            read.with_blank_nodes[project.shown(source.path)] = text
        read.stamps[name_of(project, source.path)] = stamp
    asserted = [text for parts in read.asserted.values() for text in parts]
    asserted.append(describe_passages(asserted, documents))
    read.asserted["evidence"].append(asserted[-1])
    rules = list(rules)
    read.stamps |= {name_of(project, rule.path): rule.stamp for rule in rules if rule.stamp}
    read.inferred = {f"inferred/{rule}": lines for rule, lines in infer_lines(asserted, rules).items()}
    return read


def build(project: Project, texts: Mapping[str, str] | None = None) -> BuildResult:
    """Build the graph of a project and write it.

    Both files are replaced whole or not at all; after a failure the last good graph is still there. The
    report is written last and names the hashes of the graph and of all that was read for it, so that a graph
    of another build, or a file that was edited in the meantime, is told by it. Builds of the same project
    wait for each other.

    Args:
        project: The project.
        texts: The texts of documents by IRI, where the graph should quote its passages. Such a graph is
            for the reader's own use: the texts belong to their publishers.

    Raises:
        ProjectError: A folder is missing.
        SourceError: A file cannot be read or is not well-formed.
        RuleError: A rule is not a usable CONSTRUCT query.
        OutputError: The results cannot be written, or another process has been building for long.
    """
    with alone_in(project.build):
        return _build(project, texts)


def _build(project: Project, texts: Mapping[str, str] | None) -> BuildResult:
    """Build as `build` does, in a folder that no other process builds in."""
    read = _read(project, find_sources(project), load_rules(project.ontology / "rules"), texts)
    hashes = FileHashes(project.build / HASHES)
    for name, stamp in read.stamps.items():
        hashes.note(name, stamp)
    inputs = {name: stamp.sha256 for name, stamp in read.stamps.items()}
    lines, sizes = _quad_lines(project, read)
    counts = Counts(count_nodes(lines), sizes)
    digest = hashlib.sha256()
    with replacing(project.graph_file) as stream:
        inode = os.fstat(stream.fileno()).st_ino
        for start in range(0, len(lines), _LINES_AT_ONCE):
            piece = b"\n".join([*lines[start : start + _LINES_AT_ONCE], b""])
            digest.update(piece)
            stream.write(piece)
    graph = digest.hexdigest()
    if own := stamp_of_own(project.graph_file, inode, graph):
        hashes.note(project.graph_file.name, own)
    known = {"format": _REPORT_FORMAT, "diplograph": __version__, "graph": graph}
    with replacing(project.report_file) as stream:
        report = {**known, **counts.as_json(), "inputs": inputs}
        stream.write(json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n")
    hashes.save()
    return BuildResult(project.graph_file, project.report_file, counts)


def _quad_lines(project: Project, read: _Texts) -> tuple[list[bytes], dict[str, int]]:
    """Return all lines of N-Quads in order, and how many stand in each graph; the texts are used up.

    Raises:
        TooManyAlikeError: Labelling the blank nodes of a file would take too long.
    """
    lines: list[bytes] = []
    sizes: dict[str, int] = {}
    for name in sorted(read.asserted.keys() | read.inferred.keys()):
        texts = read.asserted.pop(name, [])
        texts.append(b"\n".join(read.inferred.pop(name, [])))
        found: list[bytes] = []
        while texts:
            for piece in pieces(texts.pop()):
                found += in_graph(piece + b"\n", project.graph(name)).removesuffix(b"\n").split(b"\n")
        if found:
            found = sorted_once(found)
            sizes[name] = len(found)
            lines += found
    try:
        return canonical(lines), sizes
    except TooManyAlikeError as error:
        paths = [path for path, text in read.with_blank_nodes.items() if error.node + b" " in text]
        raise TooManyAlikeError(error.node, path=next(iter(paths), None)) from None


def open_built(project: Project) -> Built:
    """Open the built graph; it is built first if it is missing or stale.

    Where another process builds it just now, its graph is waited for.

    Raises:
        DiplographError: As `build` does.
        SourceError: The files of the project change all the time.
    """
    for _ in range(_ATTEMPTS):
        if found := _current(project):
            return found
        with alone_in(project.build):
            if found := _current(project):
                return found
            _build(project, None)
    if found := _current(project):
        return found
    raise SourceError(message("error.changes"), path=project.shown(project.root))


def ensure_built(project: Project) -> None:
    """Build the graph if it is missing or stale; otherwise leave it alone.

    Raises:
        DiplographError: As `open_built` does.
    """
    open_built(project).graph.close()


@contextlib.contextmanager
def unchanged(project: Project) -> Iterator[None]:
    """Build the graph if it is missing or stale, and check afterwards that it was the same all the time.

    For what reads the file of the graph more than once.

    Raises:
        DiplographError: As `open_built` does.
        OutputError: Another process has built another graph in the meantime.
    """
    built = open_built(project)
    with built.graph:
        yield
    hashes = FileHashes(project.build / HASHES)
    if hashes.hash_of(project.graph_file.name, project.graph_file) != built.sha256:
        raise OutputError(message("error.built-meanwhile"), path=project.shown(project.graph_file))


def is_stale(project: Project) -> bool:
    """Return whether the built graph is missing, or is not what the files of the project give.

    Raises:
        ProjectError: A folder is missing.
        SourceError: A file or folder cannot be read.
    """
    found = _current(project)
    if found is not None:
        found.graph.close()
    return found is None


def _current(project: Project) -> Built | None:
    """Open the built graph; None where it is missing or stale.

    The graph is opened before its report is read, which has its hash: what another process puts in the place
    of either does not matter.

    Raises:
        ProjectError: A folder is missing.
        SourceError: A file or folder cannot be read.
    """
    sweep(project.build)
    with contextlib.ExitStack() as stack:
        try:
            graph = stack.enter_context(project.graph_file.open("rb"))
            report = json.loads(project.report_file.read_bytes())
        except (OSError, ValueError):
            return None
        if not isinstance(report, dict):
            return None
        if (report.get("format"), report.get("diplograph")) != (_REPORT_FORMAT, __version__):
            return None
        hashes = FileHashes(project.build / HASHES)
        paths = [source.path for source in find_sources(project)] + rule_files(project.ontology / "rules")
        inputs = {name: hashes.hash_of(name, path) for path in paths for name in [name_of(project, path)]}
        digest = hashes.hash_of_open(project.graph_file.name, graph)
        hashes.save()
        if (report.get("inputs"), report.get("graph")) != (inputs, digest):
            return None
        stack.pop_all()
        return Built(graph, digest, inputs)


def name_of(project: Project, path: Path) -> str:
    """Return the path of a file as seen from the project."""
    return Path(os.path.relpath(path, project.root)).as_posix()
