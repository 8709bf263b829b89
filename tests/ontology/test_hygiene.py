"""The ontology keeps to its own rules: one SPARQL query a rule, each with its problem and principle."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base import names
from diplograph.sources.listing import vocabulary_sources
from diplograph.sources.project import Project

RULES = sorted((Path(__file__).parent / "hygiene").glob("*.rq"))
BROKEN = Path(__file__).parent / "broken"


def load(paths: list[Path]) -> ox.Store:
    store = ox.Store()
    for path in paths:
        store.extend(
            ox.Quad(t.subject, t.predicate, t.object)
            for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        )
    return store


def offenders(store: ox.Store, rule: Path) -> list[str]:
    rows = store.query(rule.read_text(encoding="utf-8"))
    assert isinstance(rows, ox.QuerySolutions)
    return sorted({" ".join(str(value) for value in row) for row in rows})


@pytest.fixture(scope="module")
def ontology(project: Project) -> ox.Store:
    shapes = sorted((project.ontology / "shapes").rglob("*.ttl"))
    return load([source.path for source in vocabulary_sources(project)] + shapes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_ontology_keeps_rule(rule: Path, ontology: ox.Store) -> None:
    assert offenders(ontology, rule) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_rule_finds_what_breaks_it(rule: Path) -> None:
    """Each rule has a small file that breaks it; a rule that finds nothing there checks nothing."""
    assert offenders(load([BROKEN / f"{rule.stem}.ttl"]), rule) != []


def test_every_example_is_turtle(project: Project) -> None:
    store = load([source.path for source in vocabulary_sources(project)])
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.PREFIXES.items())
    rows = store.query("SELECT ?term ?text { ?term <http://www.w3.org/2004/02/skos/core#example> ?text }")
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        term, text = row["term"], row["text"].value
        triples = list(ox.parse(f"@base <{names.BASE}> .\n{prefixes}{text}", format=ox.RdfFormat.TURTLE))
        terms = {str(t) for triple in triples for t in (triple.subject, triple.predicate, triple.object)}
        assert str(term) in terms, f"the example of {term} does not show it: {text}"


def test_modules_are_imported(project: Project) -> None:
    """Whoever loads the ontology by its IRI gets every module but the alignments."""
    store = load([source.path for source in vocabulary_sources(project)])
    base = names.BASE + "ontology"
    imported = {
        row["m"].value
        for row in store.query(f"SELECT ?m {{ <{base}> <http://www.w3.org/2002/07/owl#imports> ?m }}")
    }
    modules = {
        row["m"].value for row in store.query("SELECT ?m { ?m a <http://www.w3.org/2002/07/owl#Ontology> }")
    }
    assert modules - imported == {base, base + "/alignments"}


def test_rdflib_reads_the_same_triples(project: Project) -> None:
    import rdflib

    for source in vocabulary_sources(project):
        text = source.path.read_text(encoding="utf-8")
        ours = sum(1 for _ in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
        assert len(rdflib.Graph().parse(data=text, format="turtle")) == ours, source.path
