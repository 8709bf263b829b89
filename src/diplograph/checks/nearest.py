"""What people may have meant by a name that nothing has: a class, a kind or a property that is misspelt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from diplograph.base.messages import say
from diplograph.base.names import DG, RDF, local_name
from diplograph.checks.vocabulary import Vocabulary
from diplograph.shacl.results import Result
from diplograph.shacl.shapes import Selector, Shape

_SCHEME: Final = DG + "SchemeConstraintComponent"
_MOST: Final = 3
_LEAST: Final = 70  # of 100: how alike two names must be
_OR: Final = {"en": " or ", "ar": " أو "}


def nearest(iri: str, among: Iterable[str]) -> list[str]:
    """Return the IRIs whose names are most like that of an IRI, the most alike first; perhaps none.

    A name that lacks some words of another is like it.

    Example:
        >>> nearest("urn:x#presidentalVisit", ["urn:x#ministerialVisit", "urn:x#presidentialVisit"])
        ['urn:x#presidentialVisit']
        >>> nearest("urn:x#Evnt", ["urn:x#State", "urn:x#Event"])
        ['urn:x#Event']
        >>> nearest("urn:x#severance", ["urn:x#severanceOfDiplomaticRelations", "urn:x#secession"])
        ['urn:x#severanceOfDiplomaticRelations']
    """
    names = {one: _words(one) for one in sorted(among) if one != iri}
    found = [
        (score, one)
        for scorer in (fuzz.ratio, fuzz.token_set_ratio)
        for _, score, one in process.extract(
            _words(iri), names, scorer=scorer, score_cutoff=_LEAST, limit=_MOST
        )
    ]
    return list(dict.fromkeys(one for _, one in sorted(found, key=lambda pair: -pair[0])))[:_MOST]


def suggestion(
    result: Result,
    shapes: Iterable[Shape],
    vocabulary: Vocabulary,
    name: Callable[[str], str],
    messages: dict[str, str],
) -> dict[str, str]:
    """Return the messages of a result with the nearest names that would be right, where there are any.

    Args:
        result: The result.
        shapes: The shapes of its family: their target classes are those that are known.
        vocabulary: The terms of the project.
        name: Gives an IRI as people write it.
        messages: The messages of the result, by language.
    """
    asked = _asked(result, shapes, vocabulary)
    found = nearest(*asked) if asked is not None else []
    scheme = _scheme(result)
    told = dict(messages)
    for language in messages:
        if found:
            labelled = (_labelled(one, vocabulary, name, language) for one in found)
            names = _OR.get(language, ", ").join(labelled)
            told[language] = say("finding.nearest", language, message=told[language], names=names)
        if scheme:
            about = {"message": told[language], "scheme": local_name(scheme)}
            told[language] = say("finding.kinds", language, **about)
    return told


def _asked(
    result: Result, shapes: Iterable[Shape], vocabulary: Vocabulary
) -> tuple[str, Iterable[str]] | None:
    """Return the name that is not known, and those that are."""
    _, constraint = result.check
    path = result.path.predicate if result.path else None
    value = result.value
    if constraint.kind == "Closed" and path is not None:
        return path, [str(term.value) for term in constraint.terms]
    if not isinstance(value, ox.NamedNode):
        return None
    if scheme := _scheme(result):
        return value.value, vocabulary.schemes.get(scheme, ())
    if path == RDF + "type":
        targets = (target for shape in shapes for target in shape.targets)
        return value.value, [str(one.term.value) for one in targets if one.selector is Selector.CLASS]
    return None


def _scheme(result: Result) -> str:
    """Return the scheme that a value should have come from; empty for other results."""
    _, constraint = result.check
    if constraint.component != _SCHEME or constraint.validator is None:
        return ""
    (scheme,) = (str(term.value) for _, term in constraint.validator.bindings)
    return scheme


def _labelled(iri: str, vocabulary: Vocabulary, name: Callable[[str], str], language: str) -> str:
    label = vocabulary.labels(iri).get(language)
    return f"{name(iri)} ({label})" if label else name(iri)


def _words(iri: str) -> str:
    """Return the words of the name of an IRI.

    Example:
        >>> _words("urn:x#chargeDAffaires"), _words("urn:x/kind/official-visit")
        ('charge d affaires', 'official visit')
    """
    return re.sub("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_]", " ", re.split("[/#]", iri)[-1]).lower()
