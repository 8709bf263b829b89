"""The ontology is OWL 2 DL and RL, as the OWL API finds.

Source: OWL 2, Structural Specification, sections 5.8.1 and 11 (https://www.w3.org/TR/owl2-syntax/); OWL 2 Profiles,
section 4 (https://www.w3.org/TR/owl2-profiles/#OWL_2_RL).
"""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.names import BASE, OWL, RDF
from diplograph.sources.listing import vocabulary_sources
from diplograph.sources.project import Project

JARS = Path("/usr/share/java")
BEYOND = sorted((Path(__file__).parent / "beyond-dl").glob("*.ttl"))
FOUND = {
    "chain-in-a-circle": "Use of property in chain causes cycle",
    "class-and-datatype": "Datatype IRI also used as Class IRI",
    "class-undeclared": "Use of undeclared class",
    "count-of-a-transitive-property": "Use of non-simple property in a restriction",
    "functional-and-transitive": "Use of non-simple property in functional axiom",
    "irreflexive-above-a-transitive-one": "Use of non-simple property in irreflexive property axiom",
    "literal-of-an-object-property": "Cannot pun between properties",
    "literal-outside-its-datatype": "Literal lexical value not in lexical space",
    "property-and-annotation": "Cannot pun between properties",
    "property-of-objects-and-of-literals": "Cannot pun between properties",
    "property-undeclared": "Use of undeclared object property",
    "reserved-word": "Use of reserved vocabulary for class IRI",
}
ALIGNED = BASE + "ontology/alignments"


def iri_of(module: Path) -> str:
    (iri,) = (
        triple.subject.value
        for triple in ox.parse(path=str(module), format=ox.RdfFormat.TURTLE)
        if triple.predicate.value == RDF + "type" and triple.object == ox.NamedNode(OWL + "Ontology")
    )
    return str(iri)


@pytest.fixture(scope="module")
def lines(project: Project) -> dict[str, list[str]]:
    """Return the violations of each ontology, and at the end how many axioms it has."""
    java = shutil.which("java")
    if java is None or shutil.which("javac") is None or not (JARS / "owlapi-distribution.jar").is_file():
        pytest.skip("no OWL API: apt install libowlapi-java default-jdk-headless")
    modules = {iri_of(path): path for path in BEYOND + [s.path for s in vocabulary_sources(project)]}
    checked = [BASE + "ontology", ALIGNED, *(iri_of(path) for path in BEYOND)]
    command = [
        java,
        "-cp",
        f"{JARS}/owlapi-distribution.jar:{JARS}/*",
        str(Path(__file__).parent / "OwlProfiles.java"),
    ]
    for iri, path in modules.items():
        command += [iri, str(path)]
    done = subprocess.run([*command, "--", *checked], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = defaultdict(list)
    for line in done.stdout.splitlines():
        iri, _, text = line.partition("\t")
        found[iri].append(text)
    return dict(found)


@pytest.mark.slow
@pytest.mark.parametrize("iri", [BASE + "ontology", ALIGNED])
def test_ontology_is_owl_2_dl_and_rl(iri: str, lines: dict[str, list[str]]) -> None:
    *violations, last = lines[iri]
    assert violations == []
    assert int(last.removeprefix("axioms: ")) > 900  # it was read, with what it imports


@pytest.mark.slow
@pytest.mark.parametrize("case", BEYOND, ids=lambda case: case.stem)
def test_what_is_beyond_is_found(case: Path, lines: dict[str, list[str]]) -> None:
    *violations, _ = lines[iri_of(case)]
    assert any(violation.startswith(f"OWL 2 DL: {FOUND[case.stem]}") for violation in violations)
