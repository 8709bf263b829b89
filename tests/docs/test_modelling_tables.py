"""The tables *sentence → statement* of the pages on modelling: every row builds, conforms, and no kind is left out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict

import pyoxigraph as ox
import pytest

from diplograph.base.names import DG, PREFIXES, RDF, RDFS
from diplograph.checks.findings import CheckKind, Finding
from diplograph.checks.validation import validate
from diplograph.snapshot.build import Graph, assemble
from diplograph.snapshot.inference import load_rules
from diplograph.sources.listing import find_sources
from diplograph.sources.project import Project
from helpers import ROOT
from pages import BLOCKS, FACTS, ROWS, SOURCES, TEXT, Block, Row, make_example

DOCUMENT = "sentences"
TEXT_OF_ROWS = "\n".join(f"{row.sentence}\n{row.arabic}".rstrip() for row in ROWS)
SCHEME = f"{DG}scheme"
IN_SCHEME = f"{PREFIXES['skos']}inScheme"
DEFINITION = f"{PREFIXES['skos']}definition"
PATH = "http://www.w3.org/ns/shacl#path"
_LETTERS = str.maketrans("0123456789", "abcdefghij")  # in a label, a number would be a figure of the fact
ABOUT_A_PASSAGE = re.compile(r"^a dg:(SourceIssue|Omission)\b")


def statement(row: Row, start: int) -> str:
    """Return the statement of a row in full: with labels, and with its sentence as the passage."""
    label = row.sentence.replace('"', '\\"')
    passage = f"<document/{DOCUMENT}#char={start},{start + len(row.sentence.rstrip('.'))}>"
    cites = "dg:aboutPassage" if ABOUT_A_PASSAGE.match(row.statement) else "dg:evidence"
    arabic = row.arabic or f"مثال: {row.name.translate(_LETTERS)}"
    return (
        f'<{row.iri}> rdfs:label "{label}"@en , "{arabic}"@ar ; {cites} {passage} ;\n    {row.statement} .\n'
    )


def rows_in_full() -> Block:
    register = (
        f'<document/{DOCUMENT}> a dg:Document ; rdfs:label "Sentences"@en , "جمل"@ar ; dcterms:language "en" ;\n'
        f"    dg:length {len(TEXT_OF_ROWS)} ;\n"
        f'    dg:sha256 "{hashlib.sha256(TEXT_OF_ROWS.encode()).hexdigest()}" .\n'
    )
    start, parts = 0, [register]
    for row in ROWS:
        start = TEXT_OF_ROWS.index(row.sentence, start)
        parts.append(statement(row, start))
    return Block("turtle", "# data/rows/rows.ttl\n" + "".join(parts), 0, "rows")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Project:
    extra = [block for block in BLOCKS if block.info == "turtle rows"]
    facts = [*FACTS, *extra, rows_in_full()]
    return make_example(tmp_path_factory.mktemp("rows"), facts, {**SOURCES, DOCUMENT: TEXT_OF_ROWS})


@pytest.fixture(scope="module")
def graph(example: Project) -> Graph:
    return assemble(example, find_sources(example), load_rules(example.ontology / "rules"))


@pytest.fixture(scope="module")
def findings(example: Project) -> list[Finding]:
    return list(validate(example).findings)


def test_there_are_fifty_sentences_before_anything_else() -> None:
    assert [row.name for row in ROWS[:51]][:50] == [str(number) for number in range(1, 51)]
    assert not ROWS[50].name.isdigit()
    assert TEXT.index("| 1 |") < TEXT.index("## Contents")
    assert sum(bool(row.arabic) for row in ROWS) > 20


def test_each_row_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(row.iri for row in ROWS).items() if times > 1] == []


@pytest.mark.slow
def test_every_row_conforms(findings: list[Finding]) -> None:
    found = [finding for finding in findings if finding.kind is CheckKind.SHAPE]
    assert [f"{finding.focus}: {finding.message('en')}" for finding in found] == []


@pytest.mark.slow
def test_words_of_every_sentence_state_its_values(findings: list[Finding]) -> None:
    """The gate finds nothing: no date, number, hedge or name that the sentence does not have."""
    found = [finding for finding in findings if finding.kind is CheckKind.GATE]
    assert [f"{finding.focus}: {finding.message('en')}" for finding in found] == []


def test_every_kind_is_used_by_an_example(graph: Graph) -> None:
    """Each concept of a scheme that a property takes its values from is a value of that property."""
    shapes = ox.Store()
    shapes.load(path=str(ROOT / "ontology" / "shapes" / "properties.ttl"), format=ox.RdfFormat.TURTLE)
    schemes: dict[str, set[str]] = defaultdict(set)
    for shape in shapes.quads_for_pattern(None, ox.NamedNode(SCHEME), None):
        for path in shapes.quads_for_pattern(shape.subject, ox.NamedNode(PATH), None):
            schemes[shape.object.value].add(path.object.value)
    quads = [*graph.asserted, *graph.inferred]
    used = {
        (quad.predicate.value, quad.object.value) for quad in quads if isinstance(quad.object, ox.NamedNode)
    }
    concepts = [
        (quad.subject.value, quad.object.value)
        for quad in graph.asserted
        if quad.predicate.value == IN_SCHEME and quad.object.value in schemes
    ]
    assert len(concepts) > 300
    unused = [
        concept
        for concept, scheme in concepts
        if not any((path, concept) in used for path in schemes[scheme])
    ]
    assert unused == []


def test_every_class_is_used_by_an_example(graph: Graph) -> None:
    classes = {
        quad.subject.value
        for quad in graph.asserted
        if quad.predicate.value == f"{RDF}type"
        and quad.object == ox.NamedNode("http://www.w3.org/2002/07/owl#Class")
        and quad.subject.value.startswith(DG)
    }
    used = {
        quad.object.value
        for quad in [*graph.asserted, *graph.inferred]
        if quad.predicate.value == f"{RDF}type"
    }
    of_wordings = {DG + name for name in ("Wording", "StandingWording", "OtherWording")}  # never in a graph
    assert classes - used == of_wordings


def test_every_concept_of_the_vocabularies_is_on_a_page(graph: Graph) -> None:
    named = {DG + name for name in re.findall(r"dg:(\w+)", TEXT)}
    concepts = {quad.subject.value for quad in graph.asserted if quad.predicate.value == IN_SCHEME}
    assert concepts - named == set()


def test_meanings_are_those_of_the_vocabulary(graph: Graph) -> None:
    rows = re.findall(r"^\| `dg:(\w+)` \| ([^|`]+), ([^|`,]+) \| ([^|`]+) \|$", TEXT, re.MULTILINE)
    said = {
        (quad.subject.value, quad.object.value)
        for quad in graph.asserted
        if quad.predicate.value in {f"{RDFS}label", DEFINITION} and isinstance(quad.object, ox.Literal)
    }
    assert len(rows) > 30
    assert [name for name, *texts in rows if not all((DG + name, text) in said for text in texts)] == []
