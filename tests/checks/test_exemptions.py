"""Exemptions accept a warning, with a reason, and never a violation."""

from __future__ import annotations

from diplograph.base.names import BASE, DG
from diplograph.checks.exemptions import read_exemptions, split
from diplograph.checks.findings import Finding, Severity, Validation
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
        severity, {"en": "No visiting state."}, f"{BASE}id/{focus}", None, None, "c", frozenset({DG + shape})
    )


def test_warning_is_accepted_with_its_reason() -> None:
    standing, accepted = split([finding()], read_exemptions(quads(EXEMPTION)))
    assert standing == []
    assert accepted[0].accepted == {"en": "Both states own the council.", "ar": "المجلس للدولتين."}


def test_other_nodes_shapes_and_violations_stand() -> None:
    others = [finding(focus="visit/w"), finding(shape="OfficeBelongsShape"), finding(Severity.VIOLATION)]
    assert split(others, read_exemptions(quads(EXEMPTION))) == (others, [])


def test_only_violations_keep_a_graph_from_conforming() -> None:
    assert Validation((finding(), finding(Severity.INFO)), ()).conforms
    assert not Validation((finding(Severity.VIOLATION),), ()).conforms


def test_message_falls_back_to_english() -> None:
    assert finding().message("ar") == "No visiting state."
