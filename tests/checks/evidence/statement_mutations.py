"""False statements made of true words: facts with a value of their neighbour, another kind, exchanged roles.

Each change is one that a person or a program might make who has the words before them and reads them wrongly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from diplograph.base.names import DG, EDTF, PREFIXES, RDF, RDFS
from diplograph.sources.passages import parse_passage
from diplograph.text.sentences import split_sentences

ROLES = (
    ("visitingState", "hostState"),
    ("recogniser", "recognised"),
    ("from", "to"),
    ("sendingState", "receivingState"),
    ("awarder", "recipient"),
    ("agent", "concerns"),
    ("payer", "payee"),
)
SCHEME = PREFIXES["skos"] + "inScheme"
BROADER = PREFIXES["skos"] + "broader"
FIGURES = {DG + "value", DG + "count"}
NEIGHBOURS = 3  # values of others that are tried for each value
OTHER_KINDS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed of one fact.

    Attributes:
        kind: The kind of mistake.
        node: The fact.
        gone: What is taken away.
        new: What stands in its place.
    """

    kind: str
    node: str
    gone: tuple[ox.Quad, ...]
    new: tuple[ox.Quad, ...]

    def __str__(self) -> str:
        shown = [
            f"{q.predicate.value.rpartition('#')[2]} {str(q.object.value).rpartition('/id/')[2]}"  # type: ignore[union-attr]
            for q in (*self.gone, *self.new)
        ]
        return f"{self.kind}: {self.node.rpartition('/id/')[2]}: {' → '.join(shown)}"


class World:
    """The asserted facts as the changes need them.

    Args:
        said: What is asserted, the vocabulary included.
        texts: The text of each document, by IRI.
        languages: Its language.
    """

    def __init__(
        self, said: Sequence[ox.Quad], texts: Mapping[str, str], languages: Mapping[str, str]
    ) -> None:
        self.texts = texts
        self.about: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in said:
            if isinstance(quad.subject, ox.NamedNode):
                self.about[quad.subject.value].append(quad)
        self.sentences = {iri: split_sentences(text, languages[iri]) for iri, text in texts.items()}
        self.cited = {iri: places for iri in self.about if (places := self._places(iri))}
        self.in_sentence: dict[tuple[str, int], set[str]] = defaultdict(set)
        for iri, places in self.cited.items():
            for place in places:
                self.in_sentence[place].add(iri)
        self.scheme = {
            iri: q.object.value
            for iri, quads in self.about.items()
            for q in quads
            if q.predicate.value == SCHEME
        }  # type: ignore[union-attr]
        self.kinds: dict[str, list[str]] = defaultdict(list)
        for kind, scheme in sorted(self.scheme.items()):
            self.kinds[scheme].append(kind)

    def types(self, iri: str) -> set[str]:
        return {q.object.value for q in self.about[iri] if q.predicate.value == RDF + "type"}  # type: ignore[union-attr]

    def facts(self) -> Iterator[str]:
        """Yield the facts that cite a document, claims and what is not stated left out."""
        for iri in sorted(self.cited):
            if self.types(iri).isdisjoint(
                {DG + "Claim", DG + "NotStated", DG + "SourceIssue", DG + "Omission"}
            ):
                yield iri

    def _places(self, iri: str) -> list[tuple[str, int]]:
        found = []
        for quad in self.about[iri]:
            passage = (
                parse_passage(str(quad.object.value)) if quad.predicate.value == DG + "evidence" else None
            )  # type: ignore[union-attr]
            if passage and passage.document in self.sentences:
                spans = self.sentences[passage.document]
                index = next((i for i, (s, e) in enumerate(spans) if s <= passage.start < e), None)
                if index is not None:
                    found.append((passage.document, index))
        return found

    def neighbours(self, iri: str) -> Iterator[ox.Quad]:
        """Yield what is said of others in the sentences of a fact and in those beside them, the nearest first."""
        for step in (0, -1, 1):
            for document, index in self.cited[iri]:
                for other in sorted(self.in_sentence.get((document, index + step), ())):
                    if other != iri and DG + "Claim" not in self.types(other):
                        yield from self.about[other]


def changes(world: World) -> Iterator[Change]:
    """Yield every change of the facts of a world."""
    for iri in world.facts():
        yield from _borrowed(world, iri)
        yield from _kinds(world, iri)
        yield from _roles(world, iri)
        yield from _labels(world, iri)
        yield from _widened(world, iri)


def _sort(world: World, quad: ox.Quad) -> str:
    """Return of what sort a value is, so that only its like stands in its place; empty where none may."""
    term, predicate = quad.object, quad.predicate.value
    if isinstance(term, ox.Literal):
        if term.datatype.value == EDTF:
            return "date"
        return "figure" if predicate in FIGURES else "ordinal" if predicate == DG + "ordinal" else ""
    if isinstance(term, ox.NamedNode) and predicate.startswith(DG) and predicate != DG + "asOf":
        types = world.types(term.value)
        return next((name for name in ("State", "Person", "Place", "Office") if DG + name in types), "")
    return ""


def _borrowed(world: World, iri: str) -> Iterator[Change]:
    """Put a value of a neighbour into the place of a fact's own."""
    own = {q.object for q in world.about[iri]}
    for quad in world.about[iri]:
        sort = _sort(world, quad)
        if not sort:
            continue
        others = [q.object for q in world.neighbours(iri) if _sort(world, q) == sort]
        for other in [one for one in dict.fromkeys(others) if one not in own][:NEIGHBOURS]:
            new = ox.Quad(quad.subject, quad.predicate, other, quad.graph_name)
            yield Change(f"borrowed {sort.lower()}", iri, (quad,), (new,))


def _kinds(world: World, iri: str) -> Iterator[Change]:
    """Exchange the kind of a fact for others of the same scheme."""
    for quad in world.about[iri]:
        kind = getattr(quad.object, "value", "")
        if not quad.predicate.value.startswith(DG) or kind not in world.scheme:
            continue
        scheme = world.scheme[kind]
        if scheme.endswith(("hedges", "units", "issueKinds", "statuses")):
            continue
        kinds = world.kinds[scheme]
        place = kinds.index(kind)
        related = {q.object.value for q in world.about[kind] if q.predicate.value == BROADER}  # type: ignore[union-attr]
        own = {getattr(q.object, "value", "") for q in world.about[iri]}
        others = [
            one
            for one in (kinds[place + 1 :] + kinds[:place])
            if one not in related | own
            and kind not in {q.object.value for q in world.about[one] if q.predicate.value == BROADER}  # type: ignore[union-attr]
        ]
        for other in others[:OTHER_KINDS]:
            new = ox.Quad(quad.subject, quad.predicate, ox.NamedNode(other), quad.graph_name)
            yield Change("other kind", iri, (quad,), (new,))


def _roles(world: World, iri: str) -> Iterator[Change]:
    """Exchange what fills two roles."""
    by_name = {q.predicate.value.removeprefix(DG): q for q in world.about[iri]}
    for one, other in ROLES:
        first, second = by_name.get(one), by_name.get(other)
        if first and second and first.object != second.object:
            new = (
                ox.Quad(first.subject, first.predicate, second.object, first.graph_name),
                ox.Quad(second.subject, second.predicate, first.object, second.graph_name),
            )
            yield Change("exchanged roles", iri, (first, second), new)


def _labels(world: World, iri: str) -> Iterator[Change]:
    """Change the year or a figure in a label, or a state that it names."""
    if world.types(iri) & {DG + "Place", DG + "Person", DG + "State", DG + "Office", DG + "Topic"}:
        return  # names, which are looked up in the text
    states = [
        q.object
        for one, quads in sorted(world.about.items())
        if DG + "State" in world.types(one)
        for q in quads
        if q.predicate.value == RDFS + "label"
    ]
    for quad in world.about[iri]:
        label = quad.object
        if quad.predicate.value != RDFS + "label" or not isinstance(label, ox.Literal):
            continue
        year = re.search(r"\b(1[89]|20)\d\d\b", label.value)
        if year:
            changed = f"{label.value[: year.start()]}{int(year[0]) + 1}{label.value[year.end() :]}"
            yield _relabelled("label: year", iri, quad, changed)
        names = [s.value for s in states if s.language == label.language]  # type: ignore[union-attr]
        for name, other in pairwise([*names, *names[:1]]):
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", label.value)
            if found:
                changed = label.value[: found.start()] + other + label.value[found.end() :]
                yield _relabelled("label: name", iri, quad, changed)
                break


def _relabelled(kind: str, iri: str, quad: ox.Quad, text: str) -> Change:
    label = quad.object
    assert isinstance(label, ox.Literal)
    new = ox.Quad(quad.subject, quad.predicate, ox.Literal(text, language=label.language), quad.graph_name)
    return Change(kind, iri, (quad,), (new,))


def _widened(world: World, iri: str) -> Iterator[Change]:
    """Widen a passage by the sentence before or after."""
    for quad in world.about[iri]:
        passage = parse_passage(str(quad.object.value)) if quad.predicate.value == DG + "evidence" else None  # type: ignore[union-attr]
        if passage is None or passage.document not in world.sentences:
            continue
        spans = world.sentences[passage.document]
        here = next((i for i, (s, e) in enumerate(spans) if s <= passage.start < e), None)
        if here is None:
            continue
        wider = []
        if here > 0:
            wider.append((spans[here - 1][0], passage.end))
        if here + 1 < len(spans):
            wider.append((passage.start, spans[here + 1][1]))
        for start, end in wider:
            new = ox.NamedNode(f"{passage.document}#char={start},{end}")
            yield Change(
                "passage widened",
                iri,
                (quad,),
                (ox.Quad(quad.subject, quad.predicate, new, quad.graph_name),),
            )


# --- WORDS PUT INTO THE TEXT

AUXILIARIES = {"was", "were", "is", "are", "has", "have", "had", "been", "be"}
ENGLISH_NOUN = re.compile(
    r"(?:ion|ment|ance|ence|ship|al|ure|ing|ty|visit|visits|trade|talks|relations|treaty|war)\Z", re.I
)
ARABIC_NOUN = re.compile(
    r"\A[وف]?(?:ب|ل|ك)?ال|ة\Z|\A[بل]\w|ات\Z|\A(?:استئناف|قطع|اعتراف|توقيع|افتتاح|انتخاب|إعلان|إنشاء|قيام|تعاون|علاقات|تبادل|مساحة)"
)


def negated(text: str, start: int, end: int, language: str) -> tuple[int, str]:
    """Return where words go into a text that take back what the words between two places state, and which."""
    word = text[start:end]
    if language == "ar":
        if word[0] in "وف" and not ARABIC_NOUN.search(word):
            return start + 1, "لم "  # after the conjunction
        return start, "إلغاء " if ARABIC_NOUN.search(word) else "لم "
    if word.lower() in AUXILIARIES:
        return end, " not"
    before = re.search(r"(\w+)\s+\Z", text[:start])
    if before and before[1].lower() in AUXILIARIES:
        return start, "not "
    return start, "cancelled " if ENGLISH_NOUN.search(word) else "did not "


def inserted(text: str, words: Sequence[tuple[int, str]]) -> str:
    """Return a text with words put in at some places, in order."""
    parts, last = [], 0
    for place, word in words:
        parts += [text[last:place], word]
        last = place
    return "".join([*parts, text[last:]])


def moved(quads: Sequence[ox.Quad], document: str, words: Sequence[tuple[int, str]]) -> list[ox.Quad]:
    """Return quads whose passages of a document are where they stand after words were put in."""

    def place(old: int) -> int:
        return old + sum(len(word) for at, word in words if at < old)

    found = []
    for quad in quads:
        passage = parse_passage(str(quad.object.value)) if isinstance(quad.object, ox.NamedNode) else None
        if passage and passage.document == document:
            start, end = place(passage.start), place(passage.end)
            iri = ox.NamedNode(f"{document}#char={start},{end}")
            quad = ox.Quad(quad.subject, quad.predicate, iri, quad.graph_name)
        found.append(quad)
    return found
