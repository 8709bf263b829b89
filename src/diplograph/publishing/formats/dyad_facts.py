"""What the dyad-year table is made from: facts by class, states with their codes, acts, documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from diplograph.base import edtf
from diplograph.base.errors import DateError
from diplograph.base.names import DG, PREFIXES, RDF, RDFS
from diplograph.publishing.formats.literals import parse_literal
from diplograph.publishing.formats.statements import Statements, Tell
from diplograph.sources.project import Project

CLASSES: Final = {"Visit", "Treaty", "TreatyAction", "Relation", "Event", "Observation", "State"}
NO_YEAR: Final = 0
LAST: Final = "9999-12-31"
_LISTS: Final = {"cowCode": "cow", "gwCode": "gw"}
_OF_STATES: Final = ("ofState", "sendingState", "receivingState")
_SPACES: Final = (DG, RDF, RDFS, PREFIXES["skos"], PREFIXES["dcterms"])

Node = dict[str, list[str]]
"""The values of a node by the local name of the property: IRIs, and literals' texts; labels by language."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry of a state in a register, and from when to when it is valid.

    Attributes:
        register: ``cow`` or ``gw``; empty for any other register.
        code: The state's number in that list.
        first: The first day, as text; empty where it is open or unknown.
        last: The last day.
    """

    register: str
    code: str
    first: str
    last: str

    def covers(self, year: int) -> bool:
        """Return whether the entry is valid on some day of a year."""
        return self.first <= f"{year:04}-12-31" and self.last >= f"{year:04}-01-01"


class Facts:
    """The facts of a built graph that tell of pairs of states."""

    def __init__(self, project: Project, tell: Tell | None) -> None:
        self.base = project.base
        self.languages = project.languages
        self.of_class: dict[str, dict[str, Node]] = {name: {} for name in CLASSES}
        self.states_of: dict[str, list[str]] = {}
        self.entries: dict[str, list[Entry]] = {}
        self.claimed: dict[str, set[str]] = {}
        self.bounds: dict[str, list[str]] = {}
        self.visit_kinds: set[str] = set()
        for subject, statements in Statements(project.graph_file, tell=tell).subjects():
            self._take(subject[1:-1].decode(), _node(statements))

    def _take(self, iri: str, node: Node) -> None:
        types = {kind.removeprefix(DG) for kind in node.get("type", ())}
        for name in types & CLASSES:
            self.of_class[name][iri] = node
        if "Visit" in types:
            self.visit_kinds.update(node.get("visitKind", ()))
        if DG + "visitKinds" in node.get("inScheme", ()):
            self.visit_kinds.add(iri)
        if "bounds" in node:
            self.bounds[iri] = node["bounds"]
        if states := [state for name in _OF_STATES for state in node.get(name, ())]:
            self.states_of[iri] = states
        if "ReferenceRecord" in types:
            for state in node.get("about", ()):
                self.entries.setdefault(state, []).extend(_entries(node))
        if "Claim" in types and DG + "deprecated" not in node.get("rank", ()):
            for about in node.get("subject", ()):
                self.claimed.setdefault(about, set()).update(node.get("evidence", ()))

    @cached_property
    def visit_columns(self) -> list[tuple[str, str]]:
        """The counts of visits one way: the beginning of each column's name and its end."""
        kinds = sorted({short(kind, "Visit") for kind in self.visit_kinds})
        of_kinds = [("visits", f"_{kind}") for kind in kinds]
        return [("visits", ""), ("journeys", ""), *of_kinds, ("visits", "_collective")]

    def label(self, state: str, language: str) -> str:
        """Return the label of a state."""
        return next(iter(self.of_class["State"].get(state, {}).get(f"label@{language}", ())), "")

    def parties(self, node: Node, *names: str) -> list[str]:
        """Return the states among the values of some properties; a body or mission stands for its states."""
        found = {
            state
            for name in names
            for value in node.get(name, ())
            for state in (value, *self.states_of.get(value, ()))
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

    def code(self, state: str, register: str, year: int) -> str:
        """Return the number of a state in a list in a year; empty where it was no member."""
        return next(
            (e.code for e in self.entries.get(state, ()) if e.register == register and e.covers(year)), ""
        )

    def existed(self, state: str, year: int) -> bool | None:
        """Return whether a list has the state as a member in a year that no other register excludes.

        None stands for a state that is in no list, of which this is not known.
        """
        lists = [entry for entry in self.entries.get(state, ()) if entry.register]
        others = [entry for entry in self.entries.get(state, ()) if not entry.register]
        if not lists:
            return None
        return any(e.covers(year) for e in lists) and all(e.covers(year) for e in others)


def year_of(node: Node) -> int:
    """Return the year in which a fact certainly lies, or begins if its date is an interval; 0 for none."""
    if is_uncertain(node):
        return NO_YEAR
    for date in node.get("date", ()):
        start, interval, _ = date.partition("/")
        if interval:
            try:
                bounds = edtf.bounds(start)
            except DateError:
                return NO_YEAR
            return same_year(str(bounds.earliest or ""), str(bounds.latest or ""))
    earliest = max(node.get("earliest", ()), default="")
    latest = min(node.get("latest", ()), default="")
    return same_year(earliest, latest)


def is_uncertain(node: Node) -> bool:
    """Return whether the source calls the date of a fact uncertain or approximate."""
    dates = (date for name in ("date", "start", "period") for date in node.get(name, ()))
    return any(mark in date for date in dates for mark in "?~%")


def same_year(earliest: str, latest: str) -> int:
    """Return the year that two days share; 0 for none.

    Example:
        >>> same_year("1993-01-01", "1993-12-31"), same_year("1993-01-01", "1994-12-31")
        (1993, 0)
    """
    year = earliest[:4]
    same = year.isdecimal() and earliest[4:5] == latest[4:5] == "-" and latest[:4] == year
    return int(year) if same else NO_YEAR


def short(iri: str, ending: str = "") -> str:
    """Return the local name of a term.

    Example:
        >>> short("https://w3id.org/diplograph/ontology#presidentialVisit", "Visit")
        'presidential'
    """
    return iri.removeprefix(DG).rpartition("/")[2].removesuffix(ending)


def _entries(node: Node) -> list[Entry]:
    """Return the entries of a record: those with a code of a list, or with a time of validity."""
    codes = [(register, code) for name, register in _LISTS.items() for code in node.get(name, ())]
    if "valid" not in node:
        return [Entry(register, code, "", LAST) for register, code in codes]
    found = []
    for valid in node["valid"]:
        try:
            bounds = edtf.bounds(valid)
        except DateError:
            continue
        first, last = str(bounds.earliest or ""), str(bounds.latest or LAST)
        found += [Entry(register, code, first, last) for register, code in codes or [("", "")]]
    return found


def _node(statements: list[tuple[bytes, bytes]]) -> Node:
    node: Node = {}
    for predicate, value in statements:
        iri = predicate[1:-1].decode()
        name = next((iri.removeprefix(space) for space in _SPACES if iri.startswith(space)), iri)
        if value[:1] == b'"':
            literal = parse_literal(value)
            if literal.language:
                name += f"@{literal.language}"
            node.setdefault(name, []).append(literal.text)
        else:
            node.setdefault(name, []).append(value[1:-1].decode())
    return node
