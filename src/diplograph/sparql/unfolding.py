"""A SELECT query asked for all of its variables, so that one can see what each row rests on.

``SELECT ?state (COUNT(?visit) AS ?n) { ?visit dg:hostState ?state } GROUP BY ?state`` becomes
``SELECT DISTINCT ?state ?visit { ?visit dg:hostState ?state }``: the same solutions, before they are grouped.
Subqueries that neither group nor limit give their variables too, under names that clash with no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from diplograph.base.errors import QueryError
from diplograph.sparql.lexing import TOKEN, word_of

_AGGREGATES: Final = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_MODIFIERS: Final = {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"}


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A query asked for all of its variables.

    Attributes:
        text: The query.
        keys: The variables by which its solutions belong to a row of the query as it was, as that row
            names them.
    """

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Select:
    """Places in the text: of a SELECT clause, its group, and the modifiers after it."""

    start: int
    items: str
    clause_end: int
    body: tuple[int, int]
    end: int
    simple: bool
    plain: tuple[str, ...]
    made: frozenset[str]


def unfold(query: str) -> Unfolded:
    """Ask a SELECT query for all of its variables.

    Raises:
        QueryError: It is none.

    Example:
        >>> unfold("SELECT (COUNT(?s) AS ?n) ?o { ?s ?p ?o } GROUP BY ?o ORDER BY ?o")
        Unfolded(text='SELECT DISTINCT ?o ?p ?s { ?s ?p ?o }', keys=('o',))
    """
    selects = _selects(query)
    if not selects:
        raise QueryError("passages can be added to the rows of a SELECT query only")
    outer = selects[0]
    head, body = query[: outer.start], query[outer.body[0] : outer.body[1]]
    dataset = query[outer.clause_end : outer.body[0]]
    body = _open_subqueries(body, set(_variables(query)))
    known = set(_variables(body))
    keys = tuple(name for name in outer.plain if name in known)
    names = " ".join(f"?{name}" for name in (*keys, *sorted(known.difference(keys))))
    return Unfolded(f"{head}SELECT DISTINCT {names} {dataset}{body}{query[outer.end :]}", keys)


def _open_subqueries(body: str, taken: set[str]) -> str:
    """Let the simple subqueries of a group give all their variables, from the innermost outwards."""
    for number, place in enumerate(reversed(range(len(_selects(body))))):
        select = _selects(body)[place]  # read anew: what stands inside has been rewritten
        if not select.simple:
            continue
        inner = body[select.body[0] : select.body[1]]
        kept = {*select.plain, *select.made} or set(_variables(inner))
        names = {
            name: _fresh(name, number, taken) for name in dict.fromkeys(_variables(inner)) if name not in kept
        }
        renamed = _rename(body[select.body[0] : select.end], names)
        items = " ".join([select.items, *(f"?{name}" for name in names.values())])
        if select.items.strip() == "*":
            items = "*"
        body = f"{body[: select.start]}SELECT {items} {renamed}{body[select.end :]}"
    return body


def _fresh(name: str, number: int, taken: set[str]) -> str:
    fresh = f"{name}_{number}"
    while fresh in taken:
        fresh += "_"
    taken.add(fresh)
    return fresh


def _rename(text: str, names: dict[str, str]) -> str:
    def replace(match: re.Match[str]) -> str:
        name = match["variable"][1:] if match["variable"] else ""
        return f"?{names[name]}" if name in names else match[0]

    return TOKEN.sub(replace, text)


def _variables(text: str) -> list[str]:
    return [match["variable"][1:] for match in TOKEN.finditer(text) if match["variable"]]


def _selects(query: str) -> list[_Select]:
    """Find the SELECT clauses with their groups, in their order."""
    tokens = list(TOKEN.finditer(query))
    return [_read(query, tokens, at) for at, token in enumerate(tokens) if word_of(token) == "SELECT"]


def _read(query: str, tokens: list[re.Match[str]], at: int) -> _Select:
    first = at + 1
    while first < len(tokens) and word_of(tokens[first]) in ("DISTINCT", "REDUCED"):
        first += 1
    last, opening = _clause(tokens, first)
    close = _closing(tokens, opening)
    end, modified = _past_modifiers(query, tokens, close)
    items, body = tokens[first:last], (tokens[opening].start(), tokens[close].end())
    plain, made = _projected(items)
    if not plain and not made:  # an asterisk
        plain = dict.fromkeys(_variables(query[slice(*body)]))
    grouped = modified & {"GROUP", "HAVING", "LIMIT", "OFFSET"}
    return _Select(
        start=tokens[at].start(),
        items=query[tokens[first].start() : tokens[last].start()],
        clause_end=tokens[last].start(),
        body=body,
        end=end,
        simple=not grouped and not any(word_of(token) in _AGGREGATES for token in items),
        plain=tuple(plain),
        made=frozenset(made),
    )


def _clause(tokens: list[re.Match[str]], first: int) -> tuple[int, int]:
    """Give the token after the items of a SELECT clause, and the one that opens its group."""
    last = None
    depth = 0
    for at in range(first, len(tokens)):
        sign = tokens[at]["sign"]
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and (sign == "{" or word_of(tokens[at]) in ("WHERE", "FROM")):
            last = at if last is None else last
            if sign == "{":
                return last, at
    raise QueryError("the query has no group that can be read")


def _projected(items: list[re.Match[str]]) -> tuple[dict[str, None], dict[str, None]]:
    """Give the variables that are projected as they are, and those that are made by an expression."""
    plain: dict[str, None] = {}
    made: dict[str, None] = {}
    depth = 0
    for before, token in zip([None, *items], items, strict=False):
        depth += (token["sign"] == "(") - (token["sign"] == ")")
        if token["variable"] and depth == 0:
            plain[token["variable"][1:]] = None
        elif token["variable"] and depth == 1 and before is not None and word_of(before) == "AS":
            made[token["variable"][1:]] = None
    return plain, made


def _closing(tokens: list[re.Match[str]], place: int) -> int:
    depth = 0
    for at in range(place, len(tokens)):
        if tokens[at]["sign"] == "{":
            depth += 1
        elif tokens[at]["sign"] == "}":
            depth -= 1
            if depth == 0:
                return at
    raise QueryError("a group of the query is not closed")


def _past_modifiers(query: str, tokens: list[re.Match[str]], close: int) -> tuple[int, set[str]]:
    """Give the end of the modifiers after a group, and which there are; a VALUES block stays."""
    found: set[str] = set()
    for token in tokens[close + 1 :]:
        if token["sign"] == "}" or word_of(token) == "VALUES":
            return token.start(), found
        if (word := word_of(token)) in _MODIFIERS:
            found.add(word)
    return len(query), found
