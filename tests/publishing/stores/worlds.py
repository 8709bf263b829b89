"""Small graphs to push, and a store to push them to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from diplograph.base.names import BASE
from diplograph.publishing.stores.presets import PRESETS, services
from diplograph.publishing.stores.store import Store
from diplograph.rdf.canonical import canonical_lines
from diplograph.sources.project import Project, load
from diplograph.sparql.transport import Patience
from helpers import ROOT
from publishing.stores.proxy import Proxy
from servers import Server

FACTS = f"{BASE}graph/facts/test"
OTHER = "http://example.org/graph/of-somebody-else"
P = ox.NamedNode("http://example.org/p")


def facts(version: str, number: int = 1_000) -> list[ox.Quad]:
    """Make facts in Arabic that differ between versions in every tenth triple."""
    graph = ox.NamedNode(FACTS)
    return [
        ox.Quad(
            ox.NamedNode(f"{BASE}id/event/{i}"),
            P,
            ox.Literal(f"{version if i % 10 == 0 else 'حدث'} {i}", language="ar"),
            graph,
        )
        for i in range(number)
    ]


def project_of(folder: Path, quads: Iterable[ox.Quad]) -> Project:
    """Make a project whose built graph holds some quads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "graph.nq").write_bytes(b"".join(canonical_lines(quads)))
    return dataclasses.replace(load(ROOT), build=folder)


def store_at(server: Server, proxy: Proxy | None = None, *, timeout: float = 30, triples: int = 150) -> Store:
    """Open a store, over a proxy if there is one, that is sent small pieces."""
    preset = dataclasses.replace(PRESETS[server.name], triples=triples)
    url = server.query if proxy is None else proxy.at(server.query)
    patience = Patience(timeout=timeout, total=60, sleep=lambda _: None)
    return Store(preset, services(preset, url), base=BASE, patience=patience)


def hold(monkeypatch: pytest.MonkeyPatch, server: Server | None) -> None:
    """Let the credentials of a server be the reader's, or none."""
    for name in ("DIPLOGRAPH_TOKEN", "DIPLOGRAPH_CONTACT", "DIPLOGRAPH_USER", "DIPLOGRAPH_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("NETRC", "/nonexistent")
    if server is not None and server.user:
        monkeypatch.setenv("DIPLOGRAPH_USER", server.user)
        monkeypatch.setenv("DIPLOGRAPH_PASSWORD", server.password)


def triples(quads: Iterable[ox.Quad]) -> set[Any]:
    return {quad.triple for quad in quads}
