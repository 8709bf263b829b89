"""`diplograph evidence`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import DocumentError
from diplograph.interfaces.cli.common import open_project, short
from diplograph.interfaces.cli.options import Subcommands, format_option
from diplograph.interfaces.cli.text import say

if TYPE_CHECKING:
    from diplograph.checks.evidence.examine import Evidence, EvidenceFinding
    from diplograph.sources.documents import Document
    from diplograph.sources.project import Project

SUMMARY: Final = "check facts against the words of the local documents"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    commands = Subcommands(parser)
    check = commands.add("check", "check each value against the passages that it cites")
    format_option(check, "text", "json", "junit", "sarif")
    coverage = commands.add("coverage", "list the sentences of the documents, and the facts that state them")
    format_option(coverage, "text", "json", "html")
    show = commands.add("show", "show the values of a node with the words that they rest on")
    show.add_argument("node", metavar="NODE", help="an IRI, or an entity such as visit/…")
    format_option(show, "text", "json")
    locate = commands.add("locate", "find the passages that consist of some words")
    locate.add_argument("document", metavar="DOC", help="the name of a document in the register")
    locate.add_argument("words", metavar="WORDS", help="the words, exactly as in the document")


def run(options: argparse.Namespace) -> int:
    """Run one of the commands on evidence."""
    project = open_project(options)
    command = {"check": _check, "coverage": _coverage, "show": _show, "locate": _locate}[options.what]
    return command(options, project)


def line(finding: EvidenceFinding, project: Project) -> str:
    """Give a finding in one line: file, line, node, property, value, what is wrong, passage."""
    place = f"{finding.file}:{finding.line or 1}: " if finding.file else ""
    if finding.node is None or finding.predicate is None:
        return f"{place}{finding.message}"
    value = finding.value or ""
    shown = short(value.strip("<>"), project) if value.startswith("<") else value.split("^^")[0]
    passages = ", ".join(short(iri, project) for iri in finding.passages)
    what = f"{short(finding.node, project)} {short(finding.predicate, project)} {shown}"
    return f"{place}{what}: {finding.message} [{passages}]"


def say_missing(evidence: Evidence, language: str) -> None:
    """Tell on standard error which documents are not at hand."""
    for document in evidence.missing:
        print(say("not-at-hand", language, document=document.slug), file=sys.stderr)


def _check(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence import formats
    from diplograph.checks.evidence.examine import examine
    from diplograph.checks.evidence.gate import Verdict

    evidence = examine(project, language=options.lang)
    writers = {"json": formats.to_json, "junit": formats.to_junit, "sarif": formats.to_sarif}
    if options.format in writers:
        sys.stdout.write(writers[options.format](evidence))
    else:
        for finding in evidence.findings:
            print(line(finding, project))
        if not options.quiet:
            counts: dict[str, Any] = {verdict.value: evidence.count(verdict) for verdict in Verdict}
            print(say("evidence", options.lang, **counts))
    say_missing(evidence, options.lang)
    return 0 if evidence.conforms else 1


def _coverage(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.examine import examine
    from diplograph.checks.evidence.formats import coverage_json
    from diplograph.checks.evidence.page import coverage_page
    from diplograph.checks.forges import json_text

    evidence = examine(project, language=options.lang)
    say_missing(evidence, options.lang)
    if options.format == "json":
        sys.stdout.write(json_text({"coverage": [coverage_json(one) for one in evidence.coverage]}))
    for one in evidence.coverage:
        document = evidence.register[one.document]
        if options.format == "html":
            sys.stdout.write(coverage_page(one, document, evidence.texts[one.document], options.lang))
        elif options.format == "text":
            _print_coverage(one, document, options)
    accounted = all(one.by_sentence == 1 for one in evidence.coverage)
    return 0 if accounted else 1


def _print_coverage(one: Any, document: Document, options: argparse.Namespace) -> None:
    for sentence in one.sentences:
        nodes = {citation.node: citation.label for citation in sentence.citations}
        gaps = ", ".join(f"{start},{end}" for start, end in sentence.gaps)
        texts = {"start": sentence.start, "end": sentence.end, "nodes": len(nodes), "gaps": gaps or "–"}
        print(say("sentence", options.lang, document=document.slug, **texts))
        if not options.quiet:
            print("".join(f"    {label}\n" for label in nodes.values()), end="")
    share = {"sentences": f"{one.by_sentence:.1%}", "letters": f"{one.by_letter:.1%}"}
    print(say("coverage", options.lang, document=document.slug, **share))


def _show(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.examine import examine
    from diplograph.checks.evidence.show import show
    from diplograph.checks.forges import json_text

    evidence = examine(project, language=options.lang)
    node = options.node if "://" in options.node else f"{project.base}id/{options.node}"
    shown = show(evidence, node)
    if options.format == "json":
        values = [
            {
                "property": one.check.value.predicate,
                "value": str(one.check.value.object),
                "verdict": one.check.verdict.value,
                "reason": one.check.reason,
                "passages": [{"iri": iri, "words": one.words.get(iri)} for iri in one.check.passages],
            }
            for one in shown
        ]
        sys.stdout.write(json_text({"node": node, "values": values}))
        return 0
    for one in shown:
        value = one.check.value
        print(f"{short(value.predicate, project)} {short(value.shown, project)}: {one.check.verdict.value}")
        for iri in one.check.passages:
            print(f"    {short(iri, project)}  {_isolated(one.words.get(iri, ''))}".rstrip())
    say_missing(evidence, options.lang)
    return 0


def _isolated(words: str) -> str:
    """Keep right-to-left words apart on a terminal, and control characters from it."""
    import unicodedata

    plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in words)
    return f"\u2067{plain}\u2069" if sys.stdout.isatty() and plain else plain


def _locate(options: argparse.Namespace, project: Project) -> int:
    from diplograph.checks.evidence.show import locate
    from diplograph.sources.documents import find_copy, read_copy, read_register
    from diplograph.sources.listing import data_sources, read_source

    said = (quad for source in data_sources(project) for quad in read_source(project, source))
    slug = options.document.removeprefix("document/")
    document = read_register(said).get(f"{project.base}document/{slug}")
    if document is None:
        raise DocumentError(f"no document is registered as {slug!r}; 'diplograph documents list' names them")
    path = find_copy(project, document)
    if path is None:
        raise DocumentError(f"no copy of {slug} is at hand: put it into {project.shown(project.documents)}")
    places = locate(document.iri, read_copy(project.shown(path), document), options.words)
    for place in places:
        print(f"<{place.removeprefix(project.base)}>")
    return 0 if places else 1
