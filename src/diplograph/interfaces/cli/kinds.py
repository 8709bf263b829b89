"""`diplograph kinds`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import QueryError
from diplograph.base.messages import message, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, short
from diplograph.interfaces.cli.options import format_option

if TYPE_CHECKING:
    from diplograph.questions.kinds import Kind, Kinds
    from diplograph.sources.project import Project

_INDENT: Final = "    "


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("words", nargs="*", metavar="SCHEME", help="help.kinds-words")
    parser.add_argument("--label", action="append", default=[], metavar="TAG=LABEL", help="help.kinds-label")
    parser.add_argument(
        "--definition", action="append", default=[], metavar="TEXT", help="help.kinds-definition"
    )
    parser.add_argument("--broader", metavar="KIND", help="help.kinds-broader")
    parser.add_argument("--slug", metavar="NAME", help="help.kinds-slug")
    format_option(parser, "text", "json")


def run(options: argparse.Namespace) -> int:
    """List schemes or kinds, or add a kind."""
    from diplograph.questions.kinds import Kinds
    from diplograph.snapshot.snapshot import Snapshot

    if options.words[:1] == ["add"]:
        return _add(options)
    if len(options.words) > 1:
        raise QueryError(message("error.kinds-usage"))
    project = open_project(options)
    kinds = Kinds.read(Snapshot.open(project))
    if options.words:
        _write_kinds(kinds, kinds.scheme(options.words[0]), project, options)
    else:
        _write_schemes(kinds, project, options)
    return 0


def _write_schemes(kinds: Kinds, project: Project, options: argparse.Namespace) -> None:
    languages = project.label_languages(options.lang)
    if options.format == "json":
        _write_json([_as_json(scheme) for scheme in kinds.schemes.values()])
        return
    for iri, scheme in kinds.schemes.items():
        number = say("kinds.scheme", options.lang, number=len(kinds.members[iri]))
        label = terminal.apart(scheme.label(languages))
        terminal.line(f"{short(iri, project)}  {label}  {number}")
        if definition := scheme.definition(languages):
            terminal.line(_INDENT + definition)


def _write_kinds(kinds: Kinds, scheme: Kind, project: Project, options: argparse.Namespace) -> None:
    languages = project.label_languages(options.lang)
    if options.format == "json":
        _write_json([_as_json(kind) for _, kind in kinds.grouped(scheme, languages)])
        return
    terminal.line(f"{short(scheme.iri, project)}  {terminal.apart(scheme.label(languages))}")
    for depth, kind in kinds.grouped(scheme, languages):
        margin = _INDENT * depth
        terminal.line(f"{margin}{terminal.apart(kind.label(languages))}  [{short(kind.iri, project)}]")
        about = [kind.definition(languages), ", ".join(kind.codes), "; ".join(kind.references)]
        for text in filter(None, about):
            terminal.line(f"{margin}{_INDENT}{text}")


def _as_json(kind: Kind) -> dict[str, Any]:
    return {
        "iri": kind.iri,
        "labels": kind.labels,
        "definitions": kind.definitions,
        "broader": kind.broader,
        "codes": kind.codes,
        "references": kind.references,
        "own": kind.is_own,
    }


def _write_json(value: list[dict[str, Any]]) -> None:
    from diplograph.checks.writers.json import json_text

    terminal.data(json_text(value))


def _add(options: argparse.Namespace) -> int:
    from diplograph.base.languages import by_language
    from diplograph.questions.adding_kinds import add_kind

    if len(options.words) != 3:
        raise QueryError(message("error.kinds-usage"))
    project = open_project(options, own=True)
    _, scheme, label = options.words
    added = add_kind(
        project,
        scheme,
        labels=by_language([label, *options.label], project.languages, options.lang),
        definitions=by_language(options.definition, project.languages, options.lang),
        broader=options.broader,
        slug=options.slug,
    )
    if not options.quiet:
        kind = short(added.iri, project)
        terminal.line(say("kinds.added", options.lang, kind=kind, file=project.shown(added.path)))
    return 0
