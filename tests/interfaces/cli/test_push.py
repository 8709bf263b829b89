"""`diplograph push`, `pull` and `diff`, as a user meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import make_project
from publishing.stores.proxy import proxy, refuse
from servers import Server, free_port, oxigraph

VISITS = """
<id/visit/one> a dg:Visit ; rdfs:label "The first visit"@en , "الزيارة الأولى"@ar ; dg:date "1996-05"^^edtf:EDTF ;
    dg:value 1.50 .
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIPLOGRAPH_")}
    return subprocess.run(
        [sys.executable, "-m", "diplograph.interfaces.cli.main", *arguments],
        env={**kept, "LC_ALL": "C.UTF-8", "NETRC": "/nonexistent", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make_project(tmp_path_factory.mktemp("project") / "p", visits=VISITS).root)


@pytest.mark.slow
def test_push_pull_diff(server: Server, folder: str, tmp_path: Path) -> None:
    shown = run("push", server.query, "--project", folder, "--dry-run")
    assert shown.returncode == 0
    assert "facts/test: would be new; triples: 5\n" in shown.stdout
    assert "Nothing was written. graphs to send: " in shown.stdout
    assert run("pull", server.query, "--project", folder).returncode == 3

    done = run("push", server.query, "--project", folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "facts/test: new; triples: 5, sent: 5\n    written otherwise, the same value: " in done.stdout
    assert '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> → "1.5"^^' in done.stdout
    assert "the store (oxigraph) holds the graphs of the project." in done.stdout

    again = run("push", server.query, "--project", folder, "--lang", "ar")
    assert again.returncode == 0
    assert "facts/test: لم يتغير؛ الثلاثيات: 5\n" in again.stdout
    assert "قُرئت من المخزن (oxigraph) وقورنت" in again.stdout

    file = tmp_path / "pulled.nq"
    assert run("pull", server.query, "--project", folder, "-o", str(file)).returncode == 0
    built = (Path(folder) / "build" / "graph.nq").read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8") == built.replace('"1.50"^^', '"1.5"^^')
    part = run("pull", server.query, "--project", folder, "--graph", "facts/test")
    assert part.stdout.count("\n") == 5

    differs = run("diff", folder, server.query, "--project", folder)
    assert differs.returncode == 1
    assert "changed: The first visit [visit/one]\n" in differs.stdout
    assert "(the same value)  [facts/test]\n" in differs.stdout
    same = run("diff", folder, server.query, "--project", folder, "--by-value")
    assert (same.returncode, same.stdout) == (0, "No difference.\n")


def test_push_as_json(server: Server, folder: str) -> None:
    done = run("push", server.query, "--project", folder, "--format", "json", "--graph", "facts/test")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert report["store"] == "oxigraph"
    assert report["succeeded"] is True
    assert [graph["graph"].rpartition("/")[2] for graph in report["graphs"]] == ["test"]


@pytest.mark.slow
def test_failures_have_their_exit_codes(server: Server, folder: str) -> None:
    down = run("push", f"http://127.0.0.1:{free_port()}/query", "--project", folder)
    assert (down.returncode, down.stdout) == (3, "")
    assert "cannot be reached" in down.stderr
    wrong = run("push", server.query, "--project", folder, "--preset", "oxygraph")
    assert wrong.returncode == 2
    none = run("push", server.query, "--project", folder, "--graph", "facts/none")
    assert none.returncode == 2
    address = run("push", "http://kg:secret@127.0.0.1/", "--project", folder)
    assert address.returncode == 2
    assert "secret" not in address.stderr
    assert run("diff", folder, "/nonexistent.nq").returncode == 2
    assert run("diff", folder, "/nonexistent.xyz").returncode == 2


def test_credentials_are_in_nothing_that_is_written(server: Server, folder: str) -> None:
    with proxy(server.query) as before:
        before.plan = lambda _: refuse(401, "who are you, hunter2?", WWW_Authenticate='Basic realm="hunter2"')
        done = run(
            "push",
            before.at(server.query),
            "--preset",
            "oxigraph",
            "--project",
            folder,
            DIPLOGRAPH_USER="kg",
            DIPLOGRAPH_PASSWORD="hunter2",
        )
    assert done.returncode == 3
    assert "refuses access (401)" in done.stderr
    assert "hunter2" not in done.stdout + done.stderr
    written = [path for path in Path(folder).rglob("*") if path.is_file()]
    assert written
    assert not any(b"hunter2" in path.read_bytes() for path in written)


@pytest.mark.slow
def test_diff_of_files_in_both_languages(tmp_path: Path) -> None:
    before, after = (make_project(tmp_path / name, v=VISITS) for name in ("one", "two"))
    file = after.data / "test" / "v.ttl"
    text = file.read_text(encoding="utf-8").replace("1996-05", "1996-05-07").replace("1.50", "1.5")
    file.write_text(text, encoding="utf-8")
    files = [str(project.data / "test" / "v.ttl") for project in (before, after)]
    done = run("diff", *files)
    assert done.returncode == 1
    assert done.stdout == (
        "changed: The first visit [visit/one]\n"
        "    ~ dg:date: 1996-05 → 1996-05-07\n"
        '    ~ dg:value: "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> → '
        '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> (the same value)\n'
        "entities added: 0, removed: 0, changed: 1\n"
    )
    arabic = run("diff", *files, "--lang", "ar", "--by-value")
    assert arabic.stdout.startswith("تغيّر: الزيارة الأولى [visit/one]\n    ~ dg:date: 1996-05 → 1996-05-07\n")
    assert arabic.stdout.endswith("الكيانات المضافة: 0، المزالة: 0، المتغيرة: 1\n")
    [change] = json.loads(run("diff", *files, "--format", "json").stdout)
    assert (len(change["changed"]), len(change["rewritten"])) == (1, 1)
    patch = run("diff", *files, "--format", "patch").stdout.splitlines()
    assert [line[:2] for line in patch] == ["TX", "D ", "D ", "A ", "A ", "TC"]
    assert run("diff", files[0], files[0]).stdout == "No difference.\n"
