"""Which wordings of a lexicon dates and figures can belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.names import BASE, DG
from diplograph.checks.evidence.wordings import lexicon_of

SCHEMES = {
    DG + "severanceOfDiplomaticRelations": DG + "eventKinds",
    DG + "headOfState": DG + "officeKinds",
}


@pytest.mark.parametrize(
    ("kinds", "owns"),
    [
        ("dg:Visit", True),
        ("dg:severanceOfDiplomaticRelations", True),
        ("dg:headOfState", False),
        ("dg:Tenure , dg:headOfState", False),
        ("dg:Treaty", False),
        ("dg:capital", False),
    ],
)
def test_dates_belong_to_words_for_what_has_dates(tmp_path: Path, kinds: str, owns: bool) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        f'@prefix dg: <{DG}> .\n<urn:x:w> a dg:Wording ; dg:wordingOf {kinds} ; dg:pattern "word"@en .',
        encoding="utf-8",
    )
    assert [one.owns for one in lexicon_of([path], BASE, SCHEMES).wordings] == [owns]
