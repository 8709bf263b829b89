"""Proposed edits as Turtle, in the manner of facts that people write, with a comment above each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from diplograph.base.characters import encodable, visible
from diplograph.base.messages import say
from diplograph.base.names import DG, EDTF, PREFIXES, RDF, XSD, local_name, short
from diplograph.checks.evidence.facts import Facts, Term, Value
from diplograph.checks.evidence.suggest import NewClaim, NewPassage, Suggestions
from diplograph.rdf.positions import SourceMap

_USED: Final = ("dg", "edtf", "rdf", "rdfs", "xsd")
_SAFE: Final = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=@/#-]*\Z")
_PLAIN: Final = {XSD + "integer": re.compile(r"[+-]?\d+"), XSD + "decimal": re.compile(r"[+-]?\d*\.\d+")}
"""How numbers look that Turtle reads with their type as they stand."""

_LONGEST: Final = 80
"""How many characters of a name stand in an IRI."""

_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


class ProposalWriter:
    """Writes proposed edits as Turtle.

    Args:
        facts: What is asserted, with the names of things.
        base: The base IRI of the project.
        languages: The languages of the project.
        language: The language of the comments, ``en`` or ``ar``.
        places: Where the files of the project say things.
    """

    def __init__(
        self, facts: Facts, base: str, languages: Collection[str], language: str, places: SourceMap
    ) -> None:
        self._facts = facts
        self._base = base
        self._languages = tuple(languages)
        self._language = language
        self._places = places
        self._taken: set[str] = set()

    def write(self, suggestions: Suggestions) -> str:
        """Return the proposals as one Turtle file, those on passages first; empty where there are none."""
        blocks = [*self._passages(suggestions.passages), *self._claims(suggestions.claims)]
        if not blocks:
            return ""
        head = [f"@base <{self._base}> .", *(f"@prefix {name}: <{PREFIXES[name]}> ." for name in _USED)]
        head += ["", self._comment("suggest.head")]
        return encodable("\n".join([*head, "", "\n\n".join(blocks)]) + "\n")

    def _passages(self, passages: Iterable[NewPassage]) -> Iterator[str]:
        for one in passages:
            place = self._places.locate(f"<{one.node}>", f"<{DG}evidence>", f"<{one.old}>")
            where = "" if place is None else f"{place.path}:{place.line}"
            comment = self._comment("suggest.passage", old=self._iri(one.old), place=where)
            lifts = [self._comment("suggest.lifts", triple=self._triple(value)) for value in one.lifts]
            edit = f"{self._iri(one.node)} dg:evidence {self._iri(one.new)} ."
            yield "\n".join([comment, *lifts, edit])

    def _claims(self, claims: Iterable[NewClaim]) -> Iterator[str]:
        written = [(self._claim_iri(one), one) for one in claims]
        for iri, one in sorted(written, key=lambda pair: pair[0]):
            yield "\n".join([self._why(one), *self._claim(iri, one), *self._confirmation(iri, one)])

    def _claim_iri(self, claim: NewClaim) -> str:
        """Return the IRI of a claim: that of the one that it extends, or one made from its statement."""
        if claim.extends:
            return claim.extends
        value = claim.value
        kind, _, name = value.subject.removeprefix(f"{self._base}id/").rpartition("/")
        tail = f"{_slug(local_name(value.predicate))}-{_slug(local_name(value.shown))}"
        iri = f"{self._base}id/claim/{_slug(name)}-{tail}"
        if iri in self._taken or self._facts.said(iri):
            iri = f"{self._base}id/claim/{_slug(kind)}-{_slug(name)}-{tail}"
        number = 1
        free = iri
        while free in self._taken or self._facts.said(free):
            number += 1
            free = f"{iri}-{number}"
        self._taken.add(free)
        return free

    def _why(self, claim: NewClaim) -> str:
        """Return the comment on a claim: the words that it rests on."""
        if not claim.inference:
            return self._comment("suggest.confirm", triple=self._triple(claim.value))
        key = "suggest.stands-for" if claim.stands_for else "suggest.nothing-stands-for"
        if claim.inference in ("fromOffice", "fromPlace"):
            key = "suggest.belongs-to"
        return self._comment(
            key, triple=self._triple(claim.value), words=claim.stands_for, written=claim.written
        )

    def _claim(self, iri: str, claim: NewClaim) -> list[str]:
        """Return the lines of a claim, or what is added to one that there is already."""
        evidence = f"    dg:evidence {' , '.join(map(self._iri, claim.passages))} ."
        has_kind = any(predicate == DG + "inferenceKind" for predicate, _ in self._facts.said(claim.extends))
        inference = (
            [f"    dg:inferenceKind dg:{claim.inference} ;"] if claim.inference and not has_kind else []
        )
        if claim.extends:
            return [self._iri(iri), *inference, evidence] if claim.inference else []
        value = claim.value
        labels = " , ".join(str(self._label(claim, language)) for language in self._languages)
        return [
            f"{self._iri(iri)} a dg:Claim ;",
            f"    rdfs:label {labels} ;",
            f"    rdf:subject {self._iri(value.subject)} ; rdf:predicate {self._iri(value.predicate)} ; "
            f"rdf:object {self._term(value.object)} ;",
            *inference,
            evidence,
        ]

    def _confirmation(self, iri: str, claim: NewClaim) -> list[str]:
        if claim.inference:
            return []
        return [f'# {self._iri(iri)} dg:confirmedBy "" ; dg:confirmedOn ""^^xsd:date .']

    def _label(self, claim: NewClaim, language: str) -> ox.Literal:
        value = claim.value
        named = {
            "node": self._name(ox.NamedNode(value.subject), language),
            "property": self._property(value.predicate, language),
            "value": self._name(value.object, language),
        }
        if not claim.inference:
            return ox.Literal(say("suggest.label", language, **named), language=language)
        kind = self._name(ox.NamedNode(DG + claim.inference), language)
        return ox.Literal(say("suggest.label-understood", language, kind=kind, **named), language=language)

    def _property(self, predicate: str, language: str) -> str:
        if predicate == RDF + "type":
            return say("explain.type", language)
        return self._name(ox.NamedNode(predicate), language)

    def _name(self, term: Term, language: str) -> str:
        """Return what a term is called in a language, or in another if it has no name in that one."""
        labels = self._facts.labels(term, language) or self._facts.labels(term)
        return labels[0] if labels else local_name(str(term.value))

    def _triple(self, value: Value) -> str:
        names = (short(value.subject, self._base), short(value.predicate, self._base))
        return f"{names[0]} {names[1]} {short(value.shown, self._base)}"

    def _comment(self, key: str, **values: str) -> str:
        shown = {name: visible(" ".join(text.split())) for name, text in values.items()}
        return f"# {say(key, self._language, **shown)}"

    def _iri(self, iri: str) -> str:
        """Return an IRI as people write it in Turtle: with a prefix, relative to the base, or in full."""
        for name in _USED:
            local = iri.removeprefix(PREFIXES[name])
            if local != iri and _LOCAL.match(local):
                return f"{name}:{local}"
        relative = iri.removeprefix(self._base)
        return f"<{relative}>" if relative != iri and relative and _SAFE.match(relative) else f"<{iri}>"

    def _term(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        datatype = term.datatype.value
        if datatype in _PLAIN and _PLAIN[datatype].fullmatch(term.value):
            return term.value
        written = str(term)
        return written.replace(f"^^<{EDTF}>", "^^edtf:EDTF") if datatype == EDTF else written


def _slug(text: str) -> str:
    """Return the end of an IRI made from a name: ``hostState`` becomes ``host-state``.

    Example:
        >>> _slug("hostState"), _slug("2006-11-07/2006-11-08")
        ('host-state', '2006-11-07-2006-11-08')
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return re.sub(r"[^\w]+", "-", parted)[:_LONGEST].strip("-").lower() or "x"
