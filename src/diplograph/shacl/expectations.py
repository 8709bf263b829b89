"""What a constraint asks for, in a sentence: what would be right where it fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import SH
from diplograph.shacl.graph import Term
from diplograph.shacl.shapes import Constraint, Shape

_EXPECTED: Final = {
    "Class": ("a value of the class {all}", "قيمة من صنف {all}"),
    "Datatype": ("a well-formed literal of the type {all}", "قيمة سليمة من النوع {all}"),
    "NodeKind": ("a node of the kind {all}", "عقدة من النوع {all}"),
    "MinCount": ("{path}: at least {n}", "{path}: {n} على الأقل"),
    "MaxCount": ("{path}: at most {n}", "{path}: {n} على الأكثر"),
    "MinExclusive": ("a value greater than {all}", "قيمة أكبر من {all}"),
    "MinInclusive": ("{all} or more", "{all} أو أكثر"),
    "MaxExclusive": ("a value less than {all}", "قيمة أصغر من {all}"),
    "MaxInclusive": ("{all} or less", "{all} أو أقل"),
    "MinLength": ("{n} or more characters", "{n} أو أكثر من المحارف"),
    "MaxLength": ("{n} or fewer characters", "{n} أو أقل من المحارف"),
    "Pattern": ("text that matches {all}", "نص يطابق {all}"),
    "LanguageIn": ("text in one of the languages {all}", "نص بإحدى اللغات {all}"),
    "UniqueLang": ("one value in each language", "قيمة واحدة بكل لغة"),
    "Equals": ("the same values as {all}", "قيم {all} نفسها"),
    "Disjoint": ("a value other than those of {all}", "قيمة ليست من قيم {all}"),
    "LessThan": ("a value less than that of {all}", "قيمة أصغر من قيمة {all}"),
    "LessThanOrEquals": ("a value not greater than that of {all}", "قيمة لا تتجاوز قيمة {all}"),
    "HasValue": ("{path}: {all}", "{path}: {all}"),
    "In": ("one of {all}", "إحدى القيم {all}"),
    "Closed": ("one of {all}", "إحدى الخصائص {all}"),
    "Not": ("a node that does not conform to {shapes}", "عقدة لا توافق {shapes}"),
    "And": ("a node that conforms to all of {shapes}", "عقدة توافق {shapes} جميعاً"),
    "Or": ("a node that conforms to one of {shapes}", "عقدة توافق واحداً من {shapes}"),
    "Xone": ("a node that conforms to just one of {shapes}", "عقدة توافق واحداً فقط من {shapes}"),
    "Node": ("a node that conforms to {shapes}", "عقدة توافق {shapes}"),
    "QualifiedMinCount": (
        "{path}: at least {n} that conform to {shapes}",
        "{path}: {n} على الأقل مما يوافق {shapes}",
    ),
    "QualifiedMaxCount": (
        "{path}: at most {n} that conform to {shapes}",
        "{path}: {n} على الأكثر مما يوافق {shapes}",
    ),
}
_IRI: Final = re.compile(r"<([^>]*)>")
_MOST: Final = 6  # members of a list that are shown


def expectation(shape: Shape, constraint: Constraint, name: Callable[[str], str]) -> dict[str, str]:
    """Say what would be right, by language.

    Args:
        shape: The shape that has the constraint.
        constraint: The constraint.
        name: Gives an IRI as people write it.

    Returns:
        Nothing for a SPARQL-based constraint, whose message says it.

    Example:
        >>> from diplograph.shacl.paths import Path
        >>> shape = Shape(ox.NamedNode("urn:x:S"), Path("urn:x:p"))
        >>> least = Constraint(SH + "MinCountConstraintComponent", count=1)
        >>> expectation(shape, least, lambda iri: iri)["en"]
        'urn:x:p: at least 1'
    """
    texts = _EXPECTED.get(constraint.kind)
    if texts is None:
        return {}
    found = {}
    for language, text in zip(("en", "ar"), texts, strict=True):
        comma = ", " if language == "en" else "، "
        found[language] = text.format(
            n=constraint.count,
            all=_list([_term(term, name) for term in constraint.terms], comma),
            path=_path(shape, name),
            shapes=_list([_shape(one, name, language) for one in constraint.shapes], comma),
        )
    return found


def _list(parts: list[str], comma: str) -> str:
    return comma.join(parts[:_MOST]) + (f"{comma}…" if len(parts) > _MOST else "")


def _shape(shape: Shape, name: Callable[[str], str], language: str) -> str:
    if isinstance(shape.node, ox.NamedNode):
        return name(shape.node.value)
    parts = [
        sentence[language]
        for one in (shape, *shape.properties)
        for constraint in one.constraints
        if (sentence := expectation(one, constraint, name))
    ]
    return f"({'; '.join(parts)})"


def _path(shape: Shape, name: Callable[[str], str]) -> str:
    if shape.path is None:
        return ""
    predicate = shape.path.predicate
    return name(predicate) if predicate else _IRI.sub(lambda match: name(match[1]), shape.path.text)


def _term(term: Term, name: Callable[[str], str]) -> str:
    if isinstance(term, ox.NamedNode):
        return name(term.value).removeprefix(SH)
    return str(term.value)
