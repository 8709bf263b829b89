"""How long the evidence gate takes over 10,000 facts that cite a document of 1 MB, and how that grows.

Run it from the repository: ``.venv/bin/python benchmarks/evidence_gate.py``. The document and the facts are
made up here. What is timed is the gate alone: reading the Turtle and writing the findings are not.
"""

from __future__ import annotations

import platform
import time

import pyoxigraph as ox

from diplograph.base.names import DG, EDTF, RDF, RDFS, XSD
from diplograph.checks.evidence.facts import Facts
from diplograph.checks.evidence.gate import Gate, Verdict
from diplograph.sources.documents import describe

BASE = "https://w3id.org/diplograph/"
DOCUMENT = BASE + "document/benchmark"
MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)


def quad(subject: str, predicate: str, term: ox.NamedNode | ox.Literal) -> ox.Quad:
    """Return a quad of the default graph."""
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term)


def made_up(facts: int) -> tuple[str, list[ox.Quad]]:
    """Return a text of 100 code points a fact, and the facts."""
    state, leader = BASE + "id/state/r", BASE + "id/leader/l"
    quads = [
        quad(DG + "State", RDFS + "subClassOf", ox.NamedNode(DG + "Entity")),
        quad(DG + "Leader", RDFS + "subClassOf", ox.NamedNode(DG + "Entity")),
        quad(state, RDF + "type", ox.NamedNode(DG + "State")),
        quad(state, RDFS + "label", ox.Literal("روريتانيا", language="ar")),
        quad(leader, RDF + "type", ox.NamedNode(DG + "Leader")),
        quad(leader, RDFS + "label", ox.Literal("رودلف", language="ar")),
    ]
    sentences = []
    length = 0
    for number in range(facts):
        day, month, year, value = number % 28 + 1, number % 12, 1900 + number % 120, number % 900 + 100
        visit = f"زار الملك رودلف روريتانيا في {day} {MONTHS[month]} {year}"
        sentence = f"{visit} وبلغ التبادل أكثر من {value} مليون دولار"
        sentence = f"{sentence:.<98}. "
        node = f"{BASE}id/visit/{number}"
        end = length + sentence.index("دولار") + 5
        quads += [
            quad(node, DG + "visitor", ox.NamedNode(leader)),
            quad(node, DG + "hostState", ox.NamedNode(state)),
            quad(
                node, DG + "date", ox.Literal(f"{year}-{month + 1:02}-{day:02}", datatype=ox.NamedNode(EDTF))
            ),
            quad(node, DG + "value", ox.Literal(f"{value}000000", datatype=ox.NamedNode(XSD + "integer"))),
            quad(node, DG + "hedge", ox.NamedNode(DG + "moreThan")),
            quad(node, DG + "evidence", ox.NamedNode(f"{DOCUMENT}#char={length},{end}")),
        ]
        sentences.append(sentence)
        length += len(sentence)
    return "".join(sentences), quads


def main() -> None:
    """Time the gate over three sizes and print a table."""
    print(f"Python {platform.python_version()}, pyoxigraph {ox.__version__}, one core")
    print(f"{'facts':>7}  {'document, MB':>12}  {'values':>7}  {'seconds':>7}  {'µs a fact':>9}")
    for facts in (2_500, 5_000, 10_000):
        text, quads = made_up(facts)
        register = {DOCUMENT: describe(DOCUMENT, text, labels={}, language="ar")}
        start = time.perf_counter()
        checks = list(Gate(Facts(quads), {DOCUMENT: text}, register).check())
        seconds = time.perf_counter() - start
        assert all(check.verdict is Verdict.PROVEN for check in checks), "the made-up facts are all true"
        size = len(text.encode()) / 1e6
        print(f"{facts:>7}  {size:>12.2f}  {len(checks):>7}  {seconds:>7.2f}  {seconds / facts * 1e6:>9.0f}")


if __name__ == "__main__":
    main()
