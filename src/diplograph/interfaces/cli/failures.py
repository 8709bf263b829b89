"""What ended a command: one line on standard error, and the exit code."""

from __future__ import annotations

import contextlib
import traceback
from pathlib import Path
from typing import Final

import diplograph
from diplograph.base.errors import DiplographError, reason_of_system
from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal

UNFORESEEN: Final = 70
"""``EX_SOFTWARE`` of sysexits.h."""


def report(error: Exception, language: str) -> int:
    """Report a failure in one line, after what was written to standard output before it.

    Failures on purpose say themselves what is wrong. So does the system, of a file or a device. All others
    are errors of the program.

    Returns:
        The exit code.
    """
    if isinstance(error, terminal.ReaderGone):
        return 0
    with contextlib.suppress(DiplographError):
        terminal.flush()
    if isinstance(error, DiplographError):
        terminal.note(error.text(language))
        return error.exit_code
    if isinstance(error, OSError):
        terminal.note(of_system(error).text(language))
        return DiplographError.exit_code
    terminal.note(_unforeseen(error, language))
    return UNFORESEEN


def of_system(error: OSError) -> DiplographError:
    """Return a failure of the system with its file and its reason.

    Example:
        >>> import errno
        >>> str(of_system(PermissionError(errno.EACCES, "Permission denied", "build")))
        'build: Permission denied'
    """
    path = error.filename if isinstance(error.filename, str | Path) else None
    return DiplographError(reason_of_system(error), path=path)


def _unforeseen(error: Exception, language: str) -> str:
    if isinstance(error, MemoryError):
        return say("error.memory", language)
    if isinstance(error, RecursionError):
        return say("error.recursion", language)
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return say("error.unforeseen", language, reason=reason, place=_place(error))


def _place(error: Exception) -> str:
    """Return the line of diplograph that was being run."""
    package = Path(diplograph.__file__).parent
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        with contextlib.suppress(ValueError):
            return f"{Path(frame.filename).relative_to(package).as_posix()}:{frame.lineno}"
    return "?"
