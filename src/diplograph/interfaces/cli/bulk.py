"""`diplograph bulk`."""

from __future__ import annotations

import argparse
from pathlib import Path

from diplograph.base.files import replacing_folder
from diplograph.interfaces.cli.common import open_project, progress_of
from diplograph.interfaces.cli.text import say
from diplograph.publishing.bulk.export import SCRIPT, ours, write_bulk
from diplograph.snapshot.build import ensure_built


def run(options: argparse.Namespace) -> int:
    """Write the folder for a store's bulk loader, whole or not at all, and say how it is loaded."""
    project = open_project(options)
    ensure_built(project)
    path = Path(options.folder)
    with replacing_folder(path, ours=ours(path)) as folder:
        bulk = write_bulk(
            project,
            folder,
            options.store,
            size=options.part_size * 1_000_000,
            licence=options.licence,
            tell=progress_of(options.store, options),
        )
    if not options.quiet:
        told = {"file": path, "parts": len(bulk.parts), "statements": bulk.statements}
        print(say("bulk-written", options.lang, **told))
        print(say("bulk-load", options.lang, script=path / SCRIPT))
    return 0
