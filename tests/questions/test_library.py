"""Queries, their decorators and their parameters."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from diplograph.base.errors import QueryError, SourceError
from diplograph.base.names import BASE
from diplograph.questions.headings import Headings
from diplograph.questions.library import Query, find_query, load_library, load_query, parse_query
from diplograph.sources.project import Project

TEXT = """#+ summary: Who visited
#+ summary_ar: من زار
#+ tags: [visits]
#+ params:
#+   - name: host
#+     type: iri
#+     description: The state that was visited.
#+     description_ar: الدولة المضيفة.
#+   - name: lang
#+     type: string
#+     default: en
#+ columns:
#+   en: {who: Visitor}
#+   ar: {who: الزائر}
SELECT ?who { ?who dg:visited ?_host_iri ; rdfs:label ?l FILTER ( LANG(?l) = ?_lang_string ) }
"""


def test_decorators_are_read_in_both_languages() -> None:
    query = parse_query(TEXT, name="who")
    assert query.summary == {"en": "Who visited", "ar": "من زار"}
    assert query.tags == ("visits",)
    assert query.columns["ar"]["who"] == "الزائر"
    host, lang = query.parameters
    assert (host.variable, host.default) == ("_host_iri", None)
    assert (lang.variable, lang.default) == ("_lang_string", "en")
    assert host.description["ar"] == "الدولة المضيفة."


def test_reader_language_binds_lang_unless_it_is_set() -> None:
    query = parse_query(TEXT, name="who")
    assert 'LANG(?l) = "ar"' in query.bind({}, language="ar", base=BASE)
    assert 'LANG(?l) = "en"' in query.bind({"lang": "en"}, language="ar", base=BASE)
    assert "?_host_iri" in query.bind({}, language="en", base=BASE)
    assert f"<{BASE}id/state/egypt>" in query.bind({"host": "state/egypt"}, language="en", base=BASE)


SHARED = Headings(
    columns={"who": {"en": "Visitor", "ar": "الزائر"}, "l": {"en": "Name", "ar": "الاسم"}},
    params={
        "host": {"type": "iri", "of": "dg:State", "description": "A state.", "description_ar": "دولة."},
        "lang": {"type": "string", "default": "en", "enum": ["en", "ar"]},
    },
    themes={},
)
BODY = "SELECT ?who ?l { ?who rdfs:label ?l FILTER ( LANG(?l) = ?_lang_string ) ?who dg:visited ?_host_iri }"


def shared(decorators: str, *, path: Path | None = Path("q.rq"), body: str = BODY) -> Query:
    return parse_query(f"{decorators}\n{body}", name="q", path=path, headings=SHARED)


def test_what_queries_share_needs_no_declaration() -> None:
    query = shared("#+ summary: Who")
    assert query.columns["ar"] == {"who": "الزائر", "l": "الاسم"}
    host, lang = query.parameters  # lang is the last, wherever it stands
    assert (host.name, host.of, host.description["ar"], host.required) == ("host", "dg:State", "دولة.", False)
    assert lang.values == ("en", "ar")


def test_a_query_says_only_what_differs() -> None:
    query = shared(
        "#+ columns: {en: {who: Guest}, ar: {who: الضيف}}\n#+ params: [{name: host, of: null, required: true}]"
    )
    assert query.columns == {"en": {"who": "Guest", "l": "Name"}, "ar": {"who": "الضيف", "l": "الاسم"}}
    assert query.parameters[0].of is None
    assert query.parameters[0].required
    assert query.parameters[0].description["en"] == "A state."


def test_shared_parameter_has_its_type() -> None:
    with pytest.raises(QueryError, match=r"\?_host_(iri|string) must be both declared"):
        shared("", body="ASK { ?who dg:visited ?_host_string }")


def test_columns_of_a_typed_query_are_called_as_its_variables_are() -> None:
    assert shared("", path=None).columns == {"en": {}, "ar": {}}


def test_columns_for_programs_are_named() -> None:
    query = shared("#+ passages: [who]\n#+ nodes: [l]")
    assert (query.passages, query.nodes) == (("who",), ("l",))


def test_unknown_parameter_is_refused_with_those_known() -> None:
    with pytest.raises(QueryError, match=r"who has no parameter 'hots'; it has: host, lang"):
        parse_query(TEXT, name="who").bind({"hots": "x"}, language="en", base=BASE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ summary: [", "not YAML"),
        ("#+ just text", "must be 'name: value' lines"),
        ("#+ sumary: x", "unknown decorator 'sumary'"),
        ("#+ params: [{type: iri}]", "needs a name"),
        ("#+ params: [host]", "needs a name"),
        ("#+ columns: [host]", "columns must give headings by language"),
        ("#+ columns: {en: Host}", "columns must give headings by language"),
        ("#+ passages: visit", "passages must be a list of names"),
        ("#+ tags: 5", "tags must be a list of names"),
        ("#+ params: 5", "params must be a list"),
        ("#+ params: [{name: host, type: [iri]}]", "must have a type out of"),
        ("#+ params: [{name: host, type: iri, enum: 5}]", "enum of host must be a list"),
        ("#+ params: [{name: host, type: iri, of: [a]}]", "enum of host must be a list"),
        ("#+ {5: a, x: b}", "unknown decorator 5"),
        ("#+ nodes: [[visit]]", "nodes must be a list of names"),
        ("#+ edge: [visit]", "edge must name two columns"),
        ("#+ params: [{name: x, type: url}]", "parameter x must have a type out of iri"),
        ("#+ params: [{name: x, type: iri}]\nASK {}", r"\?_x_iri must be both declared"),
        ("ASK { ?s ?p ?_x_iri }", r"\?_x_iri must be both declared"),
    ],
)
def test_wrong_decorators_are_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=message) as caught:
        load_query(path)
    assert str(caught.value).startswith(str(path))


def test_unknown_query_names_a_near_one(project: Project) -> None:
    with pytest.raises(QueryError, match=r"no query is named 'vists'; did you mean visits\?"):
        find_query(project, "vists")


def test_queries_for_programs_are_found_and_not_listed(project: Project) -> None:
    assert find_query(project, "states").theme == "programs"
    assert "states" not in load_library(project)


def test_query_that_a_project_does_not_have_is_the_shipped_one(project: Project, tmp_path: Path) -> None:
    own = dataclasses.replace(project, queries=tmp_path)
    (tmp_path / "states.rq").write_text("SELECT ?node { ?node a dg:State }", encoding="utf-8")
    assert find_query(own, "states").path == tmp_path / "states.rq"
    assert find_query(own, "facts-of-both").text == find_query(project, "facts-of-both").text
    assert load_library(own).keys() == load_library(project).keys() | {"states"}
    (tmp_path / "visits.rq").write_text("SELECT ?own { ?own a dg:Visit }", encoding="utf-8")
    assert load_library(own)["visits"].path == find_query(own, "visits").path == tmp_path / "visits.rq"


def test_name_of_a_query_for_programs_is_taken(tmp_path: Path, project: Project) -> None:
    for theme in ("programs", "visits"):
        (tmp_path / theme).mkdir()
        (tmp_path / theme / "who.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(QueryError, match="has that name too"):
        load_library(dataclasses.replace(project, queries=tmp_path))


def test_missing_query_file_is_reported(project: Project, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        find_query(project, str(tmp_path / "none.rq"))
