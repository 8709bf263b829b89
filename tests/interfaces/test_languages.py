"""Projects in English alone and in French alone, from the first document to the pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diplograph.interfaces.cli.main import main
from helpers import HEADER, make_project

ARABIC = re.compile("[\u0600-\u06ff]")
WORDS = {
    "en": {
        "text": "Rudolf of Ruritania paid an official visit to Freedonia on 7 November 1996.",
        "title": "News",
        "state": "Freedonia",
        "other": "Ruritania",
        "person": "Rudolf",
        "visit": "Rudolf in Freedonia",
    },
    "fr": {
        "text": "Rodolphe de Ruritanie fit une visite officielle en Libertie le 7 novembre 1996.",
        "title": "Nouvelles",
        "state": "Libertie",
        "other": "Ruritanie",
        "person": "Rodolphe",
        "visit": "Rodolphe en Libertie",
    },
}
FACTS = """
<id/state/f> a dg:State ; rdfs:label "{state}"@{tag} ; dg:evidence <document/news#char=0,{end}> .
<id/state/r> a dg:State ; rdfs:label "{other}"@{tag} ; dg:evidence <document/news#char=0,{end}> .
<id/person/r> a dg:Person ; rdfs:label "{person}"@{tag} ; dg:evidence <document/news#char=0,{end}> .
<id/visit/v> a dg:Visit ; rdfs:label "{visit}"@{tag} ;
    dg:visitor <id/person/r> ; dg:visitingState <id/state/r> ; dg:hostState <id/state/f> ;
    dg:visitKind dg:officialVisit ; dg:date "1996-11-07"^^edtf:EDTF ;
    dg:evidence <document/news#char=0,{end}> .
"""


def project_in(tag: str, root: Path) -> dict[str, str]:
    """Make a project in one language, and return its words."""
    words = WORDS[tag]
    project = make_project(root)
    settings = root / "diplograph.toml"
    settings.write_text(f'languages = ["{tag}"]\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    (project.data / "test" / "facts.ttl").write_text(
        HEADER + FACTS.format(tag=tag, end=len(words["text"]) - 1, **words), encoding="utf-8"
    )
    (root / "news.txt").write_text(words["text"], encoding="utf-8")
    return words


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "fr"])
def test_project_in_one_language(
    tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = project_in(tag, tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, lang: str = "en", code: int = 0) -> str:
        assert main([*arguments, "--lang", lang]) == code, capsys.readouterr()
        out = capsys.readouterr().out
        assert lang == "ar" or not ARABIC.search(out)
        return out

    run("documents", "add", "news.txt", "--title", words["title"], "--language", tag, lang="ar")
    assert words["title"] in run("documents", "list")
    run("build")
    assert "violations: 0, warnings: 0" in run("validate")
    for lang in ("en", "ar"):
        _, row = run("query", "visits", "--format", "csv", lang=lang).splitlines()
        assert {words["person"], words["state"]} <= set(row.split(","))
        assert ("official visit" in row) == (lang == "en")
        assert ("Visitor" in run("query", "visits", lang=lang)) == (lang == "en")
        assert words["state"] in run("search", words["state"], lang=lang)
        assert words["person"] in run("explain", "person/r", "dg:visited", lang=lang)
        dot = run("export", "dot", lang=lang)
        assert words["visit"] in dot
        run("draw", "network", "-o", f"network-{lang}.svg", lang=lang)
        run("draw", "timeline", "-o", f"timeline-{lang}.svg", lang=lang)
    assert run("query", "missing-labels", "--format", "csv").splitlines() == ["node,class,label,missing"]
    assert f"label_{tag}" in run("export", "graphml")
    header, row, *_ = run("export", "dyad-years").splitlines()
    assert f"state_a_{tag}" in header
    assert words["state"] in row


@pytest.mark.parametrize("tag", ["en", "fr"])
def test_label_is_needed_in_the_language_of_the_project_and_in_no_other(tag: str, tmp_path: Path) -> None:
    from diplograph.checks.validation import validate
    from diplograph.sources.project import load

    words = project_in(tag, tmp_path)
    facts = tmp_path / "data" / "test" / "facts.ttl"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace(f'"{words["state"]}"@{tag}', '"Freedonien"@de'),
        encoding="utf-8",
    )
    found = [
        (f.focus.rpartition("/id/")[2], f.message("en"))
        for f in validate(load(tmp_path)).findings
        if f.predicate and f.predicate.endswith("#label")
    ]
    assert found == [("state/f", f"It needs one label in the language “{tag}”, not empty.")]
