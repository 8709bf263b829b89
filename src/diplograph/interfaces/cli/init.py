"""`diplograph init`."""

from __future__ import annotations

import argparse
from pathlib import Path

from diplograph.base.errors import ProjectError
from diplograph.base.messages import message, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.options import Parser


def arguments(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", metavar="DIR", help="help.init-folder")
    parser.add_argument("--languages", metavar="TAGS", help="help.init-languages")
    parser.add_argument("--example", action="store_true", help="help.init-example")


def run(options: argparse.Namespace) -> int:
    """Make a project, and say what to do next."""
    from diplograph.sources.starting import copy_example, start_project

    folder = Path(options.folder)
    if options.example:
        if options.languages is not None:
            raise ProjectError(message("error.example-languages"))
        copy_example(folder)
        done = say("init.copied", options.lang, folder=folder)
    else:
        tags = (options.lang if options.languages is None else options.languages).split(",")
        project = start_project(folder, [tag.strip() for tag in tags])
        done = say("init.made", options.lang, folder=folder, languages=", ".join(project.languages))
    if not options.quiet:
        terminal.line(done)
        _tell_next(options)
    return 0


def _tell_next(options: argparse.Namespace) -> None:
    steps = {
        "add": "documents add FILE --title TITLE --language TAG",
        "validate": "validate",
        "build": "build",
        "query": "query NAME",
    }
    terminal.line(say("init.next", options.lang))
    for step, command in steps.items():
        if step != "add" or not options.example:
            terminal.line(f"  diplograph {command}")
            terminal.line(f"    {say(f'init.next-{step}', options.lang)}")
