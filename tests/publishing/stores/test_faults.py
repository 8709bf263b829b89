"""Faults of the network and of the store: the target is the old graph or the new, and nothing goes unsaid."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import RemoteError
from diplograph.base.names import BASE
from diplograph.publishing.stores.presets import PRESETS, Services
from diplograph.publishing.stores.push import Options, Outcome, push, staging_graph
from diplograph.publishing.stores.store import Store
from diplograph.sources.project import Project
from helpers import make_project
from publishing.stores.proxy import (
    Action,
    Handler,
    Proxy,
    Request,
    cut,
    forward,
    hang,
    lose_answer,
    proxy,
    refuse,
)
from publishing.stores.worlds import FACTS, OTHER, P, facts, hold, project_of, store_at, triples
from servers import Server, oxigraph, virtuoso

pytestmark = pytest.mark.slow

OLD, NEW = facts("قديم"), facts("جديد")
STRANGER = {ox.Triple(P, P, ox.Literal("ours is not theirs"))}


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def world(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Server, Proxy]]:
    """Yield a store that holds the old graph and one of somebody else, and a proxy before it."""
    hold(monkeypatch, server)
    direct = store_at(server)
    direct.drop(OTHER)
    direct.add(OTHER, sorted(STRANGER, key=str))
    assert push(project_of(tmp_path / "old", OLD), direct).succeeded
    with proxy(server.query) as before:
        yield server, before


@pytest.fixture
def new(tmp_path: Path) -> Project:
    return project_of(tmp_path / "new", NEW)


def check_old_or_new(server: Server, *, only: str = "") -> str:
    """Check that the target is one of the two graphs, whole, and the stranger's untouched; say which."""
    direct = store_at(server)
    found = direct.read(FACTS)
    assert direct.read(OTHER) == STRANGER
    which = {frozenset(triples(OLD)): "old", frozenset(triples(NEW)): "new"}.get(frozenset(found), "neither")
    assert which in (("old", "new") if not only else (only,))
    return which


def check_second_run(server: Server, before: Proxy, new: Project) -> int:
    """Check that the push succeeds once the fault is gone; give how many triples it sent."""
    before.plan = lambda _: None
    report = push(new, store_at(server, before))
    assert report.succeeded
    check_old_or_new(server, only="new")
    assert store_at(server).graphs(f"{BASE}staging/") == []
    return sum(pushed.sent for pushed in report.graphs)


def on_uploads(action: Action) -> Callable[[Request], Action | None]:
    return lambda request: action if request.is_upload else None


def is_move(body: bytes) -> bool:
    """Return whether a request puts graphs in place, in the way of either store."""
    return body.startswith((b"update=MOVE+GRAPH", b"update=DELETE+%7B"))


def on_moves(action: Action) -> Callable[[Request], Action | None]:
    """Do something to the moves alone; Virtuoso takes queries and updates at the same address."""

    def act(handler: Handler, request: Request) -> None:
        body = handler.rfile.read(request.length)
        handler.rfile = io.BytesIO(body)  # type: ignore[assignment]
        (action if is_move(body) else forward())(handler, request)

    return lambda request: None if request.is_upload else act


@pytest.mark.parametrize("tenth", range(10))
def test_cut_at_every_tenth_of_the_upload(world: tuple[Server, Proxy], new: Project, tenth: int) -> None:
    server, before = world
    size = len(ox.serialize((quad.triple for quad in NEW), format=ox.RdfFormat.N_TRIPLES) or b"")
    if server.user:
        size *= 2  # Digest: each piece goes once to be asked for credentials, and once with them
    limit = size * tenth // 10

    def plan(request: Request) -> Action | None:
        over = request.is_upload and request.before + request.length > limit
        return cut(limit - request.before) if over else None

    before.plan = plan
    with pytest.raises(RemoteError) as caught:
        push(new, store_at(server, before))
    assert caught.value.exit_code == 3
    check_old_or_new(server, only="old")
    sent = check_second_run(server, before, new)
    # Nothing that arrived whole is sent again.
    assert sent <= len(NEW) - (limit * len(NEW) // size // 150 * 150) + 150


@pytest.mark.parametrize("piece", [0, 3, 6])
def test_cut_of_an_upload_by_update(world: tuple[Server, Proxy], new: Project, piece: int) -> None:
    """Where there is no Graph Store Protocol, pieces go by INSERT DATA: seven of them."""
    server, before = world
    if server.name == "virtuoso":
        pytest.skip("it is never sent data by update")
    preset = dataclasses.replace(PRESETS["sparql"], triples=150)
    store = Store(preset, Services(before.at(server.query), before.at(server.update), None), base=BASE)
    updates = itertools.count(-1)  # the first of all is the claim
    before.plan = lambda r: cut(r.length // 2) if "/update" in r.path and next(updates) == piece else None
    with pytest.raises(RemoteError):
        push(new, store)
    check_old_or_new(server, only="old")
    before.plan = lambda _: None
    [pushed] = push(new, store).graphs
    assert pushed.sent == len(NEW) - 150 * piece
    check_old_or_new(server, only="new")


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (refuse(401, WWW_Authenticate='Basic realm="x"'), r"refuses access \(401\)"),
        (refuse(403, "forbidden"), r"refuses access \(403\)"),
        (refuse(413, "too large"), r"takes no triple as long"),
        (refuse(429, Retry_After="0"), r"still too busy \(429\)"),
        (refuse(500, "<html><p>An error</p></html>", "text/html"), r"failed \(500\): Internal Server Error"),
        (refuse(400, "parse error at line 1"), "does not accept what was sent: parse error"),
        (refuse(302, Location="http://elsewhere.example/"), r"has moved \(302\)"),
        (hang, "took longer than"),
    ],
)
def test_refusal_of_the_upload(
    world: tuple[Server, Proxy], new: Project, action: Action, message: str
) -> None:
    server, before = world
    before.plan = on_uploads(action)
    with pytest.raises(RemoteError, match=message) as caught:
        push(new, store_at(server, before, timeout=0.5 if action is hang else 30))
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    assert server.password == "" or server.password not in str(caught.value)
    check_old_or_new(server, only="old")
    check_second_run(server, before, new)


@pytest.mark.parametrize(
    "action",
    [refuse(500, "<html/>", "text/html"), refuse(403), hang, cut(20), refuse(200, "done")],
    ids=["500", "403", "hang", "cut", "a 200 that did nothing"],
)
def test_refusal_of_the_move(world: tuple[Server, Proxy], new: Project, action: Action) -> None:
    server, before = world
    before.plan = on_moves(action)
    store = store_at(server, before, timeout=1 if action is hang else 30)
    failure = None
    try:
        assert not push(new, store).succeeded
    except RemoteError as error:
        failure = error
    assert failure is None or failure.exit_code == 3
    check_old_or_new(server, only="old")
    assert check_second_run(server, before, new) == 0  # all of it was there, beside the target


def test_answer_to_the_move_that_is_lost(world: tuple[Server, Proxy], new: Project) -> None:
    """What holds is read: the store has moved the graph, so the push has succeeded."""
    server, before = world
    before.plan = on_moves(lose_answer)
    assert push(new, store_at(server, before)).succeeded
    check_old_or_new(server, only="new")


def test_store_that_is_too_small_for_a_piece(world: tuple[Server, Proxy], new: Project) -> None:
    server, before = world
    most = 5_000
    before.plan = lambda r: refuse(413) if r.is_upload and r.length > most else None
    assert push(new, store_at(server, before)).succeeded
    check_old_or_new(server, only="new")


def test_busy_store_is_asked_again(world: tuple[Server, Proxy], new: Project) -> None:
    server, before = world
    answers = iter([refuse(429, Retry_After="1"), refuse(503)])
    before.plan = lambda request: next(answers, None) if request.is_upload else None
    assert push(new, store_at(server, before)).succeeded
    check_old_or_new(server, only="new")


def without_every_thousandth(body: bytes) -> bytes:
    lines = body.splitlines(keepends=True)
    return b"".join(line for number, line in enumerate(lines, 1) if number % 1000)


@pytest.mark.parametrize("accept", [False, True])
def test_store_that_drops_one_triple_in_a_thousand(
    world: tuple[Server, Proxy], new: Project, accept: bool
) -> None:
    server, before = world
    before.plan = on_uploads(forward(without_every_thousandth))
    report = push(new, store_at(server, before, triples=1_000), Options(accept_altered=accept))
    [pushed] = report.graphs
    assert not report.succeeded
    assert pushed.outcome is Outcome.REFUSED
    lines = sorted(triples(NEW), key=str)
    assert set(pushed.comparison.lost) == {lines[999]}
    check_old_or_new(server, only="old")
    check_second_run(server, before, new)


def test_store_that_gives_back_less_than_it_counts(world: tuple[Server, Proxy], new: Project) -> None:
    """An answer that lacks a row without saying so is taken for no graph, lost or whole."""
    server, before = world

    def without_a_row(body: bytes) -> bytes:
        if not body.lstrip().startswith(b"{"):
            return body
        answer = json.loads(body)
        if "s" in answer["head"].get("vars", ()):
            del answer["results"]["bindings"][:1]
        return json.dumps(answer).encode()

    before.plan = lambda _: forward(answer=without_a_row)
    with pytest.raises(RemoteError, match=r"the store gives \d+ of the \d+ triples"):
        push(new, store_at(server, before))
    check_old_or_new(server, only="old")


def test_staging_graph_that_somebody_wrote_into_is_begun_anew(
    world: tuple[Server, Proxy], new: Project
) -> None:
    server, before = world
    staging = staging_graph(new, FACTS, triples(NEW))
    store_at(server).add(staging, sorted(STRANGER, key=str))
    assert push(new, store_at(server, before)).succeeded
    check_old_or_new(server, only="new")


@pytest.mark.parametrize("moment", ["first piece", "last piece", "before the move", "after the move"])
def test_kill_of_the_client(
    server: Server, moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, server)
    project = make_project(
        tmp_path / "project",
        facts="".join(f'<id/event/{i}> rdfs:label "حدث {i}"@ar .\n' for i in range(100)),
    )
    command = [
        sys.executable,
        "-m",
        "diplograph.interfaces.cli.main",
        "push",
        "--project",
        str(project.root),
        "--preset",
    ]
    direct = store_at(server)
    direct.drop(FACTS)
    old = {ox.Triple(P, P, ox.Literal("old"))}
    direct.add(FACTS, sorted(old, key=str))
    direct.drop(OTHER)
    direct.add(OTHER, sorted(STRANGER, key=str))
    reached, gone = threading.Event(), threading.Event()
    at = "graph=" + "https%3A%2F%2Fw3id.org%2Fdiplograph%2Fstaging%2Ffacts%2Ftest"

    def stop(handler: Handler, request: Request) -> None:
        body = handler.rfile.read(request.length)
        move = is_move(body)
        here = move if "move" in moment else at in request.path
        if here and moment in ("after the move", "last piece"):
            answer = handler.pass_on(body)
            if answer[0] == 401:  # Digest: asked again with credentials
                handler.answer(*answer)
                return
        if here:
            reached.set()
            gone.wait(30)
            return
        handler.answer(*handler.pass_on(body))

    with proxy(server.query) as before:
        before.plan = lambda _: stop
        client = subprocess.Popen([*command, server.name, before.at(server.query)], stdout=subprocess.DEVNULL)
        assert reached.wait(60)
        client.send_signal(signal.SIGKILL)
        assert client.wait() == -signal.SIGKILL
        gone.set()
    found = direct.read(FACTS)
    assert found == old or len(found) == 100
    assert (len(found) == 100) == (moment == "after the move")
    assert direct.read(OTHER) == STRANGER
    again = subprocess.run(
        [*command, server.name, "--accept-altered", server.query],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert again.returncode == 0, again.stderr
    assert len(direct.read(FACTS)) == 100
    assert direct.read(OTHER) == STRANGER
    assert direct.graphs(f"{BASE}staging/") == []
