"""Answers as Python programs use them: typed rows, data frames, networks, RDF graphs."""

from __future__ import annotations

import datetime
import io
from collections import namedtuple
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import escape
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.extras import extra
from diplograph.base.messages import message
from diplograph.base.names import BASE, RDFS, XSD
from diplograph.questions.html_table import render_html
from diplograph.questions.results import form_of, write
from diplograph.rdf.conversion import to_rdflib
from diplograph.sparql.answers import Result, Rows, Term

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

Value: TypeAlias = str | int | float | bool | Decimal | datetime.date | datetime.datetime | None
"""What a cell holds in Python: IRIs and dates of EDTF are text."""

_INTEGERS: Final = {
    XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "gYear")
}


@dataclass(frozen=True)
class Answer:
    """What a question was answered.

    Iterating over the answer to a SELECT query gives named tuples, whose fields are its columns: integers as
    ``int``, decimals as `decimal.Decimal`, days as `datetime.date`, truth as ``bool``, all else as ``str``;
    None where nothing is bound. Fields that Python could not name are called ``_0``, ``_1`` and so on.

    Attributes:
        result: The RDF terms: `Rows` (SELECT), triples (CONSTRUCT, DESCRIBE) or a truth value (ASK).
        headings: What the columns are called, by variable, in the reader's language.
        edge: The two columns that a network joins, if the question says so.
        language: The reader's language.
        base: The base IRI of the graph, which is left out where the answer is shown.
    """

    result: Result
    headings: Mapping[str, str]
    edge: tuple[str, str] | None = None
    language: str = "en"
    base: str = BASE

    def __str__(self) -> str:
        """Return what the command line prints: a table of rows, Turtle of triples, or a truth value.

        Raises:
            OutputError: The triples cannot be written as Turtle.
        """
        stream = io.BytesIO()
        write(
            self.result,
            "turtle" if form_of(self.result) == "CONSTRUCT" else "table",
            stream,
            base=self.base,
            language=self.language,
            headings=self.headings,
        )
        return stream.getvalue().decode().rstrip("\n")

    def __repr__(self) -> str:
        """Return one line: what the answer is, and how much of it there is."""
        if isinstance(self.result, bool):
            return f"<Answer: {str(self.result).lower()}>"
        if isinstance(self.result, Rows):
            return f"<Answer: rows: {len(self)}, columns: {', '.join(self.columns)}>"
        return f"<Answer: triples: {len(self)}>"

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it, with nothing of the graph left unescaped."""
        if isinstance(self.result, Rows):
            return render_html(self.result, language=self.language, headings=self.headings, base=self.base)
        return f"<pre>{escape(str(self))}</pre>"

    def __iter__(self) -> Iterator[Any]:
        rows = self._rows()
        row_type = namedtuple("Row", rows.variables, rename=True)  # type: ignore[misc]
        return (row_type._make(map(to_python, row)) for row in rows.rows)

    def __len__(self) -> int:
        if isinstance(self.result, bool):
            raise QueryError(message("error.ask-no-rows"))
        return len(self.result.rows if isinstance(self.result, Rows) else self.result)

    def __bool__(self) -> bool:
        """Return whether an ASK query is answered with yes, or whether there is any row or triple."""
        return self.result if isinstance(self.result, bool) else len(self) > 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of a SELECT query."""
        return self._rows().variables

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame with a column for each variable.

        Raises:
            QueryError: The query is not a SELECT query.
            MissingExtraError: pandas is not installed.
        """
        with extra("pandas"):
            import pandas

        rows = self._rows()
        data = [[to_python(term) for term in row] for row in rows.rows]
        return pandas.DataFrame(data, columns=list(rows.variables), dtype=object).convert_dtypes()

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return a directed network.

        Of triples, each subject and each object that is an IRI is a node, and each triple between two of
        them an edge with the IRI of its property as ``predicate``; labels become ``label_en`` and the like.
        Of rows, the two columns that the question names are joined, and the others describe the edge.

        Raises:
            QueryError: The answer is of rows, and the question names no columns to join.
        """
        import networkx

        network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        if isinstance(self.result, Rows):
            if self.edge is None:
                raise QueryError(message("error.no-edge"))
            one, other = (self.columns.index(name) for name in self.edge)
            for row in self.result.rows:
                values = [to_python(term) for term in row]
                if values[one] is not None and values[other] is not None:
                    about = {
                        n: v
                        for n, v in zip(self.columns, values, strict=True)
                        if n not in self.edge and v is not None
                    }
                    network.add_edge(str(values[one]), str(values[other]), **about)
            return network
        for subject, predicate, term in self._triples():
            if isinstance(term, ox.NamedNode):
                network.add_edge(_name(subject), term.value, predicate=predicate.value)
            elif isinstance(term, ox.Literal) and predicate.value == RDFS + "label":
                network.add_node(_name(subject), **{f"label_{term.language or 'und'}": term.value})
        return network

    def to_rdflib(self) -> rdflib.Graph | rdflib.query.Result:
        """Return an `rdflib.Graph` of triples, or an `rdflib.query.Result` of rows or a truth value."""
        import rdflib
        import rdflib.query

        if isinstance(self.result, bool):
            truth = rdflib.query.Result("ASK")
            truth.askAnswer = self.result
            return truth
        if isinstance(self.result, Rows):
            selected = rdflib.query.Result("SELECT")
            selected.vars = [rdflib.Variable(name) for name in self.result.variables]
            selected.bindings = [
                {
                    variable: to_rdflib(term)
                    for variable, term in zip(selected.vars, row, strict=True)
                    if term is not None
                }
                for row in self.result.rows
            ]
            return selected
        graph = rdflib.Graph()
        for triple in self._triples():
            graph.add(tuple(map(to_rdflib, triple)))  # type: ignore[arg-type]
        return graph

    def _rows(self) -> Rows:
        if not isinstance(self.result, Rows):
            raise QueryError(message("error.only-select"))
        return self.result

    def _triples(self) -> tuple[ox.Triple, ...]:
        if isinstance(self.result, bool | Rows):
            raise QueryError(message("error.only-construct"))
        return self.result


def to_python(term: Term | None) -> Value:
    """Return an RDF term as Python has it; a literal that is not of its type as text.

    Example:
        >>> to_python(ox.Literal("8.10", datatype=ox.NamedNode(XSD + "decimal")))
        Decimal('8.10')
        >>> to_python(ox.NamedNode("https://example.org/a"))
        'https://example.org/a'
    """
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    text, datatype = term.value, term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype == XSD + "decimal":
            return Decimal(text)
        if datatype in (XSD + "double", XSD + "float"):
            return float(text)
        if datatype == XSD + "date":
            return datetime.date.fromisoformat(text)
        if datatype == XSD + "dateTime":
            return datetime.datetime.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return text
    if datatype == XSD + "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(text, text)
    return text


def _name(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)
