"""Pictures: what they hold, that nothing overlaps or is cut, and that they come out the same each time."""

from __future__ import annotations

import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from diplograph.cli.main import main
from diplograph.drawing.timeline import draw_timeline, read_events
from diplograph.drawing.trade import draw_trade, read_figures
from diplograph.graph import Graph
from diplograph.project import Project
from helpers import make_project

DRAWN = {"timeline": draw_timeline, "trade": draw_trade}


def boxes(figure: Any) -> tuple[Any, list[tuple[str, Any]]]:
    """Give the frame of a picture, and the frame of each text in it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return figure.bbox, [(text.get_text(), text.get_window_extent()) for text in texts]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("picture", DRAWN)
def test_no_text_overlaps_another_or_is_cut(picture: str, language: str, built: Project) -> None:
    frame, texts = boxes(DRAWN[picture](Graph(built, language=language)))
    assert len(texts) > 8
    for text, box in texts:
        assert frame.x0 <= box.x0, text
        assert box.x1 <= frame.x1, text
        assert frame.y0 <= box.y0, text
        assert box.y1 <= frame.y1, text
    for (one, first), (other, second) in combinations(texts, 2):
        assert not first.overlaps(second), f"{one!r} overlaps {other!r}"


def test_timeline_keeps_the_precision_of_dates(built: Project) -> None:
    events, undated = read_events(Graph(built))
    by_label = {event.label: event for event in events}
    launch = by_label["The Egyptian satellite is launched from Baikonur, 17 April 2007"]
    assert launch.is_day
    assert launch.earliest == datetime.date(2007, 4, 17)
    year = by_label["Nazarbayev in Egypt, 2008"]
    assert (year.earliest, year.latest) == (datetime.date(2008, 1, 1), datetime.date(2008, 12, 31))
    assert len(events) + undated == len(Graph(built).query("timeline"))


def test_trade_is_told_with_its_hedges(built: Project) -> None:
    """As the first document states it: see tests/data."""
    figures = [(one.period, one.value, one.hedge) for one in read_figures(Graph(built))]
    assert figures == [
        ("2005", 8_100_000, ""),
        ("2007", 76_000_000, ""),
        ("2008", 250_000_000, "moreThan"),
        ("2009", 50_000_000, "lessThan"),
    ]
    assert [one.said for one in read_figures(Graph(built, language="ar"))] == ["", "", "أكثر من", "أقل من"]


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_same_graph_gives_the_same_bytes(
    ending: str, start: bytes, built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplograph.cli.draw.open_project", lambda _: built)
    paths = [tmp_path / f"{name}.{ending}" for name in ("one", "two")]
    for path in paths:
        assert main(["--lang", "ar", "draw", "trade", "-o", str(path), "-q"]) == 0
    one, two = (path.read_bytes() for path in paths)
    assert one.startswith(start)
    assert one == two
    if ending == "pdf":
        assert b"/FontFile2" in one


def test_wrong_use_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(
        tmp_path / "project", facts='<id/state/a> a dg:State ; rdfs:label "A"@en , "ألف"@ar .'
    )
    for picture, ending, words in (
        ("timeline", "gif", "a picture is written as .svg, .pdf or .png"),
        ("timeline", "svg", "there is no event with a date to draw"),
        ("trade", "svg", "there is no figure of trade to draw"),
    ):
        path = tmp_path / f"picture.{ending}"
        assert main(["--project", str(project.root), "draw", picture, "-o", str(path)]) == 2
        assert words in capsys.readouterr().err
        assert not path.exists()
