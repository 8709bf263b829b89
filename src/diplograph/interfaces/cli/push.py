"""`diplograph push`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.errors import RemoteError
from diplograph.base.messages import Message, counted, message, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, patience_of, short
from diplograph.interfaces.cli.options import format_option, store_options

if TYPE_CHECKING:
    import pyoxigraph as ox

    from diplograph.publishing.stores.push import Pushed, Report
    from diplograph.sources.project import Project


_SHOWN: Final = 10  # differences of a graph that are no loss

_LONG: Final = 200  # characters of a literal


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("endpoint", metavar="ENDPOINT", help="help.push-endpoint")
    store_options(parser)
    parser.add_argument("--update", metavar="URL", help="help.push-update")
    parser.add_argument("--graph-store", metavar="URL", help="help.push-graph-store")
    parser.add_argument("--dry-run", action="store_true", help="help.push-dry-run")
    parser.add_argument("--prune", action="store_true", help="help.push-prune")
    parser.add_argument("--accept-altered", action="store_true", help="help.push-accept-altered")
    format_option(parser, "text", "json")


def run(options: argparse.Namespace) -> int:
    """Push, and say what became of each graph."""
    from diplograph.publishing.stores.presets import preset_named, services
    from diplograph.publishing.stores.push import Options, push
    from diplograph.publishing.stores.store import Store, guess_preset
    from diplograph.snapshot.build import ensure_built

    project = open_project(options, own=True)
    ensure_built(project)
    say_wait = _Progress(options, project)
    patience = patience_of(options, say_wait.waits)
    preset = preset_named(options.preset) if options.preset else guess_preset(options.endpoint, patience)
    addresses = services(preset, options.endpoint, update=options.update, graphs=options.graph_store)
    store = Store(preset, addresses, base=project.base, patience=patience)
    how = Options(
        graphs=[project.graph(name.removeprefix(project.graph(""))) for name in options.graph],
        dry_run=options.dry_run,
        prune=options.prune,
        accept_altered=options.accept_altered,
        say=say_wait.step,
    )
    try:
        report = push(project, store, how)
    finally:
        say_wait.clear()
    if options.format == "json":
        from diplograph.checks.writers.json import json_text

        terminal.data(json_text(_as_json(report)))
    else:
        _print(report, options, project)
    if not report.succeeded:
        raise RemoteError(_failure(report))
    return 0


class _Progress:
    """One line on a terminal, written over; nothing in a pipe."""

    def __init__(self, options: argparse.Namespace, project: Project) -> None:
        self._shown = terminal.shows_progress() and not options.quiet
        self._language, self._project = options.lang, project

    def step(self, what: str, graph: str, done: int, total: int) -> None:
        if self._shown:
            name = _name(graph, self._project)
            terminal.progress(say(f"push.{what}", self._language, graph=name, done=done, total=total))

    def waits(self, seconds: float) -> None:
        if self._shown:
            terminal.progress("")
            terminal.note(say("endpoint.waits", self._language, time=counted("seconds", round(seconds))))

    def clear(self) -> None:
        if self._shown:
            terminal.progress("")


def _name(graph: str, project: Project) -> str:
    return graph.removeprefix(project.graph(""))


def _print(report: Report, options: argparse.Namespace, project: Project) -> None:
    from diplograph.publishing.stores.push import Outcome

    language = options.lang
    if report.unfinished and not options.quiet:
        terminal.line(say("push.unfinished", language))
    for pushed in report.graphs:
        if options.quiet and not report.failed(pushed):
            continue
        key = pushed.outcome.value
        if report.dry_run and pushed.outcome not in (Outcome.UNCHANGED, Outcome.LEFT_OVER):
            key = f"would-{key}"
        comparison = pushed.comparison
        terminal.line(
            say(
                f"push.{key}",
                language,
                graph=_name(pushed.graph, project),
                triples=pushed.triples,
                sent=pushed.sent,
                added=len(comparison.lost) + len(comparison.altered),
                removed=len(comparison.unexpected) + len(comparison.altered),
            )
        )
        _print_differences(pushed, report, language, project)
    if options.quiet:
        return
    if report.dry_run:
        changing = (Outcome.NEW, Outcome.REPLACED)
        terminal.line(say("push.would", language, graphs=sum(p.outcome in changing for p in report.graphs)))
    elif report.succeeded:
        terminal.line(
            say(
                "push.good",
                language,
                store=report.store,
                sent=sum(pushed.sent for pushed in report.graphs),
                rewritten=sum(len(pushed.comparison.rewritten) for pushed in report.graphs),
                altered=sum(len(pushed.comparison.altered) for pushed in report.graphs),
            )
        )


def _print_differences(pushed: Pushed, report: Report, language: str, project: Project) -> None:
    """List what differs: every loss, and of what is none the first few."""
    import pyoxigraph as ox

    from diplograph.publishing.stores.push import Outcome

    comparison = pushed.comparison
    if pushed.outcome in (Outcome.LEFT_OVER, Outcome.DROPPED) or (
        report.dry_run and pushed.outcome is Outcome.NEW
    ):
        return

    def line(triple: ox.Triple) -> str:
        subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else str(triple.subject)
        names = (short(subject, project), short(triple.predicate.value, project))
        return "  ".join((*names, _cut(str(triple.object))))

    pairs = [
        (kind, f"{line(wanted)} → {_cut(str(found.object))}")
        for kind, group in (("altered", comparison.altered), ("rewritten", comparison.rewritten))
        for wanted, found in group
    ]
    if report.dry_run:
        rows = [f"+ {line(triple)}" for triple in comparison.lost]
        rows += [f"- {line(triple)}" for triple in comparison.unexpected]
        rows += [f"{say(f'push.{kind}', language)}: {text}" for kind, text in pairs]
        _print_some(rows, language)
        return
    losses = [("lost", line(triple)) for triple in comparison.lost]
    losses += [("unexpected", line(triple)) for triple in comparison.unexpected]
    losses += [pair for pair in pairs if pair[0] == "altered"]
    for kind, text in losses:
        terminal.line(f"    {say(f'push.{kind}', language)}: {text}")
    _print_some(
        [f"{say('push.rewritten', language)}: {text}" for kind, text in pairs if kind == "rewritten"],
        language,
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _print_some(rows: list[str], language: str) -> None:
    for row in rows[:_SHOWN]:
        terminal.line(f"    {row}")
    if len(rows) > _SHOWN:
        terminal.line("    " + say("push.more", language, number=len(rows) - _SHOWN))


def _failure(report: Report) -> Message:
    """Return one line: the store does not hold what it should, and what to do."""
    from diplograph.publishing.stores.push import Outcome

    failed = [pushed for pushed in report.graphs if report.failed(pushed)]
    number = {
        kind: sum(len(getattr(pushed.comparison, kind)) for pushed in failed)
        for kind in ("altered", "lost", "unexpected")
    }
    in_place = [pushed for pushed in failed if pushed.outcome not in (Outcome.REFUSED, Outcome.HELD)]
    if in_place:
        return message("push.not-held", **number)
    only_altered = number["altered"] and not number["lost"] and not number["unexpected"]
    return message("push.only-altered" if only_altered else "push.not-kept", **number)


def _as_json(report: Report) -> dict[str, Any]:
    def texts(triples: tuple[Any, ...]) -> list[Any]:
        return [[str(t) for t in item] if isinstance(item, tuple) else str(item) for item in triples]

    return {
        "store": report.store,
        "dryRun": report.dry_run,
        "succeeded": report.succeeded,
        "unfinishedBefore": report.unfinished,
        "graphs": [
            {
                "graph": pushed.graph,
                "outcome": pushed.outcome.value,
                "triples": pushed.triples,
                "sent": pushed.sent,
                "rewritten": texts(pushed.comparison.rewritten),
                "altered": texts(pushed.comparison.altered),
                "lost": texts(pushed.comparison.lost),
                "unexpected": texts(pushed.comparison.unexpected),
            }
            for pushed in report.graphs
        ],
    }
