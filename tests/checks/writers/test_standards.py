"""Reports to the letter of their standards, for any finding.

Schemas are not part of this repository: see `published`.
"""

from __future__ import annotations

import io
import json
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from diplograph.base.names import DG, RDF, RDFS, SH, XSD
from diplograph.checks.evidence.examine import COPY, PASSAGE, SENTENCE, VALUE
from diplograph.checks.families import KNOWN
from diplograph.checks.findings import CheckKind, Finding, Severity
from diplograph.checks.report import Report
from diplograph.checks.shape_cases import COMPONENT
from diplograph.checks.writers import WRITERS
from diplograph.checks.writers.sarif import to_sarif
from diplograph.shacl.paths import Path as PropertyPath
from published import schema

HOSTILE = "\x00\x07\x1b[31m\x7f\x85\u200f\u202e\u2028\ufeff\ufffe\uffff\ud800\U0001f600 ]]> {0} {x} [a](1) &<>\"'\r\n\tحرف"
texts = st.text(st.characters(exclude_categories=())).map(lambda text: text + HOSTILE)
iris = st.sampled_from(["urn:x:a", "https://w3id.org/diplograph/id/دولة/a%20b", "mailto:a@b.c"])


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Return a finding whose texts, value and file are what they should not be."""
    text = draw(texts)
    value = ox.Literal(text.encode("utf-8", "replace").decode(), language="ar")
    severity = draw(st.sampled_from([one.iri for one in Severity] + ["urn:x:Fatal"]))
    return Finding(
        CheckKind.SHAPE,
        severity,
        {"en": text, "ar": draw(texts)},
        focus=draw(st.one_of(iris, st.just("_:b0"), st.just(str(value)))),
        component=SH + "PatternConstraintComponent",
        path=PropertyPath(draw(iris)),
        value=str(value),
        source=ox.NamedNode("urn:x:S"),
        shape=draw(st.sampled_from(["", "urn:x:S"])),
        rationale={"en": draw(texts) * 30},
        file=draw(st.sampled_from([None, Path(f"a {HOSTILE[1:]}.ttl"), Path(os.fsdecode(b"\xff.ttl"))])),
        line=draw(st.sampled_from([None, 1, 7])),
        exemption=draw(st.sampled_from([None, "urn:x:exemption"])) if severity != "urn:x:Fatal" else None,
        reason={"en": text},
    )


reports = st.lists(findings(), max_size=4).map(Report.of)


@settings(max_examples=20)
@given(report=reports)
def test_every_format_holds_every_finding(report: Report) -> None:
    number = len(report.findings) + len(report.accepted)
    written = {form: write(report, "ar").encode() for form, write in WRITERS.items()}
    value = json.loads(written["json"])
    assert len(value["findings"]) + len(value["accepted"]) == number
    assert len(ElementTree.fromstring(written["junit"]).findall("testcase")) == number
    assert sum(len(run["results"]) for run in json.loads(written["sarif"])["runs"]) == number
    triples = ox.parse(written["turtle"], format=ox.RdfFormat.TURTLE)
    assert sum(triple.predicate.value == SH + "result" for triple in triples) == number


@pytest.mark.slow
@pytest.mark.parametrize("name", ["JUnit.xsd", "junit-10.xsd"])
@given(report=reports)
def test_junit_is_of_its_schema(name: str, report: Report) -> None:
    validator = etree.XMLSchema(etree.parse(schema(name)))
    document = etree.fromstring(WRITERS["junit"](report, "en").encode())
    assert validator.validate(document), validator.error_log


@pytest.mark.slow
@given(report=reports)
def test_sarif_is_of_its_schema(report: Report) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    validator = jsonschema.Draft7Validator(json.loads(schema("sarif-schema-2.1.0.json").read_bytes()))
    written = json.loads(to_sarif(report, "ar"))
    assert [error.message for error in validator.iter_errors(written)] == []


@pytest.mark.slow
def test_sarif_is_what_a_forge_asks_for() -> None:
    """GitHub: rules with three texts, results that it knows again, no more of them in a run than it takes."""
    many = [
        Finding(CheckKind.SHAPE, SH + "Warning", {"en": "x {y}"}, f"urn:x:{number % 25_000}", SH + "In")
        for number in range(25_001)
    ]
    runs: list[dict[str, Any]] = json.loads(to_sarif(Report.of(many), "en"))["runs"]
    assert [len(run["results"]) for run in runs] == [25_000, 1]
    assert len({run["automationDetails"]["id"] for run in runs}) == 2
    results = [result for run in runs for result in run["results"]]
    assert {result["message"]["text"] for result in results} == {"x {{y}}"}  # SARIF, section 3.11.5
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]
    assert len(set(prints)) == 25_001  # two that are alike are told apart
    for run in runs:
        for rule in run["tool"]["driver"]["rules"]:
            assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
            assert len(rule["shortDescription"]["text"]) <= 1024


def test_sarif_fingerprint_does_not_depend_on_the_line() -> None:
    def printed(line: int) -> str:
        finding = Finding(
            CheckKind.SHAPE, SH + "Warning", {"en": "x"}, "urn:x:a", SH + "In", file=Path("a"), line=line
        )
        (run,) = json.loads(to_sarif(Report.of([finding]), "en"))["runs"]
        return str(run["results"][0]["partialFingerprints"])

    assert printed(1) == printed(2)


ONE = {"focusNode", "resultSeverity", "sourceConstraintComponent"}
AT_MOST_ONE = {"resultPath", "value", "sourceShape", "sourceConstraint"}


@pytest.mark.slow
@given(report=reports)
def test_turtle_is_a_validation_report(report: Report) -> None:
    """SHACL, sections 3.6.1 and 3.6.2: what a report and a result have, and how often."""
    store = ox.Store()
    store.load(io.BytesIO(WRITERS["turtle"](report, "en").encode()), format=ox.RdfFormat.TURTLE)

    def values(node: Any, name: str) -> list[Any]:
        return [quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(SH + name), None)]

    kind = ox.NamedNode(RDF + "type")
    (node,) = (q.subject for q in store.quads_for_pattern(None, kind, ox.NamedNode(SH + "ValidationReport")))
    (conforms,) = values(node, "conforms")
    assert conforms == ox.Literal(str(report.conforms).lower(), datatype=ox.NamedNode(XSD + "boolean"))
    for result in values(node, "result"):
        assert values(result, "resultMessage")
        assert {len(values(result, name)) for name in ONE} == {1}
        assert max(len(values(result, name)) for name in AT_MOST_ONE) <= 1
        assert all(
            isinstance(one, ox.NamedNode) for name in ONE - {"focusNode"} for one in values(result, name)
        )


@pytest.mark.slow
@pytest.mark.parametrize("component", [VALUE, PASSAGE, COPY, SENTENCE, COMPONENT, KNOWN])
def test_component_of_a_finding_is_a_term_of_the_ontology(component: str, built_store: ox.Store) -> None:
    """Design, section 4: a term has labels, definitions, an example and a place in both languages."""
    assert component.startswith(DG)
    for predicate in (RDFS + "label", "http://www.w3.org/2004/02/skos/core#definition"):
        found = built_store.quads_for_pattern(ox.NamedNode(component), ox.NamedNode(predicate), None)
        assert {quad.object.language for quad in found} == {"en", "ar"}
    kinds = built_store.quads_for_pattern(ox.NamedNode(component), ox.NamedNode(RDF + "type"), None)
    assert SH + "ConstraintComponent" in {quad.object.value for quad in kinds}
