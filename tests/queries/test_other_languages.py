"""A project in one language answers alike at hand and at real stores, whatever language it is read in.

Queries are rewritten where a project is not in the language of its reader.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest

from diplograph.base.messages import LANGUAGES
from diplograph.questions.graph import Graph
from diplograph.snapshot.build import build
from diplograph.sources.project import Project, load
from diplograph.sparql.answers import Result, Rows
from diplograph.sparql.endpoint import Endpoint
from helpers import ROOT
from queries.asking import LIBRARY, in_short
from queries.test_engines import same_on_any_engine
from queries.test_queries import SAMPLES
from servers import oxigraph, virtuoso

SHOW_ALL_LABELS = {"missing-labels", "subgraph-of"}
ENGLISH = re.compile(r'"@en\b')


@pytest.fixture(scope="module", params=["fr", "en"])
def one_language(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the built facts of this repository as a project in one language; its labels stay as they are."""
    root = tmp_path_factory.mktemp(request.param)
    for folder in ("data", "ontology", "queries"):
        shutil.copytree(ROOT / folder, root / folder)
    for path in (root / "data").rglob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        path.write_text(ENGLISH.sub(f'"@{request.param}', text), encoding="utf-8")
    (root / "diplograph.toml").write_text(f'languages = ["{request.param}"]\n', encoding="utf-8")
    project = load(root)
    build(project)
    return project


@pytest.fixture(scope="module")
def at_hand(one_language: Project) -> dict[str, Graph]:
    """Return the graph for readers of each language."""
    return {language: Graph(one_language, language) for language in LANGUAGES}


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(
    request: pytest.FixtureRequest, one_language: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Graph]]:
    """Yield the graph at a real store for readers of languages that the project is not in."""
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param), one_language.graph_file) as server:
        yield {
            language: Graph(one_language, language, Endpoint(server.query, base=one_language.base))
            for language in LANGUAGES
            if language not in one_language.languages
        }


@pytest.fixture(scope="module")
def in_both(built: Project) -> Graph:
    """Return the graph of the project in both languages."""
    return Graph(built, "en")


def told(result: Result, *, ordered: bool) -> object:
    """Return an answer without what engines may differ in."""
    if isinstance(result, bool):
        return result
    if not isinstance(result, Rows):
        return {tuple(map(in_short, triple)) for triple in result}
    rows = [tuple(same_on_any_engine(in_short(term)) for term in row) for row in result.rows]
    return rows if ordered else sorted(rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", LIBRARY)
def test_answers_are_those_at_hand(
    name: str, at_hand: dict[str, Graph], remote: dict[str, Graph], request: pytest.FixtureRequest
) -> None:
    settings = {p.name: SAMPLES[p.name] for p in LIBRARY[name].parameters if p.required}
    # Virtuoso orders long texts in a language by their start alone.
    ordered = request.node.callspec.params["remote"] != "virtuoso"
    for reader in remote:
        wanted = at_hand[reader].answer(LIBRARY[name], settings).result
        found = remote[reader].answer(LIBRARY[name], settings).result
        assert told(found, ordered=ordered) == told(wanted, ordered=ordered)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LIBRARY.keys() - SHOW_ALL_LABELS))
def test_labels_are_in_the_language_of_the_project(
    name: str, at_hand: dict[str, Graph], in_both: Graph
) -> None:
    """The rows are those of the project in both languages, whose English labels these are."""
    settings = {p.name: SAMPLES[p.name] for p in LIBRARY[name].parameters if p.required}
    wanted = in_both.answer(LIBRARY[name], settings).result
    found = at_hand["en"].answer(LIBRARY[name], settings).result
    assert told(found, ordered=False) == told(wanted, ordered=False)
