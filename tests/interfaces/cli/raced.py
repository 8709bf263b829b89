"""Runs two of one command at once, many times: see `test_raced`.

Run as ``python raced.py FOLDER TIMES COMMAND…`` in an empty folder; ``{}`` in the command is 1 for the one process
and 2 for the other. The last line printed says how often both succeeded, and how often one was refused.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from killed import TEMPORARY, fail, import_all, make, tree, write_facts

from diplograph.interfaces.cli.main import main


def start(folder: Path, number: int, command: list[str], gate: int) -> int:
    """Start the command in a forked process, which waits until the gate is closed; return its number."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.chdir(folder / "project")
        os.environ["TMPDIR"] = str(folder / "project" / TEMPORARY)
        with open(folder / f"log{number}", "w") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        os.read(gate, 1)
        code = main([word.replace("{}", str(number)) for word in command])
        sys.stdout.flush()
    finally:
        os._exit(code)


def race(folder: Path, command: list[str], numbers: tuple[int, ...]) -> tuple[list[int], dict[str, bytes]]:
    """Run the command in processes at once on a fresh project; return their exit codes, and what they left."""
    root = folder / "project"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder / "before", root)
    reads, writes = os.pipe()
    children = [start(folder, number, command, reads) for number in numbers]
    os.write(writes, b"x" * len(numbers))
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    os.close(reads)
    os.close(writes)
    return codes, tree(root)


def run_all(folder: Path, times: int, command: list[str]) -> tuple[int, int]:
    before = folder / "before"
    make(before)
    write_facts(before, "one")
    for number in (1, 2):
        (before / f"book{number}.txt").write_text(f"A visit, told {number} times.", encoding="utf-8")
    alone = [race(folder, command, (number,))[1] for number in (1, 2)]
    both = refused = 0
    for turn in range(times):
        codes, left = race(folder, command, (1, 2))
        if left not in alone:
            names = [n for n in left.keys() | alone[0].keys() if left.get(n) != alone[0].get(n)]
            fail("not what one of them leaves", turn, codes, names)
        if codes == [0, 0]:
            both += 1
            continue
        words = (folder / f"log{1 + codes.index(2)}").read_text() if sorted(codes) == [0, 2] else ""
        if words.count("\n") != 1:
            fail("no clear refusal", turn, codes, words)
        if left != alone[codes.index(0)]:
            fail("not what the one that succeeded leaves", turn, codes)
        refused += 1
    return both, refused


if __name__ == "__main__":
    import_all()
    print(*run_all(Path(sys.argv[1]).resolve(), int(sys.argv[2]), sys.argv[3:]))
