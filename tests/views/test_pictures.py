"""Pictures: what they hold, that nothing overlaps or is cut, and that they come out the same each time."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from diplograph.base.names import BASE
from diplograph.interfaces.cli.main import main
from diplograph.publishing.formats.networks import read_network
from diplograph.questions.graph import Graph
from diplograph.snapshot.build import build
from diplograph.sources.project import Project
from diplograph.views.canvas import save
from diplograph.views.dossier import draw_dossier, read_dossier
from diplograph.views.network import default_network, draw_network, read_ties
from diplograph.views.timeline import draw_timeline, read_events
from diplograph.views.trade import draw_trade, read_figures
from diplograph.views.world_map import draw_map, read_atlas
from helpers import make_project
from views.worlds import visiting_world

DRAWN: dict[str, Callable[[Graph], Any]] = {
    "timeline": draw_timeline,
    "trade": draw_trade,
    "map": draw_map,
    "visits": draw_network,
    "shared": lambda graph: draw_network(graph, "co-membership"),
    "dossier": lambda graph: draw_dossier(graph, "Egypt", "Kazakhstan"),
    "dossier without visits": lambda graph: draw_dossier(graph, "Egypt", "United States"),
    "deals": lambda graph: draw_network(graph, "who-deals-with-whom"),
}
FEWEST = {"shared": 4}  # texts, where they are fewer than eight


def boxes(figure: Any) -> tuple[Any, list[tuple[str, Any]]]:
    """Return the frame of a picture, and the frame of each text in it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return figure.bbox, [(text.get_text(), text.get_window_extent()) for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("picture", DRAWN)
def test_no_text_overlaps_another_or_is_cut(picture: str, language: str, built: Project) -> None:
    figure = DRAWN[picture](Graph(built, language=language))
    assert_is_legible(figure, FEWEST.get(picture, 8))


AWKWARD = """
<id/state/a> a dg:State ; rdfs:label "From $5 to $6_x^{"@en , "ألف"@ar .
<id/state/b> a dg:State ; rdfs:label "A name\\nof two lines and of so many letters that it would take a whole page"@en , "ب"@ar .
<id/visit/v> a dg:Visit ; rdfs:label "\\\\frac $ & <b>"@en , "ز"@ar ; dg:date "1999"^^edtf:EDTF ;
    dg:visitingState <id/state/a> ; dg:hostState <id/state/b> ; dg:visitKind dg:officialVisit .
"""


@pytest.mark.slow
@pytest.mark.parametrize("picture", ["visits", "dossier"])
def test_names_are_drawn_as_they_are(picture: str, tmp_path: Path) -> None:
    """No formula, no line break, and no wider than a page."""
    project = make_project(tmp_path, facts=AWKWARD)
    build(project)
    draw = DRAWN | {"dossier": lambda graph: draw_dossier(graph, "state/a", "state/b")}
    figure = draw[picture](Graph(project))
    assert_is_legible(figure, 3)
    assert figure.get_size_inches()[0] < 15
    texts = " ".join(text for text, _ in boxes(figure)[1])
    assert "\\frac $ & <b>" in texts or "From $5 to $6_x^{" in texts


@pytest.mark.slow
@pytest.mark.parametrize("draw", [draw_timeline, draw_network])
def test_svg_is_well_formed_whatever_a_label_holds(
    draw: Callable[[Graph], Any], tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    facts = AWKWARD.replace("From", "\\u0001 \\u001B -- \\uFFFE").replace("<b>", "\\u0008 --> ]]>")
    project = make_project(tmp_path, facts=facts)
    build(project)
    save(draw(Graph(project)), tmp_path / "picture.svg")
    assert ElementTree.parse(tmp_path / "picture.svg").getroot().tag.endswith("svg")
    assert not [warning for warning in recwarn if "missing from font" in str(warning.message)]


@pytest.mark.slow
def test_many_states_find_room(tmp_path: Path) -> None:
    """Forty states and all the visits between them: nothing overlaps, and the wide arrows have numbers."""
    graph = Graph(visiting_world(tmp_path, 40, 160))
    figure = draw_network(graph)
    assert_is_legible(figure, 40)
    visits = {str(row.visits) for row in graph.query("who-visits-whom") if row.visits > 1}
    assert visits <= {text for text, _ in boxes(figure)[1]}


def assert_is_legible(figure: Any, fewest: int) -> None:
    """Check that no text of a picture overlaps another or is cut."""
    frame, texts = boxes(figure)
    assert len(texts) >= fewest
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
    figures = [(one.period, one.value, one.side) for one in read_figures(Graph(built))]
    assert figures == [
        ("2005", 8_100_000, ""),
        ("2007", 76_000_000, ""),
        ("2008", 250_000_000, "fromBelow"),
        ("2009", 50_000_000, "fromAbove"),
    ]
    assert [one.said for one in read_figures(Graph(built, language="ar"))] == ["", "", "أكثر من", "أقل من"]


def test_nearly_is_a_bound_from_above_as_in_comparisons(tmp_path: Path) -> None:
    """The concept says so: close to the figure and not above it."""
    facts = """
    <id/state/f> a dg:State ; rdfs:label "F"@en .
    <id/state/r> a dg:State ; rdfs:label "R"@en .
    <id/o/1> a dg:Observation ; rdfs:label "1996"@en ; dg:indicator dg:bilateralTrade ; dg:party <id/state/r> , <id/state/f> ;
        dg:value 40 ; dg:unit dg:dollarOfUnstatedCountry ; dg:period "1996"^^edtf:EDTF .
    <id/o/2> a dg:Observation ; rdfs:label "1997"@en ; dg:indicator dg:bilateralTrade ; dg:party <id/state/r> , <id/state/f> ;
        dg:value 20 ; dg:unit dg:dollarOfUnstatedCountry ; dg:hedge dg:nearly ; dg:period "1997"^^edtf:EDTF .
    """
    project = make_project(tmp_path / "p", facts=facts)
    build(project)
    graph = Graph(project)
    assert [(one.value, one.side) for one in read_figures(graph)] == [(40, ""), (20, "fromAbove")]
    (compared,) = graph.query("figures-compared")
    assert (compared.order, compared.how, compared.difference, compared.share) == ("fell", "at least", 20, 50)


def test_network_counts_what_the_questions_count(built: Project) -> None:
    graph = Graph(built, language="ar")
    ties = read_ties(read_network(graph, "who-visits-whom"), ["ar"])
    named = {(ties.names[one], ties.names[other]): number for (one, other), number in ties.edges.items()}
    told = {(one, other): number for one, other, number in graph.query("who-visits-whom")}
    assert {pair: named[pair] for pair in told} == told
    assert read_ties(read_network(graph, "who-visits-whom"), ["en"], most=2).names.keys() == ties.states


def test_map_shows_states_places_and_visits(built: Project) -> None:
    atlas = read_atlas(Graph(built))
    assert sorted(name for name, _ in atlas.states.values()) == [
        "Egypt", "Kazakhstan", "Spain", "Syria", "United States",
    ]  # fmt: skip
    assert atlas.missing == ["Great Britain", "Ottoman Empire", "Soviet Union", "United Arab Republic"]
    assert [name for name, _ in atlas.places] == [
        "Almaty", "Astana", "Baikonur launch site", "Cairo", "Sharm el-Sheikh",
    ]  # fmt: skip
    assert sorted(atlas.visits.values()) == [5, 11]
    assert {tuple(iri.rpartition("/")[2] for iri in pair) for pair in atlas.ties} == {
        ("egypt", "syria"),
        ("egypt", "united-states"),
    }  # those of which a visit is stated have arrows
    west, south, east, north = atlas.box()
    for _, (x, y) in atlas.places:
        assert west < x < east
        assert south < y < north
    alone = read_atlas(Graph(built), only=[next(iter(atlas.states))])
    assert len(alone.states) == 1
    assert not alone.visits


def test_dossier_holds_what_the_questions_say(built: Project) -> None:
    """The questions were read against the document: see tests/queries."""
    graph = Graph(built)
    dossier = read_dossier(graph, "Kazakhstan", "مصر")
    assert dossier.names == ("Kazakhstan", "Egypt")
    asked = graph.query("visits-between", a="Egypt", b="Kazakhstan")
    assert sorted(fact.label for number in (0, 1) for fact in dossier.visits(number)) == sorted(
        row.visit for row in asked
    )
    assert {fact.label for fact in dossier.of_kind("Institution")} == {
        row.institution for row in graph.query("joint-institutions")
    }
    assert {(fact.label, fact.date) for fact in dossier.of_kind("Treaty")} == {
        (row.treaty, row.date or "") for row in graph.query("treaties")
    }
    assert all(fact.passages for fact in dossier.facts)
    assert len(dossier.trade) == len(graph.query("trade", state="Egypt", other="Kazakhstan"))


@pytest.mark.slow
def test_dossier_without_visits_shows_missions_and_how_relations_stood(built: Project) -> None:
    """As the second document states it: see data/us-egypt."""
    dossier = read_dossier(Graph(built), "Egypt", "United States")
    day = datetime.date
    assert [(one.status.partition("#")[2], one.start, one.end) for one in dossier.standings] == [
        ("relationsEstablished", day(1922, 4, 26), day(1967, 6, 6)),
        ("relationsBroken", day(1967, 6, 6), day(1974, 2, 28)),
        ("relationsEstablished", day(1974, 2, 28), None),
    ]
    missions = {fact.label for fact in dossier.of_kind("Mission")}
    assert missions > {
        "Legation of the United States in Egypt",
        "Daniel Smith McCauley as Agent and Consul General, from 17 March 1849",
        "A U.S. Interests Section is established in the Spanish Embassy in Cairo, 7 June 1967",
    }
    assert "Embassy of Spain in Cairo" not in missions
    assert [fact.label for fact in dossier.of_kind("Communication")] == [
        "Letter of President Harding to King Ahmed Fuad"
    ]
    texts = [text for text, _ in boxes(draw_dossier(Graph(built), "Egypt", "United States"))[1]]
    assert "Diplomatic relations" in texts
    assert "Visits" not in texts


@pytest.mark.slow
@pytest.mark.parametrize("changes", [3, 40])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_how_relations_stood_is_told_in_one_line(language: str, changes: int, tmp_path: Path) -> None:
    kinds = ("openingOfDiplomaticRelations", "severanceOfDiplomaticRelations")
    events = "".join(
        f"""<id/event/{number}> a dg:Event ; rdfs:label "E"@en , "ح"@ar ; dg:eventKind dg:{kinds[number % 2]} ;
        dg:party <id/state/a> , <id/state/b> ; dg:date "{1900 + number}-02-03"^^edtf:EDTF ; dg:evidence <document/d#char=1,2> .
        """
        for number in range(changes)
    )
    facts = """
    <id/state/a> a dg:State ; rdfs:label "A"@en , "ألف"@ar .
    <id/state/b> a dg:State ; rdfs:label "B"@en , "ب"@ar .
    """
    project = make_project(tmp_path / "p", facts=facts + events)
    build(project)
    texts = [text for text, _ in boxes(draw_dossier(Graph(project, language=language), "A", "B"))[1]]
    last = f"{1900 + changes - 1}-02-03"
    [line] = [text for text in texts if " · " in text and last in text and "[1]" not in text]
    assert line.startswith("…") is (changes == 40)


def test_network_of_a_graph_without_visits_is_of_who_deals_with_whom(built: Project, tmp_path: Path) -> None:
    assert default_network(Graph(built)) == "who-visits-whom"
    facts = """
    <id/state/a> a dg:State ; rdfs:label "A"@en .
    <id/state/b> a dg:State ; rdfs:label "B"@en .
    <id/mission/m> a dg:Mission ; rdfs:label "M"@en ; dg:sendingState <id/state/a> ; dg:receivingState <id/state/b> .
    """
    project = make_project(tmp_path / "p", facts=facts)
    build(project)
    graph = Graph(project)
    assert default_network(graph) == "who-deals-with-whom"
    assert read_ties(read_network(graph, "who-deals-with-whom"), ["en"]).edges == {
        (f"{BASE}id/state/a", f"{BASE}id/state/b"): 1
    }


def test_dossier_names_a_document_without_a_title(tmp_path: Path) -> None:
    cited = "dg:evidence <document/d#char=1,9> , <document/d#char=10,12> ; dg:visitKind"
    project = make_project(tmp_path, facts=AWKWARD.replace("dg:visitKind", cited))
    build(project)
    graph = Graph(project)
    dossier = read_dossier(graph, "state/a", "state/b")
    assert dossier.documents == {"d": "d"}
    assert [fact.passages for fact in dossier.facts] == [[("d", "1,9"), ("d", "10,12")]]
    draw_dossier(graph, "state/a", "state/b")


def test_trade_of_three_states_is_drawn_for_each_pair(tmp_path: Path) -> None:
    """As the question has it; a figure with two reasons is one figure."""
    states = "".join(f'<id/state/{name}> a dg:State ; rdfs:label "{name}"@en .' for name in "abc")
    figure = """
    <id/o/1> a dg:Observation ; rdfs:label "o"@en ; dg:indicator dg:bilateralTrade ; dg:value 40 ; dg:reason <id/r/1> , <id/r/2> ;
        dg:party <id/state/a> , <id/state/b> , <id/state/c> .
    <id/r/1> rdfs:label "one"@en . <id/r/2> rdfs:label "two"@en .
    """
    project = make_project(tmp_path, facts=states + figure)
    build(project)
    figures = read_figures(Graph(project))
    assert [one.between for one in figures] == ["a – b", "a – c", "b – c"]
    assert_is_legible(draw_trade(Graph(project)), 3)


@pytest.mark.slow
def test_dossier_of_the_first_document_fits_its_page(built: Project) -> None:
    for language in ("en", "ar"):
        graph = Graph(built, language=language)
        texts = [text for text, _ in boxes(draw_dossier(graph, "Egypt", "Kazakhstan"))[1]]
        facts = read_dossier(graph, "Egypt", "Kazakhstan").facts
        assert sum("[1] " in text for text in texts) - 1 == len(facts)  # but for the document itself


@pytest.mark.slow
def test_dossier_says_how_much_it_leaves_out(tmp_path: Path) -> None:
    graph = Graph(visiting_world(tmp_path, 2, 300))
    figure = draw_dossier(graph, "Ruritania", "Ruridonia")
    assert_is_legible(figure, 20)
    texts = [text for text, _ in boxes(figure)[1]]
    shown = {text for text in texts if re.fullmatch(r"Visit \d+", text)}
    [more] = [match for match in (re.fullmatch(r"and (\d+) more", text) for text in texts) if match]
    assert len(shown) > 10
    assert len(shown) + int(more[1]) == sum(row.visits for row in graph.query("who-visits-whom"))


@pytest.mark.slow
@pytest.mark.parametrize(("ending", "start"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_same_graph_gives_the_same_bytes(
    ending: str, start: bytes, built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplograph.interfaces.cli.draw.open_project", lambda _: built)
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
        ("trade", "html", "a picture is written as .svg, .pdf or .png"),
        ("network", "svg", "the network joins nothing that could be drawn"),
        ("network", "html", "the network joins nothing that could be drawn"),
        ("map", "svg", "no state of the graph is on the map"),
        ("dossier", "svg", "a dossier is of two states: --between STATE STATE"),
    ):
        path = tmp_path / f"picture.{ending}"
        assert main(["--project", str(project.root), "draw", picture, "-o", str(path)]) == 2
        assert words in capsys.readouterr().err
        assert not path.exists()
    path = tmp_path / "picture.svg"
    for states, words in (
        (("A", "A"), "a dossier is of two states, not of one"),
        (("A", "Nowhere"), "state: nothing (dg:State) is called 'Nowhere'"),
    ):
        command = ["--project", str(project.root), "draw", "dossier", "-o", str(path), "--between", *states]
        assert main(command) == 2
        assert words in capsys.readouterr().err
    assert not path.exists()
