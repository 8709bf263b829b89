"""Data graphs and shapes drawn by chance, small enough to look at when engines disagree about them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PREFIXES = """\
@prefix sh:   <http://www.w3.org/ns/shacl#> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf:  <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
NODES = [f"e:n{number}" for number in range(7)]
CLASSES = ["e:A", "e:B", "e:C"]
PROPERTIES = ["e:p", "e:q", "e:r"]
LITERALS = [
    "1", "2", "10", "-3", "1.5", "2.0", "1.50", "1e1", "true", "false",
    '"1"', '"word"', '"longer words"', '""', '"WORD"', '"word"@en', '"word"@en-GB', '"mot"@fr', '"كلمة"@ar',
    '"2001-02-03"^^xsd:date', '"2004-02-29"^^xsd:date', '"1999-12-31"^^xsd:date',
    '"2001-02-03T04:05:06"^^xsd:dateTime', '"2001-02-03T04:05:06Z"^^xsd:dateTime',
    '"7"^^xsd:byte', '"300"^^xsd:byte', '"5"^^xsd:nonNegativeInteger', '"-5"^^xsd:nonNegativeInteger',
    '"2001"^^xsd:gYear', '"x"^^e:datatype',
]  # fmt: skip
DATATYPES = ["xsd:integer", "xsd:decimal", "xsd:string", "xsd:date", "xsd:dateTime", "xsd:byte", "xsd:boolean",
             "xsd:nonNegativeInteger", "xsd:gYear", "rdf:langString", "e:datatype"]  # fmt: skip
KINDS = ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
BOUNDS = ["1", "2.0", "5", '"2001-06-01"^^xsd:date', '"m"']


@dataclass(frozen=True)
class Case:
    """A data graph and shapes in Turtle."""

    data: str
    shapes: str


def draw_case(
    chance: Random, name: str = "x", *, avoid: tuple[str, ...] = (), without: tuple[str, ...] = ()
) -> Case:
    """Draw a case, in a namespace of its own so that many can be put into one graph.

    Args:
        chance: Where the choices come from.
        name: The namespace.
        avoid: How constraints start that are not drawn; after ``path:`` not in property shapes, after
            ``node:`` not in node shapes.
        without: Literals that are not drawn.
    """
    prefixes = f"{PREFIXES}@prefix e: <urn:{name}:> .\n"
    return Case(prefixes + _data(chance, name, without), prefixes + _Shapes(chance, avoid, without).text())


def _data(chance: Random, name: str, without: tuple[str, ...]) -> str:
    literals = [literal for literal in LITERALS if literal not in without]
    lines = ["e:B rdfs:subClassOf e:A ."]
    for node in NODES:
        for one in chance.sample(CLASSES, chance.choice((0, 1, 1, 2))):
            lines.append(f"{node} a {one} .")
    for _ in range(chance.randint(5, 30)):
        value = chance.choice(
            (chance.choice(NODES), chance.choice(NODES), chance.choice(literals), f"_:{name}")
        )
        subject = chance.choice((*NODES, f"_:{name}"))
        lines.append(f"{subject} {chance.choice(PROPERTIES)} {value} .")
    if chance.random() < 0.2:
        lines.append(f'{chance.choice(NODES)} {chance.choice(PROPERTIES)} "one"@en , "two"@en , "un"@fr .')
    return "\n".join(lines) + "\n"


class _Shapes:
    def __init__(self, chance: Random, avoid: tuple[str, ...], without: tuple[str, ...]) -> None:
        self._chance = chance
        self._avoid = avoid
        self._literals = [literal for literal in LITERALS if literal not in without]
        self._lines: list[str] = []
        self._count = 0

    def text(self) -> str:
        for _ in range(self._chance.randint(1, 3)):
            self._shape(2, is_target=True)
        return "\n".join(self._lines) + "\n"

    def _shape(self, depth: int, *, is_target: bool = False, is_property: bool | None = None) -> str:
        chance = self._chance
        self._count += 1
        name = f"e:shape{self._count}"
        has_path = chance.random() < 0.4 if is_property is None else is_property
        parts = [f"a sh:{'PropertyShape' if has_path else 'NodeShape'}"]
        if is_target:
            parts += [self._target() for _ in range(chance.choice((1, 1, 2)))]
        if has_path:
            parts.append(f"sh:path {self._path()}")
        for _ in range(chance.choice((1, 1, 2))):
            parts.append(self._constraint(depth, has_path))
        if depth and chance.random() < 0.5:
            parts.append(f"sh:property {self._shape(depth - 1, is_property=True)}")
        self._lines.append(f"{name} {' ; '.join(dict.fromkeys(_single(parts)))} .")
        return name

    def _target(self) -> str:
        chance = self._chance
        return chance.choice((
            f"sh:targetClass {chance.choice(CLASSES)}",
            f"sh:targetNode {chance.choice(NODES)}",
            f"sh:targetSubjectsOf {chance.choice(PROPERTIES)}",
            f"sh:targetObjectsOf {chance.choice(PROPERTIES)}",
        ))  # fmt: skip

    def _path(self) -> str:
        chance = self._chance
        one, other = chance.choice(PROPERTIES), chance.choice(PROPERTIES)
        return chance.choice((
            one, one, one, one,
            f"[ sh:inversePath {one} ]",
            f"( {one} {other} )",
            f"( [ sh:inversePath {one} ] {other} )",
            f"[ sh:alternativePath ( {one} {other} ) ]",
            f"[ sh:zeroOrMorePath {one} ]",
            f"[ sh:oneOrMorePath {one} ]",
            f"[ sh:zeroOrOnePath {one} ]",
        ))  # fmt: skip

    def _constraint(self, depth: int, has_path: bool) -> str:
        chance = self._chance
        simple = [
            f"sh:class {chance.choice(CLASSES)}",
            f"sh:datatype {chance.choice(DATATYPES)}",
            f"sh:nodeKind sh:{chance.choice(KINDS)}",
            f"sh:minInclusive {chance.choice(BOUNDS)}",
            f"sh:maxInclusive {chance.choice(BOUNDS)}",
            f"sh:minExclusive {chance.choice(BOUNDS)}",
            f"sh:maxExclusive {chance.choice(BOUNDS)}",
            f"sh:minLength {chance.randint(0, 6)}",
            f"sh:maxLength {chance.randint(0, 6)}",
            f'sh:pattern "{chance.choice(("^w", "o", "1", "^.{3}$", "urn"))}"',
            'sh:pattern "^W" ; sh:flags "i"',
            f'sh:languageIn ( {chance.choice((chr(34) + "en" + chr(34), chr(34) + "ar" + chr(34)))} "fr" )',
            f"sh:hasValue {chance.choice((*NODES, *self._literals))}",
            f"sh:in ( {' '.join(chance.sample(NODES, 3))} {chance.choice(self._literals)} )",
            f"sh:equals {chance.choice(PROPERTIES)}",
            f"sh:disjoint {chance.choice(PROPERTIES)}",
            f"sh:closed true ; sh:ignoredProperties ( rdf:type {chance.choice(PROPERTIES)} )",
        ]
        whole = [
            f"sh:minCount {chance.randint(0, 3)}",
            f"sh:maxCount {chance.randint(0, 2)}",
            "sh:uniqueLang true",
            f"sh:lessThan {chance.choice(PROPERTIES)}",
            f"sh:lessThanOrEquals {chance.choice(PROPERTIES)}",
        ]
        choices = simple + (whole * 2 if has_path else [])
        place = "path:" if has_path else "node:"
        avoid = (*self._avoid, *(one.removeprefix(place) for one in self._avoid))
        choices = [choice for choice in choices if not choice.startswith(avoid)] or ["sh:nodeKind sh:IRI"]
        if depth and chance.random() < 0.4:
            return self._logical(depth, has_path)
        return chance.choice(choices)

    def _logical(self, depth: int, has_path: bool) -> str:
        chance = self._chance
        kind = chance.choice(("node", "not", "and", "or", "xone", *(["qualified"] * 2 if has_path else [])))
        if kind in ("node", "not"):
            return f"sh:{kind} {self._shape(depth - 1, is_property=False if kind == 'node' else None)}"
        if kind == "qualified":
            bound = chance.choice(("Min", "Max"))
            return (
                f"sh:qualifiedValueShape {self._shape(depth - 1)} ; "
                f"sh:qualified{bound}Count {chance.randint(0, 2)}"
            )
        members = " ".join(self._shape(depth - 1) for _ in range(chance.randint(1, 3)))
        return f"sh:{kind} ( {members} )"


def _single(parts: list[str]) -> list[str]:
    """Leave out what a shape may have only once."""
    kept: dict[str, str] = {}
    for part in parts:
        name = part.split(" ", 1)[0]
        many = name in ("sh:class", "sh:hasValue", "sh:not", "sh:and", "sh:or", "sh:property", "sh:node")
        kept.setdefault(part if many or name.startswith("sh:target") else name, part)
    return list(kept.values())
