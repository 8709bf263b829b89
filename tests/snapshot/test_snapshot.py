"""`Snapshot`: the loaded project."""

from __future__ import annotations

from pathlib import Path

from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from helpers import HEADER, make_project

MEMBER = '<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar .\n'
OTHER = '<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar .\n'
STATES = "SELECT (COUNT(DISTINCT ?state) AS ?n) { ?state a dg:State }"


def count(snapshot: Snapshot) -> str:
    return snapshot.ask(STATES).rows[0][0].value  # type: ignore[union-attr]


def test_parts_are_those_of_the_built_graph(built: Project) -> None:
    snapshot = Snapshot.open(built)
    assert len(snapshot.quads) == len(built.graph_file.read_bytes().splitlines())
    inferred = {quad.graph_name.value for quad in snapshot.inferred}  # type: ignore[union-attr]
    assert inferred
    assert all(name.startswith(built.graph("inferred/")) for name in inferred)
    assert not any("/graph/inferred/" in str(quad.graph_name) for quad in snapshot.asserted)


def test_places_are_lines_of_the_data(tmp_path: Path) -> None:
    snapshot = Snapshot.open(make_project(tmp_path, states=MEMBER))
    place = snapshot.places.locate("<https://w3id.org/diplograph/id/state/freedonia>")
    assert place is not None
    assert (place.path.name, place.line) == ("states.ttl", HEADER.count("\n") + 1)


def test_files_stand_in_the_context_of_the_project_and_nothing_is_written(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", states=MEMBER)
    given = tmp_path / "given.ttl"
    given.write_text(HEADER + OTHER, encoding="utf-8")
    own = project.data / "test" / "states.ttl"
    snapshot = Snapshot.with_files(project, [given, own])
    assert count(snapshot) == "2"
    assert [source.graph for source in snapshot.data_sources] == ["facts/test", "facts/given"]
    assert not project.graph_file.exists()


def test_a_snapshot_stays_as_it_was_when_the_graph_is_built_again(tmp_path: Path) -> None:
    project = make_project(tmp_path, states=MEMBER)
    before = Snapshot.open(project)  # nothing of it is loaded yet
    (project.data / "test" / "more.ttl").write_text(HEADER + OTHER, encoding="utf-8")
    after = Snapshot.open(project)
    assert (count(before), count(after)) == ("1", "2")
    assert len(before.quads) < len(after.quads)


def test_what_was_edited_since_the_build_has_no_line_rather_than_a_wrong_one(tmp_path: Path) -> None:
    project = make_project(tmp_path, states=MEMBER, others=OTHER)
    snapshot = Snapshot.open(project)
    states = project.data / "test" / "states.ttl"
    states.write_text("\n\n\n" + states.read_text(encoding="utf-8"), encoding="utf-8")
    assert snapshot.places.locate("<https://w3id.org/diplograph/id/state/freedonia>") is None
    place = snapshot.places.locate("<https://w3id.org/diplograph/id/state/ruritania>")
    assert place is not None
    assert place.path.name == "others.ttl"
