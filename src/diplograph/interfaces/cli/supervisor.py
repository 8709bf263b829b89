"""A command in a process of its own, so that an interruption or a time limit always ends it.

Queries, rules and parsers run in compiled code. Python's signal handlers have to wait until that returns, and
a cross product may take for ever. So the process that was started only waits, and a copy of it, the worker,
does the command. Whoever ends a command signals the process that they started; it interrupts the worker,
gives it a moment to remove what it has half done, and then kills it.

Both are in the same process group and share standard input and output, so job control and pipes work as with
a single process. Where a platform cannot fork, the command runs without a supervisor.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Final

from diplograph.base.errors import TimeLimitError
from diplograph.base.messages import counted, message

GRACE: Final = 1.0
"""How many seconds a worker has to end of itself."""

INTERRUPTED: Final = 130
"""The exit code of a command that was interrupted, as shells have it."""

_ENDS: Final = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What ends a command: Ctrl-C, `kill`, and a terminal that is closed."""

_INTERRUPT: Final = getattr(signal, "SIGURG", signal.SIGINT)
"""How the supervisor tells its worker to end: it does no harm to a worker that is just ending."""

_KILL_ON_DEATH_OF_PARENT: Final = 1  # PR_SET_PDEATHSIG of Linux's prctl


def supervised(run: Callable[[], int], *, limit: float | None = None) -> int:
    """Run a command in a process of its own: return its exit code there, and end this process with it.

    The caller must have started no thread and have nothing unwritten in its buffers.

    Args:
        run: Runs the command, and returns its exit code.
        limit: After how many seconds it is ended; None for no limit.

    Raises:
        TimeLimitError: It took longer.
    """
    if not hasattr(os, "fork"):
        return run()
    ends = {one for one in _ENDS if signal.getsignal(one) is not signal.SIG_IGN}  # which `nohup` asks for
    signal.pthread_sigmask(signal.SIG_BLOCK, {*_ENDS, _INTERRUPT, signal.SIGALRM, signal.SIGCHLD})
    parent = os.getpid()
    worker = os.fork()
    if worker == 0:
        _end_with(parent)
        _let_interrupt({*ends, _INTERRUPT})
        return run()
    ended_by, code = _watch(worker, ends, limit)
    if ended_by is None or 0 <= code != INTERRUPTED:
        os._exit(code if code >= 0 else _die_by(-code))  # it has nothing to write or to clean up
    if ended_by == signal.SIGALRM and limit is not None:
        raise TimeLimitError(message("error.time-limit", time=counted("seconds", limit)))
    return INTERRUPTED if ended_by == signal.SIGINT else _die_by(ended_by)


def _watch(worker: int, ends: set[signal.Signals], limit: float | None) -> tuple[signal.Signals | None, int]:
    """Wait for a worker; interrupt it when a signal asks for that, and kill it when its grace is over.

    The signals stay blocked and are waited for: a handler would not run for one that comes just before a call
    that waits for the worker, until that has ended.

    Returns:
        The first signal that asked for its end, which is SIGALRM for the time limit; and its exit code, or
        minus the signal that it died by.
    """
    signal.signal(signal.SIGCHLD, lambda *_: None)  # some systems drop what is ignored, as it is at first
    signal.setitimer(signal.ITIMER_REAL, limit or 0)
    ended_by = None
    while True:
        ended, status = os.waitpid(worker, os.WNOHANG)
        if ended:
            return ended_by, os.waitstatus_to_exitcode(status)
        number = signal.Signals(signal.sigwait({*ends, signal.SIGALRM, signal.SIGCHLD}))
        if number == signal.SIGCHLD:
            continue
        if ended_by is None:
            ended_by = number
            os.kill(worker, _INTERRUPT)
            signal.setitimer(signal.ITIMER_REAL, GRACE)
        elif number == signal.SIGALRM:
            os.kill(worker, signal.SIGKILL)


def _let_interrupt(numbers: set[signal.Signals]) -> None:
    for number in numbers:
        signal.signal(number, _interrupt)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {*_ENDS, _INTERRUPT, signal.SIGALRM, signal.SIGCHLD})


def _interrupt(_: int, __: FrameType | None) -> None:
    """Interrupt the command once; from a terminal, the signal comes to the worker and is passed on to it."""
    for number in (*_ENDS, _INTERRUPT):
        signal.signal(number, lambda *_: None)
    raise KeyboardInterrupt


def _end_with(parent: int) -> None:
    """Let the kernel kill the worker when its supervisor is killed, where it can."""
    import ctypes

    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_KILL_ON_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before that
        os._exit(1)


def _die_by(number: int) -> int:
    """End this process by the signal that ended the worker, so that it looks like a single one.

    Returns:
        The code that shells give to that, should the signal not end it.
    """
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
    os.kill(os.getpid(), number)
    return 128 + number
