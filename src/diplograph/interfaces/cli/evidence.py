"""`diplograph evidence`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from diplograph.base.errors import DocumentError
from diplograph.base.messages import message, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, short, tell_name
from diplograph.interfaces.cli.options import Commands, Parser, format_option, time_limit_option
from diplograph.interfaces.cli.reporting import Printer, print_missing, report_options

if TYPE_CHECKING:
    from diplograph.checks.evidence.examine import Evidence
    from diplograph.snapshot.snapshot import Snapshot
    from diplograph.sources.documents import Document
    from diplograph.sources.project import Project


def arguments(parser: Parser) -> None:
    """Add the arguments of the command."""
    commands = Commands(parser)
    check = commands.add("check", "help.evidence-check")
    report_options(check)
    check.add_argument("--strict", action="store_true", help="help.evidence-check-strict")
    time_limit_option(check)
    coverage = commands.add("coverage", "help.evidence-coverage")
    format_option(coverage, "text", "json", "html")
    time_limit_option(coverage)
    show = commands.add("show", "help.evidence-show")
    show.add_argument("node", metavar="NODE", help="help.evidence-show-node")
    format_option(show, "text", "json")
    locate = commands.add("locate", "help.evidence-locate")
    locate.add_argument("document", metavar="DOC", help="help.evidence-locate-document")
    locate.add_argument("words", metavar="WORDS", help="help.evidence-locate-words")


def run(options: argparse.Namespace) -> int:
    """Run one of the commands on evidence."""
    project = open_project(options)
    command = {"check": _check, "coverage": _coverage, "show": _show, "locate": _locate}[options.what]
    return command(options, project)


def _check(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.validation import check_evidence

    printer = Printer(options, project.base)
    return printer.finish(check_evidence(project, printer.run(), strict=options.strict))


def _examine(snapshot: Snapshot, language: str) -> Evidence:
    from diplograph.checks.evidence.examine import examine

    return examine(snapshot, language=language)


def _coverage(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.page import coverage_page
    from diplograph.checks.writers.json import coverage_value, json_text
    from diplograph.snapshot.snapshot import Snapshot

    evidence = _examine(Snapshot.open(project), options.lang)
    print_missing(evidence, options.lang)
    if not evidence.register:
        terminal.note(say("documents.none", options.lang))
    if options.format == "json":
        terminal.data(json_text({"coverage": [coverage_value(one) for one in evidence.coverage]}))
    for one in evidence.coverage:
        document = evidence.register[one.document]
        if options.format == "html":
            terminal.data(coverage_page(one, document, evidence.texts[one.document], options.lang))
        elif options.format == "text":
            _print_coverage(one, document, options)
    accounted = all(one.by_sentence == 1 for one in evidence.coverage)
    return 0 if accounted else 1


def _print_coverage(one: Any, document: Document, options: argparse.Namespace) -> None:
    for sentence in one.sentences:
        nodes = {citation.node: citation.label for citation in sentence.citations}
        gaps = ", ".join(f"{start},{end}" for start, end in sentence.gaps)
        passage = f"{document.slug}#char={sentence.start},{sentence.end}"
        terminal.line(
            say("evidence.sentence", options.lang, passage=passage, nodes=len(nodes), gaps=gaps or "–")
        )
        if not options.quiet:
            terminal.lines(f"    {terminal.apart(label)}" for label in nodes.values())
    share = {"sentences": f"{one.by_sentence:.1%}", "letters": f"{one.by_letter:.1%}"}
    terminal.line(say("evidence.coverage", options.lang, document=document.slug, **share))


def _show(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.show import show
    from diplograph.checks.findings import in_language
    from diplograph.checks.writers.json import json_text
    from diplograph.questions.graph import Graph

    graph = Graph(project, language=options.lang, tell=tell_name(options))
    node = graph.node(options.node, role="NODE").value
    evidence = _examine(graph.snapshot, options.lang)
    shown = show(evidence, node)
    if options.format == "json":
        values = [
            {
                "property": one.check.value.predicate,
                "value": str(one.check.value.object),
                "verdict": one.check.verdict.value,
                "reason": in_language(one.check.reason, options.lang),
                "passages": [{"iri": iri, "words": one.words.get(iri)} for iri in one.check.passages],
            }
            for one in shown
        ]
        terminal.data(json_text({"node": node, "values": values}))
        return 0
    for one in shown:
        value = one.check.value
        name, shown_value = short(value.predicate, project), short(value.shown, project)
        terminal.line(f"{name} {shown_value}: {one.check.verdict.value}")
        for iri in one.check.passages:
            terminal.line(f"    {short(iri, project)}  {terminal.apart(one.words.get(iri, ''))}".rstrip())
    print_missing(evidence, options.lang)
    return 0


def _locate(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.locate import locate, nearest
    from diplograph.sources.documents import find_copy, read_copy, read_register
    from diplograph.sources.listing import data_sources, read_source

    said = (quad for source in data_sources(project) for quad in read_source(project, source))
    slug = options.document.removeprefix("document/")
    document = read_register(said).get(f"{project.base}document/{slug}")
    if document is None:
        raise DocumentError(message("error.no-document", name=slug))
    path = find_copy(project, document)
    if path is None:
        raise DocumentError(message("error.no-copy", document=slug, folder=project.shown(project.documents)))
    text = read_copy(project.shown(path), document)
    places = locate(document.iri, text, options.words)
    for place in places:
        terminal.line(f"<{place.removeprefix(project.base)}>")
    if places:
        return 0
    near = nearest(document.iri, text, options.words)
    if near is None:
        terminal.note(say("evidence.nowhere", options.lang, document=slug))
    else:
        place, words = f"<{near.passage.removeprefix(project.base)}>", terminal.apart(near.words)
        terminal.note(say("evidence.near", options.lang, document=slug, place=place, words=words))
    return 1
