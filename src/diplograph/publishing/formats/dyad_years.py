"""Two states in a year: visits each way by their kind, treaties signed, relations, trade, and the passages.

A row stands for what is told: a year of which nothing is told has none, and a zero says that none is told,
not that there was none. What has no certain year stands in a row whose year is empty, so that nothing is lost
and the numbers add up. A relation without a stated end counts in every later year that has a row. Trade keeps
its hedge, and has the bounds that follow from it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import IO, Any, Final

from diplograph.base import edtf
from diplograph.base.errors import DateError
from diplograph.base.names import DG, PREFIXES, RDF, RDFS
from diplograph.base.spreadsheets import disarmed
from diplograph.publishing.formats.literals import parse_literal
from diplograph.publishing.formats.statements import Statements, Tell
from diplograph.sources.project import Project

_NO_YEAR: Final = 0
_STATES: Final = ("state_a", "state_a_en", "state_a_ar", "state_b", "state_b_en", "state_b_ar", "year")
_REST: Final = (
    "visits_collective",
    "treaties_signed",
    "treaties_collective",
    "relations",
    "events",
    "trade_value",
    "trade_unit",
    "trade_hedge",
    "trade_low",
    "trade_high",
    "citations",
)

_CLASSES: Final = {"Visit", "Treaty", "TreatyAction", "Relation", "Event", "Observation", "State"}

Node = dict[str, list[str]]
"""The values of a node by the local name of the property: IRIs, and literals' texts; labels by language."""


@dataclass(slots=True)
class Cell:
    """What is told of two states in a year."""

    counts: Counter[str] = field(default_factory=Counter)
    words: dict[str, dict[str, None]] = field(default_factory=dict)
    passages: set[str] = field(default_factory=set)

    def say(self, column: str, word: str) -> None:
        """Add a word to a column, once."""
        self.words.setdefault(column, {})[word] = None


def write_dyad_years(
    project: Project, out: IO[bytes], *, spreadsheet: bool = False, tell: Tell | None = None
) -> None:
    """Write the table as CSV, by state, other state and year; the state with the lesser IRI comes first.

    Args:
        project: A project whose graph is built.
        out: Where to.
        spreadsheet: Whether cells that a spreadsheet would run as formulas are disarmed.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        SourceError: The graph cannot be read.
    """
    facts = _Facts(project, tell)
    cells = _Cells(facts)
    kinds = sorted({_short(kind, "Visit") for kind in facts.visit_kinds})
    visits = [
        name for way in ("visits_a_to_b", "visits_b_to_a") for name in (way, *(f"{way}_{k}" for k in kinds))
    ]
    columns = [*_STATES, *visits, *_REST]
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    for (a, b, year), cell in sorted(
        cells.cells.items(), key=lambda item: (*item[0][:2], item[0][2] or 10**6)
    ):
        row: dict[str, Any] = {
            name: cell.counts[name] for name in columns if name.startswith(("visits", "treaties"))
        }
        row |= {name: "; ".join(words) for name, words in cell.words.items()}
        row |= {"state_a": a, "state_b": b, "year": year or ""}
        for state, name in ((a, "state_a"), (b, "state_b")):
            row |= {f"{name}_{tag}": facts.label(state, tag) for tag in ("en", "ar")}
        row["citations"] = " ".join(sorted(cell.passages, key=_by_place))
        written = [str(row.get(name, "")) for name in columns]
        writer.writerow(map(disarmed, written) if spreadsheet else written)
    text.detach()


class _Facts:
    """The facts that the table is made from."""

    def __init__(self, project: Project, tell: Tell | None) -> None:
        self.base = project.base
        self.of_class: dict[str, dict[str, Node]] = {name: {} for name in _CLASSES}
        self.of_state: dict[str, list[str]] = {}
        self.claimed: dict[str, set[str]] = {}
        self.bounds: dict[str, list[str]] = {}
        self.visit_kinds: set[str] = set()
        for subject, statements in Statements(project.graph_file, tell=tell).subjects():
            self._take(subject[1:-1].decode(), _node(statements))

    def _take(self, iri: str, node: Node) -> None:
        types = {kind.removeprefix(DG) for kind in node.get("type", ())}
        for name in types & _CLASSES:
            self.of_class[name][iri] = node
        if "Visit" in types:
            self.visit_kinds.update(node.get("visitKind", ()))
        if DG + "visitKinds" in node.get("inScheme", ()):
            self.visit_kinds.add(iri)
        if "bounds" in node:
            self.bounds[iri] = node["bounds"]
        if "ofState" in node:
            self.of_state[iri] = node["ofState"]
        if "Claim" in types and DG + "deprecated" not in node.get("rank", ()):
            for about in node.get("subject", ()):
                self.claimed.setdefault(about, set()).update(node.get("evidence", ()))

    def label(self, state: str, language: str) -> str:
        """Return the label of a state."""
        return next(iter(self.of_class["State"].get(state, {}).get(f"label@{language}", ())), "")

    def parties(self, node: Node, *names: str) -> list[str]:
        """Return the states among the values of some properties; a body stands for its states."""
        found = {
            state
            for name in names
            for value in node.get(name, ())
            for state in (value, *self.of_state.get(value, ()))
        }
        return sorted(found & self.of_class["State"].keys())

    def passages(self, *iris: str) -> set[str]:
        """Return the passages that facts cite, and those of claims about them."""
        known = self.of_class.values()
        cited = {
            passage for iri in iris for facts in known for passage in facts.get(iri, {}).get("evidence", ())
        }
        cited.update(*(self.claimed.get(iri, ()) for iri in iris))
        return {passage.removeprefix(self.base + "document/") for passage in cited}


class _Cells:
    """Fills the cells of the table."""

    def __init__(self, facts: _Facts) -> None:
        self.facts = facts
        self.cells: dict[tuple[str, str, int], Cell] = {}
        self._visits()
        self._treaties()
        self._events()
        self._trade()
        self._relations()

    def _cell(self, one: str, other: str, year: int, *facts: str) -> Cell:
        a, b = sorted((one, other))
        cell = self.cells.setdefault((a, b, year), Cell())
        cell.passages |= self.facts.passages(*facts)
        return cell

    def _visits(self) -> None:
        for iri, node in self.facts.of_class["Visit"].items():
            for guest in self.facts.parties(node, "visitingState"):
                for host in self.facts.parties(node, "hostState"):
                    if guest == host:
                        continue
                    cell = self._cell(guest, host, _year(node), iri)
                    way = "visits_a_to_b" if guest < host else "visits_b_to_a"
                    kinds = {_short(kind, "Visit") for kind in node.get("visitKind", ())}
                    cell.counts.update([way, *(f"{way}_{kind}" for kind in kinds)])
                    cell.counts["visits_collective"] += "true" in node.get("collective", ())

    def _treaties(self) -> None:
        """Count a treaty for two states when the later of them signs."""
        treaties, actions = self.facts.of_class["Treaty"], self.facts.of_class["TreatyAction"]
        signatures: dict[str, dict[str, tuple[int, str]]] = {}
        for iri, treaty in treaties.items():
            for action in treaty.get("action", ()):
                node = actions.get(action, {})
                if DG + "signature" in node.get("actionKind", ()):
                    for state in self.facts.parties(node, "party"):
                        known = signatures.setdefault(iri, {})
                        known[state] = max(known.get(state, (0, "")), (_year(node), action))
        for iri, signed in signatures.items():
            for one, other in combinations(sorted(signed), 2):
                years = [signed[one][0], signed[other][0]]
                year = max(years) if all(years) else _NO_YEAR
                cell = self._cell(one, other, year, iri, signed[one][1], signed[other][1])
                cell.counts["treaties_signed"] += 1
                cell.counts["treaties_collective"] += "true" in treaties[iri].get("collective", ())

    def _events(self) -> None:
        for iri, node in self.facts.of_class["Event"].items():
            if {DG + "Visit", DG + "TreatyAction"} & set(node["type"]):
                continue
            for one, other in combinations(self.facts.parties(node, "involves", "party"), 2):
                cell = self._cell(one, other, _year(node), iri)
                above = {DG + "Event", DG + "Fact"}
                kinds = node.get("eventKind") or [kind for kind in node["type"] if kind not in above]
                for kind in kinds or [DG + "event"]:
                    cell.say("events", _short(kind))

    def _trade(self) -> None:
        for iri, node in self.facts.of_class["Observation"].items():
            if DG + "bilateralTrade" not in node.get("indicator", ()):
                continue
            for one, other in combinations(self.facts.parties(node, "party"), 2):
                cell = self._cell(one, other, _year(node), iri)
                hedge = next(iter(node.get("hedge", ())), "")
                sides = self.facts.bounds.get(hedge, []) if hedge else [DG + "fromBelow", DG + "fromAbove"]
                for value in node.get("value", ()):
                    cell.say("trade_value", value)
                    cell.say("trade_hedge", _short(hedge))
                    if DG + "fromBelow" in sides:
                        cell.say("trade_low", value)
                    if DG + "fromAbove" in sides:
                        cell.say("trade_high", value)
                for unit in node.get("unit", ()):
                    cell.say("trade_unit", _short(unit))

    def _relations(self) -> None:
        """Record which relations are in force, in the rows that there are and in the year of their start."""
        for iri, node in sorted(self.facts.of_class["Relation"].items()):
            start = min((int(day[:4]) for day in node.get("startLatest", ())), default=_NO_YEAR)
            end = max((int(day[:4]) for day in node.get("endEarliest", ())), default=9999)
            for one, other in combinations(self.facts.parties(node, "party", "from", "to"), 2):
                years = {
                    key[2]
                    for key in self.cells
                    if key[:2] == (one, other) and start <= key[2] <= end and key[2]
                }
                for year in {start} | (years if start else set()):
                    cell = self._cell(one, other, year, iri)
                    for kind in node.get("relationKind", [DG + "relation"]):
                        cell.say("relations", _short(kind))


def _node(statements: list[tuple[bytes, bytes]]) -> Node:
    node: Node = {}
    spaces = (DG, RDF, RDFS, PREFIXES["skos"])
    for predicate, value in statements:
        iri = predicate[1:-1].decode()
        name = next((iri.removeprefix(space) for space in spaces if iri.startswith(space)), iri)
        if value[:1] == b'"':
            literal = parse_literal(value)
            if literal.language:
                name += f"@{literal.language}"
            node.setdefault(name, []).append(literal.text)
        else:
            node.setdefault(name, []).append(value[1:-1].decode())
    return node


def _year(node: Node) -> int:
    """Return the year in which a fact certainly lies, or begins if its date is an interval; 0 for none."""
    for date in node.get("date", ()):
        start, interval, _ = date.partition("/")
        if interval:
            try:
                bounds = edtf.bounds(start)
            except DateError:
                return _NO_YEAR
            return _same_year(str(bounds.earliest or ""), str(bounds.latest or ""))
    earliest = max(node.get("earliest", ()), default="")
    latest = min(node.get("latest", ()), default="")
    return _same_year(earliest, latest)


def _same_year(earliest: str, latest: str) -> int:
    """Return the year that two days share.

    Example:
        >>> _same_year("1993-01-01", "1993-12-31"), _same_year("1993-01-01", "1994-12-31")
        (1993, 0)
    """
    year = earliest[:4]
    return (
        int(year)
        if year.isdecimal() and earliest[4:5] == latest[4:5] == "-" and latest[:4] == year
        else _NO_YEAR
    )


def _short(iri: str, ending: str = "") -> str:
    """Return the local name of a term.

    Example:
        >>> _short("https://w3id.org/diplograph/ontology#presidentialVisit", "Visit")
        'presidential'
    """
    return iri.removeprefix(DG).rpartition("/")[2].removesuffix(ending)


def _by_place(passage: str) -> tuple[str, int, str]:
    """Order passages by document and place."""
    document, _, place = passage.partition("#char=")
    start = place.partition(",")[0]
    return document, int(start) if start.isdecimal() and len(start) <= 18 else 0, place
