"""`diplograph export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from diplograph.base.errors import OutputError
from diplograph.base.files import replacing, replacing_folder, replacing_path
from diplograph.interfaces.cli.common import open_project, progress_of
from diplograph.interfaces.cli.text import say
from diplograph.publishing.formats.catalogue import FORMATS, Target, find_format, write
from diplograph.snapshot.build import ensure_built
from diplograph.sources.project import Project


def run(options: argparse.Namespace) -> int:
    """Write the graph in one format, or list the formats."""
    if options.list:
        width = max(len(name) for name in FORMATS)
        for format in FORMATS.values():
            print(f"{format.name:<{width}}  {format.summary[options.lang]}")
        return 0
    if options.format is None:
        raise OutputError("which format? --list names them")
    format = find_format(options.format)
    project = open_project(options)
    ensure_built(project)
    tell = None if options.output is None else progress_of(format.name, options)
    given = {
        "graph": _graph(project, options.graph),
        "evidence": options.evidence,
        "network": options.network,
        "tell": tell,
    }
    if "language" in format.options:
        given["language"] = options.lang
    if options.output is None:
        if format.target is not Target.STREAM:
            raise OutputError(f"{format.name} does not fit a pipe: say where to with -o")
        write(format, project, sys.stdout.buffer, **given)
        return 0
    path = Path(options.output)
    if format.target is Target.STREAM:
        with replacing(path) as stream:
            write(format, project, stream, **given)
    else:
        keep = replacing_folder if format.target is Target.FOLDER else replacing_path
        with keep(path) as temporary:
            write(format, project, temporary, **given)
    if not options.quiet:
        print(say("exported", options.lang, file=path))
    return 0


def _graph(project: Project, name: str | None) -> str | None:
    """Give the IRI of a named graph that may be given by its name."""
    return name if name is None or "://" in name else project.graph(name)
