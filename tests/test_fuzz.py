"""Fuzz targets for the readers of foreign text: a short run every day, and one of up to a minute among the slow tests.

Each states what must hold of whatever is read, so that a wrong reading fails as well as a crash.
"""

# ruff: noqa: PT017 -- what is refused is one of two good outcomes, each with properties of its own

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape as escape_xml

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.base import edtf
from diplograph.base.errors import DateError, DocumentError, QueryError, SourceError
from diplograph.questions.library import parse_query
from diplograph.questions.parameters import Parameter, to_term
from diplograph.rdf.positions import scan
from diplograph.sources.html import html_text
from diplograph.sources.word import docx_text
from diplograph.text.dates import find_dates
from diplograph.text.numbers import find_numbers

MINUTE: Final = 55  # seconds

_LENGTHS: Final = [20, pytest.param(1_000_000, marks=pytest.mark.slow)]


def fuzz(check: Callable[[Any], None], inputs: st.SearchStrategy[Any], examples: int) -> None:
    """Try a property on so many inputs, for no longer than a minute."""
    end = time.monotonic() + MINUTE
    most = 20 if examples == 20 else 2_000

    @settings(max_examples=most, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(inputs)
    def run(found: Any) -> None:
        if time.monotonic() < end:
            check(found)

    run()


# --- Turtle: the scanner against the parser.

PIECES: Final = st.sampled_from([
    *("<a:s>", "p:x", "_:b", "[", "]", "(", ")", ".", ";", ",", "a", "true", "1", "-1.5", "2e3", '"x"', "'''y\nz'''"),
    *('"ا"@ar', '"x"@en--ltr', '"1"^^p:t', "@prefix p: <n:> .\n", "PREFIX p: <n:>\n", "BASE <http://b/>\n", "#c\n"),
    *("\n", "\r\n", "\r", " ", "\\", '"', "<<(", ")>>", "~", "{|", "|}", 'VERSION "1.2"', "\ufeff", "\x00", "é", "<a b>"),
])  # fmt: skip
TURTLE: Final = st.lists(PIECES, max_size=25).map(" ".join) | st.builds(
    lambda rest, end: f"@prefix p: <n:> .{end}<a:s> <a:p>{end}{rest} .", st.lists(PIECES, max_size=4).map(" ".join),
    st.sampled_from(["\n", "\r\n", "\r", " "]),
)  # fmt: skip


def places_are_those_of_the_parser(text: str) -> None:
    try:
        parsed = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri="http://e/"))
    except SyntaxError:
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        found = list(scan(text, base="http://e/"))
    except SourceError as error:
        assert any(sign in text for sign in ("<<", "~", "{|", "\ufeff")), error  # only Turtle 1.2 is not read
        assert error.line is not None
        assert error.line <= len(lines)
        return
    assert len(found) == len(parsed)
    for statement in found:
        assert 1 <= statement.subject_line <= statement.predicate_line <= statement.line <= len(lines)
        if statement.subject == "<a:s>":
            assert "<a:s>" in lines[statement.subject_line - 1]
        if statement.object.startswith('"y'):
            assert "'''y" in lines[statement.line - 1]


@pytest.mark.parametrize("examples", _LENGTHS)
def test_places_in_turtle(examples: int) -> None:
    fuzz(places_are_those_of_the_parser, TURTLE, examples)


# --- Dates and numbers.

EDTF: Final = st.text("0123456789X?~%/.-YZT", max_size=24) | st.from_regex(edtf.PATTERN, fullmatch=True)


def edtf_is_what_it_says(text: str) -> None:
    try:
        found = edtf.parse(text)
    except DateError as error:
        assert set(error.reasons) == {"en", "ar"}
        return
    assert edtf.parse(found.text) == found
    earliest, latest = found.bounds.earliest, found.bounds.latest
    assert earliest is None or latest is None or earliest <= latest
    start = text.partition("/")[0]
    if earliest is not None and start[:4].isdigit():
        assert f"{earliest.year:04}" == start[:4]


@pytest.mark.parametrize("examples", _LENGTHS)
def test_edtf(examples: int) -> None:
    fuzz(edtf_is_what_it_says, EDTF, examples)


WORDS: Final = {
    "en": "7 November 1996 Nov . , - – / from to between and until before after early mid the 1990s century 19th "
    "first half of in on 07 2006 1,234 5.5 million thousand twenty three about nearly % $ ½ ( ) : dozen",
    "ar": "7 نوفمبر 1996 تشرين الثاني ، . - / من إلى بين و حتى قبل بعد أوائل عام سنة القرن التاسع عشر ٧ ٢٠٠٦ مليون "
    "ألف ألفين عشرين ثلاثة نحو حوالي نصف ربع مليونا وربع المائة % للهجرة هـ م ( ) يوم",
}
TEXTS: Final = st.sampled_from(["en", "ar"]).flatmap(
    lambda language: st.tuples(
        st.just(language),
        st.lists(st.sampled_from(WORDS[language].split()) | st.text(max_size=3), max_size=14).map(" ".join),
    )
)


def mentions_stand_in_the_text(found: tuple[str, str]) -> None:
    language, text = found
    dates, numbers = find_dates(text, language), find_numbers(text, language)
    for mention in (*dates, *numbers):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
    for date in dates:
        edtf.parse(date.edtf)  # it is one
    assert all(number.value.is_finite() for number in numbers)
    apart = f"{text} . . xyz 4321 xyz"  # what stands before may not change what stands apart from it
    assert any(number.value == 4321 for number in find_numbers(apart, language))


@pytest.mark.parametrize("examples", _LENGTHS)
def test_dates_and_numbers_in_texts(examples: int) -> None:
    fuzz(mentions_stand_in_the_text, TEXTS, examples)


# --- Queries: their headers and their parameters.

HEADERS: Final = st.lists(
    st.sampled_from([
        *("summary: Who?", "summary_ar: من؟", "tags: [a, b]", "tags: &a [*a]", "params:", "  - name: host", "  - {name: host,"),
        *("    type: iri", "    type: 5", "    default: yes", "columns: {en: {host: Host}}", "columns: 5", "display: table"),
        *("display: [x]", "edge: [a, b]", "edge: a", "passages: [visit]", "nodes: 1", "? x", "- - -", "{{", "enum: [1, 2]"),
        *("x: !!python/name:os", "summary: 2001-99-99", "tags: 5", "tags: {a: b}", "\t", "summary: |", "a: b: c", "%YAML"),
    ]) | st.text(max_size=12),
    max_size=8,
)  # fmt: skip


def a_header_is_read_or_refused(lines: list[str]) -> None:
    header = [line for text in lines for line in text.splitlines()]
    text = "".join(f"#+ {line}\n" for line in header) + "SELECT ?host { ?host ?p ?o }"
    try:
        query = parse_query(text, name="x", path=Path("x.rq"))
    except QueryError as error:
        assert "\n" not in str(error)
        assert str(error).startswith("x.rq")
        return
    assert query.text == text
    assert set(query.summary) == {"en", "ar"}
    assert all(isinstance(words, str) for words in (*query.summary.values(), *query.tags))
    assert not query.parameters or "_" in text


@pytest.mark.parametrize("examples", _LENGTHS)
def test_headers_of_queries(examples: int) -> None:
    fuzz(a_header_is_read_or_refused, HEADERS, examples)


TYPES: Final = ["iri", "string", "integer", "decimal", "boolean", "date"]
VALUES: Final = st.tuples(
    st.sampled_from(TYPES),
    st.text(max_size=12) | st.text("0123456789+-._eE١٢", max_size=8)
    | st.sampled_from(["1e999999999", "9" * 5000, "NaN", "-Infinity", "state/egypt", "dg:Visit", "2001-02-29", "a://b c>"]),
)  # fmt: skip


def a_value_is_of_its_type_or_refused(found: tuple[str, str]) -> None:
    kind, text = found
    try:
        term = to_term(Parameter("p", kind, None, {}), text, base="https://example.org/")
    except QueryError as error:
        assert "\n" not in str(error)
        return
    (triple,) = ox.parse(
        f"<urn:x> <urn:x> {term} .".encode(), format=ox.RdfFormat.N_TRIPLES
    )  # and nothing else
    assert triple.object == term
    assert isinstance(term, ox.NamedNode) == (kind == "iri")
    assert len(str(term)) < len(text) + 2000


@pytest.mark.parametrize("examples", _LENGTHS)
def test_values_of_parameters(examples: int) -> None:
    fuzz(a_value_is_of_its_type_or_refused, VALUES, examples)


# --- Documents: no letter is lost, doubled or moved, and no word is cut.

LETTERS: Final = st.text("abcزياره<&>'\"", min_size=1, max_size=4)
INLINE: Final = st.recursive(
    LETTERS.map(lambda word: (word, escape(word))),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "a", "span", "u", "em"]), st.lists(inner, max_size=3)
    ).map(
        lambda made: (
            "".join(word for word, _ in made[1]),
            f"<{made[0]} title='<p>'>{''.join(html for _, html in made[1])}</{made[0]}>",
        )
    ),
    max_leaves=6,
)
NOTHING: Final = st.sampled_from(
    ["<!-- <p>x -->", "<script>x<p></script>", "<style>p{}</style>", "<wbr>", "<nav>x</nav>", ""]
)
PAGES: Final = st.lists(
    st.tuples(
        st.sampled_from(["p", "div", "li", "h1", "td", "blockquote"]),
        st.lists(st.tuples(INLINE, NOTHING), max_size=4),
    ),
    max_size=5,
)


def a_page_keeps_its_words(page: list[tuple[str, list[tuple[tuple[str, str], str]]]]) -> None:
    lines = ["".join(word for (word, _), _ in parts) for _, parts in page]
    html = "".join(f"<{tag}>{''.join(text + gap for (_, text), gap in parts)}</{tag}>" for tag, parts in page)
    FILE.write_text(html, encoding="utf-8")
    assert html_text(FILE).split("\n") == ([line for line in lines if line] or [""])


def any_bytes_are_a_page_or_refused(data: bytes) -> None:
    FILE.write_bytes(data)
    try:
        html_text(FILE)
    except DocumentError as error:
        assert "\n" not in str(error)


FILE = Path()


@pytest.fixture(autouse=True)
def _file(tmp_path: Path) -> None:
    global FILE
    FILE = tmp_path / "document"


@pytest.mark.parametrize("examples", _LENGTHS)
def test_html(examples: int) -> None:
    fuzz(a_page_keeps_its_words, PAGES, examples)


@pytest.mark.parametrize("examples", _LENGTHS)
def test_html_of_any_bytes(examples: int) -> None:
    signs = st.sampled_from(
        [
            b"<",
            b">",
            b"<!--",
            b"<p",
            b"</",
            b"&#",
            b"&amp",
            b"<?",
            b"<![CDATA[",
            b"<meta charset=x>",
            b"\xff\xfe",
        ]
    )
    fuzz(
        any_bytes_are_a_page_or_refused,
        st.lists(signs | st.binary(max_size=4), max_size=12).map(b"".join),
        examples,
    )


BODIES: Final = st.lists(
    st.lists(LETTERS, max_size=3)
    | st.lists(st.lists(LETTERS, min_size=1, max_size=3), min_size=1, max_size=2).map(tuple),
    min_size=1,
    max_size=4,
)


def a_docx_keeps_its_words(body: list[list[str] | tuple[list[str], ...]]) -> None:
    def paragraph(words: list[str]) -> str:
        runs = (f"<w:r><w:rPr><w:b/></w:rPr><w:t>{escape_xml(word)}</w:t></w:r>" for word in words)
        return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{''.join(runs)}</w:p>"

    xml, lines = "", []
    for block in body:
        if isinstance(block, list):
            xml += paragraph(block)
            lines.append("".join(block))
        else:
            rows = ("".join(f"<w:tc>{paragraph([cell])}</w:tc>" for cell in row) for row in block)
            xml += f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
            lines += ["\t".join(row) for row in block]
    FILE.write_bytes(docx(xml))
    assert docx_text(FILE).split("\n") == lines


def docx(xml: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(made := io.BytesIO(), "w") as parts:
        parts.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{xml}</w:body></w:document>'
        )
    return made.getvalue()


@pytest.mark.parametrize("examples", _LENGTHS)
def test_docx(examples: int) -> None:
    fuzz(a_docx_keeps_its_words, BODIES, examples)
