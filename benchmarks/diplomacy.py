"""An invented world of any size, as the build would write it, with faults whose findings are known.

Each block has a state, its offices and leaders with their tenures, visits, treaties with their actions,
figures of trade, and the passages that they rest on. What rules infer is written with it: types from
subclasses, the bounds of dates, inverse properties. One fact in a hundred has a fault; for each kind of fault
the results that a validation must give are told, as they follow from the shapes in ``ontology/shapes``.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.base.names import BASE, DG, EDTF, RDF, RDFS, XSD

ONTOLOGY = Path(__file__).parent.parent / "ontology"
TRIPLES_A_BLOCK = 1_450  # about
ASSERTED_A_BLOCK = 836  # about
VISITS, FIGURES, TREATIES = 40, 20, 5
DOCUMENT = f"{BASE}document/benchmark"
_INFERRED = {
    f"<{DG}{name}>"
    for name in (
        "earliest", "latest", "startEarliest", "startLatest", "endEarliest", "endLatest", "actionOf",
    )
}  # fmt: skip
KINDS = ("presidentialVisit", "ministerialVisit", "officialVisit")


@dataclass(frozen=True)
class Expected:
    """A result that must be found: focus node, component, path, value and source shape, as in short."""

    focus: str
    component: str
    path: str
    value: str
    shape: str


@dataclass
class World:
    """What is written, and what must be found."""

    chance: random.Random
    triples: int = 0
    facts: int = 0
    expected: list[Expected] = field(default_factory=list)


def write_world(path: Path, triples: int, *, seed: int = 1996) -> World:
    """Write about a number of triples as N-Triples, the vocabulary among them.

    Returns:
        What was written, and the results that a validation must give.
    """
    world = World(random.Random(seed))
    with path.open("w", encoding="utf-8") as stream:
        for line in vocabulary():
            world.triples += 1
            stream.write(line)
        blocks = max(3, (triples - world.triples) // TRIPLES_A_BLOCK)
        for line in _document(blocks):
            world.triples += 1
            stream.write(line)
        for number in range(blocks):
            lines = list(dict.fromkeys(_block(world, number, blocks)))
            world.triples += len(lines)
            stream.writelines(lines)
    return world


def write_facts(folder: Path, triples: int, *, seed: int = 1996) -> int:
    """Write about a number of triples as people would: Turtle files without what rules and passages add.

    Each passage bears two facts. The files are ``documents/register.ttl`` and ``world/facts.ttl``.

    Returns:
        The number of triples.
    """
    world = World(random.Random(seed))
    blocks = max(3, triples // ASSERTED_A_BLOCK)
    asserted = 0
    for name, lines in (
        ("documents/register.ttl", _document(blocks)),
        ("world/facts.ttl", (line for number in range(blocks) for line in _block(world, number, blocks))),
    ):
        path = folder / name
        path.parent.mkdir(parents=True)
        with path.open("w", encoding="utf-8") as stream:
            for line in _as_asserted(lines):
                asserted += 1
                stream.write(line)
    return asserted


def _as_asserted(lines: Iterable[str]) -> Iterator[str]:
    typed: set[str] = set()
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if "#char=" in subject or predicate in _INFERRED:
            continue
        if predicate == f"<{RDF}type>":
            if subject in typed:
                continue
            typed.add(subject)
        elif predicate == f"<{DG}evidence>":
            start = int(value.partition("#char=")[2].partition(",")[0]) // 100 * 100
            line = _line(subject[1:-1], DG + "evidence", f"<{DOCUMENT}#char={start},{start + 80}>")
        yield line


def vocabulary() -> Iterator[str]:
    """Yield the triples of the ontology and its vocabularies, and the types that follow from subclasses."""
    import pyoxigraph as ox

    for file in [*sorted(ONTOLOGY.glob("*.ttl")), *sorted((ONTOLOGY / "vocabularies").glob("*.ttl"))]:
        for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield f"{triple.subject} {triple.predicate} {triple.object} .\n"


def _document(blocks: int) -> Iterator[str]:
    yield from _typed(DOCUMENT, "Document")
    yield from _labels(DOCUMENT, "Year book", "كتاب سنوي")
    yield _line(DOCUMENT, "http://purl.org/dc/terms/language", '"en"')
    yield _line(DOCUMENT, DG + "length", _integer(blocks * 100_000))
    yield _line(DOCUMENT, DG + "sha256", f'"{"9f" * 32}"')


def _typed(iri: str, name: str) -> Iterator[str]:
    for one in _classes()[name]:
        yield _line(iri, RDF + "type", f"<{DG}{one}>")


_CLASSES: dict[str, list[str]] = {}


def _classes() -> dict[str, list[str]]:
    """Return each class of the ontology with those above it."""
    if not _CLASSES:
        above: dict[str, list[str]] = {}
        for line in vocabulary():
            subject, predicate, value = line.split(" ", 2)
            if predicate == f"<{RDFS}subClassOf>" and value.startswith(f"<{DG}"):
                above.setdefault(subject[1:-1].removeprefix(DG), []).append(
                    value[len(DG) + 1 :].split(">")[0]
                )
            if (
                predicate == f"<{RDF}type>"
                and value.endswith("owl#Class> .\n")
                and subject.startswith(f"<{DG}")
            ):
                above.setdefault(subject[1:-1].removeprefix(DG), [])
        for name in above:
            found = [name]
            for one in found:
                found += [upper for upper in above.get(one, []) if upper not in found]
            _CLASSES[name] = found
    return _CLASSES


def _block(world: World, number: int, blocks: int) -> Iterator[str]:
    chance, state = world.chance, _state(number)
    yield from _typed(state, "State")
    yield from _labels(state, f"State {number}", f"دولة {number}")
    capital = f"{BASE}id/place/capital-{number}"
    yield from _typed(capital, "Place")
    yield from _labels(capital, f"Capital {number}", f"عاصمة {number}")
    yield _line(state, DG + "capital", f"<{capital}>")
    for seat in range(4):
        yield from _office(number, seat)
    for visit in range(VISITS):
        other = _another(chance, number, blocks)
        yield from _visit(world, number, visit, other)
    for figure in range(FIGURES):
        yield from _figure(world, number, figure, _another(chance, number, blocks))
    for treaty in range(TREATIES):
        yield from _treaty(world, number, treaty, _another(chance, number, blocks))


def _office(number: int, seat: int) -> Iterator[str]:
    """Yield an office with two holders, one after the other."""
    office, kind = _office_iri(number, seat), "headOfState" if seat == 0 else "minister"
    yield from _typed(office, "Office")
    yield from _labels(office, f"Office {seat} of state {number}", f"المنصب {seat} في الدولة {number}")
    yield _line(office, DG + "officeKind", f"<{DG}{kind}>")
    yield _line(office, DG + "ofState", f"<{_state(number)}>")
    if seat == 0:
        yield _line(office, DG + "singleSeat", f'"true"^^<{XSD}boolean>')
    for turn, (start, end) in enumerate(((1990, 1999), (2001, 2010))):
        leader, tenure = _leader(number, seat, turn), f"{BASE}id/tenure/{number}-{seat}-{turn}"
        yield from _typed(leader, "Leader")
        yield from _labels(leader, f"Leader {number} {seat} {turn}", f"قائد {number} {seat} {turn}")
        yield from _typed(tenure, "Tenure")
        yield from _labels(tenure, f"Tenure {number} {seat} {turn}", f"ولاية {number} {seat} {turn}")
        yield _line(tenure, DG + "holder", f"<{leader}>")
        yield _line(tenure, DG + "office", f"<{office}>")
        yield _line(tenure, DG + "start", _edtf(str(start)))
        yield _line(tenure, DG + "end", _edtf(str(end)))
        for name, day in (("startEarliest", f"{start}-01-01"), ("startLatest", f"{start}-12-31"),
                          ("endEarliest", f"{end}-01-01"), ("endLatest", f"{end}-12-31")):  # fmt: skip
            yield _line(tenure, DG + name, _date(day))
        yield from _evidence(tenure, number * 100_000 + 10_000 + seat * 100 + turn * 40)


def _visit(world: World, number: int, index: int, other: int) -> Iterator[str]:
    chance, visit = world.chance, f"{BASE}id/visit/{number}-{index}"
    fault = _fault(world, "kind", "class", "date", "closed", "label", "hosts", "tenure", "third")
    turn, seat = chance.randrange(2), chance.randrange(4)
    year = chance.randint(1991, 1998) if turn == 0 else chance.randint(2002, 2009)
    if fault == "tenure":  # a day on which the other one held the office
        year = 2005 if turn == 0 else 1995
    month = chance.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    yield from _typed(visit, "Visit")
    yield from _labels(
        visit, f"Visit {number} {index}", None if fault == "label" else f"زيارة {number} {index}"
    )
    visitor = _state(other) if fault == "class" else _leader(number, seat, turn)
    yield _line(visit, DG + "visitor", f"<{visitor}>")
    office = _office_iri(number, seat)
    if fault == "third":
        office = _office_iri(_beside(number, other), seat)
    yield _line(visit, DG + "visitorOffice", f"<{office}>")
    yield _line(visit, DG + "visitingState", f"<{_state(number)}>")
    yield _line(visit, DG + "hostState", f"<{_state(other)}>")
    if fault == "hosts":
        yield _line(visit, DG + "hostState", f"<{_state(_beside(number, other))}>")
    if fault != "kind":
        yield _line(visit, DG + "visitKind", f"<{DG}{chance.choice(KINDS)}>")
    written = f"{year}-{month:02}" if fault != "date" else f"{year}-13"
    yield _line(visit, DG + "date", _edtf(written))
    yield _line(visit, DG + "earliest", _date(f"{year}-{month:02}-01"))
    yield _line(visit, DG + "latest", _date(f"{year}-{month:02}-{last}"))
    if fault == "closed":
        yield _line(visit, DG + "hostStat", f"<{_state(other)}>")
    yield from _evidence(visit, number * 100_000 + 20_000 + index * 50)
    _expect_of_visit(world, fault, visit, locals())


def _expect_of_visit(world: World, fault: str | None, visit: str, told: dict[str, object]) -> None:
    def expect(component: str, path: str, value: object, shape: str) -> None:
        world.expected.append(Expected(f"<{visit}>", component, path, str(value), shape))

    if fault == "kind":
        expect("MinCount", f"<{DG}visitKind>", "", "in VisitShape")
    elif fault == "class":
        expect("Class", f"<{DG}visitor>", f"<{told['visitor']}>", "VisitorValueShape")
    elif fault == "date":
        expect("Node", f"<{DG}date>", _edtf(str(told["written"])), "DateValueShape")
    elif fault == "closed":
        other = f"<{_state(int(str(told['other'])))}>"
        expect("Closed", f"<{DG}hostStat>", other, "VisitShape")
        expect("Closed", f"<{DG}hostStat>", other, "EventShape")
    elif fault == "label":
        expect("QualifiedMinCount", f"<{RDFS}label>", "", "Label-ar")
    elif fault == "hosts":
        expect("MaxCount", f"<{DG}hostState>", "", "HostStateValueShape")
    elif fault == "tenure":
        expect("SPARQL", f"<{DG}visitor>", f"<{told['visitor']}>", "VisitWithinTenureShape")
    elif fault == "third":
        expect("SPARQL", f"<{DG}visitorOffice>", f"<{told['office']}>", "VisitShape")
        expect("SPARQL", f"<{DG}visitorOffice>", f"<{told['office']}>", "VisitorHeldOfficeShape")


def _figure(world: World, number: int, index: int, other: int) -> Iterator[str]:
    figure = f"{BASE}id/observation/{number}-{index}"
    fault = _fault(world, "unit", "bounds")
    year = world.chance.randint(1992, 2015)
    yield from _typed(figure, "Observation")
    yield from _labels(figure, f"Trade {number} {index}", f"تجارة {number} {index}")
    yield _line(figure, DG + "indicator", f"<{DG}bilateralTrade>")
    yield _line(figure, DG + "party", f"<{_state(number)}>")
    yield _line(figure, DG + "party", f"<{_state(other)}>")
    yield _line(figure, DG + "value", _integer(world.chance.randint(1, 900) * 1000))
    if fault != "unit":
        yield _line(figure, DG + "unit", f"<{DG}dollarOfUnstatedCountry>")
    else:
        world.expected.append(Expected(f"<{figure}>", "MinCount", f"<{DG}unit>", "", "in ObservationShape"))
    yield _line(figure, DG + "hedge", f"<{DG}moreThan>")
    yield _line(figure, DG + "period", _edtf(str(year)))
    yield _line(figure, DG + "earliest", _date(f"{year}-01-01"))
    yield _line(figure, DG + "latest", _date(f"{year}-12-31" if fault != "bounds" else f"{year}-12-30"))
    if fault == "bounds":
        world.expected.append(Expected(f"<{figure}>", "SPARQL", "", _edtf(str(year)), "ObservationShape"))
    yield from _evidence(figure, number * 100_000 + 40_000 + index * 50)


def _treaty(world: World, number: int, index: int, other: int) -> Iterator[str]:
    treaty = f"{BASE}id/treaty/{number}-{index}"
    yield from _typed(treaty, "Treaty")
    yield from _labels(treaty, f"Treaty {number} {index}", f"معاهدة {number} {index}")
    for state in (number, other):
        yield _line(treaty, DG + "party", f"<{_state(state)}>")
    yield _line(treaty, DG + "treatySubject", f"<{DG}tradeAgreement>")
    for turn, state in enumerate((number, other)):
        fault = _fault(world, "party", "actor")
        action = f"{BASE}id/treaty-action/{number}-{index}-{turn}"
        yield from _typed(action, "TreatyAction")
        yield from _labels(action, f"Signature {number} {index} {turn}", f"توقيع {number} {index} {turn}")
        yield _line(treaty, DG + "action", f"<{action}>")
        yield _line(action, DG + "actionOf", f"<{treaty}>")
        yield _line(action, DG + "actionKind", f"<{DG}signature>")
        actor = _beside(number, other) if fault == "actor" else state
        if fault != "party":
            yield _line(action, DG + "party", f"<{_state(actor)}>")
        else:
            world.expected.append(
                Expected(f"<{action}>", "MinCount", f"<{DG}party>", "", "in TreatyActionShape")
            )
        if fault == "actor":
            world.expected.append(
                Expected(f"<{treaty}>", "SPARQL", f"<{DG}action>", f"<{action}>", "TreatyShape")
            )
        yield from _evidence(action, number * 100_000 + 60_000 + index * 100 + turn * 40)


def _fault(world: World, *kinds: str) -> str | None:
    world.facts += 1
    return world.chance.choice(kinds) if world.chance.random() < 0.01 else None


def _evidence(fact: str, start: int) -> Iterator[str]:
    passage = f"{DOCUMENT}#char={start},{start + 30}"
    yield _line(fact, DG + "evidence", f"<{passage}>")
    yield from _typed(passage, "Passage")
    yield _line(passage, DG + "inDocument", f"<{DOCUMENT}>")
    yield _line(passage, DG + "passageStart", _integer(start))
    yield _line(passage, DG + "passageEnd", _integer(start + 30))


def _labels(iri: str, english: str, arabic: str | None) -> Iterator[str]:
    yield _line(iri, RDFS + "label", f'"{english}"@en')
    if arabic is not None:
        yield _line(iri, RDFS + "label", f'"{arabic}"@ar')


def _another(chance: random.Random, number: int, blocks: int) -> int:
    other = chance.randrange(blocks - 1)
    return other if other < number else other + 1


def _beside(number: int, other: int) -> int:
    return next(one for one in range(3) if one not in (number, other))


def _state(number: int) -> str:
    return f"{BASE}id/state/{number}"


def _office_iri(number: int, seat: int) -> str:
    return f"{BASE}id/office/{number}-{seat}"


def _leader(number: int, seat: int, turn: int) -> str:
    return f"{BASE}id/leader/{number}-{seat}-{turn}"


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} .\n"


def _integer(number: int) -> str:
    return f'"{number}"^^<{XSD}integer>'


def _edtf(text: str) -> str:
    return f'"{text}"^^<{EDTF}>'


def _date(day: str) -> str:
    return f'"{day}"^^<{XSD}date>'
