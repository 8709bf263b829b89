"""Tables for a terminal: small ones worked by hand, and what must hold of every table."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from diplograph.questions.table import render
from diplograph.sparql.answers import Rows, Term

BASE = "https://w3id.org/diplograph/"
XSD = "http://www.w3.org/2001/XMLSchema#"
LRM, LRI, RLI, PDI = "\u200e", "\u2066", "\u2067", "\u2069"


def entity(path: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/{path}")


def edtf(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode("http://id.loc.gov/datatypes/edtf/EDTF"))


def arabic(text: str) -> ox.Literal:
    return ox.Literal(text, language="ar")


def one(*terms: Term | None) -> Rows:
    """Return rows of one column."""
    return Rows(("x",), tuple((term,) for term in terms))


def lines(rows: Rows, width: int = 60, **options: Any) -> list[str]:
    text = render(rows, width=width, **options)
    assert text.endswith("\n")
    return text[:-1].split("\n")


def first_cell(term: Term, **options: Any) -> str:
    return lines(one(term), **options)[2]


VISITS = Rows(
    ("visit", "when", "trade"),
    (
        (entity("visit/x"), edtf("1996-05"), ox.Literal(30000000)),
        (None, edtf("2001-03-04"), ox.Literal(-7)),
    ),
)

NAMES = Rows(
    ("state", "name", "year"),
    (
        (entity("state/egypt"), arabic("مصر"), ox.Literal(1922)),
        (entity("state/kazakhstan"), arabic("كازاخستان"), ox.Literal(1991)),
    ),
)

# --- By hand, from left to right.


def test_columns() -> None:
    assert lines(VISITS) == [
        "visit    when           trade",
        "───────  ──────────  ────────",
        "visit/x  1996-05     30000000",
        "         2001-03-04        -7",
        "",
        "2 rows",
    ]


def test_right_to_left_text_is_aligned_right() -> None:
    assert lines(NAMES) == [
        "state                  name  year",
        "────────────────  ─────────  ────",
        "state/egypt             مصر  1922",
        "state/kazakhstan  كازاخستان  1991",
        "",
        "2 rows",
    ]


def test_headings() -> None:
    assert lines(VISITS, headings={"visit": "Visit", "trade": "Trade, in dollars"})[:3] == [
        "Visit    when        Trade, in dollars",
        "───────  ──────────  ─────────────────",
        "visit/x  1996-05              30000000",
    ]


def test_wide_text_is_wrapped_on_words_and_rows_stand_apart() -> None:
    rows = Rows(
        ("visit", "label"),
        (
            (entity("visit/x"), ox.Literal("A minister's visit to the capital")),
            (entity("visit/y"), ox.Literal("Talks")),
        ),
    )
    assert lines(rows, width=22) == [
        "visit    label",
        "───────  ─────────────",
        "visit/x  A minister's",
        "         visit to the",
        "         capital",
        "",
        "visit/y  Talks",
        "",
        "2 rows",
    ]


def test_a_name_is_wrapped_at_slash_hyphen_and_hash_and_a_date_is_not() -> None:
    rows = Rows(
        ("visit", "source", "date"),
        (
            (
                entity("visit/ruritania-to-freedonia-1996-05"),
                ox.NamedNode(f"{BASE}document/ruritania-year-book#char=1204,1277"),
                edtf("1996-05-12"),
            ),
        ),
    )
    assert lines(rows, width=46) == [
        "visit             source            date",
        "────────────────  ────────────────  ──────────",
        "visit/ruritania-  ruritania-year-   1996-05-12",
        "to-freedonia-     book",
        "1996-05           #char=1204,1277",
        "",
        "1 row",
    ]


def test_a_path_is_wrapped_after_a_slash() -> None:
    assert lines(one(entity("delegation/ministers")), width=12)[2:4] == ["delegation/", "ministers"]
    assert lines(one(edtf("2001-03-04/2001-03-06")), width=12)[2:4] == ["2001-03-04/", "2001-03-06"]


def test_a_word_wider_than_the_page_is_broken_but_not_before_a_mark() -> None:
    assert lines(one(ox.Literal("abcdefgh ij")), width=3) == [
        "x",
        "───",
        "abc",
        "def",
        "gh",
        "ij",
        "",
        "1",
        "row",
    ]
    assert lines(one(arabic("مَُُدرسة")), width=3)[2:-3] == ["مَُُدر", " سة"]


def test_many_columns_become_records() -> None:
    rows = Rows(
        ("visitor", "year", "country"),
        (
            (ox.Literal("Representative"), ox.Literal(1996), arabic("فريدونيا")),
            (None, ox.Literal(2001), ox.Literal("Ruritania")),
        ),
    )
    # 14 + 4 + 9 cells and two gaps of 2 make 31.
    assert lines(rows, width=31)[2] == "Representative  1996   فريدونيا"
    assert lines(rows, width=30) == [
        "visitor  Representative",
        "year     1996",
        "country        فريدونيا",
        "",
        "visitor",
        "year     2001",
        "country  Ruritania",
        "",
        "2 rows",
    ]


def test_wide_characters_and_marks_are_measured_in_cells() -> None:
    # Two characters of two cells each; four letters with four marks.
    assert lines(Rows(("a", "b"), ((ox.Literal("日本"), ox.Literal("x")), (arabic("مُحَمَّد"), None)))) == [
        "a     b",
        "────  ─",
        "日本  x",
        "مُحَمَّد",
        "",
        "2 rows",
    ]


# --- By hand, from right to left.


def test_columns_from_the_right() -> None:
    headings = {"state": "الدولة", "name": "الاسم", "year": "السنة"}
    # 16, 9 and 5 cells and two gaps of 2 make 34, so that 6 are left of 40.
    assert lines(NAMES, width=40, right_to_left=True, language="ar", headings=headings) == [
        "      السنة      الاسم            الدولة",
        "      ─────  ─────────  ────────────────",
        "       1922        مصر       state/egypt",
        "       1991  كازاخستان  state/kazakhstan",
        "",
        "                                 نتيجتان",
    ]


# --- Directions.


def test_on_a_terminal_right_to_left_cells_are_isolated() -> None:
    assert lines(NAMES, isolate=True) == [
        f"{LRM}state                  name  year",
        f"{LRM}────────────────  ─────────  ────",
        f"{LRM}state/egypt             {RLI}مصر{PDI}  1922",
        f"{LRM}state/kazakhstan  {RLI}كازاخستان{PDI}  1991",
        "",
        f"{LRM}2 rows",
    ]


def test_each_line_of_a_cell_has_the_direction_of_the_cell() -> None:
    assert lines(one(arabic("اتفاقية ABC 1996.")), width=9, isolate=True)[2:4] == [
        f"{LRM}  {RLI}اتفاقية{PDI}",
        f"{LRM}{RLI}ABC 1996.{PDI}",
    ]
    assert lines(one(ox.Literal("The word سلام")), width=8, isolate=True)[2:4] == [
        f"{LRM}{LRI}The word{PDI}",
        f"{LRM}{LRI}سلام{PDI}",
    ]


def test_arabic_digits_are_isolated_too() -> None:
    # Without a letter beside them they have no direction of their own, but they would move their neighbours.
    assert first_cell(ox.Literal("٢٠٠٦"), isolate=True) == f"{LRM}{LRI}٢٠٠٦{PDI}"


def test_an_arabic_count_is_isolated() -> None:
    rows = one(*map(ox.Literal, range(3)))
    assert lines(rows, isolate=True, language="ar")[-1] == f"{LRM}{RLI}3 نتائج{PDI}"
    assert lines(rows, width=12, isolate=True, language="ar", right_to_left=True)[-1] == (
        f"{LRM}     {RLI}3 نتائج{PDI}"
    )


# --- Terms.


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (entity("visit/x"), "visit/x"),
        (ox.NamedNode(f"{BASE}document/book#char=12,40"), "book#char=12,40"),
        (ox.NamedNode(f"{BASE}ontology#Visit"), "dg:Visit"),
        (ox.NamedNode(f"{BASE}graph/reference"), f"{BASE}graph/reference"),
        (ox.NamedNode(f"{BASE}id/"), f"{BASE}id/"),
        (ox.NamedNode("https://example.org/x"), "https://example.org/x"),
        (ox.BlankNode("b0"), "_:b0"),
        (arabic("مصر"), "مصر"),
        (edtf("1996-05?/.."), "1996-05?/.."),
        (ox.Triple(entity("a"), ox.NamedNode(f"{BASE}ontology#party"), ox.Literal("b")), "a dg:party b"),
    ],
)
def test_a_term_as_people_write_it(term: Term, shown: str) -> None:
    assert first_cell(term) == shown


def test_prefixes_and_base_of_another_project() -> None:
    prefixes = {"x": "https://example.org/", "deep": "https://example.org/deep/"}
    options: dict[str, Any] = {"prefixes": prefixes, "base": "https://example.com/"}
    assert first_cell(ox.NamedNode("https://example.com/id/a"), **options) == "a"
    assert first_cell(ox.NamedNode("https://example.org/deep/a"), **options) == "deep:a"
    assert first_cell(entity("a"), **options) == f"{BASE}id/a"


@pytest.mark.parametrize("name", ["integer", "decimal", "double", "float", "nonNegativeInteger", "int"])
def test_numbers_are_aligned_right_as_they_are_written(name: str) -> None:
    rows = one(ox.Literal("007", datatype=ox.NamedNode(XSD + name)), ox.Literal("abcde"))
    assert lines(rows)[2:4] == ["  007", "abcde"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x00\x7f\x85\x9b", r"\x00\x7f\x85\x9b"),
        ("\u202aa\u202eb\u202c", r"\u202aa\u202eb\u202c"),
        ("\u2066a\u2067b\u2068c\u2069", r"\u2066a\u2067b\u2068c\u2069"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # a non-joiner is part of the spelling
    ],
)
def test_control_characters_in_data_are_shown(text: str, shown: str) -> None:
    assert first_cell(ox.Literal(text)) == shown
    assert lines(one(ox.Literal("a")), headings={"x": text})[0].strip() == shown


# --- Counts.


@pytest.mark.parametrize(
    ("number", "english", "arabic"),
    [
        (1, "1 row", "نتيجة واحدة"),
        (2, "2 rows", "نتيجتان"),
        (3, "3 rows", "3 نتائج"),
        (10, "10 rows", "10 نتائج"),
        (11, "11 rows", "11 نتيجة"),
        (99, "99 rows", "99 نتيجة"),
        (100, "100 rows", "100 نتيجة"),
        (101, "101 rows", "101 نتيجة"),
        (103, "103 rows", "103 نتائج"),
        (111, "111 rows", "111 نتيجة"),
    ],
)
def test_count(number: int, english: str, arabic: str) -> None:
    rows = one(*[None] * number)
    assert lines(rows)[-1] == english
    assert lines(rows, language="ar")[-1] == arabic


def test_no_rows() -> None:
    assert lines(one()) == ["no rows"]
    assert lines(one(), language="ar") == ["لا نتائج"]
    assert lines(one(), width=10, language="ar", right_to_left=True) == ["  لا نتائج"]


def test_rows_without_columns_are_counted() -> None:
    assert lines(Rows((), ((),))) == ["1 row"]


def test_the_terminal_gives_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "9")
    assert render(one(ox.Literal("talks on trade"))).split("\n")[2:4] == ["talks on", "trade"]


# --- What holds of every table.

WORDS = (
    *("a", "of", "treaty", "representatives", "a-b", "x/y", "ab-cd-ef/gh#ij", "1996", "12345678", "(", "."),
    *("في", "معاهدة", "مُمَثِّلون", "والمسؤولين", "日", "日本国", "\x1b", "\u202e"),
)
word = st.sampled_from(WORDS)
cell = (
    st.none()
    | st.integers(-999, 9999).map(ox.Literal)
    | st.lists(word, max_size=8).map(lambda found: ox.Literal(" ".join(found)))
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Rows, dict[str, str]]:
    """Draw rows and their headings."""
    variables = "abcde"[: draw(st.integers(1, 5))]
    body = draw(st.lists(st.tuples(*[cell for _ in variables]), min_size=1, max_size=4))
    return Rows(tuple(variables), tuple(body)), {name: draw(word) for name in variables}


layouts = st.fixed_dictionaries({"isolate": st.booleans(), "right_to_left": st.booleans()})


def cells(text: str) -> int:
    return sum(wcwidth(character) for character in text)


def shown(term: Term | None) -> str:
    """Return the visible characters that a cell must show."""
    return escaped(term.value).replace(" ", "") if isinstance(term, ox.Literal) else ""


def escaped(text: str) -> str:
    return text.replace("\x1b", r"\x1b").replace("\u202e", r"\u202e")


def visible(line: str) -> str:
    return "".join(character for character in line if character not in f" {LRM}{LRI}{RLI}{PDI}")


@given(tables(), st.integers(6, 90), layouts)
def test_no_line_is_wider_than_the_page(table: tuple[Rows, dict[str, str]], width: int, layout: Any) -> None:
    rows, headings = table
    for line in lines(rows, width, headings=headings, **layout):
        assert cells(line) <= width
        assert line == line.rstrip()


@given(tables(), st.integers(6, 90), layouts)
def test_nothing_is_lost(table: tuple[Rows, dict[str, str]], width: int, layout: Any) -> None:
    rows, headings = table
    *output, count = lines(rows, width, headings=headings, **layout)
    assert visible(count) in ("1row", f"{len(rows.rows)}rows")
    columns = [
        (escaped(headings[name]), "".join(map(shown, column)))
        for name, column in zip(rows.variables, zip(*rows.rows, strict=True), strict=True)
    ]
    if any("─" in line for line in output):
        assert by_column(output, layout["right_to_left"]) == [title + data for title, data in columns]
    else:  # records, each with all titles
        expected = "".join(title * len(rows.rows) + data for title, data in columns)
        assert Counter(visible("".join(output))) == Counter(expected)


def by_column(output: list[str], right_to_left: bool) -> list[str]:
    """Read each column from top to bottom, by the rule, without white space."""
    rule = next(line for line in output if "─" in line).lstrip(LRM)
    column_at = [rule[: place + 1].count(" ─") if rule[place] == "─" else None for place in range(len(rule))]
    offset = 0 if rule[0] == "─" else 1  # a margin before the first column is no column
    columns = [""] * len(rule.split())
    for line in output:
        place = 0
        for character in line:
            if visible(character) and character != "─":
                here = column_at[place if wcwidth(character) else place - 1]
                assert here is not None
                columns[here - offset] += character
            place += wcwidth(character)
    return columns[::-1] if right_to_left else columns


@given(tables(), st.integers(6, 90), st.booleans())
def test_without_a_terminal_there_are_no_marks(
    table: tuple[Rows, dict[str, str]], width: int, right_to_left: bool
) -> None:
    rows, headings = table
    text = render(rows, width=width, headings=headings, right_to_left=right_to_left)
    assert {character for character in text if unicodedata.category(character) in ("Cc", "Cf")} == {"\n"}
    marked = render(rows, width=width, headings=headings, right_to_left=right_to_left, isolate=True)
    assert "".join(character for character in marked if character not in LRM + LRI + RLI + PDI) == text
