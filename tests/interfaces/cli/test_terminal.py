"""Commands write in one place only, where nothing of the data can steer the terminal."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from diplograph.interfaces.cli import terminal

COMMANDS = Path(terminal.__file__).parent


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.py")), ids=lambda path: path.stem)
def test_commands_write_nowhere_else(path: Path) -> None:
    if path.stem in ("terminal", "reference"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_print = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        assert not is_print, f"line {node.lineno}: use terminal.line or terminal.note"
        if isinstance(node, ast.Attribute) and node.attr in (
            "write",
            "writelines",
            "isatty",
            "buffer",
            "flush",
        ):
            assert ast.unparse(node.value) not in ("sys.stdout", "sys.stderr", "sys.stdout.buffer"), (
                node.lineno
            )


def test_lines_are_neutralised_and_data_are_not(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    hostile = "a\x1b]52;c;eA==\x07\x9b31m\u202eb\nc\udce9"
    terminal.line(hostile)
    terminal.note(hostile)
    shown = rb"a\x1b]52;c;eA==\x07\x9b31m\u202eb c\udce9" + b"\n"
    assert capsysbinary.readouterr() == (shown, shown)
    terminal.data("a\x1b\x9b")
    terminal.stream().write(b"\x1b\n")
    assert capsysbinary.readouterr() == ("a\x1b\x9b".encode() + b"\x1b\n", b"")
