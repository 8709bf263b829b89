"""A command in a process of its own, so that an interruption or a time limit always ends it.

Queries, rules and parsers run in compiled code. Python's signal handlers have to wait until that returns, and
a cross product may take for ever. So the process that was started only waits, and a copy of it, the worker,
does the command. Whoever ends a command signals the process that they started; it interrupts the worker,
gives it a moment to remove what it has half done, and then kills it.

Both are in the same process group and share standard input and output, so job control and pipes work as with
a single process. Where a platform cannot fork, the command runs without a supervisor.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Final

from diplograph.base.errors import TimeLimitError
from diplograph.base.messages import message

GRACE: Final = 1.0
"""How many seconds a worker has to end of itself."""

INTERRUPTED: Final = 130
"""The exit code of a command that was interrupted, as shells have it."""

_ENDS: Final = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What ends a command: Ctrl-C, `kill`, and a terminal that is closed."""

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
    ends = [one for one in _ENDS if signal.getsignal(one) is not signal.SIG_IGN]  # which `nohup` asks for
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    parent = os.getpid()
    worker = os.fork()
    if worker == 0:
        _end_with(parent)
        _handle([*ends, signal.SIGURG], _interrupt)
        return run()
    supervisor = _Supervisor(worker)
    _handle([*ends, signal.SIGALRM], supervisor.end)
    signal.setitimer(signal.ITIMER_REAL, limit or 0)
    code = supervisor.wait()
    if supervisor.ended_by is None or 0 <= code != INTERRUPTED:
        os._exit(code if code >= 0 else _die_by(-code))  # it has nothing to write or to clean up
    if supervisor.ended_by == signal.SIGALRM:
        raise TimeLimitError(message("error.time-limit", seconds=f"{limit:g}"))
    return INTERRUPTED if supervisor.ended_by == signal.SIGINT else _die_by(supervisor.ended_by)


class _Supervisor:
    """Waits for a worker, and ends it when a signal asks for that.

    Attributes:
        ended_by: The first signal that asked for its end; SIGALRM is that of the time limit.
    """

    def __init__(self, worker: int) -> None:
        self._worker = worker
        self.ended_by: int | None = None

    def wait(self) -> int:
        """Return the exit code of the worker, or minus the signal that it died by."""
        _, status = os.waitpid(self._worker, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        return os.waitstatus_to_exitcode(status)

    def end(self, number: int, _: FrameType | None) -> None:
        """Interrupt the worker; kill it when its time for that is over."""
        if self.ended_by is None:
            self.ended_by = number
            self._send(signal.SIGURG)  # which does no harm to a worker that is just ending
            signal.setitimer(signal.ITIMER_REAL, GRACE)
        elif number == signal.SIGALRM:
            self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
            os.kill(self._worker, number)


def _handle(numbers: list[signal.Signals], handler: Callable[[int, FrameType | None], None]) -> None:
    for number in numbers:
        signal.signal(number, handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)


def _interrupt(_: int, __: FrameType | None) -> None:
    """Interrupt the command once; from a terminal, the signal comes to the worker and is passed on to it."""
    for number in (*_ENDS, signal.SIGURG):
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
    os.kill(os.getpid(), number)
    return 128 + number
