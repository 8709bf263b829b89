"""Facts changed one at a time, each as somebody might get them wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from diplograph.base.names import DG, EDTF, RDF
from diplograph.sources.passages import parse_passage
from diplograph.text.sentences import split_sentences

HEDGES = ("approximately", "nearly", "moreThan", "lessThan")
NUMBERS = {DG + "value", DG + "count"}
PEOPLE = {DG + p for p in ("visitor", "holder", "participant", "awarder", "recipient", "elected", "proposer")}
OFFICES = {DG + p for p in ("visitorOffice", "participantOffice", "office", "electedTo")}
PLACES = {DG + p for p in ("place", "destination", "endpoint", "capital", "formerCapital", "largestCity")}
STATES = {
    DG + p for p in ("hostState", "visitingState", "recogniser", "recognised", "separatedFrom", "from", "to")
}
CLASSES = {"Person": PEOPLE, "Office": OFFICES, "Place": PLACES, "State": STATES}


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: quads taken away, quads put in their place, and what kind of mistake it is."""

    kind: str
    gone: tuple[ox.Quad, ...]
    new: tuple[ox.Quad, ...]

    def __str__(self) -> str:
        shown = [
            f"{q.subject.value.rpartition('/id/')[2]} {q.predicate.value.rpartition('#')[2]} {q.object.value}"
            for q in self.gone + self.new
        ]  # type: ignore[union-attr]
        return f"{self.kind}: {' → '.join(shown)}"


def mutations(said: list[ox.Quad], text: str) -> Iterator[Mutation]:
    """Yield every single change of the kinds that the gate is there to catch.

    A change into what is said already, such as one of two participants into the other, states nothing
    false and is left out.
    """
    known = {(q.subject, q.predicate, q.object) for q in said}
    for mutation in _mutations(said, text):
        if not any((q.subject, q.predicate, q.object) in known for q in mutation.new):
            yield mutation


def _mutations(said: list[ox.Quad], text: str) -> Iterator[Mutation]:
    types = {
        (q.subject, q.object.value.rpartition("#")[2]) for q in said if q.predicate.value == RDF + "type"
    }  # type: ignore[union-attr]
    members = {name: sorted((s.value for s, t in types if t == name)) for name in CLASSES}  # type: ignore[union-attr]
    claims = {s for s, t in types if t == "Claim"}
    for quad in said:
        if quad.subject in claims or not isinstance(quad.subject, ox.NamedNode):
            continue
        value, predicate = quad.object, quad.predicate.value
        if isinstance(value, ox.Literal) and value.datatype.value == EDTF:
            for new in dates(value.value):
                yield change("date", quad, ox.Literal(new, datatype=value.datatype))
        elif isinstance(value, ox.Literal) and predicate in NUMBERS:
            for number in figures(value.value):
                yield change("figure", quad, ox.Literal(number, datatype=value.datatype))
        elif isinstance(value, ox.Literal) and predicate == DG + "ordinal":
            for step in (-1, 1, 2):
                if int(value.value) + step > 0:
                    yield change(
                        "ordinal", quad, ox.Literal(str(int(value.value) + step), datatype=value.datatype)
                    )
        elif predicate == DG + "hedge" and quad.object.value.rpartition("#")[2] in HEDGES:  # type: ignore[union-attr]
            yield Mutation("hedge", (quad,), ())
            for hedge in HEDGES:
                if DG + hedge != value.value:  # type: ignore[union-attr]
                    yield change("hedge", quad, ox.NamedNode(DG + hedge))
        for name, predicates in CLASSES.items():
            if predicate in predicates:
                for other in members[name]:
                    if other != value.value:  # type: ignore[union-attr]
                        yield change(name.lower(), quad, ox.NamedNode(other))
    yield from unhedged(said)
    yield from directions(said)
    yield from moved_passages(said, text, claims)


def change(kind: str, quad: ox.Quad, value: ox.NamedNode | ox.Literal) -> Mutation:
    return Mutation(kind, (quad,), (ox.Quad(quad.subject, quad.predicate, value, quad.graph_name),))


def dates(edtf: str) -> Iterator[str]:
    """Change a date by a day, a month or a year, in each part that it has."""
    parts = edtf.split("/")
    for position, part in enumerate(parts):
        if part in ("", ".."):
            continue
        for new in moved_dates(part):
            yield "/".join([*parts[:position], new, *parts[position + 1 :]])


def moved_dates(date: str) -> Iterator[str]:
    numbers = [int(number) for number in date.split("-")]
    for step in (-1, 1):
        yield "-".join([f"{numbers[0] + step:04}", *date.split("-")[1:]])
        if len(numbers) > 1:
            month = (numbers[1] - 1 + step) % 12 + 1
            yield "-".join([f"{numbers[0]:04}", f"{month:02}", *date.split("-")[2:]])
        if len(numbers) > 2:
            yield (datetime.date(*numbers) + datetime.timedelta(days=step)).isoformat()


def figures(number: str) -> Iterator[str]:
    """Change a figure by one digit, or by a scale."""
    for position, digit in enumerate(number):
        if digit.isdigit() and digit != "0":
            yield f"{number[:position]}{(int(digit) % 9) + 1}{number[position + 1 :]}"
    yield number + "0"
    yield number + "000"
    if number.endswith("000"):
        yield number[:-3]


def unhedged(said: list[ox.Quad]) -> Iterator[Mutation]:
    """Put a hedge on figures that have none."""
    hedged = {quad.subject for quad in said if quad.predicate.value == DG + "hedge"}
    for quad in said:
        if quad.predicate.value == DG + "value" and quad.subject not in hedged:
            for hedge in HEDGES:
                new = ox.Quad(
                    quad.subject, ox.NamedNode(DG + "hedge"), ox.NamedNode(DG + hedge), quad.graph_name
                )
                yield Mutation("hedge", (), (new,))


def directions(said: list[ox.Quad]) -> Iterator[Mutation]:
    """Turn each visit round."""
    hosts = {quad.subject: quad for quad in said if quad.predicate.value == DG + "hostState"}
    for quad in said:
        if quad.predicate.value == DG + "visitingState" and quad.subject in hosts:
            host = hosts[quad.subject]
            new = (
                ox.Quad(host.subject, host.predicate, quad.object, host.graph_name),
                ox.Quad(quad.subject, quad.predicate, host.object, quad.graph_name),
            )
            yield Mutation("direction", (host, quad), new)


def moved_passages(said: list[ox.Quad], text: str, claims: set[object]) -> Iterator[Mutation]:
    """Move a node's only passage to the sentence before or after."""
    cited: dict[object, list[ox.Quad]] = {}
    for quad in said:
        if quad.predicate.value == DG + "evidence" and quad.subject not in claims:
            cited.setdefault(quad.subject, []).append(quad)
    sentences = split_sentences(text, "ar")
    for quads in cited.values():
        (quad, *more) = quads
        passage = parse_passage(quad.object.value)  # type: ignore[union-attr]
        if more or passage is None:
            continue
        here = next(i for i, (start, end) in enumerate(sentences) if start <= passage.start < end)
        for there in (here - 1, here + 1):
            if 0 <= there < len(sentences):
                start, end = sentences[there]
                yield change("passage", quad, ox.NamedNode(f"{passage.document}#char={start},{end}"))
