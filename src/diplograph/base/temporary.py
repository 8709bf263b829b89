"""Temporary folders that a killed run does not leave for ever.

Each stands beside its target and is locked as long as its run lives. A killed run leaves it without the lock:
the next run that writes in the same folder removes it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from diplograph.base.locks import Lock, locked

_SUFFIX: Final = ".diplograph"
_LONGEST: Final = 100  # letters of a name that temporary ones repeat
_RANDOM: Final = 8  # letters that `tempfile` draws
_NAME: Final = re.compile(rf"\..+\.[a-z0-9_]{{{_RANDOM}}}{re.escape(_SUFFIX)}", re.DOTALL)

OLD: Final = "old"
"""What a temporary folder calls the folder that stood at its target, while that is replaced."""


def is_temporary(name: str) -> bool:
    """Return whether a folder is called as those of `temporary_folder` are.

    Example:
        >>> is_temporary(".graph.nq.k3_a9xyz.diplograph"), is_temporary(".graph.nq.diplograph")
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
    sweep(target.parent, target)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(target), suffix=_SUFFIX, dir=target.parent))
        try:
            with locked(folder) as lock:
                if lock is not Lock.THEIRS:  # else another run swept it before it was locked
                    yield folder
                    return
        finally:  # an interruption may come before the lock
            _remove(folder, target)


def temporary_place() -> Path:
    """Return the folder for files that are gone when a command ends.

    `tempfile.gettempdir` tries its choice out by a file, which a kill would leave there: it is asked last.
    """
    named = [os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")]
    places = (Path(name) for name in (*named, "/tmp") if name)
    return next((p for p in places if os.access(p, os.W_OK | os.X_OK)), None) or Path(tempfile.gettempdir())


def sweep(folder: Path, target: Path | None = None) -> None:
    """Remove what killed runs left in a folder.

    Args:
        folder: The folder; it may be missing.
        target: What is written there now: what stood in its place is put back, should nothing stand there.
    """
    with contextlib.suppress(OSError):
        for left in [path for path in folder.iterdir() if is_temporary(path.name)]:
            with contextlib.suppress(OSError), locked(left) as lock:
                if lock is Lock.OURS and left.lstat().st_uid == os.geteuid() and not left.is_symlink():
                    if target is not None and left.name[: -_RANDOM - len(_SUFFIX)] == _prefix(target):
                        _remove(left, target)
                    elif not (left / OLD).exists():
                        shutil.rmtree(left, ignore_errors=True)


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
