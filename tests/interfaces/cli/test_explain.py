"""`diplograph explain`: what it prints for a small world of our own, in both languages and forms."""

from __future__ import annotations

import argparse
import json

import pytest

from diplograph.base.errors import QueryError
from diplograph.interfaces.cli.explain import run
from diplograph.sources.documents import describe
from diplograph.sources.project import Project
from helpers import make_project

TEXT = "Rudolf came to Freedonia in 1996. In 1998 he came again."
DOCUMENT = describe("https://w3id.org/diplograph/document/news", TEXT, labels={}, language="en")
WORLD = f"""
<document/news> a dg:Document ; rdfs:label "News"@en , "أخبار"@ar ; dcterms:language "en" ;
    dg:length {DOCUMENT.length} ; dg:sha256 "{DOCUMENT.sha256}" ; dg:checkpoints "{DOCUMENT.checkpoints}" .
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; dg:evidence <document/news#char=15,24> .
<id/leader/rudolf> a dg:Person ; rdfs:label "Rudolf"@en , "رودلف"@ar ; dg:evidence <document/news#char=0,6> .
<id/visit/first> a dg:Visit ; rdfs:label "First visit"@en , "الزيارة الأولى"@ar ;
    dg:visitor <id/leader/rudolf> ; dg:hostState <id/state/freedonia> ; dg:evidence <document/news#char=0,32> .
<id/visit/second> a dg:Visit ; rdfs:label "Second visit"@en , "الزيارة الثانية"@ar ;
    dg:visitor <id/leader/rudolf> ; dg:hostState <id/state/freedonia> ; dg:evidence <document/news#char=34,55> .
"""
VISITED = ("leader/rudolf", "dg:visited", "state/freedonia")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("explain") / "project", world=WORLD)


def asked(project: Project, *terms: str, lang: str = "en", form: str = "text") -> argparse.Namespace:
    subject, predicate, value = (*terms, None, None)[:3]
    return argparse.Namespace(
        project=str(project.root),
        subject=subject,
        predicate=predicate,
        object=value,
        format=form,
        lang=lang,
        quiet=True,
    )


def test_each_way_is_a_tree_of_premises_with_passages(
    world: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(asked(world, *VISITED)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Rudolf  visited  Freedonia"
    assert lines[1].startswith("  by the rule visited: ")
    assert [line for line in lines if line.startswith("  way ")] == ["  way 1:", "  way 2:"]
    assert "    First visit  visitor  Rudolf  [document/news#char=0,32]" in lines
    assert "    Second visit  visitor  Rudolf  [document/news#char=34,55]" in lines


def test_reader_of_arabic_gets_arabic(world: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked(world, *VISITED, lang="ar")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("رودلف")
    assert lines[0].endswith("فريدونيا")
    assert lines[1] == "  بقاعدة visited: زائر يسميه المصدر زار الدولة المضيفة."
    assert "  الوجه 2:" in lines


def test_json_says_the_same(world: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked(world, *VISITED, form="json")) == 0
    (why,) = json.loads(capsys.readouterr().out)
    assert why["rule"] == "visited"
    ways = [{premise["subject"].rpartition("/id/")[2] for premise in way} for way in why["derivations"]]
    assert ways == [
        {"leader/rudolf", "state/freedonia", "visit/first"},
        {"leader/rudolf", "state/freedonia", "visit/second"},
    ]


def test_statement_that_is_said_has_no_rule(world: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked(world, "visit/first", "dg:visitor", "leader/rudolf", form="json")) == 0
    (why,) = json.loads(capsys.readouterr().out)
    assert (why["rule"], why["derivations"]) == (None, [])


def test_all_that_is_inferred_about_a_node(world: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked(world, "leader/rudolf", form="json")) == 0
    rules = {why["rule"] for why in json.loads(capsys.readouterr().out)}
    assert "visited" in rules
    assert None not in rules


@pytest.mark.parametrize(
    "terms",
    [
        ("state/freedonia", "dg:visited"),
        ("state/ruritania",),
        ("leader/rudolf", "dg:visited", "leader/rudolf"),
    ],
)
def test_what_nobody_says_is_one_line(world: Project, terms: tuple[str, ...]) -> None:
    with pytest.raises(QueryError) as failure:
        run(asked(world, *terms))
    assert failure.value.exit_code == 2
    assert "\n" not in str(failure.value)
