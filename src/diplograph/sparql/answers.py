"""What a SPARQL query answers: rows, triples, or a truth value, wherever the answer comes from.

Only the thread that asked may release the solutions and triples of pyoxigraph. An error whose traceback keeps
them may be released by any other thread, so whoever reads them clears the frames of an error first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """The solutions of a SELECT query.

    Attributes:
        variables: The names of the columns, without question mark.
        rows: For each solution one term a column, in the order of the columns; None where unbound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    @classmethod
    def from_solutions(cls, solutions: ox.QuerySolutions) -> Rows:
        """Read all solutions that a store, or `pyoxigraph.parse_query_results`, gives.

        Example:
            >>> Rows.from_solutions(ox.Store().query("SELECT ?year { VALUES ?year { 1996 } }"))
            ... # doctest: +ELLIPSIS
            Rows(variables=('year',), rows=((<Literal value=1996 ...>>,),))
        """
        variables = tuple(variable.value for variable in solutions.variables)
        return cls(variables, tuple(tuple(solution) for solution in solutions))


Result: TypeAlias = Rows | tuple[ox.Triple, ...] | bool


def from_pyoxigraph(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Result:
    """Read what `pyoxigraph.Store.query` or `pyoxigraph.parse_query_results` gives.

    Example:
        >>> from_pyoxigraph(ox.Store().query("ASK {}"))
        True
    """
    if isinstance(answer, ox.QuerySolutions):
        return Rows.from_solutions(answer)
    return bool(answer) if isinstance(answer, ox.QueryBoolean) else tuple(answer)


def variables_of(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> tuple[str, ...] | None:
    """Return what a SELECT query selects, and None for a query of another form; no solution is looked for.

    Example:
        >>> variables_of(ox.Store().query("SELECT ?year { VALUES ?year { 1996 } }"))
        ('year',)
    """
    if not isinstance(answer, ox.QuerySolutions):
        return None
    return tuple(variable.value for variable in answer.variables)
