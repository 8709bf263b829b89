"""`diplograph bulk`."""

from __future__ import annotations

import argparse
from pathlib import Path

from diplograph.building.build import ensure_built
from diplograph.cli.common import open_project
from diplograph.cli.text import say
from diplograph.exporting.bulk import write_bulk
from diplograph.files import replacing_folder


def run(options: argparse.Namespace) -> int:
    """Write the parts for a loader, and print the commands that load them."""
    project = open_project(options)
    ensure_built(project)
    path = Path(options.folder)
    with replacing_folder(path) as temporary:
        commands = write_bulk(project, temporary, options.store, size=options.part_size * 1_000_000)
    if not options.quiet:
        print(say("exported", options.lang, file=path))
        for command in commands:
            print(f"  {command}")
    return 0
