"""JSON-LD as people and other parsers read it."""

from __future__ import annotations

import io
import json

import pytest
import rdflib

from diplograph.base.errors import OutputError
from diplograph.publishing.formats.catalogue import find_format, write
from diplograph.publishing.formats.json_ld import write_json_ld
from diplograph.sources.project import Project


def test_a_visit(built: Project) -> None:
    write_json_ld(built, out := io.BytesIO(), graph=built.graph("facts/egypt-kazakhstan"))
    document = json.loads(out.getvalue())
    context = document["@context"]
    assert context["label"] == {"@id": "rdfs:label", "@container": "@language"}
    assert context["date"] == {"@id": "dg:date", "@type": "edtf:EDTF"}
    assert context["hostState"] == {"@id": "dg:hostState", "@type": "@id"}
    assert context["Visit"] == "dg:Visit"
    [visit] = [node for node in document["graph"] if node["id"] == "id/visit/nazarbayev-to-egypt-1993"]
    assert visit == {
        "id": "id/visit/nazarbayev-to-egypt-1993",
        "type": "Visit",
        "label": {
            "en": "Nazarbayev's first visit to Egypt, 1993",
            "ar": "أول زيارة لنزارباييف إلى مصر، 1993",
        },
        "visitor": "id/leader/nursultan-nazarbayev",
        "visitorOffice": "id/office/president-of-kazakhstan",
        "visitingState": "id/state/kazakhstan",
        "hostState": "id/state/egypt",
        "visitKind": "dg:presidentialVisit",
        "ordinal": 1,
        "series": {"en": "visits of Nazarbayev to Egypt", "ar": "زيارات نزارباييف إلى مصر"},
        "date": "1993",
        "evidence": [
            "document/egypt-kazakhstan-relations#char=1139,1197",
            "document/egypt-kazakhstan-relations#char=3359,3399",
        ],
    }


@pytest.mark.slow
def test_rdflib_reads_the_same_graphs(built: Project) -> None:
    write_json_ld(built, out := io.BytesIO())
    dataset = rdflib.Dataset().parse(data=out.getvalue(), format="json-ld")
    counts = {str(graph.identifier): len(graph) for graph in dataset.graphs() if len(graph)}
    expected: dict[str, int] = {}
    for line in built.graph_file.read_text(encoding="utf-8").splitlines():
        name = line.rsplit("<", 1)[1].removesuffix("> .")
        expected[name] = expected.get(name, 0) + 1
    assert counts == expected


def test_an_option_that_it_does_not_take(built: Project) -> None:
    with pytest.raises(
        OutputError, match=r"json-ld takes no --evidence; these do: turtle, trig, ntriples, nquads"
    ):
        write(find_format("json-ld"), built, io.BytesIO(), evidence="rdf12")
