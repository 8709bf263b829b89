"""The page on evidence: its Turtle can be read, its wordings find their examples, its lists are whole."""

from __future__ import annotations

import re
from pathlib import Path

from diplograph.base.names import BASE
from diplograph.checks.evidence.verdicts import Aspect, Verdict
from diplograph.checks.evidence.wordings import lexicon_of, read_marked
from diplograph.text.wordings.reading import Sentence
from helpers import HEADER, ROOT, quads

PAGE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```turtle\n(.*?)```", PAGE, re.DOTALL)


def test_turtle_is_read() -> None:
    assert all(quads(block) for block in BLOCKS)


def test_wording_finds_its_example_and_not_the_other(tmp_path: Path) -> None:
    [block] = [block for block in BLOCKS if "dg:Wording" in block]
    (tmp_path / "own.ttl").write_text(HEADER + block, encoding="utf-8")
    lexicon = lexicon_of([tmp_path / "own.ttl"], BASE, {})
    [example, counter] = re.findall(r'xample "(.*?)"@en', block)
    for text, number in ((read_marked(example).text, 1), (counter, 0)):
        assert len(Sentence(text, 0, len(text), "en", lexicon).triggers) == number


def test_every_verdict_and_aspect_is_described() -> None:
    spoken = {re.sub("([A-Z])", lambda match: f" {match[1].lower()}", one.value) for one in Verdict}
    assert spoken <= set(re.findall(r"^\| ([a-z ]+) \|", PAGE, re.MULTILINE))
    aspects = {one.value for one in Aspect if one is not Aspect.STANDING}
    assert aspects <= set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
