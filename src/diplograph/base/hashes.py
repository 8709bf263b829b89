"""The SHA-256 of files, remembered by size and times of change: an unchanged file is not read again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from typing import IO, Final, NamedTuple

from diplograph.base.errors import OutputError
from diplograph.base.files import opened, replacing

_FORMAT: Final = 1
_READ_AT_ONCE: Final = 1 << 20
_SECOND: Final = 1_000_000_000
_TICK: Final = _SECOND // 10  # clocks of file systems lag behind that of the processor by some milliseconds


class Stamp(NamedTuple):
    """What is known of a file whose bytes were read.

    Attributes:
        size: Its size.
        modified: When its content last changed, in nanoseconds.
        changed: When its content, name or rights last changed.
        inode: Its number in the file system; a file put in its place has another.
        seen: When reading began.
        sha256: The hash of what was read.
    """

    size: int
    modified: int
    changed: int
    inode: int
    seen: int
    sha256: str

    def is_of(self, found: os.stat_result) -> bool:
        """Return whether a file is certainly still what was read.

        One that had changed just before it was read could change again within one tick of the file system's
        clock, and its times would be the same.
        """
        same = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino) == self[:4]
        is_coarse = self.modified % _SECOND == 0  # the file system may keep times in steps of two seconds
        return same and max(self.modified, self.changed) < self.seen - (2 * _SECOND if is_coarse else _TICK)


def stamped(found: os.stat_result, seen: int, sha256: str) -> Stamp:
    """Return the stamp of a file.

    Args:
        found: What the file system told of it before it was read.
        seen: When that was, in nanoseconds.
        sha256: The hash of what was read.
    """
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, seen, sha256)


def stamp_of_own(path: Path, inode: int, sha256: str) -> Stamp | None:
    """Return the stamp of a file that was just put in place whole, and that is only ever replaced whole.

    Returns:
        None where another file has taken its place already.
    """
    found = path.stat()
    seen = found.st_ctime_ns + 3 * _SECOND  # nobody changes it in place within a tick
    return stamped(found, seen, sha256) if found.st_ino == inode else None


def read_stamped(path: Path) -> tuple[bytes, Stamp]:
    """Read a file and take the hash of what was read.

    Raises:
        SourceError: The file cannot be read, or is not a regular file.
    """
    seen = time.time_ns()
    with opened(path) as stream:
        found = os.fstat(stream.fileno())
        data = stream.read()
    return data, stamped(found, seen, hashlib.sha256(data).hexdigest())


class FileHashes:
    """The hashes of some files, kept in a file of their own; without it all are only slower.

    Args:
        path: Where they are kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamps: dict[str, Stamp] = {}
        self._is_changed = False
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            kept = json.loads(path.read_bytes())
            if kept["format"] == _FORMAT:
                self._stamps = {name: Stamp(*values) for name, values in kept["files"].items()}

    def note(self, name: str, stamp: Stamp) -> None:
        """Remember the hash of a file."""
        self._stamps[name] = stamp
        self._is_changed = True

    def hash_of(self, name: str, path: Path) -> str:
        """Return the hash of a file, which is read only if it is not certain that it is unchanged.

        Raises:
            SourceError: The file cannot be read.
        """
        with opened(path) as stream:
            return self.hash_of_open(name, stream)

    def hash_of_open(self, name: str, stream: IO[bytes]) -> str:
        """Return the hash of an open file, whatever stands in its place now; it is read from its start.

        Raises:
            OSError: The file cannot be read.
        """
        seen = time.time_ns()
        found = os.fstat(stream.fileno())
        known = self._stamps.get(name)
        if known is not None and known.is_of(found):
            return known.sha256
        stream.seek(0)
        digest = hashlib.sha256()
        while piece := stream.read(_READ_AT_ONCE):
            digest.update(piece)
        self.note(name, stamped(found, seen, digest.hexdigest()))
        return digest.hexdigest()

    def save(self) -> None:
        """Keep what was learnt, if anything was and the folder can be written to."""
        if not self._is_changed:
            return
        kept = {"format": _FORMAT, "files": dict(sorted(self._stamps.items()))}
        with contextlib.suppress(OutputError), replacing(self._path) as stream:
            stream.write(json.dumps(kept, ensure_ascii=False).encode())
        self._is_changed = False
