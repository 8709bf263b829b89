"""Hashes of files that are remembered: never the hash of what the file was before."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

import pytest

from diplograph.base.errors import SourceError
from diplograph.base.hashes import FileHashes, read_stamped, stamp_of_own

SECOND = 1_000_000_000


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.ttl"
    path.write_text("before", encoding="utf-8")
    return path


def age(path: Path, seconds: float = 60) -> None:
    """Make a file look as if it had not changed for a while."""
    changed = time.time_ns() - int(seconds * SECOND)
    os.utime(path, ns=(changed, changed))


def remembered(tmp_path: Path, file: Path) -> FileHashes:
    """Read a file, keep its hash, and read the kept ones again."""
    kept = FileHashes(tmp_path / "hashes.json")
    kept.hash_of("a", file)
    kept.save()
    return FileHashes(tmp_path / "hashes.json")


def is_read(hashes: FileHashes, file: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Return whether the file is read for its hash."""
    read = []
    monkeypatch.setattr(FileHashes, "note", lambda *_: read.append(True))
    hashes.hash_of("a", file)
    monkeypatch.undo()
    return bool(read)


def test_unchanged_file_is_not_read_again(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(file)
    time.sleep(0.15)  # its rights and name changed just now: it could have been edited within the same tick
    hashes = remembered(tmp_path, file)
    assert not is_read(hashes, file, monkeypatch)
    assert hashes.hash_of("a", file) == sha256("before")


def test_file_that_had_just_changed_is_read_again(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of the same size within one tick of the file system's clock would leave the times as they are."""
    file.write_text("before", encoding="utf-8")
    assert is_read(remembered(tmp_path, file), file, monkeypatch)


@pytest.mark.parametrize("is_restored", [False, True])
def test_edit_of_the_same_size_is_seen_though_its_time_is_put_back(
    is_restored: bool, tmp_path: Path, file: Path
) -> None:
    age(file)
    time.sleep(0.15)
    before = file.stat()
    hashes = remembered(tmp_path, file)
    file.write_text("behind", encoding="utf-8")
    if is_restored:
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert hashes.hash_of("a", file) == sha256("behind")


def test_another_file_in_its_place_is_seen(tmp_path: Path, file: Path) -> None:
    age(file)
    hashes = remembered(tmp_path, file)
    other = tmp_path / "other"
    other.write_text("behind", encoding="utf-8")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)
    assert hashes.hash_of("a", file) == sha256("behind")


def test_open_file_keeps_its_hash_when_another_takes_its_place(tmp_path: Path, file: Path) -> None:
    hashes = FileHashes(tmp_path / "hashes.json")
    with file.open("rb") as stream:
        (tmp_path / "other").write_text("behind", encoding="utf-8")
        (tmp_path / "other").replace(file)
        assert hashes.hash_of_open("a", stream) == sha256("before")
    assert hashes.hash_of("a", file) == sha256("behind")


def test_hash_is_of_the_bytes_that_were_read(file: Path) -> None:
    data, stamp = read_stamped(file)
    file.write_text("behind", encoding="utf-8")
    assert stamp.sha256 == hashlib.sha256(data).hexdigest() == sha256("before")


def test_own_file_is_known_at_once(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = stamp_of_own(file, file.stat().st_ino, sha256("before"))
    assert stamp is not None
    hashes = FileHashes(tmp_path / "hashes.json")
    hashes.note("a", stamp)
    assert not is_read(hashes, file, monkeypatch)


def test_own_file_that_was_replaced_is_not_known(file: Path) -> None:
    assert stamp_of_own(file, file.stat().st_ino + 1, sha256("before")) is None


@pytest.mark.parametrize(
    "damage", ["", "[1", "[]", '{"format": 0}', '{"format": 1}', '{"format": 1, "files": {"a": [1]}}']
)
def test_damaged_memory_is_no_memory(damage: str, tmp_path: Path, file: Path) -> None:
    (tmp_path / "hashes.json").write_text(damage, encoding="utf-8")
    assert FileHashes(tmp_path / "hashes.json").hash_of("a", file) == sha256("before")


def test_nothing_is_written_where_nothing_was_learnt(tmp_path: Path) -> None:
    FileHashes(tmp_path / "hashes.json").save()
    assert not (tmp_path / "hashes.json").exists()


def test_memory_that_cannot_be_kept_is_no_failure(tmp_path: Path, file: Path) -> None:
    hashes = FileHashes(tmp_path / "a.ttl" / "hashes.json")
    hashes.hash_of("a", file)
    hashes.save()


def test_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    with pytest.raises(SourceError, match=r"pipe\.ttl: cannot be read: not a regular file"):
        read_stamped(tmp_path / "pipe.ttl")


def test_kept_hashes_are_json(tmp_path: Path, file: Path) -> None:
    remembered(tmp_path, file)
    assert json.loads((tmp_path / "hashes.json").read_bytes())["files"]["a"][-1] == sha256("before")
