"""Finding files: none is left out in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from diplograph.base.errors import SourceError
from diplograph.base.finding import find_files


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# text", encoding="utf-8")
    return path


def test_files_are_listed_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["a/b.ttl", "a/c/d.ttl", "a.ttl", "z.ttl"]
    for name in names:
        write(tmp_path / name)
    write(tmp_path / "a" / "b.txt")
    assert find_files(tmp_path, ".ttl") == sorted(tmp_path / name for name in names)


def test_links_to_folders_are_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "a.ttl")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "link").symlink_to(tmp_path / "elsewhere")
    assert find_files(tmp_path / "data", ".ttl") == [tmp_path / "data" / "link" / "a.ttl"]


@pytest.mark.parametrize("target", ["..", ".", "../.."])
def test_loop_is_refused(target: str, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "back").symlink_to(target)
    with pytest.raises(SourceError, match="back: a link leads back"):
        find_files(tmp_path / "data", ".ttl")


def test_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "self").symlink_to("self")
    with pytest.raises(SourceError):
        find_files(tmp_path, ".ttl")


@pytest.mark.parametrize("name", ["facts", "a.ttl"])
def test_link_that_leads_nowhere_is_refused(name: str, tmp_path: Path) -> None:
    """It may have been a folder with facts."""
    (tmp_path / name).symlink_to(tmp_path / "gone")
    with pytest.raises(SourceError, match=f"{name}: a link that leads nowhere"):
        find_files(tmp_path, ".ttl")


def test_unreadable_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file system lets root read everything, so that its refusal is put in here."""
    write(tmp_path / "secret" / "a.ttl")
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "secret":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("diplograph.base.finding.os.scandir", refuse)
    with pytest.raises(SourceError, match="secret: cannot be read: Permission denied"):
        find_files(tmp_path, ".ttl")
