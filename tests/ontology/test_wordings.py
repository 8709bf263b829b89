"""Each wording finds its own examples, with what is marked in them in its slots, and not what it must not find."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import SourceError
from diplograph.base.names import BASE, DG, RDF
from diplograph.checks.evidence.wordings import lexicon_of, read_marked
from diplograph.rdf.turtle import read_turtle
from diplograph.text.wordings.lexicon import Lexicon
from diplograph.text.wordings.reading import Sentence

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "wordings"
FILES = sorted(FOLDER.glob("*.ttl"))


def examples(path: Path, predicate: str) -> list[tuple[str, str, str]]:
    """Return the wordings of a file with the language and the text of each example."""
    quads = read_turtle(path, base=BASE, graph=ox.NamedNode("urn:x:wordings"))
    found = [(q.subject.value, q.object) for q in quads if q.predicate.value == DG + predicate]
    return [(node, (value.language or "").partition("-")[0], value.value) for node, value in found]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(FILES, BASE, {})


def problem(lexicon: Lexicon, node: str, language: str, example: str) -> str | None:
    """Return what is wrong with an example, or None."""
    marked = read_marked(example)
    sentence = Sentence(marked.text, 0, len(marked.text), language, lexicon)
    standings = [one.wording.iri for one in lexicon.find_standings(sentence.tokens, language)]
    found = [one for one in sentence.triggers if one.wording.iri == node]
    if not found:
        return None if node in standings else f"not found in: {marked.text}"
    for role, start, end in marked.slots:
        regions = [
            region for one in found for region in one.regions if any(role in slot for slot in region.slots)
        ]
        if not any(region.start <= start and end <= region.end for region in regions):
            return f"{role} is not in its slot: {example}"
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wordings_find_their_examples(path: Path, lexicon: Lexicon) -> None:
    problems = [(node, problem(lexicon, node, tag, text)) for node, tag, text in examples(path, "example")]
    assert [f"{node.removeprefix(BASE)}: {what}" for node, what in problems if what] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wordings_do_not_find_their_counter_examples(path: Path, lexicon: Lexicon) -> None:
    found = [
        f"{node.removeprefix(BASE)}: {text}"
        for node, tag, text in examples(path, "counterExample")
        if problem(lexicon, node, tag, text) is None
    ]
    assert found == []


def test_each_wording_has_an_example() -> None:
    quads = [q for path in FILES for q in read_turtle(path, base=BASE, graph=ox.NamedNode("urn:x:wordings"))]
    wordings = {
        q.subject.value
        for q in quads
        if q.predicate.value == RDF + "type" and q.object.value in (DG + "Wording", DG + "StandingWording")
    }
    assert wordings - {q.subject.value for q in quads if q.predicate.value == DG + "example"} == set()


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("{visitor} [visited", "[ without ]"),
        ("{visitor}", "no word that always stands"),
        ("{a b} came", "is no slot"),
    ],
)
def test_a_broken_pattern_is_one_line(tmp_path: Path, pattern: str, reason: str) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        f'@prefix dg: <{DG}> .\n\n<urn:x:w> a dg:Wording ;\n    dg:wordingOf dg:Visit ;\n    dg:pattern "{pattern}"@en .',
        encoding="utf-8",
    )
    with pytest.raises(SourceError) as caught:
        lexicon_of([path], BASE, {})
    assert (caught.value.path, caught.value.line) == (path, 5)
    assert reason in str(caught.value)
