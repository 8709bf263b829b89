"""`kinds add`: a kind of the project's own, written into its data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.files import read_text, replacing
from diplograph.base.finding import is_present
from diplograph.base.messages import message
from diplograph.base.names import PREFIXES
from diplograph.questions.kinds import Kinds, same
from diplograph.rdf.turtle import read_ntriples
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project

FILE: Final = Path("kinds", "kinds.ttl")
"""The file of a project's own kinds, below its folder of data."""

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_USED: Final = ("rdfs", "skos")


@dataclass(frozen=True, slots=True)
class AddedKind:
    """A kind that was written.

    Attributes:
        iri: Its IRI.
        path: The file that it stands in.
    """

    iri: str
    path: Path


def add_kind(
    project: Project,
    scheme: str,
    *,
    labels: Mapping[str, str],
    definitions: Mapping[str, str] | None = None,
    broader: str | None = None,
    slug: str | None = None,
) -> AddedKind:
    """Add a kind to a scheme, under the base IRI of the project.

    Args:
        project: The project, into whose ``data/kinds/kinds.ttl`` it is written.
        scheme: The scheme, as `diplograph.questions.kinds.Kinds.scheme` finds it.
        labels: What it is called, in each language of the project.
        definitions: What it is, by language.
        broader: The kind of the same scheme that it is a kind of.
        slug: The end of its IRI; by default made of its label.

    Raises:
        ProjectError: The project is the shipped one.
        QueryError: There is no such scheme or broader kind, a label is missing, or the kind is there already.
        DiplographError: The graph cannot be built, or the file cannot be read or written.
    """
    project.check_own()
    snapshot = Snapshot.open(project)
    kinds = Kinds.read(snapshot)
    found = kinds.scheme(scheme)
    for tag in project.languages:
        if not labels.get(tag, "").strip():
            raise QueryError(message("error.no-label", tag=tag))
    names = {same(label) for label in labels.values()}
    for kind in kinds.members[found.iri]:
        if not names.isdisjoint(map(same, kind.labels.values())):
            raise QueryError(message("error.same-kind", iri=kind.iri))
    node = ox.NamedNode(f"{project.base}id/kind/{_slug(slug, labels)}")
    if snapshot.ask(f"ASK {{ {node} ?property ?value }}"):
        raise QueryError(message("error.same-kind", iri=node.value))
    above = None if broader is None else kinds.kind(found, broader).iri
    path = project.data / FILE
    text = read_text(path) if is_present(path) else ""
    text = _with_block(text, _block(node, found.iri, above, labels, definitions or {}))
    read_ntriples(text.encode(), path=project.shown(path), base=project.base, blank_nodes=False)
    with replacing(path) as stream:
        stream.write(text.encode())
    return AddedKind(node.value, path)


def _slug(given: str | None, labels: Mapping[str, str]) -> str:
    """Return the end of the IRI: as given, or of the first label that has Latin letters.

    Raises:
        QueryError: It has other letters.
    """
    if given is not None and not _SLUG.fullmatch(given):
        raise QueryError(message("error.kind-slug", text=given))
    for text in [given] if given is not None else labels.values():
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        if slug := re.sub(r"[^a-z0-9]+", "-", plain).strip("-"):
            return slug
    raise QueryError(message("error.kind-slug", text=next(iter(labels.values()))))


def _block(
    node: ox.NamedNode,
    scheme: str,
    broader: str | None,
    labels: Mapping[str, str],
    definitions: Mapping[str, str],
) -> str:
    """Return the Turtle of a kind."""
    lines = [f"{node} a skos:Concept ;", f"    skos:inScheme {ox.NamedNode(scheme)}"]
    if broader:
        lines[-1:] = [f"{lines[-1]} ;", f"    skos:broader {ox.NamedNode(broader)}"]
    for name, texts in (("rdfs:label", labels), ("skos:definition", definitions)):
        if texts:
            values = " , ".join(str(ox.Literal(text, language=tag)) for tag, text in texts.items())
            lines[-1:] = [f"{lines[-1]} ;", f"    {name} {values}"]
    return "\n".join(lines) + " .\n"


def _with_block(text: str, block: str) -> str:
    """Return a Turtle file with a block at its end, and the prefixes that it needs."""
    declared = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in _USED]
    missing = [line for line in declared if line not in text]
    parts = [text.rstrip("\n")] if text.strip() else []
    return "\n\n".join([*parts, *(["\n".join(missing)] if missing else []), block])
