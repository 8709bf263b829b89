"""`diplograph search`: the table, the other formats, and what is said where nothing is found."""

from __future__ import annotations

import argparse
import csv
import io
import json
from pathlib import Path

import pytest

from diplograph.base.errors import QueryError
from diplograph.interfaces.cli.search import run
from diplograph.sources.project import Project
from helpers import make_project

FACTS = """
<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar ; skos:hiddenLabel "رورتانيا"@ar .
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar .
<id/leader/rudolf> a dg:Person ; rdfs:label "Rudolf of Ruritania"@en , "رودلف ملك روريتانيا"@ar .
"""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project", facts=FACTS)


def options(project: Project, text: str, **others: object) -> argparse.Namespace:
    given = {"limit": 20, "type": None, "format": "table", "spreadsheet": False, "lang": "en", "quiet": False}
    given |= others
    return argparse.Namespace(project=str(project.root), text=text, **given)


def test_the_table(small: Project, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(options(small, "Ruritania")) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0].split() == ["Name", "Type", "Matched", "spelling", "Entity"]
    assert lines[2].split() == ["Ruritania", "state", "Ruritania", "state/ruritania"]
    assert lines[3].split()[-1] == "leader/rudolf"
    assert lines[-1] == "2 rows"


def test_the_table_in_arabic_shows_the_misprint_that_was_found(
    small: Project, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(options(small, "رورتانيا", lang="ar", limit=1)) == 0
    out = capfdbinary.readouterr().out.decode()
    assert all(
        word in out for word in ("الاسم", "النوع", "الرسم المطابق", "المعرّف", "روريتانيا", "رورتانيا", "دولة")
    )


def test_json(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(options(small, "Rudolv", format="json")) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["iri"] == "https://w3id.org/diplograph/id/leader/rudolf"
    assert (hit["label"], hit["matched"], hit["match"], hit["type"]) == (
        "Rudolf of Ruritania",
        "Rudolf of Ruritania",
        "spelling",
        "person",
    )


def test_csv(small: Project, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(options(small, "freedonia", format="csv")) == 0
    rows = list(csv.reader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert rows == [
        ["name", "type", "matched", "iri"],
        ["Freedonia", "state", "Freedonia", "https://w3id.org/diplograph/id/state/freedonia"],
    ]


@pytest.mark.parametrize("name", ["dg:Person", "Person"])
def test_only_a_class(small: Project, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert run(options(small, "Ruritania", type=name, format="json")) == 0
    assert [hit["label"] for hit in json.loads(capsys.readouterr().out)] == ["Rudolf of Ruritania"]


@pytest.mark.parametrize(
    ("format", "out"), [("table", ""), ("json", "[]\n"), ("csv", "name,type,matched,iri\r\n")]
)
def test_nothing_found(
    small: Project, capfdbinary: pytest.CaptureFixture[bytes], format: str, out: str
) -> None:
    assert run(options(small, "Zzyzx", format=format)) == 1
    captured = capfdbinary.readouterr()
    assert captured.out.decode() == out
    assert captured.err.decode() == "nothing is called “Zzyzx”\n"


@pytest.mark.parametrize(
    ("text", "others"),
    [("؟", {}), ("x", {"limit": -1}), ("x", {"type": "Nothing"})],
)
def test_unusable_input(small: Project, text: str, others: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        run(options(small, text, **others))


def test_a_changed_fact_is_found_at_once(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(options(small, "Sylvania", format="json")) == 1
    path = small.data / "test" / "facts.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("Freedonia", "Sylvania"), encoding="utf-8")
    assert run(options(small, "Sylvania", format="json")) == 0


def test_an_index_damaged_within_is_made_again(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(options(small, "Freedonia", format="json")) == 0
    index = small.build / "search.db"
    whole = index.read_bytes()
    # The page of the first table, which says which graph the index is of, stays whole.
    index.write_bytes(whole[: 3 * 4096] + b"\xff" * (len(whole) - 3 * 4096))
    assert run(options(small, "Freedonia", format="json")) == 0
    assert b"\xff" * 4096 not in index.read_bytes()
