"""Two of each command that writes at once: the result of one of them, or a clear refusal of the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT

TIMES = 50
COMMANDS = (
    "build",
    "query own",
    "search Visit",
    "export trig -o out",
    "export sqlite -o out",
    "export csv -o out",
    "bulk out --for rdf",
)


def race(folder: Path, command: str) -> tuple[int, int]:
    """Return how often both succeeded, and how often one was refused."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("raced.py"), folder, str(TIMES), *command.split()],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    both, refused = map(int, done.stdout.split()[-2:])
    return both, refused


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_two_at_once_leave_what_one_leaves(command: str, tmp_path: Path) -> None:
    assert sum(race(tmp_path, command)) == TIMES


@pytest.mark.slow
@pytest.mark.parametrize("file", ["book.txt", "book{}.txt"])
def test_one_name_is_registered_once(file: str, tmp_path: Path) -> None:
    """With one text, and with two."""
    command = f"documents add {file} --slug book --title en=Book{{}} --title ar=كتاب{{}} --language en"
    assert race(tmp_path, command) == (0, TIMES)
