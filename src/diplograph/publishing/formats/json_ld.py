"""JSON-LD with readable keys: a node a line, one graph after the other (https://www.w3.org/TR/json-ld11/).

The context is made from what the graph says: each property and class has the name that the ontology gives it;
a property whose values are all things, all of one datatype or all in a language says so once, there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from diplograph.base.names import DG, PREFIXES, RDFS, XSD, local_name
from diplograph.publishing.formats.literals import parse_literal, refuse_rdf12
from diplograph.publishing.formats.parts import by_graph
from diplograph.publishing.formats.statements import Statement, Statements, Tell
from diplograph.publishing.formats.terms import TYPE
from diplograph.sources.project import Project

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_RELATIVE: Final = re.compile(r"[A-Za-z0-9_-]+(?:[/#?][^:]*)?\Z", re.DOTALL)
_WHOLE: Final = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
_TAKEN: Final = {"id", "type", "graph"}
_NATIVE: Final = {XSD + "integer", XSD + "boolean"}


def write_json_ld(
    project: Project, out: IO[bytes], *, graph: str | None = None, tell: Tell | None = None
) -> None:
    """Write all named graphs, or one of them as the default graph, as JSON-LD 1.1."""
    source = Statements(project.graph_file, graph, tell)
    nodes = Nodes(project.base, _survey(Statements(project.graph_file, graph).triples()))
    out.write(b'{"@context": ' + _dump(nodes.context) + b',\n"graph": [')
    comma = b"\n"
    if graph is not None:
        for line in nodes.lines(source.subjects()):
            out.write(comma + line)
            comma = b",\n"
    else:
        with by_graph(source.lines()) as parts:
            for name, path in parts.items():
                opening = (
                    b'{"id": ' + _dump(nodes.reference(name.decode())) + b', "graph": [\n' if name else b""
                )
                out.write(comma + opening)
                comma = b""
                for line in nodes.lines(Statements(path).subjects()):
                    out.write(comma + line)
                    comma = b",\n"
                out.write(b"]}" if name else b"")
                comma = b",\n"
    out.write(b"\n]}\n")


@dataclass(frozen=True, slots=True)
class Survey:
    """What the properties and classes of a graph are, and the names that cannot be prefixes.

    Attributes:
        kinds: What the values of a property are: ``@id``, ``@language``, the IRI of a datatype, or empty for
            what has none.
        classes: The IRIs that are classes of something.
        schemes: The prefixes that are also the scheme of an IRI, as ``geo:`` is.
    """

    kinds: dict[str, set[str]]
    classes: set[str]
    schemes: set[str]


def _survey(triples: Iterable[tuple[bytes, bytes, bytes]]) -> Survey:
    kinds: dict[bytes, set[bytes]] = {}
    classes: set[bytes] = set()
    schemes: set[str] = set()
    clashing = tuple(f"<{prefix}:".encode() for prefix in PREFIXES)
    for subject, predicate, value in triples:
        if value[:1] == b'"':
            suffix = value[value.rindex(b'"') + 1 :]
            kind = suffix
            if suffix[:1] == b"@":  # processors may put the keys of language maps into lower case
                kind = b"@language" if suffix == suffix.lower() else suffix
        else:
            kind = b"@id"
            if predicate == TYPE:
                classes.add(value)
            if value.startswith(clashing):
                schemes.add(value[1:].decode().partition(":")[0])
        if subject.startswith(clashing):
            schemes.add(subject[1:].decode().partition(":")[0])
        if kind not in (known := kinds.setdefault(predicate, set())) and len(known) < 3:
            known.add(kind)
    named = {
        predicate[1:-1].decode(): {kind.decode().removeprefix("^^<").rstrip(">") for kind in found}
        for predicate, found in kinds.items()
    }
    return Survey(named, {value[1:-1].decode() for value in classes if value[:1] == b"<"}, schemes)


class Nodes:
    """Writes nodes as JSON.

    Args:
        base: The IRI that others are written relative to.
        survey: What the graph holds.
    """

    def __init__(self, base: str, survey: Survey) -> None:
        self._base = base
        self._spaces = {iri: prefix for prefix, iri in PREFIXES.items() if prefix not in survey.schemes}
        self._keys: dict[str, str] = {}
        self._coerced: dict[str, str] = {}
        terms: dict[str, Any] = {}
        order = sorted(survey.kinds.keys() | survey.classes, key=lambda iri: (_rank(iri), iri))
        for iri in order:
            local = local_name(iri)
            known = any(iri == space + local for space in self._spaces)
            key = local if known and _LOCAL.match(local) and local not in terms.keys() | _TAKEN else ""
            self._keys[iri] = key or self._compact(iri)
            kinds = survey.kinds.get(iri, set())
            kind = next(iter(kinds)) if len(kinds) == 1 else ""
            if key:
                terms[key] = self._term(iri, kind)
                self._coerced[iri] = kind if isinstance(terms[key], dict) else ""
        prefixes = {prefix: iri for iri, prefix in self._spaces.items()}
        keywords = {"id": "@id", "type": "@type", "graph": "@graph"}
        self.context = {"@version": 1.1, "@base": base, **prefixes, **keywords, **dict(sorted(terms.items()))}

    def _term(self, iri: str, kind: str) -> Any:
        """Return the definition of a term."""
        name = self._compact(iri)
        if kind == "@language":
            return {"@id": name, "@container": "@language"}
        if not kind or (kind.startswith("@") and kind != "@id") or kind in _NATIVE or kind == XSD + "string":
            return name
        return {"@id": name, "@type": kind if kind == "@id" else self._compact(kind)}

    def _compact(self, iri: str) -> str:
        for space, prefix in self._spaces.items():
            if iri.startswith(space) and _LOCAL.match(iri, len(space)):
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    def reference(self, term: str) -> str:
        """Return an IRI or a blank node as the value of ``id``."""
        if term.startswith("_:"):
            return term
        iri = term[1:-1]
        if iri.startswith(self._base):
            rest = iri[len(self._base) :]
            if _RELATIVE.match(rest) and "/." not in rest and not rest.startswith("ontology#"):
                return rest
        return self._compact(iri)

    def lines(self, subjects: Iterable[tuple[bytes, list[Statement]]]) -> Iterator[bytes]:
        """Yield a line of JSON for each subject."""
        for subject, statements in subjects:
            node: dict[str, Any] = {"id": self.reference(subject.decode())}
            for predicate, value in statements:
                refuse_rdf12(value, subject, "JSON-LD")
                if predicate == TYPE:
                    iri = value.decode()
                    _add(node, "type", self._keys.get(iri[1:-1], iri))
                    continue
                name = predicate[1:-1].decode()
                key, kind = self._keys[name], self._coerced.get(name, "")
                if kind == "@language":
                    literal = parse_literal(value)
                    _add(node.setdefault(key, {}), literal.language or "@none", literal.text)
                else:
                    _add(node, key, self._value(value, kind))
            yield _dump(node)

    def _value(self, term: bytes, kind: str) -> Any:
        """Return a value of a property whose values are all of a kind, if it has one."""
        if term[:1] != b'"':
            reference = self.reference(term.decode())
            return reference if kind == "@id" else {"id": reference}
        literal = parse_literal(term)
        if literal.language is not None:
            return {"@value": literal.text, "@language": literal.language}
        if literal.datatype is None or kind:
            return literal.text
        if literal.datatype == XSD + "integer" and _WHOLE.match(literal.text):
            return int(literal.text)
        if literal.datatype == XSD + "boolean" and literal.text in ("true", "false"):
            return literal.text == "true"
        return {"@value": literal.text, "@type": self._compact(literal.datatype)}


def _rank(iri: str) -> int:
    """Say whose names come first where two vocabularies use one."""
    return 0 if iri.startswith(DG) else 1 if iri.startswith(RDFS) else 2


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    """Add a value to those of a key; more than one make a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
