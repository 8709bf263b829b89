"""A query asked for all of its variables, so that one can see what each solution rests on.

``SELECT ?state (COUNT(?visit) AS ?n) { ?visit dg:hostState ?state } GROUP BY ?state`` becomes
``SELECT DISTINCT ?state ?visit { ?visit dg:hostState ?state }``: the same solutions, before they are grouped.
Subqueries that neither group nor limit give their variables too, under names that clash with no other. Blank
nodes become variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.sparql.reading import ReadQuery, Select, Triple, read_query


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


def unfold(query: str) -> Unfolded:
    """Ask a SELECT query, or the pattern of a CONSTRUCT query, for all of its variables.

    Raises:
        QueryError: It is neither, or cannot be read.

    Example:
        >>> unfold("SELECT (COUNT(?s) AS ?n) ?o { ?s ?p ?o } GROUP BY ?o ORDER BY ?o")
        Unfolded(text='SELECT DISTINCT ?o ?p ?s { ?s ?p ?o }', keys=('o',))
    """
    read = read_query(query)
    if read.form not in ("SELECT", "CONSTRUCT"):
        raise QueryError(message("error.passages-to-select"))
    named = read_query(_without_blank_nodes(query, read)) if read.blank else read
    return _Unfolding(named).unfold(None if read is named else _outer(read).plain)


def _outer(read: ReadQuery) -> Select:
    """Return what is asked for all its variables: a SELECT clause, or the pattern of a CONSTRUCT query."""
    opening, closing = read.body
    if read.form == "SELECT" or (read.selects and read.selects[0].start == opening + 1):
        return read.selects[0]
    plain = tuple(token["variable"][1:] for token in read.tokens[opening:closing] if token["variable"])
    return Select(read.start, (opening, opening), read.body, read.end, plain, (), folds=False)


class _Unfolding:
    """Rewrites the tokens of a query, each with what stands before it."""

    def __init__(self, read: ReadQuery) -> None:
        self._read = read
        self._outer = _outer(read)
        self._words = [token[0] for token in read.tokens]
        self._names = [(token["variable"] or "")[1:] for token in read.tokens]
        self._added: dict[int, list[str]] = {}  # by the token before
        self._taken = set(self._names)

    def unfold(self, plain: tuple[str, ...] | None) -> Unfolded:
        outer = self._outer
        inner = [one for one in self._read.selects if outer.body[0] < one.start < outer.body[1]]
        for number, select in enumerate(reversed(inner)):  # from the innermost outwards
            if not select.folds:
                self._open(select, number)
        known = dict.fromkeys(self._variables(*outer.body))
        keys = tuple(name for name in dict.fromkeys(plain or outer.plain) if name in known)
        names = " ".join(f"?{name}" for name in (*keys, *sorted(known.keys() - set(keys))))
        closing = len(self._words) if outer.start == self._read.start else self._read.body[1]
        head = self._text(0, self._read.start)
        dataset = self._text(outer.items[1], outer.body[0])
        body = self._text(outer.body[0], outer.body[1] + 1)
        values = self._text(outer.end, closing)
        parts = (head, f"SELECT DISTINCT {names}", dataset, body, values)
        return Unfolded(" ".join(filter(None, map(str.strip, parts))), keys)

    def _open(self, select: Select, number: int) -> None:
        """Let a subquery give all its variables."""
        inner = dict.fromkeys(self._variables(select.body[0], select.end))
        kept = {*select.plain, *select.made}
        names = {name: self._fresh(name, number) for name in inner if name not in kept}
        for at in range(select.start, select.end):
            self._names[at] = names.get(self._names[at], self._names[at])
            if at in self._added:
                self._added[at] = [names.get(name, name) for name in self._added[at]]
        for at in range(select.start + 1, select.items[0]):
            self._words[at] = ""  # DISTINCT
        if self._words[select.items[0]] != "*":
            self._added[select.items[1] - 1] = list(names.values())

    def _fresh(self, name: str, number: int) -> str:
        fresh = f"{name}_{number}"
        while fresh in self._taken:
            fresh += "_"
        self._taken.add(fresh)
        return fresh

    def _variables(self, first: int, last: int) -> Iterator[str]:
        for at in range(first, last):
            if self._names[at]:
                yield self._names[at]
            yield from self._added.get(at, ())

    def _text(self, first: int, last: int) -> str:
        """Write tokens with what stands between them."""
        pieces = []
        for at in range(first, last):
            if at > first:
                start, end = self._read.tokens[at - 1].end(), self._read.tokens[at].start()
                pieces.append(self._read.tokens[at].string[start:end])
            pieces.append(f"?{self._names[at]}" if self._names[at] else self._words[at])
            pieces += [f" ?{added}" for added in self._added.get(at, ())]
        return "".join(pieces)


def _without_blank_nodes(query: str, read: ReadQuery) -> str:
    """Write the statements that have blank nodes with variables in their place."""
    taken = {token["variable"][1:] for token in read.tokens if token["variable"]}
    names: dict[str, str] = {}

    def name(term: str) -> str:
        if not term.startswith("_:"):
            return term
        if term not in names:
            number = len(names)
            while f"blank_{number}" in taken:
                number += 1
            names[term] = f"blank_{number}"
            taken.add(names[term])
        return f"?{names[term]}"

    def flat(triple: Triple) -> str:
        return f"{name(triple.subject)} {triple.verb} {name(triple.object)}"

    written = [" . ".join(map(flat, statement.triples)) for statement in read.blank]
    for statement, text in zip(reversed(read.blank), reversed(written), strict=True):
        start, end = read.tokens[statement.start].start(), read.tokens[statement.end - 1].end()
        query = query[:start] + text + query[end:]
    return query
