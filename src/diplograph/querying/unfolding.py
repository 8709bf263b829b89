"""A SELECT query asked for all of its variables, so that one can see what each row rests on.

``SELECT ?state (COUNT(?visit) AS ?n) { ?visit dg:hostState ?state } GROUP BY ?state`` becomes
``SELECT DISTINCT ?state ?visit { ?visit dg:hostState ?state }``: the same solutions, before they are grouped.
Subqueries that neither group nor limit give their variables too, under names that clash with no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from diplograph.errors import QueryError

_TOKEN: Final = re.compile(
    r"""
      (?P<skip>  \#[^\n\r]*
        | <[^<>"{}|^`\\\x00-\x20]*>
        | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
        | (?:\w[\w.-]*)? : (?:[\w%:-]|\\.|\.(?=[\w%:-]))* | @\w[\w-]* )
    | (?P<variable> [?$]\w+ )
    | (?P<word> \w+ )
    | (?P<sign> [{}()] )
    """,
    re.VERBOSE | re.DOTALL,
)
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
    hidden = sorted(set(_variables(body)) - set(outer.plain))
    tail = query[outer.end :]
    names = " ".join(f"?{name}" for name in (*(n for n in outer.plain if n in _variables(body)), *hidden))
    text = f"{head}SELECT DISTINCT {names} {dataset}{body}{tail}"
    return Unfolded(text, tuple(name for name in outer.plain if name in _variables(body)))


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

    return _TOKEN.sub(replace, text)


def _variables(text: str) -> list[str]:
    return [match["variable"][1:] for match in _TOKEN.finditer(text) if match["variable"]]


def _selects(query: str) -> list[_Select]:
    """Find the SELECT clauses with their groups, in their order."""
    tokens = list(_TOKEN.finditer(query))
    return [_read(query, tokens, at) for at, token in enumerate(tokens) if _word(token) == "SELECT"]


def _read(query: str, tokens: list[re.Match[str]], at: int) -> _Select:
    place = at + 1
    while place < len(tokens) and _word(tokens[place]) in ("DISTINCT", "REDUCED"):
        place += 1
    first = place
    depth = 0
    clause_end = None
    plain: list[str] = []
    made: set[str] = set()
    aggregated = False
    while place < len(tokens):
        token = tokens[place]
        if token["sign"] == "(":
            depth += 1
        elif token["sign"] == ")":
            depth -= 1
        elif depth == 0 and (token["sign"] == "{" or _word(token) in ("WHERE", "FROM")):
            clause_end = token.start() if clause_end is None else clause_end
            if token["sign"] == "{":
                break
        elif token["variable"] and clause_end is None:
            if depth == 0:
                plain.append(token["variable"][1:])
            elif depth == 1 and _word(tokens[place - 1]) == "AS":
                made.add(token["variable"][1:])
        aggregated = aggregated or (clause_end is None and _word(token) in _AGGREGATES)
        place += 1
    if place == len(tokens) or clause_end is None:
        raise QueryError("the query has no group that can be read")
    close = _closing(tokens, place)
    end, modified = _past_modifiers(query, tokens, close)
    return _Select(
        start=tokens[at].start(),
        items=query[tokens[first].start() : clause_end],
        clause_end=clause_end,
        body=(tokens[place].start(), tokens[close].end()),
        end=end,
        simple=not aggregated and not modified & {"GROUP", "HAVING", "LIMIT", "OFFSET"},
        plain=tuple(plain)
        or (
            tuple(dict.fromkeys(_variables(query[tokens[place].start() : tokens[close].end()])))
            if not made
            else ()
        ),
        made=frozenset(made),
    )


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
        if token["sign"] == "}" or _word(token) == "VALUES":
            return token.start(), found
        if (word := _word(token)) in _MODIFIERS:
            found.add(word)
    return len(query), found


def _word(token: re.Match[str]) -> str:
    return (token["word"] or "").upper()
