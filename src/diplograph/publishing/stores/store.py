"""A triple store over HTTP: list graphs, read one whole, add to one, put one in place of another.

Queries and updates go by form POST, which every store takes; data as N-Triples by the Graph Store Protocol,
or by INSERT DATA. Adding is by pieces: a piece that a store finds too large is halved.

Sources:
    - SPARQL 1.1 Update (https://www.w3.org/TR/sparql11-update/), sections 3.1.1 and 3.2.4
    - Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/), section 5.5
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from diplograph.base.errors import QueryError, RemoteError
from diplograph.base.messages import Message, message
from diplograph.publishing.stores.presets import Preset, Services, guess
from diplograph.sparql.endpoint import Endpoint, Paging
from diplograph.sparql.transport import Patience, check_url, send

if TYPE_CHECKING:
    from diplograph.publishing.stores.claim import Claim

_TOO_LARGE: Final = 413
_BYTES: Final = 4_000_000  # of N-Triples at once by the Graph Store Protocol
_BYTES_OF_UPDATE: Final = 500_000  # a form makes up to three bytes of one


class Store:
    """A triple store.

    Args:
        preset: Which one it is.
        services: Its addresses.
        base: The base IRI of the project.
        patience: How long to wait for one answer.

    Raises:
        QueryError: An address is not one of HTTP.
    """

    def __init__(
        self, preset: Preset, services: Services, *, base: str, patience: Patience | None = None
    ) -> None:
        for url in filter(None, (services.query, services.update, services.graphs)):
            check_url(url)
        self.preset = preset
        self._services = services
        self._patience = patience or Patience()
        self._endpoint = Endpoint(services.query, base=base, patience=self._patience)
        self._at_once = preset.triples

    def graphs(self, start: str) -> list[str]:
        """List the named graphs whose IRI begins so, in order.

        Raises:
            RemoteError: The store fails, or does not list them all.
        """
        begins = f"FILTER ( STRSTARTS( STR( ?g ), {ox.Literal(start)} ) )"
        pattern = f"{{ GRAPH ?g {{ ?s ?p ?o }} {begins} }}"
        found = self._rows(f"SELECT DISTINCT ?g {pattern}")
        names = sorted({row[0].value for row in found if isinstance(row[0], ox.NamedNode)})
        number = self._number(f"SELECT (COUNT(DISTINCT ?g) AS ?n) {pattern}")
        if number != len(names):
            raise RemoteError(message("error.store-lists", found=len(names), number=number))
        return names

    def read(self, graph: str) -> set[ox.Triple]:
        """Read all triples of a named graph; none where there is no such graph.

        The store is asked how many there are. Where it gives fewer at once, it is asked for page after page.

        Raises:
            RemoteError: The store fails, or does not give as many triples as it says there are.
        """
        pattern = f"{{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}"
        number = self._number(f"SELECT (COUNT(*) AS ?n) {pattern}")
        if number == 0:
            return set()
        query = f"SELECT ?s ?p ?o {pattern}"
        rows = self._rows(query)
        paged = 0 < len(rows) < number
        size = len(rows)
        paging = Paging(self._patience)
        while paged and len(rows) < number:
            page = self._rows(f"{query} LIMIT {size} OFFSET {len(rows)}", paging)
            if not page:
                break
            rows += page
        triples = {_triple(row) for row in rows}
        if len(rows) != number or (paged and len(triples) != number):
            raise RemoteError(message("error.store-gives", found=len(triples), number=number, graph=graph))
        return triples

    def add(
        self, graph: str, triples: Sequence[ox.Triple], say: Callable[[int], None] = lambda _: None
    ) -> None:
        """Add triples without blank nodes to a named graph, in batches.

        Args:
            graph: The IRI of the graph.
            triples: The triples; those that are there already do no harm.
            say: What is told of progress: how many of them are there.

        Raises:
            RemoteError: The store fails; some of the triples may be there.
        """
        done = 0
        while done < len(triples):
            for piece in self._pieces(triples[done : done + self._at_once]):
                try:
                    self._send_piece(graph, piece)
                except RemoteError as error:
                    if error.status != _TOO_LARGE:
                        raise
                    if len(piece) == 1:
                        raise RemoteError(message("error.store-too-long", graph=graph)) from None
                    self._at_once = max(1, len(piece) // 2)
                    break
                done += len(piece)
                say(done)

    def put_in_place(self, moves: Iterable[tuple[str, str]], drops: Iterable[str], claim: Claim) -> None:
        """Put graphs in place of others, and drop some: in one step, where the store is known to bear it.

        Nothing is done where the claim does not hold. A store that does not bear all in one step is asked for
        the claim before each.

        Args:
            moves: The graph that is moved, and the one that it replaces.
            drops: Graphs to drop.
            claim: The claim of the push.

        Raises:
            RemoteError: The store fails, or the claim does not hold; what holds now is to be read.
        """
        pairs = [(ox.NamedNode(source), ox.NamedNode(target)) for source, target in moves]
        dropped = [ox.NamedNode(graph) for graph in drops]
        if not self.preset.whole:
            operations = [f"MOVE GRAPH {source} TO GRAPH {target}" for source, target in pairs]
            for operation in [*operations, *(f"DROP SILENT GRAPH {graph}" for graph in dropped)]:
                claim.check()
                self._update(operation)
            return
        operations = [
            f"DELETE {{ {_all_of(graph)} }} WHERE {{ {claim.condition} {_all_of(graph)} }}"
            for graph in [*(target for _, target in pairs), *dropped]
        ]
        operations += [
            f"INSERT {{ {_all_of(target)} }} WHERE {{ {claim.condition} {_all_of(source)} }}"
            for source, target in pairs
        ]
        self.update(*operations, *(f"DROP SILENT GRAPH {source}" for source, _ in pairs))

    def move(self, source: str, target: str) -> None:
        """Give a named graph another name, which no graph has.

        Raises:
            RemoteError: The store fails.
        """
        self._update(f"MOVE SILENT GRAPH {ox.NamedNode(source)} TO GRAPH {ox.NamedNode(target)}")

    def drop(self, *graphs: str) -> None:
        """Drop named graphs, where they are there.

        Raises:
            RemoteError: The store fails.
        """
        self.update(*(f"DROP SILENT GRAPH {ox.NamedNode(graph)}" for graph in graphs))

    def update(self, *operations: str) -> None:
        """Do operations of SPARQL Update: in one step, where the store is known to bear it.

        Raises:
            RemoteError: The store fails; some may be done.
        """
        if self.preset.whole and operations:
            operations = (" ;\n".join(operations),)
        for operation in operations:
            self._update(operation)

    def _pieces(self, triples: Sequence[ox.Triple]) -> Iterator[Sequence[ox.Triple]]:
        """Cut triples into pieces of bounded size; a triple that is longer goes alone."""
        most = _BYTES if self._services.graphs else _BYTES_OF_UPDATE
        start = size = 0
        for index, triple in enumerate(triples):
            length = len(str(triple).encode())
            if index > start and size + length > most:
                yield triples[start:index]
                start, size = index, 0
            size += length
        yield triples[start:]

    def _send_piece(self, graph: str, triples: Sequence[ox.Triple]) -> None:
        data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert data is not None  # bytes are returned where no output file is given
        if self._services.graphs is None:
            self._update(f"INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{data.decode()}}} }}")
            return
        at = urllib.parse.urlsplit(self._services.graphs)
        query = "&".join(filter(None, (at.query, urllib.parse.urlencode({"graph": graph}))))
        url = urllib.parse.urlunsplit(at._replace(query=query))
        self._post(url, data=data, headers={"Content-Type": "application/n-triples"})

    def _update(self, text: str) -> None:
        self._post(self._services.update, form=[("update", text)])

    def _post(self, url: str, **request: Any) -> None:
        try:
            send(url, self._patience, **request).body.close()
        except QueryError as error:
            raise _refused(error) from None

    def _rows(self, query: str, paging: Paging | None = None) -> list[tuple[object, ...]]:
        try:
            return list(self._endpoint.part(query, paging).rows)
        except QueryError as error:
            raise _refused(error) from None

    def _number(self, query: str) -> int:
        rows = self._rows(query)
        number = rows[0][0] if len(rows) == 1 and rows[0] else None
        if isinstance(number, ox.Literal) and re.fullmatch("[0-9]{1,18}", number.value):
            return int(number.value)
        raise RemoteError(message("error.store-no-count"))


def _all_of(graph: ox.NamedNode) -> str:
    return f"GRAPH {graph} {{ ?s ?p ?o }}"


def _refused(error: QueryError) -> QueryError | RemoteError:
    """Make the store's refusal of what diplograph wrote a failure of the store: the reader wrote no query."""
    if error.status is None:
        return error
    reason = error.reason.values["reason"] if isinstance(error.reason, Message) else error.reason
    return RemoteError(message("error.store-refuses", reason=reason), status=error.status)


def _triple(row: tuple[object, ...]) -> ox.Triple:
    subject, predicate, object = row
    try:
        return ox.Triple(subject, predicate, object)  # type: ignore[arg-type]
    except TypeError:
        raise RemoteError(message("error.store-no-triples")) from None


def guess_preset(url: str, patience: Patience | None = None) -> Preset:
    """Ask a store for a sign of which one it is, and change nothing.

    Raises:
        QueryError: The address is not one of HTTP.
        RemoteError: Nothing answers there.
    """
    check_url(url)
    by_address = guess(url, {})
    if by_address.name != "sparql":
        return by_address
    sign = "&" if urllib.parse.urlsplit(url).query else "?"
    try:
        with send(f"{url}{sign}query=ASK%20%7B%7D", patience or Patience()) as answer:
            return guess(url, answer.headers)
    except (QueryError, RemoteError) as error:
        if error.status is None:
            raise
        return by_address
