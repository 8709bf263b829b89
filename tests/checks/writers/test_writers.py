"""Every format holds every finding, and says the same: whatever the labels, paths and folders are."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from diplograph.base.names import BASE, DG, RDF, RDFS, SH
from diplograph.checks.evidence.examine import COPY, PASSAGE, SENTENCE, VALUE
from diplograph.checks.findings import CheckKind, Finding, Severity
from diplograph.checks.report import Report
from diplograph.checks.validation import validate
from diplograph.checks.writers import WRITERS
from diplograph.checks.writers.text import TextWriter
from diplograph.interfaces.cli.main import main
from diplograph.shacl.paths import Path as PropertyPath
from diplograph.sources.project import Project
from diplograph.sources.registering import add_document
from helpers import HEADER, make_project

TEXT = "Rudolf came to Freedonia on 7 November 1996. A second sentence."
FACTS = """
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; dg:evidence <document/news#char=15,24> .
<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar ; dg:evidence <document/news#char=0,6> .
<id/leader/rudolf> a dg:Person ; rdfs:label "Rudolf"@en , "رودلف"@ar ;
    dg:evidence <document/news#char=0,6> , <document/other#char=0,4> .
<id/visit/v> a dg:Visit ; rdfs:label "Rudolf in Freedonia"@en , "رودلف في فريدونيا"@ar ;
    dg:visitor <id/leader/rudolf> ; dg:visitKind dg:ministerialVisit ;
    dg:hostState <id/state/freedonia> ; dg:visitingState <id/state/freedonia> ;
    dg:date "1996-11-08"^^edtf:EDTF ;
    dg:evidence <document/news#char=0,43> .
"""
"""A state that visits itself, a name and a date that are not stated, a document that nobody knows, and a
sentence that nothing cites."""

HOSTILE = "\x00 \x1b[31m \x7f \ufffe \uffff \ud800 \u2028 ]]> & < > \" ' \n\t"
"""What a label, a message or the name of a file may hold at worst."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project, in folders with spaces and Arabic names, whose facts are wrong in every way."""
    project = make_project(tmp_path / "my graph" / "علاقات 100%")
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    add_document(project, tmp_path / "news.txt", titles={"en": "News", "ar": "أخبار"}, language="en")
    folder = project.data / "زيارات #1"
    folder.mkdir()
    (folder / "my facts.ttl").write_text(HEADER + FACTS, encoding="utf-8")
    return project


@pytest.fixture
def report(project: Project) -> Report:
    return validate(project)


def hostile(**about: Any) -> Finding:
    values: dict[str, Any] = {
        "messages": {"en": f"message {HOSTILE}", "ar": f"رسالة {HOSTILE}"},
        "focus": "urn:x:a",
        "component": SH + "SPARQLConstraintComponent",
        "severity": Severity.VIOLATION.iri,
    }
    return Finding(CheckKind.SHAPE, **{**values, **about})


def components(report: Report) -> set[str]:
    return {finding.component for finding in report.findings}


def as_turtle(report: Report) -> ox.Store:
    store = ox.Store()
    store.load(WRITERS["turtle"](report, "en").encode(), format=ox.RdfFormat.TURTLE)
    return store


def ask(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    prefixes = f"PREFIX sh: <{SH}> PREFIX dg: <{DG}> PREFIX rdf: <{RDF}> PREFIX rdfs: <{RDFS}> "
    rows: Any = store.query(prefixes + query)
    return sorted(tuple(str(term.value) for term in row) for row in rows)


# --- All formats hold all findings.


def test_run_finds_what_shapes_gate_and_coverage_look_for(report: Report) -> None:
    assert {VALUE, PASSAGE, SENTENCE, SH + "DisjointConstraintComponent"} <= components(report)
    assert not report.conforms
    assert report.fails


def test_json_holds_all(report: Report) -> None:
    written = json.loads(WRITERS["json"](report, "en"))
    assert written["conforms"] is False
    assert sum(written["counts"].values()) == len(written["findings"]) == len(report.findings)
    assert {finding["component"] for finding in written["findings"]} == components(report)
    assert {finding["check"] for finding in written["findings"]} == {"shape", "gate", "coverage"}
    assert all(set(finding["message"]) == {"en", "ar"} for finding in written["findings"])
    assert written["values"]["unproven"] == sum(f["component"] == VALUE for f in written["findings"])
    (date,) = (f for f in written["findings"] if f["property"] == DG + "date")
    assert date["message"]["en"] == "no date 1996-11-08; stated: 1996-11-07"
    assert date["message"]["ar"] == "لا يرد التاريخ 1996-11-08؛ الوارد: 1996-11-07"
    assert date["passages"][0] == f"{BASE}document/news#char=0,43"
    assert Path(date["file"]).name == "my facts.ttl"


def test_turtle_holds_all(report: Report) -> None:
    store = as_turtle(report)
    found = ask(store, "SELECT ?component { ?report sh:result [ sh:sourceConstraintComponent ?component ] }")
    assert len(found) == len(report.findings)
    assert {component for (component,) in found} == components(report)
    assert ask(store, "SELECT ?conforms { ?report sh:conforms ?conforms }") == [("false",)]
    date = f"?result sh:resultPath dg:date ; sh:value ?value ; sh:sourceConstraintComponent <{VALUE}>"
    assert ask(store, f"SELECT ?value {{ {date} }}") == [("1996-11-08",)]


def test_junit_fails_by_violations_and_reports_warnings_and_values(report: Report) -> None:
    suite = ElementTree.fromstring(WRITERS["junit"](report, "en"))
    cases = suite.findall("testcase")
    assert suite.attrib["tests"] == str(len(cases))
    assert (
        suite.attrib["failures"]
        == str(report.count(Severity.VIOLATION))
        == str(len(list(suite.iter("failure"))))
    )
    outputs = (suite.findtext("system-out") or "").splitlines()
    assert [text for text in outputs if "warning: no fact and no omission cites" in text]
    assert len(outputs) == report.count(Severity.WARNING) + report.count(Severity.INFO)
    (failure,) = (one.text for one in suite.iter("failure") if "1996-11-08" in (one.text or ""))
    assert re.match(r".*/my facts\.ttl:\d+: violation: no date 1996-11-08", failure or "")
    assert report.evidence is not None
    others = [case for case in cases if not len(case) or case.find("skipped") is not None]
    counts = report.evidence.counts
    awaited = counts["unchecked"] + counts["notShown"]
    assert len(others) == counts["proven"] + counts["understood"] + awaited + len(outputs)
    assert suite.attrib["skipped"] == str(awaited)


def test_sarif_holds_all_with_a_relative_location_each(report: Report, project: Project) -> None:
    (run,) = json.loads(WRITERS["sarif"](report, "ar"))["runs"]
    assert len(run["results"]) == len(report.findings)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
        parts = urlsplit(artifact["uri"])
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert re.fullmatch(
            r"[A-Za-z0-9._~/%-]+", artifact["uri"]
        )  # RFC 3986: unreserved, or percent-encoded
        assert not artifact["uri"].startswith("/")
        assert (project.root / unquote(artifact["uri"])).exists()
    uris = {unquote(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for r in run["results"]}
    assert uris == {"data/زيارات #1/my facts.ttl", "documents/news.txt", "data"}


def test_text_holds_all(report: Report) -> None:
    lines = list(TextWriter("ar", str, shows_all=True).findings(report.findings))
    assert sum("#char=" in line and "تنبيه: لا تستند واقعة ولا موضع متروك" in line for line in lines) == 1
    assert sum("مخالفة: " in line for line in lines) == report.count(Severity.VIOLATION)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["human", *WRITERS])
def test_refused_value_fails_each_format_alike(
    form: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """The shapes pass and the evidence does not: no format calls that conforming."""
    facts = project.data / "زيارات #1" / "my facts.ttl"
    text = HEADER + FACTS.replace(
        "dg:visitingState <id/state/freedonia>", "dg:visitingState <id/state/ruritania>"
    )
    facts.write_text(text.replace(" , <document/other#char=0,4>", ""), encoding="utf-8")
    report = validate(project)
    assert {finding.kind for finding in report.findings} == {CheckKind.GATE, CheckKind.COVERAGE}
    assert main(["--project", str(project.root), "--lang", "en", "validate", "--format", form]) == 1
    says = {
        "human": "The graph does not conform. violations: 3, warnings: 1,",
        "turtle": "sh:conforms false",
        "json": '"conforms": false',
        "junit": 'failures="3"',
        "sarif": '"level": "error"',
    }
    assert says[form] in capsys.readouterr().out


def test_evidence_alone_has_the_same_formats(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for form in WRITERS:
        assert main(["--project", str(project.root), "evidence", "check", "--format", form]) == 1
        assert "1996-11-08" in capsys.readouterr().out


def test_warnings_alone_conform_in_each_format() -> None:
    """One meaning of "conforms": a warning or a note does not count, whatever the format."""
    report = Report.of([hostile(severity=SH + "Warning"), hostile(severity=SH + "Info")])
    assert report.conforms
    assert not report.fails
    assert json.loads(WRITERS["json"](report, "en"))["conforms"] is True
    store = as_turtle(report)
    assert ask(store, "SELECT ?conforms { ?report sh:conforms ?conforms }") == [("true",)]
    assert ask(store, "SELECT ?severity { ?report sh:conformanceDisallows ?severity }") == [
        (SH + "Violation",)
    ]
    assert ElementTree.fromstring(WRITERS["junit"](report, "en")).attrib["failures"] == "0"
    stricter = Report.of(report.findings, fail_on=Severity.INFO)
    assert stricter.fails
    assert ElementTree.fromstring(WRITERS["junit"](stricter, "en")).attrib["failures"] == "2"


def test_severity_of_ones_own_is_kept_and_counts_as_a_violation() -> None:
    report = Report.of([hostile(severity="urn:x:Fatal")])
    assert not report.conforms
    (written,) = json.loads(WRITERS["json"](report, "en"))["findings"]
    assert (written["severity"], written["resultSeverity"]) == ("violation", "urn:x:Fatal")
    store = as_turtle(report)
    assert ask(store, "SELECT ?severity { ?result sh:resultSeverity ?severity }") == [("urn:x:Fatal",)]
    disallowed = ask(store, "SELECT ?severity { ?report sh:conformanceDisallows ?severity }")
    assert disallowed == [(SH + "Violation",), ("urn:x:Fatal",)]


def test_accepted_finding_is_in_each_format_with_its_reason() -> None:
    reason = {"en": "The source does not say.", "ar": "لا يقول المصدر."}
    report = Report.of([hostile(severity=SH + "Warning", exemption="urn:x:exemption", reason=reason)])
    (written,) = json.loads(WRITERS["json"](report, "en"))["accepted"]
    assert (written["acceptedBy"], written["acceptedBecause"]) == ("urn:x:exemption", reason)
    (result,) = json.loads(WRITERS["sarif"](report, "ar"))["runs"][0]["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["status"], suppression["justification"]) == ("accepted", "لا يقول المصدر.")
    suite = ElementTree.fromstring(WRITERS["junit"](report, "en"))
    assert suite.attrib["failures"] == "0"
    assert "The source does not say." in (suite.findtext("system-out") or "")
    assert ask(as_turtle(report), "SELECT ?why { ?result rdfs:seeAlso ?why }") == [("urn:x:exemption",)]
    lines = list(TextWriter("en", str).summary(report))
    assert lines[1] == "    accepted because: The source does not say."


# --- Odd input.


@pytest.mark.parametrize("form", ["junit", "sarif", "json"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_hostile_characters_leave_the_format_well_formed(form: str, language: str) -> None:
    file = Path(os.fsdecode(b"not \xff utf-8 \x01.ttl"))
    value = f'"{HOSTILE.encode("unicode_escape").decode()}"'
    report = Report.of([hostile(value=value, file=file, line=1, rationale={"en": HOSTILE}, shape="urn:x:s")])
    written = WRITERS[form](report, language).encode()  # no half surrogate pair is left in it
    parse: Callable[[bytes], Any] = ElementTree.fromstring if form == "junit" else json.loads
    parse(written)


def test_turtle_describes_every_path_and_a_shape_without_a_name() -> None:
    path = PropertyPath(
        None, "/", (PropertyPath("urn:x:p"), PropertyPath(None, "^", (PropertyPath("urn:x:q"),)))
    )
    shape = ox.BlankNode()
    route = (ox.Triple(ox.NamedNode("urn:x:S"), ox.NamedNode(SH + "property"), shape),)
    store = as_turtle(Report.of([hostile(path=path, source=shape, route=route, focus='"text"@en')]))
    query = (
        "SELECT ?first ?second ?shape ?focus { ?result sh:focusNode ?focus ; sh:sourceShape ?source ;"
        " sh:resultPath ( ?first [ sh:inversePath ?second ] ) . ?shape sh:property ?source }"
    )
    assert ask(store, query) == [("urn:x:p", "urn:x:q", "urn:x:S", "text")]


@pytest.mark.parametrize(
    ("file", "uri", "region"),
    [
        ("root/a b/ملف.ttl", "a%20b/%D9%85%D9%84%D9%81.ttl", {"startLine": 7}),
        ("root/C:\\data\\x.ttl", "C%3A%5Cdata%5Cx.ttl", {"startLine": 7}),
        ("elsewhere/x.ttl", "data", None),  # no forge shows what is outside of its repository
        (None, "data", None),
    ],
)
def test_sarif_location_is_below_the_root(
    file: str | None, uri: str, region: dict[str, int] | None, tmp_path: Path
) -> None:
    finding = hostile(file=None if file is None else tmp_path / file, line=7)
    report = Report.of([finding], root=tmp_path / "root", folder=tmp_path / "root" / "data")
    (result,) = json.loads(WRITERS["sarif"](report, "en"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri
    assert place.get("region") == region


def test_copy_that_is_not_the_registered_text_fails_the_run(project: Project) -> None:
    (project.documents / "news.txt").write_text("Another text.", encoding="utf-8")
    report = validate(project)
    (refused,) = (finding for finding in report.findings if finding.component == COPY)
    assert refused.focus == f"{BASE}document/news"
    assert refused.message("ar").startswith("ليس النص المسجل للوثيقة news: أول اختلاف بين المحرفين ")
    assert not report.conforms
