"""Finding the files of a folder: none is left out in silence, and what cannot be read is refused by name."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from diplograph.base.errors import SourceError, reason_of_system
from diplograph.base.messages import message
from diplograph.base.temporary import is_temporary


def find_files(folder: Path, suffix: str, *, mistaken: Collection[str] = ()) -> list[Path]:
    """List the files below a folder whose names end in something, in the order of their paths.

    Links to folders are followed, and hidden files are files like others. Upper and lower case of the ending
    are the same.

    Args:
        folder: The folder.
        suffix: The ending, in lower case.
        mistaken: Endings of files that a reader of the folder would expect to be read and that are not: such
            a file is refused.

    Raises:
        SourceError: A folder cannot be read, a link leads nowhere or back to a folder that it lies in, what
            has the ending is not a regular file, or its name is not UTF-8.
    """
    found = sorted(_files(folder, suffix, tuple(mistaken), ()))
    for path in found:
        try:
            os.fspath(path.relative_to(folder)).encode()
        except UnicodeEncodeError as error:
            raise SourceError(message("error.name-not-utf-8"), path=path) from error
    return found


def is_present(path: Path) -> bool:
    """Return whether a folder has an entry of that name, be it readable or not, or a link that leads nowhere.

    Raises:
        SourceError: This cannot be known, since a folder above it may not be searched.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unreadable(path, error) from error
    return True


def is_folder(path: Path) -> bool:
    """Return whether a path names a folder; False where nothing is there.

    Raises:
        SourceError: It names something else, leads nowhere, or a folder above it may not be searched.
    """
    if not is_present(path):
        return False
    try:
        found = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError as error:
        raise SourceError(message("error.link-nowhere"), path=path) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if not found:
        raise SourceError(message("error.not-a-folder"), path=path)
    return True


def _files(folder: Path, suffix: str, mistaken: tuple[str, ...], above: tuple[str, ...]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in above:
        raise SourceError(message("error.link-loop"), path=folder)
    try:
        with os.scandir(folder) as found:
            entries = [
                (Path(entry.path), entry.is_dir(), entry.is_file(), entry.is_symlink()) for entry in found
            ]
    except OSError as error:
        raise _unreadable(folder, error) from error
    for path, is_folder, is_file, is_link in entries:
        name = path.name.lower()
        if is_folder:
            if is_temporary(path.name):  # of a run that writes here now, or was killed while it did
                continue
            yield from _files(path, suffix, mistaken, (*above, real))
        elif is_link and not os.path.exists(path):
            raise SourceError(message("error.link-nowhere"), path=path)
        elif name.endswith(mistaken):
            raise SourceError(message("error.not-read", suffix=suffix), path=path)
        if name.endswith(suffix):
            if not is_file:
                raise SourceError(message("error.not-regular"), path=path)
            yield path


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(message("error.unreadable", reason=reason_of_system(error)), path=path)
