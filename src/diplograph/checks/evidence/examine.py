"""The evidence gate and the coverage over a project: `evidence check` and `evidence coverage`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from diplograph.base.errors import DocumentError
from diplograph.base.names import DG, RDF
from diplograph.checks.evidence.coverage import Citation, Coverage, cover
from diplograph.checks.evidence.facts import Facts
from diplograph.checks.evidence.gate import Gate
from diplograph.checks.evidence.verdicts import Aspect, Check, Verdict
from diplograph.checks.evidence.wordings import read_lexicon
from diplograph.checks.findings import CheckKind, Finding, Severity
from diplograph.checks.wording import in_languages
from diplograph.rdf.positions import SourceMap
from diplograph.shacl.paths import Path as PropertyPath
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.documents import Document, find_copy, read_copy, read_register
from diplograph.sources.passages import parse_passage, passage_iri
from diplograph.sources.project import Project
from diplograph.text.wordings.lexicon import Lexicon

VALUE: Final = DG + "ProvenValueConstraintComponent"
PASSAGE: Final = DG + "UsablePassageConstraintComponent"
COPY: Final = DG + "RegisteredCopyConstraintComponent"
SENTENCE: Final = DG + "CoveredSentenceConstraintComponent"
SHOWN: Final = DG + "ShownStatementConstraintComponent"
_RATIONALES: Final = {
    SHOWN: "report.statements-shown",
    VALUE: "report.values-proven",
    PASSAGE: "report.passages-usable",
    COPY: "report.copies-registered",
    SENTENCE: "report.sentences-covered",
}
_CITING: Final = (DG + "evidence", DG + "aboutPassage")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far the evidence of a project supports what the project asserts.

    Attributes:
        findings: Violations for statements, passages and copies that fail the gate, and a warning for each
            sentence that no fact and no omission cites.
        checks: The verdict on every statement.
        missing: The documents without a local copy.
        texts: The texts of the others, by IRI.
        register: All documents, by IRI.
        coverage: How much of each document with a local copy is accounted for.
        used: Where the words of each document stand that support statements, or that are left out, by IRI.
        gate: What gave the verdicts, with the facts and the documents as it reads them.
    """

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    missing: tuple[Document, ...]
    texts: dict[str, str]
    register: dict[str, Document]
    coverage: tuple[Coverage, ...]
    used: Mapping[str, Sequence[tuple[int, int]]]
    gate: Gate

    def count(self, verdict: Verdict) -> int:
        """Return the number of statements with a verdict."""
        return self.counts[verdict.value]

    @property
    def aspects(self) -> dict[str, dict[str, int]]:
        """The number of statements by aspect and verdict."""
        found = Counter((check.aspect, check.verdict) for check in self.checks)
        return {
            aspect.value: {verdict.value: found[aspect, verdict] for verdict in Verdict} for aspect in Aspect
        }

    def awaiting(self, *, severity: Severity, places: SourceMap) -> list[Finding]:
        """Return a finding on each statement that no words show and that awaits a person."""
        return [
            _on_statement(check, SHOWN, severity).located(places)
            for check in self.checks
            if check.verdict is Verdict.NOT_SHOWN
        ]

    @property
    def counts(self) -> dict[str, int]:
        """The number of statements by verdict."""
        found = Counter(check.verdict for check in self.checks)
        return {verdict.value: found[verdict] for verdict in Verdict}


def examine(snapshot: Snapshot, *, only: Collection[str] | None = None, language: str = "en") -> Evidence:
    """Check what a project asserts against the local copies of its documents.

    Args:
        snapshot: The project.
        only: The IRIs of the nodes to check, without coverage; all where it is not given.
        language: The language of the labels in the coverage.

    Raises:
        DocumentError: The register is not usable.
        SourceError: A file of the project cannot be read.
    """
    asserted = snapshot.asserted
    register = read_register(asserted)
    texts, missing, found = _read_copies(snapshot.project, register)
    citations = list(_citations(asserted, only))
    if only is not None:
        cited = {iri.partition("#")[0] for _, _, iri in citations}
        missing = [document for document in missing if document.iri in cited]
        found = [finding for finding in found if finding.focus in cited]
    found += _passage_findings(citations, register, texts)
    facts = Facts(asserted, only)
    lexicon = read_lexicon(snapshot.project, facts.schemes) if texts else Lexicon(())
    gate = Gate(facts, texts, register, lexicon)
    checks = tuple(gate.check())
    found += [_on_statement(check, VALUE, Severity.VIOLATION) for check in checks if check.verdict.fails]
    found = [f if f.file is not None else f.located(snapshot.places) for f in found]
    coverage: list[Coverage] = []
    used = _used_in(checks, citations)
    if only is None:
        for iri, citing in _cited_by(facts, _narrowed(citations, checks), texts, language).items():
            coverage.append(cover(iri, texts[iri], register[iri].language, citing, used[iri]))
            found += _uncovered(snapshot.project, coverage[-1], register[iri], texts[iri])
    return Evidence(tuple(found), checks, tuple(missing), texts, register, tuple(coverage), used, gate)


def _finding(
    component: str,
    messages: Mapping[str, str],
    focus: str,
    severity: Severity = Severity.VIOLATION,
    **about: Any,
) -> Finding:
    kind = CheckKind.GATE
    if component == SENTENCE:
        kind, severity = CheckKind.COVERAGE, Severity.WARNING
    return Finding(
        kind,
        severity.iri,
        messages,
        focus,
        component,
        rationale=in_languages(_RATIONALES[component]),
        **about,
    )


def _read_copies(
    project: Project, register: dict[str, Document]
) -> tuple[dict[str, str], list[Document], list[Finding]]:
    """Read the reader's copies: texts by IRI, documents without a copy, and copies that are refused."""
    texts: dict[str, str] = {}
    missing: list[Document] = []
    refused: list[Finding] = []
    for iri, document in register.items():
        path = find_copy(project, document)
        if path is None:
            missing.append(document)
            continue
        try:
            texts[iri] = read_copy(project.shown(path), document)
        except DocumentError as error:
            messages = in_languages("gate.copy-refused", reason=error.reason)
            refused.append(_finding(COPY, messages, iri, file=error.path, line=error.line))
    return texts, missing, refused


def _on_statement(check: Check, component: str, severity: Severity) -> Finding:
    subject, predicate, value = check.value.subject, check.value.predicate, str(check.value.object)
    path = PropertyPath(predicate)
    return _finding(
        component, check.reason, subject, severity, path=path, value=value, passages=check.passages
    )


def _citations(asserted: Iterable[ox.Quad], only: Collection[str] | None) -> Iterator[tuple[str, str, str]]:
    """Yield each node that cites something, the property, and what it cites: an IRI or a literal."""
    for quad in asserted:
        node, predicate, cited = quad.subject, quad.predicate.value, quad.object
        if predicate not in _CITING or not isinstance(node, ox.NamedNode):
            continue
        if only is None or node.value in only:
            yield node.value, predicate, cited.value if isinstance(cited, ox.NamedNode) else str(cited)


def _passage_findings(
    citations: Iterable[tuple[str, str, str]], register: dict[str, Document], texts: dict[str, str]
) -> Iterator[Finding]:
    """Check that every passage is of a registered document, lies in it, and starts and ends on a word."""
    for node, predicate, iri in citations:
        if messages := _passage_problem(iri, register, texts):
            value = iri if iri.startswith('"') else f"<{iri}>"
            yield _finding(
                PASSAGE, messages, node, path=PropertyPath(predicate), value=value, passages=(iri,)
            )


def _passage_problem(iri: str, register: dict[str, Document], texts: dict[str, str]) -> dict[str, str] | None:
    passage = parse_passage(iri)
    if passage is None:
        return in_languages("gate.not-a-passage", form="…/document/NAME#char=START,END")
    document = register.get(passage.document)
    if document is None:
        return in_languages("gate.not-registered")
    if passage.end <= passage.start:
        return in_languages("gate.passage-reversed")
    if passage.end > document.length:
        return in_languages("gate.passage-too-long", length=document.length)
    text = texts.get(passage.document)
    if text is not None and any(_splits_a_word(text, edge) for edge in (passage.start, passage.end)):
        return in_languages("gate.passage-splits-word")
    return None


def _splits_a_word(text: str, edge: int) -> bool:
    return 0 < edge < len(text) and _is_letter(text[edge - 1]) and _is_letter(text[edge])


def _is_letter(character: str) -> bool:
    return character.isalnum() or "\u064b" <= character <= "\u0652"  # with the Arabic vowel signs


def _narrowed(
    citations: Iterable[tuple[str, str, str]], checks: Iterable[Check]
) -> Iterator[tuple[str, str, str]]:
    """Yield citations with what would do of a passage that is too wide in its place."""
    enough = {
        (check.value.subject, check.value.shown): check.words[0]
        for check in checks
        if check.aspect is Aspect.PLACE and check.words
    }
    for node, predicate, iri in citations:
        yield node, predicate, enough.get((node, iri), iri)


def _cited_by(
    facts: Facts, citations: Iterable[tuple[str, str, str]], texts: dict[str, str], language: str
) -> dict[str, list[Citation]]:
    """Return what cites each document that has a local copy."""
    found: dict[str, list[Citation]] = {iri: [] for iri in texts}
    for node, _, iri in citations:
        place = parse_passage(iri)
        if place is not None and place.document in found:
            label = next(iter(facts.labels(ox.NamedNode(node), language)), node)
            is_omission = facts.has(node, RDF + "type", DG + "Omission")
            is_heading = facts.has(node, DG + "omissionKind", DG + "heading")
            found[place.document].append(
                Citation(node, label, place.start, place.end, is_omission, is_heading)
            )
    return found


def _used_in(
    checks: Iterable[Check], citations: Iterable[tuple[str, str, str]]
) -> dict[str, list[tuple[int, int]]]:
    """Return where the words of each document stand that support a statement, or that an issue is about."""
    iris = {iri for check in checks if check.verdict.accepts for iri in check.words}
    iris.update(iri for _, predicate, iri in citations if predicate == DG + "aboutPassage")
    used: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for iri in iris:
        if passage := parse_passage(iri):
            used[passage.document].append((passage.start, passage.end))
    return used


def _uncovered(project: Project, coverage: Coverage, document: Document, text: str) -> Iterator[Finding]:
    copy = find_copy(project, document)
    file = project.shown(copy) if copy else None
    for sentence in coverage.sentences:
        if not sentence.accounted:
            iri, shown = (
                passage_iri(name, sentence.start, sentence.end) for name in (document.iri, document.slug)
            )
            messages = in_languages("gate.uncovered", sentence=shown)
            line = text.count("\n", 0, sentence.start) + 1
            yield _finding(SENTENCE, messages, iri, passages=(iri,), file=file, line=line)
