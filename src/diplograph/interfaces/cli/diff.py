"""`diplograph diff`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplograph.base.messages import LANGUAGES, say
from diplograph.base.names import DG, RDF, RDFS
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, open_store, short
from diplograph.interfaces.cli.options import format_option, store_options

if TYPE_CHECKING:
    import pyoxigraph as ox

    from diplograph.publishing.diff.difference import Change
    from diplograph.sources.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    for name, metavar in (("before", "A"), ("after", "B")):
        parser.add_argument(name, metavar=metavar, help="help.diff-graphs")
    store_options(parser)
    parser.add_argument("--by-value", action="store_true", help="help.diff-by-value")
    format_option(parser, "text", "json", "patch")


def run(options: argparse.Namespace) -> int:
    """Say how two graphs differ; 1 if they do."""
    from diplograph.publishing.diff.difference import differences, patch

    project = open_project(options, answers=False)  # it only shortens and names what differs
    graphs = [project.graph(name.removeprefix(project.graph(""))) for name in options.graph]
    before, after = (_read(place, project, options, graphs) for place in (options.before, options.after))
    changes = differences(before, after, by_value=options.by_value)
    if not changes and options.format != "text" and not options.quiet:
        terminal.note(say("diff.none", options.lang))
    if options.format == "json":
        from diplograph.checks.writers.json import json_text

        terminal.data(json_text([_as_json(change) for change in changes]))
    elif options.format == "patch":
        terminal.data("".join(patch(changes)))
    else:
        _Words(project, options, (*before, *after)).print(changes)
    return 1 if changes else 0


def _read(place: str, project: Project, options: argparse.Namespace, graphs: list[str]) -> list[ox.Quad]:
    from diplograph.publishing.diff.difference import only_in
    from diplograph.publishing.stores.pull import pull_quads
    from diplograph.rdf.files import read_rdf
    from diplograph.snapshot.build import unchanged
    from diplograph.sources.project import find

    if place.startswith(("http://", "https://")):
        return pull_quads(open_store(place, project, options), project.base, graphs)
    path = Path(place)
    if path.is_dir():
        folder = find(path)
        with unchanged(folder):
            return only_in(list(read_rdf(folder.graph_file)), graphs)
    return only_in(list(read_rdf(path)), graphs)


class _Words:
    """Changes in words, by the labels that the two graphs give."""

    def __init__(self, project: Project, options: argparse.Namespace, quads: Iterable[ox.Quad]) -> None:
        from diplograph.publishing.diff.difference import labels

        self._project, self._language, self._quiet = project, options.lang, options.quiet
        self._labels = labels(quads)

    def print(self, changes: list[Change]) -> None:
        for change in changes:
            terminal.line(
                say(f"diff.{change.kind.value}", self._language, entity=self._entity(change.entity))
            )
            for old, new in change.changed:
                self._line("~", new, f"{self._term(old.object)} → {self._term(new.object)}", change)
            for old, new in change.rewritten:
                values = f"{old.object} → {new.object}"
                words = f"{values} ({say('diff.same-value', self._language)})"
                self._line("~", new, words, change)
            for quad in change.removed:
                self._line("-", quad, self._term(quad.object), change)
            for quad in change.added:
                self._line("+", quad, self._term(quad.object), change)
        if not self._quiet:
            self._summary(changes)

    def _summary(self, changes: list[Change]) -> None:
        if not changes:
            terminal.line(say("diff.none", self._language))
            return
        from diplograph.publishing.diff.difference import Kind

        counts = {kind.value: sum(change.kind is kind for change in changes) for kind in Kind}
        terminal.line(say("diff.summary", self._language, **counts))

    def _line(self, sign: str, quad: ox.Quad, words: str, change: Change) -> None:
        import pyoxigraph as ox

        way = change.ways[quad.subject] if isinstance(quad.subject, ox.BlankNode) else ()
        properties = " › ".join(terminal.apart(self._property(step)) for step in (*way, quad.predicate))
        where = ""
        if isinstance(quad.graph_name, ox.NamedNode):
            where = f"  [{quad.graph_name.value.removeprefix(self._project.graph(''))}]"
        terminal.line(f"    {sign} {properties}: {words}{where}")

    def _property(self, property: ox.NamedNode) -> str:
        if property.value == RDF + "type":
            return say("diff.type", self._language)
        if property.value == RDFS + "label":
            return say("diff.label", self._language)
        return self._label(property.value) or short(property.value, self._project)

    def _entity(self, entity: ox.NamedNode | ox.BlankNode) -> str:
        import pyoxigraph as ox

        if isinstance(entity, ox.BlankNode):
            return str(entity)
        name = short(entity.value, self._project)
        label = self._label(entity.value)
        return f"{terminal.apart(label)} [{name}]" if label else name

    def _label(self, iri: str) -> str | None:
        for language in (*self._project.label_languages(self._language), *LANGUAGES, ""):
            if (iri, language) in self._labels:
                return self._labels[iri, language]
        return None

    def _term(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        import pyoxigraph as ox

        if isinstance(term, ox.NamedNode):
            name = short(term.value, self._project)
            label = self._label(term.value)
            # A term of the ontology is known by its label; two entities may share one.
            return (
                name
                if label is None
                else terminal.apart(label)
                if term.value.startswith(DG)
                else (f"{terminal.apart(label)} [{name}]")
            )
        if isinstance(term, ox.Literal):
            words = terminal.apart(term.value)
            return f"{words}@{term.language}" if term.language else words
        from diplograph.rdf.lines import written

        return written(term)


def _as_json(change: Change) -> dict[str, Any]:
    import pyoxigraph as ox

    def pairs(group: tuple[tuple[ox.Quad, ox.Quad], ...]) -> list[list[str]]:
        return [[str(old), str(new)] for old, new in group]

    return {
        "entity": change.entity.value if isinstance(change.entity, ox.NamedNode) else str(change.entity),
        "kind": change.kind.value,
        "added": [str(quad) for quad in change.added],
        "removed": [str(quad) for quad in change.removed],
        "changed": pairs(change.changed),
        "rewritten": pairs(change.rewritten),
    }
