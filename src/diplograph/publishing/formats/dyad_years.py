"""Two states in a year: codes, visits each way, treaties, relations and how they stood, trade, passages.

Two states that a dated fact joins have a row for each year in which both existed, from the first to the last
year that any source covers, and for any other year of which something is told. The codes are those of the
Correlates of War project and of Gleditsch and Ward, by their dates, and so is whether a state existed.

A document covers, of two states, the years from the first to the last that it dates something in which they
both take part. In these years a zero says that the document tells of none; in any other the counts are empty,
which is missing, not zero. What has no certain year stands in a row whose year is empty, so that nothing is
lost and the numbers add up. A relation holds certainly from the latest day that it can have begun to the
earliest that it can have ended, and possibly on the days beyond. Trade keeps its hedge, and has the bounds
that follow from it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import IO, Any, Final

from diplograph.base.names import DG
from diplograph.base.spreadsheets import disarmed
from diplograph.publishing.formats.dyad_facts import (
    LAST,
    NO_YEAR,
    Facts,
    is_uncertain,
    same_year,
    short,
    year_of,
)
from diplograph.publishing.formats.statements import Tell
from diplograph.sources.project import Project

_WAYS: Final = ("a_to_b", "b_to_a")
_STANDING: Final = ("diplomatic_relations", "diplomatic_relations_at_end")
_MUTUAL: Final = ("treaties_signed", "treaties_collective", "relations", "relations_possible")
_ONE_WAY: Final = ("relations", "relations_possible")
_REST: Final = ("events", "trade_value", "trade_unit", "trade_hedge", "trade_low", "trade_high", "citations")
_COUNTS: Final = ("visits", "journeys", "treaties")


@dataclass(slots=True)
class Cell:
    """What is told of two states in a year."""

    counts: Counter[str] = field(default_factory=Counter)
    words: dict[str, dict[str, None]] = field(default_factory=dict)
    passages: set[str] = field(default_factory=set)

    def say(self, column: str, word: str) -> None:
        """Add a word to a column, once."""
        self.words.setdefault(column, {})[word] = None

    def with_spans(self, spans: list[Span], year: int) -> Cell:
        """Return the cell with the relations that hold in its year."""
        cell = Cell(
            self.counts, {name: dict(words) for name, words in self.words.items()}, set(self.passages)
        )
        for span in spans:
            if held := span.held(year):
                cell.say(f"{held}{span.way}", span.kind)
                cell.passages |= span.passages
        return cell


@dataclass(frozen=True, slots=True)
class Span:
    """A relation or status over time: it begins and ends between two days each.

    Attributes:
        kind: What it is: the kind of relation, or the status.
        begins: The earliest day that it can have begun; empty where it is not known.
        begun: The latest day that it can have begun; empty where it is not known.
        ends: The earliest day that it can have ended; empty where it had, on a day that is not known.
        ended: The latest day that it can have ended.
        way: ``_a_to_b``, ``_b_to_a``, or empty for what is mutual.
        passages: Where it is told.
    """

    kind: str
    begins: str
    begun: str
    ends: str
    ended: str
    way: str = ""
    passages: frozenset[str] = frozenset()

    def held(self, year: int) -> str:
        """Return the column of a relation in a year: certain, possible, or empty for neither."""
        if not (self.begun and year):
            return "" if self.begun or year else "relations"
        first, last = f"{year:04}-01-01", f"{year:04}-12-31"
        if year in self.edges() or (self.begun <= last and self.ends >= first):
            return "relations"
        return "relations_possible" if self.begins <= last and self.ended >= first else ""

    def edges(self) -> set[int]:
        """Return the years in which it certainly began and ended; the empty one if it has no beginning."""
        if not self.begun:
            return {NO_YEAR}
        ended = same_year(self.ends, self.ended) if self.ended != LAST else NO_YEAR
        return {same_year(self.begins, self.begun), ended} - {NO_YEAR}

    def certain_on(self, day: str) -> bool:
        """Return whether it certainly holds on a day."""
        return bool(self.begun) and self.begun <= day < self.ends


class _Pair:
    """What is told of two states: cells by year, relations, acts on their standing, years by document."""

    def __init__(self) -> None:
        self.cells: dict[int, Cell] = {}
        self.spans: list[Span] = []
        self.statuses: list[Span] = []
        self.years: dict[str, tuple[int, int]] = {}

    def cover(self, year: int, passages: set[str]) -> None:
        """Note that documents date something in a year."""
        for document in {passage.partition("#")[0] for passage in passages} if year else ():
            first, last = self.years.get(document, (year, year))
            self.years[document] = (min(first, year), max(last, year))

    def covered_by(self, year: int) -> list[str]:
        """Return the documents that cover a year."""
        return sorted(name for name, (first, last) in self.years.items() if first <= year <= last)

    def standing(self, year: int) -> tuple[str, str]:
        """Return how diplomatic relations stood in a year, and on its last day."""
        first, last = f"{year:04}-01-01", f"{year:04}-12-31"
        at_end = next((s.kind for s in self.statuses if s.certain_on(last)), "unknown")
        if any(same_year(s.begins, s.begun) == year for s in self.statuses):
            return "changed", at_end
        whole = (s.kind for s in self.statuses if s.certain_on(first) and s.certain_on(last))
        return next(whole, "unknown"), at_end


def write_dyad_years(
    project: Project, out: IO[bytes], *, spreadsheet: bool = False, tell: Tell | None = None
) -> None:
    """Write the table as CSV, by state, other state and year; the state with the lesser IRI comes first.

    Args:
        project: A project whose graph is built.
        out: Where to.
        spreadsheet: Whether to disarm what a spreadsheet would run.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        SourceError: The graph cannot be read.
    """
    facts = Facts(project, tell)
    counts = [f"{name}_{way}{rest}" for way in _WAYS for name, rest in facts.visit_columns]
    one_way = [f"{name}_{way}" for way in _WAYS for name in _ONE_WAY]
    columns = [*_states(facts), *_STANDING, *counts, *_MUTUAL, *one_way, *_REST]
    _write(out, columns, _rows(facts), spreadsheet)


def write_directed_dyad_years(
    project: Project, out: IO[bytes], *, spreadsheet: bool = False, tell: Tell | None = None
) -> None:
    """Write the table with two rows for two states and a year, one for each direction.

    Visits and one-way relations are those of state a to state b; all else stands in both rows.

    Args:
        project: A project whose graph is built.
        out: Where to.
        spreadsheet: Whether to disarm what a spreadsheet would run.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        SourceError: The graph cannot be read.
    """
    facts = Facts(project, tell)
    counts = {f"{name}{rest}": f"{name}_a_to_b{rest}" for name, rest in facts.visit_columns}
    one_way = {f"{name}_to_b": f"{name}_a_to_b" for name in _ONE_WAY}
    columns = [*_states(facts), *_STANDING, *counts, *_MUTUAL, *one_way, *_REST]
    renamed = counts | one_way
    rows = _rows(facts, both_ways=True)
    found = ({name: row.get(renamed.get(name, name), "") for name in columns} for row in rows)
    _write(out, columns, found, spreadsheet)


def _states(facts: Facts) -> list[str]:
    """Return the columns of the states, with a label in each language of the project."""
    parts = ["", *(f"_{tag}" for tag in facts.languages), "_cow", "_gw"]
    return [*(f"state_{side}{part}" for side in "ab" for part in parts), "year", "covered_by"]


def _write(out: IO[bytes], columns: list[str], rows: Iterator[dict[str, Any]], spreadsheet: bool) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        written = [str(row.get(name, "")) for name in columns]
        writer.writerow(map(disarmed, written) if spreadsheet else written)
    text.detach()


def _reversed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row seen from the other state."""
    swap = {"state_a": "state_b", "state_b": "state_a", "_a_to_b": "_b_to_a", "_b_to_a": "_a_to_b"}
    result = {}
    for name, value in row.items():
        part = next((part for part in swap if part in name), "")
        result[name.replace(part, swap[part]) if part else name] = value
    return result


def _rows(facts: Facts, *, both_ways: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the rows by state, other state and year, one without a year last; of each pair once or twice."""
    pairs = _Pairs(facts).pairs
    years = [year for pair in pairs.values() for covered in pair.years.values() for year in covered]
    known = range(min(years), max(years) + 1) if years else range(0)
    ways = [(a, b, a, b) for a, b in pairs] + [(b, a, a, b) for a, b in pairs if both_ways]
    for first, _, a, b in sorted(ways):
        pair = pairs[a, b]
        both = {year for year in known if pair.years and _both_existed(facts, a, b, year, pair)}
        for year in sorted(both | pair.cells.keys(), key=lambda year: year or 10**6):
            row = _row(facts, a, b, year, pair)
            yield row if first == a else _reversed(row)


def _both_existed(facts: Facts, a: str, b: str, year: int, pair: _Pair) -> bool:
    """Return whether two states existed in a year; one in no list, in the years that are covered."""
    known = (facts.existed(a, year), facts.existed(b, year))
    return False not in known and (None not in known or bool(pair.covered_by(year)))


def _row(facts: Facts, a: str, b: str, year: int, pair: _Pair) -> dict[str, Any]:
    row: dict[str, Any] = {"state_a": a, "state_b": b, "year": year or ""}
    for state, side in ((a, "state_a"), (b, "state_b")):
        row |= {f"{side}_{tag}": facts.label(state, tag) for tag in facts.languages}
        row |= {f"{side}_{list}": facts.code(state, list, year) for list in ("cow", "gw")}
    documents = pair.covered_by(year)
    if not documents and year not in pair.cells:
        return row
    cell = pair.cells.get(year, Cell()).with_spans(pair.spans, year)
    named = documents or {passage.partition("#")[0] for passage in cell.passages}
    row["covered_by"] = " ".join(sorted(named))
    if year:
        row |= zip(_STANDING, pair.standing(year), strict=True)
    row |= {f"{name}_{way}{rest}": 0 for way in _WAYS for name, rest in facts.visit_columns}
    row |= {"treaties_signed": 0, "treaties_collective": 0} | cell.counts
    row |= {name: "; ".join(words) for name, words in cell.words.items()}
    row["citations"] = " ".join(sorted(cell.passages, key=_by_place))
    return row


class _Pairs:
    """Sorts the facts by the two states that they are about."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.pairs: dict[tuple[str, str], _Pair] = {}
        self._visits()
        self._treaties()
        self._events()
        self._trade()
        self._relations()

    def _pair(self, one: str, other: str) -> _Pair:
        a, b = sorted((one, other))
        return self.pairs.setdefault((a, b), _Pair())

    def _cell(self, one: str, other: str, year: int, *facts: str) -> Cell:
        pair = self._pair(one, other)
        cell = pair.cells.setdefault(year, Cell())
        passages = self.facts.passages(*facts)
        cell.passages |= passages
        pair.cover(year, passages)
        return cell

    def _visits(self) -> None:
        for iri, node in self.facts.of_class["Visit"].items():
            hosts = self.facts.parties(node, "hostState")
            for guest in self.facts.parties(node, "visitingState"):
                for host in hosts:
                    if guest == host:
                        continue
                    cell = self._cell(guest, host, year_of(node), iri)
                    way = "a_to_b" if guest < host else "b_to_a"
                    kinds = {short(kind, "Visit") for kind in node.get("visitKind", ())}
                    cell.counts.update([f"visits_{way}", *(f"visits_{way}_{kind}" for kind in kinds)])
                    cell.counts[f"visits_{way}_collective"] += "true" in node.get("collective", ())
                    cell.counts[f"journeys_{way}"] += self._counts_as_journey(iri, guest, host)

    def _counts_as_journey(self, visit: str, guest: str, host: str) -> bool:
        """Return whether a visit is the first by IRI of those that one state paid to the other together."""
        visits = self.facts.of_class["Visit"]
        return not any(
            joint < visit
            and guest in self.facts.parties(visits.get(joint, {}), "visitingState")
            and host in self.facts.parties(visits.get(joint, {}), "hostState")
            for joint in visits[visit].get("jointWith", ())
        )

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
                        known[state] = max(known.get(state, (0, "")), (year_of(node), action))
        for iri, signed in signatures.items():
            for one, other in combinations(sorted(signed), 2):
                years = [signed[one][0], signed[other][0]]
                year = max(years) if all(years) else NO_YEAR
                cell = self._cell(one, other, year, iri, signed[one][1], signed[other][1])
                cell.counts["treaties_signed"] += 1
                cell.counts["treaties_collective"] += "true" in treaties[iri].get("collective", ())

    def _events(self) -> None:
        for iri, node in self.facts.of_class["Event"].items():
            if {DG + "Visit", DG + "TreatyAction"} & set(node["type"]):
                continue
            for one, other in combinations(self.facts.parties(node, "involves", "party", "mission"), 2):
                cell = self._cell(one, other, year_of(node), iri)
                above = {DG + "Event", DG + "Fact"}
                kinds = node.get("eventKind") or [kind for kind in node["type"] if kind not in above]
                for kind in kinds or [DG + "event"]:
                    cell.say("events", short(kind))
            for status in node.get("resultingStatus", ()):
                for one, other in combinations(self.facts.parties(node, "party"), 2):
                    name = short(status).removeprefix("relations").lower()
                    self._pair(one, other).statuses.append(_span(node, name))

    def _trade(self) -> None:
        for iri, node in self.facts.of_class["Observation"].items():
            if DG + "bilateralTrade" not in node.get("indicator", ()):
                continue
            for one, other in combinations(self.facts.parties(node, "party"), 2):
                cell = self._cell(one, other, year_of(node), iri)
                hedge = next(iter(node.get("hedge", ())), "")
                sides = self.facts.bounds.get(hedge, []) if hedge else [DG + "fromBelow", DG + "fromAbove"]
                for value in node.get("value", ()):
                    cell.say("trade_value", value)
                    cell.say("trade_hedge", short(hedge))
                    if DG + "fromBelow" in sides:
                        cell.say("trade_low", value)
                    if DG + "fromAbove" in sides:
                        cell.say("trade_high", value)
                for unit in node.get("unit", ()):
                    cell.say("trade_unit", short(unit))

    def _relations(self) -> None:
        """Note the relations, and make cells for the years in which they began and ended."""
        for iri, node in sorted(self.facts.of_class["Relation"].items()):
            givers, takers = (self.facts.parties(node, name) for name in ("from", "to"))
            passages = frozenset(self.facts.passages(iri))
            for one, other in combinations(self.facts.parties(node, "party", "from", "to"), 2):
                a, b = sorted((one, other))
                way = "_a_to_b" if a in givers and b in takers else ""
                way = "_b_to_a" if b in givers and a in takers else way
                for kind in node.get("relationKind", [DG + "relation"]):
                    span = _span(node, short(kind), way, passages)
                    self._pair(a, b).spans.append(span)
                    for year in span.edges() or {int(span.begun[:4])}:
                        self._cell(a, b, year, iri)


def _span(
    node: dict[str, list[str]], kind: str, way: str = "", passages: frozenset[str] = frozenset()
) -> Span:
    """Return what a node states of something that lasts."""
    sure = not is_uncertain(node)
    begins = max(node.get("startEarliest", ()), default="") if sure else ""
    begun = min(node.get("startLatest", ()), default="") if sure else ""
    former = DG + "former" in node.get("statusAtWriting", ())
    ends = max(node.get("endEarliest", ()), default="" if former else LAST)
    ended = min(node.get("endLatest", ()), default=LAST)
    return Span(kind, begins, begun, ends, ended, way, passages)


def _by_place(passage: str) -> tuple[str, int, str]:
    """Order passages by document and place."""
    document, _, place = passage.partition("#char=")
    start = place.partition(",")[0]
    return document, int(start) if start.isdecimal() and len(start) <= 18 else 0, place
