"""What queries share, of the project and as shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.errors import QueryError, SourceError
from diplograph.questions.headings import FILE, load_headings, shipped_headings
from helpers import ROOT


def test_shipped_words_are_those_of_the_repository() -> None:
    assert load_headings(ROOT / "queries") == shipped_headings()
    assert shipped_headings().columns["visit"] == {"en": "Visit", "ar": "الزيارة"}


def test_folder_without_the_file_has_the_shipped_words(tmp_path: Path) -> None:
    assert load_headings(tmp_path) == shipped_headings()


def test_own_words_come_before_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("columns: {visit: {en: Journey, ar: الرحلة}}", encoding="utf-8")
    found = load_headings(tmp_path)
    assert found.columns["visit"]["en"] == "Journey"
    assert found.columns["host"] == shipped_headings().columns["host"]
    assert found.params == shipped_headings().params


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns: [", "not YAML"),
        ("visit: {en: Visit}", "may hold columns, params, themes and nothing else"),
        ("- columns", "and nothing else"),
        ("columns: {visit: Visit}", "columns must give each name its words"),
        ("params: [state]", "params must give each name its words"),
    ],
)
def test_wrong_files_are_refused_by_name(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=message) as caught:
        load_headings(tmp_path)
    assert str(caught.value).startswith(str(path))


def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"columns: \xff")
    with pytest.raises(SourceError):
        load_headings(tmp_path)
