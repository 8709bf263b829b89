"""Each constraint component, target and path on a case of its own, read against the specification.

A case is an invented data graph and a shape in Turtle; the prefix ``e:`` is ``urn:x:``. Expected are focus node,
component, path, value and source shape of every result, in short: ``a MinCount p - S``. They follow the cases of the
W3C test suite in what they look at, and were written down before they were run.
"""

from __future__ import annotations

import re

import pytest

from shacl.engines import run
from shacl.generated import PREFIXES

HEAD = PREFIXES + "@prefix e: <urn:x:> .\n"
SPARQL = "e:o sh:declare [ sh:prefix 'e' ; sh:namespace 'urn:x:'^^xsd:anyURI ] .\n"

CORE = {
    "class-with-subclass": (
        "e:a a e:B . e:B rdfs:subClassOf e:A . e:b a e:C .",
        "e:S sh:targetNode e:a, e:b, 'text' ; sh:class e:A .",
        ["b Class - b S", "'text' Class - 'text' S"],
    ),
    "datatype": (
        "e:a e:p 1, 'one', 1.0, '2024-02-30'^^xsd:date, e:b .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:datatype xsd:integer .",
        [
            "a Datatype p 'one' S",
            "a Datatype p 1.0 S",
            "a Datatype p '2024-02-30'^^date S",
            "a Datatype p b S",
        ],
    ),
    "datatype-ill-typed": (
        "e:a e:p '2024-02-30'^^xsd:date, '2024-02-29'^^xsd:date, '2023-02-29'^^xsd:date .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:datatype xsd:date .",
        ["a Datatype p '2024-02-30'^^date S", "a Datatype p '2023-02-29'^^date S"],
    ),
    "datatype-derived-from-integer": (
        "e:a e:p '7'^^xsd:byte, '300'^^xsd:byte, 7 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:datatype xsd:byte .",
        ["a Datatype p '300'^^byte S", "a Datatype p 7 S"],
    ),
    "datatype-language": (
        "e:a e:p 'one'@en, 'one' .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:datatype rdf:langString .",
        ["a Datatype p 'one' S"],
    ),
    "node-kind": (
        "e:a e:p e:b, 'one', _:n .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:nodeKind sh:BlankNodeOrIRI .",
        ["a NodeKind p 'one' S"],
    ),
    "min-count": (
        "e:a e:p 1 . e:b e:p 1, 2 .",
        "e:S sh:targetNode e:a, e:b, e:c ; sh:path e:p ; sh:minCount 2 .",
        ["a MinCount p - S", "c MinCount p - S"],
    ),
    "min-count-of-nothing": ("", "e:S sh:targetNode e:a ; sh:path e:p ; sh:minCount 0 .", []),
    "max-count": (
        "e:a e:p 1 . e:b e:p 1, 2 . e:c e:p 1, 2, 3 .",
        "e:S sh:targetSubjectsOf e:p ; sh:path e:p ; sh:maxCount 1 .",
        ["b MaxCount p - S", "c MaxCount p - S"],
    ),
    "max-count-of-two": (
        "e:b e:p 1, 2 . e:c e:p 1, 2, 3 .",
        "e:S sh:targetSubjectsOf e:p ; sh:path e:p ; sh:maxCount 2 .",
        ["c MaxCount p - S"],
    ),
    "max-count-tells-terms-apart": (
        "e:a e:p 1.5, 1.50 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:maxCount 1 .",
        ["a MaxCount p - S"],
    ),
    "ranges": (
        "e:a e:p 4, 4.0, 5, 6.5, 'six', '2001-01-01'^^xsd:date .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:minExclusive 4 ; sh:maxInclusive 6 .",
        [
            "a MinExclusive p 4 S",
            "a MinExclusive p 4.0 S",
            "a MaxInclusive p 6.5 S",
            "a MinExclusive p 'six' S",
            "a MaxInclusive p 'six' S",
            "a MinExclusive p '2001-01-01'^^date S",
            "a MaxInclusive p '2001-01-01'^^date S",
        ],
    ),
    "range-of-days": (
        "e:a e:p '2001-01-01'^^xsd:date, '1999-12-31'^^xsd:date .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:minInclusive '2000-01-01'^^xsd:date .",
        ["a MinInclusive p '1999-12-31'^^date S"],
    ),
    "time-zones-cannot-be-compared": (
        "e:a e:p '2001-01-01T00:00:00'^^xsd:dateTime .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:maxInclusive '2001-01-01T00:00:00Z'^^xsd:dateTime .",
        ["a MaxInclusive p '2001-01-01T00:00:00'^^dateTime S"],
    ),
    "lengths": (
        "e:a e:p 'ab', 'abcd', 12345, _:n .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:minLength 3 ; sh:maxLength 4 .",
        ["a MinLength p 'ab' S", "a MaxLength p 12345 S", "a MinLength p _ S", "a MaxLength p _ S"],
    ),
    "length-of-a-number-as-written": (
        "e:a e:p 1.50 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:minLength 4 .",
        [],
    ),
    "pattern": (
        "e:a e:p 'Joe', 'joe', e:joe, _:n .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:pattern '^J' .",
        ["a Pattern p 'joe' S", "a Pattern p joe S", "a Pattern p _ S"],
    ),
    "pattern-with-flags": (
        "e:a e:p 'Joe', 'joe', 'Ann' .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:pattern '^j' ; sh:flags 'i' .",
        ["a Pattern p 'Ann' S"],
    ),
    "language-in": (
        "e:a e:p 'a'@en, 'a'@en-GB, 'a'@ar, 'a', 1 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:languageIn ( 'en' ) .",
        ["a LanguageIn p 'a'@ar S", "a LanguageIn p 'a' S", "a LanguageIn p 1 S"],
    ),
    "unique-lang": (
        "e:a e:p 'a'@en, 'b'@en, 'c'@ar, 'd', 'e' .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:uniqueLang true .",
        ["a UniqueLang p - S"],
    ),
    "unique-lang-of-one-is-not-true": (
        "e:a e:p 'a'@en, 'b'@en .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:uniqueLang '1'^^xsd:boolean .",
        [],
    ),
    "equals": (
        "e:a e:p 1, 2 ; e:q 2, 3 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:equals e:q .",
        ["a Equals p 1 S", "a Equals p 3 S"],
    ),
    "equals-at-a-node": (
        "e:a e:q e:a . e:b e:q e:a .",
        "e:S sh:targetSubjectsOf e:q ; sh:equals e:q .",
        ["b Equals - b S", "b Equals - a S"],
    ),
    "disjoint": (
        "e:a e:p 1, 2 ; e:q 2, 3 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:disjoint e:q .",
        ["a Disjoint p 2 S"],
    ),
    "less-than": (
        "e:a e:p 4, 'x' ; e:q 4, 5 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:lessThan e:q .",
        ["a LessThan p 4 S", "a LessThan p 'x' S"],
    ),
    "less-than-or-equals": (
        "e:a e:p 4, 4.0, 6 ; e:q 5, 4 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:lessThanOrEquals e:q .",
        ["a LessThanOrEquals p 6 S"],
    ),
    "less-than-or-equals-of-nodes": (
        "e:a e:p e:b ; e:q e:b .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:lessThanOrEquals e:q .",
        ["a LessThanOrEquals p b S"],
    ),
    "not": (
        "e:a e:p 1 .",
        "e:S sh:targetNode e:a, e:b ; sh:not [ sh:path e:p ; sh:minCount 1 ] .",
        ["a Not - a S"],
    ),
    "and": (
        "e:a e:p 1 . e:b e:p 1 ; e:q 1 .",
        "e:S sh:targetNode e:a, e:b ; sh:and ( [ sh:path e:p ; sh:minCount 1 ] [ sh:path e:q ; sh:minCount 1 ] ) .",
        ["a And - a S"],
    ),
    "or": (
        "e:a e:p 1 . e:b e:q 1 .",
        "e:S sh:targetNode e:a, e:b, e:c ; sh:or ( [ sh:path e:p ; sh:minCount 1 ] [ sh:path e:q ; sh:minCount 1 ] ) .",
        ["c Or - c S"],
    ),
    "or-of-nothing": ("", "e:S sh:targetNode e:a ; sh:or () .", ["a Or - a S"]),
    "xone": (
        "e:a e:p 1 . e:b e:p 1 ; e:q 1 .",
        "e:S sh:targetNode e:a, e:b, e:c ; sh:xone ( [ sh:path e:p ; sh:minCount 1 ] [ sh:path e:q ; sh:minCount 1 ] ) .",
        ["b Xone - b S", "c Xone - c S"],
    ),
    "node": (
        "e:a e:p e:b, e:c . e:b e:q 1 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:node [ sh:property [ sh:path e:q ; sh:minCount 1 ] ] .",
        ["a Node p c S"],
    ),
    "property-within-property": (
        "e:a e:p e:b, e:c . e:b e:q 1 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:property e:T . e:T sh:path e:q ; sh:minCount 1 .",
        ["c MinCount q - T"],
    ),
    "qualified": (
        "e:a e:p 1, 2, 'x' .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:qualifiedValueShape [ sh:datatype xsd:integer ] ;"
        " sh:qualifiedMinCount 3 ; sh:qualifiedMaxCount 1 .",
        ["a QualifiedMinCount p - S", "a QualifiedMaxCount p - S"],
    ),
    "qualified-disjoint": (
        "e:h e:digit e:t, e:f1, e:f2 . e:t a e:Thumb, e:Finger . e:f1 a e:Finger . e:f2 a e:Finger .",
        "e:S sh:targetNode e:h ; sh:property e:P, e:Q ."
        " e:P sh:path e:digit ; sh:qualifiedValueShape [ sh:class e:Thumb ] ; sh:qualifiedMinCount 1 ;"
        " sh:qualifiedValueShapesDisjoint true ."
        " e:Q sh:path e:digit ; sh:qualifiedValueShape [ sh:class e:Finger ] ; sh:qualifiedMinCount 2 ;"
        " sh:qualifiedMaxCount 2 ; sh:qualifiedValueShapesDisjoint true .",
        ["h QualifiedMinCount digit - P"],
    ),
    "closed": (
        "e:a a e:A ; e:p 1 ; e:q 2 ; e:r 3 .",
        "e:S sh:targetNode e:a ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path e:p ] .",
        ["a Closed q 2 S", "a Closed r 3 S"],
    ),
    "has-value": (
        "e:a e:p e:b, e:c . e:d e:p 1.0 .",
        "e:S sh:targetSubjectsOf e:p ; sh:path e:p ; sh:hasValue e:b . e:T sh:targetNode e:d ; sh:path e:p ; sh:hasValue 1 .",
        ["d HasValue p - S", "d HasValue p - T"],
    ),
    "in": (
        "e:a e:p e:b, e:c, 1, 1.0 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:in ( e:b 1 ) .",
        ["a In p c S", "a In p 1.0 S"],
    ),
    "in-nothing": ("e:a e:p 1 .", "e:S sh:targetNode e:a ; sh:path e:p ; sh:in () .", ["a In p 1 S"]),
    "deactivated": ("", "e:S sh:targetNode e:a ; sh:path e:p ; sh:minCount 1 ; sh:deactivated true .", []),
    "implicit-class": (
        "e:S a rdfs:Class . e:T rdfs:subClassOf e:S . e:a a e:S . e:b a e:T ; e:p 1 .",
        "e:S a rdfs:Class, sh:NodeShape ; sh:property e:P . e:P sh:path e:p ; sh:minCount 1 .",
        ["a MinCount p - P"],
    ),
    "two-targets-one-result": (
        "e:a a e:A ; e:p 1, 2 .",
        "e:S sh:targetClass e:A ; sh:targetSubjectsOf e:p ; sh:path e:p ; sh:maxCount 1 .",
        ["a MaxCount p - S"],
    ),
    "objects-of": (
        "e:a e:p e:b, 'x' .",
        "e:S sh:targetObjectsOf e:p ; sh:nodeKind sh:IRI .",
        ["'x' NodeKind - 'x' S"],
    ),
    "inverse-path": (
        "e:b e:p e:a .",
        "e:S sh:targetNode e:a, e:b ; sh:path [ sh:inversePath e:p ] ; sh:minCount 1 .",
        ["b MinCount ^p - S"],
    ),
    "sequence-counts-a-value-once": (
        "e:a e:p e:b, e:c . e:b e:q 1 . e:c e:q 1 .",
        "e:S sh:targetNode e:a ; sh:path ( e:p e:q ) ; sh:maxCount 1 .",
        [],
    ),
    "path-of-no-length-from-a-node-without-triples": (
        "",
        "e:S sh:targetNode e:a ; sh:path [ sh:zeroOrMorePath e:p ] ; sh:hasValue e:b ; sh:nodeKind sh:Literal .",
        ["a HasValue (p*) - S", "a NodeKind (p*) a S"],
    ),
    "paths-of-no-length-one-after-the-other": (
        "",
        "e:S sh:targetNode e:a ; sh:path [ sh:zeroOrOnePath e:p ] ; sh:property e:T . "
        "e:T sh:path [ sh:zeroOrMorePath e:q ] ; sh:maxCount 0 ; sh:nodeKind sh:Literal ; sh:property e:U . "
        "e:U sh:path [ sh:zeroOrOnePath e:r ] ; sh:minCount 2 ; sh:hasValue e:a ; sh:in ( e:b ) .",
        ["a MaxCount (q*) - T", "a NodeKind (q*) a T", "a MinCount (r?) - U", "a In (r?) a U"],
    ),
    "path-of-no-length-then-one-of-some": (
        "e:a e:p e:b .",
        "e:S sh:targetNode e:a, e:c ; sh:path [ sh:zeroOrOnePath e:p ] ; sh:property e:T . "
        "e:T sh:path [ sh:zeroOrOnePath e:q ] ; sh:maxCount 0 .",
        ["a MaxCount (q?) - T", "b MaxCount (q?) - T", "c MaxCount (q?) - T"],
    ),
    "path-of-no-length-within-a-shape": (
        "",
        "e:S sh:targetNode e:a ; sh:not [ sh:path [ sh:zeroOrOnePath e:p ] ; sh:property "
        "[ sh:path [ sh:zeroOrOnePath e:q ] ; sh:hasValue e:a ] ] .",
        ["a Not - a S"],
    ),
    "one-or-more": (
        "e:a e:p e:b . e:b e:p e:c .",
        "e:S sh:targetNode e:a ; sh:path [ sh:oneOrMorePath e:p ] ; sh:in ( e:b ) .",
        ["a In (p+) c S"],
    ),
}
SPARQL_CASES = {
    "target": (
        "e:a e:p 1 . e:b e:p 2 ; e:q 3 . e:c e:p 3 ; e:q e:d .",
        "e:S sh:target [ a sh:SPARQLTarget ; sh:prefixes e:o ; "
        "sh:select 'SELECT ?this { $this e:p ?n FILTER ( ?n > 1 ) }' ] ; "
        "sh:property e:P . e:P sh:path e:q ; sh:nodeKind sh:IRI ; sh:property e:Q . e:Q sh:path e:p ; sh:minCount 1 .",
        ["b NodeKind q 3 P", "3 MinCount p - Q", "d MinCount p - Q"],
    ),
    "path-of-no-length-from-a-node-of-a-query": (
        "",
        "e:S sh:target [ a sh:SPARQLTarget ; sh:prefixes e:o ; sh:select 'SELECT ?this { VALUES ?this { e:a } }' ] ; "
        "sh:path [ sh:zeroOrOnePath e:p ] ; sh:maxCount 0 ; sh:minCount 2 .",
        ["a MaxCount (p?) - S", "a MinCount (p?) - S"],
    ),
    "target-of-a-query-in-sparql": (
        "e:a e:p 1 . e:b e:p 2 .",
        "e:S sh:target [ sh:prefixes e:o ; sh:select 'SELECT ?this { ?this e:p ?n } ORDER BY DESC(?n) LIMIT 1' ] ; "
        "sh:sparql [ sh:prefixes e:o ; sh:select 'SELECT $this ?value { $this e:p ?value }' ] .",
        ["b SPARQL - 2 S"],
    ),
    "select": (
        "e:a e:p 'Spain'@en, 'Spanien'@de .",
        "e:S sh:targetNode e:a ; sh:sparql e:c . e:c sh:prefixes e:o ; sh:select "
        "'SELECT $this (e:p AS ?path) ?value { $this e:p ?value FILTER (LANG(?value) != \"de\") }' .",
        ["a SPARQL p 'Spain'@en S"],
    ),
    "path-of-the-shape": (
        "e:a e:p 1, 2 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:sparql e:c . "
        "e:c sh:select 'SELECT $this ?value { $this $PATH ?value FILTER (?value > 1) }' .",
        ["a SPARQL p 2 S"],
    ),
    "prebound-in-a-branch": (
        "",
        "e:S sh:targetNode e:a, e:b ; sh:sparql e:c . e:c sh:prefixes e:o ; sh:select "
        "'SELECT $this { { FILTER (false) } UNION { FILTER ($this = e:a) } }' .",
        ["a SPARQL - a S"],
    ),
    "prebound-in-an-optional-and-a-subquery": (
        "e:a e:p 1, 2 . e:b e:p 1 .",
        "e:S sh:targetNode e:a, e:b ; sh:sparql e:c . e:c sh:prefixes e:o ; sh:select "
        "'SELECT $this ?value { { SELECT $this (COUNT(?v) AS ?value) { $this e:p ?v } GROUP BY $this }"
        " OPTIONAL { BIND ($this AS ?that) } FILTER (?value > 1 && ?that = $this) }' .",
        ["a SPARQL - 2 S"],
    ),
    "limit-holds-for-each-focus-node": (
        "e:a e:p 1, 2 . e:b e:p 1, 2 .",
        "e:S sh:targetSubjectsOf e:p ; sh:sparql e:c . e:c sh:prefixes e:o ; sh:select "
        "'SELECT $this ?value { $this e:p ?value } ORDER BY DESC(?value) LIMIT 1' .",
        ["a SPARQL - 2 S", "b SPARQL - 2 S"],
    ),
    "within-a-nested-shape": (
        "e:a e:p e:b, e:c . e:b e:q 1 .",
        "e:S sh:targetNode e:a ; sh:path e:p ; sh:node [ sh:sparql e:c ] . e:c sh:prefixes e:o ; sh:select "
        "'SELECT $this { $this ?p ?o . FILTER NOT EXISTS { $this e:r ?x } }' .",
        ["a Node p b S"],
    ),
    "component-with-ask": (
        "e:a e:p 'Hello World', 'Hallo Welt' .",
        "e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:one ], [ sh:path e:two ; sh:optional true ] ;"
        " sh:validator [ sh:ask 'ASK { FILTER ($value = CONCAT($one, COALESCE(?two, \"\"))) }' ] ."
        " e:S sh:targetNode e:a ; sh:path e:p ; e:one 'Hello ' ; e:two 'World' .",
        ["a C p 'Hallo Welt' S"],
    ),
    "component-with-select": (
        "e:a e:p 'Muenchen', 'Munich'@en .",
        "e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:lang ] ; sh:propertyValidator [ sh:select "
        "'SELECT DISTINCT $this ?value { $this $PATH ?value FILTER (!langMatches(lang(?value), $lang)) }' ] ."
        " e:S sh:targetNode e:a ; sh:path e:p ; e:lang 'en' .",
        ["a C p 'Muenchen' S"],
    ),
}


def in_short(key: tuple[str, ...]) -> str:
    def term(text: str) -> str:
        text = text.replace("http://www.w3.org/2001/XMLSchema#", "").replace('"', "'")
        if text.startswith("<urn:x:"):
            return text[7:-1]
        if text.endswith("^^<integer>") or text.endswith("^^<decimal>"):
            return text.split("'")[1]
        return text.replace("^^<", "^^").removesuffix(">").replace("_:b", "_") or "-"

    focus, component, path, value, shape = key
    path = re.sub("<urn:x:([^>]*)>", r"\1", path) or "-"
    return " ".join((term(focus), component.removeprefix("urn:x:"), path, term(value), term(shape)))


@pytest.mark.parametrize(("data", "shape", "expected"), CORE.values(), ids=CORE)
def test_core(data: str, shape: str, expected: list[str]) -> None:
    assert sorted(map(in_short, run("compiled", HEAD + data, HEAD + shape))) == sorted(expected)


@pytest.mark.parametrize(("data", "shape", "expected"), SPARQL_CASES.values(), ids=SPARQL_CASES)
def test_sparql(data: str, shape: str, expected: list[str]) -> None:
    assert sorted(map(in_short, run("compiled", HEAD + data, HEAD + SPARQL + shape))) == sorted(expected)
