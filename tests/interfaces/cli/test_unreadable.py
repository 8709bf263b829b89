"""No command answers as if what it cannot read were not there: each folder of a project, each way to fail."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diplograph.interfaces.cli.main import main
from diplograph.sources.project import Project, load
from diplograph.sources.registering import add_document
from helpers import HEADER, ROOT

NOBODY = 65534
STATE = """
<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar .
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en .
<id/visit/v> a dg:Visit ; dg:visitingState <id/state/ruritania> ; dg:hostState <id/state/freedonia> .
"""
QUERY = "#+ summary: States\nSELECT ?state { ?state a dg:State }\n"
SHAPE = "<shape/own> a sh:NodeShape ; sh:targetClass dg:State ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
TURTLE, SPARQL = ("x.ttl", "x.trig"), ("x.rq", "x.sparql")

OF_GRAPH = (
    ("build",),
    ("validate",),
    ("query", "own"),
    ("search", "Ruritania"),
    ("explain", "state/ruritania"),
    ("export", "nquads", "-o", "graph.nq"),
    ("bulk", "bulk", "--for", "rdf"),
    ("diff", ".", "."),
    ("draw", "network", "--network", "everything", "-o", "network.html"),
    ("evidence", "check"),
    ("evidence", "coverage"),
    ("shapes", "coverage"),
)
OF_SHAPES = (("validate",), ("shapes", "coverage"), ("shapes", "test", "cases"))
OF_QUERIES = (("queries",), ("queries", "own"), ("query", "own"))
FOLDERS = {
    "data": (*OF_GRAPH, ("documents", "list")),
    "data/test": (*OF_GRAPH, ("documents", "list")),
    "ontology": OF_GRAPH,
    "ontology/vocabularies": OF_GRAPH,
    "ontology/rules": OF_GRAPH,
    "ontology/shapes": OF_SHAPES,
    "ontology/shapes/asserted": OF_SHAPES,
    "queries": OF_QUERIES,
    "queries/own": OF_QUERIES,
    "cases": (("shapes", "test", "cases"),),
    "more": (("validate", "data/test/states.ttl", "--shapes", "more"),),
}
"""What reads each folder."""

COMMANDS = tuple(dict.fromkeys(command for commands in FOLDERS.values() for command in commands))


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """Make a project with files in each folder, and be somebody whom the system refuses something."""
    root = Path(tempfile.mkdtemp(prefix="unreadable-"))
    for name in ("queries", "data/test", "ontology/shapes", "cases", "more"):
        (root / name).mkdir(parents=True, exist_ok=True)
    for name in ("core.ttl", "vocabularies", "rules"):
        copy = shutil.copytree if (ROOT / "ontology" / name).is_dir() else shutil.copy
        copy(ROOT / "ontology" / name, root / "ontology" / name)
    (root / "diplograph.toml").touch()
    (root / "queries" / "own").mkdir()
    (root / "queries" / "own" / "own.rq").write_text(QUERY, encoding="utf-8")
    (root / "data" / "test" / "states.ttl").write_text(HEADER + STATE, encoding="utf-8")
    (root / "ontology" / "shapes" / "asserted").mkdir()
    for name in ("ontology/shapes/own.ttl", "ontology/shapes/asserted/own.ttl", "more/own.ttl"):
        (root / name).write_text(HEADER + SHAPE, encoding="utf-8")
    (root / "cases" / "valid.ttl").write_text(HEADER + STATE, encoding="utf-8")
    (root / "book.txt").write_text("Ruritania and Freedonia.", encoding="utf-8")
    add_document(load(root), root / "book.txt", titles={"en": "Book", "ar": "عنوان"}, language="en")
    yield load(root)
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def unprivileged(project: Project) -> Iterator[None]:
    """Be somebody whom the system refuses what it refuses: root may read all."""
    if os.geteuid() != 0:
        yield
        return
    with contextlib.chdir(project.root):  # all is imported that somebody else may not read
        for command in COMMANDS:
            main(["--quiet", *command])
    for path in (project.root, *project.root.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(
    project: Project, unprivileged: None, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in the project; return its exit code and what it writes to standard error."""
    monkeypatch.chdir(project.root)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        shutil.rmtree(project.root / "bulk", ignore_errors=True)
        return code, capfd.readouterr().err

    return run


def assert_refused(run: Run, commands: tuple[tuple[str, ...], ...], name: str) -> None:
    for command in commands:
        code, errors = run(*command)
        assert code == 2, (command, code, errors)
        assert name in errors, (command, errors)
        assert errors.count("\n") == 1, (command, errors)


def test_all_is_read_where_nothing_is_wrong(run: Run) -> None:
    for command in COMMANDS:
        code, errors = run(*command)
        assert code in (0, 1), (command, code, errors)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_unreadable_folder_is_refused(folder: str, project: Project, run: Run) -> None:
    path = project.root / folder
    for mode in (0, 0o100, 0o400):  # nothing; only what is known by name; only the names
        path.chmod(mode)
        try:
            assert_refused(run, FOLDERS[folder], folder)
        finally:
            path.chmod(0o755)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_unreadable_file_is_refused(folder: str, project: Project, run: Run) -> None:
    for path in [path for path in (project.root / folder).iterdir() if path.is_file()][:1]:
        path.chmod(0)
        try:
            assert_refused(run, FOLDERS[folder], path.name)
        finally:
            path.chmod(0o644)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["nowhere", "loop", "self", "folder", "fifo", "other", "not-utf-8"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_what_cannot_be_read_is_refused(folder: str, kind: str, project: Project, run: Run) -> None:
    own, other = SPARQL if folder.startswith("queries") or folder.endswith("rules") else TURTLE
    path = project.root / folder / (f"valid.{own}" if folder == "cases" else own)
    if kind == "nowhere":
        path.symlink_to("gone")
    elif kind == "loop":
        path = path.with_name("loop")
        path.symlink_to(".")
    elif kind == "self":
        path.symlink_to(path.name)
    elif kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "other":
        path = path.with_name(other)
        path.touch()
    else:
        path = path.with_name(os.fsdecode(b"valid.\xff" + os.fsencode(path.suffix)))
        path.touch()
    name = "valid." if kind == "not-utf-8" else folder if kind == "self" else path.name
    try:
        if folder == "cases" and kind == "other":  # cases are Turtle beside files of any kind
            assert run(*FOLDERS[folder][0])[0] < 2
        else:
            assert_refused(run, FOLDERS[folder], name)
    finally:
        path.rmdir() if kind == "folder" else path.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if "/" not in folder])
def test_file_in_place_of_a_folder_is_refused(folder: str, project: Project, run: Run) -> None:
    path = project.root / folder
    path.rename(path.with_name("aside"))
    path.touch()
    try:
        assert_refused(run, FOLDERS[folder], folder)
    finally:
        path.unlink()
        path.with_name("aside").rename(path)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_folder_behind_a_link_is_read(folder: str, project: Project, run: Run) -> None:
    """Nothing changes: the same exit codes."""
    before = [run(*command)[0] for command in FOLDERS[folder]]
    path = project.root / folder
    aside = project.root / "aside"
    path.rename(aside)
    path.symlink_to(aside)
    try:
        assert [run(*command)[0] for command in FOLDERS[folder]] == before
    finally:
        path.unlink()
        aside.rename(path)


def test_endings_in_capitals_are_read(project: Project, run: Run) -> None:
    path = project.data / "test" / "MORE.TTL"
    path.write_text("no Turtle", encoding="utf-8")
    try:
        assert_refused(run, (("build",),), "MORE.TTL:1")
    finally:
        path.unlink()


def test_unreadable_settings_are_refused(project: Project, run: Run) -> None:
    path = project.root / "diplograph.toml"
    path.chmod(0)
    try:
        assert_refused(run, (("build",), ("queries",)), path.name)
    finally:
        path.chmod(0o644)


def test_folder_that_the_settings_name_must_be_there(project: Project, run: Run) -> None:
    path = project.root / "diplograph.toml"
    for name in ("data", "queries", "ontology"):
        path.write_text(f'[folders]\n{name} = "gone"\n', encoding="utf-8")
        assert_refused(run, (("build",), ("query", "visits")), "gone")
    path.write_text("", encoding="utf-8")


OF_COPIES = (
    ("evidence", "check"),
    ("validate",),
    ("documents", "list"),
    ("evidence", "locate", "book", "Ruritania"),
    ("build", "--with-quotes"),
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["unreadable", "unsearchable", "file", "nowhere"])
def test_documents_folder_that_cannot_be_read_is_not_taken_for_a_missing_one(
    kind: str, project: Project, run: Run
) -> None:
    path, aside = project.documents, project.root / "aside"
    path.rename(aside)
    if kind == "file":
        path.touch()
    elif kind == "nowhere":
        path.symlink_to("gone")
    else:
        path.mkdir(0 if kind == "unreadable" else 0o400)
    try:
        assert_refused(run, OF_COPIES, "documents")
    finally:
        path.unlink() if kind in ("file", "nowhere") else path.rmdir()
        aside.rename(path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["unreadable", "folder", "nowhere"])
def test_copy_that_cannot_be_read_is_not_taken_for_a_missing_one(
    kind: str, project: Project, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    path, aside = project.documents / "book.txt", project.root / "aside"
    path.rename(aside)
    if kind == "unreadable":
        path.touch(0)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("gone")
    try:
        for command in OF_COPIES[:3]:
            capfd.readouterr()
            assert main(command) in (0, 1)
            out, errors = capfd.readouterr()
            assert "book.txt" in out
            assert "no local copy" not in out + errors
        assert_refused(run, OF_COPIES[3:], "book.txt")
    finally:
        path.rmdir() if kind == "folder" else path.unlink()
        aside.rename(path)
