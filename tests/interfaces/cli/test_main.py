"""The command line as a user meets it: output, one-line errors, exit codes."""

from __future__ import annotations

import errno
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph import __version__
from diplograph.base.messages import say
from diplograph.interfaces.cli.main import command_names, main
from diplograph.sources.project import Project
from helpers import HEADER, ROOT, make_project

Run = Callable[..., "subprocess.CompletedProcess[str]"]

STATES = """
<id/state/ruritania> a dg:State ; rdfs:label "Ruritania"@en , "روريتانيا"@ar ; dg:evidence <document/d#char=1,5> .
<id/state/freedonia> a dg:State ; rdfs:label "Freedonia"@en , "فريدونيا"@ar ; dg:evidence <document/d#char=1,5> .
<document/d> a dg:Document ; rdfs:label "Year book"@en , "كتاب سنوي"@ar ; dg:length 10 ; dcterms:language "en" ;
    dg:sha256 "5fd287799c3601536da9f0aa4d407803f8a73010174291f467b8df81cf9b1fcf" .
"""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project", states=STATES)


@pytest.fixture
def run(small: Project) -> Run:
    """Run the installed command in the folder of a small project."""

    def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "diplograph.interfaces.cli.main", *arguments],
            input=stdin,
            capture_output=True,
            cwd=small.root,
            env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


def assert_one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout == f"diplograph {__version__}\n"
    text = run("--help").stdout
    assert all(command in text for command in ("build", "validate", "query", "queries"))


def test_language_and_quiet_hold_before_and_after_the_command() -> None:
    from diplograph.interfaces.cli.main import make_parser

    for arguments in (["--lang", "ar", "queries"], ["queries", "--lang", "ar"]):
        assert make_parser(arguments).parse_args(arguments).lang == "ar"
    for arguments, quiet in ((["-q", "build"], True), (["evidence", "check"], False)):
        assert make_parser(arguments).parse_args(arguments).quiet is quiet


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\nfrom diplograph.interfaces.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'rdflib', 'pyshacl', 'networkx', 'pyoxigraph', 'SPARQLWrapper', 'yaml'} & sys.modules.keys()\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_command_imports_no_other(run: Run) -> None:
    code = (
        "import sys\nfrom diplograph.interfaces.cli import main\n"
        "main.make_parser(['--lang', 'ar', 'query', 'visits'])\n"
        "print(*(name for name in main.command_names() if f'{main.PACKAGE}.{name}' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["query"]


def test_every_command_is_found_and_described() -> None:
    names = command_names()
    assert {"build", "validate", "query", "queries", "push"} <= set(names)
    for name in names:
        module = importlib.import_module(f"diplograph.interfaces.cli.{name}")
        assert not say(f"help.{name}", "en").endswith(".")
        assert callable(module.arguments)
        assert callable(module.run)


def test_the_package_can_be_run_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "diplograph", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"diplograph {__version__}\n"


def test_build_prints_counts_in_both_languages(run: Run) -> None:
    english, arabic = run("build"), run("build", "--lang", "ar")
    assert english.returncode == arabic.returncode == 0
    assert "Built build/graph.nq" in english.stdout
    assert "       2  states" in english.stdout
    assert "       2  الدول" in arabic.stdout
    assert run("build", "-q").stdout == ""


def test_language_follows_the_environment(run: Run) -> None:
    assert "الدول" in run("build", LC_ALL="ar_EG.UTF-8").stdout


def test_common_options_stand_before_or_after_the_command(run: Run, small: Project) -> None:
    assert run("--project", str(small.root), "--lang", "ar", "build", PWD="/").returncode == 0
    assert "الدول" in run("build", "--lang", "ar", "--project", str(small.root)).stdout


def test_query_builds_first_and_answers(run: Run) -> None:
    query = 'SELECT ?name { ?s a dg:State ; rdfs:label ?name FILTER ( LANG(?name) = "en" ) } ORDER BY ?name'
    done = run("query", "-", "--format", "csv", stdin=query.encode())
    assert done.returncode == 0, done.stderr
    assert done.stdout == "name\r\nFreedonia\r\nRuritania\r\n"
    assert done.stderr == ""


@pytest.mark.slow
def test_formats_of_each_form_of_query(run: Run) -> None:
    ask = b"ASK { ?s a dg:State }"
    assert json.loads(run("query", "-", "--format", "json", stdin=ask).stdout)["boolean"] is True
    construct = b"CONSTRUCT { ?s a dg:State } WHERE { ?s a dg:State }"
    assert "@prefix dg:" in run("query", "-", stdin=construct).stdout
    assert run("query", "-", "--format", "ntriples", stdin=construct).stdout.count(" .\n") == 2
    assert_one_line(run("query", "-", "--format", "csv", stdin=construct), 2, "turtle or ntriples")
    assert_one_line(run("query", "-", "--format", "excel", stdin=ask), 2, "unknown format 'excel'")


def test_query_from_a_file(run: Run, small: Project) -> None:
    (small.root / "mine.rq").write_text("ASK { ?s a dg:State }", encoding="utf-8")
    assert run("query", "mine.rq").stdout.strip() == "true"


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (["query", "no-such-question"], b"", ["no query is named 'no-such-question'"]),
        (["query", "missing.rq"], b"", ["missing.rq: cannot be read"]),
        (["query", "-"], b"", ["standard input is empty"]),
        (["query", "-"], b"SELECT \xff", ["not UTF-8"]),
        (["query", "-"], b"SELECT ?s { ?s ?p", ["the query is not SPARQL"]),
        (["query", "-"], b"DELETE WHERE { ?s ?p ?o }", ["the query is not SPARQL"]),
        (["query", "-", "--set", "x"], b"ASK {}", ["--set takes NAME=VALUE, not 'x'"]),
        (["query", "-", "--set", "x=1", "--set", "x=2"], b"ASK {}", ["--set gives x twice"]),
        (["query", "-", "--set", "x=1"], b"ASK {}", ["has no parameter 'x'"]),
        (["query"], b"", ["required: NAME|FILE|-"]),
        (["biuld"], b"", ["invalid choice: 'biuld'"]),
        ([], b"", ["required: COMMAND"]),
        (["search", "x", "--format", "xml"], b"", ["invalid choice: 'xml'"]),
        (["query", "-", "--timeout", "0"], b"", ["positive number of seconds, not '0'"]),
        (["search", "x", "--limit", "-1"], b"", ["whole number, 1 or more, not '-1'"]),
        (["build", "--lang", "fr"], b"", ["invalid choice: 'fr'"]),
        (["build", "--project", "nowhere"], b"", ["nowhere: there is no such folder"]),
        (["queries", "none"], b"", ["no query is named 'none'"]),
        (["validate", "none.ttl"], b"", ["none.ttl: cannot be read"]),
    ],
)
def test_wrong_use_is_one_line_with_exit_code_2(
    arguments: list[str], stdin: bytes, words: list[str], run: Run
) -> None:
    assert_one_line(run(*arguments, stdin=stdin), 2, *words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "no-such-question"], ["لا سؤال اسمه 'no-such-question'", "diplograph queries"]),
        (["query", "visits", "--set", "x=1"], ["ليس للسؤال visits معامل اسمه 'x'"]),
        (["query", "-"], ["الدخل القياسي فارغ"]),
        (["build", "--project", "nowhere"], ["nowhere: لا يوجد هذا المجلد"]),
        (["export"], ["حدّد صيغة"]),
    ],
)
def test_failures_are_in_the_language_of_the_reader(arguments: list[str], words: list[str], run: Run) -> None:
    assert_one_line(run(*arguments, "--lang", "ar"), 2, *words)


def test_broken_turtle_is_named_with_file_and_line(run: Run, small: Project) -> None:
    (small.data / "test" / "broken.ttl").write_text("\n<a> <b>\n", encoding="utf-8")
    for command in (["build"], ["validate"], ["query", "-"]):
        assert_one_line(run(*command, stdin=b"ASK {}"), 2, "data/test/broken.ttl:3: not Turtle: ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?l",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER (?a + ?l > 1) }",
    ],
)
def test_a_local_question_without_end_is_ended(run: Run, query: str) -> None:
    run("build")
    done = run("query", "-", "--timeout", "1", stdin=query.encode())
    assert_one_line(done, 2, "not finished within 1 second,", "--timeout")


def test_query_wrongly_used_builds_nothing(run: Run, small: Project) -> None:
    assert run("query", "no-such-question").returncode == 2
    assert not small.graph_file.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["query", "-", "--format", "csv"], 0, "no rows"),
        (["search", "Nobody"], 1, "nothing is called “Nobody”"),
        (["queries", "--tag", "none"], 0, "no question has this tag"),
        (["diff", "{root}/data", "{root}/data", "--format", "patch"], 0, "No difference."),
        (["documents", "list"], 0, "no document is registered"),
        (["explain", "state/ruritania", "dg:visited", "state/ruritania"], 2, "the graph does not say so"),
        (["evidence", "show", "state/none"], 2, "NODE: the graph has no state/none"),
        (["evidence", "coverage"], 0, "no document is registered"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_no_answer_is_never_silent(
    arguments: list[str], code: int, line: str, run: Run, small: Project
) -> None:
    states = STATES.partition("<document/d>")[0] if "document" in line else STATES
    (small.data / "test" / "states.ttl").write_text(HEADER + states, encoding="utf-8")
    arguments = [argument.replace("{root}", str(small.root)) for argument in arguments]
    done = run(*arguments, stdin=b"SELECT ?s { ?s a <urn:x:none> }")
    assert done.returncode == code
    assert done.stderr.startswith(line), done
    assert done.stderr.count("\n") == 1
    assert len(done.stdout.splitlines()) <= 2  # the frame of a format for programs


def test_closed_pipe_is_no_failure(small: Project) -> None:
    command = f"{sys.executable} -m diplograph.interfaces.cli.main --project {ROOT} queries | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "build"), 2, "build: Permission denied"),
        (KeyError("x"), 70, "an error that nobody foresaw: KeyError: 'x' (interfaces/cli/main.py:"),
        (MemoryError(), 70, "not enough memory"),
        (RecursionError("maximum recursion depth exceeded"), 70, "nested too deeply"),
    ],
)
def test_an_unforeseen_error_is_one_line(
    error: Exception,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(_: object) -> int:
        raise error

    monkeypatch.setattr("diplograph.interfaces.cli.queries.run", failing)
    assert main(["queries"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert words in err
    monkeypatch.setenv("DIPLOGRAPH_DEBUG", "1")
    with pytest.raises(type(error)):
        main(["queries"])


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line that redirects the streams of a command."""
    command = command.replace("diplograph", f"{sys.executable} -m diplograph.interfaces.cli.main")
    return subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=False, timeout=60)


@pytest.mark.parametrize("arguments", ["queries", "queries --markdown", "--help", "--version"])
@pytest.mark.parametrize(
    ("where", "reason"), [(">/dev/full", "No space left"), (">&-", "Bad file descriptor")]
)
def test_standard_output_that_cannot_be_written_is_one_line(arguments: str, where: str, reason: str) -> None:
    done = shell(f"diplograph {arguments} --lang en {where}")
    assert done.returncode == 2
    assert done.stderr.startswith(b"standard output cannot be written: " + reason.encode())
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "\udcff"],
        ["search", "x", "--type", "\udcff"],
        ["query", "visits", "--set", "host=\udcff"],
        ["explain", "\udcff"],
        ["export", "turtle", "--graph", "\udcff"],
        ["bulk", "out", "--for", "rdf", "--licence", "\udcff"],
        ["draw", "dossier", "-o", "x.svg", "--between", "\udcff", "x"],
        ["documents", "add", "x", "--title", "\udcff", "--language", "en"],
        ["validate", "\udcff"],  # a file may be called so
        ["query", "\udcff.rq"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_arguments_that_are_not_utf_8_are_refused(
    arguments: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    try:
        code: object = main([*arguments, "--project", str(ROOT)])
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert capsysbinary.readouterr().err.count(b"\n") == 1


def test_closed_streams_are_not_taken_for_files() -> None:
    done = shell("diplograph queries none <&- >&- 2>&-")
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
    done = shell("diplograph query - <&-")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


@pytest.mark.parametrize(
    "setting", ["PYTHONIOENCODING=ascii", "LC_ALL=C", "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0"]
)
def test_output_is_utf_8_whatever_the_environment_says(setting: str) -> None:
    done = shell(
        f"{setting} diplograph queries visits --lang ar; {setting} diplograph queries none --lang ar"
    )
    assert "من زار من" in done.stdout.decode()
    assert "لا سؤال اسمه" in done.stderr.decode()


@pytest.mark.parametrize("place", ["main.make_parser", "queries.run"])
def test_an_interruption_is_quiet(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"diplograph.interfaces.cli.{place}", interrupted)
    assert main(["queries"]) == 130
    assert capsys.readouterr() == ("", "")


def test_validate_says_that_a_good_graph_conforms(run: Run) -> None:
    done = run("validate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == (
        "statements proven: 0, understood: 0, confirmed: 0, not shown: 0, contradicted: 0, unproven: 0,"
        " unchecked: 2\n"
        "    names and roles: unchecked 2\n"
        "The graph conforms. violations: 0, warnings: 0, notes: 0, accepted: 0\n"
    )


def test_validate_names_the_line_of_a_finding_in_the_reader_language(run: Run, small: Project) -> None:
    facts = small.data / "test" / "visits.ttl"
    lines = [
        "@base <https://w3id.org/diplograph/> .",
        "@prefix dg: <https://w3id.org/diplograph/ontology#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "<id/visit/v> a dg:Visit ;",
        '    rdfs:label "Visit"@en , "زيارة"@ar ;',
        "    dg:visitorOffice <id/office/o> ;",
        "    dg:visitingState <id/state/ruritania> ;",
        "    dg:hostState <id/state/ruritania> ;",
        "    dg:visitKind dg:ministerialVisit ;",
        "    dg:evidence <document/d#char=1,5> .",
        '<id/office/o> a dg:Office ; rdfs:label "Office"@en , "منصب"@ar ;',
        "    dg:officeKind dg:minister ; dg:ofState <id/state/ruritania> ; dg:evidence <document/d#char=1,5> .",
    ]
    facts.write_text("\n".join(lines), encoding="utf-8")
    done = run("validate")
    assert done.returncode == 1, done.stdout + done.stderr
    first, expected, shape, *_, summary = done.stdout.splitlines()
    assert first.startswith("data/test/visits.ttl:8: violation: A state does not visit itself")
    assert first.endswith(" [visit/v dg:hostState state/ruritania]")
    assert expected == "    expected: a value other than those of dg:visitingState"
    assert shape == "    shape of the class: visit (dg:VisitShape)"
    assert summary.startswith("The graph does not conform. violations: 1,")
    arabic = run("validate", "--lang", "ar").stdout.splitlines()
    assert arabic[0].startswith("data/test/visits.ttl:8: مخالفة: لا تزور الدولة نفسها")
    # Only what the named files describe is reported.
    assert run("validate", "data/test/states.ttl").returncode == 0
    assert run("validate", "data/test/visits.ttl").returncode == 1


def test_shipped_graph_conforms_and_every_warning_has_its_reason(
    built: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplograph.interfaces.cli.validate.open_project", lambda _: built)
    assert main(["--lang", "en", "validate"]) == 0
    output = capsys.readouterr().out
    assert "violations: 0, warnings: 0, notes: 0, accepted: 2" in output
    assert output.count("accepted because: ") == 2


def test_queries_lists_and_describes(run: Run) -> None:
    listing = run("queries").stdout.splitlines()
    assert len(listing) >= 25
    assert any(line.startswith("visits ") for line in listing)
    assert "--set host=…" in run("queries", "visits").stdout
    assert "من زار من" in run("queries", "visits", "--lang", "ar").stdout
