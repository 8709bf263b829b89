"""Every command in odd surroundings: the designed exit code, no traceback, nothing left behind.

What commands there are is read from the parsers, so that a new one has to be entered in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from diplograph.interfaces.cli.main import make_parser
from helpers import ROOT

ODD_NAME = "مشروع  'a' \"b\" #1 %41 ?q=1 \n$(x) \\ &;|*é"
"""A name with all that paths may have and IRIs, shells, patterns and lines may not."""

NOWHERE = "http://127.0.0.1:9/"
COMMANDS: dict[tuple[str, ...], tuple[tuple[str, ...], int]] = {
    ("build",): ((), 0),
    ("bulk",): (("--for", "neo4j", "{out}/bulk"), 0),
    ("diff",): (("{out}/a.ttl", "{out}/b.ttl"), 1),
    ("documents", "add"): (
        ("{out}/note.txt", "--title", "Note", "--title", "ar=ملاحظة", "--language", "en"),
        0,
    ),
    ("documents", "list"): ((), 0),
    ("draft",): (("--schema",), 0),
    ("draw",): (("timeline", "-o", "{out}/timeline.svg"), 0),
    ("evidence", "check"): ((), 0),
    ("evidence", "coverage"): ((), 0),
    ("evidence", "locate"): (("ruritania-year-book", "Ruritania"), 0),
    ("evidence", "show"): (("visit/rudolf-to-freedonia-1996-11",), 0),
    ("evidence", "suggest"): ((), 0),
    ("evidence", "wordings"): ((), 0),
    ("explain",): (("state/ruritania",), 0),
    ("export",): (("dyad-years",), 0),
    ("init",): (("{out}/new", "--example"), 0),
    ("kinds",): (("visitKinds",), 0),
    ("pull",): ((NOWHERE,), 3),
    ("push",): ((NOWHERE,), 3),
    ("queries",): ((), 0),
    ("query",): (("visits",), 0),
    ("search",): (("Rudolf",), 0),
    ("shapes", "coverage"): ((), 0),
    ("shapes", "test"): (("{out}/cases",), 1),
    ("validate",): ((), 0),
}
"""Arguments of each command, and the exit code that it has by design."""

WRITES = {("build",), ("documents", "add")}
"""Commands that write into the project itself."""

ONCE = {("documents", "add"), ("init",)}
"""Commands that refuse to do again what they have done."""

EVERYDAY = [("query",), ("documents", "add")]


@dataclass(frozen=True)
class Place:
    """A project with an odd name, built, beside a folder for temporary files and one for outputs."""

    root: Path
    temporary: Path
    out: Path

    def state(self) -> set[str]:
        """Return what stands in the project and in the temporary folder."""
        folders = (self.root, self.temporary, self.out)
        return {str(path) for folder in folders for path in folder.rglob("*")}


def make_place(folder: Path) -> Place:
    place = Place(folder / ODD_NAME, folder / "tmp", folder / "out")
    shutil.copytree(ROOT / "examples" / "year-books", place.root, ignore=shutil.ignore_patterns("build"))
    place.temporary.mkdir()
    place.out.mkdir()
    case = place.out / "cases" / "state"
    case.mkdir(parents=True)
    (case / "valid.nothing.ttl").write_text("<urn:x:a> <urn:x:p> 1 .", "utf-8")
    return place


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = make_place(tmp_path_factory.mktemp("surroundings"))
    for name, text in (("a", "<urn:x:a> <urn:x:p> 1 ."), ("b", "<urn:x:a> <urn:x:p> 2 .")):
        (place.out / f"{name}.ttl").write_text(text, "utf-8")
    (place.out / "note.txt").write_text("He came in 1996.\n", "utf-8")
    assert Case(place, "").run("build").returncode == 0
    return place


@pytest.fixture
def place(original: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy of the project, so that no case depends on another."""
    for name in ("root", "temporary", "out"):
        folder: Path = getattr(original, name)
        shutil.copytree(folder, tmp_path / folder.name, symlinks=True)
    yield Place(tmp_path / ODD_NAME, tmp_path / "tmp", tmp_path / "out")
    for folder in (tmp_path, *tmp_path.rglob("*")):
        if folder.is_dir():
            folder.chmod(0o755)


@dataclass(frozen=True)
class Case:
    """How a command is run.

    Attributes:
        place: Where.
        redirected: What a shell does with its streams.
        environment: Variables, or None for those that are not there.
        before: Python that runs before the command.
        unprivileged: Whether what the file system forbids is forbidden to the superuser too.
    """

    place: Place
    redirected: str
    environment: dict[str, str | None] = field(default_factory=dict)
    before: str = ""
    unprivileged: bool = False

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TMPDIR": str(self.place.temporary)}
        environment.pop("DIPLOGRAPH_DOCUMENTS", None)
        for name, value in self.environment.items():
            environment.pop(name, None)
            if value is not None:
                environment[name] = value
        code = f"import sys\n{self.before}\nfrom diplograph.interfaces.cli.main import main\nsys.exit(main())"
        given = [argument.replace("{out}", str(self.place.out)) for argument in arguments]
        script = f'"$@" {self.redirected}; exit "${{PIPESTATUS[0]}}"'
        return subprocess.run(
            ["bash", "-c", script, "bash", sys.executable, "-c", code, *given],
            cwd=self.place.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",  # whatever the environment says
            preexec_fn=_drop_privileges if self.unprivileged else None,
            start_new_session=True,
            timeout=60,
            check=False,
        )


def _drop_privileges() -> None:
    """Let permissions hold for the superuser as they do for others (prctl(2), capabilities(7))."""
    drop_from_bounding_set, override, read_search = 24, 1, 2
    for capability in (override, read_search):
        ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0)


def assert_designed(done: subprocess.CompletedProcess[str], codes: set[int]) -> None:
    assert done.returncode in codes, done
    for trace in ("Traceback", "Exception ignored", "Error:", "nobody foresaw"):
        assert trace not in done.stderr, done.stderr
    if done.returncode > 1:
        assert done.stderr.count("\n") <= 1, done.stderr


@dataclass(frozen=True)
class Surrounding:
    """One odd surrounding.

    Attributes:
        redirected: As in `Case`, like the two that follow.
        environment: As in `Case`.
        unprivileged: As in `Case`.
        prepare: Makes the place odd, before the command.
        prevents: The exit code if the command cannot do its work there; by default it can.
    """

    redirected: str = ""
    environment: dict[str, str | None] = field(default_factory=dict)
    unprivileged: bool = False
    prepare: Callable[[Place], None] | None = None
    prevents: int | None = None


def _forbid(mode: int, *names: str) -> Callable[[Place], None]:
    def prepare(place: Place) -> None:
        for name in names:
            (place.root / name).chmod(mode)

    return prepare


SURROUNDINGS = {
    "only an odd path": Surrounding(),
    "C locale": Surrounding(environment={"LC_ALL": "C"}),
    "C locale, not made UTF-8": Surrounding(
        environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, prevents=2
    ),
    "ASCII": Surrounding(environment={"PYTHONIOENCODING": "ascii"}),
    "closed output": Surrounding(">&-", prevents=2),
    "full output": Surrounding("> /dev/full", prevents=2),
    "closed input": Surrounding("<&-"),
    "closed errors": Surrounding("2>&-"),
    "full errors": Surrounding("2> /dev/full"),
    "all closed": Surrounding("<&- >&- 2>&-", prevents=2),
    "a reader that is gone": Surrounding("| true"),
    "20 columns": Surrounding(environment={"COLUMNS": "20"}),
    "no columns": Surrounding(environment={"COLUMNS": "0"}),
    "no HOME": Surrounding(environment={"HOME": None, "XDG_CACHE_HOME": None}),
    "no such HOME": Surrounding(environment={"HOME": "/dev/null/none", "XDG_CACHE_HOME": None}),
    "no such TMPDIR": Surrounding(environment={"TMPDIR": "/dev/null/none"}),
    "read-only build": Surrounding(prepare=_forbid(0o555, "build"), unprivileged=True, prevents=2),
    "read-only project": Surrounding(
        prepare=_forbid(0o555, "build", "data", "data/documents", "documents", "."),
        unprivileged=True,
        prevents=2,
    ),
    "unreadable facts": Surrounding(
        prepare=_forbid(0, "data/ruritania-year-book"), unprivileged=True, prevents=2
    ),
    "unreadable documents": Surrounding(prepare=_forbid(0, "documents"), unprivileged=True, prevents=2),
    "unreadable build": Surrounding(prepare=_forbid(0, "build"), unprivileged=True, prevents=2),
}


def leaves(parser: argparse.ArgumentParser, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield each command, with its subcommand if it has some."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield names
    for action in below:
        for name, command in action.choices.items():
            yield from leaves(command, (*names, name))


def test_every_command_is_tried() -> None:
    assert set(leaves(make_parser())) == set(COMMANDS)


def check(command: tuple[str, ...], surrounding: Surrounding, place: Place) -> None:
    arguments, code = COMMANDS[command]
    if surrounding.prepare is not None:
        surrounding.prepare(place)
    before = place.state()
    case = Case(place, surrounding.redirected, surrounding.environment, unprivileged=surrounding.unprivileged)
    done = case.run(*command, *arguments)
    assert_designed(done, {code} if surrounding.prevents is None else {code, surrounding.prevents})
    if done.returncode > 1 and ">" not in surrounding.redirected:  # else the work was done, but not reported
        assert place.state() == before
    assert {path for path in place.state() - before if "tmp" in Path(path).name} == set()


@pytest.mark.parametrize("name", ["ASCII", "full output", "read-only project"])
@pytest.mark.parametrize("command", EVERYDAY, ids=" ".join)
def test_some_commands_in_odd_surroundings(command: tuple[str, ...], name: str, place: Place) -> None:
    check(command, SURROUNDINGS[name], place)


@pytest.mark.slow
@pytest.mark.parametrize("name", SURROUNDINGS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_in_odd_surroundings(command: tuple[str, ...], name: str, place: Place) -> None:
    check(command, SURROUNDINGS[name], place)


INTERRUPT = """
import os, signal
seen = 0
def hook(event, _):
    global seen
    if event in ('import', 'open', 'os.rename', 'os.mkdir') and 'diplograph.interfaces.cli.terminal' in sys.modules:
        seen += 1
        if seen == {moment}:
            os.killpg(0, signal.SIGINT)
sys.addaudithook(hook)
"""
"""Sends what Ctrl-C does, to the process group, at a moment of the work that does not depend on the clock."""

MOMENTS = (1, 20, 60, 120, 200, 300, 450, 700, 1000, 1500)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_is_interrupted_quietly(command: tuple[str, ...], place: Place) -> None:
    arguments, code = COMMANDS[command]
    if command == ("build",):
        shutil.rmtree(place.root / "build")
    for moment in MOMENTS:
        before = place.state()
        done = Case(place, "", before=INTERRUPT.format(moment=moment)).run(*command, *arguments)
        assert_designed(done, {130, code} if moment > 1 else {130})
        if done.returncode == 130:
            assert done.stderr == ""
            left = {Path(path) for path in place.state() - before}
            assert not {path for path in left if ".tmp" in path.name or path.parent == place.temporary}
        elif command in ONCE:
            break
