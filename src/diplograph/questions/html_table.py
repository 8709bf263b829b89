"""A table of query results as HTML, for notebooks: everything escaped, in the direction of its language."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from diplograph.base.messages import counted, is_right_to_left, say
from diplograph.base.names import BASE, PREFIXES
from diplograph.questions.cells import Shorten, cell_text, is_number, shorten_by

if TYPE_CHECKING:
    from diplograph.sparql.answers import Rows, Term

MOST: Final = 100
"""The rows that a notebook shows; a page with more is slow to scroll."""


def render_html(
    rows: Rows,
    *,
    language: str = "en",
    headings: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
    base: str = BASE,
) -> str:
    """Return rows as a table, with headings above and the number of rows below.

    IRIs are shortened as on a terminal, with the whole IRI as a tooltip. Each cell has the direction of its
    own text.

    Args:
        rows: What a SELECT query answered.
        language: The language of what the table itself says.
        headings: What columns are called, by variable; by default as the variable is.
        prefixes: Namespaces by prefix.
        base: The base IRI of the graph, with a slash at its end.

    Example:
        >>> from diplograph.sparql.answers import Rows
        >>> print(render_html(Rows(("state",), ((ox.Literal("A & B"),),))))
        <div dir="ltr" lang="en"><table>
        <thead><tr><th dir="auto">state</th></tr></thead>
        <tbody>
        <tr><td dir="auto" style="text-align: start">A &amp; B</td></tr>
        </tbody>
        </table>
        <p>1 row</p></div>
    """
    shorten = shorten_by(base, prefixes)
    titles = "".join(f'<th dir="auto">{escape((headings or {}).get(n, n))}</th>' for n in rows.variables)
    lines = [
        f'<div dir="{"rtl" if is_right_to_left(language) else "ltr"}" lang="{escape(language)}"><table>',
        f"<thead><tr>{titles}</tr></thead>",
        "<tbody>",
    ]
    lines += [f"<tr>{''.join(_cell(term, shorten) for term in row)}</tr>" for row in rows.rows[:MOST]]
    count = counted("rows", len(rows.rows)).text(language)
    if len(rows.rows) > MOST:
        count = f"{count}. {say('rows.shown', language, number=MOST)}"
    return "\n".join([*lines, "</tbody>", "</table>", f"<p>{escape(count)}</p></div>"])


def _cell(term: Term | None, shorten: Shorten) -> str:
    text = cell_text(term, shorten)
    title = ""
    if isinstance(term, ox.NamedNode) and term.value != text:
        title = f' title="{escape(term.value)}"'
    align = "end" if is_number(term) else "start"
    return f'<td dir="auto" style="text-align: {align}"{title}>{escape(text)}</td>'
