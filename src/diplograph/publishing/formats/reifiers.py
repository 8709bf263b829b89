"""Evidence as RDF 1.2 reifiers: what is cited is said of the statements, not of their node.

A claim reifies the statement that it is about. What a fact's node cites is said of a reifier,
``NODE#statements``, of all statements of that node in the same graph, its labels left out, which are our own
words. Nothing is lost: ``rdf:reifies`` with ``dg:evidence`` says what ``dg:evidence`` and ``rdf:subject``,
``rdf:predicate``, ``rdf:object`` said. See https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from diplograph.base.names import DG, PREFIXES, RDF, RDFS
from diplograph.publishing.formats.statements import Statements, Tell, by_subject, split

EvidenceAs = Literal["rdf12"]
"""How evidence can be written besides as it stands in the graph."""

_EVIDENCE: Final = f"<{DG}evidence>".encode()
_REIFIES: Final = f"<{RDF}reifies>".encode()
_PARTS: Final = tuple(f"<{RDF}{name}>".encode() for name in ("subject", "predicate", "object"))
_OWN_WORDS: Final = {
    f"<{RDFS}label>".encode(),
    f"<{RDFS}comment>".encode(),
    *(
        f"<{PREFIXES['skos']}{name}>".encode()
        for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "note")
    ),
}


def statements_of(
    path: Path, graph: str | None, evidence: EvidenceAs | None = None, tell: Tell | None = None
) -> Statements:
    """Return the statements of a built graph, with evidence as the reader wants it."""
    return (Reified if evidence == "rdf12" else Statements)(path, graph, tell)


@dataclass(frozen=True, slots=True)
class Reified(Statements):
    """The statements of a file, evidence as reifiers; grouped by subject, and no longer sorted throughout."""

    def lines(self) -> Iterator[bytes]:
        """Yield the lines; see the module."""
        for subject, lines in by_subject(Statements.lines(self)):
            yield from _rewrite(subject, [split(line) for line in lines])


def _rewrite(subject: bytes, quads: list[tuple[bytes, bytes, bytes, bytes]]) -> Iterator[bytes]:
    """Yield the lines of one subject."""
    parts = [[quad for quad in quads if quad[1] == part] for part in _PARTS]
    if all(len(found) == 1 for found in parts):
        for quad in quads:
            if quad[1] not in _PARTS:
                yield _line(quad)
        values = tuple(found[0][2] for found in parts)
        yield _line((subject, _REIFIES, b"<<( %s %s %s )>>" % values, parts[0][0][3]))
        return
    citing = {quad[3] for quad in quads if quad[1] == _EVIDENCE} if subject[:1] == b"<" else set()
    reifier = subject[:-1] + b"#statements>"
    for quad in quads:
        if quad[3] in citing and quad[1] == _EVIDENCE:
            yield _line((reifier, *quad[1:]))
    for quad in quads:
        if quad[3] in citing and quad[1] != _EVIDENCE and quad[1] not in _OWN_WORDS:
            yield _line((reifier, _REIFIES, b"<<( %s %s %s )>>" % quad[:3], quad[3]))
    for quad in quads:
        if quad[1] != _EVIDENCE or quad[3] not in citing:
            yield _line(quad)


def _line(quad: tuple[bytes, bytes, bytes, bytes]) -> bytes:
    subject, predicate, value, graph = quad
    return b"%s %s %s %s .\n" % quad if graph else b"%s %s %s .\n" % (subject, predicate, value)
