"""`diplograph evidence`."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.base.errors import DocumentError, OutputError
from diplograph.base.files import replacing
from diplograph.base.finding import is_present
from diplograph.base.messages import message, say
from diplograph.base.names import DG
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, short, tell_name
from diplograph.interfaces.cli.options import Commands, Parser, format_option, time_limit_option
from diplograph.interfaces.cli.reporting import Printer, print_missing, report_options

if TYPE_CHECKING:
    from diplograph.checks.evidence.coverage import Coverage
    from diplograph.checks.evidence.examine import Evidence
    from diplograph.checks.evidence.verdicts import Check
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
    suggest = commands.add("suggest", "help.evidence-suggest")
    suggest.add_argument("node", metavar="NODE", nargs="?", help="help.evidence-suggest-node")
    suggest.add_argument("-o", "--output", metavar="FILE", help="help.evidence-suggest-output")
    wordings = commands.add("wordings", "help.evidence-wordings")
    format_option(wordings, "text", "json")
    locate = commands.add("locate", "help.evidence-locate")
    locate.add_argument("document", metavar="DOC", help="help.evidence-locate-document")
    locate.add_argument("words", metavar="WORDS", help="help.evidence-locate-words")


def run(options: argparse.Namespace) -> int:
    """Run one of the commands on evidence."""
    project = open_project(options)
    command = {
        "check": _check,
        "coverage": _coverage,
        "show": _show,
        "suggest": _suggest,
        "wordings": _wordings,
        "locate": _locate,
    }[options.what]
    return command(options, project)


def _check(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.validation import check_evidence

    printer = Printer(options, project.base)
    return printer.finish(check_evidence(project, printer.run(), strict=options.strict))


def _examine(snapshot: Snapshot, language: str, only: Collection[str] | None = None) -> Evidence:
    from diplograph.checks.evidence.examine import examine

    return examine(snapshot, only=only, language=language)


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
            _print_coverage(one, document, evidence.texts[one.document], options)
    accounted = all(one.by_sentence == 1 for one in evidence.coverage)
    return 0 if accounted else 1


def _print_coverage(one: Coverage, document: Document, text: str, options: argparse.Namespace) -> None:
    from diplograph.sources.passages import passage_iri

    for sentence in one.sentences:
        nodes = {citation.node: citation.label for citation in sentence.citations}
        passage = passage_iri(document.slug, sentence.start, sentence.end)
        words = {"used": sentence.used, "letters": sentence.letters}
        terminal.line(say("evidence.sentence", options.lang, passage=passage, nodes=len(nodes), **words))
        if options.quiet:
            continue
        terminal.lines(f"    {terminal.apart(label)}" for label in nodes.values())
        for start, end in sentence.unused:
            unused, place = terminal.apart(text[start:end]), passage_iri("", start, end)
            terminal.line("    " + say("evidence.unused", options.lang, words=unused, place=place))
    share = {"sentences": f"{one.by_sentence:.1%}", "letters": f"{one.by_letter:.1%}"}
    terminal.line(say("evidence.coverage", options.lang, document=document.slug, **share))


def _show(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.show import show
    from diplograph.checks.findings import in_language
    from diplograph.checks.writers.json import json_text
    from diplograph.questions.graph import Graph

    graph = Graph(project, language=options.lang, tell=tell_name(options))
    node = graph.node(options.node, role="NODE").value
    evidence = _examine(graph.snapshot, options.lang, {node})
    shown = show(evidence, node)
    if options.format == "json":
        statements = [
            {
                "property": check.value.predicate,
                "value": str(check.value.object),
                "aspect": check.aspect.value,
                "verdict": check.verdict.value,
                "reason": in_language(check.reason, options.lang),
                "passages": [
                    {"iri": one.passage, "words": one.words, "marks": [list(mark) for mark in one.marks]}
                    for one in passages
                ],
            }
            for check, passages in shown
        ]
        terminal.data(json_text({"node": node, "statements": statements}))
        return 0
    for check, passages in shown:
        terminal.line(_statement(check, project, options.lang))
        for one in passages:
            terminal.line(f"    {short(one.passage, project)}  {terminal.apart(one.marked)}".rstrip())
    print_missing(evidence, options.lang)
    return 0


def _statement(check: Check, project: Project, language: str) -> str:
    """Return a statement in one line, with the verdict on it and the reason."""
    from diplograph.checks.findings import in_language

    value = check.value
    return say(
        "evidence.because" if check.reason else "evidence.statement",
        language,
        statement=f"{short(value.predicate, project)} {terminal.apart(short(value.shown, project))}",
        verdict=say(f"verdict.{check.verdict.value}", language),
        aspect=say(f"aspect.{check.aspect.value}", language),
        reason=in_language(check.reason, language),
    )


def _suggest(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.proposals import ProposalWriter
    from diplograph.checks.evidence.suggest import suggest
    from diplograph.questions.graph import Graph

    path = None if options.output is None else _new_file(Path(options.output))
    graph = Graph(project, language=options.lang, tell=tell_name(options))
    node = None if options.node is None else graph.node(options.node, role="NODE").value
    evidence = _examine(graph.snapshot, options.lang, None if node is None else {node})
    found = suggest(evidence)
    writer = ProposalWriter(
        evidence.gate.facts, project.base, project.languages, options.lang, graph.snapshot.places
    )
    text = writer.write(found)
    if path is None:
        terminal.data(text)
    elif text:
        with replacing(path) as stream:
            stream.write(text.encode())
    if not options.quiet:
        confirm = sum(not claim.inference for claim in found.claims)
        counts = {
            "passages": len(found.passages),
            "claims": len(found.claims) - confirm,
            "confirm": confirm,
            "without": len(found.without),
        }
        terminal.note(say("suggest.counts", options.lang, **counts))
    print_missing(evidence, options.lang)
    return 0


def _new_file(path: Path) -> Path:
    """Return a path that nothing is at.

    Raises:
        OutputError: Something is.
    """
    if is_present(path):
        raise OutputError(message("error.exists"), path=path)
    return path


def _wordings(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.unused import unused, unworded
    from diplograph.checks.writers.json import json_text
    from diplograph.snapshot.snapshot import Snapshot

    evidence = _examine(Snapshot.open(project), options.lang)
    print_missing(evidence, options.lang)
    kinds, words = unworded(evidence), list(unused(evidence))
    if options.format == "json":
        found = {
            "kinds": [
                {"kind": one.kind, "language": one.language, "facts": one.facts, "notShown": one.not_shown}
                for one in kinds
            ],
            "unused": [
                {
                    "passage": one.passage,
                    "sentence": one.sentence,
                    "words": one.words,
                    "kinds": list(one.kinds),
                    "standing": one.standing or None,
                }
                for one in words
            ],
        }
        terminal.data(json_text(found))
        return 0
    for kind in kinds:
        name, counts = short(kind.kind, project), {"facts": kind.facts, "number": kind.not_shown}
        terminal.line(say("evidence.no-wordings", options.lang, kind=name, language=kind.language, **counts))
    for one in words:
        standing = (DG + one.standing,) if one.standing else ()
        names = ", ".join(short(kind, project) for kind in (*one.kinds, *standing))
        passage, text = short(one.passage, project), terminal.apart(one.words)
        terminal.line(say("evidence.not-used", options.lang, passage=passage, words=text, kinds=names))
    if not options.quiet:
        totals = {"kinds": len(kinds), "words": len(words)}
        terminal.line(say("evidence.wordings", options.lang, **totals))
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
