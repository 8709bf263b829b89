"""Options that several commands share, and the parser that they are added to."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, Final, NoReturn

from diplograph.base.characters import encodable
from diplograph.base.messages import LANGUAGES
from diplograph.interfaces.cli import terminal

CREDENTIALS: Final = (
    "credentials are read from DIPLOGRAPH_USER and DIPLOGRAPH_PASSWORD, DIPLOGRAPH_TOKEN, or .netrc, "
    "never from the command line"
)

_LIMIT: Final = "end the command, with exit code 2, if it takes longer (by default there is no limit)"
_RESPONSE_TIMEOUT: Final = 60.0


_PATHS: Final = frozenset({"FILE", "FOLDER", "DIR", "PATH", "A", "B", "NAME|FILE|-"})
"""What arguments are called that name files."""


class Parser(argparse.ArgumentParser):
    """A parser that reports a wrong argument in one line, and writes where commands do."""

    def error(self, message: str) -> NoReturn:
        """Print the message with where to find help, and exit with 2."""
        self.exit(2, f"{self.prog}: {message} (see '{self.prog} --help')")

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Refuse bytes that are not UTF-8, which only the names of files may have."""
        if action.metavar not in _PATHS and encodable(arg_string) != arg_string:
            raise argparse.ArgumentError(action, "must be UTF-8")
        return super()._get_value(action, arg_string)

    def _print_message(self, message: str, file: object = None) -> None:
        if file is sys.stdout:
            terminal.data(message)
            terminal.flush()
        else:
            terminal.note(message)


def common_options() -> Parser:
    """Return the options that stand before or after any command, as a parent of its parser."""
    common = Parser(add_help=False)
    common.add_argument(
        "--project",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder of the graph project; by default the one around the working directory, or else, if "
        "only read, the one that ships with diplograph",
    )
    common.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help="language of labels, findings and headings; by default that of the environment",
    )
    common.add_argument(
        "-q", "--quiet", action="store_true", default=argparse.SUPPRESS, help="print only the results"
    )
    return common


class Subcommands:
    """The subcommands of a command, such as ``evidence check``; the chosen one is ``options.what``."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(dest="what", metavar="WHAT", required=True, parser_class=Parser)

    def add(self, name: str, summary: str) -> argparse.ArgumentParser:
        """Add a subcommand, and return its parser."""
        return self._parsers.add_parser(
            name, parents=[common_options()], help=summary, description=sentence(summary)
        )


def endpoint_options(parser: argparse.ArgumentParser, purpose: str) -> None:
    """Add the options of a command that reads the local graph or a SPARQL endpoint."""
    parser.add_argument("--endpoint", metavar="URL", help=f"{purpose}; {CREDENTIALS}")
    parser.add_argument(
        "--timeout",
        type=seconds,
        metavar="SECONDS",
        help=f"{_LIMIT}; with --endpoint, how long each response may take (by default {_RESPONSE_TIMEOUT:g})",
    )
    _remote_options(parser)
    parser.add_argument(
        "--page", type=count, metavar="ROWS", help="page size: fetch this many rows per request"
    )


def store_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that reads or writes a triple store."""
    parser.add_argument(
        "--preset",
        metavar="STORE",
        help="oxigraph, virtuoso, or sparql for any other store, whose addresses docs/exports.md lists; by "
        "default guessed from the answers of the store",
    )
    parser.add_argument(
        "--graph",
        action="append",
        default=[],
        metavar="NAME",
        help="only this named graph, such as vocabulary or facts/FOLDER; can be repeated",
    )
    parser.add_argument(
        "--timeout",
        type=seconds,
        default=300.0,
        metavar="SECONDS",
        help="how long each response of the store may take, to its last byte (by default %(default)g)",
    )
    _remote_options(parser)


def _remote_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-answer",
        type=count,
        default=1_000,
        metavar="MB",
        help="how many megabytes a response may have (by default %(default)s)",
    )
    parser.add_argument(
        "--credentials-in-clear",
        action="store_true",
        help="send credentials over http to other machines as well, where everybody on the way can read them",
    )


def time_limit_option(parser: argparse.ArgumentParser) -> None:
    """Add the time limit of a command that asks no other host."""
    parser.add_argument("--timeout", type=seconds, dest="time_limit", metavar="SECONDS", help=_LIMIT)


def time_limit(options: argparse.Namespace) -> float | None:
    """Return how many seconds a command may take, or None.

    One that asks an endpoint or a store has a limit for each response instead.
    """
    limit: float | None = getattr(options, "time_limit", None)
    if "endpoint" in options and options.endpoint is None:
        limit = options.timeout
    return limit


def response_timeout(options: argparse.Namespace) -> float:
    """Return how many seconds to wait for each response of an endpoint."""
    return float(options.timeout or _RESPONSE_TIMEOUT)


def format_option(parser: argparse.ArgumentParser, *formats: str) -> None:
    """Add ``--format`` with the formats of a command, the default one first."""
    parser.add_argument("--format", choices=formats, default=formats[0], help="by default %(default)s")


def spreadsheet_option(parser: argparse.ArgumentParser) -> None:
    """Add the option of a command that writes tables which spreadsheets open."""
    parser.add_argument(
        "--spreadsheet",
        action="store_true",
        help="put an apostrophe before cells of CSV and TSV that a spreadsheet would run as formulas; by "
        "default values are as they are",
    )


def reader_language() -> str:
    """Return the reader's language, guessed from the environment, as POSIX programs do.

    Example:
        >>> reader_language() in LANGUAGES
        True
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "ar" if value.lower().startswith("ar") else "en"
    return "en"


def seconds(text: str) -> float:
    """Read a duration.

    Raises:
        ArgumentTypeError: It is not a positive number, or more than a million.
    """
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"must be a positive number of seconds, not {text!r}")
    return value


def count(text: str) -> int:
    """Read a number of things.

    Raises:
        ArgumentTypeError: It is not a whole number from 1.
    """
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"must be a whole number, 1 or more, not {text!r}")
    return int(text)


def sentence(summary: str) -> str:
    """Return a summary as a sentence.

    Example:
        >>> sentence("list the questions")
        'List the questions.'
    """
    return f"{summary[0].upper()}{summary[1:]}."
