"""The page of a network, in a real browser that reaches no network."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diplograph.questions.graph import Graph
from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from diplograph.views import page as page_module
from diplograph.views.page import write_page
from helpers import make_project
from views.worlds import visiting_world

MALICIOUS = """
<id/state/a> a dg:State ; rdfs:label "<img src=x onerror=alert(1)>"@en , "</script><b>ألف</b>"@ar .
<id/state/b> a dg:State ; rdfs:label "{{ 7*7 }}"@en , "ب"@ar .
<id/visit/v> a dg:Visit ; rdfs:label "<script>alert(2)</script>"@en , "ز"@ar ; dg:date "1999"^^edtf:EDTF ;
    dg:visitingState <id/state/a> ; dg:hostState <id/state/b> ; dg:visitKind dg:officialVisit .
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Yield Chromium, or skip where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no browser: Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


def opened(browser: Any, path: Path) -> tuple[Any, list[str]]:
    """Open a page, and give it with what went wrong or was asked for over the network."""
    tab = browser.new_page(viewport={"width": 1200, "height": 800})
    tab.set_default_timeout(15_000)
    wrong: list[str] = []
    tab.on("request", lambda request: wrong.append(request.url) if request.url != path.as_uri() else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-ready]")
    return tab, wrong


def nodes(tab: Any) -> list[int]:
    """Return the nodes that are drawn, by their number."""
    return list(tab.evaluate("Bokeh.documents[0].get_model_by_name('nodes').data.index"))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_filters_finds_and_tells(language: str, built: Project, tmp_path: Path, browser: Any) -> None:
    path = tmp_path / "network.html"
    graph = Graph(built, language=language)
    write_page(graph, "who-visits-whom", path)
    tab, wrong = opened(browser, path)
    assert tab.evaluate("document.documentElement.dir") == {"en": "ltr", "ar": "rtl"}[language]
    assert len(nodes(tab)) == 6
    assert "23" in tab.inner_text("#shown")
    tab.fill("#from", "2007")  # as the question says it: visits that possibly fell in 2007
    tab.fill("#to", "2007")
    tab.uncheck("#undated")
    told = re.findall(r"\d+", tab.inner_text("#shown"))
    between = [row.visit for row in graph.query("visits-between", a="Egypt", b="Kazakhstan")]
    of_2007 = [row.visit for row in graph.query("visits-in-period", from_="2007-01-01", to="2007-12-31")]
    shared = set(between) & set(of_2007)
    assert int(told[1]) >= len(shared) > 3
    tab.click("#all")
    tab.fill("#search", {"en": "kazakhstan", "ar": "كازاخسـتَان"}[language])  # spelt with marks and tatweel
    tab.press("#search", "Enter")
    assert tab.inner_text("#chosen h2") == {"en": "Kazakhstan", "ar": "كازاخستان"}[language]
    listed = tab.inner_text("#chosen")
    assert all(visit in listed for visit in shared)
    assert "egypt-kazakhstan-relations#char=" in listed
    tab.click("#chosen li button >> nth=0")
    assert tab.inner_text("#chosen h2") != {"en": "Kazakhstan", "ar": "كازاخستان"}[language]
    tab.uncheck("#kinds input[value='dg:Person']")
    assert len(nodes(tab)) == 2
    tab.fill("#search", "zzz")
    tab.press("#search", "Enter")
    assert tab.is_visible("#missing")
    assert wrong == []


@pytest.mark.slow
def test_click_on_a_node_tells_of_it(built: Project, tmp_path: Path, browser: Any) -> None:
    path = tmp_path / "network.html"
    write_page(Graph(built), "everything", path)
    tab, wrong = opened(browser, path)
    place = tab.evaluate("""() => {
        const plot = Bokeh.documents[0].get_model_by_name("plot");
        const nodes = Bokeh.documents[0].get_model_by_name("nodes").data;
        const box = document.querySelector("#plot").getBoundingClientRect();
        const { x_range: x, y_range: y } = plot;
        return [0, 1].map((axis) => axis
            ? box.bottom - (nodes.y[0] - y.start) / (y.end - y.start) * plot.inner_height - (box.height - plot.inner_height) / 2
            : box.left + (nodes.x[0] - x.start) / (x.end - x.start) * plot.inner_width + (box.width - plot.inner_width) / 2);
    }""")
    tab.mouse.click(*place)
    tab.wait_for_selector("#chosen h2")
    assert tab.inner_text("#chosen h2") in ("Egypt", "Kazakhstan")  # what has the most ties comes first
    names = tab.evaluate("Bokeh.documents[0].get_model_by_name('names').data.name")
    assert all(
        name[0] == "\u2068" and name[-1] == "\u2069" for name in names
    )  # Arabic with Latin in it keeps its order
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_labels_are_text(language: str, tmp_path: Path, browser: Any) -> None:
    project = make_project(tmp_path / "project", facts=MALICIOUS)
    build(project)
    path = tmp_path / "network.html"
    write_page(Graph(project, language=language), "who-visits-whom", path)
    tab, wrong = opened(browser, path)
    for number in (0, 1):
        tab.evaluate(
            f"document.querySelector('#search').value = document.querySelectorAll('#names option')[{number}].value"
        )
        tab.dispatch_event("#search", "change")
        tab.wait_for_selector("#chosen h2")
        assert tab.query_selector("#chosen img, #chosen script, #chosen b") is None
    assert "49" not in tab.inner_text("#chosen")
    assert wrong == []


@pytest.mark.slow
def test_page_holds_all_that_it_needs(built: Project, tmp_path: Path) -> None:
    path = tmp_path / "network.html"
    write_page(Graph(built, language="ar"), "co-membership", path)
    text = path.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"(?!data:)[^\"]*", text) == []
    [found] = re.findall(r'<script id="network" type="application/json">(.*?)</script>', text, re.DOTALL)
    data = json.loads(found)
    assert sum(len(tie["facts"]) for tie in data["ties"]) == len(Graph(built).query("co-membership"))
    again = tmp_path / "again.html"
    write_page(Graph(built, language="ar"), "co-membership", again)
    assert (
        re.search(r'id="network".*', again.read_text(encoding="utf-8"))[0]
        == re.search(r'id="network".*', text)[0]
    )  # type: ignore[index]


@pytest.mark.parametrize("many", [5, 500])
def test_layouts_have_a_place_for_each_node(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is laid out otherwise because it is large stays within the same frame."""
    monkeypatch.setattr(page_module, "_MANY", many)
    edges = [(number, number // 3) for number in range(1, 60)]
    places = page_module._layout(60, edges)
    assert len(set(places)) == 60
    assert all(-100 <= x <= 100 and -100 <= y <= 100 for x, y in places)
    assert page_module._layout(60, edges) == places


def test_page_keeps_those_with_the_most_ties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = visiting_world(tmp_path / "project", 20, 60)
    monkeypatch.setattr(page_module, "MOST", 5)
    path = tmp_path / "network.html"
    write_page(Graph(project), "who-visits-whom", path)
    [found] = re.findall(
        r'<script id="network" type="application/json">(.*?)</script>', path.read_text(encoding="utf-8")
    )
    data = json.loads(found)
    assert len(data["nodes"]) == 5
    assert re.search(r"Of \d+ nodes those with the most ties\.", data["texts"]["shown"])
