"""The page of the library."""

from __future__ import annotations

import re

from diplograph.questions.catalogue import catalogue
from diplograph.questions.headings import load_headings
from helpers import ROOT
from queries.asking import LIBRARY

PAGE = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")


def test_page_is_that_of_the_files() -> None:
    assert catalogue(LIBRARY, load_headings(ROOT / "queries")) == PAGE, (
        "diplograph queries --markdown > queries/README.md"
    )


def test_each_question_stands_in_words_in_both_languages() -> None:
    assert len(LIBRARY) >= 60
    for query in LIBRARY.values():
        for text in (*query.summary.values(), *query.description.values()):
            assert text in PAGE
        assert f"]({query.theme}/{query.name}.rq)" in PAGE


def test_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)]+\.rq)\)", PAGE):
        assert (ROOT / "queries" / target).is_file()
