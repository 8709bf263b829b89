"""The one place where commands write to standard output and standard error.

What people read is written line by line, without anything in it that could steer a terminal. Data for
programs are written as they are. Both are UTF-8, whatever the environment says.

A stream that was closed before the program started is one that cannot be written. If whoever reads standard
output stops early, as `head` does, the rest of it is dropped.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final, cast

from diplograph.base.characters import encodable, harmless, isolated
from diplograph.base.errors import OutputError, reason_of_system
from diplograph.base.messages import message

if TYPE_CHECKING:
    from typing_extensions import Buffer

_OVER: Final = "\r\x1b[K"
"""Back to the start of the line, and empty it."""


_STREAMS: Final = {"stdin": os.O_RDONLY, "stdout": os.O_RDONLY, "stderr": os.O_WRONLY}
"""How the null device is opened in place of each standard stream, by its number."""


class ReaderGone(Exception):
    """Nobody reads standard output any more."""


def open_closed_streams() -> None:
    """Open the null device in place of each standard stream that is closed.

    Otherwise the next file that is opened would be taken for it. Standard output is opened for reading only,
    so that whatever is written to it fails.
    """
    for number, (name, mode) in enumerate(_STREAMS.items()):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, mode), True)
        if getattr(sys, name) is None:
            direction = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(number, direction, encoding="utf-8", closefd=False))


def line(text: str = "") -> None:
    """Write a line for people to standard output.

    Raises:
        OutputError: It cannot be written.
    """
    data(f"{harmless(text)}\n")


def lines(texts: Iterable[str]) -> None:
    """Write lines for people to standard output.

    Raises:
        OutputError: They cannot be written.
    """
    for text in texts:
        line(text)


def data(text: str | bytes) -> None:
    """Write what programs read to standard output, as it is.

    Raises:
        OutputError: It cannot be written.
    """
    with contextlib.suppress(ReaderGone), _checked():
        sys.stdout.buffer.write(encodable(text).encode() if isinstance(text, str) else text)
        if sys.stdout.isatty():
            sys.stdout.buffer.flush()


def stream() -> IO[bytes]:
    """Return standard output as a stream of data, whose methods raise as `data` does.

    They also raise `ReaderGone`, so that long work ends for which there is no reader left.
    """
    return cast("IO[bytes]", _Stream())


def flush() -> None:
    """Hand on what was written to standard output so far.

    Raises:
        OutputError: It cannot be written.
    """
    with contextlib.suppress(ReaderGone), _checked():
        sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Write a line for people to standard error, if anything can be written there."""
    _to_standard_error(f"{harmless(text)}\n")


def progress(text: str) -> None:
    """Write a line for people to standard error that the next one takes the place of."""
    _to_standard_error(_OVER + harmless(text))


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def shows_progress() -> bool:
    """Return whether standard error is a terminal, where people see how far work has got."""
    return sys.stderr.isatty()


def apart(text: str) -> str:
    """Return a text that cannot turn the line around it, on a terminal; elsewhere as it is."""
    return isolated(text) if text and is_terminal() else text


class _Stream(io.BufferedIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        with _checked():
            return sys.stdout.buffer.write(data)
        raise AssertionError

    def flush(self) -> None:
        with _checked():
            sys.stdout.buffer.flush()


@contextlib.contextmanager
def _checked() -> Iterator[None]:
    """Turn a failure to write standard output into one that names it."""
    try:
        yield
    except BrokenPipeError:
        _discard(sys.stdout)
        raise ReaderGone from None
    except OSError as error:
        _discard(sys.stdout)
        raise OutputError(message("error.stdout", reason=reason_of_system(error))) from error


def _to_standard_error(text: str) -> None:
    try:
        sys.stderr.buffer.write(text.encode())
        sys.stderr.buffer.flush()
    except OSError:
        _discard(sys.stderr)


def _discard(stream: IO[str]) -> None:
    """Lead a stream nowhere: the interpreter would otherwise try again as it ends, and complain."""
    with contextlib.suppress(OSError):  # the stream of a test has no descriptor
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
