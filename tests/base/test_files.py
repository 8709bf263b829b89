"""Writing: whole or not at all, into what the reader named and nothing else, with no litter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.base import files
from diplograph.base.errors import OutputError, SourceError
from diplograph.base.files import checked_utf8, new_folder, replacing, replacing_folder, replacing_path

KILLED = """
import os, signal, sys
from pathlib import Path
from diplograph.base import files
path, how, when = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = 0
def count(event, arguments):
    global seen
    if event in ("os.rename", "os.mkdir", "open", "os.listdir", "shutil.rmtree", "os.rmdir", "os.remove"):
        seen += 1
        if seen == when:
            os.kill(os.getpid(), signal.SIGKILL)
if how == "no-exchange":
    files._exchange = lambda one, other: False
sys.addaudithook(count)
if how == "file":
    with files.replacing(path) as stream:
        stream.write(b"new")
else:
    with files.replacing_folder(path) as folder:
        (folder / "one.txt").write_text("new")
print(seen)
"""


def listing(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "real" / "graph.nq", tmp_path / "link.nq"
    target.parent.mkdir()
    target.write_text("old")
    link.symlink_to(target)
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    with replacing_path(link) as temporary:
        temporary.write_text("newer")
    assert link.is_symlink()
    assert target.read_text() == "newer"


def test_link_to_nothing_makes_the_file_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_fifo_is_written_through(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()))
    reader.start()
    with replacing(fifo) as stream:
        stream.write(b"through")
    reader.join()
    assert read == [b"through"]
    assert fifo.is_fifo()


def test_device_is_written_through_or_refused() -> None:
    with replacing(Path("/dev/null")) as stream:
        stream.write(b"gone")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(OutputError, match="not a regular file"), replacing_path(Path("/dev/null")):
        pass
    with pytest.raises(OutputError), replacing(Path("/dev/full")) as stream:
        stream.write(b"x")


def test_failure_leaves_what_was_there_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises(TypeError), replacing(path) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item]
    assert path.read_text() == "old"
    assert listing(tmp_path) == ["out"]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["file", "folder", "no-exchange"])
def test_kill_at_any_step_leaves_a_whole_output_and_the_next_run_no_litter(tmp_path: Path, how: str) -> None:
    path = tmp_path / "out"
    content = path if how == "file" else path / "one.txt"
    for when in range(1, 60):
        if how != "file":
            path.mkdir(exist_ok=True)
        content.write_text("old")
        command = [sys.executable, "-c", KILLED, str(path), how, str(when)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if (
            how != "no-exchange"
        ):  # without an exchange there is a moment in which the folder is in neither place
            assert content.read_text() in ("old", "new")
        subprocess.run([*command[:-1], "0"], check=True, capture_output=True)
        assert content.read_text() == "new"
        assert listing(tmp_path) == ["out"]
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    else:
        pytest.fail("the run was killed at each of many steps and never ended")
    assert when > 3


def test_folder_that_a_killed_run_moved_away_is_put_back(tmp_path: Path) -> None:
    other = tmp_path / ".out.txt.abcdefgh.diplograph"  # of another target
    (other / "old").mkdir(parents=True)
    left = tmp_path / ".out.abcdefgh.diplograph"
    (left / "old").mkdir(parents=True)
    (left / "old" / "one.txt").write_text("old")
    with pytest.raises(ZeroDivisionError), replacing_folder(tmp_path / "out"):
        raise ZeroDivisionError
    assert (tmp_path / "out" / "one.txt").read_text() == "old"
    assert listing(tmp_path) == [other.name, "out"]


def test_folder_in_use_by_another_run_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with replacing(path) as first:
        first.write(b"first")
        with replacing(path) as second:
            second.write(b"second")
    assert path.read_bytes() == b"first"
    assert listing(tmp_path) == ["out"]


def test_folder_with_other_files_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.mkdir()
    (path / "diary.txt").write_text("mine")
    with pytest.raises(OutputError, match="holds diary"), replacing_folder(path) as folder:
        (folder / "one.txt").write_text("new")
    assert (path / "diary.txt").read_text() == "mine"


def test_folder_is_exchanged_where_the_system_can(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    if not files._exchange(one, other):
        pytest.skip("this system cannot exchange two folders")
    assert (one / "name").read_text() == "other"


def make_new(path: Path, names: str, meanwhile: Callable[[], object]) -> None:
    with new_folder(path) as folder:
        for name in names:
            (folder / name).mkdir()
        meanwhile()


def test_new_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        make_new(tmp_path / "a" / "new", "ab", lambda: 1 / 0)
    assert not any((tmp_path / "a").iterdir())


def test_empty_folder_is_filled_or_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        make_new(tmp_path, "ab", lambda: (tmp_path / "b").write_text("another writes it meanwhile"))
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text() == "another writes it meanwhile"


def test_folder_that_another_fills_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        make_new(tmp_path / "new", "a", lambda: (tmp_path / "new" / "theirs").mkdir(parents=True))
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["new", "new/theirs"]


def test_long_names_have_temporary_ones(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    with replacing(path) as stream:
        stream.write(b"x")
    assert listing(tmp_path) == ["n" * 250]


@pytest.mark.parametrize("at", [0, 1_048_575, 1_048_576, 2_100_000])
def test_line_of_what_is_not_utf8_is_named(at: int) -> None:
    text = b"\n" * at + b"\xff" + b"\n" * 10
    with pytest.raises(SourceError) as caught:
        checked_utf8(b"x" + text, Path("a.ttl"))
    assert caught.value.line == at + 1


def test_character_across_two_pieces_is_whole() -> None:
    text = b"x" * 1_048_575 + "é".encode()
    assert checked_utf8(text, Path("a.ttl")) == text


def test_character_cut_off_at_the_end_is_refused() -> None:
    with pytest.raises(SourceError, match=r"a\.ttl:1: the file is not UTF-8"):
        checked_utf8("é".encode()[:1], Path("a.ttl"))
