"""The data graph: what the queries are asked of.

Oxigraph's store rewrites some literals when it takes them in: ``"4.0"^^xsd:decimal`` becomes ``4``, and
``"3"^^xsd:byte`` an ``xsd:integer``. To a constraint on a datatype, a pattern or a length, that is another
value. `LocalData` puts such literals into a graph of their own, under a datatype that the store leaves alone,
and a second time as the store has them. Queries that are compiled from SHACL Core see the first graph, those
that shapes bring along the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from traceback import clear_frames
from typing import Final, Protocol, cast

import pyoxigraph as ox

from diplograph.base.errors import ShapesError, SourceError
from diplograph.base.messages import message
from diplograph.base.names import XSD
from diplograph.rdf.files import opened_rdf
from diplograph.shacl.datatypes import is_well_formed
from diplograph.shacl.graph import Term, read_term
from diplograph.sparql.answers import Rows, from_pyoxigraph
from diplograph.sparql.limits import RefusedQuery, check_limits

AS_WRITTEN: Final = "urn:diplograph:as-written:"
"""Before the IRI of a datatype: the literal stands as it was written."""

_ILL_TYPED: Final = "urn:diplograph:ill-typed:"
"""Before the IRI of a datatype: the literal has no value, and the store would give it one (a byte of 300)."""

_WRITTEN: Final = ox.NamedNode("urn:diplograph:graph:as-written")
_REWRITTEN: Final = ox.NamedNode("urn:diplograph:graph:rewritten")
_KEPT: Final = re.compile(
    r"-?[1-9][0-9]{0,17}|0|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)  # integers and days that the store keeps, whatever their type but for those derived from integer
_PLAIN_TYPES: Final = frozenset(XSD + name for name in ("string", "integer", "date", "anyURI", "gYear"))
_LITERAL: Final = re.compile(r'"(?:[^"\\\n\r]|\\.)*"\^\^<[^>]*>')
_TYPED: Final = re.compile(rb'"([^"\\\n]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(\w+)>')
_MAX_DEPTH: Final = 500  # of brackets, in queries that shapes are compiled to
_MAX_TOKENS: Final = 40_000  # a link of a chain has seven or more there
_BLOCK: Final = 1 << 23


class DataGraph(Protocol):
    """A graph that can be asked."""

    @property
    def has_written(self) -> bool:
        """Whether literals may stand under a datatype of `AS_WRITTEN`."""

    def ask(self, query: str, *, is_own: bool = False) -> Rows:
        """Return the rows of a SELECT query.

        Args:
            query: The query.
            is_own: Whether the query is one that the shapes bring along.
        """


def terms_of(rows: Rows) -> tuple[tuple[Term | None, ...], ...]:
    """Return rows whose terms are known to be no triples, which no query of ours asks for."""
    return cast(tuple[tuple[Term | None, ...], ...], rows.rows)


class LocalData:
    """A data graph in memory.

    Example:
        >>> number = ox.Literal("4.0", datatype=ox.NamedNode(XSD + "decimal"))
        >>> data = LocalData([ox.Triple(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:p"), number)])
        >>> data.ask("SELECT ?o { ?s ?p ?o }").rows[0][0].value
        '4.0'
    """

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._store = ox.Store()
        self.has_written = False
        self._store.bulk_extend(self._parted(triples))

    @classmethod
    def from_file(cls, path: Path, format: ox.RdfFormat, *, base: str | None = None) -> LocalData:
        """Read a file of RDF; the named graphs of a dataset are taken together.

        Raises:
            SourceError: It cannot be read, is not well-formed, or holds no triple.
        """
        data = cls(())
        with opened_rdf(path) as stream:
            if format == ox.RdfFormat.N_TRIPLES and not _may_be_rewritten(path):
                data._store.load(stream, format=format)
            else:
                data._store.bulk_extend(data._parted(ox.parse(stream, format=format, base_iri=base)))
        if not len(data):
            raise SourceError(message("error.no-triple"), path=path)
        return data

    def __len__(self) -> int:
        return len(self._store)

    def add_graph(self, triples: Iterable[ox.Triple], name: str) -> None:
        """Put triples beside the data, into a named graph."""
        self._store.bulk_extend(
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name)) for t in triples
        )

    def ask(self, query: str, *, is_own: bool = False) -> Rows:
        """Return the rows of a SELECT query.

        Raises:
            ShapesError: It goes beyond the limits of a query, or cannot be run.
        """
        graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
        if self.has_written:
            graphs = [ox.DefaultGraph(), _REWRITTEN if is_own else _WRITTEN]
            query = query if is_own else _LITERAL.sub(lambda match: _constant(match[0]), query)
        try:
            check_limits(query, max_depth=_MAX_DEPTH, max_tokens=_MAX_TOKENS)
        except RefusedQuery as error:
            raise ShapesError(message("error.shape-query", reason=error.reason)) from None
        try:
            answer = from_pyoxigraph(self._store.query(query, default_graph=graphs))
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            clear_frames(error.__traceback__)  # no traceback may keep solutions: see `answers`
            raise ShapesError(message("error.shape-not-compiled", reason=error, query=query)) from error
        if not isinstance(answer, Rows):
            raise ShapesError(message("error.no-select-query", query=query))
        if not self.has_written:
            return answer
        return Rows(answer.variables, tuple(tuple(map(_unwrapped, row)) for row in terms_of(answer)))

    def _parted(self, triples: Iterable[ox.Triple | ox.Quad]) -> Iterator[ox.Quad]:
        """Yield the quads to store, with the literals that it would rewrite in graphs of their own."""
        for triple in triples:
            value = triple.object
            if isinstance(value, ox.Literal) and is_rewritten(value):
                self.has_written = True
                wrapped = _wrapped(value)
                yield ox.Quad(triple.subject, triple.predicate, wrapped, _WRITTEN)
                rewritten = value if wrapped.datatype.value.startswith(AS_WRITTEN) else wrapped
                yield ox.Quad(triple.subject, triple.predicate, rewritten, _REWRITTEN)
            else:
                yield ox.Quad(triple.subject, triple.predicate, value)


def is_rewritten(literal: ox.Literal) -> bool:
    """Return whether the store would give a literal back as another one.

    Example:
        >>> decimal, byte = ox.NamedNode(XSD + "decimal"), ox.NamedNode(XSD + "byte")
        >>> is_rewritten(ox.Literal("1.5", datatype=decimal))
        False
        >>> is_rewritten(ox.Literal("1.50", datatype=decimal))
        True
        >>> is_rewritten(ox.Literal("3", datatype=byte))
        True
    """
    datatype = literal.datatype.value
    if not datatype.startswith(XSD) or (datatype in _PLAIN_TYPES and _KEPT.fullmatch(literal.value)):
        return False
    return datatype != XSD + "string" and not _survives(literal)


@lru_cache(maxsize=100_000)
def _survives(literal: ox.Literal) -> bool:
    node, store = ox.NamedNode("urn:x"), ox.Store()
    store.add(ox.Quad(node, node, literal))
    return bool(next(iter(store)).object == literal)


def _may_be_rewritten(path: Path) -> bool:
    """Look through N-Triples for literals that the store would rewrite, much faster than by parsing."""
    seen: set[tuple[bytes, bytes]] = set()
    with path.open("rb") as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            block = rest + block
            end = block.rfind(b"\n") + 1
            rest = block[end:]
            seen.update(_TYPED.findall(block, 0, end))
        seen.update(_TYPED.findall(rest))
    return any(
        is_rewritten(ox.Literal(text.decode("utf-8", "replace"), datatype=ox.NamedNode(XSD + name.decode())))
        for text, name in seen
    )


def _wrapped(literal: ox.Literal) -> ox.Literal:
    kind = AS_WRITTEN if is_well_formed(literal) else _ILL_TYPED
    return ox.Literal(literal.value, datatype=ox.NamedNode(kind + literal.datatype.value))


def _unwrapped(term: Term | None) -> Term | None:
    if isinstance(term, ox.Literal) and term.datatype.value.startswith((AS_WRITTEN, _ILL_TYPED)):
        datatype = term.datatype.value.removeprefix(AS_WRITTEN).removeprefix(_ILL_TYPED)
        return ox.Literal(term.value, datatype=ox.NamedNode(datatype))
    return term


def _constant(text: str) -> str:
    """Return a literal of a query as the graph holds it."""
    literal = read_term(text)
    return str(_wrapped(literal)) if isinstance(literal, ox.Literal) and is_rewritten(literal) else text
