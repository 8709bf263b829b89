"""The build: the same bytes for the same input, and the last good graph whatever happens."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox
import pytest

from diplograph.base import locks
from diplograph.base.errors import OutputError, SourceError
from diplograph.snapshot import build as building
from diplograph.snapshot.build import build, is_stale
from diplograph.sources.listing import Source
from diplograph.sources.project import Project, load
from helpers import ROOT, make_project

VISIT = """
<id/visit/ruritania-to-freedonia-1996> a dg:Visit ;
    dg:hostState <id/state/freedonia> ;
    dg:date "1996"^^edtf:EDTF ;
    dg:value 007 , 1.50 ;
    rdfs:label "visit"@en-GB ;
    dg:evidence <document/year-book#char=12,40> .
"""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project", visits=VISIT)


def lines(project: Project) -> list[str]:
    return project.graph_file.read_text(encoding="utf-8").splitlines()


def test_same_input_gives_same_bytes(built: Project, tmp_path: Path) -> None:
    again = dataclasses.replace(built, build=tmp_path)
    build(again)
    assert again.graph_file.read_bytes() == built.graph_file.read_bytes()
    assert again.report_file.read_bytes() == built.report_file.read_bytes()


def test_same_bytes_in_another_process_with_another_hash_seed(built: Project, tmp_path: Path) -> None:
    code = (
        "import dataclasses, pathlib, sys; from diplograph.snapshot.build import build;"
        "from diplograph.sources.project import load;"
        "build(dataclasses.replace(load(pathlib.Path(sys.argv[1])), build=pathlib.Path(sys.argv[2])))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    subprocess.run([sys.executable, "-c", code, ROOT, tmp_path], check=True, env=environment)
    assert (tmp_path / "graph.nq").read_bytes() == built.graph_file.read_bytes()


def test_graph_is_sorted_and_reads_back_without_loss(built: Project) -> None:
    text = built.graph_file.read_bytes()
    parts = text.splitlines()
    assert parts == sorted(set(parts))
    assert len(list(ox.parse(text, format=ox.RdfFormat.N_QUADS))) == len(parts)


def test_literals_stay_as_they_are_written(small: Project) -> None:
    """Language tags alone are lower-cased, as RDF 1.1 Concepts, section 3.3, allows: they ignore case."""
    build(small)
    graph = small.graph_file.read_text(encoding="utf-8")
    integer, decimal = (f"<http://www.w3.org/2001/XMLSchema#{name}>" for name in ("integer", "decimal"))
    assert f'"007"^^{integer}' in graph
    assert f'"1.50"^^{decimal}' in graph
    assert '"visit"@en-gb' in graph


def test_every_triple_stands_in_the_graph_of_its_origin(small: Project) -> None:
    build(small)
    base = "https://w3id.org/diplograph/"
    visit = f"<{base}id/visit/ruritania-to-freedonia-1996>"
    dg = f"<{base}ontology#"
    day = "^^<http://www.w3.org/2001/XMLSchema#date>"
    assert f"{visit} {dg}hostState> <{base}id/state/freedonia> <{base}graph/facts/test> ." in lines(small)
    assert f'{visit} {dg}earliest> "1996-01-01"{day} <{base}graph/inferred/date-bounds> .' in lines(small)
    passage = f"<{base}document/year-book#char=12,40>"
    assert f"{passage} {dg}inDocument> <{base}document/year-book> <{base}graph/evidence> ." in lines(small)
    assert any(line.endswith(f"<{base}graph/vocabulary> .") for line in lines(small))


def test_report_counts_what_the_graph_holds(built: Project) -> None:
    report = json.loads(built.report_file.read_text(encoding="utf-8"))
    assert report["total"] == sum(report["triples"].values()) == len(lines(built))
    # Egypt, Kazakhstan, the Soviet Union; the United States, the Ottoman Empire, Great Britain, Syria, the United Arab
    # Republic, Spain
    assert report["nodes"]["states"] == 9
    # Nazarbayev, Mubarak, Abul Naga, Zakzouk, Tantawi; McCauley, Harding, Ahmed Fuad, Howell, Hare, Eilts
    assert report["nodes"]["persons"] == 11
    assert report["nodes"]["leaders"] == 7  # the five of the first document, Harding, Ahmed Fuad
    assert report["nodes"]["treaties"] == 2  # the bilateral ones, told together, and that on the university
    assert "data/egypt-kazakhstan/visits.ttl" in report["inputs"]


def test_build_is_stale_when_a_file_changes_comes_or_goes(small: Project) -> None:
    facts = small.data / "test" / "visits.ttl"
    assert is_stale(small)
    build(small)
    assert not is_stale(small)
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text + "\n# a remark\n", encoding="utf-8")
    assert is_stale(small)
    facts.write_text(text, encoding="utf-8")
    assert not is_stale(small)
    more = small.data / "test" / "more.ttl"
    more.write_text("<http://example.org/a> a <http://example.org/B> .", encoding="utf-8")
    assert is_stale(small)
    more.unlink()
    small.graph_file.unlink()
    assert is_stale(small)


def test_edit_during_a_build_is_not_taken_for_built(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = small.data / "test" / "visits.ttl"
    text = facts.read_text(encoding="utf-8")
    read = building.read_lines

    def edit_after_reading(project: Project, source: Source) -> object:
        found = read(project, source)
        if source.path == facts:
            facts.write_text(text.replace("1996", "1997"), encoding="utf-8")
        return found

    monkeypatch.setattr(building, "read_lines", edit_after_reading)
    build(small)
    assert '"1996"' in small.graph_file.read_text(encoding="utf-8")
    assert is_stale(small)


@pytest.mark.parametrize("slower", ["graph.nq", "report.json"])
def test_two_builds_with_an_edit_between_do_not_mix(
    slower: str, small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are no locks, the second build may run just before the first one writes its graph or report."""
    monkeypatch.setattr(locks, "fcntl", None)
    facts = small.data / "test" / "visits.ttl"
    write = building.replacing

    @contextlib.contextmanager
    def second_build_first(path: Path) -> Iterator[IO[bytes]]:
        if path.name == slower:
            monkeypatch.setattr(building, "replacing", write)
            facts.write_text(facts.read_text(encoding="utf-8").replace("1996", "1997"), encoding="utf-8")
            build(small)
        with write(path) as stream:
            yield stream

    monkeypatch.setattr(building, "replacing", second_build_first)
    build(small)
    assert is_stale(small)
    building.ensure_built(small)
    assert '"1997"' in small.graph_file.read_text(encoding="utf-8")


def test_graph_of_another_build_is_stale(small: Project) -> None:
    build(small)
    small.graph_file.write_bytes(small.graph_file.read_bytes().replace(b'"1996"', b'"1997"'))
    assert is_stale(small)


def test_statement_in_two_files_counts_once(small: Project) -> None:
    (small.data / "test" / "again.ttl").write_bytes((small.data / "test" / "visits.ttl").read_bytes())
    counts = build(small).counts
    assert counts.total == len(lines(small)) == sum(counts.triples.values())


def test_unreadable_folder_is_refused_and_the_good_graph_stays(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    before = small.graph_file.read_bytes()
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path) == small.data / "test":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("diplograph.base.files.os.scandir", refuse)
    with pytest.raises(SourceError, match="test: cannot be read: Permission denied"):
        build(small)
    assert small.graph_file.read_bytes() == before


def test_damaged_report_counts_as_stale(small: Project) -> None:
    build(small)
    small.report_file.write_text("[1", encoding="utf-8")
    assert is_stale(small)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"<http://a.example/s> a\n  <http://a.example/C>\n<http://a.example/t> .\n",
            r"broken\.ttl:3: not Turtle: ",
        ),
        (b"", r"broken\.ttl: the file is empty"),
        (b" \n\t\n", r"broken\.ttl: the file is empty"),
        (b"# caf\xe9 \n", r"broken\.ttl:1: the file is not UTF-8"),
        (b"# one\n# two \xff\xfe\n", r"broken\.ttl:2: the file is not UTF-8"),
        (b"<http://a.example/s> a\n  [ a <http://a.example/C> ] .\n", r"broken\.ttl:2: a blank node"),
        (b"\n\n_:x a <http://a.example/C> .\n", r"broken\.ttl:3: a blank node"),
    ],
)
def test_broken_file_is_named_with_its_line_and_the_last_good_graph_stays(
    content: bytes, message: str, small: Project
) -> None:
    build(small)
    before = small.graph_file.read_bytes()
    (small.data / "test" / "broken.ttl").write_bytes(content)
    with pytest.raises(SourceError, match=message):
        build(small)
    assert small.graph_file.read_bytes() == before


@pytest.mark.slow
def test_vocabulary_with_too_many_blank_nodes_that_are_alike_is_named(small: Project) -> None:
    ontology = small.root / "own"
    shutil.copytree(small.ontology, ontology)
    (ontology / "list.ttl").write_text(f"<urn:x> <urn:p> ( {'1 ' * 1000}) .", encoding="utf-8")
    with pytest.raises(SourceError, match=r"own/list.ttl: so many blank nodes are alike"):
        build(dataclasses.replace(small, ontology=ontology))


def test_unreadable_file_is_named(small: Project) -> None:
    (small.data / "test" / "broken.ttl").mkdir()
    with pytest.raises((SourceError, OutputError), match=r"broken\.ttl: cannot be read"):
        build(small)


def test_byte_order_mark_is_no_error(small: Project) -> None:
    facts = small.data / "test" / "visits.ttl"
    facts.write_bytes(b"\xef\xbb\xbf" + facts.read_bytes())
    build(small)
    assert any("visit/ruritania-to-freedonia-1996" in line for line in lines(small))


def run_build(project: Project, before: str) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own, after some Python that makes it fail."""
    code = f"import sys; from diplograph.interfaces.cli.main import main\n{before}\nsys.exit(main(['--project', sys.argv[1], 'build']))"
    return subprocess.run(
        [sys.executable, "-c", code, project.root], capture_output=True, text=True, check=False
    )


def leftovers(project: Project) -> list[str]:
    return [
        name for name in os.listdir(project.build) if name not in ("graph.nq", "report.json", "hashes.json")
    ]


def test_full_disk_leaves_the_last_good_graph(small: Project) -> None:
    """A limit on the size of files stands in for the disk: the kernel refuses the write half-way."""
    build(small)
    before = small.graph_file.read_bytes()
    (small.data / "test" / "visits.ttl").write_text(
        (small.data / "test" / "visits.ttl").read_text(encoding="utf-8") + "<id/state/new> a dg:State .",
        "utf-8",
    )
    done = run_build(small, "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "graph.nq: cannot be written: File too large" in done.stderr
    assert small.graph_file.read_bytes() == before
    assert leftovers(small) == []


def test_kill_in_mid_write_leaves_the_last_good_graph(small: Project) -> None:
    build(small)
    before = small.graph_file.read_bytes()
    done = run_build(
        small,
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))",
    )
    assert done.returncode == -signal.SIGXFSZ  # the kernel killed it while it was writing
    assert small.graph_file.read_bytes() == before
    build(small)
    assert not is_stale(small)


def test_failed_rename_leaves_no_temporary_file(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build(small)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("diplograph.base.files.os.replace", refuse)
    with pytest.raises(OutputError, match=r"graph\.nq: cannot be written: No space left on device"):
        build(small)
    assert leftovers(small) == []


def test_ensure_built_does_no_work_twice(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    building.ensure_built(small)
    monkeypatch.setattr(building, "build", lambda _: pytest.fail("built again"))
    building.ensure_built(small)


def test_other_base_gives_other_names(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    settings = (tmp_path / "p" / "diplograph.toml").read_text(encoding="utf-8")
    (tmp_path / "p" / "diplograph.toml").write_text('base = "https://example.org/kg/"\n' + settings, "utf-8")
    (project.data / "test" / "a.ttl").write_text("<id/state/a> a <id/x> .", encoding="utf-8")
    project = load(tmp_path / "p")
    build(project)
    assert (
        "<https://example.org/kg/id/state/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://example.org/kg/id/x> <https://example.org/kg/graph/facts/test> ." in lines(project)
    )
