"""Cutting a file of lines into compressed parts, several at a time.

Compressing and hashing leave Python's lock alone, so threads use all cores, and a kill leaves no process
behind.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BLOCK: Final = 1 << 20
_GZIP: Final = 31
"""The window of zlib that writes gzip, without name and time: the same lines give the same bytes."""

Rewrite = Callable[[bytes], bytes]
"""What is done to a block of whole lines before it is written; it keeps their number."""


@dataclass(frozen=True, slots=True)
class Part:
    """A compressed part.

    Attributes:
        name: The name of its file.
        size: Its bytes.
        sha256: Its SHA-256, in hexadecimal digits.
        lines: How many lines it holds.
        uncompressed: How many bytes they are.
    """

    name: str
    size: int
    sha256: str
    lines: int
    uncompressed: int


def cut(path: Path, bound: int, start: int = 0) -> list[tuple[int, int]]:
    r"""Cut a file between lines into spans of at most a number of bytes.

    A line that is longer is a span by itself.

    Args:
        path: The file; its last line ends with a line break.
        bound: How many bytes a span may have.
        start: Where to begin.

    Returns:
        Where each span begins and where it ends.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "lines"
        >>> _ = path.write_bytes(b"a\nbb\nccccccc\nd\n")
        >>> cut(path, 5)
        [(0, 5), (5, 13), (13, 15)]
    """
    size = path.stat().st_size
    spans: list[tuple[int, int]] = []
    if start >= size:
        return spans
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        while start < size:
            end = size if size - start <= bound else content.rfind(b"\n", start, start + bound) + 1
            if end <= start:
                end = content.find(b"\n", start) + 1 or size
            spans.append((start, end))
            start = end
    return spans


def compress_parts(
    source: Path,
    spans: list[tuple[int, int]],
    targets: list[Path],
    *,
    rewrite: Rewrite | None = None,
    workers: int | None = None,
) -> Iterator[Part]:
    """Compress spans of a file with gzip, several at a time.

    Args:
        source: The file.
        spans: Where each part begins and ends, between lines.
        targets: Where each goes.
        rewrite: What is done to the lines before.
        workers: How many at a time; by default as many as there are cores.

    Yields:
        The parts, as they are done.

    Raises:
        OSError: One cannot be read or written; then the others are given up.
    """
    stop = threading.Event()
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        try:
            jobs = [
                pool.submit(_compress, source, span, target, rewrite, stop)
                for span, target in zip(spans, targets, strict=True)
            ]
            for job in as_completed(jobs):
                yield job.result()
        finally:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)


def _compress(
    source: Path, span: tuple[int, int], target: Path, rewrite: Rewrite | None, stop: threading.Event
) -> Part:
    """Compress one span."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    digest = hashlib.sha256()
    lines, uncompressed = 0, 0
    with source.open("rb") as read, target.open("wb") as written:
        read.seek(span[0])
        while read.tell() < span[1] and not stop.is_set():
            block = read.read(min(_BLOCK, span[1] - read.tell()))
            if not block.endswith(b"\n"):
                block += read.readline()
            if rewrite is not None:
                block = rewrite(block)
            lines += block.count(b"\n")
            uncompressed += len(block)
            packed = packer.compress(block)
            digest.update(packed)
            written.write(packed)
        packed = packer.flush()
        digest.update(packed)
        written.write(packed)
        written.flush()
        os.fsync(written.fileno())
        size = written.tell()
    return Part(target.name, size, digest.hexdigest(), lines, uncompressed)
