"""`diplograph query`, `queries` and `explain`, as a user meets them; over an endpoint too."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diplograph.sources.project import Project
from helpers import ROOT
from servers import Server, oxigraph
from sparql.faulty import ROWS, answer, endpoint, row


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "diplograph.interfaces.cli.main", *arguments],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def server(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("server"), built.graph_file) as running:
        yield running


def test_entities_go_by_name_in_either_language() -> None:
    by_name = run(
        "query", "visits", "--set", "host=كازاخستان", "--set", "kind=presidential visit", "--format", "csv"
    )
    by_iri = run(
        "query",
        "visits",
        "--set",
        "host=state/kazakhstan",
        "--set",
        "kind=dg:presidentialVisit",
        "--format",
        "csv",
    )
    assert by_name.returncode == 0
    assert by_name.stdout == by_iri.stdout
    assert "Mubarak" in by_name.stdout


def test_evidence_is_one_more_column() -> None:
    done = run("query", "visits-by-direction", "--evidence", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert all(set(row["passage"].split()) <= set(row["evidence"].split()) for row in rows)
    refused = run("query", "did-visit", "--evidence")
    assert (refused.returncode, refused.stderr) == (
        2,
        "did-visit has no rows that passages could be added to\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["visits", "--set", "host=Ruritania"],
            "host: nothing (dg:State) is called 'Ruritania'; 'diplograph search'",
        ),
        (
            ["visits", "--set", "host=state/egpyt"],
            "host: the graph has no state/egpyt; did you mean state/egypt?",
        ),
        (["visits-in-period", "--set", "from=soon"], "from must be a day written YYYY-MM-DD, not 'soon'"),
        (["visits", "--set", "lang=fr"], "lang must be one of en, ar, not 'fr'"),
        (["relation-on-day"], "relation-on-day needs --set day=…"),
        (["visits", "--page", "10"], "--page is for an --endpoint"),
        (["visits", "--endpoint", "ftp://x"], "the endpoint must be an address such as"),
        (["visits", "--endpoint", "http://a:b@localhost/"], "credentials do not belong in the address"),
    ],
)
def test_unusable_value_is_one_line_with_exit_code_2(arguments: list[str], message: str) -> None:
    done = run("query", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_a_name_was_taken_for_is_reported_even_where_it_is_quiet() -> None:
    asked = ("query", "did-visit", "--set", "person=د. حمدي زقزوق", "--set", "state=Kazakstan")
    done = run("-q", *asked)
    assert (done.returncode, done.stdout) == (0, "true\n")
    assert done.stderr.splitlines() == [
        "person: took “Hamdi Zakzouk” (leader/hamdi-zakzouk) for “د. حمدي زقزوق”",
        "state: took “Kazakhstan” (state/kazakhstan) for “Kazakstan”",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml", "table"])
def test_endpoint_answers_as_the_graph_at_hand(format: str, server: Server) -> None:
    asked = ("query", "visits-between", "--set", "a=Egypt", "--set", "b=مصر", "--format", format)
    here, there = run(*asked), run(*asked, "--endpoint", server.query)
    assert there.returncode == 0, there.stderr
    if format == "json":
        assert json.loads(here.stdout) == json.loads(there.stdout)
    else:
        assert here.stdout.replace("\r", "") == there.stdout.replace("\r", "")


@pytest.mark.slow
def test_evidence_over_an_endpoint(server: Server) -> None:
    asked = ("query", "trade", "--evidence", "--format", "csv")
    assert run(*asked).stdout == run(*asked, "--endpoint", server.query).stdout


@pytest.mark.slow
def test_failing_endpoint_is_one_line_with_exit_code_3_and_prints_nothing() -> None:
    half = answer((ROWS % ",".join(map(row, range(50))))[:-3], length="99999")
    query = ROOT / "tests" / "interfaces" / "cli" / "rows.rq"
    for format in ("csv", "json", "xml", "table"):
        with endpoint(half) as faulty:
            done = run("query", str(query), "--endpoint", faulty.url, "--format", format)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == "the endpoint broke off in the middle of its answer\n"


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(answer("", status=401, WWW_Authenticate='Basic realm="r"')) as faulty:
        query = str(ROOT / "tests" / "interfaces" / "cli" / "rows.rq")
        secrets = {"DIPLOGRAPH_USER": "kg", "DIPLOGRAPH_PASSWORD": "hunter2"}
        done = run("query", query, "--endpoint", faulty.url, **secrets)
    assert done.returncode == 3
    assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.slow
def test_explain_goes_down_to_the_passages() -> None:
    done = run("explain", "leader/mubarak", "dg:visited", "Kazakhstan")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Mubarak  visited  Kazakhstan"
    assert lines[1].startswith("  by the rule visited: ")
    assert any(
        "visitor  Mubarak  [document/egypt-kazakhstan-relations#char=1210,1278" in line for line in lines
    )
    arabic = run("explain", "مبارك", "dg:visited", "كازاخستان", "--lang", "ar").stdout
    assert "بقاعدة visited" in arabic
    (why,) = json.loads(run("explain", "leader/mubarak", "dg:visited", "--format", "json").stdout)
    assert why["rule"] == "visited"
    nothing = run("explain", "state/egypt", "dg:capital")
    assert (nothing.returncode, nothing.stderr.count("\n")) == (2, 1)


def test_question_is_described_with_what_it_needs(tmp_path: Path) -> None:
    done = run("queries", "relation-on-day")
    assert "--set day=…  (date, required)" in done.stdout
