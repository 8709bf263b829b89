"""Where a document states a value, whatever it belongs to."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.base.names import DG, EDTF, XSD
from diplograph.checks.evidence.copies import Copy
from diplograph.checks.evidence.facts import Facts, Value
from diplograph.checks.evidence.mentions import Mentions
from diplograph.text.wordings.lexicon import Lexicon
from helpers import quads

TEXT = "On 7 November 1996 Vardia sent 3 million crowns. The fifth envoy came to Vardia in 1996."
NAMES = '<id/state/vardia> a dg:State ; rdfs:label "Vardia"@en . dg:State rdfs:subClassOf dg:Entity .'


@pytest.mark.parametrize(
    ("predicate", "written", "datatype", "expected"),
    [
        ("date", "1996", EDTF, ["7 November 1996", "1996"]),
        ("date", "1996-11", EDTF, ["7 November 1996"]),
        ("date", "1996-11-07", EDTF, ["7 November 1996"]),
        ("date", "1997", EDTF, []),
        ("value", "3000000.0", XSD + "decimal", ["3 million"]),
        ("value", "many", XSD + "integer", []),
        ("ordinal", "5", XSD + "integer", ["fifth"]),
        ("hostState", "https://w3id.org/diplograph/id/state/vardia", "", ["Vardia", "Vardia"]),
    ],
)
def test_places(predicate: str, written: str, datatype: str, expected: list[str]) -> None:
    facts = Facts(quads(NAMES))
    mentions = Mentions(Copy(TEXT, "en", Lexicon([]), facts))
    term = ox.Literal(written, datatype=ox.NamedNode(datatype)) if datatype else ox.NamedNode(written)
    found = mentions.places(Value("n", DG + predicate, term))
    assert [TEXT[start:end].removeprefix("On ").removeprefix("in ") for start, end in found] == expected
