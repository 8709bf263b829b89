"""The parameters of queries, and their values as RDF terms."""

from __future__ import annotations

import pytest

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE
from diplograph.questions.parameters import Parameter, read_parameter, to_term


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("iri", "https://example.org/a", "<https://example.org/a>"),
        ("iri", "dg:ministerialVisit", "<https://w3id.org/diplograph/ontology#ministerialVisit>"),
        ("iri", "state/egypt", f"<{BASE}id/state/egypt>"),
        ("iri", "document/year-book#char=1,2", f"<{BASE}document/year-book#char=1,2>"),
        ("string", "a=b", '"a=b"'),
        ("integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "1.50", '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("period", "2008", '"2008"'),
        ("period", "2008-02", '"2008-02"'),
        ("period", "2008-02-29", '"2008-02-29"'),
        ("date", "2008-02-29", '"2008-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
def test_values_become_terms(type_: str, text: str, expected: str) -> None:
    assert str(to_term(Parameter("x", type_, None, {}), text, base=BASE)) == expected


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("iri", "egypt"),
        ("iri", "nope:egypt"),
        ("iri", "https://example.org/a b"),
        ("iri", "state/egypt> ; DROP ALL"),
        ("iri", ""),
        ("integer", "7.5"),
        ("decimal", "NaN"),
        ("decimal", "seven"),
        ("boolean", "yes"),
        ("date", "2008-02-30"),
        ("date", "2008"),
        ("period", "last year"),
        ("period", "2008-13"),
        ("period", "2007-02-29"),
        ("period", "200"),
    ],
)
def test_wrong_values_are_refused(type_: str, text: str) -> None:
    with pytest.raises(QueryError, match="x must be "):
        to_term(Parameter("x", type_, None, {}), text, base=BASE)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": "x"}, "parameter x must have a type out of iri"),
        ({"name": "x", "type": "string", "size": 3}, "needs a name"),
        ({"name": "x", "type": "string", "enum": ["a"], "default": "b"}, "must be one of its values"),
    ],
)
def test_wrong_descriptions_are_refused(entry: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        read_parameter(entry, None)


@pytest.mark.parametrize("text", ["1e999999999", "1e-999999999", "NaN", "Infinity", "9" * 5000 + "e9"])
def test_a_decimal_that_could_not_be_written_out_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="must be a number"):
        to_term(Parameter("least", "decimal", None, {}), text, base="https://example.org/")
