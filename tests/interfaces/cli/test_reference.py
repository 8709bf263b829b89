"""docs/cli.md is the reference that the parsers make, and no argument is without its help."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diplograph.interfaces.cli.main import command_names, make_parser
from diplograph.interfaces.cli.reference import reference
from helpers import ROOT


def actions(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from actions(command)
        else:
            yield parser.prog, action


def test_the_document_is_that_of_the_parsers() -> None:
    document = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert document == reference(), "python -m diplograph.interfaces.cli.reference > docs/cli.md"


def test_every_argument_has_its_help() -> None:
    described = list(actions(make_parser()))
    assert len(described) > 100
    assert [(command, action.dest) for command, action in described if not action.help] == []


def test_every_command_and_option_is_in_the_document() -> None:
    text = reference()
    assert all(f"\n## `{name}`\n" in text for name in command_names())
    for _, action in actions(make_parser()):
        assert all(f"`{option}" in text for option in action.option_strings)


def test_the_usage_shows_what_is_required() -> None:
    text = reference()
    assert "\ndiplograph documents add --title TITLE --language TAG [OPTION …] FILE\n" in text
    assert "\ndiplograph explain [OPTION …] SUBJECT [PREDICATE] [OBJECT]\n" in text
    assert "\ndiplograph validate [OPTION …] [FILE …]\n" in text
    assert "- `--between STATE STATE`: " in text
    assert "\ndiplograph build [OPTION …]\n" in text


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_width_of_the_terminal_does_not_matter(columns: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "diplograph.interfaces.cli.reference"],
        env={"COLUMNS": columns, "LC_ALL": "C", "PYTHONPATH": str(ROOT / "src")},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == reference()
