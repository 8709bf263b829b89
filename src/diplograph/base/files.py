"""Reading text and writing files so that nothing is lost or half written."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

from diplograph.base.errors import OutputError, SourceError

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


@contextlib.contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path`` for what is written by name; it is renamed when all is written.

    Raises:
        OutputError: The file could not be written.
    """
    folder: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(folder) / path.name
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", path=path) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def replacing_folder(path: Path, *, ours: Collection[str] = ()) -> Iterator[Path]:
    """Give a temporary folder beside ``path`` that takes its place when all is written.

    Only an empty folder, or one that has the files of the new one and no others, is replaced: a folder of the
    reader's own is never emptied.

    Args:
        path: The folder.
        ours: Names of files that may go too, since they were written before in the same way.

    Raises:
        OutputError: The folder could not be written, or holds other files.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        new = temporary / "new"
        new.mkdir()
        yield new
        if path.exists() or path.is_symlink():
            _refuse_others(path, {entry.name for entry in new.iterdir()} | set(ours))
            os.replace(path, temporary / "old")
        os.replace(new, path)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", path=path) from error
    finally:
        if temporary is not None:
            _bring_back(temporary / "old", path)
            shutil.rmtree(temporary, ignore_errors=True)


def _refuse_others(path: Path, names: set[str]) -> None:
    if not path.is_dir() or path.is_symlink():
        raise OutputError("is no folder, and a folder is to be written", path=path)
    if others := sorted(entry.name for entry in path.iterdir() if entry.name not in names):
        raise OutputError(f"holds {others[0]}, which is not of this export: name another folder", path=path)


def _bring_back(old: Path, path: Path) -> None:
    """Put an old folder back where the new one could not take its place."""
    if old.exists() and not path.exists():
        with contextlib.suppress(OSError):
            os.replace(old, path)
