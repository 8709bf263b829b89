"""The addresses of stores, and the signs by which they are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.errors import QueryError, RemoteError
from diplograph.publishing.stores.presets import PRESETS, Services, guess, preset_named, services
from diplograph.publishing.stores.store import guess_preset
from diplograph.sparql.transport import Patience
from publishing.stores.proxy import proxy, refuse
from servers import free_port, oxigraph, virtuoso

H = "http://h:1"


@pytest.mark.parametrize(
    ("name", "urls", "query", "update", "graphs"),
    [
        ("oxigraph", ["", "/", "/query", "/update", "/store"], "/query", "/update", "/store"),
        (
            "virtuoso",
            ["", "/", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"],
            "/sparql-auth",
            "/sparql-auth",
            "/sparql-graph-crud-auth",
        ),
        ("sparql", ["/a/b"], "/a/b", "/a/b", None),
    ],
)
def test_addresses(name: str, urls: list[str], query: str, update: str, graphs: str | None) -> None:
    expected = Services(H + query, H + update, None if graphs is None else H + graphs)
    for url in urls:
        assert services(PRESETS[name], H + url) == expected


def test_addresses_that_are_given() -> None:
    given = services(PRESETS["sparql"], f"{H}/q", update=f"{H}/u", graphs=f"{H}/g")
    assert given == Services(f"{H}/q", f"{H}/u", f"{H}/g")


@pytest.mark.parametrize(
    ("url", "headers", "name"),
    [
        (f"{H}/x", {"Server": "Virtuoso/07.20.3229 (Linux)"}, "virtuoso"),
        (f"{H}/x", {"Server": "Apache Jena Fuseki (5.0)"}, "sparql"),
        (f"{H}/sparql-auth", {"Server": "nginx"}, "virtuoso"),
        (f"{H}/sparql", {"Server": "nginx"}, "sparql"),
        (f"{H}/x", {"Server": "nginx"}, "sparql"),
    ],
)
def test_guess(url: str, headers: dict[str, str], name: str) -> None:
    assert guess(url, headers).name == name


def test_unknown_preset() -> None:
    with pytest.raises(QueryError, match="unknown preset 'oxygraph'; known are oxigraph, virtuoso"):
        preset_named("oxygraph")


def test_guess_by_answer() -> None:
    with proxy("http://127.0.0.1:1") as server:
        server.plan = lambda _: refuse(200, "{}", Server="Virtuoso/07.20")
        assert guess_preset(f"{server.url}/ds").name == "virtuoso"
        server.plan = lambda _: refuse(400)
        assert guess_preset(f"{server.url}/ds").name == "sparql"
    with pytest.raises(RemoteError, match="cannot be reached"):
        guess_preset(f"http://127.0.0.1:{free_port()}/ds", Patience(timeout=2))
    with pytest.raises(QueryError, match="credentials do not belong in the address"):
        guess_preset("http://kg:secret@localhost/ds")


def test_guess_of_a_real_oxigraph(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as server:
        assert guess_preset(server.query).name == "oxigraph"
        assert guess_preset(server.query.removesuffix("query")).name == "oxigraph"


@pytest.mark.slow
def test_guess_of_a_real_virtuoso(tmp_path: Path) -> None:
    with virtuoso(tmp_path) as server:
        for url in (server.query, server.update, server.graphs):
            assert guess_preset(url).name == "virtuoso"
