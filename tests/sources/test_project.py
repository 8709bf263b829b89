"""Finding a project and reading its settings."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.errors import ProjectError
from diplograph.sources.project import find, load
from helpers import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "diplograph.toml").write_text("", encoding="utf-8")
    return tmp_path


def test_defaults(root: Path) -> None:
    project = load(root)
    assert project.base == "https://w3id.org/diplograph/"
    assert project.graph_file == root / "build" / "graph.nq"
    assert project.graph("inferred/visited") == "https://w3id.org/diplograph/graph/inferred/visited"


def test_project_is_found_from_below(root: Path) -> None:
    (root / "data" / "deep").mkdir(parents=True)
    assert find(root / "data" / "deep").root == root.resolve()


def test_documents_folder_of_the_reader(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_DOCUMENTS", "/somewhere/else")
    assert load(root).documents == Path("/somewhere/else")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("base = 3", "base must be an http or https IRI"),
        ('base = "https://example.org/x"', "ends with a slash"),
        ('base = "https://"', "base must be"),
        ('base = "https://exa mple.org/"', "without spaces"),
        ('base = "https://example.org/a b/"', "without spaces"),
        ('base = "https://example.org/\'/"', "quotes"),
        ('base = "https://example.org/$(touch x)/"', "without spaces"),
        ('base = "https://example.org/<x>/"', "brackets"),
        ('bas = "https://example.org/"', r"unknown setting 'bas'; known are base, folders"),
        ('[folders]\nqueris = "q"', r"unknown setting 'queris'"),
        ("[folders]\ndata = 1", "must give the path"),
        ("base = ", "not a TOML file"),
        ('languages = "en"', "must be a list of language tags"),
        ("languages = []", "must be a list of language tags"),
        ('languages = ["en", "Brazilian Portuguese"]', "'Brazilian Portuguese' is not a language tag"),
        ("languages = [1]", "1 is not a language tag"),
        ('languages = ["en", "EN"]', "named twice"),
    ],
)
def test_unusable_settings_are_reported_with_their_file(settings: str, message: str, root: Path) -> None:
    (root / "diplograph.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(ProjectError, match=message) as caught:
        load(root)
    assert str(caught.value).startswith(str(root / "diplograph.toml"))


def test_languages_are_those_of_the_settings_or_of_the_interface(root: Path) -> None:
    (root / "diplograph.toml").write_text("", encoding="utf-8")
    assert load(root).languages == ("en", "ar")
    (root / "diplograph.toml").write_text('languages = ["pt-BR", "de"]', encoding="utf-8")
    assert load(root).languages == ("pt-BR", "de")


def test_folders_of_its_own_come_before_those_that_ship(root: Path) -> None:
    assert (load(root).ontology, load(root).queries) == (ROOT / "ontology", ROOT / "queries")
    (root / "queries").mkdir()
    assert (load(root).ontology, load(root).queries) == (ROOT / "ontology", root / "queries")
    (root / "diplograph.toml").write_text('[folders]\nontology = "terms"', encoding="utf-8")
    with pytest.raises(ProjectError, match=r"terms: the folder that diplograph\.toml names is missing"):
        load(root)


@pytest.mark.parametrize("base", ["http://localhost:8080/", "https://w3id.org/diplograph/مصر/x-1_~/"])
def test_bases_of_other_projects(base: str, root: Path) -> None:
    (root / "diplograph.toml").write_text(f'base = "{base}"', encoding="utf-8")
    assert load(root).base == base


def test_byte_order_mark_is_read_over(root: Path) -> None:
    (root / "diplograph.toml").write_text('base = "https://example.org/"', encoding="utf-8-sig")
    assert load(root).base == "https://example.org/"


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("a<b>", "a%3Cb%3E"),
        ("مصر", "مصر"),
        ("c#", "c%23"),
        ("q?", "q%3F"),
    ],
)
def test_names_of_graphs_are_iris_whatever_the_folder_is_called(folder: str, name: str, root: Path) -> None:
    iri = load(root).graph(f"facts/{folder}")
    assert iri == f"https://w3id.org/diplograph/graph/facts/{name}"
    assert ox.NamedNode(iri).value == iri


def test_given_folder_must_hold_a_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no such folder"):
        find(tmp_path / "none")
    with pytest.raises(ProjectError, match=r"no diplograph\.toml here or in a folder above"):
        find(tmp_path)


def test_shipped_project_serves_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    elsewhere = tmp_path / "outside"
    elsewhere.mkdir()
    (root / "diplograph.toml").rename(tmp_path / "kept.toml")
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (tmp_path / "kept.toml").rename(shipped / "diplograph.toml")
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr("diplograph.sources.project._INSTALLED", shipped)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = find()
    assert project.root == shipped
    assert project.build == tmp_path / "cache" / "diplograph"
    assert project.is_shipped
    assert find(shipped) == project
    with pytest.raises(ProjectError, match=r"no diplograph\.toml here"):
        project.check_own()


def test_a_checkout_ships_as_a_wheel_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = find()
    assert (project.root, project.is_shipped) == (ROOT, True)
    assert project.build == tmp_path / "cache" / "diplograph"
    assert find(ROOT).is_shipped is False
    assert find(ROOT).build == ROOT / "build"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    with pytest.raises(ProjectError, match="set HOME"):
        find()
