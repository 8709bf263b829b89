"""The measure of acceptance: long sentences of invented documents, and true statements of them."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from diplograph.base.names import DG, RDF
from diplograph.checks.evidence.examine import examine
from diplograph.checks.evidence.verdicts import Check, Verdict
from diplograph.checks.findings import CheckKind, Severity
from diplograph.checks.validation import validate
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.documents import Document, find_copy, read_copy, read_register
from diplograph.sources.passages import Passage, parse_passage
from diplograph.sources.project import Project, load
from diplograph.text.sentences import split_sentences
from helpers import ROOT

STATEMENTS = {
    DG + name
    for name in [
        "Award",
        "Communication",
        "Conference",
        "Event",
        "Meeting",
        "Mission",
        "Observation",
        "Participation",
        "Phase",
        "Recognition",
        "Relation",
        "Tenure",
        "Treaty",
        "TreatyAction",
        "Visit",
    ]
}


HALVES = ["open", "closed"]
ACCEPTED_AT_LEAST = 0.75
CONTRADICTED_AT_MOST = 0.03


@pytest.fixture(scope="module", params=HALVES)
def prose(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the project of one half, since building writes into it."""
    root = tmp_path_factory.mktemp("prose") / request.param
    source = ROOT / "tests" / "checks" / "evidence" / "prose" / request.param
    shutil.copytree(source, root, ignore=shutil.ignore_patterns("build"))
    settings = root / "diplograph.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("../../../../..", ROOT.as_posix()), encoding="utf-8"
    )
    return load(root)


@pytest.fixture(scope="module")
def asserted(prose: Project) -> list[ox.Quad]:
    """Return what the facts assert."""
    return list(Snapshot.open(prose).asserted)


@pytest.fixture(scope="module")
def register(asserted: list[ox.Quad]) -> dict[str, Document]:
    """Return the documents by IRI."""
    return read_register(asserted)


def passages(asserted: list[ox.Quad]) -> list[tuple[ox.NamedNode, Passage]]:
    """Return which node cites which passage."""
    found = []
    for quad in asserted:
        if quad.predicate.value == DG + "evidence":
            assert isinstance(quad.subject, ox.NamedNode)
            passage = parse_passage(quad.object.value)
            assert passage is not None
            found.append((quad.subject, passage))
    return found


def test_each_passage_lies_within_a_sentence(
    prose: Project, asserted: list[ox.Quad], register: dict[str, Document]
) -> None:
    sentences = {}
    for iri, document in register.items():
        copy = find_copy(prose, document)
        assert copy is not None
        sentences[iri] = split_sentences(read_copy(copy, document), document.language)
    wide = [
        (node.value, passage)
        for node, passage in passages(asserted)
        if not any(start <= passage.start < passage.end <= end for start, end in sentences[passage.document])
    ]
    assert wide == []


def test_there_are_fifty_statements_in_each_language(
    asserted: list[ox.Quad], register: dict[str, Document]
) -> None:
    statements = {
        quad.subject
        for quad in asserted
        if quad.predicate.value == RDF + "type" and quad.object.value in STATEMENTS
    }
    language = {
        node: register[passage.document].language
        for node, passage in passages(asserted)
        if node in statements
    }
    counts = Counter(language.values())
    assert counts["en"] >= 50
    assert counts["ar"] >= 50


def outcome(checks: Iterable[Check]) -> str:
    """Return how the gate takes a statement: by the gravest verdict on any part of it."""
    verdicts = {check.verdict for check in checks}
    for verdict in (Verdict.CONTRADICTED, Verdict.UNPROVEN, Verdict.NOT_SHOWN, Verdict.UNDERSTOOD):
        if verdict in verdicts:
            return verdict.value
    return Verdict.PROVEN.value


def test_true_statements_are_accepted(
    prose: Project, asserted: list[ox.Quad], register: dict[str, Document]
) -> None:
    of_class = {
        q.subject.value
        for q in asserted
        if q.predicate.value == RDF + "type" and q.object.value in STATEMENTS
    }  # type: ignore[union-attr]
    by_node: dict[str, list[Check]] = defaultdict(list)
    for check in examine(Snapshot.open(prose)).checks:
        if check.value.subject in of_class:
            by_node[check.value.subject].append(check)
    outcomes = {node: outcome(checks) for node, checks in by_node.items()}
    for language in ("en", "ar", ""):
        counts = Counter(
            found
            for node, found in outcomes.items()
            if language in register[by_node[node][0].passages[0].partition("#")[0]].language
        )
        print(f"{prose.root.name} {language or 'all'}: {dict(counts)} of {counts.total()}")
    print(*sorted(f"{found}: {node}" for node, found in outcomes.items() if found != "proven"), sep="\n")
    counts = Counter(outcomes.values())
    assert counts["proven"] + counts["understood"] >= ACCEPTED_AT_LEAST * counts.total()
    assert counts["contradicted"] <= CONTRADICTED_AT_MOST * counts.total()


@pytest.mark.slow
def test_they_conform_to_the_shapes(prose: Project) -> None:
    found = [
        f"{finding.focus}: {finding.message('en')}"
        for finding in validate(prose).findings
        if finding.kind is CheckKind.SHAPE and finding.level is Severity.VIOLATION
    ]
    assert found == []
