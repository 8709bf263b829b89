"""A page that shows how a document is accounted for: each sentence in its colour, with its facts beside it.

The page holds the text, so it is made from the reader's own copy and is for the reader alone. It loads
nothing, and every piece of text in it is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from diplograph.base.messages import is_right_to_left, texts
from diplograph.checks.evidence.coverage import Coverage, Sentence
from diplograph.sources.documents import Document

_COLOURS: Final = ("#e8f1fb", "#fdf1dc", "#e9f6e9", "#f6e9f4", "#fbe9e7", "#e6f5f4")
_STYLE: Final = """
body { font: 1.05rem/1.8 "Noto Naskh Arabic", "Amiri", "Noto Sans", system-ui, sans-serif;
       margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c1c1c; background: #fff; }
table { border-collapse: separate; border-spacing: 0 .5rem; width: 100%; }
th { text-align: start; font-weight: 600; padding: 0 .8rem; }
td { padding: .6rem .8rem; vertical-align: top; }
td.text { width: 58%; border-radius: .3rem; }
td.none { color: #a3200d; font-weight: 600; }
ul { margin: 0; padding-inline-start: 1.1rem; font-size: .9rem; line-height: 1.5; }
.unused { text-decoration: underline dotted #a3200d; text-underline-offset: .3em; }
.place { color: #666; font-size: .8rem; unicode-bidi: isolate; direction: ltr; }
"""


def coverage_page(coverage: Coverage, document: Document, text: str, language: str) -> str:
    """Return the page as HTML.

    Args:
        coverage: The coverage of the document.
        document: The document.
        text: Its text.
        language: The reader's language, ``en`` or ``ar``; the text runs as its own language does.
    """
    words = texts("coverage", language)
    direction = "rtl" if is_right_to_left(language) else "ltr"
    title = escape(f"{words['title']}: {document.labels.get(language) or document.slug}")
    rows = "\n".join(
        _row(number, sentence, document, text, words) for number, sentence in enumerate(coverage.sentences)
    )
    shares = f"{coverage.by_sentence:.1%} {words['sentences']} · {coverage.by_letter:.1%} {words['letters']}"
    return f"""<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{_STYLE}</style>
<h1>{title}</h1>
<p>{shares}. {words["key"]}</p>
<table>
<thead><tr><th>{words["sentence"]}</th><th>{words["facts"]}</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</html>
"""


def _row(number: int, sentence: Sentence, document: Document, text: str, words: Mapping[str, str]) -> str:
    own = document.language.partition("-")[0]
    side = "rtl" if is_right_to_left(own) else "ltr"
    colour = _COLOURS[number % len(_COLOURS)]
    place = f'<div class="place">{sentence.start}–{sentence.end}</div>'
    style = f'lang="{escape(own)}" dir="{side}" style="background:{colour}"'
    shown = f'<td class="text" {style}>{_marked(sentence, text)}{place}</td>'
    if not sentence.accounted:
        return f'<tr>{shown}<td class="none">{words["none"]}</td></tr>'
    cited: dict[str, str] = {}
    for citation in sentence.citations:
        left_out = f" ({words['omission']})" if citation.omission else ""
        cited.setdefault(citation.node, escape(citation.label + left_out))
    items = "".join(f"<li><bdi>{label}</bdi></li>" for label in cited.values())
    return f"<tr>{shown}<td><ul>{items}</ul></td></tr>"


def _marked(sentence: Sentence, text: str) -> str:
    """Return the words of a sentence, escaped, with the unused ones marked."""
    parts = []
    place = sentence.start
    for start, end in sentence.unused:
        parts += [escape(text[place:start]), f'<span class="unused">{escape(text[start:end])}</span>']
        place = end
    return "".join([*parts, escape(text[place : sentence.end])])
