"""The examples of the pages on modelling: one graph that builds, conforms and answers as they say."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base import edtf
from diplograph.base.names import BASE, DG, RDF
from diplograph.questions.results import write
from diplograph.snapshot.build import Graph, assemble
from diplograph.snapshot.inference import load_rules
from diplograph.sources.listing import find_sources
from diplograph.sources.passages import Passage, parse_passage
from diplograph.sources.project import Project
from diplograph.sparql.engine import ask
from helpers import ROOT
from pages import BLOCKS, EXPANDED, FACTS, HEAD, INFERRED, QUESTIONS, SOURCES, TEXT, Block, make_example

SHAPES = ROOT / "ontology" / "shapes"
WIDTH = 110  # of the tables on the page
OWL = "http://www.w3.org/2002/07/owl#"
TARGET_CLASS = "http://www.w3.org/ns/shacl#targetClass"
CONSOLE = [block for block in BLOCKS if block.info == "console"]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_example(tmp_path_factory.mktemp("example"), FACTS)


@pytest.fixture(scope="module")
def graph(example: Project) -> Graph:
    return assemble(example, find_sources(example), load_rules(example.ontology / "rules"))


@pytest.fixture(scope="module")
def store(graph: Graph) -> ox.Store:
    store = ox.Store()
    store.extend(graph.quads)
    return store


def triples(block: Block) -> list[str]:
    parsed = ox.parse((HEAD.text + block.text).encode(), format=ox.RdfFormat.TURTLE)
    return [str(ox.Triple(t.subject, t.predicate, t.object)) for t in parsed]


# --- The graph.


def test_graph_passes_shapes_and_gate_and_every_exemption_is_used(example: Project, graph: Graph) -> None:
    from diplograph.checks.exemptions import read_exemptions
    from diplograph.checks.findings import CheckKind
    from diplograph.checks.validation import validate

    report = validate(example)
    found = [finding for finding in report.findings if finding.kind in {CheckKind.SHAPE, CheckKind.GATE}]
    exemptions = read_exemptions(graph.asserted)
    assert [f"{finding.focus}: {finding.message('en')}" for finding in found] == []
    assert exemptions
    assert {finding.focus for finding in report.accepted} == {
        node for one in exemptions for node in one.nodes
    }


@pytest.mark.parametrize("block", INFERRED, ids=str)
def test_build_infers_what_the_page_says(block: Block, graph: Graph) -> None:
    inferred = {str(quad.triple) for quad in graph.inferred}
    assert triples(block), "the block is empty"
    assert [triple for triple in triples(block) if triple not in inferred] == []


@pytest.mark.parametrize("block", EXPANDED, ids=str)
def test_build_describes_passages_as_the_page_says(block: Block, graph: Graph) -> None:
    evidence = {str(q.triple) for q in graph.asserted if str(q.graph_name) == f"<{BASE}graph/evidence>"}
    assert [triple for triple in triples(block) if triple not in evidence] == []


@pytest.mark.parametrize(("question", "answer"), QUESTIONS, ids=lambda block: str(block))
def test_question_has_the_answer_shown(question: Block, answer: Block, store: ox.Store) -> None:
    assert answer.info == "text", f"{question}: no answer follows"
    stream = io.BytesIO()
    write(ask(store, question.text), "table", stream, width=WIDTH)
    assert stream.getvalue().decode() == answer.text


# --- The walk-through: its commands run in a project that holds only what stands above them.


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output shown below it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        first, _, rest = part.partition("\n")
        if first.endswith("<<'END'"):
            document, end, rest = rest.partition("\nEND\n")
            first += f"\n{document}{end}"
        yield first, rest


def test_commands_print_what_the_page_shows(tmp_path: Path) -> None:
    walk_through = CONSOLE[0].section
    project = make_example(tmp_path, [block for block in FACTS if block.section == walk_through])
    environment = {name: value for name, value in os.environ.items() if name != "DIPLOGRAPH_DOCUMENTS"}
    environment |= {"LC_ALL": "C.UTF-8", "COLUMNS": str(WIDTH)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    for script, output in (pair for block in CONSOLE for pair in commands(block)):
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=project.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        pattern = ".*".join(re.escape(part) for part in output.split("…\n"))
        assert done.returncode == 0, done.stderr
        assert re.fullmatch(pattern, done.stdout, re.DOTALL), f"{script}\n{done.stdout}"


# --- The invented sources.


def passages(graph: Graph, *properties: str) -> list[Passage]:
    found = []
    for quad in graph.asserted:
        if quad.predicate.value in {DG + name for name in properties}:
            assert isinstance(quad.object, ox.NamedNode)
            passage = parse_passage(quad.object.value)
            assert passage is not None, quad
            found.append(passage)
    return found


def test_sentences_quoted_stand_in_a_source() -> None:
    sentences = {line for text in SOURCES.values() for line in text.splitlines()}
    quoted = [line.removesuffix("\\") for line in re.findall(r"^> (.*)$", TEXT, re.MULTILINE)]
    assert quoted
    assert [line for line in quoted if line not in sentences] == []


@pytest.mark.parametrize("name", SOURCES)
def test_source_is_registered_with_its_length_and_hash(name: str, graph: Graph) -> None:
    text = SOURCES[name]
    assert unicodedata.is_normalized("NFC", text)
    said = {
        quad.predicate.value.removeprefix(DG): quad.object.value
        for quad in graph.asserted
        if quad.subject == ox.NamedNode(f"{BASE}document/{name}") and isinstance(quad.object, ox.Literal)
    }
    assert (said["length"], said["sha256"]) == (str(len(text)), hashlib.sha256(text.encode()).hexdigest())


def test_every_passage_lies_in_its_source_and_on_words(graph: Graph) -> None:
    for passage in passages(graph, "evidence", "aboutPassage"):
        text = SOURCES[passage.document.removeprefix(f"{BASE}document/")]
        assert 0 <= passage.start < passage.end <= len(text)
        words = text[passage.start : passage.end]
        for edge in (passage.start, passage.end):
            assert not (text[edge - 1 : edge].isalnum() and text[edge].isalnum()), f"{passage}: {words!r}"
        assert words[0].isalnum(), f"{passage}: {words!r}"
        assert words[-1].isalnum(), f"{passage}: {words!r}"


@pytest.mark.parametrize("name", SOURCES)
def test_every_sentence_is_cited_or_left_out(name: str, graph: Graph) -> None:
    text = SOURCES[name]
    document = f"{BASE}document/{name}"
    cited = [p for p in passages(graph, "evidence", "aboutPassage") if p.document == document]
    missing = [
        match[0]
        for match in re.finditer(r"\S.*", text)
        if not any(p.start < match.end() and match.start() < p.end for p in cited)
    ]
    assert missing == []


# --- What the pages say in words and tables.


def test_pages_name_every_class_and_property(graph: Graph) -> None:
    kinds = {OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
    terms = {
        quad.subject.value.removeprefix(DG)
        for quad in graph.asserted
        if quad.predicate.value == RDF + "type"
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value in kinds
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(DG)
    }
    assert terms
    assert sorted(terms - set(re.findall(r"dg:(\w+)", TEXT))) == []


def test_pages_name_no_term_that_the_ontology_or_shapes_lack(graph: Graph) -> None:
    known = {quad.subject.value for quad in graph.asserted if isinstance(quad.subject, ox.NamedNode)}
    for path in SHAPES.rglob("*.ttl"):
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode):
                known.add(triple.subject.value)
    own = {
        name
        for block in BLOCKS
        if block.info == "turtle rows"
        for name in re.findall(r"^dg:(\w+)", block.text, re.MULTILINE)
    }
    named = set(re.findall(r"dg:(\w+)", TEXT)) - own
    assert sorted(name for name in named if DG + name not in known) == []


def test_table_of_classes_is_that_of_the_ontology(graph: Graph) -> None:
    classes = {quad.subject for quad in graph.asserted if quad.object == ox.NamedNode(OWL + "Class")}
    module = {
        quad.subject.value.removeprefix(DG): quad.object.value.removeprefix(BASE)
        for quad in graph.asserted
        if quad.predicate.value == "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
        and quad.subject in classes
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    }
    shown = re.findall(r"^\| `dg:(\w+)` \|[^|]*\| \[`(ontology/\w+)\.ttl`\]", TEXT, re.MULTILINE)
    assert dict(shown) == module


def test_table_of_classes_gives_their_shapes() -> None:
    rows = re.findall(
        r"^\| `dg:(\w+)` \|[^|]*\|[^|]*\| \[`dg:(\w+)`\]\(\.\./([^)]+)\) \|$", TEXT, re.MULTILINE
    )
    assert len(rows) == len(re.findall(r"^\| `dg:.*\]\(\.\./ontology/", TEXT, re.MULTILINE))
    for class_, shape, path in rows:
        target = ox.Triple(ox.NamedNode(DG + shape), ox.NamedNode(TARGET_CLASS), ox.NamedNode(DG + class_))
        said = ox.parse(path=str(ROOT / path), format=ox.RdfFormat.TURTLE)
        assert any(str(ox.Triple(t.subject, t.predicate, t.object)) == str(target) for t in said), shape


def test_table_of_dates_gives_their_bounds() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+ \| ([-0-9]*) ?\| ([-0-9]*) ?\|$", TEXT, re.MULTILINE)
    assert len(rows) > 8
    for written, first, last in rows:
        bounds = edtf.bounds(written)
        assert (str(bounds.earliest or ""), str(bounds.latest or "")) == (first, last), written
