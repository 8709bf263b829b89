"""How long the evidence gate takes over 10,000 facts that cite a document of 1 MB, and how that grows.

Run it from the repository: ``.venv/bin/python benchmarks/evidence_gate.py [en|ar]``. The names, the document
and the facts are made up here: each sentence tells of a visit by somebody of one state to another, and each
fact cites its sentence. What is timed is the gate alone, in processor time: reading the Turtle and the
wordings, and writing the findings, are not.
"""

from __future__ import annotations

import platform
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from diplograph.base.names import BASE, DG, EDTF, RDF, RDFS
from diplograph.checks.evidence.facts import Facts
from diplograph.checks.evidence.gate import Gate
from diplograph.checks.evidence.verdicts import Verdict
from diplograph.checks.evidence.wordings import lexicon_of
from diplograph.sources.documents import describe
from diplograph.sources.listing import read_source, vocabulary_sources
from diplograph.sources.project import find

DOCUMENT = BASE + "document/benchmark"
SIZES = (2_500, 5_000, 10_000)
STATES, PEOPLE = 200, 1_000


class Language(NamedTuple):
    """How sentences of a language are made: syllables of names, months, the sentence."""

    syllables: str
    state: str
    months: str
    sentence: str


LANGUAGES: Mapping[str, Language] = {
    "en": Language(
        "ba dor li mar ven tis ko ra sen ul gra pol",
        "{}ia",
        "January February March April May June July August September October November December",
        "{person} of {visiting} visited {host} on {day} {month} {year} and spoke of trade with the king.",
    ),
    "ar": Language(
        "با دور لي مار فن تس كو را سن ول غرا بول",
        "{}يا",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "زار {person} من {visiting} {host} في {day} {month} {year} وتحدث مع الوزراء عن التجارة.",
    ),
}


def quad(subject: str, predicate: str, term: ox.NamedNode | ox.Literal) -> ox.Quad:
    """Return a quad of the default graph."""
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term)


def made_up_names(pattern: str, count: int, language: Language, chance: random.Random) -> list[str]:
    """Return different names."""
    made: dict[str, None] = {}
    while len(made) < count:
        words = ("".join(chance.sample(language.syllables.split(), 3)).capitalize() for _ in range(2))
        made[pattern.format(*words)] = None
    return list(made)


def made_up(tag: str, facts: int) -> tuple[str, list[ox.Quad]]:
    """Return a text of about 100 code points a fact, and the facts with the names in them."""
    chance, language = random.Random(1996), LANGUAGES[tag]
    states = made_up_names(language.state, STATES, language, chance)
    people = made_up_names("{} {}", PEOPLE, language, chance)
    quads = [*named("State", states, tag), *named("Person", people, tag)]
    months = language.months.split()
    sentences, length = [], 0
    for number in range(facts):
        person = chance.randrange(PEOPLE)
        visiting, host = chance.sample(range(STATES), 2)
        day, month, year = chance.randrange(1, 29), chance.randrange(12), chance.randrange(1900, 2000)
        sentence = language.sentence.format(
            person=people[person],
            visiting=states[visiting],
            host=states[host],
            day=day,
            month=months[month],
            year=year,
        )
        node = f"{BASE}id/visit/{number}"
        date = ox.Literal(f"{year}-{month + 1:02}-{day:02}", datatype=ox.NamedNode(EDTF))
        quads += [
            quad(node, RDF + "type", ox.NamedNode(DG + "Visit")),
            quad(node, DG + "visitor", ox.NamedNode(f"{BASE}id/person/{person}")),
            quad(node, DG + "visitingState", ox.NamedNode(f"{BASE}id/state/{visiting}")),
            quad(node, DG + "hostState", ox.NamedNode(f"{BASE}id/state/{host}")),
            quad(node, DG + "date", date),
            quad(node, RDFS + "label", ox.Literal(f"{people[person]}, {states[host]}, {year}", language=tag)),
            quad(node, DG + "evidence", ox.NamedNode(f"{DOCUMENT}#char={length},{length + len(sentence)}")),
        ]
        sentences.append(sentence)
        length += len(sentence) + 1
    return " ".join(sentences), quads


def named(kind: str, names: Sequence[str], tag: str) -> Iterator[ox.Quad]:
    """Yield what is said of things of one class that have a name."""
    for number, name in enumerate(names):
        node = f"{BASE}id/{kind.lower()}/{number}"
        yield quad(node, RDF + "type", ox.NamedNode(DG + kind))
        yield quad(node, RDFS + "label", ox.Literal(name, language=tag))


def main() -> None:
    """Time the gate over three sizes in each language, and print a table."""
    project = find()
    vocabulary = [one for source in vocabulary_sources(project) for one in read_source(project, source)]
    wordings = sorted(Path(project.ontology / "wordings").glob("*.ttl"))
    lexicon = lexicon_of(wordings, BASE, Facts(vocabulary).schemes)
    print(f"Python {platform.python_version()}, pyoxigraph {ox.__version__}, one core")
    print(
        f"{'facts':>11}  {'document, MB':>12}  {'statements':>10}  {'proven':>6}  {'seconds':>7}  µs a fact"
    )
    for tag in sys.argv[1:] or LANGUAGES:
        for size in SIZES:
            text, quads = made_up(tag, size)
            facts = Facts([*vocabulary, *quads])
            register = {DOCUMENT: describe(DOCUMENT, text, labels={}, language=tag)}
            start = time.process_time()
            checks = Gate(facts, {DOCUMENT: text}, register, lexicon).check()
            seconds = time.process_time() - start
            proven = sum(check.verdict is Verdict.PROVEN for check in checks) / len(checks)
            megabytes, each = len(text.encode()) / 1e6, seconds / size * 1e6
            print(
                f"{tag:>4}{size:>7}  {megabytes:>12.2f}  {len(checks):>10}  {proven:>6.1%}  {seconds:>7.2f}"
                f"  {each:>9.0f}"
            )


if __name__ == "__main__":
    main()
