"""Whatever value a parameter is given, the query keeps its shape."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from diplograph.base.errors import QueryError
from diplograph.base.names import BASE
from diplograph.questions.library import Query
from diplograph.questions.parameters import Parameter
from diplograph.sparql.forms import form_of_query
from queries.asking import LIBRARY
from queries.test_queries import SAMPLES

NASTY = st.text(alphabet=st.sampled_from("\"'<>\\{}()?$#;.|^@%& \n\r\tu0aA:/_-،مصر\u202e\x00"), max_size=30)
VALUES = st.one_of(NASTY, st.text(max_size=30), st.from_regex(r"[a-z]+/[^ ]*", fullmatch=True))
WITH_PARAMETERS = [query for query in LIBRARY.values() if len(query.parameters) > 1]


def shape(text: str) -> Any:
    """Return the syntax tree of a query with all its terms taken out."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.term import Identifier, Variable

    def bones(part: Any) -> Any:
        if isinstance(part, Variable):
            return str(part)
        if isinstance(part, Identifier) or (
            isinstance(part, CompValue) and part.name in ("literal", "pname")
        ):
            return "term"
        if isinstance(part, CompValue):
            return (part.name, [(key, bones(value)) for key, value in part.items()])
        if isinstance(part, ParseResults | list | tuple):
            return [bones(value) for value in part]
        return type(part).__name__

    return bones(parseQuery(text))


@cache
def sample_shape(query: str, parameter: str) -> Any:
    """Return the shape that a query has with the sample value of a parameter."""
    [found] = [p for p in LIBRARY[query].parameters if p.name == parameter]
    return shape(bound(LIBRARY[query], found, SAMPLES[parameter]))


def bound(query: Query, parameter: Parameter, value: str) -> str:
    others = {p.name: SAMPLES[p.name] for p in query.parameters if p.required and p != parameter}
    return query.bind({**others, parameter.name: value}, language="en", base=BASE)


@pytest.mark.slow
@settings(max_examples=100, phases=[Phase.explicit, Phase.generate])  # shrinking is slow here
@given(st.data())
def test_shape_is_that_of_the_sample(data: st.DataObject) -> None:
    query = data.draw(st.sampled_from(WITH_PARAMETERS))
    parameter = data.draw(st.sampled_from([p for p in query.parameters if p.name != "lang"]))
    value = data.draw(VALUES)
    try:
        text = bound(query, parameter, value)
    except QueryError:
        return  # not a value of its type: nothing is sent
    assert form_of_query(text) == form_of_query(query.text)
    assert shape(text) == sample_shape(query.name, parameter.name)


@pytest.mark.parametrize("value", ['" } DROP ALL #', "x> } #", "\\u0022 }", "en' ; DROP ALL", "${x}", "?s"])
def test_language_is_one_of_two(value: str) -> None:
    with pytest.raises(QueryError, match="must be one of en, ar"):
        LIBRARY["visits"].bind({"lang": value}, language="en", base=BASE)
