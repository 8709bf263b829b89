"""The lines of triples: by hand, against layouts made with known lines, and against the parser."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from diplograph.base.errors import SourceError
from diplograph.base.names import RDF, XSD
from diplograph.rdf.positions import Location, SourceMap, Statement, scan

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/diplograph/"
TURTLE_FILES = sorted([*(ROOT / "data").rglob("*.ttl"), *(ROOT / "ontology").rglob("*.ttl")])


def lines(text: str, base: str = BASE) -> list[tuple[str, str, str, int]]:
    """Return each triple with the line of its object."""
    return [(s.subject, s.predicate, s.object, s.line) for s in scan(text, base=base)]


def objects(text: str, base: str = BASE) -> list[str]:
    """Return the objects in the order of the text."""
    return [s.object for s in scan(text, base=base)]


def canonical(quads: list[ox.Quad]) -> set[str]:
    """Return triples so that equal graphs give equal sets, whatever their blank nodes are called."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def scanned(text: str, base: str = BASE) -> list[ox.Quad]:
    """Return the triples of the scanner."""
    ntriples = "".join(f"{s.subject} {s.predicate} {s.object} .\n" for s in scan(text, base=base))
    return list(ox.parse(ntriples.encode(), format=ox.RdfFormat.N_TRIPLES))


def parsed(text: str, base: str = BASE) -> list[ox.Quad]:
    """Return the triples of the parser."""
    return list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=base))


def assert_as_parsed(text: str, base: str = BASE) -> None:
    """Check that scanner and parser find the same graph, blank nodes included, and as many triples."""
    ours, theirs = scanned(text, base), parsed(text, base)
    assert Counter(str(q) for q in ours if "_:" not in str(q)) == Counter(
        str(q) for q in theirs if "_:" not in str(q)
    )
    assert len(ours) == len(theirs)
    assert canonical(ours) == canonical(theirs)


# --- Lines, by hand.


def test_lines_of_subject_predicate_and_object() -> None:
    text = (
        "@prefix ex: <http://e/> .\n"  # 1
        "\n"
        "ex:s\n"  # 3
        "    a ex:C ;\n"  # 4
        "    ex:p\n"  # 5
        "        1 ,\n"  # 6
        "        ex:o .\n"  # 7
        "ex:t ex:p true .\n"  # 8
    )
    assert list(scan(text)) == [
        Statement("<http://e/s>", f"<{RDF}type>", "<http://e/C>", 4, 3, 4),
        Statement("<http://e/s>", "<http://e/p>", f'"1"^^<{XSD}integer>', 6, 3, 5),
        Statement("<http://e/s>", "<http://e/p>", "<http://e/o>", 7, 3, 5),
        Statement("<http://e/t>", "<http://e/p>", f'"true"^^<{XSD}boolean>', 8, 8, 8),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_line_end_counts_once(line_end: str) -> None:
    text = f"# a # comment{line_end}{line_end}<a:s>{line_end}<a:p> 'x' , # y{line_end}'z' ."
    assert lines(text) == [("<a:s>", "<a:p>", '"x"', 4), ("<a:s>", "<a:p>", '"z"', 5)]


def test_other_separators_of_unicode_are_no_line_ends() -> None:
    assert lines('<a:s> <a:p> "\u2028\u2029\u0085\v\f" , 1 .')[1][3] == 1


def test_a_byte_order_mark_is_skipped() -> None:
    assert lines("\ufeff<a:s> <a:p>\n<a:o> .") == [("<a:s>", "<a:p>", "<a:o>", 2)]


def test_a_long_string_stands_where_it_starts() -> None:
    text = '<a:s> <a:p>\n"""one\ntwo # "" no comment\n"""@en ,\n<a:o> .'
    assert lines(text) == [
        ("<a:s>", "<a:p>", '"one\\ntwo # \\"\\" no comment\\n"@en', 2),
        ("<a:s>", "<a:p>", "<a:o>", 5),
    ]


def test_nested_property_lists_leave_the_outer_statement_as_it_was() -> None:
    text = "<a:s>\n <a:p> [\n  <a:q> 1 ;\n  <a:r> [ <a:t> 2\n ] ; ]\n ; <a:u> 3 ."
    assert list(scan(text)) == [
        Statement("<a:s>", "<a:p>", "_:b0", 2, 1, 2),
        Statement("_:b0", "<a:q>", f'"1"^^<{XSD}integer>', 3, 2, 3),
        Statement("_:b0", "<a:r>", "_:b1", 4, 2, 4),
        Statement("_:b1", "<a:t>", f'"2"^^<{XSD}integer>', 4, 4, 4),
        Statement("<a:s>", "<a:u>", f'"3"^^<{XSD}integer>', 6, 1, 6),
    ]


def test_a_collection_is_cells_on_the_lines_of_its_items() -> None:
    text = "<a:s> <a:p> (\n'x'\n<a:o>\n) , () ."
    first, rest, nil = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
    assert list(scan(text)) == [
        Statement("<a:s>", "<a:p>", "_:b0", 1, 1, 1),
        Statement("_:b0", first, '"x"', 2, 1, 2),
        Statement("_:b0", rest, "_:b1", 3, 1, 3),
        Statement("_:b1", first, "<a:o>", 3, 3, 3),
        Statement("_:b1", rest, nil, 4, 3, 4),
        Statement("<a:s>", "<a:p>", nil, 4, 1, 1),
    ]


def test_labelled_and_anonymous_blank_nodes_are_kept_apart() -> None:
    text = "_:b1 <a:p> [] .\n_:b0 <a:p> _:b1 , _:x.y."
    assert [(s.subject, s.object) for s in scan(text)] == [
        ("_:b0", "_:b1"),
        ("_:b2", "_:b0"),
        ("_:b2", "_:b3"),
    ]


# --- Terms, by hand.


def test_strings_in_all_forms() -> None:
    text = r"""<a:s> <a:p> "d" , 's' , "it's" , 'a "b"' , "" , '' , "\u0041\U0001F600\t\\" , "#" , 'x\'y' ."""
    assert objects(text) == [
        '"d"', '"s"', '"it\'s"', r'"a \"b\""', '""', '""', r'"A😀\t\\"', '"#"', '"x\'y"',
    ]  # fmt: skip


def test_language_tags_are_lower_case_as_the_parser_gives_them() -> None:
    assert objects('<a:s> <a:p> "x"@ar-EG , "y" @EN , "z"@base .') == ['"x"@ar-eg', '"y"@en', '"z"@base']


def test_datatypes() -> None:
    text = f'@prefix xsd: <{XSD}> . <a:s> <a:p> "1"^^xsd:byte, "2"^^ # why\n <a:t>, "3"^^xsd:string.'
    assert objects(text) == [f'"1"^^<{XSD}byte>', '"2"^^<a:t>', '"3"']


def test_numbers_keep_their_form_and_leave_the_dot() -> None:
    text = "<a:s> <a:p> 007, -1.50, .5, +1e5, 1.E-3, 4.<a:s> <a:p> 1.0."
    kinds = ["integer", "decimal", "decimal", "double", "double", "integer", "decimal"]
    forms = ["007", "-1.50", ".5", "+1e5", "1.E-3", "4", "1.0"]
    assert objects(text) == [f'"{form}"^^<{XSD}{kind}>' for form, kind in zip(forms, kinds, strict=True)]


def test_prefixed_names() -> None:
    text = r"@prefix p: <n:> . @prefix : <m:> . : p: p:a\,b , p:%2C , p:a.b, p:1:c,:é٣."
    assert {(s.subject, s.predicate) for s in scan(text)} == {("<m:>", "<n:>")}
    assert objects(text) == ["<n:a,b>", "<n:%2C>", "<n:a.b>", "<n:1:c>", "<m:é٣>"]


def test_a_local_name_has_dots_and_colons_inside_and_no_hyphen_first() -> None:
    text = "@prefix p: <n:> . @prefix : <m:> . p:a.:b p:-5.:c p: p:d-.e."
    assert [(s.subject, s.predicate, s.object) for s in scan(text)] == [
        ("<n:a.:b>", "<n:>", f'"-5"^^<{XSD}integer>'),
        ("<m:c>", "<n:>", "<n:d-.e>"),
    ]


def test_a_name_may_start_like_a_keyword() -> None:
    text = "@prefix a: <n:> . @prefix true: <m:> . @prefix prefix: <o:> . prefix:s a a:b , true:x , true."
    assert lines(text) == [
        ("<o:s>", f"<{RDF}type>", "<n:b>", 1),
        ("<o:s>", f"<{RDF}type>", "<m:x>", 1),
        ("<o:s>", f"<{RDF}type>", f'"true"^^<{XSD}boolean>', 1),
    ]


@pytest.mark.parametrize(
    ("declaration", "line", "iri"),
    [
        ("@prefix p: <n:> .", 1, "<n:x>"),
        ("PREFIX p: <n:>", 1, "<n:x>"),
        ("pReFiX#c\np:<n:>", 2, "<n:x>"),
        ("@prefix\n\np:\n<n#>\n.", 5, f"<{BASE}n#x>"),
        ("@base <http://e/a/> . @prefix p: <#> . @base <http://f/> .", 1, "<http://e/a/#x>"),
        ("@prefix p: <n:> . @prefix p: <m:> .", 1, "<m:x>"),
    ],
)
def test_declarations(declaration: str, line: int, iri: str) -> None:
    assert lines(f"{declaration} <a:s> <a:p> p:x .") == [("<a:s>", "<a:p>", iri, line)]


def test_declarations_in_mid_file_hold_from_there_on() -> None:
    text = "@prefix p: <n:> .\n<s> <a:p> p:x .\nBASE <http://f/g/h>\nprefix p: <m:>\n<s> <a:p> p:x ."
    assert lines(text) == [
        (f"<{BASE}s>", "<a:p>", "<n:x>", 2),
        ("<http://f/g/s>", "<a:p>", "<m:x>", 5),
    ]


@pytest.mark.parametrize(
    ("reference", "iri"),
    [
        ("id/visit/x", f"{BASE}id/visit/x"),
        (
            "document/egypt-kazakhstan-relations#char=12,40",
            f"{BASE}document/egypt-kazakhstan-relations#char=12,40",
        ),
        ("", BASE),
        ("#f", f"{BASE}#f"),
        ("#", f"{BASE}#"),
        ("?", f"{BASE}?"),
        ("../x", "https://w3id.org/x"),
        ("a//b/../c", f"{BASE}a//c"),
        ("//h/x", "https://h/x"),
        ("/x", "https://w3id.org/x"),
        ("https:x", "https:x"),
        ("urn:x:y", "urn:x:y"),
        (r"\u00e9", f"{BASE}é"),
    ],
)
def test_iris_are_resolved(reference: str, iri: str) -> None:
    assert objects(f"<a:s> <a:p> <{reference}> .") == [f"<{iri}>"]


# --- What cannot be read.


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("<a:s> <a:p>\n p:x .", 2, "the prefix p: is not declared"),
        ("\n<s> <a:p> <a:o> .", 2, "<s> is relative, and there is no base"),
        ("<a:s> <a:p> 1\n 2 .", 2, "the end of a statement is expected, not"),
        ("<a:s>\n'x' 1 .", 2, 'a predicate is expected, not "x"'),
        ("'x' <a:p> 1 .", 1, 'a subject is expected, not "x"'),
        ("<a:s> <a:p> [ <a:q> 1 )", 1, r"the end of a statement is expected, not \)"),
        ("<a:s> <a:p> , .", 1, "an object is expected, not ,"),
        ("<a:s> <a:p> 1\n", 2, "the end of a statement is expected, not the end of the text"),
        ("<a:s> <a:p> (1\n", 2, "an object is expected, not the end of the text"),
        ("<a:s> <a:p> 1\nPREFIX p: <n:>", 2, "the end of a statement is expected, not PREFIX p:"),
        ('<a:s> <a:p>\n"\\q" .', 2, "Unexpected escape character"),
        ('<a:s> <a:p>\n"\\U00110000" .', 2, "not a valid unicode character"),
        ("<a:s> <a:p>\n'\ud800\\n' .", 2, "surrogates not allowed"),
        ("<a:s> <a:p> 'x", 1, "not Turtle 1.1 from here on: 'x"),
        ("<a:s> <a:p> <<( <a:a> <a:b> <a:c> )>> .", 1, "not Turtle 1.1 from here on: <<"),
    ],
)
def test_what_cannot_be_read_is_reported_with_file_and_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        list(scan(text, path=Path("x.ttl")))
    assert str(caught.value).startswith(f"x.ttl:{line}: ")


def test_a_base_that_is_no_iri_is_reported() -> None:
    with pytest.raises(SourceError, match="Invalid base IRI 'nonsense'"):
        list(scan("<s> <a:p> 1 .", base="nonsense"))


def test_depth_has_no_limit() -> None:
    depth = 20_000
    statements = list(scan("<a:s> <a:p> " + "[ <a:p> " * depth + "1" + " ]" * depth + " ."))
    assert len(statements) == depth + 1


# --- Layouts made at random, with known lines.

GAPS = st.sampled_from([" ", "\n", "\r\n", "\r", "\t", ' # c <x> " . [\n', "\n\n", " #\r\n", "#c\r"])
PREFIXES = "@prefix p: <http://e/n#> .\n@prefix : <http://e/m/> .\n"
IRIS = st.sampled_from(
    [
        ("<id/visit/x>", f"<{BASE}id/visit/x>"),
        ("<document/d#char=1,2>", f"<{BASE}document/d#char=1,2>"),
        ("<http://e/#f>", "<http://e/#f>"),
        ("p:a.b", "<http://e/n#a.b>"),
        (r"p:a\,b\-c", "<http://e/n#a,b-c>"),
        (":x", "<http://e/m/x>"),
        ("p:", "<http://e/n#>"),
    ]
)
LITERALS = st.sampled_from(
    [
        ("1", f'"1"^^<{XSD}integer>'),
        ("-1.5e3", f'"-1.5e3"^^<{XSD}double>'),
        ("false", f'"false"^^<{XSD}boolean>'),
        ('"زيارة"@ar', '"زيارة"@ar'),
        ('"1996-05"^^p:EDTF', '"1996-05"^^<http://e/n#EDTF>'),
        ("'''a\nb'c\r'''", '"a\\nb\'c\\r"'),
        ('"""# "x" .\r\n"""@en', '"# \\"x\\" .\\r\\n"@en'),
        (r'"a\"b\n\u0041"', r'"a\"b\nA"'),
    ]
)
PREDICATES = st.one_of(IRIS, st.just(("a", f"<{RDF}type>")))


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, list[Statement]]:
    """Make a Turtle text with gaps at random and the statements that it holds."""
    text = PREFIXES

    def put(token: str) -> int:
        """Write a gap and a token, and give the line on which the token starts."""
        nonlocal text
        text += draw(GAPS)
        line = 1 + text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        text += token
        return line

    statements = []
    for _ in range(draw(st.integers(0, 4))):
        token, subject = draw(IRIS)
        subject_line = put(token)
        for nth_predicate in range(draw(st.integers(1, 3))):
            for _ in range(draw(st.integers(1, 2)) if nth_predicate else 0):
                put(";")
            token, predicate = draw(PREDICATES)
            predicate_line = put(token)
            for nth_object in range(draw(st.integers(1, 3))):
                if nth_object:
                    put(",")
                token, term = draw(st.one_of(IRIS, LITERALS))
                line = put(token)
                statements.append(Statement(subject, predicate, term, line, subject_line, predicate_line))
        put(".")
    return text + draw(GAPS), statements


@given(layouts())
def test_every_line_of_a_random_layout(layout: tuple[str, list[Statement]]) -> None:
    text, statements = layout
    assert list(scan(text, base=BASE)) == statements
    assert {(str(q.subject), str(q.predicate), str(q.object)) for q in parsed(text)} == {
        (s.subject, s.predicate, s.object) for s in statements
    }


# --- Against the parser, and other serialisers.

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NODES = st.one_of(
    st.from_regex(r"(?:id|document)/[a-z.%2C,_-]{0,5}(?:#char=[0-9],[0-9])?", fullmatch=True)
    .filter(lambda path: "%" not in path)
    .map(lambda path: ox.NamedNode(BASE + path)),
    st.sampled_from(["urn:x:y", "http://e/?q#", "http://e/n#1", "http://e/n#a.b.", "http://e/n#é-"]).map(
        ox.NamedNode
    ),
)
LITERAL_TERMS = st.one_of(
    WORDS.map(ox.Literal),
    st.builds(lambda word, tag: ox.Literal(word, language=tag), WORDS, st.sampled_from(["ar", "en-gb"])),
    st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.sampled_from(["1.50", "-.5", "07"]).map(
        lambda form: ox.Literal(form, datatype=ox.NamedNode(f"{XSD}decimal"))
    ),
    WORDS.map(lambda word: ox.Literal(word, datatype=ox.NamedNode("http://e/n#dt"))),
)
GRAPHS = st.lists(st.builds(ox.Triple, NODES, NODES, st.one_of(NODES, LITERAL_TERMS)), max_size=12)
NAMESPACES = {"": BASE, "id": f"{BASE}id/", "n": "http://e/n#", "xsd": XSD}


def terms(triples: list[ox.Triple]) -> set[tuple[str, str, str]]:
    return {(str(t.subject), str(t.predicate), str(t.object)) for t in triples}


@pytest.mark.slow
@given(GRAPHS, st.booleans())
def test_what_the_parsers_library_writes(triples: list[ox.Triple], with_prefixes: bool) -> None:
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=NAMESPACES if with_prefixes else None)
    assert isinstance(data, bytes)
    found = list(scan(data.decode()))
    assert {(s.subject, s.predicate, s.object) for s in found} == terms(triples)


@settings(max_examples=40)
@given(GRAPHS)
def test_what_rdflib_writes(triples: list[ox.Triple]) -> None:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in NAMESPACES.items():
        graph.bind(prefix, namespace)
    ntriples = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    text = graph.parse(data=ntriples, format="nt").serialize(format="turtle")
    expected = terms([q.triple for q in parsed(text)])  # not what was given: rdflib rewrites numbers
    assert {(s.subject, s.predicate, s.object) for s in scan(text)} == expected


SEGMENTS = st.lists(st.sampled_from(["a", "b.c", "..", ".", "", "x:y", "é", ".h"]), max_size=4).map("/".join)
REFERENCES = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["", "/", "//h/", "urn:"]),
    SEGMENTS,
    st.sampled_from(["", "?", "?q/../r"]),
    st.sampled_from(["", "#", "#f/.."]),
)


@given(st.sampled_from([BASE, "http://h", "http://h/a/../b/c?d#e", "urn:x:y/z", "file:///a/b"]), REFERENCES)
def test_references_are_resolved_as_the_parser_does(base: str, reference: str) -> None:
    text = f"<a:s> <a:p> <{reference}> ."
    try:
        expected = [str(q.object) for q in parsed(text, base)]
    except SyntaxError:
        reject()  # the parser would have refused the file
    assert objects(text, base) == expected


TERMS = st.sampled_from(["<s>", "<#a,b>", "<../é?#>", "p:x", "p:a.b", r"p:a\,b", "_:b", "[]", "()"]) | (
    st.sampled_from(["true", "1", "-.5e1", "'x'", '"y"@EN', "'''z'''", '"1"^^p:t'])
)
VERBS = st.sampled_from(["a", "<p>", "p:x", ":"])


def property_lists(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Make what may stand after a subject or in square brackets."""
    pairs = st.builds("{} {}".format, VERBS, st.lists(values, min_size=1, max_size=3).map(" ,".join))
    ends = st.sampled_from(["", ";", ";;"])
    return st.builds("{}{}".format, st.lists(pairs, min_size=1, max_size=3).map(";".join), ends)


VALUES = st.recursive(
    TERMS,
    lambda inner: (
        st.lists(inner, max_size=3).map("\n".join).map("({})".format)
        | property_lists(inner).map("[{}]".format)
    ),
    max_leaves=8,
)
SENTENCES = st.one_of(
    st.builds(
        "{} {} .".format,
        st.sampled_from(["<s>", "p:x", "_:b", "[]", "(1 _:b)", "[:p 1]"]),
        property_lists(VALUES),
    ),
    property_lists(VALUES).map("[{}] .".format),
    st.sampled_from(["@prefix p: <n#> .", "PREFIX : <#>", "@base <a/b> .", "base <http://e/c>"]),
)
TEXTS = st.lists(SENTENCES, max_size=4).map(
    lambda texts: "\n".join(["prefix : <v#> @prefix p: <w/> .", *texts])
)


@pytest.mark.slow
@given(TEXTS)
def test_nested_texts(text: str) -> None:
    assert_as_parsed(text)


@pytest.mark.slow
@given(TEXTS, st.integers(0, 200), st.integers(0, 3), st.text("<>\"'.;,[]()@^_:a1\\#\n{ ", max_size=3))
def test_any_text_is_read_as_the_parser_does_or_refused(text: str, start: int, length: int, new: str) -> None:
    text = text[:start] + new + text[start + length :]
    try:
        parsed(text)
    except SyntaxError:
        with contextlib.suppress(SourceError):  # it need not be refused twice, but nothing else may happen
            list(scan(text, base=BASE))
    else:
        assert_as_parsed(text)


TRICKY = (
    r"""
@base <https://w3id.org/diplograph/> . # a comment with <x> and "y"
PREFIX dg: <ontology#>
prefix : <#>
@prefix a.b: <x/y#> .
dg:s.1 a dg:Visit,dg:Meeting;;
  :p "a # no comment", '<no:iri>' , '''it''s "long"
''', "\u0627\\u", """
    r'''""""quoted\""""'''
    r""" ; ; .
<id/a#b>a.b:p.q 1.<>:p-q .5,-1.5E+3,+7 .
[] :p [ :q ( 1 [ :r () ] ( <#a> "]" ) ) ; :t _:x.y ] , [ ] .
[ :p :o ] .
( 1 "2" ) :p ( ) ; a dg: .
_:x.y :%2C dg:a\,b\.c , "x"@AR-Latn , "y"^^<dt>, "z" ^^ a.b:dt .
base <http://example.org/a/b?c>
<> :p <?d> , <#e> , <./f/../g> , <//h/i> , <urn:x> , <#\u00e9> .
@prefix : <new#> .
:s:t :p true , false .
"""
)


def test_a_tricky_file() -> None:
    assert len(scanned(TRICKY)) == 7 + 4 + 15 + 1 + 6 + 4 + 6 + 2
    assert_as_parsed(TRICKY)
    assert_as_parsed(TRICKY.replace("\n", "\r\n"))


@pytest.mark.parametrize("path", TURTLE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_files_of_this_project(path: Path) -> None:
    assert_as_parsed(path.read_text(encoding="utf-8"))


def test_time_grows_with_the_length_alone() -> None:
    """Texts that would make a naive expression go back and forth: each must be done at once."""
    n = 100_000
    texts = [
        "[" * n,
        "( " * n,
        '"' * (n + 1),
        "'''" * n + "'",
        "<" * n,
        "p:" + "a." * n,
        "@prefix" + " #\n" * n,
    ]
    texts += ["_:a" + "." * n, "1" * n, '<a:s> <a:p> "' + "\\n" * n, "(" + " # x\n" * n]
    start = time.process_time()
    for text in texts:
        with pytest.raises(SourceError):
            list(scan(text))
    assert time.process_time() - start < 5


# --- The map of many files.

ONE = "<s> <p> 'x' ;\n <q> 'y' ."
TWO = "<s>\n <p> 'z' ,\n 'x' .\n<t>\n <p> [ <q> 1 ] ."


@pytest.fixture
def source_map() -> SourceMap:
    return SourceMap([(Path("b.ttl"), TWO, BASE), (Path("a.ttl"), ONE, BASE)])


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (("s", "p", '"x"'), ("a.ttl", 1)),  # in both: the first by path
        (("s", "p", '"z"'), ("b.ttl", 2)),
        (("s", "p", '"z"@en'), ("a.ttl", 1)),
        (("s", "q", '"z"'), ("a.ttl", 2)),
        (("s", "q", None), ("a.ttl", 2)),
        (("s", "r", None), ("a.ttl", 1)),
        (("s", None, None), ("a.ttl", 1)),
        (("t", "p", "_:b0"), ("b.ttl", 5)),
        (("t", "r", '"z"'), ("b.ttl", 4)),
        (("u", "p", '"x"'), None),
    ],
)
def test_the_most_exact_place_is_given(
    source_map: SourceMap, asked: tuple[str, str | None, str | None], place: tuple[str, int] | None
) -> None:
    subject, predicate, value = asked
    found = source_map.locate(f"<{BASE}{subject}>", predicate and f"<{BASE}{predicate}>", value)
    assert found == (place and Location(Path(place[0]), place[1]))


def test_blank_subjects_are_not_in_the_map(source_map: SourceMap) -> None:
    assert source_map.locate("_:b0", f"<{BASE}q>") is None


def test_an_exact_match_in_a_later_file_wins() -> None:
    files = [(Path("1.ttl"), "<a:s> <a:q> 1 .", ""), (Path("2.ttl"), "\n<a:s> <a:p> 1 .", "")]
    files.append((Path("3.ttl"), "<a:s>\n<a:p>\n2 .", ""))
    source_map = SourceMap(files)
    assert source_map.locate("<a:s>", "<a:p>", f'"2"^^<{XSD}integer>') == Location(Path("3.ttl"), 3)
    assert source_map.locate("<a:s>", "<a:p>", f'"3"^^<{XSD}integer>') == Location(Path("2.ttl"), 2)
    assert source_map.locate("<a:s>", "<a:r>") == Location(Path("1.ttl"), 1)


def test_what_the_scanner_does_not_read_has_no_place_rather_than_a_wrong_one() -> None:
    triple_term = "<a:s> <a:p>\n1 .\n<a:t> <a:p> <<( <a:a> <a:b> <a:c> )>> .\n<a:u> <a:p> 1 ."
    source_map = SourceMap([(Path("1.ttl"), triple_term, ""), (Path("2.ttl"), "\n<a:u> <a:q> 1 .", "")])
    assert source_map.locate("<a:s>", "<a:p>", f'"1"^^<{XSD}integer>') == Location(Path("1.ttl"), 2)
    assert source_map.locate("<a:t>", "<a:p>") is None
    assert source_map.locate("<a:u>") == Location(Path("2.ttl"), 2)


@pytest.mark.parametrize(
    "version", ['VERSION "1.2"', "version\n'1.2'", '@version "1.2" .', "@version #\n'1.2'."]
)
def test_a_version_is_read(version: str) -> None:
    last = 1 + version.count("\n")
    assert lines(f"{version} <a:s> <a:p> 1 .") == [("<a:s>", "<a:p>", f'"1"^^<{XSD}integer>', last)]
    assert_as_parsed(f"<a:s> <a:p> 1 . {version} <a:s> <a:p> 2 .")
