"""What a SPARQL query answers, and the formats that an answer is written in.

An answer is `Rows` (SELECT), a tuple of triples (CONSTRUCT, DESCRIBE) or a truth value (ASK). It may come
from the local store or from elsewhere, so that every format is written from these values.

Sources:
    - SPARQL 1.1 Query Results CSV and TSV Formats (https://www.w3.org/TR/sparql11-results-csv-tsv/)
    - SPARQL 1.1 Query Results JSON Format (https://www.w3.org/TR/sparql11-results-json/)
    - SPARQL Query Results XML Format, Second Edition (https://www.w3.org/TR/rdf-sparql-XMLres/)
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import IO, Final

import pyoxigraph as ox

from diplograph.base.errors import OutputError, QueryError
from diplograph.base.messages import message, say, texts
from diplograph.base.names import BASE, PREFIXES, XSD
from diplograph.base.spreadsheets import disarmed
from diplograph.rdf.canonical import canonical_lines
from diplograph.sparql.answers import Result, Rows, Term

FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "SELECT": ("table", "csv", "tsv", "json", "xml"),
    "ASK": ("table", "csv", "tsv", "json", "xml"),
    "CONSTRUCT": ("table", "turtle", "ntriples"),
}
"""The formats that each form of query can be answered in; DESCRIBE is answered like CONSTRUCT."""

# Turtle writes these types as bare numbers (grammar rules INTEGER, DECIMAL, DOUBLE).
_BARE: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?([0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, rule Char


def form_of(result: Result) -> str:
    """Return which form of query gives such a result: a key of `FORMATS`.

    Example:
        >>> form_of(True)
        'ASK'
    """
    if isinstance(result, Rows):
        return "SELECT"
    return "ASK" if isinstance(result, bool) else "CONSTRUCT"


def is_empty(result: Result) -> bool:
    """Return whether a query has no answer: no rows, or no triples.

    Example:
        >>> is_empty(Rows(("year",), ())), is_empty(False)
        (True, False)
    """
    return not isinstance(result, bool) and not (result.rows if isinstance(result, Rows) else result)


def check_format(form: str, format: str) -> None:
    """Check that the answer to a form of query can be written in a format.

    Args:
        form: SELECT, ASK or CONSTRUCT.
        format: The format asked for.

    Raises:
        QueryError: It cannot; the message names the formats that can.

    Example:
        >>> check_format("CONSTRUCT", "csv")
        Traceback (most recent call last):
        diplograph.base.errors.QueryError: CONSTRUCT is not answered in csv: choose table, turtle or ntriples
    """
    *others, last = FORMATS[form]
    if format not in FORMATS[form]:
        known = ", ".join(others)
        raise QueryError(message("error.format-of-form", form=form, format=format, formats=known, last=last))


def write(
    result: Result,
    format: str,
    stream: IO[bytes],
    *,
    prefixes: Mapping[str, str] = PREFIXES,
    base: str = BASE,
    language: str = "en",
    headings: Mapping[str, str] | None = None,
    width: int | None = None,
    isolate: bool = False,
    right_to_left: bool = False,
    spreadsheet: bool = False,
) -> None:
    r"""Write a result in a format of `FORMATS`, as UTF-8.

    Args:
        result: What a query answered.
        format: One of the formats for that form of query.
        stream: Where to write; it stays open.
        prefixes: Namespaces by prefix, for ``turtle`` and ``table``.
        base: The base IRI of the graph, which ``table`` leaves out.
        language: The language of what a ``table`` itself says.
        headings: What columns are called, by variable, for the ``table`` of a SELECT query.
        width: See `diplograph.questions.table.render`, as for the two that follow.
        isolate: Whether a terminal shows the table.
        right_to_left: Whether the columns of the table run from the right.
        spreadsheet: Whether cells of ``csv`` and ``tsv`` that begin like formulas are `disarmed`.

    Raises:
        QueryError: The result cannot be written in that format, or the format is not for spreadsheets.
        OutputError: XML is asked for, and a literal holds a character that XML has no way to write.

    Example:
        >>> stream = io.BytesIO()
        >>> write(Rows(("year",), ((ox.Literal(1996),),)), "tsv", stream)
        >>> stream.getvalue()
        b'?year\n1996\n'
    """
    check_format(form_of(result), format)
    if spreadsheet:
        if format not in ("csv", "tsv"):
            raise QueryError(message("error.not-a-spreadsheet", format=format))
        result = _disarmed(result) if isinstance(result, Rows) else result
    if format == "table" and not isinstance(result, bool):
        # Loaded here, since wcwidth takes 40 ms and only tables need it.
        from diplograph.questions.table import render

        if not isinstance(result, Rows):
            headings = texts("triple", language)
            result = _as_rows(result)
        table = render(
            result,
            width=width,
            isolate=isolate,
            right_to_left=right_to_left,
            language=language,
            headings=headings,
            prefixes=prefixes,
            base=base,
        )
        stream.write(table.encode())
    elif isinstance(result, Rows):
        _write_rows(result, format, stream)
    elif isinstance(result, bool):
        _write_truth(result, format, stream, language)
    else:
        _write_triples(result, format, stream, prefixes)


def _write_rows(rows: Rows, format: str, stream: IO[bytes]) -> None:
    match format:
        case "csv":
            stream.write(_csv(rows))
        case "tsv":
            stream.write(_tsv(rows))
        case "json":
            _as_solutions(rows).serialize(stream, ox.QueryResultsFormat.JSON)
            stream.write(b"\n")
        case "xml":
            stream.write(_xml(rows))


def _disarmed(rows: Rows) -> Rows:
    def of(term: Term | None) -> Term | None:
        if not isinstance(term, ox.Literal):
            return term
        text = disarmed(term.value)
        if term.language:
            return ox.Literal(text, language=term.language)
        return ox.Literal(text, datatype=term.datatype)

    return Rows(rows.variables, tuple(tuple(map(of, row)) for row in rows.rows))


def _csv(rows: Rows) -> bytes:
    # pyoxigraph would leave a blank line for an empty cell that stands alone, which readers of CSV skip.
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(rows.variables)
    writer.writerows([_plain(term) for term in row] for row in rows.rows)
    return text.getvalue().encode()


def _plain(term: Term | None) -> str:
    """Return a term as CSV has it: the IRI, the lexical form, ``_:label``, or nothing."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _tsv(rows: Rows) -> bytes:
    lines = ["\t".join(f"?{name}" for name in rows.variables)]
    lines += ["\t".join(map(_turtle_term, row)) for row in rows.rows]
    return "".join(line + "\n" for line in lines).encode()


def _turtle_term(term: Term | None) -> str:
    """Return a term as TSV has it, which is as Turtle has it, on one line."""
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        bare = _BARE.get(term.datatype.value)
        return term.value if bare and bare.fullmatch(term.value) else str(term)
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def _as_solutions(rows: Rows) -> ox.QuerySolutions:
    """Hand rows to pyoxigraph, which writes JSON and XML: TSV is the way in that keeps every term."""
    solutions = ox.parse_query_results(_tsv(rows), ox.QueryResultsFormat.TSV)
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions


def _xml(rows: Rows) -> bytes:
    xml = io.BytesIO()
    _as_solutions(rows).serialize(xml, ox.QueryResultsFormat.XML)
    # A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
    text = xml.getvalue().decode().replace("\r", "&#13;")
    if unwritable := _NOT_XML.search(text):
        raise OutputError(message("error.xml-literal", code=f"{ord(unwritable[0]):04X}"))
    return f"{text}\n".encode()


def _write_truth(result: bool, format: str, stream: IO[bytes], language: str) -> None:
    if format in ("json", "xml"):
        answer = ox.parse_query_results(
            f'{{"head":{{}},"boolean":{str(result).lower()}}}', ox.QueryResultsFormat.JSON
        )
        answer.serialize(stream, ox.QueryResultsFormat.from_extension(format))
        stream.write(b"\n")
    else:
        word = str(result).lower()
        if format == "table":
            word = say("truth.true" if result else "truth.false", language)
        stream.write(f"{word}\n".encode())


def _write_triples(
    triples: Iterable[ox.Triple], format: str, stream: IO[bytes], prefixes: Mapping[str, str]
) -> None:
    graph = _sorted(triples)
    if format == "turtle":
        stream.write(_turtle(graph, prefixes))
    else:
        ox.serialize(graph, stream, ox.RdfFormat.N_TRIPLES)


def _turtle(graph: list[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Write Turtle that declares the prefixes in use, in order: pyoxigraph declares all, in any order."""
    turtle = io.BytesIO()
    ox.serialize(graph, turtle, ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    lines = turtle.getvalue().splitlines(keepends=True)
    declarations, body = sorted(lines[: len(prefixes)]), b"".join(lines[len(prefixes) :])
    return b"".join(line for line in declarations if line.split()[1] in body) + body


def _as_rows(triples: Iterable[ox.Triple]) -> Rows:
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in _sorted(triples))
    return Rows(("subject", "predicate", "object"), rows)


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Put a graph in an order that depends on nothing but the graph.

    A store labels blank nodes by chance, so they get the labels of RDFC-1.0 first.

    Raises:
        TooManyAlikeError: Labelling the blank nodes would take too long.
    """
    graph = set(triples)
    if any(isinstance(term, ox.BlankNode) for triple in graph for term in (triple.subject, triple.object)):
        lines = canonical_lines(ox.Quad(*triple) for triple in graph)
        graph = {quad.triple for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS)}
    return sorted(graph, key=str)
