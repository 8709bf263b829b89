"""A command always ends: when it is interrupted, when its time is over, and when its supervisor is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform cannot fork")

READY = "print(os.getpid(), flush=True); "
STUCK = READY + "ctypes.PyDLL(None).sleep(60)"  # keeps the interpreter locked, as compiled code can
PATIENT = f"""
    try:
        {READY}
        while True: time.sleep(0.01)  # a single sleep misses a signal that comes just before it
    finally: time.sleep(0.2); print('cleaned up', flush=True)
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a supervised program that prints the number of its worker and does something."""
    with ExitStack() as stack:

        def start(
            body: str, *, limit: str = "None", grace: float = 0.1, before: str = ""
        ) -> subprocess.Popen[str]:
            code = f"""
import ctypes, os, signal, sys, time
from diplograph.base.errors import DiplographError
from diplograph.interfaces.cli import supervisor
supervisor.GRACE = {grace}
{before}
def run():
    {body}
    return 7
try: sys.exit(supervisor.supervised(run, limit={limit}))
except KeyboardInterrupt: sys.exit(130)
except DiplographError as error: sys.exit(error.text('en'))
"""
            pipe = subprocess.PIPE
            command = [sys.executable, "-c", code]
            return stack.enter_context(subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True))

        yield start


def worker_of(program: subprocess.Popen[str]) -> int:
    assert program.stdout is not None
    return int(program.stdout.readline())


def has_ended(process: int) -> bool:
    """Return whether a process ends within a second; one that nobody has waited for yet counts as ended."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_what_the_command_returns_is_the_exit_code(start: Start) -> None:
    program = start("print('answer')")
    output, errors = program.communicate()
    assert (program.returncode, output, errors) == (7, "answer\n", "")


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP)],
)
@pytest.mark.parametrize("body", [STUCK, PATIENT])
def test_a_signal_ends_the_command_whatever_it_does(start: Start, number: int, code: int, body: str) -> None:
    program = start(body, grace=0.1 if body == STUCK else 10)
    worker = worker_of(program)
    program.send_signal(number)
    output, errors = program.communicate(timeout=5)
    assert (program.returncode, errors) == (code, "")
    assert output == ("" if body == STUCK else "cleaned up\n")
    assert has_ended(worker)


def test_an_interruption_from_a_terminal_reaches_the_worker_once(start: Start) -> None:
    program = start(PATIENT, grace=10)
    worker = worker_of(program)
    os.kill(worker, signal.SIGINT)
    program.send_signal(signal.SIGINT)
    output, errors = program.communicate(timeout=5)
    assert (program.returncode, output, errors) == (130, "cleaned up\n", "")


@pytest.mark.parametrize("body", [STUCK, PATIENT])
def test_the_end_of_the_time_limit_is_one_line(start: Start, body: str) -> None:
    program = start(body, limit="0.1", grace=0.1 if body == STUCK else 10)
    _, errors = program.communicate(timeout=5)
    assert errors == "not finished within 0.1 seconds, so it was ended (--timeout sets the limit)\n"


def test_what_is_done_in_time_is_not_ended(start: Start) -> None:
    program = start("pass", limit="60")
    assert program.communicate()[1] == ""
    assert program.returncode == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_the_worker_ends_when_its_supervisor_is_killed(start: Start) -> None:
    program = start(STUCK)
    worker = worker_of(program)
    program.kill()
    program.wait()
    assert has_ended(worker)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGPIPE])
def test_the_death_of_the_worker_is_that_of_the_program(start: Start, number: int) -> None:
    program = start(
        f"signal.signal({number}, signal.SIG_DFL) if {number} != 9 else 0; os.kill(os.getpid(), {number})"
    )
    program.communicate(timeout=5)
    assert program.returncode == -number


def test_an_ignored_signal_stays_ignored(start: Start) -> None:
    """`nohup` starts a program with SIGHUP ignored."""
    program = start(f"{READY} time.sleep(0.3)", before="signal.signal(signal.SIGHUP, signal.SIG_IGN)")
    worker = worker_of(program)
    program.send_signal(signal.SIGHUP)
    os.kill(worker, signal.SIGHUP)
    assert program.communicate(timeout=5) == ("", "")
    assert program.returncode == 7
