"""What a result says: the messages of the shape, or else a sentence for its component.

Source: SHACL, sections 2.1.5 and 5.3.2.
"""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import local_name
from diplograph.shacl.graph import Term
from diplograph.shacl.shapes import Constraint, Shape

_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")
_DEFAULTS: Final = {
    "Class": ("The value is not of the class {0}.", "القيمة ليست من صنف {0}."),
    "Datatype": ("The value is not a well-formed literal of {0}.", "القيمة ليست قيمة سليمة من النوع {0}."),
    "NodeKind": ("The value is not of the kind {0}.", "القيمة ليست من النوع {0}."),
    "MinCount": ("There are fewer than {n} values.", "عدد القيم أقل من {n}."),
    "MaxCount": ("There are more than {n} values.", "عدد القيم أكثر من {n}."),
    "MinExclusive": ("The value is not greater than {0}.", "القيمة ليست أكبر من {0}."),
    "MinInclusive": ("The value is less than {0}.", "القيمة أصغر من {0}."),
    "MaxExclusive": ("The value is not less than {0}.", "القيمة ليست أصغر من {0}."),
    "MaxInclusive": ("The value is greater than {0}.", "القيمة أكبر من {0}."),
    "MinLength": ("The value is shorter than {n} characters.", "القيمة أقصر من {n} محارف."),
    "MaxLength": ("The value is longer than {n} characters.", "القيمة أطول من {n} محارف."),
    "Pattern": ("The value does not match the pattern {0}.", "القيمة لا تطابق النمط {0}."),
    "LanguageIn": ("The value is in none of the languages {all}.", "القيمة ليست بأي من اللغات {all}."),
    "UniqueLang": ("Two values are in the same language.", "قيمتان باللغة نفسها."),
    "Equals": ("The values differ from those of {0}.", "القيم تختلف عن قيم {0}."),
    "Disjoint": ("The value is also one of {0}.", "القيمة هي أيضاً من قيم {0}."),
    "LessThan": ("The value is not less than that of {0}.", "القيمة ليست أصغر من قيمة {0}."),
    "LessThanOrEquals": ("The value is greater than that of {0}.", "القيمة أكبر من قيمة {0}."),
    "Not": ("The node conforms to a shape that it must not conform to.", "العقدة توافق شكلاً يجب ألّا توافقه."),
    "And": ("The node does not conform to all of the shapes.", "العقدة لا توافق الأشكال كلها."),
    "Or": ("The node conforms to none of the shapes.", "العقدة لا توافق أياً من الأشكال."),
    "Xone": ("The node does not conform to exactly one of the shapes.", "العقدة لا توافق شكلاً واحداً فقط."),
    "Node": ("The node does not conform to the shape.", "العقدة لا توافق الشكل."),
    "QualifiedMinCount": (
        "Fewer than {n} values conform to the shape.",
        "عدد القيم الموافقة للشكل أقل من {n}.",
    ),
    "QualifiedMaxCount": (
        "More than {n} values conform to the shape.",
        "عدد القيم الموافقة للشكل أكثر من {n}.",
    ),
    "Closed": ("The property is not one that the shape allows.", "الخاصية ليست مما يسمح به الشكل."),
    "HasValue": ("The value {0} is missing.", "القيمة {0} غير موجودة."),
    "In": ("The value is not one of those allowed.", "القيمة ليست من القيم المسموح بها."),
    "SPARQL": ("A rule of the shape is broken.", "خُولفت قاعدة من قواعد الشكل."),
}


def messages_of(shape: Shape, constraint: Constraint, row: dict[str, Term]) -> tuple[ox.Literal, ...]:
    """Return the messages of a result.

    Args:
        shape: The shape that has the constraint.
        constraint: What fails.
        row: What the variables of a SPARQL-based constraint are bound to.

    Returns:
        The message that the query gives; else those of the constraint, of the shape, or of the component,
        with ``{?variable}`` filled in; else a sentence of ours in English and Arabic.
    """
    validator = constraint.validator
    if validator is not None and isinstance(row.get("message"), ox.Literal):
        return (row["message"],)  # type: ignore[return-value]
    own = validator.messages if validator is not None else ()
    if texts := own or shape.messages or constraint.messages:
        values = {**row, **dict(validator.bindings)} if validator is not None else row
        return tuple(_fill(text, values) for text in texts)
    english, arabic = _DEFAULTS.get(constraint.kind, _DEFAULTS["SPARQL"])
    terms = [_text(term) for term in constraint.terms] or [""]
    return tuple(
        ox.Literal(text.format(*terms, n=constraint.count, all=", ".join(terms)), language=language)
        for text, language in ((english, "en"), (arabic, "ar"))
    )


def _fill(text: ox.Literal, values: dict[str, Term]) -> ox.Literal:
    if "{" not in text.value:
        return text
    filled = _PLACEHOLDER.sub(
        lambda match: _text(values[match[1]]) if match[1] in values else match[0], text.value
    )
    if text.language:
        return ox.Literal(filled, language=text.language)
    return ox.Literal(filled)


def _text(term: Term) -> str:
    """Return a term as people read it: an IRI by its end, a literal by its text."""
    if isinstance(term, ox.NamedNode):
        return local_name(term.value)
    return str(term.value)
