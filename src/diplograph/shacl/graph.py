"""The shapes graph: its triples, each with the file and line on which it stands.

Source: Shapes Constraint Language (https://www.w3.org/TR/shacl/), section 1.1, "shapes graph".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias, cast
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from diplograph.base.errors import ShapesError
from diplograph.base.files import read_text
from diplograph.base.messages import LANGUAGES, Message, message
from diplograph.base.names import OWL, RDF
from diplograph.rdf.files import refusals
from diplograph.rdf.positions import scan

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

MOST_NESTED: Final = 50
"""How deep paths and shapes may be nested: far more than people write, and less than an engine can take."""

EACH_LANGUAGE: Final = "each-language.ttl"
"""The name of a file of shapes that is read for each language of the data."""

_UNDETERMINED: Final = "und"  # the tag that stands there for that of a language (ISO 639-2)
_FIRST: Final = RDF + "first"
_REST: Final = RDF + "rest"
_NIL: Final = ox.NamedNode(RDF + "nil")
_IMPORTS: Final = OWL + "imports"
_LABEL: Final = re.compile(r"^_:")


def read_term(text: str) -> Term:
    """Read a term in the form of N-Triples, as ``str`` gives it.

    Example:
        >>> read_term('"visit"@en').language
        'en'
    """
    line = f"<urn:x> <urn:x> {text} .".encode()
    return cast(Term, next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))).object)


class ShapesGraph:
    """The triples of some shapes files, to be looked up by subject and predicate.

    Example:
        >>> graph = ShapesGraph.from_text("<urn:x:s> <urn:x:p> 1, 2 .")
        >>> [value.value for value in graph.objects(ox.NamedNode("urn:x:s"), "urn:x:p")]
        ['1', '2']
    """

    def __init__(self) -> None:
        self._objects: dict[Node, dict[str, list[Term]]] = {}
        self._parents: dict[Term, ox.Triple] = {}  # the first triple that has a value
        self._lines: dict[tuple[Node, str | None, Term | None], tuple[Path, int]] = {}
        self._files: list[Path] = []
        self._folders: set[Path] = set()
        self.not_imported: list[tuple[Node, ox.NamedNode]] = []
        """What is imported, each by a subject, and was not read: it is on the web or in another folder."""

    @classmethod
    def from_files(
        cls, paths: Iterable[Path], *, base: str = "", languages: Iterable[str] = LANGUAGES
    ) -> ShapesGraph:
        """Read Turtle files, and those that they import.

        A file that is called ``each-language.ttl`` is read for each language, with its tag in the place of
        ``und``: SHACL Core cannot ask for a value in each language without a shape for each.

        ``owl:imports`` of an ontology that one of the files declares is satisfied by that file, and one that
        names a file in the folder of one of them, or below, reads it. Nothing else is read or fetched: it is
        listed in ``not_imported``.

        Raises:
            SourceError: A file is missing or is not Turtle.
            ShapesError: An imported file cannot be found, or files import each other in a circle.
        """
        graph = cls()
        paths = sorted(paths)
        graph._folders = {path.resolve().parent for path in paths}
        for path in paths:
            text = read_text(path)
            tags = languages if path.name == EACH_LANGUAGE else (_UNDETERMINED,)
            for tag in tags:
                graph._read(path, re.sub(rf"\b{_UNDETERMINED}\b", tag, text), base)
        graph._follow_imports(base)
        return graph

    @classmethod
    def from_text(cls, text: str, *, base: str = "") -> ShapesGraph:
        """Read one Turtle text; its path in messages is ``shapes``."""
        graph = cls()
        graph._read(Path("shapes"), text, base)
        return graph

    def subjects(self) -> Iterator[Node]:
        """Yield every subject, in the order of the files."""
        return iter(self._objects)

    def predicates(self, subject: Node) -> dict[str, list[Term]]:
        """Return the values of a subject by predicate."""
        return self._objects.get(subject, {})

    def objects(self, subject: Node, predicate: str) -> list[Term]:
        """Return the values that a subject has for a predicate, in the order of the file."""
        return self._objects.get(subject, {}).get(predicate, [])

    def value(self, subject: Node, predicate: str) -> Term | None:
        """Return the one value that a subject has for a predicate.

        Raises:
            ShapesError: It has more than one.
        """
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise self.error(message("error.shape-twice", iri=predicate), subject, predicate)
        return found[0] if found else None

    def members(self, head: Term, owner: Node, predicate: str) -> tuple[Term, ...]:
        """Read a SHACL list.

        Raises:
            ShapesError: It is no well-formed list (SHACL, section 1.2).
        """
        items: list[Term] = []
        seen = set()
        while head != _NIL:
            first = self.objects(head, _FIRST) if not isinstance(head, ox.Literal) else []
            rest = self.objects(head, _REST) if not isinstance(head, ox.Literal) else []
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise self.error(message("error.shape-list", iri=predicate), owner, predicate)
            seen.add(head)
            items.append(first[0])
            head = rest[0]
        return tuple(items)

    def error(
        self, reason: Message, subject: Node, predicate: str | None = None, value: Term | None = None
    ) -> ShapesError:
        """Make an error that names the file and line of a subject, and the shape if it has a name."""
        path, line = self.place(subject, predicate, value) or (None, None)
        return ShapesError(message("shacl.at", name=self.name(subject), reason=reason), path=path, line=line)

    def place(
        self, subject: Node, predicate: str | None = None, value: Term | None = None
    ) -> tuple[Path, int] | None:
        """Return the file and line (from 1) of a triple, or of the first with its predicate or subject."""
        lines = self._lines
        return (
            lines.get((subject, predicate, value))
            or lines.get((subject, predicate, None))
            or lines.get((subject, None, None))
        )

    def name(self, subject: Node) -> Message:
        """Return the name of a node for messages: that of the nearest node with one, for a blank node."""
        if isinstance(subject, ox.NamedNode):
            return message("shacl.named", iri=subject.value)
        owner = self.owner(subject)
        return message("shacl.shape-in", iri=owner.value) if owner else message("shacl.shape")

    def owner(self, subject: Node) -> ox.NamedNode | None:
        """Return the nearest named node from which a blank node is reached."""
        route = self.route(subject)
        node = route[0].subject if route else subject
        return node if isinstance(node, ox.NamedNode) else None

    def route(self, node: Node) -> list[ox.Triple]:
        """Return the triples that lead to a blank node from the nearest named node: they say which it is.

        Example:
            >>> graph = ShapesGraph.from_text("<urn:x:S> <urn:x:p> [ <urn:x:q> 1 ] .")
            >>> (blank,) = graph.objects(ox.NamedNode("urn:x:S"), "urn:x:p")
            >>> [str(triple.subject) for triple in graph.route(blank)]
            ['<urn:x:S>']
        """
        found: list[ox.Triple] = []
        while isinstance(node, ox.BlankNode) and node in self._parents:
            triple = self._parents[node]
            if triple in found:
                break
            found.insert(0, triple)
            node = cast(Node, triple.subject)
        return found

    def drop(self, subject: Node, predicate: str, value: Term | None = None) -> None:
        """Take a triple out, or all triples of a subject and a predicate; their lines stay known."""
        values = self.objects(subject, predicate)
        values[:] = [] if value is None else [one for one in values if one != value]
        if not values:
            self._objects.get(subject, {}).pop(predicate, None)

    def triples(self) -> Iterator[ox.Triple]:
        """Yield all triples."""
        for subject, about in self._objects.items():
            for predicate, values in about.items():
                for value in values:
                    yield ox.Triple(subject, ox.NamedNode(predicate), value)

    def _read(self, path: Path, text: str, base: str) -> None:
        with refusals(path, ox.RdfFormat.TURTLE):
            for _ in ox.parse(
                text.encode(), format=ox.RdfFormat.TURTLE, base_iri=base or path.absolute().as_uri()
            ):
                pass  # it tells the line of what is not Turtle
        mark = f"_:f{len(self._files)}"
        self._files.append(path)
        statements = list(scan(text, base=base or path.absolute().as_uri(), path=path))
        lines = (
            f"{_LABEL.sub(mark, s.subject)} {s.predicate} {_LABEL.sub(mark, s.object)} .\n"
            for s in statements
        )
        parsed = ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
        for statement, triple in zip(statements, parsed, strict=True):
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            values = self._objects.setdefault(subject, {}).setdefault(predicate, [])
            if value not in values:
                values.append(value)
            self._parents.setdefault(value, triple.triple)
            self._lines.setdefault((subject, None, None), (path, statement.subject_line))
            self._lines.setdefault((subject, predicate, None), (path, statement.predicate_line))
            self._lines.setdefault((subject, predicate, value), (path, statement.line))

    def _follow_imports(self, base: str) -> None:
        """Read imported files, and refuse a circle of files that import each other."""
        imported: dict[Path, set[Path]] = {}
        done: set[tuple[Node, Term]] = set()
        while pending := [
            (node, term)
            for node in list(self._objects)
            for term in self.objects(node, _IMPORTS)
            if (node, term) not in done
        ]:
            for node, term in pending:
                done.add((node, term))
                importer = (self.place(node, _IMPORTS) or (Path(), 0))[0]
                target = self._imported_file(node, term)
                if target is None or target.resolve() == importer.resolve():
                    continue
                imported.setdefault(importer.resolve(), set()).add(target.resolve())
                if _reaches(imported, target.resolve(), importer.resolve()):
                    raise self.error(message("error.shape-imports-circle", name=target.name), node, _IMPORTS)
                if target.resolve() not in {known.resolve() for known in self._files}:
                    self._read(target, read_text(target), base)

    def _imported_file(self, node: Node, term: Term) -> Path | None:
        if isinstance(term, ox.NamedNode):
            declared = self._lines.get((term, None, None))
            if declared is not None:
                return declared[0]
            parts = urlsplit(term.value)
            path = Path(unquote(parts.path))
            is_ours = parts.scheme == "file" and not self._folders.isdisjoint(path.resolve().parents)
            if not is_ours:
                self.not_imported.append((node, term))
                return None
            if path.is_file():
                return path
        raise self.error(message("error.shape-imports-other", term=term), node, _IMPORTS)


def _reaches(edges: dict[Path, set[Path]], start: Path, goal: Path) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(edges.get(here, ()))
    return False
