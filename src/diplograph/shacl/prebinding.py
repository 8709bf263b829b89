"""Pre-binding: the query of a SPARQL-based constraint, asked for all focus nodes at once.

SHACL defines the query as asked for each focus node anew, with ``$this`` replaced by it. Here a pattern that
selects the focus nodes is put into the query instead: at the start of its WHERE clause, and in each inner
group that mentions ``$this`` in an expression without binding it, since SPARQL looks at such a group by
itself. A query with LIMIT or OFFSET means something else for all focus nodes than for each one;
`is_per_focus` recognises it.

Source: SHACL, sections 5.3 and appendix A (https://www.w3.org/TR/shacl/#pre-binding).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import ReasonedError
from diplograph.base.messages import message
from diplograph.sparql.answers import variables_of
from diplograph.sparql.forms import form_of_query, undeclared_prefixes
from diplograph.sparql.lexing import TOKEN, word_of
from diplograph.sparql.limits import check_limits

_FORBIDDEN: Final = {
    "MINUS": "MINUS",
    "VALUES": "VALUES",
    "SERVICE": "SERVICE",
}
_ALWAYS_BOUND: Final = frozenset({"this", "shapesGraph", "currentShape"})
_EXPRESSIONS: Final = frozenset({"FILTER", "BIND", "HAVING"})


class Unsupported(ReasonedError):
    """What a query holds that SHACL rules out or that cannot be compiled."""


class UndeclaredPrefix(SyntaxError):
    """A prefix in a query that is not declared; its text has the line, as those of the parser."""

    def __init__(self, prefix: str, line: int) -> None:
        self.reason = message("error.shape-prefix", prefix=prefix)
        super().__init__(f"error at {line}:1: {self.reason.text('en')}")


@dataclass(slots=True)
class _Group:
    """A group in braces.

    Attributes:
        start: Where its text starts, after the brace.
        opener: The word before the brace, such as OPTIONAL.
        is_subquery: Whether a SELECT stands in it.
        bound: The pre-bound variables that a triple pattern in it mentions.
        used: Those that an expression in it mentions, with the word that the expression belongs to.
    """

    start: int
    opener: str = ""
    is_subquery: bool = False
    in_projection: bool = False
    bound: set[str] = field(default_factory=set)
    used: set[tuple[str, str]] = field(default_factory=set)


def check_query(text: str, prefixes: str, *, asks: bool) -> None:
    """Check that a query is SPARQL and keeps to what SHACL allows with pre-bound variables.

    Raises:
        SyntaxError: It is not SPARQL, or goes beyond its limits; the error has the line within the text.
        Unsupported: It uses MINUS, VALUES or SERVICE, assigns a pre-bound variable, or has a subquery that
            does not select ``$this``.
    """
    check_limits(text)
    prebound = _ALWAYS_BOUND | ({"value"} if asks else set())
    previous, depth, projecting, selected = "", 0, -1, False
    for token in TOKEN.finditer(text):
        word = word_of(token)
        if word in _FORBIDDEN:
            raise Unsupported(message("error.shape-forbidden", word=word))
        if token["variable"] and previous == "AS" and token["variable"][1:] in prebound:
            raise Unsupported(message("error.shape-assigns", variable=token["variable"]))
        if token["sign"] in ("{", "}"):
            if projecting >= 1 and token["sign"] == "{" and not selected:
                raise Unsupported(message("error.shape-subquery-this"))
            projecting = -1 if token["sign"] == "{" else projecting
            depth += 1 if token["sign"] == "{" else -1
        if word == "SELECT":
            projecting, selected = depth, asks
        if projecting >= 0 and token["variable"] in ("$this", "?this"):
            selected = True
        previous = word or (token["variable"] and previous) or ""
    for prefix, line in undeclared_prefixes(prefixes + text).items():
        raise UndeclaredPrefix(prefix, line)
    try:
        variables = variables_of(ox.Store().query(prefixes + text))
    except RuntimeError as error:
        raise Unsupported(
            message("error.shape-query-fails", reason=error)
        ) from None  # a function that is not of SPARQL
    form = "ASK" if asks else "SELECT"
    if form_of_query(prefixes + text) != form:
        raise Unsupported(message("error.shape-not-form", form=form))
    if variables is not None and "this" not in variables:
        raise Unsupported(message("error.shape-not-this"))


def is_per_focus(text: str) -> bool:
    """Return whether a query must be asked for each focus node by itself."""
    return any(word_of(token) in ("LIMIT", "OFFSET") for token in TOKEN.finditer(text))


def body_of(text: str) -> str:
    """Return what stands between the outermost braces of a query.

    Example:
        >>> body_of("ASK { FILTER (?value > 1) }")
        ' FILTER (?value > 1) '
    """
    return text[text.index("{") + 1 : text.rindex("}")]


def mentions(text: str, name: str) -> bool:
    """Return whether a query has a variable.

    Example:
        >>> mentions("ASK { FILTER ($value > $least) }", "least")
        True
    """
    return any((token["variable"] or "")[1:] == name for token in TOKEN.finditer(text))


def substitute(text: str, bindings: Mapping[str, str]) -> str:
    """Put terms, or a path, in the place of variables.

    Args:
        text: A query or a part of one.
        bindings: What stands for each variable, in SPARQL.

    Example:
        >>> substitute("$this $PATH ?x FILTER (bound($n) && ?x < $n)", {"PATH": "<urn:x:p>", "n": "3"})
        '$this <urn:x:p> ?x FILTER ((true) && ?x < 3)'
    """
    pieces, end = [], 0
    tokens = list(TOKEN.finditer(text))
    for index, token in enumerate(tokens):
        name = (token["variable"] or "")[1:]
        if name not in bindings:
            continue
        before = [word_of(t) or t["sign"] for t in tokens[max(index - 2, 0) : index]]
        if before == ["BOUND", "("]:
            pieces += [text[end : tokens[index - 2].start()], "(true)"]
            end = tokens[index + 1].end()
        else:
            pieces += [text[end : token.start()], bindings[name]]
            end = token.end()
    return "".join([*pieces, text[end:]])


def inject(text: str, focus: str, prebound: frozenset[str] = frozenset({"this"})) -> str:
    """Put the pattern that binds the pre-bound variables where the query needs it.

    Args:
        text: A SELECT query.
        focus: The pattern that binds ``?this`` (and what else is pre-bound) to each focus node.
        prebound: The names of the variables that it binds.

    Example:
        >>> inject("SELECT $this { { FILTER ($this = <urn:x:a>) } }", "?this a <urn:x:C> .")
        'SELECT $this { ?this a <urn:x:C> .  { ?this a <urn:x:C> .  FILTER ($this = <urn:x:a>) } }'
    """
    places: list[int] = []
    stack: list[_Group] = []
    parens, reason, word, opener = 0, "", "", ""
    for token in TOKEN.finditer(text):
        sign, name = token["sign"], (token["variable"] or "")[1:]
        if sign == "{":
            stack.append(_Group(token.end(), opener=opener))
            if len(stack) == 1:
                places.append(token.end())
            opener = ""
        elif sign == "}":
            group = stack.pop()
            parent = stack[-1] if stack else None
            if parent is not None and _needs_focus(group, parent):
                places.append(group.start)
            if parent is not None and group.opener == "EXISTS":
                parent.used |= {(name, "EXISTS") for name in group.bound | {used for used, _ in group.used}}
        elif sign == "(":
            parens += 1
            if parens == 1:
                reason = word
        elif sign == ")":
            parens -= 1
        elif name in prebound and stack and not stack[-1].is_subquery:
            if parens:
                stack[-1].used.add((name, reason))
            else:
                stack[-1].bound.add(name)
        if token_word := word_of(token):
            if token_word == "SELECT" and stack:
                stack[-1].is_subquery = True
            if not parens and token_word in _EXPRESSIONS:
                word = token_word
            opener = token_word
        elif sign != "{":
            opener = opener if token[0].startswith("#") else ""
    for place in sorted(places, reverse=True):
        text = f"{text[:place]} {focus} {text[place:]}"
    return text


def _needs_focus(group: _Group, parent: _Group) -> bool:
    """Return whether a group leaves a pre-bound variable unbound that it needs."""
    if group.is_subquery or group.opener == "EXISTS":
        return False
    if parent.is_subquery:
        return not group.bound
    unbound = {(name, reason) for name, reason in group.used if name not in group.bound}
    if group.opener == "OPTIONAL":  # its filters see what stands before it
        unbound = {(name, reason) for name, reason in unbound if reason == "BIND"}
    return bool(unbound)
