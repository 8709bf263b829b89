"""`diplograph queries`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project

if TYPE_CHECKING:
    from diplograph.questions.library import Query


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("query", nargs="?", metavar="NAME", help="help.queries-query")
    parser.add_argument("--tag", metavar="TAG", help="help.queries-tag")
    parser.add_argument("--markdown", action="store_true", help="help.queries-markdown")


def run(options: argparse.Namespace) -> int:
    """List the questions of the library, or describe one."""
    from diplograph.questions.library import find_query, load_library

    project = open_project(options)
    if options.markdown:
        from diplograph.questions.catalogue import catalogue
        from diplograph.questions.headings import load_headings

        terminal.data(catalogue(load_library(project), load_headings(project.queries)))
        return 0
    if options.query:
        _describe(find_query(project, options.query), options.lang)
        return 0
    questions = [q for q in load_library(project).values() if options.tag is None or options.tag in q.tags]
    if not questions:
        terminal.note(say("queries.none", options.lang))
    width = max((len(question.name) for question in questions), default=0)
    for question in questions:
        terminal.line(f"{question.name:<{width}}  {question.summary[options.lang]}")
    return 0


def _describe(query: Query, language: str) -> None:
    terminal.line(f"{query.name}: {query.summary[language]}")
    if query.description[language]:
        terminal.line(query.description[language])
    for parameter in query.parameters:
        if parameter.default is not None:
            given = say("queries.default", language, value=parameter.default)
        else:
            given = say("queries.required" if parameter.required else "queries.optional", language)
        about = parameter.description[language]
        terminal.line(f"  --set {parameter.name}=…  ({parameter.type}, {given})  {about}".rstrip())
