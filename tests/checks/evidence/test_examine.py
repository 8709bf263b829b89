"""The gate over a project: what it proves, what it finds, and what it cannot check."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE
from diplograph.checks.evidence.examine import Evidence, examine
from diplograph.checks.evidence.page import coverage_page
from diplograph.checks.evidence.show import show
from diplograph.checks.evidence.verdicts import Verdict
from diplograph.checks.findings import CheckKind, Severity
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from diplograph.sources.registering import add_document
from helpers import HEADER, make_project

TEXT = (
    "King Rudolf of Ruritania came to Freedonia on 7 November 1996. "
    "Trade was more than 30 million crowns that year. <b>A third & last</b> sentence."
)


def passage(words: str) -> str:
    start = TEXT.index(words)
    return f"<document/news#char={start},{start + len(words)}>"


FACTS = f"""
<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en ; dg:evidence {passage("Ruritania")} .
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en ; dg:evidence {passage("Freedonia")} .
<id/leader/rudolf> a dg:Person ; rdfs:label "Rudolf"@en ; dg:evidence {passage("King Rudolf")} .
<id/visit/v> a dg:Visit ; rdfs:label "A visit"@en ;
    dg:visitor <id/leader/rudolf> ;
    dg:visitingState <id/state/ruritania> ;
    dg:hostState <id/state/freedonia> ;
    dg:date "1996-11-07"^^edtf:EDTF ;
    dg:evidence {passage("King Rudolf of Ruritania came to Freedonia on 7 November 1996")} .
<id/observation/trade> a dg:Observation ; rdfs:label "Trade"@en ;
    dg:value 30000000 ; dg:hedge dg:moreThan ;
    dg:period "1996"^^edtf:EDTF ;
    dg:evidence {passage("Trade was more than 30 million crowns that year")} .
<id/claim/year> a dg:Claim ; rdfs:label "The same year"@en ;
    rdf:subject <id/observation/trade> ; rdf:predicate dg:period ; rdf:object "1996"^^edtf:EDTF ;
    dg:inferenceKind dg:sameYear ; dg:evidence {passage("7 November 1996")} .
<id/omission/third> a dg:Omission ; rdfs:label "Third"@en ; dg:aboutPassage {passage("A third & last</b> sentence")} .
"""


def make(tmp_path: Path, facts: str = FACTS, *, copy: str | None = TEXT) -> Project:
    """Make a project with one document and its facts; the copy may be another text, or missing."""
    project = make_project(tmp_path / "p")
    source = tmp_path / "news.txt"
    source.write_text(TEXT, encoding="utf-8")
    registration = add_document(project, source, titles={"en": "News", "ar": "عنوان"}, language="en")
    if copy is None:
        registration.copy.unlink()
    else:
        registration.copy.write_text(copy, encoding="utf-8", newline="")

    (project.data / "test" / "facts.ttl").write_text(HEADER + facts, encoding="utf-8")
    return project


def check(project: Project) -> Evidence:
    return examine(Snapshot.open(project))


def messages(evidence: Evidence) -> list[str]:
    return [finding.message("en") for finding in evidence.findings]


def test_shipped_facts_pass_the_gate(project: Project, document_text: str, tmp_path: Path) -> None:
    """Where a copy of the first document is at hand, nothing may be unproven or left out."""
    (tmp_path / "egypt-kazakhstan-relations.txt").write_text(document_text, encoding="utf-8")
    evidence = check(dataclasses.replace(project, documents=tmp_path))
    assert messages(evidence) == []
    inferred, proven = evidence.count(Verdict.UNDERSTOOD), evidence.count(Verdict.PROVEN)
    assert inferred <= 0.1 * (inferred + proven)
    (coverage,) = evidence.coverage
    assert coverage.by_sentence == 1
    assert coverage.by_letter >= 0.75


def test_values_are_proven_or_understood(tmp_path: Path) -> None:
    evidence = check(make(tmp_path))
    assert messages(evidence) == []
    inferred = [check.value for check in evidence.checks if check.verdict is Verdict.UNDERSTOOD]
    assert [(value.subject, value.shown) for value in inferred] == [(BASE + "id/observation/trade", "1996")]


@pytest.mark.parametrize(
    ("words", "is_proven"),
    [
        ("The RTU Ministry of Foreign Affairs replied.", True),
        ("The Ruritanian Ministry of Foreign Affairs replied.", True),
        ("The RTU Ministry of Defence replied.", False),
        ("The Freedonian Ministry of Foreign Affairs replied.", False),
    ],
)
def test_what_belongs_to_a_state_is_named_with_any_name_of_it(
    tmp_path: Path, words: str, is_proven: bool
) -> None:
    project = make_project(tmp_path / "p")
    (tmp_path / "news.txt").write_text(words, encoding="utf-8")
    add_document(project, tmp_path / "news.txt", titles={"en": "News", "ar": "أخبار"}, language="en")
    (project.data / "test" / "facts.ttl").write_text(
        HEADER
        + """
<id/state/r> a dg:State ; rdfs:label "Ruritania"@en ; skos:altLabel "RTU"@en ; skos:hiddenLabel "Ruritanian"@en .
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en ; skos:hiddenLabel "Freedonian"@en .
<id/institution/m> a dg:Institution ; rdfs:label "Ministry of Foreign Affairs of Ruritania"@en ;
    dg:ofState <id/state/r> ; dg:evidence <document/news#char=0,"""
        + f"{len(words)}> .",
        encoding="utf-8",
    )
    checks = [one for one in check(project).checks if one.value.subject.endswith("/institution/m")]
    names = [one for one in checks if one.value.shown.endswith("/institution/m")]
    assert [one.verdict is Verdict.UNPROVEN for one in names] == [not is_proven]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("1920", "1923-05", []),
        ("1923-05", "1923-05", ["no date 1923-05; stated: 1920/1923-05"]),
        ("1920", "1923", ["no date 1923; stated: 1920/1923-05"]),
    ],
)
def test_start_and_end_are_the_two_dates_of_a_span(
    tmp_path: Path, start: str, end: str, found: list[str]
) -> None:
    project = make_project(tmp_path / "p")
    source = tmp_path / "news.txt"
    source.write_text("Rudolf reigned from 1920 to May 1923.", encoding="utf-8")
    add_document(project, source, titles={"en": "News", "ar": "أخبار"}, language="en")
    facts = f"""
    <id/relation/reign> a dg:Relation ; rdfs:label "A reign"@en ; dg:start "{start}"^^edtf:EDTF ;
        dg:end "{end}"^^edtf:EDTF ; dg:evidence <document/news#char=0,36> .
    """
    (project.data / "test" / "facts.ttl").write_text(HEADER + facts, encoding="utf-8")
    assert messages(check(project)) == found


def test_value_that_is_neither_written_nor_understood_is_found(tmp_path: Path) -> None:
    facts = FACTS.replace("dg:inferenceKind dg:sameYear ; ", "")
    assert messages(check(make(tmp_path, facts))) == ["no date 1996; stated: none"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"1996-11-07"^^edtf:EDTF', '"1996-11-08"^^edtf:EDTF', "no date 1996-11-08; stated: 1996-11-07"),
        ('dg:date "1996-11-07"', 'dg:date "1996-11"', "no date 1996-11; stated: 1996-11-07"),
        ("dg:value 30000000", "dg:value 31000000", "no number 31000000; stated: 30000000"),
        (
            "dg:hedge dg:moreThan",
            "dg:hedge dg:lessThan",
            "30000000 is hedged moreThan, and the fact says lessThan",
        ),
        (" ; dg:hedge dg:moreThan", "", "30000000 is hedged moreThan, and the fact says none"),
        ('rdfs:label "Rudolf"@en', 'rdfs:label "Michael"@en', "none of its names: Michael"),
    ],
)
def test_wrong_value_is_found_with_its_line(old: str, new: str, message: str, tmp_path: Path) -> None:
    evidence = check(make(tmp_path, FACTS.replace(old, new, 1)))
    assert message in messages(evidence)
    for finding in evidence.findings:
        assert finding.file is not None
        assert finding.file.name == "facts.ttl"
        assert finding.line is not None
        assert finding.level is Severity.VIOLATION


@pytest.mark.parametrize(
    ("iri", "message"),
    [
        ("<document/news#char=40,12>", "the passage ends before it starts"),
        (
            "<document/news#char=0,9999>",
            f"the passage reaches beyond the {len(TEXT)} characters of its document",
        ),
        ("<document/other#char=0,4>", "the document of the passage is not registered"),
        ("<document/news#char=1,12>", "the passage starts or ends inside a word"),
        ("<document/news#line=1,2>", "not a passage: …/document/NAME#char=START,END"),
    ],
)
def test_unusable_passage_is_found(iri: str, message: str, tmp_path: Path) -> None:
    facts = FACTS + f'<id/leader/x> a dg:Person ; rdfs:label "King"@en ; dg:evidence {iri} .'
    assert message in messages(check(make(tmp_path, facts)))


def test_sentence_that_nothing_cites_is_found(tmp_path: Path) -> None:
    facts = "\n".join(line for line in FACTS.splitlines() if "omission" not in line)
    (finding,) = check(make(tmp_path, facts)).findings
    start = TEXT.index("<b>A third")
    assert (
        finding.message("en") == f"no fact and no omission cites the sentence news#char={start},{len(TEXT)}"
    )
    assert (finding.kind, finding.level) == (CheckKind.COVERAGE, Severity.WARNING)
    assert finding.file is not None
    assert (finding.file.name, finding.line) == ("news.txt", 1)


def test_without_a_copy_the_rest_is_checked(tmp_path: Path) -> None:
    evidence = check(make(tmp_path, copy=None))
    assert messages(evidence) == []
    assert [document.slug for document in evidence.missing] == ["news"]
    assert evidence.count(Verdict.UNCHECKED) == len(evidence.checks) > 0


@pytest.mark.parametrize(
    ("copy", "message"),
    [
        ("\ufeff" + TEXT, "it begins with a byte order mark"),
        (TEXT.replace("Trade", "Commerce"), "it first differs between characters 0 and"),
        (TEXT[:-10], "it first differs between characters 0 and"),
        ("", "the file is empty"),
    ],
)
def test_copy_that_is_not_the_registered_text_is_refused(copy: str, message: str, tmp_path: Path) -> None:
    evidence = check(make(tmp_path, copy=copy))
    (finding,) = evidence.findings
    assert message in finding.message("en")
    assert finding.level is Severity.VIOLATION
    assert finding.file is not None
    assert finding.file.name == "news.txt"


def test_page_escapes_what_the_document_holds(tmp_path: Path) -> None:
    evidence = check(make(tmp_path))
    (coverage,) = evidence.coverage
    page = coverage_page(coverage, evidence.register[coverage.document], TEXT, "ar")
    assert 'dir="rtl"' in page
    assert "&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "default-src 'none'" in page


def test_show_marks_the_words_that_bear_each_statement_out(tmp_path: Path) -> None:
    evidence = check(make(tmp_path))
    marked = {
        one.value.predicate.rpartition("#")[2]: [shown.marked for shown in passages]
        for one, passages in show(evidence, BASE + "id/visit/v")
    }
    assert marked == {
        "type": ["King Rudolf of Ruritania ⟦came⟧ ⟦to⟧ Freedonia on 7 November 1996"],
        "visitor": ["King ⟦Rudolf⟧ of Ruritania came to Freedonia on 7 November 1996"],
        "visitingState": ["King Rudolf of ⟦Ruritania⟧ came to Freedonia on 7 November 1996"],
        "hostState": ["King Rudolf of Ruritania came to ⟦Freedonia⟧ on 7 November 1996"],
        "date": ["King Rudolf of Ruritania came to Freedonia on ⟦7 November 1996⟧"],
        "label": [],
    }
    with pytest.raises(QueryError, match="nothing with evidence is said of"):
        show(evidence, BASE + "id/visit/none")


def test_hedge_of_a_figure_is_marked(tmp_path: Path) -> None:
    shown = show(check(make(tmp_path)), BASE + "id/observation/trade")
    marked = {one.value.predicate.rpartition("#")[2]: passages for one, passages in shown}
    assert [one.marked for one in marked["hedge"]] == ["Trade was ⟦more than⟧ 30 million crowns that year"]
    assert [one.marked for one in marked["period"]] == ["⟦7 November 1996⟧"]


def test_passages_of_a_fact_use_only_the_words_that_bear_it_out(tmp_path: Path) -> None:
    (coverage,) = check(make(tmp_path)).coverage
    assert [TEXT[start:end] for start, end in coverage.sentences[0].unused] == ["King"]


def test_fact_that_cites_the_whole_text_does_not_cover_it(tmp_path: Path) -> None:
    facts = FACTS.replace(
        passage("King Rudolf of Ruritania came to Freedonia on 7 November 1996"),
        f"<document/news#char=0,{len(TEXT)}>",
    )
    facts = "\n".join(line for line in facts.splitlines() if "omission" not in line)
    (coverage,) = check(make(tmp_path, facts)).coverage
    assert [sentence.accounted for sentence in coverage.sentences] == [True, True, False]
    cited_by = [{citation.node for citation in sentence.citations} for sentence in coverage.sentences]
    assert [BASE + "id/visit/v" in nodes for nodes in cited_by] == [True, False, False]
    assert coverage.by_letter < 1
