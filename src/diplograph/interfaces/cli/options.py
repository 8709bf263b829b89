"""Options that several commands share, and the parser that they are added to."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Final, NoReturn

from diplograph.base.characters import encodable
from diplograph.base.messages import LANGUAGES, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.help_texts import HelpFormatter, translated

_RESPONSE_TIMEOUT: Final = 60.0  # the help of --timeout says so


_PATHS: Final = frozenset({"FILE", "FOLDER", "DIR", "PATH", "A", "B", "NAME|FILE|-"})
"""What arguments are called that name files."""


class Parser(argparse.ArgumentParser):
    """A parser that reports a wrong argument in one line, and writes where commands do.

    Its texts are keys of the catalogue, such as ``help.query``, and shown in the reader's language.

    Args:
        language: The language of the reader.
        options: As for any parser.
    """

    def __init__(self, *, language: str = LANGUAGES[0], **options: Any) -> None:
        super().__init__(formatter_class=partial(HelpFormatter, language=language), **options)
        self.language = language

    def error(self, message: str) -> NoReturn:
        """Print the message with where to find help, and exit with 2."""
        reason = translated(message, self.language)
        hint = say("arguments.see-help", self.language, message=reason, program=self.prog)
        self.exit(2, f"{self.prog}: {hint}")

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Refuse bytes that are not UTF-8, which only the names of files may have."""
        if action.metavar not in _PATHS and encodable(arg_string) != arg_string:
            raise argparse.ArgumentError(action, say("arguments.not-utf-8", "en"))
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
    common.add_argument("--project", metavar="DIR", default=argparse.SUPPRESS, help="help.common-project")
    common.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="help.common-lang")
    common.add_argument(
        "-q", "--quiet", action="store_true", default=argparse.SUPPRESS, help="help.common-quiet"
    )
    return common


class Commands:
    """The commands of the program, or the subcommands of a command, such as ``evidence check``.

    Args:
        parser: The parser that they are added to.
        dest: The name of the option that has the chosen one.
        metavar: What stands for it in the usage.
    """

    def __init__(self, parser: Parser, *, dest: str = "what", metavar: str = "WHAT") -> None:
        self._language = parser.language
        self._parsers = parser.add_subparsers(dest=dest, metavar=metavar, required=True, parser_class=Parser)

    def add(self, name: str, summary: str) -> Parser:
        """Add one with the options of every command, and return its parser.

        Args:
            name: Its name.
            summary: The key of the text that says what it does.
        """
        return self._parsers.add_parser(
            name, language=self._language, parents=[common_options()], help=summary, description=summary
        )


def endpoint_options(parser: argparse.ArgumentParser, purpose: str) -> None:
    """Add the options of a command that reads the local graph or a SPARQL endpoint.

    Args:
        parser: The parser of the command.
        purpose: The key of the text that says what is done with the endpoint.
    """
    parser.add_argument("--endpoint", metavar="URL", help=purpose)
    parser.add_argument("--timeout", type=seconds, metavar="SECONDS", help="help.common-timeout-endpoint")
    _remote_options(parser)
    parser.add_argument("--page", type=count, metavar="ROWS", help="help.common-page")


def store_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that reads or writes a triple store."""
    parser.add_argument("--preset", metavar="STORE", help="help.common-preset")
    parser.add_argument("--graph", action="append", default=[], metavar="NAME", help="help.common-graph")
    parser.add_argument(
        "--timeout", type=seconds, default=300.0, metavar="SECONDS", help="help.common-timeout"
    )
    _remote_options(parser)


def _remote_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-answer", type=count, default=1_000, metavar="MB", help="help.common-max-answer"
    )
    parser.add_argument(
        "--credentials-in-clear", action="store_true", help="help.common-credentials-in-clear"
    )


def time_limit_option(parser: argparse.ArgumentParser) -> None:
    """Add the time limit of a command that asks no other host."""
    parser.add_argument(
        "--timeout", type=seconds, dest="time_limit", metavar="SECONDS", help="help.common-time-limit"
    )


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
    parser.add_argument("--format", choices=formats, default=formats[0], help="help.common-format")


def spreadsheet_option(parser: argparse.ArgumentParser) -> None:
    """Add the option of a command that writes tables which spreadsheets open."""
    parser.add_argument("--spreadsheet", action="store_true", help="help.common-spreadsheet")


def language_of(arguments: Sequence[str]) -> str:
    """Return the language that some arguments ask for, or else that of the environment.

    It is known before they are read, so that what is wrong with them can be reported in it.

    Example:
        >>> language_of(["query", "--lang", "ar"]), language_of(["--lang=ar", "query"])
        ('ar', 'ar')
    """
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    asked = [after for word, after in pairwise(own) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in own]
    return next((language for language in asked if language in LANGUAGES), reader_language())


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
        raise argparse.ArgumentTypeError(say("arguments.not-seconds", "en", value=repr(text)))
    return value


def count(text: str) -> int:
    """Read a number of things.

    Raises:
        ArgumentTypeError: It is not a whole number from 1.
    """
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(say("arguments.not-count", "en", value=repr(text)))
    return int(text)
