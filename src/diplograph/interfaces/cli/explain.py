"""`diplograph explain`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from diplograph.base.messages import say
from diplograph.base.names import PREFIXES, RDF, RDFS
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.common import open_project, short, tell_name
from diplograph.interfaces.cli.options import format_option, time_limit_option

if TYPE_CHECKING:
    from diplograph.questions.explanation import Explanation, Statement
    from diplograph.questions.graph import Graph


_INDENT = "  "
_TERMS: Final = {
    RDF + "type": "explain.type",
    RDFS + "subClassOf": "explain.subclass",
    RDFS + "subPropertyOf": "explain.subproperty",
    RDFS + "label": "explain.label",
    PREFIXES["owl"] + "inverseOf": "explain.inverse",
}
"""The texts for terms that are not diplograph's own."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("subject", metavar="SUBJECT", help="help.explain-subject")
    parser.add_argument("predicate", nargs="?", metavar="PREDICATE", help="help.explain-predicate")
    parser.add_argument("object", nargs="?", metavar="OBJECT", help="help.explain-object")
    format_option(parser, "text", "json")
    time_limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Show why statements hold: their passages, or the rule and its premises, down to the passages."""
    from diplograph.questions.graph import Graph

    graph = Graph(open_project(options), language=options.lang, tell=tell_name(options))
    explanations = graph.explain(options.subject, options.predicate, options.object)
    if options.format == "json":
        from diplograph.checks.writers.json import json_text

        shown = [_as_json(explanation, options.lang) for explanation in explanations]
        terminal.data(json_text(shown))
        return 0
    writer = _Writer(graph, options.lang)
    for explanation in explanations:
        writer.write(explanation, 0)
    return 0


class _Writer:
    """Writes explanations as an indented tree; what was explained once is not explained again."""

    def __init__(self, graph: Graph, language: str) -> None:
        self._graph = graph
        self._language = language
        self._told: set[Statement] = set()

    def write(self, explanation: Explanation, depth: int) -> None:
        """Write an explanation, with those of its premises below it."""
        shown = "  ".join(self._name(term) for term in explanation.statement)
        told = explanation.statement in self._told and explanation.rule is not None
        self._told.add(explanation.statement)
        if explanation.rule is None:
            places = " ".join(short(iri, self._graph.project) for iri in explanation.passages)
            terminal.line(f"{_INDENT * depth}{shown}  [{places}]" if places else f"{_INDENT * depth}{shown}")
            return
        terminal.line(f"{_INDENT * depth}{shown}")
        if told:
            terminal.line(f"{_INDENT * (depth + 1)}{say('explain.above', self._language)}")
            return
        summary = explanation.summary[self._language]
        rule = say("explain.by-rule", self._language, rule=explanation.rule, summary=summary)
        terminal.line(f"{_INDENT * (depth + 1)}{rule}")
        for number, premises in enumerate(explanation.derivations, 1):
            if len(explanation.derivations) > 1:
                terminal.line(f"{_INDENT * (depth + 1)}{say('explain.way', self._language, number=number)}")
            for premise in premises:
                self.write(premise, depth + 2)

    def _name(self, term: Any) -> str:
        import pyoxigraph as ox

        if isinstance(term, ox.Literal):
            return terminal.apart(term.value)
        if term.value in _TERMS:
            return say(_TERMS[term.value], self._language)
        labels = {
            quad.object.language: quad.object.value
            for quad in self._graph.store.quads_for_pattern(term, ox.NamedNode(RDFS + "label"), None, None)
            if isinstance(quad.object, ox.Literal)
        }
        for language in self._graph.label_languages:
            if label := labels.get(language.lower()):  # a store writes tags in lower case
                return terminal.apart(label)
        return short(term.value, self._graph.project)


def _as_json(explanation: Explanation, language: str) -> dict[str, Any]:
    subject, predicate, term = explanation.statement
    return {
        "subject": subject.value,
        "predicate": predicate.value,
        "object": str(term.value),
        "rule": explanation.rule,
        "summary": explanation.summary.get(language),
        "passages": list(explanation.passages),
        "derivations": [
            [_as_json(one, language) for one in premises] for premises in explanation.derivations
        ],
    }
