"""How a report is written: text for people; Turtle, JSON, JUnit XML and SARIF for programs.

Every format holds every finding, those that are accepted included, and says by the same rule whether the
graph conforms: see `diplograph.checks.report.Report`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from diplograph.checks.report import Report
from diplograph.checks.writers.json import to_json
from diplograph.checks.writers.junit import to_junit
from diplograph.checks.writers.sarif import to_sarif
from diplograph.checks.writers.turtle import to_turtle

WRITERS: Final[dict[str, Callable[[Report, str], str]]] = {
    "turtle": lambda report, _: to_turtle(report),
    "json": lambda report, _: to_json(report),
    "junit": to_junit,
    "sarif": to_sarif,
}
"""The formats for programs: each takes a report and the reader's language, ``en`` or ``ar``."""
