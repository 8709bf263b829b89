"""The files and folders that the Markdown pages name exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import ROOT

PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "ontology").rglob("*.md"),
    *(ROOT / "data").rglob("*.md"),
]
_TOP = "benchmarks|data|docs|examples|ontology|queries|src|tests"
_PATH = re.compile(rf"`((?:{_TOP})/[^`\s]*)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PLACEHOLDER = re.compile(r"[A-Z]{2,}|…|\*|/x/")  # as in data/FOLDER/ or src/diplograph/x/y.py


def missing(page: Path, text: str) -> list[str]:
    """Return what a page names or links to and is not there."""
    named = [name for name in _PATH.findall(text) if not _PLACEHOLDER.search(name.removesuffix("README.md"))]
    links = [link for link in _LINK.findall(text) if "://" not in link]
    return [name for name in named if not (ROOT / name).exists()] + [
        link for link in links if not _leads_somewhere(page, link)
    ]


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    if not anchor or target.suffix != ".md":
        return target.exists()
    headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_exists(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert missing(page, text) == []


def test_a_name_without_a_file_is_found() -> None:
    text = (
        "`src/diplograph/none.py`, `data/FOLDER/x.ttl`, `docs/cli.md`, [none](none.md), [a](docs/cli.md#none)"
    )
    assert missing(ROOT / "README.md", text) == ["src/diplograph/none.py", "none.md", "docs/cli.md#none"]
