"""Locks on folders, which the system frees when a process ends, however it ends.

The folder itself is locked (flock(2)): no file stays behind, and a project that may only be read needs none.
Where a file system has no locks, as some over a network, nothing waits.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Final

from diplograph.base.errors import OutputError, reason_of_system
from diplograph.base.messages import Message, message

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE: Final = 60.0
"""How many seconds a command waits for another one that writes in the same place."""

_POLL: Final = 0.02
_LOCKS: Final = Path("/proc/locks")  # of Linux: proc_locks(5)


class Lock(Enum):
    """How an attempt to lock a folder ended."""

    OURS = auto()
    THEIRS = auto()
    UNSUPPORTED = auto()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[Lock]:
    """Try to lock a folder, and yield how that ended; one that another process removed is theirs.

    Raises:
        OSError: The folder cannot be opened.
    """
    if fcntl is None:
        yield Lock.UNSUPPORTED
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield Lock.THEIRS
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            state = Lock.OURS if os.path.exists(folder) else Lock.THEIRS
        except BlockingIOError:
            state = Lock.THEIRS
        except OSError:
            state = Lock.UNSUPPORTED
        yield state
    finally:
        os.close(handle)


@contextlib.contextmanager
def alone_in(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Write in a folder alone: wait for other processes that do so too. The folder is made if need be.

    Args:
        folder: The folder.
        patience: How many seconds to wait.

    Raises:
        OutputError: The folder cannot be made or opened, or another process still holds it.
    """
    end = time.monotonic() + patience
    while True:
        with contextlib.ExitStack() as stack:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                state = stack.enter_context(locked(folder))
            except OSError as error:
                reason = reason_of_system(error)
                raise OutputError(message("error.unwritable", reason=reason), path=folder) from error
            if state is not Lock.THEIRS:
                yield
                return
            holder = _holder(folder)
        if time.monotonic() >= end:
            raise OutputError(message("error.locked", holder=holder), path=folder)
        time.sleep(_POLL)


def _holder(folder: Path) -> int | Message:
    """Return the number of the process that holds a folder, where the system tells it."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        inode = str(folder.stat().st_ino)
        for line in _LOCKS.read_text(encoding="ascii").splitlines():
            # 1: FLOCK  ADVISORY  WRITE 708 08:02:2624 0 EOF
            fields = line.split()
            if fields[1] == "FLOCK" and fields[5].rpartition(":")[2] == inode and int(fields[4]) > 0:
                return int(fields[4])
    return message("error.unknown-process")
