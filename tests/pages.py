"""The pages on modelling: their blocks, the rows of their tables, and the project that they tell of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from diplograph.sources.project import Project, load
from diplograph.sources.starting import start_project
from helpers import ROOT

PAGES = [ROOT / "docs" / name for name in ("modelling.md", "modelling-diplomacy.md", "modelling-kinds.md")]
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its info string, its text, its line in its page, the heading that it stands under."""

    info: str
    text: str
    line: int
    section: str

    def __str__(self) -> str:
        return f"{self.section}:{self.line}"


def read_blocks(page: str) -> Iterator[Block]:
    for match in re.finditer(r"^```(.+)\n((?s:.*?))^```$", page, re.MULTILINE):
        headings = re.findall(r"^## (.*)$", page[: match.start()], re.MULTILINE)
        yield Block(match[1], match[2], page.count("\n", 0, match.start()) + 1, headings[-1])


BLOCKS = [block for page in PAGES for block in read_blocks(page.read_text(encoding="utf-8"))]
HEAD, *FACTS = [block for block in BLOCKS if block.info == "turtle"]
INFERRED = [block for block in BLOCKS if block.info == "turtle inferred"]
EXPANDED = [block for block in BLOCKS if block.info == "turtle expanded"]
QUESTIONS = [(block, BLOCKS[i + 1]) for i, block in enumerate(BLOCKS) if block.info == "sparql"]
SOURCES = dict(
    zip(
        re.findall(r"^`documents/(.+)\.txt`:$", TEXT, re.MULTILINE),
        [block.text for block in BLOCKS if block.info == "txt"],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table *sentence → statement*.

    Attributes:
        name: The number of the sentence, or the kind that it is an example of.
        sentence: What a source might say, in English.
        arabic: The same in Arabic, or empty.
        statement: Predicates and objects of the node of the row, in Turtle.
    """

    name: str
    sentence: str
    arabic: str
    statement: str

    @property
    def iri(self) -> str:
        return f"id/{'sentence' if self.name.isdigit() else 'kind'}/{self.name}"


_ROW = re.compile(r"^\| (?:(\d+)|`dg:(\w+)`) \| ([^|]+?)(?:<br>([^|]+))? \| `([^`]+)` \|$", re.MULTILINE)
ROWS = [Row(m[1] or m[2], m[3], m[4] or "", m[5]) for m in _ROW.finditer(TEXT)]


def make_example(root: Path, facts: Iterable[Block], sources: Mapping[str, str] = SOURCES) -> Project:
    """Make the project that the pages tell of."""
    start_project(root / "my-graph", ["en", "ar"])
    files: dict[str, str] = {}
    for block in facts:
        first = re.match(r"# (data/\S+\.ttl)\n", block.text)
        assert first, f"{block}: the first line must name the file, such as '# data/…/visits.ttl'"
        files[first[1]] = files.get(first[1], HEAD.text) + block.text
    files |= {f"documents/{name}.txt": text for name, text in sources.items()}
    for name, text in files.items():
        path = root / "my-graph" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load(root / "my-graph")
