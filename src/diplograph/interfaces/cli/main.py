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
from diplograph.base.errors import DiplographError
from diplograph.interfaces.cli.text import LANGUAGES, reader_language

_COMMANDS: Final = {
    "build": "parse, infer, and write build/graph.nq and build/report.json",
    "validate": "check what build made against the shapes and the evidence (it is built first if stale)",
    "shapes": "say what no shape looks at, or test shapes on cases",
    "evidence": "check facts against the words of the documents at hand",
    "query": "answer a question of the library, a query file, or a query from standard input (-)",
    "queries": "list what can be asked, or describe one question",
    "search": "find entities and facts by name, in any spelling",
    "explain": "say why a statement holds: the rule, its premises, their passages",
    "export": "write the graph as RDF or tables, for other programs",
    "bulk": "write the graph in parts for the bulk loader of a store",
    "draw": "draw the timeline, trade, a network, a map or a dossier of two states",
    "push": "replace named graphs of a triple store by the project's, read them back, compare",
    "pull": "bring named graphs back from a triple store, as canonical N-Quads",
    "diff": "say what was added, removed and changed between two graphs, by entity",
    "documents": "register a document, or list the register",
}


_PRESET_HELP: Final = (
    "oxigraph, virtuoso, fuseki, graphdb, rdf4j, stardog, blazegraph, neptune, qlever, or sparql for any "
    "other; guessed from the store's answer if not given"
)


class _Parser(argparse.ArgumentParser):
    """A parser that reports a wrong argument in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see '{self.prog} --help')\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    options = _parser().parse_args(arguments)
    command = importlib.import_module(f"diplograph.interfaces.cli.{options.command}")
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


def _common() -> _Parser:
    """Give the options that stand before or after any command."""
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
    return common


def _parser() -> _Parser:
    common = _common()
    parser = _Parser(
        prog="diplograph",
        description="Relations between states, as documents tell them, in a cited and validated graph.",
        epilog="Exit codes: 0 done and conforming, 1 checked and found wanting, 2 unusable input or "
        "arguments, 3 a remote side failed.",
        parents=[_common()],  # of its own: the defaults set below would reach what the commands share with it
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
        help="Turtle files to check in the context of the project, only what they describe being reported; "
        "with --shapes, files of RDF to check by themselves",
    )
    parser.add_argument(
        "--shapes",
        action="append",
        default=[],
        metavar="PATH",
        help="check the FILEs by themselves with these shapes: a Turtle file or a folder of them",
    )
    parser.add_argument(
        "--engine",
        choices=("compiled", "pyshacl"),
        default="compiled",
        help="what runs the shapes; all give the same findings (by default compiled)",
    )
    parser.add_argument(
        "--format",
        choices=("human", "turtle", "json", "junit", "sarif"),
        default="human",
        help="by default human",
    )
    parser.add_argument(
        "--fail-on",
        choices=("violation", "warning", "info"),
        default="violation",
        help="the least weight of a finding with which the command leaves with 1 (by default violation)",
    )
    parser.add_argument("--all", action="store_true", help="show every finding, not 20 of each cause")
    parser.add_argument(
        "--explain", metavar="SHAPE", help="print the SPARQL queries of a shape, such as dg:VisitShape"
    )
    _endpoint_arguments(parser, "check the graph at this SPARQL endpoint")
    parser.add_argument(
        "--graph",
        action="append",
        default=[],
        metavar="IRI",
        help="check only this named graph of the endpoint; can be given more than once",
    )


def _endpoint_arguments(parser: argparse.ArgumentParser, purpose: str) -> None:
    parser.add_argument(
        "--endpoint",
        metavar="URL",
        help=f"{purpose}; credentials come from DIPLOGRAPH_USER and DIPLOGRAPH_PASSWORD, "
        "DIPLOGRAPH_TOKEN, or .netrc, never from the command line",
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="how long to wait for one answer of the endpoint (by default 60)",
    )
    parser.add_argument(
        "--page", type=_count, metavar="ROWS", help="ask the endpoint for so many rows at once"
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
        help="a parameter: a name, an entity such as state/egypt, an IRI, a number, a day, text",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="table, csv, tsv, json or xml for rows (by default table); turtle, ntriples or table for "
        "triples (by default turtle)",
    )
    parser.add_argument(
        "--evidence", action="store_true", help="add a column with the passages behind each row"
    )
    _endpoint_arguments(parser, "ask this SPARQL endpoint")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise ValueError(text)
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="SUBJECT", help="an entity, such as leader/mubarak or Mubarak")
    parser.add_argument(
        "predicate",
        nargs="?",
        metavar="PREDICATE",
        help="a property, such as dg:visited; or all that is inferred",
    )
    parser.add_argument("object", nargs="?", metavar="OBJECT", help="an entity, or the text of a value")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="a name or words of it, in any language and spelling")
    parser.add_argument(
        "--type", metavar="CLASS", help="only what is of this class, such as dg:Visit or Visit"
    )
    parser.add_argument(
        "--limit", type=_count, default=20, metavar="N", help="how many at most (by default 20)"
    )
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="one of those that --list names")
    parser.add_argument("--list", action="store_true", help="name the formats")
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="where to; replaced whole or not at all. By default standard output, for what fits a pipe",
    )
    parser.add_argument(
        "--graph", metavar="NAME", help="only this named graph, such as facts/egypt-kazakhstan or its IRI"
    )
    parser.add_argument(
        "--evidence",
        choices=("rdf12",),
        help="rdf12: evidence as RDF 1.2 reifiers of the statements that it is for",
    )
    parser.add_argument(
        "--network",
        choices=("everything", "who-visits-whom", "co-membership"),
        help="which network: every statement between two nodes (the default), visits, or what states share",
    )


def _bulk_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="where to; replaced whole or not at all")
    parser.add_argument(
        "--for",
        dest="store",
        required=True,
        choices=("neptune", "virtuoso", "graphdb", "stardog", "qlever", "fuseki", "oxigraph", "neo4j"),
        help="the store whose loader will read it",
    )
    parser.add_argument(
        "--part-size",
        type=_count,
        default=64,
        metavar="MB",
        help="megabytes of a part at most, before it is compressed (by default 64)",
    )
    parser.add_argument("--licence", metavar="IRI", help="the licence that the description names")


def _draw_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "picture", choices=("timeline", "trade", "network", "map", "dossier"), help="what to draw"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="where to: a file that ends in .svg, .pdf or .png; for a network also .html, to click through",
    )
    parser.add_argument(
        "--network",
        choices=("who-visits-whom", "co-membership", "everything"),
        default="who-visits-whom",
        help="which network: visits (the default), what states share, or, as .html, everything",
    )
    parser.add_argument(
        "--between", nargs=2, metavar="STATE", help="for a dossier: the two states, by name or IRI"
    )


def _queries_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", metavar="NAME", help="describe this question and its parameters")
    parser.add_argument("--tag", help="list only the questions on this matter")
    parser.add_argument(
        "--markdown", action="store_true", help="write a page of all questions, in both languages"
    )


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--with-quotes",
        action="store_true",
        help="put the words of the passages into the graph, from the copies at hand; for your own use",
    )


def _evidence_arguments(parser: argparse.ArgumentParser) -> None:
    common = _common()
    commands = parser.add_subparsers(dest="what", metavar="WHAT", required=True, parser_class=_Parser)
    check = commands.add_parser("check", parents=[common], help="prove each value by the passages it cites")
    check.add_argument("--format", choices=("text", "json", "junit", "sarif"), default="text")
    coverage = commands.add_parser("coverage", parents=[common], help="account for every sentence")
    coverage.add_argument("--format", choices=("text", "json", "html"), default="text")
    show = commands.add_parser("show", parents=[common], help="a node's values with the words they rest on")
    show.add_argument("node", metavar="NODE", help="an IRI, or an entity such as visit/…")
    show.add_argument("--format", choices=("text", "json"), default="text")
    locate = commands.add_parser("locate", parents=[common], help="the passages at which some words stand")
    locate.add_argument("document", metavar="DOC", help="the name of a document in the register")
    locate.add_argument("words", metavar="WORDS", help="the words, exactly as in the document")


def _shapes_arguments(parser: argparse.ArgumentParser) -> None:
    common = _common()
    commands = parser.add_subparsers(dest="what", metavar="WHAT", required=True, parser_class=_Parser)
    coverage = commands.add_parser(
        "coverage", parents=[common], help="the classes, properties and nodes that no shape looks at"
    )
    coverage.add_argument("--format", choices=("text", "json"), default="text")
    test = commands.add_parser(
        "test", parents=[common], help="run the shapes on valid.*.ttl and invalid.*.ttl, in tests/shapes"
    )
    test.add_argument("folder", nargs="?", metavar="FOLDER", help="where the cases are")


def _documents_arguments(parser: argparse.ArgumentParser) -> None:
    common = _common()
    commands = parser.add_subparsers(dest="what", metavar="WHAT", required=True, parser_class=_Parser)
    add = commands.add_parser("add", parents=[common], help="register a document and copy its text")
    add.add_argument("file", metavar="FILE", help="plain text or Markdown in UTF-8, or PDF, DOCX, HTML")
    add.add_argument(
        "--title",
        action="append",
        required=True,
        metavar="TITLE",
        help="what to call it, in your own words: en=TEXT and ar=TEXT, each with a --title of its own",
    )
    add.add_argument("--language", required=True, metavar="TAG", help="the language of its text, such as ar")
    add.add_argument("--slug", metavar="NAME", help="its name in the register; by default that of the file")
    add.add_argument("--publisher", metavar="NAME", help="who published it")
    add.add_argument("--url", metavar="IRI", help="where it was published")
    add.add_argument("--licence", metavar="IRI", help="its licence")
    commands.add_parser("list", parents=[common], help="the register, and which copies are at hand")


def _store_arguments(parser: argparse.ArgumentParser, timeout: float) -> None:
    parser.add_argument("--preset", metavar="STORE", help=_PRESET_HELP)
    parser.add_argument(
        "--graph",
        action="append",
        default=[],
        metavar="NAME",
        help="only this graph, such as vocabulary or facts/FOLDER; may be given again",
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=timeout,
        metavar="SECONDS",
        help=f"how long to wait for one answer of the store (by default {timeout:g})",
    )


def _push_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "endpoint",
        metavar="ENDPOINT",
        help="the address of the store; credentials come from DIPLOGRAPH_USER and DIPLOGRAPH_PASSWORD, "
        "DIPLOGRAPH_TOKEN, or .netrc, never from the command line",
    )
    _store_arguments(parser, 300.0)
    parser.add_argument("--update", metavar="URL", help="where the store takes updates, if elsewhere")
    parser.add_argument(
        "--graph-store", metavar="URL", help="where it speaks the Graph Store Protocol, if elsewhere"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument(
        "--prune", action="store_true", help="drop graphs of this project that it no longer has"
    )
    parser.add_argument(
        "--accept-altered",
        action="store_true",
        help="put graphs in place although the store alters literals of them, each of which is listed; "
        "a triple that is lost is never accepted",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _pull_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("endpoint", metavar="ENDPOINT", help="the address of the store")
    _store_arguments(parser, 300.0)
    parser.add_argument("-o", "--output", metavar="FILE", help="write into this file, whole or not at all")


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    for name, what in (("before", "A"), ("after", "B")):
        parser.add_argument(
            name, metavar=what, help="an RDF file, the folder of a project, or the address of a store"
        )
    _store_arguments(parser, 300.0)
    parser.add_argument(
        "--by-value",
        action="store_true",
        help="values that are the same and written otherwise, such as 1.50 and 1.5, are no difference",
    )
    parser.add_argument("--format", choices=("text", "json", "patch"), default="text")


_ADD_ARGUMENTS: Final = {
    "push": _push_arguments,
    "pull": _pull_arguments,
    "diff": _diff_arguments,
    "build": _build_arguments,
    "evidence": _evidence_arguments,
    "shapes": _shapes_arguments,
    "documents": _documents_arguments,
    "explain": _explain_arguments,
    "bulk": _bulk_arguments,
    "draw": _draw_arguments,
    "export": _export_arguments,
    "search": _search_arguments,
    "validate": _validate_arguments,
    "query": _query_arguments,
    "queries": _queries_arguments,
}


if __name__ == "__main__":
    sys.exit(main())
