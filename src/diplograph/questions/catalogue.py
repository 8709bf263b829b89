"""The library of questions as a page: each in words, in English and in Arabic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from diplograph.questions.headings import Headings
from diplograph.questions.library import Query
from diplograph.questions.parameters import Parameter

_TYPES: Final = {
    "iri": "name or IRI",
    "string": "text",
    "integer": "whole number",
    "decimal": "number",
    "boolean": "true or false",
    "date": "day",
    "period": "year, month or day",
}
_DISPLAYS: Final = {
    "table": ("table", "جدول"),
    "timeline": ("timeline", "خط زمني"),
    "map": ("map", "خريطة"),
    "network": ("network", "شبكة"),
    "bar chart": ("bar chart", "رسم بالأعمدة"),
}
_HEAD: Final = """\
# What can be asked

<!-- Made from the .rq files: diplograph queries --markdown > queries/README.md -->

{count} questions. Each is a file that any SPARQL 1.1 endpoint answers; its decorators say in English and in
Arabic what it answers and what can be set. Ask one with `diplograph query NAME --set PARAMETER=VALUE`; a
value is a name in either language, an entity such as `state/egypt`, a number, a day or text. What has no
default and is not required may be left out. `--evidence` adds the passages behind each row, `--endpoint URL`
asks elsewhere.

<div dir="rtl" lang="ar">

{count} سؤالاً، لكل منها ملف تجيب عنه أي نقطة وصول تفهم SPARQL 1.1، وفي رأسه بالعربية والإنجليزية ما يجيب عنه
وما يمكن ضبطه. والسؤال بالأمر <code dir="ltr">diplograph query NAME --lang ar --set PARAMETER=VALUE</code>،
والقيمة اسم بإحدى اللغتين أو كيان مثل <code dir="ltr">state/egypt</code> أو عدد أو يوم أو نص.
ويجوز ترك ما ليس له قيمة افتراضية وليس لازماً.

</div>
"""


def catalogue(library: Mapping[str, Query], headings: Headings) -> str:
    """Return the page of a library, in Markdown.

    Args:
        library: The questions by name.
        headings: The titles of their themes.

    Returns:
        The questions by theme, each with summary, description and parameters in both languages.
    """
    parts = [_HEAD.format(count=len(library))]
    order = {theme: place for place, theme in enumerate(headings.themes)}
    queries = sorted(library.values(), key=lambda q: (order.get(q.theme, len(order)), q.theme, q.name))
    for theme, questions in groupby(queries, key=lambda query: query.theme):
        title = headings.themes.get(theme, {"en": theme, "ar": theme})
        parts.append(f"## {title['en']} · {title['ar']}\n")
        parts += [_question(question) for question in questions]
    return "\n".join(parts)


def _question(query: Query) -> str:
    english, arabic = _DISPLAYS[query.display]
    lines = [
        f"### [{query.name}]({query.theme}/{query.name}.rq)",
        "",
        f"**{query.summary['en']}.** {query.description['en']} *Best seen as: {english}.*",
        "",
        '<div dir="rtl" lang="ar">',
        "",
        f"**{query.summary['ar']}.** {query.description['ar']} *أفضل عرض له: {arabic}.*",
        "",
        "</div>",
        "",
        *_parameters(parameter for parameter in query.parameters if parameter.name != "lang"),
    ]
    return "\n".join(lines)


def _parameters(parameters: Iterable[Parameter]) -> Iterator[str]:
    rows = [_parameter(parameter) for parameter in parameters]
    if rows:
        yield from ("| parameter | value | what it is | ما هو |", "|---|---|---|---|", *rows, "")


def _parameter(parameter: Parameter) -> str:
    kind = " or ".join(parameter.values) or _TYPES[parameter.type]
    if parameter.of:
        kind += f" (`{parameter.of}`)"
    if parameter.required:
        kind += ", required"
    if parameter.default is not None:
        kind += f", by default {parameter.default}"
    about = parameter.description
    return f"| `{parameter.name}` | {kind} | {about['en']} | {about['ar']} |"
