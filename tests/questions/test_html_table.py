"""Answers in a notebook: escaped, in the direction of their language, and not too long."""

from __future__ import annotations

from html.parser import HTMLParser

import pyoxigraph as ox

from diplograph.questions.html_table import MOST, render_html
from diplograph.sparql.answers import Rows

HOSTILE = '<script>alert("1")</script>&amp;\'"><img src=x onerror=alert(1)>'


class Reader(HTMLParser):
    """Reads the elements, attributes and texts of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts += [data] if data.strip() else []


def test_nothing_of_the_data_becomes_markup() -> None:
    rows = Rows((HOSTILE,), ((ox.Literal(HOSTILE),), (ox.NamedNode("https://w3id.org/diplograph/id/a'b&c"),)))
    read = Reader(render_html(rows, headings={HOSTILE: HOSTILE}))
    assert set(read.tags) == {"div", "table", "thead", "tbody", "tr", "th", "td", "p"}
    assert {name for name, _ in read.attributes} == {"dir", "lang", "style", "title"}
    assert read.texts == [HOSTILE, HOSTILE, "a'b&c", "2 rows"]
    assert ("title", "https://w3id.org/diplograph/id/a'b&c") in read.attributes


def test_arabic_runs_from_the_right_and_numbers_end_their_cell() -> None:
    rows = Rows(("دولة", "n"), ((ox.Literal("مصر", language="ar"), ox.Literal(12)), (None, None)))
    html = render_html(rows, language="ar", headings={"n": "العدد"})
    assert html.startswith('<div dir="rtl" lang="ar"><table>')
    assert Reader(html).texts == ["دولة", "العدد", "مصر", "12", "نتيجتان"]
    assert '<td dir="auto" style="text-align: end">12</td>' in html
    assert '<td dir="auto" style="text-align: start"></td>' in html


def test_the_first_rows_of_many_are_shown_and_all_are_counted() -> None:
    rows = Rows(("n",), tuple((ox.Literal(number),) for number in range(MOST + 1)))
    read = Reader(render_html(rows))
    assert read.tags.count("td") == MOST
    assert read.texts[-1] == "101 rows. the first 100 are shown"
    assert Reader(render_html(Rows(("n",), rows.rows[:MOST]))).texts[-1] == "100 rows"


def test_no_rows() -> None:
    assert Reader(render_html(Rows(("n",), ()))).texts == ["n", "no rows"]
