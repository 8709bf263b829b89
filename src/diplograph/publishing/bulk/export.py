"""A folder for bulk loaders: compressed parts, a manifest, a description, and for two stores a script.

For RDF stores the parts are N-Quads, a statement a line, with literals as they were written. Blank nodes,
which only the vocabulary has, go as IRIs below ``.well-known/genid/`` (RDF 1.1 Concepts, section 3.5), since
a store names those of each file anew; `diplograph pull` makes them blank nodes again. For Neo4j they are CSV.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from diplograph import __version__
from diplograph.base.errors import OutputError
from diplograph.base.messages import message
from diplograph.publishing.bulk.compressed import Part, compress_parts, cut
from diplograph.publishing.bulk.counting import Figures, count_figures
from diplograph.publishing.bulk.dataset import describe_dataset
from diplograph.publishing.bulk.loaders import TARGETS, loader_script
from diplograph.publishing.formats.statements import Tell, split
from diplograph.sources.project import Project

PART_BYTES: Final = 64_000_000
"""How many bytes a part has before compression, if not told otherwise."""

MANIFEST: Final = "manifest.json"
SCRIPT: Final = "load.sh"
DESCRIPTION: Final = "dataset.ttl"
SUMS: Final = "SHA256SUMS"
ARGUMENTS: Final = "neo4j.args"
"""Arguments for ``neo4j-admin database import full @neo4j.args NAME``."""
_NEO4J: Final = ("--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true")
_FORMAT: Final = 1
_KIND: Final = "diplograph bulk"


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was written.

    Attributes:
        target: What it is for, one of `diplograph.publishing.bulk.loaders.TARGETS`.
        parts: The parts, by name.
        statements: How many statements of the graph they hold.
        is_scripted: Whether there is a script that loads them.
    """

    target: str
    parts: tuple[Part, ...]
    statements: int
    is_scripted: bool = False


def write_bulk(
    project: Project,
    out: Path,
    target: str,
    *,
    size: int = PART_BYTES,
    workers: int | None = None,
    licence: str | None = None,
    tell: Tell | None = None,
) -> Bulk:
    """Write the built graph for bulk loaders.

    The same graph gives the same bytes, however many workers there are.

    Args:
        project: A project whose graph is built.
        out: An empty folder.
        target: One of `diplograph.publishing.bulk.loaders.TARGETS`.
        size: How many bytes of the graph a part holds at most; a statement that is longer is a part.
        workers: How many parts are compressed at a time; by default as many as there are cores.
        licence: The IRI of the licence, for the description.
        tell: Called from time to time with the work done and the work in all, in bytes.

    Raises:
        OutputError: There is no such target, or the graph holds nothing.
        SourceError: The graph cannot be read.
        OSError: A part cannot be written.

    Example:
        >>> import tempfile
        >>> from diplograph.snapshot.build import ensure_built
        >>> from diplograph.sources.project import find
        >>> ensure_built(find())
        >>> [part.name for part in write_bulk(find(), Path(tempfile.mkdtemp()), "oxigraph").parts]
        ['part-00001.nq.gz']
    """
    if target not in TARGETS:
        raise OutputError(message("error.no-parts-for", target=target, known=", ".join(TARGETS)))
    if licence is not None and not is_iri(licence):
        raise OutputError(message("error.licence-no-iri", licence=licence))
    whole = project.graph_file.stat().st_size
    if not whole:
        raise OutputError(message("error.nothing-to-load"), path=project.graph_file)

    def first_half(done: int, all: int) -> None:
        if tell is not None:
            tell(done, 2 * all)

    def second_half(done: int, all: int) -> None:
        if tell is not None:
            tell(all + done, 2 * all)

    figures = count_figures(project.graph_file, f"{project.base}id/", first_half)
    if target == "neo4j":
        from diplograph.publishing.bulk.property_parts import write_property_parts

        parts, groups = write_property_parts(project, out, size, workers)
        (out / ARGUMENTS).write_text("\n".join([*_NEO4J, *groups, ""]), encoding="utf-8")
    else:
        parts = _write_statements(project, out, size, workers, second_half)
        if (found := sum(part.lines for part in parts)) != figures.statements:
            raise OutputError(message("error.parts-differ", found=found, number=figures.statements))
    second_half(whole, whole)
    script = loader_script(
        target, parts=len(parts), graphs=figures.graphs, default_graph=project.graph("default")
    )
    if script is not None:
        (out / SCRIPT).write_text(script, encoding="utf-8")
        (out / SCRIPT).chmod(0o755)
    sums = "".join(f"{part.sha256}  {part.name}\n" for part in parts)
    (out / SUMS).write_text(sums, encoding="utf-8")
    media = "text/csv" if target == "neo4j" else "application/n-quads"
    description = "".join(describe_dataset(project, figures, parts, media=media, licence=licence))
    (out / DESCRIPTION).write_text(description, encoding="utf-8")
    bulk = Bulk(target, tuple(parts), figures.statements, script is not None)
    manifest = _manifest(project, out, bulk, figures, size)
    (out / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return bulk


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI.

    Example:
        >>> is_iri("https://creativecommons.org/licenses/by/4.0/"), is_iri("a:b> . <a:b")
        (True, False)
    """
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def ours(folder: Path) -> set[str]:
    """Return the names of the files in a folder that an earlier bulk wrote, by its manifest.

    Example:
        >>> ours(Path("/nowhere"))
        set()
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    if not isinstance(manifest, dict) or manifest.get("kind") != _KIND:
        return set()
    entries = [*manifest.get("parts", ()), *manifest.get("files", ())]
    return {MANIFEST} | {entry["file"] for entry in entries}


def skolemiser(base: str) -> Callable[[bytes], bytes]:
    r"""Return what writes the blank nodes of a block of N-Quads as IRIs.

    Example:
        >>> skolemiser("http://example.org/")(b'_:c14n0 <p> "_:b" <g> .\n')
        b'<http://example.org/.well-known/genid/c14n0> <p> "_:b" <g> .\n'
    """
    start = f"<{base}.well-known/genid/".encode()

    def name(term: bytes) -> bytes:
        return start + term[2:] + b">" if term.startswith(b"_:") else term

    def rewrite(block: bytes) -> bytes:
        if b"_:" not in block:
            return block
        return b"".join(_named(line, name) for line in io.BytesIO(block))

    return rewrite


def _named(line: bytes, name: Callable[[bytes], bytes]) -> bytes:
    if b"_:" not in line:
        return line
    subject, predicate, value, graph = split(line)
    terms = [name(subject), predicate, name(value), *([name(graph)] if graph else [])]
    return b" ".join(terms) + b" .\n"


def _write_statements(project: Project, out: Path, size: int, workers: int | None, tell: Tell) -> list[Part]:
    spans = cut(project.graph_file, size)
    targets = [out / f"part-{number:05}.nq.gz" for number in range(1, len(spans) + 1)]
    parts: list[Part] = []
    for part in compress_parts(
        project.graph_file, spans, targets, rewrite=skolemiser(project.base), workers=workers
    ):
        parts.append(part)
        tell(spans[-1][1] * len(parts) // len(spans), spans[-1][1])
    return sorted(parts, key=lambda part: part.name)


def _manifest(project: Project, out: Path, bulk: Bulk, figures: Figures, size: int) -> dict[str, Any]:
    """Return what was written, with counts and hashes."""
    named = {part.name for part in bulk.parts}
    files = []
    for path in sorted(out.iterdir()):
        if path.name not in named:
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            files.append({"file": path.name, "bytes": len(content), "sha256": digest})
    return {
        "kind": _KIND,
        "format": _FORMAT,
        "madeBy": f"diplograph {__version__}",
        "for": bulk.target,
        "base": project.base,
        "graphSha256": _digest(project.graph_file),
        "statements": figures.statements,
        "triples": figures.triples,
        "graphs": dict(sorted(figures.graphs.items())),
        "partBytes": size,
        "parts": [
            {
                "file": part.name,
                "bytes": part.size,
                "sha256": part.sha256,
                "rows" if bulk.target == "neo4j" else "statements": part.lines,
                "uncompressedBytes": part.uncompressed,
            }
            for part in bulk.parts
        ],
        "files": files,
    }


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
