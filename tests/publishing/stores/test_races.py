"""Several pushes at once: whoever is told of success finds the store whole, with the graphs that were pushed last."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import RemoteError
from diplograph.base.names import BASE
from diplograph.publishing.stores.push import push
from diplograph.sources.project import Project
from publishing.stores.proxy import Action, Handler, Request, forward, proxy
from publishing.stores.worlds import P, hold, project_of, store_at
from servers import Server, oxigraph, virtuoso

GRAPHS = [f"{BASE}graph/facts/{name}" for name in ("one", "two", "three")]


def version(name: str, number: int = 40) -> list[ox.Quad]:
    """Make three graphs that all say of which version they are; the third is the same in all."""
    return [
        ox.Quad(
            ox.NamedNode(f"{BASE}id/event/{i}"),
            P,
            ox.Literal("same" if graph == GRAPHS[2] else name),
            ox.NamedNode(graph),
        )
        for graph in GRAPHS
        for i in range(number)
    ]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def projects(tmp_path: Path) -> dict[str, Project]:
    return {name: project_of(tmp_path / name, version(name)) for name in ("A", "B", "C")}


def held(server: Server) -> str:
    """Return which version the store holds, or that it is a mixture."""
    store = store_at(server)
    found = {graph: store.read(graph) for graph in GRAPHS}
    for name in ("A", "B", "C"):
        quads = version(name)
        if all({q.triple for q in quads if q.graph_name.value == g} == found[g] for g in GRAPHS):  # type: ignore[union-attr]
            return name
    return "a mixture"


def race(server: Server, projects: dict[str, Project], names: str, seed: int) -> dict[str, str]:
    """Push several projects at once, each with its own pauses; return who succeeded, and why others did not."""
    outcomes: dict[str, str] = {}
    start = threading.Barrier(len(names))

    def run(name: str) -> None:
        pauses = random.Random(f"{seed} {name}")

        def wander(_: Request) -> Action:
            def act(handler: Handler, request: Request) -> None:
                threading.Event().wait(pauses.choice((0, 0, 0, 0.01, 0.03)))
                forward()(handler, request)

            return act

        with proxy(server.query) as before:
            before.plan = wander
            store = store_at(server, before)
            start.wait()
            try:
                outcomes[name] = "done" if push(projects[name], store).succeeded else "not held"
            except RemoteError as error:
                outcomes[name] = str(error)

    threads = [threading.Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def check_serial(server: Server, outcomes: dict[str, str]) -> None:
    done = [name for name, outcome in outcomes.items() if outcome == "done"]
    assert not done or held(server) in done, (outcomes, held(server))


@pytest.mark.slow
@pytest.mark.parametrize("names", ["AB", "ABC"])
def test_fifty_races(
    server: Server, projects: dict[str, Project], names: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, server)
    won = 0
    for seed in range(50):
        outcomes = race(server, projects, names, seed)
        check_serial(server, outcomes)
        won += "done" in outcomes.values()
        assert push(projects["C"], store_at(server)).succeeded
        assert held(server) == "C"
        assert store_at(server).graphs(f"{BASE}staging/") == []
    assert won > 25  # whoever begins last has nobody to give way to


@pytest.mark.slow
def test_races_in_a_store_without_transactions(
    tmp_path: Path, projects: dict[str, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    with virtuoso(tmp_path / "server") as running:
        hold(monkeypatch, running)
        for seed in range(10):
            check_serial(running, race(running, projects, "AB", seed))
            assert push(projects["C"], store_at(running)).succeeded
            assert held(running) == "C"


def is_change(body: bytes) -> bool:
    return body.startswith(b"update=DELETE+%7B")


@pytest.mark.parametrize("is_before", [True, False], ids=["before its change", "after its change"])
@pytest.mark.slow
def test_push_that_is_overtaken(
    server: Server, projects: dict[str, Project], is_before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One stands still right before or after it changes the targets, and a whole other push passes by."""
    hold(monkeypatch, server)
    assert push(projects["C"], store_at(server)).succeeded
    others = []

    def pass_by(_: Request) -> Action:
        def act(handler: Handler, request: Request) -> None:
            body = handler.rfile.read(request.length)
            stops = is_change(body)
            if stops and is_before:
                others.append(push(projects["B"], store_at(server)))
            answer = handler.pass_on(body)
            if stops and not is_before:
                others.append(push(projects["B"], store_at(server)))
            handler.answer(*answer)

        return act

    with proxy(server.query) as before:
        before.plan = pass_by
        with pytest.raises(RemoteError, match="another push to this store has begun since") as caught:
            push(projects["A"], store_at(server, before))
    assert caught.value.exit_code == 3
    [other] = others
    assert other.succeeded
    assert other.unfinished
    assert held(server) == "B"
    assert push(projects["A"], store_at(server)).succeeded
    assert held(server) == "A"
    assert store_at(server).graphs(f"{BASE}staging/") == []


class Killed(BaseException):
    """The end of a process, at any moment."""


@pytest.mark.slow
def test_push_that_is_killed_at_any_request(
    server: Server, projects: dict[str, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before and after each request: the store holds the old or the new, and the next push mends all."""
    hold(monkeypatch, server)
    from diplograph.sparql import transport

    original = transport._once
    number = 0

    def killed_at(moment: int, *, sends: bool) -> Callable[..., object]:
        asked = 0

        def once(*arguments: object) -> object:
            nonlocal asked
            asked += 1
            if asked == moment:
                if sends:
                    original(*arguments).body.close()  # type: ignore[arg-type]
                raise Killed
            return original(*arguments)  # type: ignore[arg-type]

        return once

    for number in range(1, 200, 2):
        for sends in (False, True):
            assert push(projects["C"], store_at(server)).succeeded
            monkeypatch.setattr(transport, "_once", killed_at(number, sends=sends))
            try:
                report = push(projects["A"], store_at(server))
            except Killed:
                report = None
            monkeypatch.setattr(transport, "_once", original)
            assert held(server) in ("A", "C")
            if report is not None:
                assert report.succeeded
                assert number > 15
                return
            assert push(projects["B"], store_at(server)).succeeded
            assert held(server) == "B"
            assert store_at(server).graphs(f"{BASE}staging/") == []
    raise AssertionError("a push never ended")
