"""`diplograph documents`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.base.errors import DocumentError
from diplograph.base.languages import by_language, in_first
from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project
from diplograph.interfaces.cli.options import Commands, Parser

if TYPE_CHECKING:
    from diplograph.sources.project import Project


def arguments(parser: Parser) -> None:
    """Add the arguments of the command."""
    commands = Commands(parser)
    add = commands.add("add", "help.documents-add")
    add.add_argument("file", metavar="FILE", help="help.documents-add-file")
    add.add_argument(
        "--title", action="append", required=True, metavar="TITLE", help="help.documents-add-title"
    )
    add.add_argument("--language", required=True, metavar="TAG", help="help.documents-add-language")
    add.add_argument("--slug", metavar="NAME", help="help.documents-add-slug")
    add.add_argument("--publisher", metavar="NAME", help="help.documents-add-publisher")
    add.add_argument("--url", metavar="IRI", help="help.documents-add-url")
    add.add_argument("--licence", metavar="IRI", help="help.documents-add-licence")
    commands.add("list", "help.documents-list")


def run(options: argparse.Namespace) -> int:
    """Register a document, or list the register."""
    project = open_project(options, own=options.what == "add")
    return _add(options, project) if options.what == "add" else _list(options, project)


def _add(options: argparse.Namespace, project: Project) -> int:
    from diplograph.sources.registering import add_document

    registration = add_document(
        project,
        Path(options.file),
        titles=by_language(options.title, project.languages, options.lang),
        language=options.language,
        slug=options.slug,
        publisher=options.publisher,
        url=options.url,
        licence=options.licence,
    )
    if not options.quiet:
        document = registration.document
        terminal.line(
            say("documents.registered", options.lang, document=document.slug, length=document.length)
        )
        terminal.line(f"  {project.shown(registration.register_file)}")
        terminal.line(f"  {project.shown(registration.copy)}")
        if document.date_order:
            terminal.note(say(f"documents.{document.date_order}", options.lang))
    return 0


def _list(options: argparse.Namespace, project: Project) -> int:
    from diplograph.sources.documents import find_copy, read_copy, read_register
    from diplograph.sources.listing import data_sources, read_source

    said = (quad for source in data_sources(project) for quad in read_source(project, source))
    register = read_register(said)
    if not register:
        terminal.note(say("documents.none", options.lang))
    languages = project.label_languages(options.lang)
    for document in register.values():
        path = find_copy(project, document)
        if path is None:
            state = say("documents.copy-missing", options.lang)
        else:
            try:
                read_copy(project.shown(path), document)
                state = say("documents.copy-good", options.lang)
            except DocumentError as error:
                state = error.text(options.lang)
        title = in_first(document.labels, languages)
        terminal.line(f"{document.slug}  {document.language}  {document.length}  {state}  {title}")
    return 0
