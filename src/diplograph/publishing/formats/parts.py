"""A graph split into its named graphs, on disk, so that formats that write one graph after the other can."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from diplograph.base.errors import OutputError, reason_of_system
from diplograph.base.messages import message
from diplograph.base.temporary import temporary_folder, temporary_place
from diplograph.publishing.formats.statements import split

_BUFFER: Final = 4_000_000
"""How many bytes wait in memory, over all graphs, before they are written."""


@contextlib.contextmanager
def by_graph(lines: Iterable[bytes]) -> Iterator[dict[bytes, Path]]:
    """Yield the file of each graph's lines, by the graph as a term, sorted; empty for the default graph.

    The files are N-Quads in the order of the lines, and gone afterwards. There may be more graphs than a
    process may open files.

    Raises:
        OutputError: The temporary files cannot be written.
    """
    with temporary_folder(temporary_place() / "graphs") as folder:
        files: dict[bytes, Path] = {}
        waiting: dict[bytes, list[bytes]] = defaultdict(list)
        size = 0
        for line in lines:
            waiting[split(line)[3]].append(line)
            size += len(line)
            if size >= _BUFFER:
                _flush(waiting, files, folder)
                size = 0
        _flush(waiting, files, folder)
        yield dict(sorted(files.items()))


def _flush(waiting: dict[bytes, list[bytes]], files: dict[bytes, Path], folder: Path) -> None:
    for name, lines in waiting.items():
        path = files.setdefault(name, folder / str(len(files)))
        try:
            with path.open("ab") as stream:
                stream.writelines(lines)
        except OSError as error:
            raise OutputError(
                message("error.unwritable", reason=reason_of_system(error)), path=path
            ) from error
    waiting.clear()
