"""Property graphs, loaded into an embedded graph database and asked in Cypher."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from diplograph.publishing.formats.property_graphs import write_neo4j, write_neptune
from diplograph.publishing.formats.tables import read_tables
from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from helpers import make_project


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("write", [write_neo4j, write_neptune])
def test_every_node_and_relation_is_there(write: Any, world: Project, tmp_path: Path) -> None:
    write(world, tmp_path)
    tables = read_tables(world)
    nodes = set()
    for table in tables.tables.values():
        found = rows(tmp_path / f"{table.name}.csv")
        assert len(found) == table.rows
        nodes |= {row.get("iri:ID") or row[":ID"] for row in found}
    relations = rows(tmp_path / "relationships.csv")
    assert all(row[":START_ID"] in nodes and row[":END_ID"] in nodes for row in relations)
    assert len({tuple(row.values()) for row in relations}) == len(relations)


def test_headers_are_typed(built: Project, tmp_path: Path) -> None:
    write_neo4j(built, tmp_path)
    with (tmp_path / "Observation.csv").open(encoding="utf-8") as stream:
        header = stream.readline().strip().split(",")
    assert header[:2] == ["iri:ID", ":LABEL"]
    assert "value:double" in header or "value:long" in header
    assert "label_ar:string" in header


def test_cypher_gives_what_the_graph_says(built: Project, tmp_path: Path) -> None:
    ladybug = pytest.importorskip("real_ladybug")
    write_neo4j(built, tmp_path)
    connection = ladybug.Connection(ladybug.Database(str(tmp_path / "database")))
    for name in ("Visit", "State", "Person"):
        connection.execute(f"CREATE NODE TABLE {name}(iri STRING PRIMARY KEY, label STRING)")
        for row in rows(tmp_path / f"{name}.csv"):
            told = {"iri": row["iri:ID"], "label": row.get("label_en:string", "")}
            connection.execute(f"CREATE (:{name} {{iri: $iri, label: $label}})", told)
    relations = rows(tmp_path / "relationships.csv")
    for kind, target in (("HOST_STATE", "State"), ("VISITOR", "Person")):
        connection.execute(f"CREATE REL TABLE {kind}(FROM Visit TO {target})")
        for row in relations:
            if row[":TYPE"] == kind:
                told = {"one": row[":START_ID"], "other": row[":END_ID"]}
                connection.execute(
                    f"MATCH (a:Visit {{iri: $one}}), (b:{target} {{iri: $other}}) CREATE (a)-[:{kind}]->(b)",
                    told,
                )
    query = (
        "MATCH (l:Person)<-[:VISITOR]-(v:Visit)-[:HOST_STATE]->(s:State {label: 'Egypt'}) "
        "RETURN DISTINCT l.label ORDER BY l.label"
    )
    answer = connection.execute(query)
    found = []
    while answer.has_next():
        found.append(answer.get_next()[0])
    assert "Nazarbayev" in " ".join(found)  # as `diplograph query visits --set host=Egypt` says
    assert "Mubarak" not in " ".join(found)


TWO_CLASSES = """
<id/x> a dg:Treaty , dg:Event ; rdfs:label "X"@en , "س"@ar ; skos:altLabel "a; b"@en , "c"@en ;
    dg:party <id/state/r> .
<id/state/r> a dg:State ; rdfs:label "R"@en , "ر"@ar .
"""


@pytest.mark.parametrize(("write", "names"), [(write_neo4j, "a; b\x1fc"), (write_neptune, "a\\; b;c")])
def test_a_node_of_two_classes_is_one_node_and_lists_keep_semicolons(
    write: Any, names: str, tmp_path: Path
) -> None:
    """A loader takes no identifier twice, and a semicolon in a name is none between names."""
    project = make_project(tmp_path / "project", facts=TWO_CLASSES)
    build(project)
    out = tmp_path / "out"
    out.mkdir()
    write(project, out)
    found = [row for path in out.glob("*.csv") for row in rows(path) if project.base + "id/x" in row.values()]
    [node] = [row for row in found if ":LABEL" in row]
    relations = sorted(row[":TYPE"] for row in found if ":TYPE" in row)
    assert node[":LABEL"] == "Event;Treaty"
    assert names in node.values()
    assert relations == ["INVOLVES", "PARTY"]  # a rule infers the one from the other
