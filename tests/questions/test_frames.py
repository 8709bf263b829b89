"""Answers as Python programs use them."""

from __future__ import annotations

import datetime
import sys
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib

from diplograph.base.errors import MissingExtraError, QueryError
from diplograph.base.names import XSD
from diplograph.questions.frames import Answer, to_python
from diplograph.sparql.answers import Rows


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


ROWS = Answer(
    Rows(
        ("name", "count", "class"),
        (
            (ox.Literal("مصر", language="ar"), literal("3", "integer"), ox.NamedNode("http://e/S")),
            (ox.Literal("Egypt", language="en"), None, None),
        ),
    ),
    {},
    ("name", "class"),
)
TRIPLES = Answer(
    (
        ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/p"), ox.NamedNode("http://e/b")),
        ox.Triple(
            ox.NamedNode("http://e/a"),
            ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
            ox.Literal("A", language="en"),
        ),
    ),
    {},
)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (literal("007", "integer"), 7),
        (literal("1.50", "decimal"), Decimal("1.50")),
        (literal("1e3", "double"), 1000.0),
        (literal("true", "boolean"), True),
        (literal("2006-11-07", "date"), datetime.date(2006, 11, 7)),
        (literal("2006-11-31", "date"), "2006-11-31"),
        (literal("x", "integer"), "x"),
        (literal("-0044-03-15", "date"), "-0044-03-15"),
        (ox.Literal("2006-11", datatype=ox.NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")), "2006-11"),
        (ox.BlankNode("b"), "_:b"),
        (None, None),
    ],
)
def test_values(term: object, value: object) -> None:
    assert to_python(term) == value  # type: ignore[arg-type]
    assert type(to_python(term)) is type(value)  # type: ignore[arg-type]


def test_rows_are_named_tuples() -> None:
    first, second = ROWS
    assert (first.name, first.count, first[2]) == ("مصر", 3, "http://e/S")
    assert second.count is None
    assert len(ROWS) == 2
    assert ROWS.columns == ("name", "count", "class")


def test_data_frame() -> None:
    frame = ROWS.to_pandas()
    assert list(frame.columns) == ["name", "count", "class"]
    assert frame["count"].sum() == 3
    assert frame["class"].isna().tolist() == [False, True]


def test_network_of_rows_joins_the_columns_that_the_question_names() -> None:
    network = ROWS.to_networkx()
    assert list(network.edges(data=True)) == [("مصر", "http://e/S", {"count": 3})]
    with pytest.raises(QueryError, match="which columns"):
        Answer(ROWS.result, {}).to_networkx()


def test_network_of_triples_has_labels() -> None:
    network = TRIPLES.to_networkx()
    assert list(network.edges(data="predicate")) == [("http://e/a", "http://e/b", "http://e/p")]
    assert network.nodes["http://e/a"] == {"label_en": "A"}


def test_rdflib() -> None:
    graph = TRIPLES.to_rdflib()
    assert (rdflib.URIRef("http://e/a"), rdflib.URIRef("http://e/p"), rdflib.URIRef("http://e/b")) in graph
    selected = ROWS.to_rdflib()
    assert [str(row["name"]) for row in selected] == ["مصر", "Egypt"]  # type: ignore[index, call-overload]
    assert Answer(True, {}).to_rdflib().askAnswer is True  # type: ignore[union-attr]


def test_truth() -> None:
    assert Answer(True, {})
    assert not Answer(False, {})
    assert not Answer(Rows(("a",), ()), {})
    for use in (len, list, Answer.to_pandas, Answer.to_networkx):
        with pytest.raises(QueryError):
            use(Answer(True, {}))  # type: ignore[operator]


def test_printing_shows_the_table_of_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    answer = Answer(ROWS.result, {"name": "State", "count": "Visits", "class": "Class"})
    assert str(answer).splitlines() == [
        "State  Visits  Class",
        "─────  ──────  ──────────",
        "  مصر       3  http://e/S",
        "Egypt",
        "",
        "2 rows",
    ]
    assert str(Answer(ROWS.result, {}, language="ar")).endswith("\n\nنتيجتان")


def test_printing_triples_shows_turtle_and_a_truth_value_a_word() -> None:
    assert '<http://e/a> <http://e/p> <http://e/b> ;\n\trdfs:label "A"@en .' in str(TRIPLES)
    assert str(Answer(True, {})) == "true"
    assert str(Answer(False, {}, language="ar")) == "غير صحيح"


def test_repr_is_one_short_line() -> None:
    assert repr(ROWS) == "<Answer: rows: 2, columns: name, count, class>"
    assert repr(TRIPLES) == "<Answer: triples: 2>"
    assert repr(Answer(True, {})) == "<Answer: true>"


def test_notebooks_show_html() -> None:
    assert '<th dir="auto">State</th>' in Answer(ROWS.result, {"name": "State"})._repr_html_()
    assert "نتيجتان" in Answer(ROWS.result, {}, language="ar")._repr_html_()
    html = TRIPLES._repr_html_()
    assert html.startswith("<pre>")
    assert "&lt;http://e/a&gt;" in html
    assert "<http" not in html


def test_data_frames_without_pandas_name_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(
        MissingExtraError, match=r"pandas is not installed: pip install 'diplograph\[pandas\]'"
    ):
        ROWS.to_pandas()
