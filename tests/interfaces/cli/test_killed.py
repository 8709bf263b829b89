"""kill -9 at each rename, fsync, mkdir and removal of each command that writes, then the command again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT

COMMANDS = (
    "build",
    "query own",
    "search Visit",
    "documents add book.txt --title en=Book --title ar=كتاب --language en",
    "export trig -o out",
    "export rdf-xml -o out",
    "export sqlite -o out",
    "export csv -o out",
    "export neo4j -o out",
    "bulk out --for rdf",
    "bulk out --for neo4j",
)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_after_a_kill_the_command_leaves_what_it_leaves_undisturbed(command: str, tmp_path: Path) -> None:
    script = Path(__file__).with_name("killed.py")
    done = subprocess.run(
        [sys.executable, script, tmp_path, *command.split()],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.splitlines()[-1]) > 4
