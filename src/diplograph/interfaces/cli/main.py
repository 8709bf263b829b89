"""`diplograph`: read the arguments, run one command, turn failures into one line and an exit code.

Each command is a module of this package with

- ``arguments(parser)``: adds its arguments,
- ``run(options)``: runs it, and returns the exit code.

What it does is the text ``help.NAME`` of the catalogue. Only the module of the command that is run is
imported, and what takes time to import is imported inside functions. This module imports nothing such
itself, so that Ctrl-C is noticed early.

Exit codes: 0 done and conforming, 1 checks failed, 2 unusable input or arguments, 3 a remote side failed,
70 an error that nobody foresaw (``EX_SOFTWARE`` of sysexits.h), 130 interrupted.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in `typing`, which takes 10 ms to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from diplograph.interfaces.cli.options import Parser

PACKAGE: Final = "diplograph.interfaces.cli"
DEBUG: Final = "DIPLOGRAPH_DEBUG"
"""The environment variable that shows where an unforeseen error arose."""

_HELPERS: Final = frozenset(
    {
        "main",
        "common",
        "failures",
        "help_texts",
        "options",
        "reference",
        "reporting",
        "supervisor",
        "terminal",
    }
)
"""Modules of the package that are not commands."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: Its arguments. By default those that the program was started with; then the command runs in
            a process of its own, which an interruption or the time limit ends whatever it does.
    """
    try:
        from diplograph.interfaces.cli import terminal

        terminal.open_closed_streams()
        return _run(sys.argv[1:] if arguments is None else arguments, is_program=arguments is None)
    except KeyboardInterrupt:
        return 130


def _run(arguments: Sequence[str], *, is_program: bool) -> int:
    from diplograph.interfaces.cli import failures, terminal
    from diplograph.interfaces.cli.options import language_of, time_limit
    from diplograph.interfaces.cli.supervisor import supervised

    language = language_of(arguments)

    def run() -> int:
        code: int = _module(options.command).run(options)
        terminal.flush()
        return code

    try:
        options = make_parser(arguments).parse_args(arguments)
        language = options.lang
        return supervised(run, limit=time_limit(options)) if is_program else run()
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return failures.report(error, language)


def command_names() -> list[str]:
    """Return the names of all commands, in alphabetical order."""
    import importlib
    import pkgutil

    package = importlib.import_module(PACKAGE)
    return sorted({module.name for module in pkgutil.iter_modules(package.__path__)} - _HELPERS)


def make_parser(arguments: Sequence[str] | None = None) -> Parser:
    """Return a parser for these arguments: every command, with the options of those named.

    Args:
        arguments: The arguments to read; by default the commands have all their options.
    """
    from diplograph import __version__
    from diplograph.interfaces.cli.options import (
        Commands,
        Parser,
        common_options,
        language_of,
        reader_language,
    )

    parser = Parser(
        prog="diplograph",
        language=language_of(arguments or ()),
        description="help.description",
        epilog="help.exit-codes",
        parents=[common_options()],  # its own: the defaults set below would reach those that commands share
    )
    parser.add_argument(
        "--version", action="version", version=f"diplograph {__version__}", help="help.version"
    )
    commands = Commands(parser, dest="command", metavar="COMMAND")
    for name in command_names():
        command = commands.add(name, f"help.{name}")
        if arguments is None or name in arguments:
            _module(name).arguments(command)
    parser.set_defaults(project=None, lang=reader_language(), quiet=False)
    return parser


def _module(command: str) -> Any:
    import importlib

    return importlib.import_module(f"{PACKAGE}.{command}")


if __name__ == "__main__":
    sys.exit(main())
