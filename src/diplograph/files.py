"""Reading text and writing files so that nothing is lost or half written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from diplograph.errors import OutputError, SourceError

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, with or without a byte order mark.

    Raises:
        SourceError: The file cannot be read, is empty, or is not UTF-8; the last names the line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=path) from error
    if not data.strip():
        raise SourceError("the file is empty", path=path)
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError("the file is not UTF-8: save it in that encoding", path=path, line=line) from error


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file under a temporary name and rename it when all is written.

    What stood at ``path`` stays until the new file is complete on disk; after a failure, and even
    after a kill in mid-write, it is still there, whole.

    Raises:
        OutputError: The file could not be written, for instance because the disk is full.

    Example:
        >>> import tempfile
        >>> target = Path(tempfile.mkdtemp()) / "out.txt"
        >>> with replacing(target) as stream:
        ...     _ = stream.write(b"whole")
        >>> target.read_bytes()
        b'whole'
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", path=path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _umask() -> int:
    """Give the mask that new files get; asking for it means setting it for a moment."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
