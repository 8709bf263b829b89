"""Which entity a reader means: by its IRI, or by what it is called."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.messages import LANGUAGES, Message, message
from diplograph.base.names import PREFIXES, short
from diplograph.questions.parameters import Parameter, to_term
from diplograph.sparql.answers import Result, Rows

Ask: TypeAlias = Callable[[str], Result]
"""Runs a query, locally or at an endpoint."""

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_SPELLINGS = tuple(ox.NamedNode(PREFIXES["skos"] + name) for name in ("altLabel", "hiddenLabel"))
_MOST = 8  # candidates that are listed


def resolver(
    ask: Ask,
    *,
    base: str,
    languages: Iterable[str] = LANGUAGES,
    fold: Callable[[str], str] | None = None,
) -> Callable[..., ox.NamedNode]:
    """Make what finds the entity for a parameter.

    A full IRI is taken as it is. A short one, such as ``state/egypt`` or ``dg:ministerialVisit``, must be
    one of the graph, and of the class or scheme of the parameter. Anything else is a name: a label in any
    language, then another spelling; with `fold`, a name that becomes the same by it.

    Args:
        ask: Runs a query.
        base: The base IRI of the project.
        languages: The languages that labels may be in.
        fold: Gives one spelling to what readers take for the same. It needs all labels, so that it is for
            a local graph.

    Raises:
        QueryError: By what is returned: nothing is called so, or several are, which are listed.
    """

    def resolve(parameter: Parameter, text: str) -> ox.NamedNode:
        try:
            node = to_term(parameter, text, base=base)
        except QueryError:
            return _by_name(parameter, text)
        assert isinstance(node, ox.NamedNode)
        if "://" not in text and not ask(f"ASK {{ {node} ?p ?o }}"):
            raise QueryError(_unknown(parameter.name, text))
        if "://" not in text and not ask(f"ASK {{ VALUES ?node {{ {node} }} {_of(parameter)} }}"):
            raise QueryError(message("error.not-a", name=parameter.name, text=text, kind=parameter.of))
        return node

    def _by_name(parameter: Parameter, text: str) -> ox.NamedNode:
        tags = sorted({*languages, *LANGUAGES})
        literals = [ox.Literal(text), *(ox.Literal(text, language=tag) for tag in tags)]
        found = _called(ask, literals, parameter)
        if not found and fold is not None:
            same = [label for label in _all_labels(ask) if fold(label.value) == fold(text)]
            found = _called(ask, same, parameter) if same else {}
        named = [node for node, is_label in found.items() if is_label]
        candidates = named or list(found)
        if len(candidates) == 1:
            return ox.NamedNode(candidates[0])
        if candidates:
            listed = ", ".join(short(node, base) for node in sorted(candidates)[:_MOST])
            raise QueryError(message("error.ambiguous", name=parameter.name, text=text, nodes=listed))
        key = "error.nothing-of-kind" if parameter.of else "error.nothing-called"
        raise QueryError(message(key, name=parameter.name, text=text, kind=parameter.of))

    def _unknown(name: str, text: str) -> Message:
        theme = text.partition("/")[0]
        start = f"{base}id/{theme}/"
        named = f"?s {_LABEL} ?label FILTER ( STRSTARTS( STR(?s), {ox.Literal(start)} ) )"
        rows = _rows(ask(f"SELECT DISTINCT ?s {{ {named} }}"))
        known = [short(node.value, base) for (node,) in rows if isinstance(node, ox.NamedNode)]
        near = difflib.get_close_matches(text, known, n=1)
        if near:
            return message("error.no-node-near", name=name, text=text, near=near[0])
        return message("error.no-node", name=name, text=text)

    return resolve


def _called(ask: Ask, labels: Iterable[ox.Literal], parameter: Parameter) -> dict[str, bool]:
    """Return what bears one of some labels, and whether as its name; not as another spelling."""
    values = " ".join(map(str, labels))
    query = (
        f"SELECT DISTINCT ?node ?how {{ VALUES ?label {{ {values} }} ?node ?how ?label . {_of(parameter)} }}"
    )
    found: dict[str, bool] = {}
    for node, how in _rows(ask(query)):
        if isinstance(node, ox.NamedNode) and how in (_LABEL, *_SPELLINGS):
            found[node.value] = found.get(node.value, False) or how == _LABEL
    return found


def _of(parameter: Parameter) -> str:
    """Return the pattern that holds ``?node`` to the class or scheme of a parameter."""
    if not parameter.of:
        return ""
    prefix, _, local = parameter.of.partition(":")
    term = ox.NamedNode(PREFIXES[prefix] + local)
    return f"{{ ?node a {term} }} UNION {{ ?node <{PREFIXES['skos']}inScheme> {term} }}"


def _all_labels(ask: Ask) -> list[ox.Literal]:
    path = "|".join(map(str, (_LABEL, *_SPELLINGS)))
    rows = _rows(ask(f"SELECT DISTINCT ?label {{ ?node {path} ?label }}"))
    return [row[0] for row in rows if isinstance(row[0], ox.Literal)]


def _rows(result: Result) -> tuple[tuple[object, ...], ...]:
    assert isinstance(result, Rows)
    return result.rows
