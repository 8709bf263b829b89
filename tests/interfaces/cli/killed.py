"""Kills one command at each of its calls that change the file system, then runs it again: see `test_killed`.

Run as ``python killed.py FOLDER COMMAND…`` in an empty folder. Each run is a process forked from this one, which
has imported everything and run nothing. The last line printed is the number of kills.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import diplograph
from diplograph.base import files
from diplograph.interfaces.cli.main import main
from diplograph.snapshot import store
from helpers import HEADER

CALLS = ("rename", "replace", "fsync", "mkdir", "unlink", "remove", "rmdir", "link", "symlink")
RULE = "CONSTRUCT { ?visit a <urn:Seen> } WHERE { ?visit a dg:Visit }"
FACTS = '<id/visit/NAME> a dg:Visit ; rdfs:label "Visit NAME"@en ; dg:hostState <id/state/a> ;'
FACTS += " dg:visitingState <id/state/b> ."
FACTS += "".join(f' <id/state/{name}> a dg:State ; rdfs:label "{name}"@en .' for name in "ab")
TEMPORARY = "temporary"


def make(root: Path) -> None:
    """Make a project that is built, its graph exported, and its facts edited afterwards."""
    for name in ("ontology/rules", "ontology/shapes", "data/test", "queries/own", TEMPORARY):
        (root / name).mkdir(parents=True)
    (root / "diplograph.toml").touch()
    (root / "ontology" / "own.ttl").write_text(HEADER + "<urn:Seen> a rdfs:Class .", encoding="utf-8")
    prefixes = "PREFIX dg: <https://w3id.org/diplograph/ontology#>\n"
    (root / "ontology" / "rules" / "seen.rq").write_text(prefixes + RULE, encoding="utf-8")
    query = prefixes + "SELECT ?visit { ?visit a <urn:Seen> }"
    (root / "queries" / "own" / "own.rq").write_text("#+ summary: Seen\n" + query, encoding="utf-8")
    (root / "book.txt").write_text("A visit.", encoding="utf-8")


def write_facts(root: Path, name: str) -> None:
    text = HEADER + FACTS.replace("NAME", name)
    (root / "data" / "test" / "visits.ttl").write_text(text, encoding="utf-8")


def in_child(run: Callable[[], int]) -> int:
    """Run something in a forked process; return its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = run()
        finally:
            with contextlib.suppress(OSError):
                sys.stdout.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killing(at: int) -> None:
    """Kill this process before or after its N-th call, which are numbered in turn."""
    seen = 0

    def step() -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrapped(call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            step()
            result = call(*arguments, **named)
            step()
            return result

        return run

    for name in CALLS:
        setattr(os, name, wrapped(getattr(os, name)))
    files._exchange = wrapped(files._exchange)


def tree(root: Path) -> dict[str, bytes]:
    """Return all files of a project and its temporary folder, and folders; of some only that they are there."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        is_compared = (
            path.is_file() and path.name not in ("hashes.json", "search.db") and "/store/" not in name
        )
        if "/store/" in name and name.count("/") > 2:
            continue  # what Oxigraph calls its files differs
        found[name] = path.read_bytes() if is_compared else b""
    return found


def fail(*words: object) -> NoReturn:
    print(*words)
    sys.exit(1)


def run_all(folder: Path, command: list[str]) -> int:
    """Kill the command at each call; return at how many it was."""
    before, root = folder / "before", folder / "project"

    def fresh(name: str, run: Callable[[], int]) -> int:
        os.chdir(root)
        os.environ["TMPDIR"] = str(root / TEMPORARY)
        with open(folder / name, "w") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        return run()

    def once() -> int:
        return in_child(lambda: fresh("log", lambda: main(command)))

    def kill_and_run(at: int) -> int:
        killing(at)
        return main(command)

    make(root)
    write_facts(root, "one")
    if command[0] != "documents" and once():
        fail("first run", (folder / "log").read_text())
    write_facts(root, "two")
    shutil.copytree(root, before, symlinks=True)
    old = tree(root)
    if code := once():
        fail("undisturbed run", code, (folder / "log").read_text())
    wanted = tree(root)

    for at in range(1, 10_000):
        shutil.rmtree(root)
        shutil.copytree(before, root, symlinks=True)
        killed = in_child(partial(fresh, "log", partial(kill_and_run, at)))
        if killed == 0:
            return at - 1
        if killed != -signal.SIGKILL:
            fail("killed run", at, killed, (folder / "log").read_text())
        seen = tree(root)
        for name in ("out", *(name for name in old if name.startswith("out/"))):
            if name in old and name not in seen and name not in (old.keys() - wanted.keys()):
                fail("absent after the kill", at, name)
        outputs = [
            {k: v for k, v in one.items() if k.partition("/")[0] == "out"} for one in (seen, old, wanted)
        ]
        if outputs[0] not in outputs[1:]:
            fail("neither old nor new", at, outputs[0].keys())
        code = once()
        done = tree(root)
        registered = command[0] == "documents" and "registered" in (folder / "log").read_text()
        if code and not registered:
            fail("second run", at, code, (folder / "log").read_text())
        if done != wanted:
            names = [n for n in done.keys() | wanted.keys() if done.get(n) != wanted.get(n)]
            fail("differs after the second run", at, names)
    fail("it never ended")


def import_all() -> None:
    """Import every module, so that a forked process has nothing to import."""
    for module in pkgutil.walk_packages(diplograph.__path__, "diplograph."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


if __name__ == "__main__":
    import_all()
    store.LARGE = 0  # every store lies on disk
    print(run_all(Path(sys.argv[1]).resolve(), sys.argv[2:]))
