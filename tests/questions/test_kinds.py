"""Kinds: those of the ontology, and those that a project adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.errors import ProjectError, QueryError
from diplograph.base.names import BASE, DG
from diplograph.checks.nearest import nearest
from diplograph.checks.validation import validate
from diplograph.interfaces.cli.main import main
from diplograph.questions.adding_kinds import add_kind
from diplograph.questions.kinds import Kind, Kinds
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project, find
from helpers import make_project

VISIT = """
<id/state/f> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar .
<id/visit/v> a dg:Visit ; rdfs:label "A visit"@en , "زيارة"@ar ;
    dg:hostState <id/state/f> ; dg:visitKind <id/kind/{kind}> .
"""
BOTH = {"en": "state funeral", "ar": "جنازة رسمية"}


def kinds_of(**broader: list[str]) -> Kinds:
    members = [Kind(iri, {"en": iri}, broader=above) for iri, above in broader.items()]
    return Kinds({"s": Kind("s")}, {"s": tuple(members)})


def test_kinds_are_grouped_by_what_is_broader() -> None:
    kinds = kinds_of(b=[], c=["a"], a=["outside"], d=["c"])
    shown = [(depth, kind.iri) for depth, kind in kinds.grouped(Kind("s"), ["en"])]
    assert shown == [(0, "a"), (1, "c"), (2, "d"), (0, "b")]


def test_kinds_in_a_circle_are_listed_once() -> None:
    kinds = kinds_of(a=["b"], b=["a"])
    assert [kind.iri for _, kind in kinds.grouped(Kind("s"), ["en"])] == ["a", "b"]


@pytest.mark.parametrize("name", ["eventKinds", "dg:eventKinds", DG + "eventKinds", "Kinds of  event"])
def test_scheme_is_found_by_any_of_its_names(name: str, built: Project) -> None:
    kinds = Kinds.read(Snapshot.open(built))
    scheme = kinds.scheme(name)
    assert scheme.iri == DG + "eventKinds"
    assert all(kind.labels.keys() == kind.definitions.keys() for kind in kinds.members[scheme.iri])
    assert any(code.startswith("CAMEO ") for kind in kinds.members[scheme.iri] for code in kind.codes)
    assert any("Vienna Convention" in text for kind in kinds.members[scheme.iri] for text in kind.references)
    with pytest.raises(QueryError, match="did you mean eventKinds"):
        kinds.scheme("evntKinds")


@pytest.mark.slow
def test_added_kind_is_known_to_the_checks_and_named_among_the_nearest(tmp_path: Path) -> None:
    project = make_project(tmp_path, facts=VISIT.format(kind="state-funerals"))
    about = {"labels": BOTH, "definitions": {"en": "A visit to a state funeral."}}
    added = add_kind(project, "visitKinds", broader="official visit", **about)  # type: ignore[arg-type]
    assert added.iri == f"{BASE}id/kind/state-funeral"
    assert added.path == project.data / "kinds" / "kinds.ttl"

    def messages() -> list[str]:
        found = validate(project).findings
        return [one.message("en") for one in found if one.predicate == DG + "visitKind"]

    (told,) = messages()
    assert "Did you mean kind/state-funeral (state funeral)" in told
    assert "'diplograph kinds visitKinds' lists them" in told
    facts = project.data / "test" / "facts.ttl"
    facts.write_text(facts.read_text(encoding="utf-8").replace("funerals>", "funeral>"), encoding="utf-8")
    assert messages() == []

    for labels, slug in (
        ({"en": " State  Funeral", "ar": "أخرى"}, "other"),
        ({"en": "other", "ar": "أخرى"}, "state-funeral"),
    ):
        with pytest.raises(QueryError, match="is there already"):
            add_kind(project, "visitKinds", labels=labels, slug=slug)
    with pytest.raises(QueryError, match="a label in the language ar"):
        add_kind(project, "visitKinds", labels={"en": "other"})
    with pytest.raises(QueryError, match="give --slug"):
        add_kind(project, "visitKinds", labels={"en": "'", "ar": "أخرى"})
    before = added.path.read_text(encoding="utf-8")
    quoted = {"en": 'a "so-called"\nvisit', "ar": "زيارة «مزعومة»"}
    other = add_kind(project, "dg:visitKinds", labels=quoted)
    assert added.path.read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    kinds = Kinds.read(Snapshot.open(project))
    own = {kind.iri: kind for kind in kinds.members[DG + "visitKinds"] if kind.is_own}
    assert own.keys() == {added.iri, other.iri}
    assert own[other.iri].labels == quoted
    assert own[added.iri].broader == [DG + "officialVisit"]


def test_kind_is_not_added_to_the_shipped_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProjectError):
        add_kind(find(), "visitKinds", labels=BOTH)


def test_at_most_three_names_are_near() -> None:
    names = [f"urn:x#visit{letter}" for letter in "abcd"]
    assert len(nearest("urn:x#visit", names)) == 3


@pytest.mark.slow
def test_command_in_a_project_of_one_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path, facts=VISIT.format(kind="funerailles-d-etat"))
    settings = tmp_path / "diplograph.toml"
    settings.write_text('languages = ["fr"]\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(project.root)
    add = ["kinds", "add", "visitKinds", "Funérailles d’État", "--definition", "Une visite."]
    assert main([*add, "--lang", "ar"]) == 0
    assert "kind/fun" in capsys.readouterr().out
    assert main(["kinds", "visitKinds", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Funérailles d’État  [kind/funerailles-detat]\n    Une visite.\n" in shown
    assert main(["kinds", "visitKinds", "more", "--lang", "en"]) == 2
