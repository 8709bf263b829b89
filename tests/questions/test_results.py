"""Results in the W3C formats: examples by hand, and a reading back by other parsers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, TypeGuard
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.base.errors import OutputError, QueryError
from diplograph.base.names import PREFIXES
from diplograph.questions.results import FORMATS, check_format, form_of, write
from diplograph.sparql.answers import Result, Rows, Term, from_pyoxigraph

XSD = "http://www.w3.org/2001/XMLSchema#"
SPARQL_RESULTS = "{http://www.w3.org/2005/sparql-results#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://w3id.org/diplograph/"

EGYPT = ox.NamedNode(BASE + "id/state/egypt")
KAZAKHSTAN = ox.NamedNode(BASE + "id/state/kazakhstan")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
VALUE = ox.NamedNode(BASE + "ontology#value")


def number(text: str, datatype: str = "integer") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def written(result: Result, format: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    write(result, format, stream, **options)
    return stream.getvalue()


STATES = Rows(
    ("state", "name", "value"),
    (
        (EGYPT, ox.Literal("مصر", language="ar"), number("007")),
        (ox.BlankNode("b0"), ox.Literal('a "b",\tc\nd'), number("1.50", "decimal")),
        (None, ox.Literal(""), None),
    ),
)

# --- SELECT, by hand.


def test_csv() -> None:
    expected = (
        "state,name,value\r\n"
        "https://w3id.org/diplograph/id/state/egypt,مصر,007\r\n"
        '_:b0,"a ""b"",\tc\nd",1.50\r\n'
        ",,\r\n"
    )
    assert written(STATES, "csv").decode() == expected


def test_csv_keeps_a_row_whose_only_cell_is_empty() -> None:
    text = written(Rows(("name",), ((None,), (ox.Literal("x"),))), "csv").decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["name"], [""], ["x"]]


def test_tsv() -> None:
    expected = (
        "?state\t?name\t?value\n"
        '<https://w3id.org/diplograph/id/state/egypt>\t"مصر"@ar\t007\n'
        '_:b0\t"a \\"b\\",\\tc\\nd"\t1.50\n'
        '\t""\t\n'
    )
    assert written(STATES, "tsv").decode() == expected


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        (number("-12"), "-12"),
        (number(".5", "decimal"), ".5"),
        (number("1e3", "double"), "1e3"),
        (number("12", "decimal"), f'"12"^^<{XSD}decimal>'),  # bare, it would be an integer
        (number("1.", "decimal"), f'"1."^^<{XSD}decimal>'),
        (number("many"), f'"many"^^<{XSD}integer>'),
        (number("12", "int"), f'"12"^^<{XSD}int>'),
        (number("true", "boolean"), f'"true"^^<{XSD}boolean>'),
    ],
)
def test_tsv_writes_bare_only_what_turtle_reads_as_that_number(literal: ox.Literal, expected: str) -> None:
    assert written(Rows(("x",), ((literal,),)), "tsv").decode() == f"?x\n{expected}\n"


def test_json() -> None:
    assert json.loads(written(STATES, "json")) == {
        "head": {"vars": ["state", "name", "value"]},
        "results": {
            "bindings": [
                {
                    "state": {"type": "uri", "value": "https://w3id.org/diplograph/id/state/egypt"},
                    "name": {"type": "literal", "value": "مصر", "xml:lang": "ar"},
                    "value": {"type": "literal", "value": "007", "datatype": XSD + "integer"},
                },
                {
                    "state": {"type": "bnode", "value": "b0"},
                    "name": {"type": "literal", "value": 'a "b",\tc\nd'},
                    "value": {"type": "literal", "value": "1.50", "datatype": XSD + "decimal"},
                },
                {"name": {"type": "literal", "value": ""}},
            ]
        },
    }


def test_xml() -> None:
    root = ElementTree.fromstring(written(STATES, "xml"))
    assert root.tag == SPARQL_RESULTS + "sparql"
    assert read_xml(root) == (
        ["state", "name", "value"],
        [
            {
                "state": ("uri", "https://w3id.org/diplograph/id/state/egypt", {}),
                "name": ("literal", "مصر", {XML_LANG: "ar"}),
                "value": ("literal", "007", {"datatype": XSD + "integer"}),
            },
            {
                "state": ("bnode", "b0", {}),
                "name": ("literal", 'a "b",\tc\nd', {}),
                "value": ("literal", "1.50", {"datatype": XSD + "decimal"}),
            },
            {"name": ("literal", "", {})},
        ],
    )


Binding = dict[str, tuple[str, str, dict[str, str]]]


def read_xml(root: ElementTree.Element) -> tuple[list[str], list[Binding]]:
    variables = [str(element.get("name")) for element in root.iter(SPARQL_RESULTS + "variable")]
    rows: list[Binding] = []
    for result in root.iter(SPARQL_RESULTS + "result"):
        row: Binding = {}
        for binding in result:
            (term,) = binding
            kind = term.tag.removeprefix(SPARQL_RESULTS)
            row[str(binding.get("name"))] = (kind, term.text or "", dict(term.attrib))
        rows.append(row)
    return variables, rows


def test_xml_keeps_a_carriage_return() -> None:
    # An XML reader turns a bare one into a line feed, in the middle of a text as at its end.
    root = ElementTree.fromstring(written(Rows(("x",), ((ox.Literal("a\rb\r\nc\r"),),)), "xml"))
    assert read_xml(root)[1] == [{"x": ("literal", "a\rb\r\nc\r", {})}]


@pytest.mark.parametrize(
    ("character", "name"), [("\x1b", "U+001B"), ("\x00", "U+0000"), ("\ufffe", "U+FFFE")]
)
def test_xml_refuses_a_character_that_it_cannot_hold(character: str, name: str) -> None:
    stream = io.BytesIO()
    with pytest.raises(OutputError, match=f"XML cannot hold {name.replace('+', '.')}"):
        write(Rows(("x",), ((ox.Literal(f"a{character}b"),),)), "xml", stream)
    assert stream.getvalue() == b""


def test_a_triple_as_a_term() -> None:
    rows = Rows(("x",), ((ox.Triple(EGYPT, VALUE, number("007")),),))
    assert written(rows, "tsv").decode() == f'?x\n<<( {EGYPT} {VALUE} "007"^^<{XSD}integer> )>>\n'
    assert read_back(written(rows, "json"), "json") == rows
    assert read_back(written(rows, "xml"), "xml") == rows


@pytest.mark.parametrize("format", ["json", "xml", "tsv"])
def test_rows_without_columns(format: str) -> None:
    rows = Rows((), ((), ()))
    assert read_back(written(rows, format), format) == rows


# --- SELECT, read back by others.

words = st.text(st.characters(codec="utf-8"), max_size=12)
xml_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]) | st.sampled_from("\t\n\r\x85"), max_size=12
)


def literals(text: st.SearchStrategy[str]) -> st.SearchStrategy[ox.Literal]:
    numerals = st.from_regex(r"[+-]?[0-9]{0,3}\.?[0-9]{0,2}([eE][+-]?[0-9])?", fullmatch=True)
    datatypes = st.sampled_from(["integer", "decimal", "double", "boolean", "gYear"])
    return st.one_of(
        st.builds(ox.Literal, text),
        st.builds(lambda value, tag: ox.Literal(value, language=tag), text, st.sampled_from(["ar", "en-gb"])),
        st.builds(number, text | numerals, datatypes),
    )


def terms(text: st.SearchStrategy[str]) -> st.SearchStrategy[Term | None]:
    nodes = st.sampled_from([EGYPT, LABEL, ox.NamedNode("http://example.org/مصر"), ox.BlankNode("b1"), None])
    return nodes | literals(text)


def tables(text: st.SearchStrategy[str]) -> st.SearchStrategy[Rows]:
    return st.integers(1, 3).flatmap(
        lambda width: st.builds(
            lambda rows: Rows(("a", "b2", "عدد")[:width], tuple(rows)),
            st.lists(st.tuples(*[terms(text)] * width), max_size=4),
        )
    )


def read_back(data: bytes, format: str) -> Result:
    found = ox.QueryResultsFormat.from_extension(format)
    return from_pyoxigraph(ox.parse_query_results(data, found))


@given(tables(words))
def test_tsv_and_json_hold_every_term(rows: Rows) -> None:
    assert read_back(written(rows, "tsv"), "tsv") == rows
    assert read_back(written(rows, "json"), "json") == rows


@given(tables(words))
def test_tsv_has_a_line_for_each_row_and_a_field_for_each_term(rows: Rows) -> None:
    lines = written(rows, "tsv").decode().split("\n")
    assert lines.pop() == ""
    assert [len(line.split("\t")) for line in lines] == [len(rows.variables)] * (1 + len(rows.rows))


@given(tables(words))
def test_json_holds_lexical_forms(rows: Rows) -> None:
    bindings = json.loads(written(rows, "json"))["results"]["bindings"]
    assert [{name: term["value"] for name, term in binding.items()} for binding in bindings] == lexical(rows)


@given(tables(xml_words))
def test_xml_holds_lexical_forms(rows: Rows) -> None:
    variables, found = read_xml(ElementTree.fromstring(written(rows, "xml")))
    assert variables == list(rows.variables)
    assert [{name: text for name, (_, text, _) in row.items()} for row in found] == lexical(rows)


def lexical(rows: Rows) -> list[dict[str, str]]:
    """Return the text of each bound term by variable."""
    return [
        {name: term.value for name, term in zip(rows.variables, row, strict=True) if has_text(term)}
        for row in rows.rows
    ]


def has_text(term: Term | None) -> TypeGuard[ox.NamedNode | ox.BlankNode | ox.Literal]:
    return isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal)


@given(tables(words))
def test_csv_holds_lexical_forms(rows: Rows) -> None:
    text = written(rows, "csv").decode()
    header, *found = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == list(rows.variables)
    expected = [
        [
            ("_:" if isinstance(term, ox.BlankNode) else "") + term.value if has_text(term) else ""
            for term in row
        ]
        for row in rows.rows
    ]
    assert found == expected


# --- ASK.


@pytest.mark.parametrize(
    ("format", "options", "expected"),
    [
        ("csv", {}, b"false\n"),
        ("tsv", {"language": "ar"}, b"false\n"),
        ("table", {}, b"false\n"),
        ("table", {"language": "ar"}, "غير صحيح\n".encode()),
    ],
)
def test_truth_in_words(format: str, options: dict[str, str], expected: bytes) -> None:
    assert written(False, format, **options) == expected


@pytest.mark.parametrize("truth", [True, False])
def test_truth_in_json_and_xml(truth: bool) -> None:
    assert json.loads(written(truth, "json")) == {"head": {}, "boolean": truth}
    root = ElementTree.fromstring(written(truth, "xml"))
    assert [element.tag.removeprefix(SPARQL_RESULTS) for element in root] == ["head", "boolean"]
    assert root.findtext(SPARQL_RESULTS + "boolean") == str(truth).lower()


# --- CONSTRUCT.

GRAPH = (
    ox.Triple(KAZAKHSTAN, LABEL, ox.Literal("كازاخستان", language="ar")),
    ox.Triple(EGYPT, VALUE, number("007")),
    ox.Triple(EGYPT, LABEL, ox.Literal("Egypt", language="en")),
    ox.Triple(EGYPT, VALUE, number("007")),
)


def test_turtle_is_sorted_and_declares_the_prefixes_in_use() -> None:
    assert written(GRAPH, "turtle").decode() == (
        "@prefix dg: <https://w3id.org/diplograph/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://w3id.org/diplograph/id/state/egypt> rdfs:label "Egypt"@en ;\n'
        "\tdg:value 007 .\n"
        '<https://w3id.org/diplograph/id/state/kazakhstan> rdfs:label "كازاخستان"@ar .\n'
    )


def test_turtle_declares_prefixes_in_order() -> None:
    predicates = ["skos:note", "dg:party", "owl:sameAs", "prov:used", "dcterms:title", "sh:name"]
    graph = from_pyoxigraph(
        ox.Store().query(
            "CONSTRUCT { " + " ".join(f"[] {name} 1 ." for name in predicates) + " } {}", prefixes=PREFIXES
        )
    )
    lines = written(graph, "turtle").decode().split("\n")
    declared = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert declared == ["dcterms:", "dg:", "owl:", "prov:", "sh:", "skos:"]


def test_ntriples_are_sorted() -> None:
    assert written(GRAPH, "ntriples").decode() == (
        f'{EGYPT} {LABEL} "Egypt"@en .\n'
        f'{EGYPT} {VALUE} "007"^^<{XSD}integer> .\n'
        f'{KAZAKHSTAN} {LABEL} "كازاخستان"@ar .\n'
    )


def test_turtle_with_prefixes_of_another_project() -> None:
    turtle = written(GRAPH[:1], "turtle", prefixes={"s": f"{BASE}id/state/", "x": "https://example.org/"})
    assert turtle.decode() == (
        "@prefix s: <https://w3id.org/diplograph/id/state/> .\n"
        's:kazakhstan <http://www.w3.org/2000/01/rdf-schema#label> "كازاخستان"@ar .\n'
    )


@pytest.mark.parametrize(
    ("format", "expected"), [("turtle", b""), ("ntriples", b""), ("table", b"no rows\n")]
)
def test_an_empty_graph(format: str, expected: bytes) -> None:
    assert written((), format) == expected


@pytest.mark.parametrize("format", ["turtle", "ntriples", "table"])
def test_blank_nodes_do_not_change_from_run_to_run(format: str) -> None:
    store = ox.Store()
    construct = "CONSTRUCT { _:x rdfs:label ?name . _:y rdfs:seeAlso _:x } { VALUES ?name { 'a' 'b' 'c' } }"
    results = [
        from_pyoxigraph(store.query(construct, prefixes={"rdfs": str(LABEL.value)[:-5]})) for _ in "12"
    ]
    assert results[0] != results[1]
    assert written(results[0], format) == written(results[1], format)


@given(st.lists(st.builds(ox.Triple, st.sampled_from([EGYPT, LABEL]), st.just(VALUE), literals(words))))
def test_rdf_read_back_is_the_same_graph(triples: list[ox.Triple]) -> None:
    for format, rdf in (("turtle", ox.RdfFormat.TURTLE), ("ntriples", ox.RdfFormat.N_TRIPLES)):
        found = ox.parse(written(tuple(triples), format), rdf)
        assert {quad.triple for quad in found} == set(triples)


def test_triples_as_a_table() -> None:
    assert written(GRAPH, "table", width=60).decode() == (
        "subject           predicate   object\n"
        "────────────────  ──────────  ─────────\n"
        "state/egypt       rdfs:label  Egypt\n"
        "state/egypt       dg:value          007\n"
        "state/kazakhstan  rdfs:label  كازاخستان\n"
        "\n"
        "3 rows\n"
    )


def test_triples_as_a_table_in_arabic() -> None:
    heading = written(GRAPH, "table", width=60, language="ar").decode().split("\n")[0]
    assert heading.split() == ["الموضوع", "الخاصية", "القيمة"]


# --- Which format for which form.


def test_a_store_answers_with_each_kind_of_result() -> None:
    store = ox.Store()
    store.add(ox.Quad(*GRAPH[0]))
    assert from_pyoxigraph(store.query("SELECT ?o ?none { ?s ?p ?o }")) == Rows(
        ("o", "none"), ((GRAPH[0].object, None),)
    )
    assert from_pyoxigraph(store.query("ASK { ?s ?p 1 }")) is False
    assert from_pyoxigraph(store.query("CONSTRUCT WHERE { ?s ?p ?o }")) == (GRAPH[0],)


RESULTS: dict[str, Result] = {"SELECT": STATES, "ASK": True, "CONSTRUCT": GRAPH}
ALL_FORMATS = {format for formats in FORMATS.values() for format in formats}


@pytest.mark.parametrize("form", FORMATS)
def test_every_result_is_written_in_the_formats_of_its_form_and_in_no_other(form: str) -> None:
    assert form_of(RESULTS[form]) == form
    for format in FORMATS[form]:
        assert written(RESULTS[form], format).endswith(b"\n")
    for format in ALL_FORMATS - set(FORMATS[form]) | {"rdf/xml"}:
        stream = io.BytesIO()
        with pytest.raises(QueryError, match=f"{form} is not answered in {format}: choose table, "):
            write(RESULTS[form], format, stream)
        assert stream.getvalue() == b""


def test_a_wrong_format_is_told_with_those_possible() -> None:
    with pytest.raises(QueryError) as failure:
        check_format("SELECT", "turtle")
    assert str(failure.value) == "SELECT is not answered in turtle: choose table, csv, tsv, json or xml"


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("csv", "x\r\n'=1+1\r\n'@a\r\n-5\r\n'-5 km\r\n''tis\r\nurn:x:a\r\n\"\"\r\n"),
        ("tsv", '?x\n"\'=1+1"\n"\'@a"@en\n-5\n"\'-5 km"\n"\'\'tis"\n<urn:x:a>\n\n'),
    ],
)
def test_formulas_are_disarmed_for_a_spreadsheet_alone(format: str, shown: str) -> None:
    terms = (ox.Literal("=1+1"), ox.Literal("@a", language="en"), ox.Literal(-5), ox.Literal("-5 km"))
    rows = Rows(
        ("x",), tuple((term,) for term in (*terms, ox.Literal("'tis"), ox.NamedNode("urn:x:a"), None))
    )
    stream = io.BytesIO()
    write(rows, format, stream, spreadsheet=True)
    assert stream.getvalue().decode() == shown
    as_they_are = io.BytesIO()
    write(rows, format, as_they_are)
    assert as_they_are.getvalue().decode().count("'") == 1
    with pytest.raises(QueryError, match="--spreadsheet is for csv and tsv"):
        write(rows, "json", stream, spreadsheet=True)
