"""`diplograph draft`."""

from __future__ import annotations

import argparse

from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project
from diplograph.interfaces.cli.options import Parser


def arguments(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--schema", action="store_true", required=True, help="help.draft-schema")


def run(options: argparse.Namespace) -> int:
    """Print the JSON Schema of drafts."""
    from diplograph.checks.writers.json import json_text
    from diplograph.drafts.records import Description
    from diplograph.drafts.schema import to_schema
    from diplograph.snapshot.snapshot import Snapshot

    description = Description.read(Snapshot.open(open_project(options)))
    terminal.data(json_text(to_schema(description, options.lang)))
    return 0
