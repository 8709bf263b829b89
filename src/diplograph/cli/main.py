"""`diplograph`: read the arguments, run one command, turn failures into one line and an exit code.

Exit codes: 0 done and conforming, 1 checked and found wanting, 2 unusable input or arguments,
3 a remote side failed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from diplograph import __version__
from diplograph.cli.text import LANGUAGES, reader_language
from diplograph.errors import DiplographError

_COMMANDS: Final = {
    "build": "parse, infer, and write build/graph.nq and build/report.json",
    "validate": "check what build made against the shapes (it is built first if stale)",
    "query": "answer a question of the library, a query file, or a query from standard input (-)",
    "queries": "list what can be asked, or describe one question",
}


class _Parser(argparse.ArgumentParser):
    """A parser that reports a wrong argument in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see '{self.prog} --help')\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    options = _parser().parse_args(arguments)
    command = importlib.import_module(f"diplograph.cli.{options.command}")
    try:
        code: int = command.run(options)
        sys.stdout.flush()
    except DiplographError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of a pipe has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--project",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the graph project; by default the one around the working directory, or else the shipped one",
    )
    common.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help="language of labels, findings and headings; by default that of the environment",
    )
    common.add_argument(
        "-q", "--quiet", action="store_true", default=argparse.SUPPRESS, help="say only what was asked for"
    )
    parser = _Parser(
        prog="diplograph",
        description="Relations between states, as documents tell them, in a cited and validated graph.",
        epilog="Exit codes: 0 done and conforming, 1 checked and found wanting, 2 unusable input or "
        "arguments, 3 a remote side failed.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"diplograph {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, summary in _COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", parents=[common]
        )
        _ADD_ARGUMENTS.get(name, lambda _: None)(command)
    parser.set_defaults(project=None, lang=reader_language(), quiet=False)
    return parser


def _validate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="Turtle files to check in the context of the project; only what they describe is reported",
    )


def _query_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query", metavar="NAME|FILE|-", help="a question of the library, a file, or standard input"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="settings",
        help="a parameter: an IRI, an entity such as state/egypt, a number, a day, text",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="table, csv, tsv, json or xml for rows (by default table); turtle, ntriples or table for "
        "triples (by default turtle)",
    )


def _queries_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", metavar="NAME", help="describe this question and its parameters")
    parser.add_argument("--tag", help="list only the questions on this matter")


_ADD_ARGUMENTS: Final = {
    "validate": _validate_arguments,
    "query": _query_arguments,
    "queries": _queries_arguments,
}


if __name__ == "__main__":
    sys.exit(main())
