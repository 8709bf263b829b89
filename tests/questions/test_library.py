"""Queries, their decorators and their parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.errors import QueryError, SourceError
from diplograph.base.names import BASE
from diplograph.questions.library import Parameter, find_query, load_query, parse_query, to_term
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
    assert query.columns["ar"] == {"who": "الزائر"}
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


def test_unknown_parameter_is_refused_with_those_known() -> None:
    with pytest.raises(QueryError, match=r"who has no parameter 'hots'; it has: host, lang"):
        parse_query(TEXT, name="who").bind({"hots": "x"}, language="en", base=BASE)


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("iri", "https://example.org/a", "<https://example.org/a>"),
        ("iri", "dg:ministerialVisit", "<https://w3id.org/diplograph/ontology#ministerialVisit>"),
        ("iri", "state/egypt", f"<{BASE}id/state/egypt>"),
        ("iri", "document/year-book#char=1,2", f"<{BASE}document/year-book#char=1,2>"),
        ("string", "a=b", '"a=b"'),
        ("integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "1.50", '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("date", "2008-02-29", '"2008-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
def test_values_become_terms(type_: str, text: str, expected: str) -> None:
    assert str(to_term(Parameter("x", type_, None, {}), text, base=BASE)) == expected


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("iri", "egypt"),
        ("iri", "nope:egypt"),
        ("iri", "https://example.org/a b"),
        ("iri", "state/egypt> ; DROP ALL"),
        ("iri", ""),
        ("integer", "7.5"),
        ("decimal", "NaN"),
        ("decimal", "seven"),
        ("boolean", "yes"),
        ("date", "2008-02-30"),
        ("date", "2008"),
    ],
)
def test_wrong_values_are_refused(type_: str, text: str) -> None:
    with pytest.raises(QueryError, match="x must be "):
        to_term(Parameter("x", type_, None, {}), text, base=BASE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ summary: [", "not YAML"),
        ("#+ just text", "must be 'name: value' lines"),
        ("#+ sumary: x", "unknown decorator 'sumary'"),
        ("#+ params: [{type: iri}]", "needs a name"),
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


def test_missing_query_file_is_reported(project: Project, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        find_query(project, str(tmp_path / "none.rq"))
