"""Schema, shapes, facts and documentation of drafts agree."""

from __future__ import annotations

import copy
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from diplograph.base.names import DG, RDF, RDFS, XSD, local_name
from diplograph.drafts.records import QUOTE, Description, RecordType
from diplograph.drafts.schema import to_schema
from diplograph.interfaces.cli.main import main
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project, load
from helpers import HEADER, ROOT, make_project

PAGE = (ROOT / "docs" / "drafts.md").read_text(encoding="utf-8")
EXAMPLES = [
    record
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    for record in yaml.load(block, Loader=yaml.BaseLoader)
]
PASSAGES = (DG + "evidence", DG + "aboutPassage")


@pytest.fixture(scope="module")
def description(built: Project) -> Description:
    return Description.read(Snapshot.open(built))


@pytest.fixture(scope="module")
def schema(description: Description) -> dict[str, Any]:
    return to_schema(description, "en")


@pytest.fixture(scope="module")
def check(schema: dict[str, Any]) -> Any:
    """Return a validator of files of drafts."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    return jsonschema.Draft202012Validator(schema)


def of_class(schema: dict[str, Any], name: str) -> Any:
    """Return a validator of records of one class, whose messages are of no other."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})


@pytest.mark.slow
def test_it_is_a_schema(check: Any, schema: dict[str, Any]) -> None:
    check.check_schema(schema)


def test_texts_are_in_both_languages(description: Description, schema: dict[str, Any]) -> None:
    visit, kinds = schema["$defs"]["Visit"], schema["$defs"]["kinds.visitKinds"]
    assert (visit["title"], visit["x-title-ar"]) == ("visit", "زيارة")
    assert {"title", "description", "x-title-ar", "x-description-ar"} <= kinds.keys() & kinds["anyOf"][
        0
    ].keys()
    arabic = to_schema(description, "ar")["$defs"]["Visit"]
    assert (arabic["title"], arabic["x-title-en"]) == ("زيارة", "visit")


def test_every_field_and_kind_has_its_description(schema: dict[str, Any]) -> None:
    for name, part in schema["$defs"].items():
        assert name == "record" or part.get("description"), name
    for name in [name for name in schema["$defs"] if name.startswith("kinds.")]:
        kinds = schema["$defs"][name]["anyOf"]
        assert len({kind["const"] for kind in kinds}) == len(kinds)
        for kind in kinds:
            assert kind.keys() == {"const", "title", "description", "x-title-ar", "x-description-ar"}


def test_every_reference_leads_somewhere_and_every_definition_is_used(schema: dict[str, Any]) -> None:
    used = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)))
    assert used == schema["$defs"].keys()


def test_examples_of_the_page_are_of_known_fields(description: Description) -> None:
    assert {record["a"] for record in EXAMPLES} == {"Recognition", "Visit", "TreatyAction", "Observation"}
    for record in EXAMPLES:
        fields = {one.name for one in description.records[record["a"]].fields}
        assert record.keys() <= fields | {"a", QUOTE}


def test_the_page_says_what_each_record_needs(description: Description) -> None:
    shown = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert shown == {name: needs(record) for name, record in description.records.items()}


def needs(record: RecordType) -> str:
    def counted(name: str, least: int) -> str:
        return f"{least} `{name}`" if least > 1 else f"`{name}`"

    single = [counted(one.name, one.least) for one in record.fields if one.least]
    either = [
        " / ".join(" and ".join(counted(name, least) for name, least in need.items()) for need in choices)
        for choices in record.needs
    ]
    return ", ".join([*([f"`{QUOTE}`"] if record.needs_quote else []), *single, *either]) or "–"


def test_examples_of_the_page_conform(check: Any) -> None:
    records = json.loads(json.dumps(EXAMPLES))
    for record in records:
        for name in record.keys() & {"ordinal", "value", "period"}:
            record[name] = int(record[name])  # as YAML 1.2 reads them
    assert [error.message for error in check.iter_errors(records)] == []


VISIT = {
    "a": "Visit",
    "quote": "The King came to Freedonia",
    "visitor": "the King",
    "hostState": "Freedonia",
    "visitKind": "royalVisit",
}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"date": 1996},
        {"date": "1996-11-07/1996-11-08"},
        {"visitKind": ["royalVisit", "officialVisit"]},
        {"visitor": None, "delegationOf": "Parliament of Ruritania"},
        {"label": "The King in Freedonia"},
        {"label": {"en": "The King in Freedonia", "pt-BR": "O Rei"}},
        {"quote": ["The King came", "to Freedonia"]},
    ],
)
def test_what_fits_conforms(change: dict[str, Any], check: Any) -> None:
    assert check.is_valid([changed(change)])


@pytest.mark.parametrize(
    "change",
    [
        {"a": None},
        {"a": "Vist"},
        {"a": "Claim"},
        {"quote": None},
        {"quote": []},
        {"quote": ""},
        {"hostState": None},
        {"hostState": ["Freedonia", "Vardia"]},
        {"hostState": 3},
        {"visitor": None},
        {"visitKind": "royalvisit"},
        {"visitKind": ["royalVisit", "royalVisit"]},
        {"date": "7 November 1996"},
        {"date": "1996-02-30"},
        {"date": 19960},
        {"ordinal": 0},
        {"ordinal": "second"},
        {"hostSate": "Freedonia"},
        {"earliest": "1996-11-07"},
        {"recogniser": "Ruritania"},
        {"label": {"English": ""}},
        {"label": {}},
    ],
)
def test_what_does_not_fit_does_not_conform(change: dict[str, Any], check: Any) -> None:
    assert not check.is_valid([changed(change)])


def changed(change: dict[str, Any]) -> dict[str, Any]:
    record = copy.deepcopy(VISIT) | change
    return {name: value for name, value in record.items() if value is not None}


def test_sides_are_needed_as_the_shape_asks(schema: dict[str, Any]) -> None:
    check = of_class(schema, "Relation")
    kind = schema["$defs"]["kinds.relationKinds"]["anyOf"][0]["const"]
    relation = {"a": "Relation", "quote": "friends", "relationKind": kind}
    assert not check.is_valid(relation)
    assert not check.is_valid(relation | {"party": ["Vardia"]})
    assert not check.is_valid(relation | {"from": "Vardia"})
    assert check.is_valid(relation | {"party": ["Vardia", "Lusania"]})
    assert check.is_valid(relation | {"from": "Vardia", "to": "Lusania"})


@pytest.mark.slow
def test_every_fact_of_the_graph_is_a_record_that_conforms(built: Project) -> None:
    for project in (built, load(ROOT / "examples" / "year-books")):
        snapshot = Snapshot.with_files(project, [])
        description = Description.read(snapshot)
        schema = to_schema(description, "en")
        checks = {name: of_class(schema, name) for name in description.records}
        wrong = []
        found = list(records(snapshot, description))
        assert len(found) > 10
        for node, record in found:
            wrong += [(node, error.message[:200]) for error in checks[record["a"]].iter_errors(record)]
        assert wrong == []


def records(snapshot: Snapshot, description: Description) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is asserted of each node as a record, with the ends of IRIs for names."""
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in snapshot.asserted:
        if "/graph/facts/" in str(quad.graph_name):
            about[quad.subject.value][quad.predicate.value].append(quad.object)  # type: ignore[union-attr,arg-type]
    for node, properties in about.items():
        for kind in properties.pop(RDF + "type", ()):
            if (record_type := description.records.get(local_name(kind.value))) is not None:
                record: dict[str, Any] = {"a": record_type.name}
                most = {one.name: one.most for one in record_type.fields}
                for predicate, values in properties.items():
                    name = QUOTE if predicate in PASSAGES else local_name(predicate)
                    if name == local_name(RDFS + "label") or all(
                        getattr(v, "language", None) for v in values
                    ):
                        texts = {value.language: value.value for value in values}  # type: ignore[union-attr]
                        record[name] = texts
                        continue
                    written = [as_json(value) for value in values]
                    record[name] = written[0] if most.get(name) == 1 and len(written) == 1 else written
                yield node, record


def as_json(value: ox.NamedNode | ox.Literal) -> object:
    if isinstance(value, ox.NamedNode):
        return local_name(value.value)
    kind = value.datatype.value.removeprefix(XSD)
    if kind == "boolean":
        return value.value == "true"
    return json.loads(value.value) if kind in ("integer", "decimal") else value.value


@pytest.mark.slow
def test_kinds_of_a_project_are_in_its_schema(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("own")
    project = make_project(root)
    (root / "data" / "kinds").mkdir()
    (root / "data" / "kinds" / "kinds.ttl").write_text(
        HEADER
        + '<kind/secret-visit> a skos:Concept ; skos:inScheme dg:visitKinds ; rdfs:label "secret visit"@en .',
        encoding="utf-8",
    )
    schema = to_schema(Description.read(Snapshot.with_files(project, [])), "en")
    kinds = {kind["const"]: kind["title"] for kind in schema["$defs"]["kinds.visitKinds"]["anyOf"]}
    assert (kinds["secret-visit"], kinds["royalVisit"]) == ("secret visit", "royal visit")


@pytest.mark.slow
def test_the_command_prints_it(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["--lang", "ar", "draft", "--schema", "--project", str(ROOT / "examples" / "year-books")]) == 0
    )
    printed = json.loads(capsys.readouterr().out)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert printed["$defs"]["Visit"]["title"] == "زيارة"
