"""What is wrong with a date, in words: a pattern says only that something is."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from diplograph.base import edtf
from diplograph.base.errors import DateError
from diplograph.base.names import EDTF
from diplograph.checks.wording import in_languages
from diplograph.shacl.results import Result


def faults_of_date(result: Result) -> Mapping[str, str]:
    """Return what is wrong with the value of a result, by language; nothing if it should not be a date.

    A value should be a date where its shape asks for the datatype ``edtf:EDTF``.
    """
    shape, constraint = result.check
    text = result.value
    asks_for_date = any(
        one.kind == "Datatype" and str(one.terms[0].value) == EDTF for one in shape.constraints
    )
    if not asks_for_date or not isinstance(text, ox.Literal):
        return {}
    try:
        edtf.parse(text.value)
    except DateError as error:
        return in_languages("finding.no-date", text=text.value, reason=error.reasons)
    if constraint.kind != "Datatype":
        return {}
    return in_languages("finding.no-datatype", text=text.value, written=f'"{text.value}"^^edtf:EDTF')
