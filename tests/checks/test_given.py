"""Any data with any shapes: what is printed, in every format, and what is refused."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.base.names import SH
from diplograph.checks.families import KNOWN
from diplograph.interfaces.cli.main import main

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:x:> .\n"
DATA = (
    HEAD + "e:a a e:A ;\n e:p 1, 2 .\n" + "".join(f"e:n{n} a e:A ; e:p 1 ;\n e:q 'x' .\n" for n in range(30))
)
SHAPES = (
    HEAD
    + """
e:S a sh:NodeShape ; sh:targetClass e:A ; sh:description "An A has one p."@en , "لكل ألف باء واحدة."@ar ;
    sh:property [ sh:path e:p ; sh:maxCount 1 ; sh:message "Two p."@en , "اثنان."@ar ] ;
    sh:property [ sh:path e:q ; sh:maxCount 0 ; sh:severity sh:Warning ] .
"""
)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return ["--lang", "en", "validate", "data.ttl", "--shapes", "shapes.ttl"]


def test_people_see_causes_worst_first(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(files) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "data.ttl:3: violation: Two p. [urn:x:a urn:x:p]",
        "    expected: urn:x:p: at most 1",
        "    An A has one p. (urn:x:S)",
    ]
    assert lines[3] == "data.ttl:5: warning: There are more than 0 values. [urn:x:n0 urn:x:q]"
    assert sum(": warning: " in line for line in lines) == 20
    assert "    … and 10 more; --all shows them" in lines
    assert lines[-1].endswith("violations: 1, warnings: 30, notes: 0, accepted: 0")
    assert main([*files, "--all", "-q"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 31


def test_arabic_readers_are_told_in_arabic(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "ar", *files[2:]])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "data.ttl:3: مخالفة: اثنان. [urn:x:a urn:x:p]"
    assert lines[1:3] == ["    المتوقع: urn:x:p: 1 على الأكثر", "    لكل ألف باء واحدة. (urn:x:S)"]


def test_weight_at_which_the_command_fails(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(DATA.replace("e:p 1, 2", "e:p 1"), encoding="utf-8")
    assert main([*files, "--format", "json"]) == 0
    assert main([*files, "--format", "json", "--fail-on", "warning"]) == 1
    assert main([*files, "--format", "json", "--fail-on", "info"]) == 1


def test_json(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["conforms"] is False
    assert told["counts"] == {"violations": 1, "warnings": 30, "notes": 0, "accepted": 0}
    first = told["findings"][0]
    assert (first["node"], first["property"], first["file"], first["line"]) == (
        "urn:x:a",
        "urn:x:p",
        "data.ttl",
        3,
    )
    assert first["message"] == {"en": "Two p.", "ar": "اثنان."}
    assert first["shape"] == "urn:x:S"


def test_junit(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*files, "--format", "junit"])
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("31", "1")  # the others are warnings
    # its schemas have no attributes for file and line
    assert (suite.findtext("testcase/failure") or "").startswith("data.ttl:3: violation: Two p. [urn:x:a ")


def test_sarif(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*files, "--format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert {result["level"] for result in run["results"]} == {"error", "warning"}
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["shortDescription"]) == ("urn:x:S", {"text": "An A has one p."})


def test_turtle_is_a_validation_report(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*files, "--format", "turtle"])
    triples = list(ox.parse(capsys.readouterr().out.encode(), format=ox.RdfFormat.TURTLE))
    of = [triple for triple in triples if triple.predicate.value == SH + "result"]
    assert len(of) == 31
    assert any(t.predicate.value == SH + "conforms" and t.object.value == "false" for t in triples)
    sources = {t.object for t in triples if t.predicate.value == SH + "sourceShape"}
    assert len(sources) == 2
    assert {t.object for t in triples if t.predicate.value == SH + "property"} == sources
    assert {t.object.language for t in triples if t.predicate.value == SH + "resultMessage"} == {"en", "ar"}


def test_another_engine_writes_the_same(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*files, "--format", "json"])
    ours = capsys.readouterr().out
    main([*files, "--format", "json", "--engine", "pyshacl"])
    assert capsys.readouterr().out == ours


def test_where_another_engine_stops_its_reason_is_one_line(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ignored = "e:S sh:targetClass e:A ; sh:ignoredProperties ( e:p ) ."  # means nothing without sh:closed
    compared = "e:S sh:targetClass e:A ; sh:property [ sh:path e:p ; sh:lessThan e:q ] ."
    (tmp_path / "data.ttl").write_text(HEAD + "e:a a e:A ; e:p _:b ; e:q 1 .", encoding="utf-8")
    for shapes, code in ((ignored, 0), (compared, 1)):
        (tmp_path / "shapes.ttl").write_text(HEAD + shapes, encoding="utf-8")
        assert main(files) == code
        capsys.readouterr()
        assert main([*files, "--engine", "pyshacl"]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith("pySHACL stops: ")
        assert told.err.count("\n") == 1


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_every_engine_refuses_where_no_node_is_looked_at(
    engine: str, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data.ttl").write_text(HEAD + "e:a a e:Sub .", encoding="utf-8")
    subclass = "e:Sub <http://www.w3.org/2000/01/rdf-schema#subClassOf> e:A ."  # in the shapes graph alone
    (tmp_path / "shapes.ttl").write_text(SHAPES + subclass, encoding="utf-8")
    assert main([*files, "--engine", engine]) == 2
    assert "no shape finds a node to look at" in capsys.readouterr().err


def test_queries_of_a_shape_can_be_run(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files[:2], "validate", "--shapes", "shapes.ttl", "--explain", "urn:x:S"]) == 0
    queries = [part for part in capsys.readouterr().out.split("\n\n") if part.strip()]
    assert len(queries) == 2
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    assert sorted(len(list(store.query(query))) for query in queries) == [1, 30]  # type: ignore[arg-type]


BAD_USES = {
    "data-as-shapes": (["data.ttl", "--shapes", "data.ttl"], "data.ttl: it holds no shape: is it data?"),
    "shapes-as-data": (["shapes.ttl", "--shapes", "shapes.ttl"], "are the files swapped?"),
    "no-data": (["empty.ttl", "--shapes", "shapes.ttl"], "empty.ttl: there is no triple in it"),
    "no-focus": (["other.ttl", "--shapes", "shapes.ttl"], "other.ttl: no shape finds a node to look at"),
    "no-file": (["--shapes", "shapes.ttl"], "--shapes needs the FILE to check"),
    "not-rdf": (["data.csv", "--shapes", "shapes.ttl"], "data.csv: not a file of RDF by its ending"),
    "endpoint-and-file": (["data.ttl", "--endpoint", "http://127.0.0.1:9/"], "no FILE"),
    "no-such-shape": (["--shapes", "shapes.ttl", "--explain", "e:None"], "no shape with a target"),
}


@pytest.mark.parametrize(("arguments", "words"), BAD_USES.values(), ids=BAD_USES)
def test_bad_use_is_one_line(
    arguments: list[str], words: str, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.ttl").write_text("# nothing", encoding="utf-8")
    (tmp_path / "other.ttl").write_text(HEAD + "e:a a e:B .", encoding="utf-8")
    (tmp_path / "diplograph.toml").write_text("", encoding="utf-8")
    assert main([*files[:2], "validate", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_unknown_property_of_shacl_is_refused_or_a_note_in_every_format(
    engine: str, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """DCAT-AP 3.0.1 has ``sh:shape``; a rule that is ignored is not run either, whatever the engine."""
    unknown = " ;\n sh:property [ sh:path e:p ;\n sh:shape e:T ] , e:U ;\n sh:rule [ a sh:TripleRule ;"
    unknown += " sh:subject sh:this ; sh:predicate e:q ; sh:object 1 ] .\n"
    text = SHAPES.rstrip()[:-1] + unknown
    (tmp_path / "shapes.ttl").write_text(text, encoding="utf-8")
    lines = [text[: text.index(name)].count("\n") + 1 for name in ("sh:shape", "sh:shape", "sh:rule")]
    assert main(files) == 2
    assert capsys.readouterr().err.startswith("shapes.ttl:")
    files += ["--ignore-unknown-shacl", "--engine", engine]
    assert main(files) == 1
    printed = capsys.readouterr().out.splitlines()
    expected = {
        f"shapes.ttl:{line}: note: {what} is ignored: {why}"
        for line, what, why in zip(
            lines,
            ("sh:shape", "sh:property <urn:x:U>", "sh:rule"),
            ("SHACL does not define it", "this shape is not described", "SHACL Advanced Features are not"),
            strict=True,
        )
    }
    assert all(any(line.startswith(start) for line in printed) for start in expected)
    assert printed[-1] == "The graph does not conform. violations: 1, warnings: 30, notes: 6, accepted: 0"
    main([*files, "--format", "json"])
    written = json.loads(capsys.readouterr().out)["findings"]
    notes = [one for one in written if one["component"] == KNOWN]
    assert {(one["severity"], one["file"]) for one in notes} == {("info", "shapes.ttl")}
    assert all("أُهملت" in one["message"]["ar"] for one in notes)


def test_unknown_property_is_ignored_only_in_foreign_shapes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "validate", "--ignore-unknown-shacl"]) == 2
    assert "goes with --shapes" in capsys.readouterr().err
