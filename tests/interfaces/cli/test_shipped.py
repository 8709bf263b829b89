"""Outside a project: what reads answers from the shipped graph and says so, what writes refuses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helpers import ROOT

ADD = ("documents", "add", "note.txt", "--title", "Note", "--title", "ar=ملاحظة", "--language", "en")
NOTICE = "Not in a project: this is from the graph that ships with diplograph (--project names another)\n"


def install(site: Path) -> Path:
    """Lay the package out as the wheel does, and return where."""
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    for package in wheel["packages"]:
        shutil.copytree(
            ROOT / package, site / Path(package).name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for source, target in wheel["force-include"].items():
        (site / target).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copyfile
        copy(ROOT / source, site / target)
    return site


def state(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "note.txt").write_text("He came.", encoding="utf-8")
    return folder


def run(outside: Path, *arguments: str, site: Path = ROOT / "src") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(site),
        "PYTHONDONTWRITEBYTECODE": "1",
        "XDG_CACHE_HOME": str(outside.parent / "cache"),
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-m", "diplograph", *arguments],
        cwd=outside,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [("build",), ADD, ("push", "http://127.0.0.1:9/")])
def test_what_writes_refuses(outside: Path, arguments: tuple[str, ...]) -> None:
    done = run(outside, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(".: no diplograph.toml here or in a folder above")
    assert done.stderr.count("\n") == 1
    assert not (ROOT / "data" / "documents" / "note.ttl").exists()


def test_what_reads_says_where_from_unless_it_is_quiet(outside: Path) -> None:
    done = run(outside, "queries")
    assert (done.returncode, done.stderr) == (0, NOTICE)
    assert "لا مشروع هنا" in run(outside, "queries", "--lang", "ar").stderr
    assert run(outside, "queries", "-q").stderr == ""
    assert run(outside, "queries", "--project", str(ROOT)).stderr == ""


@pytest.mark.slow
def test_an_installed_package_is_never_written_into(outside: Path, tmp_path: Path) -> None:
    site = install(tmp_path / "site")
    before = state(site)
    assert run(outside, *ADD, site=site).returncode == 2
    inside = ("--project", str(site / "diplograph" / "shipped"))
    assert run(outside, *ADD, *inside, site=site).returncode == 2
    assert run(outside, "build", *inside, site=site).returncode == 2
    for arguments in (
        ("query", "visits"),
        ("search", "Mubarak"),
        ("validate",),
        ("export", "nquads"),
        inside,
    ):
        done = run(outside, *arguments, *(() if arguments != inside else ("documents", "list")), site=site)
        assert (done.returncode, done.stderr.count(NOTICE)) == (0, 1), done
    assert state(site) == before
    assert {path.name for path in tmp_path.iterdir()} == {"cache", "outside", "site"}


@pytest.mark.slow
def test_an_installed_package_starts_projects(outside: Path, tmp_path: Path) -> None:
    site = install(tmp_path / "site")
    assert run(outside, "init", "my graph", "--languages", "en", site=site).returncode == 0
    assert (
        run(
            outside / "my graph", "documents", "add", "../note.txt", *ADD[3:5], *ADD[7:], site=site
        ).returncode
        == 0
    )
    for arguments in (("build",), ("validate",), ("query", "visits"), ("queries",)):
        done = run(outside / "my graph", *arguments, site=site)
        assert (done.returncode, done.stderr) in ((0, ""), (1, "")), done
    assert run(outside, "init", "books", "--example", site=site).returncode == 0
    done = run(outside / "books", "validate", site=site)
    assert (done.returncode, done.stderr) == (0, "")
    assert "unchecked: 0" in done.stdout
    assert run(outside / "books", "validate", "mistake.ttl", site=site).returncode == 1


@pytest.mark.slow
def test_the_wheel_has_all_of_the_example(tmp_path: Path) -> None:
    shipped = install(tmp_path) / "diplograph" / "shipped"
    example = Path("examples") / "year-books"
    given = {path.relative_to(ROOT) for path in (ROOT / example).rglob("*") if path.is_file()}
    installed = {path.relative_to(shipped) for path in (shipped / example).rglob("*") if path.is_file()}
    assert installed == {path for path in given if "build" not in path.parts}
