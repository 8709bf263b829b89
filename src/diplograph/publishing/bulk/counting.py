"""What a graph holds, counted line by line: the figures of VoID and of a manifest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.publishing.formats.statements import Statements, Tell, split
from diplograph.publishing.formats.terms import TYPE


@dataclass(slots=True)
class Figures:
    """The figures of a graph.

    Attributes:
        statements: How many statements there are, each in its graph.
        triples: How many triples there are in the union of the graphs.
        subjects: How many distinct subjects there are.
        entities: How many of them lie below the IRI of entities.
        graphs: How many statements each graph has, by IRI; the default graph is empty text.
        properties: How many triples of the union each property has, by IRI.
        classes: How many nodes each class has, by IRI.
    """

    statements: int = 0
    triples: int = 0
    subjects: int = 0
    entities: int = 0
    graphs: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)


def count_figures(path: Path, entities: str, tell: Tell | None = None) -> Figures:
    """Count what a file of sorted N-Quads holds; memory grows with graphs, properties and classes alone.

    Args:
        path: The file.
        entities: What the IRIs of entities begin with.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        SourceError: The file cannot be read.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "graph.nq"
        >>> _ = path.write_text('<e/s> <p> "1" <g> .' + chr(10) + '<e/s> <p> "1" <h> .' + chr(10))
        >>> figures = count_figures(path, "e/")
        >>> figures.statements, figures.triples, figures.entities, dict(figures.graphs)
        (2, 1, 1, {'g': 1, 'h': 1})
    """
    graphs: Counter[bytes] = Counter()
    properties: Counter[bytes] = Counter()
    classes: Counter[bytes] = Counter()
    figures = Figures()
    start = b"<" + entities.encode()
    last_subject, last = b"", (b"", b"", b"")
    for line in Statements(path, tell=tell).lines():
        subject, predicate, value, graph = split(line)
        graphs[graph] += 1
        if (subject, predicate, value) == last:
            continue
        last = (subject, predicate, value)
        properties[predicate] += 1
        if predicate == TYPE:
            classes[value] += 1
        if subject != last_subject:
            last_subject = subject
            figures.subjects += 1
            figures.entities += subject.startswith(start)
    figures.statements, figures.triples = graphs.total(), properties.total()
    for counted, into in (
        (graphs, figures.graphs),
        (properties, figures.properties),
        (classes, figures.classes),
    ):
        for term, number in counted.items():
            into[term.decode().removeprefix("<").removesuffix(">")] = number
    return figures
