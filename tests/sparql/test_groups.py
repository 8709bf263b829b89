"""The triple patterns of CONSTRUCT queries, in whatever part of them they stand."""

from __future__ import annotations

import pytest

from diplograph.base.names import RDF
from diplograph.sparql.groups import Construct, UnreadableError, binding, read_construct, walk

TYPE = f"<{RDF}type>"


def patterns(read: Construct) -> set[tuple[str, tuple[str, ...] | None, str]]:
    return {
        (one.subject, one.predicates and tuple(sorted(one.predicates)), one.object)
        for one, _ in walk(read.where)
    }


def read_body(body: str) -> Construct:
    return read_construct(f"PREFIX : <urn:x:> CONSTRUCT {{ ?s :t ?o }} WHERE {{ {body} }}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("?s :p ?o", {("?s", ("<urn:x:p>",), "?o")}),
        ("?s a :A ; :p 1 , 'b'@en , \"c\"^^:d .", {
            ("?s", (TYPE,), "<urn:x:A>"), ("?s", ("<urn:x:p>",), "1"), ("?s", ("<urn:x:p>",), "'b'@en"),
            ("?s", ("<urn:x:p>",), '"c"^^<urn:x:d>'),
        }),
        ("?s ^:p/(:q|!:r)* ?o", {("?s", None, "?o")}),
        ("?s (:p|^:q)+ ?o", {("?s", ("<urn:x:p>", "<urn:x:q>"), "?o")}),
        ("OPTIONAL { ?s :p ?o }", {("?s", ("<urn:x:p>",), "?o")}),
        ("{ ?s :p ?o } UNION { ?s :q ?o }", {("?s", ("<urn:x:p>",), "?o"), ("?s", ("<urn:x:q>",), "?o")}),
        ("FILTER ( ?a < 3 && NOT EXISTS { ?s :p ?o } )", {("?s", ("<urn:x:p>",), "?o")}),
        ("FILTER NOT EXISTS { ?s :p ?o }", {("?s", ("<urn:x:p>",), "?o")}),
        ("FILTER regex(?a, ')') ?s :p ?o", {("?s", ("<urn:x:p>",), "?o")}),
        ("BIND ( IF(EXISTS { ?s :p ?o }, 1, 2) AS ?x )", {("?s", ("<urn:x:p>",), "?o")}),
        ("VALUES ( ?s ?o ) { ( :a UNDEF ) } ?s :p ?o", {("?s", ("<urn:x:p>",), "?o")}),
        ("SELECT ?s (MAX(?x) AS ?y) { ?s :p ?x } GROUP BY ?s HAVING (MAX(?x) > 1)", {("?s", ("<urn:x:p>",), "?x")}),
        ("GRAPH ?g { ?s :p ?o }", {("?s", ("<urn:x:p>",), "?o")}),
        ("?s :p [ :q ?o ; a :A ]", {
            ("?s", ("<urn:x:p>",), "[1]"), ("[1]", ("<urn:x:q>",), "?o"), ("[1]", (TYPE,), "<urn:x:A>"),
        }),
        ("?s :p\\,q # comment }\n ?o", {("?s", ("<urn:x:p,q>",), "?o")}),
        ("?s <urn:x:a#b> ?o", {("?s", ("<urn:x:a#b>",), "?o")}),
    ],
)  # fmt: skip
def test_patterns_are_found_wherever_they_stand(
    body: str, expected: set[tuple[str, tuple[str, ...] | None, str]]
) -> None:
    assert patterns(read_body(body)) == expected


def test_members_of_a_collection_are_read() -> None:
    found = patterns(read_body("?s :p ( ?a ?b )"))
    assert {node for _, predicates, node in found if predicates and f"<{RDF}first>" in predicates} == {
        "?a",
        "?b",
    }


@pytest.mark.parametrize("query", ["", "SELECT ?s { ?s ?p ?o }", "CONSTRUCT { ?s :p ?o } WHERE { ?s :p ?o",
                                   "CONSTRUCT { ?s :p ?o } WHERE { ?s :p ?o }",
                                   "BASE <urn:x:> CONSTRUCT { ?s <p> ?o } WHERE { ?s <p> ?o }",
                                   "CONSTRUCT { ?s a ?o } WHERE { << ?s ?p ?o >> ?q ?r }"])  # fmt: skip
def test_what_cannot_be_read_is_refused(query: str) -> None:
    with pytest.raises(UnreadableError):
        read_construct(query)


@pytest.mark.parametrize(
    ("body", "is_certain"),
    [
        ("?p :of ?x", True),
        ("{ ?p :of ?x } UNION { ?x :of ?p }", True),
        ("{ ?p :of ?x } UNION { ?y :of ?x }", False),
        ("OPTIONAL { ?p :of ?x }", False),
        ("MINUS { ?p :of ?x }", False),
        ("?p :of* ?x", False),
        ("?p ?q ?x", False),
        ("?x a ?p", False),
        ("{ SELECT ?x { ?p :of ?x } }", False),
        ("{ ?p :of ?x }", True),
    ],
)
def test_only_what_must_match_binds_a_variable(body: str, is_certain: bool) -> None:
    assert (binding("?p", read_body(body).where) is not None) is is_certain
