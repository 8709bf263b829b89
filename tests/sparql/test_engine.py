"""Asking a store or an endpoint: errors that any thread may release."""

from __future__ import annotations

import gc
import io
import threading
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from diplograph.base.errors import DiplographError, QueryError, RemoteError, ShapesError
from diplograph.shacl.data import LocalData
from diplograph.sparql.endpoint import Endpoint
from diplograph.sparql.engine import ask
from sparql.faulty import ROWS, answer, endpoint, row

FAILING = "{ SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"


def fail_elsewhere(fail: Callable[[], object]) -> list[Exception]:
    """Run what fails in a thread that ends, and return its error."""
    errors: list[Exception] = []

    def run() -> None:
        try:
            fail()
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return errors


def ask_malformed(ask: Callable[[Endpoint], object]) -> None:
    """Ask an endpoint whose answer ends in the middle of a row."""
    with endpoint(answer((ROWS % ",".join(map(row, range(5000))))[:-9])) as server:
        ask(Endpoint(server.url, base="https://w3id.org/diplograph/"))


def stream(endpoint: Endpoint) -> None:
    endpoint.stream("SELECT ?n { ?s ?p ?n }", ox.QueryResultsFormat.CSV, io.BytesIO())


@pytest.mark.parametrize(
    ("fail", "expected"),
    [
        (lambda: ask(ox.Store(), f"SELECT * {FAILING}"), QueryError),
        (lambda: ask(ox.Store(), f"CONSTRUCT {{ ?s ?p ?o }} {FAILING}"), QueryError),
        (lambda: LocalData([]).ask(f"SELECT * {FAILING}"), ShapesError),
        (lambda: LocalData([]).ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"), ShapesError),
        (lambda: ask_malformed(lambda endpoint: endpoint.ask("SELECT ?n { ?s ?p ?n }")), RemoteError),
        (lambda: ask_malformed(stream), RemoteError),
    ],
)
def test_error_of_a_query_can_be_released_by_any_thread(
    fail: Callable[[], object], expected: type[DiplographError]
) -> None:
    """Pyoxigraph reports solutions that another thread releases as an exception that nobody can catch."""
    errors = fail_elsewhere(fail)
    assert [type(error) for error in errors] == [expected]
    errors.clear()
    gc.collect()
