"""Exemptions accept a warning, with a reason, and never a violation."""

from __future__ import annotations

import pyoxigraph as ox

from diplograph.base.names import BASE, DG
from diplograph.checks.exemptions import accept, read_exemptions
from diplograph.checks.findings import CheckKind, Finding, Severity
from diplograph.checks.report import Report
from helpers import quads

EXEMPTION = """
<id/exemption/e> a dg:Exemption ;
    dg:exempts <id/visit/v> ; dg:exemptFrom dg:VisitVisitingStateShape ;
    dg:explanation "Both states own the council."@en , "المجلس للدولتين."@ar .
<id/issue/i> dg:explanation "Something else."@en .
"""


def finding(
    severity: Severity = Severity.WARNING, focus: str = "visit/v", shape: str = "VisitVisitingStateShape"
) -> Finding:
    return Finding(
        CheckKind.SHAPE,
        severity.iri,
        {"en": "No visiting state."},
        f"{BASE}id/{focus}",
        "urn:x:c",
        source=ox.NamedNode(DG + shape),
    )


def test_warning_is_accepted_with_its_reason() -> None:
    report = Report.of([accept(finding(), read_exemptions(quads(EXEMPTION)))])
    assert report.findings == ()
    assert report.accepted[0].reason == {"en": "Both states own the council.", "ar": "المجلس للدولتين."}
    assert report.accepted[0].exemption == f"{BASE}id/exemption/e"


def test_other_nodes_shapes_and_violations_stand() -> None:
    others = [finding(focus="visit/w"), finding(shape="OfficeBelongsShape"), finding(Severity.VIOLATION)]
    exemptions = read_exemptions(quads(EXEMPTION))
    assert [accept(other, exemptions) for other in others] == others


def test_only_violations_keep_a_graph_from_conforming() -> None:
    assert Report.of([finding(), finding(Severity.INFO)]).conforms
    assert not Report.of([finding(Severity.VIOLATION)]).conforms


def test_message_falls_back_to_english() -> None:
    assert finding().message("ar") == "No visiting state."
