"""Asking a SPARQL endpoint as one asks a local graph.

SPARQLWrapper describes the queries, which go by form POST: every store takes it, while a direct POST hangs
Virtuoso. Where the endpoint keeps our named graphs out of its default graph, they are named in the request
(``default-graph-uri`` and ``named-graph-uri``), so that a question needs no other form there.

Source: SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), section 2.1.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import clear_frames
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph as ox

from diplograph.base.errors import QueryError, RemoteError
from diplograph.base.messages import Message, counted, message
from diplograph.base.names import DG
from diplograph.rdf.nesting import is_too_deep
from diplograph.rdf.xml_bounds import XmlError, check_xml
from diplograph.sparql.answers import Result, Rows, Term, from_pyoxigraph
from diplograph.sparql.dataset import UNNAMED
from diplograph.sparql.forms import form_of_query, has_limit, is_ordered, paged, with_prefixes
from diplograph.sparql.limits import RefusedQuery, check_limits
from diplograph.sparql.transport import (
    Answer,
    Patience,
    check_url,
    one_line,
    send,
    too_long,
    too_slow,
    user_agent,
)

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_OURS: Final = re.compile(rf"\bdg:|{re.escape(DG)}")
_OUR_VOCABULARY: Final = f"<{DG}Visit> ?p ?o"
_VIRTUOSO_NODE: Final = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
"""Virtuoso's blank nodes have a name that is no label of SPARQL."""
_MOST_PAGES: Final = 10_000
_PAGES_TAKE: Final = 10  # times as long as one answer may take
_CUT: Final = "X-SPARQL-MaxRows"  # Virtuoso sends it with an answer that it has cut


class Paging:
    """The pages of one answer, which must come to an end: of bytes, of time, of number, and no page twice.

    Args:
        patience: How much an answer may have and take; all pages may take ten times as long as one.
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._deadline = time.monotonic() + _PAGES_TAKE * patience.timeout
        self._bytes = self._pages = 0
        self._last: tuple[tuple[Term | None, ...], ...] = ()

    def add(self, answer: Answer, page: Rows, size: int | None = None) -> None:
        """Count a page.

        Args:
            answer: What the endpoint answered.
            page: The rows in it.
            size: How many were asked for, at most.

        Raises:
            RemoteError: There has been enough.
        """
        self._bytes += answer.size
        self._pages += 1
        if self._bytes > self._patience.most_bytes:
            raise too_long(self._patience)
        if self._pages > _MOST_PAGES:
            raise RemoteError(message("error.too-many-pages", pages=counted("pages", _MOST_PAGES)))
        if time.monotonic() > self._deadline:
            raise too_slow(_PAGES_TAKE * self._patience.timeout)
        # A row that occurs often can fill two pages; in an order, two different ones cannot fill them alike.
        again = page.rows == self._last and len(set(page.rows)) > 1
        if again or (size is not None and len(page.rows) > size):
            raise RemoteError(message("error.no-pages"))
        self._last = page.rows


class Endpoint:
    """A SPARQL endpoint.

    Args:
        url: Its address.
        base: The base IRI of the project, whose named graphs it may hold.
        patience: How long to wait for it.
        page: How many rows to ask for at once; None asks for all, and pages where the endpoint says that
            it has cut an answer.
        graphs: Which of the project's named graphs to ask; None asks all.

    Raises:
        QueryError: The address is not one of HTTP.
    """

    def __init__(
        self,
        url: str,
        *,
        base: str,
        patience: Patience | None = None,
        page: int | None = None,
        graphs: Callable[[str], bool] | None = None,
    ) -> None:
        check_url(url)
        self.url = url
        self._base = base
        self._patience = patience or Patience()
        self._page = page
        self._graphs = graphs
        self._dataset: tuple[str, ...] | None = None
        self._finding = threading.Lock()  # several threads may ask

    def ask(self, query: str, *, name: str | Message = UNNAMED, path: Path | None = None) -> Result:
        """Run a query, as `diplograph.sparql.engine.ask` does locally.

        Args:
            query: The SPARQL text, its parameters bound.
            name: What the query is called in messages.
            path: The file of the query, for messages.

        Raises:
            QueryError: It is no query, or the endpoint says that it is wrong.
            RemoteError: The endpoint fails, or its answer is not whole.
        """
        _chooses_graphs(query, path)
        form = form_of_query(query)
        if form is None:
            raise QueryError(message("error.no-query-form", query=name), path=path)
        query = with_prefixes(query)
        if form != "SELECT":
            return self._one(query, form)
        if self._page is not None and (is_ordered(query) or not has_limit(query)):
            return self._pages(query, self._page, name)
        return self._all(query, name)

    def stream(self, query: str, format: ox.QueryResultsFormat, out: IO[bytes]) -> None:
        """Write the rows of a SELECT query as they are read, with none but one of them in memory.

        Raises:
            QueryError: The endpoint says that the query is wrong.
            RemoteError: The endpoint fails, or its answer is not whole; what was written is not whole then.
        """
        with self._send(with_prefixes(query), "SELECT") as answer:
            if limit := answer.headers.get(_CUT):
                raise RemoteError(message("error.endpoint-rows", limit=limit))
            solutions = _parse_results(answer)
            if not isinstance(solutions, ox.QuerySolutions):
                raise RemoteError(message("error.truth-for-select"))
            try:
                solutions.serialize(out, format)
            except (SyntaxError, ValueError) as error:
                raise _malformed(error) from None
            finally:
                del solutions  # no traceback may keep them: see `answers`

    def _all(self, query: str, name: str | Message, graphs: tuple[str, ...] | None = None) -> Rows:
        """Ask for all rows, and for the rest in pages where the endpoint has cut its answer."""
        with self._send(query, "SELECT", graphs) as answer:
            rows = _solutions(answer)
        if (cut := _cut_at(answer, len(rows.rows))) is None:
            return rows
        return self._pages(query, cut, name, graphs)

    def part(self, query: str, paging: Paging | None = None) -> Rows:
        """Return what rows of a SELECT query the endpoint gives at once, be they all or not.

        For callers that know how many there must be. Virtuoso cuts answers, sorts no more than 10,000 rows,
        and does not say so for every form of query.

        Args:
            query: The SPARQL text.
            paging: The pages that the rows are one of.

        Raises:
            QueryError: The endpoint says that the query is wrong.
            RemoteError: The endpoint fails, or its answer is not well-formed.
        """
        with self._post(query, ()) as answer:
            rows = _solutions(answer)
            if paging is not None:
                paging.add(answer, rows)
            return rows

    def _one(self, query: str, form: str) -> Result:
        with self._send(query, form) as answer:
            if form == "ASK":
                return _truth(answer)
            if limit := answer.headers.get(_CUT):
                raise RemoteError(message("error.endpoint-triples", limit=limit))
            format = _GRAPHS.get(answer.content_type)
            if format is None:
                raise _wrong_type(answer)
            _check_depth(answer)
            try:
                if format == ox.RdfFormat.RDF_XML:
                    check_xml(answer.body)
                    answer.body.seek(0)
                triples = ox.parse(answer.body, format, base_iri=self.url, rename_blank_nodes=True)
                return tuple(quad.triple for quad in triples)
            except (SyntaxError, ValueError, XmlError) as error:
                raise _malformed(error) from None

    def _pages(
        self, query: str, size: int, name: str | Message, graphs: tuple[str, ...] | None = None
    ) -> Rows:
        """Ask for pages of rows until a shorter one comes."""
        if not is_ordered(query):
            raise RemoteError(message("error.unordered-pages", query=name, size=size))
        variables: tuple[str, ...] = ()
        rows: list[tuple[Term | None, ...]] = []
        paging = Paging(self._patience)
        while True:
            with self._send(paged(query, size, len(rows)), "SELECT", graphs) as answer:
                page = _solutions(answer)
                paging.add(answer, page, size)
            variables = page.variables
            rows += page.rows
            if not page.rows:
                return Rows(variables, tuple(rows))
            if len(page.rows) < size:
                if _cut_at(answer, len(page.rows)) is None:
                    return Rows(variables, tuple(rows))
                size = len(page.rows)  # the endpoint gives fewer at a time than it was asked for

    def _send(self, query: str, form: str, graphs: tuple[str, ...] | None = None) -> Answer:
        """Send a query to the graphs that are given, or else to those that it chooses or is for."""
        if _chooses_graphs(query) and graphs is None:
            graphs = ()  # graphs that the request names would be taken for those of FROM
        if graphs is None and (self._graphs is not None or _OURS.search(query)):
            graphs = self.find_graphs()
        return self._post(query, graphs if graphs is not None else self._dataset or ())

    def find_graphs(self) -> tuple[str, ...]:
        """Return the graphs of the project to name in a request; none where its default graph holds them.

        They are found once, while all who ask wait. From then on queries that do not mention the vocabulary
        are for them as well.

        Raises:
            RemoteError: The endpoint fails, or holds no graph of the project.
        """
        with self._finding:
            if self._dataset is None:
                found = tuple(self._find_graphs())
                if self._graphs is not None and not found:
                    raise RemoteError(message("error.endpoint-no-graphs"))
                self._dataset = found
            return self._dataset

    def _find_graphs(self) -> Iterator[str]:
        """Yield our named graphs, where the default graph of the endpoint lacks them."""
        for where in (f"{{ {_OUR_VOCABULARY} }}", f"{{ GRAPH ?g {{ {_OUR_VOCABULARY} }} }}"):
            with self._post(f"ASK {where}", ()) as answer:
                if _truth(answer):
                    break
        else:
            raise RemoteError(message("error.endpoint-no-graph"))
        if where.startswith("{ GRAPH") or self._graphs is not None:
            ours = f'STRSTARTS(STR(?g), "{self._base}graph/")'
            query = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER {ours} }} ORDER BY ?g"
            for (graph,) in self._all(query, message("sparql.list-of-graphs"), graphs=()).rows:
                if isinstance(graph, ox.NamedNode) and (self._graphs is None or self._graphs(graph.value)):
                    yield graph.value

    def _post(self, query: str, graphs: tuple[str, ...]) -> Answer:
        """Send a query as SPARQLWrapper describes it.

        Its own way of sending sets a global opener for digest authentication and follows redirects with the
        credentials.
        """
        wrapper = self._wrapper(query)
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
            wrapper.addParameter("named-graph-uri", graph)
        form = [(name, value) for name, values in wrapper.parameters.items() for value in values]
        accepted = _RESULTS if wrapper.returnFormat == "json" else _GRAPHS
        headers = {"User-Agent": wrapper.agent, "Accept": next(iter(accepted))}
        return send(
            wrapper.endpoint, self._patience, headers=headers, form=[("query", wrapper.queryString), *form]
        )

    def _wrapper(self, query: str) -> SPARQLWrapper:
        import SPARQLWrapper as sparql  # loaded here: it takes 50 ms, and a local graph needs none

        wrapper = sparql.SPARQLWrapper(self.url, agent=user_agent())
        wrapper.setQuery(query)
        # SPARQLWrapper takes some queries for updates by a word in their comments.
        wrapper.queryType = form_of_query(query)
        wrapper.setReturnFormat(sparql.JSON if wrapper.queryType in ("SELECT", "ASK") else sparql.TURTLE)
        return wrapper


def _chooses_graphs(query: str, path: Path | None = None) -> bool:
    """Check the limits of a query, and return whether FROM chooses the graphs that it reads."""
    try:
        return check_limits(query, allow_service=True, allow_from=True)
    except RefusedQuery as error:
        raise QueryError(error.reason, path=path, line=error.lineno) from None


def _parse_results(answer: Answer) -> ox.QuerySolutions | ox.QueryBoolean:
    format = _RESULTS.get(answer.content_type)
    if format is None:
        raise _wrong_type(answer)
    _check_depth(answer)
    body: IO[bytes] | bytes = answer.body
    if "Virtuoso" in answer.headers.get("Server", ""):
        body = _VIRTUOSO_NODE.sub(rb"\1", answer.body.read())
    try:
        return ox.parse_query_results(body, format)
    except (SyntaxError, ValueError) as error:
        raise _malformed(error) from None


def _check_depth(answer: Answer) -> None:
    if is_too_deep(answer.body):
        raise RemoteError(message("error.answer-too-deep"))


def _truth(answer: Answer) -> bool:
    result = _read(answer)
    if isinstance(result, bool):
        return result
    if result.variables != ("__ASK_RETVAL",):  # Virtuoso 7 answers with a row of that name
        raise RemoteError(message("error.rows-for-ask"))
    return any(str(row[0].value) == "1" for row in result.rows if isinstance(row[0], ox.Literal))


def _solutions(answer: Answer) -> Rows:
    result = _read(answer)
    if isinstance(result, bool):
        raise RemoteError(message("error.truth-for-select"))
    return result


def _read(answer: Answer) -> Rows | bool:
    try:
        result = from_pyoxigraph(_parse_results(answer))
    except (SyntaxError, ValueError) as error:
        clear_frames(error.__traceback__)  # no traceback may keep solutions: see `answers`
        raise _malformed(error) from None
    assert not isinstance(result, tuple)
    return result


def _cut_at(answer: Answer, rows: int) -> int | None:
    """Return the number of rows at which the endpoint says that it has cut its answer."""
    said = answer.headers.get(_CUT, "")
    return rows if re.fullmatch(r"\s*\d+\s*", said) and rows > 0 else None


def _wrong_type(answer: Answer) -> RemoteError:
    return RemoteError(message("error.wrong-content", type=one_line(answer.content_type)))


def _malformed(error: Exception) -> RemoteError:
    return RemoteError(message("error.malformed-answer", reason=one_line(str(error))))
