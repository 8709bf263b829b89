"""A gate with a vocabulary and wordings of a few lines, for sentences and facts that a test writes out."""

from __future__ import annotations

from functools import partial

import pyoxigraph as ox

from diplograph.base.names import BASE, DG, EDTF, PREFIXES, XSD, local_name
from diplograph.checks.evidence.facts import Facts
from diplograph.checks.evidence.gate import Gate
from diplograph.checks.evidence.verdicts import Aspect, Check
from diplograph.sources.documents import describe
from diplograph.text.wordings.lexicon import AFTER, BEFORE, Lexicon, StandingWording, Wording
from diplograph.text.wordings.patterns import parse_pattern

DOCUMENT = BASE + "document/news"

_HEADER = f"""
@base <{BASE}> . @prefix dg: <{DG}> . @prefix edtf: <{EDTF.removesuffix("EDTF")}> . @prefix xsd: <{XSD}> .
@prefix rdf: <{PREFIXES["rdf"]}> . @prefix rdfs: <{PREFIXES["rdfs"]}> . @prefix skos: <{PREFIXES["skos"]}> .
"""
_VOCABULARY = """
dg:State rdfs:subClassOf dg:Entity . dg:Person rdfs:subClassOf dg:Entity . dg:Place rdfs:subClassOf dg:Entity .
dg:stateVisit skos:inScheme dg:visitKinds ; rdfs:label "state visit"@en , "زيارة دولة"@ar .
dg:crowns skos:inScheme dg:units ; rdfs:label "crowns"@en , "كرونة"@ar .
dg:negated rdfs:label "negated"@en , "منفي"@ar . dg:planned rdfs:label "planned"@en , "مخطط له"@ar .
dg:reported rdfs:label "reported"@en , "منقول"@ar .
<id/state/vardia> a dg:State ; rdfs:label "Vardia"@en , "فارديا"@ar .
<id/state/brod> a dg:State ; rdfs:label "Brod"@en , "برود"@ar .
<id/state/drost> a dg:State ; rdfs:label "Drost"@en , "دروست"@ar .
<id/person/oto> a dg:Person ; rdfs:label "Oto"@en , "أوتو"@ar .
<id/person/lund> a dg:Person ; rdfs:label "Lund"@en , "لوند"@ar .
"""


def _wording(language: str, kinds: str, pattern: str) -> Wording:
    parsed = parse_pattern(pattern, arabic=language == "ar")
    return Wording(kinds or "other", language, parsed, frozenset(DG + kind for kind in kinds.split()))


_EN, _AR = partial(_wording, "en"), partial(_wording, "ar")


def _standing(language: str, pattern: str, standing: str, reach: str = BEFORE) -> StandingWording:
    return StandingWording(
        pattern, language, parse_pattern(pattern, arabic=language == "ar"), standing, reach
    )


_LEXICON = Lexicon(
    [
        _EN("Visit", "{visitor|visitingState} visited|visit {hostState}"),
        _EN("Recognition", "{recogniser} recognised|recognise {recognised}"),
        _EN("Observation", "trade … came to"),
        _EN("", "died|closed"),
        _AR("Visit", "زار|زارت|يزور|تزور {visitor|visitingState} {hostState}"),
        _AR("Recognition", "اعترفت|تعترف {recogniser} ب {recognised}"),
        _AR("", "توفي|أغلق"),
    ],
    [
        _standing("en", "did not", "negated"),
        _standing("en", "planned to", "planned"),
        _standing("en", "according to the press", "reported", AFTER),
        _standing("ar", "لم|لن", "negated"),
    ],
)


def check(text: str, facts: str, language: str = "en", passage: tuple[int, int] | None = None) -> list[Check]:
    """Check facts against a text.

    Args:
        text: The text.
        facts: Turtle, in which ``PASSAGE`` stands for what the facts cite.
        language: The language of the text.
        passage: First code point of the passage and the one after its last; the whole text if not given.
    """
    start, end = passage or (0, len(text))
    turtle = _HEADER + _VOCABULARY + facts.replace("PASSAGE", f"<{DOCUMENT}#char={start},{end}>")
    quads = [ox.Quad(*triple) for triple in ox.parse(turtle.encode(), ox.RdfFormat.TURTLE)]
    register = {DOCUMENT: describe(DOCUMENT, text, labels={}, language=language)}
    return Gate(Facts(quads), {DOCUMENT: text}, register, _LEXICON).check()


def verdicts(
    text: str, facts: str, language: str = "en", passage: tuple[int, int] | None = None
) -> dict[str, str]:
    """Return the verdict on each statement of a fact: by its property, of a label with its language."""
    return {_name(one): one.verdict.value for one in check(text, facts, language, passage)}


def _name(one: Check) -> str:
    tag = getattr(one.value.object, "language", None) if one.aspect is Aspect.LABEL else None
    return local_name(one.value.predicate) + (f"@{tag}" if tag else "")
