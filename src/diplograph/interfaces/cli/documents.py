"""`diplograph documents`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diplograph.base.errors import DocumentError
from diplograph.base.languages import by_language, in_first
from diplograph.base.messages import say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project
from diplograph.interfaces.cli.options import Subcommands

if TYPE_CHECKING:
    from diplograph.sources.project import Project

SUMMARY: Final = "register a document, or list the register"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    commands = Subcommands(parser)
    add = commands.add("add", "register a document, and copy its text into the documents folder")
    add.add_argument("file", metavar="FILE", help="plain text or Markdown in UTF-8, or PDF, DOCX, HTML")
    add.add_argument(
        "--title",
        action="append",
        required=True,
        metavar="TITLE",
        help="its title, in your own words; in a project of several languages one in each, such as ar=TITLE",
    )
    add.add_argument("--language", required=True, metavar="TAG", help="the language of its text, such as ar")
    add.add_argument("--slug", metavar="NAME", help="its name in the register; by default that of the file")
    add.add_argument("--publisher", metavar="NAME", help="who published it")
    add.add_argument("--url", metavar="IRI", help="where it was published")
    add.add_argument("--licence", metavar="IRI", help="its licence")
    commands.add("list", "list the register, and which documents have a local copy")


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
