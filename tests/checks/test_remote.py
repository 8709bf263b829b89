"""The same findings from a graph in a triple store as from the graph at hand."""

from __future__ import annotations

import urllib.parse
import urllib.request
from collections.abc import Iterable
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from checks.mutated import mutated
from diplograph.base.errors import RemoteError
from diplograph.checks.families import load_shapes
from diplograph.checks.findings import Finding
from diplograph.checks.remote import ordered, validate_endpoint
from diplograph.checks.report import Run
from diplograph.checks.shapes import run_families
from diplograph.shacl.data import LocalData
from diplograph.sources.project import Project
from diplograph.sparql.transport import Patience
from servers import Server, oxigraph, virtuoso
from sparql.faulty import Said, answer, endpoint

STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def keys(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    found = (
        (
            f.level.name,
            f.focus,
            f.path.text if f.path else "",
            value_of(f.value),
            f.component,
            f.shape,
            f.message("ar"),
        )
        for f in findings
    )
    return sorted(set(found))


def check(
    project: Project, asserted: list[ox.Quad], inferred: list[ox.Quad], *, engine: str = "compiled"
) -> list[Finding]:
    """Run the shapes of a project over a graph."""
    families = load_shapes(project)
    data = LocalData(asserted + inferred)
    run = Run(engine)
    return run.collect(run_families(families, asserted, data, base=project.base, run=run))


def value_of(value: str | None) -> str:
    """Return a value in a form that no store alters: some rewrite 8.10 to 8.1, and true to 1."""
    if value is None or not value.startswith('"'):
        return value or ""
    text, _, kind = value.rpartition('"')
    if "boolean" in kind:
        return {'"1': '"true', '"0': '"false'}.get(text, text) + kind
    return (text.rstrip("0") if "decimal" in kind else text) + kind


def write(quads: Iterable[ox.Quad], path: Path) -> Path:
    path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return path


def parted(project: Project, quads: list[ox.Quad]) -> tuple[list[ox.Quad], list[ox.Quad]]:
    start = f"<{project.graph('inferred/')}"
    inferred = [quad for quad in quads if str(quad.graph_name).startswith(start)]
    return [quad for quad in quads if quad not in set(inferred)], inferred


@pytest.mark.slow
@pytest.mark.parametrize("store", STORES)
def test_store_gives_the_findings_of_the_graph_at_hand(store: str, built: Project, tmp_path: Path) -> None:
    quads = mutated(built.graph_file, 80)
    wanted = check(built, *parted(built, quads))
    assert len(wanted) > 60
    start: Any = STORES[store]
    server: AbstractContextManager[Server] = start(tmp_path / "server", write(quads, tmp_path / "graph.nq"))
    with server as at:
        outcome = validate_endpoint(built, at.query, patience=Patience(timeout=60))
    assert keys([*outcome.findings, *outcome.accepted]) == keys(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("store", STORES)
def test_findings_name_file_and_line_and_exemptions_hold(store: str, built: Project, tmp_path: Path) -> None:
    start: Any = STORES[store]
    with start(tmp_path / "server", built.graph_file) as at:
        outcome = validate_endpoint(built, at.query)
    assert outcome.findings == ()
    assert len(outcome.accepted) == 2
    assert all(finding.file is not None and finding.line for finding in outcome.accepted)


@pytest.mark.slow
def test_rows_that_are_cut_or_paged_are_all_there(built: Project, tmp_path: Path) -> None:
    quads = mutated(built.graph_file, 80)
    wanted = keys(check(built, *parted(built, quads)))
    graph = write(quads, tmp_path / "graph.nq")
    with virtuoso(tmp_path / "virtuoso", graph, most_rows=3) as at:
        outcome = validate_endpoint(built, at.query)
        assert keys([*outcome.findings, *outcome.accepted]) == wanted
    with oxigraph(tmp_path / "oxigraph", graph) as at:
        outcome = validate_endpoint(built, at.query, page=2)
        assert keys([*outcome.findings, *outcome.accepted]) == wanted


def test_order_is_by_what_is_selected() -> None:
    assert ordered("SELECT DISTINCT ?this  WHERE { ?this ?p ?o }").endswith("ORDER BY ?this")
    flags = "SELECT ?this ( IF(EXISTS { ?this a ?x }, 1, 0) AS ?failed ) WHERE { ?this ?p ?o }"
    assert ordered(flags).endswith("ORDER BY ?this ?failed")


@pytest.mark.slow
def test_query_that_is_not_answered_is_a_finding(built: Project, tmp_path: Path) -> None:
    """Nothing that was not checked passes for checked; an endpoint that fails time after time is down."""
    with oxigraph(tmp_path / "server", built.graph_file) as server, endpoint() as proxy:
        asked = 0

        def forward(handler: BaseHTTPRequestHandler, said: Said) -> None:
            nonlocal asked
            asked += 1
            if asked > 250 and asked % 20 == 0:
                handler.send_error(500)
                return
            body = urllib.parse.urlencode(said.form, doseq=True).encode()
            request = urllib.request.Request(server.query, body, {"Accept": said.headers["Accept"]})
            with urllib.request.urlopen(request) as response:
                answer(response.read(), response.headers["Content-Type"])(handler, said)

        proxy.steps = [forward]
        outcome = validate_endpoint(built, proxy.url)
        unchecked = [f for f in outcome.findings if f.message("en").startswith("This was not checked")]
        assert len(unchecked) >= 5
        assert not outcome.conforms
        proxy.steps = [forward] * 30 + [answer("", status=500)]
        with pytest.raises(RemoteError):
            validate_endpoint(built, proxy.url)


def test_endpoint_that_is_down_is_an_error_of_the_remote_side(built: Project) -> None:
    with pytest.raises(RemoteError):
        validate_endpoint(built, "http://127.0.0.1:9/sparql", patience=Patience(timeout=2))
