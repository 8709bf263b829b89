"""Reading text and writing files so that nothing is lost or half written.

What is written stands in a temporary folder beside its target until it is whole
(`diplograph.base.temporary`).
"""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import errno
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Final

from diplograph.base.errors import OutputError, SourceError, reason_of_system
from diplograph.base.messages import message
from diplograph.base.temporary import OLD, is_temporary, temporary_folder

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux: renameat2(2)
_DECODED_AT_ONCE: Final = 1 << 20


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a regular file to be read; a pipe would wait for ever, and a device might never end.

    Raises:
        SourceError: The file cannot be read, then or later, or is not a regular file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise SourceError(message("error.not-regular"), path=path)
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise SourceError(message("error.unreadable", reason=reason_of_system(error)), path=path) from error


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises:
        SourceError: As `opened`.
    """
    with opened(path) as stream:
        return stream.read()


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, with or without a byte order mark.

    Raises:
        SourceError: The file cannot be read, is empty, or is not UTF-8; the last names the line.
    """
    return checked_utf8(read_bytes(path), path).decode()


def checked_utf8(data: bytes, path: Path) -> bytes:
    """Return the bytes of a text file without their byte order mark, checked to be UTF-8.

    Raises:
        SourceError: The file is empty, or is not UTF-8; the last names the line.
    """
    if not data.strip():
        raise SourceError(message("error.empty"), path=path)
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        for start in range(0, len(data), _DECODED_AT_ONCE):
            decoder.decode(data[start : start + _DECODED_AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, _first_not_utf8(data)) + 1
        raise SourceError(message("error.not-utf-8"), path=path, line=line) from None
    return data


def _first_not_utf8(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a stream whose bytes become the file at ``path`` when all is written.

    What stood at ``path`` stays until the new file is complete on disk; after a failure, and even after a
    kill in mid-write, it is still there, whole. A symbolic link stays: the file that it points to is
    replaced. A device or a FIFO is written through.

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
    if _is_special(path):
        with _reported(path), path.open("wb") as stream:
            yield stream
        return
    with replacing_path(path) as temporary, temporary.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """Yield a temporary path for what is written by name; it is renamed to ``path`` when all is written.

    The new file has the rights of the old one.

    Raises:
        OutputError: The file could not be written, or ``path`` is a device or a FIFO.
    """
    if _is_special(path):
        raise OutputError(message("error.not-regular-output"), path=path)
    with _reported(path), temporary_folder(target := Path(os.path.realpath(path))) as folder:
        mode = _mode_of(target)
        yield folder / path.name
        if mode is not None:
            os.chmod(folder / path.name, mode)
        os.replace(folder / path.name, target)


@contextlib.contextmanager
def replacing_folder(path: Path, *, ours: Collection[str] = ()) -> Iterator[Path]:
    """Yield a temporary folder that takes the place of ``path`` when all is written.

    Only an empty folder, or one that has the files of the new one and no others, is replaced: a folder of the
    reader's own is never emptied. Where the system can exchange two folders, ``path`` is never absent.

    Args:
        path: The folder.
        ours: Names of files that may go too, since they were written before in the same way.

    Raises:
        OutputError: The folder could not be written, or holds other files.
    """
    with _reported(path), temporary_folder(path) as temporary:
        new = temporary / "new"
        new.mkdir()
        yield new
        if not path.exists() and not path.is_symlink():
            os.replace(new, path)
            return
        _refuse_others(path, {entry.name for entry in new.iterdir()} | set(ours))
        if not _exchange(new, path):
            os.replace(path, temporary / OLD)
            os.replace(new, path)


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary folder whose files are those of ``path`` when all is written.

    Only what is missing or empty is written into; a repository of git without files counts as empty. A folder
    that is there stays the same one, since a shell may be in it.

    Raises:
        OutputError: The folder could not be written, or is not empty.
    """
    is_there = os.path.lexists(path)
    with _reported(path):
        if is_there:
            _refuse_filled(path)
        with temporary_folder(path / "new" if is_there else path) as temporary:
            new = temporary / "new"
            new.mkdir()
            yield new
            if is_there:
                _move_entries(new, path)
            else:
                os.rename(new, path)


def _refuse_filled(path: Path) -> None:
    if not path.is_dir():
        raise OutputError(message("error.not-a-folder-output"), path=path)
    for entry in sorted(path.iterdir()):
        if entry.name != ".git" and not is_temporary(entry.name):
            raise OutputError(message("error.not-empty", file=entry.name), path=path)


def _move_entries(source: Path, target: Path) -> None:
    """Move all that is in one folder into another, or nothing."""
    moved: list[str] = []
    try:
        for name in sorted(os.listdir(source)):
            os.rename(source / name, target / name)
            moved.append(name)
    except BaseException:
        for name in moved:
            os.rename(target / name, source / name)
        raise


def _mode_of(path: Path) -> int | None:
    """Return the rights of a file that is to be replaced, which the new one gets; None where there is none.

    Raises:
        PermissionError: Nobody may write to it.
    """
    if not path.exists():
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return stat.S_IMODE(path.stat().st_mode)


def _is_special(path: Path) -> bool:
    """Return whether a path names something to write into that is not a regular file."""
    if path.parts[:2] in (
        ("/", "dev"),
        ("/", "proc"),
    ):  # /dev/stdout may lead to a file: it stays open elsewhere
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turn failures of the system into one that names the target."""
    try:
        yield
    except OSError as error:
        raise OutputError(message("error.unwritable", reason=reason_of_system(error)), path=path) from error


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether the system can."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0


def _refuse_others(path: Path, names: set[str]) -> None:
    if not path.is_dir() or path.is_symlink():
        raise OutputError(message("error.not-a-folder-output"), path=path)
    if others := sorted(entry.name for entry in path.iterdir() if entry.name not in names):
        raise OutputError(message("error.foreign-file", file=others[0]), path=path)
