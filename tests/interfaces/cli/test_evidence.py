"""`diplograph evidence` and `diplograph documents`, as a user meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.sources.project import Project
from helpers import HEADER, make_project

TEXT = "Rudolf came to Freedonia on 7 November 1996."
FACTS = """
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; dg:evidence <document/news#char=15,24> .
<id/leader/rudolf> a dg:Person ; rdfs:label "Rudolf"@en , "رودلف"@ar ; dg:evidence <document/news#char=0,6> .
<id/visit/v> a dg:Visit ; rdfs:label "Rudolf in Freedonia"@en , "رودلف في فريدونيا"@ar ;
    dg:visitor <id/leader/rudolf> ; dg:hostState <id/state/freedonia> ;
    dg:date "1996-11-07"^^edtf:EDTF ;
    dg:evidence <document/news#char=0,43> .
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


ADD = ["documents", "add", "none.txt", "--title", "x", "--language", "en"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture
def run(project: Project) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        environment.pop("DIPLOGRAPH_DOCUMENTS", None)
        return subprocess.run(
            [sys.executable, "-m", "diplograph.interfaces.cli.main", *arguments],
            cwd=project.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def registered(project: Project, run: Run, tmp_path: Path) -> Project:
    """Return the project with a document registered by the command, and facts that cite it."""
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    done = run(
        "documents",
        "add",
        str(tmp_path / "news.txt"),
        "--title",
        "News",
        "--title",
        "ar=أخبار",
        "--language",
        "en",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"Registered news, {len(TEXT)} characters:",
        "  data/documents/news.ttl",
        "  documents/news.txt",
    ]
    (project.data / "test" / "facts.ttl").write_text(HEADER + FACTS, encoding="utf-8")
    return project


def test_good_evidence_conforms(registered: Project, run: Run) -> None:
    done = run("evidence", "check")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == (
        "statements proven: 12, understood: 0, confirmed: 0, not shown: 0, contradicted: 0, unproven: 0, "
        "unchecked: 0"
    )
    assert json.loads(run("evidence", "check", "--format", "json").stdout)["conforms"] is True


def test_unproven_value_is_one_line_with_exit_code_1(registered: Project, run: Run) -> None:
    facts = registered.data / "test" / "facts.ttl"
    facts.write_text(facts.read_text(encoding="utf-8").replace("11-07", "11-08"), encoding="utf-8")
    done = run("evidence", "check")
    line = next(
        n for n, text in enumerate(facts.read_text(encoding="utf-8").splitlines(), 1) if "11-08" in text
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        f"data/test/facts.ttl:{line}: violation: no date 1996-11-08; stated: 1996-11-07"
        ' [visit/v dg:date "1996-11-08"] document/news#char=0,43'
    )
    assert run("validate").returncode == 1
    assert "الأقوال المثبتة: 11" in run("evidence", "check", "--lang", "ar").stdout
    for form in ("junit", "sarif"):
        assert run("evidence", "check", "--format", form).returncode == 1


@pytest.mark.slow
def test_missing_copy_is_said_and_is_no_failure(registered: Project, run: Run) -> None:
    (registered.documents / "news.txt").unlink()
    done = run("evidence", "check")
    assert done.returncode == 0
    assert "not available locally: news" in done.stderr
    assert "unchecked: 6" in done.stdout
    assert run("documents", "list").stdout == f"news  en  {len(TEXT)}  no local copy  News\n"


@pytest.mark.slow
def test_coverage_names_what_rests_on_a_sentence(registered: Project, run: Run) -> None:
    done = run("evidence", "coverage")
    assert done.returncode == 0
    assert "Rudolf in Freedonia" in done.stdout
    assert done.stdout.endswith("news: 100.0% of sentences accounted for, 100.0% of letters used\n")
    assert (
        '<html lang="ar" dir="rtl">' in run("evidence", "coverage", "--format", "html", "--lang", "ar").stdout
    )
    (coverage,) = json.loads(run("evidence", "coverage", "--format", "json").stdout)["coverage"]
    assert coverage["sentences"][0]["end"] == len(TEXT)


HOSTILE = "\x1b]52;c;eA==\x07\x1b[31m\x9b32m\x7f\u202eevil\u2066\u2028\r\n  violation: forged"


@pytest.mark.slow
def test_no_command_lets_data_steer_the_terminal(registered: Project, run: Run) -> None:
    """Labels, dates, names of files and of documents, and words of a document all try to."""
    before = registered.root / "before.ttl"
    before.write_text(HEADER + FACTS, encoding="utf-8")
    escaped = "".join(f"\\u{ord(character):04x}" for character in HOSTILE)
    hostile = (
        FACTS.replace('"@en', f' {escaped}"@en').replace('"@ar', f' {escaped}"@ar').replace("-07", escaped)
    )
    facts = registered.data / "news" / "a\x1b[31m\u202e\n.ttl"
    facts.parent.mkdir(exist_ok=True)
    facts.write_text(HEADER + hostile, encoding="utf-8")
    for path in registered.data.glob("test/*.ttl"):
        path.unlink()
    commands = (
        *(
            ["explain", "visit/v"],
            ["evidence", "check"],
            ["evidence", "coverage"],
            ["evidence", "show", "visit/v"],
            ["evidence", "wordings"],
            ["evidence", "suggest"],
        ),
        *(["validate"], ["diff", str(before), str(facts)], ["query", "visits"], ["search", "Rudolf"]),
        *(["documents", "list"], ["shapes", "coverage"], ["queries", HOSTILE], ["search", HOSTILE]),
        *(["query", "-", "--set", f"{HOSTILE}=1"], ["export", HOSTILE], [HOSTILE], ["build", HOSTILE]),
        *(["evidence", "locate", "news", "R" + HOSTILE], ["evidence", "locate", HOSTILE, "x"]),
        *(["validate", HOSTILE], ["diff", HOSTILE, "b"], ["build", "--project", HOSTILE]),
    )
    for number, arguments in enumerate(commands):
        done = run(*arguments, "--lang", ("en", "ar")[number % 2])
        shown = done.stdout + done.stderr
        assert shown
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown), (
            arguments
        )
        assert not re.search("^  violation: forged", shown, re.MULTILINE), arguments
        assert done.returncode != 70, done


@pytest.mark.slow
def test_show_and_locate(registered: Project, run: Run) -> None:
    shown = run("evidence", "show", "visit/v").stdout
    assert (
        "dg:date 1996-11-07: proven (date or figure)\n"
        "    document/news#char=0,43  Rudolf came to Freedonia on ⟦7 November 1996⟧" in shown
    )
    in_arabic = run("evidence", "show", "visit/v", "--lang", "ar").stdout
    assert "dg:date 1996-11-07: مثبت (التاريخ أو الرقم)" in in_arabic
    found = json.loads(run("evidence", "show", "visit/v", "--format", "json").stdout)
    (date,) = (one for one in found["statements"] if one["property"].endswith("#date"))
    assert (date["aspect"], date["verdict"], date["reason"]) == ("value", "proven", "")
    ((passage),) = date["passages"]
    ((start, end),) = passage["marks"]
    assert passage["words"][start:end] == "7 November 1996"
    assert run("evidence", "locate", "news", "Freedonia").stdout == "<document/news#char=15,24>\n"
    for words, code, error in (
        ("fREEDONIA ON", 0, ""),
        (
            "Fredonia",
            1,
            "these words are not in news; the nearest are at <document/news#char=15,24>: Freedonia\n",
        ),
        ("قطار", 1, "these words are not in news, nor anything like them\n"),
    ):
        done = run("evidence", "locate", "news", words)
        assert (done.returncode, done.stderr, bool(done.stdout)) == (code, error, not code)


def test_wordings_lists_what_no_fact_uses(registered: Project, run: Run) -> None:
    assert run("evidence", "wordings").stdout.splitlines()[-1] == (
        "kinds without wordings: 0, words of a kind that no fact uses: 0"
    )
    facts = registered.data / "test" / "facts.ttl"
    facts.write_text(facts.read_text(encoding="utf-8").partition("<id/visit/v>")[0], encoding="utf-8")
    done = run("evidence", "wordings", "--lang", "ar")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("لا تستعمله واقعة: document/news#char=7,14 came to [dg:")
    (found,) = json.loads(run("evidence", "wordings", "--format", "json").stdout)["unused"]
    assert (found["words"], found["standing"]) == ("came to", None)


def test_suggest_writes_a_new_file_of_proposals(registered: Project, run: Run) -> None:
    facts = registered.data / "test" / "facts.ttl"
    facts.write_text(facts.read_text(encoding="utf-8").replace("char=0,43", "char=0,24"), encoding="utf-8")
    done = run("evidence", "suggest", "visit/v", "--lang", "ar")
    assert done.returncode == 0
    assert "<id/visit/v> dg:evidence <document/news#char=0,43> ." in done.stdout.splitlines()
    assert done.stderr == (
        "المقاطع: 1، الادعاءات: 0، الادعاءات التي تنتظر التأكيد: 0، الأقوال التي بلا مقترح: 0\n"
    )
    assert run("evidence", "suggest", "-q", "-o", "proposed.ttl").stdout == ""
    assert (registered.root / "proposed.ttl").read_text(encoding="utf-8").startswith("@base")
    again = run("evidence", "suggest", "-o", "proposed.ttl")
    assert (again.returncode, again.stderr) == (2, "proposed.ttl: is there already: name another file\n")


def test_build_with_quotes_puts_the_words_into_the_graph(registered: Project, run: Run) -> None:
    assert run("build").returncode == 0
    assert TEXT[:-1] not in registered.graph_file.read_text(encoding="utf-8")
    assert run("build", "--with-quotes").returncode == 0
    assert f'#exact> "{TEXT[:-1]}"' in registered.graph_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["evidence", "show", "visit/none"], "NODE: the graph has no visit/none"),
        (["evidence", "show", "https://example.org/x"], "nothing with evidence is said of"),
        (["evidence", "locate", "nothing", "x"], "no document is registered as 'nothing'"),
        ([*ADD, "--title", "ar=س"], "none.txt: cannot be read"),
        (ADD, "needs a title in the language ar, not empty: --title ar=…"),
        ([*ADD, "--title", "ar= "], "needs a title in the language ar"),
        ([*ADD, "--title", "en=y"], "there are two texts in the language en"),
        (["evidence", "chekc"], "invalid choice: 'chekc'"),
    ],
)
def test_wrong_use_is_one_line_with_exit_code_2(arguments: list[str], words: str, run: Run) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
