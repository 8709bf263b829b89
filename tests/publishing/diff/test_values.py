"""When two literals mean the same."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.names import XSD
from diplograph.publishing.diff.comparison import compare
from diplograph.publishing.diff.values import skolemised, value, with_blank_nodes

N = ox.NamedNode("http://example.org/n")


def literal(text: str, type_: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + type_))


@pytest.mark.parametrize(
    ("one", "type_of_one", "other", "type_of_other"),
    [
        ("1.50", "decimal", "1.5", "decimal"),
        ("100.0", "decimal", "100", "integer"),
        ("+0042", "integer", "42", "unsignedByte"),
        ("-0", "integer", "0", "integer"),
        ("123456789012345678901234567890", "integer", "123456789012345678901234567890", "decimal"),
        ("1e0", "double", "1", "double"),
        ("0" + "9" * 5000, "integer", "9" * 5000 + ".0", "decimal"),
        (".5", "decimal", "+0.50", "decimal"),
        ("-.0", "decimal", "0", "decimal"),
        ("0.1", "float", "0.10000000149011612", "float"),
        ("1", "boolean", "true", "boolean"),
        ("0", "boolean", "false", "boolean"),
        ("P12M", "duration", "P1Y", "duration"),
        ("PT36H", "duration", "P1DT12H", "duration"),
        ("P0D", "duration", "PT0S", "duration"),
        ("2020-01-01T00:00:00.000", "dateTime", "2020-01-01T00:00:00", "dateTime"),
        ("2020-01-01T00:00:00.50Z", "dateTime", "2020-01-01T00:00:00.5+00:00", "dateTime"),
        ("1993-05-07+00:00", "date", "1993-05-07Z", "date"),
    ],
)
def test_same_value(one: str, type_of_one: str, other: str, type_of_other: str) -> None:
    assert value(literal(one, type_of_one)) == value(literal(other, type_of_other))


@pytest.mark.parametrize(
    ("one", "type_of_one", "other", "type_of_other"),
    [
        ("123456789012345678901234567890", "integer", "123456789012345678901234567891", "integer"),
        ("0.1", "double", "0.1", "float"),
        ("9" * 5000, "integer", "9" * 4999 + "8", "integer"),
        ("-1", "integer", "1", "integer"),
        ("10", "integer", "1", "integer"),
        ("0.01", "decimal", "0.1", "decimal"),
        (f"P{'9' * 5000}Y", "duration", f"PT{'9' * 5000}S", "duration"),
        ("1", "double", "1", "decimal"),
        ("0", "double", "-0", "double"),
        ("1", "boolean", "0", "boolean"),
        ("1", "string", "1", "integer"),
        ("1.5", "string", "1.50", "string"),
        ("P30D", "duration", "P1M", "duration"),
        ("12", "duration", "P1Y", "duration"),
        ("-0044", "gYear", "-044", "gYear"),
        ("1993", "gYear", "1993Z", "gYear"),
        ("1993-05-07", "date", "1993-05-07T00:00:00", "dateTime"),
        ("2020-01-01T00:00:10", "dateTime", "2020-01-01T00:00:1", "dateTime"),
        ("x", "integer", "x", "decimal"),
    ],
)
def test_another_value(one: str, type_of_one: str, other: str, type_of_other: str) -> None:
    assert value(literal(one, type_of_one)) != value(literal(other, type_of_other))


def test_languages() -> None:
    assert value(ox.Literal("مصر", language="ar-EG")) == value(ox.Literal("مصر", language="ar-eg"))
    assert value(ox.Literal("مصر", language="ar")) != value(ox.Literal("مصر"))
    assert value(ox.Literal("مصر", language="ar")) != value(ox.Literal("مصر", language="fa"))
    assert value(ox.Literal("مِصر", language="ar")) != value(ox.Literal("مصر", language="ar"))


def test_comparison_tells_four_things_apart() -> None:
    def triple(subject: str, object: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(ox.NamedNode(f"http://example.org/{subject}"), N, object)

    wanted = {
        triple("same", N),
        triple("rewritten", literal("1.50", "decimal")),
        triple("altered", literal("-0044", "gYear")),
        triple("lost", literal("1", "decimal")),
        triple("moved", N),
        triple("two", literal("1.50", "decimal")),
        triple("two", literal("1.5", "decimal")),
    }
    found = {
        triple("same", N),
        triple("rewritten", literal("1.5", "decimal")),
        triple("altered", literal("-044", "gYear")),
        triple("moved", ox.NamedNode("http://example.org/elsewhere")),
        triple("two", literal("1.5", "decimal")),
    }
    comparison = compare(wanted, found)
    assert [str(a.subject)[20:-1] for a, _ in comparison.rewritten] == ["rewritten", "two"]
    assert [str(a.subject)[20:-1] for a, _ in comparison.altered] == ["altered"]
    assert [str(t.subject)[20:-1] for t in comparison.lost] == ["lost", "moved"]
    assert [str(t.object) for t in comparison.unexpected] == ["<http://example.org/elsewhere>"]
    assert not comparison.same
    assert compare(wanted, wanted).exact


def test_blank_nodes_have_iris_on_the_way() -> None:
    base = "http://example.org/"
    quad = ox.Quad(ox.BlankNode("c14n1"), N, ox.BlankNode("c14n2"), N)
    sent = skolemised(quad, base)
    assert sent.object == ox.NamedNode("http://example.org/.well-known/genid/c14n2")
    assert with_blank_nodes(sent, base) == quad
    strange = ox.Quad(ox.NamedNode(f"{base}.well-known/genid/a/b"), N, N, N)
    assert with_blank_nodes(strange, base) == strange
