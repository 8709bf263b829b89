"""Temporary folders that a killed run does not leave for ever.

Each stands beside its target and is locked as long as its run lives. A killed run leaves it without the lock:
the next run that writes the same target removes it.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from diplograph.base.locks import Lock, locked

_SUFFIX: Final = ".tmp"
_LONGEST: Final = 100  # letters of a name that temporary ones repeat
_RANDOM: Final = 8  # letters that `tempfile` draws
_NAME: Final = re.compile(rf"\..+\.[a-z0-9_]{{{_RANDOM}}}{re.escape(_SUFFIX)}", re.DOTALL)

OLD: Final = "old"
"""What a temporary folder calls the folder that stood at its target, while that is replaced."""


def is_temporary(name: str) -> bool:
    """Return whether a folder is called as those of `temporary_folder` are.

    Example:
        >>> is_temporary(".graph.nq.k3_a9xyz.tmp"), is_temporary("graph.nq.tmp")
        (True, False)
    """
    return _NAME.fullmatch(name) is not None


@contextlib.contextmanager
def temporary_folder(target: Path) -> Iterator[Path]:
    """Yield a folder beside a target, and remove it afterwards, with those that killed runs left.

    Raises:
        OSError: The folder cannot be made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(target), suffix=_SUFFIX, dir=target.parent))
        try:
            with locked(folder) as lock:
                if lock is not Lock.THEIRS:  # else another run swept it before it was locked
                    yield folder
                    return
        finally:  # an interruption may come before the lock
            _remove(folder, target)


def sweep(target: Path) -> None:
    """Remove the temporary folders of runs that were killed while they wrote a target."""
    for folder in target.parent.glob(f"{glob.escape(_prefix(target))}{'[!.]' * _RANDOM}{_SUFFIX}"):
        with contextlib.suppress(OSError), locked(folder) as lock:
            if lock is Lock.OURS and folder.lstat().st_uid == os.geteuid() and not folder.is_symlink():
                _remove(folder, target)


def _prefix(target: Path) -> str:
    name = target.name
    if len(name) > _LONGEST:
        name = name[:_LONGEST] + hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
    return f".{name}."


def _remove(folder: Path, target: Path) -> None:
    """Remove a temporary folder; what stood at the target is put back where nothing took its place."""
    old = folder / OLD
    if old.exists() and not target.exists():
        with contextlib.suppress(OSError):
            os.replace(old, target)
    shutil.rmtree(folder, ignore_errors=True)
