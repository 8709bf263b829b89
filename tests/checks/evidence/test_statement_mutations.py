"""How many false statements made of true words the gate refuses, over the shipped documents and the year books."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from checks.evidence.statement_mutations import Change, World, changes, inserted, moved, negated
from diplograph.base.names import DG
from diplograph.checks.evidence.facts import Facts
from diplograph.checks.evidence.gate import Gate
from diplograph.checks.evidence.verdicts import Aspect, Check, Verdict
from diplograph.checks.evidence.wordings import read_lexicon
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.documents import find_copy, read_copy, read_register
from diplograph.sources.passages import parse_passage
from diplograph.sources.project import Project, load
from helpers import ROOT

MAIN_KINDS = {"type", "eventKind", "relationKind", "actionKind", "communicationKind", "indicator"}
BY_NAMES = {DG + name for name in ("Tenure", "Participation", "Provision", "NameMeaning", "Phase")}
"""What a text states by names side by side, which no *not* can stand before."""
REFUSED_AT_LEAST = 0.90
"""The share of false statements that the gate has to refuse."""


@dataclass
class Bench:
    """A project whose facts are changed."""

    project: Project

    def __post_init__(self) -> None:
        snapshot = Snapshot.open(self.project)
        self.said = list(snapshot.asserted)
        self.register = read_register(self.said)
        copies = {iri: find_copy(self.project, one) for iri, one in self.register.items()}
        self.texts = {iri: read_copy(path, self.register[iri]) for iri, path in copies.items() if path}
        self.lexicon = read_lexicon(self.project, Facts(self.said).schemes)
        self.world = World(self.said, self.texts, {iri: one.language for iri, one in self.register.items()})

    def checks(
        self, said: Iterable[ox.Quad], only: Iterable[str], texts: Mapping[str, str] | None = None
    ) -> dict[str, list[Check]]:
        """Return the verdicts on some facts, by fact."""
        found: dict[str, list[Check]] = defaultdict(list)
        facts = Facts(said, only=set(only))
        for check in Gate(facts, texts or self.texts, self.register, self.lexicon).check():
            found[check.value.subject].append(check)
        return found


def refused(checks: Iterable[Check]) -> set[tuple[str, str, Aspect]]:
    """Return the statements of a fact that are not accepted."""
    return {
        (check.value.predicate, str(check.value.object), check.aspect)
        for check in checks
        if not check.verdict.accepts
    }


def rounds(every: Iterable[Change]) -> Iterator[list[Change]]:
    """Part changes so that each round has one of each fact: facts are checked apart from each other."""
    by_node: dict[str, list[Change]] = defaultdict(list)
    for change in every:
        by_node[change.node].append(change)
    while by_node:
        yield [queue.pop() for queue in by_node.values()]
        by_node = {node: queue for node, queue in by_node.items() if queue}


def results(bench: Bench) -> Iterator[tuple[Change, bool]]:
    """Yield each change of what the gate accepts as it is, and whether it refuses it when changed."""
    nodes = set(bench.world.facts())
    before = {node: refused(checks) for node, checks in bench.checks(bench.said, nodes).items()}
    for batch in rounds(changes(bench.world)):
        gone = {quad for change in batch for quad in change.gone}
        said = [quad for quad in bench.said if quad not in gone]
        said += [quad for change in batch for quad in change.new]
        after = bench.checks(said, [change.node for change in batch])
        for change in batch:
            own = before.get(change.node, set())
            taken = {(q.predicate.value, str(q.object)) for q in change.gone}
            if taken & {(predicate, value) for predicate, value, _ in own}:
                continue  # the gate does not accept it as it is
            yield change, bool(refused(after[change.node]) - own)


def negations(bench: Bench) -> Iterator[tuple[Change, bool]]:
    """Put a negation before the words of each fact, and yield whether the gate sees it."""
    nodes = bench.world.facts()
    entities = Facts(bench.said).entities
    for node, checks in bench.checks(bench.said, set(nodes) - entities.keys()).items():
        for check in checks:
            is_main = check.value.predicate.rpartition("#")[2] in MAIN_KINDS
            if check.aspect is not Aspect.KIND or check.verdict is not Verdict.PROVEN or not check.words:
                continue
            if not is_main or check.value.object.value in BY_NAMES:
                continue
            passage = parse_passage(check.words[0])
            assert passage is not None
            text, language = bench.texts[passage.document], bench.register[passage.document].language
            words = [negated(text, passage.start, passage.end, language.partition("-")[0])]
            texts = {**bench.texts, passage.document: inserted(text, words)}
            said = moved(bench.said, passage.document, words)
            after = bench.checks(said, [node], texts)[node]
            yield Change("negated", node, (), ()), bool(refused(after) - refused(checks))
            break


def told(found: Sequence[tuple[Change, bool]]) -> str:
    """Return the rates by kind, and what was missed."""
    every = Counter(change.kind for change, _ in found)
    missed = [change for change, is_refused in found if not is_refused]
    by_kind = Counter(change.kind for change in missed)
    lines = [f"{kind}: {every[kind] - by_kind[kind]} of {every[kind]}" for kind in sorted(every)]
    return "\n".join([*lines, f"all: {len(found) - len(missed)} of {len(found)}", *map(str, missed)])


@pytest.mark.slow
def test_false_statements_made_of_true_words_are_refused(
    project: Project, document_text: str, second_text: str, tmp_path: Path
) -> None:
    (tmp_path / "egypt-kazakhstan-relations.txt").write_text(document_text, encoding="utf-8")
    (tmp_path / "us-egypt.txt").write_text(second_text, encoding="utf-8")
    shipped = dataclasses.replace(project, documents=tmp_path)
    found: list[tuple[Change, bool]] = []
    for one in (shipped, load(ROOT / "examples" / "year-books")):
        bench = Bench(one)
        found += [*results(bench), *negations(bench)]
    print(told(found))
    assert len(found) >= 1000
    assert sum(is_refused for _, is_refused in found) >= REFUSED_AT_LEAST * len(found)
