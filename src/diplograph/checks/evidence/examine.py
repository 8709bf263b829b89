"""`evidence check` and `evidence coverage`: the gate over a project, each finding with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from diplograph.base.errors import DocumentError
from diplograph.base.files import read_text
from diplograph.base.names import DG, RDF, RDFS
from diplograph.checks.evidence.coverage import Citation, Coverage, cover
from diplograph.checks.evidence.facts import Facts
from diplograph.checks.evidence.gate import Check, Gate, Verdict
from diplograph.rdf.positions import SourceMap
from diplograph.sources.documents import Document, find_copy, read_copy, read_register
from diplograph.sources.listing import data_sources, read_source, vocabulary_sources
from diplograph.sources.passages import parse_passage
from diplograph.sources.project import Project


@dataclass(frozen=True, slots=True)
class EvidenceFinding:
    """Something that the evidence does not bear out.

    Attributes:
        message: What is wrong, in one line.
        node: The IRI of the node; None where the finding is about a copy of a document.
        predicate: The IRI of the property, if it is about one.
        value: The value that is not borne out, if there is one.
        passages: The IRIs of the passages that were looked at.
        file: The file that says it.
        line: The line of that file, from 1.
    """

    message: str
    node: str | None = None
    predicate: str | None = None
    value: str | None = None
    passages: tuple[str, ...] = ()
    file: Path | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a project's evidence comes to.

    Attributes:
        unproven: What is said and not borne out: values, passages, copies of documents.
        uncovered: The sentences that no fact and no omission cites.
        checks: The verdict on every value.
        missing: The documents of which no copy is at hand.
        texts: The texts of those that are, by IRI.
        register: All documents, by IRI.
        coverage: How much of each document at hand is accounted for.
    """

    unproven: tuple[EvidenceFinding, ...]
    uncovered: tuple[EvidenceFinding, ...]
    checks: tuple[Check, ...]
    missing: tuple[Document, ...]
    texts: dict[str, str]
    register: dict[str, Document]
    coverage: tuple[Coverage, ...]

    @property
    def findings(self) -> tuple[EvidenceFinding, ...]:
        """All findings: what is not borne out, then what is left out."""
        return self.unproven + self.uncovered

    @property
    def conforms(self) -> bool:
        """Whether all that could be checked is borne out, and every sentence accounted for."""
        return not self.findings

    def count(self, verdict: Verdict) -> int:
        """Give the number of values with a verdict."""
        return Counter(check.verdict for check in self.checks)[verdict]


def examine(project: Project, *, language: str = "en") -> Evidence:
    """Check what a project says against the documents at hand.

    Args:
        project: The project.
        language: The language of the labels in the coverage.

    Raises:
        ProjectError: A folder is missing.
        SourceError: A file of the project cannot be read.
        DocumentError: The register is not usable.
    """
    sources = data_sources(project)
    said = [quad for source in sources for quad in read_source(project, source)]
    terms = [quad for source in vocabulary_sources(project) for quad in read_source(project, source)]
    register = read_register(said)
    texts, missing, findings = load_copies(project, register)
    findings += _passage_findings(said, register, texts)
    checks = tuple(Gate(Facts(terms + said), texts, register).check())
    findings += [_finding(check) for check in checks if check.verdict is Verdict.UNPROVEN]
    coverage = [
        cover(iri, text, register[iri].language, cited) for iri, text, cited in _cited(said, texts, language)
    ]
    uncovered = tuple(finding for one in coverage for finding in _uncovered(one))
    if findings:
        places = SourceMap((project.shown(s.path), read_text(s.path), project.base) for s in sources)
        findings = [_located(finding, places) for finding in findings]
    findings.sort(key=lambda f: (str(f.file or ""), f.line or 0, f.node or "", f.message))
    return Evidence(tuple(findings), uncovered, checks, tuple(missing), texts, register, tuple(coverage))


def load_copies(
    project: Project, register: dict[str, Document]
) -> tuple[dict[str, str], list[Document], list[EvidenceFinding]]:
    """Read the reader's copies: texts by IRI, documents without a copy, and copies that are refused."""
    texts: dict[str, str] = {}
    missing: list[Document] = []
    refused: list[EvidenceFinding] = []
    for iri, document in register.items():
        path = find_copy(project, document)
        if path is None:
            missing.append(document)
            continue
        try:
            texts[iri] = read_copy(project.shown(path), document)
        except DocumentError as error:
            refused.append(EvidenceFinding(error.message, file=error.path, line=error.line))
    return texts, missing, refused


def _finding(check: Check) -> EvidenceFinding:
    value = check.value
    return EvidenceFinding(check.reason, value.subject, value.predicate, str(value.object), check.passages)


def _passage_findings(
    said: Iterable[ox.Quad], register: dict[str, Document], texts: dict[str, str]
) -> list[EvidenceFinding]:
    """Hold that every passage is of a registered document, lies in it, and starts and ends on a word."""
    findings = []
    for quad in said:
        if quad.predicate.value not in (DG + "evidence", DG + "aboutPassage"):
            continue
        iri = quad.object.value if isinstance(quad.object, ox.NamedNode) else str(quad.object)
        if problem := _passage_problem(iri, register, texts):
            node = str(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
            findings.append(EvidenceFinding(problem, node, quad.predicate.value, f"<{iri}>", (iri,)))
    return findings


def _passage_problem(iri: str, register: dict[str, Document], texts: dict[str, str]) -> str | None:
    passage = parse_passage(iri)
    if passage is None:
        return "not a passage: …/document/NAME#char=START,END"
    document = register.get(passage.document)
    if document is None:
        return "the document of the passage is not registered"
    if passage.end <= passage.start:
        return "the passage ends before it starts"
    if passage.end > document.length:
        return f"the passage reaches beyond the {document.length} characters of its document"
    text = texts.get(passage.document)
    if text is not None and any(_splits_a_word(text, edge) for edge in (passage.start, passage.end)):
        return "the passage starts or ends inside a word"
    return None


def _splits_a_word(text: str, edge: int) -> bool:
    return 0 < edge < len(text) and _is_letter(text[edge - 1]) and _is_letter(text[edge])


def _is_letter(character: str) -> bool:
    return character.isalnum() or "\u064b" <= character <= "\u0652"  # with the Arabic vowel signs


def _cited(
    said: list[ox.Quad], texts: dict[str, str], language: str
) -> Iterable[tuple[str, str, list[Citation]]]:
    """Give each document at hand with its text and what cites it."""
    labels: dict[str, str] = {}
    omissions: set[str] = set()
    headings: set[str] = set()
    for quad in said:
        if isinstance(quad.subject, ox.NamedNode):
            node, predicate, term = quad.subject.value, quad.predicate.value, quad.object
            if predicate == RDFS + "label" and isinstance(term, ox.Literal):
                if term.language == language:
                    labels[node] = term.value
            elif predicate == RDF + "type" and term == ox.NamedNode(DG + "Omission"):
                omissions.add(node)
            elif predicate == DG + "omissionKind" and term == ox.NamedNode(DG + "heading"):
                headings.add(node)
    cited: dict[str, list[Citation]] = {iri: [] for iri in texts}
    for quad in said:
        if quad.predicate.value not in (DG + "evidence", DG + "aboutPassage"):
            continue
        place = parse_passage(getattr(quad.object, "value", ""))
        if place is not None and place.document in cited and isinstance(quad.subject, ox.NamedNode):
            node = quad.subject.value
            kinds = {"omission": node in omissions, "heading": node in headings}
            cite = Citation(node, labels.get(node, node), place.start, place.end, **kinds)
            cited[place.document].append(cite)
    for iri, text in texts.items():
        yield iri, text, cited[iri]


def _uncovered(coverage: Coverage) -> list[EvidenceFinding]:
    slug = coverage.document.rpartition("/")[2]
    return [
        EvidenceFinding(
            f"no fact and no omission cites the sentence {slug}#char={sentence.start},{sentence.end}",
            passages=(f"{coverage.document}#char={sentence.start},{sentence.end}",),
        )
        for sentence in coverage.sentences
        if not sentence.accounted
    ]


def _located(finding: EvidenceFinding, places: SourceMap) -> EvidenceFinding:
    if finding.node is None:
        return finding
    place = places.locate(
        f"<{finding.node}>", f"<{finding.predicate}>" if finding.predicate else None, finding.value
    )
    if place is None:
        return finding
    return EvidenceFinding(
        finding.message,
        finding.node,
        finding.predicate,
        finding.value,
        finding.passages,
        place.path,
        place.line,
    )
